using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using PortfolioTracker.Infrastructure.Http;

namespace PortfolioTracker.Features.Account;

internal sealed partial class AccountFeature : Feature
{
    public override void Map(RouteGroupBuilder api, RouteGroupBuilder root)
    {
        var account = api.MapGroup("/").WithTags("Account");

        account.MapGet("/export", ExportAccount.Handle).WithName(nameof(ExportAccount)).Costs(Costly.Export);
        account.MapDelete("/account", EraseAccount.Handle).WithName(nameof(EraseAccount));
    }

    public override IJsonTypeInfoResolver Json => AccountWire.Default;

    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(EraseAccountRequest))]
    [JsonSerializable(typeof(EraseAccountReply))]
    [JsonSerializable(typeof(ExportedAccount))]
    private sealed partial class AccountWire : JsonSerializerContext;
}
