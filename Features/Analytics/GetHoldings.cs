using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PortfolioTracker.Domain.Currencies;
using PortfolioTracker.Domain.Portfolio;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Http;
using PortfolioTracker.Infrastructure.Portfolio;

namespace PortfolioTracker.Features.Analytics;

/// <summary>Money in base currency, but <c>avg_cost</c> and <c>current_price</c>, in <c>currency</c>.</summary>
/// <param name="TotalBought">All buys with their fees.</param>
/// <param name="TotalSold">All sales net of their fees.</param>
/// <param name="TotalProfitPercent">Of all money ever paid in for the symbol.</param>
/// <param name="IrrPercent">The symbol's own money-weighted return to show: a year, or of the period where that is
/// shorter.</param>
/// <param name="Xirr">The same a year.</param>
/// <param name="PeriodReturnPercent">The same of the period.</param>
internal sealed record AnalysedHolding(
    string Symbol,
    string? CompanyName,
    string Currency,
    decimal Quantity,
    decimal? AvgCost,
    decimal? CurrentPrice,
    decimal? CostBasis,
    decimal? CurrentValue,
    decimal? UnrealizedGain,
    decimal? UnrealizedGainPercent,
    decimal? RealizedPnl,
    decimal? DividendsReceived,
    decimal? TotalProfit,
    decimal? TotalProfitPercent,
    decimal? TotalBought,
    decimal? TotalSold,
    decimal? DailyChange,
    decimal? DailyChangePercent,
    decimal? IrrPercent,
    decimal? Xirr,
    decimal? PeriodReturnPercent,
    string? IrrReason);

internal sealed record HoldingsFacts(Guid UserId, bool IncludeSold, int TotalHoldings, string BaseCurrency);

internal static class GetHoldings
{
    /// <summary>Each symbol with all that it brought.</summary>
    /// <param name="includeSold">True also lists symbols of which nothing is held any more.</param>
    public static async Task<Results<Reply<IReadOnlyList<AnalysedHolding>>, UnprocessableEntity<Error>>> Handle(
        [FromQuery(Name = "include_sold"), TakesBool(Default = false)] string? includeSold,
        CurrentUser user,
        [FromServices] PortfolioSnapshots portfolios,
        CancellationToken ct)
    {
        var query = new QueryRules();
        var withSold = query.Bool("include_sold", includeSold, byDefault: false);
        if (query.Problems.Count > 0)
        {
            return TypedResults.UnprocessableEntity(Error.Invalid(query.Problems));
        }

        var computed = await portfolios.OfAsync(user, portfolios.Options(), ct);
        IReadOnlyList<AnalysedHolding> rows =
        [
            .. PositionResult.Of(computed.Snapshot).Where(result => withSold || result.Holding is not null)
                .Select(result => Row(result, computed.Snapshot)),
        ];
        return new Reply<IReadOnlyList<AnalysedHolding>>(rows, legacy: LegacyShape.Nested)
        {
            Facts =
            [
                new HoldingsFacts(user.Id, withSold, rows.Count, computed.Snapshot.BaseCurrency), computed.Facts,
            ],
        };
    }

    private static AnalysedHolding Row(PositionResult result, PortfolioSnapshot snapshot)
    {
        var (position, holding, currency) = (result.Position, result.Holding, snapshot.BaseCurrency);
        var money = result.MoneyWeighted(snapshot);
        return new(
            position.Symbol,
            position.Security.Instrument.Name,
            position.Currency,
            position.Book.Quantity,
            Rounding.Price(holding?.AverageCost),
            Rounding.Price(holding?.Price?.Price),
            Rounding.Money(result.CostBase, currency),
            Rounding.Money(result.ValueBase, currency),
            Rounding.Money(result.UnrealisedGainBase, currency),
            Rounding.Percent(holding?.UnrealisedReturnBase),
            Rounding.Money(position.Book.RealisedGainBase, currency),
            Rounding.Money(position.DividendsReceivedBase, currency),
            Rounding.Money(result.ProfitBase, currency),
            Rounding.Percent(result.ProfitReturn),
            Rounding.Money(position.InvestedBase, currency),
            Rounding.Money(position.SoldBase, currency),
            Rounding.Money(holding?.DailyChangeBase, currency),
            Rounding.Percent(holding?.DailyReturn),
            Rounding.Percent(money?.Headline),
            Rounding.Percent(money?.Rate),
            Rounding.Percent(money?.PeriodReturn),
            money is null ? "A price or an exchange rate is missing." : money.Reason);
    }
}
