using System.Globalization;
using System.Text;
using System.Text.Json;
using static PortfolioTracker.Infrastructure.MarketData.Sandbox.SandboxJson;

namespace PortfolioTracker.Infrastructure.MarketData.Sandbox;

/// <summary>Series of days and weeks, newest first, as a table or as an object.</summary>
internal static class SandboxSeries
{
    private static readonly string[] RawJson = ["1. open", "2. high", "3. low", "4. close", "5. volume"];

    private static readonly string[] AdjustedJson =
    [
        "1. open", "2. high", "3. low", "4. close", "5. adjusted close", "6. volume", "7. dividend amount",
    ];

    public static byte[] Daily(SandboxMarket market, SandboxListing listing, int rows, bool csv)
    {
        var bars = Newest(market, rows).Select(session => market.Bar(listing, session));
        return csv
            ? Table("timestamp,open,high,low,close,volume", bars.Select(bar => (bar.On, Cells(bar))))
            : Object(json =>
            {
                json.Object("Meta Data", () =>
                {
                    json.WriteString("1. Information", "Daily Prices (open, high, low, close) and Volumes");
                    json.WriteString("2. Symbol", listing.Symbol);
                    json.WriteString("3. Last Refreshed", LastDay(market));
                    json.WriteString("4. Output Size", rows == int.MaxValue ? "Full size" : "Compact");
                    json.WriteString("5. Time Zone", "US/Eastern");
                });
                Days(json, "Time Series (Daily)", RawJson, bars.Select(bar => (bar.On, Cells(bar))));
            });
    }

    public static byte[] Weekly(SandboxMarket market, SandboxListing listing, bool csv)
    {
        var weeks = Weeks(market, listing);
        return csv
            ? Table("timestamp,open,high,low,close,adjusted close,volume,dividend amount", weeks)
            : Object(json =>
            {
                json.Object("Meta Data", () =>
                {
                    json.WriteString("1. Information", "Weekly Adjusted Prices and Volumes");
                    json.WriteString("2. Symbol", listing.Symbol);
                    json.WriteString("3. Last Refreshed", LastDay(market));
                    json.WriteString("4. Time Zone", "US/Eastern");
                });
                Days(json, "Weekly Adjusted Time Series", AdjustedJson, weeks);
            });
    }

    public static byte[] Rates(SandboxMarket market, string? from, string? to, int rows, bool csv)
    {
        if (market.LastSession < 0 || SandboxRates.Between(from, to, market.LastSession) is null)
        {
            return InvalidCall("FX_DAILY");
        }

        var days = Newest(market, rows).Select(session =>
        {
            var close = SandboxRates.Between(from, to, session)!.Value;
            var open = SandboxRates.Between(from, to, Math.Max(session - 1, 0))!.Value;
            var decimals = close < 0.1m ? 8 : 5;
            string[] cells =
            [
                Text(open, decimals), Text(Math.Max(open, close), decimals), Text(Math.Min(open, close), decimals),
                Text(close, decimals),
            ];
            return (SandboxCalendar.Session(session), cells);
        });
        return csv
            ? Table("timestamp,open,high,low,close", days)
            : Object(json =>
            {
                json.Object("Meta Data", () =>
                {
                    json.WriteString("1. Information", "Forex Daily Prices (open, high, low, close)");
                    json.WriteString("2. From Symbol", from!.ToUpperInvariant());
                    json.WriteString("3. To Symbol", to!.ToUpperInvariant());
                    json.WriteString("4. Output Size", rows == int.MaxValue ? "Full size" : "Compact");
                    json.WriteString("5. Last Refreshed", LastDay(market));
                    json.WriteString("6. Time Zone", "UTC");
                });
                Days(json, "Time Series FX (Daily)", RawJson[..4], days);
            });
    }

    private static string LastDay(SandboxMarket market) =>
        market.LastSession < 0 ? "None" : Text(SandboxCalendar.Session(market.LastSession));

    private static IEnumerable<int> Newest(SandboxMarket market, int rows)
    {
        var last = market.LastSession;
        for (var session = last; session >= 0 && last - session < rows; session--)
        {
            yield return session;
        }
    }

    /// <summary>Newest week first; the first may be running. Adjusted for splits, and for dividends by the provider's
    /// own factor P/(P+D) with the close of the ex-date.</summary>
    private static List<(DateOnly On, string[] Cells)> Weeks(SandboxMarket market, SandboxListing listing)
    {
        var paid = market.Dividends(listing).ToDictionary(row => row.ExOn, row => row.Amount);
        var weeks = new List<(DateOnly, string[])>();
        var (week, factor, dividends) = (new List<DailyBar>(), 1.0, 0m);
        foreach (var session in Newest(market, int.MaxValue))
        {
            var bar = market.Bar(listing, session);
            week.Add(bar);
            if (paid.TryGetValue(bar.On, out var amount))
            {
                dividends += amount;
            }

            if (session > 0 && MondayOf(SandboxCalendar.Session(session - 1)) == MondayOf(bar.On))
            {
                continue;
            }

            var last = week[0];
            var adjusted = last.Close / (decimal)listing.FactorAfter(last.On) * (decimal)factor;
            weeks.Add((last.On,
            [
                Text(week[^1].Open), Text(week.Max(day => day.High)), Text(week.Min(day => day.Low)),
                Text(last.Close), Text(adjusted), $"{week.Sum(day => day.Volume)}", Text(dividends),
            ]));
            foreach (var day in week.Where(day => paid.ContainsKey(day.On)))
            {
                factor *= (double)(day.Close / (day.Close + paid[day.On]));
            }

            week.Clear();
            dividends = 0;
        }

        return weeks;
    }

    private static int MondayOf(DateOnly day) => day.DayNumber - (((int)day.DayOfWeek + 6) % 7);

    private static string[] Cells(DailyBar bar) =>
    [
        Text(bar.Open), Text(bar.High), Text(bar.Low), Text(bar.Close),
        bar.Volume.ToString(CultureInfo.InvariantCulture),
    ];

    private static byte[] Table(string header, IEnumerable<(DateOnly On, string[] Cells)> rows)
    {
        var text = new StringBuilder(header).Append("\r\n");
        foreach (var (on, cells) in rows)
        {
            text.Append(Text(on)).Append(',').AppendJoin(',', cells).Append("\r\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Days(
        Utf8JsonWriter json, string root, string[] names, IEnumerable<(DateOnly On, string[] Cells)> rows) =>
        json.Object(root, () =>
        {
            foreach (var (on, cells) in rows)
            {
                json.Object(Text(on), () =>
                {
                    for (var cell = 0; cell < names.Length; cell++)
                    {
                        json.WriteString(names[cell], cells[cell]);
                    }
                });
            }
        });
}
