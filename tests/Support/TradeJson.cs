namespace PortfolioTracker.Tests.Support;

/// <summary>Bodies of transactions. Values are raw JSON, so that a test can write what no serialiser would.</summary>
internal static class TradeJson
{
    /// <summary>A trade that keeps every rule and needs no market data.</summary>
    public static string Of(string type, string symbol, string quantity, string date, string price = "10") =>
        With(("transaction_type", $"\"{type}\""), ("symbol", $"\"{symbol}\""), ("quantity", quantity),
            ("date", $"\"{date}\""), ("price", price));

    /// <summary>The same with members replaced or added; a null value leaves the member out.</summary>
    public static string With(params (string Name, string? Value)[] changes)
    {
        var members = new Dictionary<string, string?>
        {
            ["symbol"] = "\"AAPL\"",
            ["transaction_type"] = "\"Buy\"",
            ["quantity"] = "10",
            ["price"] = "100.5",
            ["date"] = "\"2024-03-15\"",
            ["unpriced"] = "true",
        };
        foreach (var (name, value) in changes)
        {
            members[name] = value;
        }

        return "{" + string.Join(",", members.Where(member => member.Value is not null)
            .Select(member => $"\"{member.Key}\":{member.Value}")) + "}";
    }

    /// <summary>Records one; answers its row.</summary>
    public static async Task<System.Text.Json.JsonElement> AddAsync(
        this Caller caller, string type, string symbol, string quantity, string date)
    {
        var answer = await caller.PostAsync("/api/transactions", Of(type, symbol, quantity, date));
        return answer.Status == 200
            ? answer.Data.GetProperty("transaction")
            : throw new InvalidOperationException($"{answer.Status} {answer.Text}");
    }

    public static string Id(this System.Text.Json.JsonElement row) => row.GetProperty("id").GetString()!;
}
