using System.Globalization;
using Npgsql;
using PortfolioTracker.Domain.Currencies;
using PortfolioTracker.Domain.Dividends;
using PortfolioTracker.Domain.Identities;
using PortfolioTracker.Domain.Lots;
using PortfolioTracker.Domain.Prices;
using PortfolioTracker.Infrastructure.Database;
using PortfolioTracker.Infrastructure.MarketData;

namespace PortfolioTracker.Infrastructure.Jobs;

/// <summary>What a user is to be told.</summary>
internal sealed record Notice(Guid UserId, Guid Id, string Symbol, string Message, DateOnly On);

/// <summary>Finds who has lately become entitled to a dividend, and tells each once.</summary>
internal sealed class EntitlementNotices(JobDatabase database, MarketStore store)
{
    public const string Kind = "new_dividend";

    // What a user has decided about already is no news.
    private const string SelectTrades =
        """
        select user_id, transaction_type, symbol, date, quantity
        from pt.transactions
        where symbol = any($1) and transaction_type in ('Buy', 'Sell')
        order by symbol, user_id, date, created_at, id
        """;

    private const string SelectDecided =
        "select user_id, event_id from pt.user_dividends where symbol = any($1) and event_id is not null";

    private const string SetUser =
        "select set_config('pt.job', 'dividends', true), set_config('pt.job_user', $1, true)";

    private const string InsertNotices =
        """
        insert into pt.notifications (user_id, id, kind, symbol, message, date)
        select $1, n.id, $2, n.symbol, n.message, n.date
        from unnest($3::uuid[], $4::text[], $5::text[], $6::date[]) as n(id, symbol, message, date)
        on conflict do nothing
        """;

    /// <summary>A dividend that went ex longer ago is not news any more, as when a symbol is first heard of.</summary>
    private const int NewsDays = 14;

    public async Task<IReadOnlyList<Notice>> FindAsync(
        IReadOnlyCollection<string> symbols, DateOnly day, CancellationToken ct)
    {
        var view = await store.ViewAsync(symbols, [], "USD", ct);
        bool IsNews(DividendEvent paid) => paid.ExOn <= day && paid.ExOn > day.AddDays(-NewsDays);
        string[] inTheNews = [.. symbols.Where(symbol => view.Of(symbol).Dividends.Any(IsNews))];
        if (inTheNews.Length == 0)
        {
            return [];
        }

        await using var connection = await database.OpenForWorkAsync(ct);
        var decided = await DecidedAsync(connection, inTheNews, ct);
        var notices = new List<Notice>();
        foreach (var ((symbol, user), trades) in await TradesAsync(connection, inTheNews, ct))
        {
            var security = view.Of(symbol);
            foreach (var (paid, shares) in Entitlements.Of(trades, security.Splits, security.Dividends))
            {
                if (IsNews(paid) && !decided.Contains((user, paid.Id)))
                {
                    notices.Add(new(user, NameBasedId.Of(user, $"{Kind} {paid.Id:D}"), symbol,
                        Message(paid, shares, security), paid.ExOn));
                }
            }
        }

        return notices;
    }

    /// <summary>Inside the caller's transaction, for each user as the user of the job.</summary>
    public static async Task InsertAsync(
        NpgsqlConnection connection, IReadOnlyList<Notice> notices, CancellationToken ct)
    {
        if (notices.Count == 0)
        {
            return;
        }

        await using var batch = new NpgsqlBatch(connection);
        foreach (var ofUser in notices.GroupBy(notice => notice.UserId))
        {
            batch.BatchCommands.Add(new(SetUser) { Parameters = { In(ofUser.Key.ToString()) } });
            batch.BatchCommands.Add(new(InsertNotices)
            {
                Parameters =
                {
                    In(ofUser.Key),
                    In(Kind),
                    In<Guid[]>([.. ofUser.Select(notice => notice.Id)]),
                    In<string[]>([.. ofUser.Select(notice => notice.Symbol)]),
                    In<string[]>([.. ofUser.Select(notice => notice.Message)]),
                    In<DateOnly[]>([.. ofUser.Select(notice => notice.On)]),
                },
            });
        }

        await batch.ExecuteNonQueryAsync(ct);
    }

    private static string Message(DividendEvent paid, decimal shares, Security security)
    {
        var currency = paid.Currency ?? security.Instrument.Currency;
        var amount = Rounding.Money(paid.AmountPerShare * shares, currency ?? "USD");
        var due = paid.PayOn is { } on ? $"to be paid on {on:yyyy-MM-dd}" : "pay date not announced";
        return string.Create(CultureInfo.InvariantCulture,
            $"{paid.Symbol} went ex-dividend on {paid.ExOn:yyyy-MM-dd}: {amount} {currency} for your {shares:0.######} "
            + $"shares, {due}.");
    }

    private static async Task<Dictionary<(string Symbol, Guid User), List<Trade>>> TradesAsync(
        NpgsqlConnection connection, string[] symbols, CancellationToken ct)
    {
        var trades = new Dictionary<(string, Guid), List<Trade>>();
        await using var select = new NpgsqlCommand(SelectTrades, connection) { Parameters = { In(symbols) } };
        await using var row = await select.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            var (user, symbol) = (row.GetGuid(0), row.GetString(2));
            if (!trades.TryGetValue((symbol, user), out var ofUser))
            {
                trades[(symbol, user)] = ofUser = [];
            }

            ofUser.Add(new(default, row.GetString(1) == "Buy" ? TradeKind.Buy : TradeKind.Sell, symbol,
                row.GetFieldValue<DateOnly>(3), row.GetDecimal(4), 0, 0, "", null, default));
        }

        return trades;
    }

    private static async Task<HashSet<(Guid User, Guid Event)>> DecidedAsync(
        NpgsqlConnection connection, string[] symbols, CancellationToken ct)
    {
        var decided = new HashSet<(Guid, Guid)>();
        await using var select = new NpgsqlCommand(SelectDecided, connection) { Parameters = { In(symbols) } };
        await using var row = await select.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            decided.Add((row.GetGuid(0), row.GetGuid(1)));
        }

        return decided;
    }

    private static NpgsqlParameter<T> In<T>(T value) => new() { TypedValue = value };
}
