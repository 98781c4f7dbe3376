namespace PortfolioTracker.Infrastructure.MarketData.Refreshing;

/// <summary>Who publishes exchange rates. Sources are asked in the order in which they are registered; another one is a
/// class and a line.</summary>
internal interface IRateSource
{
    /// <summary>Fetches and stores the daily rates of a currency. Null where the source does not serve it, and the next
    /// one is to be asked.</summary>
    Task<FetchOutcome?> RatesAsync(string currency, FetchState state, bool isUrgent, CancellationToken ct);
}

/// <summary>Daily rates of a currency, from the first source that serves it.</summary>
internal sealed class RateFetch(IEnumerable<IRateSource> sources)
{
    public async Task<FetchOutcome> RatesAsync(FetchState state, bool isUrgent, CancellationToken ct)
    {
        var currency = DollarPairs.CurrencyOf(state.Item.Key)!;
        foreach (var source in sources)
        {
            if (await source.RatesAsync(currency, state, isUrgent, ct) is { } outcome)
            {
                return outcome;
            }
        }

        return FetchOutcome.NotMade;
    }
}
