using PortfolioTracker.Domain.Benchmarks;

namespace PortfolioTracker.Tests.Domain.Benchmarks;

internal sealed class KnownBenchmarksTests
{
    [Test]
    public async Task Every_known_fund_is_told_by_the_name_of_its_index()
    {
        await Assert.That(KnownBenchmarks.Symbols.Select(KnownBenchmarks.NameOf)).IsEquivalentTo(
            ["S&P 500", "Nasdaq 100", "ASX 200", "MSCI World", "Total Stock Market", "International"]);
        await Assert.That(KnownBenchmarks.NameOf("KO")).IsEqualTo("KO");
    }
}
