using PortfolioTracker.Domain.Markets;
using PortfolioTracker.Infrastructure.MarketData;
using PortfolioTracker.Infrastructure.MarketData.Planning;
using PortfolioTracker.Infrastructure.MarketData.Refreshing;
using PortfolioTracker.Infrastructure.MarketData.Tiingo;

namespace PortfolioTracker.Tests.Infrastructure.MarketData.Planning;

/// <summary>Shares of the value that all users hold, at noon in New York.</summary>
/// <param name="Fresh">With the close of the last session.</param>
/// <param name="WithinOne">With that or the one before; <paramref name="WithinFive"/> likewise.</param>
/// <param name="Best">The most that anybody could have fresh: every call since the close of the last session buys the
/// price of the largest holding that is left.</param>
/// <param name="OldestSessions">How far the price that is furthest behind is behind.</param>
/// <param name="OtherCalls">Calls of the day that bought no price: dividends, splits, names.</param>
internal sealed record BudgetDay(
    DateOnly Day, double Fresh, double WithinOne, double WithinFive, double Best, int OldestSessions, int OtherCalls);

/// <summary>
/// Days of few calls, with the parts that decide in the service: what is due, what a fetch is worth, in which order,
/// when it is due again. Each call brings what it asks for. Users' reserve is not used by them and is free at ten in
/// the evening of New York. Where a second source serves symbols, it brings their prices by the hour, forty at a time,
/// the most valuable first, from two hours after the close on.
/// </summary>
/// <param name="servedElsewhere">The symbols whose prices and splits a second source brings.</param>
internal sealed class BudgetSimulation(
    IReadOnlyDictionary<string, double> valuesUsd, int callsPerDay, int reserve,
    IReadOnlySet<string>? servedElsewhere = null)
{
    private const int ElsewherePerHour = TiingoOptions.FreeCallsPerHour;

    private readonly IReadOnlySet<string> elsewhere = servedElsewhere ?? new HashSet<string>();

    private readonly Dictionary<FetchItem, FetchState> states = [];
    private readonly Dictionary<string, DateOnly> lastOn = [];
    private int otherCalls;

    public IReadOnlyList<BudgetDay> Run(DateOnly first, int warmUpDays, int days)
    {
        var reports = new List<BudgetDay>();
        var calls = 0;
        for (var i = 0; i < warmUpDays + days; i++)
        {
            var day = first.AddDays(i);
            otherCalls = 0;
            SpendElsewhere(InNewYork(day, 0, 0), hours: 12);
            Spend(InNewYork(day, 0, 10), callsPerDay - reserve);
            calls = ExchangeCalendar.Nyse.IsTradingDay(day.AddDays(-1)) ? callsPerDay : calls + callsPerDay;
            var noon = Report(day, InNewYork(day, 12, 0), calls);
            SpendElsewhere(InNewYork(day, 18, 0), hours: 6);
            Spend(InNewYork(day, 22, 10), reserve);
            if (i >= warmUpDays)
            {
                reports.Add(noon with { OtherCalls = otherCalls });
            }
        }

        return reports;
    }

    private void Spend(DateTime now, int calls)
    {
        var held = valuesUsd.ToDictionary(
            symbol => symbol.Key,
            symbol => (new HeldSymbol(symbol.Key, 1, symbol.Value, "USD", LastOn(symbol.Key)), symbol.Value));
        var snapshot = new HeldSymbols.Snapshot(now, held, new Dictionary<string, double>());
        var order = CallPlanner.Order(snapshot.Symbols.SelectMany(symbol => RefreshPlan.Due(symbol, states, now))
            .Where(item => !(elsewhere.Contains(item.Key) && item.Kind is FetchKind.Prices or FetchKind.Splits))
            .Select(item => snapshot.Candidate(item, states.GetValueOrDefault(item), now)));
        foreach (var item in order.Take(calls).Select(candidate => candidate.Item))
        {
            if (item.Kind == FetchKind.Prices)
            {
                TakePrices(item.Key, now);
                continue;
            }

            otherCalls++;
            states[item] = new(item, now, nameof(AnswerClass.Data), Freshness.AfterFacts(now, item.Kind), 0);
        }
    }

    /// <summary>The second source, hour by hour.</summary>
    private void SpendElsewhere(DateTime from, int hours)
    {
        for (var now = from; now < from.AddHours(hours); now = now.AddHours(1))
        {
            var due = elsewhere.Where(symbol => !states.TryGetValue(new(symbol, FetchKind.Prices), out var state)
                || state.IsDue(now));
            foreach (var symbol in due.OrderByDescending(symbol => valuesUsd[symbol]).Take(ElsewherePerHour).ToList())
            {
                TakePrices(symbol, now);
            }
        }
    }

    private void TakePrices(string symbol, DateTime now)
    {
        var exchange = ExchangeCalendar.ForSymbol(symbol, null);
        lastOn[symbol] = Freshness.LastSession(exchange, now);
        var item = new FetchItem(symbol, FetchKind.Prices);
        var next = Freshness.AfterPrices(now, exchange, lastOn[symbol], 0);
        states[item] = new(item, now, nameof(AnswerClass.Data), next, 0);
    }

    private BudgetDay Report(DateOnly day, DateTime noon, int calls)
    {
        var total = valuesUsd.Values.Sum();
        var behind = valuesUsd.Keys.ToDictionary(symbol => symbol, symbol =>
        {
            var exchange = ExchangeCalendar.ForSymbol(symbol, null);
            return LastOn(symbol) is { } on
                ? exchange.SessionsBetween(on, Freshness.LastSession(exchange, noon))
                : int.MaxValue;
        });
        return new(
            day, Within(0), Within(1), Within(5),
            valuesUsd.Values.OrderDescending().Take(calls).Sum() / total, behind.Values.Max(), 0);

        double Within(int sessions) =>
            valuesUsd.Where(symbol => behind[symbol.Key] <= sessions).Sum(symbol => symbol.Value) / total;
    }

    private DateOnly? LastOn(string symbol) => lastOn.TryGetValue(symbol, out var on) ? on : null;

    private static DateTime InNewYork(DateOnly day, int hour, int minute) => TimeZoneInfo.ConvertTimeToUtc(
        day.ToDateTime(new(hour, minute)), TimeZoneInfo.FindSystemTimeZoneById("America/New_York"));
}
