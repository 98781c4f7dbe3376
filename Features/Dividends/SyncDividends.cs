using Microsoft.AspNetCore.Http.HttpResults;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Http;

namespace PortfolioTracker.Features.Dividends;

/// <param name="Success">False where the provider did not answer in time.</param>
/// <param name="DividendsSynced">Announced dividends that were not known before.</param>
/// <param name="DividendsAssigned">Dividends that the user is entitled to and was not shown before.</param>
/// <param name="TotalFound">All announced dividends known now.</param>
internal sealed record SyncDividendsReply(
    bool Success, string Symbol, int DividendsSynced, int DividendsAssigned, int TotalFound, bool FromCache,
    string Message, string? Error);

internal static class SyncDividends
{
    private static readonly TimeSpan FreshFor = TimeSpan.FromHours(1);

    /// <summary>Asks for the announced dividends of one symbol.</summary>
    /// <param name="symbol" example="KO">For example KO.</param>
    public static async Task<Results<Reply<SyncDividendsReply>, BadRequest<Error>, UnprocessableEntity<Error>>> Handle(
        [TakesSymbol(Required = true)] string? symbol, CurrentUser user, [FromServices] DividendRefresh refresh,
        CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(symbol))
        {
            return TypedResults.BadRequest(DividendWrites.Refusal("symbol", "Symbol cannot be empty"));
        }

        var query = new QueryRules();
        if (query.Symbol("symbol", symbol.Trim()) is not { } name)
        {
            return TypedResults.UnprocessableEntity(Error.Invalid(query.Problems));
        }

        var sync = await refresh.RunAsync(user, name, FreshFor, ct);
        var message = sync.IsComplete
            ? $"{sync.Found.All} announced dividends of {name} are known, {sync.Found.New} of them new"
            : "The market data provider did not answer in time; it is asked in the background";
        return new Reply<SyncDividendsReply>(
            new(sync.IsComplete, name, sync.Found.New, sync.Entitled.New, sync.Found.All, sync.FromCache, message,
                sync.IsComplete ? null : message),
            message,
            LegacyShape.Nested);
    }
}
