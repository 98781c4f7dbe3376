using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace PortfolioTracker.Infrastructure.OpenApi;

/// <summary>
/// The description of the API (OpenAPI 3.1), made from the endpoints themselves: routes, handlers' signatures and
/// comments, JSON types. Made once, when it is first asked for; routes do not change while the program runs.
/// </summary>
internal sealed class ApiDescription(IServiceProvider services) : IDisposable
{
    public const string Name = "v1";

    private readonly SemaphoreSlim oneAtATime = new(1);
    private byte[]? made;

    public async ValueTask<byte[]> JsonAsync(CancellationToken ct)
    {
        if (made is { } known)
        {
            return known;
        }

        await oneAtATime.WaitAsync(ct);
        try
        {
            return made ??= await MakeAsync(ct);
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    public void Dispose() => oneAtATime.Dispose();

    private async Task<byte[]> MakeAsync(CancellationToken ct)
    {
        var provider = services.GetRequiredKeyedService<IOpenApiDocumentProvider>(Name);
        var document = await provider.GetOpenApiDocumentAsync(ct);
        using var bytes = new MemoryStream();
        await document.SerializeAsJsonAsync(bytes, OpenApiSpecVersion.OpenApi3_1, ct);
        return bytes.ToArray();
    }
}

internal static class ApiDescriptionServices
{
    public static void AddApiDescription(this IServiceCollection services)
    {
        // Ahead of the transformers that bring the comments in: those run first that were configured first.
        services.Configure<OpenApiOptions>(ApiDescription.Name,
            options => options.AddOperationTransformer(ParameterNames.ToThoseOfTheCodeAsync));
        services.AddOpenApi(ApiDescription.Name, options =>
        {
            var names = new SchemaNames();
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.CreateSchemaReferenceId = names.Of;
            options.AddSchemaTransformer(WireSchemas.DescribeAsync);
            options.AddOperationTransformer(ParameterNames.ToThoseOfTheWireAsync);
            options.AddOperationTransformer(Operations.DescribeAsync);
            options.AddDocumentTransformer(WholeDocument.DescribeAsync);
        });
        services.AddSingleton<ApiDescription>();
        services.AddSingleton<BodyTypes>();
    }
}
