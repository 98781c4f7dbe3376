using System.Net;
using Microsoft.Extensions.Time.Testing;
using PortfolioTracker.Infrastructure.MarketData;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Infrastructure.MarketData;

internal sealed class ProviderGateTests
{
    [Test]
    public async Task Each_attempt_is_taken_from_the_budget_and_without_budget_nothing_is_sent()
    {
        await using var provider = await RecordedProvider.StartAsync(null);
        provider.Mode = "500";
        var left = 3;
        using var under = new ProviderUnderTest(
            provider.Address, spend: (_, _) => ValueTask.FromResult<TimeSpan?>(
                Interlocked.Decrement(ref left) >= 0 ? TimeSpan.Zero : null));

        await Assert.That((await under.Client.QuoteAsync("A", default)).Class).IsEqualTo(AnswerClass.Transport);
        await Assert.That((await under.Client.QuoteAsync("A", default)).Class).IsEqualTo(AnswerClass.DailyQuota);
        await Assert.That(provider.Requests.Count).IsEqualTo(3);
    }

    [Test]
    public async Task Five_failed_attempts_open_the_breaker_and_one_probe_closes_it()
    {
        var clock = new FakeTimeProvider();
        var wire = new Wire();
        using var under = new ProviderUnderTest(
            clock: clock, wire: wire, configure: options => options.RetryDelaySeconds = 0);
        for (var call = 0; call < 10; call++)
        {
            await Drive(under.Client.QuoteAsync("A", default));
        }

        await Assert.That((wire.Sent, under.Breaker.State)).IsEqualTo((5, ProviderBreaker.Open));

        wire.Body = """{"Global Quote":{}}""";
        clock.Advance(TimeSpan.FromSeconds(60));
        var answers = await Drive(Task.WhenAll(
            Enumerable.Range(0, 3).Select(_ => under.Client.QuoteAsync("A", default))));

        await Assert.That(under.Breaker.State).IsEqualTo(ProviderBreaker.Closed);
        await Assert.That(answers.Count(answer => answer.Class == AnswerClass.NoCoverage)).IsGreaterThanOrEqualTo(1);

        async Task<T> Drive<T>(Task<T> task)
        {
            while (!task.IsCompleted)
            {
                clock.Advance(TimeSpan.FromMilliseconds(5));
                await Task.Delay(1);
            }

            return await task;
        }
    }

    [Test]
    public async Task A_budget_that_cannot_be_asked_means_no_call_and_no_exception()
    {
        await using var provider = await RecordedProvider.StartAsync(null);
        using var under = new ProviderUnderTest(
            provider.Address, spend: (_, _) => throw new InvalidOperationException("the database is away"));
        var answer = await under.Client.QuoteAsync("A", default);

        await Assert.That((answer.Class, answer.Notice))
            .IsEqualTo((AnswerClass.Transport, "the budget of calls cannot be asked"));
        await Assert.That(provider.Requests).IsEmpty();
        await Assert.That(under.Breaker.Failures).IsEqualTo(0);
    }

    [Test]
    public async Task A_queue_too_long_to_wait_in_answers_burst_without_a_call()
    {
        await using var provider = await RecordedProvider.StartAsync(null);
        using var under = new ProviderUnderTest(provider.Address, configure: options =>
            (options.RequestsPerSecond, options.AttemptTimeoutSeconds, options.TotalTimeoutSeconds) = (0.1, 1, 1));

        await Assert.That((await under.Client.QuoteAsync("A", default)).Class).IsEqualTo(AnswerClass.NoCoverage);
        await Assert.That((await under.Client.QuoteAsync("A", default)).Class).IsEqualTo(AnswerClass.Burst);
        await Assert.That(provider.Requests.Count).IsEqualTo(1);
    }

    private sealed class Wire : HttpMessageHandler
    {
        public string Body { get; set; } = "<html>";

        public int Sent { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
        {
            Sent++;
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(Body) });
        }
    }
}
