using System.Buffers;
using System.Text;
using System.Text.Json;
using PortfolioTracker.Infrastructure.MarketData.Archive;

namespace PortfolioTracker.Infrastructure.MarketData.Refreshing;

/// <summary>Answers that are kept as they came: reports, news, hits of a search.</summary>
internal sealed class DocumentFetch(ProviderCalls calls, MarketArchive archive)
{
    public const string Search = "SYMBOL_SEARCH";
    public const string Overview = "OVERVIEW";
    public const string News = "NEWS_SENTIMENT";

    /// <summary>No symbol: the list of all companies.</summary>
    public static readonly FetchItem AllEarnings = new("WORLD", FetchKind.Earnings);

    private const string Earnings = "EARNINGS_CALENDAR";

    /// <summary>One call costs the same for one article and for two hundred.</summary>
    private const int ArticlesMax = 200;

    /// <summary>The name under which the provider has it, and under which it is kept.</summary>
    public static string FunctionOf(FetchKind kind) => kind switch
    {
        FetchKind.Income => "INCOME_STATEMENT",
        FetchKind.Balance => "BALANCE_SHEET",
        FetchKind.CashFlow => "CASH_FLOW",
        FetchKind.News => News,
        FetchKind.Matches => Search,
        FetchKind.Overview => Overview,
        FetchKind.Earnings => Earnings,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    public async Task<FetchOutcome> StatementAsync(FetchState state, bool isUrgent, CancellationToken ct)
    {
        var (symbol, function) = (state.Item.Key, FunctionOf(state.Item.Kind));
        var answer = await calls.AskAsync(
            function, "", isUrgent, (client, c) => client.StatementAsync(function, symbol, c), ct);
        return await KeepAsync(state.Item, answer.Class, answer.Data?.Json, ct);
    }

    public async Task<FetchOutcome> NewsAsync(FetchState state, bool isUrgent, CancellationToken ct)
    {
        var answer = await calls.AskAsync(
            News, "", isUrgent, (client, c) => client.NewsAsync(state.Item.Key, ArticlesMax, c), ct);
        return await KeepAsync(state.Item, answer.Class, answer.Data?.Json, ct);
    }

    /// <summary>When companies report, of all of them by one call. A list without any is none.</summary>
    public async Task<FetchOutcome> EarningsAsync(bool isUrgent, CancellationToken ct)
    {
        var answer = await calls.AskAsync(
            Earnings, "", isUrgent, (client, c) => client.EarningsCalendarAsync(null, c), ct);
        return answer is { IsData: true, Data.Count: 0 }
            ? new(AnswerClass.NoCoverage)
            : await KeepAsync(AllEarnings, answer.Class, answer.Data is { } dates ? Written(dates) : null, ct);
    }

    public async Task<FetchOutcome> MatchesAsync(FetchState state, bool isUrgent, CancellationToken ct)
    {
        var answer = await calls.AskAsync(
            Search, "", isUrgent, (client, c) => client.SearchAsync(state.Item.Key, c), ct);
        return await KeepAsync(state.Item, answer.Class, answer.Data is { } matches ? Written(matches) : null, ct);
    }

    /// <summary>An overview under its own names; of a field that was sent twice the last one counts.</summary>
    public static string Written(CompanyOverview overview) => Written(json =>
    {
        foreach (var (name, text) in overview.Fields)
        {
            json.WriteString(name, text);
        }
    });

    /// <summary>The first day on which each symbol reports, by symbol.</summary>
    private static string Written(IReadOnlyList<EarningsDate> dates) => Written(json =>
    {
        foreach (var company in dates.GroupBy(row => row.Symbol, StringComparer.Ordinal))
        {
            json.WriteString(company.Key, company.Min(row => row.ReportOn).ToString("O"));
        }
    });

    /// <summary>In the provider's own form, so that one parser reads both.</summary>
    private static string Written(IReadOnlyList<SymbolMatch> matches) => Written(json =>
    {
        json.WriteStartArray("bestMatches");
        foreach (var match in matches)
        {
            json.WriteStartObject();
            json.WriteString("1. symbol", match.Symbol);
            json.WriteString("2. name", match.Name);
            json.WriteString("3. type", match.Type);
            json.WriteString("4. region", match.Region);
            json.WriteString("5. marketOpen", match.MarketOpen);
            json.WriteString("6. marketClose", match.MarketClose);
            json.WriteString("7. timezone", match.Timezone);
            json.WriteString("8. currency", match.Currency);
            json.WriteNumber("9. matchScore", match.Score);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private static string Written(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private async Task<FetchOutcome> KeepAsync(FetchItem item, AnswerClass answer, string? json, CancellationToken ct)
    {
        if (json is null)
        {
            return new(answer);
        }

        await archive.StoreDocumentAsync(FunctionOf(item.Kind), item.Key, json, ct);
        return new(AnswerClass.Data);
    }
}
