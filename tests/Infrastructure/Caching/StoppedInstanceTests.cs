using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Infrastructure.Caching;

/// <summary>An instance that is stopped right after it has answered: the next one is not to wait for what it had begun.
/// </summary>
internal sealed class StoppedInstanceTests
{
    [Test]
    public async Task What_was_answered_is_stored_before_the_instance_is_gone()
    {
        const int Users = 40;
        var app = await App.StartAsync();
        await Task.WhenAll(Enumerable.Range(0, Users)
            .Select(_ => app.NewUser().GetAsync("/api/portfolio/complete")));

        await app.DisposeAsync();

        await using var admin = await Postgres.OpenAdminAsync(app.Database);
        await Assert.That(await Postgres.ScalarAsync<string>(
            admin, "select count(*) || ' ' || count(body) from pt.complete_documents")).IsEqualTo($"{Users} {Users}");
    }
}
