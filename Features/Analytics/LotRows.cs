using PortfolioTracker.Domain.Currencies;
using PortfolioTracker.Domain.Lots;
using PortfolioTracker.Domain.Portfolio;

namespace PortfolioTracker.Features.Analytics;

/// <param name="Fees"><c>included</c> in costs and proceeds, or <c>excluded</c>.</param>
/// <param name="ShortTermDaysMax">A lot held for more days is long-term.</param>
internal sealed record GetLotsReply(
    DateOnly AsOf,
    string Method,
    string BaseCurrency,
    string Fees,
    int ShortTermDaysMax,
    IReadOnlyList<PositionLots> Positions);

/// <summary>Money in <c>currency</c>, but names that end in <c>_base</c>.</summary>
/// <param name="SharesShort">Shares that were sold without being held; null in a ledger that adds up.</param>
internal sealed record PositionLots(
    string Symbol,
    string Currency,
    decimal Quantity,
    decimal? Cost,
    decimal? CostBase,
    decimal? RealizedGain,
    decimal? RealizedGainBase,
    IReadOnlyList<OpenLotRow> OpenLots,
    IReadOnlyList<DisposalRow> Disposals,
    decimal? SharesShort);

internal sealed record OpenLotRow(
    Guid TransactionId,
    DateOnly BoughtOn,
    decimal Quantity,
    decimal? Cost,
    decimal? CostBase,
    decimal? CostPerShare,
    int HoldingDays,
    string Term);

/// <param name="CurrencyGainBase">What exchange rates did: the cost at the rate of the sale less at those of the
/// purchases. With <paramref name="PriceGainBase"/> it makes the gain.</param>
internal sealed record DisposalRow(
    Guid TransactionId,
    DateOnly SoldOn,
    decimal Quantity,
    decimal? Proceeds,
    decimal? ProceedsBase,
    decimal? Cost,
    decimal? CostBase,
    decimal? Gain,
    decimal? GainBase,
    decimal? CurrencyGainBase,
    decimal? PriceGainBase,
    IReadOnlyList<ConsumedLotRow> Lots);

internal sealed record ConsumedLotRow(
    Guid TransactionId,
    DateOnly BoughtOn,
    decimal Quantity,
    decimal? Proceeds,
    decimal? ProceedsBase,
    decimal? Cost,
    decimal? CostBase,
    decimal? Gain,
    decimal? GainBase,
    decimal? CurrencyGainBase,
    decimal? PriceGainBase,
    int HoldingDays,
    string Term);

/// <summary>Lots and sales as the wire shows them. Where a trade's currency has no rate into the security's, the
/// figures in the security's currency that rest on it are null.</summary>
internal static class LotRows
{
    public static PositionLots Of(PositionResult result, PortfolioSnapshot snapshot)
    {
        var (position, book) = (result.Position, result.Position.Book);
        var (local, currency) = (position.Currency, snapshot.BaseCurrency);

        decimal? Local(decimal? amount) => Rounding.Money(amount, local);
        decimal? Base(decimal? amount) => Rounding.Money(amount, currency);

        return new(
            position.Symbol,
            local,
            book.Quantity,
            Local(book.Cost),
            Base(book.CostBase),
            Local(book.RealisedGain),
            Base(book.RealisedGainBase),
            [
                .. book.Open.Select(lot => new OpenLotRow(
                    lot.TradeId,
                    lot.BoughtOn,
                    lot.Quantity,
                    Local(lot.Cost),
                    Base(lot.CostBase),
                    Rounding.Price(lot.Cost / lot.Quantity),
                    snapshot.AsOf.DayNumber - lot.BoughtOn.DayNumber,
                    Term(RealisedGains.IsLongTerm(lot.BoughtOn, snapshot.AsOf)))),
            ],
            [
                .. book.Disposals.Select(sale => new DisposalRow(
                    sale.TradeId,
                    sale.On,
                    sale.Quantity,
                    Local(sale.Proceeds),
                    Base(sale.ProceedsBase),
                    Local(sale.Cost),
                    Base(sale.CostBase),
                    Local(sale.Gain),
                    Base(sale.GainBase),
                    Base(sale.CurrencyGainBase),
                    Base(sale.PriceGainBase),
                    [
                        .. sale.Lots.Select(lot => Consumed(lot, sale, Local, Base)),
                    ])),
            ],
            book.Shortfall?.Quantity);
    }

    public static string Term(bool isLong) => isLong ? "long" : "short";

    private static ConsumedLotRow Consumed(
        ConsumedLot lot, Disposal sale, Func<decimal?, decimal?> local, Func<decimal?, decimal?> inBase) => new(
            lot.TradeId,
            lot.BoughtOn,
            lot.Quantity,
            local(lot.Proceeds),
            inBase(lot.ProceedsBase),
            local(lot.Cost),
            inBase(lot.CostBase),
            local(lot.Gain),
            inBase(lot.GainBase),
            inBase(sale.CurrencyGainOf(lot)),
            inBase(sale.PriceGainOf(lot)),
            lot.HoldingDays(sale.On),
            Term(RealisedGains.IsLongTerm(lot.BoughtOn, sale.On)));
}
