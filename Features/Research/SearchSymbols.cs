using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Http;
using PortfolioTracker.Infrastructure.MarketData;

namespace PortfolioTracker.Features.Research;

/// <param name="Currency">As quoted: <c>GBX</c> where the provider names pence.</param>
/// <param name="Source"><c>cache</c> for an instrument that is known here, else who named it.</param>
internal sealed record SymbolHit(
    string Symbol,
    string? Name,
    string? Type,
    string? Region,
    [property: JsonPropertyName("marketOpen")] string? MarketOpen,
    [property: JsonPropertyName("marketClose")] string? MarketClose,
    string? Timezone,
    string? Currency,
    string? Exchange,
    string Source);

/// <param name="Total">Hits in all, of which at most <paramref name="Limit"/> are in the results.</param>
internal sealed record SearchSymbolsReply(
    bool Ok, IReadOnlyList<SymbolHit> Results, int Total, string Query, int Limit);

internal static class SearchSymbols
{
    private const int LimitDefault = 50;
    private const int LimitMax = 100;
    private const int WordsLengthMax = 50;

    /// <summary>Listings whose ticker or name fits the words, the best first: those known here, and those that the
    /// provider finds.</summary>
    /// <param name="q" example="micro">Words of a name, or the beginning of a ticker.</param>
    /// <param name="limit">Results at most.</param>
    public static async Task<Results<Reply<SearchSymbolsReply>, UnprocessableEntity<Error>>> Handle(
        [TakesText(WordsLengthMax, Required = true)] string? q,
        [TakesInt(1, LimitMax, Default = LimitDefault)] string? limit,
        CurrentUser user,
        [FromServices] SymbolDirectory directory,
        [FromServices] ProviderAbsence absence,
        CancellationToken ct)
    {
        var query = new QueryRules();
        var count = query.Int("limit", limit, LimitDefault, 1, LimitMax);
        if (q is null)
        {
            query.Problems.Add(new("MISSING", "q is required.", "query.q"));
        }
        else if (q.Length > WordsLengthMax || q.Any(char.IsControl))
        {
            query.Problems.Add(new(
                "INVALID", $"q must have at most {WordsLengthMax} characters, none of them a control character.",
                "query.q"));
        }

        if (query.Problems.Count > 0)
        {
            return TypedResults.UnprocessableEntity(Error.Invalid(query.Problems));
        }

        var words = string.Join(' ', q!.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        if (words.Length == 0)
        {
            return Reply([], q, count, "Nothing to search for");
        }

        var found = await directory.FindAsync(words.ToUpperInvariant(), ct);
        var isAnswered = found.Provider is not { } asked || asked.Document is not null
            || ProviderAbsence.IsKnown(asked.Fetch);
        return found.Hits.Count > 0 || isAnswered
            ? Reply(found.Hits, q, count, isAnswered
                ? $"{found.Hits.Count} found"
                : $"{found.Hits.Count} found among what is known here; the provider could not be asked")
            : throw absence.Refusal($"What \"{words}\" may be", found.Provider?.Fetch);
    }

    // The clients read the results beside data, and one of them inside it.
    private static Reply<SearchSymbolsReply> Reply(
        IReadOnlyList<SymbolHit> hits, string query, int limit, string message) =>
        new(new(Ok: true, [.. hits.Take(limit)], hits.Count, query, limit), message, LegacyShape.Both);
}
