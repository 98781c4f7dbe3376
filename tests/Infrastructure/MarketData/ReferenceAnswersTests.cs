using System.Text;
using PortfolioTracker.Infrastructure.MarketData;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Infrastructure.MarketData;

internal sealed class ReferenceAnswersTests
{
    [Test]
    public async Task Recorded_earnings_keep_a_missing_estimate_missing()
    {
        var rows = ReferenceAnswers.EarningsCalendar(Recorded("EARNINGS_CALENDAR/all_3month_2026-05-17.csv"));

        // 85 of the file's 200 lines have nothing between the commas.
        await Assert.That(rows.Count).IsEqualTo(200);
        await Assert.That(rows.Count(row => row.Estimate is null)).IsEqualTo(85);
        await Assert.That(rows.Single(row => row.Symbol == "AGYS")).IsEqualTo(new(
            "AGYS", "AGILYSYS INCORPORATED", new(2026, 5, 18), new(2026, 3, 31), 0.37m, "USD", "post-market"));
        await Assert.That(rows.Single(row => row.Symbol == "ADERY").Estimate).IsEqualTo(0m);
    }

    [Test]
    public async Task A_calendar_of_a_header_alone_says_that_nobody_reports() =>
        await Assert.That(ReferenceAnswers.EarningsCalendar(
            Bytes("symbol,name,reportDate,fiscalDateEnding,estimate,currency,timeOfTheDay\r\n"))).IsEmpty();

    [Test]
    public async Task Tickers_that_read_like_missing_are_tickers()
    {
        var rows = ReferenceAnswers.Listings(Bytes(
            """
            symbol,name,exchange,assetType,ipoDate,delistingDate,status
            NA,Nano Labs Ltd,NASDAQ,Stock,2022-07-12,null,Active
            NAN,Nuveen New York Fund,NYSE,Stock,1999-05-26,null,Active
            -P-HIZ,,NASDAQ,Stock,null,2024-02-01,Delisted

            """))!;

        await Assert.That(string.Join(' ', rows.Select(row => row.Symbol))).IsEqualTo("NA NAN -P-HIZ");
        await Assert.That(rows[0].ListedOn).IsEqualTo(new DateOnly(2022, 7, 12));
        await Assert.That(rows[0].DelistedOn).IsNull();
        await Assert.That(rows[2]).IsEqualTo(
            new("-P-HIZ", null, "NASDAQ", "Stock", null, new(2024, 2, 1), IsActive: false));
    }

    [Test]
    public async Task Recorded_listings_are_read_whole()
    {
        var rows = ReferenceAnswers.Listings(Recorded("LISTING_STATUS/active_2026-05-17.csv"))!;

        await Assert.That(rows.Count).IsEqualTo(200);
        await Assert.That(rows.All(row => row.IsActive && row.DelistedOn is null)).IsTrue();
        await Assert.That(rows[1]).IsEqualTo(
            new("A", "Agilent Technologies Inc", "NYSE", "Stock", new(1999, 11, 18), null, IsActive: true));
    }

    [Test]
    public async Task Recorded_market_hours_name_the_one_market_that_never_closes()
    {
        var rows = ReferenceAnswers.Markets(Recorded("MARKET_STATUS/demo_2026-05-17.json"))!;

        await Assert.That(rows.Single(row => row.IsOpen == true).MarketType).IsEqualTo("Cryptocurrency");
        await Assert.That(rows[0]).IsEqualTo(new(
            "Equity", "United States", "NASDAQ, NYSE, AMEX, BATS", new(9, 30), new(16, 15), false, null));
    }

    [Test]
    public async Task A_bulk_quote_is_priced_by_its_close_and_its_percent_has_no_sign()
    {
        var quotes = ReferenceAnswers.BulkQuotes(Bytes(
            """
            {"endpoint":"Realtime Bulk Quotes","message":"success","data":[
              {"symbol":"MSFT","timestamp":"2024-10-18 19:59:55.291","open":"417.61","high":"419.649","low":"416.2601",
               "close":"418.16","volume":"17145307","previous_close":"416.72","change":"1.44","change_percent":"0.3456",
               "extended_hours_quote":"418.1"},
              {"symbol":"NOPE","timestamp":"2024-10-18 19:59:55","close":"-","volume":"null"}]}
            """))!;

        await Assert.That(quotes.Single()).IsEqualTo(new(
            "MSFT", new(2024, 10, 18, 19, 59, 55, 291), 417.61m, 419.649m, 416.2601m, 418.16m, 17145307, 416.72m, 1.44m,
            0.3456m, 418.1m));
    }

    [Test]
    public async Task Adjusted_bars_have_their_volume_in_the_sixth_field_and_their_split_on_its_day()
    {
        var bars = AdjustedAnswers.Bars(
            Recorded("TIME_SERIES_DAILY_ADJUSTED/msft_full_split_2to1_2003.json"), "MSFT", new(2026, 1, 1))!;

        await Assert.That(bars.Count).IsEqualTo(90);
        await Assert.That(bars.Single(bar => bar.Bar.On == new DateOnly(2003, 2, 18))).IsEqualTo(new(
            new(new(2003, 2, 18), 24.62m, 24.99m, 24.40m, 24.96m, 28707750), 16.0931m, 0m, 2m));
        await Assert.That(bars.Single(bar => bar.Bar.On == new DateOnly(2003, 2, 14)).Bar.Close).IsEqualTo(48.30m);
    }

    [Test]
    public async Task Adjusted_bars_of_a_table_keep_all_digits()
    {
        var bars = AdjustedAnswers.Bars(
            Recorded("TIME_SERIES_DAILY_ADJUSTED/ibm_compact_2026-05-15.csv"), "IBM", new(2026, 12, 31))!;

        await Assert.That(bars.Count).IsEqualTo(100);
        await Assert.That(bars[1].AdjustedClose).IsEqualTo(299.83536210316964m);
        await Assert.That(bars.Single(bar => bar.Bar.On == new DateOnly(2026, 5, 8)).Dividend).IsEqualTo(1.69m);
    }

    [Test]
    public async Task Every_recording_of_these_functions_parses()
    {
        var recordings = new Recordings(RecordedFolder.OrSkip());
        var parsed = 0;
        foreach (var recording in recordings.All.Where(file => !file.IsError && !file.IsFragment))
        {
            var body = recordings.Read(recording);
            object? data = recording.Function switch
            {
                "TIME_SERIES_DAILY_ADJUSTED" => AdjustedAnswers.Bars(body, recording.Subject!, new(2026, 12, 31)),
                "INCOME_STATEMENT" or "BALANCE_SHEET" or "CASH_FLOW" =>
                    StatementAnswers.Statements(body, recording.Subject!),
                "NEWS_SENTIMENT" => NewsAnswers.Feed(body),
                "ETF_PROFILE" => SmallAnswers.Fund(body, recording.Subject ?? "X"),
                "LISTING_STATUS" => ReferenceAnswers.Listings(body),
                "MARKET_STATUS" => ReferenceAnswers.Markets(body),
                "EARNINGS_CALENDAR" => ReferenceAnswers.EarningsCalendar(body),
                _ => "another test's",
            };
            await Assert.That($"{recording.File} {data is null}").IsEqualTo($"{recording.File} False");
            parsed += data is string ? 0 : 1;
        }

        // 5 adjusted, 3 + 3 + 3 statements, 1 news, 2 funds, 1 listing, 1 market status, 1 earnings calendar.
        await Assert.That(parsed).IsGreaterThanOrEqualTo(18);
    }

    private static byte[] Recorded(string file) =>
        File.ReadAllBytes(SharedFiles.PathOrSkip(["alphavantage", .. file.Split('/')]));

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
