using Dapper;
using Microsoft.AspNetCore.Http.HttpResults;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Caching;
using PortfolioTracker.Infrastructure.Database;
using PortfolioTracker.Infrastructure.Http;

namespace PortfolioTracker.Features.Profile;

internal static class EditProfile
{
    private const string UpdateProfile =
        $"""
        UPDATE pt.profiles
        SET first_name = CASE WHEN @HasFirstName THEN normalize(@FirstName::text, NFC) ELSE first_name END,
            last_name = CASE WHEN @HasLastName THEN normalize(@LastName::text, NFC) ELSE last_name END,
            country = CASE WHEN @HasCountry THEN @Country::text ELSE country END,
            base_currency = coalesce(@BaseCurrency::text, base_currency),
            cost_method = coalesce(@CostMethod::text, cost_method)
        WHERE user_id = @userId
        RETURNING {ProfileReply.Columns}
        """;

    /// <summary>Changes what is sent and leaves the rest. Another base currency or lot method changes figures: the
    /// documents built for the caller are let go.</summary>
    public static async
        Task<Results<Reply<ProfileReply>, BadRequest<Error>, NotFound<Error>, UnprocessableEntity<Error>>> Handle(
            ProfileFields fields,
            CurrentUser user,
            [FromServices] UserDatabase database,
            [FromServices] PortfolioDocuments documents,
            CancellationToken ct)
    {
        if (fields.IsEmpty)
        {
            return TypedResults.BadRequest(Error.BadRequest("No fields to update"));
        }

        if (fields.Check() is { Count: > 0 } problems)
        {
            return TypedResults.UnprocessableEntity(Error.Invalid(problems));
        }

        await using var transaction = await database.BeginWriteAsync(user, ct);
        var changed = await transaction.Connection.QuerySingleOrDefaultAsync<ProfileReply>(UpdateProfile, new
        {
            userId = user.Id,
            fields.HasFirstName,
            fields.FirstName,
            fields.HasLastName,
            fields.LastName,
            fields.HasCountry,
            fields.Country,
            fields.BaseCurrency,
            fields.CostMethod,
            ct,
        });
        if (changed is null)
        {
            return TypedResults.NotFound(Error.NotFound("Profile not found"));
        }

        await transaction.CommitAsync(ct);
        documents.Drop(user.Id);
        return new Reply<ProfileReply>(changed, "Profile updated successfully", LegacyShape.Bare);
    }
}
