using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Http;
using PortfolioTracker.Infrastructure.MarketData;

namespace PortfolioTracker.Features.Research;

internal sealed record HistoricalPriceData(
    decimal? Open, decimal? High, decimal? Low, decimal Close, decimal? AdjustedClose, long? Volume);

/// <param name="ActualDate">The day of the price: the one asked for, or the last trading day before it.</param>
internal sealed record GetHistoricalPriceReply(
    string Symbol,
    DateOnly RequestedDate,
    DateOnly ActualDate,
    bool IsExactDate,
    HistoricalPriceData PriceData,
    string? Currency);

internal static class GetHistoricalPrice
{
    /// <summary>The longest closure of an exchange: ten days over the Lunar New Year.</summary>
    private const int DaysBackMax = 10;

    /// <summary>The price of a day, or of the last trading day before it.</summary>
    /// <param name="symbol">As the provider writes it, such as <c>AAPL</c> or <c>SAP.DEX</c>.</param>
    /// <param name="date">The day (YYYY-MM-DD).</param>
    public static async Task<Results<Reply<GetHistoricalPriceReply>, NotFound<Error>, BadRequest<Error>,
        UnprocessableEntity<Error>>> Handle(
            [TakesSymbol] string symbol,
            [TakesDay(Required = true)] string? date,
            CurrentUser user,
            [FromServices] PriceHistory history,
            [FromServices] OwnPriceBook own,
            [FromServices] ProviderAbsence absence,
            [FromServices] TimeProvider clock,
            CancellationToken ct)
    {
        var query = new QueryRules();
        if (string.IsNullOrEmpty(date))
        {
            query.Problems.Add(new("MISSING", "date is required.", "query.date"));
        }

        if (query.Symbol("symbol", symbol) is not { } ticker || query.Problems.Count > 0)
        {
            return TypedResults.UnprocessableEntity(Error.Invalid(query.Problems));
        }

        if (!DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return TypedResults.BadRequest(Error.BadRequest("Date must be in YYYY-MM-DD format", "query.date"));
        }

        // Somewhere on earth it is already tomorrow.
        if (day > DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(1))
        {
            return TypedResults.UnprocessableEntity(Error.Invalid("query.date", "date must not lie in the future."));
        }

        var from = DateOnly.FromDayNumber(Math.Max(0, day.DayNumber - DaysBackMax));
        var reading = await own.InPlaceOfAsync(
            await history.ReadAsync(ticker, from, day, ct), user, from, day, ct);
        if (reading.Days is not [.., var found])
        {
            return reading.Security.Prices.Count > 0 || ProviderAbsence.IsKnown(reading.Fetch)
                ? TypedResults.NotFound(Error.NotFound(
                    $"Could not fetch historical price for {ticker} on {date}: no price is known of that day or the "
                    + $"{DaysBackMax} days before it."))
                : throw absence.Refusal($"The price of {ticker} on {date}", reading.Fetch);
        }

        var point = PricePointRow.From(found);
        var isExact = point.Date == day;
        return new Reply<GetHistoricalPriceReply>(
            new(
                ticker, day, point.Date, isExact,
                new(point.Open, point.High, point.Low, point.Close, point.AdjustedClose, point.Volume),
                reading.Security.Instrument.Currency),
            isExact
                ? $"Price of {ticker} on {date}"
                : $"No trading on {date}; the price is of {point.Date:yyyy-MM-dd}");
    }
}
