using PortfolioTracker.Domain.Currencies;
using PortfolioTracker.Domain.Portfolio;

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
        var (dietz, average) = (period.ModifiedDietz, period.AverageInvestment.Return);
        return
        [
            Of("time_weighted", Rounding.Percent(chain.Return), Rounding.Percent(chain.Annualised),
                Caveat.Of(chain, hasGaps), TimeWeighted),
            Of("money_weighted", Rounding.Percent(money.PeriodReturn), Rounding.Percent(money.Rate),
                Caveat.Of(money, period.MoneyIsWhole), MoneyWeighted),
            Of("modified_dietz", Rounding.Percent(dietz), Annualised(dietz, period),
                Caveat.Of(dietz, "The average capital was not above zero.", hasGaps), ModifiedDietz),
            Of("on_average_investment", Rounding.Percent(average), Annualised(average, period),
                Caveat.Of(average, hasGaps ? Caveat.Gaps : "Nothing was held over a night, or a rate is missing.",
                    hasGaps: false),
                OnAverageInvestment),
        ];
    }

    private static MeasuredReturn Of(
        string name, decimal? percent, decimal? annualised, Caveat caveat, string definition) =>
        new(name, percent, annualised, caveat.Status.ToString().ToLowerInvariant(), caveat.Reason, definition);

    private static decimal? Annualised(decimal? total, PeriodPerformance period) =>
        Rounding.Percent(total is { } known ? Domain.Returns.Annualised.Of((double)known, period.LengthDays) : null);
}
