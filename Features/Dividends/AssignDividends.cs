using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Http;

namespace PortfolioTracker.Features.Dividends;

/// <param name="TotalUsers">Always 1: the caller.</param>
/// <param name="TotalAssigned">Dividends that wait for the user's decision.</param>
internal sealed record AssignDividendsReply(
    bool Success, int TotalUsers, int TotalAssigned, IReadOnlyList<DividendAssignment> AssignmentResults,
    string Message);

internal sealed record DividendAssignment(Guid UserId, int DividendsAssigned);

internal static class AssignDividends
{
    private static readonly TimeSpan FreshFor = TimeSpan.FromDays(7);

    /// <summary>Tells what the caller is entitled to. Entitlements follow from the ledger at any time; this only
    /// fetches the announced dividends of symbols that have not been asked about for a week.</summary>
    public static async Task<Reply<AssignDividendsReply>> Handle(
        CurrentUser user, [FromServices] DividendRefresh refresh, CancellationToken ct)
    {
        var sync = await refresh.RunAsync(user, symbol: null, FreshFor, ct);
        var message = $"{sync.Waiting} dividends wait for your decision";
        return new(
            new(Success: true, 1, sync.Waiting, [new(user.Id, sync.Waiting)], message), message, LegacyShape.Nested);
    }
}
