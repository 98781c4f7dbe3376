using PortfolioTracker.Domain.Lots;

namespace PortfolioTracker.Infrastructure.MarketData.Archive;

internal sealed partial class MarketArchive
{
    private const string SelectRealSplits =
        "select 1 from pt.splits where symbol = $1 and source <> 'sandbox' limit 1";

    private const string DeleteSandboxSplits = "delete from pt.splits where symbol = $1 and source = 'sandbox'";

    private const string UpsertSplits =
        """
        insert into pt.splits as s (symbol, effective_date, factor, new_shares, old_shares, source, fetched_at)
        select $1, n.effective_date, n.factor, n.new_shares, n.old_shares, $6, $7
        from unnest($2::date[], $3::numeric[], $4::integer[], $5::integer[])
            as n(effective_date, factor, new_shares, old_shares)
        order by n.effective_date
        on conflict (symbol, effective_date) do update
        set factor = excluded.factor, new_shares = excluded.new_shares, old_shares = excluded.old_shares,
            source = excluded.source, fetched_at = excluded.fetched_at
        where (s.factor, s.new_shares, s.old_shares, s.source)
            is distinct from (excluded.factor, excluded.new_shares, excluded.old_shares, excluded.source)
        """;

    private const string SelectRealDividends =
        "select 1 from pt.dividends where symbol = $1 and source <> 'sandbox' limit 1";

    private const string DeleteSandboxDividends =
        "delete from pt.dividends where symbol = $1 and source = 'sandbox'";

    // The row keeps its id when the provider corrects it: entitlements point to it. A date once told stays.
    private const string UpsertDividends =
        """
        insert into pt.dividends as d (symbol, ex_date, declared, record, pay_date, amount, source, fetched_at)
        select $1, n.ex_date, n.declared, n.record, n.pay_date, n.amount, $7, $8
        from unnest($2::date[], $3::date[], $4::date[], $5::date[], $6::numeric[])
            as n(ex_date, declared, record, pay_date, amount)
        order by n.ex_date
        on conflict (symbol, ex_date) do update
        set declared = coalesce(excluded.declared, d.declared), record = coalesce(excluded.record, d.record),
            pay_date = coalesce(excluded.pay_date, d.pay_date), amount = excluded.amount,
            source = excluded.source, fetched_at = excluded.fetched_at
        where (d.declared, d.record, d.pay_date, d.amount, d.source)
            is distinct from
            (coalesce(excluded.declared, d.declared), coalesce(excluded.record, d.record),
             coalesce(excluded.pay_date, d.pay_date), excluded.amount, excluded.source)
        """;

    /// <summary>Stores splits; a factor that is no ratio of small integers is kept as an action that waits.</summary>
    /// <param name="from">Who told them; the source of the process unless told.</param>
    public Task<StoreOutcome> StoreSplitsAsync(
        string symbol, IReadOnlyList<SplitRow> rows, CancellationToken ct, MarketSource? from = null)
    {
        SplitRow[] splits = [.. rows
            .Where(row => row.Factor > 0)
            .GroupBy(row => row.EffectiveOn)
            .Select(day => day.Last())];
        if (splits.Length == 0)
        {
            return Task.FromResult(StoreOutcome.Unchanged);
        }

        var newShares = new int?[splits.Length];
        var oldShares = new int?[splits.Length];
        for (var i = 0; i < splits.Length; i++)
        {
            if (SplitRatio.TryFrom(splits[i].Factor, out var @new, out var old))
            {
                (newShares[i], oldShares[i]) = (@new, old);
            }
        }

        return ChangeAsync(symbol, async connection =>
        {
            if (!await MayWriteAsync(connection, SelectRealSplits, DeleteSandboxSplits, [In(symbol)], ct))
            {
                return 0;
            }

            await using var upsert = Command(
                connection,
                UpsertSplits,
                In(symbol),
                In(Column(splits, row => row.EffectiveOn)),
                In(Column(splits, row => row.Factor)),
                In(newShares),
                In(oldShares),
                In((from ?? source).Name),
                In(Now));
            return await upsert.ExecuteNonQueryAsync(ct);
        }, ct);
    }

    /// <summary>Stores dividends, amounts turned into the major unit. Two different payments of one ex-date (a regular
    /// and a special one) are one entitlement and are added; a row told twice counts once.</summary>
    public Task<StoreOutcome> StoreDividendsAsync(
        string symbol, IReadOnlyList<DividendRow> rows, decimal scale, CancellationToken ct)
    {
        DividendRow[] dividends = [.. rows
            .Where(row => row.Amount > 0)
            .Distinct()
            .GroupBy(row => row.ExOn)
            .Select(day => day.Last() with { Amount = day.Sum(row => row.Amount) * scale })];
        if (dividends.Length == 0)
        {
            return Task.FromResult(StoreOutcome.Unchanged);
        }

        return ChangeAsync(symbol, async connection =>
        {
            if (!await MayWriteAsync(connection, SelectRealDividends, DeleteSandboxDividends, [In(symbol)], ct))
            {
                return 0;
            }

            await using var upsert = Command(
                connection,
                UpsertDividends,
                In(symbol),
                In(Column(dividends, row => row.ExOn)),
                In(Column(dividends, row => row.DeclaredOn)),
                In(Column(dividends, row => row.RecordOn)),
                In(Column(dividends, row => row.PayOn)),
                In(Column(dividends, row => row.Amount)),
                In(source.Name),
                In(Now));
            return await upsert.ExecuteNonQueryAsync(ct);
        }, ct);
    }
}
