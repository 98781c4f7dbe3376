using Dapper;
using Microsoft.AspNetCore.Http.HttpResults;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Database;
using PortfolioTracker.Infrastructure.Http;

namespace PortfolioTracker.Features.Profile;

internal static class GetProfile
{
    private const string SelectProfile =
        $"""
        SELECT {ProfileReply.Columns}
        FROM pt.profiles
        WHERE user_id = @userId
        """;

    /// <summary>The profile of the caller.</summary>
    public static async Task<Results<Reply<ProfileReply>, NotFound<Error>>> Handle(
        CurrentUser user, [FromServices] UserDatabase database, CancellationToken ct)
    {
        await using var transaction = await database.BeginReadAsync(user, ct);
        var profile = await transaction.Connection.QuerySingleOrDefaultAsync<ProfileReply>(
            SelectProfile, new { userId = user.Id, ct });
        return profile is null
            ? TypedResults.NotFound(Error.NotFound("Profile not found"))
            : new Reply<ProfileReply>(profile, legacy: LegacyShape.Bare);
    }
}
