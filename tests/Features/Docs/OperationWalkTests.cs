using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Features.Docs;

/// <summary>Asks every operation of the description, well and badly, and compares each answer with what is described.
/// </summary>
internal sealed class OperationWalkTests
{
    private const int OperationsMin = 40;
    private static readonly string?[] Versions = [null, "v1"];

    [Test]
    public async Task Every_operation_succeeds_in_both_versions_and_answers_as_described()
    {
        var described = await DescribedApi.SharedAsync();
        var wrong = new List<string>();
        await Assert.That(described.Api.Operations.Count).IsGreaterThan(OperationsMin);

        foreach (var operation in described.Api.Operations)
        {
            foreach (var version in Versions)
            {
                var user = (await described.InvestorAsync()) with { Version = version };
                var values = await Preparations.ForAsync(operation, user with { Version = null });
                var answer = await DescribedApi.SendAsync(
                    operation, described.EntitledTo(operation, user), operation.Url(values),
                    values.GetValueOrDefault(Preparations.Body) ?? operation.BodyExample);
                wrong.AddRange(operation.Problems(answer, version));
                if (answer.Status != 200)
                {
                    wrong.Add($"{operation.Id} {version}: {answer.Status} {answer.Text}");
                }
            }
        }

        await Assert.That(wrong.Count).IsEqualTo(0).Because(string.Join('\n', wrong));
    }

    [Test]
    public async Task Every_parameter_takes_its_own_example()
    {
        var described = await DescribedApi.SharedAsync();
        var user = await described.InvestorAsync();
        var (wrong, asked) = (new List<string>(), 0);

        foreach (var operation in described.Api.Operations.Where(operation => operation.QueryParameters.Any()))
        {
            var values = await Preparations.ForAsync(operation, user);
            var answer = await DescribedApi.SendAsync(operation, described.EntitledTo(operation, user),
                operation.Url(values, withOptional: true), operation.BodyExample);
            asked++;
            wrong.AddRange(operation.Problems(answer));
            if (answer.Status is 400 or 422)
            {
                wrong.Add($"{operation.Id}: {answer.Text}");
            }
        }

        await Assert.That(asked).IsGreaterThan(10);
        await Assert.That(wrong.Count).IsEqualTo(0).Because(string.Join('\n', wrong));
    }

    [Test]
    public async Task A_stranger_is_refused_where_a_token_is_asked_for_and_nowhere_else()
    {
        var described = await DescribedApi.SharedAsync();
        var wrong = new List<string>();

        foreach (var operation in described.Api.Operations)
        {
            var answer = await DescribedApi.SendAsync(
                operation, described.Stranger, operation.Url(), operation.BodyExample);
            wrong.AddRange(operation.Problems(answer));
            if (answer.Status != (operation.NeedsToken ? 401 : 200))
            {
                wrong.Add($"{operation.Id}: {answer.Status}");
            }
        }

        await Assert.That(wrong.Count).IsEqualTo(0).Because(string.Join('\n', wrong));
    }

    [Test]
    public async Task A_user_who_may_not_is_refused_as_described()
    {
        var described = await DescribedApi.SharedAsync();
        var refused = new List<string>();

        foreach (var operation in described.Api.Operations.Where(operation =>
            operation.Json.GetProperty("responses").TryGetProperty("403", out _)))
        {
            var url = operation.Id == "ClearCache" ? $"{operation.Path}?user_id={Guid.NewGuid()}" : operation.Url();
            var answer = await DescribedApi.SendAsync(operation, described.NewUser(), url, operation.BodyExample);
            refused.AddRange(operation.Problems(answer));
            refused.Add($"{operation.Id} {answer.Status}");
        }

        await Assert.That(refused).IsNotEmpty();
        await Assert.That(refused.Where(line => !line.EndsWith(" 403", StringComparison.Ordinal))).IsEmpty();
    }

    [Test]
    public async Task The_document_that_the_client_holds_is_not_sent_again_as_described()
    {
        var described = await DescribedApi.SharedAsync();
        var operation = described.Api.Operations.Single(operation => operation.Id == "GetCompletePortfolio");
        var user = await described.InvestorAsync();
        await Investor.SettledAsync(user);

        // A price may still arrive between the two requests; then the client's copy is an old one.
        Answer answer = await user.GetAsync(operation.Path);
        await Wait.UntilAsync(async () =>
        {
            var tag = (await user.GetAsync(operation.Path)).Header("ETag")!;
            answer = await user.SendAsync(HttpMethod.Get, operation.Path, json: null, ("If-None-Match", tag));
            return answer.Status == 304;
        });

        await Assert.That(answer.Status).IsEqualTo(304);
        await Assert.That(operation.Undocumented(answer)).IsEmpty();
    }
}
