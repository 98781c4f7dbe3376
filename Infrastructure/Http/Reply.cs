using System.Buffers;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Options;

namespace PortfolioTracker.Infrastructure.Http;

/// <summary>How a reply looks to a client that sends <c>X-API-Version: v1</c>.</summary>
internal enum LegacyShape
{
    /// <summary><c>{ success, …members of data, message }</c></summary>
    Flat,

    /// <summary>The data alone.</summary>
    Bare,

    /// <summary><c>{ success, data, message, metadata }</c>, as in the envelope.</summary>
    Nested,

    /// <summary>The envelope with the members of data beside it, in both versions: for callers without headers.
    /// </summary>
    Both,
}

/// <summary>
/// A success. Handlers say what they found; this is the one place that shapes it, as envelope
/// <c>{ success, data, error, message, metadata }</c> or as the flat body of version 1.
/// </summary>
internal sealed class Reply<T>(T data, string? message = null, LegacyShape legacy = LegacyShape.Flat)
    : IResult, IReply, IValueHttpResult<T>, IStatusCodeHttpResult, IEndpointMetadataProvider
    where T : class
{
    // Once: what is remembered for a repeated request is what went out, to the byte.
    private ReadOnlyMemory<byte>? rendered;

    public T Data => data;

    public string? Message => message;

    /// <summary>Adds members to <c>metadata</c>.</summary>
    public Action<Utf8JsonWriter>? Metadata { get; init; }

    /// <summary>In version 1 the added members stand beside the data, not in <c>metadata</c>.</summary>
    public bool MetadataIsBesideInLegacy { get; init; }

    T? IValueHttpResult<T>.Value => data;

    int? IStatusCodeHttpResult.StatusCode => StatusCodes.Status200OK;

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        ReplyPart.Add(builder, typeof(T), isFacts: false);

    public Task ExecuteAsync(HttpContext httpContext) => Json.WriteAsync(httpContext, Render(httpContext));

    public ReadOnlyMemory<byte> Render(HttpContext context) => rendered ??= Shape(context);

    private ReadOnlyMemory<byte> Shape(HttpContext context)
    {
        var options = context.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        var members = JsonSerializer.SerializeToUtf8Bytes(data, (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T)));
        var shape = context.Request.ApiVersion() == ApiVersion.V1 ? legacy
            : legacy == LegacyShape.Both ? LegacyShape.Both
            : LegacyShape.Nested;

        if (shape == LegacyShape.Bare)
        {
            return members;
        }

        var buffer = new ArrayBufferWriter<byte>(members.Length + 512);
        using var writer = new Utf8JsonWriter(buffer, Json.Writer);
        writer.WriteStartObject();
        writer.WriteBoolean("success", true);

        if (shape is LegacyShape.Flat or LegacyShape.Both)
        {
            Json.WriteMembers(writer, members);
        }

        if (shape is LegacyShape.Nested or LegacyShape.Both)
        {
            writer.WritePropertyName("data");
            writer.WriteRawValue(members, skipInputValidation: true);
            writer.WriteNull("error");
        }

        if (message is not null || shape != LegacyShape.Flat)
        {
            writer.WriteString("message", message);
        }

        var isBeside = MetadataIsBesideInLegacy && context.Request.ApiVersion() == ApiVersion.V1;
        if (isBeside)
        {
            Metadata?.Invoke(writer);
        }

        if (shape != LegacyShape.Flat || (Metadata is not null && !isBeside))
        {
            WriteMetadata(writer, context, isBeside ? null : Metadata);
        }

        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }

    private static void WriteMetadata(Utf8JsonWriter writer, HttpContext context, Action<Utf8JsonWriter>? added)
    {
        var now = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        writer.WriteStartObject("metadata");
        writer.WriteString("timestamp", UtcInstant.Text(now));
        writer.WriteString("version", Json.EnvelopeVersion);
        writer.WriteString("request_id", context.TraceIdentifier);
        added?.Invoke(writer);
        writer.WriteEndObject();
    }
}

/// <summary>What the idempotency of writes needs of a reply: its bytes as they go out.</summary>
internal interface IReply
{
    ReadOnlyMemory<byte> Render(HttpContext context);
}
