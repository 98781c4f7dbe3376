using PortfolioTracker.Infrastructure.MarketData.Archive;

namespace PortfolioTracker.Infrastructure.MarketData.Refreshing;

/// <summary>Names and exchanges of all that is listed in the United States, by one call: with them most searches need
/// none.</summary>
internal sealed class ListingFetch(ProviderCalls calls, MarketArchive archive, MarketStore store)
{
    /// <summary>No symbol: the whole list.</summary>
    public static readonly FetchItem UnitedStates = new("US", FetchKind.Listings);

    public async Task<FetchOutcome> ListingsAsync(bool isUrgent, CancellationToken ct)
    {
        var answer = await calls.AskAsync(
            "LISTING_STATUS", "", isUrgent, (client, c) => client.ListingsAsync(delisted: false, c), ct);
        if (!answer.IsData)
        {
            return new(answer.Class);
        }

        foreach (var symbol in await archive.StoreListingsAsync(answer.Data!, ct))
        {
            await store.ReloadAsync(symbol, ct);
        }

        return new(AnswerClass.Data);
    }
}
