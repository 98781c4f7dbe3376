using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Infrastructure.Auth;

internal sealed class TokenVerifierTests
{
    // Its database is away: whatever needed a connection would be answered with 503.
    private static readonly Lazy<Task<App>> WithoutDatabase = new(() => App.StartAsync(new()
    {
        Database = "postgres://nobody:nothing@127.0.0.1:1/nowhere",
        WaitsUntilReady = false,
    }));

    public static IEnumerable<(string, string)> Vectors() => TokenVectors.All();

    [After(Class)]
    public static async Task StopAsync()
    {
        if (WithoutDatabase.IsValueCreated)
        {
            await (await WithoutDatabase.Value).DisposeAsync();
        }
    }

    [Test]
    [MethodDataSource(nameof(Vectors))]
    public async Task A_token_that_is_not_right_in_every_part_opens_nothing(string name, string authorization)
    {
        var stranger = (await WithoutDatabase.Value).Stranger;

        foreach (var path in (string[])["/api/transactions", "/api/complete"])
        {
            var answer = await stranger.SendAsync(HttpMethod.Get, path, null, ("Authorization", authorization));

            await ErrorShape.AssertAsync(answer, 401, "AuthenticationError");
            var message = answer.Json.GetProperty("message").GetString()!;
            await Assert.That(message.Contains("authentication", StringComparison.Ordinal)
                || message.Contains("No credentials", StringComparison.Ordinal)).IsTrue().Because(name);
            await Assert.That(answer.Header("WWW-Authenticate")).IsEqualTo("Bearer");
            await Assert.That(answer.Text).DoesNotContain("IDX");
        }
    }

    [Test]
    public async Task There_are_vectors_enough()
    {
        var vectors = TokenVectors.All().ToList();

        await Assert.That(vectors.Count).IsGreaterThanOrEqualTo(100);
        await Assert.That(vectors.Select(vector => vector.Name).Distinct().Count()).IsEqualTo(vectors.Count);
    }

    [Test]
    public async Task No_header_is_no_credentials()
    {
        var answer = await (await App.SharedAsync()).Stranger.GetAsync("/api/transactions");

        await ErrorShape.AssertAsync(answer, 401, "AuthenticationError");
        await Assert.That(answer.Json.GetProperty("message").GetString()).IsEqualTo("No credentials provided");
    }

    [Test]
    public async Task A_token_of_two_parts_is_told_so()
    {
        var answer = await (await App.SharedAsync()).Stranger.SendAsync(
            HttpMethod.Get, "/api/transactions", null, ("Authorization", "Bearer a.b"));

        await Assert.That(answer.Json.GetProperty("message").GetString()!)
            .Contains("Invalid JWT format - expected 3 parts (header.payload.signature), got 2");
    }

    [Test]
    public async Task Two_headers_or_a_token_in_the_query_are_no_credentials()
    {
        var app = await App.SharedAsync();
        var token = app.NewUser().Token;

        var twice = await RawHttp.SendAsync(app, $"""
            GET /api/transactions HTTP/1.1
            Host: localhost
            Authorization: Bearer {token}
            Authorization: Bearer {token}
            Connection: close


            """);
        var query = await app.Stranger.GetAsync($"/api/transactions?access_token={token}&token={token}");

        await Assert.That(RawHttp.Status(twice)).IsEqualTo(401);
        await Assert.That(twice).Contains("No credentials provided");
        await Assert.That(query.Status).IsEqualTo(401);
    }

    [Test]
    [Arguments("""{"alg":"HS256","typ":"JWT"}""")]
    [Arguments("""{"alg":"HS256"}""")]
    [Arguments("""{"alg":"HS256","typ":"JWT","kid":"any"}""")]
    public async Task A_good_token_names_its_user(string header)
    {
        var app = await App.SharedAsync();
        var user = Guid.NewGuid();
        var caller = app.Stranger with { Token = Token.Sign(Token.Claims(user, DateTimeOffset.UtcNow), header) };

        var answer = await caller.GetAsync("/api/auth/validate");

        await Assert.That(answer.Status).IsEqualTo(200).Because(answer.Text);
        await Assert.That(answer.Data.GetProperty("user_id").GetGuid()).IsEqualTo(user);
    }

    [Test]
    [Arguments("bearer", "\"authenticated\"", 3600, 0)]
    [Arguments("Bearer", "[\"web\",\"authenticated\"]", 3600, 0)]
    [Arguments("Bearer", "\"authenticated\"", -20, 0)]
    [Arguments("Bearer", "\"authenticated\"", 3600, 20)]
    [Arguments("Bearer", "\"authenticated\"", 315_360_000, -3600)]
    public async Task A_token_may_be_written_in_these_ways(string scheme, string audience, int expires, int from)
    {
        var app = await App.SharedAsync();
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var token = Token.Sign($$"""
            {"sub":"{{Guid.NewGuid()}}","role":"authenticated","aud":{{audience}},"iat":{{now + from}},
            "exp":{{now + expires}},"nbf":{{now + from}},"user_metadata":{"role":"anon"} }
            """);

        var answer = await app.Stranger.SendAsync(
            HttpMethod.Get, "/api/auth/validate", null, ("Authorization", $"{scheme} {token}"));

        await Assert.That(answer.Status).IsEqualTo(200).Because(answer.Text);
        await Assert.That(answer.Data.GetProperty("email").ValueKind).IsEqualTo(System.Text.Json.JsonValueKind.Null);
    }

    [Test]
    public async Task A_token_that_was_good_is_refused_once_it_has_expired()
    {
        var clock = new MovableClock(DateTimeOffset.UtcNow);
        await using var app = await App.StartAsync(new() { Clock = clock });
        var user = app.NewUser();

        var before = await user.GetAsync("/api/auth/validate");
        clock.Advance(TimeSpan.FromMinutes(61));
        var after = await user.GetAsync("/api/auth/validate");

        await Assert.That(before.Status).IsEqualTo(200);
        await ErrorShape.AssertAsync(after, 401, "AuthenticationError");
        await Assert.That(after.Text).Contains("expired");
    }

    [Test]
    [Arguments("\"iss\":\"https://abc.supabase.co/auth/v1\",", 200)]
    [Arguments("", 401)]
    [Arguments("\"iss\":\"https://abc.supabase.co/auth/v1/\",", 401)]
    [Arguments("\"iss\":\"https://ABC.supabase.co/auth/v1\",", 401)]
    [Arguments("\"iss\":\"https://evil.example\",", 401)]
    [Arguments("\"iss\":[\"https://abc.supabase.co/auth/v1\"],", 401)]
    public async Task An_issuer_that_is_configured_must_have_issued_it(string issuer, int status)
    {
        await using var app = await App.StartAsync(new()
        {
            Database = "postgres://nobody:nothing@127.0.0.1:1/nowhere",
            WaitsUntilReady = false,
            Settings = new() { ["AUTH_ISSUER"] = "https://abc.supabase.co/auth/v1" },
        });
        var claims = Token.Claims(Guid.NewGuid(), DateTimeOffset.UtcNow).Insert(1, issuer);

        var answer = await (app.Stranger with { Token = Token.Sign(claims) }).GetAsync("/api/auth/validate");

        await Assert.That(answer.Status).IsEqualTo(status).Because(answer.Text);
    }
}
