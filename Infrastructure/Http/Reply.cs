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

    /// <summary>Records whose members <c>metadata</c> tells beside the usual ones; the route names their types with
    /// <see cref="ReplyShapeExtensions.TellsFacts"/>.</summary>
    public IReadOnlyList<object> Facts { get; init; } = [];

    /// <summary>In version 1 the facts stand beside the data, not in <c>metadata</c>.</summary>
    public bool FactsStandBesideInLegacy { get; init; }

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
        WriteData(writer, members, shape);
        if (message is not null || shape != LegacyShape.Flat)
        {
            writer.WriteString("message", message);
        }

        WriteMetadata(writer, context, shape, options);
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }

    private static void WriteData(Utf8JsonWriter writer, ReadOnlySpan<byte> members, LegacyShape shape)
    {
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
    }

    private void WriteMetadata(
        Utf8JsonWriter writer, HttpContext context, LegacyShape shape, JsonSerializerOptions options)
    {
        var isBeside = FactsStandBesideInLegacy && context.Request.ApiVersion() == ApiVersion.V1;
        if (isBeside)
        {
            WriteFacts(writer, options);
        }

        // A flat body has metadata only where there are facts to put there.
        if (shape == LegacyShape.Flat && (Facts.Count == 0 || isBeside))
        {
            return;
        }

        var now = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        writer.WriteStartObject("metadata");
        writer.WriteString("timestamp", UtcInstant.Text(now));
        writer.WriteString("version", Json.EnvelopeVersion);
        writer.WriteString("request_id", context.TraceIdentifier);
        if (!isBeside)
        {
            WriteFacts(writer, options);
        }

        writer.WriteEndObject();
    }

    private void WriteFacts(Utf8JsonWriter writer, JsonSerializerOptions options)
    {
        foreach (var facts in Facts)
        {
            Json.WriteMembers(
                writer, JsonSerializer.SerializeToUtf8Bytes(facts, options.GetTypeInfo(facts.GetType())));
        }
    }
}

/// <summary>What the idempotency of writes needs of a reply: its bytes as they go out.</summary>
internal interface IReply
{
    ReadOnlyMemory<byte> Render(HttpContext context);
}
