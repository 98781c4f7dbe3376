using System.Globalization;
using System.Text.Json;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Domain.Risk;

/// <summary>
/// Cases from other projects' tests, recomputed. Ours differ from theirs in scale only where <see cref="RiskVector"/>
/// says so; cases of figures that we do not publish are left out, each by its id and with the reason.
/// </summary>
internal sealed class RiskVectorsTests
{
    private const string Returns = "Not a figure of risk: a return.";
    private const string NotPublished = "We publish no such figure.";

    /// <summary>The file as it is known here; of another one the rule alone decides.</summary>
    private const int CasesKnown = 56;

    private static readonly Dictionary<string, string> LeftOut = new()
    {
        ["empyrical-cumulative-return-one"] = Returns,
        ["empyrical-annual-return-weekly-weekly"] = Returns,
        ["empyrical-calmar-weekly-weekly"] = NotPublished,
        ["empyrical-omega-positive-rf0.02"] = NotPublished,
        ["empyrical-capture-all-negative"] = NotPublished,
        ["empyrical-capture-all-negative-down"] = NotPublished,
        ["empyrical-capture-positive-down"] = NotPublished,
        ["empyrical-capture-positive-up"] = NotPublished,
        ["empyrical-capture-all-negative-up"] = NotPublished,
    };

    [Test]
    public async Task Every_case_is_covered_or_left_out_by_name()
    {
        var cases = Cases();
        var leftOut = cases.Where(one => WhyNot(one) is not null)
            .ToDictionary(RiskVector.Id, one => WhyNot(one)!);

        await Assert.That(leftOut).IsEquivalentTo(cases.Count == CasesKnown ? LeftOut : leftOut);
        await Assert.That(cases.Count - leftOut.Count).IsGreaterThanOrEqualTo(40);
    }

    [Test]
    public async Task Every_covered_case_agrees()
    {
        var (failures, compared) = (new List<string>(), 0);
        foreach (var one in Cases())
        {
            var tolerance = one.GetProperty("tolerance").GetDouble();
            foreach (var (name, expected, actual) in RiskVector.Figures(one))
            {
                compared++;
                if (expected is null != actual is null || Math.Abs((expected - actual) ?? 0) > tolerance)
                {
                    failures.Add(string.Create(
                        CultureInfo.InvariantCulture, $"{RiskVector.Id(one)} {name}: {actual}, expected {expected}"));
                }
            }
        }

        await Assert.That(failures).IsEmpty();
        await Assert.That(compared).IsGreaterThanOrEqualTo(40);
    }

    private static string? WhyNot(JsonElement one) =>
        RiskVector.Figures(one).Count > 0 ? null
        : one.GetProperty("metric").GetString()!.EndsWith("_return", StringComparison.Ordinal) ? Returns
        : NotPublished;

    private static List<JsonElement> Cases()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(SharedFiles.PathOrSkip("vectors", "risk.dev.json")));
        return [.. document.RootElement.EnumerateArray().Select(one => one.Clone())];
    }
}
