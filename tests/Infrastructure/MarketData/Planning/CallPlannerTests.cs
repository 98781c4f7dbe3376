using PortfolioTracker.Infrastructure.MarketData.Planning;
using PortfolioTracker.Infrastructure.MarketData.Refreshing;

namespace PortfolioTracker.Tests.Infrastructure.MarketData.Planning;

internal sealed class CallPlannerTests
{
    [Test]
    public async Task The_most_value_that_is_longest_out_of_date_goes_first() =>
        // 1,000 x 2^1.5 = 2,828; 10,000 x 9^1.5 = 270,000; 100,000 x 1; unknown counts as a thousand sessions.
        await Assert.That(Order(
            Prices("SMALL", 1_000, 2), Prices("OLD", 10_000, 9), Prices("LARGE", 100_000, 1), Prices("NEW", 600, null)))
            .IsEqualTo("NEW OLD LARGE SMALL");

    [Test]
    public async Task A_gap_that_would_stay_for_good_comes_before_any_value() =>
        await Assert.That(Order(Prices("LARGE", 1e9, 5), Prices("TINY", 1, 80), Prices("LESS", 1, 79)))
            .IsEqualTo("TINY LARGE LESS");

    [Test]
    public async Task A_price_of_today_comes_before_a_dividend_of_the_quarter() =>
        await Assert.That(Order(
            new CallCandidate(new("A", FetchKind.Dividends), 100_000, 10), Prices("A", 100_000, 1),
            new(new("A", FetchKind.Overview), 100_000, 20), new(new("A.LON", FetchKind.Search), 100_000, null)))
            .IsEqualTo("A.LON A A A");

    [Test]
    public async Task What_nobody_holds_still_has_its_order_by_kind() =>
        await Assert.That(string.Join(' ', CallPlanner.Order(
        [
            new(new("A", FetchKind.Overview), 0, null), new(new("A", FetchKind.Splits), 0, null),
            new(new("A", FetchKind.Prices), 0, null),
        ]).Select(candidate => candidate.Item.Kind))).IsEqualTo("Prices Splits Overview");

    [Test]
    [Arguments("2026-05-15", "2026-05-15", 0)] // Friday
    [Arguments("2026-05-15", "2026-05-17", 0)]
    [Arguments("2026-05-15", "2026-05-18", 1)]
    [Arguments("2026-05-13", "2026-05-18", 3)]
    [Arguments("2026-05-18", "2026-06-18", 23)]
    [Arguments("2026-05-18", "2026-05-01", 0)]
    public async Task Sessions_are_weekdays_after_the_first_day(string on, string until, int expected) =>
        await Assert.That(CallPlanner.SessionsBetween(DateOnly.Parse(on), DateOnly.Parse(until))).IsEqualTo(expected);

    /// <summary>
    /// 50 users choose among 300 symbols; 23 of the day's 25 calls are the background's, each brings one symbol up to
    /// date. The popularity of symbols falls with their rank (Zipf), the size of positions is log-normal with a
    /// deviation of 1.2; the draw is fixed. Fresh is what the portfolio shows without the mark "stale": the close of
    /// the last session or of the one before.
    /// </summary>
    [Test]
    public async Task In_a_month_of_scarce_calls_most_of_the_value_stays_fresh_and_no_symbol_is_forgotten()
    {
        const int symbols = 300, users = 50, callsPerDay = 23, warmUpDays = 20, days = 30;
        var values = Draw(symbols, users);
        var held = values.Index().Where(symbol => symbol.Item > 0).ToArray();
        var total = held.Sum(symbol => symbol.Item);
        var behind = held.ToDictionary(symbol => symbol.Index, _ => (int?)null);
        var (fresh, ofTheWeek, oldest) = (new List<double>(), new List<double>(), 0);

        for (var day = 0; day < warmUpDays + days; day++)
        {
            foreach (var symbol in behind.Keys.ToArray())
            {
                behind[symbol] += 1;
            }

            var order = CallPlanner.Order(held.Where(symbol => behind[symbol.Index] is not 0)
                .Select(symbol => Prices($"S{symbol.Index:000}", symbol.Item, behind[symbol.Index])));
            foreach (var call in order.Take(callsPerDay))
            {
                behind[int.Parse(call.Item.Key[1..])] = 0;
            }

            if (day >= warmUpDays)
            {
                fresh.Add(ShareWithin(1));
                ofTheWeek.Add(ShareWithin(5));
                oldest = Math.Max(oldest, behind.Values.Max(sessions => sessions ?? int.MaxValue));
            }
        }

        // No plan can keep more than 2 x 23 symbols within one session.
        var best = held.Select(symbol => symbol.Item).OrderDescending().Take(2 * callsPerDay).Sum() / total;
        TestContext.Current!.Output.WriteLine(
            $"{held.Length} symbols held. Fresh share of value by day: "
            + $"{string.Join(' ', fresh.Select(share => $"{share:P0}"))}; mean {fresh.Average():P1} "
            + $"of {best:P1} possible; within five sessions {ofTheWeek.Average():P1}, least "
            + $"{ofTheWeek.Min():P1}; oldest price {oldest} sessions.");

        await Assert.That(fresh.Min()).IsGreaterThan(best - 0.2);
        await Assert.That(ofTheWeek.Min()).IsGreaterThan(0.9);
        await Assert.That(oldest).IsLessThan(80);

        double ShareWithin(int sessions) =>
            held.Where(symbol => behind[symbol.Index] <= sessions).Sum(symbol => symbol.Item) / total;
    }

    private static double[] Draw(int symbols, int users)
    {
        var random = new Random(2026);
        var values = new double[symbols];
        var popularity = Enumerable.Range(1, symbols).Select(rank => 1.0 / rank).ToArray();
        for (var user = 0; user < users; user++)
        {
            for (var position = 0; position < 6 + random.Next(20); position++)
            {
                var draw = random.NextDouble() * popularity.Sum();
                var symbol = 0;
                while (draw > popularity[symbol] && symbol < symbols - 1)
                {
                    draw -= popularity[symbol++];
                }

                var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()))
                    * Math.Cos(2 * Math.PI * random.NextDouble());
                values[symbol] += Math.Exp(8.5 + (1.2 * normal));
            }
        }

        return values;
    }

    private static CallCandidate Prices(string symbol, double value, int? behind) =>
        new(new(symbol, FetchKind.Prices), value, behind);

    private static string Order(params CallCandidate[] candidates) =>
        string.Join(' ', CallPlanner.Order(candidates).Select(candidate => candidate.Item.Key));
}
