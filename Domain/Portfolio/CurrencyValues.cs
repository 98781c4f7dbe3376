using PortfolioTracker.Domain.Prices;

namespace PortfolioTracker.Domain.Portfolio;

/// <summary>The values of all positions of one currency on the days of an axis, and the rate into base.</summary>
/// <param name="rates">Units of base currency for one of the currency; 0 where unknown.</param>
internal sealed class CurrencyValues(decimal[] rates)
{
    /// <summary>Decimal places of shares in <see cref="Scaled"/>; shares with more are added as decimals.</summary>
    public const int SharePlaces = 8;

    private const int Places = SharePlaces + PriceSeries.ScaledPlaces;

    public decimal[] Rates { get; } = rates;

    /// <summary>Whole numbers of 10^-14.</summary>
    public UInt128[] Scaled { get; } = new UInt128[rates.Length];

    public decimal[] Rest { get; } = new decimal[rates.Length];

    public decimal InBase(int day) => (Rest[day] + Unscaled(Scaled[day])) * Rates[day];

    private static decimal Unscaled(UInt128 scaled)
    {
        // A decimal is a whole number of 96 bits and a place of the point: nothing is rounded here.
        if (scaled >> 96 == 0)
        {
            return unchecked(new decimal((int)scaled, (int)(scaled >> 32), (int)(scaled >> 64), false, Places));
        }

        UInt128 one = 100_000_000_000_000;
        return (decimal)(scaled / one) + Unscaled(scaled % one);
    }
}
