using System.Text;
using Microsoft.Extensions.Options;
using PortfolioTracker.Infrastructure.MarketData;
using PortfolioTracker.Infrastructure.MarketData.Archive;
using PortfolioTracker.Infrastructure.MarketData.Refreshing;

namespace PortfolioTracker.Features.Research;

/// <param name="Hits">The best first; of equal points what is known here comes before what the provider names.</param>
/// <param name="Provider">What came of asking the provider; null where it was spared.</param>
internal sealed record DirectoryReading(IReadOnlyList<SymbolHit> Hits, DocumentReading? Provider);

/// <summary>Finds symbols: among the instruments that are known here, and by the provider's search, which is asked for
/// the same words once a day. Where calls are counted it is spared while the list of American listings is here and
/// holds something that fits well.</summary>
internal sealed class SymbolDirectory(
    MarketArchive archive, ProviderDocuments documents, FetchBook book, ProviderBudget budget,
    IOptions<MarketDataOptions> options)
{
    /// <summary>The name begins with the words, or the ticker does.</summary>
    private const int FitsWell = 60;

    private const int KnownMax = 200;
    private const string Here = "cache";

    /// <param name="words">In capitals, without white space around.</param>
    public async Task<DirectoryReading> FindAsync(string words, CancellationToken ct)
    {
        var here = await archive.FindAsync(words, SymbolRelevance.MeantBy(words), KnownMax, ct);
        SymbolHit[] known = [.. here.Select(Hit)];
        if (known.Any(hit => PointsOf(hit, words) >= FitsWell) && await IsSparedAsync(ct))
        {
            return new(Ordered(known, words), null);
        }

        var maxAge = TimeSpan.FromHours(options.Value.SearchMaxAgeHours);
        var provider = await documents.ReadAsync(FetchKind.Matches, words, maxAge, force: false, ct);
        var matches = Matches(provider.Document).Select(match => Hit(match, provider.Document!.Source));
        return new(Ordered(known.Concat(matches).DistinctBy(hit => hit.Symbol), words), provider);
    }

    private async Task<bool> IsSparedAsync(CancellationToken ct)
    {
        var listings = ListingFetch.UnitedStates;
        return budget.DailyLimit is not null && (await book.ReadAsync([listings.Key], ct)).States
            .GetValueOrDefault(listings) is { LastSuccessAt: not null };
    }

    private static int PointsOf(SymbolHit hit, string words) => SymbolRelevance.Of(words, hit.Symbol, hit.Name);

    private static IReadOnlyList<SymbolHit> Ordered(IEnumerable<SymbolHit> hits, string words) =>
    [
        .. hits.Select(hit => (Hit: hit, Points: PointsOf(hit, words)))
            .Where(hit => hit.Points > 0)
            .OrderByDescending(hit => hit.Points)
            .Select(hit => hit.Hit),
    ];

    private static IReadOnlyList<SymbolMatch> Matches(StoredDocument? document) =>
        document is null ? [] : SmallAnswers.Matches(Encoding.UTF8.GetBytes(document.Json)) ?? [];

    private static SymbolHit Hit(FoundInstrument known) => new(
        known.Symbol, known.Name, known.AssetClass, known.Region, null, null, null, known.Currency, known.Exchange,
        Here);

    private static SymbolHit Hit(SymbolMatch match, string source) => new(
        match.Symbol.ToUpperInvariant(), match.Name, match.Type, match.Region, match.MarketOpen, match.MarketClose,
        match.Timezone, match.Currency, null, source);
}
