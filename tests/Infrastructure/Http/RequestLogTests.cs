using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PortfolioTracker.Infrastructure;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Infrastructure.Http;

internal sealed class RequestLogTests
{
    [Test]
    public async Task A_request_leaves_one_line_that_says_who_asked_what_and_how_it_ended()
    {
        var (answer, user, lines) = await LinesOfAsync("INFO", "/api/transactions?symbol=KO");

        var line = lines.Single(line => line.TryGetProperty("RequestPath", out _));
        await Assert.That(line.GetProperty("@m").GetString()).StartsWith("GET /api/transactions answered 200 in ");
        await Assert.That(line.GetProperty("RequestMethod").GetString()).IsEqualTo("GET");
        await Assert.That(line.GetProperty("RequestPath").GetString()).IsEqualTo("/api/transactions");
        await Assert.That(line.GetProperty("Route").GetString()).IsEqualTo("/api/transactions/");
        await Assert.That(line.GetProperty("StatusCode").GetInt32()).IsEqualTo(200);
        await Assert.That(line.GetProperty("Elapsed").GetDouble()).IsGreaterThan(0);
        await Assert.That(line.GetProperty("UserId").GetGuid()).IsEqualTo(user);
        await Assert.That(line.GetProperty("request_id").GetString()).IsEqualTo(answer.Header("X-Request-Id"));
        await Assert.That(line.GetProperty("@t").GetDateTimeOffset().Offset).IsEqualTo(TimeSpan.Zero);
    }

    [Test]
    public async Task Every_other_line_of_a_request_names_it_too_and_none_holds_what_a_client_put_into_the_query()
    {
        var (answer, _, lines) = await LinesOfAsync("DEBUG", "/api/research/quote/KO?apikey=not-for-the-log");

        var ids = lines.Where(line => line.TryGetProperty("request_id", out _))
            .Select(line => line.GetProperty("request_id").GetString()).Distinct().ToArray();
        await Assert.That(ids).Contains(answer.Header("X-Request-Id"));
        await Assert.That(string.Join('\n', lines)).DoesNotContain("not-for-the-log");
    }

    [Test]
    public async Task Above_its_level_a_request_leaves_no_line()
    {
        var (answer, _, lines) = await LinesOfAsync("WARNING", "/api/transactions");

        await Assert.That(answer.Status).IsEqualTo(200);
        await Assert.That(lines.Count(line => line.TryGetProperty("RequestPath", out _))).IsEqualTo(0);
    }

    private static async Task<(Answer Answer, Guid User, IReadOnlyList<JsonElement> Lines)> LinesOfAsync(
        string level, string path)
    {
        using var target = new MemoryStream();
        Answer answer;
        Guid user;
        await using (var app = await App.StartAsync(new()
        {
            Settings = new() { ["LOG_LEVEL"] = level },
            Services = services => services.Replace(ServiceDescriptor.Singleton(_ => new LogOutput(target))),
        }))
        {
            var caller = app.NewUser();
            (answer, user) = (await caller.GetAsync(path), caller.Id);
            // A line comes after its answer, but before the next request of the same connection.
            await caller.GetAsync("/health/ready");
        }

        var lines = Encoding.UTF8.GetString(target.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement)
            // Asking whether the service is ready leaves lines as well.
            .Where(line => !(line.TryGetProperty("RequestPath", out var asked) && asked.GetString() == "/health/ready"))
            .ToList();
        return (answer, user, lines);
    }
}
