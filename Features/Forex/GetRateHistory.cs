using PortfolioTracker.Domain.Currencies;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Http;

namespace PortfolioTracker.Features.Forex;

internal sealed record RatePointRow(DateOnly Date, decimal Rate);

/// <param name="Rates">Ascending, of the days on which both currencies have a rate.</param>
internal sealed record GetRateHistoryReply(
    string FromCurrency,
    string ToCurrency,
    DateOnly StartDate,
    DateOnly EndDate,
    int DataPoints,
    IReadOnlyList<RatePointRow> Rates);

internal static class GetRateHistory
{
    private const int DaysDefault = 365;
    private const int DaysMax = 50 * 366;

    /// <summary>The daily rates between two currencies, of the last year by default.</summary>
    /// <param name="from_currency" example="EUR">ISO 4217 code, or GBX for pence and the like.</param>
    /// <param name="to_currency" example="USD">Likewise.</param>
    /// <param name="start_date">YYYY-MM-DD; a year before the end by default.</param>
    /// <param name="end_date">YYYY-MM-DD; today by default.</param>
#pragma warning disable CA1707 // The parameters are named as the API names them.
    public static async Task<Reply<GetRateHistoryReply>> Handle(
        [TakesCurrency(Required = true)] string? from_currency,
        [TakesCurrency(Required = true)] string? to_currency,
        [TakesDay] string? start_date,
        [TakesDay] string? end_date,
        CurrentUser user,
        [FromServices] ForexRates forex,
        CancellationToken ct)
#pragma warning restore CA1707
    {
        var pair = CurrencyPair.Read(from_currency, to_currency, out var refusal) ?? throw refusal!.AsException();
        var end = GetRate.Day(end_date, forex.Today, nameof(end_date));
        var start = string.IsNullOrEmpty(start_date)
            ? DateOnly.FromDayNumber(Math.Max(0, end.DayNumber - DaysDefault))
            : GetRate.Day(start_date, forex.Today, nameof(start_date));
        if (start > end || end.DayNumber - start.DayNumber > DaysMax)
        {
            throw new RefusedException(422, Error.Invalid(
                "query.start_date", "start_date must not be after end_date, nor more than fifty years before it."));
        }

        // The refusal of a pair that nobody knows is that of its last rate.
        await forex.OnAsync(pair, end, ct);
        var rates = await forex.ForAsync(pair, start, ct);
        var points = new List<RatePointRow>();
        for (var day = start; day <= end; day = day.AddDays(1))
        {
            if (rates.Between(pair.MajorFrom, pair.MajorTo, day) is { } rate && rate.On == day)
            {
                points.Add(new(day, Rounding.Rate(pair.InUnits(rate.Value))));
            }
        }

        return new(new(pair.From, pair.To, start, end, points.Count, points));
    }
}
