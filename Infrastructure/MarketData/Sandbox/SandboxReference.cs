using System.Globalization;
using static PortfolioTracker.Infrastructure.MarketData.Sandbox.SandboxJson;

namespace PortfolioTracker.Infrastructure.MarketData.Sandbox;

/// <summary>The short answers: quote, actions, search, one rate, which markets are open.</summary>
internal static class SandboxReference
{
    private const int HitsMax = 10;

    public static byte[] Quote(SandboxMarket market, SandboxListing listing) => Object(json =>
        json.Object("Global Quote", () =>
        {
            var last = market.LastSession;
            if (last < 1)
            {
                return;
            }

            var bar = market.Bar(listing, last);

            // The day before, in shares of this day: what a holder of one share compares with.
            var before = market.Close(listing, last - 1) * (decimal)(listing.FactorAfter(bar.On)
                / listing.FactorAfter(SandboxCalendar.Session(last - 1)));
            json.WriteString("01. symbol", listing.Symbol);
            json.WriteString("02. open", Text(bar.Open));
            json.WriteString("03. high", Text(bar.High));
            json.WriteString("04. low", Text(bar.Low));
            json.WriteString("05. price", Text(bar.Close));
            json.WriteString("06. volume", bar.Volume.ToString(CultureInfo.InvariantCulture));
            json.WriteString("07. latest trading day", Text(bar.On));
            json.WriteString("08. previous close", Text(before));
            json.WriteString("09. change", Text(bar.Close - Math.Round(before, 4)));
            json.WriteString("10. change percent", $"{Text((bar.Close - before) / before * 100)}%");
        }));

    public static byte[] Splits(SandboxMarket market, SandboxListing listing) => Object(json =>
    {
        var today = SandboxCalendar.LastFinishedDay(market.Now);
        json.WriteString("symbol", listing.Symbol);
        json.Array("data", listing.Splits.Where(split => split.On <= today).Reverse(), split =>
        {
            json.WriteString("effective_date", Text(split.On));
            json.WriteString("split_factor", Text((decimal)split.Factor));
        });
    });

    public static byte[] Dividends(SandboxMarket market, SandboxListing listing) => Object(json =>
    {
        json.WriteString("symbol", listing.Symbol);
        json.Array("data", market.Dividends(listing).Reverse(), row =>
        {
            json.WriteString("ex_dividend_date", Text(row.ExOn));
            json.WriteString("declaration_date", Text(row.DeclaredOn));
            json.WriteString("record_date", Text(row.RecordOn));
            json.WriteString("payment_date", Text(row.PayOn));
            json.WriteString("amount", row.Amount.ToString(CultureInfo.InvariantCulture));
        });
    });

    public static byte[] Search(string keywords) => Object(json =>
        json.Array(
            "bestMatches",
            SandboxListings.All.Select(listing => (Listing: listing, Score: Score(listing, keywords.Trim())))
                .Where(hit => hit.Score > 0).OrderByDescending(hit => hit.Score).Take(HitsMax),
            hit =>
            {
                var at = hit.Listing.Exchange;
                json.WriteString("1. symbol", hit.Listing.Symbol);
                json.WriteString("2. name", hit.Listing.Name);
                json.WriteString("3. type", hit.Listing.IsFund ? "ETF" : "Equity");
                json.WriteString("4. region", at.Region);
                json.WriteString("5. marketOpen", at.Open);
                json.WriteString("6. marketClose", at.Close);
                json.WriteString("7. timezone", at.Timezone);
                json.WriteString("8. currency", at.Currency);
                json.WriteString("9. matchScore", Text(hit.Score));
            }));

    public static byte[] Rate(SandboxMarket market, string? from, string? to) =>
        SandboxRates.Between(from, to, market.LastSession) is not { } rate
            ? InvalidCall("CURRENCY_EXCHANGE_RATE")
            : Object(json => json.Object("Realtime Currency Exchange Rate", () =>
            {
                json.WriteString("1. From_Currency Code", from!.ToUpperInvariant());
                json.WriteString("2. From_Currency Name", SandboxRates.NameOf(from));
                json.WriteString("3. To_Currency Code", to!.ToUpperInvariant());
                json.WriteString("4. To_Currency Name", SandboxRates.NameOf(to));
                json.WriteString("5. Exchange Rate", Text(rate, 8));
                json.WriteString(
                    "6. Last Refreshed",
                    market.Now.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));
                json.WriteString("7. Time Zone", "UTC");
                json.WriteString("8. Bid Price", Text(rate * 0.9999m, 8));
                json.WriteString("9. Ask Price", Text(rate * 1.0001m, 8));
            }));

    /// <summary>Open or closed by standard time: the sandbox knows no summer time.</summary>
    public static byte[] MarketStatus(SandboxMarket market) => Object(json =>
    {
        json.WriteString("endpoint", "Global Market Open & Close Status");
        json.Array(
            "markets",
            SandboxListings.All.Select(listing => listing.Exchange).DistinctBy(exchange => exchange.Region),
            exchange =>
            {
                json.WriteString("market_type", "Equity");
                json.WriteString("region", exchange.Region);
                json.WriteString("primary_exchanges", exchange.Name);
                json.WriteString("local_open", exchange.Open);
                json.WriteString("local_close", exchange.Close);
                json.WriteString("current_status", IsOpen(exchange, market.Now) ? "open" : "closed");
                json.WriteString("notes", "");
            });
    });

    private static bool IsOpen(SandboxExchange exchange, DateTimeOffset now)
    {
        var hours = int.Parse(exchange.Timezone.AsSpan(3), CultureInfo.InvariantCulture);
        var local = now.UtcDateTime.AddHours(hours);
        var time = local.ToString("HH:mm", CultureInfo.InvariantCulture);
        return SandboxCalendar.IsSession(DateOnly.FromDateTime(local))
            && string.CompareOrdinal(time, exchange.Open) >= 0 && string.CompareOrdinal(time, exchange.Close) < 0;
    }

    private static decimal Score(SandboxListing listing, string keywords)
    {
        if (keywords.Length == 0)
        {
            return 0;
        }

        var share = Math.Min(1, (decimal)keywords.Length / Math.Max(listing.Symbol.Length, keywords.Length));
        return listing switch
        {
            _ when listing.Symbol.Equals(keywords, StringComparison.OrdinalIgnoreCase) => 1,
            _ when listing.Symbol.StartsWith(keywords, StringComparison.OrdinalIgnoreCase) => 0.6m + (0.3m * share),
            _ when listing.Name.StartsWith(keywords, StringComparison.OrdinalIgnoreCase) => 0.75m,
            _ when listing.Symbol.Contains(keywords, StringComparison.OrdinalIgnoreCase) => 0.3m + (0.2m * share),
            _ when listing.Name.Contains(keywords, StringComparison.OrdinalIgnoreCase) => 0.4m,
            _ => 0,
        };
    }
}
