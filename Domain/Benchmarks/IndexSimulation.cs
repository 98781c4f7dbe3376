using PortfolioTracker.Domain.Prices;

namespace PortfolioTracker.Domain.Benchmarks;

/// <summary>Money that entered or left the portfolio on a day, in base currency, each zero or more.</summary>
internal readonly record struct ExternalFlow(DateOnly On, decimal In, decimal Out);

/// <summary>
/// The portfolio's external flows replayed into a benchmark on their days: what the same money would be worth there.
/// Fractional shares, total return (<see cref="TotalReturn"/>). A withdrawal sells units; more than are held leaves a
/// negative number of units, kept as it is: clamping would forget money.
/// </summary>
/// <param name="Values">One for each requested day, in base currency. A day on which the units have no price or no
/// exchange rate yet is left out: its value is not known.</param>
/// <param name="EndValue">Value on the last requested day; null where that is not known.</param>
/// <param name="Invested">Opening value and inflows that were replayed.</param>
/// <param name="Withdrawn">Outflows that were replayed. EndValue + Withdrawn - Invested is the benchmark's gain.
/// </param>
/// <param name="MissingFlows">Days whose flow (or, on the first day, opening value) found no price or exchange rate;
/// in none of the sums.</param>
internal sealed record IndexSimulation(
    IReadOnlyList<PricePoint> Values,
    decimal? EndValue,
    decimal Invested,
    decimal Withdrawn,
    IReadOnlyList<DateOnly> MissingFlows)
{
    /// <param name="rateToBase">Base currency for one unit of the benchmark's currency on a day; null where unknown.
    /// </param>
    /// <param name="openingValue">Value of the portfolio on the evening before the first day. It is invested at the
    /// benchmark's close of that evening, so that both sides live through the first day; a benchmark that begins
    /// later takes it like a flow of the first day.</param>
    /// <param name="flows">Ascending. Those before the first day are in the opening value and are not counted again;
    /// those after the last day are not reached.</param>
    /// <param name="days">Ascending.</param>
    public static IndexSimulation Of(
        Security benchmark,
        Func<DateOnly, decimal?> rateToBase,
        decimal openingValue,
        IReadOnlyList<ExternalFlow> flows,
        IReadOnlyList<DateOnly> days)
    {
        if (days.Count == 0)
        {
            return new([], null, 0, 0, []);
        }

        var replay = new Replay(TotalReturn.Of(benchmark), rateToBase);
        replay.Open(openingValue, days[0]);

        var next = 0;
        while (next < flows.Count && flows[next].On < days[0])
        {
            next++;
        }

        var values = new List<PricePoint>(days.Count);
        decimal? value = null;
        foreach (var day in days)
        {
            for (; next < flows.Count && flows[next].On <= day; next++)
            {
                replay.Take(flows[next]);
            }

            value = replay.ValueOn(day);
            if (value is { } known)
            {
                values.Add(new(day, known));
            }
        }

        return new(values, value, replay.Invested, replay.Withdrawn, replay.Missing);
    }

    /// <summary>The units held while days go by. Two indexes only move forward, so the cost is linear.</summary>
    private sealed class Replay(PriceSeries levels, Func<DateOnly, decimal?> rateToBase)
    {
        /// <summary>A flow on a day without a close waits at most this long for the next one.</summary>
        private const int NextCloseWithinDays = 7;

        private decimal units;
        private int last = -1;
        private DateOnly reached = DateOnly.MinValue;

        public decimal Invested { get; private set; }

        public decimal Withdrawn { get; private set; }

        public List<DateOnly> Missing { get; } = [];

        public void Open(decimal openingValue, DateOnly firstDay)
        {
            var evening = firstDay.AddDays(-1);
            MoveTo(evening);
            if (openingValue > 0)
            {
                var price = PriceOf(last, evening);
                Trade(openingValue, 0, price ?? FlowPrice(firstDay), firstDay);
            }
        }

        public void Take(ExternalFlow flow)
        {
            if (flow.In != 0 || flow.Out != 0)
            {
                Trade(flow.In, flow.Out, FlowPrice(flow.On), flow.On);
            }
        }

        /// <summary>Null where the units have no price; 0 only where nothing was put in.</summary>
        public decimal? ValueOn(DateOnly day)
        {
            MoveTo(day);
            return units != 0 ? units * PriceOf(last, day) : Missing.Count == 0 ? 0 : null;
        }

        private void Trade(decimal paidIn, decimal paidOut, decimal? price, DateOnly on)
        {
            if (price is { } known)
            {
                units += (paidIn - paidOut) / known;
                Invested += paidIn;
                Withdrawn += paidOut;
            }
            else
            {
                Missing.Add(on);
            }
        }

        /// <summary>That day's close, else the next within seven days, else the last earlier one.</summary>
        private decimal? FlowPrice(DateOnly on)
        {
            MoveTo(on);
            var next = last + 1;
            var isOfTheDay = last >= 0 && levels.Days[last] == on.DayNumber;
            var nextIsNear = next < levels.Count && levels.Days[next] - on.DayNumber <= NextCloseWithinDays;
            return PriceOf(!isOfTheDay && nextIsNear ? next : last, on);
        }

        /// <summary>In base currency, at the exchange rate of the later of the two days: a purchase that waited for
        /// Monday's close is exchanged on Monday, an old close is worth what its currency is worth now.</summary>
        private decimal? PriceOf(int index, DateOnly on)
        {
            if (index < 0)
            {
                return null;
            }

            var level = levels.At(index);
            var rate = rateToBase(level.On > on ? level.On : on);
            return level.Close > 0 && rate > 0 ? level.Close * rate : null;
        }

        private void MoveTo(DateOnly day)
        {
            if (day < reached)
            {
                throw new ArgumentException("Flows and days must be ascending.", nameof(day));
            }

            reached = day;
            while (last + 1 < levels.Count && levels.Days[last + 1] <= day.DayNumber)
            {
                last++;
            }
        }
    }
}
