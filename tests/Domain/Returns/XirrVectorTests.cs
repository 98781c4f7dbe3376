using System.Text.Json;
using PortfolioTracker.Domain.Returns;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Domain.Returns;

/// <summary>
/// Cases of other projects' tests, recomputed; read from beside the repository. Those of another day count are held
/// against their figure under act/365.
/// </summary>
internal sealed class XirrVectorTests
{
    private static readonly Dictionary<string, string> LeftOut = [];

    [Test]
    public async Task Every_case_runs_or_is_left_out_for_a_reason()
    {
        using var cases = JsonDocument.Parse(await File.ReadAllTextAsync(
            SharedFiles.PathOrSkip("vectors", "xirr.dev.json")));
        var (all, run, leftOut, failures) = (0, 0, 0, new List<string>());

        foreach (var testCase in cases.RootElement.EnumerateArray())
        {
            all++;
            var id = testCase.GetProperty("id").GetString()!;
            if (LeftOut.ContainsKey(id))
            {
                leftOut++;
                continue;
            }

            run++;
            var actual = Xirr.Of(
                [.. testCase.GetProperty("flows").EnumerateArray().Select(flow => new CashFlow(
                    DateOnly.ParseExact(flow.GetProperty("date").GetString()!, "yyyy-MM-dd"),
                    flow.GetProperty("amount").GetDecimal()))]);
            if (!IsAsExpected(testCase, actual))
            {
                failures.Add($"{id}: {actual}");
            }
        }

        await Assert.That(failures).IsEmpty().Because(string.Join('\n', failures));
        await Assert.That(run + leftOut).IsEqualTo(all);
        await Assert.That(leftOut).IsEqualTo(LeftOut.Count);
        await Assert.That(run).IsGreaterThanOrEqualTo(60);
    }

    private static bool IsAsExpected(JsonElement testCase, Xirr actual)
    {
        var tolerance = Math.Max(testCase.GetProperty("tolerance").GetDouble(), 1e-9);

        if (testCase.TryGetProperty("expected_act365", out var ofOurDayCount))
        {
            return IsNear(ofOurDayCount, actual.Rate, tolerance);
        }

        var roots = testCase.GetProperty("all_roots").EnumerateArray().ToArray();
        var inRange = roots.Count(root => root.GetDouble() is > -0.999999 and < 1e6);
        var isRoot = roots.Any(root => IsNear(root, actual.Rate, tolerance));
        if (testCase.TryGetProperty("acceptable", out var acceptable))
        {
            return acceptable.EnumerateArray().Any(a => IsNear(a, actual.Rate, tolerance))
                && (actual.Rate is not null || actual.Reason is not null);
        }

        // Where the source knows several rates, ours is one of them, and we count the same number within our range.
        return inRange == 0
            ? actual.Rate is null && actual.Reason is not null
            : actual.Roots == inRange && (isRoot || IsNear(testCase.GetProperty("expected"), actual.Rate, tolerance));
    }

    private static bool IsNear(JsonElement expected, double? actual, double tolerance) =>
        expected.ValueKind == JsonValueKind.Null
            ? actual is null
            : actual is { } rate && Math.Abs(expected.GetDouble() - rate) <= tolerance;
}
