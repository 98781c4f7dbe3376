using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

using PortfolioTracker.Infrastructure.Http;

namespace PortfolioTracker.Features.Auth;

internal sealed partial class AuthFeature : Feature
{
    public override void Map(RouteGroupBuilder api, RouteGroupBuilder root)
    {
        var auth = api.MapGroup("/auth").WithTags("Auth").Shaped(LegacyShape.Bare);

        auth.MapGet("/validate", ValidateToken.Handle).WithName(nameof(ValidateToken));
    }

    public override IJsonTypeInfoResolver Json => AuthWire.Default;

    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(ValidateTokenReply))]
    private sealed partial class AuthWire : JsonSerializerContext;
}
