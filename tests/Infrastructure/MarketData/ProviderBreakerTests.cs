using Microsoft.Extensions.Time.Testing;
using PortfolioTracker.Infrastructure.MarketData;

namespace PortfolioTracker.Tests.Infrastructure.MarketData;

internal sealed class ProviderBreakerTests
{
    private readonly FakeTimeProvider clock = new(new(2024, 1, 2, 3, 4, 5, TimeSpan.Zero));

    [Test]
    public async Task Five_failures_in_a_row_open_it()
    {
        var breaker = new ProviderBreaker(clock);
        Fail(breaker, 4);
        await Assert.That((breaker.State, breaker.Failures)).IsEqualTo((ProviderBreaker.Closed, 4));

        Fail(breaker, 1);

        await Assert.That((breaker.State, breaker.Failures)).IsEqualTo((ProviderBreaker.Open, 5));
        await Assert.That(breaker.OpenedAt).IsEqualTo(clock.GetUtcNow());
        await Assert.That(breaker.TryEnter(out _)).IsFalse();
    }

    [Test]
    public async Task A_success_in_between_starts_the_count_again()
    {
        var breaker = new ProviderBreaker(clock);
        Fail(breaker, 4);
        breaker.TryEnter(out var permission);
        breaker.Report(permission, succeeded: true);
        Fail(breaker, 4);

        await Assert.That((breaker.State, breaker.Failures)).IsEqualTo((ProviderBreaker.Closed, 4));
    }

    [Test]
    public async Task After_sixty_seconds_one_probe_passes_and_decides()
    {
        var breaker = new ProviderBreaker(clock);
        Fail(breaker, 5);
        clock.Advance(TimeSpan.FromSeconds(59.9));
        await Assert.That(breaker.TryEnter(out _)).IsFalse();

        clock.Advance(TimeSpan.FromSeconds(0.1));
        await Assert.That(breaker.State).IsEqualTo(ProviderBreaker.HalfOpen);
        await Assert.That(breaker.TryEnter(out var probe)).IsTrue();
        await Assert.That(breaker.TryEnter(out _)).IsFalse();

        breaker.Report(probe, succeeded: false);
        await Assert.That(breaker.State).IsEqualTo(ProviderBreaker.Open);

        clock.Advance(ProviderBreaker.OpenFor);
        breaker.TryEnter(out probe);
        breaker.Report(probe, succeeded: true);
        await Assert.That((breaker.State, breaker.Failures, breaker.OpenedAt))
            .IsEqualTo((ProviderBreaker.Closed, 0, (DateTimeOffset?)null));
    }

    [Test]
    public async Task Of_a_hundred_callers_one_is_the_probe()
    {
        var breaker = new ProviderBreaker(clock);
        Fail(breaker, 5);
        clock.Advance(ProviderBreaker.OpenFor);
        var passed = 0;
        Parallel.For(0, 100, _ =>
        {
            if (breaker.TryEnter(out var _))
            {
                Interlocked.Increment(ref passed);
            }
        });

        await Assert.That(passed).IsEqualTo(1);
    }

    [Test]
    public async Task A_probe_given_up_by_its_caller_leaves_the_place_to_another()
    {
        var breaker = new ProviderBreaker(clock);
        Fail(breaker, 5);
        clock.Advance(ProviderBreaker.OpenFor);
        breaker.TryEnter(out var probe);
        breaker.Abandon(probe);

        await Assert.That(breaker.TryEnter(out _)).IsTrue();
    }

    [Test]
    public async Task What_began_before_it_opened_or_was_reset_says_nothing_any_more()
    {
        var breaker = new ProviderBreaker(clock);
        breaker.TryEnter(out var late);
        Fail(breaker, 5);
        breaker.Report(late, succeeded: true);
        await Assert.That(breaker.State).IsEqualTo(ProviderBreaker.Open);

        breaker.Reset();
        await Assert.That((breaker.State, breaker.Failures)).IsEqualTo((ProviderBreaker.Closed, 0));
        breaker.Report(late, succeeded: false);
        await Assert.That(breaker.Failures).IsEqualTo(0);
    }

    private static void Fail(ProviderBreaker breaker, int times)
    {
        for (var time = 0; time < times; time++)
        {
            breaker.TryEnter(out var permission);
            breaker.Report(permission, succeeded: false);
        }
    }
}
