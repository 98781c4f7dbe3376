using PortfolioTracker.Domain.Portfolio;
using PortfolioTracker.Domain.Returns;
using static PortfolioTracker.Tests.Domain.Portfolio.Given;

namespace PortfolioTracker.Tests.Domain.Portfolio;

internal sealed class CaveatTests
{
    [Test]
    public async Task A_gift_leaves_its_day_out_and_says_which()
    {
        var snapshot = new Given().Closes("A", ("2024-01-02", 10), ("2024-01-03", 11)).Buy("A", "2024-01-02", 1, 0)
            .On("2024-01-03");

        await Assert.That(Caveat.Of(snapshot.Performance.TimeWeighted, hasGaps: false)).IsEqualTo(
            new Caveat(ReturnStatus.Partial, "Days without a return: 1, the first 2024-01-02."));
    }

    [Test]
    public async Task What_could_not_be_valued_makes_a_return_partial_and_is_the_reason_where_there_is_none()
    {
        var (known, unknown) = (Xirr.Of([new(Day("2023-01-02"), -100), new(Day("2024-01-02"), 110)]), Xirr.Of([]));

        await Assert.That(Caveat.Of(known, isWhole: true)).IsEqualTo(new Caveat(ReturnStatus.Ok, null));
        await Assert.That(Caveat.Of(known, isWhole: false)).IsEqualTo(new Caveat(ReturnStatus.Partial, Caveat.Gaps));
        await Assert.That(Caveat.Of(unknown, isWhole: true))
            .IsEqualTo(new Caveat(ReturnStatus.Unavailable, "No money moved."));
        await Assert.That(Caveat.Of(unknown, isWhole: false))
            .IsEqualTo(new Caveat(ReturnStatus.Unavailable, Caveat.Gaps));
        await Assert.That(Caveat.Of(TimeWeightedReturn.Of(0, []), hasGaps: false)).IsEqualTo(
            new Caveat(ReturnStatus.Unavailable, "There is no day that began with a value or a payment."));
        await Assert.That(Caveat.Of(0.1m, "none", hasGaps: true))
            .IsEqualTo(new Caveat(ReturnStatus.Partial, Caveat.Gaps));
    }

    [Test]
    public async Task A_rate_of_payments_and_value_is_whole_although_days_between_have_no_price()
    {
        var given = new Given().Closes("A", ("2024-01-02", 10)).Buy("A", "2022-01-03", 1, 5);

        var (late, never) = (given.On("2024-01-02"), given.Buy("GONE", "2023-01-03", 1, 5).On("2024-01-02"));

        await Assert.That(late.Daily.Gaps).IsNotEmpty();
        await Assert.That(late.Performance.MoneyIsWhole).IsTrue();
        await Assert.That(PeriodPerformance.Of(late)!.MoneyIsWhole).IsTrue();
        await Assert.That(PeriodPerformance.Of(late, Day("2023-01-01"))!.MoneyIsWhole).IsFalse();
        await Assert.That(never.Performance.MoneyIsWhole).IsFalse();
        await Assert.That(PeriodPerformance.Of(never, symbol: "A")!.MoneyIsWhole).IsTrue();
        await Assert.That(PeriodPerformance.Of(never, symbol: "GONE")!.MoneyIsWhole).IsFalse();
    }
}
