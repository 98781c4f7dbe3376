using System.Globalization;
using System.Text.Json;
using static PortfolioTracker.Infrastructure.MarketData.Sandbox.SandboxJson;

namespace PortfolioTracker.Infrastructure.MarketData.Sandbox;

/// <summary>One plainly labelled item a session, about nothing but the sandbox's own closing price.</summary>
internal static class SandboxNews
{
    private const int ItemsMax = 50;

    public static byte[] InvalidInputs() => Object(json => json.WriteString(
        "Information", "Invalid inputs. The sandbox market has no such ticker."));

    public static byte[] Feed(SandboxMarket market, SandboxListing listing, string? limit) => Object(json =>
    {
        var wanted = int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : ItemsMax;
        var sessions = Enumerable.Range(0, Math.Min(wanted, ItemsMax)).Select(back => market.LastSession - back)
            .Where(session => session > 0).ToArray();
        json.WriteString("items", $"{sessions.Length}");
        json.WriteString(
            "sentiment_score_definition",
            "x <= -0.35: Bearish; -0.35 < x <= -0.15: Somewhat-Bearish; -0.15 < x < 0.15: Neutral; "
            + "0.15 <= x < 0.35: Somewhat_Bullish; x >= 0.35: Bullish");
        json.WriteString(
            "relevance_score_definition", "0 < x <= 1, with a higher score indicating higher relevance.");
        json.Array("feed", sessions, session => Item(json, market, listing, session));
    });

    private static void Item(Utf8JsonWriter json, SandboxMarket market, SandboxListing listing, int session)
    {
        var day = SandboxCalendar.Session(session);
        var close = market.Close(listing, session) / (decimal)listing.FactorAfter(day);
        var before = market.Close(listing, session - 1)
            / (decimal)listing.FactorAfter(SandboxCalendar.Session(session - 1));
        var change = (close - before) / before;
        var score = Math.Clamp(Math.Round(change * 10, 6), -1, 1);
        var words = $"{(change < 0 ? "down" : "up")} {Text(Math.Abs(change) * 100, 1)}%";
        json.WriteString("title", $"Sandbox: {listing.Name} closes {words}");
        json.WriteString("url", $"https://sandbox.invalid/news/{listing.Symbol}/{Text(day)}");
        json.WriteString("time_published", $"{day.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}T210000");
        json.WriteStartArray("authors");
        json.WriteStringValue("Sandbox");
        json.WriteEndArray();
        json.WriteString("summary", $"In the invented sandbox market {listing.Symbol} went {words} on {Text(day)}.");
        json.WriteNull("banner_image");
        json.WriteString("source", "Sandbox");
        json.WriteString("category_within_source", "General");
        json.WriteString("source_domain", "sandbox.invalid");
        json.Array("topics", ["financial_markets"], topic =>
        {
            json.WriteString("topic", topic);
            json.WriteString("relevance_score", "1.0");
        });
        json.WriteNumber("overall_sentiment_score", score);
        json.WriteString("overall_sentiment_label", Label(score));
        json.Array("ticker_sentiment", [listing.Symbol], ticker =>
        {
            json.WriteString("ticker", ticker);
            json.WriteString("relevance_score", "1.0");
            json.WriteString("ticker_sentiment_score", Text(score, 6));
            json.WriteString("ticker_sentiment_label", Label(score));
        });
    }

    private static string Label(decimal score) => score switch
    {
        <= -0.35m => "Bearish",
        <= -0.15m => "Somewhat-Bearish",
        < 0.15m => "Neutral",
        < 0.35m => "Somewhat-Bullish",
        _ => "Bullish",
    };
}
