using System.Text.Json;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Domain.Portfolio;

/// <summary>Cases from other projects' tests, recomputed; each is covered, or left out by its id with the reason.
/// </summary>
internal sealed class PortfolioVectorsTests
{
    private const string Cash = "There are no cash accounts, interest, deposits or stand-alone charges.";
    private const string Statement = "A statement with cash, taxes and gains against the value at the period's start.";
    private const string Unbought = "A dividend of a security that was never bought, its earnings gross of tax.";
    private const string NetWorth = "Net worth of other assets, or from values that are given.";

    /// <summary>The file as it is known here; of another one the rule alone decides.</summary>
    private const int CasesKnown = 25;

    private static readonly string[] Ours = ["BUY", "SELL", "DIVIDEND", "DELIVERY_INBOUND", "DEPOSIT"];

    private static readonly Dictionary<string, string> LeftOut = new()
    {
        ["gf-cash-usd-in-chf"] = Cash,
        ["pp-stmt-interest"] = Cash,
        ["pp-stmt-interest-last-day"] = Cash,
        ["pp-stmt-dividend-tax"] = Unbought,
        ["pp-stmt-interest-charge"] = Cash,
        ["pp-stmt-fees-refund"] = Cash,
        ["pp-stmt-two-currencies-full"] = Statement,
        ["pp-stmt-apple-basf"] = Statement,
        ["wf-cash-deposit-fx"] = Cash,
        ["wf-csv-negative-withdrawal"] = Cash,
        ["wf-csv-negative-fee"] = Cash,
        ["wf-charges"] = Cash,
        ["wf-networth-categories"] = NetWorth,
        ["wf-networth-contribution-adjusted"] = NetWorth,
    };

    /// <summary>Of the covered cases: what else they state and we do not.</summary>
    private static readonly string[] NotOurs = ["net_worth", "cash_balance", "value_by_account", "transfers"];

    [Test]
    public async Task Every_case_is_covered_or_left_out_by_name()
    {
        var cases = Cases();
        var leftOut = cases.Where(one => WhyNot(one) is not null).ToDictionary(one => one.Id, one => WhyNot(one)!);
        var covered = cases.Where(one => !leftOut.ContainsKey(one.Id)).ToList();

        await Assert.That(leftOut).IsEquivalentTo(cases.Count == CasesKnown ? LeftOut : leftOut);
        await Assert.That(covered.Count).IsGreaterThanOrEqualTo(11);
        await Assert.That(covered.SelectMany(one => one.Compare().Others).Except(NotOurs)).IsEmpty();
    }

    [Test]
    public async Task Every_covered_case_agrees()
    {
        var (differences, compared) = (new List<string>(), 0);
        foreach (var one in Cases().Where(one => WhyNot(one) is null))
        {
            foreach (var (name, expected, ours) in one.Compare().Figures)
            {
                compared++;
                if (ours is not { } known || Math.Abs(known - expected) > one.Tolerance)
                {
                    differences.Add($"{one.Id} {name}: {ours}, expected {expected}");
                }
            }
        }

        await Assert.That(differences).IsEmpty();
        await Assert.That(compared).IsGreaterThan(60);
    }

    private static string? WhyNot(PortfolioVector one) =>
        one.Kind == "net_worth" ? NetWorth
        : !one.Types.Any(type => type is "BUY" or "SELL") ? one.Types.Contains("DIVIDEND") ? Unbought : Cash
        : one.Kind == "period_statement" && (one.Types.Contains("DEPOSIT") || one.Types.Except(Ours).Any()) ? Statement
        : one.Types.Except(Ours).Any() ? Cash
        : null;

    private static List<PortfolioVector> Cases()
    {
        using var document = JsonDocument.Parse(
            File.ReadAllText(SharedFiles.PathOrSkip("vectors", "portfolio.dev.json")));
        return [.. document.RootElement.EnumerateArray().Select(one => new PortfolioVector(one.Clone()))];
    }
}
