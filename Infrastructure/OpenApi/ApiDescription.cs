using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace PortfolioTracker.Infrastructure.OpenApi;

/// <summary>
/// The description of the API (OpenAPI 3.1), made from the endpoints themselves: routes, handlers' signatures and
/// comments, JSON types. Made once, when it is first asked for; routes do not change while the program runs. The native
/// binary carries what was made from the same code as a file: what makes it is a quarter of the binary's size.
/// </summary>
internal sealed class ApiDescription(IServiceProvider services) : IDisposable
{
    public const string Name = "v1";

    private const string File = "openapi.json.gz";

    private readonly SemaphoreSlim oneAtATime = new(1);
    private byte[]? known;

    /// <summary>False in the native binary, where the compiler leaves out all that is only reached where this is true.
    /// </summary>
    [FeatureSwitchDefinition("PortfolioTracker.MakesApiDescription")]
    internal static bool IsMade => !AppContext.TryGetSwitch("PortfolioTracker.MakesApiDescription", out var on) || on;

    public async ValueTask<byte[]> JsonAsync(CancellationToken ct)
    {
        if (known is { } json)
        {
            return json;
        }

        await oneAtATime.WaitAsync(ct);
        try
        {
            return known ??= IsMade ? await MakeAsync(ct) : Kept();
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    public void Dispose() => oneAtATime.Dispose();

    /// <summary>As it stands in the repository.</summary>
    internal static byte[] Kept()
    {
        using var packed = typeof(ApiDescription).Assembly.GetManifestResourceStream(File)!;
        using var file = new GZipStream(packed, CompressionMode.Decompress);
        using var json = new MemoryStream();
        file.CopyTo(json);
        return json.ToArray();
    }

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
        services.AddSingleton<ApiDescription>();
        if (!ApiDescription.IsMade)
        {
            return;
        }

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
        services.AddSingleton<BodyTypes>();
    }
}
