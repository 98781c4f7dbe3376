namespace PortfolioTracker.Domain.Lots;

/// <summary>Which lots a sale takes first.</summary>
internal enum CostMethod
{
    /// <summary>The oldest lot first.</summary>
    Fifo,

    /// <summary>The newest lot first.</summary>
    Lifo,

    /// <summary>The lot of the highest cost per share (security's currency) first; of equal ones the oldest.</summary>
    Hifo,

    /// <summary>One pool: cost leaves at the average held at the moment of the sale (moving average).</summary>
    Average,

    /// <summary>The lots that were named for the sale; the oldest first where none were, or not enough.</summary>
    Specific,
}
