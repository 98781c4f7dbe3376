using System.Diagnostics;
using PortfolioTracker.Domain.Lots;
using PortfolioTracker.Domain.Portfolio;
using PortfolioTracker.Infrastructure.Auth;

namespace PortfolioTracker.Infrastructure.Portfolio;

/// <summary>The one way from a user to figures: one read of the ledger, the market from memory, one computation.
/// Every view of the portfolio starts here.</summary>
internal sealed class PortfolioSnapshots(PortfolioReader reader, PortfolioMarket market, TimeProvider clock)
{
    public const string BenchmarkDefault = "SPY";

    public DateOnly Today => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);

    /// <summary>As of today, or of a past day.</summary>
    public SnapshotOptions Options(DateOnly? asOf = null, string benchmark = BenchmarkDefault) =>
        new(asOf ?? Today, benchmark, IsPast: asOf < Today);

    /// <param name="force">Asks the market data provider for what is old.</param>
    /// <param name="method">Takes the place of the user's own lot method.</param>
    /// <param name="withoutFees">The gross view.</param>
    public async Task<ComputedPortfolio> OfAsync(
        CurrentUser user, SnapshotOptions options, CancellationToken ct, bool force = false, CostMethod? method = null,
        bool withoutFees = false)
    {
        var started = Stopwatch.GetTimestamp();
        var ledger = await reader.ReadAsync(user, ct);
        return await OfAsync(withoutFees ? ledger.WithoutFees() : ledger, options, started, force, method, ct);
    }

    /// <param name="started">Time stamp from before the ledger was read.</param>
    public async Task<ComputedPortfolio> OfAsync(
        Ledger ledger, SnapshotOptions options, long started, bool force, CostMethod? method, CancellationToken ct)
    {
        var reading = await market.ForAsync(ledger, options.Benchmark, force, ct);
        var read = Stopwatch.GetElapsedTime(started);

        ledger = ledger with { CostMethod = method ?? ledger.CostMethod };
        var snapshot = PortfolioSnapshot.Of(ledger, reading.View, options with { AsOf = LastDay(ledger, options) });
        return new(snapshot, reading, read, Stopwatch.GetElapsedTime(started) - read);
    }

    /// <summary>Today in the user's part of the world may be tomorrow here: a trade of that day counts already.
    /// </summary>
    private static DateOnly LastDay(Ledger ledger, SnapshotOptions options) =>
        !options.IsPast && ledger.Trades.Count > 0 && ledger.Trades[^1].On == options.AsOf.AddDays(1)
            ? ledger.Trades[^1].On
            : options.AsOf;
}
