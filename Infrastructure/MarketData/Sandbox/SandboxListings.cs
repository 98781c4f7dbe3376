using static PortfolioTracker.Infrastructure.MarketData.Sandbox.SandboxExchange;

namespace PortfolioTracker.Infrastructure.MarketData.Sandbox;

/// <summary>Every security of the sandbox.</summary>
internal static class SandboxListings
{
    private const string Tech = "TECHNOLOGY";
    private const string Media = "COMMUNICATION SERVICES";
    private const string Cyclical = "CONSUMER CYCLICAL";
    private const string Staples = "CONSUMER DEFENSIVE";
    private const string Health = "HEALTHCARE";
    private const string Finance = "FINANCIAL SERVICES";
    private const string Energy = "ENERGY";
    private const string Industry = "INDUSTRIALS";
    private const string Property = "REAL ESTATE";
    private const string Materials = "BASIC MATERIALS";
    private const string Fund = SandboxListing.Fund;

    public static IReadOnlyList<SandboxListing> All { get; } =
        [.. American(), .. MoreAmerican(), .. Funds(), .. European(), .. Other()];

    private static readonly Dictionary<string, SandboxListing> BySymbol =
        All.ToDictionary(listing => listing.Symbol, StringComparer.OrdinalIgnoreCase);

    public static SandboxListing? Find(string? symbol) => symbol is null ? null : BySymbol.GetValueOrDefault(symbol);

    private static SandboxListing[] American() =>
    [
        new("AAPL", "Apple Inc", Nasdaq, Tech, "CONSUMER ELECTRONICS", 7.6, .216, .28, .005, 4, 15100, 2012,
            On(2014, 6, 9, 7), On(2020, 8, 31, 4)),
        new("MSFT", "Microsoft Corporation", Nasdaq, Tech, "SOFTWARE", 30.9, .165, .25, .008, 4, 7430),
        new("GOOGL", "Alphabet Inc Class A", Nasdaq, Media, "INTERNET CONTENT", 15.6, .156, .28, .005, 4, 12200, 2024,
            On(2022, 7, 18, 20)),
        new("AMZN", "Amazon.com Inc", Nasdaq, Cyclical, "INTERNET RETAIL", 6.7, .212, .33, 0, 0, 10500, 2010,
            On(2022, 6, 6, 20)),
        new("NVDA", "NVIDIA Corporation", Nasdaq, Tech, "SEMICONDUCTORS", .46, .357, .42, .0004, 4, 24500, 2013,
            On(2021, 7, 20, 4), On(2024, 6, 10, 10)),
        new("META", "Meta Platforms Inc", Nasdaq, Media, "INTERNET CONTENT", 30, .187, .36, .004, 4, 2520, 2024),
        new("TSLA", "Tesla Inc", Nasdaq, Cyclical, "AUTO MANUFACTURERS", 1.6, .327, .5, 0, 0, 3200, 2010,
            On(2020, 8, 31, 5), On(2022, 8, 25, 3)),
        new("BRK-B", "Berkshire Hathaway Inc Class B", Nyse, Finance, "INSURANCE", 66, .123, .19, 0, 0, 2160),
        new("JPM", "JPMorgan Chase & Co", Nyse, Finance, "BANKS", 42.9, .11, .26, .023, 4, 2800),
        new("V", "Visa Inc Class A", Nyse, Finance, "CREDIT SERVICES", 22, .167, .23, .008, 4, 1940, 2010,
            On(2015, 3, 19, 4)),
        new("JNJ", "Johnson & Johnson", Nyse, Health, "DRUG MANUFACTURERS", 64, .057, .16, .03, 4, 2410),
        new("PG", "Procter & Gamble Company", Nyse, Staples, "HOUSEHOLD PRODUCTS", 61, .062, .16, .025, 4, 2340),
        new("KO", "Coca-Cola Company", Nyse, Staples, "BEVERAGES", 28.5, .052, .16, .03, 4, 4300, 2010,
            On(2012, 8, 13, 2)),
        new("PEP", "PepsiCo Inc", Nasdaq, Staples, "BEVERAGES", 61, .058, .17, .032, 4, 1370),
        new("XOM", "Exxon Mobil Corp", Nyse, Energy, "OIL & GAS", 69, .03, .26, .038, 4, 4300),
        new("CVX", "Chevron Corp", Nyse, Energy, "OIL & GAS", 79, .04, .27, .042, 4, 1750),
        new("UNH", "UnitedHealth Group Incorporated", Nyse, Health, "HEALTHCARE PLANS", 31.5, .15, .25, .015, 4, 910),
        new("HD", "Home Depot Inc", Nyse, Cyclical, "HOME IMPROVEMENT", 28.7, .163, .23, .024, 4, 995),
        new("DIS", "Walt Disney Company", Nyse, Media, "ENTERTAINMENT", 32, .074, .26, .01, 2, 1800),
        new("NFLX", "Netflix Inc", Nasdaq, Media, "ENTERTAINMENT", 7.6, .28, .42, 0, 0, 430, 2010,
            On(2015, 7, 15, 7)),
        new("INTC", "Intel Corporation", Nasdaq, Tech, "SEMICONDUCTORS", 20.9, .01, .33, .02, 4, 4300),
        new("CSCO", "Cisco Systems Inc", Nasdaq, Tech, "COMMUNICATION EQUIPMENT", 24.7, .056, .24, .028, 4, 3980),
        new("IBM", "International Business Machines", Nyse, Tech, "INFORMATION TECHNOLOGY SERVICES", 125, .04, .22, .04,
            4, 930, 2010, On(2021, 11, 4, 1.046)),
        new("VZ", "Verizon Communications Inc", Nyse, Media, "TELECOM SERVICES", 31, .02, .18, .06, 4, 4210),
        new("T", "AT&T Inc", Nyse, Media, "TELECOM SERVICES", 21, .003, .2, .055, 4, 7180),
        new("PFE", "Pfizer Inc", Nyse, Health, "DRUG MANUFACTURERS", 18, .025, .22, .045, 4, 5670),
        new("ABBV", "AbbVie Inc", Nyse, Health, "DRUG MANUFACTURERS", 34, .106, .24, .037, 4, 1770),
        new("O", "Realty Income Corp", Nyse, Property, "REIT - RETAIL", 26, .048, .21, .053, 12, 870),
        new("MCD", "McDonald's Corporation", Nyse, Cyclical, "RESTAURANTS", 63, .097, .18, .023, 4, 715),
        new("WMT", "Walmart Inc", Nyse, Staples, "DISCOUNT STORES", 18, .102, .19, .012, 4, 8030, 2010,
            On(2024, 2, 26, 3)),
        new("COST", "Costco Wholesale Corp", Nasdaq, Staples, "DISCOUNT STORES", 60, .165, .21, .006, 4, 444),
        new("AMD", "Advanced Micro Devices Inc", Nasdaq, Tech, "SEMICONDUCTORS", 9.5, .17, .5, 0, 0, 1620),
        new("BA", "Boeing Company", Nyse, Industry, "AEROSPACE & DEFENSE", 56, .075, .35, 0, 0, 750),
        new("CAT", "Caterpillar Inc", Nyse, Industry, "FARM & HEAVY MACHINERY", 58, .112, .29, .016, 4, 478),
    ];

    private static SandboxListing[] MoreAmerican() =>
    [
        new("GOOG", "Alphabet Inc Class C", Nasdaq, Media, "INTERNET CONTENT", 15.6, .156, .28, .005, 4, 5500, 2024,
            On(2022, 7, 18, 20)),
        new("AVGO", "Broadcom Inc", Nasdaq, Tech, "SEMICONDUCTORS", 1.8, .3, .36, .012, 4, 4700, 2011,
            On(2024, 7, 15, 10)),
        new("ORCL", "Oracle Corp", Nyse, Tech, "SOFTWARE", 24, .125, .28, .01, 4, 2810),
        new("ADBE", "Adobe Inc", Nasdaq, Tech, "SOFTWARE", 37, .133, .32, 0, 0, 425),
        new("CRM", "Salesforce Inc", Nyse, Tech, "SOFTWARE", 18.5, .154, .35, .006, 4, 955, 2024,
            On(2013, 4, 18, 4)),
        new("QCOM", "Qualcomm Inc", Nasdaq, Tech, "SEMICONDUCTORS", 46, .076, .33, .021, 4, 1100),
        new("TXN", "Texas Instruments Incorporated", Nasdaq, Tech, "SEMICONDUCTORS", 26, .114, .28, .028, 4, 910),
        new("ACN", "Accenture plc", Nyse, Tech, "INFORMATION TECHNOLOGY SERVICES", 41, .107, .24, .019, 4, 625),
        new("MA", "Mastercard Inc", Nyse, Finance, "CREDIT SERVICES", 25.6, .181, .25, .006, 4, 905, 2010,
            On(2014, 1, 22, 10)),
        new("BAC", "Bank of America Corp", Nyse, Finance, "BANKS", 15, .074, .3, .024, 4, 7500),
        new("WFC", "Wells Fargo & Company", Nyse, Finance, "BANKS", 27, .066, .28, .024, 4, 3250),
        new("C", "Citigroup Inc", Nyse, Finance, "BANKS", 33, .066, .31, .026, 4, 1850, 2010, On(2011, 5, 9, .1)),
        new("GS", "Goldman Sachs Group Inc", Nyse, Finance, "CAPITAL MARKETS", 168, .091, .28, .02, 4, 305),
        new("MS", "Morgan Stanley", Nyse, Finance, "CAPITAL MARKETS", 29, .101, .31, .027, 4, 1600),
        new("AXP", "American Express Company", Nyse, Finance, "CREDIT SERVICES", 40, .128, .27, .011, 4, 695),
        new("LLY", "Eli Lilly and Company", Nyse, Health, "DRUG MANUFACTURERS", 35, .198, .27, .009, 4, 945),
        new("MRK", "Merck & Co Inc", Nyse, Health, "DRUG MANUFACTURERS", 35, .056, .2, .035, 4, 2500),
        new("ABT", "Abbott Laboratories", Nyse, Health, "MEDICAL DEVICES", 26, .093, .2, .019, 4, 1740),
        new("LOW", "Lowe's Companies Inc", Nyse, Cyclical, "HOME IMPROVEMENT", 23, .139, .26, .018, 4, 560),
        new("NKE", "Nike Inc", Nyse, Cyclical, "FOOTWEAR & ACCESSORIES", 16, .083, .27, .021, 4, 1480, 2010,
            On(2012, 12, 26, 2), On(2015, 12, 24, 2)),
        new("SBUX", "Starbucks Corp", Nasdaq, Cyclical, "RESTAURANTS", 11.5, .118, .25, .026, 4, 1136, 2010,
            On(2015, 4, 9, 2)),
        new("F", "Ford Motor Company", Nyse, Cyclical, "AUTO MANUFACTURERS", 10, .016, .33, .05, 4, 3980, 2012),
        new("TGT", "Target Corp", Nyse, Staples, "DISCOUNT STORES", 48, .04, .27, .04, 4, 455),
        new("HON", "Honeywell International Inc", Nasdaq, Industry, "CONGLOMERATES", 37, .1, .22, .021, 4, 635),
        new("UPS", "United Parcel Service Inc", Nyse, Industry, "INTEGRATED FREIGHT & LOGISTICS",
            57, .03, .24, .055, 4, 848),
        new("COP", "ConocoPhillips", Nyse, Energy, "OIL & GAS", 40, .048, .32, .035, 4, 1250),
    ];

    private static SandboxListing[] Funds() =>
    [
        new("SPY", "SPDR S&P 500 ETF Trust", Arca, Fund, "US LARGE", 113, .103, .165, .013, 4, 950),
        new("QQQ", "Invesco QQQ Trust", Nasdaq, Fund, "US GROWTH", 46, .15, .2, .006, 4, 620),
        new("VTI", "Vanguard Total Stock Market ETF", Arca, Fund, "US LARGE", 57, .102, .17, .013, 4, 1600),
        new("VXUS", "Vanguard Total International Stock ETF", Nasdaq, Fund, "WORLD EX US",
            50, .014, .165, .031, 4, 1200),
        new("VOO", "Vanguard S&P 500 ETF", Arca, Fund, "US LARGE", 103, .103, .165, .013, 4, 1050),
        new("URTH", "iShares MSCI World ETF", Arca, Fund, "WORLD", 54, .068, .16, .015, 2, 26),
        new("AGG", "iShares Core US Aggregate Bond ETF", Arca, Fund, "BONDS", 103, -.003, .045, .034, 12, 1250),
        new("SCHD", "Schwab US Dividend Equity ETF", Arca, Fund, "US DIVIDEND", 10, .062, .15, .036, 4, 2400, 2012,
            On(2024, 10, 11, 3)),
        new("GLD", "SPDR Gold Shares", Arca, Fund, "GOLD", 110, .051, .15, 0, 0, 300),
        new("IVV", "iShares Core S&P 500 ETF", Arca, Fund, "US LARGE", 112, .103, .165, .013, 4, 990),
        new("DIA", "SPDR Dow Jones Industrial Average ETF Trust", Arca, Fund, "US LARGE", 104, .089, .16, .016, 12, 90),
        new("VEA", "Vanguard FTSE Developed Markets ETF", Arca, Fund, "WORLD EX US", 34, .036, .17, .029, 4, 2700),
        new("TLT", "iShares 20+ Year Treasury Bond ETF", Nasdaq, Fund, "BONDS", 90, -.001, .14, .038, 12, 550),
        new("SLV", "iShares Silver Trust", Arca, Fund, "SILVER", 17, .058, .28, 0, 0, 510),
        new("BND", "Vanguard Total Bond Market ETF", Nasdaq, Fund, "BONDS", 79, -.006, .045, .033, 12, 1700),
    ];

    private static SandboxListing[] European() =>
    [
        new("VOD.LON", "Vodafone Group PLC", London, Media, "TELECOM SERVICES", 140, -.043, .24, .07, 2, 25500),
        new("TSCO.LON", "Tesco PLC", London, Staples, "GROCERY STORES", 420, -.008, .22, .035, 2, 6700),
        new("AZN.LON", "AstraZeneca PLC", London, Health, "DRUG MANUFACTURERS", 2900, .083, .22, .022, 2, 1550),
        new("SHEL.LON", "Shell PLC", London, Energy, "OIL & GAS", 1900, .02, .25, .04, 4, 6100),
        new("HSBA.LON", "HSBC Holdings PLC", London, Finance, "BANKS", 720, .008, .23, .06, 4, 17900),
        new("ULVR.LON", "Unilever PLC", London, Staples, "HOUSEHOLD PRODUCTS", 2000, .054, .17, .034, 4, 2480),
        new("SAP.DEX", "SAP SE", Xetra, Tech, "SOFTWARE", 33, .121, .24, .01, 1, 1167),
        new("SIE.DEX", "Siemens AG", Xetra, Industry, "INDUSTRIAL MACHINERY", 64, .066, .24, .026, 1, 785),
        new("ALV.DEX", "Allianz SE", Xetra, Finance, "INSURANCE", 87, .077, .22, .045, 1, 386),
        new("ASML.AMS", "ASML Holding NV", Amsterdam, Tech, "SEMICONDUCTORS", 24, .211, .32, .009, 4, 393),
        new("MC.PAR", "LVMH Moet Hennessy Louis Vuitton", Paris, Cyclical, "LUXURY GOODS", 78, .13, .25, .02, 2, 500),
        new("NESN.SWX", "Nestle SA", Zurich, Staples, "PACKAGED FOODS", 50, .03, .16, .033, 1, 2570),
        new("VOLV-B.STO", "Volvo AB Class B", Stockholm, Industry, "FARM & HEAVY MACHINERY",
            61, .095, .27, .03, 1, 1590),
    ];

    private static SandboxListing[] Other() =>
    [
        new("RY.TRT", "Royal Bank of Canada", Toronto, Finance, "BANKS", 56, .069, .17, .037, 4, 1415),
        new("SHOP.TRT", "Shopify Inc", Toronto, Tech, "SOFTWARE", 3, .24, .5, 0, 0, 1290, 2010, On(2022, 6, 29, 10)),
        new("7203.TYO", "Toyota Motor Corp", Tokyo, Cyclical, "AUTO MANUFACTURERS", 780, .078, .24, .028, 2, 13000,
            2010, On(2021, 9, 29, 5)),
        new("BHP.AUS", "BHP Group Ltd", Sydney, Materials, "INDUSTRIAL METALS", 42, .0, .27, .055, 2, 5070),
        // As the clients' charts name it.
        new("A200", "Betashares Australia 200 ETF", Sydney, Fund, "AUSTRALIA", 100, .02, .15, .035, 4, 40),
        new("A200.AUS", "Betashares Australia 200 ETF", Sydney, Fund, "AUSTRALIA", 100, .02, .15, .035, 4, 40),
        new("0700.HKG", "Tencent Holdings Ltd", HongKong, Media, "INTERNET CONTENT", 33, .156, .32, .008, 1, 9260, 2010,
            On(2014, 5, 15, 5)),
    ];

    private static SandboxSplit On(int year, int month, int day, double factor) => new(new(year, month, day), factor);
}
