using PortfolioTracker.Domain.Prices;

namespace PortfolioTracker.Domain.Currencies;

/// <summary>One unit of the first currency in units of the second, with the day it is from.</summary>
internal readonly record struct ExchangeRate(decimal Value, DateOnly On);

/// <summary>
/// Daily rates between currencies: the last known rate on or before a day, direct, inverse, or crossed through the US
/// dollar or the euro. A rate that nobody knows is null, never 1. Only a currency against itself is 1.
/// </summary>
/// <param name="pairs">Series by (from, to): units of <c>to</c> for one <c>from</c>.</param>
internal sealed class ExchangeRates(IReadOnlyDictionary<(string From, string To), PriceSeries> pairs)
{
    private static readonly string[] Pivots = ["USD", "EUR"];

    public static ExchangeRates None { get; } = new(new Dictionary<(string, string), PriceSeries>());

    /// <summary>Null where no chain of known rates leads from one to the other on or before the day.</summary>
    public ExchangeRate? Between(string from, string to, DateOnly on)
    {
        if (from == to)
        {
            return new(1m, on);
        }

        if (Direct(from, to, on) is { } direct)
        {
            return direct;
        }

        foreach (var pivot in Pivots)
        {
            if (pivot != from && pivot != to
                && Direct(from, pivot, on) is { } first && Direct(pivot, to, on) is { } second)
            {
                // A crossed rate is as old as the older of its two legs.
                return new(first.Value * second.Value, first.On < second.On ? first.On : second.On);
            }
        }

        return null;
    }

    private ExchangeRate? Direct(string from, string to, DateOnly on)
    {
        if (pairs.TryGetValue((from, to), out var series) && series.OnOrBefore(on) is { } rate)
        {
            return new(rate.Close, rate.On);
        }

        return pairs.TryGetValue((to, from), out var inverse) && inverse.OnOrBefore(on) is { Close: > 0 } reverse
            ? new(1m / reverse.Close, reverse.On)
            : null;
    }
}
