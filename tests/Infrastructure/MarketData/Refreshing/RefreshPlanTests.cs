using PortfolioTracker.Infrastructure.MarketData;
using PortfolioTracker.Infrastructure.MarketData.Refreshing;

namespace PortfolioTracker.Tests.Infrastructure.MarketData.Refreshing;

internal sealed class RefreshPlanTests
{
    private static readonly DateTime Now = new(2026, 5, 15, 12, 0, 0, DateTimeKind.Utc);

    [Test]
    public async Task Of_a_new_symbol_everything_is_due_but_the_weekly_history()
    {
        var due = RefreshPlan.Due("IBM", States(), Now).Select(item => item.Kind);

        await Assert.That(due).IsEquivalentTo(
            [FetchKind.Search, FetchKind.Prices, FetchKind.Splits, FetchKind.Dividends, FetchKind.Overview]);
    }

    [Test]
    public async Task The_history_is_due_once_it_is_wanted()
    {
        var wanted = FetchState.Never(new("IBM", FetchKind.History));

        await Assert.That(RefreshPlan.Due("IBM", States(wanted), Now)).Contains(wanted.Item);
    }

    [Test]
    public async Task Of_a_symbol_that_the_provider_does_not_know_only_the_prices_are_tried_again()
    {
        var unknown = new FetchState(
            new("NOPE", FetchKind.Prices), null, nameof(AnswerClass.BadRequestOrUnknownSymbol), Now.AddHours(1), 1);

        await Assert.That(RefreshPlan.Due("NOPE", States(unknown), Now)).IsEmpty();
        await Assert.That(RefreshPlan.Due("NOPE", States(unknown), Now.AddHours(1))).IsEquivalentTo([unknown.Item]);
    }

    [Test]
    public async Task A_pair_has_rates_and_nothing_else() =>
        await Assert.That(RefreshPlan.Due("EUR/USD", States(), Now))
            .IsEquivalentTo([new FetchItem("EUR/USD", FetchKind.Rates)]);

    [Test]
    public async Task The_search_comes_first_only_where_the_ticker_names_an_exchange()
    {
        var london = new FetchItem("TSCO.LON", FetchKind.Search);
        var plain = new FetchItem("IBM", FetchKind.Search);

        await Assert.That(london.Rank).IsLessThan(new FetchItem("TSCO.LON", FetchKind.Prices).Rank);
        await Assert.That(plain.Rank).IsGreaterThan(new FetchItem("IBM", FetchKind.Splits).Rank);
    }

    private static Dictionary<FetchItem, FetchState> States(params FetchState[] states) =>
        states.ToDictionary(state => state.Item);
}
