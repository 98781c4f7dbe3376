namespace PortfolioTracker.Infrastructure.MarketData;

internal sealed partial class MarketStore
{
    /// <summary>Keys read in one trip. More would make one statement run for seconds.</summary>
    private const int KeysTogether = 200;

    private async Task<Dictionary<string, Held>> KnownAsync(HashSet<string> keys, CancellationToken ct)
    {
        var known = new Dictionary<string, Held>(keys.Count);
        List<string>? missing = null;
        foreach (var key in keys)
        {
            var isHeld = TryTake(key, known);
            MemoryReads.Count(isHeld);
            if (!isHeld)
            {
                (missing ??= []).Add(key);
            }
        }

        if (missing is null)
        {
            return known;
        }

        foreach (var (key, flight) in Flights(missing, known))
        {
            known[key] = (await probe.WhileItAnswersAsync(flight, ct))[key];
        }

        return known;
    }

    private bool TryTake(string key, Dictionary<string, Held> known)
    {
        if (!held.TryGetValue(key, out var entry))
        {
            return false;
        }

        entry.UsedAt = Interlocked.Increment(ref clock);
        known[key] = entry;
        return true;
    }

    private List<(string Key, Task<IReadOnlyDictionary<string, Held>> Flight)> Flights(
        List<string> missing, Dictionary<string, Held> known)
    {
        var flights = new List<(string, Task<IReadOnlyDictionary<string, Held>>)>(missing.Count);
        lock (gate)
        {
            var mine = new List<string>();
            foreach (var key in missing)
            {
                if (loading.TryGetValue(key, out var flight))
                {
                    flights.Add((key, flight));
                }
                else if (!TryTake(key, known))
                {
                    mine.Add(key);
                }
            }

            foreach (var part in mine.Chunk(KeysTogether))
            {
                var startedAt = version;
                var flight = Task.Run(() => LoadAsync(part, startedAt));
                foreach (var key in part)
                {
                    loading[key] = flight;
                    flights.Add((key, flight));
                }
            }
        }

        return flights;
    }

    /// <summary>All the keys together. No caller's cancellation stops it: others wait for it too.</summary>
    private async Task<IReadOnlyDictionary<string, Held>> LoadAsync(string[] keys, long startedAt)
    {
        var loaded = new Dictionary<string, Held>();
        try
        {
            string[] currencies = [.. keys.Select(DollarPairs.CurrencyOf).OfType<string>()];
            string[] symbols = [.. keys.Where(key => DollarPairs.CurrencyOf(key) is null)];
            string[] heldCurrencies = [.. held.Keys.Select(DollarPairs.CurrencyOf).OfType<string>()];
            var market = await archive.LoadAsync(symbols, currencies, heldCurrencies, CancellationToken.None);
            foreach (var (symbol, security) in market.Securities)
            {
                loaded[symbol] = new(security, market.Versions.GetValueOrDefault(symbol));
            }

            foreach (var (currency, rates) in market.Rates)
            {
                var key = DollarPairs.KeyOf(currency);
                loaded[key] = new(rates, market.Versions.GetValueOrDefault(key));
            }

            return loaded;
        }
        finally
        {
            lock (gate)
            {
                Land(keys, loaded, startedAt);
            }
        }
    }

    /// <summary>Keeps what was loaded, but for keys that changed meanwhile: what was read of them may be older than
    /// the change, and whoever asks after the change has started another load.</summary>
    private void Land(string[] keys, Dictionary<string, Held> loaded, long startedAt)
    {
        if (allChangedAt > startedAt)
        {
            return;
        }

        foreach (var key in keys.Where(key => !HasChanged(key, startedAt)))
        {
            loading.Remove(key);
        }

        foreach (var (key, value) in loaded)
        {
            if (!HasChanged(key, startedAt))
            {
                Hold(key, value);
            }
        }
    }

    private bool HasChanged(string key, long since) => changedAt.TryGetValue(key, out var at) && at > since;

    private void Put(string key, Held value)
    {
        lock (gate)
        {
            Change(key);
            Hold(key, value);
        }
    }

    private void Change(string key)
    {
        // The list of changes is bounded too: beyond it everything counts as changed, once.
        if (changedAt.Count >= heldMax * 4)
        {
            changedAt.Clear();
            Volatile.Write(ref allChangedAt, version + 1);
        }

        changedAt[key] = version + 1;
        held.TryRemove(key, out _);
        loading.Remove(key);
        Volatile.Write(ref version, version + 1);
    }

    private void Hold(string key, Held entry)
    {
        entry.UsedAt = Interlocked.Increment(ref clock);
        held[key] = entry;
        if (held.Count <= heldMax)
        {
            return;
        }

        // A twentieth leaves at once, so that a full store does not sort itself at each new symbol.
        foreach (var (oldest, _) in held.OrderBy(entry => entry.Value.UsedAt).Take(Math.Max(1, heldMax / 20)).ToArray())
        {
            held.TryRemove(oldest, out _);
        }
    }

    private sealed class Held(object value, long archiveVersion)
    {
        public object Value => value;

        /// <summary>How often it had changed in the archive when it was read; 0 for never.</summary>
        public long ArchiveVersion => archiveVersion;

        /// <summary>Ticks of the store's own clock, which counts uses.</summary>
        public long UsedAt { get; set; }
    }
}
