using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;
using Polly.Timeout;

namespace PortfolioTracker.Infrastructure.MarketData;

/// <summary>Takes one call out of the budget that all instances share, and answers how long to wait for its turn; null
/// where there is none left. Asked before every attempt on the wire, a retry included; never in the sandbox.</summary>
internal delegate ValueTask<TimeSpan?> SpendCall(string function, CancellationToken ct);

/// <summary>What every attempt passes on its way out: breaker, turn, budget; and what is written down about it.
/// </summary>
internal sealed partial class ProviderGate(
    ProviderBreaker breaker, ProviderPace pace, SpendCall spend, IOptions<AlphaVantageOptions> options,
    TimeProvider clock, ILogger<ProviderGate> log) : DelegatingHandler
{
    public const string MeterName = "PortfolioTracker.Provider";

    private static readonly Meter Meter = new(MeterName);

    private static readonly Counter<long> Calls = Meter.CreateCounter<long>(
        "provider.calls", description: "Attempts on the wire, by function and class of answer.");

    private static readonly Histogram<double> Durations = Meter.CreateHistogram<double>(
        "provider.call.duration", "s", "Time from sending to the judged answer.");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
    {
        var function = request.Options.TryGetValue(AnswerContent.Function, out var name) ? name : "?";
        if (breaker.State == ProviderBreaker.Open)
        {
            return AnswerContent.Refusal(request, AnswerClass.Transport, "the circuit breaker is open");
        }

        if (!await pace.WaitAsync(ct))
        {
            return AnswerContent.Refusal(request, AnswerClass.Burst, "too many requests wait for their turn");
        }

        // Asked last, and again: it may have opened while this request waited.
        return await breaker.AttemptAsync(
            AnswerContent.Refusal(request, AnswerClass.Transport, "the circuit breaker is open"),
            async () =>
            {
                if (!options.Value.Sandbox && await RefusalOfBudgetAsync(request, function, ct) is { } refusal)
                {
                    return (refusal, null);
                }

                var response = await TimedAsync(request, function, ct);
                return (response, response.Content is not AnswerContent { Class: AnswerClass.Transport });
            });
    }

    public static void Measure(string function, AnswerClass answer, TimeSpan took)
    {
        var tags = new TagList { { "function", function }, { "class", answer.ToString() } };
        Calls.Add(1, tags);
        Durations.Record(took.TotalSeconds, tags);
    }

    /// <summary>A budget that cannot be asked, with the database away, counts nothing: better no call than one that
    /// nobody counted.</summary>
    private async ValueTask<HttpResponseMessage?> RefusalOfBudgetAsync(
        HttpRequestMessage request, string function, CancellationToken ct)
    {
        try
        {
            if (await spend(function, ct) is not { } wait)
            {
                return AnswerContent.Refusal(request, AnswerClass.DailyQuota, "the budget of calls is spent");
            }

            if (wait > TimeSpan.Zero)
            {
                pace.Delay(wait);
                await Task.Delay(wait, clock, ct);
            }

            return null;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogBudgetAway(log, e.GetType().Name);
            return AnswerContent.Refusal(request, AnswerClass.Transport, "the budget of calls cannot be asked");
        }
    }

    private async Task<HttpResponseMessage> TimedAsync(
        HttpRequestMessage request, string function, CancellationToken ct)
    {
        var began = clock.GetTimestamp();
        HttpResponseMessage response;
        try
        {
            response = await base.SendAsync(request, ct);
        }
        catch (TimeoutRejectedException)
        {
            var notice = $"no answer within {options.Value.AttemptTimeoutSeconds} s";
            response = new AnswerContent(AnswerClass.Transport, null, notice).As(request);
        }

        var took = clock.GetElapsedTime(began);
        var answer = (AnswerContent)response.Content;
        Measure(function, answer.Class, took);
        if (answer.Class is AnswerClass.Data or AnswerClass.NoCoverage or AnswerClass.NoData)
        {
            LogAnswer(log, request.RequestUri!.Query, answer.Class, answer.LengthBytes, took.TotalMilliseconds);
        }
        else
        {
            LogRefusal(log, request.RequestUri!.Query, answer.Class, answer.Notice, took.TotalMilliseconds);
        }

        return response;
    }

    // The query is percent-encoded and, above the key handler, without the key.
    [LoggerMessage(LogLevel.Information, "Provider {Query} answered {Class}, {LengthBytes} bytes in {ElapsedMs:0} ms.")]
    private static partial void LogAnswer(
        ILogger log, string query, AnswerClass @class, int lengthBytes, double elapsedMs);

    [LoggerMessage(LogLevel.Warning, "The budget of provider calls cannot be asked: {Kind}.")]
    private static partial void LogBudgetAway(ILogger log, string kind);

    [LoggerMessage(LogLevel.Warning, "Provider {Query} answered {Class} in {ElapsedMs:0} ms: {Notice}")]
    private static partial void LogRefusal(
        ILogger log, string query, AnswerClass @class, string? notice, double elapsedMs);
}
