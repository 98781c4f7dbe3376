using PortfolioTracker.Domain.Currencies;
using PortfolioTracker.Domain.Lots;
using PortfolioTracker.Domain.Portfolio;
using PortfolioTracker.Domain.Prices;

namespace PortfolioTracker.Tests.Domain.Portfolio;

/// <summary>Short ways to a snapshot in dollars. Trade n has the id n; days are yyyy-MM-dd.</summary>
internal static class PeriodCase
{
    public static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd");

    public static Guid Id(int number) => new(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]);

    public static Trade Trade(int id, TradeKind kind, string symbol, string on, decimal quantity, decimal price,
        string currency = "USD") =>
        new(Id(id), kind, symbol, Day(on), quantity, price, 0, currency, null, DateTime.UnixEpoch.AddSeconds(id));

    public static Security Listed(string symbol, params (string On, decimal Close)[] closes) =>
        Security.Unknown(symbol) with
        {
            Instrument = new(symbol, Currency: "USD"),
            Prices = PriceSeries.From(closes.Select(close => new PricePoint(Day(close.On), close.Close))),
        };

    /// <summary>A close each calendar day, on straight lines between the given ones.</summary>
    public static Security Linear(string symbol, params (string On, decimal Close)[] corners)
    {
        var points = new List<PricePoint>();
        for (var i = 1; i < corners.Length; i++)
        {
            var (from, to) = (Day(corners[i - 1].On), Day(corners[i].On));
            var days = to.DayNumber - from.DayNumber;
            for (var day = 0; day <= days; day++)
            {
                points.Add(new(from.AddDays(day),
                    corners[i - 1].Close + (corners[i].Close - corners[i - 1].Close) * day / days));
            }
        }

        return Security.Unknown(symbol) with
        {
            Instrument = new(symbol, Currency: "USD"),
            Prices = PriceSeries.From(points),
        };
    }

    public static PortfolioSnapshot Snapshot(
        string asOf, Trade[] trades, Security[] securities, string benchmark = "SPY",
        CostMethod method = CostMethod.Fifo) => PortfolioSnapshot.Of(
            new Ledger("USD", method, trades),
            new MarketView(securities.ToDictionary(security => security.Instrument.Symbol), ExchangeRates.None),
            new SnapshotOptions(Day(asOf), benchmark));

    /// <summary>The golden case of numbers.md: two buys, a sale, a dividend, two years.</summary>
    public static PortfolioSnapshot Golden(CostMethod method = CostMethod.Fifo) => Snapshot(
        "2024-12-31",
        [
            Trade(1, TradeKind.Buy, "XYZ", "2023-01-02", 10, 100),
            Trade(2, TradeKind.Buy, "XYZ", "2023-07-03", 5, 140),
            Trade(3, TradeKind.Sell, "XYZ", "2024-03-01", 6, 150),
            Trade(4, TradeKind.Dividend, "XYZ", "2024-06-14", 9, 1.20m),
        ],
        [Linear("XYZ", ("2023-01-02", 100), ("2023-07-03", 140), ("2024-03-01", 150), ("2024-12-31", 132))],
        method: method);
}
