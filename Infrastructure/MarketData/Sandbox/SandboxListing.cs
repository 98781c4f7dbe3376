namespace PortfolioTracker.Infrastructure.MarketData.Sandbox;

/// <summary>A place of trade: how the provider names it, and the unit in which it quotes (GBX is a hundredth of GBP).
/// </summary>
internal sealed record SandboxExchange(
    string Name, string Region, string Currency, string Open, string Close, string Timezone, string Country)
{
    public static readonly SandboxExchange Nasdaq = American("NASDAQ");
    public static readonly SandboxExchange Nyse = American("NYSE");
    public static readonly SandboxExchange Arca = American("NYSE ARCA");
    public static readonly SandboxExchange London =
        new("LSE", "United Kingdom", "GBX", "08:00", "16:30", "UTC+00", "UK");
    public static readonly SandboxExchange Xetra = new("XETRA", "XETRA", "EUR", "08:00", "20:00", "UTC+01", "Germany");
    public static readonly SandboxExchange Amsterdam =
        new("AMS", "Amsterdam", "EUR", "09:00", "17:30", "UTC+01", "Netherlands");
    public static readonly SandboxExchange Paris = new("PAR", "Paris", "EUR", "09:00", "17:30", "UTC+01", "France");
    public static readonly SandboxExchange Toronto =
        new("TSX", "Toronto", "CAD", "09:30", "16:00", "UTC-05", "Canada");
    public static readonly SandboxExchange Tokyo = new("TYO", "Tokyo", "JPY", "09:00", "15:00", "UTC+09", "Japan");
    public static readonly SandboxExchange Zurich =
        new("SWX", "Switzerland", "CHF", "09:00", "17:30", "UTC+01", "Switzerland");
    public static readonly SandboxExchange Sydney =
        new("ASX", "Australia", "AUD", "10:00", "16:00", "UTC+10", "Australia");
    public static readonly SandboxExchange HongKong =
        new("HKG", "Hong Kong", "HKD", "09:30", "16:00", "UTC+08", "China");
    public static readonly SandboxExchange Stockholm =
        new("STO", "Stockholm", "SEK", "09:00", "17:30", "UTC+01", "Sweden");

    /// <summary>ISO 4217: dividends per share are in the unit of the quote, reports in this.</summary>
    public string MajorCurrency => Currency == "GBX" ? "GBP" : Currency;

    private static SandboxExchange American(string name) =>
        new(name, "United States", "USD", "09:30", "16:00", "UTC-05", "USA");
}

/// <summary>A split of new for old shares; one of 1.046 is a spin-off in disguise, as the provider sends it.</summary>
internal sealed record SandboxSplit(DateOnly On, double Factor);

/// <summary>One security of the sandbox. Names and splits are real; prices only look it.</summary>
/// <param name="Base">Price on the first day of the sandbox, in shares and unit of today.</param>
/// <param name="Drift">Logarithmic growth of the price a year.</param>
/// <param name="Volatility">Standard deviation of the price a year.</param>
/// <param name="Yield">Dividends of a year as a fraction of the price.</param>
/// <param name="SharesMillions">Of today.</param>
internal sealed record SandboxListing(
    string Symbol,
    string Name,
    SandboxExchange Exchange,
    string Sector,
    string Industry,
    double Base,
    double Drift,
    double Volatility,
    double Yield = 0,
    int PaymentsPerYear = 4,
    double SharesMillions = 1000,
    int PaysFromYear = 2010,
    params SandboxSplit[] Splits)
{
    public const string Fund = "ETF";

    public bool IsFund => Sector == Fund;

    /// <summary>Shares of today for one share of the given day.</summary>
    public double FactorAfter(DateOnly day)
    {
        var factor = 1.0;
        foreach (var split in Splits)
        {
            factor = split.On > day ? factor * split.Factor : factor;
        }

        return factor;
    }
}
