using PortfolioTracker.Domain.Holdings;
using PortfolioTracker.Domain.Lots;
using PortfolioTracker.Domain.Prices;

namespace PortfolioTracker.Domain.Portfolio;

/// <summary>
/// Everything there is to tell about a portfolio on a day: a pure function of ledger, market and options. Every view
/// (complete document, portfolio, allocation, analytics) is a projection of this and computes nothing of its own.
/// </summary>
/// <param name="Positions">Every symbol of the ledger by the order of its first trade, also those sold off.</param>
/// <param name="Contributions">Pairs with <paramref name="Positions"/>; they add up to <see cref="Totals.Profit"/>.
/// </param>
internal sealed record PortfolioSnapshot(
    Ledger Ledger,
    SnapshotOptions Options,
    IReadOnlyList<Position> Positions,
    IReadOnlyList<Holding> Holdings,
    IReadOnlyList<Contribution> Contributions,
    Totals Totals,
    DailyValues Daily,
    Performance Performance,
    BenchmarkComparison Benchmark,
    Income Income,
    Concentration Concentration,
    IReadOnlyList<MissingPart> Missing,
    MarketView Market)
{
    public string BaseCurrency => Ledger.BaseCurrency;

    public DateOnly AsOf => Options.AsOf;

    public static PortfolioSnapshot Of(Ledger ledger, MarketView market, SnapshotOptions options)
    {
        var (asOf, currency) = (options.AsOf, ledger.BaseCurrency);
        var trades = UpTo(ledger.Trades, asOf);
        market = KeepingRates(market, trades, asOf);
        var positions = Positioned(trades, market, ledger, asOf);
        var holdings = positions.Where(position => position.Book.Quantity > 0)
            .Select(position => Holding.Of(position, market.Rates, currency, asOf))
            .OrderByDescending(holding => holding.ValueBase ?? -1)
            .ThenBy(holding => holding.Symbol, StringComparer.Ordinal)
            .ToArray();
        var daily = DailyValues.Of(positions, market.Rates, currency, asOf);
        var benchmark = BenchmarkComparison.Of(daily, market, options, currency);

        return new(
            ledger,
            options,
            positions,
            holdings,
            Contributed(positions, holdings),
            Totals.Of(positions, holdings),
            daily,
            Performance.Of(positions, holdings, daily, benchmark, options),
            benchmark,
            Income.Of(positions, market, currency, options, ledger.Decisions),
            Concentration.Of([.. holdings.Where(holding => holding.ValueBase is not null)
                .Select(holding => holding.ValueBase!.Value)]),
            MissingParts.Of(positions, holdings, daily, benchmark, market.Rates, currency),
            market);
    }

    /// <summary>The income of the snapshot alone, for the views that show nothing else.</summary>
    public static Income IncomeOf(Ledger ledger, MarketView market, SnapshotOptions options)
    {
        var trades = UpTo(ledger.Trades, options.AsOf);
        market = KeepingRates(market, trades, options.AsOf);
        var positions = Positioned(trades, market, ledger, options.AsOf);
        return Income.Of(positions, market, ledger.BaseCurrency, options, ledger.Decisions);
    }

    /// <summary>Share of the total value, as a fraction; null where the holding or the total has no value.</summary>
    public decimal? WeightOf(Holding holding) =>
        Totals.Value > 0 ? holding.ValueBase / Totals.Value : null;

    private static Contribution[] Contributed(List<Position> positions, Holding[] holdings)
    {
        var held = holdings.ToDictionary(holding => holding.Symbol, StringComparer.Ordinal);
        return [.. positions.Select(position => Contribution.Of(position, held.GetValueOrDefault(position.Symbol)))];
    }

    private static IReadOnlyList<Trade> UpTo(IReadOnlyList<Trade> trades, DateOnly asOf) =>
        trades.Count == 0 || trades[^1].On <= asOf ? trades : [.. trades.TakeWhile(trade => trade.On <= asOf)];

    private static MarketView KeepingRates(MarketView market, IReadOnlyList<Trade> trades, DateOnly asOf) =>
        trades.Count == 0 ? market : market with { Rates = market.Rates.Keeping(trades[0].On, asOf) };

    private static List<Position> Positioned(
        IReadOnlyList<Trade> trades, MarketView market, Ledger ledger, DateOnly asOf)
    {
        var bySymbol = new Dictionary<string, List<Trade>>(StringComparer.Ordinal);
        foreach (var trade in trades)
        {
            if (!bySymbol.TryGetValue(trade.Symbol, out var ofSymbol))
            {
                bySymbol[trade.Symbol] = ofSymbol = [];
            }

            ofSymbol.Add(trade);
        }

        var positions = new List<Position>(bySymbol.Count);
        foreach (var (symbol, ofSymbol) in bySymbol)
        {
            positions.Add(Position.From(
                ofSymbol, market.Of(symbol), market.Rates, ledger.BaseCurrency, ledger.CostMethod, asOf));
        }

        return positions;
    }
}
