using System.Text;
using Microsoft.AspNetCore.Http;

namespace PortfolioTracker.Tests.Support;

/// <summary>The ways in which a provider misbehaves, by name. Each gets the honest body and answers in its place.
/// </summary>
internal static class ProviderMischief
{
    public const string None = "none";

    private static readonly Dictionary<string, Func<HttpContext, byte[], Task>> Modes = new()
    {
        [None] = Write,
        ["note-daily"] = (context, _) => Say(context, "Note", $"We have detected your API key as {KeyOf(context)} and "
            + "our standard API rate limit is 25 requests per day."),
        ["information-burst"] = (context, _) => Say(context, "Information", "Please consider spreading out your "
            + "requests (1 request per second). A plan lifts the limit (25 requests per day)."),
        ["error-message"] = (context, _) => Say(context, "Error Message", "Invalid API call."),
        ["premium"] = (context, _) => Say(context, "Information", "Thank you! This is a premium endpoint."),
        ["bad-key"] = (context, _) => Say(context, "Error Message", "the parameter apikey is invalid or missing."),
        ["empty-object"] = (context, _) => Write(context, "{}"u8.ToArray()),
        ["empty"] = (context, _) => Write(context, []),
        ["array"] = (context, _) => Write(context, "[]"u8.ToArray()),
        ["html"] = (context, _) => Write(context, "<!doctype html><title>502</title>"u8.ToArray()),
        ["detail"] = (context, _) => Say(context, "detail", "Not acceptable."),
        ["deep"] = (context, _) => Write(context, Encoding.UTF8.GetBytes(
            string.Concat(Enumerable.Repeat("{\"a\":", 100)) + "1" + new string('}', 100))),
        ["truncated"] = (context, body) => Write(context, Cut(body)),
        ["wrong-symbol"] = (context, _) => Write(context, OfAnother(context)),
        ["number-too-long"] = (context, _) => Write(context, Encoding.UTF8.GetBytes(
            $"timestamp,open,high,low,close,volume\r\n2024-01-02,1,1,1,{new string('9', 40)},1\r\n")),
        ["slow"] = async (context, body) =>
        {
            var seconds = context.Items["seconds"] as double? ?? 30;
            await Task.Delay(TimeSpan.FromSeconds(seconds), context.RequestAborted);
            await Write(context, body);
        },
        ["reset"] = (context, _) =>
        {
            context.Abort();
            return Task.CompletedTask;
        },
        ["reset-mid-body"] = async (context, body) =>
        {
            context.Response.ContentLength = body.Length;
            await context.Response.Body.WriteAsync(body.AsMemory(0, body.Length / 2));
            await context.Response.Body.FlushAsync();
            context.Abort();
        },
        ["gzip-garbage"] = (context, body) =>
        {
            context.Response.Headers.ContentEncoding = "gzip";
            return Write(context, body);
        },
        ["bomb"] = async (context, _) =>
        {
            // 40 MiB of spaces in some 40 KB.
            context.Response.Headers.ContentEncoding = "gzip";
            await using var zip = new System.IO.Compression.GZipStream(
                context.Response.Body, System.IO.Compression.CompressionLevel.Fastest);
            var spaces = new byte[1024 * 1024];
            spaces.AsSpan().Fill((byte)' ');
            for (var mebibyte = 0; mebibyte < 40; mebibyte++)
            {
                await zip.WriteAsync(spaces);
            }
        },
        ["redirect"] = (context, _) =>
        {
            context.Response.Redirect("/elsewhere");
            return Task.CompletedTask;
        },
        ["500"] = (context, body) => WithStatus(context, 500, body),
        ["503"] = (context, body) => WithStatus(context, 503, body),
        ["429"] = (context, body) => WithStatus(context, 429, body),
        ["401"] = (context, body) => WithStatus(context, 401, body),
    };

    public static IEnumerable<string> Names => Modes.Keys;

    public static bool IsKnown(string mode) => Modes.ContainsKey(mode);

    public static Task AnswerAsync(string mode, HttpContext context, byte[] body) => Modes[mode](context, body);

    private static async Task Write(HttpContext context, byte[] body)
    {
        context.Response.ContentType = body is [(byte)'{', ..] ? "application/json" : "application/x-download";
        await context.Response.Body.WriteAsync(body);
    }

    private static Task Say(HttpContext context, string key, string text) =>
        Write(context, Encoding.UTF8.GetBytes($$"""{"{{key}}": "{{text}}"}"""));

    private static Task WithStatus(HttpContext context, int status, byte[] body)
    {
        context.Response.StatusCode = status;
        return Write(context, body);
    }

    /// <summary>Half of an object, or of a table up to the middle of a line.</summary>
    private static byte[] Cut(byte[] body)
    {
        var half = body[..(body.Length / 2)];
        return half is [(byte)'{', ..] ? half : [.. half[..(Array.LastIndexOf(half, (byte)'\n') + 1)], .. "2024-0"u8];
    }

    private static string KeyOf(HttpContext context) => context.Request.Query["apikey"].ToString();

    /// <summary>A sound answer about something else than what was asked, in each function's own shape.</summary>
    private static byte[] OfAnother(HttpContext context)
    {
        const string Day = """{"2024-01-02":{"1. open":"1","2. high":"1","3. low":"1","4. close":"1"}}""";
        const string Meta = """
            {"2. Symbol":"OTHER","2. From Symbol":"XAA","3. To Symbol":"XBB"}
            """;
        var function = context.Request.Query["function"].ToString();
        var text = function switch
        {
            "TIME_SERIES_DAILY" => $$"""{"Meta Data":{{Meta}},"Time Series (Daily)":{{Day}}}""",
            "TIME_SERIES_WEEKLY_ADJUSTED" => $$"""{"Meta Data":{{Meta}},"Weekly Adjusted Time Series":{{Day}}}""",
            "FX_DAILY" => $$"""{"Meta Data":{{Meta}},"Time Series FX (Daily)":{{Day}}}""",
            "GLOBAL_QUOTE" => """
                {"Global Quote":{"01. symbol":"OTHER","05. price":"1","07. latest trading day":"2024-01-02"}}
                """,
            "CURRENCY_EXCHANGE_RATE" => """
                {"Realtime Currency Exchange Rate":{"1. From_Currency Code":"XAA","3. To_Currency Code":"XBB",
                "5. Exchange Rate":"1","6. Last Refreshed":"2024-01-02 00:00:00"}}
                """,
            "OVERVIEW" => """{"Symbol":"OTHER","Name":"Another Inc"}""",
            _ => """{"symbol":"OTHER","data":[],"annualReports":[{}],"quarterlyReports":[{}]}""",
        };
        return Encoding.UTF8.GetBytes(text.Trim());
    }
}
