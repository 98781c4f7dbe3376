using System.Buffers.Binary;
using Serilog.Context;

namespace PortfolioTracker.Infrastructure.Http;

/// <summary>Gives each request its id (header, error bodies, every log line) and each answer its standing headers.
/// </summary>
internal static class RequestStamp
{
    public const string Header = "X-Request-Id";

    public static async Task Handle(HttpContext context, RequestDelegate next)
    {
        context.TraceIdentifier = NewId();
        // At the last moment: what answers an exception starts with clearing every header.
        context.Response.OnStarting(Stamp, context);

        using (LogContext.PushProperty("request_id", context.TraceIdentifier))
        {
            await next(context);
        }
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
}
