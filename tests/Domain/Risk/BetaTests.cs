using PortfolioTracker.Domain.Risk;

namespace PortfolioTracker.Tests.Domain.Risk;

internal sealed class BetaTests
{
    private static readonly double[] Benchmark =
        [.. Enumerable.Range(0, 24).Select(i => ((i * 7 % 11) - 5) / 1000d)];

    [Test]
    public async Task A_straight_line_over_the_benchmark_has_its_slope()
    {
        var returns = Benchmark.Select(b => (1.5 * b) + 0.0002).ToArray();

        await Assert.That(Beta.Of(returns, Benchmark).Value!.Value).IsEqualTo(1.5).Within(1e-12);
        await Assert.That(Beta.Of(returns, Benchmark).Observations).IsEqualTo(24);
    }

    [Test]
    public async Task A_benchmark_that_stands_still_has_no_beta()
    {
        var beta = Beta.Of(Benchmark, Enumerable.Repeat(0.001, 24).ToArray());

        await Assert.That(beta.Value).IsNull();
        await Assert.That(beta.Reason).IsEqualTo("The benchmark's daily returns do not vary.");
    }

    [Test]
    public async Task A_benchmark_return_that_is_no_number_is_a_reason()
    {
        double[] broken = [.. Benchmark[..23], double.PositiveInfinity];

        await Assert.That(Beta.Of(Benchmark, broken).Reason).IsEqualTo("One of the daily returns is not a number.");
    }

    [Test]
    public async Task Returns_without_a_partner_are_a_mistake_of_the_caller()
    {
        await Assert.That(() => Beta.Of(Benchmark, Benchmark.AsSpan(1))).Throws<ArgumentException>();
    }
}
