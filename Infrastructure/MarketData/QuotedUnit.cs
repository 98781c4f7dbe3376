using System.Collections.Frozen;

namespace PortfolioTracker.Infrastructure.MarketData;

/// <summary>The unit in which a symbol is quoted: so many hundredths or wholes of a major currency.</summary>
/// <param name="Currency">ISO 4217 code of the major unit.</param>
/// <param name="Scale">Major units in one quoted unit: 0.01 for pence, else 1.</param>
/// <param name="IsGuess">Taken from the ticker and not from the provider.</param>
internal readonly record struct QuotedUnit(string Currency, decimal Scale, bool IsGuess)
{
    private const decimal Hundredth = 0.01m;

    // The suffixes of the provider and the older Yahoo ones. London mostly quotes pence, Johannesburg cents and
    // Tel Aviv agorot; some London lines are in pounds, euros or dollars, which is why a guess is marked as one.
    private static readonly FrozenDictionary<string, string> BySuffix = new Dictionary<string, string>
    {
        ["LON"] = "GBX",
        ["L"] = "GBX",
        ["JNB"] = "ZAC",
        ["JO"] = "ZAC",
        ["TLV"] = "ILA",
        ["TA"] = "ILA",
        ["TRT"] = "CAD",
        ["TRV"] = "CAD",
        ["TO"] = "CAD",
        ["DEX"] = "EUR",
        ["FRK"] = "EUR",
        ["DE"] = "EUR",
        ["AMS"] = "EUR",
        ["AS"] = "EUR",
        ["PAR"] = "EUR",
        ["PA"] = "EUR",
        ["MIL"] = "EUR",
        ["MI"] = "EUR",
        ["BRU"] = "EUR",
        ["BR"] = "EUR",
        ["MC"] = "EUR",
        ["LIS"] = "EUR",
        ["HEL"] = "EUR",
        ["MFM"] = "EUR",
        ["BFO"] = "EUR",
        ["VIE"] = "EUR",
        ["SWX"] = "CHF",
        ["SW"] = "CHF",
        ["STO"] = "SEK",
        ["ST"] = "SEK",
        ["CPH"] = "DKK",
        ["OSL"] = "NOK",
        ["BSE"] = "INR",
        ["BO"] = "INR",
        ["BBX"] = "INR",
        ["NSE"] = "INR",
        ["SHH"] = "CNY",
        ["SHZ"] = "CNY",
        ["SAO"] = "BRL",
        ["BOV"] = "BRL",
        ["HKG"] = "HKD",
        ["HKM"] = "HKD",
        ["HK"] = "HKD",
        ["TYO"] = "JPY",
        ["TSE"] = "JPY",
        ["T"] = "JPY",
        ["AUS"] = "AUD",
        ["ASX"] = "AUD",
        ["AX"] = "AUD",
        ["NZX"] = "NZD",
        ["SGX"] = "SGD",
        ["SME"] = "SGD",
        ["SI"] = "SGD",
        ["KFE"] = "KRW",
        ["KQ"] = "KRW",
        ["MDX"] = "MXN",
    }.ToFrozenDictionary();

    /// <summary>Reads a currency as the provider writes it. Null where it is no currency code.</summary>
    public static QuotedUnit? Of(string? written) => written?.Trim() switch
    {
        "GBX" or "GBp" or "GBPENCE" => new("GBP", Hundredth, IsGuess: false),
        "ZAC" or "ZAc" => new("ZAR", Hundredth, IsGuess: false),
        "ILA" or "ILa" => new("ILS", Hundredth, IsGuess: false),
        { Length: 3 } code when code.All(char.IsAsciiLetter) => new(code.ToUpperInvariant(), 1m, IsGuess: false),
        _ => null,
    };

    /// <summary>The unit that the ticker suggests: its suffix's, or dollars without one. Null for a suffix unknown to
    /// us, since a wrong unit is worse than none.</summary>
    public static QuotedUnit? Guess(string symbol)
    {
        if (SuffixOf(symbol) is not { } suffix)
        {
            return new(DollarPairs.Dollar, 1m, IsGuess: true);
        }

        return BySuffix.TryGetValue(suffix, out var written) && Of(written) is { } unit
            ? unit with { IsGuess = true }
            : null;
    }

    /// <summary>The part that names an exchange. <c>BRK.B</c> is a class of shares and has none.</summary>
    public static string? SuffixOf(string symbol)
    {
        var dot = symbol.LastIndexOf('.');
        var suffix = dot < 0 ? "" : symbol[(dot + 1)..];
        return suffix.Length >= 2 || BySuffix.ContainsKey(suffix) ? suffix : null;
    }
}
