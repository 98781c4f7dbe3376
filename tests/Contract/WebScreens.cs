namespace PortfolioTracker.Tests.Contract;

/// <summary>What the web client sends when a screen loads and when its buttons are used, in its order.</summary>
internal static class WebScreens
{
    private const string Chart = "/api/portfolio/performance/historical";

    private static readonly string[] ChartReads =
    [
        "$ > success:true portfolio_performance:arr benchmark_performance:arr performance_metrics:obj metadata:obj",
        "portfolio_performance[] > date:date value:num",
        "benchmark_performance[] > date:date value:num",
        "performance_metrics > portfolio_return_pct:num? index_return_pct:num? outperformance_pct:num?",
        "metadata > no_data:bool index_only:bool",
    ];

    private static readonly string[] DividendReads =
    [
        "$ > success:true data:arr",
        "data[] > id:str symbol:str company:str ex_date:date pay_date:date? amount_per_share:num "
            + "shares_held_at_ex_date:num current_holdings:num total_amount:num confirmed:bool status:str "
            + "dividend_type:str source:str currency:str is_future:bool is_recent:bool created_at:ts? updated_at:ts?",
    ];

    private static readonly string[] Ok = ["$ > success:true"];
    private static readonly string[] Failed = ["$ > success:false error:str message:str detail:str"];

    public static IReadOnlyDictionary<string, ClientCall[]> All { get; } = new Dictionary<string, ClientCall[]>
    {
        ["landing"] = [new("GET /", 200, "$ > status:str version:str") { IsRaw = true, IsStranger = true }],
        ["dashboard"] =
        [
            new("GET /api/complete", 200, CompleteReads.Dashboard),
            new("GET /api/watchlist?include_quotes=false", 200, "$ > success:true watchlist:arr",
                "watchlist[] > symbol:str"),
            new($"GET {Chart}?period=MAX&benchmark=SPY", 200, ChartReads),
        ],
        ["dashboard-chart"] =
        [
            .. from period in (string[])["7D", "1M", "3M", "1Y", "YTD", "MAX"]
               from benchmark in (string[])["SPY", "QQQ", "A200", "URTH", "VTI", "VXUS"]
               select new ClientCall($"GET {Chart}?period={period}&benchmark={benchmark}", 200, ChartReads),
        ],
        ["dashboard-star"] =
        [
            new("POST /api/watchlist/JNJ", 200, Ok) { Body = """{"symbol":"JNJ"}""", SaysJson = true },
            new("POST /api/watchlist/JNJ", 409, Failed) { Body = """{"symbol":"JNJ"}""", SaysJson = true },
            new("DELETE /api/watchlist/JNJ", 200, Ok),
        ],
        ["portfolio"] = [new("GET /api/complete", 200, CompleteReads.Skeleton)],
        ["analytics"] =
        [
            new("GET /api/complete", 200, CompleteReads.Skeleton),
            new("GET /api/complete?force_refresh=true", 200, CompleteReads.Skeleton),
        ],
        ["analytics-dividends"] =
        [
            new("GET /api/analytics/dividends?confirmed_only=false", 200, DividendReads)
                { IsRaw = true, SaysJson = true },
            new("GET /api/analytics/dividends?confirmed_only=true", 200, DividendReads)
                { IsRaw = true, SaysJson = true },
            new("POST /api/analytics/dividends/sync-all", 200) { IsRaw = true },
            new("POST /api/analytics/dividends/confirm?dividend_id={dividend}", 200, Ok)
                { IsRaw = true, SaysJson = true, Body = "{}" },
            new("POST /api/analytics/dividends/confirm?dividend_id={dividend}", 409, Failed)
                { IsRaw = true, SaysJson = true, Body = """{"edited_amount":4.5}""" },
            new("POST /api/analytics/dividends/edit?original_dividend_id={dividend}", 200, Ok)
            {
                IsRaw = true,
                SaysJson = true,
                Body = """{"ex_date":"{ex_date}","pay_date":"","amount_per_share":0.5,"total_amount":5}""",
            },
            new("POST /api/analytics/dividends/reject?dividend_id={dividend2}", 200, Ok)
                { IsRaw = true, SaysJson = true },
            new("POST /api/analytics/dividends/confirm?dividend_id=00000000-0000-4000-8000-000000000000", 404, Failed)
                { IsRaw = true, SaysJson = true, Body = "{}" },
            new("POST /api/analytics/dividends/manual-add", 200, Ok)
            {
                IsRaw = true,
                SaysJson = true,
                Body = """
                    {"ticker":"KO","company_name":"","payment_date":"2023-04-03","total_received":"12.5",
                    "amount_per_share":"","fee":"0","tax":"1.5","note":"","update_cash_balance":true}
                    """,
            },
        ],
        ["watchlist"] =
        [
            new("POST /api/watchlist/KO", 200, Ok)
                { Body = """{"symbol":"KO","notes":"n","target_price":80}""", SaysJson = true },
            new("GET /api/watchlist?include_quotes=true", 200, "$ > success:true watchlist:arr",
                "watchlist[] > id:str symbol:str notes:text? target_price:num? current_price:num? change:num? "
                + "change_percent:num?"),
            new("DELETE /api/watchlist/KO", 200, Ok),
        ],
        ["transactions"] =
        [
            new("GET /api/transactions", 200, "$ > success:true transactions:arr",
                "transactions[] > id:str transaction_type:str symbol:str quantity:num price:num date:date currency:str "
                + "commission:num notes:text? created_at:ts"),
            new("GET /api/symbol_search?q=coca&limit=50", 200, SearchReads),
            new("GET /api/historical_price/KO?date=2024-03-15", 200, "$ > success:true price_data:obj",
                "price_data > close:num"),
            new("POST /api/transactions", 200, "$ > success:true message:str transaction:obj")
            {
                SaysJson = true,
                Body = """
                    {"transaction_type":"Buy","symbol":"PEP","quantity":1,"price":150,"date":"2024-03-15",
                    "currency":"USD","commission":null,"notes":"","amount_invested":150}
                    """,
            },
            new("PUT /api/transactions/{transaction}", 200, "$ > success:true message:str")
            {
                SaysJson = true,
                Body = """
                    {"transaction_type":"Buy","symbol":"PEP","quantity":2,"price":150,"date":"2024-03-15",
                    "currency":"USD","commission":0,"notes":"","amount_invested":300}
                    """,
            },
            new("DELETE /api/transactions/{transaction}", 200, "$ > success:true message:str"),
            new("DELETE /api/transactions/{transaction}", 404, Failed),
        ],
        ["research"] =
        [
            new("GET /api/symbol_search?q=KO&limit=50", 200, SearchReads),
            new("GET /api/stock_overview?symbol=KO", 200, ResearchReads.Overview),
            new("GET /api/watchlist/KO/status", 200, "$ > is_in_watchlist:bool"),
            .. from period in (string[])["years=3", "days=7", "days=30", "days=90", "days=180", "ytd=true", "years=1",
                   "years=5", "years=10"]
               select new ClientCall($"GET /api/stock_prices/KO?{period}", 200,
                   "$ > success:true data:obj metadata:obj",
                   "data > price_data:arr data_points:int years_available:num",
                   "data.price_data[] > time:date date:date close:num open:num? high:num? low:num? volume:num?",
                   "metadata > cache_status:str data_sources:arr"),
            .. from statement in ResearchReads.StatementNames
               from force in (string[])["false", "true"]
               select new ClientCall($"GET /api/financials/KO?data_type={statement}&force_refresh={force}", 200,
                   ResearchReads.Statement(statement)),
            new("GET /api/news/KO?limit=30", 200, ResearchReads.News),
            new("POST /api/watchlist/KO", 200, Ok) { Body = """{"symbol":"KO"}""", SaysJson = true },
            new("DELETE /api/watchlist/KO", 200, Ok),
        ],
        ["stock page"] =
        [
            .. from path in (string[])["overview", "advanced_financials", "historical?period=1Y", "financials/income",
                   "news?limit=20"]
               select new ClientCall($"GET /api/stocks/KO/{path}", 404, Failed) { IsRaw = true, IsStranger = true },
        ],
        ["signed out"] = [new("GET /api/transactions", 401, Failed) { IsStranger = true }],
    };

    private static string[] SearchReads =>
        ["$ > ok:true results:arr", "results[] > symbol:str name:str region:str currency:str type:str source:str"];
}
