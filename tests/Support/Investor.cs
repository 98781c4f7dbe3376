using System.Text.Json;

namespace PortfolioTracker.Tests.Support;

/// <summary>A user with a small ledger: two currencies, a sale, a dividend, a few years.</summary>
internal static class Investor
{
    private static readonly string[] Rows =
    [
        """{"symbol":"KO","transaction_type":"Buy","quantity":10,"price":57.21,"date":"2021-02-03","commission":1}""",
        """{"symbol":"KO","transaction_type":"Sell","quantity":4,"price":60,"date":"2022-05-16","commission":1}""",
        """{"symbol":"KO","transaction_type":"DIVIDEND","quantity":6,"price":0.3808,"date":"2022-06-15"}""",
        """
        {"symbol":"SAP.DEX","transaction_type":"Buy","quantity":5,"price":80,"date":"2022-01-10","currency":"EUR"}
        """,
        """{"symbol":"SPY","transaction_type":"Buy","quantity":2,"price":417.5,"date":"2022-05-16"}""",
    ];

    public static async Task<Caller> OfAsync(Task<App> app)
    {
        var user = (await app).NewUser();
        foreach (var row in Rows)
        {
            var added = await user.PostAsync("/api/transactions", row);
            if (added.Status != 200)
            {
                throw new InvalidOperationException($"The ledger was refused: {added.Text}");
            }
        }

        return user;
    }

    /// <summary>Two answers between which nothing has arrived from the market: the first one is the same again.
    /// </summary>
    public static async Task<(Answer First, Answer Second)> AtOneMomentAsync(
        Func<Task<Answer>> askFirst, Func<Task<Answer>> askSecond)
    {
        while (true)
        {
            var (first, second, again) = (await askFirst(), await askSecond(), await askFirst());
            if (first.Header("ETag") == again.Header("ETag"))
            {
                return (first, second);
            }
        }
    }

    /// <summary>The ready document: what the ledger stands on has arrived.</summary>
    public static async Task<JsonElement> SettledAsync(Caller user)
    {
        Answer answer = await user.GetAsync("/api/portfolio/complete");
        await Wait.UntilAsync(async () =>
        {
            answer = await user.GetAsync("/api/portfolio/complete");
            var holdings = answer.Data.GetProperty("portfolio_data").GetProperty("holdings").EnumerateArray();
            return answer.Json.GetProperty("metadata").GetProperty("missing").GetArrayLength() == 0
                && holdings.All(row => row.GetProperty("company_name").ValueKind == JsonValueKind.String
                    && (row.GetProperty("sector").ValueKind == JsonValueKind.String
                        || row.GetProperty("asset_class").GetString() == "ETF"));
        });
        return answer.Data;
    }

    public static async Task<Caller> SettledOfAsync(Task<App> app)
    {
        var user = await OfAsync(app);
        await SettledAsync(user with { Version = null });
        return user;
    }
}
