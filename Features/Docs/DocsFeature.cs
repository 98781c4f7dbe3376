using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using PortfolioTracker.Infrastructure.OpenApi;

namespace PortfolioTracker.Features.Docs;

internal sealed partial class DocsFeature : Feature
{
    public override void Map(RouteGroupBuilder api, RouteGroupBuilder root)
    {
        var docs = root.MapGroup("/").WithTags("Docs");

        docs.MapGet("/openapi.json", GetOpenApi.Handle).WithName(nameof(GetOpenApi))
            .Produces<object>(contentType: "application/json").Produces(StatusCodes.Status304NotModified);
        docs.MapGet("/docs", GetDocs.Handle).WithName(nameof(GetDocs))
            .Produces<string>(contentType: "text/html");
    }

    public override void AddServices(IServiceCollection services) => services.AddApiDescription();

    public override IJsonTypeInfoResolver Json => DocsWire.Default;

    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(object))]
    private sealed partial class DocsWire : JsonSerializerContext;
}
