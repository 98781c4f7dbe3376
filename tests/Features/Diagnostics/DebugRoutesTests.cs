using Microsoft.Extensions.DependencyInjection;
using PortfolioTracker.Infrastructure.MarketData;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Features.Diagnostics;

internal sealed class DebugRoutesTests
{
    [Test]
    public async Task They_are_closed_to_users()
    {
        var user = (await App.SharedAsync()).NewUser();

        var answers = new[]
        {
            await user.PostAsync("/api/debug/toggle-info-logging", null),
            await user.GetAsync("/api/debug/logging-status"),
            await user.PostAsync("/api/debug/reset-circuit-breaker", null),
        };

        foreach (var answer in answers)
        {
            await Assert.That(answer.Status).IsEqualTo(403);
            await Assert.That(answer.Json.GetProperty("error").GetString()).IsEqualTo("AuthorizationError");
        }
    }

    [Test]
    public async Task The_service_role_opens_them_when_it_names_a_user()
    {
        var app = await App.SharedAsync();
        var claims = Token.Claims(Guid.NewGuid(), app.Clock.GetUtcNow())
            .Replace("\"role\":\"authenticated\"", "\"role\":\"service_role\"", StringComparison.Ordinal);
        var named = new Caller(app.Http, Guid.Empty, Token.Sign(claims), "v1");
        var bare = new Caller(app.Http, Guid.Empty, Token.Sign(System.Text.RegularExpressions.Regex.Replace(
            claims, "\"sub\":\"[^\"]*\",", "")), "v1");

        await Assert.That((await named.GetAsync("/api/debug/logging-status")).Status).IsEqualTo(200);
        await Assert.That((await bare.GetAsync("/api/debug/logging-status")).Status).IsEqualTo(401);
    }

    [Test]
    [Arguments("""{"operator":true}""", 200)]
    [Arguments("""{"operator":"true"}""", 403)]
    [Arguments("""{"other":true}""", 403)]
    [Arguments("[]", 403)]
    public async Task The_configured_claim_of_app_metadata_opens_them(string metadata, int status)
    {
        await using var app = await App.StartAsync(new() { Settings = new() { ["AUTH_ADMIN_CLAIM"] = "operator" } });

        await Assert.That((await Administrator(app, metadata).GetAsync("/api/debug/logging-status")).Status)
            .IsEqualTo(status);
    }

    [Test]
    public async Task Informational_lines_are_switched_on_and_off()
    {
        await using var app = await App.StartAsync(new() { Settings = new() { ["AUTH_ADMIN_CLAIM"] = "operator" } });
        var admin = Administrator(app, """{"operator":true}""").V1;

        var on = await admin.PostAsync("/api/debug/toggle-info-logging", null);
        var status = await admin.GetAsync("/api/debug/logging-status");
        var off = await admin.PostAsync("/api/debug/toggle-info-logging", null);

        await Assert.That(on.Text)
            .IsEqualTo("""{"success":true,"info_logging_enabled":true,"message":"Info logging enabled"}""");
        await Assert.That(status.Text).IsEqualTo("""{"info_logging_enabled":true}""");
        await Assert.That(off.Json.GetProperty("info_logging_enabled").GetBoolean()).IsFalse();
    }

    [Test]
    public async Task A_reset_closes_the_breaker_and_another_service_is_refused()
    {
        await using var app = await App.StartAsync(new() { Settings = new() { ["AUTH_ADMIN_CLAIM"] = "operator" } });
        var admin = Administrator(app, """{"operator":true}""").V1;
        var breaker = app.Services.GetRequiredService<ProviderBreaker>();
        for (var i = 0; i < ProviderBreaker.FailuresToOpen; i++)
        {
            breaker.TryEnter(out var permission);
            breaker.Report(permission, succeeded: false);
        }

        await Assert.That(breaker.State).IsEqualTo(ProviderBreaker.Open);
        var refused = await admin.PostAsync("/api/debug/reset-circuit-breaker?service=nothing", null);
        await Assert.That(refused.Status).IsEqualTo(422);
        var reset = await admin.PostAsync("/api/debug/reset-circuit-breaker?service=alpha_vantage", null);

        await Assert.That(reset.Json.GetProperty("message").GetString())
            .IsEqualTo("Circuit breaker reset for alpha_vantage");
        await Assert.That(breaker.State).IsEqualTo(ProviderBreaker.Closed);
    }

    private static Caller Administrator(App app, string metadata)
    {
        var claims = Token.Claims(Guid.NewGuid(), app.Clock.GetUtcNow());
        return new(app.Http, Guid.Empty, Token.Sign($"{{\"app_metadata\":{metadata},{claims[1..]}"));
    }
}
