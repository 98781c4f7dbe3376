using Dapper;
using Microsoft.AspNetCore.Http.HttpResults;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Caching;
using PortfolioTracker.Infrastructure.Database;
using PortfolioTracker.Infrastructure.Http;

namespace PortfolioTracker.Features.Profile;

internal static class CreateProfile
{
    private const string InsertProfile =
        $"""
        INSERT INTO pt.profiles (user_id, first_name, last_name, country, base_currency, cost_method)
        VALUES (@userId, normalize(@FirstName::text, NFC), normalize(@LastName::text, NFC), @Country::text,
            coalesce(@BaseCurrency::text, 'USD'), coalesce(@CostMethod::text, 'fifo'))
        ON CONFLICT (user_id) DO NOTHING
        RETURNING {ProfileReply.Columns}
        """;

    /// <summary>Makes the profile of the caller: names, country, base currency, lot method.</summary>
    public static async Task<Results<Reply<ProfileReply>, BadRequest<Error>, UnprocessableEntity<Error>>> Handle(
        ProfileFields fields,
        CurrentUser user,
        [FromServices] UserDatabase database,
        [FromServices] PortfolioDocuments documents,
        CancellationToken ct)
    {
        if (fields.Check() is { Count: > 0 } problems)
        {
            return TypedResults.UnprocessableEntity(Error.Invalid(problems));
        }

        await using var transaction = await database.BeginWriteAsync(user, ct);
        var made = await transaction.Connection.QuerySingleOrDefaultAsync<ProfileReply>(InsertProfile, new
        {
            userId = user.Id,
            fields.FirstName,
            fields.LastName,
            fields.Country,
            fields.BaseCurrency,
            fields.CostMethod,
            ct,
        });
        if (made is null)
        {
            return TypedResults.BadRequest(Error.BadRequest("Profile already exists"));
        }

        await transaction.CommitAsync(ct);
        documents.Drop(user.Id);
        return new Reply<ProfileReply>(made, "Profile created successfully", LegacyShape.Bare);
    }
}
