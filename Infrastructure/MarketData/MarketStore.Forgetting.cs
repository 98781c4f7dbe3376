namespace PortfolioTracker.Infrastructure.MarketData;

internal sealed partial class MarketStore
{
    /// <summary>Another instance has changed it: it is read again when somebody next asks.</summary>
    public void Forget(string key)
    {
        lock (gate)
        {
            Change(NameOf(key));
        }
    }

    /// <summary>Notifications were lost for a while: anything may have changed.</summary>
    public void ForgetAll()
    {
        lock (gate)
        {
            held.Clear();
            loading.Clear();
            changedAt.Clear();
            Volatile.Write(ref allChangedAt, version + 1);
            Volatile.Write(ref version, version + 1);
        }
    }

    /// <summary>Notifications begin: of what was read before them, all that has changed in the archive since is
    /// forgotten.</summary>
    public async Task ForgetChangedAsync(CancellationToken ct)
    {
        Task[] flights;
        lock (gate)
        {
            flights = [.. loading.Values.Distinct()];
        }

        await Task.WhenAll(flights).WaitAsync(ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var read = held.ToArray();
        var versions = await archive.VersionsAsync([.. read.Select(entry => entry.Key)], ct);
        foreach (var (key, entry) in read)
        {
            if (versions.GetValueOrDefault(key) != entry.ArchiveVersion)
            {
                Forget(key);
            }
        }
    }
}
