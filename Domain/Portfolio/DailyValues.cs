using PortfolioTracker.Domain.Currencies;
using PortfolioTracker.Domain.Holdings;
using PortfolioTracker.Domain.Returns;

namespace PortfolioTracker.Domain.Portfolio;

/// <summary>A stretch of days on which a position was held and could not be valued; it is left out of the series there.
/// </summary>
internal sealed record Uncovered(string Symbol, DateOnly From, DateOnly Until);

/// <summary>
/// The portfolio's value day by day in base currency, with the money that crossed its border, for every day on which
/// a held security has a price, an exchange rate moved or something was booked; on others nothing changes. One pass
/// over trades and prices: the cost is linear in holding-days and trades.
/// </summary>
/// <param name="PricedDays">Pairs with <paramref name="Days"/>: whether a held security traded that day.</param>
internal sealed record DailyValues(
    IReadOnlyList<ValueDay> Days, IReadOnlyList<bool> PricedDays, IReadOnlyList<Uncovered> Gaps)
{
    public static DailyValues None { get; } = new([], [], []);

    /// <summary>Whether a gap was closed again: then some payments are not those of the ledger.</summary>
    public bool HasLateMoney => Gaps.Any(gap => gap.Until < Days[^1].On);

    /// <summary>
    /// A position counts from the first day on which price and rate are known; on that day its value enters as an
    /// inflow, so that the return of what is covered is not moved by what was not.
    /// </summary>
    public static DailyValues Of(
        IReadOnlyList<Position> positions, ExchangeRates rates, string baseCurrency, DateOnly asOf)
    {
        if (positions.Count == 0)
        {
            return None;
        }

        var first = positions.Min(position => position.Trades[0].On);
        var currencies = positions.Select(position => position.Currency).Distinct()
            .ToDictionary(currency => currency, currency => rates.OnDays(currency, baseCurrency, first, asOf));
        var (axis, priced) = Axis(positions, currencies, first, asOf);
        var pass = new DailyValuePass(axis, currencies.ToDictionary(
            pair => pair.Key, pair => new CurrencyValues(Array.ConvertAll(axis, pair.Value.At))));
        foreach (var position in positions)
        {
            pass.Add(position);
        }

        return new(pass.Days(), priced, pass.Gaps);
    }

    /// <summary>The days of the series: day numbers of every price of a held security, every booking, and every move of
    /// a rate while anything of its currency was held: what a day began with is the value of the evening before, also
    /// after a holiday of the exchange.</summary>
    private static (int[] Axis, bool[] Priced) Axis(
        IReadOnlyList<Position> positions, Dictionary<string, DailyRates> rates, DateOnly first, DateOnly asOf)
    {
        const byte booked = 1, traded = 2;
        var marks = new byte[asOf.DayNumber - first.DayNumber + 1];
        foreach (var position in positions)
        {
            foreach (var trade in position.Trades)
            {
                marks[trade.On.DayNumber - first.DayNumber] |= booked;
            }

            var days = position.Security.Prices.Days;
            var end = position.LastHeldOn(asOf).DayNumber;
            for (var i = position.Security.Prices.IndexOnOrBefore(position.Trades[0].On.AddDays(-1)) + 1;
                i < days.Length && days[i] <= end; i++)
            {
                marks[days[i] - first.DayNumber] |= traded;
            }

            if (position.Security.NewerQuote(asOf) is { } quote && quote.On.DayNumber <= end && quote.On >= first)
            {
                marks[quote.On.DayNumber - first.DayNumber] |= traded;
            }
        }

        foreach (var ofCurrency in positions.GroupBy(position => position.Currency))
        {
            var from = ofCurrency.Min(position => position.Trades[0].On).DayNumber;
            var until = ofCurrency.Max(position => position.LastHeldOn(asOf)).DayNumber;
            var rate = rates[ofCurrency.Key];
            for (var day = from + 1; day <= until; day++)
            {
                marks[day - first.DayNumber] |= rate.At(day) != rate.At(day - 1) ? booked : (byte)0;
            }
        }

        foreach (var evening in EveningsBeforeReturns(positions, first, asOf))
        {
            marks[evening.DayNumber - first.DayNumber] |= booked;
        }

        // The last day closes the series even where nothing traded on it.
        marks[^1] |= booked;
        var axis = new List<int>(marks.Length);
        var priced = new List<bool>(marks.Length);
        for (var i = 0; i < marks.Length; i++)
        {
            if (marks[i] != 0)
            {
                axis.Add(first.DayNumber + i);
                priced.Add((marks[i] & traded) != 0);
            }
        }

        return ([.. axis], [.. priced]);
    }

    /// <summary>The evenings before something is bought again after nothing was held. The same money in a benchmark may
    /// have left a rest there, and that rest moved meanwhile: the day begins with what it was worth on the evening.
    /// </summary>
    private static IEnumerable<DateOnly> EveningsBeforeReturns(
        IReadOnlyList<Position> positions, DateOnly first, DateOnly asOf)
    {
        var heldUntil = first;
        foreach (var position in positions.OrderBy(position => position.Trades[0].On))
        {
            var (from, until) = (position.Trades[0].On, position.LastHeldOn(asOf));
            if (from > heldUntil)
            {
                yield return from.AddDays(-1);
            }

            heldUntil = until > heldUntil ? until : heldUntil;
        }
    }
}
