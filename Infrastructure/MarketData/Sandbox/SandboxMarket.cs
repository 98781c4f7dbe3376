using System.Collections.Concurrent;

namespace PortfolioTracker.Infrastructure.MarketData.Sandbox;

/// <summary>
/// Prices and payments of the sandbox. What a day shows depends on the security and the day, never on today: today
/// only decides how much can be seen.
/// </summary>
/// <remarks>The logarithm of a price swings around a straight trend, pulled back with a half-life of two years, so that
/// levels stay believable; a step is shared with the market and the sector. One walk a security is kept.</remarks>
internal sealed class SandboxMarket(TimeProvider clock)
{
    private const double DailyShare = 0.06299407883487121; // 1 / sqrt(252 trading days)
    private const double Pull = 0.99862; // 0.5 to the power of 1/504
    private const double MarketWeight = 0.55, SectorWeight = 0.35, OwnWeight = 0.758;

    private static readonly ulong MarketSeed = SandboxNoise.Seed("market");

    private readonly ConcurrentDictionary<string, double[]> walks = new();

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>The number of the last session that is over; -1 where there is none yet.</summary>
    public int LastSession => SandboxCalendar.IndexOnOrBefore(SandboxCalendar.LastFinishedDay(Now));

    /// <summary>As it was quoted on the day: a split lowers it by its ratio.</summary>
    public DailyBar Bar(SandboxListing listing, int session)
    {
        var day = SandboxCalendar.Session(session);
        var (seed, number) = (SandboxNoise.Seed(listing.Symbol + "/day"), day.DayNumber);
        var walk = Walk(listing, session);
        var step = listing.Volatility * DailyShare;
        var open = walk[Math.Max(session - 1, 0)] * (1 + (0.3 * step * SandboxNoise.Normal(seed, number)));
        var close = walk[session];
        var high = Math.Max(open, close) * (1 + (0.5 * step * SandboxNoise.Uniform(seed ^ 1, number)));
        var low = Math.Min(open, close) * (1 - (0.5 * step * SandboxNoise.Uniform(seed ^ 2, number)));
        var factor = listing.FactorAfter(day);
        var traded = listing.SharesMillions * 1e6 / factor * (0.002 + (0.006 * SandboxNoise.Uniform(seed ^ 3, number)));
        return new(
            day, Money(open * factor), Money(high * factor), Money(low * factor), Money(close * factor), (long)traded);
    }

    public decimal Close(SandboxListing listing, int session) =>
        Money(Walk(listing, session)[session] * listing.FactorAfter(SandboxCalendar.Session(session)));

    /// <summary>The price in shares of today, without its swings: what reports are made from.</summary>
    public static double Trend(SandboxListing listing, DateOnly day) =>
        listing.Base * SandboxNoise.Exp(listing.Drift * YearsTo(day));

    /// <summary>Payments that have been declared by the last session, oldest first: some lie ahead. Amounts are per
    /// share of the ex-date, in the unit of the quote.</summary>
    public IReadOnlyList<DividendRow> Dividends(SandboxListing listing)
    {
        var rows = new List<DividendRow>();
        if (listing.PaymentsPerYear == 0 || LastSession < 0)
        {
            return rows;
        }

        var today = SandboxCalendar.Session(LastSession);
        var seed = SandboxNoise.Seed(listing.Symbol + "/dividends");
        var months = 12 / listing.PaymentsPerYear;
        var firstMonth = SandboxNoise.Below(seed, 0, months);
        for (var month = firstMonth; ; month += months)
        {
            var start = new DateOnly(listing.PaysFromYear, 1, 1).AddMonths(month);
            var exDay = 4 + SandboxNoise.Below(seed, start.DayNumber, 15);
            var exOn = SandboxCalendar.SessionOnOrAfter(start.AddDays(exDay));
            var noticeDays = 45 + SandboxNoise.Below(seed ^ 1, start.DayNumber, 15);
            var declared = SandboxCalendar.IndexOnOrBefore(exOn.AddDays(-noticeDays));
            if (declared > LastSession || exOn > today.AddDays(60))
            {
                return rows;
            }

            if (declared >= 0)
            {
                rows.Add(Payment(listing, seed, exOn, declared));
            }
        }
    }

    private DividendRow Payment(SandboxListing listing, ulong seed, DateOnly exOn, int declared)
    {
        var price = Walk(listing, declared)[declared] * listing.FactorAfter(exOn);
        var amount = (decimal)(price * listing.Yield / listing.PaymentsPerYear);

        // Since 28 May 2024 a trade settles in one day, and the record date is the ex-date.
        var recordOn = exOn >= new DateOnly(2024, 5, 28) ? exOn : SandboxCalendar.SessionOnOrAfter(exOn.AddDays(1));
        var payDays = 18 + SandboxNoise.Below(seed ^ 2, exOn.DayNumber, 12);
        var payOn = SandboxCalendar.SessionOnOrAfter(exOn.AddDays(payDays));
        return new(
            exOn, SandboxCalendar.Session(declared), recordOn, payOn,
            Math.Max(Math.Round(amount, amount < 1 ? 4 : 2), 0.0001m));
    }

    /// <summary>Closes in shares of today, from the first session on; long enough for the session asked for.</summary>
    private double[] Walk(SandboxListing listing, int session)
    {
        if (walks.TryGetValue(listing.Symbol, out var walk) && walk.Length > session)
        {
            return walk;
        }

        // A year ahead, so that a new day seldom means a new walk. A longer walk repeats the shorter one.
        return walks[listing.Symbol] = Generate(listing, Math.Min(session + 260, SandboxCalendar.Count));
    }

    private static double[] Generate(SandboxListing listing, int length)
    {
        var walk = new double[length];
        var own = SandboxNoise.Seed(listing.Symbol);
        var sector = SandboxNoise.Seed("sector/" + (listing.IsFund ? listing.Industry : listing.Sector));
        var step = listing.Volatility * DailyShare;
        var swing = 0.0;
        for (var session = 0; session < length; session++)
        {
            var day = SandboxCalendar.Session(session);
            if (session > 0)
            {
                swing = (Pull * swing) + (step * (
                    (MarketWeight * SandboxNoise.Normal(MarketSeed, day.DayNumber))
                    + (SectorWeight * SandboxNoise.Normal(sector, day.DayNumber))
                    + (OwnWeight * SandboxNoise.Normal(own, day.DayNumber))));
            }

            walk[session] = listing.Base * SandboxNoise.Exp((listing.Drift * YearsTo(day)) + swing);
        }

        return walk;
    }

    private static double YearsTo(DateOnly day) => (day.DayNumber - SandboxCalendar.First.DayNumber) / 365.25;

    private static decimal Money(double price) => Math.Max(Math.Round((decimal)price, 4), 0.0001m);
}
