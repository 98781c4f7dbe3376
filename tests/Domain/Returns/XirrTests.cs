using System.Globalization;
using PortfolioTracker.Domain.Returns;

namespace PortfolioTracker.Tests.Domain.Returns;

internal sealed class XirrTests
{
    private static readonly DateOnly Day = new(2020, 1, 1);

    [Test]
    [Arguments("2023-01-02 -1000;2023-07-03 -700;2024-03-01 900;2024-06-14 10.80;2024-12-31 1188", 0.1596769687)]
    [Arguments("2010-01-01 -200;2010-12-31 210", 0.0501407503)]
    [Arguments(
        "2002-11-30 -4398;2007-06-11 200;2008-05-11 270;2009-05-01 280;2010-06-01 280;2011-05-02 300;2012-04-30 330;"
        + "2012-12-06 14508",
        0.1444389895)]
    [Arguments("2019-05-24 -1560.94;2020-01-13 -1160;2020-06-29 42.80", -0.9992516434)]
    internal async Task The_golden_cases(string flows, double expected)
    {
        var xirr = Xirr.Of(Flows(flows));

        await Assert.That(Math.Round(xirr.Rate!.Value, 10)).IsEqualTo(expected);
        await Assert.That((xirr.Status, xirr.Roots, xirr.Reason)).IsEqualTo((ReturnStatus.Ok, 1, null));
    }

    [Test]
    public async Task Order_and_division_within_a_day_do_not_matter()
    {
        var whole = Xirr.Of(Flows("2020-01-01 -100;2020-06-01 -50;2021-01-01 170"));
        var parts = Xirr.Of(Flows(
            "2021-01-01 200;2020-06-01 -70;2020-01-01 -100;2020-06-01 20;2021-01-01 -30;2022-01-01 9;2022-01-01 -9"));

        await Assert.That(parts).IsEqualTo(whole);
    }

    [Test]
    public async Task Under_a_year_the_period_return_stands_beside_the_rate()
    {
        // +10 % in 73 days, a fifth of a year: 1.1^5 - 1.
        var xirr = Xirr.Of([new(Day, -100), new(Day.AddDays(73), 110)]);

        await Assert.That(xirr.Rate!.Value).IsEqualTo(0.61051).Within(1e-12);
        await Assert.That(xirr.PeriodReturn!.Value).IsEqualTo(0.1).Within(1e-14);
        await Assert.That(xirr.Days).IsEqualTo(73);
    }

    [Test]
    [Arguments(364, true)]
    [Arguments(365, false)]
    internal async Task The_figure_to_show_is_the_period_s_until_a_year_is_full(int days, bool isOfPeriod)
    {
        var xirr = Xirr.Of([new(Day, -100), new(Day.AddDays(days), 110), new(Day.AddDays(days), -3)]);

        await Assert.That(xirr.Headline).IsEqualTo(isOfPeriod ? xirr.PeriodReturn : xirr.Rate);
        await Assert.That(xirr.Headline!.Value).IsEqualTo(0.07).Within(1e-12);
    }

    [Test]
    [Arguments(90, -0.1)]
    [Arguments(600, 5.0)]
    internal async Task A_rate_out_of_range_leaves_the_return_of_the_period(int closing, double expected)
    {
        // 0.9^365 - 1 is -1 but for a few units in the 17th place; 6^365 has 284 digits.
        var xirr = Xirr.Of([new(Day, -100), new(Day.AddDays(1), closing)]);

        await Assert.That((xirr.Rate, xirr.Status)).IsEqualTo((null, ReturnStatus.Partial));
        await Assert.That(xirr.PeriodReturn!.Value).IsEqualTo(expected).Within(1e-13);
        await Assert.That(xirr.Reason).IsNotNull();
    }

    [Test]
    [Arguments("", 0)]
    [Arguments("2020-01-01 0;2020-02-01 0", 0)]
    [Arguments("2020-01-01 -5;2020-01-01 5", 0)]
    [Arguments("2020-01-01 -100", 0)]
    [Arguments("2020-01-01 -100;2020-01-01 120", 0)]
    [Arguments("2020-01-01 -100;2020-01-01 0", 0)]
    [Arguments("2020-01-01 -100;2021-01-01 -20", 366)]
    [Arguments("2020-01-01 100;2021-01-01 20", 366)]
    [Arguments("2020-01-01 100;2021-01-01 0", 0)]
    [Arguments("2020-01-01 100;2021-01-01 -100;2022-01-01 100", 731)]
    [Arguments("2020-01-01 -1;2020-12-31 0.0000000001", 365)]
    [Arguments("2020-01-01 -0.0000000001;2022-01-01 999999999999999999", 731)]
    internal async Task Without_a_solution_there_is_a_reason(string flows, int days)
    {
        var xirr = Xirr.Of(Flows(flows));

        await Assert.That((xirr.Rate, xirr.PeriodReturn, xirr.Status, xirr.Roots, xirr.Days))
            .IsEqualTo((null, null, ReturnStatus.Unavailable, 0, days));
        await Assert.That(xirr.Reason).IsNotNull();
    }

    [Test]
    public async Task A_closing_value_of_zero_is_a_total_loss()
    {
        var xirr = Xirr.Of(Flows("2020-01-01 -100;2020-03-01 -50;2021-01-01 0"));

        await Assert.That((xirr.Rate, xirr.PeriodReturn, xirr.Status, xirr.Days))
            .IsEqualTo((-1.0, -1.0, ReturnStatus.Ok, 366));
    }

    [Test]
    [Arguments("2021-01-01 -100;2022-01-01 230;2023-01-01 -132", null, 0.1)] // 10 % and 20 %.
    [Arguments("2021-01-01 -100;2022-01-01 230;2023-01-01 -132", 0.16, 0.2)]
    [Arguments("2021-01-01 -100;2022-01-01 230;2023-01-01 -132", 0.14, 0.1)]
    [Arguments("2021-01-01 -100;2022-01-01 230;2023-01-01 -132", double.NaN, 0.1)]
    [Arguments("2021-01-01 -100;2022-01-01 210;2023-01-01 -110", null, 0.0)] // 0 % and 10 %.
    [Arguments("2021-01-01 -100;2022-01-01 210;2023-01-01 -110", 0.09, 0.1)]
    [Arguments("2021-01-01 -100;2022-01-01 190;2023-01-01 -90", -0.2, -0.1)] // 0 % and -10 %.
    [Arguments("2021-01-01 -100;2022-01-01 202;2023-01-01 -102", 1.0, 0.02)] // 0 % and 2 %.
    internal async Task Of_several_rates_the_nearest_is_shown(string flows, double? nearTo, double expected)
    {
        var xirr = Xirr.Of(Flows(flows), nearTo);

        await Assert.That((xirr.Status, xirr.Roots)).IsEqualTo((ReturnStatus.Ambiguous, 2));
        await Assert.That(xirr.Rate!.Value).IsEqualTo(expected).Within(1e-9);
        await Assert.That(xirr.Reason).Contains("2 rates");
    }

    [Test]
    [Arguments("2021-01-01 -1000;2022-01-01 2200;2023-01-01 -1210", 0.1)]
    [Arguments("2021-01-01 -100;2022-01-01 200;2023-01-01 -100", 0.0)]
    [Arguments("2021-01-01 -100;2022-01-01 120;2023-01-01 -36", -0.4)]
    internal async Task A_rate_that_only_touches_zero_is_one(string flows, double expected)
    {
        var xirr = Xirr.Of(Flows(flows));

        await Assert.That((xirr.Status, xirr.Roots)).IsEqualTo((ReturnStatus.Ok, 1));
        await Assert.That(xirr.Rate!.Value).IsEqualTo(expected).Within(1e-6);
    }

    [Test]
    public async Task The_largest_amounts_the_database_holds_are_no_trouble()
    {
        const decimal Largest = 999_999_999_999_999_999.9999999999m;

        var xirr = Xirr.Of([new(Day, -Largest), new(Day.AddDays(730), Largest), new(Day.AddDays(730), 0.0000000001m)]);

        await Assert.That(xirr.Rate!.Value).IsEqualTo(0).Within(1e-15);
        await Assert.That(Xirr.Of([new(Day, decimal.MaxValue), new(Day, decimal.MaxValue)]).Reason).IsNotNull();
    }

    private static CashFlow[] Flows(string text) =>
        [.. text.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(flow => flow.Split(' ')).Select(parts =>
            new CashFlow(
                DateOnly.ParseExact(parts[0], "yyyy-MM-dd", CultureInfo.InvariantCulture),
                decimal.Parse(parts[1], CultureInfo.InvariantCulture)))];

    [Test]
    [Arguments("2020-01-01 0;2021-01-01 500", "Money moved in one direction only.")]
    [Arguments("2020-01-01 -100;2020-01-01 120", "All money moved on one day: no time has passed.")]
    internal async Task A_gift_alone_has_another_reason_than_a_purchase_of_today(string flows, string reason)
    {
        await Assert.That(Xirr.Of(Flows(flows)).Reason).IsEqualTo(reason);
    }
}
