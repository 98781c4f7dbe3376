using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace PortfolioTracker.Features.Notifications;

internal sealed partial class NotificationsFeature : Feature
{
    public override void Map(RouteGroupBuilder api, RouteGroupBuilder root)
    {
        var notifications = api.MapGroup("/notifications").WithTags("Notifications");

        notifications.MapGet("/", ListNotifications.Handle).WithName(nameof(ListNotifications));
        notifications.MapPost("/{id}/read", ReadNotification.Handle).WithName(nameof(ReadNotification));
    }

    public override void AddServices(IServiceCollection services) => services.AddSingleton<CurrentNotifications>();

    public override IJsonTypeInfoResolver Json => NotificationsWire.Default;

    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(ListNotificationsReply))]
    [JsonSerializable(typeof(ReadNotificationReply))]
    private sealed partial class NotificationsWire : JsonSerializerContext;
}
