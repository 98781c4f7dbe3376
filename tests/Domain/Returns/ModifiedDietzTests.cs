using PortfolioTracker.Domain.Returns;

namespace PortfolioTracker.Tests.Domain.Returns;

internal sealed class ModifiedDietzTests
{
    private static readonly DateOnly Day = new(2024, 1, 1);

    [Test]
    public async Task The_golden_case_of_two_years()
    {
        CashFlow[] flows =
        [
            new(new(2023, 1, 2), -1000), new(new(2023, 7, 3), -700), new(new(2024, 3, 1), 900),
            new(new(2024, 6, 14), 10.80m),
        ];

        var dietz = ModifiedDietz.Of(0, 1188, new(2023, 1, 2), new(2024, 12, 31), flows);

        await Assert.That(Math.Round(dietz!.Value, 10)).IsEqualTo(0.3480738470m);
    }

    [Test]
    public async Task A_flow_counts_for_the_part_of_the_period_that_follows_it()
    {
        // 100, then 50 more for the second half: gain 15 on an average of 125. The flow of the day after is no part.
        var dietz = ModifiedDietz.Of(
            100,
            165,
            Day,
            Day.AddDays(10),
            [new(Day.AddDays(5), -50), new(Day.AddDays(11), -999), new(Day.AddDays(-1), 9)]);

        await Assert.That(dietz).IsEqualTo(0.12m);
    }

    [Test]
    public async Task Without_time_or_capital_there_is_none()
    {
        await Assert.That(ModifiedDietz.Of(100, 110, Day, Day, [])).IsNull();
        await Assert.That(ModifiedDietz.Of(0, 10, Day, Day.AddDays(1), [])).IsNull();
        await Assert.That(ModifiedDietz.Of(100, 10, Day, Day.AddDays(4), [new(Day, 200)])).IsNull();
    }

    [Test]
    public async Task Figures_too_large_give_none()
    {
        await Assert.That(ModifiedDietz.Of(1, 1, Day, Day.AddDays(900), [new(Day, decimal.MinValue)])).IsNull();
    }
}
