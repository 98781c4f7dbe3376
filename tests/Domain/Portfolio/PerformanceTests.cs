using PortfolioTracker.Domain.Lots;

namespace PortfolioTracker.Tests.Domain.Portfolio;

internal sealed class PerformanceTests
{
    private static Given TwoSessions(CostMethod method) => new Given(method: method)
        .Closes("ACME", ("2024-06-13", 98), ("2024-06-14", 100), ("2024-06-17", 103))
        .Buy("ACME", "2024-06-13", 10, 98);

    [Test]
    [Arguments(CostMethod.Fifo)]
    [Arguments(CostMethod.Lifo)]
    [Arguments(CostMethod.Hifo)]
    [Arguments(CostMethod.Average)]
    public async Task The_daily_change_leaves_out_what_was_bought_or_sold_that_day_under_every_method(CostMethod method)
    {
        var bought = TwoSessions(method).Buy("ACME", "2024-06-17", 5, 101).On("2024-06-17").Performance;
        await Assert.That((bought.DailyChange, bought.DailyReturn)).IsEqualTo((30m, 0.03m));

        var sold = TwoSessions(method).Sell("ACME", "2024-06-17", 4, 101).On("2024-06-17").Performance;
        await Assert.That((sold.DailyChange, sold.DailyReturn)).IsEqualTo((18m, 0.03m));

        var both = TwoSessions(method).Buy("ACME", "2024-06-17", 5, 101).Sell("ACME", "2024-06-17", 5, 102)
            .On("2024-06-17").Performance;
        await Assert.That(both.DailyChange).IsEqualTo(30m);

        var swapped = TwoSessions(method).Sell("ACME", "2024-06-17", 10, 101).Buy("ACME", "2024-06-17", 10, 102)
            .On("2024-06-17").Performance;
        await Assert.That(swapped.DailyChange).IsEqualTo(0m);
    }

    [Test]
    public async Task A_split_in_the_session_moves_neither_the_change_nor_the_previous_close()
    {
        // 10 shares at 100 become 20 at 50, and these close at 51.5.
        var snapshot = new Given().Closes("ACME", ("2024-06-13", 98), ("2024-06-14", 100), ("2024-06-17", 51.5m))
            .Split("ACME", "2024-06-17", 2, 1)
            .Buy("ACME", "2024-06-13", 10, 98)
            .Buy("ACME", "2024-06-17", 6, 51)
            .On("2024-06-17");

        await Assert.That(snapshot.Performance.DailyChange).IsEqualTo(30m);
        await Assert.That(snapshot.Performance.DailyReturn).IsEqualTo(0.03m);
        await Assert.That(snapshot.Holdings.Single().Price!.Value.Previous).IsEqualTo(50m);
    }

    [Test]
    public async Task A_stale_price_moves_nothing_today_and_is_named()
    {
        // On Monday the 17th the last session that was over is Friday's; this security's last close is Thursday's.
        var snapshot = new Given().Closes("ACME", ("2024-06-12", 97), ("2024-06-13", 98))
            .Closes("FOO", ("2024-06-13", 10), ("2024-06-14", 11))
            .Buy("ACME", "2024-06-12", 10, 97)
            .Buy("FOO", "2024-06-13", 3, 10)
            .On("2024-06-17");

        await Assert.That(snapshot.Performance.DailyChange).IsEqualTo(3m);
        await Assert.That(snapshot.Performance.DailyReturn).IsEqualTo(0.1m);
        await Assert.That(snapshot.Totals.Value).IsEqualTo(1013m);
        await Assert.That(snapshot.Missing.Select(part => (part.Symbol, part.What, part.Since)))
            .Contains(("ACME", "fresh_price", Given.Day("2024-06-13")));
    }

    [Test]
    public async Task The_year_begins_at_the_last_close_of_the_year_before()
    {
        var performance = new Given()
            .Closes("ACME", ("2023-12-01", 100), ("2023-12-29", 110), ("2024-01-02", 112), ("2024-01-05", 120))
            .Buy("ACME", "2023-12-01", 10, 100)
            .Buy("ACME", "2024-01-02", 5, 112)
            .On("2024-01-05").Performance;

        // 1800 - 1100 - 560; on the 2nd 1680 of 1660, then 1800 of 1680.
        await Assert.That(performance.YearGain).IsEqualTo(140m);
        await Assert.That(performance.YearReturn!.Value).IsEqualTo((1800m / 1660) - 1).Within(1e-24m);
    }

    [Test]
    public async Task A_portfolio_bought_this_year_began_at_its_purchase()
    {
        var performance = new Given().Closes("ACME", ("2024-01-02", 100), ("2024-01-05", 120))
            .Buy("ACME", "2024-01-02", 10, 100, fee: 20)
            .On("2024-01-05").Performance;

        await Assert.That(performance.YearGain).IsEqualTo(180m);
        await Assert.That(performance.YearReturn!.Value).IsEqualTo((1200m / 1020) - 1).Within(1e-24m);
    }

    [Test]
    public async Task A_portfolio_sold_last_year_has_no_return_this_year()
    {
        var performance = new Given().Closes("ACME", ("2023-01-03", 100), ("2023-02-01", 120), ("2024-01-05", 130))
            .Buy("ACME", "2023-01-03", 10, 100)
            .Sell("ACME", "2023-02-01", 10, 120)
            .On("2024-01-05").Performance;

        await Assert.That(performance.YearReturn).IsNull();
        await Assert.That(performance.YearGain).IsEqualTo(0m);
    }

    [Test]
    public async Task A_loss_on_the_first_day_is_a_fall_from_the_evening_before()
    {
        // Bought at 100, closed at 90, then 99 and 101: the index is 1, 0.9, 0.99, 1.01.
        var drawdown = new Given().Closes("ACME", ("2024-01-02", 90), ("2024-01-03", 99), ("2024-01-04", 101))
            .Buy("ACME", "2024-01-02", 10, 100)
            .On("2024-01-04").Performance.Drawdown;

        await Assert.That(drawdown.Depth!.Value).IsEqualTo(-0.1).Within(1e-12);
        await Assert.That((drawdown.PeakOn, drawdown.TroughOn, drawdown.RecoveredOn))
            .IsEqualTo((Given.Day("2024-01-01"), Given.Day("2024-01-02"), Given.Day("2024-01-04")));
    }

    [Test]
    public async Task Risk_needs_twenty_observations_and_says_how_many_there_are()
    {
        var performance = TwoSessions(CostMethod.Fifo).On("2024-06-17").Performance;

        await Assert.That(performance.Volatility.Value).IsNull();
        await Assert.That(performance.Volatility.Observations).IsEqualTo(3);
        await Assert.That(performance.Volatility.Reason).IsNotNull();
    }
}
