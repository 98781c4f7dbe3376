using PortfolioTracker.Domain.Returns;
using TUnit.Assertions.Enums;

namespace PortfolioTracker.Tests.Domain.Returns;

internal sealed class ReturnIndexTests
{
    private static readonly DateOnly Day = new(2024, 1, 1);

    private static readonly DailyReturn[] Chain =
        [new(Day, 0.5m), new(Day.AddDays(1), -0.2m), new(Day.AddDays(4), 0.25m)];

    [Test]
    public async Task The_index_starts_at_one_the_evening_before()
    {
        await Assert.That(ReturnIndex.Of(Chain)).IsEquivalentTo(
            [
                new IndexPoint(Day.AddDays(-1), 1m), new IndexPoint(Day, 1.5m), new IndexPoint(Day.AddDays(1), 1.2m),
                new IndexPoint(Day.AddDays(4), 1.5m),
            ], CollectionOrdering.Matching);
        await Assert.That(ReturnIndex.Of([])).IsEmpty();
    }

    [Test]
    public async Task A_part_of_the_chain_is_chained_not_added()
    {
        await Assert.That(ReturnIndex.Between(Day, Day.AddDays(1), Chain)).IsEqualTo(0.2m);
        await Assert.That(ReturnIndex.Between(Day.AddDays(1), Day.AddDays(9), Chain)).IsEqualTo(0m);
        await Assert.That(ReturnIndex.Between(Day.AddDays(2), Day.AddDays(3), Chain)).IsNull();
    }
}
