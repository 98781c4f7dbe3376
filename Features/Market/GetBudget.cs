using Dapper;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Database;
using PortfolioTracker.Infrastructure.Http;
using PortfolioTracker.Infrastructure.MarketData;
using PortfolioTracker.Infrastructure.MarketData.Planning;
using PortfolioTracker.Infrastructure.MarketData.Refreshing;

namespace PortfolioTracker.Features.Market;

/// <param name="State"><c>closed</c> (calls are made), <c>open</c> (none is) or <c>half_open</c> (one tries).</param>
internal sealed record BreakerRow(string State, int Failures, DateTimeOffset? OpenedAt);

/// <param name="Symbol">Null where it is somebody else's: what others hold is theirs to tell.</param>
/// <param name="What">What is fetched: Prices, Rates, Splits, …</param>
/// <param name="State"><c>running</c>, <c>waiting</c>, or <c>planned</c> for when its turn comes.</param>
internal sealed record QueueRow(int Position, string? Symbol, string What, string State, string Reason);

/// <param name="State"><c>ready</c>, <c>spent</c> (its calls come again by themselves) or <c>away</c> (it fails, or
/// refuses the key).</param>
/// <param name="CallsLeft">Of the day, or of the hour where it counts by the hour; null without a limit.</param>
/// <param name="Message">What is wrong; null where nothing is.</param>
internal sealed record PriceSourceRow(string Name, string State, int? CallsLeft, string? Message);

/// <param name="CallsLeftToday">Null where nothing limits the calls.</param>
/// <param name="SymbolsHeld">By all users together.</param>
/// <param name="PricesDue">Prices and exchange rates that are not of the last session.</param>
/// <param name="EverythingFreshAt">When all of those will have been fetched; null where they never all are at once,
/// because there are more symbols than calls a day.</param>
/// <param name="PriceSources">Who is asked for daily prices, in the order in which they are asked.</param>
/// <param name="ClosedUntil">Null while calls may be made; else when the provider is asked again.</param>
internal sealed record GetBudgetReply(
    int? DailyLimit,
    int? CallsLeftToday,
    DateTimeOffset? ClosedUntil,
    string Status,
    string? Message,
    BreakerRow Breaker,
    int SymbolsHeld,
    int PricesDue,
    DateTimeOffset? EverythingFreshAt,
    IReadOnlyList<PriceSourceRow> PriceSources,
    int QueueLength,
    IReadOnlyList<QueueRow> Queue);

/// <summary>A symbol of the user's own.</summary>
internal sealed record OwnSymbol(string Symbol);

internal static class GetBudget
{
    private const int RowsMax = 100;

    private const string SelectOwnSymbols =
        """
        SELECT symbol FROM pt.transactions WHERE user_id = @userId
        UNION
        SELECT symbol FROM pt.watchlist WHERE user_id = @userId
        """;

    /// <summary>What the provider may still be asked today, and what it will be asked next and why: first for those who
    /// wait, then by the value that is out of date.</summary>
    public static async Task<Reply<GetBudgetReply>> Handle(
        CurrentUser user,
        [FromServices] UserDatabase database,
        [FromServices] MarketRefresher refresher,
        [FromServices] ProviderBudget budget,
        [FromServices] ProviderHealth health,
        [FromServices] ProviderBreaker breaker,
        [FromServices] HeldSymbols held,
        [FromServices] PriceFetch prices,
        [FromServices] TimeProvider clock,
        CancellationToken ct)
    {
        var own = await OwnSymbolsAsync(user, database, ct);
        await budget.LookAsync(ct);
        var waiting = refresher.Queue;
        var planned = await refresher.PlannedAsync(ct);
        var symbols = (await held.ReadAsync(ct)).Symbols;
        FetchItem[] due = [.. waiting.Select(fetch => fetch.Item).Concat(planned.Select(plan => plan.Candidate.Item))
            .Where(item => item.Kind is FetchKind.Prices or FetchKind.Rates)];
        var rows = waiting
            .Select(fetch => (fetch.Item, fetch.IsAtWork ? "running" : "waiting", fetch.IsUrgent
                ? "somebody waits for it"
                : "it was asked for, and is made when nobody waits"))
            .Concat(planned.Select(plan => (plan.Candidate.Item, "planned", Reason(plan.Candidate))))
            .Take(RowsMax)
            .Select((row, index) => new QueueRow(
                index + 1,
                own.Contains(row.Item.Key) || row.Item.Kind == FetchKind.Rates ? row.Item.Key : null,
                row.Item.Kind.ToString(),
                row.Item2,
                row.Item3));

        return new(
            new(
                budget.DailyLimit,
                health.CallsLeftToday,
                ClosedUntil(budget, clock),
                health.Status,
                health.Message,
                new(breaker.State, breaker.Failures, breaker.OpenedAt),
                symbols.Count,
                due.Length,
                EverythingFreshAt(prices, due, symbols),
                [.. prices.Sources.Select(Row)],
                waiting.Count + planned.Count,
                [.. rows]),
            "Budget retrieved",
            LegacyShape.Nested);
    }

    private static DateTimeOffset? ClosedUntil(ProviderBudget budget, TimeProvider clock) =>
        budget.ClosedUntil
        ?? (budget.CallsLeftToday == 0 ? EasternDay.NextMidnight(clock.GetUtcNow().UtcDateTime) : null);

    /// <summary>When the last of the sources is through with what it is asked first for; rates are the provider's.
    /// </summary>
    private static DateTimeOffset? EverythingFreshAt(
        PriceFetch prices, FetchItem[] due, IReadOnlyCollection<string> symbols)
    {
        var provider = prices.Sources[^1];
        DateTime?[] ends =
        [
            .. prices.Sources.Select(source => source.AllFreshAt(
                due.Count(item => (prices.FirstFor(item.Key) ?? provider) == source),
                symbols.Count(symbol => prices.FirstFor(symbol) == source))),
        ];
        return ends.Contains(null) ? null : ends.Max();
    }

    private static PriceSourceRow Row(IPriceSource source) => new(
        source.Source.Name,
        source.StateFor(isUrgent: true) switch
        {
            SourceState.Ready => "ready",
            SourceState.Spent => "spent",
            _ => "away",
        },
        source.CallsLeft,
        source.Message);

    private static string Reason(CallCandidate candidate) => candidate.SessionsBehind switch
    {
        null => "nothing is known of it yet",
        0 => "it is due again",
        1 => "one session behind",
        var sessions => $"{sessions} sessions behind",
    };

    private static async Task<HashSet<string>> OwnSymbolsAsync(
        CurrentUser user, UserDatabase database, CancellationToken ct)
    {
        await using var transaction = await database.BeginReadAsync(user, ct);
        var rows = await transaction.Connection.QueryAsync<OwnSymbol>(SelectOwnSymbols, new { userId = user.Id, ct });
        return [.. rows.Select(row => row.Symbol)];
    }
}
