using PortfolioTracker.Domain.Markets;
using PortfolioTracker.Domain.Portfolio;
using PortfolioTracker.Domain.Prices;
using PortfolioTracker.Infrastructure.MarketData;
using PortfolioTracker.Infrastructure.MarketData.Refreshing;

namespace PortfolioTracker.Infrastructure.Portfolio;

/// <summary>The market side of one ledger. It is answered from what is known; what is old is asked for behind the
/// answer. Only a symbol of which nothing at all is known is waited for, and not for long. What no provider covers has
/// the prices that the user gave.</summary>
internal sealed class PortfolioMarket(MarketStore store, MarketRefresher refresher, TimeProvider clock)
{
    private const string Dollar = "USD";

    private static readonly TimeSpan ColdWaitMax = TimeSpan.FromSeconds(3);

    /// <param name="force">Asks the provider at once for what is behind the last closed session, also where it was
    /// asked in vain a short while ago. What is up to date is never asked for: that would be a call for
    /// nothing.</param>
    public async Task<MarketReading> ForAsync(
        Ledger ledger, string benchmark, bool force, CancellationToken ct)
    {
        var symbols = new HashSet<string>(ledger.Trades.Select(trade => trade.Symbol), StringComparer.Ordinal);
        var currencies = new HashSet<string>(ledger.Trades.Select(trade => trade.Currency), StringComparer.Ordinal);
        currencies.UnionWith(ledger.Decisions.Select(decision => decision.Currency));
        currencies.UnionWith(ledger.OwnPrices.Select(own => own.Currency));
        currencies.Add(ledger.BaseCurrency);
        if (symbols.Count > 0)
        {
            symbols.Add(benchmark);
        }

        var reading = await store.ReadAsync(symbols, currencies, ledger.BaseCurrency, ct);
        var view = reading.View.With(ledger.OwnPrices);
        string[] coldSymbols = [.. symbols.Where(symbol => view.Of(symbol) is { Prices.Count: 0, Quote: null })];
        string[] coldCurrencies = symbols.Count == 0 ? [] : [.. currencies.Where(currency => !HasRate(view, currency))];
        if (coldSymbols.Length + coldCurrencies.Length > 0)
        {
            await refresher.AskAndWaitAsync(coldSymbols, coldCurrencies, ColdWaitMax, ct);
            reading = await store.ReadAsync(symbols, currencies, ledger.BaseCurrency, ct);
            view = reading.View.With(ledger.OwnPrices);
        }

        currencies.UnionWith(symbols.Select(symbol => view.Of(symbol).Instrument.Currency).OfType<string>());
        if (force)
        {
            string[] old = [.. symbols.Where(symbol => IsBehind(view.Of(symbol)))];
            await refresher.MakeDueAsync(old, FetchKind.Prices, ct);
        }

        string[] keys = [.. symbols, .. currencies.Where(IsForeign).Select(currency => $"{currency}/{Dollar}")];
        if (symbols.Count > 0)
        {
            refresher.Ask(keys);
        }

        return reading with { View = view };
    }

    private static bool IsForeign(string currency) => currency != Dollar;

    private bool HasRate(MarketView view, string currency) =>
        view.Rates.Between(currency, Dollar, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime)) is not null;

    private bool IsBehind(Security security) =>
        security.Prices.Last is not { } last || last.On < ExchangeCalendar
            .ForSymbol(security.Instrument.Symbol, security.Instrument.Exchange).LastClosedSession(clock.GetUtcNow());
}
