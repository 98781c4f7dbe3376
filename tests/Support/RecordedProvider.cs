using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace PortfolioTracker.Tests.Support;

/// <summary>A real HTTP server that answers like the provider, from recordings, and misbehaves when told to:
/// <c>GET /query?function=…</c>, <c>POST /control?mode=…[&amp;seconds=…]</c>.</summary>
/// <remarks>Without recordings it answers what the provider answers to a symbol that it does not know.</remarks>
internal sealed class RecordedProvider : LocalServer
{
    private readonly Recordings? recordings;
    private volatile string mode = ProviderMischief.None;
    private double slowSeconds = 30;

    private RecordedProvider(Recordings? recordings) => this.recordings = recordings;

    /// <summary>The raw targets of all requests to /query in order, keys included.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>Requests to any other path but /control.</summary>
    public ConcurrentQueue<string> Strays { get; } = new();

    public string Mode
    {
        get => mode;
        set => mode = ProviderMischief.IsKnown(value)
            ? value
            : throw new ArgumentException($"Unknown mode {value}.", nameof(value));
    }

    /// <param name="recordingsFolder">The one that holds INDEX.tsv; null for none.</param>
    /// <param name="port">0 for any free one.</param>
    public static async Task<RecordedProvider> StartAsync(string? recordingsFolder, int port = 0)
    {
        var provider = new RecordedProvider(recordingsFolder is null ? null : new(recordingsFolder));
        await provider.ListenAsync(port);
        return provider;
    }

    protected override async Task AnswerAsync(HttpContext context)
    {
        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        switch (context.Request.Method, context.Request.Path.Value)
        {
            case ("POST", "/control"):
                await ControlAsync(context);
                break;
            case ("GET", "/query"):
                Requests.Enqueue(target);
                context.Items["seconds"] = slowSeconds;
                await ProviderMischief.AnswerAsync(mode, context, HonestBody(context.Request.Query));
                break;
            default:
                Strays.Enqueue(target);
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                break;
        }
    }

    private async Task ControlAsync(HttpContext context)
    {
        var wanted = context.Request.Query["mode"].ToString();
        if (!ProviderMischief.IsKnown(wanted))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.Response.WriteAsync($"mode is one of {string.Join(", ", ProviderMischief.Names)}\n");
            return;
        }

        if (double.TryParse(context.Request.Query["seconds"], CultureInfo.InvariantCulture, out var seconds))
        {
            slowSeconds = Math.Clamp(seconds, 0, 3600);
        }

        mode = wanted;
        await context.Response.WriteAsync($"{wanted}\n");
    }

    private byte[] HonestBody(IQueryCollection query)
    {
        var function = query["function"].ToString();
        var subject = Value("symbol") ?? Value("tickers") ?? Value("keywords")
            ?? Pair("from_symbol", "to_symbol") ?? Pair("from_currency", "to_currency");
        return recordings?.Find(function, subject, Value("datatype") == "csv") is { } recording
            ? recordings.Read(recording)
            : Unknown(function);

        string? Value(string name) => query[name].ToString() is { Length: > 0 } text ? text : null;

        string? Pair(string from, string to) => Value(from) is { } a && Value(to) is { } b ? $"{a}/{b}" : null;
    }

    private static byte[] Unknown(string function) => function switch
    {
        "GLOBAL_QUOTE" => """{"Global Quote": {}}"""u8.ToArray(),
        "SYMBOL_SEARCH" => """{"bestMatches": []}"""u8.ToArray(),
        "NEWS_SENTIMENT" => """{"Information": "Invalid inputs."}"""u8.ToArray(),
        _ when function.StartsWith("TIME_SERIES", StringComparison.Ordinal)
            || function is "FX_DAILY" or "CURRENCY_EXCHANGE_RATE" =>
            """{"Error Message": "Invalid API call."}"""u8.ToArray(),
        _ => "{}"u8.ToArray(),
    };
}
