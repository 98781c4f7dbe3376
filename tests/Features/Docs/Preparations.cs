using System.Globalization;
using System.Text.Json;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Features.Docs;

/// <summary>What must be there before an operation can succeed. Most need nothing but a ledger; the others are listed.
/// </summary>
internal static class Preparations
{
    /// <summary>The name under which a body stands among the values, where the example of the description will not do.
    /// </summary>
    public const string Body = "(body)";

    private const string Watched = "ASML.AMS";

    private static readonly Dictionary<string, Func<Caller, Task<Dictionary<string, string>>>> Known = new()
    {
        ["EditTransaction"] = async user => new() { ["id"] = await TransactionAsync(user) },
        ["DeleteTransaction"] = async user => new() { ["id"] = await TransactionAsync(user) },
        ["GetProfile"] = ProfileAsync,
        ["EditProfile"] = ProfileAsync,
        ["EditSymbol"] = WatchAsync,
        ["RemoveSymbol"] = WatchAsync,
        ["ConfirmDividend"] = async user => new() { ["dividend_id"] = await DividendAsync(user) },
        ["RejectDividend"] = async user => new() { ["dividend_id"] = await DividendAsync(user) },
        ["EditDividend"] = async user => new() { ["original_dividend_id"] = await DividendAsync(user) },
        ["ReadNotification"] = async user => new() { ["id"] = await NotificationAsync(user) },
        ["GetJobProgress"] = async user => new() { ["id"] = await JobAsync(user) },
        ["CancelJob"] = async user => new() { ["id"] = await JobAsync(user) },
        ["RevertImport"] = async user => new() { ["id"] = await ImportAsync(user) },
        ["EraseAccount"] = user => Task.FromResult<Dictionary<string, string>>(new()
        {
            [Body] = $$"""{"confirm":"{{user.Id}}"}""",
        }),
        ["GetRealizedGains"] = _ => Task.FromResult<Dictionary<string, string>>(new() { ["year"] = "2022" }),
        ["GetFinancials"] = _ => Company,
        ["RefreshFinancials"] = _ => Company,
    };

    // A fund has no statements.
    private static Task<Dictionary<string, string>> Company =>
        Task.FromResult<Dictionary<string, string>>(new() { ["symbol"] = "KO" });

    /// <summary>Values for the parameters of the operation.</summary>
    public static async Task<Dictionary<string, string>> ForAsync(Operation operation, Caller user) =>
        Known.TryGetValue(operation.Id, out var prepare) ? await prepare(user) : [];

    private static async Task<string> TransactionAsync(Caller user) => (await user.PostAsync("/api/transactions",
        """{"symbol":"SPY","transaction_type":"Buy","quantity":1,"price":400,"date":"2023-01-04"}"""))
        .Data.GetProperty("transaction").GetProperty("id").GetString()!;

    private static async Task<string> ImportAsync(Caller user) => (await user.PostAsync("/api/import",
        """
        {"schema":"portfoliotracker-export","version":1,"transactions":[
        {"symbol":"SPY","transaction_type":"Buy","quantity":1,"price":401,"date":"2023-01-05"}]}
        """)).Data.GetProperty("import_id").GetString()!;

    private static async Task<string> JobAsync(Caller user) =>
        (await user.PostAsync("/api/analytics/dividends/sync-all", null)).Data.GetProperty("job_id").GetString()!;

    private static async Task<Dictionary<string, string>> ProfileAsync(Caller user)
    {
        await user.PostAsync("/api/profile", """{"first_name":"Ada"}""");
        return [];
    }

    private static async Task<Dictionary<string, string>> WatchAsync(Caller user)
    {
        await user.PostAsync($"/api/watchlist/{Watched}", "{}");
        return new() { ["symbol"] = Watched };
    }

    private static async Task<string> DividendAsync(Caller user)
    {
        string? id = null;
        await Wait.UntilAsync(async () =>
        {
            var rows = (await user.GetAsync("/api/analytics/dividends")).Data.EnumerateArray();
            id = rows
                .Where(row => !row.GetProperty("confirmed").GetBoolean() && IsPaid(row))
                .Select(row => row.GetProperty("id").GetString()).FirstOrDefault();
            return id is not null;
        });
        return id!;
    }

    private static bool IsPaid(JsonElement dividend) => dividend.GetProperty("pay_date").GetString() is { } day
        && DateOnly.Parse(day, CultureInfo.InvariantCulture) <= DateOnly.FromDateTime(DateTime.UtcNow);

    private static async Task<string> NotificationAsync(Caller user)
    {
        // A symbol without a price is told of at once.
        await user.PostAsync("/api/transactions",
            """
            {"symbol":"NOPRICE","transaction_type":"Buy","quantity":1,"price":1,"date":"2023-01-04","unpriced":true}
            """);
        return (await user.GetAsync("/api/notifications")).Data.GetProperty("notifications")[0].GetProperty("id")
            .GetString()!;
    }
}
