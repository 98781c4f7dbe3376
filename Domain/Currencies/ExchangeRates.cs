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

    /// <summary>The rate on each of many days, 0 where none is known.</summary>
    /// <param name="days">Day numbers, ascending.</param>
    public decimal[] OnDays(string from, string to, int[] days)
    {
        var rates = new decimal[days.Length];
        if (from == to)
        {
            Array.Fill(rates, 1m);
            return rates;
        }

        var direct = new Leg(pairs, from, to);
        var crosses = Pivots.Where(pivot => pivot != from && pivot != to)
            .Select(pivot => (First: new Leg(pairs, from, pivot), Second: new Leg(pairs, pivot, to))).ToArray();
        for (var i = 0; i < rates.Length; i++)
        {
            rates[i] = direct.On(days[i]);
            for (var cross = 0; rates[i] == 0 && cross < crosses.Length; cross++)
            {
                rates[i] = crosses[cross].First.On(days[i]) * crosses[cross].Second.On(days[i]);
            }
        }

        return rates;
    }

    private ExchangeRate? Direct(string from, string to, DateOnly on)
    {
        if (pairs.TryGetValue((from, to), out var series) && series.OnOrBefore(on) is { Close: > 0 } rate)
        {
            return new(rate.Close, rate.On);
        }

        return pairs.TryGetValue((to, from), out var inverse) && inverse.OnOrBefore(on) is { Close: > 0 } reverse
            ? new(1m / reverse.Close, reverse.On)
            : null;
    }

    /// <summary>One pair, either way round, walked forward in time: an index per series instead of a search per day.
    /// </summary>
    private sealed class Leg
    {
        private readonly PriceSeries direct;
        private readonly PriceSeries inverse;
        private int ofDirect = -1;
        private int ofInverse = -1;
        private decimal reverse;

        public Leg(IReadOnlyDictionary<(string From, string To), PriceSeries> pairs, string from, string to)
        {
            direct = pairs.TryGetValue((from, to), out var series) ? series : PriceSeries.Empty;
            inverse = pairs.TryGetValue((to, from), out var other) ? other : PriceSeries.Empty;
        }

        public decimal On(int day)
        {
            _ = Move(direct, ref ofDirect, day);
            if (ofDirect >= 0 && direct.Closes[ofDirect] > 0)
            {
                return direct.Closes[ofDirect];
            }

            if (Move(inverse, ref ofInverse, day))
            {
                reverse = inverse.Closes[ofInverse] > 0 ? 1m / inverse.Closes[ofInverse] : 0;
            }

            return reverse;
        }

        private static bool Move(PriceSeries series, ref int index, int day)
        {
            var before = index;
            while (index + 1 < series.Count && series.Days[index + 1] <= day)
            {
                index++;
            }

            return index != before;
        }
    }
}
