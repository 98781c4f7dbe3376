using PortfolioTracker.Domain.Currencies;
using PortfolioTracker.Domain.Markets;
using PortfolioTracker.Domain.Prices;
using PortfolioTracker.Infrastructure.MarketData;

namespace PortfolioTracker.Features.Research;

/// <param name="Sessions">Trading days from the first to the last of them that have no price.</param>
internal sealed record PriceGapRow(DateOnly From, DateOnly To, int Sessions);

/// <summary>The known days of a series, its gaps, and where wanted a line through them, marked as such.</summary>
internal sealed record FilledPrices(IReadOnlyList<PricePointRow> Rows, IReadOnlyList<PriceGapRow> Gaps)
{
    public static FilledPrices Of(HistoryReading reading, bool isFilled)
    {
        var (days, security) = (reading.Days, reading.Security);
        var exchange = ExchangeCalendar.ForSymbol(security.Instrument.Symbol, security.Instrument.Exchange);

        // Nobody gives the price of a house every day.
        var gaps = security.Source == OwnPrices.Source
            ? []
            : PriceGaps.Of([.. days.Select(day => day.Bar.On)], exchange);
        var rows = days.Select(PricePointRow.From).ToList();
        foreach (var gap in isFilled ? gaps : [])
        {
            var (before, after) = (days[gap.Index].Bar, days[gap.Index + 1].Bar);
            rows.AddRange(PriceGaps.Interpolated(
                    gap, new(before.On, before.Close), new(after.On, after.Close), security.Splits)
                .Select(point => new PricePointRow(
                    point.On, point.On, null, null, null, Rounding.Price(point.Close), null, null,
                    IsInterpolated: true)));
        }

        return new(
            isFilled ? [.. rows.OrderBy(row => row.Date)] : rows,
            [.. gaps.Select(gap => new PriceGapRow(gap.Days[0], gap.Days[^1], gap.Days.Count))]);
    }
}
