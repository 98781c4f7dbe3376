using PortfolioTracker.Infrastructure.MarketData.Archive;

namespace PortfolioTracker.Infrastructure.MarketData.Refreshing;

/// <summary>What a symbol is: by search its name, type, region and unit; by overview its sector and country,
/// or what a fund holds.</summary>
internal sealed class IdentityFetch(ProviderCalls calls, MarketArchive archive)
{
    private const string Search = "SYMBOL_SEARCH";

    public async Task<FetchOutcome> SearchAsync(FetchState state, bool isUrgent, CancellationToken ct)
    {
        var symbol = state.Item.Key;
        var answer = await AskAsync(symbol, isUrgent, ct);
        var match = Exact(answer, symbol);

        // The search reads words: some listings are only found by the ticker without the exchange.
        if (match is null && IsAnswered(answer.Class) && QuotedUnit.SuffixOf(symbol) is { } suffix)
        {
            answer = await AskAsync(symbol[..^(suffix.Length + 1)], isUrgent, ct);
            match = Exact(answer, symbol);
        }

        if (match is null && !IsAnswered(answer.Class))
        {
            return new(answer.Class);
        }

        var facts = match is null ? new(symbol) : InstrumentFacts.From(match, symbol);
        var stored = await archive.StoreInstrumentAsync(
            facts.Unit is null ? facts with { Unit = QuotedUnit.Guess(symbol) } : facts, ct);
        return new(match is null ? AnswerClass.NoData : AnswerClass.Data, stored, null, [.. Rates(facts)]);
    }

    public async Task<FetchOutcome> OverviewAsync(FetchState state, bool isUrgent, CancellationToken ct)
    {
        var symbol = state.Item.Key;
        if ((await archive.InstrumentAsync(symbol, ct))?.AssetClass == InstrumentFacts.Etf)
        {
            return await FundAsync(symbol, isUrgent, ct);
        }

        var answer = await calls.AskAsync(
            "OVERVIEW", "", isUrgent, (client, c) => client.OverviewAsync(symbol, c), ct);
        if (!answer.IsData)
        {
            return new(answer.Class);
        }

        await archive.StoreDocumentAsync(DocumentFetch.Overview, symbol, DocumentFetch.Written(answer.Data!), ct);
        var facts = InstrumentFacts.From(answer.Data!, symbol);
        return new(AnswerClass.Data, await archive.StoreInstrumentAsync(facts, ct));
    }

    /// <summary>The provider has no overview of a fund, and no call is spent to hear it: it tells what a fund holds.
    /// </summary>
    private async Task<FetchOutcome> FundAsync(string symbol, bool isUrgent, CancellationToken ct)
    {
        var answer = await calls.AskAsync(
            "ETF_PROFILE", "", isUrgent, (client, c) => client.EtfProfileAsync(symbol, c), ct);
        if (!answer.IsData)
        {
            return new(answer.Class);
        }

        var sectors = InstrumentFacts.SectorsOf(answer.Data!);
        return new(AnswerClass.NoData, await archive.StoreFundAsync(symbol, sectors, ct));
    }

    private static IEnumerable<FetchItem> Rates(InstrumentFacts facts)
    {
        if (facts.Unit is { Currency: not DollarPairs.Dollar } unit)
        {
            yield return new(DollarPairs.KeyOf(unit.Currency), FetchKind.Rates);
        }
    }

    private static bool IsAnswered(AnswerClass answer) => answer
        is AnswerClass.Data or AnswerClass.NoData or AnswerClass.NoCoverage or AnswerClass.BadRequestOrUnknownSymbol;

    private static SymbolMatch? Exact(Answer<IReadOnlyList<SymbolMatch>> answer, string symbol) =>
        answer.Data?.FirstOrDefault(match => match.Symbol.Equals(symbol, StringComparison.OrdinalIgnoreCase));

    private Task<Answer<IReadOnlyList<SymbolMatch>>> AskAsync(string keywords, bool isUrgent, CancellationToken ct) =>
        calls.AskAsync(Search, "", isUrgent, (client, c) => client.SearchAsync(keywords, c), ct);
}
