using PortfolioTracker.Domain.Holdings;
using PortfolioTracker.Domain.Lots;

namespace PortfolioTracker.Domain.Portfolio;

/// <summary>One lot that a sale consumed: a line of a tax report.</summary>
internal sealed record RealisedLot(Position Position, Disposal Sale, ConsumedLot Lot)
{
    public int HoldingDays => Lot.HoldingDays(Sale.On);

    /// <summary>Null where the cost in the security's currency, or a rate, is not known.</summary>
    public decimal? CurrencyGainBase => Sale.CurrencyGainOf(Lot);

    /// <summary>As above; the two make the lot's gain in base currency.</summary>
    public decimal? PriceGainBase => Sale.PriceGainOf(Lot);

    /// <summary>Held for more than <see cref="RealisedGains.ShortTermDaysMax"/> days.</summary>
    public bool IsLongTerm => RealisedGains.IsLongTerm(Lot.BoughtOn, Sale.On);
}

/// <summary>Base currency, over the lots of which both rates are known.</summary>
internal readonly record struct RealisedSum(decimal Proceeds, decimal Cost)
{
    public decimal Gain => Proceeds - Cost;

    public static RealisedSum operator +(RealisedSum a, RealisedSum b) => new(a.Proceeds + b.Proceeds, a.Cost + b.Cost);

    public static RealisedSum Of(IEnumerable<RealisedLot> lots)
    {
        var sum = new RealisedSum(0, 0);
        foreach (var (_, _, lot) in lots)
        {
            sum += lot is { ProceedsBase: { } proceeds, CostBase: { } cost } ? new(proceeds, cost) : default;
        }

        return sum;
    }
}

/// <summary>What the sales of one calendar year realised, lot by lot, in the order of the sales.</summary>
/// <param name="Unknown">Lots whose gain in base currency is not known; in none of the sums.</param>
internal sealed record RealisedGains(
    int Year, IReadOnlyList<RealisedLot> Lots, RealisedSum ShortTerm, RealisedSum LongTerm, int Unknown)
{
    public const int ShortTermDaysMax = 365;

    public RealisedSum Total => ShortTerm + LongTerm;

    public static bool IsLongTerm(DateOnly boughtOn, DateOnly on) =>
        on.DayNumber - boughtOn.DayNumber > ShortTermDaysMax;

    public static RealisedGains Of(IReadOnlyList<Position> positions, int year)
    {
        var lots = positions
            .SelectMany(position => position.Book.Disposals.Where(sale => sale.On.Year == year)
                .SelectMany(sale => sale.Lots.Select(lot => new RealisedLot(position, sale, lot))))
            .OrderBy(line => line.Sale.On).ThenBy(line => line.Position.Symbol, StringComparer.Ordinal).ToArray();
        return new(
            year,
            lots,
            RealisedSum.Of(lots.Where(line => !line.IsLongTerm)),
            RealisedSum.Of(lots.Where(line => line.IsLongTerm)),
            lots.Count(line => line.Lot.GainBase is null));
    }
}
