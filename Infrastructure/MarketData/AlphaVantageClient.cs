using Polly.Timeout;

namespace PortfolioTracker.Infrastructure.MarketData;

/// <summary>
/// The provider, one method to a function. An answer is always a value with its class, whatever went wrong; only the
/// caller's own cancellation is thrown. Pace, breaker, retry and key live in the handlers under the client.
/// </summary>
internal sealed partial class AlphaVantageClient(HttpClient http, TimeProvider clock)
{
    private DateOnly Today => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);

    /// <summary>Raw daily bars, ascending.</summary>
    /// <param name="full">All of history (not for free keys since 2026) instead of the last 100 days.</param>
    public Task<Answer<IReadOnlyList<DailyBar>>> DailyAsync(string symbol, bool full, CancellationToken ct) =>
        AskAsync(
            AlphaVantageQuery.Of("TIME_SERIES_DAILY").With("symbol", symbol)
                .With("outputsize", full ? "full" : "compact").With("datatype", "csv"),
            body => SeriesParser.Bars(body, "Time Series", symbol, Today.AddDays(1)),
            ct);

    /// <summary>Raw weekly bars of all of history, ascending, each dated on the last trading day of its week; the last
    /// one is the running week.</summary>
    public Task<Answer<IReadOnlyList<DailyBar>>> WeeklyAdjustedAsync(string symbol, CancellationToken ct) =>
        AskAsync(
            AlphaVantageQuery.Of("TIME_SERIES_WEEKLY_ADJUSTED").With("symbol", symbol).With("datatype", "csv"),
            body => SeriesParser.Bars(body, "Weekly Adjusted Time Series", symbol, Today.AddDays(1)),
            ct);

    /// <summary>Includes spin-offs, as factors that are no ratio of small integers.</summary>
    public Task<Answer<IReadOnlyList<SplitRow>>> SplitsAsync(string symbol, CancellationToken ct) =>
        AskAsync(
            AlphaVantageQuery.Of("SPLITS").With("symbol", symbol),
            body => SmallAnswers.Splits(body, symbol, Today),
            ct);

    /// <summary>Amounts as paid, not adjusted for splits. Declared payments may lie ahead.</summary>
    public Task<Answer<IReadOnlyList<DividendRow>>> DividendsAsync(string symbol, CancellationToken ct) =>
        AskAsync(
            AlphaVantageQuery.Of("DIVIDENDS").With("symbol", symbol),
            body => SmallAnswers.Dividends(body, symbol, Today),
            ct);

    public Task<Answer<ProviderQuote>> QuoteAsync(string symbol, CancellationToken ct) =>
        AskAsync(
            AlphaVantageQuery.Of("GLOBAL_QUOTE").With("symbol", symbol),
            body => SmallAnswers.Quote(body, symbol, Today.AddDays(1)),
            ct);

    /// <summary>No hit is <see cref="AnswerClass.NoCoverage"/>.</summary>
    public Task<Answer<IReadOnlyList<SymbolMatch>>> SearchAsync(string keywords, CancellationToken ct) =>
        AskAsync(AlphaVantageQuery.Of("SYMBOL_SEARCH").With("keywords", keywords), SmallAnswers.Matches, ct);

    public Task<Answer<CompanyOverview>> OverviewAsync(string symbol, CancellationToken ct) =>
        AskAsync(
            AlphaVantageQuery.Of("OVERVIEW").With("symbol", symbol),
            body => SmallAnswers.Overview(body, symbol),
            ct);

    /// <summary>The answer does not name its fund, so a wrong one cannot be told.</summary>
    public Task<Answer<EtfProfile>> EtfProfileAsync(string symbol, CancellationToken ct) =>
        AskAsync(
            AlphaVantageQuery.Of("ETF_PROFILE").With("symbol", symbol),
            body => SmallAnswers.Fund(body, symbol),
            ct);

    /// <summary>Closing rates, ascending; the last one may be of the running day. Pence are no currency here.</summary>
    public Task<Answer<IReadOnlyList<RateRow>>> FxDailyAsync(string from, string to, bool full, CancellationToken ct) =>
        AskAsync(
            AlphaVantageQuery.Of("FX_DAILY").With("from_symbol", from).With("to_symbol", to)
                .With("outputsize", full ? "full" : "compact").With("datatype", "csv"),
            body => SeriesParser.Rates(body, from, to, Today.AddDays(1)),
            ct);

    public Task<Answer<LatestRate>> ExchangeRateAsync(string from, string to, CancellationToken ct) =>
        AskAsync(
            AlphaVantageQuery.Of("CURRENCY_EXCHANGE_RATE").With("from_currency", from).With("to_currency", to),
            body => SmallAnswers.Rate(body, from, to),
            ct);

    private async Task<Answer<T>> AskAsync<T>(
        AlphaVantageQuery query, Func<ReadOnlyMemory<byte>, T?> parse, CancellationToken ct)
        where T : class
    {
        if (query.Problem is { } problem)
        {
            return new(AnswerClass.BadRequestOrUnknownSymbol, null, problem);
        }

        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(query.ToString(), UriKind.Relative));
        request.Options.Set(AnswerContent.Function, query.Function);
        request.Options.Set(AnswerContent.Parser, body => parse(body));
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            return response.Content is AnswerContent answer
                ? new(answer.Class, answer.Data as T, answer.Notice) { WasSent = answer.WasSent }
                : new(AnswerClass.Transport, null, "unread answer");
        }
        catch (TimeoutRejectedException)
        {
            return new(AnswerClass.Transport, null, "no answer in time");
        }
    }
}
