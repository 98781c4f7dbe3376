using System.Globalization;
using PortfolioTracker.Domain.Currencies;
using PortfolioTracker.Domain.Dividends;
using PortfolioTracker.Domain.Portfolio;

namespace PortfolioTracker.Features.CompletePortfolio;

/// <summary>Dividends and income of the document, rounded for the wire.</summary>
internal static class DividendSections
{
    private const int RecentMax = 10;
    private const int RecentDays = 30;

    public static DividendSection Dividends(PortfolioSnapshot snapshot)
    {
        var (income, currency, asOf) = (snapshot.Income, snapshot.BaseCurrency, snapshot.AsOf);
        var isUpcoming = income.Dividends.ToLookup(dividend =>
            !dividend.IsConfirmed && (dividend.PayOn ?? dividend.ExOn) > asOf);
        return new(
            [.. isUpcoming[false].Take(RecentMax).Select(dividend => Line(dividend, snapshot))],
            [.. isUpcoming[true].Reverse().Select(dividend => Line(dividend, snapshot))],
            Rounding.Money(income.ReceivedThisYear, currency),
            Rounding.Money(income.Received, currency),
            Rounding.Money(income.Pending, currency),
            Rounding.Money(income.Upcoming, currency),
            income.Dividends.Count,
            income.ConfirmedCount,
            income.PendingCount,
            Rounding.Money(income.Expected, currency),
            Rounding.Percent(YieldOnCost.Of(income.Expected, snapshot.Totals.Value)),
            Rounding.Percent(YieldOnCost.Of(income.Expected, snapshot.Totals.Cost)),
            [
                .. income.Projection.GroupBy(line => line.PayOn.ToString("yyyy-MM", CultureInfo.InvariantCulture))
                    .Select(month => new ProjectedMonth(
                        month.Key, Rounding.Money(month.Sum(line => InBase(line, snapshot) ?? 0), currency))),
            ],
            [.. income.Projection.Select(line => Line(line, snapshot))]);
    }

    private static DividendLine Line(UserDividend dividend, PortfolioSnapshot snapshot)
    {
        var asOf = snapshot.AsOf;
        return new(
            dividend.Entry.IdFor(snapshot.Ledger.Owner),
            dividend.Symbol,
            snapshot.Market.Of(dividend.Symbol).Instrument.Name,
            dividend.ExOn,
            dividend.PayOn,
            Rounding.Price(dividend.AmountPerShare),
            Rounding.Price(dividend.AmountPerShare),
            dividend.Shares,
            dividend.SharesNow,
            Rounding.Money(dividend.Amount, dividend.Currency),
            Rounding.Money(dividend.AmountBase, snapshot.BaseCurrency),
            dividend.Currency,
            dividend.IsConfirmed,
            dividend.IsConfirmed ? "confirmed" : "pending",
            "cash",
            dividend.Event is null || dividend.Entry.IsEdited
                ? "manual"
                : snapshot.Market.Of(dividend.Symbol).Source ?? "alpha_vantage",
            dividend.ExOn > asOf,
            asOf.DayNumber - dividend.ExOn.DayNumber <= RecentDays,
            dividend.Booked?.Id);
    }

    private static ProjectionLine Line(ProjectedDividend line, PortfolioSnapshot snapshot) => new(
        line.Symbol,
        line.PayOn,
        Rounding.Price(line.AmountPerShare),
        line.Shares,
        Rounding.Money(line.Amount, line.Currency ?? snapshot.BaseCurrency),
        Rounding.Money(InBase(line, snapshot), snapshot.BaseCurrency),
        line.Currency,
        line.Basis.ToString().ToLowerInvariant(),
        Rounding.Ratio(line.Confidence)!.Value,
        line.Explanation);

    private static decimal? InBase(ProjectedDividend line, PortfolioSnapshot snapshot) => line.Currency is { } currency
        ? line.Amount * snapshot.Market.Rates.Between(currency, snapshot.BaseCurrency, snapshot.AsOf)?.Value
        : null;
}
