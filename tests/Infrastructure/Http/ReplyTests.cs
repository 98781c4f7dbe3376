using System.Text.Json;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Infrastructure.Http;

internal sealed class ReplyTests
{
    private static readonly string[] Envelope = ["success", "data", "error", "message", "metadata"];

    [Test]
    [Arguments(null)]
    [Arguments("v2")]
    [Arguments("V2")]
    [Arguments("v3")]
    [Arguments("")]
    public async Task Without_version_1_an_answer_is_the_envelope(string? version)
    {
        var user = (await App.SharedAsync()).NewUser() with { Version = version };

        var answer = await user.GetAsync("/api/transactions");

        await Assert.That(answer.Json.EnumerateObject().Select(member => member.Name)).IsEquivalentTo(Envelope);
        await Assert.That(answer.Json.GetProperty("success").ValueKind).IsEqualTo(JsonValueKind.True);
        await Assert.That(answer.Json.GetProperty("error").ValueKind).IsEqualTo(JsonValueKind.Null);
        var metadata = answer.Json.GetProperty("metadata");
        await Assert.That(metadata.GetProperty("version").GetString()).IsEqualTo("2.0");
        await Assert.That(ErrorShape.Instant().IsMatch(metadata.GetProperty("timestamp").GetString()!)).IsTrue();
    }

    [Test]
    [Arguments("v1")]
    [Arguments("V1")]
    public async Task In_version_1_the_members_stand_beside_success(string version)
    {
        var user = (await App.SharedAsync()).NewUser() with { Version = version };

        var answer = await user.GetAsync("/api/transactions");

        await Assert.That(answer.Json.EnumerateObject().Select(member => member.Name)).IsEquivalentTo(
            ["success", "transactions", "count", "total", "has_more", "next_cursor", "message"]);
    }

    [Test]
    public async Task A_failure_is_the_same_in_both_versions()
    {
        var user = (await App.SharedAsync()).NewUser();

        var v2 = await user.GetAsync("/api/transactions?limit=0");
        var v1 = await user.V1.GetAsync("/api/transactions?limit=0");

        await ErrorShape.AssertInvalidAsync(v2, "query.limit");
        await ErrorShape.AssertInvalidAsync(v1, "query.limit");
    }
}
