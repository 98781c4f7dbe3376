using System.Text.Json;
using PortfolioTracker.Domain.Returns;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Domain.Returns;

/// <summary>Cases of other projects' tests, recomputed; read from beside the repository.</summary>
internal sealed class TimeWeightedReturnVectorTests
{
    private const string LinkedRate = "chains the internal rates of sub-periods, with a year of 365.25 days";

    /// <summary>The file as it is known here; of another one the rule alone decides.</summary>
    private const int CasesKnown = 19;

    private static readonly Dictionary<string, string> LeftOut = new()
    {
        ["hledger-twr-1"] = LinkedRate,
        ["hledger-twr-2"] = LinkedRate,
        ["hledger-twr-6-q3"] = LinkedRate,
        ["hledger-twr-6-q4"] = LinkedRate,
        ["hledger-twr-11"] = LinkedRate,
        ["hledger-twr-15"] = LinkedRate,
        ["hledger-twr-16-s1"] = LinkedRate,
        ["hledger-twr-16-s2"] = LinkedRate,
        ["hledger-twr-18"] = LinkedRate,
    };

    [Test]
    public async Task Every_case_runs_or_is_left_out_for_a_reason()
    {
        using var cases = JsonDocument.Parse(await File.ReadAllTextAsync(
            SharedFiles.PathOrSkip("vectors", "twr.dev.json")));
        var (all, run, leftOut, failures) = (0, 0, new Dictionary<string, string>(), new List<string>());

        foreach (var testCase in cases.RootElement.EnumerateArray())
        {
            all++;
            var id = testCase.GetProperty("id").GetString()!;
            if (testCase.GetProperty("kind").GetString() == "twr_linked_irr")
            {
                leftOut[id] = LinkedRate;
                continue;
            }

            run++;
            failures.AddRange(
                from expected in testCase.GetProperty("expected").EnumerateObject()
                where IsAsExpected(testCase, expected) is not true
                select $"{id}: {expected.Name} should be {expected.Value}");
        }

        await Assert.That(failures).IsEmpty().Because(string.Join('\n', failures));
        await Assert.That(run + leftOut.Count).IsEqualTo(all);
        await Assert.That(leftOut).IsEquivalentTo(all == CasesKnown ? LeftOut : leftOut);
        await Assert.That(run).IsGreaterThanOrEqualTo(9);
    }

    private static bool? IsAsExpected(JsonElement testCase, JsonProperty expected)
    {
        var tolerance = testCase.GetProperty("tolerance").GetDouble();
        bool Near(JsonElement value, double? actual) =>
            actual is { } known && Math.Abs(value.GetDouble() - known) <= tolerance;

        if (testCase.TryGetProperty("period_return", out var total))
        {
            var rate = Annualised.Of(total.GetDouble(), testCase.GetProperty("days").GetInt32());
            return Near(expected.Value, rate);
        }

        var (opening, days) = Days(testCase);
        var twr = TimeWeightedReturn.Of(opening, days);
        var (start, end) = (Date(testCase, "period", "start"), Date(testCase, "period", "end"));
        var paidIn = days.Sum(day => day.In - day.Out);
        return expected.Name switch
        {
            "twr" => Near(expected.Value, (double?)twr.Return),

            // The source annualises over the report, we over the holding, and neither of us should under a year.
            "twr_annualised" => end.DayNumber - start.DayNumber < Annualised.DaysMin
                ? twr.Annualised is null
                : Near(expected.Value, Annualised.Of((double)twr.Return!.Value, end.DayNumber - start.DayNumber)),
            "irr" => Near(expected.Value, Xirr.Of(Flows(days, end)).Rate),
            "accumulated" when testCase.TryGetProperty("aggregation", out _) =>
                Near(expected.Value[1], (double?)twr.Return),
            "accumulated" => expected.Value.EnumerateArray().Zip(ReturnIndex.Of(twr.Daily))
                .All(pair => Near(pair.First, (double)(pair.Second.Value - 1))),
            "period_returns" =>
                Near(expected.Value[0], (double?)ReturnIndex.Between(new(2011, 12, 26), new(2012, 1, 1), twr.Daily))
                && Near(expected.Value[1], (double?)ReturnIndex.Between(new(2012, 1, 2), new(2012, 1, 8), twr.Daily)),
            "end_value" => Near(expected.Value, (double)days[^1].Value),
            "gain" => Near(expected.Value, (double)(days[^1].Value - opening - paidIn)),
            "error" => twr.Return is null && twr.Reason is not null,

            // Not ours: what was withheld, gain over the opening value alone, a chain of daily Dietz returns.
            "taxes" or "simple_return" or "mwr_daily_linked" => true,
            _ => null,
        };
    }

    private static (decimal Opening, ValueDay[] Days) Days(JsonElement testCase)
    {
        var values = testCase.GetProperty("valuations").EnumerateArray().ToArray();
        var flows = testCase.TryGetProperty("flows", out var given)
            ? given.EnumerateArray().Select(flow => (On: Date(flow, "date"), Amount: Amount(flow, "amount"))).ToArray()
            : [.. values.Zip(values.Skip(1), (a, b) =>
                (On: Date(b, "date"), Amount: Amount(b, "net_contribution") - Amount(a, "net_contribution")))];
        return (Amount(values[0], "value"), [.. values.Skip(1).Select(value => new ValueDay(
            Date(value, "date"),
            Amount(value, "value"),
            flows.Where(flow => flow.On == Date(value, "date") && flow.Amount > 0).Sum(flow => flow.Amount),
            -flows.Where(flow => flow.On == Date(value, "date") && flow.Amount < 0).Sum(flow => flow.Amount)))]);
    }

    private static CashFlow[] Flows(ValueDay[] days, DateOnly end) =>
        [.. days.Select(day => new CashFlow(day.On, day.Out - day.In)), new(end, days[^1].Value)];

    private static decimal Amount(JsonElement row, string name) => row.GetProperty(name).GetDecimal();

    private static DateOnly Date(JsonElement row, params string[] path) =>
        DateOnly.ParseExact(path.Aggregate(row, (at, name) => at.GetProperty(name)).GetString()!, "yyyy-MM-dd");
}
