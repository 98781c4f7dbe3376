using PortfolioTracker.Domain.Currencies;
using PortfolioTracker.Domain.Portfolio;
using PortfolioTracker.Domain.Prices;
using PortfolioTracker.Infrastructure.MarketData;

namespace PortfolioTracker.Features.Dashboard;

/// <summary>The benchmark alone, for a user who holds nothing to compare it with: its closes in the currency that it is
/// quoted in.</summary>
internal static class IndexOnlyChart
{
    private const int YearsOfMax = 5;

    public static async Task<GetDashboardPerformanceReply> OfAsync(
        string period, PortfolioSnapshot snapshot, PriceHistory history, DateTimeOffset now, CancellationToken ct)
    {
        var (index, asOf) = (snapshot.Options.Benchmark, snapshot.AsOf);
        var from = ChartPeriods.FirstDay(period, asOf) ?? asOf.AddYears(-YearsOfMax);
        var prices = (await history.ReadAsync(index, from, asOf, ct)).Security.Prices;
        var points = Points(prices, from, asOf);
        decimal? indexReturn = points.Length > 1 && points[0].Value > 0 ? points[^1].Value / points[0].Value - 1 : null;
        return new(
            period,
            index,
            [],
            points,
            new(
                0,
                points.Length > 0 ? points[0].Date : null,
                points.Length > 0 ? points[^1].Date : null,
                index,
                now,
                points.Length > 0 ? "index_only_mode" : "discrete_trading_days",
                NoData: points.Length == 0,
                IndexOnly: points.Length > 0,
                "no_portfolio_data",
                "Add transactions to see portfolio comparison"),
            new(
                null,
                null,
                null,
                points.Length > 0 ? points[0].Value : null,
                points.Length > 0 ? points[^1].Value : null,
                Rounding.Percent(indexReturn),
                null,
                null,
                IndexOnlyMode: points.Length > 0));
    }

    private static DashboardPoint[] Points(PriceSeries prices, DateOnly from, DateOnly asOf) =>
    [
        .. Enumerable.Range(0, prices.Count).Select(prices.At)
            .Where(point => point.On >= from && point.On <= asOf)
            .Select(point => new DashboardPoint(point.On, Rounding.Price(point.Close))),
    ];
}
