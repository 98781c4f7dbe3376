using Npgsql;
using PortfolioTracker.Domain.Prices;

namespace PortfolioTracker.Infrastructure.MarketData.Archive;

internal sealed partial class MarketArchive
{
    /// <summary>A close this many times that of the day before is likely a split of which nobody has told us.</summary>
    private const decimal FarMove = 1.35m;

    private const string SelectLastClose =
        """
        select p.date, p.close,
            (select coalesce(exp(sum(ln(s.factor::double precision))), 1) from pt.splits s
             where s.symbol = p.symbol and s.effective_date > p.date and s.effective_date <= $2) as factor
        from pt.daily_prices p
        where p.symbol = $1 and p.date <= $2
        order by p.date desc
        limit 1
        """;

    private const string SelectLastDay =
        "select max(date) from pt.daily_prices where symbol = $1 and source = $2";

    private const string SelectLastBesides =
        """
        select date, close from pt.daily_prices
        where symbol = $1 and source not in ($2, 'sandbox')
        order by date desc
        limit 1
        """;

    private const string SelectRealPrices =
        "select 1 from pt.daily_prices where symbol = $1 and source <> 'sandbox' limit 1";

    private const string DeleteSandboxPrices =
        "delete from pt.daily_prices where symbol = $1 and source = 'sandbox'";

    private const string UpsertPrices =
        """
        insert into pt.daily_prices as p (symbol, date, open, high, low, close, volume, source, fetched_at)
        select $1, n.date, n.open, n.high, n.low, n.close, n.volume, $8, $9
        from unnest($2::date[], $3::numeric[], $4::numeric[], $5::numeric[], $6::numeric[], $7::bigint[])
            as n(date, open, high, low, close, volume)
        order by n.date
        on conflict (symbol, date) do update
        set open = excluded.open, high = excluded.high, low = excluded.low, close = excluded.close,
            volume = excluded.volume, source = excluded.source, fetched_at = excluded.fetched_at
        where (p.open, p.high, p.low, p.close, p.volume, p.source)
            is distinct from
            (excluded.open, excluded.high, excluded.low, excluded.close, excluded.volume, excluded.source)
            and p.source is distinct from $10
        """;

    // A week's row is dated on its last trading day, so its close is a close of that day; a daily row knows more.
    private const string InsertCloses =
        """
        insert into pt.daily_prices (symbol, date, close, source, fetched_at)
        select $1, n.date, n.close, $4, $5
        from unnest($2::date[], $3::numeric[]) as n(date, close)
        order by n.date
        on conflict (symbol, date) do nothing
        """;

    /// <summary>The last day of the symbol's prices from a source, null where there are none.</summary>
    /// <param name="from">The source of the process unless told.</param>
    public async Task<DateOnly?> LastPriceOnAsync(string symbol, CancellationToken ct, MarketSource? from = null)
    {
        await using var connection = await database.OpenAsync(ct);
        await using var command = Command(connection, SelectLastDay, In(symbol), In((from ?? source).Name));
        return await command.ExecuteScalarAsync(ct) as DateOnly?;
    }

    /// <summary>The last real close that is not of the source, null where there is none.</summary>
    public async Task<(DateOnly On, decimal Close)?> LastCloseBesidesAsync(
        string symbol, MarketSource from, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        await using var command = Command(connection, SelectLastBesides, In(symbol), In(from.Name));
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? (reader.GetFieldValue<DateOnly>(0), reader.GetDecimal(1)) : null;
    }

    /// <summary>Stores raw bars, turned into the major unit. Bars are ascending, one a day.</summary>
    /// <param name="scale">Major units in one quoted unit, <see cref="QuotedUnit.Scale"/>.</param>
    /// <param name="closesOnly">Bars of longer periods: only the close of their last day is true of that day.</param>
    /// <param name="from">Who gave them; the source of the process unless told.</param>
    public async Task<PricesStored> StorePricesAsync(
        string symbol, IReadOnlyList<DailyBar> bars, decimal scale, bool closesOnly, CancellationToken ct,
        MarketSource? from = null)
    {
        if (bars.Count == 0)
        {
            return new(StoreOutcome.Unchanged, null, null);
        }

        from ??= source;
        DateOnly? movedFarOn = null;
        var quarantined = false;
        var (believed, outlier) = Plausibility.Sift(bars, At);
        var outcome = await ChangeAsync(symbol, async connection =>
        {
            if (!await MayWriteAsync(connection, SelectRealPrices, DeleteSandboxPrices, [In(symbol)], ct))
            {
                return 0;
            }

            if (await LastCloseAsync(connection, symbol, believed[^1].On, ct) is { } last)
            {
                var (newest, known) = (believed[^1].Close * scale, last.Close / last.Factor);
                quarantined = Plausibility.IsFar(newest, known);
                movedFarOn = closesOnly ? null : FarMoveAfter(believed, last.On);
                if (quarantined)
                {
                    return await DoubtAsync(
                        connection, symbol, new(believed[^1].On, newest, last.On, known), from, ct);
                }
            }
            else
            {
                (believed, outlier) = Plausibility.SiftFirst(bars, At);
            }

            var told = outlier is { } doubted
                ? await DoubtAsync(connection, symbol, doubted.Times(scale), from, ct)
                : await BelieveAsync(connection, [symbol], ct);
            return told + await WriteAsync(connection, symbol, believed, scale, closesOnly, from, ct);
        }, ct);

        return quarantined
            ? new(StoreOutcome.Quarantined, null, movedFarOn)
            : new(outcome, believed[^1].On, movedFarOn);
    }

    private static PricePoint At(DailyBar bar) => new(bar.On, bar.Close);

    private static async Task<(DateOnly On, decimal Close, decimal Factor)?> LastCloseAsync(
        NpgsqlConnection connection, string symbol, DateOnly upTo, CancellationToken ct)
    {
        await using var command = Command(connection, SelectLastClose, In(symbol), In(upTo));
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct)
            // The factor comes through a logarithm and is good for a comparison with fifty, not for money.
            ? (reader.GetFieldValue<DateOnly>(0), reader.GetDecimal(1), (decimal)reader.GetDouble(2))
            : null;
    }

    private static DateOnly? FarMoveAfter(IReadOnlyList<DailyBar> bars, DateOnly lastOn)
    {
        for (var i = bars.Count - 1; i > 0 && bars[i].On > lastOn; i--)
        {
            var move = bars[i].Close / bars[i - 1].Close;
            if (move is > FarMove or < 1 / FarMove)
            {
                return bars[i].On;
            }
        }

        return null;
    }

    private async Task<int> WriteAsync(
        NpgsqlConnection connection, string symbol, IReadOnlyList<DailyBar> bars, decimal scale, bool closesOnly,
        MarketSource from, CancellationToken ct)
    {
        var days = In(Column(bars, bar => bar.On));
        var closes = In(Column(bars, bar => bar.Close * scale));
        await using var command = closesOnly
            ? Command(connection, InsertCloses, In(symbol), days, closes, In(from.Name), In(Now))
            : Command(
                connection,
                UpsertPrices,
                In(symbol),
                days,
                In(Column(bars, bar => bar.Open * scale)),
                In(Column(bars, bar => bar.High * scale)),
                In(Column(bars, bar => bar.Low * scale)),
                closes,
                In(Column(bars, bar => bar.Volume)),
                In(from.Name),
                In(Now),
                In(from.GivesWayTo));
        return await command.ExecuteNonQueryAsync(ct);
    }

    private static TColumn[] Column<TRow, TColumn>(IReadOnlyList<TRow> rows, Func<TRow, TColumn> take)
    {
        var column = new TColumn[rows.Count];
        for (var i = 0; i < column.Length; i++)
        {
            column[i] = take(rows[i]);
        }

        return column;
    }
}
