using PortfolioTracker.Infrastructure.Database;
using PortfolioTracker.Infrastructure.MarketData;
using PortfolioTracker.Infrastructure.MarketData.Refreshing;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Infrastructure.MarketData.Refreshing;

internal sealed class FetchBookTests
{
    private static readonly FetchItem Item = new("ABC", FetchKind.Splits);
    private static readonly DateTimeOffset Noon = new(2026, 5, 16, 12, 0, 0, TimeSpan.Zero);

    [Test]
    public async Task A_fetch_belongs_to_one_instance_until_it_is_written_down_or_the_claim_runs_out()
    {
        var clock = new ShiftedClock(Noon);
        await using var rig = await MarketRig.StartAsync(new ScriptedProvider(), clock: clock);
        var (first, second) = (BookOf(rig, clock), BookOf(rig, clock));

        await Assert.That(await first.ClaimAsync(Item, default)).IsNotNull();
        await Assert.That(await second.ClaimAsync(Item, default)).IsNull();
        await Assert.That(await second.IsClaimedAsync(Item, default)).IsTrue();

        clock.Advance(TimeSpan.FromMinutes(5));
        await Assert.That(await second.ClaimAsync(Item, default)).IsNotNull();

        // The first one comes late: what it writes does not count any more.
        await first.RecordAsync(Item, true, "Data", clock.GetUtcNow().UtcDateTime.AddDays(7), 0, default);
        await Assert.That(await second.IsClaimedAsync(Item, default)).IsTrue();
    }

    [Test]
    public async Task What_was_fetched_is_not_due_until_its_time_or_until_it_is_made_due()
    {
        var clock = new ShiftedClock(Noon);
        await using var rig = await MarketRig.StartAsync(new ScriptedProvider(), clock: clock);
        var book = BookOf(rig, clock);
        await book.ClaimAsync(Item, default);
        await book.RecordAsync(Item, true, "Data", clock.GetUtcNow().UtcDateTime.AddDays(7), 0, default);

        await Assert.That(await book.ClaimAsync(Item, default)).IsNull();
        await Assert.That(await book.IsClaimedAsync(Item, default)).IsFalse();

        // Within a minute of the last try nobody can make it due again.
        await book.MakeDueAsync(["ABC"], FetchKind.Splits, default);
        await Assert.That(await book.ClaimAsync(Item, default)).IsNull();

        clock.Advance(TimeSpan.FromMinutes(2));
        await book.MakeDueAsync(["ABC"], FetchKind.Splits, default);
        await Assert.That((await book.ClaimAsync(Item, default))!.Outcome).IsEqualTo("Data");
    }

    [Test]
    public async Task What_another_source_was_asked_does_not_count()
    {
        await using var rig = await MarketRig.StartAsync(new ScriptedProvider());
        var sandbox = new FetchBook(rig.Get<JobDatabase>(), MarketSource.Sandbox, TimeProvider.System);
        var real = BookOf(rig, TimeProvider.System);
        await sandbox.ClaimAsync(Item, default);
        await sandbox.RecordAsync(Item, true, "Data", DateTime.UtcNow.AddDays(7), 0, default);

        await Assert.That((await real.ReadAsync(["ABC"], default)).States).IsEmpty();
        await Assert.That(await real.ClaimAsync(Item, default)).IsEqualTo(FetchState.Never(Item));
    }

    private static FetchBook BookOf(MarketRig rig, TimeProvider clock) =>
        new(rig.Get<JobDatabase>(), MarketSource.AlphaVantage, clock);
}
