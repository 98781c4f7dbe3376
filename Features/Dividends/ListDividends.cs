using Microsoft.AspNetCore.Http.HttpResults;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Http;

namespace PortfolioTracker.Features.Dividends;

/// <param name="OwnedSymbols">Those with dividends that are held now.</param>
internal sealed record DividendListFacts(
    Guid UserId, bool ConfirmedOnly, int TotalDividends, IReadOnlyList<string> OwnedSymbols, string Message);

internal static class ListDividends
{
    /// <summary>The dividends of the user, the latest payment first: confirmed ones, and pending ones for which shares
    /// were held before the ex-date. Rejected ones are not shown.</summary>
    /// <param name="confirmed_only">True leaves the pending ones out.</param>
#pragma warning disable CA1707 // The parameter is named as the API names it.
    public static async Task<Results<Reply<IReadOnlyList<UserDividendRow>>, UnprocessableEntity<Error>>> Handle(
        [TakesBool(Default = false)] string? confirmed_only,
        CurrentUser user,
        [FromServices] DividendReads dividends,
        CancellationToken ct)
#pragma warning restore CA1707
    {
        var query = new QueryRules();
        var onlyConfirmed = query.Bool("confirmed_only", confirmed_only, byDefault: false);
        if (query.Problems.Count > 0)
        {
            return TypedResults.UnprocessableEntity(Error.Invalid(query.Problems));
        }

        var overview = await dividends.OfAsync(user, ct);
        IReadOnlyList<UserDividendRow> rows =
        [
            .. overview.Income.Dividends.Where(dividend => dividend.IsConfirmed || !onlyConfirmed).Select(overview.Row),
        ];
        string[] held =
        [
            .. rows.Where(row => row.CurrentHoldings > 0).Select(row => row.Symbol).Distinct()
                .Order(StringComparer.Ordinal),
        ];
        return new Reply<IReadOnlyList<UserDividendRow>>(rows, "Dividends retrieved", LegacyShape.Nested)
        {
            Facts = [new DividendListFacts(user.Id, onlyConfirmed, rows.Count, held, "Success")],
        };
    }
}
