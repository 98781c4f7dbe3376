using PortfolioTracker.Infrastructure.MarketData.Sandbox;

namespace PortfolioTracker.Tests.Infrastructure.MarketData.Sandbox;

internal sealed class SandboxNoiseTests
{
    [Test]
    [Arguments(0, 6457827717110365317UL)]
    [Arguments(1, 3203168211198807973UL)]
    [Arguments(2, 9817491932198370423UL)]
    public async Task Bits_are_those_of_splitmix64_for_the_published_seed(int place, ulong expected) =>
        await Assert.That(SandboxNoise.Bits(1234567, place)).IsEqualTo(expected);

    [Test]
    [Arguments("", 0xcbf29ce484222325UL)]
    [Arguments("a", 0xaf63dc4c8601ec8cUL)]
    [Arguments("foobar", 0x85944171f73967e8UL)]
    public async Task A_seed_is_the_published_fnv_1a_of_the_name(string name, ulong expected) =>
        await Assert.That(SandboxNoise.Seed(name)).IsEqualTo(expected);

    [Test]
    public async Task Exp_agrees_with_the_library_to_fourteen_digits()
    {
        for (var x = -20.0; x <= 20; x += 0.0137)
        {
            await Assert.That(Math.Abs((SandboxNoise.Exp(x) / Math.Exp(x)) - 1)).IsLessThan(1e-14);
        }
    }

    [Test]
    public async Task Normal_numbers_have_mean_0_and_variance_1()
    {
        var numbers = Enumerable.Range(0, 100_000).Select(day => SandboxNoise.Normal(42, day)).ToArray();

        // Four standard errors of the mean of 100,000 numbers are 0.0127; of their variance less than 0.016.
        await Assert.That(numbers.Average()).IsBetween(-0.0127, 0.0127);
        await Assert.That(numbers.Average(n => n * n)).IsBetween(0.984, 1.016);
        await Assert.That(numbers.Max(Math.Abs)).IsLessThan(3.47);
    }
}
