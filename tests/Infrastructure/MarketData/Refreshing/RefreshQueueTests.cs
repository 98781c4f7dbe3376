using PortfolioTracker.Infrastructure.MarketData.Refreshing;

namespace PortfolioTracker.Tests.Infrastructure.MarketData.Refreshing;

internal sealed class RefreshQueueTests
{
    private static readonly FetchItem Prices = new("IBM", FetchKind.Prices);
    private static readonly FetchItem Splits = new("IBM", FetchKind.Splits);
    private static readonly FetchItem Others = new("SAP.DEX", FetchKind.Overview);

    [Test]
    public async Task An_item_asked_for_twice_is_done_once_and_both_are_told()
    {
        var queue = new RefreshQueue(10);
        var (first, second) = (queue.Add(Prices, isUrgent: false)!, queue.Add(Prices, isUrgent: true)!);

        await Assert.That(await queue.TakeAsync(default)).IsEqualTo(new Work(Prices, IsUrgent: true));
        queue.Complete(Prices, served: true);

        await Assert.That(await first && await second).IsTrue();
        await Assert.That(queue.Count).IsEqualTo(0);
        await Assert.That(await NothingToTakeAsync(queue)).IsTrue();
    }

    [Test]
    public async Task The_urgent_go_first_and_then_prices_before_splits()
    {
        var queue = new RefreshQueue(10);
        FetchItem[] items = [new("A", FetchKind.Splits), new("B", FetchKind.Prices), new("C", FetchKind.Dividends)];
        _ = queue.Add(items[0], isUrgent: false);
        _ = queue.Add(items[1], isUrgent: false);
        _ = queue.Add(items[2], isUrgent: true);

        var taken = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            taken.Add((await queue.TakeAsync(default)).Item.Key);
        }

        await Assert.That(string.Concat(taken)).IsEqualTo("CBA");
    }

    [Test]
    public async Task In_the_background_the_worthier_goes_first_and_the_list_tells_the_order()
    {
        var queue = new RefreshQueue(10);
        _ = queue.Add(new("A", FetchKind.Prices), isUrgent: false, worth: 5);
        _ = queue.Add(new("B", FetchKind.Splits), isUrgent: false, worth: 50);
        _ = queue.Add(new("C", FetchKind.Prices), isUrgent: true);
        _ = queue.Add(new("D", FetchKind.Prices), isUrgent: false, worth: 500);

        var listed = string.Concat(queue.List().Select(queued => queued.Item.Key));
        var taken = new List<string>();
        for (var i = 0; i < 4; i++)
        {
            taken.Add((await queue.TakeAsync(default)).Item.Key);
        }

        await Assert.That(string.Concat(taken)).IsEqualTo("CDBA");
        await Assert.That(listed).IsEqualTo("CDBA");
    }

    [Test]
    public async Task Two_fetches_of_one_symbol_are_never_made_at_the_same_time()
    {
        var queue = new RefreshQueue(10);
        _ = queue.Add(Prices, isUrgent: true);
        _ = queue.Add(Splits, isUrgent: true);
        _ = queue.Add(Others, isUrgent: false);

        await Assert.That((await queue.TakeAsync(default)).Item).IsEqualTo(Prices);
        await Assert.That((await queue.TakeAsync(default)).Item).IsEqualTo(Others);
        await Assert.That(await NothingToTakeAsync(queue)).IsTrue();

        queue.Complete(Prices, served: true);
        await Assert.That((await queue.TakeAsync(default)).Item).IsEqualTo(Splits);
    }

    [Test]
    public async Task What_is_postponed_lets_the_others_of_its_symbol_pass_and_comes_again()
    {
        var queue = new RefreshQueue(10);
        _ = queue.Add(Prices, isUrgent: true);
        _ = queue.Add(Splits, isUrgent: true);
        await queue.TakeAsync(default);
        queue.Postpone(Prices, Timeout.InfiniteTimeSpan);

        await Assert.That((await queue.TakeAsync(default)).Item).IsEqualTo(Splits);
        queue.Complete(Splits, served: false);
        await Assert.That(await NothingToTakeAsync(queue)).IsTrue();

        queue.Resume(Prices);
        await Assert.That((await queue.TakeAsync(default)).Item).IsEqualTo(Prices);
    }

    [Test]
    public async Task A_full_queue_refuses_the_background_and_never_somebody_who_waits()
    {
        var queue = new RefreshQueue(1);
        _ = queue.Add(Prices, isUrgent: false);

        await Assert.That(queue.Add(Others, isUrgent: false) is null).IsTrue();
        await Assert.That(queue.Add(Others, isUrgent: true) is null).IsFalse();
    }

    private static async Task<bool> NothingToTakeAsync(RefreshQueue queue)
    {
        using var soon = new CancellationTokenSource(50);
        try
        {
            await queue.TakeAsync(soon.Token);
            return false;
        }
        catch (OperationCanceledException)
        {
            return true;
        }
    }
}
