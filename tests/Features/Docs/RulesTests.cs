using System.Text.Json.Nodes;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Features.Docs;

/// <summary>The rules that the description names are those that the handlers keep.</summary>
internal sealed class RulesTests
{
    [Test]
    public async Task What_a_parameter_does_not_take_is_refused_with_the_rule_that_is_described()
    {
        var described = await DescribedApi.SharedAsync();
        var user = await described.InvestorAsync();
        var (wrong, tried) = (new List<string>(), 0);

        foreach (var operation in described.Api.Operations)
        {
            foreach (var parameter in operation.QueryParameters)
            {
                foreach (var (value, rule) in Rules.Refused(parameter.GetProperty("schema")))
                {
                    var answer = await TryAsync(described, operation, user, Operation.Name(parameter), value);
                    tried++;
                    wrong.AddRange(Rules.Problems(operation, Operation.Name(parameter), value, answer, rule));
                }
            }
        }

        await Assert.That(tried).IsGreaterThan(40);
        await Assert.That(wrong.Count).IsEqualTo(0).Because(string.Join('\n', wrong));
    }

    [Test]
    public async Task What_a_parameter_takes_is_taken()
    {
        var described = await DescribedApi.SharedAsync();
        var user = await described.InvestorAsync();
        var (wrong, tried) = (new List<string>(), 0);

        foreach (var operation in described.Api.Operations)
        {
            foreach (var parameter in operation.QueryParameters)
            {
                foreach (var value in Rules.Taken(parameter.GetProperty("schema")))
                {
                    var answer = await TryAsync(described, operation, user, Operation.Name(parameter), value);
                    tried++;
                    if (answer.Status is 400 or 422)
                    {
                        wrong.Add($"{operation.Id}: {Operation.Name(parameter)}={value}: {answer.Text}");
                    }
                }
            }
        }

        await Assert.That(tried).IsGreaterThan(40);
        await Assert.That(wrong.Count).IsEqualTo(0).Because(string.Join('\n', wrong));
    }

    [Test]
    public async Task A_required_parameter_is_missed()
    {
        var described = await DescribedApi.SharedAsync();
        var (wrong, user) = (new List<string>(), described.NewUser());

        foreach (var operation in described.Api.Operations)
        {
            foreach (var parameter in operation.QueryParameters.Where(Operation.IsRequired))
            {
                var name = Operation.Name(parameter);
                var url = operation.Url().Split('?');
                var others = url[1].Split('&').Where(pair => !pair.StartsWith(name + "=", StringComparison.Ordinal));
                var answer = await DescribedApi.SendAsync(operation, described.EntitledTo(operation, user),
                    $"{url[0]}?{string.Join('&', others)}", operation.BodyExample);
                if (answer.Status is not (400 or 404 or 422))
                {
                    wrong.Add($"{operation.Id}: without {name}: {answer.Status}");
                }
            }
        }

        await Assert.That(wrong.Count).IsEqualTo(0).Because(string.Join('\n', wrong));
    }

    [Test]
    public async Task What_a_member_of_a_body_does_not_take_is_refused()
    {
        var described = await DescribedApi.SharedAsync();
        var user = await described.InvestorAsync();
        var (wrong, tried) = (new List<string>(), 0);

        foreach (var operation in described.Api.Operations.Where(operation => operation.Body is not null))
        {
            var schema = operation.Plain(operation.Body!.Value);
            foreach (var member in schema.GetProperty("properties").EnumerateObject())
            {
                foreach (var (value, rule) in Rules.RefusedMembers(schema, member))
                {
                    var body = JsonNode.Parse(operation.BodyExample!)!.AsObject();
                    body.Remove(member.Name);
                    if (value is not null)
                    {
                        body[member.Name] = JsonNode.Parse(value);
                    }

                    var values = await Preparations.ForAsync(operation, user);
                    var answer = await DescribedApi.SendAsync(
                        operation, described.EntitledTo(operation, user), operation.Url(values), body.ToJsonString());
                    tried++;
                    wrong.AddRange(Rules.Problems(operation, member.Name, value ?? "(nothing)", answer, rule));
                }
            }
        }

        await Assert.That(tried).IsGreaterThan(20);
        await Assert.That(wrong.Count).IsEqualTo(0).Because(string.Join('\n', wrong));
    }

    private static async Task<Answer> TryAsync(
        DescribedApi described, Operation operation, Caller user, string parameter, string value)
    {
        var values = await Preparations.ForAsync(operation, user);
        values[parameter] = value;
        return await DescribedApi.SendAsync(
            operation, described.EntitledTo(operation, user), operation.Url(values), operation.BodyExample);
    }
}
