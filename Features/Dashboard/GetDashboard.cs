using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PortfolioTracker.Domain.Currencies;
using PortfolioTracker.Domain.Holdings;
using PortfolioTracker.Domain.Portfolio;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Http;
using PortfolioTracker.Infrastructure.Portfolio;

namespace PortfolioTracker.Features.Dashboard;

/// <summary>Money in base currency.</summary>
internal sealed record GetDashboardReply(
    DashboardPortfolio Portfolio,
    IReadOnlyList<TopHolding> TopHoldings,
    DashboardTransactions TransactionSummary);

internal sealed record DashboardPortfolio(
    decimal TotalValue,
    decimal TotalCost,
    decimal TotalGainLoss,
    decimal? TotalGainLossPercent,
    decimal? DailyChange,
    decimal? DailyChangePercent,
    int HoldingsCount,
    string BaseCurrency);

/// <summary><c>avg_cost</c> and <c>current_price</c> in <c>currency</c>, the rest in base currency.</summary>
/// <param name="Allocation">Percent of the total value.</param>
internal sealed record TopHolding(
    string Symbol,
    decimal Quantity,
    decimal? AvgCost,
    decimal? TotalCost,
    decimal? CurrentPrice,
    string Currency,
    decimal? CurrentValue,
    decimal? Allocation,
    decimal? TotalGainLoss,
    decimal? TotalGainLossPercent,
    decimal? GainLoss,
    decimal? GainLossPercent);

internal sealed record DashboardTransactions(
    decimal TotalInvested,
    decimal TotalSold,
    decimal TotalCommission,
    decimal NetInvested,
    int BuyCount,
    int SellCount,
    int TotalTransactions);

internal static class GetDashboard
{
    private const int TopMax = 5;

    /// <summary>Totals, the largest holdings and the ledger in short. Deprecated.</summary>
    /// <param name="forceRefresh">True asks the market data provider for what is old.</param>
    public static async Task<Results<Reply<GetDashboardReply>, UnprocessableEntity<Error>>> Handle(
        [FromQuery(Name = "force_refresh"), TakesBool(Default = false)] string? forceRefresh,
        CurrentUser user,
        [FromServices] PortfolioSnapshots portfolios,
        CancellationToken ct)
    {
        var query = new QueryRules();
        var force = query.Bool("force_refresh", forceRefresh, byDefault: false);
        if (query.Problems.Count > 0)
        {
            return TypedResults.UnprocessableEntity(Error.Invalid(query.Problems));
        }

        var computed = await portfolios.OfAsync(user, portfolios.Options(), ct, force);
        var snapshot = computed.Snapshot;
        return new Reply<GetDashboardReply>(new(
            Portfolio(snapshot),
            [.. snapshot.Holdings.Take(TopMax).Select(holding => Row(holding, snapshot))],
            Transactions(snapshot)))
        {
            Facts = [computed.Facts],
            FactsStandBesideInLegacy = true,
        };
    }

    private static DashboardPortfolio Portfolio(PortfolioSnapshot snapshot)
    {
        var (totals, currency) = (snapshot.Totals, snapshot.BaseCurrency);
        return new(
            Rounding.Money(totals.Value, currency),
            Rounding.Money(totals.Cost, currency),
            Rounding.Money(totals.UnrealisedGain, currency),
            Rounding.Percent(totals.UnrealisedReturn),
            Rounding.Money(snapshot.Performance.DailyChange, currency),
            Rounding.Percent(snapshot.Performance.DailyReturn),
            snapshot.Holdings.Count,
            currency);
    }

    private static TopHolding Row(Holding holding, PortfolioSnapshot snapshot)
    {
        var gain = Rounding.Money(holding.UnrealisedGainBase, snapshot.BaseCurrency);
        var percent = Rounding.Percent(holding.UnrealisedReturnBase);
        return new(
            holding.Symbol,
            holding.Quantity,
            Rounding.Price(holding.AverageCost),
            Rounding.Money(holding.CostBase, snapshot.BaseCurrency),
            Rounding.Price(holding.Price?.Price),
            holding.Position.Currency,
            Rounding.Money(holding.ValueBase, snapshot.BaseCurrency),
            Rounding.Percent(snapshot.WeightOf(holding)),
            gain,
            percent,
            gain,
            percent);
    }

    private static DashboardTransactions Transactions(PortfolioSnapshot snapshot)
    {
        var (totals, currency) = (snapshot.Totals, snapshot.BaseCurrency);
        return new(
            Rounding.Money(totals.Invested, currency),
            Rounding.Money(totals.Sold, currency),
            Rounding.Money(totals.Fees, currency),
            Rounding.Money(totals.Invested - totals.Sold, currency),
            totals.Buys,
            totals.Sells,
            totals.Trades);
    }
}
