using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PortfolioTracker.Domain.Currencies;
using PortfolioTracker.Domain.Holdings;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Http;
using PortfolioTracker.Infrastructure.Portfolio;

namespace PortfolioTracker.Features.Portfolio;

/// <summary>Totals are in <c>base_currency</c> and cover what is known.</summary>
internal sealed record GetPortfolioReply(
    IReadOnlyList<PortfolioHolding> Holdings,
    decimal TotalValue,
    decimal TotalCost,
    decimal TotalGainLoss,
    decimal? TotalGainLossPercent,
    string BaseCurrency);

/// <summary>Money in the holding's <c>currency</c>, but <c>base_currency_value</c>.</summary>
internal sealed record PortfolioHolding(
    string Symbol,
    decimal Quantity,
    decimal? AvgCost,
    decimal? TotalCost,
    decimal? CurrentPrice,
    decimal? CurrentValue,
    decimal? GainLoss,
    decimal? GainLossPercent,
    decimal? DividendsReceived,
    DateOnly? PriceDate,
    string PriceStatus,
    string Currency,
    decimal? BaseCurrencyValue);

internal static class GetPortfolio
{
    /// <summary>What is held now, and what it is worth.</summary>
    /// <param name="forceRefresh">True asks the market data provider for what is old.</param>
    public static async Task<Results<Reply<GetPortfolioReply>, UnprocessableEntity<Error>>> Handle(
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
        var (totals, currency) = (computed.Snapshot.Totals, computed.Snapshot.BaseCurrency);
        return new Reply<GetPortfolioReply>(new(
            [.. computed.Snapshot.Holdings.Select(holding => Row(holding, currency))],
            Rounding.Money(totals.Value, currency),
            Rounding.Money(totals.Cost, currency),
            Rounding.Money(totals.UnrealisedGain, currency),
            Rounding.Percent(totals.UnrealisedReturn),
            currency))
        {
            Facts = [computed.Facts],
            FactsStandBesideInLegacy = true,
        };
    }

    private static PortfolioHolding Row(Holding holding, string baseCurrency)
    {
        var currency = holding.Position.Currency;
        return new(
            holding.Symbol,
            holding.Quantity,
            Rounding.Price(holding.AverageCost),
            Rounding.Money(holding.Cost, currency),
            Rounding.Price(holding.Price?.Price),
            Rounding.Money(holding.Value, currency),
            Rounding.Money(holding.UnrealisedGain, currency),
            Rounding.Percent(holding.UnrealisedReturn),
            Rounding.Money(holding.Position.DividendsReceived, currency),
            holding.Price?.On,
            holding.PriceStatus.ToString().ToLowerInvariant(),
            currency,
            Rounding.Money(holding.ValueBase, baseCurrency));
    }
}
