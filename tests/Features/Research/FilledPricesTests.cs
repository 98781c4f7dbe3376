using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Features.Research;

internal sealed class FilledPricesTests
{
    [Test]
    public async Task A_gap_is_told_and_a_line_through_it_is_drawn_where_wanted_and_marked()
    {
        await using var app = await ResearchApp.StartAsync(new()
        {
            Answer = query => query.Function == "TIME_SERIES_DAILY"
                ? ScriptedProvider.Bars(("2026-05-15", 13m), ("2026-05-12", 10m), ("2026-05-11", 9m))
                : null,
        });
        var user = app.NewUser();

        var plain = await user.GetAsync("/api/stock_prices/GAPPY?days=30");
        var filled = await user.GetAsync("/api/stock_prices/GAPPY?days=30&fill=linear");

        await Assert.That(plain.Data.GetProperty("gaps").ToString())
            .IsEqualTo("""[{"from":"2026-05-13","to":"2026-05-14","sessions":2}]""");
        await Assert.That(Points(plain)).IsEqualTo("11 9 False, 12 10 False, 15 13 False");
        await Assert.That(Points(filled)).IsEqualTo("11 9 False, 12 10 False, 13 11 True, 14 12 True, 15 13 False");
        await Assert.That(filled.Data.GetProperty("data_points").GetInt32()).IsEqualTo(3);
    }

    private static string Points(Answer answer) => string.Join(", ", answer.Data.GetProperty("price_data")
        .EnumerateArray().Select(point => $"{point.GetProperty("date").GetString()![8..]} "
            + $"{point.GetProperty("close").GetDecimal():0.##} {point.GetProperty("is_interpolated").GetBoolean()}"));
}
