namespace PortfolioTracker.Tests.Infrastructure.MarketData.Planning;

/// <summary>How the money of private investors lies over symbols; assumptions, since nobody publishes it.</summary>
/// <param name="FundsMin">Least share of a portfolio that is in one to three of twelve broad funds.</param>
internal sealed record Habit(string Name, double FundsMin, double FundsMax)
{
    /// <summary>A core of funds and some shares around it, as most advice has it.</summary>
    public static Habit Core { get; } = new("core of funds", 0.45, 0.85);

    public static Habit Concentrated { get; } = new("mostly funds", 0.70, 0.98);

    /// <summary>Hardly any funds: the worst case for few calls.</summary>
    public static Habit Pickers { get; } = new("stock pickers", 0, 0.30);

    public static Habit[] All { get; } = [Core, Concentrated, Pickers];
}

/// <summary>
/// Users draw their symbols by popularity, which falls with the rank (Zipf, exponent 1: among funds and among shares);
/// the size of portfolios and of positions is log-normal (deviations 1 and 0.9). The draw is fixed. A symbol that
/// nobody has drawn goes to somebody as a small position, so that all are held.
/// </summary>
internal static class HeldValues
{
    private const int Funds = 12;

    public static IReadOnlyDictionary<string, double> Draw(int symbols, int users, Habit habit)
    {
        var random = new Random(2026);
        var values = new double[symbols];
        for (var user = 0; user < users; user++)
        {
            var size = Math.Exp(11 + Normal(random));
            var inFunds = habit.FundsMin + (random.NextDouble() * (habit.FundsMax - habit.FundsMin));
            Spread(values, 0, Funds, size * inFunds, 1 + random.Next(3), random);
            Spread(values, Funds, symbols - Funds, size * (1 - inFunds), 5 + random.Next(21), random);
        }

        for (var i = 0; i < symbols; i++)
        {
            values[i] = values[i] > 0 ? values[i] : Math.Exp(6 + (0.9 * Normal(random)));
        }

        return Enumerable.Range(0, symbols).ToDictionary(i => $"S{i:000}", i => values[i]);
    }

    private static void Spread(double[] values, int from, int count, double money, int positions, Random random)
    {
        var chosen = new Dictionary<int, double>();
        while (chosen.Count < positions)
        {
            chosen[from + Ranked(count, random)] = Math.Exp(0.9 * Normal(random));
        }

        foreach (var (symbol, part) in chosen)
        {
            values[symbol] += money * part / chosen.Values.Sum();
        }
    }

    private static int Ranked(int count, Random random)
    {
        var draw = random.NextDouble() * Enumerable.Range(1, count).Sum(rank => 1.0 / rank);
        var symbol = 0;
        while (symbol < count - 1 && (draw -= 1.0 / (symbol + 1)) > 0)
        {
            symbol++;
        }

        return symbol;
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()))
        * Math.Cos(2 * Math.PI * random.NextDouble());
}
