using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Microsoft.AspNetCore.Http.Metadata;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Database;

namespace PortfolioTracker.Infrastructure.Http;

/// <summary>An answer that was given before, byte for byte.</summary>
internal sealed class ReplayedReply(byte[] body) : IResult
{
    public const string Header = "Idempotent-Replayed";

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers[Header] = "true";
        return Json.WriteAsync(httpContext, body);
    }
}

/// <summary>
/// <c>Idempotency-Key</c> on writes: the same key with the same request is carried out once and answered alike, with
/// another request it is refused (422). A key belongs to its user alone. Refusals are not remembered.
/// </summary>
/// <param name="Key">Null where the client sent none; then nothing is remembered.</param>
internal sealed record IdempotencyKey(string? Key, byte[] RequestHash)
{
    public const string Header = "Idempotency-Key";
    public const int KeyCharactersMax = 255;

    private const string InsertKey =
        """
        INSERT INTO pt.idempotency_keys (user_id, key, request_hash)
        VALUES (@userId, @key, @hash)
        ON CONFLICT (user_id, key) DO NOTHING
        """;

    private const string SelectKey =
        """
        SELECT request_hash, body
        FROM pt.idempotency_keys
        WHERE user_id = @userId AND key = @key
        """;

    private const string UpdateKey =
        """
        UPDATE pt.idempotency_keys
        SET status = 200, body = @body, content_type = @contentType
        WHERE user_id = @userId AND key = @key
        """;

    private static readonly IdempotencyKey None = new(null, []);

    public static ValueTask<IdempotencyKey?> BindAsync(HttpContext context, ParameterInfo _) =>
        ValueTask.FromResult<IdempotencyKey?>(context.Features.Get<IdempotencyKey>() ?? None);

    /// <summary>Reads the key, and a hash of the request that goes with it, before the body is bound.</summary>
    public static Task Read(HttpContext context, RequestDelegate next)
    {
        var key = context.Request.Headers[Header].ToString();
        return key.Length > 0 && !HttpMethods.IsGet(context.Request.Method) ? ReadAsync() : next(context);

        async Task ReadAsync()
        {
            if (key.Length > KeyCharactersMax || !key.All(char.IsAscii) || key.Any(char.IsControl))
            {
                throw new RefusedException(422, Error.Invalid(Header,
                    $"{Header} must have 1 to {KeyCharactersMax} printable ASCII characters."));
            }

            // In memory altogether: bodies are bounded, and there need not be a disk.
            var limit = context.GetEndpoint()?.Metadata.GetMetadata<IRequestSizeLimitMetadata>();
            context.Request.EnableBuffering((int)(limit?.MaxRequestBodySize ?? HttpEdge.BodyBytesMax));
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            hash.AppendData(Encoding.UTF8.GetBytes(
                $"{context.Request.Method} {context.Request.Path}{context.Request.QueryString} "
                + $"{context.Request.ApiVersion()}\n"));
            var buffer = new byte[8192];
            for (int read; (read = await context.Request.Body.ReadAsync(buffer, context.RequestAborted)) > 0;)
            {
                hash.AppendData(buffer, 0, read);
            }

            context.Request.Body.Position = 0;
            context.Features.Set(new IdempotencyKey(key, hash.GetHashAndReset()));
            await next(context);
        }
    }

    /// <summary>The answer given before under this key; null where this is the first time, which is noted in the
    /// transaction. A request under the same key that is still under way is waited for.</summary>
    public async Task<ReplayedReply?> ReplayAsync(CurrentUser user, UserTransaction transaction, CancellationToken ct)
    {
        if (Key is null)
        {
            return null;
        }

        var parameters = new { userId = user.Id, key = Key, hash = new Typed<byte[]>(RequestHash), ct };
        if (await transaction.Connection.ExecuteAsync(InsertKey, parameters) > 0)
        {
            return null;
        }

        var known = await transaction.Connection.QuerySingleAsync<RememberedReply>(SelectKey,
            new { userId = user.Id, key = Key, ct });
        return known.RequestHash.AsSpan().SequenceEqual(RequestHash)
            ? new(known.Body)
            : throw new RefusedException(422, Error.Invalid(Header,
                $"This {Header} was used for another request. Use a new key for a new request."));
    }

    public async Task RememberAsync(
        CurrentUser user, UserTransaction transaction, IReply reply, HttpContext context, CancellationToken ct)
    {
        if (Key is not null)
        {
            await transaction.Connection.ExecuteAsync(UpdateKey, new
            {
                userId = user.Id,
                key = Key,
                body = new Typed<byte[]>(reply.Render(context).ToArray()),
                contentType = Json.ContentType,
                ct,
            });
        }
    }
}

internal sealed record RememberedReply(byte[] RequestHash, byte[] Body);
