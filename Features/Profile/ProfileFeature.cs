using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

using PortfolioTracker.Infrastructure.Http;

namespace PortfolioTracker.Features.Profile;

internal sealed partial class ProfileFeature : Feature
{
    public override void Map(RouteGroupBuilder api, RouteGroupBuilder root)
    {
        var profile = api.MapGroup("/profile").WithTags("Profile").Shaped(LegacyShape.Bare);

        profile.MapGet("/", GetProfile.Handle).WithName(nameof(GetProfile));
        profile.MapPost("/", CreateProfile.Handle).WithName(nameof(CreateProfile));
        profile.MapPatch("/", EditProfile.Handle).WithName(nameof(EditProfile));
        profile.MapGet("/currency", GetCurrency.Handle).WithName(nameof(GetCurrency));
    }

    public override IJsonTypeInfoResolver Json => ProfileWire.Default;

    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(ProfileFields))]
    [JsonSerializable(typeof(ProfileReply))]
    [JsonSerializable(typeof(GetCurrencyReply))]
    private sealed partial class ProfileWire : JsonSerializerContext;
}
