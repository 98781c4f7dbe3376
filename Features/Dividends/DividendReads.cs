using PortfolioTracker.Domain.Dividends;
using PortfolioTracker.Domain.Lots;
using PortfolioTracker.Domain.Portfolio;
using PortfolioTracker.Domain.Prices;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.MarketData;
using PortfolioTracker.Infrastructure.Portfolio;

namespace PortfolioTracker.Features.Dividends;

/// <summary>The income of a user on a day, with what it was computed from.</summary>
internal sealed record DividendOverview(Ledger Ledger, MarketView Market, DateOnly AsOf, Income Income)
{
    public UserDividendRow Row(UserDividend dividend) => UserDividendRow.Of(
        dividend, Ledger.Owner, Market.Of(dividend.Symbol), Ledger.BaseCurrency, AsOf);
}

/// <summary>A dividend by the id its user knows it by, and all that is known of its symbol.</summary>
internal sealed record FoundDividend(Guid Id, DividendEntry Entry, Ledger Ledger, MarketView Market)
{
    public string Symbol => Entry.Symbol;

    public IReadOnlyList<Split> Splits => Market.Of(Symbol).Splits;
}

/// <summary>Reads ledger and market and lets the domain compute: the figures of the complete document.</summary>
internal sealed class DividendReads(
    PortfolioReader reader, PortfolioMarket market, MarketStore store, TimeProvider clock)
{
    private const string Benchmark = "SPY";

    public DateOnly Today => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);

    /// <summary>Today anywhere on earth; the day begins first at UTC+14. No payment is booked after it.</summary>
    public DateOnly LastDay => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime.AddHours(14));

    public async Task<DividendOverview> OfAsync(CurrentUser user, CancellationToken ct)
    {
        var ledger = await reader.ReadAsync(user, ct);
        var view = (await market.ForAsync(ledger, Benchmark, force: false, ct)).View;
        return Overview(ledger, view);
    }

    public DividendOverview Overview(Ledger ledger, MarketView view)
    {
        // A trade of tomorrow is one of today in the user's part of the world.
        var today = Today;
        var asOf = ledger.Trades.Count > 0 && ledger.Trades[^1].On == today.AddDays(1) ? today.AddDays(1) : today;
        return new(ledger, view, asOf, PortfolioSnapshot.IncomeOf(ledger, view, new SnapshotOptions(asOf)));
    }

    /// <summary>Null where the user has no such dividend; rejected ones are found.</summary>
    public async Task<FoundDividend?> FindAsync(CurrentUser user, string? dividendId, CancellationToken ct)
    {
        if (!Guid.TryParseExact(dividendId, "D", out var id))
        {
            return null;
        }

        var ledger = await reader.ReadAsync(user, ct);
        string[] symbols = [.. ledger.Trades.Select(trade => trade.Symbol)
            .Concat(ledger.Decisions.Select(decision => decision.Symbol)).Distinct(StringComparer.Ordinal)];
        var view = await ViewAsync(ledger, symbols, ct);
        foreach (var symbol in symbols)
        {
            var part = ledger with
            {
                Trades = [.. ledger.Trades.Where(trade => trade.Symbol == symbol)],
                Decisions = [.. ledger.Decisions.Where(decision => decision.Symbol == symbol)],
            };
            if (Find(part, view, symbol, id) is { } entry)
            {
                return new(id, entry, part, view);
            }
        }

        return null;
    }

    public Task<MarketView> MarketOfAsync(string symbol, CancellationToken ct) =>
        store.ViewAsync([symbol], [], "USD", ct);

    private Task<MarketView> ViewAsync(Ledger ledger, IReadOnlyCollection<string> symbols, CancellationToken ct) =>
        store.ViewAsync(
            symbols,
            [.. ledger.Trades.Select(trade => trade.Currency)
                .Concat(ledger.Decisions.Select(decision => decision.Currency)).Distinct()],
            ledger.BaseCurrency,
            ct);

    /// <param name="part">The part of the ledger about the symbol.</param>
    public static DividendBook Book(Ledger part, MarketView view, string symbol)
    {
        var security = view.Of(symbol);
        return DividendBook.Of(symbol, part.Trades, security.Splits, security.Dividends, part.Decisions,
            CurrencyOf(part, view, symbol));
    }

    public static DividendEntry? Find(Ledger part, MarketView view, string symbol, Guid id) =>
        Book(part, view, symbol).Entries.FirstOrDefault(entry => entry.IdFor(part.Owner) == id);

    public static string CurrencyOf(Ledger part, MarketView view, string symbol) =>
        view.Of(symbol).Instrument.Currency
        ?? (part.Trades.Count > 0 ? part.Trades[0].Currency : part.BaseCurrency);
}
