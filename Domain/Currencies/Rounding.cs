namespace PortfolioTracker.Domain.Currencies;

/// <summary>Rounding happens once, when a reply is made, and only here. Half away from zero.</summary>
internal static class Rounding
{
    // ISO 4217 minor units above two; a currency without cents keeps two places too, which loses nothing.
    private static readonly string[] ThreePlaces = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];

    /// <summary>An amount of money, to the minor unit of its currency and at least two places.</summary>
    public static decimal Money(decimal amount, string currency) =>
        Round(amount, ThreePlaces.Contains(currency) ? 3 : 2);

    public static decimal? Money(decimal? amount, string currency) =>
        amount is { } known ? Money(known, currency) : null;

    /// <summary>A price or amount per share: six places.</summary>
    public static decimal? Price(decimal? price) => price is { } known ? Round(known, 6) : null;

    public static decimal Price(decimal price) => Round(price, 6);

    /// <summary>A fraction as a percentage with four places: 0.123456789 is 12.3457.</summary>
    public static decimal? Percent(decimal? fraction) => fraction is { } known ? Round(known * 100, 4) : null;

    /// <summary>As above with two places, for the charts of older clients.</summary>
    public static decimal? ShortPercent(decimal? fraction) => fraction is { } known ? Round(known * 100, 2) : null;

    /// <summary>Null too where the figure is too large to be told (over 7e26 percent).</summary>
    public static decimal? Percent(double? fraction) =>
        fraction is { } known && Math.Abs(known) < 7e24 ? Round((decimal)known * 100, 4) : null;

    /// <summary>A plain statistic (Sharpe, beta) or fraction, four places.</summary>
    public static decimal? Ratio(double? value) =>
        value is { } known && Math.Abs(known) < 7e24 ? Round((decimal)known, 4) : null;

    public static decimal? Ratio(decimal? value) => value is { } known ? Round(known, 4) : null;

    /// <summary>An exchange rate with ten places: six significant ones also for the smallest common rates.</summary>
    public static decimal Rate(decimal rate) => Round(rate, 10);

    private static decimal Round(decimal value, int places) =>
        Math.Round(value, places, MidpointRounding.AwayFromZero);
}
