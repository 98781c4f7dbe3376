using PortfolioTracker.Domain.Markets;
using PortfolioTracker.Infrastructure.MarketData;
using PortfolioTracker.Infrastructure.MarketData.Planning;
using PortfolioTracker.Infrastructure.MarketData.Refreshing;

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
/// the evening of New York.
/// </summary>
internal sealed class BudgetSimulation(IReadOnlyDictionary<string, double> valuesUsd, int callsPerDay, int reserve)
{
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
            Spend(InNewYork(day, 0, 10), callsPerDay - reserve);
            calls = ExchangeCalendar.Nyse.IsTradingDay(day.AddDays(-1)) ? callsPerDay : calls + callsPerDay;
            var noon = Report(day, InNewYork(day, 12, 0), calls);
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
            .Select(item => snapshot.Candidate(item, states.GetValueOrDefault(item), now)));
        foreach (var item in order.Take(calls).Select(candidate => candidate.Item))
        {
            var exchange = ExchangeCalendar.ForSymbol(item.Key, null);
            var isPrice = item.Kind == FetchKind.Prices;
            if (isPrice)
            {
                lastOn[item.Key] = Freshness.LastSession(exchange, now);
            }

            otherCalls += isPrice ? 0 : 1;
            var next = isPrice
                ? Freshness.AfterPrices(now, exchange, lastOn[item.Key], 0)
                : Freshness.AfterFacts(now, item.Kind);
            states[item] = new(item, now, nameof(AnswerClass.Data), next, 0);
        }
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
