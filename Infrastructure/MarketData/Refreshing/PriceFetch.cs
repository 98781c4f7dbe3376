using PortfolioTracker.Infrastructure.MarketData.Archive;

namespace PortfolioTracker.Infrastructure.MarketData.Refreshing;

internal enum SourceState
{
    Ready,

    /// <summary>Its calls are spent and come again by themselves: what nobody waits for can wait for them.</summary>
    Spent,

    /// <summary>It takes no calls: it fails, or refuses the key.</summary>
    Away,
}

/// <summary>Who publishes daily prices, raw. Sources are asked in the order in which they are registered; another one
/// is a class and a line. It stores what it fetches under its own name, with
/// <see cref="MarketArchive.StorePricesAsync"/>.</summary>
internal interface IPriceSource
{
    MarketSource Source { get; }

    /// <summary>False where nobody has configured it.</summary>
    bool IsOn { get; }

    /// <summary>Calls that are left until they come again; null without a limit.</summary>
    int? CallsLeft { get; }

    /// <summary>What is wrong, in words for the operator; null where nothing is.</summary>
    string? Message { get; }

    /// <summary>Whether it may have prices of the symbol, as far as is known before it is asked.</summary>
    bool Serves(string symbol);

    /// <param name="isUrgent">Somebody waits.</param>
    SourceState StateFor(bool isUrgent);

    /// <summary>When it will have given the last close of all that it is asked for; null where that day never comes.
    /// </summary>
    /// <param name="due">Fetches that are due now.</param>
    /// <param name="symbols">Of so many symbols in all, each of which is due again with each session.</param>
    DateTime? AllFreshAt(int due, int symbols);

    /// <summary>Fetches and stores the daily prices of a symbol that are missing. Null where the source does not serve
    /// it, and the next one is to be asked.</summary>
    Task<FetchOutcome?> PricesAsync(FetchState state, bool isUrgent, CancellationToken ct);
}

/// <summary>Daily prices of a symbol, from the first source that serves it.</summary>
internal sealed class PriceFetch(IEnumerable<IPriceSource> sources)
{
    private readonly IPriceSource[] sources = [.. sources];

    /// <summary>Those that are configured, in the order in which they are asked.</summary>
    public IReadOnlyList<IPriceSource> Sources => [.. sources.Where(source => source.IsOn)];

    /// <summary>Who is asked first for the symbol in normal times; null where nobody is.</summary>
    public IPriceSource? FirstFor(string symbol) => Array.Find(sources, source => source.Serves(symbol));

    /// <summary>Whether any source can be asked for the symbol now.</summary>
    public bool MayAsk(string symbol, bool isUrgent) => Askable(symbol, isUrgent).Any();

    public async Task<FetchOutcome> PricesAsync(FetchState state, bool isUrgent, CancellationToken ct)
    {
        foreach (var source in Askable(state.Item.Key, isUrgent))
        {
            if (await source.PricesAsync(state, isUrgent, ct) is { } outcome)
            {
                return outcome;
            }
        }

        return FetchOutcome.NotMade;
    }

    /// <summary>A source that fails is passed over; one that has spent its calls only for those who wait.</summary>
    private IEnumerable<IPriceSource> Askable(string symbol, bool isUrgent)
    {
        foreach (var source in sources.Where(source => source.Serves(symbol)))
        {
            switch (source.StateFor(isUrgent))
            {
                case SourceState.Ready:
                    yield return source;
                    break;
                case SourceState.Spent when !isUrgent:
                    yield break;
            }
        }
    }
}
