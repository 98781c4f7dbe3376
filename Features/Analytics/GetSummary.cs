using PortfolioTracker.Domain.Currencies;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Http;
using PortfolioTracker.Infrastructure.Portfolio;

namespace PortfolioTracker.Features.Analytics;

/// <summary>Money in base currency.</summary>
/// <param name="TotalProfit">Unrealised and realised gain and dividends, from the first trade on.</param>
/// <param name="TotalProfitPercent">Of all money ever paid in.</param>
/// <param name="IrrPercent">The money-weighted return to show: a year, or of the period where that is shorter and a
/// yearly rate an extrapolation.</param>
/// <param name="Xirr">The money-weighted return a year.</param>
/// <param name="PeriodReturnPercent">The money-weighted return of the period.</param>
/// <param name="CashBalance">Null: cash accounts are not kept.</param>
internal sealed record GetSummaryReply(
    decimal PortfolioValue,
    decimal TotalProfit,
    decimal? TotalProfitPercent,
    decimal? IrrPercent,
    decimal? Xirr,
    decimal? PeriodReturnPercent,
    decimal PassiveIncomeYtd,
    decimal? CashBalance,
    DividendTotals DividendSummary,
    string BaseCurrency);

internal sealed record DividendTotals(
    decimal YtdReceived, decimal TotalReceived, decimal TotalPending, int ConfirmedCount, int PendingCount);

internal sealed record SummaryFacts(Guid UserId, bool Optimized);

internal static class GetSummary
{
    /// <summary>The headline figures of the portfolio.</summary>
    public static async Task<Reply<GetSummaryReply>> Handle(
        CurrentUser user, [FromServices] PortfolioSnapshots portfolios, CancellationToken ct)
    {
        var computed = await portfolios.OfAsync(user, portfolios.Options(), ct);
        var snapshot = computed.Snapshot;
        var (totals, income, currency) = (snapshot.Totals, snapshot.Income, snapshot.BaseCurrency);
        var money = snapshot.Performance.MoneyWeighted;
        return new(
            new(
                Rounding.Money(totals.Value, currency),
                Rounding.Money(totals.Profit, currency),
                Rounding.Percent(totals.ProfitReturn),
                Rounding.Percent(money.Headline),
                Rounding.Percent(money.Rate),
                Rounding.Percent(money.PeriodReturn),
                Rounding.Money(income.ReceivedThisYear, currency),
                CashBalance: null,
                new(
                    Rounding.Money(income.ReceivedThisYear, currency),
                    Rounding.Money(income.Received, currency),
                    Rounding.Money(income.Pending, currency),
                    income.ConfirmedCount,
                    income.PendingCount),
                currency),
            legacy: LegacyShape.Nested)
        {
            Facts = [new SummaryFacts(user.Id, Optimized: true), computed.Facts],
        };
    }
}
