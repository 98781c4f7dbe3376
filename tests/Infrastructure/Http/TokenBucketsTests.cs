using System.Net;
using PortfolioTracker.Infrastructure.Http;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Infrastructure.Http;

internal sealed class TokenBucketsTests
{
    private static readonly DateTimeOffset Start = new(2024, 3, 15, 12, 0, 0, TimeSpan.Zero);
    private static readonly RateLimit ThreeAndOneEveryTwoSeconds = new("requests", 3, TimeSpan.FromSeconds(2));

    private readonly MovableClock clock = new(Start);
    private readonly BucketOwner somebody = new(Guid.NewGuid(), null, null);

    [Test]
    public async Task The_burst_is_granted_at_once_and_then_one_for_each_interval()
    {
        var buckets = new TokenBuckets(clock);

        await Assert.That(Take(buckets, 5)).IsEqualTo("2 1 0 no no");
        clock.Advance(TimeSpan.FromSeconds(2));
        await Assert.That(Take(buckets, 2)).IsEqualTo("0 no");
        clock.Advance(TimeSpan.FromSeconds(4));
        await Assert.That(Take(buckets, 3)).IsEqualTo("1 0 no");
        clock.Advance(TimeSpan.FromHours(1));
        await Assert.That(Take(buckets, 4)).IsEqualTo("2 1 0 no");
    }

    [Test]
    public async Task A_refusal_says_how_long_to_wait_and_takes_nothing()
    {
        var buckets = new TokenBuckets(clock);
        Take(buckets, 3);

        clock.Advance(TimeSpan.FromSeconds(0.5));
        for (var i = 0; i < 3; i++)
        {
            var refused = buckets.Take(somebody, ThreeAndOneEveryTwoSeconds);
            await Assert.That(refused).IsEqualTo(
                new Admission(false, 0, TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(5.5)));
        }

        clock.Advance(TimeSpan.FromSeconds(1.5));
        await Assert.That(buckets.Take(somebody, ThreeAndOneEveryTwoSeconds).IsGranted).IsTrue();
    }

    [Test]
    public async Task Each_user_address_and_kind_has_a_bucket_of_its_own()
    {
        var buckets = new TokenBuckets(clock);
        BucketOwner[] owners =
        [
            somebody, somebody with { Kind = Costly.Import }, new(Guid.NewGuid(), null, null),
            new(default, IPAddress.Loopback, null), new(default, IPAddress.Parse("192.0.2.7"), null),
        ];

        foreach (var owner in owners)
        {
            await Assert.That(buckets.Take(owner, ThreeAndOneEveryTwoSeconds).Left).IsEqualTo(2);
        }
    }

    [Test]
    public async Task A_clock_that_is_set_back_makes_nobody_wait_longer_than_for_an_empty_bucket()
    {
        var buckets = new TokenBuckets(clock);
        Take(buckets, 3);

        clock.Advance(TimeSpan.FromDays(-1));

        await Assert.That(buckets.Take(somebody, ThreeAndOneEveryTwoSeconds).Wait).IsEqualTo(TimeSpan.FromSeconds(2));
    }

    [Test]
    public async Task Many_at_once_are_granted_no_more_than_the_burst()
    {
        var buckets = new TokenBuckets(clock);
        var limit = ThreeAndOneEveryTwoSeconds with { Burst = 50 };

        var granted = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() =>
            Enumerable.Range(0, 100).Count(_ => buckets.Take(somebody, limit).IsGranted))));

        await Assert.That(granted.Sum()).IsEqualTo(50);
    }

    [Test]
    public async Task Full_buckets_are_forgotten()
    {
        var buckets = new TokenBuckets(clock);
        for (var i = 0; i < 20_000; i++)
        {
            buckets.Take(new(Guid.NewGuid(), null, null), ThreeAndOneEveryTwoSeconds);
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        await Assert.That(buckets.Count).IsLessThan(1_100);
    }

    /// <summary>What was left after each, or that it was refused.</summary>
    private string Take(TokenBuckets buckets, int times) => string.Join(' ', Enumerable.Range(0, times)
        .Select(_ => buckets.Take(somebody, ThreeAndOneEveryTwoSeconds))
        .Select(admission => admission.IsGranted ? $"{admission.Left}" : "no"));
}
