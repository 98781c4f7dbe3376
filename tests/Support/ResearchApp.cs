using Microsoft.Extensions.DependencyInjection;
using PortfolioTracker.Infrastructure.MarketData;

namespace PortfolioTracker.Tests.Support;

/// <summary>The whole service with a provider that answers by a script, on a Saturday after the session of Friday 15
/// May 2026. Answers are made by hand, small enough to check by eye.</summary>
internal static class ResearchApp
{
    public static readonly DateTimeOffset Saturday = new(2026, 5, 16, 12, 0, 0, TimeSpan.Zero);

    private static readonly (string Name, string Value)[] Usual =
    [
        ("ALPHA_VANTAGE_API_KEY", "TESTKEY0TESTKEY0"), ("ALPHA_VANTAGE_REQUESTS_PER_SECOND", "1000"),
        ("ECB_BASE_URL", "off"), ("RateLimits__Burst", "5000"),
    ];

    private static readonly Lazy<Task<App>> Shared = new(() =>
        StartAsync(new() { Answer = Script }, settings: ("AlphaVantage__DailyBudget", "0")));

    /// <summary>One service for all who only look at what <see cref="Script"/> has. Never dispose of it.</summary>
    public static Task<App> SharedAsync() => Shared.Value;

    public static Task<App> StartAsync(
        ScriptedProvider provider, TimeProvider? clock = null, string? database = null,
        params (string Name, string Value)[] settings) =>
        App.StartAsync(new()
        {
            Database = database,
            Clock = clock ?? new ShiftedClock(Saturday),
            Settings = settings.Concat(Usual).DistinctBy(setting => setting.Name)
                .ToDictionary(setting => setting.Name, setting => (string?)setting.Value),
            Services = services => services.AddHttpClient<AlphaVantageClient>()
                .ConfigurePrimaryHttpMessageHandler(() => provider),
        });

    /// <summary>A caller whose token has the service role.</summary>
    public static Caller ServiceRole(this App app)
    {
        var user = Guid.NewGuid();
        var claims = Token.Claims(user, app.Clock.GetUtcNow())
            .Replace("\"role\":\"authenticated\"", "\"role\":\"service_role\"", StringComparison.Ordinal);
        return new(app.Http, user, Token.Sign(claims));
    }

    public static string? Script(ProviderQuery query) => (query.Function, query.Symbol) switch
    {
        ("GLOBAL_QUOTE", "IBM" or "KO" or "PEP") => Quote(query.Symbol, "219.3000", "218.3700"),
        ("GLOBAL_QUOTE", "TSCO.LON") => Quote("TSCO.LON", "450.5000", "445.0000"),
        ("TIME_SERIES_DAILY", "IBM") => ScriptedProvider.Bars(
            ("2026-05-15", 219.3m), ("2026-05-14", 218.37m), ("2026-05-13", 214.64m), ("2026-05-12", 219.22m),
            ("2026-05-11", 223.55m)),
        ("SPLITS", "IBM") => """{"symbol":"IBM","data":[]}""",
        ("DIVIDENDS", "IBM") => """{"symbol":"IBM","data":[{"ex_dividend_date":"2026-05-14","amount":"1.63"}]}""",
        ("OVERVIEW", "IBM" or "PEP") => Overview.Replace("IBM", query.Symbol, StringComparison.Ordinal),
        ("INCOME_STATEMENT" or "BALANCE_SHEET" or "CASH_FLOW", "IBM" or "PEP") =>
            Statement.Replace("IBM", query.Symbol, StringComparison.Ordinal),
        ("SYMBOL_SEARCH", "TESCO") => Search,
        ("SYMBOL_SEARCH", "ACME") => Search.Replace("TSC", "ACM", StringComparison.Ordinal)
            .Replace("Tesco", "Acme", StringComparison.Ordinal),
        ("SYMBOL_SEARCH", "TSCO.LON") => ScriptedProvider.Match("TSCO.LON", "Tesco PLC", "GBX"),
        ("FX_DAILY", "EUR/USD") =>
            ScriptedProvider.Bars(("2026-05-15", 1.25m), ("2026-05-14", 1.2m), ("2026-05-01", 1.1m)),
        ("FX_DAILY", "USD/JPY") => ScriptedProvider.Bars(("2026-05-15", 160m), ("2026-05-14", 150m)),
        ("FX_DAILY", "GBP/USD") => ScriptedProvider.Bars(("2026-05-15", 1.6m)),
        ("NEWS_SENTIMENT", _) when query.Text.Contains("tickers=IBM", StringComparison.Ordinal) => News,
        ("NEWS_SENTIMENT", _) => """{"Information":"Invalid inputs. Please refer to the API documentation."}""",
        _ => null,
    };

    public static string Quote(string symbol, string price, string previous, string day = "2026-05-15") => $$$"""
        {"Global Quote":{"01. symbol":"{{{symbol}}}","02. open":"218.2000","03. high":"220.9100","04. low":"217.6150",
        "05. price":"{{{price}}}","06. volume":"6154450","07. latest trading day":"{{{day}}}",
        "08. previous close":"{{{previous}}}","09. change":"-","10. change percent":"None"}}
        """;

    private const string Overview = """
        {"Symbol":"IBM","AssetType":"Common Stock","Name":"International Business Machines","Description":"Computers.",
        "Exchange":"NYSE","Currency":"USD","Country":"USA","Sector":"TECHNOLOGY","Industry":"IT SERVICES",
        "FiscalYearEnd":"December","LatestQuarter":"2026-03-31","MarketCapitalization":"204000000000","PERatio":"None",
        "ForwardPE":"18.2","EPS":"6.5","DividendYield":"0.0308","EVToEBITDA":"-","Beta":"0","52WeekHigh":"290.1",
        "DividendDate":"2026-06-10","ExDividendDate":"None","ProfitMargin":"0.157","AnalystTargetPrice":""}
        """;

    private const string Statement = """
        {"symbol":"IBM","annualReports":[{"fiscalDateEnding":"2025-12-31","reportedCurrency":"USD",
        "totalRevenue":"67535000000","costofGoodsAndServicesSold":"27350000000","depreciation":"None"}],
        "quarterlyReports":[{"fiscalDateEnding":"2026-03-31","reportedCurrency":"USD","totalRevenue":"15000000000.5",
        "costofGoodsAndServicesSold":"-","depreciation":"0"}]}
        """;

    private const string Search = """
        {"bestMatches":[
        {"1. symbol":"TSCDY","2. name":"Tesco PLC","3. type":"Equity","4. region":"United States",
        "5. marketOpen":"09:30","6. marketClose":"16:00","7. timezone":"UTC-04","8. currency":"USD",
        "9. matchScore":"0.7143"},
        {"1. symbol":"TSCO.LON","2. name":"Tesco PLC","3. type":"Equity","4. region":"United Kingdom",
        "5. marketOpen":"08:00","6. marketClose":"16:30","7. timezone":"UTC+01","8. currency":"GBX",
        "9. matchScore":"0.7273"},
        {"1. symbol":"ZZZ","2. name":"null","3. type":"Equity","4. region":"Frankfurt","5. marketOpen":"08:00",
        "6. marketClose":"20:00","7. timezone":"UTC+02","8. currency":"EUR","9. matchScore":"0.1"}]}
        """;

    private const string News = """
        {"items":"3","sentiment_score_definition":"x <= -0.35: Bearish","relevance_score_definition":"0 < x <= 1",
        "feed":[
        {"title":"One","url":"https://news.example/1","time_published":"20260515T110100","authors":["A. Writer"],
        "summary":"First.","banner_image":null,"source":"Wire","category_within_source":"n/a",
        "source_domain":"news.example","topics":[{"topic":"technology","relevance_score":"0.846949"}],
        "overall_sentiment_score":0.22902,"overall_sentiment_label":"Somewhat-Bullish",
        "ticker_sentiment":[{"ticker":"AAPL","relevance_score":"0.1","ticker_sentiment_score":"0.2",
        "ticker_sentiment_label":"Neutral"},{"ticker":"IBM","relevance_score":"0.9","ticker_sentiment_score":"0.061509",
        "ticker_sentiment_label":"Neutral"}]},
        {"title":"Two","url":"https://news.example/2","time_published":"20260514T110100","authors":[],"summary":"",
        "banner_image":"","source":"","source_domain":"news.example","topics":[],"overall_sentiment_score":-0.1,
        "overall_sentiment_label":"Neutral","ticker_sentiment":[]},
        {"title":"No score","url":"https://news.example/3","source":"Wire"}]}
        """;

    [After(TestSession)]
    public static async Task StopAsync()
    {
        if (Shared.IsValueCreated && Shared.Value.IsCompletedSuccessfully)
        {
            await (await Shared.Value).DisposeAsync();
        }
    }
}
