using Dapper;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Database;
using PortfolioTracker.Infrastructure.Http;

namespace PortfolioTracker.Features.Transactions;

/// <param name="Transactions">How many the import had; the ledger may hold fewer of them now.</param>
internal sealed record ImportRow(
    Guid Id, string Source, int Transactions, int Dividends, int Watchlist, DateTime CreatedAt);

internal sealed record ListImportsReply(IReadOnlyList<ImportRow> Imports, int Count);

internal static class ListImports
{
    private const string SelectImports =
        """
        SELECT id, source, transactions, dividends, watchlist, created_at
        FROM pt.import_batches
        WHERE user_id = @userId
        ORDER BY created_at DESC, id DESC
        """;

    /// <summary>The imports that have not been taken back, newest first.</summary>
    public static async Task<Reply<ListImportsReply>> Handle(
        CurrentUser user, [FromServices] UserDatabase database, CancellationToken ct)
    {
        await using var transaction = await database.BeginReadAsync(user, ct);
        var rows = (await transaction.Connection.QueryAsync<ImportRow>(
            SelectImports, new { userId = user.Id, ct })).ToList();
        return new(new(rows, rows.Count), "Imports retrieved");
    }
}
