using PortfolioTracker.Domain.Currencies;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Http;

namespace PortfolioTracker.Features.Dividends;

/// <summary>Totals in base currency, net of tax and fees.</summary>
/// <param name="TotalPending">Due by today and not confirmed.</param>
/// <param name="TotalUpcoming">Announced, to be paid later.</param>
/// <param name="PendingCount">All that are not confirmed, upcoming ones included.</param>
internal sealed record GetDividendSummaryReply(
    decimal TotalReceived,
    decimal TotalPending,
    decimal TotalUpcoming,
    decimal YtdReceived,
    int ConfirmedCount,
    int PendingCount,
    decimal ProjectedIncome12m,
    string BaseCurrency);

internal static class GetDividendSummary
{
    /// <summary>What was received, in all and this year, what waits to be confirmed, and what is announced.</summary>
    public static async Task<Reply<GetDividendSummaryReply>> Handle(
        CurrentUser user, [FromServices] DividendReads dividends, CancellationToken ct)
    {
        var overview = await dividends.OfAsync(user, ct);
        var (income, currency) = (overview.Income, overview.Ledger.BaseCurrency);
        return new(
            new(
                Rounding.Money(income.Received, currency),
                Rounding.Money(income.Pending, currency),
                Rounding.Money(income.Upcoming, currency),
                Rounding.Money(income.ReceivedThisYear, currency),
                income.ConfirmedCount,
                income.PendingCount,
                Rounding.Money(income.Expected, currency),
                currency),
            "Dividend summary retrieved",
            LegacyShape.Nested);
    }
}
