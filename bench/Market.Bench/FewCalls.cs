using PortfolioTracker.Tests.Infrastructure.MarketData.Planning;

namespace PortfolioTracker.Bench;

/// <summary>Thirty days of 300 symbols held by 50 users: the share of the value that is fresh, beside the most that any
/// plan could reach.</summary>
internal static class FewCalls
{
    private const int Symbols = 300;
    private const int Users = 50;
    private const int ReservedForUsers = 2;
    private const int FreeCalls = 25;
    private const double Target = 0.95;

    public static void Print()
    {
        Console.WriteLine("portfolios           calls a day    fresh  (least)  at best   within 1   within 5  oldest  "
            + "other calls");
        foreach (var habit in Habit.All)
        {
            foreach (var calls in (int[])[25, 50, 100, 200, 350, 500])
            {
                var values = HeldValues.Draw(Symbols, Users, habit);
                var days = new BudgetSimulation(values, calls, ReservedForUsers)
                    .Run(new(2025, 10, 1), warmUpDays: 200, days: 30);
                Print(habit.Name, calls, days, atBest: $"{days.Average(day => day.Best):P1}");
            }
        }

        Console.WriteLine("\nwith a second source for what is listed in the United States, by its share of symbols");
        foreach (var habit in Habit.All)
        {
            foreach (var share in (double[])[0.6, 0.7, 0.8, 0.9, 1])
            {
                var values = HeldValues.Draw(Symbols, Users, habit);
                var days = new BudgetSimulation(values, FreeCalls, ReservedForUsers, American(values.Keys, share))
                    .Run(new(2025, 10, 1), warmUpDays: 200, days: 30);
                Print($"{habit.Name} {share:P0}", FreeCalls, days, atBest: "");
            }
        }
    }

    /// <summary>Drawn whatever they are worth; the draw is fixed.</summary>
    private static HashSet<string> American(IEnumerable<string> symbols, double share)
    {
        var random = new Random(95);
        return [.. symbols.Where(_ => random.NextDouble() < share)];
    }

    private static void Print(string name, int calls, IReadOnlyList<BudgetDay> days, string atBest)
    {
        Console.WriteLine(
            $"{name,-20} {calls,11} {Mean(day => day.Fresh),8:P1} {days.Min(day => day.Fresh),8:P1} "
            + $"{atBest,8} {Mean(day => day.WithinOne),10:P1} "
            + $"{Mean(day => day.WithinFive),10:P1} {days.Max(day => day.OldestSessions),7} "
            + $"{Mean(day => day.OtherCalls),12:F1}"
            + (Mean(day => day.Fresh) >= Target ? "  reaches 95 %" : ""));

        double Mean(Func<BudgetDay, double> share) => days.Average(share);
    }
}
