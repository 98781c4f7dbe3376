using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using PortfolioTracker.Domain.Currencies;
using PortfolioTracker.Domain.Portfolio;
using PortfolioTracker.Domain.Prices;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Caching;
using PortfolioTracker.Infrastructure.MarketData;
using PortfolioTracker.Infrastructure.Portfolio;

namespace PortfolioTracker.Features.CompletePortfolio;

/// <summary>Builds the document from a ledger: the market from memory, one computation, bytes once.</summary>
internal sealed class CompleteDocumentBuilder(
    PortfolioSnapshots portfolios,
    PortfolioDocuments documents,
    ProviderHealth provider,
    IOptions<JsonOptions> json,
    TimeProvider clock)
{
    public DocumentRequest RequestOf(SnapshotOptions options, bool withSeries) => new(options, withSeries, BuildAsync);

    private async Task<CompleteDocument> BuildAsync(
        CurrentUser user, DocumentRequest request, StoredReading reading, bool force, CancellationToken ct)
    {
        var options = request.Options;
        var started = reading.Started;
        var (snapshot, market, read, computed) = await portfolios.OfAsync(
            reading.Ledger!, options, started, force, method: null, ct);
        var completeness = MissingParts.Completeness(snapshot.Holdings);

        var now = clock.GetUtcNow();
        var sections = Bytes(new CompletePortfolioReply(
            HoldingSections.Portfolio(snapshot),
            PerformanceSections.Performance(snapshot),
            HoldingSections.Allocation(snapshot),
            DividendSections.Dividends(snapshot),
            PerformanceSections.Transactions(snapshot),
            request.WithSeries ? PerformanceSections.Series(snapshot) : null,
            PerformanceSections.Market(snapshot, now),
            PerformanceSections.Conversions(snapshot),
            HoldingSections.Movers(snapshot, gainers: true),
            HoldingSections.Movers(snapshot, gainers: false)));
        var total = Stopwatch.GetElapsedTime(started);

        var missing = snapshot.Missing.Select(part => new MissingRow(part.Symbol, part.What, part.Since)).ToArray();
        var metadata = Bytes(new CompleteMetadata(
            now,
            now,
            now,
            snapshot.AsOf,
            options.Benchmark,
            documents.Strategy,
            completeness,
            missing,
            provider.Status,
            provider.Message,
            Milliseconds(total),
            new(
                Milliseconds(total),
                Milliseconds(read),
                Milliseconds(total - read - computed),
                Milliseconds(computed),
                Rounding.Ratio(documents.MemoryReads.HitRatio)!.Value,
                sections.Length,
                Math.Round(sections.Length / 1024m, 2),
                Sources(snapshot),
                missing.Any(part => part.What == "fresh_price") ? ["last_known_price"] : [])));
        return new(user.Id, sections, metadata, new(market.Version, market.Keys, market.ArchiveVersion, completeness,
            documents.ExpiryOf(user.Id, request, completeness)));
    }

    private static IReadOnlyList<string> Sources(PortfolioSnapshot snapshot) =>
    [
        "ledger",
        .. snapshot.Positions.Select(position => position.Security)
            .Append(snapshot.Market.Of(snapshot.Options.Benchmark))
            .SelectMany((Security security) => (string?[])[security.Source, security.PriceSource]).OfType<string>()
            .Distinct().Order(StringComparer.Ordinal),
    ];

    private static int Milliseconds(TimeSpan time) => (int)Math.Round(time.TotalMilliseconds);

    private byte[] Bytes<T>(T value)
    {
        var options = json.Value.SerializerOptions;
        return JsonSerializer.SerializeToUtf8Bytes(value, (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T)));
    }
}
