using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Caching;
using Serilog.Core;
using Serilog.Events;

namespace PortfolioTracker.Infrastructure.Http;

/// <summary>
/// The one line that every request leaves: who asked which route, how it ended, and what it cost. It looks like an
/// event of the logging framework and heeds its level, but is written without it: composing an event takes longer than
/// answering from the cache.
/// </summary>
internal sealed class RequestLog(LogOutput output, LoggingLevelSwitch level, TimeProvider clock)
{
    // A thread writes one line at a time, always into the same memory.
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? line;

    [ThreadStatic]
    private static Utf8JsonWriter? writer;

    public async Task Handle(HttpContext context, RequestDelegate next)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            await next(context);
        }
        catch (Exception failure)
        {
            Write(context, Stopwatch.GetElapsedTime(started), failure);
            throw;
        }

        Write(context, Stopwatch.GetElapsedTime(started), failure: null);
    }

    /// <param name="failure">What nobody turned into an answer.</param>
    private void Write(HttpContext context, TimeSpan elapsed, Exception? failure)
    {
        if (level.MinimumLevel > (failure is null ? LogEventLevel.Information : LogEventLevel.Error))
        {
            return;
        }

        line ??= new(1024);
        line.ResetWrittenCount();
        writer ??= new(line, Json.Writer);
        writer.Reset();
        WriteEvent(writer, context, elapsed, failure);
        writer.Flush();
        line.Write("\n"u8);
        output.Write(line.WrittenSpan);
    }

    private void WriteEvent(Utf8JsonWriter json, HttpContext context, TimeSpan elapsed, Exception? failure)
    {
        // The path without its query: a client may put anything into a query, also a secret.
        var (method, path) = (context.Request.Method, context.Request.Path.Value);
        var status = failure is null ? context.Response.StatusCode : StatusCodes.Status500InternalServerError;
        json.WriteStartObject();
        json.WriteString("@t"u8, clock.GetUtcNow().UtcDateTime);
        json.WriteString("@m"u8, string.Create(CultureInfo.InvariantCulture,
            $"{method} {path} answered {status} in {elapsed.TotalMilliseconds:0.0} ms"));
        if (failure is not null)
        {
            json.WriteString("@l"u8, nameof(LogEventLevel.Error));
            json.WriteString("@x"u8, failure.ToString());
        }

        if (Activity.Current is { } activity)
        {
            json.WriteString("@tr"u8, activity.TraceId.ToHexString());
            json.WriteString("@sp"u8, activity.SpanId.ToHexString());
        }

        json.WriteString("RequestMethod"u8, method);
        json.WriteString("RequestPath"u8, path);
        json.WriteNumber("StatusCode"u8, status);
        json.WriteNumber("Elapsed"u8, Math.Round(elapsed.TotalMilliseconds, 3));
        if (context.GetEndpoint() is RouteEndpoint endpoint)
        {
            json.WriteString("Route"u8, endpoint.RoutePattern.RawText);
        }

        if (context.Features.Get<CurrentUser>() is { } user)
        {
            json.WriteString("UserId"u8, user.Id);
            json.WriteNumber("DatabaseMs"u8, Math.Round(user.DatabaseTime.TotalMilliseconds, 1));
        }

        if (context.Response.Headers.TryGetValue(DocumentReply.CacheHeader, out var hit))
        {
            json.WriteBoolean("CacheHit"u8, hit == "true");
        }

        json.WriteString("request_id"u8, context.TraceIdentifier);
        json.WriteEndObject();
    }
}
