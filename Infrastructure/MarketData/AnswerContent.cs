using System.Net;

namespace PortfolioTracker.Infrastructure.MarketData;

/// <summary>A response that has been read, judged and parsed, on its way up through retry and breaker: both must see
/// what a body says, because its status is 200 whatever it says.</summary>
internal sealed class AnswerContent(AnswerClass @class, object? data, string? notice) : HttpContent
{
    public static readonly HttpRequestOptionsKey<string> Function = new("function");
    public static readonly HttpRequestOptionsKey<Func<ReadOnlyMemory<byte>, object?>> Parser = new("parser");

    public AnswerClass Class { get; } = @class;

    public object? Data { get; } = data;

    public string? Notice { get; } = notice;

    /// <summary>False for what this side refused without a call.</summary>
    public bool WasSent { get; init; } = true;

    public int LengthBytes { get; init; }

    public static HttpResponseMessage Refusal(HttpRequestMessage request, AnswerClass @class, string notice) =>
        new AnswerContent(@class, null, notice) { WasSent = false }.As(request);

    public HttpResponseMessage As(HttpRequestMessage request) =>
        new(HttpStatusCode.OK) { RequestMessage = request, Content = this };

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => Task.CompletedTask;

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return true;
    }
}
