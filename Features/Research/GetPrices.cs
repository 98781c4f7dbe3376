using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using PortfolioTracker.Domain.Currencies;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Http;
using PortfolioTracker.Infrastructure.MarketData;

namespace PortfolioTracker.Features.Research;

/// <summary>A day of trade. Of days long past only the close may be known.</summary>
/// <param name="Time">The same as <paramref name="Date"/>, under the name that charts read.</param>
/// <param name="AdjustedClose">In today's shares, dividends reinvested; null until splits and dividends are known.
/// </param>
/// <param name="IsInterpolated">Nobody has told this price: it lies on a line between the two around it.</param>
internal sealed record PricePointRow(
    DateOnly Date,
    DateOnly Time,
    decimal? Open,
    decimal? High,
    decimal? Low,
    decimal Close,
    long? Volume,
    decimal? AdjustedClose,
    bool IsInterpolated = false)
{
    public static PricePointRow From(AdjustedDay day) => new(
        day.Bar.On,
        day.Bar.On,
        Rounding.Price(day.Bar.Open),
        Rounding.Price(day.Bar.High),
        Rounding.Price(day.Bar.Low),
        Rounding.Price(day.Bar.Close),
        day.Bar.Volume,
        Rounding.Price(day.AdjustedClose));
}

/// <param name="DataPoints">Days whose price is known.</param>
/// <param name="Gaps">Where trading days between them have none: the newest hundred, the newest last.</param>
/// <param name="YearsAvailable">Between the first and the last day that are known in the period.</param>
internal sealed record GetPricesReply(
    string Symbol,
    string? Currency,
    IReadOnlyList<PricePointRow> PriceData,
    DateOnly StartDate,
    DateOnly EndDate,
    int DataPoints,
    IReadOnlyList<PriceGapRow> Gaps,
    decimal YearsAvailable,
    decimal YearsRequested);

/// <param name="CacheStatus"><c>hit</c>, <c>miss</c> where some were fetched just now, or <c>stale</c>.</param>
/// <param name="LastUpdated">Null where there are no prices.</param>
internal sealed record PricesFacts(
    string Symbol,
    DateOnly StartDate,
    DateOnly EndDate,
    int RecordCount,
    string DataSource,
    IReadOnlyList<string> DataSources,
    string CacheStatus,
    bool GapsFilled,
    DateTimeOffset? LastUpdated);

internal static class GetPrices
{
    private const int DaysOfYear = 365;
    private const int YearsDefault = 5;
    private const int YearsMax = 50;
    private const int GapsToldMax = 100;

    /// <summary>Daily prices up to today: of so many days, else of so many years, else since New Year, else of five
    /// years.</summary>
    /// <param name="symbol">As the provider writes it, such as <c>AAPL</c> or <c>SAP.DEX</c>.</param>
    /// <param name="days">How many days back.</param>
    /// <param name="years">How many years back, where <c>days</c> is not sent.</param>
    /// <param name="ytd">True asks for this year, where neither is sent.</param>
    /// <param name="fill"><c>linear</c> draws a line through gaps, each of its points marked; <c>none</c> leaves
    /// them.</param>
    public static async Task<Results<Reply<GetPricesReply>, NotFound<Error>, UnprocessableEntity<Error>>> Handle(
        [TakesSymbol] string symbol,
        [TakesInt(1, YearsMax * DaysOfYear)] string? days,
        [TakesInt(1, YearsMax)] string? years,
        [TakesBool(Default = false)] string? ytd,
        [TakesOneOf("none", "linear", Default = "none")] string? fill,
        CurrentUser user,
        [FromServices] PriceHistory history,
        [FromServices] OwnPriceBook own,
        [FromServices] ProviderAbsence absence,
        [FromServices] TimeProvider clock,
        CancellationToken ct)
    {
        var query = new QueryRules();
        var ticker = query.Symbol("symbol", symbol);
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var length = Days(query, days, years, ytd, today);
        var isFilled = query.OneOf("fill", fill, "none", "linear") == "linear";
        if (ticker is null || query.Problems.Count > 0)
        {
            return TypedResults.UnprocessableEntity(Error.Invalid(query.Problems));
        }

        var start = today.AddDays(-length);
        var reading = await own.InPlaceOfAsync(
            await history.ReadAsync(ticker, start, today, ct), user, start, today, ct);
        if (reading.Security.Prices.Count == 0)
        {
            return ProviderAbsence.IsKnown(reading.Fetch)
                ? TypedResults.NotFound(Error.NotFound($"The provider knows no prices of {ticker}."))
                : throw absence.Refusal($"The price history of {ticker}", reading.Fetch);
        }

        var (known, filled) = (reading.Days, FilledPrices.Of(reading, isFilled));
        var span = known.Count > 1 ? known[^1].Bar.On.DayNumber - known[0].Bar.On.DayNumber : 0;
        return new Reply<GetPricesReply>(
            new(
                ticker, reading.Security.Instrument.Currency, filled.Rows, start, today,
                known.Count, [.. filled.Gaps.TakeLast(GapsToldMax)], Years(span), Years(length)),
            "Prices retrieved",
            LegacyShape.Nested)
        {
            Facts =
            [
                new PricesFacts(
                    ticker, start, today, known.Count, "database",
                    [.. known.Select(day => day.Bar.Source).Distinct()], reading.Status.Text(),
                    reading.Status == CacheStatus.Miss,
                    known.Count > 0 ? known.Max(day => day.Bar.FetchedAt) : null),
            ],
        };
    }

    /// <summary>How many days back; a year has 365 of them.</summary>
    private static int Days(QueryRules query, string? days, string? years, string? ytd, DateOnly today)
    {
        var sinceNewYear = query.Bool("ytd", ytd, byDefault: false);
        var ofDays = query.Int("days", days, 0, 1, YearsMax * DaysOfYear);
        var ofYears = query.Int("years", years, 0, 1, YearsMax);
        return ofDays > 0 ? ofDays
            : ofYears > 0 ? ofYears * DaysOfYear
            : sinceNewYear ? today.DayOfYear - 1
            : YearsDefault * DaysOfYear;
    }

    private static decimal Years(int days) => Math.Round(days / (decimal)DaysOfYear, 2, MidpointRounding.AwayFromZero);

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
