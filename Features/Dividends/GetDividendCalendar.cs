using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using PortfolioTracker.Domain.Currencies;
using PortfolioTracker.Domain.Dividends;
using PortfolioTracker.Domain.Portfolio;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Http;

namespace PortfolioTracker.Features.Dividends;

/// <param name="Months">Those in which anything is announced or expected.</param>
/// <param name="Payments">Announced, ascending by the day on which they are due.</param>
/// <param name="Expected">Not announced, but to be expected within twelve months, as in the forecast.</param>
internal sealed record GetDividendCalendarReply(
    DateOnly From, DateOnly To, string BaseCurrency, IReadOnlyList<CalendarMonth> Months,
    IReadOnlyList<UserDividendRow> Payments, IReadOnlyList<ForecastLine> Expected);

/// <param name="Amount">Announced, net, in base currency; of the payments whose rate is known.</param>
/// <param name="ExpectedAmount">Not announced, gross, in base currency; of those whose rate is known.</param>
internal sealed record CalendarMonth(
    string Month, int Payments, decimal Amount, int ExpectedPayments, decimal ExpectedAmount);

internal static class GetDividendCalendar
{
    private const int MonthsDefault = 12;
    private const int MonthsMax = 24;

    /// <summary>The payments to come, on the shares held: those that are announced, without a pay date by their
    /// ex-date, and those that are to be expected from the past.</summary>
    /// <param name="months">How far to look ahead; 12 by default, 24 at most.</param>
    public static async Task<Results<Reply<GetDividendCalendarReply>, UnprocessableEntity<Error>>> Handle(
        [TakesInt(1, MonthsMax, Default = MonthsDefault)] string? months,
        CurrentUser user,
        [FromServices] DividendReads dividends,
        CancellationToken ct)
    {
        var query = new QueryRules();
        var ahead = query.Int("months", months, MonthsDefault, 1, MonthsMax);
        if (query.Problems.Count > 0)
        {
            return TypedResults.UnprocessableEntity(Error.Invalid(query.Problems));
        }

        var overview = await dividends.OfAsync(user, ct);
        var (from, to) = (overview.AsOf, overview.AsOf.AddMonths(ahead));
        var payments = overview.Income.Dividends
            .Where(dividend => !dividend.IsConfirmed && dividend.Entry.DueOn > from && dividend.Entry.DueOn <= to)
            .Reverse().ToList();
        var expected = overview.Income.Projection
            .Where(line => line.Basis != ProjectionBasis.Announced && line.PayOn <= to).ToList();
        return new Reply<GetDividendCalendarReply>(
            new(from, to, overview.Ledger.BaseCurrency, Months(overview, payments, expected),
                [.. payments.Select(overview.Row)], [.. expected.Select(line => ForecastLine.Of(line, overview))]),
            "Dividend calendar retrieved",
            LegacyShape.Nested);
    }

    private static CalendarMonth[] Months(
        DividendOverview overview, List<UserDividend> payments, List<ProjectedDividend> expected)
    {
        var currency = overview.Ledger.BaseCurrency;
        var announcedIn = payments.ToLookup(due => Month(due.Entry.DueOn));
        var expectedIn = expected.ToLookup(line => Month(line.PayOn));
        return
        [
            .. announcedIn.Select(month => month.Key).Union(expectedIn.Select(month => month.Key))
                .Order(StringComparer.Ordinal).Select(month => new CalendarMonth(
                    month,
                    announcedIn[month].Count(),
                    Rounding.Money(announcedIn[month].Sum(due => due.AmountBase ?? 0), currency),
                    expectedIn[month].Count(),
                    Rounding.Money(
                        expectedIn[month].Sum(line => ForecastLine.InBase(line, overview) ?? 0), currency))),
        ];

        static string Month(DateOnly day) => day.ToString("yyyy-MM", CultureInfo.InvariantCulture);
    }
}
