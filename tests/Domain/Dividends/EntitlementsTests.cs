using PortfolioTracker.Domain.Dividends;
using PortfolioTracker.Domain.Lots;

namespace PortfolioTracker.Tests.Domain.Dividends;

internal sealed class EntitlementsTests
{
    private static readonly DateOnly ExOn = new(2024, 6, 14);

    private static Trade Row(TradeKind kind, int daysAfterEx, decimal quantity) =>
        new(Guid.NewGuid(), kind, "IBM", ExOn.AddDays(daysAfterEx), quantity, 100m, 0m, "USD", null, default);

    private static Trade Buy(int daysAfterEx, decimal quantity) => Row(TradeKind.Buy, daysAfterEx, quantity);

    private static Trade Sell(int daysAfterEx, decimal quantity) => Row(TradeKind.Sell, daysAfterEx, quantity);

    private static DividendEvent Event(int daysAfterEx = 0) =>
        new(Guid.NewGuid(), "IBM", ExOn.AddDays(daysAfterEx), null, 1.2m, "USD");

    private static decimal[] Shares(Trade[] trades, Split[] splits, params DividendEvent[] events) =>
        [.. Entitlements.Of(trades, splits, events).Select(entitlement => entitlement.Shares)];

    [Test]
    public async Task Shares_bought_the_day_before_are_entitled_and_shares_bought_on_the_ex_date_are_not()
    {
        await Assert.That(Shares([Buy(-1, 9m)], [], Event())).IsEquivalentTo(new[] { 9m });
        await Assert.That(Shares([Buy(0, 9m)], [], Event())).IsEmpty();
    }

    [Test]
    public async Task Shares_sold_on_the_ex_date_keep_the_dividend_and_shares_sold_before_lose_it()
    {
        await Assert.That(Shares([Buy(-9, 9m), Sell(0, 9m)], [], Event())).IsEquivalentTo(new[] { 9m });
        await Assert.That(Shares([Buy(-9, 9m), Sell(-1, 9m)], [], Event())).IsEmpty();
    }

    [Test]
    public async Task Each_event_counts_what_was_held_then()
    {
        Trade[] trades = [Buy(-100, 10m), Buy(-50, 5m), Sell(-10, 6m), Buy(20, 1m)];
        var early = Event(-60);

        var entitlements = Entitlements.Of(trades, [], [early, Event(-20), Event(), Event(30)]);

        await Assert.That(entitlements.Select(e => e.Shares)).IsEquivalentTo(new[] { 10m, 15m, 9m, 10m });
        await Assert.That(entitlements[0].Event).IsEqualTo(early);
    }

    [Test]
    public async Task The_shares_of_one_ex_date_are_zero_where_none_were_held()
    {
        await Assert.That(Entitlements.SharesFor(ExOn, [Buy(-9, 9m)], [new(ExOn.AddDays(-3), 2, 1)])).IsEqualTo(18m);
        await Assert.That(Entitlements.SharesFor(ExOn, [Buy(0, 9m)], [])).IsEqualTo(0m);
    }

    [Test]
    public async Task A_dividend_row_moves_no_shares()
    {
        await Assert.That(Shares([Buy(-9, 9m), Row(TradeKind.Dividend, -5, 9m)], [], Event()))
            .IsEquivalentTo(new[] { 9m });
    }

    [Test]
    [Arguments(-1, 30)]
    [Arguments(0, 30)] // effective on the ex-date: the amount is per new share
    [Arguments(1, 10)]
    public async Task A_split_on_or_before_the_ex_date_multiplies_the_shares(int splitDay, int shares)
    {
        await Assert.That(Shares([Buy(-9, 10m)], [new(ExOn.AddDays(splitDay), 3, 1)], Event()))
            .IsEquivalentTo(new decimal[] { shares });
    }

    [Test]
    public async Task A_trade_on_the_day_of_a_split_is_already_in_new_shares()
    {
        Trade[] trades = [Buy(-9, 10m), Buy(-5, 10m)];

        await Assert.That(Shares(trades, [new(ExOn.AddDays(-5), 2, 1)], Event())).IsEquivalentTo(new[] { 30m });
    }

    [Test]
    public async Task A_split_is_applied_once_however_many_events_follow()
    {
        Split[] splits = [new(ExOn.AddDays(-5), 2, 1), new(ExOn.AddDays(5), 1, 4)];

        await Assert.That(Shares([Buy(-9, 10m)], splits, Event(-6), Event(), Event(3), Event(5), Event(9)))
            .IsEquivalentTo(new[] { 10m, 20m, 20m, 5m, 5m });
    }
}
