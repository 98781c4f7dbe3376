using PortfolioTracker.Tests.Features.Docs;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Infrastructure.OpenApi;

internal sealed class ReplyExamplesTests
{
    [Test]
    public async Task Every_answer_has_an_example_that_fits_what_is_said_of_it()
    {
        var api = await ApiUnderTest.OfAsync(await App.SharedAsync());
        var answers = api.Operations.Where(operation => operation.Answer is not null && operation.Id != "GetOpenApi")
            .ToList();

        var wrong = answers.SelectMany(operation =>
            operation.Answer!.Value.TryGetProperty("example", out var example)
                ? api.Schemas.Problems(operation.Answer.Value.GetProperty("schema"), example)
                    .Select(problem => $"{operation.Id}: {problem}")
                : [$"{operation.Id}: no example"]);

        await Assert.That(answers.Count).IsGreaterThan(40);
        await Assert.That(string.Join('\n', wrong)).IsEqualTo("");
    }
}
