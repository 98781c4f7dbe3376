using PortfolioTracker.Infrastructure.MarketData;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Infrastructure.MarketData;

internal sealed class AlphaVantageClientTests
{
    private static readonly Dictionary<string, Func<AlphaVantageClient, Task<(AnswerClass Class, object? Data)>>>
        Functions = new()
        {
            ["DAILY"] = async client => Of(await client.DailyAsync("IBM", full: false, default)),
            ["WEEKLY"] = async client => Of(await client.WeeklyAdjustedAsync("IBM", default)),
            ["SPLITS"] = async client => Of(await client.SplitsAsync("IBM", default)),
            ["DIVIDENDS"] = async client => Of(await client.DividendsAsync("IBM", default)),
            ["QUOTE"] = async client => Of(await client.QuoteAsync("IBM", default)),
            ["SEARCH"] = async client => Of(await client.SearchAsync("tesco", default)),
            ["OVERVIEW"] = async client => Of(await client.OverviewAsync("IBM", default)),
            ["ETF"] = async client => Of(await client.EtfProfileAsync("QQQ", default)),
            ["FX"] = async client => Of(await client.FxDailyAsync("EUR", "USD", full: false, default)),
            ["RATE"] = async client => Of(await client.ExchangeRateAsync("USD", "JPY", default)),
            ["INCOME"] = async client => Of(await client.StatementAsync("INCOME_STATEMENT", "IBM", default)),
            ["BALANCE"] = async client => Of(await client.StatementAsync("BALANCE_SHEET", "IBM", default)),
            ["CASH"] = async client => Of(await client.StatementAsync("CASH_FLOW", "IBM", default)),
            ["ADJUSTED"] = async client => Of(await client.DailyAdjustedAsync("IBM", full: false, default)),
            ["NEWS"] = async client => Of(await client.NewsAsync("AAPL", 50, default)),
            ["LISTINGS"] = async client => Of(await client.ListingsAsync(delisted: false, default)),
            ["STATUS"] = async client => Of(await client.MarketStatusAsync(default)),
        };

    [Test]
    public async Task Every_function_reads_its_recorded_answer()
    {
        await using var provider = await RecordedProvider.StartAsync(RecordedFolder.OrSkip());
        using var under = new ProviderUnderTest(provider.Address);
        foreach (var (name, ask) in Functions)
        {
            var (answer, data) = await ask(under.Client);
            await Assert.That($"{name} {answer} {data is not null}").IsEqualTo($"{name} Data True");
        }

        await Assert.That(provider.Requests.Count).IsEqualTo(Functions.Count);
    }

    [Test]
    public async Task Lists_of_the_whole_market_are_read_and_invented_quotes_are_refused()
    {
        await using var provider = await RecordedProvider.StartAsync(RecordedFolder.OrSkip());
        using var under = new ProviderUnderTest(provider.Address);

        await Assert.That((await under.Client.MarketStatusAsync(default)).Data!.Count).IsEqualTo(16);
        await Assert.That((await under.Client.EarningsCalendarAsync(null, default)).Data!.Count).IsEqualTo(200);
        await Assert.That((await under.Client.ListingsAsync(delisted: false, default)).Data!.Count).IsEqualTo(200);

        var quotes = await under.Client.BulkQuotesAsync(["MSFT", "AAPL", "IBM"], default);
        await Assert.That($"{quotes.Class} {quotes.Data is null}").IsEqualTo("Artificial True");
    }

    [Test]
    [Arguments("note-daily", AnswerClass.DailyQuota)]
    [Arguments("information-burst", AnswerClass.Burst)]
    [Arguments("error-message", AnswerClass.BadRequestOrUnknownSymbol)]
    [Arguments("premium", AnswerClass.NotEntitled)]
    [Arguments("bad-key", AnswerClass.BadKey)]
    [Arguments("empty-object", AnswerClass.NoCoverage)]
    [Arguments("empty", AnswerClass.Transport)]
    [Arguments("array", AnswerClass.Transport)]
    [Arguments("html", AnswerClass.Transport)]
    [Arguments("detail", AnswerClass.Transport)]
    [Arguments("deep", AnswerClass.Transport)]
    [Arguments("truncated", AnswerClass.Transport)]
    [Arguments("wrong-symbol", AnswerClass.Transport)]
    [Arguments("reset", AnswerClass.Transport)]
    [Arguments("reset-mid-body", AnswerClass.Transport)]
    [Arguments("gzip-garbage", AnswerClass.Transport)]
    [Arguments("redirect", AnswerClass.Transport)]
    [Arguments("500", AnswerClass.Transport)]
    [Arguments("503", AnswerClass.Transport)]
    [Arguments("429", AnswerClass.Transport)]
    [Arguments("401", AnswerClass.Transport)]
    [Arguments("slow", AnswerClass.Transport)]
    public async Task Misbehaviour_has_its_class_whatever_was_asked_and_never_throws(string mode, AnswerClass expected)
    {
        await using var provider = await RecordedProvider.StartAsync(RecordedFolder.OrSkip());
        provider.Mode = mode;
        var attempts = 0;
        using var under = new ProviderUnderTest(
            provider.Address, configure: options => options.AttemptTimeoutSeconds = mode == "slow" ? 0.1 : 10,
            spend: (_, _) => ValueTask.FromResult<TimeSpan?>(
                Interlocked.Increment(ref attempts) > 0 ? TimeSpan.Zero : null));
        foreach (var (name, ask) in Functions)
        {
            under.Breaker.Reset();
            attempts = 0;
            var (answer, data) = await ask(under.Client);

            // News and lists do not say whose they are; the wrong answer merely has none.
            var documented = (mode, name) is ("wrong-symbol", "NEWS" or "LISTINGS")
                ? AnswerClass.NoCoverage
                : expected;
            await Assert.That($"{name} {answer} {data is null}").IsEqualTo($"{name} {documented} True");

            // Only what brought no answer is asked again, once.
            await Assert.That(attempts).IsEqualTo(documented == AnswerClass.Transport ? 2 : 1);
        }

        await Assert.That(provider.Strays).IsEmpty();
    }

    [Test]
    [Arguments("bomb")]
    [Arguments("number-too-long")]
    public async Task A_body_too_large_or_a_number_too_long_is_no_answer(string mode)
    {
        await using var provider = await RecordedProvider.StartAsync(null);
        provider.Mode = mode;
        using var under = new ProviderUnderTest(provider.Address);
        var answer = await under.Client.DailyAsync("IBM", full: true, default);
        await Assert.That(answer.Class).IsEqualTo(AnswerClass.Transport);
        await Assert.That(answer.Notice).Contains(mode == "bomb" ? "33554432 bytes" : "28 digits");
    }

    [Test]
    [Arguments("AAPL&apikey=x")]
    [Arguments("A#fragment")]
    [Arguments("%0d%0aHost: evil")]
    [Arguments("../../etc")]
    [Arguments("bücher.example?x=1;y")]
    [Arguments("A B+C")]
    public async Task A_hostile_symbol_stays_one_encoded_value(string symbol)
    {
        await using var provider = await RecordedProvider.StartAsync(null);
        using var under = new ProviderUnderTest(provider.Address);
        await under.Client.QuoteAsync(symbol, default);
        await under.Client.SearchAsync(symbol, default);

        var expected = Uri.EscapeDataString(symbol);
        await Assert.That(string.Join(' ', provider.Requests)).IsEqualTo(
            $"/query?function=GLOBAL_QUOTE&symbol={expected}&apikey={ProviderUnderTest.Key} "
            + $"/query?function=SYMBOL_SEARCH&keywords={expected}&apikey={ProviderUnderTest.Key}");
    }

    [Test]
    public async Task An_endless_or_empty_symbol_is_not_worth_a_call()
    {
        await using var provider = await RecordedProvider.StartAsync(null);
        using var under = new ProviderUnderTest(provider.Address);

        foreach (var symbol in new[] { "", " ", new string('A', 401) })
        {
            await Assert.That((await under.Client.QuoteAsync(symbol, default)).Class)
                .IsEqualTo(AnswerClass.BadRequestOrUnknownSymbol);
        }

        await Assert.That(provider.Requests).IsEmpty();
    }

    [Test]
    public async Task The_key_is_sent_but_never_written_down()
    {
        await using var provider = await RecordedProvider.StartAsync(null);
        using var under = new ProviderUnderTest(
            provider.Address, configure: options => options.AttemptTimeoutSeconds = 0.2);
        var notices = "";
        foreach (var mode in ProviderMischief.Names)
        {
            under.Breaker.Reset();
            provider.Mode = mode;
            await Task.WhenAll(Functions.Values.Select(ask => ask(under.Client)));
            under.Breaker.Reset();
            notices += (await under.Client.QuoteAsync("IBM", default)).Notice;
        }

        using var nobody = new ProviderUnderTest(new Uri("http://127.0.0.1:9"));
        notices += (await nobody.Client.QuoteAsync("IBM", default)).Notice;

        await Assert.That(provider.Requests.All(request => request.EndsWith(
            $"&apikey={ProviderUnderTest.Key}", StringComparison.Ordinal))).IsTrue();
        string[] written = [.. under.Written.ToArray(), .. nobody.Written.ToArray(), notices];
        await Assert.That(written.Length).IsGreaterThan(24 * Functions.Count);
        await Assert.That(notices).Contains("API key as ***");
        await Assert.That(written.Where(line =>
            line.Contains(ProviderUnderTest.Key, StringComparison.OrdinalIgnoreCase))).IsEmpty();
    }

    [Test]
    public async Task Only_the_caller_s_own_cancellation_is_thrown()
    {
        await using var provider = await RecordedProvider.StartAsync(null);
        provider.Mode = "slow";
        using var under = new ProviderUnderTest(provider.Address);
        using var impatient = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));

        await Assert.That(async () => await under.Client.QuoteAsync("IBM", impatient.Token))
            .Throws<OperationCanceledException>();
        await Assert.That(under.Breaker.Failures).IsEqualTo(0);
    }

    private static (AnswerClass Class, object? Data) Of<T>(Answer<T> answer)
        where T : class => (answer.Class, answer.Data);
}
