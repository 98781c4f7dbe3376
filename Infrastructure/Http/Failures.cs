using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Npgsql;
using PortfolioTracker.Infrastructure.Database;

namespace PortfolioTracker.Infrastructure.Http;

/// <summary>A refusal that is decided deep inside, where no handler's return type reaches.</summary>
internal sealed class RefusedException(int status, Error error, int? retryAfterSeconds = null)
    : Exception(error.Message)
{
    public int Status => status;

    public Error Error => error;

    public int? RetryAfterSeconds => retryAfterSeconds;

    /// <summary>503: something we stand on is away; try again soon.</summary>
    public static RefusedException Unavailable(string message, int retryAfterSeconds = 5) =>
        new(StatusCodes.Status503ServiceUnavailable, new("ExternalServiceError", message), retryAfterSeconds);

    public static RefusedException Forbidden(string message) =>
        new(StatusCodes.Status403Forbidden, Error.For(StatusCodes.Status403Forbidden, message));
}

/// <summary>Turns whatever no handler answered, exceptions and bare statuses, into the one error body.</summary>
internal static partial class Failures
{
    public static async Task OnException(HttpContext context)
    {
        var failure = context.Features.Get<IExceptionHandlerFeature>()?.Error;
        var (status, error, retryAfter) = Describe(failure);
        if (status == StatusCodes.Status500InternalServerError && failure is not null)
        {
            LogBug(Logger(context), failure, status, context.Request.Path);
        }
        else if (status > StatusCodes.Status500InternalServerError)
        {
            // Something we stand on is away: known, and without a trace worth reading.
            LogAway(Logger(context), status, context.Request.Path, failure!.Message);
        }

        if (retryAfter is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        await WriteAsync(context, status, error);
    }

    public static Task OnBareStatus(StatusCodeContext bare)
    {
        var context = bare.HttpContext;
        var status = context.Response.StatusCode;
        return WriteAsync(context, status, Error.For(status, status switch
        {
            400 => "The request could not be read.",
            404 => $"There is nothing at {context.Request.Path}.",
            405 => $"{context.Request.Method} is not offered at {context.Request.Path}; "
                + $"allowed: {context.Response.Headers.Allow}.",
            413 => "The request body is too large.",
            415 => "Send the body as application/json.",
            _ => $"The request was refused with status {status}.",
        }));
    }

    public static async Task WriteAsync(HttpContext context, int status, Error error)
    {
        var options = context.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        var body = JsonSerializer.SerializeToUtf8Bytes(error, (JsonTypeInfo<Error>)options.GetTypeInfo(typeof(Error)));
        context.Response.StatusCode = status;
        context.Response.Headers.ETag = default;
        await Json.WriteAsync(context, body);
    }

    private static (int Status, Error Error, int? RetryAfterSeconds) Describe(Exception? failure) => failure switch
    {
        RefusedException refused => (refused.Status, refused.Error, refused.RetryAfterSeconds),
        BadHttpRequestException { InnerException: JsonException json } => (JsonStatus(json), Unreadable(json), null),
        BadHttpRequestException { StatusCode: 400 } bad => (400, Error.BadRequest(Readable(bad)), null),
        BadHttpRequestException bad => (bad.StatusCode, Error.For(bad.StatusCode, bad.StatusCode switch
        {
            413 => "The request body is too large.",
            415 => "Send the body as application/json.",
            _ => "The request could not be read.",
        }), null),
        InvalidOperationException { InnerException: ArgumentException, Message: var unreadable } when unreadable
            .StartsWith("Unable to read the request as JSON", StringComparison.Ordinal) =>
            (415, Error.For(415, "Send the body as application/json in UTF-8."), null),
        OperationCanceledException => (499, Error.For(499, "The request was cancelled."), null),
        // A row that another request stored in between is a conflict as well.
        PostgresException { SqlState: "55P03" or "40001" or "40P01" or PostgresErrorCodes.UniqueViolation } =>
            (409, Error.Conflict("Another change of the same data is under way. Try again."), 1),
        PostgresException { SqlState: PostgresErrorCodes.CheckViolation } broken => (422, Unkept(broken), null),
        { } known when DatabaseUnavailable.IsCauseOf(known) => (503, Away, DatabaseUnavailable.RetryAfterSeconds),
        TimeoutException => (503, Away, DatabaseUnavailable.RetryAfterSeconds),
        _ => (500, Unexpected, null),
    };

    private static Error Away =>
        new("ExternalServiceError", "The database does not answer. Try again in a few seconds.");

    private static Error Unexpected =>
        new("InternalServerError", "An unexpected error occurred. Quote the request id when you report it.");

    /// <summary>What only the database can judge, such as how long a text is once composed.</summary>
    private static Error Unkept(PostgresException broken)
    {
        // A check of one column is named table_column_check.
        var field = broken.ConstraintName is { } name && broken.TableName is { } table
            && name.StartsWith(table + "_", StringComparison.Ordinal)
            && name.EndsWith("_check", StringComparison.Ordinal)
            ? name[(table.Length + 1)..^"_check".Length]
            : "body";
        return Error.Invalid(field, $"{field} is too long or out of range.");
    }

    // The reader nests its own exception where the text is no JSON at all; a wrong type has no such cause.
    private static int JsonStatus(JsonException json) => json.InnerException is JsonException ? 400 : 422;

    private static Error Unreadable(JsonException json)
    {
        if (JsonStatus(json) == 400)
        {
            return Error.BadRequest(
                $"The body is not valid JSON (line {json.LineNumber + 1}, byte {json.BytePositionInLine + 1}).");
        }

        return Error.Invalid([WrongType(json)]);
    }

    /// <param name="within">Where in the body the value stands that was read; empty for the body itself.</param>
    internal static ErrorDetail WrongType(JsonException json, string within = "")
    {
        var member = json.Path is { Length: > 2 } path ? path[2..] : null;
        var field = (within, member) switch
        {
            ("", _) => member ?? "body",
            (_, null) => within,
            _ => $"{within}.{member}",
        };
        var rule = json.Message.StartsWith("It must", StringComparison.Ordinal)
            ? json.Message.Split(" Path:")[0]
            : "It is missing or of the wrong type.";
        return new("INVALID_TYPE", $"{field}: {rule}", field);
    }

    private static string Readable(BadHttpRequestException bad) =>
        bad.Message.Contains("body was provided", StringComparison.Ordinal)
            ? "A JSON body is required."
            : "The request could not be read.";

    private static ILogger Logger(HttpContext context) =>
        context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("PortfolioTracker.Failures");

    [LoggerMessage(Level = LogLevel.Error, Message = "Answered {Status} for {Path}")]
    private static partial void LogBug(ILogger logger, Exception failure, int status, string path);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Answered {Status} for {Path}: {Reason}")]
    private static partial void LogAway(ILogger logger, int status, string path, string reason);
}
