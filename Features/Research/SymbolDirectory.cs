using System.Text;
using Microsoft.Extensions.Options;
using PortfolioTracker.Infrastructure.MarketData;
using PortfolioTracker.Infrastructure.MarketData.Archive;
using PortfolioTracker.Infrastructure.MarketData.Refreshing;

namespace PortfolioTracker.Features.Research;

/// <param name="Hits">The best first; of equal points what is known here comes before what the provider names.</param>
/// <param name="Provider">What came of asking the provider.</param>
internal sealed record DirectoryReading(IReadOnlyList<SymbolHit> Hits, DocumentReading Provider);

/// <summary>Finds symbols: among the instruments that are known here, and by the provider's search, which is asked for
/// the same words once a day.</summary>
internal sealed class SymbolDirectory(
    MarketArchive archive, ProviderDocuments documents, IOptions<MarketDataOptions> options)
{
    private const int KnownMax = 200;
    private const string Here = "cache";

    /// <param name="words">In capitals, without white space around.</param>
    public async Task<DirectoryReading> FindAsync(string words, CancellationToken ct)
    {
        var maxAge = TimeSpan.FromHours(options.Value.SearchMaxAgeHours);
        var known = archive.FindAsync(words, SymbolRelevance.MeantBy(words), KnownMax, ct);
        var asked = documents.ReadAsync(FetchKind.Matches, words, maxAge, force: false, ct);
        await Task.WhenAll(known, asked);

        var provider = await asked;
        var hits = (await known).Select(Hit)
            .Concat(Matches(provider.Document).Select(match => Hit(match, provider.Document!.Source)))
            .DistinctBy(hit => hit.Symbol)
            .Select(hit => (Hit: hit, Points: SymbolRelevance.Of(words, hit.Symbol, hit.Name)))
            .Where(hit => hit.Points > 0)
            .OrderByDescending(hit => hit.Points)
            .Select(hit => hit.Hit);
        return new([.. hits], provider);
    }

    private static IReadOnlyList<SymbolMatch> Matches(StoredDocument? document) =>
        document is null ? [] : SmallAnswers.Matches(Encoding.UTF8.GetBytes(document.Json)) ?? [];

    private static SymbolHit Hit(FoundInstrument known) => new(
        known.Symbol, known.Name, known.AssetClass, known.Region, null, null, null, known.Currency, known.Exchange,
        Here);

    private static SymbolHit Hit(SymbolMatch match, string source) => new(
        match.Symbol.ToUpperInvariant(), match.Name, match.Type, match.Region, match.MarketOpen, match.MarketClose,
        match.Timezone, match.Currency, null, source);
}
