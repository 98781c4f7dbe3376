using PortfolioTracker.Infrastructure.MarketData.Archive;

namespace PortfolioTracker.Infrastructure.MarketData.Refreshing;

/// <summary>The last price of a symbol. It carries nothing that daily prices lack, so it is only fetched for a symbol
/// that somebody looks at and whose last session is not known.</summary>
internal sealed class QuoteFetch(ProviderCalls calls, MarketArchive archive)
{
    public async Task<FetchOutcome> QuoteAsync(FetchState state, bool isUrgent, CancellationToken ct)
    {
        var symbol = state.Item.Key;
        var isKnown = (await archive.InstrumentAsync(symbol, ct))?.Unit is not null;
        QuotedUnit? guess = isKnown || QuotedUnit.SuffixOf(symbol) is not null ? null : QuotedUnit.Guess(symbol);
        if (!isKnown && guess is null)
        {
            // With an exchange's suffix the unit must be searched for first.
            return FetchOutcome.NotMade;
        }

        var answer = await calls.AskAsync(
            "GLOBAL_QUOTE", "", isUrgent, (client, c) => client.QuoteAsync(symbol, c), ct);
        if (!answer.IsData)
        {
            return new(answer.Class);
        }

        if (guess is { } unit)
        {
            await archive.StoreInstrumentAsync(new(symbol, Unit: unit), ct);
        }

        return new(
            AnswerClass.Data, await archive.StoreQuoteAsync(symbol, answer.Data!, ct), answer.Data!.TradingDay);
    }
}
