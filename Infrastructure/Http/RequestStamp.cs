using System.Buffers.Binary;
using Serilog.Core;
using Serilog.Events;

namespace PortfolioTracker.Infrastructure.Http;

/// <summary>Gives each request its id (header, error bodies, every log line) and each answer its standing headers.
/// </summary>
internal sealed class RequestStamp(string id, TimeProvider clock)
{
    public const string Header = "X-Request-Id";

    // What a request calls, and what it starts, belongs to it: the stamp goes along by itself.
    private static readonly AsyncLocal<RequestStamp?> OfRequest = new();

    /// <summary>That of the request that calls; null where none does.</summary>
    public static RequestStamp? Current => OfRequest.Value;

    public string Id => id;

    public DateTimeOffset Now => clock.GetUtcNow();

    public static Task Handle(HttpContext context, TimeProvider clock, RequestDelegate next)
    {
        context.TraceIdentifier = NewId();
        OfRequest.Value = new(context.TraceIdentifier, clock);
        // At the last moment: what answers an exception starts with clearing every header.
        context.Response.OnStarting(Stamp, context);
        return next(context);
    }

    /// <summary>A UUID of version 7 (RFC 9562). It need not be hard to guess, and asking the kernel for random numbers
    /// costs more than all the rest of it.</summary>
    private static string NewId()
    {
        Span<byte> bytes = stackalloc byte[16];
        Random.Shared.NextBytes(bytes);
        var milliseconds = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)(milliseconds >> 32));
        BinaryPrimitives.WriteUInt32BigEndian(bytes[2..], (uint)(milliseconds & uint.MaxValue));
        bytes[6] = (byte)(0x70 | (bytes[6] & 0x0F));
        bytes[8] = (byte)(0x80 | (bytes[8] & 0x3F));
        return new Guid(bytes, bigEndian: true).ToString();
    }

    private static Task Stamp(object state)
    {
        var context = (HttpContext)state;
        var headers = context.Response.Headers;
        headers[Header] = context.TraceIdentifier;
        headers.XContentTypeOptions = "nosniff";
        if (!headers.Vary.ToString().Contains(ApiVersions.Header, StringComparison.Ordinal))
        {
            headers.Append("Vary", ApiVersions.Header);
        }

        // What may be kept has a tag to ask by, and says for itself how.
        if (headers.ETag.Count == 0)
        {
            headers.CacheControl = "private, no-store";
        }

        return Task.CompletedTask;
    }

    /// <summary>Names in every event of the log the request that it belongs to.</summary>
    internal sealed class Enricher : ILogEventEnricher
    {
        public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory)
        {
            if (Current is { } stamp)
            {
                logEvent.AddPropertyIfAbsent(new("request_id", new ScalarValue(stamp.Id)));
            }
        }
    }
}
