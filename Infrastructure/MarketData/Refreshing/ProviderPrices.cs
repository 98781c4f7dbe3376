using PortfolioTracker.Infrastructure.MarketData.Archive;

namespace PortfolioTracker.Infrastructure.MarketData.Refreshing;

/// <summary>The provider's daily prices: all of history the first time, then the last hundred days; and the weekly
/// closes of the past, where the whole daily history is not ours to have.</summary>
internal sealed class ProviderPrices(
    ProviderCalls calls, MarketArchive archive, MarketSource source, FetchBook book, TimeProvider clock) : IPriceSource
{
    private const string Daily = "TIME_SERIES_DAILY";
    private const string Full = "outputsize=full";

    /// <summary>A compact answer has a hundred trading days, about 140 calendar days: this leaves no gap.</summary>
    private const int CompactDays = 100;

    public MarketSource Source => source;

    public async Task<FetchOutcome?> PricesAsync(FetchState state, bool isUrgent, CancellationToken ct)
    {
        var symbol = state.Item.Key;
        if (await UnitAsync(symbol, ct) is not { } unit)
        {
            return FetchOutcome.NotMade;
        }

        var lastOn = await archive.LastPriceOnAsync(symbol, ct);
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var needsAll = state.LastSuccessAt is null || !(lastOn > today.AddDays(-CompactDays));

        var answer = needsAll ? await AskAsync(symbol, full: true, isUrgent, ct) : default;
        var isRefused = needsAll && answer.Class is AnswerClass.NotEntitled or AnswerClass.Artificial;
        if (!needsAll || isRefused)
        {
            answer = await AskAsync(symbol, full: false, isUrgent, ct);
        }

        if (!answer.IsData)
        {
            return new(answer.Class, LastOn: lastOn);
        }

        if (isRefused)
        {
            await book.MakeDueAsync([symbol], FetchKind.History, ct);
        }

        var stored = await archive.StorePricesAsync(symbol, answer.Data!, unit.Scale, closesOnly: false, ct);
        if (stored.MovedFarOn is not null)
        {
            await book.MakeDueAsync([symbol], FetchKind.Splits, ct);
        }

        return new(AnswerClass.Data, stored.Outcome, stored.LastOn ?? lastOn,
            [.. FollowUps(symbol, isRefused, stored.MovedFarOn is not null)]);
    }

    public async Task<FetchOutcome> HistoryAsync(FetchState state, bool isUrgent, CancellationToken ct)
    {
        var symbol = state.Item.Key;
        if (await UnitAsync(symbol, ct) is not { } unit)
        {
            return FetchOutcome.NotMade;
        }

        var answer = await calls.AskAsync(
            "TIME_SERIES_WEEKLY_ADJUSTED", "", isUrgent, (client, c) => client.WeeklyAdjustedAsync(symbol, c), ct);
        if (!answer.IsData)
        {
            return new(answer.Class);
        }

        var stored = await archive.StorePricesAsync(symbol, answer.Data!, unit.Scale, closesOnly: true, ct);
        return new(AnswerClass.Data, stored.Outcome, stored.LastOn);
    }

    private static IEnumerable<FetchItem> FollowUps(string symbol, bool needsHistory, bool maybeSplit)
    {
        if (needsHistory)
        {
            yield return new(symbol, FetchKind.History);
        }

        if (maybeSplit)
        {
            yield return new(symbol, FetchKind.Splits);
        }
    }

    private Task<Answer<IReadOnlyList<DailyBar>>> AskAsync(
        string symbol, bool full, bool isUrgent, CancellationToken ct) =>
        calls.AskAsync(Daily, full ? Full : "", isUrgent, (client, c) => client.DailyAsync(symbol, full, c), ct);

    /// <summary>The unit of the stored instrument. A ticker without an exchange's suffix is in dollars until the search
    /// says otherwise; with one, the search comes first.</summary>
    private async Task<QuotedUnit?> UnitAsync(string symbol, CancellationToken ct)
    {
        if ((await archive.InstrumentAsync(symbol, ct))?.Unit is { } unit)
        {
            return unit;
        }

        if (QuotedUnit.SuffixOf(symbol) is not null || QuotedUnit.Guess(symbol) is not { } guess)
        {
            return null;
        }

        await archive.StoreInstrumentAsync(new(symbol, Unit: guess), ct);
        return guess;
    }
}
