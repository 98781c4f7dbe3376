using System.Globalization;
using PortfolioTracker.Domain.Dividends;

namespace PortfolioTracker.Tests.Domain.Dividends;

/// <summary>What a special dividend of 15 does to the projection of a payer of 1.68 a quarter, on 15 January 2026.
/// </summary>
internal sealed class SpecialDividendTests
{
    private static readonly DividendEvent[] Quarterly =
    [
        Event("2024-11-12", "2024-12-10", 1.68m), Event("2025-02-10", "2025-03-10", 1.68m),
        Event("2025-05-09", "2025-06-10", 1.68m), Event("2025-08-08", "2025-09-10", 1.68m),
        Event("2025-11-10", "2025-12-10", 1.68m),
    ];

    private static DividendEvent Event(string exOn, string payOn, decimal amount) =>
        new(Guid.NewGuid(), "IBM", Day(exOn), Day(payOn), amount, "USD");

    private static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static IReadOnlyList<ProjectedDividend> Project(params DividendEvent[] events) =>
        DividendProjection.NextTwelveMonths(
            "IBM", 10m, [.. events.OrderBy(dividend => dividend.ExOn)], [], new(2026, 1, 15));

    private static string Dates(IEnumerable<ProjectedDividend> projected) =>
        string.Join(' ', projected.Select(p => p.PayOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));

    [Test]
    [Arguments("2025-10-14", "2025-10-28")] // between two usual ones
    [Arguments("2025-12-15", "2025-12-30")]
    public async Task Beside_the_usual_ones_it_is_not_expected_again(string exOn, string payOn) =>
        await Assert.That(Dates(Project([.. Quarterly, Event(exOn, payOn, 15m)])))
            .IsEqualTo("2026-03-10 2026-06-10 2026-09-10 2026-12-10");

    [Test]
    public async Task In_its_place_the_usual_amount_is_expected()
    {
        var projected = Project([.. Quarterly[..3], Quarterly[3] with { AmountPerShare = 15m }, Quarterly[4]]);

        await Assert.That(Dates(projected)).IsEqualTo("2026-03-10 2026-06-10 2026-09-10 2026-12-10");
        await Assert.That((projected[2].AmountPerShare, projected[2].Confidence)).IsEqualTo((1.68m, 0.3));
        await Assert.That(projected[2].Explanation)
            .IsEqualTo("In the place of the dividend of 2025-09-10, which looks like a special one.");
    }
}
