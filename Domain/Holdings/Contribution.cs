namespace PortfolioTracker.Domain.Holdings;

/// <summary>
/// What one symbol, held or sold, has added to the portfolio's profit; base currency. It is also
/// <c>end value + sold + income - invested</c> of the symbol, and the sum over all symbols is the portfolio's profit to
/// the last digit: there is no line for a rest.
/// </summary>
/// <param name="Unrealised">Null where a price, a rate or a rate of a purchase is missing; 0 where nothing is held.
/// </param>
/// <param name="Realised">Null where a rate of a sale or of its purchases is missing.</param>
/// <param name="Income">Dividends received; null where a rate is missing.</param>
/// <param name="Known">The sum over what is known, as <see cref="Portfolio.Totals.Profit"/> counts it.</param>
internal readonly record struct Contribution(
    string Symbol, decimal? Unrealised, decimal? Realised, decimal? Income, decimal Known)
{
    /// <summary>Null where one of the parts is.</summary>
    public decimal? Profit => Unrealised + Realised + Income;

    /// <param name="holding">Null where the position is closed.</param>
    public static Contribution Of(Position position, Holding? holding)
    {
        var unrealised = holding is null ? 0 : holding.UnrealisedGainBase;
        return new(position.Symbol, unrealised, position.Book.RealisedGainBase, position.DividendsReceivedBase,
            (unrealised ?? 0) + position.RealisedKnownBase + position.DividendsKnownBase);
    }
}
