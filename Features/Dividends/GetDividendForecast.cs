using System.Globalization;
using System.Text.Json.Serialization;
using PortfolioTracker.Domain.Currencies;
using PortfolioTracker.Domain.Dividends;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Http;

namespace PortfolioTracker.Features.Dividends;

/// <summary>Gross, in base currency where not said otherwise.</summary>
/// <param name="Forecast">Twelve months from this one, those without a payment included, and a thirteenth for the days
/// up to the same day next year where something is due in it.</param>
internal sealed record GetDividendForecastReply(
    IReadOnlyList<ForecastMonth> Forecast,
    [property: JsonPropertyName("next12mTotal")] decimal Next12mTotal,
    [property: JsonPropertyName("monthlyAvg")] decimal MonthlyAvg,
    decimal Announced,
    decimal Pattern,
    decimal Estimate,
    string BaseCurrency,
    IReadOnlyList<ForecastLine> Lines);

internal sealed record ForecastMonth(string Month, decimal Amount, int Payments);

/// <param name="Basis"><c>announced</c>, <c>pattern</c> (paid a year earlier) or <c>estimate</c>.</param>
/// <param name="Confidence">0 to 1: a rank, not a probability.</param>
internal sealed record ForecastLine(
    string Symbol,
    DateOnly PayDate,
    decimal AmountPerShare,
    decimal Shares,
    decimal Amount,
    decimal? AmountBase,
    string? Currency,
    string Basis,
    decimal Confidence,
    string Explanation)
{
    public static ForecastLine Of(ProjectedDividend line, DividendOverview overview)
    {
        var currency = overview.Ledger.BaseCurrency;
        return new(
            line.Symbol,
            line.PayOn,
            Rounding.Price(line.AmountPerShare),
            line.Shares,
            Rounding.Money(line.Amount, line.Currency ?? currency),
            Rounding.Money(InBase(line, overview), currency),
            line.Currency,
            line.Basis.ToString().ToLowerInvariant(),
            Rounding.Ratio(line.Confidence)!.Value,
            line.Explanation);
    }

    /// <summary>At the rate of the day asked for; null where that is missing.</summary>
    public static decimal? InBase(ProjectedDividend line, DividendOverview overview) => line.Currency is { } own
        ? line.Amount * overview.Market.Rates.Between(own, overview.Ledger.BaseCurrency, overview.AsOf)?.Value
        : null;
}

internal static class GetDividendForecast
{
    private const int Months = 12;

    /// <summary>What the holdings are expected to pay in the next twelve months, and what each line rests on.</summary>
    public static async Task<Reply<GetDividendForecastReply>> Handle(
        CurrentUser user, [FromServices] DividendReads dividends, CancellationToken ct)
    {
        var overview = await dividends.OfAsync(user, ct);
        var (lines, currency) = (overview.Income.Projection, overview.Ledger.BaseCurrency);
        var months = Enumerable.Range(0, Months).Select(offset => Month(overview.AsOf.AddMonths(offset)))
            .Union(lines.Select(line => Month(line.PayOn))).Order(StringComparer.Ordinal);
        var byMonth = lines.ToLookup(line => Month(line.PayOn));
        return new(
            new(
                [.. months.Select(month => new ForecastMonth(month, Sum(byMonth[month]), byMonth[month].Count()))],
                Rounding.Money(overview.Income.Expected, currency),
                Rounding.Money(overview.Income.Expected / Months, currency),
                Of(ProjectionBasis.Announced),
                Of(ProjectionBasis.Pattern),
                Of(ProjectionBasis.Estimate),
                currency,
                [.. lines.Select(line => ForecastLine.Of(line, overview))]),
            "Dividend forecast retrieved",
            LegacyShape.Nested);

        decimal Of(ProjectionBasis basis) => Sum(lines.Where(line => line.Basis == basis));

        decimal Sum(IEnumerable<ProjectedDividend> some) =>
            Rounding.Money(some.Sum(line => ForecastLine.InBase(line, overview) ?? 0), currency);
    }

    private static string Month(DateOnly day) => day.ToString("yyyy-MM", CultureInfo.InvariantCulture);
}
