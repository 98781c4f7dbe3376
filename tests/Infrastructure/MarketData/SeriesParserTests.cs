using System.Text;
using PortfolioTracker.Infrastructure.MarketData;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Infrastructure.MarketData;

internal sealed class SeriesParserTests
{
    private static readonly DateOnly Latest = new(2026, 12, 31);

    [Test]
    public async Task Every_recorded_series_parses_into_ascending_days_with_sane_prices()
    {
        var recordings = new Recordings(RecordedFolder.OrSkip());
        var parsed = 0;
        foreach (var recording in recordings.All.Where(one => one is { IsFragment: false, IsError: false }))
        {
            var (root, body) = (RootOf(recording.Function), recordings.Read(recording));
            if (root is null)
            {
                continue;
            }

            var bars = SeriesParser.Bars(body, root, recording.Subject ?? "", Latest)!;
            parsed++;
            await Assert.That(bars.Select(bar => bar.On)).IsInOrder();
            await Assert.That(bars.Select(bar => bar.On).Distinct().Count()).IsEqualTo(bars.Count);
            await Assert.That(bars.All(bar => bar.Low > 0 && bar.Low <= bar.Close && bar.Close <= bar.High)).IsTrue();
            if (recording.IsTable)
            {
                await Assert.That(bars.Count).IsEqualTo(body.Count(c => c == '\n') - 1);
            }
        }

        await Assert.That(parsed).IsGreaterThanOrEqualTo(17);
    }

    [Test]
    [Arguments("TIME_SERIES_DAILY/ibm_compact_2026-05-15.csv",
        "2026-05-15 218.2000 220.9100 217.6150 219.3000 6154450")]
    [Arguments("TIME_SERIES_DAILY/msft_full_raw_over_split_2019-11-29.json", "2003-02-18 0 0 0 24.9600 0")]
    [Arguments("TIME_SERIES_WEEKLY_ADJUSTED/ibm_2026-05-15.csv",
        "2026-05-08 232.0000 234.0900 224.3800 229.7600 26716501")]
    [Arguments("TIME_SERIES_WEEKLY_ADJUSTED/ibm_2020_short.json",
        "2020-05-01 125.5600 129.3100 121.3900 121.8700 26502989")]
    public async Task A_recorded_day_has_the_values_of_its_file(string file, string expected)
    {
        var body = File.ReadAllBytes(SharedFiles.PathOrSkip(["alphavantage", .. file.Split('/')]));
        var cells = expected.Split(' ');
        var symbol = file.Contains("msft", StringComparison.Ordinal) ? "MSFT" : "IBM";
        var bars = SeriesParser.Bars(body, RootOf(file.Split('/')[0])!, symbol, Latest)!;
        var bar = bars.Single(one => one.On == DateOnly.ParseExact(cells[0], "yyyy-MM-dd"));

        await Assert.That($"{bar.Close}").IsEqualTo(cells[4]);
        if (cells[1] != "0")
        {
            await Assert.That($"{bar.Open} {bar.High} {bar.Low} {bar.Close} {bar.Volume}")
                .IsEqualTo(string.Join(' ', cells[1..]));
        }
    }

    [Test]
    public async Task Recorded_rates_are_the_closes_of_their_file()
    {
        var body = File.ReadAllBytes(SharedFiles.PathOrSkip("alphavantage", "FX_DAILY", "eur_usd_2026-05-15.csv"));
        var rates = SeriesParser.Rates(body, "EUR", "USD", Latest)!;

        await Assert.That(rates[^1]).IsEqualTo(new RateRow(new(2026, 5, 15), 1.16250m));
        await Assert.That(rates[^2]).IsEqualTo(new RateRow(new(2026, 5, 14), 1.16680m));
    }

    [Test]
    public async Task Rows_come_ascending_once_a_day_and_only_with_a_price()
    {
        var bars = Bars("""
            timestamp,open,high,low,close,volume
            2024-01-03,3,3,3,3.0,30
            2024-01-02,2,2,2,2.0,20
            2024-01-04,4,4,4,None,40
            2024-01-05,4,4,4,0,40
            2024-01-08,4,4,4,-1,40
            1899-12-31,4,4,4,4,40
            2027-01-01,4,4,4,4,40
            2024-01-02,9,9,9,9.0,90

            """)!;

        await Assert.That(bars).IsEquivalentTo(
            [new DailyBar(new(2024, 1, 2), 9, 9, 9, 9.0m, 90), new DailyBar(new(2024, 1, 3), 3, 3, 3, 3.0m, 30)]);
    }

    [Test]
    public async Task What_a_row_leaves_out_stands_at_its_close() =>
        await Assert.That(Bars("timestamp,close,volume,open\n2024-01-02,5,-,None\n")!.Single())
            .IsEqualTo(new DailyBar(new(2024, 1, 2), 5, 5, 5, 5, 0));

    [Test]
    public async Task A_last_line_without_its_end_may_be_cut_in_a_number_and_is_left_out() =>
        await Assert.That(Bars("timestamp,close\n2024-01-03,5\n2024-01-02,4")!.Single().On)
            .IsEqualTo(new DateOnly(2024, 1, 3));

    [Test]
    [Arguments("timestamp,open\n2024-01-02,1\n")]
    [Arguments("timestamp,close,volume\n2024-01-02,1\n")]
    [Arguments("timestamp,close,volume\n2024-01-03,1,5\n2024-0")]
    [Arguments("timestamp,close\n2024-01-02,abc\n")]
    [Arguments("timestamp,close\n2024-01-02,1e400\n")]
    [Arguments("timestamp,close\n2024-01-02,12345678901234567890123456789\n")]
    [Arguments("""{"Meta Data":{"2. Symbol":"OTHER"},"Time Series (Daily)":{"2024-01-02":{"4. close":"1"}}}""")]
    [Arguments("""{"Symbol":"X","Name":"another function's answer"}""")]
    public async Task What_was_not_asked_for_is_refused(string body) =>
        await Assert.That(() => Bars(body)).Throws<FormatException>();

    [Test]
    public async Task A_table_without_rows_has_no_days() =>
        await Assert.That(Bars("timestamp,open,high,low,close,volume\r\n")).IsNull();

    [Test]
    public async Task The_symbol_is_compared_without_case_and_numbers_may_be_bare() =>
        await Assert.That(Bars(
            """{"Meta Data":{"2. Symbol":"x"},"Time Series (Daily)":{"2024-01-02":{"4. close":1.50}}}""")![0].Close)
            .IsEqualTo(1.50m);

    private static IReadOnlyList<DailyBar>? Bars(string body) =>
        SeriesParser.Bars(Encoding.UTF8.GetBytes(body), "Time Series", "X", Latest);

    private static string? RootOf(string function) => function switch
    {
        "TIME_SERIES_DAILY" or "TIME_SERIES_DAILY_ADJUSTED" => "Time Series",
        "TIME_SERIES_WEEKLY" => "Weekly Time Series",
        "TIME_SERIES_WEEKLY_ADJUSTED" => "Weekly Adjusted Time Series",
        "TIME_SERIES_MONTHLY" => "Monthly Time Series",
        "TIME_SERIES_MONTHLY_ADJUSTED" => "Monthly Adjusted Time Series",
        _ => null,
    };
}
