using PortfolioTracker.Domain.Portfolio;
using PortfolioTracker.Domain.Prices;
using PortfolioTracker.Infrastructure.MarketData;
using PortfolioTracker.Infrastructure.MarketData.Refreshing;

namespace PortfolioTracker.Infrastructure.Portfolio;

/// <summary>The market side of one ledger. It is answered from what is known; what is old is asked for behind the
/// answer. Only a symbol of which nothing at all is known is waited for, and not for long.</summary>
internal sealed class PortfolioMarket(MarketStore store, MarketRefresher refresher)
{
    private static readonly TimeSpan ColdWaitMax = TimeSpan.FromSeconds(3);

    /// <returns>The view, the state of the market memory before it was taken, and the keys it stands on.</returns>
    public async Task<(MarketView View, long Version, IReadOnlyCollection<string> Keys)> ForAsync(
        Ledger ledger, string benchmark, bool force, CancellationToken ct)
    {
        var symbols = new HashSet<string>(ledger.Trades.Select(trade => trade.Symbol), StringComparer.Ordinal);
        var currencies = new HashSet<string>(ledger.Trades.Select(trade => trade.Currency), StringComparer.Ordinal);
        currencies.UnionWith(ledger.Decisions.Select(decision => decision.Currency));
        if (symbols.Count > 0)
        {
            symbols.Add(benchmark);
        }

        currencies.Add(ledger.BaseCurrency);
        var version = store.Version;
        var view = await store.ViewAsync(symbols, currencies, ledger.BaseCurrency, ct);
        var cold = symbols.Where(symbol => view.Of(symbol) is { Prices.Count: 0, Quote: null }).ToArray();
        if (cold.Length > 0)
        {
            await refresher.AskAndWaitAsync(cold, currencies, ColdWaitMax, ct);
            version = store.Version;
            view = await store.ViewAsync(symbols, currencies, ledger.BaseCurrency, ct);
        }

        foreach (var symbol in symbols)
        {
            if (view.Of(symbol).Instrument.Currency is { } quoted)
            {
                currencies.Add(quoted);
            }
        }

        refresher.Ask(symbols);
        return (view, version, [.. symbols, .. currencies.Where(currency => currency != "USD")
            .Select(currency => $"{currency}/USD")]);
    }
}
