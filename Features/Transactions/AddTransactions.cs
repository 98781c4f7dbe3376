using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Database;
using PortfolioTracker.Infrastructure.Http;

namespace PortfolioTracker.Features.Transactions;

/// <param name="Transactions">Each as the body of a single transaction; read one by one, so that each has its own
/// outcome.</param>
/// <param name="AllowDuplicates">True stores also what is in the ledger already, or twice in the request.</param>
/// <example>{"transactions": [
/// {"symbol": "KO", "transaction_type": "Buy", "quantity": 5, "price": 61, "date": "2024-05-13"},
/// {"symbol": "KO", "transaction_type": "Sell", "quantity": 2, "price": 64, "date": "2024-08-12"}]}</example>
internal sealed record AddTransactionsRequest(
    [property: TakesEach(typeof(TransactionFields), Required = true)] IReadOnlyList<JsonElement>? Transactions,
    [property: TakesBool(Default = false)] bool? AllowDuplicates);

internal sealed record AddTransactionsReply(int Added, IReadOnlyList<RowOutcome> Rows);

internal static class AddTransactions
{
    public const int BodyBytesMax = 1024 * 1024;
    private const int RowsMax = 1_000;

    /// <summary>Records up to 1,000 transactions, all of them or none, and tells what was found about each. Refused
    /// with 422 where a row breaks a rule, with 409 where a row is there already (unless <c>allow_duplicates</c> says
    /// that it is meant) or would sell more than is held; with an <c>Idempotency-Key</c> a repeated request adds
    /// nothing.</summary>
    public static async Task<Results<Reply<AddTransactionsReply>, ReplayedReply, UnprocessableEntity<Error>,
        Conflict<Error>>> Handle(
            AddTransactionsRequest request,
            CurrentUser user,
            IdempotencyKey once,
            [FromServices] LedgerWrites ledger,
            [FromServices] UserDatabase database,
            [FromServices] IOptions<JsonOptions> json,
            HttpContext context,
            CancellationToken ct)
    {
        if (request.Transactions is not { Count: >= 1 and <= RowsMax } given)
        {
            return TypedResults.UnprocessableEntity(
                Error.Invalid("transactions", $"transactions must be a list of 1 to {RowsMax} rows."));
        }

        var type = (JsonTypeInfo<TransactionFields>)json.Value.SerializerOptions.GetTypeInfo(typeof(TransactionFields));
        var rows = given.Select((row, index) => BatchRow.Read(index, row, type, ledger.LastDay)).ToList();
        await LedgerBatch.CheckSymbolsAsync(rows, ledger, ct);
        if (LedgerBatch.Refusal(rows, RowsMax) is { } invalid)
        {
            return TypedResults.UnprocessableEntity(invalid);
        }

        await using var transaction = await database.BeginWriteAsync(user, ct);
        if (await once.ReplayAsync(user, transaction, ct) is { } replay)
        {
            return replay;
        }

        var (connection, symbols) = (transaction.Connection, LedgerBatch.Symbols(rows));
        await SharesOnHand.LockAsync(connection, user, symbols, ct);
        await LedgerBatch.CheckLedgerAsync(connection, user, rows, request.AllowDuplicates ?? false, ledger, ct);
        if (LedgerBatch.Refusal(rows, RowsMax) is { } conflict)
        {
            return TypedResults.Conflict(conflict);
        }

        await BatchInsert.RunAsync(connection, user, rows, importId: null, ct);
        var reply = new Reply<AddTransactionsReply>(
            new(rows.Count, [.. rows.Select(row => row.Outcome)]),
            $"Transactions added: {rows.Count}");
        await once.RememberAsync(user, transaction, reply, context, ct);
        await transaction.CommitAsync(ct);
        ledger.Changed(user, symbols);
        return reply;
    }
}
