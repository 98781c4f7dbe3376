using PortfolioTracker.Infrastructure.MarketData.Archive;
using PortfolioTracker.Infrastructure.MarketData.Planning;

namespace PortfolioTracker.Infrastructure.MarketData.Refreshing;

/// <summary>The last price of a symbol. It carries nothing that daily prices lack, so it is only fetched for a symbol
/// that somebody looks at and whose last session is not known; and by the hundred for a key whose plan has that.
/// </summary>
internal sealed class QuoteFetch(ProviderCalls calls, MarketArchive archive, HeldSymbols held, MarketStore store)
{
    /// <summary>No symbol: all that is held.</summary>
    public static readonly FetchItem OfHeld = new("US", FetchKind.HeldQuotes);

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

    /// <summary>The running session of all that is held and listed in the United States, a hundred symbols a call. A
    /// key that may not have them is refused once a month.</summary>
    public async Task<FetchOutcome> OfHeldAsync(bool isUrgent, CancellationToken ct)
    {
        var symbols = (await held.ReadAsync(ct)).Symbols.Where(symbol => QuotedUnit.SuffixOf(symbol) is null);
        foreach (var together in symbols.Chunk(AlphaVantageClient.SymbolsTogetherMax))
        {
            var answer = await calls.AskAsync(
                "REALTIME_BULK_QUOTES", "", isUrgent, (client, c) => client.BulkQuotesAsync(together, c), ct);
            if (!answer.IsData)
            {
                return new(answer.Class);
            }

            foreach (var quote in answer.Data!.Where(quote => together.Contains(quote.Symbol)))
            {
                if (await archive.StoreQuoteAsync(quote.Symbol, quote.OfDay(), ct) != StoreOutcome.Unchanged)
                {
                    await store.ReloadAsync(quote.Symbol, ct);
                }
            }
        }

        return new(AnswerClass.Data);
    }
}
