using System.Text.Json;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Domain.Lots;

/// <summary>Cases of other projects' tests, recomputed; read from beside the repository.</summary>
internal sealed class LotVectorTests
{
    private const string Transfer = "no transfers between accounts: there is one account";
    private const string Short = "no short positions: a sale of what is not held is refused";

    private static readonly Dictionary<string, string> LeftOut = new()
    {
        ["hledger-lifo-8-transfer"] = Transfer,
        ["pp-1498-fifo"] = Transfer,
        ["pp-4446-multiple-transfers"] = Transfer,
        ["pp-4446-same-day-transfer"] = Transfer,
        ["wf-cross-currency-transfer"] = Transfer,
        ["wf-transfer-50-20"] = "no transfer out that realises nothing",
        ["pp-trade-short-multiple-sells"] = Short,
        ["gf-btc-short-average"] = Short,
        ["pp-same-day-out-before-in"] = "rows of one day count as entered, purchases do not go first",
    };

    [Test]
    public async Task Every_case_runs_or_is_left_out_for_a_reason()
    {
        using var cases = JsonDocument.Parse(await File.ReadAllTextAsync(
            SharedFiles.PathOrSkip("vectors", "lots.dev.json")));
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
            failures.AddRange(new LotVector(testCase).Differences().Select(difference => $"{id}: {difference}"));
        }

        await Assert.That(failures).IsEmpty().Because(string.Join('\n', failures));
        await Assert.That(run + leftOut).IsEqualTo(all);
        await Assert.That(leftOut).IsEqualTo(LeftOut.Count);
        await Assert.That(run).IsGreaterThanOrEqualTo(40);
    }
}
