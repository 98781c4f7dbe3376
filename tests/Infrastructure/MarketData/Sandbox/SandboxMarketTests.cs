using Microsoft.Extensions.Time.Testing;
using PortfolioTracker.Infrastructure.MarketData.Sandbox;

namespace PortfolioTracker.Tests.Infrastructure.MarketData.Sandbox;

internal sealed class SandboxMarketTests
{
    private static readonly DateTimeOffset Evening = new(2025, 6, 13, 21, 0, 0, TimeSpan.Zero);

    [Test]
    public async Task Two_markets_of_two_todays_agree_on_every_shared_day()
    {
        var (early, late) = (At(Evening), At(Evening.AddDays(400)));
        foreach (var listing in SandboxListings.All)
        {
            // The early one walks a short way first, and then on.
            _ = early.Bar(listing, 10);
            var differing = Enumerable.Range(0, early.LastSession + 1)
                .Count(session => early.Bar(listing, session) != late.Bar(listing, session));
            await Assert.That($"{listing.Symbol} {differing}").IsEqualTo($"{listing.Symbol} 0");

            var announced = early.Dividends(listing);
            await Assert.That(late.Dividends(listing).Take(announced.Count)).IsEquivalentTo(announced);
        }
    }

    [Test]
    [Arguments("AAPL", "2010-01-04", "212.8000")]
    [Arguments("AAPL", "2020-08-28", "288.5809")]
    [Arguments("SPY", "2025-06-13", "604.1432")]
    [Arguments("TSCO.LON", "2025-06-13", "399.2217")]
    public async Task Prices_stay_the_same_from_one_version_to_the_next(string symbol, string day, string expected)
    {
        // Stored sandbox prices must still fit after an update. Worked out apart from this code, in Python, from the
        // description of the walk; the first by hand: 7.60 in shares of today, before splits of 7 and of 4.
        var session = SandboxCalendar.IndexOnOrBefore(DateOnly.ParseExact(day, "yyyy-MM-dd"));
        var close = At(Evening).Close(SandboxListings.Find(symbol)!, session);

        await Assert.That(close.ToString("F4")).IsEqualTo(expected);
    }

    [Test]
    [Arguments("AAPL", "2020-08-31", 4.0)]
    [Arguments("NVDA", "2024-06-10", 10.0)]
    [Arguments("NVDA", "2021-07-20", 4.0)]
    [Arguments("TSLA", "2022-08-25", 3.0)]
    [Arguments("GOOGL", "2022-07-18", 20.0)]
    [Arguments("AMZN", "2022-06-06", 20.0)]
    [Arguments("WMT", "2024-02-26", 3.0)]
    [Arguments("IBM", "2021-11-04", 1.046)]
    public async Task A_raw_price_drops_by_the_ratio_of_the_split(string symbol, string day, double ratio)
    {
        var (market, listing) = (At(Evening), SandboxListings.Find(symbol)!);
        var session = SandboxCalendar.IndexOnOrBefore(DateOnly.ParseExact(day, "yyyy-MM-dd"));
        var drop = (double)(market.Close(listing, session - 1) / market.Close(listing, session));

        // A day's own move on top of it: five standard deviations of the wildest of these are 15 %.
        await Assert.That(drop / ratio).IsBetween(0.85, 1.18);
        await Assert.That(SandboxCalendar.Session(session).ToString("yyyy-MM-dd")).IsEqualTo(day);
    }

    [Test]
    public async Task A_bar_holds_together_and_levels_stay_believable()
    {
        var market = At(Evening);
        foreach (var listing in SandboxListings.All)
        {
            for (var session = 0; session <= market.LastSession; session += 7)
            {
                var bar = market.Bar(listing, session);
                var trend = SandboxMarket.Trend(listing, bar.On) * listing.FactorAfter(bar.On);
                var sound = bar.Low <= Math.Min(bar.Open, bar.Close) && bar.High >= Math.Max(bar.Open, bar.Close)
                    && bar.Low > 0 && bar.Volume > 0 && (double)bar.Close / trend is > 0.15 and < 6;
                await Assert.That($"{listing.Symbol} {bar.On} {sound}").IsEqualTo($"{listing.Symbol} {bar.On} True");
            }
        }
    }

    [Test]
    [Arguments("SPY", 0.165)]
    [Arguments("TSLA", 0.5)]
    [Arguments("AGG", 0.045)]
    public async Task Volatility_is_the_one_of_the_table(string symbol, double expected)
    {
        var (market, listing) = (At(Evening), SandboxListings.Find(symbol)!);
        var returns = Enumerable.Range(1, market.LastSession).Select(session => Math.Log(
            Adjusted(session) / Adjusted(session - 1))).ToArray();
        var mean = returns.Average();
        var deviation = Math.Sqrt(returns.Sum(r => (r - mean) * (r - mean)) / (returns.Length - 1)) * Math.Sqrt(252);

        await Assert.That(deviation / expected).IsBetween(0.9, 1.1);

        double Adjusted(int session) => (double)market.Close(listing, session)
            / listing.FactorAfter(SandboxCalendar.Session(session));
    }

    [Test]
    public async Task Shares_of_one_sector_move_together_more_than_those_of_two()
    {
        var market = At(Evening);

        await Assert.That(Correlation("XOM", "CVX")).IsGreaterThan(Correlation("XOM", "MSFT") + 0.05);
        await Assert.That(Correlation("XOM", "MSFT")).IsGreaterThan(0.15);

        double Correlation(string a, string b)
        {
            var (x, y) = (Returns(a), Returns(b));
            var (mx, my) = (x.Average(), y.Average());
            return x.Zip(y).Sum(p => (p.First - mx) * (p.Second - my))
                / Math.Sqrt(x.Sum(v => (v - mx) * (v - mx)) * y.Sum(v => (v - my) * (v - my)));
        }

        double[] Returns(string symbol) =>
        [
            .. Enumerable.Range(1, 2000).Select(session => (double)(
                market.Close(SandboxListings.Find(symbol)!, session)
                / market.Close(SandboxListings.Find(symbol)!, session - 1)) - 1).Where(r => Math.Abs(r) < 0.4),
        ];
    }

    [Test]
    public async Task Dividends_come_as_often_as_the_table_says_and_some_lie_ahead()
    {
        var market = At(Evening);
        var (today, ahead) = (new DateOnly(2025, 6, 13), 0);
        foreach (var listing in SandboxListings.All.Where(one => one.PaymentsPerYear > 0))
        {
            var rows = market.Dividends(listing);
            await Assert.That(rows.Count(row => row.ExOn.Year == 2024)).IsBetween(
                listing.PaymentsPerYear - 1, listing.PaymentsPerYear + 1);
            ahead += rows.Count(row => row.ExOn > today);
            foreach (var row in rows)
            {
                var sound = row.DeclaredOn < row.ExOn && row.DeclaredOn <= today && row.ExOn <= row.RecordOn
                    && row.RecordOn < row.PayOn && row.Amount > 0 && row.ExOn <= today.AddDays(60)
                    && SandboxCalendar.IsSession(row.ExOn);
                await Assert.That($"{listing.Symbol} {row} {sound}").IsEqualTo($"{listing.Symbol} {row} True");
            }
        }

        await Assert.That(ahead).IsGreaterThan(10);
        await Assert.That(market.Dividends(SandboxListings.Find("AMZN")!)).IsEmpty();
    }

    [Test]
    public async Task A_dividend_is_its_share_of_the_price_of_its_time()
    {
        var (market, ko) = (At(Evening), SandboxListings.Find("KO")!);
        foreach (var row in market.Dividends(ko))
        {
            var declared = SandboxCalendar.IndexOnOrBefore(row.DeclaredOn!.Value);
            var price = (double)market.Close(ko, declared) * ko.FactorAfter(row.ExOn)
                / ko.FactorAfter(row.DeclaredOn.Value);
            await Assert.That((double)row.Amount).IsBetween((price * 0.0075) - 0.006, (price * 0.0075) + 0.006);
        }
    }

    [Test]
    [Arguments("2025-06-13T20:59:59Z", "2025-06-12")]
    [Arguments("2025-06-13T21:00:00Z", "2025-06-13")]
    [Arguments("2025-06-15T22:00:00Z", "2025-06-13")]
    [Arguments("2025-01-01T23:00:00Z", "2024-12-31")]
    [Arguments("2024-12-25T23:00:00Z", "2024-12-24")]
    public async Task The_last_row_is_the_last_finished_session(string now, string expected)
    {
        var market = At(DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture));

        await Assert.That(SandboxCalendar.Session(market.LastSession).ToString("yyyy-MM-dd")).IsEqualTo(expected);
    }

    [Test]
    [Arguments("2009-06-01T00:00:00Z")]
    [Arguments("2150-06-01T00:00:00Z")]
    public async Task A_clock_far_off_breaks_nothing(string now)
    {
        var market = At(DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture));
        var ibm = SandboxListings.Find("IBM")!;

        await Assert.That(SandboxSeries.Daily(market, ibm, 100, csv: true).Length).IsGreaterThan(30);
        await Assert.That(market.Dividends(ibm).Count == 0).IsEqualTo(market.LastSession < 0);
    }

    private static SandboxMarket At(DateTimeOffset now) => new(new FakeTimeProvider(now));
}
