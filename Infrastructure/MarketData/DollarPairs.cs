using System.Collections.Frozen;

namespace PortfolioTracker.Infrastructure.MarketData;

/// <summary>
/// Every currency is kept against the US dollar alone. A rate between two others is always crossed, so that a lone old
/// direct rate can never win over two fresh legs.
/// </summary>
internal static class DollarPairs
{
    public const string Dollar = "USD";

    /// <summary>Currencies quoted in dollars for one of them, as the market does; all others are quoted for one dollar.
    /// The provider gives four or five decimals: a yen in dollars would keep two figures, a dollar in yen keeps six.
    /// </summary>
    public static readonly FrozenSet<string> QuotedInDollars =
        FrozenSet.Create("EUR", "GBP", "AUD", "NZD", "KWD", "BHD", "OMR", "JOD");

    /// <summary>The name of a currency's rates wherever a symbol may stand: <c>EUR/USD</c>, <c>JPY/USD</c>.</summary>
    public static string KeyOf(string currency) => $"{currency}/{Dollar}";

    /// <summary>The currency of a key, written either way round; null for a symbol.</summary>
    public static string? CurrencyOf(string key)
    {
        if (key is not { Length: 7 } || key[3] != '/')
        {
            return null;
        }

        return key.StartsWith(Dollar, StringComparison.Ordinal) ? key[4..] : key[..3];
    }

    public static (string From, string To) QuotedAs(string currency) =>
        QuotedInDollars.Contains(currency) ? (currency, Dollar) : (Dollar, currency);
}
