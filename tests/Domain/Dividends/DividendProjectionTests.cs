using System.Globalization;
using PortfolioTracker.Domain.Dividends;
using PortfolioTracker.Domain.Lots;

namespace PortfolioTracker.Tests.Domain.Dividends;

internal sealed class DividendProjectionTests
{
    private static readonly DateOnly AsOf = new(2026, 1, 15);

    private static readonly DividendEvent[] Quarterly =
    [
        Event("2024-11-12", "2024-12-10", 1.60m),
        Event("2025-02-10", "2025-03-10", 1.67m),
        Event("2025-05-09", "2025-06-10", 1.68m),
        Event("2025-08-08", "2025-09-10", 1.68m),
        Event("2025-11-10", "2025-12-10", 1.68m),
    ];

    private static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DividendEvent Event(string exOn, string? payOn, decimal amount) =>
        new(Guid.NewGuid(), "IBM", Day(exOn), payOn is null ? null : Day(payOn), amount, "USD");

    private static IReadOnlyList<ProjectedDividend> Project(
        DividendEvent[] events, decimal shares = 10m, Split[]? splits = null, DateOnly? asOf = null,
        Entitlement[]? entitled = null) =>
        DividendProjection.NextTwelveMonths("IBM", shares, events, splits ?? [], asOf ?? AsOf, entitled);

    private static string Dates(IEnumerable<ProjectedDividend> projected) =>
        string.Join(' ', projected.Select(p => p.PayOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));

    [Test]
    public async Task Each_dividend_of_the_last_twelve_months_comes_again_a_year_later()
    {
        var projected = Project(Quarterly);

        await Assert.That(Dates(projected)).IsEqualTo("2026-03-10 2026-06-10 2026-09-10 2026-12-10");
        await Assert.That(projected[0]).IsEqualTo(new ProjectedDividend(
            "IBM", Day("2026-03-10"), 1.67m, 10m, 16.7m, "USD", ProjectionBasis.Pattern, 0.7,
            "Repeats the dividend of 2025-03-10."));
    }

    [Test]
    public async Task An_announced_dividend_takes_the_place_of_its_pattern()
    {
        var projected = Project([.. Quarterly, Event("2026-02-20", "2026-03-27", 1.70m)]);

        await Assert.That(Dates(projected)).IsEqualTo("2026-03-27 2026-06-10 2026-09-10 2026-12-10");
        await Assert.That(projected[0].Basis).IsEqualTo(ProjectionBasis.Announced);
        await Assert.That(projected[0].Amount).IsEqualTo(17m);
        await Assert.That(projected[0].Confidence).IsEqualTo(1d);
        await Assert.That(projected[0].Explanation).IsEqualTo("Announced, ex-date 2026-02-20.");
    }

    [Test]
    public async Task An_announced_dividend_far_from_the_pattern_stands_beside_it() =>
        await Assert.That(Dates(Project([.. Quarterly, Event("2026-01-20", "2026-02-16", 5m)])))
            .IsEqualTo("2026-02-16 2026-03-10 2026-06-10 2026-09-10 2026-12-10");

    [Test]
    public async Task A_dividend_that_came_early_this_year_is_not_expected_a_second_time()
    {
        // Paid on 10 January; last year's was paid on the 20th.
        var projected = Project(
        [
            Event("2024-01-05", "2024-01-20", 1m), Event("2025-01-05", "2025-01-20", 1m),
            Event("2026-01-02", "2026-01-10", 1m),
        ]);

        await Assert.That(Dates(projected)).IsEqualTo("2027-01-10");
    }

    [Test]
    public async Task An_announced_dividend_without_a_pay_date_is_expected_after_the_usual_lag()
    {
        // Lags of 28, 28, 32, 33 and 30 days: the median is 30.
        var projected = Project([.. Quarterly, Event("2026-02-10", null, 1.70m)]);

        await Assert.That(projected[0].PayOn).IsEqualTo(Day("2026-03-12"));
        await Assert.That(projected[0].Confidence).IsEqualTo(0.9);
        await Assert.That(projected[0].Explanation)
            .IsEqualTo("Announced, ex-date 2026-02-10; pay date assumed 30 days later.");
    }

    [Test]
    public async Task Amounts_from_before_a_split_are_restated()
    {
        var projected = Project(Quarterly, splits: [new(Day("2025-07-01"), 2, 1)]);

        await Assert.That(projected.Select(p => p.AmountPerShare))
            .IsEquivalentTo(new[] { 0.835m, 0.84m, 1.68m, 1.68m });
    }

    [Test]
    public async Task A_split_announced_for_before_the_ex_date_multiplies_the_shares()
    {
        var projected = Project(
            [.. Quarterly, Event("2026-02-10", "2026-03-10", 0.85m)], splits: [new(Day("2026-02-01"), 2, 1)]);

        await Assert.That((projected[0].Shares, projected[0].Amount)).IsEqualTo((20m, 17m));
    }

    [Test]
    public async Task A_dividend_gone_ex_is_paid_on_the_shares_of_its_entitlement()
    {
        DividendEvent gone = Event("2026-01-12", "2026-03-10", 1.70m);
        Split[] splits = [new(Day("2026-01-14"), 2, 1)];

        // On the shares held now (20 after the split), at half the amount each; or as counted on the ex-date.
        var now = Project([.. Quarterly, gone], 20m, splits)[0];
        var entitled = Project([.. Quarterly, gone], 0m, splits, entitled: [new(gone, 10m)]);

        await Assert.That((now.Shares, now.AmountPerShare, now.Amount)).IsEqualTo((20m, 0.85m, 17m));
        await Assert.That((entitled[0].Shares, entitled[0].AmountPerShare)).IsEqualTo((10m, 1.70m));
        await Assert.That(entitled.Count).IsEqualTo(1);
        await Assert.That(Dates(Project([.. Quarterly, gone], 20m, splits, entitled: []))).DoesNotContain("2026-03-10");
    }

    [Test]
    public async Task A_payer_that_has_stopped_is_expected_to_pay_nothing_more()
    {
        // Ex-dates 91 days apart: after 1.5 intervals it is over, from 2026-03-27 on.
        await Assert.That(Project(Quarterly, asOf: Day("2026-03-26"))).IsNotEmpty();
        await Assert.That(Project(Quarterly, asOf: Day("2026-03-27"))).IsEmpty();
        await Assert.That(Project([])).IsEmpty();
    }

    [Test]
    public async Task Without_shares_nothing_is_expected() =>
        await Assert.That(Project([.. Quarterly, Event("2026-02-10", "2026-03-10", 1m)], shares: 0m)).IsEmpty();

    [Test]
    public async Task With_less_than_a_year_of_history_the_last_amount_goes_on_at_the_usual_interval()
    {
        var projected = Project([Event("2025-08-08", "2025-09-10", 1m), Event("2025-11-07", "2025-12-10", 1.1m)]);

        await Assert.That(Dates(projected)).IsEqualTo("2026-03-10 2026-06-10 2026-09-10 2026-12-10");
        await Assert.That(projected.Select(p => p.Amount).Distinct()).IsEquivalentTo(new[] { 11m });
        await Assert.That(projected[0].Basis).IsEqualTo(ProjectionBasis.Estimate);
        await Assert.That(projected[0].Confidence).IsEqualTo(0.4);
        await Assert.That(projected[0].Explanation)
            .IsEqualTo("Estimated from 2 known dividend(s), less than a year of history.");
    }

    [Test]
    public async Task A_single_dividend_comes_once_more_a_year_later() =>
        await Assert.That(Dates(Project([Event("2025-08-08", "2025-09-10", 1m)]))).IsEqualTo("2026-09-10");

    [Test]
    public async Task A_weekly_payer_is_projected_week_by_week()
    {
        var projected = Project(
            [Event("2025-12-26", "2025-12-29", 1m), Event("2026-01-02", "2026-01-05", 1m)], asOf: Day("2026-01-06"));

        await Assert.That(projected.Count).IsEqualTo(52);
        await Assert.That(projected[0].PayOn).IsEqualTo(Day("2026-01-12"));
        await Assert.That(projected[^1].PayOn).IsEqualTo(Day("2027-01-04"));
    }

    [Test]
    public async Task A_monthly_payer_gives_one_slot_to_each_announced_dividend()
    {
        DividendEvent[] monthly =
        [
            .. Enumerable.Range(0, 24).Select(i => new DividendEvent(
                Guid.NewGuid(), "O", new DateOnly(2024, 2, 1).AddMonths(i), new DateOnly(2024, 2, 14).AddMonths(i),
                0.25m, "USD")),
            Event("2026-02-02", "2026-02-20", 0.26m),
        ];

        var projected = Project(monthly);

        await Assert.That(projected.Count).IsEqualTo(12);
        await Assert.That(projected.Count(p => p.Basis == ProjectionBasis.Announced)).IsEqualTo(1);
        await Assert.That(Dates(projected)).StartsWith("2026-02-20 2026-03-14 2026-04-14");
    }

    [Test]
    public async Task A_yearly_payer_that_is_a_little_late_is_still_expected_once()
    {
        DividendEvent[] yearly = [Event("2023-12-01", "2023-12-20", 2m), Event("2024-12-02", "2024-12-20", 2m)];

        await Assert.That(Dates(Project(yearly))).IsEqualTo("2026-12-20");
        await Assert.That(Dates(Project([.. yearly, Event("2026-01-28", "2026-02-10", 2m)]))).IsEqualTo("2026-02-10");
    }
}
