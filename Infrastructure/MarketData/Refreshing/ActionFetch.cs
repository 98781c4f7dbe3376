using PortfolioTracker.Infrastructure.MarketData.Archive;

namespace PortfolioTracker.Infrastructure.MarketData.Refreshing;

/// <summary>Splits and dividends of a symbol. Most have none, so that an empty answer is an answer.</summary>
internal sealed class ActionFetch(ProviderCalls calls, MarketArchive archive)
{
    public async Task<FetchOutcome> SplitsAsync(FetchState state, bool isUrgent, CancellationToken ct)
    {
        var symbol = state.Item.Key;
        var answer = await calls.AskAsync("SPLITS", "", isUrgent, (client, c) => client.SplitsAsync(symbol, c), ct);
        return answer.IsData
            ? await ToldAsync(state, await archive.StoreSplitsAsync(symbol, answer.Data!, ct), ct)
            : new(answer.Class);
    }

    /// <summary>The provider names no currency for a dividend. It is taken in the unit of the prices: what it pays is
    /// a share of what the price is.</summary>
    public async Task<FetchOutcome> DividendsAsync(FetchState state, bool isUrgent, CancellationToken ct)
    {
        var symbol = state.Item.Key;
        if ((await archive.InstrumentAsync(symbol, ct))?.Unit is not { } unit)
        {
            return FetchOutcome.NotMade;
        }

        var answer = await calls.AskAsync(
            "DIVIDENDS", "", isUrgent, (client, c) => client.DividendsAsync(symbol, c), ct);
        return answer.IsData
            ? await ToldAsync(state, await archive.StoreDividendsAsync(symbol, answer.Data!, unit.Scale, ct), ct)
            : new(answer.Class);
    }

    /// <summary>The first answer is news also where it is empty: from now on it is known that there is nothing.
    /// </summary>
    private async Task<FetchOutcome> ToldAsync(FetchState state, StoreOutcome stored, CancellationToken ct) =>
        new(AnswerClass.Data, stored == StoreOutcome.Unchanged && state.LastSuccessAt is null
            ? await archive.TellAsync(state.Item.Key, ct)
            : stored);
}
