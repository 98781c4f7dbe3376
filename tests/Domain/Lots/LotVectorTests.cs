using System.Text.Json;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Domain.Lots;

/// <summary>Cases of other projects' tests, recomputed; read from beside the repository.</summary>
internal sealed class LotVectorTests
{
    private const string Transfer = "no transfers between accounts: there is one account";
    private const string TransferOut = "no transfer out that realises nothing";
    private const string Short = "no short positions: a sale of what is not held is refused";
    private const string Order = "rows of one day count as entered, purchases do not go first";

    /// <summary>The file as it is known here; of another one the rule alone decides.</summary>
    private const int CasesKnown = 57;

    private static readonly Dictionary<string, string> LeftOut = new()
    {
        ["hledger-lifo-8-transfer"] = Transfer,
        ["pp-1498-fifo"] = Transfer,
        ["pp-4446-multiple-transfers"] = Transfer,
        ["pp-4446-same-day-transfer"] = Transfer,
        ["wf-cross-currency-transfer"] = Transfer,
        ["wf-transfer-50-20"] = TransferOut,
        ["pp-trade-short-multiple-sells"] = Short,
        ["gf-btc-short-average"] = Short,
        ["pp-same-day-out-before-in"] = Order,
    };

    [Test]
    public async Task Every_case_runs_or_is_left_out_for_a_reason()
    {
        using var cases = JsonDocument.Parse(await File.ReadAllTextAsync(
            SharedFiles.PathOrSkip("vectors", "lots.dev.json")));
        var (all, run, leftOut, failures) = (0, 0, new Dictionary<string, string>(), new List<string>());

        foreach (var testCase in cases.RootElement.EnumerateArray())
        {
            all++;
            var id = testCase.GetProperty("id").GetString()!;
            if (WhyNot(testCase) is { } reason)
            {
                leftOut[id] = reason;
                continue;
            }

            run++;
            failures.AddRange(new LotVector(testCase).Differences().Select(difference => $"{id}: {difference}"));
        }

        await Assert.That(failures).IsEmpty().Because(string.Join('\n', failures));
        await Assert.That(run + leftOut.Count).IsEqualTo(all);
        await Assert.That(leftOut).IsEquivalentTo(all == CasesKnown ? LeftOut : leftOut);
        await Assert.That(run).IsGreaterThanOrEqualTo(40);
    }

    private static string? WhyNot(JsonElement testCase)
    {
        var types = testCase.GetProperty("transactions").EnumerateArray()
            .Select(row => row.GetProperty("type").GetString()).ToHashSet();
        if (types.Contains("TRANSFER") || types.Contains("TRANSFER_OUT_EXTERNAL"))
        {
            return types.Contains("TRANSFER") ? Transfer : TransferOut;
        }

        var expected = testCase.GetProperty("expected");
        return expected.TryGetProperty("error", out _) || !new LotVector(testCase).IsOversold ? null
            : expected.TryGetProperty("quantity", out var quantity) && quantity.GetDecimal() < 0 ? Short
            : Order;
    }
}
