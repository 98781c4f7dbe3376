using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Features.Docs;

/// <summary>What is answered before a handler is asked, or instead of it, is described as well.</summary>
internal sealed class RefusalWalkTests
{
    [Test]
    public async Task Bodies_that_cannot_be_read_are_refused_as_described()
    {
        var described = await DescribedApi.SharedAsync();
        var user = described.NewUser();
        var (wrong, asked) = (new List<string>(), 0);

        foreach (var operation in described.Api.Operations.Where(operation => operation.Body is not null))
        {
            // Files may be larger than other bodies.
            var tooLarge = new string('x', operation.Id is "ImportLedger" or "StartImport" ? 21_000_000 : 2_000_000);
            (string Body, string Type, int[] Expected)[] bad =
            [
                ("{\"", "application/json", [400]),
                ("[]", "application/json", [400, 422]),
                ("{}", "text/plain", [415]),
                ("{\"x\":\"" + tooLarge + "\"}", "application/json", [413]),
            ];
            foreach (var (body, type, expected) in bad)
            {
                var answer = await DescribedApi.SendAsync(
                    operation, described.EntitledTo(operation, user), operation.Url(), body, type);
                asked++;
                wrong.AddRange(operation.Problems(answer));
                if (!expected.Contains(answer.Status))
                {
                    wrong.Add($"{operation.Id} {type} {body[..Math.Min(9, body.Length)]}: {answer.Status}");
                }
            }
        }

        await Assert.That(asked).IsGreaterThan(20);
        await Assert.That(wrong.Count).IsEqualTo(0).Because(string.Join('\n', wrong));
    }

    [Test]
    public async Task A_key_of_idempotency_that_is_none_is_refused_as_described()
    {
        var described = await DescribedApi.SharedAsync();
        var (wrong, user) = (new List<string>(), described.NewUser());

        foreach (var operation in described.Api.Operations.Where(operation => operation.Method != "GET"))
        {
            using var request = new HttpRequestMessage(new(operation.Method), operation.Url());
            request.Headers.TryAddWithoutValidation("Idempotency-Key", new string('k', 256));
            var answer = await described.EntitledTo(operation, user).SendAsync(request);
            wrong.AddRange(operation.Problems(answer));
            if (answer.Status != 422)
            {
                wrong.Add($"{operation.Id}: {answer.Status}");
            }
        }

        await Assert.That(wrong.Count).IsEqualTo(0).Because(string.Join('\n', wrong));
    }

    [Test]
    public async Task Who_asks_too_often_is_refused_as_described()
    {
        await using var described = await DescribedApi.StartAsync(new()
        {
            Clock = new MovableClock(DateTimeOffset.UtcNow),
            Settings = new() { ["RateLimits__Burst"] = "1" },
        });
        var wrong = new List<string>();

        foreach (var operation in described.Api.Operations
            .Where(operation => operation.Path.StartsWith("/api/", StringComparison.Ordinal)))
        {
            var user = described.NewUser();
            await user.GetAsync("/api/auth/validate");
            var answer = await DescribedApi.SendAsync(operation, user, operation.Url(), operation.BodyExample);
            wrong.AddRange(operation.Problems(answer));
            if (answer.Status != 429)
            {
                wrong.Add($"{operation.Id}: {answer.Status}");
            }
        }

        await Assert.That(wrong.Count).IsEqualTo(0).Because(string.Join('\n', wrong));
    }

    [Test]
    public async Task Without_a_database_every_operation_answers_as_described()
    {
        await using var described = await DescribedApi.StartAsync(new()
        {
            Database = "postgres://nobody:nothing@127.0.0.1:9/nowhere",
            WaitsUntilReady = false,
        });
        var asked = described.Api.Operations.Select(async operation => (operation, await DescribedApi.SendAsync(
            operation, described.EntitledTo(operation, described.NewUser()), operation.Url(), operation.BodyExample)));
        var answers = await Task.WhenAll(asked);
        var wrong = answers.SelectMany(asked => asked.operation.Problems(asked.Item2)).ToList();

        await Assert.That(wrong.Count).IsEqualTo(0).Because(string.Join('\n', wrong));
        await Assert.That(answers.Count(asked => asked.Item2.Status == 503)).IsGreaterThan(40);
    }
}
