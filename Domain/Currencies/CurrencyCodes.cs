using System.Collections.Frozen;

namespace PortfolioTracker.Domain.Currencies;

/// <summary>Which currency codes exist (ISO 4217, without those for tests and for no currency), and the minor units in
/// which some exchanges quote: those are converted on the way in, once.</summary>
internal static class CurrencyCodes
{
    private static readonly FrozenSet<string> Codes = (
        "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF "
        + "CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD "
        + "HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL "
        + "LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP "
        + "PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT "
        + "TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG "
        // Metals, units of account and of funds.
        + "XAG XAU XPD XPT XDR XSU XUA BOV CHE CHW CLF COU MXV USN UYI UYW "
        // Left circulation, but stand in older ledgers and in the European Central Bank's rates; and the renminbi
        // that is traded outside China.
        + "ANG BGN CUC CYP EEK HRK LTL LVL MTL ROL SIT SKK SLL TRL ZWL CNH")
        .Split(' ').ToFrozenSet(StringComparer.Ordinal);

    public static bool Exists(string code) => Codes.Contains(code);

    /// <summary>A code as somebody wrote it, in capitals; but <c>GBp</c>, which would become pounds, is the other name
    /// of pence, <c>GBX</c>.</summary>
    public static string InCapitals(string code) =>
        code.Trim() is var written && written == "GBp" ? "GBX" : written.ToUpperInvariant();

    /// <summary>GBX (pence) is GBP and 0.01; a major unit is itself and 1.</summary>
    public static (string Currency, decimal UnitScale) Major(string code) => code switch
    {
        "GBX" or "GBp" => ("GBP", 0.01m),
        "ZAC" or "ZAc" => ("ZAR", 0.01m),
        "ILA" => ("ILS", 0.01m),
        _ => (code, 1m),
    };
}
