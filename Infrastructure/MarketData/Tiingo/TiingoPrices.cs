using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using PortfolioTracker.Domain.Markets;
using PortfolioTracker.Infrastructure.Database;
using PortfolioTracker.Infrastructure.MarketData.Archive;
using PortfolioTracker.Infrastructure.MarketData.Refreshing;

namespace PortfolioTracker.Infrastructure.MarketData.Tiingo;

/// <summary>Daily prices and splits of what is listed in the United States, from Tiingo. Never in the sandbox.
/// </summary>
internal sealed partial class TiingoPrices(
    Func<TiingoClient> client, MarketArchive archive, FetchBook book, JobDatabase database, MarketSource process,
    IOptions<TiingoOptions> options, TimeProvider clock, ILogger<TiingoPrices> log) : IPriceSource
{
    /// <summary>As far back as the provider's weekly closes.</summary>
    private static readonly DateOnly FirstDay = new(2000, 1, 1);

    /// <summary>Most prices are out an hour and a half after the close.</summary>
    private static readonly TimeSpan PublishedAfter = TimeSpan.FromMinutes(105);

    /// <summary>Corrections of the last days come along.</summary>
    private const int DaysAskedAgain = 7;

    /// <summary>Closes of one day that differ by more than this part are not of the same share.</summary>
    private const decimal DifferenceMax = 0.1m;

    private readonly ProviderBreaker breaker = new(clock);
    private readonly HourlyCalls calls = new(
        database, clock, "tiingo:" + ProviderBudget.KeyIdOf(options.Value.ApiKey), options.Value.CallsPerHour);

    /// <summary>Symbols that it does not have, or may not show to this key, and until when it is not asked.</summary>
    private readonly ConcurrentDictionary<string, DateTime> declined = new();

    public MarketSource Source => MarketSource.Tiingo;

    public bool IsOn => options.Value.ApiKey is not null && !process.IsSandbox;

    public int? CallsLeft => calls.LeftThisHour;

    public string? Message { get; private set; }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    public bool Serves(string symbol) => IsOn && TiingoClient.TickerOf(symbol) is not null
        && !(declined.TryGetValue(symbol, out var until) && until > Now);

    public SourceState StateFor(bool isUrgent) =>
        Message is not null || breaker.State == ProviderBreaker.Open ? SourceState.Away
        : calls.IsSpent ? SourceState.Spent
        : SourceState.Ready;

    public DateTime? AllFreshAt(int due, int symbols) => options.Value.CallsPerHour is > 0 and var perHour
        ? Now + TimeSpan.FromHours(due / perHour)
        : Now + TimeSpan.FromSeconds(due);

    public async Task<FetchOutcome?> PricesAsync(FetchState state, bool isUrgent, CancellationToken ct)
    {
        var symbol = state.Item.Key;
        if (await archive.UnitOrGuessAsync(symbol, ct) is not { Currency: DollarPairs.Dollar, Scale: 1m })
        {
            return Decline(symbol, TimeSpan.FromDays(1));
        }

        var lastOn = await archive.LastPriceOnAsync(symbol, ct, Source);
        if (lastOn is not null && !isUrgent && !IsOut)
        {
            return FetchOutcome.NotMade;
        }

        var answer = await AskAsync(symbol, lastOn?.AddDays(-DaysAskedAgain) ?? FirstDay, ct);
        switch (answer.Class)
        {
            case AnswerClass.Data when lastOn is null && await IsAnotherAsync(symbol, answer.Data!, ct):
                LogAnother(log, symbol);
                return Decline(symbol, TimeSpan.FromDays(30));
            case AnswerClass.Data:
                return await StoreAsync(symbol, answer.Data!, ct);
            case AnswerClass.BadRequestOrUnknownSymbol or AnswerClass.NoData when lastOn is null:
                return Decline(symbol, TimeSpan.FromDays(7));
            case AnswerClass.NotEntitled:
                // So many symbols a month, and this one would be one more.
                return Decline(symbol, new DateTime(Now.Year, Now.Month, 1).AddMonths(1) - Now);
            case AnswerClass.BadKey:
                return null;
            default:
                return isUrgent ? null : new(answer.Class, LastOn: lastOn);
        }
    }

    /// <summary>Whether the prices of the last session can be had.</summary>
    private bool IsOut => ExchangeCalendar.Nyse.LastClosedSession(clock.GetUtcNow() - PublishedAfter)
        == Freshness.LastSession(ExchangeCalendar.Nyse, Now);

    private async Task<Answer<IReadOnlyList<TiingoDay>>> AskAsync(string symbol, DateOnly since, CancellationToken ct)
    {
        var wasSent = false;
        var answer = await breaker.AttemptAsync<Answer<IReadOnlyList<TiingoDay>>>(
            new(AnswerClass.Transport, null, "the circuit breaker is open"),
            async () =>
            {
                if (!await calls.TrySpendAsync(ct))
                {
                    return (new(AnswerClass.DailyQuota, null, "the calls of this hour are spent"), null);
                }

                var began = clock.GetTimestamp();
                var days = await client().DailyAsync(TiingoClient.TickerOf(symbol)!, since, ct);
                wasSent = true;
                ProviderGate.Measure("TIINGO_DAILY", days.Class, clock.GetElapsedTime(began));
                return (days, days.Class != AnswerClass.Transport);
            });
        if (wasSent)
        {
            await NoteAsync(symbol, answer, ct);
        }

        return answer;
    }

    private async Task NoteAsync(string symbol, Answer<IReadOnlyList<TiingoDay>> answer, CancellationToken ct)
    {
        if (answer.IsData)
        {
            LogAnswer(log, symbol, answer.Data!.Count);
            return;
        }

        LogRefusal(log, symbol, answer.Class, ProviderNotices.Masked(answer.Notice!, options.Value.ApiKey));
        if (answer.Class == AnswerClass.BadKey)
        {
            Message = "Tiingo refuses the key. Mend TIINGO_API_KEY and restart, or unset it.";
        }
        else if (answer.Class == AnswerClass.DailyQuota)
        {
            await calls.CloseAsync(ct);
        }
    }

    /// <summary>Splits first: nobody is to see the price after one without it.</summary>
    private async Task<FetchOutcome> StoreAsync(string symbol, IReadOnlyList<TiingoDay> days, CancellationToken ct)
    {
        SplitRow[] splits = [.. days.Where(day => day.SplitFactor != 1m)
            .Select(day => new SplitRow(day.Bar.On, day.SplitFactor))];
        var actions = await archive.StoreSplitsAsync(symbol, splits, ct, Source);
        var prices = await archive.StorePricesAsync(
            symbol, [.. days.Select(day => day.Bar)], 1m, closesOnly: false, ct, Source);
        if (prices.Outcome == StoreOutcome.Quarantined)
        {
            return new(AnswerClass.Data, prices.Outcome);
        }

        await book.NoteAsync(symbol, FetchKind.Splits, Freshness.AfterFacts(Now, FetchKind.Splits), ct);
        return new(
            AnswerClass.Data, actions == StoreOutcome.Changed ? actions : prices.Outcome, prices.LastOn);
    }

    /// <summary>Whether the closes are of another share than those that are stored under the symbol.</summary>
    private async Task<bool> IsAnotherAsync(string symbol, IReadOnlyList<TiingoDay> days, CancellationToken ct) =>
        await archive.LastCloseBesidesAsync(symbol, Source, ct) is var (on, known)
        && days.FirstOrDefault(day => day.Bar.On == on)?.Bar.Close is > 0 and var close
        && Math.Abs((close / known) - 1) > DifferenceMax;

    private FetchOutcome? Decline(string symbol, TimeSpan howLong)
    {
        declined[symbol] = Now + howLong;
        return null;
    }

    [LoggerMessage(LogLevel.Information, "Tiingo gave {Days} days of {Symbol}.")]
    private static partial void LogAnswer(ILogger log, string symbol, int days);

    [LoggerMessage(LogLevel.Warning, "Tiingo answered {Class} for {Symbol}: {Notice}")]
    private static partial void LogRefusal(ILogger log, string symbol, AnswerClass @class, string notice);

    [LoggerMessage(LogLevel.Warning,
        "Tiingo's closes of {Symbol} are more than a tenth off those that are stored; they are not taken.")]
    private static partial void LogAnother(ILogger log, string symbol);
}
