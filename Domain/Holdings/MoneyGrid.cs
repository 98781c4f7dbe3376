using PortfolioTracker.Domain.Lots;

namespace PortfolioTracker.Domain.Holdings;

/// <summary>
/// Every amount of money that a snapshot adds up lies on one grid of <see cref="Portion.Places"/> decimal places, far
/// below what a reply shows. Sums of such amounts are exact in any order (below 7.9e12), so that the parts of a
/// portfolio add up to it without a rest, although a rate such as 1 / 1.0837 has no exact decimal.
/// </summary>
internal static class MoneyGrid
{
    public static decimal Of(decimal amount) =>
        amount.Scale <= Portion.Places ? amount : Math.Round(amount, Portion.Places);

    /// <summary>Null stays null.</summary>
    public static decimal? Of(decimal? amount) => amount is { } known ? Of(known) : null;
}
