using PortfolioTracker.Domain.Prices;
using PortfolioTracker.Infrastructure.MarketData;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Infrastructure.MarketData;

internal sealed class SmallAnswersTests
{
    private static readonly DateOnly Today = new(2026, 5, 17);

    [Test]
    public async Task Recorded_dividends_have_the_values_of_their_file()
    {
        var rows = SmallAnswers.Dividends(Recorded("DIVIDENDS/ibm_2026-05-17.csv"), "IBM", Today);

        await Assert.That(rows.Count).IsEqualTo(110);
        await Assert.That(rows[^1]).IsEqualTo(
            new DividendRow(new(2026, 5, 8), new(2026, 4, 22), new(2026, 5, 8), new(2026, 6, 10), 1.69m));
        await Assert.That(rows[0]).IsEqualTo(new DividendRow(new(1999, 2, 8), null, null, null, 0.22m));
    }

    [Test]
    public async Task Recorded_splits_keep_the_spin_off_factor() =>
        await Assert.That(SmallAnswers.Splits(Recorded("SPLITS/ibm_2026-05-17.csv"), "IBM", Today)).IsEquivalentTo(
            [new SplitRow(new(1999, 5, 27), 2m), new SplitRow(new(2021, 11, 4), 1.046m)]);

    [Test]
    [Arguments("azn_lon_2022-06-01_pence.json", "AZN.LON",
        "10442.0000 2022-06-01 10454.0000 -12.0000 -0.1148 1920774")]
    [Arguments("ibm_2026-05-15.csv", "IBM", "219.3000 2026-05-15 218.3700 0.9300 0.4259 6154450")]
    [Arguments("shop_trt_2023-10-13.json", "shop.trt", "70.4300 2023-10-13 73.0400 -2.6100 -3.5734 3429549")]
    [Arguments("nvda_2026-10-07_delayed_key.json", "NVDA", "237.0650 2026-10-07 239.2400 null null null")]
    public async Task A_recorded_quote_has_the_values_of_its_file(string file, string symbol, string expected)
    {
        var quote = SmallAnswers.Quote(Recorded($"GLOBAL_QUOTE/{file}"), symbol, new(2026, 12, 31))!;

        await Assert.That(quote.Symbol).IsEqualTo(symbol.ToUpperInvariant());
        await Assert.That(string.Join(' ', new object?[]
        {
            quote.Price, quote.TradingDay.ToString("yyyy-MM-dd"), quote.PreviousClose, quote.Change,
            quote.ChangePercent, quote.Volume,
        }.Select(value => value?.ToString() ?? "null"))).IsEqualTo(expected);
    }

    [Test]
    public async Task Every_recorded_quote_and_overview_parses()
    {
        var recordings = new Recordings(RecordedFolder.OrSkip());
        var (quotes, overviews) = (0, 0);
        foreach (var recording in recordings.All)
        {
            if (recording.Function == "GLOBAL_QUOTE")
            {
                var quote = SmallAnswers.Quote(recordings.Read(recording), recording.Subject!, new(2026, 12, 31))!;
                await Assert.That(quote.Price).IsGreaterThan(0);
                quotes++;
            }
            else if (recording.Function == "OVERVIEW")
            {
                var overview = SmallAnswers.Overview(recordings.Read(recording), recording.Subject!)!;
                await Assert.That(overview.Symbol).IsEqualTo(recording.Subject!);
                await Assert.That(overview.Currency).IsEqualTo("USD");
                overviews++;
            }
        }

        await Assert.That((quotes, overviews)).IsEqualTo((10, 5));
    }

    [Test]
    public async Task A_recorded_overview_keeps_every_field_as_sent()
    {
        var overview = SmallAnswers.Overview(Recorded("OVERVIEW/ibm_2026-05-17.json"), "ibm")!;

        await Assert.That((overview.Sector, overview.Exchange, overview.Country))
            .IsEqualTo(("TECHNOLOGY", "NYSE", "USA"));
        await Assert.That(overview.Fields["DividendYield"]).IsEqualTo("0.0308");
        await Assert.That(overview.Fields["ExDividendDate"]).IsEqualTo("2026-05-08");
    }

    [Test]
    public async Task A_recorded_fund_has_its_sectors_with_weights()
    {
        var fund = SmallAnswers.Fund(Recorded("ETF_PROFILE/qqq_2026-05-17.json"), "QQQ");

        await Assert.That(fund.Sectors[0]).IsEqualTo(new SectorWeight("INFORMATION TECHNOLOGY", 0.552m));
        await Assert.That(fund.Sectors.Sum(sector => sector.Weight)).IsBetween(0.95m, 1.05m);
        await Assert.That((fund.NetAssets, fund.ExpenseRatio, fund.InceptionOn))
            .IsEqualTo((440300000000m, 0.0018m, new DateOnly(1999, 3, 10)));
        await Assert.That(fund.Holdings[^1]).IsEqualTo(new FundHolding("CSGP", "COSTAR GROUP INC", 0.0006m));
    }

    [Test]
    [Arguments("tesco.json")]
    [Arguments("tesco_2026-05-17.csv")]
    public async Task Recorded_matches_say_pence(string file)
    {
        var matches = SmallAnswers.Matches(Recorded($"SYMBOL_SEARCH/{file}"))!;

        await Assert.That(matches[0]).IsEqualTo(new SymbolMatch(
            "TSCO.LON", "Tesco PLC", "Equity", "United Kingdom", "08:00", "16:30", "UTC+01", "GBX", 0.7273m));
    }

    [Test]
    [Arguments("usd_jpy_2026-05-17.json", "USD", "JPY", "158.73166867 2026-05-17T17:12:44")]
    [Arguments("usd_jpy_no_bid_ask_2020-05-03.json", "USD", "JPY", "106.89000000 2020-05-03T20:50:48")]
    [Arguments("btc_cny_2018.json", "BTC", "CNY", "43742.96736490 2018-09-06T06:16:38")]
    public async Task A_recorded_rate_has_the_values_of_its_file(string file, string from, string to, string expected)
    {
        var rate = SmallAnswers.Rate(Recorded($"CURRENCY_EXCHANGE_RATE/{file}"), from, to)!;

        await Assert.That($"{rate.Rate} {rate.RefreshedAt:yyyy-MM-ddTHH:mm:ss}").IsEqualTo(expected);
        await Assert.That(rate.RefreshedAt.Offset).IsEqualTo(TimeSpan.Zero);
    }

    [Test]
    public async Task Two_dividends_of_one_ex_date_are_two_and_a_repeated_one_is_one()
    {
        var rows = SmallAnswers.Dividends(
            """
            {"symbol":"X","data":[
              {"ex_dividend_date":"2027-01-05","amount":"0.50","payment_date":"None"},
              {"ex_dividend_date":"2024-12-05","amount":"0.50"},
              {"ex_dividend_date":"2024-12-05","amount":"3.00"},
              {"ex_dividend_date":"2024-12-05","amount":"0.50"},
              {"ex_dividend_date":"2024-11-05","amount":"None"},
              {"ex_dividend_date":"2024-10-05","amount":"0"},
              {"ex_dividend_date":"None","amount":"1"},
              {"ex_dividend_date":"2190-01-05","amount":"1"}]}
            """u8.ToArray(), "X", Today);

        await Assert.That(string.Join(' ', rows.Select(row => $"{row.ExOn:yyyy-MM-dd}={row.Amount}")))
            .IsEqualTo("2024-12-05=0.50 2024-12-05=3.00 2027-01-05=0.50");
    }

    [Test]
    public async Task An_empty_list_of_actions_is_an_answer()
    {
        await Assert.That(SmallAnswers.Splits("""{"symbol":"X","data":[]}"""u8.ToArray(), "X", Today)).IsEmpty();
        await Assert.That(SmallAnswers.Dividends("ex_dividend_date,amount\r\n"u8.ToArray(), "X", Today)).IsEmpty();
    }

    [Test]
    public async Task Another_symbol_is_refused()
    {
        await Assert.That(() => SmallAnswers.Splits("""{"symbol":"Y","data":[]}"""u8.ToArray(), "X", Today))
            .Throws<FormatException>();
        await Assert.That(() => SmallAnswers.Overview("""{"Symbol":"Y"}"""u8.ToArray(), "X"))
            .Throws<FormatException>();
    }

    private static byte[] Recorded(string file) =>
        File.ReadAllBytes(SharedFiles.PathOrSkip(["alphavantage", .. file.Split('/')]));
}
