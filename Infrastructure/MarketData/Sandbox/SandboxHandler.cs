using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.WebUtilities;

namespace PortfolioTracker.Infrastructure.MarketData.Sandbox;

/// <summary>Stands where the wire would be when there is no key: answers in the provider's own format, so that client,
/// classifier and parsers work in the sandbox exactly as they do outside it.</summary>
internal sealed class SandboxHandler(SandboxMarket market) : HttpMessageHandler
{
    private const int CompactRows = 100;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var query = QueryHelpers.ParseQuery(request.RequestUri!.Query)
            .ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var body = Answer(query);
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue(
            body is [(byte)'{', ..] ? "application/json" : "application/x-download");
        return Task.FromResult(
            new HttpResponseMessage(HttpStatusCode.OK) { RequestMessage = request, Content = content });
    }

    private byte[] Answer(Dictionary<string, string> query)
    {
        var function = Value("function") ?? "";
        var listing = SandboxListings.Find(Value("symbol") ?? Value("tickers"));
        var csv = Value("datatype") == "csv";
        var rows = Value("outputsize") == "full" ? int.MaxValue : CompactRows;
        return (function, listing) switch
        {
            ("SYMBOL_SEARCH", _) => SandboxReference.Search(Value("keywords") ?? ""),
            ("MARKET_STATUS", _) => SandboxReference.MarketStatus(market),
            ("FX_DAILY", _) => SandboxSeries.Rates(market, Value("from_symbol"), Value("to_symbol"), rows, csv),
            ("CURRENCY_EXCHANGE_RATE", _) =>
                SandboxReference.Rate(market, Value("from_currency"), Value("to_currency")),
            ("NEWS_SENTIMENT", { } known) => SandboxNews.Feed(market, known, Value("limit")),
            ("NEWS_SENTIMENT", null) => SandboxNews.InvalidInputs(),
            ("TIME_SERIES_DAILY", { } known) => SandboxSeries.Daily(market, known, rows, csv),
            ("TIME_SERIES_WEEKLY_ADJUSTED", { } known) => SandboxSeries.Weekly(market, known, csv),
            ("GLOBAL_QUOTE", { } known) => SandboxReference.Quote(market, known),
            ("GLOBAL_QUOTE", null) => """{"Global Quote": {}}"""u8.ToArray(),
            ("SPLITS", { } known) => SandboxReference.Splits(market, known),
            ("DIVIDENDS", { } known) => SandboxReference.Dividends(market, known),
            ("OVERVIEW", { IsFund: false } known) => SandboxOverview.Of(market, known),
            ("ETF_PROFILE", { IsFund: true } known) => SandboxFunds.Profile(market, known),
            ("INCOME_STATEMENT" or "BALANCE_SHEET" or "CASH_FLOW", { IsFund: false } known) =>
                SandboxStatements.Of(market, known, function),
            ("SPLITS" or "DIVIDENDS" or "OVERVIEW" or "ETF_PROFILE" or "INCOME_STATEMENT" or "BALANCE_SHEET"
                or "CASH_FLOW", _) => "{}"u8.ToArray(),
            _ => SandboxJson.InvalidCall(function),
        };

        string? Value(string name) => query.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;
    }
}
