using PortfolioTracker.Domain.Portfolio;
using PortfolioTracker.Domain.Returns;

namespace PortfolioTracker.Tests.Domain.Portfolio;

internal sealed class DailyValuesTests
{
    private static ValueDay Day(string on, decimal value, decimal moneyIn = 0, decimal moneyOut = 0) =>
        new(Given.Day(on), value, moneyIn, moneyOut);

    [Test]
    public async Task A_split_between_trades_multiplies_the_shares_and_divides_the_price_that_is_carried_over_it()
    {
        // No close from the effective day on: 104 becomes 52, and 20 shares less 5 are worth 780.
        var snapshot = new Given().Closes("ACME", ("2024-01-02", 100), ("2024-01-03", 104))
            .Split("ACME", "2024-01-04", 2, 1)
            .Buy("ACME", "2024-01-02", 10, 100)
            .Sell("ACME", "2024-01-05", 5, 53)
            .On("2024-01-05");

        await Assert.That(snapshot.Daily.Days).IsEquivalentTo(new[]
        {
            Day("2024-01-02", 1000, moneyIn: 1000), Day("2024-01-03", 1040), Day("2024-01-05", 780, moneyOut: 265),
        });
        await Assert.That(snapshot.Daily.PricedDays).IsEquivalentTo(new[] { true, true, false });
        var holding = snapshot.Holdings.Single();
        await Assert.That((holding.Quantity, holding.Price!.Value.Price)).IsEqualTo((15m, 52m));
        await Assert.That((holding.Cost, holding.UnrealisedGain, holding.RealisedGain)).IsEqualTo((750m, 30m, 15m));
    }

    [Test]
    public async Task Shares_that_splits_made_thirds_of_are_gone_when_they_are_sold()
    {
        // 5 / 3 x 3 is not 5 in decimals; a position that the lots call closed has no value afterwards.
        var snapshot = new Given()
            .Closes("ACME", ("2024-01-02", 10), ("2024-01-03", 30), ("2024-01-04", 10), ("2024-01-05", 11),
                ("2024-01-08", 12))
            .Split("ACME", "2024-01-03", 1, 3)
            .Split("ACME", "2024-01-04", 3, 1)
            .Buy("ACME", "2024-01-02", 5, 10)
            .Sell("ACME", "2024-01-05", 5, 11)
            .On("2024-01-08");

        await Assert.That(snapshot.Holdings).IsEmpty();
        await Assert.That(snapshot.Daily.Days[^2]).IsEqualTo(Day("2024-01-05", 0, moneyOut: 55));
        await Assert.That(snapshot.Daily.Days[^1]).IsEqualTo(Day("2024-01-08", 0));
        await Assert.That(snapshot.Performance.TimeWeighted.Daily.Count).IsEqualTo(4);
    }

    [Test]
    public async Task Shares_sold_off_and_bought_again_before_the_price_history_are_left_out_until_it_begins()
    {
        var snapshot = new Given().Closes("ACME", ("2024-01-05", 11), ("2024-01-08", 12.1m))
            .Buy("ACME", "2024-01-02", 10, 10).Sell("ACME", "2024-01-02", 10, 10)
            .Buy("ACME", "2024-01-03", 10, 10)
            .On("2024-01-08");

        await Assert.That(snapshot.Daily.Days).IsEquivalentTo(new[]
        {
            Day("2024-01-02", 0, moneyIn: 100, moneyOut: 100), Day("2024-01-03", 0),
            Day("2024-01-05", 110, moneyIn: 110), Day("2024-01-08", 121),
        });
        await Assert.That(snapshot.Daily.Gaps).IsEquivalentTo(
            new[] { new Uncovered("ACME", Given.Day("2024-01-03"), Given.Day("2024-01-05")) });
        await Assert.That(snapshot.Performance.TimeWeighted.Return).IsEqualTo(0.1m);
    }

    [Test]
    public async Task A_price_history_that_begins_late_is_left_out_until_then_and_named()
    {
        var snapshot = new Given().Closes("ACME", ("2024-01-05", 11), ("2024-01-08", 12.1m))
            .Buy("ACME", "2024-01-02", 10, 10)
            .On("2024-01-08");

        // From the first close on its value counts as paid in: the return is that of what is covered.
        await Assert.That(snapshot.Daily.Days).IsEquivalentTo(new[]
        {
            Day("2024-01-02", 0), Day("2024-01-05", 110, moneyIn: 110), Day("2024-01-08", 121),
        });
        await Assert.That(snapshot.Daily.Gaps).IsEquivalentTo(
            new[] { new Uncovered("ACME", Given.Day("2024-01-02"), Given.Day("2024-01-05")) });
        await Assert.That(snapshot.Performance.TimeWeighted.Return!.Value).IsEqualTo(0.1m).Within(1e-24m);
        await Assert.That(snapshot.Missing).Contains(new MissingPart("ACME", "price_history", Given.Day("2024-01-02")));
        // The money is known all the same: 100 in on the 2nd, worth 121 six days later.
        await Assert.That(snapshot.Performance.MoneyWeighted.PeriodReturn!.Value).IsEqualTo(0.21).Within(1e-12);
    }

    [Test]
    public async Task An_exchange_rate_that_begins_late_leaves_the_position_out_until_then()
    {
        var snapshot = new Given("EUR").Closes("ACME", ("2024-01-02", 10), ("2024-01-03", 11), ("2024-01-04", 12))
            .Rate("USD", "EUR", ("2024-01-03", 0.5m))
            .Buy("ACME", "2024-01-02", 10, 10)
            .On("2024-01-04");

        await Assert.That(snapshot.Daily.Days).IsEquivalentTo(new[]
        {
            Day("2024-01-02", 0), Day("2024-01-03", 55, moneyIn: 55), Day("2024-01-04", 60),
        });
        await Assert.That(snapshot.Holdings.Single().ValueBase).IsEqualTo(60m);
        await Assert.That(snapshot.Holdings.Single().CostBase).IsNull();
        await Assert.That(snapshot.Missing).Contains(
            new MissingPart("ACME", "exchange_rate_of_trade_day", Given.Day("2024-01-02")));
    }

    [Test]
    public async Task A_flow_without_a_rate_stands_still_for_a_day_and_is_named()
    {
        // A purchase in francs, of which no rate is known: 5 more shares at the day's close of 11 came in as 55.
        var snapshot = new Given().Closes("ACME", ("2024-01-02", 10), ("2024-01-03", 11), ("2024-01-04", 12.1m))
            .Buy("ACME", "2024-01-02", 10, 10)
            .Buy("ACME", "2024-01-03", 5, 9, currency: "CHF")
            .On("2024-01-04");

        await Assert.That(snapshot.Daily.Days).IsEquivalentTo(new[]
        {
            Day("2024-01-02", 100, moneyIn: 100), Day("2024-01-03", 165, moneyIn: 65), Day("2024-01-04", 181.5m),
        });
        await Assert.That(snapshot.Daily.Gaps).IsEquivalentTo(
            new[] { new Uncovered("ACME", Given.Day("2024-01-03"), Given.Day("2024-01-03")) });
        await Assert.That(snapshot.Performance.TimeWeighted.Return!.Value).IsEqualTo(0.1m).Within(1e-24m);
        await Assert.That(snapshot.Holdings.Single().Cost).IsNull();
    }

    [Test]
    public async Task A_quote_newer_than_the_closes_is_the_value_of_its_day_in_the_series_too()
    {
        var snapshot = new Given().Closes("ACME", ("2024-01-02", 10), ("2024-01-03", 11))
            .Quote("ACME", "2024-01-04", 12)
            .Buy("ACME", "2024-01-02", 10, 10)
            .On("2024-01-05");

        await Assert.That(snapshot.Daily.Days.Select(day => day.Value)).IsEquivalentTo(
            new[] { 100m, 110m, 120m, 120m });
        await Assert.That(snapshot.Totals.Value).IsEqualTo(120m);
        await Assert.That(snapshot.Performance.DailyChange).IsEqualTo(10m);
    }

    [Test]
    public async Task Values_of_several_currencies_are_added_in_base_at_the_rate_of_each_day()
    {
        var snapshot = new Given("EUR")
            .Security("ACME", "USD", ("2024-01-02", 10), ("2024-01-03", 11))
            .Security("FOO", "EUR", ("2024-01-02", 7))
            .Rate("EUR", "USD", ("2024-01-02", 1.25m), ("2024-01-03", 1m))
            .Buy("ACME", "2024-01-02", 10, 10)
            .Buy("FOO", "2024-01-02", 3, 7, currency: "EUR")
            .On("2024-01-03");

        await Assert.That(snapshot.Daily.Days).IsEquivalentTo(new[]
        {
            Day("2024-01-02", 101, moneyIn: 101), Day("2024-01-03", 131),
        });
    }

    [Test]
    public async Task Prices_and_shares_with_more_places_than_the_whole_numbers_hold_are_added_all_the_same()
    {
        var snapshot = new Given()
            .Closes("ACME", ("2024-01-02", 1.23456789m), ("2024-01-03", 2.5m), ("2024-01-04", 3m))
            .Closes("FOO", ("2024-01-02", 2), ("2024-01-03", 3), ("2024-01-04", 4))
            .Buy("ACME", "2024-01-02", 2, 1)
            .Buy("FOO", "2024-01-02", 0.123456789m, 2)
            .On("2024-01-04");

        await Assert.That(snapshot.Daily.Days.Select(day => day.Value)).IsEquivalentTo(
            new[] { 2.46913578m + 0.246913578m, 5 + 0.370370367m, 6 + 0.493827156m });
    }

    [Test]
    public async Task A_rate_that_moves_while_the_exchange_is_closed_is_a_day_of_the_series()
    {
        // The 4th began with 100 dollars at the rate of the 3rd, a day without trading: 80.
        var snapshot = new Given("EUR").Closes("ACME", ("2024-01-02", 10), ("2024-01-04", 11))
            .Rate("USD", "EUR", ("2024-01-02", 0.5m), ("2024-01-03", 0.8m), ("2024-01-04", 0.8m))
            .Buy("ACME", "2024-01-02", 10, 10)
            .Buy("ACME", "2024-01-04", 10, 10)
            .On("2024-01-04");

        await Assert.That(snapshot.Daily.Days).IsEquivalentTo(new[]
        {
            Day("2024-01-02", 50, moneyIn: 50), Day("2024-01-03", 80), Day("2024-01-04", 176, moneyIn: 80),
        });
        await Assert.That(snapshot.Daily.PricedDays).IsEquivalentTo(new[] { true, false, true });
        await Assert.That(snapshot.Performance.TimeWeighted.Return!.Value).IsEqualTo((1.6m * 1.1m) - 1).Within(1e-24m);
        await Assert.That(snapshot.Performance.Volatility.Observations).IsEqualTo(2);
    }
}
