using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Npgsql;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Caching;
using PortfolioTracker.Infrastructure.Database;
using PortfolioTracker.Infrastructure.Http;

namespace PortfolioTracker.Features.Account;

/// <param name="Confirm">The caller's own user id: nothing is erased by mistake.</param>
/// <example>{"confirm": "01901e3c-9a4f-7c52-8d17-3b6f0a5e2c41"}</example>
internal sealed record EraseAccountRequest([property: TakesUuid(Required = true)] string? Confirm);

/// <param name="Rows">Rows that were deleted.</param>
internal sealed record EraseAccountReply(bool Erased, int Rows);

internal static partial class EraseAccount
{
    /// <summary>The only job that may delete what belongs to a user.</summary>
    private const string Job = "erase-user";

    /// <summary>Deletes all that the caller owns, for good. What was written into the audit before stays there until
    /// the operator blanks it (docs/erasure.md); the erasure itself is noted without what was erased.</summary>
    public static async Task<Results<Reply<EraseAccountReply>, UnprocessableEntity<Error>>> Handle(
        [FromBody] EraseAccountRequest request,
        CurrentUser user,
        [FromServices] JobDatabase database,
        [FromServices] PortfolioDocuments documents,
        [FromServices] ILoggerFactory logs,
        CancellationToken ct)
    {
        if (!Guid.TryParseExact(request.Confirm, "D", out var confirmed) || confirmed != user.Id)
        {
            return TypedResults.UnprocessableEntity(Error.Invalid("confirm",
                "confirm must be your own user id (GET /api/auth/validate tells it). Nothing was erased."));
        }

        await using var transaction = await database.BeginForUserAsync(Job, user.Id, user.RequestId, ct);
        await using var batch = new NpgsqlBatch(transaction.Connection);
        foreach (var table in AccessManifest.ErasedTables)
        {
            batch.BatchCommands.Add(new($"DELETE FROM pt.{table} WHERE user_id = $1")
            {
                Parameters = { new NpgsqlParameter<Guid> { TypedValue = user.Id } },
            });
        }

        var rows = await batch.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
        documents.Drop(user.Id);
        var log = logs.CreateLogger("PortfolioTracker.EraseAccount");
        LogErased(log, rows);
        return new Reply<EraseAccountReply>(new(Erased: true, rows), "Account erased");
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Erased an account of {Rows} rows")]
    private static partial void LogErased(ILogger logger, int rows);
}
