using PortfolioTracker.Domain.Currencies;
using PortfolioTracker.Domain.Portfolio;
using PortfolioTracker.Domain.Returns;

namespace PortfolioTracker.Features.Analytics;

/// <summary>The four returns of a period as the wire shows them.</summary>
internal static class MeasuredReturns
{
    private const string Nothing = "There was nothing to measure.";

    private const string TimeWeighted =
        "The returns of the days multiplied: (value at the end + taken out) / (value before + paid in) of each day. "
        + "When money was paid in or taken out plays no part.";

    private const string MoneyWeighted =
        "The yearly rate at which all payments and the closing value are worth nothing on the first day (XIRR, "
        + "actual days / 365). When money was paid in or taken out counts.";

    private const string ModifiedDietz =
        "The gain over the average capital, each payment weighted with the share of the period for which it was there.";

    private const string OnAverageInvestment =
        "The gain without dividends over the cost of what was held (moving average), averaged over the days on which "
        + "anything was held.";

    public static IReadOnlyList<MeasuredReturn> Of(PeriodPerformance? period)
    {
        if (period is null)
        {
            return
            [
                new("time_weighted", null, null, "unavailable", Nothing, TimeWeighted),
                new("money_weighted", null, null, "unavailable", Nothing, MoneyWeighted),
                new("modified_dietz", null, null, "unavailable", Nothing, ModifiedDietz),
                new("on_average_investment", null, null, "unavailable", Nothing, OnAverageInvestment),
            ];
        }

        var (chain, money, hasGaps) = (period.TimeWeighted, period.MoneyWeighted, period.Gaps.Count > 0);
        var average = period.AverageInvestment.Return;
        return
        [
            new(
                "time_weighted",
                Rounding.Percent(chain.Return),
                Rounding.Percent(chain.Annualised),
                Status(chain.Status, hasGaps),
                chain.Reason ?? Partial(chain, hasGaps),
                TimeWeighted),
            new(
                "money_weighted",
                Rounding.Percent(money.PeriodReturn),
                Rounding.Percent(money.Rate),
                Status(money.Status, hasGaps),
                money.Reason ?? (hasGaps ? Gaps : null),
                MoneyWeighted),
            new(
                "modified_dietz",
                Rounding.Percent(period.ModifiedDietz),
                Annualised(period.ModifiedDietz, period),
                Status(period.ModifiedDietz is null ? ReturnStatus.Unavailable : ReturnStatus.Ok, hasGaps),
                period.ModifiedDietz is null ? "The average capital was not above zero." : hasGaps ? Gaps : null,
                ModifiedDietz),
            new(
                "on_average_investment",
                Rounding.Percent(average),
                Annualised(average, period),
                average is null ? "unavailable" : "ok",
                average is not null ? null : hasGaps ? Gaps : "Nothing was held over a night, or a rate is missing.",
                OnAverageInvestment),
        ];
    }

    private const string Gaps = "Something held could not be valued on some days and is left out there.";

    private static string? Partial(TimeWeightedReturn chain, bool hasGaps) =>
        chain.Unchained is [var first, ..] days ? $"{days.Count} days have no return, the first {first:yyyy-MM-dd}."
        : hasGaps ? Gaps
        : null;

    private static string Status(ReturnStatus status, bool hasGaps) =>
        (status == ReturnStatus.Ok && hasGaps ? ReturnStatus.Partial : status).ToString().ToLowerInvariant();

    private static decimal? Annualised(decimal? total, PeriodPerformance period) =>
        Rounding.Percent(total is { } known ? Domain.Returns.Annualised.Of((double)known, period.LengthDays) : null);
}
