using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace PortfolioTracker.Tests.Support;

/// <summary>A provider over HTTP that announces one dividend of every symbol, gone ex three days ago; from a number of
/// calls on it keeps its answers back until it is told to let them go.</summary>
internal sealed class HoldingProvider : IAsyncDisposable
{
    private readonly WebApplication server;
    private readonly TaskCompletionSource release = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int answered;

    private HoldingProvider(WebApplication server) => this.server = server;

    public Uri Address => new(server.Urls.First());

    public int AnswersFreely { get; set; } = int.MaxValue;

    /// <summary>The symbols whose dividends were asked for, once for each call.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    public static async Task<HoldingProvider> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var provider = new HoldingProvider(app);
        app.Run(provider.AnswerAsync);
        await app.StartAsync();
        return provider;
    }

    public void Release() => release.TrySetResult();

    public ValueTask DisposeAsync()
    {
        Release();
        return server.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        var symbol = context.Request.Query["symbol"].ToString();
        if (context.Request.Query["function"] != "DIVIDENDS")
        {
            await context.Response.WriteAsync("{}");
            return;
        }

        Asked.Enqueue(symbol);
        if (Interlocked.Increment(ref answered) > AnswersFreely)
        {
            await release.Task.WaitAsync(context.RequestAborted);
        }

        var today = DateTime.UtcNow;
        await context.Response.WriteAsync(string.Create(CultureInfo.InvariantCulture, $$"""
            {"symbol":"{{symbol}}","data":[{"ex_dividend_date":"{{today.AddDays(-3):yyyy-MM-dd}}",
            "declaration_date":"None","record_date":"None","payment_date":"{{today.AddDays(20):yyyy-MM-dd}}",
            "amount":"0.5"}]}
            """));
    }
}
