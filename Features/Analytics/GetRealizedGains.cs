using Microsoft.AspNetCore.Http.HttpResults;
using PortfolioTracker.Domain.Currencies;
using PortfolioTracker.Domain.Portfolio;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Http;
using PortfolioTracker.Infrastructure.Portfolio;

namespace PortfolioTracker.Features.Analytics;

/// <param name="ShortTermDaysMax">A lot held for more days is long-term.</param>
/// <param name="LotsWithoutRate">Lots whose gain in base currency is not known; in none of the sums.</param>
internal sealed record GetRealizedGainsReply(
    int Year,
    string Method,
    string BaseCurrency,
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
    Guid BuyTransactionId,
    Guid SellTransactionId);

internal static class GetRealizedGains
{
    private const int FirstYear = 1970;

    /// <summary>What the sales of a calendar year realised, lot by lot; a table with <c>Accept: text/csv</c>.</summary>
    /// <param name="year">This year by default.</param>
    public static async Task<Results<Reply<GetRealizedGainsReply>, FileContentHttpResult, UnprocessableEntity<Error>>>
        Handle(
            [TakesInt(FirstYear)] string? year,
            CurrentUser user,
            PortfolioSnapshots portfolios,
            HttpContext context,
            CancellationToken ct)
    {
        var query = new QueryRules();
        var thisYear = portfolios.Today.Year;
        var chosen = query.Int("year", year, thisYear, FirstYear, thisYear + 1);
        if (query.Problems.Count > 0)
        {
            return TypedResults.UnprocessableEntity(Error.Invalid(query.Problems));
        }

        var computed = await portfolios.OfAsync(user, portfolios.Options(), ct);
        var reply = Shape(RealisedGains.Of(computed.Snapshot.Positions, chosen), computed.Snapshot);
        context.Response.Headers.Append("Vary", "Accept");
        if (RealizedGainsCsv.IsWanted(context.Request))
        {
            return RealizedGainsCsv.Of(reply);
        }

        return new Reply<GetRealizedGainsReply>(reply, legacy: LegacyShape.Nested) { Metadata = computed.WriteFacts };
    }

    private static GetRealizedGainsReply Shape(RealisedGains gains, PortfolioSnapshot snapshot)
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
        decimal? Local(decimal amount) => position.LocalIsKnown ? Rounding.Money(amount, position.Currency) : null;
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
            lot.TradeId,
            line.Sale.TradeId);
    }
}
