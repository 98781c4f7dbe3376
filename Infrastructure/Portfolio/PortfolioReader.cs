using Npgsql;
using PortfolioTracker.Domain.Dividends;
using PortfolioTracker.Domain.Lots;
using PortfolioTracker.Domain.Portfolio;
using PortfolioTracker.Domain.Prices;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Database;

namespace PortfolioTracker.Infrastructure.Portfolio;

/// <summary>Reads the whole ledger of a user, as that user, in one round trip and one snapshot of the database.
/// </summary>
internal sealed class PortfolioReader(UserDatabase database)
{
    /// <summary>A statement before these, in the same transaction, may find that the ledger is not needed: then they
    /// read nothing. Evaluated once a statement.</summary>
    private const string UnlessSkipped = "current_setting('pt.ledger', true) IS DISTINCT FROM 'skip'";

    private const string SelectProfile =
        $"SELECT base_currency, cost_method FROM pt.profiles WHERE user_id = $1 AND {UnlessSkipped}";

    private const string TradeColumns =
        """
        id, transaction_type, symbol, date, quantity, price, commission, currency, exchange_rate,
        exchange_rate_currency, created_at, dividend_id, lots::text
        """;

    private const string SelectTrades =
        $"""
        SELECT {TradeColumns}
        FROM pt.transactions
        WHERE user_id = $1 AND {UnlessSkipped}
        ORDER BY date, created_at, id
        """;

    private const string SelectTradesOfSymbol =
        $"""
        SELECT {TradeColumns}
        FROM pt.transactions
        WHERE user_id = $1 AND symbol = $2
        ORDER BY date, created_at, id
        """;

    private const string SelectDecisions =
        $"""
        SELECT id, event_id, symbol, status, ex_date, pay_date, amount_per_share, shares, withholding_tax, fee,
            currency, created_at, updated_at
        FROM pt.user_dividends
        WHERE user_id = $1 AND {UnlessSkipped}
        """;

    private const string SelectOwnPrices =
        $"""
        SELECT symbol, currency, date, close
        FROM pt.user_prices
        WHERE user_id = $1 AND {UnlessSkipped}
        ORDER BY symbol, date
        """;

    public Task<Ledger> ReadAsync(CurrentUser user, CancellationToken ct) => database.ReadInOneTripAsync(
        user, Queries(user), (reader, c) => ReadAsync(reader, user.Id, c), ct);

    /// <summary>For who reads something else in the same round trip; <see cref="ReadAsync(NpgsqlDataReader, Guid,
    /// CancellationToken)"/> takes the reader where it stands on the first of them.</summary>
    public static IReadOnlyList<NpgsqlBatchCommand> Queries(CurrentUser user) =>
        [Of(SelectProfile, user), Of(SelectTrades, user), Of(SelectDecisions, user), Of(SelectOwnPrices, user)];

    /// <summary>The part of the ledger that is about one symbol, as the open transaction sees it.</summary>
    public static async Task<Ledger> ReadSymbolAsync(
        UserTransaction transaction, CurrentUser user, string symbol, CancellationToken ct)
    {
        var trades = Of(SelectTradesOfSymbol, user);
        trades.Parameters.Add(new NpgsqlParameter<string> { TypedValue = symbol });
        await using var batch = new NpgsqlBatch(transaction.Connection)
        {
            BatchCommands =
            {
                Of(SelectProfile, user), trades, Of(SelectDecisions, user), Of(SelectOwnPrices, user),
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(ct);
        var ledger = await ReadAsync(reader, user.Id, ct);
        return ledger with { Decisions = [.. ledger.Decisions.Where(decision => decision.Symbol == symbol)] };
    }

    private static NpgsqlBatchCommand Of(string sql, CurrentUser user) =>
        new(sql) { Parameters = { new NpgsqlParameter<Guid> { TypedValue = user.Id } } };

    public static async Task<Ledger> ReadAsync(NpgsqlDataReader reader, Guid owner, CancellationToken ct)
    {
        var (baseCurrency, method) = ("USD", CostMethod.Fifo);
        if (await reader.ReadAsync(ct))
        {
            baseCurrency = reader.GetString(0);
            method = Enum.TryParse<CostMethod>(reader.GetString(1), ignoreCase: true, out var chosen) ? chosen : method;
        }

        await reader.NextResultAsync(ct);
        var trades = new List<Trade>();
        var symbols = new Dictionary<string, string>(StringComparer.Ordinal);
        while (await reader.ReadAsync(ct))
        {
            trades.Add(ReadTrade(reader, baseCurrency, symbols));
        }

        await reader.NextResultAsync(ct);
        var decisions = new List<DividendDecision>();
        while (await reader.ReadAsync(ct))
        {
            decisions.Add(ReadDecision(reader, symbols));
        }

        await reader.NextResultAsync(ct);
        var own = await ReadOwnPricesAsync(reader, symbols, ct);
        return new(baseCurrency, method, trades) { Owner = owner, Decisions = decisions, OwnPrices = own };
    }

    private static async Task<List<OwnPrices>> ReadOwnPricesAsync(
        NpgsqlDataReader reader, Dictionary<string, string> strings, CancellationToken ct)
    {
        var points = new Dictionary<(string Symbol, string Currency), List<PricePoint>>();
        while (await reader.ReadAsync(ct))
        {
            var key = (Shared(reader.GetString(0), strings), Shared(reader.GetString(1), strings));
            if (!points.TryGetValue(key, out var ofSymbol))
            {
                points.Add(key, ofSymbol = []);
            }

            ofSymbol.Add(new(reader.GetFieldValue<DateOnly>(2), reader.GetDecimal(3)));
        }

        return [.. points.Select(own => new OwnPrices(own.Key.Symbol, own.Key.Currency, PriceSeries.From(own.Value)))];
    }

    private static DividendDecision ReadDecision(NpgsqlDataReader reader, Dictionary<string, string> strings) => new(
        reader.GetGuid(0),
        reader.IsDBNull(1) ? null : reader.GetGuid(1),
        Shared(reader.GetString(2), strings),
        reader.GetString(3) switch
        {
            "edited" => DecisionKind.Edited,
            "rejected" => DecisionKind.Rejected,
            _ => DecisionKind.AsAnnounced,
        },
        reader.GetFieldValue<DateOnly>(4),
        reader.IsDBNull(5) ? null : reader.GetFieldValue<DateOnly>(5),
        reader.GetDecimal(6),
        reader.IsDBNull(7) ? null : reader.GetDecimal(7),
        reader.GetDecimal(8),
        reader.GetDecimal(9),
        Shared(reader.GetString(10), strings),
        reader.GetDateTime(11),
        reader.GetDateTime(12));

    private static Trade ReadTrade(NpgsqlDataReader reader, string baseCurrency, Dictionary<string, string> strings)
    {
        var currency = Shared(reader.GetString(7), strings);
        return new(
            reader.GetGuid(0),
            reader.GetString(1) switch
            {
                "Buy" => TradeKind.Buy,
                "Sell" => TradeKind.Sell,
                _ => TradeKind.Dividend,
            },
            Shared(reader.GetString(2), strings),
            reader.GetFieldValue<DateOnly>(3),
            reader.GetDecimal(4),
            reader.GetDecimal(5),
            reader.GetDecimal(6),
            currency,
            OwnRate(reader, currency, baseCurrency),
            reader.GetDateTime(10),
            reader.IsDBNull(11) ? null : reader.GetGuid(11))
        {
            Lots = reader.IsDBNull(12) ? [] : ChosenLot.ToPicks(ChosenLot.FromJson(reader.GetString(12))),
        };
    }

    /// <summary>The user's own rate counts where it leads to the base currency of today. A rate of exactly 1 between
    /// two currencies is what older clients send for "not given".</summary>
    private static decimal? OwnRate(NpgsqlDataReader reader, string currency, string baseCurrency) =>
        currency != baseCurrency && !reader.IsDBNull(8) && !reader.IsDBNull(9) && reader.GetString(9) == baseCurrency
            && reader.GetDecimal(8) is var rate && rate != 1m
            ? rate
            : null;

    // Ten thousand rows of twenty symbols need twenty strings.
    private static string Shared(string text, Dictionary<string, string> strings)
    {
        if (strings.TryGetValue(text, out var known))
        {
            return known;
        }

        strings[text] = text;
        return text;
    }
}
