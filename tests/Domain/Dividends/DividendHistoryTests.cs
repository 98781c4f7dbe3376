using PortfolioTracker.Domain.Dividends;
using PortfolioTracker.Domain.Lots;

namespace PortfolioTracker.Tests.Domain.Dividends;

internal sealed class DividendHistoryTests
{
    private static readonly DateOnly AsOf = new(2026, 1, 15);

    private static DividendEvent Event(DateOnly exOn, DateOnly? payOn = null, decimal amount = 1m) =>
        new(Guid.NewGuid(), "IBM", exOn, payOn, amount, "USD");

    [Test]
    public async Task Without_a_dividend_above_zero_there_is_no_history()
    {
        await Assert.That(DividendHistory.Of([], [], AsOf)).IsNull();
        await Assert.That(DividendHistory.Of([Event(AsOf, amount: 0m)], [], AsOf)).IsNull();
    }

    [Test]
    public async Task A_pay_date_that_is_not_known_is_the_usual_lag_after_the_ex_date()
    {
        var history = DividendHistory.Of(
            [
                Event(new(2025, 2, 10), new(2025, 3, 12)),
                Event(new(2025, 5, 9), new(2025, 6, 10)),
                Event(new(2025, 8, 8), new(2025, 9, 10)),
                Event(new(2025, 11, 10)),
            ],
            [],
            AsOf)!;

        // Lags of 30, 32 and 33 days: the median is 32.
        await Assert.That(history.LagDays).IsEqualTo(32);
        await Assert.That(history.Payments[^1].PayOn).IsEqualTo(new DateOnly(2025, 12, 12));
    }

    [Test]
    public async Task Two_unequal_halves_have_the_interval_of_half_a_year()
    {
        var history = DividendHistory.Of(
            [
                Event(new(2023, 12, 1)),
                Event(new(2024, 4, 1)), Event(new(2024, 12, 1)), Event(new(2025, 4, 1)), Event(new(2025, 12, 1)),
            ],
            [],
            AsOf)!;

        await Assert.That(history.IntervalDays!.Value).IsEqualTo(731d / 4);
        await Assert.That(history.HasStopped(new(2026, 8, 1))).IsFalse();
        await Assert.That(history.HasStopped(new(2026, 10, 1))).IsTrue();
    }

    [Test]
    public async Task A_single_ex_date_has_no_interval_and_counts_as_yearly()
    {
        var history = DividendHistory.Of([Event(new(2025, 1, 1)), Event(new(2025, 1, 1), amount: 5m)], [], AsOf)!;

        await Assert.That(history.IntervalDays).IsNull();
        await Assert.That(history.HasStopped(new DateOnly(2025, 1, 1).AddDays(547))).IsFalse();
        await Assert.That(history.HasStopped(new DateOnly(2025, 1, 1).AddDays(548))).IsTrue();
    }

    [Test]
    public async Task Amounts_are_restated_over_splits_in_both_directions()
    {
        Split[] splits = [new(new(2025, 6, 1), 4, 1), new(new(2026, 3, 1), 2, 1)];

        var history = DividendHistory.Of(
            [Event(new(2025, 5, 1)), Event(new(2025, 6, 1)), Event(new(2026, 3, 1))], splits, AsOf)!;

        await Assert.That(history.Payments.Select(payment => payment.PerShareNow))
            .IsEquivalentTo(new[] { 0.25m, 1m, 2m });
        await Assert.That(DividendHistory.Restate(10m, splits, AsOf, new(2026, 3, 1))).IsEqualTo(20m);
    }
}
