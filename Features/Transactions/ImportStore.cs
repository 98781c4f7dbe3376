using Dapper;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Database;
using PortfolioTracker.Infrastructure.Http;

namespace PortfolioTracker.Features.Transactions;

/// <summary>Stores what an import brings, in the open transaction.</summary>
internal static class ImportStore
{
    private const string InsertBatch =
        """
        INSERT INTO pt.import_batches (user_id, id, source, transactions, dividends, watchlist)
        VALUES (@userId, @id, @source, @transactions, @dividends, @watchlist)
        """;

    /// <summary>Answers what was added, or why nothing may be: duplicates, or sales of what is not held.</summary>
    /// <param name="stored">Called with the number of transactions after each statement.</param>
    public static async Task<(ImportLedgerReply? Added, Error? Conflict)> RunAsync(
        UserTransaction transaction,
        CurrentUser user,
        ImportFile file,
        LedgerWrites ledger,
        CancellationToken ct,
        Action<int>? stored = null)
    {
        var connection = transaction.Connection;
        await SharesOnHand.LockAsync(connection, user, LedgerBatch.Symbols(file.Rows), ct);
        await LedgerBatch.CheckLedgerAsync(connection, user, file.Rows, file.DuplicatesAreFine, ledger, ct);
        if (LedgerBatch.Refusal(file.Rows, ImportLedger.RowsToldMax) is { } conflict)
        {
            return (null, conflict);
        }

        var id = Guid.CreateVersion7();
        await connection.ExecuteAsync(InsertBatch, new
        {
            userId = user.Id,
            id,
            source = file.Source,
            transactions = file.Rows.Count,
            dividends = file.Belongings.Dividends.Count,
            watchlist = file.Belongings.Watchlist.Count,
            ct,
        });
        var (profile, dividends, watchlist, prices) = await file.Belongings.InsertAsync(connection, user, id, ct);
        await BatchInsert.RunAsync(connection, user, file.Rows, id, ct, stored);

        var added = new ImportCounts(file.Rows.Count, dividends, watchlist, profile ? 1 : 0, prices);
        return (new(id, file.Source, Preview: false, Storable: true, file.Found, added, file.Ignored, []), null);
    }
}
