using PortfolioTracker.Features.Flags;

namespace PortfolioTracker.Tests.Features.Flags;

internal sealed class RolloutTests
{
    [Test]
    public async Task The_bucket_of_a_user_is_the_same_for_ever()
    {
        // The first 8 hex digits of: printf 'new_charts:00000000-0000-0000-0000-00000000002a' | sha256sum, modulo 100.
        await Assert.That(Rollout.Bucket("new_charts", new("00000000-0000-0000-0000-00000000002a"))).IsEqualTo(59);
    }

    [Test]
    public async Task A_higher_percentage_keeps_everybody_who_had_it()
    {
        var users = Enumerable.Range(0, 500).Select(_ => Guid.NewGuid()).ToArray();

        for (var percent = 1; percent <= 100; percent++)
        {
            var lost = users.Count(user =>
                Rollout.Includes("a", user, percent - 1) && !Rollout.Includes("a", user, percent));
            await Assert.That(lost).IsEqualTo(0);
        }

        await Assert.That(users.All(user => Rollout.Includes("a", user, 100))).IsTrue();
        await Assert.That(users.Any(user => Rollout.Includes("a", user, 0))).IsFalse();
    }

    [Test]
    public async Task A_percentage_reaches_about_so_many_users_and_other_ones_for_each_flag()
    {
        // Fixed ids, so that the share is the same in every run: 3000 of 10,000, give or take four deviations (46).
        var users = Enumerable.Range(0, 10_000).Select(number => new Guid(number, 0, 0, new byte[8])).ToArray();

        var (a, b) = (users.Count(user => Rollout.Includes("a", user, 30)), users.Count(user =>
            Rollout.Includes("a", user, 30) && Rollout.Includes("b", user, 30)));

        await Assert.That(a).IsBetween(2816, 3184);
        await Assert.That(b).IsBetween(780, 1020);
    }
}
