using PortfolioTracker.Tests.Support;
using Key = PortfolioTracker.Tests.Infrastructure.Auth.JwksServer.Key;

namespace PortfolioTracker.Tests.Infrastructure.Auth;

/// <summary>Published keys come and go, and their server fails.</summary>
internal sealed class KeyRotationTests
{
    private readonly MovableClock clock = new(DateTimeOffset.UtcNow);

    [Test]
    public async Task A_new_key_is_believed_and_a_withdrawn_one_is_not_after_its_time()
    {
        var (old, next) = (Key.Elliptic("old"), Key.Elliptic("next"));
        await using var server = await JwksServer.StartAsync(old);
        await using var app = await server.StartClientAsync(clock);
        await Assert.That((await JwksServer.ValidateAsync(app, Sign(old))).Status).IsEqualTo(200);

        server.Publish(next);
        clock.Advance(TimeSpan.FromSeconds(31));
        var afterRotation = await JwksServer.ValidateAsync(app, Sign(next));
        var withdrawn = await JwksServer.ValidateAsync(app, Sign(old));

        await Assert.That(afterRotation.Status).IsEqualTo(200).Because(afterRotation.Text);
        await ErrorShape.AssertAsync(withdrawn, 401, "AuthenticationError");
        await Assert.That(server.Fetches).IsEqualTo(2);
    }

    [Test]
    public async Task A_withdrawn_key_is_noticed_within_ten_minutes_also_for_tokens_seen_before()
    {
        var (old, next) = (Key.Elliptic("old"), Key.Elliptic("next"));
        await using var server = await JwksServer.StartAsync(old);
        await using var app = await server.StartClientAsync(clock);
        await Assert.That((await JwksServer.ValidateAsync(app, Sign(old))).Status).IsEqualTo(200);

        server.Publish(next);
        clock.Advance(TimeSpan.FromSeconds(299));
        var token = Sign(old);
        await Assert.That((await JwksServer.ValidateAsync(app, token)).Status).IsEqualTo(200);
        clock.Advance(TimeSpan.FromSeconds(2));
        await Assert.That((await JwksServer.ValidateAsync(app, Sign(old))).Status).IsEqualTo(401);
        clock.Advance(TimeSpan.FromSeconds(299));

        await Assert.That((await JwksServer.ValidateAsync(app, token)).Status).IsEqualTo(401);
    }

    [Test]
    public async Task Keys_that_are_known_outlive_a_failure_of_their_server()
    {
        var key = Key.Elliptic("e");
        await using var server = await JwksServer.StartAsync(key);
        await using var app = await server.StartClientAsync(clock);
        await JwksServer.ValidateAsync(app, Sign(key));

        server.Status = 500;
        clock.Advance(TimeSpan.FromHours(23));

        await Assert.That((await JwksServer.ValidateAsync(app, Sign(key))).Status).IsEqualTo(200);
    }

    [Test]
    public async Task Keys_are_not_believed_for_ever_without_their_server()
    {
        var key = Key.Elliptic("e");
        await using var server = await JwksServer.StartAsync(key);
        await using var app = await server.StartClientAsync(clock);
        await JwksServer.ValidateAsync(app, Sign(key));

        server.Status = 500;
        clock.Advance(TimeSpan.FromHours(24));

        await ErrorShape.AssertAsync(await JwksServer.ValidateAsync(app, Sign(key)), 503, "ExternalServiceError");
    }

    [Test]
    [Arguments(10, "application/json; charset=bogus")]
    [Arguments(2 * 1024 * 1024, "application/json")]
    public async Task An_answer_that_is_no_set_of_keys_changes_nothing(int bytes, string contentType)
    {
        var key = Key.Elliptic("e");
        await using var server = await JwksServer.StartAsync(key);
        await using var app = await server.StartClientAsync(clock);
        await JwksServer.ValidateAsync(app, Sign(key));

        (server.Body, server.ContentType) = (new string('x', bytes), contentType);
        clock.Advance(TimeSpan.FromMinutes(6));

        await Assert.That((await JwksServer.ValidateAsync(app, Sign(key))).Status).IsEqualTo(200);
        await Assert.That(server.Fetches).IsEqualTo(2);
    }

    [Test]
    public async Task Who_comes_while_the_first_keys_are_fetched_waits_for_them()
    {
        var key = Key.Elliptic("e");
        await using var server = await JwksServer.StartAsync(key);
        await using var app = await server.StartClientAsync(clock);

        await AssertAllAreBelievedAsync(server, app, key, fetches: 1);
    }

    [Test]
    public async Task Who_comes_with_a_new_key_while_it_is_fetched_waits_for_it()
    {
        var (old, next) = (Key.Elliptic("old"), Key.Elliptic("next"));
        await using var server = await JwksServer.StartAsync(old);
        await using var app = await server.StartClientAsync(clock);
        await JwksServer.ValidateAsync(app, Sign(old));

        server.Publish(old, next);
        clock.Advance(TimeSpan.FromSeconds(31));

        await AssertAllAreBelievedAsync(server, app, next, fetches: 2);
    }

    private async Task AssertAllAreBelievedAsync(JwksServer server, App app, Key key, int fetches)
    {
        var gate = new TaskCompletionSource();
        server.Gate = gate.Task;
        var first = JwksServer.ValidateAsync(app, Sign(key));
        await Wait.UntilAsync(() => Task.FromResult(server.Fetches == fetches));
        var others = Enumerable.Range(0, 8).Select(_ => JwksServer.ValidateAsync(app, Sign(key))).ToArray();
        // An answer to what was sent after them: they have arrived.
        await app.Stranger.GetAsync("/health");
        gate.SetResult();

        var answers = await Task.WhenAll([first, .. others]);
        await Assert.That(answers.Select(answer => answer.Status).Distinct()).IsEquivalentTo([200]);
        await Assert.That(server.Fetches).IsEqualTo(fetches);
    }

    private string Sign(Key key) => key.Sign(Guid.NewGuid(), clock.GetUtcNow());
}
