using PortfolioTracker.Domain.Lots;

namespace PortfolioTracker.Tests.Domain.Lots;

/// <summary>Short ways to write the trades of a test. Trade n has the id n.</summary>
internal static class Ledger
{
    public static readonly CostMethod[] Methods = Enum.GetValues<CostMethod>();

    /// <summary>The golden case of buys at 100 and 140 and a sale at 150; no fees.</summary>
    public static readonly LotTrade[] TwoBuysAndASale =
    [
        Buy(1, new(2023, 1, 2), 10, 1000), Buy(2, new(2023, 7, 3), 5, 700), Sell(3, new(2024, 3, 1), 6, 900),
    ];

    public static Guid Id(int number) => new(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]);

    /// <summary>The base currency is the security's own unless an amount is given.</summary>
    public static LotTrade Buy(int number, DateOnly on, decimal quantity, decimal amount) =>
        new(Id(number), on, true, quantity, amount, amount);

    public static LotTrade Sell(int number, DateOnly on, decimal quantity, decimal amount) =>
        new(Id(number), on, false, quantity, amount, amount);

    /// <summary>The same rows as the ledger records them.</summary>
    public static Trade[] Recorded(IEnumerable<LotTrade> trades) =>
        [.. trades.Select(trade => new Trade(
            trade.Id, trade.IsBuy ? TradeKind.Buy : TradeKind.Sell, "XYZ", trade.On, trade.Quantity, 1m, 0m, "USD",
            null, DateTime.UnixEpoch))];
}
