using PortfolioTracker.Infrastructure.MarketData;
using PortfolioTracker.Infrastructure.MarketData.Archive;
using PortfolioTracker.Infrastructure.MarketData.Refreshing;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Infrastructure.MarketData.Refreshing;

internal sealed class PriceFetchTests
{
    private static readonly FetchState Abc = FetchState.Never(new("ABC", FetchKind.Prices));

    [Test]
    public async Task The_next_source_is_asked_for_what_the_first_does_not_serve()
    {
        await using var rig = await MarketRig.StartAsync(new ScriptedProvider());
        var (first, second) = (new Publisher("first", rig.Archive), new Publisher("second", rig.Archive, "ABC"));

        var outcome = await new PriceFetch([first, second], rig.Archive).PricesAsync(Abc, isUrgent: false, default);

        await Assert.That((first.Asked, second.Asked)).IsEqualTo((1, 1));
        await Assert.That(outcome.Stored).IsEqualTo(StoreOutcome.Changed);
        await Assert.That(await rig.Archive.PriceOriginAsync("ABC", default)).IsEqualTo("second");
    }

    [Test]
    public async Task A_symbol_stays_with_the_source_of_its_prices()
    {
        await using var rig = await MarketRig.StartAsync(new ScriptedProvider());
        var (first, second) = (new Publisher("first", rig.Archive, "ABC"), new Publisher("second", rig.Archive, "ABC"));
        await second.PricesAsync(Abc, isUrgent: false, default);

        await new PriceFetch([first, second], rig.Archive).PricesAsync(Abc, isUrgent: false, default);

        await Assert.That((first.Asked, second.Asked)).IsEqualTo((0, 2));
        await Assert.That(await rig.ScalarAsync<long>("select count(*) from pt.daily_prices where source <> 'second'"))
            .IsEqualTo(0);
    }

    [Test]
    public async Task Nothing_is_remembered_of_a_symbol_that_no_source_serves()
    {
        await using var rig = await MarketRig.StartAsync(new ScriptedProvider());

        var outcome = await new PriceFetch([new Publisher("first", rig.Archive)], rig.Archive)
            .PricesAsync(Abc, isUrgent: false, default);

        await Assert.That(outcome.WasMade).IsFalse();
    }

    /// <summary>A source that knows one close of the symbols it serves.</summary>
    private sealed class Publisher(string name, MarketArchive archive, params string[] serves) : IPriceSource
    {
        public int Asked { get; private set; }

        public MarketSource Source { get; } = new(name);

        public async Task<FetchOutcome?> PricesAsync(FetchState state, bool isUrgent, CancellationToken ct)
        {
            Asked++;
            if (!serves.Contains(state.Item.Key))
            {
                return null;
            }

            var bar = new DailyBar(new(2024, 3, Asked), 10m, 10m, 10m, 10m, 1_000);
            var stored = await archive.StorePricesAsync(state.Item.Key, [bar], 1m, closesOnly: false, ct, Source);
            return new(AnswerClass.Data, stored.Outcome, stored.LastOn);
        }
    }
}
