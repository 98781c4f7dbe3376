namespace PortfolioTracker.Infrastructure.MarketData.Sandbox;

/// <summary>Exchange rates of the sandbox: one table of units for a US dollar, swinging around a fixed level. Every
/// pair is two entries of it divided, so crosses agree with each other.</summary>
internal static class SandboxRates
{
    private const double DailyShare = 0.06299407883487121;
    private const double Pull = 0.9965;

    private static readonly (string Code, string Name, double PerDollar, double Volatility)[] Table =
    [
        ("USD", "United States Dollar", 1, 0), ("EUR", "Euro", .9, .075), ("GBP", "British Pound Sterling", .77, .085),
        ("JPY", "Japanese Yen", 128, .09), ("CHF", "Swiss Franc", .92, .075), ("CAD", "Canadian Dollar", 1.3, .065),
        ("AUD", "Australian Dollar", 1.38, .1), ("NZD", "New Zealand Dollar", 1.5, .1),
        ("SEK", "Swedish Krona", 9.2, .1), ("NOK", "Norwegian Krone", 9, .11), ("DKK", "Danish Krone", 6.7, .075),
        ("PLN", "Polish Zloty", 3.8, .11), ("CZK", "Czech Republic Koruna", 22.5, .09),
        ("HUF", "Hungarian Forint", 310, .11), ("RON", "Romanian Leu", 4.3, .09), ("BGN", "Bulgarian Lev", 1.76, .075),
        ("TRY", "Turkish Lira", 18, .2), ("ILS", "Israeli New Sheqel", 3.55, .08),
        ("ZAR", "South African Rand", 15.5, .15), ("INR", "Indian Rupee", 75, .05), ("CNY", "Chinese Yuan", 6.8, .04),
        ("HKD", "Hong Kong Dollar", 7.8, .004), ("SGD", "Singapore Dollar", 1.35, .05),
        ("KRW", "South Korean Won", 1200, .085), ("TWD", "New Taiwan Dollar", 30.5, .05), ("THB", "Thai Baht", 33, .06),
        ("MYR", "Malaysian Ringgit", 4.2, .06), ("IDR", "Indonesian Rupiah", 14500, .07),
        ("PHP", "Philippine Peso", 52, .05), ("VND", "Vietnamese Dong", 23500, .02), ("MXN", "Mexican Peso", 18.5, .12),
        ("BRL", "Brazilian Real", 4.6, .15), ("CLP", "Chilean Peso", 780, .12), ("COP", "Colombian Peso", 3600, .13),
        ("ARS", "Argentine Peso", 300, .2), ("AED", "United Arab Emirates Dirham", 3.6725, 0),
        ("SAR", "Saudi Riyal", 3.75, 0), ("QAR", "Qatari Rial", 3.64, 0), ("KWD", "Kuwaiti Dinar", .305, .01),
        ("EGP", "Egyptian Pound", 22, .08),
    ];

    // A lost race makes a series twice, with the same numbers in it.
    private static readonly double[]?[] Series = new double[]?[Table.Length];

    public static IEnumerable<string> Codes => Table.Select(entry => entry.Code);

    public static string? NameOf(string? code) => IndexOf(code) is >= 0 and var at ? Table[at].Name : null;

    /// <summary>Units of the second for one of the first; null where either is unknown or the day is before the first.
    /// </summary>
    public static decimal? Between(string? from, string? to, int session)
    {
        var (a, b) = (IndexOf(from), IndexOf(to));
        if (a < 0 || b < 0 || session < 0)
        {
            return null;
        }

        var rate = (decimal)(PerDollar(b, session) / PerDollar(a, session));
        return Math.Round(rate, rate < 0.1m ? 8 : 5);
    }

    private static int IndexOf(string? code) =>
        Array.FindIndex(Table, entry => entry.Code.Equals(code, StringComparison.OrdinalIgnoreCase));

    private static double PerDollar(int currency, int session)
    {
        if (Series[currency] is { } known && known.Length > session)
        {
            return known[session];
        }

        return (Series[currency] = Generate(currency, Math.Min(session + 260, SandboxCalendar.Count)))[session];
    }

    private static double[] Generate(int currency, int length)
    {
        var (code, _, level, volatility) = Table[currency];
        var series = new double[length];
        var seed = SandboxNoise.Seed("rate/" + code);
        var swing = 0.0;
        for (var session = 0; session < length; session++)
        {
            swing = (Pull * swing)
                + (volatility * DailyShare * SandboxNoise.Normal(seed, SandboxCalendar.Session(session).DayNumber));
            series[session] = level * SandboxNoise.Exp(swing);
        }

        return series;
    }
}
