using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Web;

namespace PortfolioTracker.Tests.Support;

/// <summary>One call as the provider gets it.</summary>
internal sealed record ProviderQuery(string Function, string Symbol, bool Full, string Text);

/// <summary>A provider at the wire that answers as it is told, and keeps a list of what it was asked. A question for
/// which there is no answer gets the empty object, as from the real one.</summary>
internal sealed class ScriptedProvider : HttpMessageHandler
{
    public const string Empty = "{}";
    public const string Quota = """
        {"Information":"Our standard API rate limit is 25 requests per day. Please subscribe to a premium plan."}
        """;
    public const string FullRefused = """
        {"Information":"The outputsize=full parameter value is a premium feature for this endpoint."}
        """;

    public Func<ProviderQuery, string?> Answer { get; set; } = _ => null;

    public ConcurrentQueue<ProviderQuery> Queries { get; } = new();

    /// <summary>What each answer waits for.</summary>
    public Func<CancellationToken, Task> WaitsFor { get; set; } = _ => Task.CompletedTask;

    public static Task ForEverAsync(CancellationToken ct) => Task.Delay(Timeout.Infinite, ct);

    public int Count(string function) => Queries.Count(query => query.Function == function);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
    {
        var given = HttpUtility.ParseQueryString(request.RequestUri!.Query);
        var query = new ProviderQuery(
            given["function"] ?? "",
            given["symbol"] ?? given["keywords"] ?? $"{given["from_symbol"]}/{given["to_symbol"]}",
            given["outputsize"] == "full",
            request.RequestUri.Query);
        Queries.Enqueue(query);
        await WaitsFor(ct);
        return new(HttpStatusCode.OK)
        {
            Content = new StringContent(Answer(query) ?? Empty, Encoding.UTF8, "application/json"),
        };
    }

    /// <summary>A daily series in the provider's CSV, newest first, all four prices alike.</summary>
    public static string Bars(params (string Day, decimal Close)[] bars) => new StringBuilder()
        .Append("timestamp,open,high,low,close,volume\r\n")
        .AppendJoin("", bars.OrderByDescending(bar => bar.Day, StringComparer.Ordinal)
            .Select(bar => $"{bar.Day},{bar.Close},{bar.Close},{bar.Close},{bar.Close},1000\r\n"))
        .ToString();

    public static string Match(string symbol, string name, string currency) => $$"""
        {"bestMatches":[{"1. symbol":"{{symbol}}","2. name":"{{name}}","3. type":"Equity","4. region":"United Kingdom",
        "5. marketOpen":"08:00","6. marketClose":"16:30","7. timezone":"UTC+01","8. currency":"{{currency}}",
        "9. matchScore":"1.0000"}]}
        """;
}
