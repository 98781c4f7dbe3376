using PortfolioTracker.Domain.Markets;
using PortfolioTracker.Domain.Prices;

namespace PortfolioTracker.Tests.Domain.Prices;

internal sealed class PriceGapsTests
{
    private static readonly PricePoint Before = new(new(2026, 5, 21), 10m);
    private static readonly PricePoint After = new(new(2026, 5, 28), 13m);

    [Test]
    public async Task A_weekend_and_a_holiday_are_no_gap_and_trading_days_are()
    {
        // 25 May 2026 is Memorial Day, a Monday.
        var gap = PriceGaps.Of([new(2026, 5, 20), Before.On, After.On], ExchangeCalendar.Nyse).Single();

        await Assert.That(gap.Index).IsEqualTo(1);
        await Assert.That(gap.Days).IsEquivalentTo(
            new DateOnly[] { new(2026, 5, 22), new(2026, 5, 26), new(2026, 5, 27) });
        await Assert.That(PriceGaps.Of([new(2026, 5, 22), new(2026, 5, 26)], ExchangeCalendar.Nyse)).IsEmpty();
        await Assert.That(PriceGaps.Of([Before.On, After.On], Exchanges.Unknown)).IsEmpty();
    }

    [Test]
    public async Task A_line_is_drawn_through_it_session_by_session()
    {
        var gap = PriceGaps.Of([Before.On, After.On], ExchangeCalendar.Nyse).Single();

        await Assert.That(PriceGaps.Interpolated(gap, Before, After, []).Select(point => point.Close))
            .IsEquivalentTo([10.75m, 11.5m, 12.25m]);
    }

    [Test]
    public async Task Over_a_split_no_line_is_drawn()
    {
        var gap = PriceGaps.Of([Before.On, After.On], ExchangeCalendar.Nyse).Single();

        await Assert.That(PriceGaps.Interpolated(gap, Before, After, [new(After.On, 2, 1)])).IsEmpty();
        await Assert.That(PriceGaps.Interpolated(gap, Before, After, [new(Before.On, 2, 1)]).Count).IsEqualTo(3);
    }
}
