using PortfolioTracker.Domain.Currencies;
using PortfolioTracker.Domain.Dividends;
using PortfolioTracker.Domain.Lots;
using PortfolioTracker.Domain.Portfolio;
using PortfolioTracker.Domain.Prices;

namespace PortfolioTracker.Tests.Domain.Portfolio;

/// <summary>What decisions do to income; the matching itself is tested with DividendBook.</summary>
internal sealed class IncomeDecisionsTests
{
    private static readonly Guid Past = Guid.NewGuid();
    private static readonly Guid Ahead = Guid.NewGuid();

    private static Income IncomeWith(params DividendDecision[] decisions)
    {
        Trade[] trades =
        [
            new(Guid.NewGuid(), TradeKind.Buy, "ACME", new(2024, 1, 2), 10m, 100m, 0m, "EUR", null, default),
        ];
        var security = Security.Unknown("ACME") with
        {
            Instrument = new("ACME", Currency: "EUR"),
            Dividends =
            [
                new(Past, "ACME", new(2024, 3, 1), new(2024, 3, 15), 0.5m, "EUR"),
                new(Ahead, "ACME", new(2024, 5, 31), new(2024, 6, 20), 0.6m, "EUR"),
            ],
        };
        var rates = new ExchangeRates(new Dictionary<(string, string), PriceSeries>
        {
            [("EUR", "USD")] = PriceSeries.From([new(new(2024, 1, 1), 2m)]),
        });
        return PortfolioSnapshot.IncomeOf(
            new("USD", CostMethod.Fifo, trades) { Decisions = decisions },
            new(new Dictionary<string, Security> { ["ACME"] = security }, rates),
            new(new(2024, 6, 3)));
    }

    private static DividendDecision Said(
        DecisionKind kind, Guid? of, string symbol = "ACME", decimal each = 0.4m, decimal tax = 0) =>
        new(Guid.NewGuid(), of, symbol, kind, new(2024, 3, 4), new(2024, 3, 18), each, 3m, tax, 0, "EUR", default,
            default);

    [Test]
    public async Task Without_decisions_all_that_is_entitled_is_pending_or_upcoming()
    {
        var income = IncomeWith();

        // 10 x 0.50 EUR and 10 x 0.60 EUR at 2 dollars.
        await Assert.That((income.Pending, income.Upcoming)).IsEqualTo((10m, 12m));
    }

    [Test]
    public async Task A_rejected_dividend_counts_nowhere_and_an_edited_one_as_edited_net_of_tax()
    {
        var rejected = IncomeWith(Said(DecisionKind.Rejected, Past));
        var edited = IncomeWith(Said(DecisionKind.Edited, Past, tax: 1m));

        await Assert.That((rejected.Pending, rejected.Dividends.Count)).IsEqualTo((0m, 1));
        await Assert.That((edited.Pending, edited.Dividends.Count)).IsEqualTo((6m, 2));
    }

    [Test]
    public async Task A_rejected_upcoming_dividend_is_not_expected_any_more_and_no_pattern_takes_its_place()
    {
        var rejected = Said(DecisionKind.Rejected, Ahead) with { ExOn = new(2024, 5, 31) };

        var (before, after) = (IncomeWith(), IncomeWith(rejected));

        await Assert.That(before.Projection.Any(line => line.PayOn == new DateOnly(2024, 6, 20))).IsTrue();
        await Assert.That(after.Projection.Any(line => line.PayOn < new DateOnly(2024, 7, 15))).IsFalse();
    }

    [Test]
    public async Task A_dividend_added_by_hand_of_a_symbol_never_traded_is_pending_too()
    {
        var income = IncomeWith(Said(DecisionKind.Edited, of: null, "OTHER", each: 2m));

        var own = income.Dividends.Single(dividend => dividend.Symbol == "OTHER");
        await Assert.That((own.Shares, own.SharesNow, own.AmountBase)).IsEqualTo((3m, 0m, 12m));
        await Assert.That(income.Pending).IsEqualTo(22m);
    }
}
