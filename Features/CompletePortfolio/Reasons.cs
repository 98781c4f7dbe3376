using PortfolioTracker.Domain.Portfolio;
using PortfolioTracker.Domain.Returns;

namespace PortfolioTracker.Features.CompletePortfolio;

/// <summary>Why a figure of the performance section is null, or covers a part only, by its wire name.</summary>
internal static class Reasons
{
    public static IReadOnlyDictionary<string, string> Of(PortfolioSnapshot snapshot)
    {
        var (figures, hasGaps) = (snapshot.Performance, snapshot.Daily.Gaps.Count > 0);
        var chain = figures.TimeWeighted;
        var reasons = new Dictionary<string, string>();
        void Add(string name, string? reason)
        {
            if (reason is not null)
            {
                reasons[name] = reason;
            }
        }

        var still = figures.DailyChange is not null ? null
            : snapshot.Holdings.Count == 0 ? "Nothing is held."
            : "No holding has a fresh close, a close before it and an exchange rate.";
        Add("daily_change", still);
        Add("daily_change_percent", figures.DailyReturn is not null ? null
            : still ?? "Nothing was held throughout the last session.");
        Add("ytd_return", figures.YearGain is null ? "Nothing was ever held." : null);
        Add("ytd_return_percent", figures.YearReturn is null ? "Nothing was held this year." : null);
        Add("total_return_percent", snapshot.Totals.ProfitReturn is null ? "No money was ever paid in." : null);
        Add("xirr", Caveat.Of(figures.MoneyWeighted, figures.MoneyIsWhole).Reason);
        Add("twr_percent", Caveat.Of(chain, hasGaps).Reason);
        Add("twr_annualized_percent", chain is { Return: not null, Annualised: null }
            ? $"At least {Annualised.DaysMin} days are needed, there are {chain.Days}."
            : null);
        Add("max_drawdown", figures.Drawdown.Reason);
        Add("volatility", figures.Volatility.Reason);
        Add("sharpe_ratio", figures.Sharpe.Reason);
        Add("sortino_ratio", figures.Sortino.Reason);
        Add("beta", figures.Beta.Reason);
        Add("alpha", figures.Alpha.Reason);
        Add("value_at_risk95", figures.ValueAtRisk.Reason);
        Add("benchmark", snapshot.Benchmark.Reason);
        return reasons;
    }
}
