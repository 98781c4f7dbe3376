using PortfolioTracker.Domain.Currencies;
using PortfolioTracker.Domain.Portfolio;
using PortfolioTracker.Domain.Prices;

namespace PortfolioTracker.Features.Dividends;

/// <summary>A dividend of the user as the API shows it. Amounts are in <paramref name="Currency"/> unless the name says
/// base.</summary>
/// <param name="Amount">Per share, as <paramref name="AmountPerShare"/>: clients read either name.</param>
/// <param name="CurrentHoldings">Shares held today.</param>
/// <param name="TotalAmount">Net: what arrived, or is to arrive; totals are sums of this.</param>
/// <param name="GrossAmount">Shares x amount per share, before tax and fee.</param>
/// <param name="IsFuture">The ex-date lies ahead.</param>
/// <param name="IsRecent">The ex-date is at most 30 days ago, or ahead.</param>
internal sealed record UserDividendRow(
    Guid Id,
    string Symbol,
    string Company,
    Guid UserId,
    DateOnly ExDate,
    DateOnly? PayDate,
    decimal Amount,
    decimal AmountPerShare,
    decimal SharesHeldAtExDate,
    decimal CurrentHoldings,
    decimal TotalAmount,
    decimal GrossAmount,
    decimal WithholdingTax,
    decimal Fee,
    decimal? TotalAmountBase,
    string Currency,
    bool Confirmed,
    string Status,
    string DividendType,
    string Source,
    bool IsEdited,
    bool IsFuture,
    bool IsRecent,
    Guid? TransactionId,
    DateTime? CreatedAt,
    DateTime? UpdatedAt)
{
    private const int RecentDays = 30;

    public static UserDividendRow Of(
        UserDividend dividend, Guid owner, Security security, string baseCurrency, DateOnly asOf)
    {
        var (entry, currency) = (dividend.Entry, dividend.Currency);
        var tax = Rounding.Money(entry.WithholdingTax, currency);
        return new(
            entry.IdFor(owner),
            entry.Symbol,
            security.Instrument.Name ?? entry.Symbol,
            owner,
            entry.ExOn,
            entry.PayOn,
            Rounding.Price(entry.AmountPerShare),
            Rounding.Price(entry.AmountPerShare),
            entry.Shares,
            dividend.SharesNow,
            Rounding.Money(entry.Net, currency),
            Rounding.Money(entry.Gross, currency),
            tax,
            Rounding.Money(entry.Deductions, currency) - tax,
            Rounding.Money(dividend.AmountBase, baseCurrency),
            currency,
            entry.IsConfirmed,
            entry.IsConfirmed ? "confirmed" : "pending",
            "cash",
            entry.Event is null || entry.IsEdited ? "manual" : security.Source ?? "alpha_vantage",
            entry.IsEdited,
            entry.ExOn > asOf,
            asOf.DayNumber - entry.ExOn.DayNumber <= RecentDays,
            entry.Booked?.Id,
            entry.Decision?.CreatedAt ?? entry.Booked?.RecordedAt ?? entry.Event?.ToldAt,
            entry.Decision?.UpdatedAt ?? entry.Booked?.RecordedAt ?? entry.Event?.ToldAt);
    }
}
