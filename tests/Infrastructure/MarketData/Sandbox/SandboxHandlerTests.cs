using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using PortfolioTracker.Infrastructure.MarketData;
using PortfolioTracker.Infrastructure.MarketData.Sandbox;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Infrastructure.MarketData.Sandbox;

/// <summary>The sandbox as everyone meets it: through the client.</summary>
internal sealed class SandboxHandlerTests
{
    private readonly FakeTimeProvider clock = new(new(2025, 6, 13, 22, 0, 0, TimeSpan.Zero));

    [Test]
    public async Task Every_listing_answers_every_function_that_fits_it()
    {
        using var sandbox = new ProviderUnderTest(clock: clock);
        await Assert.That(SandboxListings.All.Count).IsGreaterThanOrEqualTo(60);
        foreach (var listing in SandboxListings.All)
        {
            var (client, symbol) = (sandbox.Client, listing.Symbol);
            var daily = await client.DailyAsync(symbol, full: true, default);
            var weekly = await client.WeeklyAdjustedAsync(symbol, default);
            var quote = await client.QuoteAsync(symbol, default);
            var splits = await client.SplitsAsync(symbol, default);
            var dividends = await client.DividendsAsync(symbol, default);
            var reference = listing.IsFund
                ? (await client.EtfProfileAsync(symbol, default)).Class
                : (await client.OverviewAsync(symbol, default)).Class;
            var statement = await client.StatementAsync("BALANCE_SHEET", symbol, default);
            var news = await client.NewsAsync(symbol, 5, default);

            AnswerClass[] classes =
                [daily.Class, weekly.Class, quote.Class, splits.Class, dividends.Class, reference, news.Class];
            await Assert.That(classes.Distinct()).IsEquivalentTo([AnswerClass.Data]);
            await Assert.That(statement.Class).IsEqualTo(listing.IsFund ? AnswerClass.NoCoverage : AnswerClass.Data);
            await Assert.That(quote.Data!.Price).IsEqualTo(daily.Data![^1].Close);
            await Assert.That(quote.Data.TradingDay).IsEqualTo(new DateOnly(2025, 6, 13));
            await Assert.That(weekly.Data![^1].Close).IsEqualTo(daily.Data[^1].Close);
            await Assert.That(weekly.Data.Sum(week => week.Volume)).IsEqualTo(daily.Data.Sum(day => day.Volume));
        }
    }

    [Test]
    public async Task The_same_series_comes_as_a_table_and_as_an_object()
    {
        var market = new SandboxMarket(clock);
        var listing = SandboxListings.Find("NVDA")!;
        var latest = new DateOnly(2025, 6, 14);

        var days = Both(csv => SeriesParser.Bars(
            SandboxSeries.Daily(market, listing, 300, csv), "Time Series", "NVDA", latest));
        var weeks = Both(csv => SeriesParser.Bars(
            SandboxSeries.Weekly(market, listing, csv), "Weekly Adjusted", "NVDA", latest));
        var rates = Both(csv => SeriesParser.Rates(
            SandboxSeries.Rates(market, "EUR", "JPY", 300, csv), "EUR", "JPY", latest));

        await Assert.That((days.Table.Count, weeks.Table.Count > 800, rates.Table.Count)).IsEqualTo((300, true, 300));
        await Assert.That(days.Object.SequenceEqual(days.Table)).IsTrue();
        await Assert.That(weeks.Object.SequenceEqual(weeks.Table)).IsTrue();
        await Assert.That(rates.Object.SequenceEqual(rates.Table)).IsTrue();

        static (IReadOnlyList<T> Object, IReadOnlyList<T> Table) Both<T>(Func<bool, IReadOnlyList<T>?> read) =>
            (read(false)!, read(true)!);
    }

    [Test]
    public async Task Compact_is_a_hundred_days_and_full_is_all()
    {
        using var sandbox = new ProviderUnderTest(clock: clock);

        await Assert.That((await sandbox.Client.DailyAsync("IBM", full: false, default)).Data!.Count).IsEqualTo(100);
        await Assert.That((await sandbox.Client.FxDailyAsync("EUR", "USD", full: true, default)).Data![0].On)
            .IsEqualTo(new DateOnly(2010, 1, 4));
    }

    [Test]
    public async Task London_quotes_in_pence()
    {
        using var sandbox = new ProviderUnderTest(clock: clock);
        var match = (await sandbox.Client.SearchAsync("tesco", default)).Data![0];
        var quote = (await sandbox.Client.QuoteAsync(match.Symbol, default)).Data!;
        var overview = (await sandbox.Client.OverviewAsync("TSCO.LON", default)).Data!;

        await Assert.That((match.Symbol, match.Currency)).IsEqualTo(("TSCO.LON", "GBX"));
        await Assert.That(quote.Price).IsBetween(100m, 1500m);
        await Assert.That(overview.Currency).IsEqualTo("GBP");
    }

    [Test]
    public async Task What_it_does_not_know_it_answers_as_the_provider_does()
    {
        using var sandbox = new ProviderUnderTest(clock: clock);
        var client = sandbox.Client;

        await Assert.That((await client.DailyAsync("NOPE", false, default)).Class)
            .IsEqualTo(AnswerClass.BadRequestOrUnknownSymbol);
        await Assert.That((await client.FxDailyAsync("GBX", "USD", false, default)).Class)
            .IsEqualTo(AnswerClass.BadRequestOrUnknownSymbol);
        await Assert.That((await client.ExchangeRateAsync("EUR", "XXX", default)).Class)
            .IsEqualTo(AnswerClass.BadRequestOrUnknownSymbol);
        await Assert.That((await client.QuoteAsync("NOPE", default)).Class).IsEqualTo(AnswerClass.NoCoverage);
        await Assert.That((await client.OverviewAsync("SPY", default)).Class).IsEqualTo(AnswerClass.NoCoverage);
        await Assert.That((await client.EtfProfileAsync("IBM", default)).Class).IsEqualTo(AnswerClass.NoCoverage);
        await Assert.That((await client.DividendsAsync("NOPE", default)).Class).IsEqualTo(AnswerClass.NoCoverage);
        await Assert.That((await client.SearchAsync("qqqqqq", default)).Class).IsEqualTo(AnswerClass.NoCoverage);
        await Assert.That((await client.NewsAsync("NOPE", 5, default)).Class).IsEqualTo(AnswerClass.NoData);
    }

    [Test]
    public async Task Search_puts_the_exact_ticker_first_and_finds_names()
    {
        using var sandbox = new ProviderUnderTest(clock: clock);

        await Assert.That((await sandbox.Client.SearchAsync("v", default)).Data![0].Symbol).IsEqualTo("V");
        await Assert.That((await sandbox.Client.SearchAsync("berkshire", default)).Data![0].Symbol).IsEqualTo("BRK-B");
    }

    [Test]
    public async Task A_balance_sheet_adds_up_and_news_says_sandbox()
    {
        using var sandbox = new ProviderUnderTest(clock: clock);
        var sheet = (await sandbox.Client.StatementAsync("BALANCE_SHEET", "IBM", default)).Data!;
        using var balance = JsonDocument.Parse(sheet.Json);
        var report = balance.RootElement.GetProperty("annualReports")[0];
        using var news = JsonDocument.Parse((await sandbox.Client.NewsAsync("IBM", 3, default)).Data!.Json);
        var feed = news.RootElement.GetProperty("feed");

        await Assert.That(report.GetProperty("fiscalDateEnding").GetString()).IsEqualTo("2024-12-31");
        await Assert.That(Figure("totalLiabilities") + Figure("totalShareholderEquity") - Figure("totalAssets"))
            .IsBetween(-1, 1);
        await Assert.That(feed.GetArrayLength()).IsEqualTo(3);
        await Assert.That(feed.EnumerateArray().Select(item => item.GetProperty("source").GetString()!).Distinct())
            .IsEquivalentTo(["Sandbox"]);
        await Assert.That(feed[0].GetProperty("overall_sentiment_score").ValueKind).IsEqualTo(JsonValueKind.Number);

        decimal Figure(string key) =>
            decimal.Parse(report.GetProperty(key).GetString()!, System.Globalization.CultureInfo.InvariantCulture);
    }
}
