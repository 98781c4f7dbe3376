namespace PortfolioTracker.Domain.Prices;

/// <summary>Closes of one symbol that its holder gave, for what no provider covers.</summary>
/// <param name="Currency">Of all of them.</param>
internal sealed record OwnPrices(string Symbol, string Currency, PriceSeries Closes)
{
    public const string Source = "manual";

    /// <summary>Whether the holder's prices count: only while no provider has any. Two sources are never mixed in one
    /// symbol.</summary>
    public static bool CountFor(Security known) => known is { Prices.Count: 0, Quote: null };

    /// <summary>The security as its holder sees it.</summary>
    public Security Over(Security known) => !CountFor(known) ? known : known with
    {
        Instrument = known.Instrument with { Currency = Currency, CurrencyIsGuess = false },
        Prices = Closes,
        Source = Source,
    };
}
