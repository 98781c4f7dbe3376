using PortfolioTracker.Domain.Benchmarks;
using PortfolioTracker.Domain.Dividends;
using PortfolioTracker.Domain.Lots;
using PortfolioTracker.Domain.Prices;

namespace PortfolioTracker.Tests.Domain.Benchmarks;

internal sealed class TotalReturnTests
{
    private static readonly DateOnly First = new(2024, 1, 1);

    private static Security Of(decimal[] closes, Split[]? splits = null, DividendEvent[]? dividends = null) =>
        Security.Unknown("SPY") with
        {
            Instrument = new("SPY", Currency: "USD"),
            Prices = PriceSeries.From(closes.Select((close, i) => new PricePoint(First.AddDays(i), close))),
            Splits = splits ?? [],
            Dividends = dividends ?? [],
        };

    private static DividendEvent Dividend(int day, decimal amount, string? currency = "USD") =>
        new(Guid.NewGuid(), "SPY", First.AddDays(day), null, amount, currency);

    private static Split Split(int day, int @new, int old) => new(First.AddDays(day), @new, old);

    private static decimal[] Levels(Security security) => TotalReturn.Of(security).Closes.ToArray();

    [Test]
    public async Task Without_events_it_is_the_close()
    {
        await Assert.That(Levels(Of([100m, 105m, 99m]))).IsEquivalentTo(new[] { 100m, 105m, 99m });
        await Assert.That(TotalReturn.Of(Security.Unknown("X")).Count).IsEqualTo(0);
    }

    [Test]
    public async Task A_dividend_buys_units_at_the_close_of_the_ex_date()
    {
        // 1 + 2 / 98 units: 98 + 2 = 100 on the ex-date, then 98 x 1.5 -> 150.
        var levels = Levels(Of([100m, 98m, 147m], dividends: [Dividend(1, 2m)]));

        await Assert.That(levels[1]).IsEqualTo(100m).Within(1e-20m);
        await Assert.That(levels[2]).IsEqualTo(150m).Within(1e-20m);
    }

    [Test]
    public async Task A_split_changes_nothing()
    {
        await Assert.That(Levels(Of([100m, 25m, 30m], splits: [Split(1, 4, 1)])))
            .IsEquivalentTo(new[] { 100m, 100m, 120m });
    }

    [Test]
    public async Task On_the_day_of_a_split_the_amount_is_per_new_share()
    {
        // Two units after the split, each with 1 of dividend.
        var levels = Levels(Of([100m, 50m], [Split(1, 2, 1)], [Dividend(1, 1m)]));

        await Assert.That(levels[1]).IsEqualTo(102m).Within(1e-20m);
    }

    [Test]
    public async Task Between_two_closes_a_dividend_before_a_split_is_per_old_share()
    {
        var security = Of([100m, 0m, 0m, 50m], [Split(2, 2, 1)], [Dividend(1, 1m)]) with
        {
            Prices = PriceSeries.From([new(First, 100m), new(First.AddDays(3), 50m)]),
        };

        // One old unit gets 1; the two new ones are worth 100: 101 in all.
        await Assert.That(Levels(security)[1]).IsEqualTo(101m).Within(1e-20m);
    }

    [Test]
    public async Task Events_of_the_first_day_or_before_are_in_the_first_close()
    {
        var security = Of([100m, 100m], [Split(-5, 2, 1), Split(0, 3, 1)], [Dividend(-3, 9m), Dividend(0, 9m)]);

        await Assert.That(Levels(security)).IsEquivalentTo(new[] { 100m, 100m });
    }

    [Test]
    public async Task Events_after_the_last_close_wait()
    {
        await Assert.That(Levels(Of([100m, 101m], [Split(7, 2, 1)], [Dividend(8, 1m)])))
            .IsEquivalentTo(new[] { 100m, 101m });
    }

    [Test]
    public async Task Of_a_close_of_zero_nothing_is_bought()
    {
        var levels = Levels(Of([100m, 0m, 50m], dividends: [Dividend(1, 10m)]));

        await Assert.That(levels[1]).IsEqualTo(0m);
        await Assert.That(levels[2]).IsEqualTo(60m);
    }

    [Test]
    public async Task A_dividend_in_another_currency_is_left_out_and_one_of_unknown_currency_is_not()
    {
        await Assert.That(Levels(Of([100m, 100m], dividends: [Dividend(1, 5m, "EUR")]))[1]).IsEqualTo(100m);
        await Assert.That(Levels(Of([100m, 100m], dividends: [Dividend(1, 5m, null)]))[1]).IsEqualTo(105m);
    }
}
