using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace PortfolioTracker.Infrastructure.MarketData;

/// <summary>Reads the body of one attempt, judges it and parses it. Whatever goes wrong becomes a Transport answer.
/// </summary>
internal sealed class AnswerReader(IOptions<AlphaVantageOptions> options) : DelegatingHandler
{
    /// <summary>Counted after decompression, so that a small body cannot unfold into all of memory.</summary>
    public const int BodyBytesMax = 32 * 1024 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
    {
        try
        {
            using var response = await base.SendAsync(request, ct);
            if (response.StatusCode != HttpStatusCode.OK)
            {
                return Failed(request, $"HTTP {(int)response.StatusCode}");
            }

            return await ReadAsync(response, ct) is { } body
                ? Judge(request, body).As(request)
                : Failed(request, $"body over {BodyBytesMax} bytes");
        }
        catch (HttpRequestException e)
        {
            // Only the kind: messages of the stack below may quote what was sent.
            return Failed(request, $"{e.HttpRequestError}");
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            return Failed(request, "broken body");
        }
    }

    private static HttpResponseMessage Failed(HttpRequestMessage request, string notice) =>
        new AnswerContent(AnswerClass.Transport, null, notice).As(request);

    private static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpResponseMessage response, CancellationToken ct)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(ct);
        var (buffer, length) = (new byte[16 * 1024], 0);
        while (await stream.ReadAsync(buffer.AsMemory(length), ct) is > 0 and var read)
        {
            length += read;
            if (length > BodyBytesMax)
            {
                return null;
            }

            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, 2 * buffer.Length);
            }
        }

        var body = buffer.AsMemory(0, length);
        return body.Span.StartsWith("\uFEFF"u8) ? body[3..] : body;
    }

    private AnswerContent Judge(HttpRequestMessage request, ReadOnlyMemory<byte> body)
    {
        var verdict = AnswerClassifier.Classify(body.Span);
        object? data = null;
        if (verdict.Class == AnswerClass.Data && request.Options.TryGetValue(AnswerContent.Parser, out var parse))
        {
            (verdict, data) = Parse(parse, body);
        }

        var notice = verdict.Notice is null ? null : ProviderNotices.Masked(verdict.Notice, options.Value.ApiKey);
        return new(verdict.Class, data, notice) { LengthBytes = body.Length };
    }

    private static (Verdict Verdict, object? Data) Parse(
        Func<ReadOnlyMemory<byte>, object?> parse, ReadOnlyMemory<byte> body)
    {
        try
        {
            return parse(body) is { } data
                ? (new(AnswerClass.Data), data)
                : (new(AnswerClass.NoCoverage, "no usable row"), null);
        }
        catch (FormatException e)
        {
            return (new(AnswerClass.Transport, e.Message), null);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or OverflowException)
        {
            return (new(AnswerClass.Transport, "not what was asked for"), null);
        }
    }
}
