using PortfolioTracker.Domain.Returns;

namespace PortfolioTracker.Tests.Domain.Returns;

internal sealed class AverageInvestmentReturnTests
{
    private static readonly DateOnly Day = new(2024, 1, 1);

    /// <summary>Remaining cost by moving average: 1000, 1700, 1700 x 9/15 = 1020.</summary>
    private static readonly InvestmentLevel[] Golden =
        [new(new(2023, 1, 2), 1000), new(new(2023, 7, 3), 1700), new(new(2024, 3, 1), 1020)];

    [Test]
    public async Task The_golden_case_of_two_years_skips_the_day_of_the_dividend()
    {
        // (182 x 1000 + 242 x 1700 + 304 x 1020) / 728; the dividend was on 2024-06-14.
        var roai = AverageInvestmentReturn.Of(
            388,
            Golden,
            new(2024, 12, 31),
            new HashSet<DateOnly> { new(2024, 6, 14), new(2022, 1, 1), new(2025, 1, 1) });

        await Assert.That(Math.Round(roai.Return!.Value, 10)).IsEqualTo(0.3126400142m);
        await Assert.That(Math.Round(roai.AverageInvestment!.Value, 8)).IsEqualTo(1241.04395604m);
    }

    [Test]
    public async Task The_plain_average_counts_every_day()
    {
        // (182 x 1000 + 242 x 1700 + 305 x 1020) / 729.
        var roai = AverageInvestmentReturn.Of(388, Golden, new(2024, 12, 31));

        await Assert.That(roai.AverageInvestment).IsEqualTo(904_500m / 729);
        await Assert.That(roai.Return).IsEqualTo(388 / (904_500m / 729));
    }

    [Test]
    public async Task A_second_purchase_eight_days_later()
    {
        // The figure that Ghostfolio's own test expects for 2 at 142.90, 2 at 136.60 and a last price of 148.90.
        var roai = AverageInvestmentReturn.Of(
            36.6m, [new(new(2021, 11, 22), 285.8m), new(new(2021, 11, 30), 559m)], new(2021, 12, 18));

        await Assert.That(Math.Round(roai.Return!.Value, 12)).IsEqualTo(0.077062615400m);
    }

    [Test]
    public async Task Days_on_which_nothing_was_held_do_not_count()
    {
        // 10 days at 100, 80 days flat, 10 days at 300; the level after the end is not there yet.
        var roai = AverageInvestmentReturn.Of(
            20,
            [new(Day, 100), new(Day.AddDays(10), 0), new(Day.AddDays(90), 300), new(Day.AddDays(120), 9999)],
            Day.AddDays(100));

        await Assert.That((roai.Return, roai.AverageInvestment)).IsEqualTo((0.1m, 200m));
    }

    [Test]
    public async Task Without_a_night_invested_there_is_none()
    {
        await Assert.That(AverageInvestmentReturn.Of(5, [], Day)).IsEqualTo(new AverageInvestmentReturn(null, null));
        await Assert.That(AverageInvestmentReturn.Of(5, [new(Day, 100)], Day).Return).IsNull();
        await Assert.That(AverageInvestmentReturn.Of(5, [new(Day, 0)], Day.AddDays(9)).Return).IsNull();
    }

    [Test]
    public async Task Figures_too_large_give_none()
    {
        var roai = AverageInvestmentReturn.Of(1, [new(Day, decimal.MaxValue)], Day.AddDays(2));

        await Assert.That(roai.AverageInvestment).IsNull();
    }
}
