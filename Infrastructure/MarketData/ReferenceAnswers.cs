using System.Globalization;

namespace PortfolioTracker.Infrastructure.MarketData;

/// <summary>Answers about many symbols at once. Each returns null where the answer is sound but holds nothing usable.
/// </summary>
internal static class ReferenceAnswers
{
    public static IReadOnlyList<BulkQuote>? BulkQuotes(ReadOnlyMemory<byte> body)
    {
        BulkQuote[] quotes =
        [
            .. AnswerRows.From(body, "data")
                .Where(row => row.Raw("symbol") is not null && row.Number("close") is > 0 && At(row) is not null)
                .Select(row => new BulkQuote(
                    row.Raw("symbol")!.ToUpperInvariant(), At(row)!.Value, row.Number("open"), row.Number("high"),
                    row.Number("low"), row.Number("close")!.Value,
                    row.Number("volume") is { } volume ? (long)decimal.Truncate(volume) : null,
                    row.Number("previousclose"), row.Number("change"), row.Percent("changepercent"),
                    row.Number("extendedhoursquote"))),
        ];
        return quotes is [] ? null : quotes;
    }

    public static IReadOnlyList<MarketHours>? Markets(ReadOnlyMemory<byte> body)
    {
        MarketHours[] markets =
        [
            .. AnswerRows.From(body, "markets").Where(row => row.Text("region") is not null)
                .Select(row => new MarketHours(
                    row.Text("markettype") ?? "Equity", row.Text("region")!, row.Text("primaryexchanges"),
                    Time(row.Text("localopen")), Time(row.Text("localclose")),
                    row.Text("currentstatus")?.ToLowerInvariant() switch
                    {
                        "open" => true,
                        "closed" => false,
                        _ => null,
                    },
                    row.Text("notes"))),
        ];
        return markets is [] ? null : markets;
    }

    /// <summary>An empty list is data: nobody reports.</summary>
    public static IReadOnlyList<EarningsDate> EarningsCalendar(ReadOnlyMemory<byte> body) =>
    [
        .. AnswerRows.From(body, "data")
            .Where(row => row.Raw("symbol") is not null && row.Day("reportdate") is not null)
            .Select(row => new EarningsDate(
                row.Raw("symbol")!, row.Text("name"), row.Day("reportdate")!.Value, row.Day("fiscaldateending"),
                row.Number("estimate"), row.Text("currency"), row.Text("timeoftheday"))),
    ];

    /// <summary>A ticker may read like "missing": NA and NAN are listed.</summary>
    public static IReadOnlyList<ListingRow>? Listings(ReadOnlyMemory<byte> body)
    {
        ListingRow[] listings =
        [
            .. AnswerRows.From(body, "data").Where(row => row.Raw("symbol") is not null)
                .Select(row => new ListingRow(
                    row.Raw("symbol")!, row.Text("name"), row.Text("exchange"), row.Text("assettype"),
                    row.Day("ipodate"), row.Day("delistingdate"),
                    string.Equals(row.Text("status"), "Active", StringComparison.OrdinalIgnoreCase))),
        ];
        return listings is [] ? null : listings;
    }

    private static DateTime? At(AnswerRow row) =>
        DateTime.TryParseExact(
            row.Text("timestamp"), ["yyyy-MM-dd HH:mm:ss.FFF", "yyyy-MM-dd HH:mm:ss"], CultureInfo.InvariantCulture,
            DateTimeStyles.None, out var at)
            ? at
            : null;

    private static TimeOnly? Time(string? text) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : null;
}
