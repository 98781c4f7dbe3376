using Microsoft.AspNetCore.Http.HttpResults;
using PortfolioTracker.Domain.Currencies;
using PortfolioTracker.Domain.Lots;
using PortfolioTracker.Domain.Portfolio;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Http;
using PortfolioTracker.Infrastructure.Portfolio;

namespace PortfolioTracker.Features.Analytics;

/// <param name="Fees"><c>included</c> in costs and proceeds, or <c>excluded</c>.</param>
/// <param name="ShortTermDaysMax">A lot held for more days is long-term.</param>
/// <param name="LotsWithoutRate">Lots whose gain in base currency is not known; in none of the sums.</param>
internal sealed record GetRealizedGainsReply(
    int Year,
    string Method,
    string BaseCurrency,
    string Fees,
    int ShortTermDaysMax,
    RealizedSum ShortTerm,
    RealizedSum LongTerm,
    RealizedSum Total,
    int LotsWithoutRate,
    IReadOnlyList<RealizedRow> Lots);

/// <summary>Base currency.</summary>
internal sealed record RealizedSum(decimal Proceeds, decimal Cost, decimal Gain);

/// <summary>The part of one lot that one sale took. Money in <c>currency</c>, but names that end in <c>_base</c>.
/// </summary>
/// <param name="CurrencyGainBase">What exchange rates did: the cost at the rate of the sale less at that of the
/// purchase. With <paramref name="PriceGainBase"/> it makes the gain.</param>
internal sealed record RealizedRow(
    string Symbol,
    DateOnly BoughtOn,
    DateOnly SoldOn,
    int HoldingDays,
    string Term,
    decimal Quantity,
    string Currency,
    decimal? Proceeds,
    decimal? Cost,
    decimal? Gain,
    decimal? ProceedsBase,
    decimal? CostBase,
    decimal? GainBase,
    decimal? CurrencyGainBase,
    decimal? PriceGainBase,
    Guid BuyTransactionId,
    Guid SellTransactionId);

internal static class GetRealizedGains
{
    private const int FirstYear = 1970;

    /// <summary>What the sales of a calendar year realised, lot by lot; a table with <c>Accept: text/csv</c>.</summary>
    /// <param name="year">This year by default.</param>
    /// <param name="fees">excluded for the gross view, without the commissions of purchases and sales; included by
    /// default.</param>
    /// <param name="method">fifo, lifo, hifo, average or specific; the user's own by default.</param>
    public static async Task<Results<Reply<GetRealizedGainsReply>, FileContentHttpResult, UnprocessableEntity<Error>>>
        Handle(
            [TakesInt(FirstYear)] string? year,
            [TakesOneOf(FeeView.Included, FeeView.Excluded, Default = FeeView.Included)] string? fees,
            [TakesOneOf("fifo", "lifo", "hifo", "average", "specific")] string? method,
            CurrentUser user,
            [FromServices] PortfolioSnapshots portfolios,
            HttpContext context,
            CancellationToken ct)
    {
        var query = new QueryRules();
        var thisYear = portfolios.Today.Year;
        var chosen = query.Int("year", year, thisYear, FirstYear, thisYear + 1);
        var rule = query.OneOf("method", method, "fifo", "lifo", "hifo", "average", "specific");
        var view = FeeView.Read(query, fees);
        if (query.Problems.Count > 0)
        {
            return TypedResults.UnprocessableEntity(Error.Invalid(query.Problems));
        }

        CostMethod? costMethod = rule is null ? null : Enum.Parse<CostMethod>(rule, ignoreCase: true);
        var computed = await portfolios.OfAsync(
            user, portfolios.Options(), ct, method: costMethod, withoutFees: view == FeeView.Excluded);
        var reply = Shape(RealisedGains.Of(computed.Snapshot.Positions, chosen), computed.Snapshot, view);
        context.Response.Headers.Append("Vary", "Accept");
        if (RealizedGainsCsv.IsWanted(context.Request))
        {
            return RealizedGainsCsv.Of(reply);
        }

        return new Reply<GetRealizedGainsReply>(reply, legacy: LegacyShape.Nested) { Facts = [computed.Facts] };
    }

    private static GetRealizedGainsReply Shape(RealisedGains gains, PortfolioSnapshot snapshot, string fees)
    {
        var currency = snapshot.BaseCurrency;
        RealizedSum Sum(RealisedSum sum) => new(
            Rounding.Money(sum.Proceeds, currency),
            Rounding.Money(sum.Cost, currency),
            Rounding.Money(sum.Gain, currency));

        return new(
            gains.Year,
            snapshot.Ledger.CostMethod.ToString().ToLowerInvariant(),
            currency,
            fees,
            RealisedGains.ShortTermDaysMax,
            Sum(gains.ShortTerm),
            Sum(gains.LongTerm),
            Sum(gains.Total),
            gains.Unknown,
            [.. gains.Lots.Select(line => Row(line, currency))]);
    }

    private static RealizedRow Row(RealisedLot line, string baseCurrency)
    {
        var (position, lot) = (line.Position, line.Lot);
        decimal? Local(decimal? amount) => Rounding.Money(amount, position.Currency);
        return new(
            position.Symbol,
            lot.BoughtOn,
            line.Sale.On,
            line.HoldingDays,
            LotRows.Term(line.IsLongTerm),
            lot.Quantity,
            position.Currency,
            Local(lot.Proceeds),
            Local(lot.Cost),
            Local(lot.Gain),
            Rounding.Money(lot.ProceedsBase, baseCurrency),
            Rounding.Money(lot.CostBase, baseCurrency),
            Rounding.Money(lot.GainBase, baseCurrency),
            Rounding.Money(line.CurrencyGainBase, baseCurrency),
            Rounding.Money(line.PriceGainBase, baseCurrency),
            lot.TradeId,
            line.Sale.TradeId);
    }
}
