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

        var outcome = await new PriceFetch([first, second]).PricesAsync(Abc, isUrgent: false, default);

        await Assert.That((first.Asked, second.Asked)).IsEqualTo((1, 1));
        await Assert.That(outcome.Stored).IsEqualTo(StoreOutcome.Changed);
        await Assert.That(await rig.ScalarAsync<string>("select source from pt.daily_prices")).IsEqualTo("second");
    }

    [Test]
    [Arguments(SourceState.Away, false, "second")]
    [Arguments(SourceState.Away, true, "second")]
    [Arguments(SourceState.Spent, true, "second")]
    [Arguments(SourceState.Spent, false, "nobody")]
    [Arguments(SourceState.Ready, false, "first")]
    public async Task One_that_fails_is_passed_over_and_one_that_has_spent_its_calls_only_for_who_waits(
        SourceState state, bool isUrgent, string asked)
    {
        await using var rig = await MarketRig.StartAsync(new ScriptedProvider());
        var first = new Publisher("first", rig.Archive, "ABC") { State = state };
        var second = new Publisher("second", rig.Archive, "ABC");

        await new PriceFetch([first, second]).PricesAsync(Abc, isUrgent, default);

        await Assert.That((first.Asked, second.Asked) switch { (1, 0) => "first", (0, 1) => "second", _ => "nobody" })
            .IsEqualTo(asked);
    }

    [Test]
    public async Task Nothing_is_remembered_of_a_symbol_that_no_source_serves()
    {
        await using var rig = await MarketRig.StartAsync(new ScriptedProvider());

        var outcome = await new PriceFetch([new Publisher("first", rig.Archive)])
            .PricesAsync(Abc, isUrgent: false, default);

        await Assert.That(outcome.WasMade).IsFalse();
    }

    /// <summary>A source that knows one close of the symbols it serves.</summary>
    private sealed class Publisher(string name, MarketArchive archive, params string[] serves) : IPriceSource
    {
        public int Asked { get; private set; }

        public SourceState State { get; init; }

        public MarketSource Source { get; } = new(name);

        public bool IsOn => true;

        public int? CallsLeft => null;

        public string? Message => null;

        public bool Serves(string symbol) => true;

        public SourceState StateFor(bool isUrgent) => State;

        public DateTime? AllFreshAt(int due, int symbols) => null;

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
