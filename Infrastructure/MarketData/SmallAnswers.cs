using System.Globalization;
using System.Text.Json;
using PortfolioTracker.Domain.Prices;

namespace PortfolioTracker.Infrastructure.MarketData;

/// <summary>The answers that are one record or a short list. Each returns null where the answer is sound but holds
/// nothing usable, and throws <see cref="FormatException"/> where it is not what was asked for.</summary>
internal static class SmallAnswers
{
    /// <summary>A declared action may lie ahead; further than this it is a mistake.</summary>
    private const int YearsAheadMax = 2;

    private static readonly DateOnly Earliest = new(1900, 1, 1);

    /// <summary>An empty list is data: the security never split.</summary>
    public static IReadOnlyList<SplitRow> Splits(ReadOnlyMemory<byte> body, string symbol, DateOnly today)
    {
        var splits = new SortedDictionary<DateOnly, decimal>();
        foreach (var row in AnswerRows.From(body, "data", symbol))
        {
            if (row.Day("effectivedate") is { } on && IsPlausible(on, today)
                && row.Number("splitfactor") is > 0 and var factor)
            {
                splits[on] = factor;
            }
        }

        return [.. splits.Select(split => new SplitRow(split.Key, split.Value))];
    }

    /// <summary>An empty list is data: the security pays none. Two payments may share an ex-date (a regular and a
    /// special one), so only rows alike in every field count once.</summary>
    public static IReadOnlyList<DividendRow> Dividends(ReadOnlyMemory<byte> body, string symbol, DateOnly today) =>
    [
        .. AnswerRows.From(body, "data", symbol)
            .Where(row => row.Day("exdividenddate") is { } on && IsPlausible(on, today) && row.Number("amount") is > 0)
            .Select(row => new DividendRow(
                row.Day("exdividenddate")!.Value, row.Day("declarationdate"), row.Day("recorddate"),
                row.Day("paymentdate"), row.Number("amount")!.Value))
            .Distinct()
            .OrderBy(row => row.ExOn),
    ];

    public static ProviderQuote? Quote(ReadOnlyMemory<byte> body, string symbol, DateOnly latest) =>
        AnswerRows.From(body, "Global Quote", symbol) is [var row, ..]
        && row.Number("price") is > 0 and var price
        && row.Day("latesttradingday", "latestday") is { } day && day >= Earliest && day <= latest
            ? new(
                (row.Text("symbol") ?? symbol).ToUpperInvariant(), row.Number("open"), row.Number("high"),
                row.Number("low"), price, row.Number("volume") is { } volume ? (long)decimal.Truncate(volume) : null,
                day, row.Number("previousclose"), row.Number("change"), row.Percent("changepercent"))
            : null;

    public static LatestRate? Rate(ReadOnlyMemory<byte> body, string from, string to)
    {
        var row = AnswerRows.From(body, "Realtime Currency Exchange Rate") is [var first, ..] ? first : new();
        AnswerRows.Require(from, row.Text("fromcurrencycode"));
        AnswerRows.Require(to, row.Text("tocurrencycode"));
        return row.Number("exchangerate") is > 0 and var rate
            && DateTimeOffset.TryParseExact(
                row.Text("lastrefreshed"), "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal, out var at)
                ? new(from.ToUpperInvariant(), to.ToUpperInvariant(), rate, at)
                : null;
    }

    public static IReadOnlyList<SymbolMatch>? Matches(ReadOnlyMemory<byte> body)
    {
        SymbolMatch[] matches =
        [
            .. AnswerRows.From(body, "bestMatches")
                .Where(row => row.Text("symbol") is not null)
                .Select(row => new SymbolMatch(
                    row.Text("symbol")!, row.Text("name"), row.Text("type"), row.Text("region"),
                    row.Text("marketopen"), row.Text("marketclose"), row.Text("timezone"), row.Text("currency"),
                    Math.Clamp(row.Number("matchscore") ?? 0, 0, 1))),
        ];
        return matches is [] ? null : matches;
    }

    public static CompanyOverview? Overview(ReadOnlyMemory<byte> body, string symbol)
    {
        using var answer = JsonDocument.Parse(body);
        var fields = answer.RootElement.EnumerateObject().Where(field => field.Value.ValueKind is JsonValueKind.String
            or JsonValueKind.Number).GroupBy(field => field.Name).ToDictionary(
                field => field.Key, field => AnswerRows.TextOf(field.Last().Value), StringComparer.Ordinal);
        AnswerRows.Require(symbol, Field("Symbol"));
        return Field("Symbol") is { } named
            ? new(
                named, Field("Name"), Field("AssetType"), Field("Exchange"), Field("Currency"), Field("Country"),
                Field("Sector"), Field("Industry"), fields)
            : null;

        string? Field(string name) =>
            fields.TryGetValue(name, out var text) && !ProviderText.IsMissing(text) ? text.Trim() : null;
    }

    public static EtfProfile Fund(ReadOnlyMemory<byte> body, string symbol)
    {
        using var answer = JsonDocument.Parse(body);
        var fund = AnswerRow.From(answer.RootElement);
        SectorWeight[] sectors =
        [
            .. Rows("sectors").Where(row => row.Text("sector") is not null && row.Number("weight") is not null)
                .Select(row => new SectorWeight(row.Text("sector")!, row.Number("weight")!.Value)),
        ];
        FundHolding[] holdings =
        [
            .. Rows("holdings").Where(row => row.Number("weight") is not null)
                .Select(row => new FundHolding(
                    row.Text("symbol"), row.Text("description"), row.Number("weight")!.Value)),
        ];
        return new(
            symbol.ToUpperInvariant(), fund.Number("netassets"), fund.Number("netexpenseratio"),
            fund.Number("dividendyield"), fund.Day("inceptiondate"), sectors, holdings);

        // A body that has none of the lists of a fund is not the answer that was asked for.
        IEnumerable<AnswerRow> Rows(string list) =>
            AnswerRows.Root(answer.RootElement, list).EnumerateArray().Select(AnswerRow.From);
    }

    private static bool IsPlausible(DateOnly on, DateOnly today) =>
        on >= Earliest && on <= today.AddYears(YearsAheadMax);
}
