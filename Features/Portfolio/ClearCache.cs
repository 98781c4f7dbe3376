using Dapper;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Caching;
using PortfolioTracker.Infrastructure.Database;
using PortfolioTracker.Infrastructure.Http;

namespace PortfolioTracker.Features.Portfolio;

internal sealed record ClearCacheReply(bool Cleared);

internal static class ClearCache
{
    private const string DeleteDocuments = "DELETE FROM pt.complete_documents WHERE user_id = @owner";

    // The channel on which the database tells every instance that a user's data has changed.
    private const string TellInstances = "SELECT pg_notify('pt_ledger', @owner::text)";

    /// <summary>Lets go of the documents built for the caller, on every instance; the next request builds them anew.
    /// Administrators may name another user.</summary>
    /// <param name="userId">Whose documents; the caller's by default.</param>
    public static async Task<Results<Reply<ClearCacheReply>, UnprocessableEntity<Error>>> Handle(
        [FromQuery(Name = "user_id"), TakesUuid] string? userId,
        CurrentUser user,
        [FromServices] PortfolioDocuments documents,
        [FromServices] UserDatabase database,
        CancellationToken ct)
    {
        var owner = user.Id;
        if (!string.IsNullOrEmpty(userId) && !Guid.TryParseExact(userId, "D", out owner))
        {
            return TypedResults.UnprocessableEntity(Error.Invalid("query.user_id", "user_id must be a UUID."));
        }

        if (owner != user.Id && !user.IsAdmin)
        {
            throw RefusedException.Forbidden("Only administrators clear the cache of another user.");
        }

        // Rows of a user are deleted as that user, also where an administrator asks.
        await using var transaction = await database.BeginWriteAsync(user with { Id = owner }, ct);
        await transaction.Connection.ExecuteAsync(DeleteDocuments, new { owner, ct });
        await transaction.Connection.ExecuteAsync(TellInstances, new { owner, ct });
        await transaction.CommitAsync(ct);
        documents.Drop(owner);
        return new Reply<ClearCacheReply>(new(Cleared: true), "Portfolio cache cleared successfully");
    }
}
