using Microsoft.Extensions.Options;
using PortfolioTracker.Infrastructure.MarketData.Archive;

namespace PortfolioTracker.Infrastructure.MarketData.Refreshing;

/// <summary>
/// Rates of the European Central Bank, asked before the provider's: one answer has thirty currencies and costs no
/// call. What the bank does not quote, and all of it where the bank is away for days, is left to the provider. Never in
/// the sandbox, whose rates are invented.
/// </summary>
internal sealed class EuroRateFetch(
    Func<EcbRates> client, MarketArchive archive, MarketStore store, IOptions<EcbOptions> options, MarketSource source,
    TimeProvider clock) : IRateSource, IDisposable
{
    /// <summary>No symbol and no pair: the whole set of rates.</summary>
    public static readonly FetchItem All = new("ECB", FetchKind.EuroHistory);

    /// <summary>Out at about 16:00 in Frankfurt, 15:00 UTC in winter.</summary>
    private static readonly TimeOnly PublishedAt = new(15, 15);

    private static readonly TimeSpan AskedAgainAfter = TimeSpan.FromMinutes(10);

    /// <summary>Older than a long weekend: the bank does not quote the currency any more, or is away.</summary>
    private const int CoverDays = 6;

    /// <summary>The file of ninety days leaves no gap within this time.</summary>
    private const int QuarterDays = 85;

    private static readonly DateOnly FirstDay = new(1999, 1, 4);

    private readonly SemaphoreSlim oneAtATime = new(1);
    private DateTime askedAt = DateTime.MinValue;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private bool IsOn => options.Value.BaseUrl is not null && !source.IsSandbox;

    /// <summary>Whether the fetch may need no call of the provider.</summary>
    public bool Serves(FetchItem item) => IsOn && item.Kind is FetchKind.Rates or FetchKind.EuroHistory;

    /// <summary>Null where the bank does not serve the currency: the provider is to be asked.</summary>
    public async Task<FetchOutcome?> RatesAsync(
        string currency, FetchState state, bool isUrgent, CancellationToken ct)
    {
        if (!IsOn)
        {
            return null;
        }

        await RefreshAsync(ct);
        var (first, last) = await archive.EuroDaysAsync(currency, ct);
        if (last is not { } lastOn || lastOn < DateOnly.FromDateTime(Now).AddDays(-CoverDays))
        {
            return null;
        }

        return first > FirstDay
            ? new(AnswerClass.Data, StoreOutcome.Unchanged, lastOn, All)
            : new(AnswerClass.Data, StoreOutcome.Unchanged, lastOn);
    }

    public async Task<FetchOutcome> HistoryAsync(CancellationToken ct) =>
        IsOn ? new(await TakeAsync(EuroPeriod.All, ct)) : FetchOutcome.NotMade;

    public void Dispose() => oneAtATime.Dispose();

    private async Task RefreshAsync(CancellationToken ct)
    {
        // All pairs become due together; the first brings the rates of all.
        await oneAtATime.WaitAsync(ct);
        try
        {
            var (_, last) = await archive.EuroDaysAsync("EUR", ct);
            var newest = NewestDay(Now);
            if (last >= newest || Now - askedAt < AskedAgainAfter)
            {
                return;
            }

            askedAt = Now;
            var isNext = last >= PreviousWeekday(newest);
            await TakeAsync(isNext ? EuroPeriod.LastDay : EuroPeriod.Last90Days, ct);
            if (last is { } known && known < newest.AddDays(-QuarterDays))
            {
                await TakeAsync(EuroPeriod.All, ct);
            }
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    private async Task<AnswerClass> TakeAsync(EuroPeriod period, CancellationToken ct)
    {
        var answer = await client().AskAsync(period, ct);
        if (!answer.IsData)
        {
            return answer.Class;
        }

        foreach (var currency in await archive.StoreEuroRatesAsync(answer.Data!, ct))
        {
            await store.ReloadAsync(DollarPairs.KeyOf(currency), ct);
        }

        return AnswerClass.Data;
    }

    /// <summary>The newest day that can be out. Holidays of TARGET count as days: they cost a few fruitless asks.
    /// </summary>
    private static DateOnly NewestDay(DateTime now)
    {
        var today = DateOnly.FromDateTime(now);
        var isWeekday = today.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);
        return isWeekday && TimeOnly.FromDateTime(now) >= PublishedAt ? today : PreviousWeekday(today);
    }

    private static DateOnly PreviousWeekday(DateOnly day)
    {
        do
        {
            day = day.AddDays(-1);
        }
        while (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday);

        return day;
    }
}
