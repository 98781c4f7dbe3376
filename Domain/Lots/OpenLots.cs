namespace PortfolioTracker.Domain.Lots;

/// <summary>A lot, or a part of one, while a book is replayed.</summary>
/// <param name="Units">Shares in the common unit of <see cref="SplitScale"/>.</param>
internal readonly record struct LotUnits(
    Guid TradeId, DateOnly BoughtOn, decimal Units, decimal? Cost, decimal? CostBase);

/// <summary>What is held at one moment of the replay, and which of it a sale takes.</summary>
internal abstract class OpenLots
{
    /// <param name="lotsMax">As many lots as there can be.</param>
    public static OpenLots Under(CostMethod method, int lotsMax) =>
        method == CostMethod.Average ? new AveragePool() : new LotQueue(method, lotsMax);

    /// <summary>What is left, oldest first.</summary>
    public abstract IEnumerable<LotUnits> Remaining { get; }

    public abstract void Add(LotUnits lot);

    /// <summary>Takes up to so many units, the picked ones first, and answers how many there were to take.</summary>
    /// <param name="unitsPerShare">For the picks, which count shares of the day.</param>
    /// <param name="taken">Receives the parts, in the order of taking.</param>
    public abstract decimal Take(
        decimal units, IReadOnlyList<LotPick> picks, decimal unitsPerShare, List<LotUnits> taken);
}
