using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace PortfolioTracker.Tests.Support;

/// <summary>A provider over HTTP that announces one dividend of every symbol, gone ex three days ago; from a number of
/// calls on it keeps its answers back until it is told to let them go.</summary>
internal sealed class HoldingProvider : LocalServer
{
    private readonly TaskCompletionSource release = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int answered;

    private HoldingProvider()
    {
    }

    public int AnswersFreely { get; set; } = int.MaxValue;

    /// <summary>The symbols whose dividends were asked for, once for each call.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    public static async Task<HoldingProvider> StartAsync()
    {
        var provider = new HoldingProvider();
        await provider.ListenAsync();
        return provider;
    }

    public void Release() => release.TrySetResult();

    public override ValueTask DisposeAsync()
    {
        Release();
        return base.DisposeAsync();
    }

    protected override async Task AnswerAsync(HttpContext context)
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
