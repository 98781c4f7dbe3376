using System.Collections.Concurrent;
using CsCheck;
using PortfolioTracker.Domain.Currencies;
using PortfolioTracker.Domain.Lots;
using PortfolioTracker.Domain.Portfolio;
using PortfolioTracker.Domain.Prices;

namespace PortfolioTracker.Tests.Domain.Properties;

/// <summary>
/// A random portfolio of four securities in three currencies over some sixty days: several trades a day, sales of a
/// part and of everything, purchases afterwards, splits between them, closes on some days, a rate on every day.
/// </summary>
internal sealed record RandomPortfolio(
    string BaseCurrency, IReadOnlyList<Trade> Trades, MarketView Market, DateOnly AsOf)
{
    public static readonly DateOnly First = new(2024, 1, 2);
    private const int Days = 60;

    public static readonly string[] Symbols = ["AAA", "BBB", "CCC", "DDD"];
    private static readonly string[] Currencies = ["USD", "EUR", "USD", "GBP"];
    private static readonly (int New, int Old)[] FiniteRatios = [(2, 1), (4, 1), (5, 1), (10, 1), (1, 2), (1, 10)];
    private static readonly (int New, int Old)[] AllRatios = [.. FiniteRatios, (3, 1), (1, 3), (3, 2), (2, 3)];

    /// <summary>Ten thousand a run; a tenth of that where a quick run is asked for.</summary>
    public static int Count { get; } =
        Environment.GetEnvironmentVariable("PORTFOLIOTRACKER_QUICK_TESTS") is { Length: > 0 } ? 1_000 : 10_000;

    /// <summary>
    /// Puts the portfolios 0, 1, 2, … to a question, the same ones on every run, and answers the objection to the one
    /// with the fewest trades; null where there is none.
    /// </summary>
    /// <param name="withThirds">Splits of ratios that decimals cannot hold too (thirds).</param>
    public static string? Objection(bool withThirds, int count, Func<RandomPortfolio, string?> objection)
    {
        var gen = Gen(withThirds);
        var found = new ConcurrentBag<(int Trades, int Number, string Text)>();
        Parallel.For(0, count, number =>
        {
            var portfolio = Numbered(gen, number);
            if (objection(portfolio) is { } text)
            {
                found.Add((portfolio.Trades.Count, number, text));
            }
        });

        return found.IsEmpty
            ? null
            : $"{found.Count} of {count}, such as number {found.Min().Number}: {found.Min().Text}";
    }

    public static RandomPortfolio Numbered(int number) => Numbered(Gen(withThirds: true), number);

    private static RandomPortfolio Numbered(Gen<RandomPortfolio> gen, int number) =>
        gen.Generate(new PCG(1, (ulong)number), null, out _);

    public Ledger Ledger(CostMethod method = CostMethod.Fifo) => new(BaseCurrency, method, Trades);

    public PortfolioSnapshot Snapshot(CostMethod method = CostMethod.Fifo) =>
        PortfolioSnapshot.Of(Ledger(method), Market, new SnapshotOptions(AsOf));

    private static Gen<RandomPortfolio> Gen(bool withThirds) =>
        from rows in Row.Array[1, 24]
        from splits in CsCheck.Gen.Select(
            CsCheck.Gen.Int[0, 3], CsCheck.Gen.Int[1, Days],
            CsCheck.Gen.Int[0, (withThirds ? AllRatios : FiniteRatios).Length - 1])
            .Array[0, 3]
        from prices in Walk.Array[4]
        from rates in Walk.Array[3]
        from inDollars in CsCheck.Gen.Bool
        select From(rows, splits, prices, rates, inDollars ? "USD" : "EUR");

    private static Gen<(int Symbol, int Day, int Kind, int Quantity, int Cents, int Fee)> Row =>
        CsCheck.Gen.Select(
            CsCheck.Gen.Int[0, 3], CsCheck.Gen.Int[0, Days], CsCheck.Gen.Int[0, 9], CsCheck.Gen.Int[1, 400_000],
            CsCheck.Gen.Int[100, 50_000], CsCheck.Gen.Int[0, 500]);

    /// <summary>Steps between -5 % and +5 %, some of them on days without a close.</summary>
    private static Gen<int[]> Walk => CsCheck.Gen.Int[-50, 100].Array[Days + 1];

    private static RandomPortfolio From(
        (int Symbol, int Day, int Kind, int Quantity, int Cents, int Fee)[] rows,
        (int Symbol, int Day, int Ratio)[] splits, int[][] prices, int[][] rates, string baseCurrency)
    {
        var splitsOf = Symbols.Select((_, symbol) => splits.Where(split => split.Symbol == symbol)
            .DistinctBy(split => split.Day).OrderBy(split => split.Day)
            .Select(split => (On: First.AddDays(split.Day), Ratio: AllRatios[split.Ratio]))
            .Select(split => new Split(split.On, split.Ratio.New, split.Ratio.Old))
            .ToArray()).ToArray();
        var trades = new List<Trade>();
        foreach (var row in rows.Select((row, index) => (row, index)).OrderBy(pair => pair.row.Day))
        {
            var (symbol, day, kind, quantity, cents, fee) = row.row;
            var (on, symbolSplits) = (First.AddDays(day), splitsOf[symbol]);
            var shares = quantity % 3 == 0 ? quantity / 1000 + 1 : quantity / 1000m;
            var held = Fraction.Held(trades.Where(trade => trade.Symbol == Symbols[symbol]), symbolSplits, on);
            if (kind >= 5 && kind <= 8 && held > 0)
            {
                // A third of the sales sells everything, where a decimal can say how much that is.
                shares = kind == 8 && held.IsDecimal ? (decimal)held : Math.Min(shares, held.Cut(4));
                if (shares > 0)
                {
                    Add(TradeKind.Sell, shares);
                }
            }
            else if (kind == 9 && held > 0)
            {
                (shares, fee) = (quantity / 1000 + 1, 0);
                Add(TradeKind.Dividend, shares);
            }
            else
            {
                Add(TradeKind.Buy, shares);
            }

            void Add(TradeKind kindOfRow, decimal rowShares) => trades.Add(new(
                new Guid(row.index + 1, 0, 0, new byte[8]), kindOfRow, Symbols[symbol], on, rowShares,
                kindOfRow == TradeKind.Dividend ? cents % 100 / 100m : cents / 100m, fee / 100m, Currencies[symbol],
                null, DateTime.UnixEpoch.AddSeconds(trades.Count))
            {
                Lots = kindOfRow == TradeKind.Sell ? NewestHalf(trades, Symbols[symbol], rowShares) : [],
            });
        }

        var securities = Symbols.Select((name, symbol) => Security.Unknown(name) with
        {
            Instrument = new Instrument(name, Currency: Currencies[symbol]),
            Prices = Series(prices[symbol], 20 + (30 * symbol), 2),
            Splits = splitsOf[symbol],
        }).ToDictionary(security => security.Instrument.Symbol);
        var pairs = new Dictionary<(string, string), PriceSeries>
        {
            [("USD", "EUR")] = Series(rates[0], 0.9m, 4),
            [("EUR", "USD")] = Series(rates[1], 1.1m, 4),
            [("GBP", baseCurrency)] = Series(rates[2], 1.2m, 4),
            [("GBP", baseCurrency == "USD" ? "EUR" : "USD")] = Series(rates[1], 1.3m, 4),
        };
        return new(baseCurrency, trades, new MarketView(securities, new ExchangeRates(pairs)), First.AddDays(Days));
    }

    /// <summary>Half of a sale from the newest purchase, as far as that has so many.</summary>
    private static LotPick[] NewestHalf(List<Trade> before, string symbol, decimal shares) =>
        [new(before.FindLast(trade => trade.Kind == TradeKind.Buy && trade.Symbol == symbol)!.Id, shares / 2)];

    private static PriceSeries Series(int[] steps, decimal start, int places)
    {
        var points = new List<PricePoint>();
        var level = start;
        for (var day = 0; day < steps.Length; day++)
        {
            // A step above 50 is a day without a close; the first day has one, so that every trade can be valued.
            level = Math.Round(level * (1 + ((steps[day] <= 50 ? steps[day] : 0) / 1000m)), places);
            if (day == 0 || steps[day] <= 50)
            {
                points.Add(new(First.AddDays(day), level));
            }
        }

        return PriceSeries.From(points);
    }
}
