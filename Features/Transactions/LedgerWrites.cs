using PortfolioTracker.Domain.Lots;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Caching;
using PortfolioTracker.Infrastructure.Http;
using PortfolioTracker.Infrastructure.MarketData;
using PortfolioTracker.Infrastructure.MarketData.Refreshing;

namespace PortfolioTracker.Features.Transactions;

/// <summary>What every write of the ledger asks the market before it, and sets off after it.</summary>
internal sealed class LedgerWrites(
    MarketStore market, MarketRefresher refresher, FetchBook fetches, PortfolioDocuments documents, TimeProvider clock)
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
        if (unpriced || await IsKnownAsync(symbol, ct))
        {
            return true;
        }

        await refresher.AskAndWaitAsync([symbol], [], NewSymbolWaitMax, ct);
        var (states, _) = await fetches.ReadAsync([symbol], ct);
        if (!states.TryGetValue(new(symbol, FetchKind.Prices), out var asked)
            || asked is not { LastSuccessAt: null, Outcome: nameof(AnswerClass.BadRequestOrUnknownSymbol) })
        {
            return true;
        }

        problems.Add(new("UNKNOWN_SYMBOL", $"The market data provider knows no symbol {symbol}. "
            + "Check the spelling, or send \"unpriced\": true to record it without prices.", "symbol"));
        return false;
    }

    public async Task<IReadOnlyList<Split>> SplitsAsync(string symbol, CancellationToken ct) =>
        (await market.ViewAsync([symbol], [], "USD", ct)).Of(symbol).Splits;

    /// <summary>To be called after the commit: the user's documents are out of date here at once, and on other
    /// instances by notification; the market data of the symbols is looked after in the background.</summary>
    public void Changed(CurrentUser user, params IReadOnlyCollection<string> symbols)
    {
        documents.Drop(user.Id);
        refresher.Ask(symbols);
    }

    private async Task<bool> IsKnownAsync(string symbol, CancellationToken ct) =>
        (await market.ViewAsync([symbol], [], "USD", ct)).Of(symbol) is { Source: not null } or { Prices.Count: > 0 };
}
