using CsCheck;
using PortfolioTracker.Domain.Lots;

namespace PortfolioTracker.Tests.Domain.Lots;

/// <summary>Ledgers that a person could have: the same ones in every run, so that a failure repeats.</summary>
internal sealed record RandomLedger(int Number, LotTrade[] Trades, Split[] Splits)
{
    private static readonly DateOnly Start = new(2020, 1, 1);
    private static readonly (int New, int Old)[] Ratios = [(2, 1), (3, 2), (1, 3), (1, 10), (7, 1), (4, 3)];

    // What happens (0-4 buy, 5-8 sell, 9 split), days passed, share of what is held, quantity, price, fee, base rate.
    private static readonly Gen<(int Kind, int Days, int Percent, int Quantity, int Cents, int Fee, int Rate)[]> Steps =
        Gen.Select(
            Gen.Int[0, 9], Gen.Int[0, 40], Gen.Int[1, 100], Gen.Int[1, 2_000_000], Gen.Int[1, 90_000], Gen.Int[0, 999],
            Gen.Int[0, 20_000]).Array[5, 60];

    /// <param name="oversells">Some sales are of more than is held.</param>
    public static IEnumerable<RandomLedger> Cases(int count, bool oversells = false)
    {
        for (var i = 0; i < count; i++)
        {
            yield return From(i, Steps.Generate(new PCG(1, (ulong)(20_240_613 + i)), null, out _), oversells);
        }
    }

    public override string ToString() => $"ledger {Number}, {Trades.Length} trades, {Splits.Length} splits";

    private static RandomLedger From(
        int number,
        (int Kind, int Days, int Percent, int Quantity, int Cents, int Fee, int Rate)[] steps,
        bool oversells)
    {
        var (trades, splits, on, held) = (new List<LotTrade>(), new List<Split>(), Start, 0m);
        foreach (var step in steps)
        {
            on = on.AddDays(step.Days);
            var price = step.Cents / 100m;
            var fee = step.Fee / 100m;
            decimal? rate = step.Rate / 10_000m;
            if (step.Kind == 9)
            {
                // The day after all trades so far, which is also before all later ones.
                on = on.AddDays(1);
                var (n, o) = Ratios[step.Quantity % Ratios.Length];
                splits.Add(new(on, n, o));
                held = held * n / o;
            }
            else if (step.Kind < 5)
            {
                var quantity = step.Quantity / 10_000m;
                held += quantity;
                var cost = (quantity * price) + fee;
                trades.Add(new(Ledger.Id(trades.Count), on, true, quantity, cost, cost * rate));
            }
            else if (Math.Floor(held * step.Percent * (oversells ? 130 : 100)) / 10_000 is > 0 and var quantity)
            {
                held = Math.Max(0, held - quantity);
                var proceeds = (quantity * price) - fee;
                trades.Add(new(Ledger.Id(trades.Count), on, false, quantity, proceeds, proceeds * rate));
            }
        }

        return new(number, [.. trades], [.. splits]);
    }
}
