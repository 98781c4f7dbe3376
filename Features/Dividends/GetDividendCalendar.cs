using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using PortfolioTracker.Domain.Currencies;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Http;

namespace PortfolioTracker.Features.Dividends;

/// <param name="Payments">Ascending by the day on which they are due.</param>
internal sealed record GetDividendCalendarReply(
    DateOnly From, DateOnly To, string BaseCurrency, IReadOnlyList<CalendarMonth> Months,
    IReadOnlyList<UserDividendRow> Payments);

/// <param name="Amount">Net, in base currency; of the payments whose rate is known.</param>
internal sealed record CalendarMonth(string Month, int Payments, decimal Amount);

internal static class GetDividendCalendar
{
    private const int MonthsDefault = 12;
    private const int MonthsMax = 24;

    /// <summary>The announced payments to come, on the shares held; without a pay date by their ex-date.</summary>
    /// <param name="months">How far to look ahead; 12 by default, 24 at most.</param>
    public static async Task<Results<Reply<GetDividendCalendarReply>, UnprocessableEntity<Error>>> Handle(
        [TakesInt(1, MonthsMax, Default = MonthsDefault)] string? months,
        CurrentUser user,
        DividendReads dividends,
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
        return new Reply<GetDividendCalendarReply>(
            new(from, to, overview.Ledger.BaseCurrency,
                [
                    .. payments.GroupBy(due => due.Entry.DueOn.ToString("yyyy-MM", CultureInfo.InvariantCulture))
                        .Select(month => new CalendarMonth(month.Key, month.Count(), Rounding.Money(
                            month.Sum(due => due.AmountBase ?? 0), overview.Ledger.BaseCurrency))),
                ],
                [.. payments.Select(overview.Row)]),
            "Dividend calendar retrieved",
            LegacyShape.Nested);
    }
}
