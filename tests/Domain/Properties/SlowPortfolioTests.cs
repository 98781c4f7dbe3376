using PortfolioTracker.Domain.Lots;

namespace PortfolioTracker.Tests.Domain.Properties;

/// <summary>Two implementations, one answer: the snapshot's decimals against exact fractions.</summary>
internal sealed class SlowPortfolioTests
{
    /// <summary>Parts of a lot are rounded at the 16th place, some dozens of them.</summary>
    private static readonly Fraction Money = 0.00000000000001m;

    /// <summary>Relative; the chain rounds at the 28th digit on sixty days.</summary>
    private static readonly Fraction Ratio = 0.00000000000000000001m;

    [Test]
    [Arguments(CostMethod.Fifo)]
    [Arguments(CostMethod.Lifo)]
    [Arguments(CostMethod.Hifo)]
    [Arguments(CostMethod.Average)]
    [Arguments(CostMethod.Specific)]
    public async Task The_snapshot_agrees_with_exact_fractions(CostMethod method) =>
        await Assert.That(RandomPortfolio.Objection(withThirds: true, RandomPortfolio.Count / 10, portfolio =>
            Differences(portfolio, method) is { Count: > 0 } all ? string.Join("; ", all) : null)).IsNull();

    [Test]
    public async Task The_comparison_sees_a_cent()
    {
        var portfolio = RandomPortfolio.Numbered(1);
        var dearer = portfolio.Trades[0] with { Fee = portfolio.Trades[0].Fee + 0.01m };
        var snapshot = (portfolio with { Trades = [dearer, .. portfolio.Trades.Skip(1)] }).Snapshot();
        var slow = new SlowPortfolio(portfolio, CostMethod.Fifo);

        await Assert.That(((Fraction)snapshot.Totals.Invested).Distance(slow.Invested) > Money).IsTrue();
    }

    private static List<string> Differences(RandomPortfolio portfolio, CostMethod method)
    {
        var (snapshot, slow) = (portfolio.Snapshot(method), new SlowPortfolio(portfolio, method));
        var (totals, differences) = (snapshot.Totals, new List<string>());
        void Compare(string name, decimal? ours, Fraction exact, Fraction tolerance)
        {
            if (ours is not { } known || ((Fraction)known).Distance(exact) > tolerance)
            {
                differences.Add($"{name}: {ours} is not {exact.Cut(20)}");
            }
        }

        Compare("value", totals.Value, slow.Value, Money);
        Compare("cost", totals.Cost, slow.Cost, Money);
        Compare("unrealised", totals.UnrealisedGain, slow.Value - slow.Cost, Money);
        Compare("realised", totals.RealisedGain, slow.Realised, Money);
        Compare("invested", totals.Invested, slow.Invested, Money);
        Compare("taken out", totals.Sold + totals.Income, slow.TakenOut, Money);
        Compare("profit", totals.Profit, slow.Value + slow.TakenOut - slow.Invested, Money);
        foreach (var day in snapshot.Daily.Days)
        {
            var (value, paidIn, paidOut) = slow.Days[day.On];
            Compare($"value of {day.On:O}", day.Value, value, Money);
            Compare($"in on {day.On:O}", day.In, paidIn, Money);
            Compare($"out on {day.On:O}", day.Out, paidOut, Money);
        }

        foreach (var (symbol, local) in slow.Local)
        {
            var holding = snapshot.Holdings.SingleOrDefault(one => one.Symbol == symbol);
            Compare($"shares of {symbol}", holding?.Quantity ?? 0, local.Shares, Ratio * 1_000_000);
            Compare($"cost of {symbol}", holding?.Cost ?? 0, local.Cost, Money);
            Compare($"value of {symbol}", holding?.Value ?? 0, local.Value, Money);
            var position = snapshot.Positions.SingleOrDefault(one => one.Symbol == symbol);
            Compare($"realised of {symbol}", position?.Book.RealisedGain ?? 0, local.Realised, Money);
        }

        var chain = snapshot.Performance.TimeWeighted;
        if (chain.Return is { } twr)
        {
            Compare("time-weighted", twr + 1, slow.Growth, Ratio * slow.Growth);
        }

        if (chain.Unchained.Count != slow.UnchainedDays)
        {
            differences.Add($"{chain.Unchained.Count} days without a return, not {slow.UnchainedDays}");
        }

        return differences;
    }
}
