using PortfolioTracker.Domain.Returns;
using TUnit.Assertions.Enums;

namespace PortfolioTracker.Tests.Domain.Returns;

internal sealed class TimeWeightedReturnTests
{
    private static readonly DateOnly Day = new(2024, 1, 1);

    [Test]
    public async Task The_golden_case_of_two_years()
    {
        var twr = TimeWeightedReturn.Of(0, GoldenDays());

        await Assert.That(Math.Round(twr.Return!.Value, 10)).IsEqualTo(0.3303178163m);
        await Assert.That(Math.Round(twr.Annualised!.Value, 10)).IsEqualTo(0.1533940421);
        await Assert.That((twr.Days, twr.Daily.Count, twr.Status)).IsEqualTo((730, 730, ReturnStatus.Ok));
    }

    [Test]
    public async Task A_published_daily_chain()
    {
        decimal[] gains = [230, 200, -234.41m, 293.99m, 293.99m, 195.99m, -882.52m, -1003.85m];
        decimal[] flows = [0, 200, -400, 0, 0, 5400, -3697.04m, 0];
        decimal[] expected =
        [
            0.023m, 0.019175455m, -0.0220517m, 0.0294117647m, 0.0285714286m, 0.012261967m, -0.0545454545m,
            -0.0865384615m,
        ];
        var (days, value) = (new ValueDay[8], 10_000m);
        for (var i = 0; i < 8; i++)
        {
            value += gains[i] + flows[i];
            days[i] = new(new DateOnly(2012, 1, 1).AddDays(i), value, Math.Max(0, flows[i]), Math.Max(0, -flows[i]));
        }

        var twr = TimeWeightedReturn.Of(10_000, days);

        await Assert.That(value).IsEqualTo(10_596.15m);
        for (var i = 0; i < 8; i++)
        {
            await Assert.That(twr.Daily[i].Return).IsEqualTo(expected[i]).Within(0.000_001m);
        }

        await Assert.That(twr.Return!.Value).IsEqualTo(-0.056182678m).Within(0.000_001m);
        await Assert.That((twr.Days, twr.Annualised)).IsEqualTo((8, null));
    }

    [Test]
    [Arguments(100, 60, 0, 50, "0.1")] // +10 %, then 50 are taken out.
    [Arguments(100, 0, 0, 101, "0.01")] // +1 %, then everything is taken out.
    [Arguments(0, 102, 100, 0, "0.02")] // 100 are paid in, then +2 %.
    internal async Task Inflows_count_from_the_start_outflows_until_the_end_of_their_day(
        int opening, int value, int paidIn, int takenOut, string expected)
    {
        var twr = TimeWeightedReturn.Of(opening, [new(Day, value, paidIn, takenOut)]);

        await Assert.That(twr.Return).IsEqualTo(
            decimal.Parse(expected, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Test]
    public async Task Nothing_held_and_nothing_done_is_no_day()
    {
        // Years before the first purchase and after the last sale: the length is that of the holding.
        var twr = TimeWeightedReturn.Of(
            0,
            [
                new(Day, 0, 0, 0), new(Day.AddDays(10), 100, 100, 0), new(Day.AddDays(11), 0, 0, 110),
                new(Day.AddDays(900), 0, 0, 0),
            ]);

        await Assert.That((twr.Return, twr.Days, twr.Daily.Count, twr.Unchained.Count)).IsEqualTo((0.1m, 2, 2, 0));
    }

    [Test]
    public async Task A_day_without_a_base_is_listed_and_the_figure_partial()
    {
        // A dividend on day 3 of what was sold on day 2.
        var twr = TimeWeightedReturn.Of(
            100, [new(Day, 110, 0, 0), new(Day.AddDays(1), 0, 0, 110), new(Day.AddDays(2), 0, 0, 5)]);

        await Assert.That((twr.Return, twr.Status)).IsEqualTo((0.1m, ReturnStatus.Partial));
        await Assert.That(twr.Unchained).IsEquivalentTo([Day.AddDays(2)], CollectionOrdering.Matching);
        await Assert.That(twr.Daily.Count).IsEqualTo(2);
    }

    [Test]
    public async Task An_end_below_zero_is_not_chained()
    {
        var twr = TimeWeightedReturn.Of(100, [new(Day, -50, 0, 0)]);

        await Assert.That((twr.Return, twr.Status, twr.Days)).IsEqualTo((null, ReturnStatus.Unavailable, 1));
        await Assert.That(twr.Reason).IsNotNull();
        await Assert.That(twr.Unchained).IsEquivalentTo([Day], CollectionOrdering.Matching);
    }

    [Test]
    public async Task Without_days_there_is_no_return()
    {
        var twr = TimeWeightedReturn.Of(0, []);

        await Assert.That((twr.Return, twr.Annualised, twr.Days)).IsEqualTo((null, null, 0));
        await Assert.That(twr.Reason).IsNotNull();
    }

    [Test]
    public async Task A_total_loss_is_minus_one_and_stays_so()
    {
        var twr = TimeWeightedReturn.Of(
            100, [new(Day, 0, 0, 0), new(Day.AddDays(1), 50, 50, 0), new(Day.AddDays(400), 60, 0, 0)]);

        await Assert.That((twr.Return, twr.Annualised, twr.Days)).IsEqualTo((-1m, -1.0, 401));
        await Assert.That(twr.Daily.Select(day => day.Return))
            .IsEquivalentTo([-1m, 0m, 0.2m], CollectionOrdering.Matching);
    }

    [Test]
    public async Task Values_too_far_apart_give_no_figure_and_no_exception()
    {
        var twr = TimeWeightedReturn.Of(1e-10m, [new(Day, 1e18m, 0, 0), new(Day.AddDays(1), 1e28m, 0, 0)]);

        await Assert.That((twr.Return, twr.Status, twr.Daily.Count)).IsEqualTo((null, ReturnStatus.Unavailable, 0));
    }

    /// <summary>
    /// 10 bought at 100, 5 at 140, 6 sold at 150, a dividend of 1.20 on 9, 132 at the end; prices linear between.
    /// </summary>
    internal static ValueDay[] GoldenDays()
    {
        (DateOnly On, decimal Price)[] known =
            [(new(2023, 1, 2), 100), (new(2023, 7, 3), 140), (new(2024, 3, 1), 150), (new(2024, 12, 31), 132)];
        var days = new List<ValueDay>();
        var (segment, held) = (0, 0m);
        for (var on = known[0].On; on <= known[^1].On; on = on.AddDays(1))
        {
            segment += on > known[segment + 1].On ? 1 : 0;
            var (from, to) = (known[segment], known[segment + 1]);
            var price = from.Price + ((to.Price - from.Price)
                * (on.DayNumber - from.On.DayNumber) / (to.On.DayNumber - from.On.DayNumber));
            var (paidIn, takenOut) = (0m, on == new DateOnly(2024, 6, 14) ? 1.20m * 9 : 0m);
            (held, paidIn, takenOut) = on == known[0].On ? (10, 1000, 0)
                : on == known[1].On ? (15, 700, 0)
                : on == known[2].On ? (9, 0, 900)
                : (held, paidIn, takenOut);
            days.Add(new(on, held * price, paidIn, takenOut));
        }

        return [.. days];
    }
}
