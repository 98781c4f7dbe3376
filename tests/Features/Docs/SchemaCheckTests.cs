using System.Text.Json;

namespace PortfolioTracker.Tests.Features.Docs;

/// <summary>The judge of all answers must be able to say no.</summary>
internal sealed class SchemaCheckTests
{
    private const string Document =
        """
        {"components":{"schemas":{
          "Row":{"type":"object","required":["id","on"],"properties":{
            "id":{"type":"string","format":"uuid"},"on":{"type":["null","string"],"format":"date"},
            "share":{"type":"number","minimum":0,"maximum":100},"kind":{"enum":["buy","sell"]}}},
          "Flat":{"allOf":[{"$ref":"#/components/schemas/Row"},
            {"type":"object","required":["success"],"properties":{"success":{"enum":[true]}}}]},
          "Either":{"oneOf":[{"$ref":"#/components/schemas/Flat"},
            {"type":"object","required":["data"],"properties":{"data":{"$ref":"#/components/schemas/Row"}}}]},
          "Rates":{"type":"object","additionalProperties":{"type":["null","number"]}},
          "Rows":{"type":"array","items":{"$ref":"#/components/schemas/Row"}}}}}
        """;

    private const string Row = "\"id\":\"01901e3c-9a4f-7c52-8d17-3b6f0a5e2c41\",\"on\":\"2024-05-13\"";

    [Test]
    [Arguments("Row", "{" + Row + ",\"share\":12.5,\"kind\":\"buy\"}")]
    [Arguments("Row", "{\"id\":\"01901e3c-9a4f-7c52-8d17-3b6f0a5e2c41\",\"on\":null}")]
    [Arguments("Flat", "{" + Row + ",\"success\":true}")]
    [Arguments("Either", "{" + Row + ",\"success\":true}")]
    [Arguments("Either", "{\"data\":{" + Row + "}}")]
    [Arguments("Rates", "{\"EUR\":1.25,\"XXX\":null}")]
    [Arguments("Rows", "[{" + Row + "}]")]
    public async Task What_is_described_fits(string schema, string value) =>
        await Assert.That(Problems(schema, value)).IsEmpty();

    [Test]
    [Arguments("Row", "{\"id\":\"1\",\"on\":null}")]
    [Arguments("Row", "{\"on\":null}")]
    [Arguments("Row", "{" + Row + ",\"share\":\"12\"}")]
    [Arguments("Row", "{" + Row + ",\"share\":101}")]
    [Arguments("Row", "{" + Row + ",\"kind\":\"gift\"}")]
    [Arguments("Row", "{" + Row + ",\"unheard\":1}")]
    [Arguments("Row", "[]")]
    [Arguments("Flat", "{" + Row + ",\"success\":false}")]
    [Arguments("Flat", "{" + Row + ",\"success\":true,\"unheard\":1}")]
    [Arguments("Either", "{\"data\":{" + Row + "},\"success\":true}")]
    [Arguments("Rates", "{\"EUR\":\"1.25\"}")]
    [Arguments("Rows", "[{" + Row + "},{}]")]
    public async Task What_is_not_described_does_not_fit(string schema, string value) =>
        await Assert.That(Problems(schema, value)).IsNotEmpty();

    private static IReadOnlyList<string> Problems(string schema, string value)
    {
        using var document = JsonDocument.Parse(Document);
        using var given = JsonDocument.Parse(value);
        var known = document.RootElement.GetProperty("components").GetProperty("schemas");
        return new SchemaCheck(document.RootElement).Problems(known.GetProperty(schema), given.RootElement);
    }
}
