namespace PortfolioTracker.Domain.Lots;

/// <summary>The part of one lot that a sale took.</summary>
/// <param name="Quantity">Shares as they counted on the day of the sale.</param>
/// <param name="Cost">What the part had cost, in the security's currency; null where it was bought in another one and
/// the rate is not known.</param>
/// <param name="CostBase">The same in base currency at the rate of the purchase; null where it is not known.</param>
/// <param name="Proceeds">The part's share of the sale's proceeds, by quantity; null as the sale's.</param>
/// <param name="ProceedsBase">In base currency at the rate of the sale; null where it is not known.</param>
internal readonly record struct ConsumedLot(
    Guid TradeId,
    DateOnly BoughtOn,
    decimal Quantity,
    decimal? Cost,
    decimal? CostBase,
    decimal? Proceeds,
    decimal? ProceedsBase)
{
    /// <summary>Null where a rate into the security's currency is not known.</summary>
    public decimal? Gain => Proceeds - Cost;

    /// <summary>Null where a rate of the purchase or of the sale is not known.</summary>
    public decimal? GainBase => ProceedsBase - CostBase;

    /// <summary>Calendar days; bought and sold on one day is 0.</summary>
    public int HoldingDays(DateOnly soldOn) => soldOn.DayNumber - BoughtOn.DayNumber;
}

/// <summary>A sale and the lots that it consumed, in the order in which they were taken.</summary>
/// <param name="Quantity">Shares sold that were held; less than the sale's quantity where more was sold.</param>
/// <param name="Proceeds">Net of the fee, for <paramref name="Quantity"/>; the sum over the lots, exactly. Null where
/// it was sold in another currency than the security's and the rate is not known.</param>
/// <param name="ProceedsBase">In base currency at the rate of the sale; null where it is not known.</param>
internal sealed record Disposal(
    Guid TradeId,
    DateOnly On,
    decimal Quantity,
    decimal? Proceeds,
    decimal? ProceedsBase,
    IReadOnlyList<ConsumedLot> Lots)
{
    /// <summary>Null where the rate of one of the purchases into the security's currency is not known.</summary>
    public decimal? Cost { get; } = Lots.Any(lot => lot.Cost is null) ? null : Lots.Sum(lot => lot.Cost);

    /// <summary>Null where the rate of one of the purchases is not known.</summary>
    public decimal? CostBase { get; } =
        Lots.Any(lot => lot.CostBase is null) ? null : Lots.Sum(lot => lot.CostBase);

    /// <summary>Null where a rate into the security's currency is not known.</summary>
    public decimal? Gain => Proceeds - Cost;

    /// <summary>Null where a rate of the sale or of a purchase is not known.</summary>
    public decimal? GainBase => ProceedsBase - CostBase;

    /// <summary>What exchange rates did to the cost: at the rate of the sale less at those of the purchases. Null where
    /// a rate is not known, also because nothing was received: the rate of the sale is read off its proceeds.</summary>
    public decimal? CurrencyGainBase => CostAtRateOfSale(Cost) - CostBase;

    /// <summary>What the price did, at the rate of the sale. With the currency gain it makes the gain, exactly.
    /// </summary>
    public decimal? PriceGainBase => ProceedsBase - CostAtRateOfSale(Cost);

    /// <summary>The lot's part of <see cref="CurrencyGainBase"/>.</summary>
    public decimal? CurrencyGainOf(ConsumedLot lot) => CostAtRateOfSale(lot.Cost) - lot.CostBase;

    /// <summary>The lot's part of <see cref="PriceGainBase"/>.</summary>
    public decimal? PriceGainOf(ConsumedLot lot) => lot.ProceedsBase - CostAtRateOfSale(lot.Cost);

    private decimal? CostAtRateOfSale(decimal? cost) =>
        cost is { } known && Proceeds is { } proceeds and not 0 && ProceedsBase is { } inBase
            ? Math.Round(known * (inBase / proceeds), Portion.Places)
            : null;
}
