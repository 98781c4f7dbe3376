using PortfolioTracker.Domain.Currencies;
using PortfolioTracker.Domain.Dividends;
using PortfolioTracker.Domain.Lots;
using PortfolioTracker.Domain.Portfolio;
using PortfolioTracker.Domain.Prices;

namespace PortfolioTracker.Bench;

/// <summary>
/// A portfolio of any size, the same on every run: ten years of weekday closes with four decimals, three currencies
/// with daily rates into the base currency, a split in every tenth security, quarterly dividends in every second one.
/// </summary>
internal static class Market
{
    private const string BaseCurrency = "EUR";

    private static readonly DateOnly First = new(2016, 1, 4);
    private static readonly DateOnly Last = new(2025, 12, 31);
    private static readonly string[] Currencies = ["USD", "EUR", "GBP", "CHF"];

    public static (Ledger Ledger, MarketView Market, SnapshotOptions Options) Of(int holdings, int transactions)
    {
        var random = new Random(20260101);
        var days = new List<DateOnly>();
        for (var day = First; day <= Last; day = day.AddDays(1))
        {
            if (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
            {
                days.Add(day);
            }
        }

        var securities = new Dictionary<string, Security>();
        foreach (var symbol in Enumerable.Range(0, holdings).Select(Symbol).Append("SPY"))
        {
            securities[symbol] = Of(symbol, securities.Count, days, random);
        }

        var pairs = new Dictionary<(string, string), PriceSeries>
        {
            [("EUR", "USD")] = Series(days, random, 1.10m, 0.003),
            [("EUR", "GBP")] = Series(days, random, 0.85m, 0.003),
            [("USD", "CHF")] = Series(days, random, 0.95m, 0.003),
        };
        var market = new MarketView(securities, new ExchangeRates(pairs));
        return (new(BaseCurrency, CostMethod.Fifo, Trades(holdings, transactions, days, market, random)), market,
            new SnapshotOptions(Last));
    }

    private static string Symbol(int index) => $"S{index:D4}";

    private static List<Trade> Trades(
        int holdings, int transactions, List<DateOnly> days, MarketView market, Random random)
    {
        var trades = new List<Trade>(transactions);
        var ofEach = transactions / holdings;
        for (var holding = 0; holding < holdings; holding++)
        {
            var security = market.Of(Symbol(holding));
            for (var i = 0; i < ofEach; i++)
            {
                // The first purchases within the first month: nearly all holdings are held all ten years.
                var day = i == 0 ? random.Next(20) : random.Next(20, days.Count);
                var kind = i > 0 && random.Next(10) == 0 ? TradeKind.Sell : TradeKind.Buy;
                trades.Add(new(new Guid(trades.Count, 0, 0, new byte[8]), kind, security.Instrument.Symbol, days[day],
                    kind == TradeKind.Sell ? 1 : random.Next(20, 60), security.Prices.At(day).Close, 1.25m,
                    security.Instrument.Currency!, null, DateTime.UnixEpoch.AddSeconds(trades.Count)));
            }
        }

        trades.Sort(Trade.InLedgerOrder);
        return trades;
    }

    private static Security Of(string symbol, int index, List<DateOnly> days, Random random)
    {
        var prices = Series(days, random, 20 + random.Next(200), 0.012);
        var dividends = new List<DividendEvent>();
        for (var day = 30 + index % 30; index % 2 == 0 && day < days.Count; day += 65)
        {
            dividends.Add(new(new Guid(index, 1, (short)day, new byte[8]), symbol, days[day], days[day].AddDays(14),
                0.25m, Currencies[index % Currencies.Length]));
        }

        Split[] splits = index % 10 == 3 ? [new(days[1200], 2, 1)] : [];
        return new(
            new Instrument(symbol, symbol, symbol == "SPY" ? "USD" : Currencies[index % Currencies.Length]),
            prices, splits, [], dividends, null, "bench", null);
    }

    private static PriceSeries Series(List<DateOnly> days, Random random, decimal start, double deviation)
    {
        var level = (double)start;
        return PriceSeries.From(days.Select(day => new PricePoint(day, Math.Round(
            (decimal)(level *= 1 + deviation * (random.NextDouble() + random.NextDouble() - 0.998)), 4))).ToArray());
    }
}
