namespace PortfolioTracker.Tests.Contract;

/// <summary>What the mobile client sends. Names that it wants and that nobody ever sent stay absent.</summary>
internal static class MobileScreens
{
    private static readonly string[] Complete = ["$ > success:true portfolio_data:obj performance_data:obj"];

    public static IReadOnlyDictionary<string, ClientCall[]> All { get; } = new Dictionary<string, ClientCall[]>
    {
        ["dashboard"] = [new("GET /api/complete", 200, Complete)],
        ["portfolio"] =
        [
            new("GET /api/complete", 200, Complete),
            new("GET /api/transactions", 200, "transactions[] > id:str transaction_type:str quantity:num price:num"),
        ],
        ["analytics"] = [new("GET /api/complete", 200, Complete)],
        ["research"] =
        [
            new("GET /api/dashboard", 200, "$ > success:true portfolio:obj"),
            new("GET /api/symbol_search?q=ko&limit=50", 200, "$ > ok:true results:arr"),
            new("GET /api/quote/KO", 200, "$ > success:true data:obj",
                "data > price:num change:num? change_percent:num?"),
            new("GET /api/stock_overview?symbol=KO", 200, "$ > fundamentals:obj price_data:obj"),
            new("GET /api/news/KO?limit=10", 200, "$ > success:true data:obj"),
        ],
        ["stock detail"] =
        [
            new("GET /api/quote/KO", 200, "data > price:num change:num? change_percent:num?"),
            new("GET /api/stock_overview?symbol=KO", 200, "price_data > price:num"),
        ],
        ["transaction form"] =
        [
            new("GET /api/profile/currency", 200, "$ > base_currency:str"),
            new("GET /api/forex/rate?from_currency=EUR&to_currency=USD&date=2024-03-15", 200, "$ > rate:num"),
            new("POST /api/transactions", 200, "$ > success:true")
            {
                SaysJson = true,
                Body = """
                    {"symbol":"SAP.DEX","transaction_type":"BUY","quantity":1,"price":170,"commission":0,
                    "currency":"EUR","exchange_rate":1.0,"date":"2024-03-15","notes":""}
                    """,
            },
            new("POST /api/transactions", 422, "$ > detail:str") { SaysJson = true, Body = """{"symbol":""}""" },
        ],
        ["profile completion"] =
        [
            new("POST /api/profile", 200, "$ > first_name:str base_currency:str")
            {
                SaysJson = true,
                Body = """{"first_name":"José","last_name":"Łuczak","country":"DE","base_currency":"USD"}""",
            },
            new("POST /api/profile", 400, "$ > detail:str") { SaysJson = true, Body = """{"first_name":"José"}""" },
        ],
        ["gain and loss cards"] =
        [
            new("GET /api/dashboard/gainers", 200, MoverReads),
            new("GET /api/dashboard/losers", 200, MoverReads),
        ],
    };

    private static string[] MoverReads =>
        ["data > items:arr", "data.items[] > ticker:str name:str value:num changePercent:num changeValue:num"];
}
