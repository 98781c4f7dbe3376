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

        await Assert.That(Caveat.Of(known, hasGaps: false)).IsEqualTo(new Caveat(ReturnStatus.Ok, null));
        await Assert.That(Caveat.Of(known, hasGaps: true)).IsEqualTo(new Caveat(ReturnStatus.Partial, Caveat.Gaps));
        await Assert.That(Caveat.Of(unknown, hasGaps: false))
            .IsEqualTo(new Caveat(ReturnStatus.Unavailable, "No money moved."));
        await Assert.That(Caveat.Of(unknown, hasGaps: true))
            .IsEqualTo(new Caveat(ReturnStatus.Unavailable, Caveat.Gaps));
        await Assert.That(Caveat.Of(0.1m, "none", hasGaps: true))
            .IsEqualTo(new Caveat(ReturnStatus.Partial, Caveat.Gaps));
    }
}
