using PortfolioTracker.Infrastructure;

namespace PortfolioTracker.Tests.Infrastructure;

internal sealed class IdleMemoryTests
{
    private const long Megabyte = 1024 * 1024;

    [Test]
    public async Task Memory_is_given_back_once_after_work_and_not_during_it()
    {
        using var memory = new IdleMemory();

        long[] allocated = [20 * Megabyte, 30 * Megabyte, 30 * Megabyte + 9, 30 * Megabyte + 18, 33 * Megabyte,
            33 * Megabyte, 40 * Megabyte, 40 * Megabyte];
        var due = string.Join(' ', allocated.Select(memory.IsDue));

        await Assert.That(due).IsEqualTo("False False True False False False False True");
    }
}
