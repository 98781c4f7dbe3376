using PortfolioTracker.Domain.Lots;
using PortfolioTracker.Domain.Markets;

namespace PortfolioTracker.Domain.Prices;

/// <summary>Trading days without a price between two that have one.</summary>
/// <param name="Index">Of the price before it.</param>
internal readonly record struct PriceGap(int Index, IReadOnlyList<DateOnly> Days);

/// <summary>What a series lacks, by the calendar of its exchange; and a guess at it, for charts alone: nothing is
/// valued with it.</summary>
internal static class PriceGaps
{
    /// <summary>None where the calendar of the exchange is not known: its holidays would be gaps.</summary>
    /// <param name="days">Days with a price, ascending.</param>
    public static IReadOnlyList<PriceGap> Of(IReadOnlyList<DateOnly> days, ExchangeCalendar exchange)
    {
        var gaps = new List<PriceGap>();
        for (var i = 0; i + 1 < days.Count && exchange != Exchanges.Unknown; i++)
        {
            DateOnly[] missing =
            [
                .. Enumerable.Range(1, days[i + 1].DayNumber - days[i].DayNumber - 1).Select(days[i].AddDays)
                    .Where(exchange.IsTradingDay),
            ];
            if (missing.Length > 0)
            {
                gaps.Add(new(i, missing));
            }
        }

        return gaps;
    }

    /// <summary>A straight line from the close before the gap to the one after it, session by session. None where a
    /// split lies between the two: they count in different shares.</summary>
    public static IReadOnlyList<PricePoint> Interpolated(
        PriceGap gap, PricePoint before, PricePoint after, IReadOnlyList<Split> splits) =>
        splits.Any(split => split.EffectiveOn > before.On && split.EffectiveOn <= after.On)
            ? []
            : [.. gap.Days.Select((day, i) => new PricePoint(
                day, before.Close + ((after.Close - before.Close) * (i + 1) / (gap.Days.Count + 1))))];
}
