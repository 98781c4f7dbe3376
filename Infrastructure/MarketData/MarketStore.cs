using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using PortfolioTracker.Domain.Currencies;
using PortfolioTracker.Domain.Prices;
using PortfolioTracker.Infrastructure.Caching;
using PortfolioTracker.Infrastructure.Database;
using PortfolioTracker.Infrastructure.MarketData.Archive;

namespace PortfolioTracker.Infrastructure.MarketData;

/// <summary>A view of the market, and what it was taken from.</summary>
/// <param name="Version">State of the memory before the view was taken.</param>
/// <param name="Keys">Symbols and currency pairs.</param>
/// <param name="ArchiveVersion">How often these keys had changed in the archive: any later change makes it larger, in
/// whichever instance.</param>
internal sealed record MarketReading(
    MarketView View, long Version, IReadOnlyCollection<string> Keys, long ArchiveVersion);

/// <summary>
/// The market in memory, shared by all users: immutable securities and rates, loaded from the archive when somebody
/// first asks, bounded, the least recently used out first.
/// <para>Who keeps a result made from it throws the result away when <see cref="ChangedSince"/> says so for the keys
/// of its <see cref="MarketReading"/>.</para>
/// </summary>
internal sealed partial class MarketStore(
    MarketArchive archive, DatabaseProbe probe, IOptions<MarketDataOptions> options)
{
    private readonly Lock gate = new();
    private readonly ConcurrentDictionary<string, Held> held = new();
    private readonly ConcurrentDictionary<string, long> changedAt = new();
    private readonly Dictionary<string, Task<IReadOnlyDictionary<string, Held>>> loading = [];
    private readonly int heldMax = options.Value.SymbolsInMemoryMax;
    private long version;
    private long allChangedAt;
    private long clock;

    /// <summary>Grows with every change of anything.</summary>
    public long Version => Volatile.Read(ref version);

    /// <summary>Of symbols and pairs; a miss is read from the archive.</summary>
    public CacheReads MemoryReads { get; } = new();

    /// <summary>How many symbols and pairs are in memory.</summary>
    public int Count => held.Count;

    /// <summary>Whether any of the keys (symbols, and pairs such as <c>EUR/USD</c> that stand for a currency's rates)
    /// has changed since then. Says yes, wrongly, only after a lost connection to the notifications, or when a great
    /// many keys have changed.</summary>
    public bool ChangedSince(long since, IReadOnlyCollection<string> keys)
    {
        if (Version == since)
        {
            return false;
        }

        if (Volatile.Read(ref allChangedAt) > since)
        {
            return true;
        }

        foreach (var key in keys)
        {
            if (changedAt.TryGetValue(NameOf(key), out var at) && at > since)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// What is known of the symbols, with rates against the dollar for the currencies, the base currency and the
    /// symbols' own currencies. All that is not in memory is read together, once for all who ask for it.
    /// </summary>
    public async Task<MarketView> ViewAsync(
        IReadOnlyCollection<string> symbols, IReadOnlyCollection<string> currencies, string baseCurrency,
        CancellationToken ct) => (await ReadAsync(symbols, currencies, baseCurrency, ct)).View;

    /// <summary>The same, with all that tells later whether it is still true.</summary>
    public async Task<MarketReading> ReadAsync(
        IReadOnlyCollection<string> symbols, IReadOnlyCollection<string> currencies, string baseCurrency,
        CancellationToken ct)
    {
        var version = Version;
        var keys = new HashSet<string>(symbols);
        foreach (var currency in currencies.Append(baseCurrency))
        {
            AddPair(keys, currency);
        }

        var known = await KnownAsync(keys, ct);
        var own = new HashSet<string>();
        foreach (var symbol in symbols)
        {
            AddPair(own, ((Security)known[symbol].Value).Instrument.Currency);
        }

        own.ExceptWith(keys);
        foreach (var (key, rate) in own.Count == 0 ? [] : await KnownAsync(own, ct))
        {
            known[key] = rate;
        }

        var rates = new Dictionary<(string, string), PriceSeries>();
        var doubted = new Dictionary<string, DoubtedPrice>();
        foreach (var (key, entry) in known)
        {
            if (entry.Value is LoadedRates loaded)
            {
                var currency = DollarPairs.CurrencyOf(key)!;
                rates[DollarPairs.QuotedAs(currency)] = loaded.Series;
                if (loaded.Doubted is { } rate)
                {
                    doubted[currency] = rate;
                }
            }
        }

        var securities = new Dictionary<string, Security>(symbols.Count);
        foreach (var symbol in symbols)
        {
            securities[symbol] = (Security)known[symbol].Value;
        }

        return new(new(securities, new ExchangeRates(rates) { Doubted = doubted }), version, [.. known.Keys],
            known.Values.Sum(entry => entry.ArchiveVersion));
    }

    /// <summary>Puts a security in place of what was known of it.</summary>
    public void Replace(Security security) => Put(security.Instrument.Symbol, new(security, archiveVersion: 0));

    /// <summary>Puts rates of a currency, quoted as <see cref="DollarPairs.QuotedAs"/> says, in place.</summary>
    public void ReplaceRates(string currency, PriceSeries rates) =>
        Put(DollarPairs.KeyOf(currency), new(new LoadedRates(rates, null), archiveVersion: 0));

    /// <summary>This instance has changed it in the archive. What is in memory is read again at once, so that nobody
    /// has to wait for it; what is not stays out.</summary>
    public async Task ReloadAsync(string key, CancellationToken ct)
    {
        var name = NameOf(key);
        var wasHeld = held.ContainsKey(name);
        Forget(name);
        if (wasHeld)
        {
            await KnownAsync([name], ct);
        }
    }

    private static void AddPair(HashSet<string> keys, string? currency)
    {
        if (currency is not null and not DollarPairs.Dollar)
        {
            keys.Add(DollarPairs.KeyOf(currency));
        }
    }

    private static string NameOf(string key) =>
        DollarPairs.CurrencyOf(key) is { } currency ? DollarPairs.KeyOf(currency) : key;
}
