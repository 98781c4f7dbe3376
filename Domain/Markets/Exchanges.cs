namespace PortfolioTracker.Domain.Markets;

/// <summary>The exchanges whose calendars are known, and how a symbol finds its own.</summary>
internal static class Exchanges
{
    public static ExchangeCalendar Nyse { get; } = American("NYSE");

    /// <summary>
    /// For an exchange whose holidays and hours are not known: every weekday counts as a trading day, open round the
    /// clock in UTC. It never calls a market closed that may be open.
    /// </summary>
    public static ExchangeCalendar Unknown { get; } =
        new("UNKNOWN", "UTC", new(TimeOnly.MinValue, TimeOnly.MaxValue), []);

    /// <summary>By code.</summary>
    public static IReadOnlyDictionary<string, ExchangeCalendar> All { get; } = new[]
    {
        Nyse,
        American("NASDAQ"),
        new("TSX", "America/Toronto", new(new(9, 30), new(16, 0)), AmericanHolidays.Toronto),
        new("LSE", "Europe/London", new(new(8, 0), new(16, 30)), EuropeanHolidays.London),
        new("XETRA", "Europe/Berlin", new(new(9, 0), new(17, 30)), EuropeanHolidays.Xetra),
        new("EURONEXT", "Europe/Paris", new(new(9, 0), new(17, 30)), EuropeanHolidays.Euronext),
        new("JPX", "Asia/Tokyo", TokyoHours(), PacificHolidays.Tokyo),
        new("HKEX", "Asia/Hong_Kong", HongKongHours(), PacificHolidays.HongKong),
        Indian("NSE"),
        Indian("BSE"),
        new("ASX", "Australia/Sydney", new(new(10, 0), new(16, 0)), PacificHolidays.Sydney),
    }.ToDictionary(calendar => calendar.Code, StringComparer.OrdinalIgnoreCase);

    /// <summary>Other names under which providers list the same exchanges.</summary>
    private static readonly Dictionary<string, string> CodeByName = new(StringComparer.OrdinalIgnoreCase)
    {
        ["NYSE ARCA"] = "NYSE",
        ["NYSE MKT"] = "NYSE",
        ["NYSE AMERICAN"] = "NYSE",
        ["AMEX"] = "NYSE",
        ["BATS"] = "NYSE",
        ["TORONTO"] = "TSX",
        ["TORONTO VENTURES"] = "TSX",
        ["LONDON"] = "LSE",
        ["FRANKFURT"] = "XETRA",
        ["PARIS"] = "EURONEXT",
        ["AMSTERDAM"] = "EURONEXT",
        ["BRUSSELS"] = "EURONEXT",
        ["LISBON"] = "EURONEXT",
        ["TOKYO"] = "JPX",
        ["HONG KONG"] = "HKEX",
        ["SYDNEY"] = "ASX",
        ["BOMBAY"] = "BSE",
        ["NATIONAL STOCK EXCHANGE OF INDIA"] = "NSE",
    };

    private static readonly Dictionary<string, string> CodeBySuffix = new(StringComparer.OrdinalIgnoreCase)
    {
        ["LON"] = "LSE",
        ["L"] = "LSE",
        ["DEX"] = "XETRA",
        ["FRK"] = "XETRA",
        ["DE"] = "XETRA",
        ["PAR"] = "EURONEXT",
        ["PA"] = "EURONEXT",
        ["AMS"] = "EURONEXT",
        ["AS"] = "EURONEXT",
        ["BRU"] = "EURONEXT",
        ["BR"] = "EURONEXT",
        ["LIS"] = "EURONEXT",
        ["LS"] = "EURONEXT",
        ["TRT"] = "TSX",
        ["TRV"] = "TSX",
        ["TO"] = "TSX",
        ["TYO"] = "JPX",
        ["TSE"] = "JPX",
        ["T"] = "JPX",
        ["HKG"] = "HKEX",
        ["HKM"] = "HKEX",
        ["HK"] = "HKEX",
        ["ASX"] = "ASX",
        ["AX"] = "ASX",
        ["BSE"] = "BSE",
        ["BO"] = "BSE",
        ["NSE"] = "NSE",
        ["NS"] = "NSE",
    };

    /// <summary>
    /// A known exchange name wins; else the suffix after the last dot decides. Without a suffix, and with a single
    /// letter that is none of the known ones (BRK.B is a share class), the symbol is American. Any other suffix is an
    /// exchange that is not known.
    /// </summary>
    public static ExchangeCalendar ForSymbol(string symbol, string? exchange)
    {
        if (exchange is not null && All.TryGetValue(CodeByName.GetValueOrDefault(exchange, exchange), out var named))
        {
            return named;
        }

        var suffix = symbol[(symbol.LastIndexOf('.') + 1)..];
        return suffix.Length == symbol.Length ? Nyse
            : CodeBySuffix.TryGetValue(suffix, out var code) ? All[code]
            : suffix.Length <= 1 ? Nyse
            : Unknown;
    }

    /// <summary>With the hours before 09:30 from 04:00 on and four hours after the close.</summary>
    private static ExchangeCalendar American(string code) => new(
        code,
        "America/New_York",
        new(new(9, 30), new(16, 0), PreOpensAt: new(4, 0), AfterLasts: TimeSpan.FromHours(4)),
        AmericanHolidays.NewYork);

    private static ExchangeCalendar Indian(string code) =>
        new(code, "Asia/Kolkata", new(new(9, 15), new(15, 30)), IndianHolidays.Mumbai);

    /// <summary>Half an hour longer from 5 November 2024 on.</summary>
    private static TradingHours TokyoHours() => new(
        new(9, 0),
        new(15, 30),
        Break: (new(11, 30), new(12, 30)),
        FormerClose: (new(2024, 11, 4), new(15, 0)));

    private static TradingHours HongKongHours() => new(new(9, 30), new(16, 0), Break: (new(12, 0), new(13, 0)));
}
