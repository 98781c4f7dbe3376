using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace PortfolioTracker.Infrastructure.MarketData;

/// <summary>Reads the body of one attempt, judges it and parses it. Whatever goes wrong becomes a Transport answer.
/// </summary>
internal sealed class AnswerReader(IOptions<AlphaVantageOptions> options) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
    {
        try
        {
            using var response = await base.SendAsync(request, ct);
            if (response.StatusCode != HttpStatusCode.OK)
            {
                return Failed(request, $"HTTP {(int)response.StatusCode}");
            }

            return await BoundedBody.ReadAsync(response, ct) is { } body
                ? Judge(request, body).As(request)
                : Failed(request, $"body over {BoundedBody.BytesMax} bytes");
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
