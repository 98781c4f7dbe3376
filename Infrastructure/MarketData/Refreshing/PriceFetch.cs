using PortfolioTracker.Infrastructure.MarketData.Archive;

namespace PortfolioTracker.Infrastructure.MarketData.Refreshing;

/// <summary>Who publishes daily prices. Sources are asked in the order in which they are registered; another one is a
/// class and a line. It stores what it fetches under its own name, with
/// <see cref="MarketArchive.StorePricesAsync"/>.</summary>
internal interface IPriceSource
{
    MarketSource Source { get; }

    /// <summary>Fetches and stores the daily prices of a symbol that are missing. Null where the source does not serve
    /// it, and the next one is to be asked.</summary>
    Task<FetchOutcome?> PricesAsync(FetchState state, bool isUrgent, CancellationToken ct);
}

/// <summary>Daily prices of a symbol, from the first source that serves it. Where there are some, only the source that
/// they came from is asked again: series of two sources are never mixed in one symbol.</summary>
internal sealed class PriceFetch(IEnumerable<IPriceSource> sources, MarketArchive archive)
{
    private readonly IPriceSource[] sources = [.. sources];

    public async Task<FetchOutcome> PricesAsync(FetchState state, bool isUrgent, CancellationToken ct)
    {
        // One source has nobody to mix with.
        var origin = sources.Length > 1 ? await archive.PriceOriginAsync(state.Item.Key, ct) : null;
        foreach (var source in sources.Where(source => origin is null || source.Source.Name == origin))
        {
            if (await source.PricesAsync(state, isUrgent, ct) is { } outcome)
            {
                return outcome;
            }
        }

        return FetchOutcome.NotMade;
    }
}
