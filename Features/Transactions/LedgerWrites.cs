using System.Collections.Frozen;
using PortfolioTracker.Domain.Lots;
using PortfolioTracker.Domain.Prices;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Caching;
using PortfolioTracker.Infrastructure.Http;
using PortfolioTracker.Infrastructure.MarketData;
using PortfolioTracker.Infrastructure.MarketData.Refreshing;

namespace PortfolioTracker.Features.Transactions;

/// <summary>What every write of the ledger asks the market before it, and sets off after it.</summary>
internal sealed class LedgerWrites(
    MarketStore market, MarketSource source, MarketRefresher refresher, FetchBook fetches, PortfolioDocuments documents,
    TimeProvider clock)
{
    private static readonly TimeSpan NewSymbolWaitMax = TimeSpan.FromSeconds(3);

    /// <summary>A date is not after today anywhere on earth; the day begins first at UTC+14.</summary>
    public DateOnly LastDay => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime.AddHours(14));

    /// <summary>False, with the problem named, where the provider has said that there is no such symbol. A provider
    /// that says nothing in time refuses nobody: the symbol is then recorded and its price is missing until it is
    /// known.</summary>
    public async Task<bool> KnowsSymbolAsync(
        string symbol, bool unpriced, List<ErrorDetail> problems, CancellationToken ct)
    {
        if (unpriced || (await UnknownAsync([symbol], ct)).Count == 0)
        {
            return true;
        }

        problems.Add(Unknown(symbol));
        return false;
    }

    /// <summary>The symbols that the provider has said it does not know; all are asked for together, in one wait.
    /// </summary>
    public async Task<IReadOnlySet<string>> UnknownAsync(IReadOnlyCollection<string> symbols, CancellationToken ct)
    {
        var view = await market.ViewAsync(symbols, [], "USD", ct);
        string[] cold =
            [.. symbols.Where(symbol => view.Of(symbol) is not ({ Source: not null } or { Prices.Count: > 0 }))];
        if (cold.Length == 0)
        {
            return FrozenSet<string>.Empty;
        }

        // The rest is asked for once they are held, by what they are worth.
        await refresher.FetchAndWaitAsync([.. cold.SelectMany(FetchItem.OfNew)], NewSymbolWaitMax, ct);
        var (states, _) = await fetches.ReadAsync(cold, ct);
        return cold.Where(symbol => states.TryGetValue(new(symbol, FetchKind.Prices), out var asked)
                && asked is { LastSuccessAt: null, Outcome: nameof(AnswerClass.BadRequestOrUnknownSymbol) })
            .ToHashSet(StringComparer.Ordinal);
    }

    public ErrorDetail Unknown(string symbol, string field = "symbol") =>
        new("UNKNOWN_SYMBOL", (source.IsSandbox
            ? $"The sandbox market lists no symbol {symbol}; ALPHA_VANTAGE_API_KEY opens the real one. "
            : $"The market data provider knows no symbol {symbol}. ")
            + "Check the spelling, or send \"unpriced\": true to record it without prices.", field);

    public async Task<IReadOnlyList<Split>> SplitsAsync(string symbol, CancellationToken ct) =>
        (await market.ViewAsync([symbol], [], "USD", ct)).Of(symbol).Splits;

    public Task<MarketView> ViewAsync(IReadOnlyCollection<string> symbols, CancellationToken ct) =>
        market.ViewAsync(symbols, [], "USD", ct);

    /// <summary>To be called after the commit: the user's documents are out of date here at once, and on other
    /// instances by notification; the market data of the symbols is looked after in the background.</summary>
    public void Changed(CurrentUser user, params IReadOnlyCollection<string> symbols)
    {
        documents.Drop(user.Id);
        refresher.AskAnew(symbols);
    }
}
