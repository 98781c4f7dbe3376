using System.Text.Json.Serialization;

namespace PortfolioTracker.Infrastructure.Http;

/// <summary>One reason of a refusal.</summary>
/// <param name="Field">The member or query parameter at fault, as the client wrote it; null where there is none.
/// </param>
internal sealed record ErrorDetail(string Code, string Message, string? Field = null);

/// <summary>
/// Every failure body: <c>{ success, error, message, detail, details, request_id, timestamp }</c>, the same in both API
/// versions. <c>detail</c> repeats <c>message</c>, because some clients read only that name.
/// </summary>
internal sealed record Error(
    [property: JsonPropertyName("error")] string Kind, string Message, IReadOnlyList<ErrorDetail>? Details = null)
    : IJsonOnSerializing
{
    [JsonPropertyOrder(-1)]
    public bool Success { get; }

    public string Detail => Message;

    /// <summary>Of a request that brings many rows, what was found about each; else absent.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<RowOutcome>? Rows { get; init; }

    public string? RequestId { get; private set; }

    public DateTimeOffset Timestamp { get; private set; }

    /// <summary>Stamps the body as it leaves, so that whoever refuses needs no clock and no request.</summary>
    void IJsonOnSerializing.OnSerializing()
    {
        if (RequestStamp.Current is { } stamp)
        {
            (RequestId, Timestamp) = (stamp.Id, stamp.Now);
        }
    }

    public static Error Invalid(string field, string message) => Invalid([new("INVALID", message, field)]);

    /// <summary>The message is the first reason, so that a client that shows one line shows a useful one.</summary>
    public static Error Invalid(IReadOnlyList<ErrorDetail> details) =>
        new("ValidationError", details.Count == 1
            ? details[0].Message
            : $"{details[0].Message} (and {details.Count - 1} more)", details);

    /// <param name="field">The parameter at fault; null where it is none alone.</param>
    public static Error BadRequest(string message, string? field = null) =>
        new("BadRequestError", message, field is null ? null : [new("INVALID", message, field)]);

    public static Error NotFound(string message) => new("NotFoundError", message);

    public static Error Conflict(string message, IReadOnlyList<ErrorDetail>? details = null) =>
        new("ConflictError", message, details);

    /// <summary>The kind that belongs to a status that something else than a handler decided.</summary>
    public static Error For(int status, string message) => new(status switch
    {
        401 => "AuthenticationError",
        403 => "AuthorizationError",
        404 => "NotFoundError",
        409 => "ConflictError",
        422 => "ValidationError",
        429 => "RateLimitError",
        503 or 504 => "ExternalServiceError",
        >= 500 => "InternalServerError",
        _ => "BadRequestError",
    }, message);
}
