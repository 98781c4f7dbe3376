using System.Collections.Concurrent;
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

    private Kept? kept;

    public static ExchangeRates None { get; } = new(new Dictionary<(string, string), PriceSeries>());

    /// <summary>By currency, the newest rate that was told and not believed; empty in good times.</summary>
    public IReadOnlyDictionary<string, DoubtedPrice> Doubted { get; init; } = new Dictionary<string, DoubtedPrice>();

    /// <summary>The same rates for a computation that asks for many of the same days: a pair is walked once over those
    /// days, the first time that it is asked for.</summary>
    public ExchangeRates Keeping(DateOnly first, DateOnly last) =>
        new(pairs) { Doubted = Doubted, kept = new(first, last, []) };

    /// <summary>Null where no chain of known rates leads from one to the other on or before the day.</summary>
    public ExchangeRate? Between(string from, string to, DateOnly on) =>
        from == to ? new(1m, on)
        : kept is { } days && on >= days.First && on <= days.Last ? OnDays(from, to, on, on).On(on)
        : Search(from, to, on);

    private ExchangeRate? Search(string from, string to, DateOnly on)
    {
        if (Direct(from, to, on) is { } direct)
        {
            return direct;
        }

        foreach (var pivot in Pivots)
        {
            if (pivot != from && pivot != to
                && Direct(from, pivot, on) is { } first && Direct(pivot, to, on) is { } second)
            {
                return new(first.Value * second.Value, first.On < second.On ? first.On : second.On);
            }
        }

        return null;
    }

    /// <summary>The rates on each day from the first to the last, and maybe on others.</summary>
    public DailyRates OnDays(string from, string to, DateOnly first, DateOnly last) =>
        kept is { } days && first >= days.First && last <= days.Last
            ? KeptFor(from, to, days)
            : Walk(from, to, first, last);

    private DailyRates KeptFor(string from, string to, Kept days)
    {
        // All trades of a position ask for one pair.
        if (days.Latest is { } latest && latest.From == from && latest.To == to)
        {
            return latest.Rates;
        }

        var rates = days.Pairs.GetOrAdd((from, to), static (pair, all) =>
            all.Walk(pair.From, pair.To, all.kept!.First, all.kept.Last), this);
        days.Latest = new(from, to, rates);
        return rates;
    }

    private DailyRates Walk(string from, string to, DateOnly first, DateOnly last)
    {
        var values = new decimal[last.DayNumber - first.DayNumber + 1];
        var days = new int[values.Length];
        if (from == to)
        {
            Array.Fill(values, 1m);
            return new(first, values, [.. Enumerable.Range(first.DayNumber, days.Length)]);
        }

        var direct = new Leg(pairs, from, to);
        var crosses = Pivots.Where(pivot => pivot != from && pivot != to)
            .Select(pivot => (First: new Leg(pairs, from, pivot), Second: new Leg(pairs, pivot, to))).ToArray();
        for (var i = 0; i < values.Length; i++)
        {
            var day = first.DayNumber + i;
            (values[i], days[i]) = direct.On(day);
            for (var cross = 0; values[i] == 0 && cross < crosses.Length; cross++)
            {
                var (one, two) = (crosses[cross].First.On(day), crosses[cross].Second.On(day));
                // A crossed rate is as old as the older of its two legs.
                (values[i], days[i]) = (one.Rate * two.Rate, Math.Min(one.Day, two.Day));
            }
        }

        return new(first, values, days);
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

    private sealed record Kept(
        DateOnly First, DateOnly Last, ConcurrentDictionary<(string From, string To), DailyRates> Pairs)
    {
        public KeptPair? Latest { get; set; }
    }

    private sealed record KeptPair(string From, string To, DailyRates Rates);

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

        /// <summary>The rate and the day that it is from; 0 where none is known.</summary>
        public (decimal Rate, int Day) On(int day)
        {
            _ = Move(direct, ref ofDirect, day);
            if (ofDirect >= 0 && direct.Closes[ofDirect] > 0)
            {
                return (direct.Closes[ofDirect], direct.Days[ofDirect]);
            }

            if (Move(inverse, ref ofInverse, day))
            {
                reverse = inverse.Closes[ofInverse] > 0 ? 1m / inverse.Closes[ofInverse] : 0;
            }

            return (reverse, reverse > 0 ? inverse.Days[ofInverse] : 0);
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
