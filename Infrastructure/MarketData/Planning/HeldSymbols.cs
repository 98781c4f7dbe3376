using Npgsql;
using PortfolioTracker.Domain.Markets;
using PortfolioTracker.Infrastructure.Database;
using PortfolioTracker.Infrastructure.MarketData.Refreshing;

namespace PortfolioTracker.Infrastructure.MarketData.Planning;

/// <param name="Value">Roughly, in <paramref name="Currency"/>: shares by the ledgers, at the last close or else at the
/// last price that was paid. Splits are left out: this orders calls, it values nothing.</param>
/// <param name="LastOn">The day of the last close; null where no price is known.</param>
internal sealed record HeldSymbol(string Symbol, int Holders, double Value, string Currency, DateOnly? LastOn);

/// <summary>What all users together hold, symbol by symbol and without their names, as a job may see it.</summary>
internal sealed class HeldSymbols(JobDatabase database, MarketStore store, MarketSource source, TimeProvider clock)
    : IDisposable
{
    private const string SelectHeld =
        """
        with held as (
            select user_id, symbol,
                sum(case transaction_type when 'Buy' then quantity when 'Sell' then -quantity else 0 end) as shares,
                (array_agg(price order by date desc, created_at desc) filter (where transaction_type <> 'DIVIDEND'))[1]
                    as paid,
                max(currency) as currency
            from pt.transactions
            group by user_id, symbol)
        select h.symbol, count(*)::int, (sum(h.shares * coalesce(p.close, h.paid)))::float8,
            coalesce(i.currency, max(h.currency)), p.date
        from held h
        left join pt.instruments i on i.symbol = h.symbol and (i.source <> 'sandbox' or $1)
        left join lateral (
            select d.date, d.close from pt.daily_prices d
            where d.symbol = h.symbol and (d.source <> 'sandbox' or $1)
            order by d.date desc limit 1) p on true
        where h.shares > 0
        group by h.symbol, i.currency, p.date, p.close
        """;

    private static readonly TimeSpan FreshFor = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan QuickRead = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim oneAtATime = new(1);
    private Snapshot last = Snapshot.None;
    private TimeSpan took;
    private volatile bool isForgotten;

    /// <summary>What is held has changed: it is read anew when it is needed next. Where that takes long, it is done a
    /// twentieth of the time at most.</summary>
    public void Forget() => isForgotten = true;

    /// <summary>At most five minutes old.</summary>
    public async Task<Snapshot> ReadAsync(CancellationToken ct)
    {
        if (IsFresh(last))
        {
            return last;
        }

        await oneAtATime.WaitAsync(ct);
        try
        {
            return IsFresh(last) ? last : last = await SelectAsync(ct);
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    public void Dispose() => oneAtATime.Dispose();

    private bool IsFresh(Snapshot snapshot) =>
        isForgotten ? took > QuickRead && clock.GetUtcNow() - snapshot.At < took * 20
        : clock.GetUtcNow() - snapshot.At < FreshFor;

    private async Task<Snapshot> SelectAsync(CancellationToken ct)
    {
        var held = new List<HeldSymbol>();
        var began = clock.GetTimestamp();
        isForgotten = false;
        await using (var connection = await database.OpenForWorkAsync(ct))
        {
            await using var select = new NpgsqlCommand(SelectHeld, connection)
            {
                Parameters = { new NpgsqlParameter<bool> { TypedValue = source.IsSandbox } },
            };
            await using var reader = await select.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct))
            {
                held.Add(new(
                    reader.GetString(0), reader.GetInt32(1), reader.GetDouble(2), reader.GetString(3),
                    reader.IsDBNull(4) ? null : reader.GetFieldValue<DateOnly>(4)));
            }
        }

        took = clock.GetElapsedTime(began);
        return await InDollarsAsync(held, ct);
    }

    private async Task<Snapshot> InDollarsAsync(List<HeldSymbol> held, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        string[] currencies = [.. held.Select(symbol => symbol.Currency).Distinct()];
        var rates = (await store.ViewAsync([], currencies, DollarPairs.Dollar, ct)).Rates;
        var (values, ofCurrency) = (new Dictionary<string, (HeldSymbol, double)>(), new Dictionary<string, double>());
        foreach (var symbol in held)
        {
            // Without a rate the number stands as it is: wrong by a factor, and still an order.
            var rate = (double)(rates.Between(symbol.Currency, DollarPairs.Dollar, today)?.Value ?? 1m);
            values[symbol.Symbol] = (symbol, symbol.Value * rate);
            ofCurrency[symbol.Currency] = ofCurrency.GetValueOrDefault(symbol.Currency) + (symbol.Value * rate);
        }

        return new(now, values, ofCurrency);
    }

    /// <summary>What was held at a moment, in dollars.</summary>
    internal sealed class Snapshot(
        DateTimeOffset at, IReadOnlyDictionary<string, (HeldSymbol Symbol, double ValueUsd)> held,
        IReadOnlyDictionary<string, double> ofCurrency)
    {
        public static Snapshot None { get; } =
            new(
                DateTimeOffset.MinValue, new Dictionary<string, (HeldSymbol, double)>(),
                new Dictionary<string, double>());

        public DateTimeOffset At => at;

        public IReadOnlyCollection<string> Symbols { get; } = [.. held.Keys];

        /// <summary>What somebody looks at and nobody holds counts as a holding in the middle of all.</summary>
        private readonly double median = held.Count == 0
            ? 0
            : held.Values.Select(symbol => symbol.ValueUsd).Order().ElementAt(held.Count / 2);

        public HeldSymbol? Of(string symbol) => held.TryGetValue(symbol, out var found) ? found.Symbol : null;

        private static int SessionsSince(DateOnly day, FetchItem item, DateTime now)
        {
            if (item.Kind == FetchKind.Rates)
            {
                return CallPlanner.WeekdaysBetween(day, Freshness.LastClosedSession(now));
            }

            var exchange = ExchangeCalendar.ForSymbol(item.Key, null);
            return exchange.SessionsBetween(day, Freshness.LastSession(exchange, now));
        }

        /// <summary>What a fetch would gain now.</summary>
        public CallCandidate Candidate(FetchItem item, FetchState? state, DateTime now)
        {
            (HeldSymbol Symbol, double ValueUsd)? known = held.TryGetValue(item.Key, out var found) ? found : null;
            var currency = item.Kind == FetchKind.Rates ? DollarPairs.CurrencyOf(item.Key) : null;
            var value = currency is not null ? ofCurrency.GetValueOrDefault(currency) : known?.ValueUsd ?? median;
            var since = item.Kind == FetchKind.Prices && known?.Symbol.LastOn is { } lastOn ? lastOn
                : state?.LastSuccessAt is { } at ? DateOnly.FromDateTime(at)
                : (DateOnly?)null;
            return new(item, value, since is { } day ? SessionsSince(day, item, now) : null);
        }
    }
}
