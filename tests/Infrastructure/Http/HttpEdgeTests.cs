using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Infrastructure.Http;

internal sealed class HttpEdgeTests
{
    [Test]
    [Arguments("http://localhost:3000", "GET")]
    [Arguments("http://localhost:3000", "POST")]
    [Arguments("http://localhost:3000", "PUT")]
    [Arguments("http://localhost:3000", "PATCH")]
    [Arguments("http://localhost:3000", "DELETE")]
    [Arguments("http://127.0.0.1:3000", "GET")]
    [Arguments("http://localhost:19006", "GET")]
    [Arguments("http://localhost:8081", "GET")]
    [Arguments("exp://localhost:19000", "GET")]
    public async Task A_preflight_of_a_client_is_granted_with_credentials(string origin, string method)
    {
        var answer = await PreflightAsync(await App.SharedAsync(), origin, method);

        await Assert.That(answer.Status).IsEqualTo(204);
        await Assert.That(answer.Header("Access-Control-Allow-Origin")).IsEqualTo(origin);
        await Assert.That(answer.Header("Access-Control-Allow-Credentials")).IsEqualTo("true");
        await Assert.That(answer.Header("Access-Control-Allow-Methods")!.Split(',', StringSplitOptions.TrimEntries))
            .IsEquivalentTo(["GET", "POST", "PUT", "PATCH", "DELETE"]);
        await Assert.That(answer.Header("Access-Control-Allow-Headers")!.Split(',', StringSplitOptions.TrimEntries))
            .IsEquivalentTo(["authorization", "content-type", "x-api-version", "idempotency-key"]);
        await Assert.That(answer.Header("Vary") ?? "").Contains("Origin");
    }

    [Test]
    [Arguments("http://localhost:3001")]
    [Arguments("https://localhost:3000")]
    [Arguments("http://localhost:3000.evil.example")]
    [Arguments("http://evil.example")]
    [Arguments("http://xlocalhost:3000")]
    [Arguments("null")]
    public async Task An_unknown_origin_is_granted_nothing(string origin)
    {
        var app = await App.SharedAsync();

        var preflight = await PreflightAsync(app, origin, "GET");
        var request = await app.NewUser().SendAsync(HttpMethod.Get, "/api/transactions", null, ("Origin", origin));

        await Assert.That(preflight.Header("Access-Control-Allow-Origin")).IsNull();
        await Assert.That(request.Header("Access-Control-Allow-Origin")).IsNull();
        await Assert.That(request.Header("Access-Control-Allow-Credentials")).IsNull();
    }

    [Test]
    [Arguments("/api/transactions", 401)]
    [Arguments("/nope", 404)]
    public async Task Browsers_may_read_failures_too(string path, int status)
    {
        var stranger = (await App.SharedAsync()).Stranger;

        var answer = await stranger.SendAsync(HttpMethod.Get, path, null, ("Origin", "http://localhost:3000"));

        await Assert.That(answer.Status).IsEqualTo(status);
        await Assert.That(answer.Header("Access-Control-Allow-Origin")).IsEqualTo("http://localhost:3000");
        await Assert.That(answer.Header("Vary")!).Contains("Origin");
        await Assert.That(answer.Header("Access-Control-Expose-Headers")!).Contains("X-Request-Id");
    }

    [Test]
    public async Task Named_origins_take_the_place_of_the_usual_ones()
    {
        await using var app = await App.StartAsync(new()
        {
            Settings = new() { ["ALLOWED_ORIGINS"] = " https://app.example.com ,https://b.example.com" },
        });

        var named = await PreflightAsync(app, "https://b.example.com", "GET");
        var usual = await PreflightAsync(app, "http://localhost:3000", "GET");

        await Assert.That(named.Header("Access-Control-Allow-Origin")).IsEqualTo("https://b.example.com");
        await Assert.That(usual.Header("Access-Control-Allow-Origin")).IsNull();
    }

    [Test]
    public async Task The_front_end_that_is_named_alone_comes_beside_the_usual_origins()
    {
        await using var app = await App.StartAsync(new()
        {
            Settings = new() { ["FRONTEND_URL"] = "https://front.example.com" },
        });

        foreach (var origin in (string[])["https://front.example.com", "http://localhost:3000"])
        {
            await Assert.That((await PreflightAsync(app, origin, "GET")).Header("Access-Control-Allow-Origin"))
                .IsEqualTo(origin);
        }
    }

    [Test]
    [Arguments("/health")]
    [Arguments("/api/portfolio/complete")]
    [Arguments("/api/transactions/bulk")]
    [Arguments("/nope")]
    public async Task Asked_for_the_head_alone_it_answers_as_to_a_get_without_the_body(string path)
    {
        var user = (await App.SharedAsync()).NewUser();
        var whole = await user.GetAsync(path);

        var head = await user.SendAsync(HttpMethod.Head, path);

        await Assert.That(head.Status).IsEqualTo(whole.Status);
        await Assert.That(head.Text).IsEqualTo("");
        await Assert.That(head.Header("Content-Type")).IsEqualTo(whole.Header("Content-Type"));
        await Assert.That(long.Parse(head.Header("Content-Length")!, null)).IsGreaterThan(0);
        await Assert.That(head.Header("Allow")).IsEqualTo(whole.Header("Allow"));
    }

    [Test]
    [Arguments("GET / HTTP/1.1\nHost: x\nContent-Length: -1\nConnection: close\n\n")]
    [Arguments("GET / HTTP/1.1\nHost: x\nHost: y\nConnection: close\n\n")]
    [Arguments("GET / HTTP/1.1\nConnection: close\n\n")]
    [Arguments("GET / HTTP/9.9\nHost: x\n\n")]
    [Arguments("GET /\0 HTTP/1.1\nHost: x\nConnection: close\n\n")]
    [Arguments("nonsense\n\n")]
    public async Task A_request_that_is_framed_wrongly_gets_one_refusal(string request)
    {
        var answer = await RawHttp.SendAsync(await App.SharedAsync(), request);

        // The server answers these before any of the program runs, without a body.
        await Assert.That(answer.Split("HTTP/1.1 ").Length - 1).IsEqualTo(1).Because(answer);
        await Assert.That(RawHttp.Status(answer)).IsBetween(400, 505).Because(answer);
    }

    [Test]
    public async Task A_request_hidden_behind_two_lengths_is_not_carried_out()
    {
        var answer = await RawHttp.SendAsync(await App.SharedAsync(), """
            GET /health HTTP/1.1
            Host: x
            Content-Length: 5
            Transfer-Encoding: chunked
            Connection: close

            0

            GET /health HTTP/1.1
            Host: x


            """);

        await Assert.That(answer.Split("HTTP/1.1 ").Length - 1).IsEqualTo(1).Because(answer);
    }

    [Test]
    public async Task Headers_beyond_16_KiB_are_refused_by_the_server_itself()
    {
        var answer = await RawHttp.SendAsync(await App.SharedAsync(),
            $"GET /health HTTP/1.1\nHost: x\nX-Filler: {new string('x', 17_000)}\nConnection: close\n\n");

        await Assert.That(RawHttp.Status(answer)).IsEqualTo(431);
    }

    [Test]
    [Arguments("gzip")]
    [Arguments("deflate")]
    [Arguments("identity, br")]
    public async Task A_packed_body_is_not_unpacked(string encoding)
    {
        var user = (await App.SharedAsync()).NewUser();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/transactions");
        request.Content = new StringContent(TradeJson.With(), null, "application/json");
        request.Content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);

        var answer = await user.SendAsync(request);

        await ErrorShape.AssertAsync(answer, 415, "BadRequestError");
        await Assert.That((await user.LedgerAsync()).Length).IsEqualTo(0);
    }

    private static Task<Answer> PreflightAsync(App app, string origin, string method) =>
        app.Stranger.SendAsync(HttpMethod.Options, "/api/transactions", null,
            ("Origin", origin),
            ("Access-Control-Request-Method", method),
            ("Access-Control-Request-Headers", "authorization,content-type,x-api-version,idempotency-key"));
}
