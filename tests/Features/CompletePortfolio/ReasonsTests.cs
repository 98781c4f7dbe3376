using System.Text.Json;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Features.CompletePortfolio;

internal sealed class ReasonsTests
{
    private const string Path = "/api/portfolio/complete";

    // What is told under another name, and dates of a drawdown: null while there was none, or no recovery.
    private static readonly Dictionary<string, string> ToldAs = new()
    {
        ["irr_percent"] = "xirr",
        ["period_return_percent"] = "xirr",
    };

    [Test]
    [Arguments("nothing")]
    [Arguments("sold")]
    [Arguments("gift")]
    [Arguments("new")]
    [Arguments("unpriced")]
    public async Task Every_figure_of_performance_that_is_null_has_a_reason(string ledger)
    {
        var user = (await App.SharedAsync()).NewUser();
        await RecordAsync(user, ledger);

        var performance = (await user.GetAsync(Path)).Data.GetProperty("performance_data");

        var reasons = performance.GetProperty("reasons");
        var isUntold = reasons.TryGetProperty("twr_percent", out _);
        foreach (var figure in performance.EnumerateObject().Where(figure =>
            figure.Value.ValueKind == JsonValueKind.Null
            && !figure.Name.StartsWith("drawdown_", StringComparison.Ordinal)
            && !(figure.Name == "twr_annualized_percent" && isUntold)))
        {
            await Assert.That(reasons.TryGetProperty(ToldAs.GetValueOrDefault(figure.Name, figure.Name), out _))
                .IsTrue().Because($"{figure.Name} is null in {performance}");
        }

        if (performance.GetProperty("benchmark").GetProperty("xirr").ValueKind == JsonValueKind.Null)
        {
            await Assert.That(reasons.TryGetProperty("benchmark", out _)).IsTrue();
        }
    }

    [Test]
    public async Task A_partial_return_says_which_day_is_left_out()
    {
        var user = (await App.SharedAsync()).NewUser();
        await RecordAsync(user, "gift");

        var performance = (await user.GetAsync(Path)).Data.GetProperty("performance_data");

        await Assert.That(performance.GetProperty("twr_status").GetString()).IsEqualTo("partial");
        await Assert.That(performance.GetProperty("reasons").GetProperty("twr_percent").GetString())
            .Contains("2024-03-04");
    }

    [Test]
    public async Task A_return_that_leaves_a_holding_out_is_partial_in_every_view()
    {
        var user = (await App.SharedAsync()).NewUser();
        await RecordAsync(user, "unpriced");
        await user.PostAsync("/api/transactions", TradeJson.Of("Buy", "KO", "10", "2023-03-06", "57.5"));

        var performance = (await user.GetAsync(Path)).Data.GetProperty("performance_data");
        var measured = (await user.GetAsync("/api/analytics/performance")).Data.GetProperty("returns")[1];

        await Assert.That(performance.GetProperty("xirr_status").GetString()).IsEqualTo("partial");
        await Assert.That(measured.GetProperty("name").GetString()).IsEqualTo("money_weighted");
        await Assert.That(measured.GetProperty("status").GetString()).IsEqualTo("partial");
        await Assert.That(measured.GetProperty("reason").GetString())
            .IsEqualTo(performance.GetProperty("reasons").GetProperty("xirr").GetString());
    }

    private static async Task RecordAsync(Caller user, string ledger)
    {
        string[] rows = ledger switch
        {
            "sold" => [TradeJson.Of("Buy", "KO", "10", "2023-03-06", "57.5"),
                TradeJson.Of("Sell", "KO", "10", "2024-03-06", "60")],
            "gift" => [TradeJson.Of("Buy", "KO", "10", "2024-03-04", "0")],
            "new" => [TradeJson.Of("Buy", "KO", "10", $"{DateTime.UtcNow:yyyy-MM-dd}", "60")],
            "unpriced" => [TradeJson.Of("Buy", "NOT-LISTED", "10", "2024-03-04", "60")],
            _ => [],
        };
        foreach (var row in rows)
        {
            await Assert.That((await user.PostAsync("/api/transactions", row)).Status).IsEqualTo(200);
        }
    }
}
