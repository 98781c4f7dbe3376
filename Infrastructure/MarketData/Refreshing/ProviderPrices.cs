using Microsoft.Extensions.Options;
using PortfolioTracker.Infrastructure.MarketData.Archive;
using PortfolioTracker.Infrastructure.MarketData.Planning;

namespace PortfolioTracker.Infrastructure.MarketData.Refreshing;

/// <summary>The provider's daily prices: all of history the first time, then the last hundred days; and the weekly
/// closes of the past, where the whole daily history is not ours to have.</summary>
internal sealed class ProviderPrices(
    ProviderCalls calls, MarketArchive archive, MarketSource source, FetchBook book, ProviderBudget budget,
    ProviderHealth health, IOptions<AlphaVantageOptions> options, TimeProvider clock) : IPriceSource
{
    private const string Daily = "TIME_SERIES_DAILY";
    private const string Full = "outputsize=full";

    /// <summary>A compact answer has a hundred trading days, about 140 calendar days: this leaves no gap.</summary>
    private const int CompactDays = 100;

    public MarketSource Source => source;

    public bool IsOn => true;

    public int? CallsLeft => health.CallsLeftToday;

    public string? Message => health.Message;

    public bool Serves(string symbol) => true;

    public SourceState StateFor(bool isUrgent) => health.StoppedBecause is not null ? SourceState.Away
        : budget.MayHaveCalls(isUrgent) ? SourceState.Ready
        : SourceState.Spent;

    public DateTime? AllFreshAt(int due, int symbols) => due > 0 && health.StoppedBecause is not null
        ? null
        : FreshForecast.EverythingAt(
            clock.GetUtcNow().UtcDateTime, due, symbols, health.CallsLeftToday, budget.DailyLimit,
            options.Value.RequestsPerSecond, budget.CallsReserved);

    public async Task<FetchOutcome?> PricesAsync(FetchState state, bool isUrgent, CancellationToken ct)
    {
        var symbol = state.Item.Key;
        if (await archive.UnitOrGuessAsync(symbol, ct) is not { } unit)
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
        if (await archive.UnitOrGuessAsync(symbol, ct) is not { } unit)
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
}
