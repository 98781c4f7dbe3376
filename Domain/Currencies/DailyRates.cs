namespace PortfolioTracker.Domain.Currencies;

/// <summary>The rates of one pair on consecutive days, each the last one known by then.</summary>
/// <param name="values">0 where none is known.</param>
/// <param name="days">Day numbers: the day that each rate is from.</param>
internal sealed class DailyRates(DateOnly first, decimal[] values, int[] days)
{
    /// <summary>Null where none is known. The day must be one of those.</summary>
    public ExchangeRate? On(DateOnly on)
    {
        var index = on.DayNumber - first.DayNumber;
        return values[index] > 0 ? new(values[index], DateOnly.FromDayNumber(days[index])) : null;
    }

    /// <summary>0 where none is known.</summary>
    public decimal At(int dayNumber) => values[dayNumber - first.DayNumber];
}
