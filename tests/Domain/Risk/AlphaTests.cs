using PortfolioTracker.Domain.Risk;

namespace PortfolioTracker.Tests.Domain.Risk;

internal sealed class AlphaTests
{
    private static readonly double[] Benchmark =
        [.. Enumerable.Range(0, 24).Select(i => ((i * 7 % 11) - 5) / 1000d)];

    private static readonly double[] Line = [.. Benchmark.Select(b => (1.5 * b) + 0.0002)];

    [Test]
    public async Task The_daily_offset_of_a_straight_line_times_252_is_alpha()
    {
        await Assert.That(Alpha.Of(Line, Benchmark).Value!.Value).IsEqualTo(0.0504).Within(1e-12);
    }

    [Test]
    public async Task The_risk_free_rate_enters_with_one_minus_beta()
    {
        // a - [f + 1.5 (b - f)] = 0.0504 + 0.5 f
        await Assert.That(Alpha.Of(Line, Benchmark, riskFreeAnnual: 0.04).Value!.Value)
            .IsEqualTo(0.0704).Within(1e-12);
    }

    [Test]
    public async Task Where_there_is_no_beta_there_is_no_alpha()
    {
        var alpha = Alpha.Of(Line.AsSpan(0, 5), Benchmark.AsSpan(0, 5));

        await Assert.That(alpha.Value).IsNull();
        await Assert.That(alpha.Reason).IsEqualTo("At least 20 daily returns are needed, there are 5.");
    }
}
