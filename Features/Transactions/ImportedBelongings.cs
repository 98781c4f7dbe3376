using Npgsql;
using NpgsqlTypes;
using PortfolioTracker.Domain.Currencies;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Http;

namespace PortfolioTracker.Features.Transactions;

/// <summary>What an export holds beside the transactions. What the user has already stays as it is: an import adds.
/// </summary>
internal sealed record ImportedBelongings(
    ImportedProfile? Profile, IReadOnlyList<ImportedDividend> Dividends, IReadOnlyList<ImportedWatch> Watchlist,
    IReadOnlyList<ImportedPrice> Prices)
{
    private const string InsertProfile =
        """
        INSERT INTO pt.profiles (user_id, first_name, last_name, country, base_currency, cost_method)
        VALUES ($1, normalize($2::text, NFC), normalize($3::text, NFC), $4::text, coalesce($5::text, 'USD'),
            coalesce($6::text, 'fifo'))
        ON CONFLICT (user_id) DO NOTHING
        """;

    private const string InsertDividends =
        """
        INSERT INTO pt.user_dividends (user_id, import_id, id, symbol, event_id, ex_date, pay_date, amount_per_share,
            shares, total_amount, withholding_tax, fee, currency, status, source, notes)
        SELECT $1, $2, d.id, d.symbol, d.event_id, d.ex_date, d.pay_date, d.amount, d.shares, d.total, d.tax, d.fee,
            d.currency, d.status, d.source, normalize(d.notes, NFC)
        FROM unnest($3::uuid[], $4::text[], $5::uuid[], $6::date[], $7::date[], $8::numeric[], $9::numeric[],
                $10::numeric[], $11::numeric[], $12::numeric[], $13::text[], $14::text[], $15::text[], $16::text[])
            AS d (id, symbol, event_id, ex_date, pay_date, amount, shares, total, tax, fee, currency, status, source,
                notes)
        ON CONFLICT DO NOTHING
        """;

    private const string InsertWatchlist =
        """
        INSERT INTO pt.watchlist (user_id, import_id, symbol, notes, target_price)
        SELECT $1, $2, w.symbol, normalize(w.notes, NFC), w.target_price
        FROM unnest($3::text[], $4::text[], $5::numeric[]) AS w (symbol, notes, target_price)
        ON CONFLICT DO NOTHING
        """;

    // All prices of one symbol are in one currency: those that the user has decide it.
    private const string InsertPrices =
        """
        INSERT INTO pt.user_prices (user_id, import_id, symbol, date, close, currency, source)
        SELECT $1, $2, p.symbol, p.date, p.close, p.currency, p.source
        FROM unnest($3::text[], $4::date[], $5::numeric[], $6::text[], $7::text[])
            AS p (symbol, date, close, currency, source)
        WHERE NOT EXISTS (
            SELECT FROM pt.user_prices o
            WHERE o.user_id = $1 AND o.symbol = p.symbol AND o.currency <> p.currency)
        ON CONFLICT DO NOTHING
        """;

    private const int NotesCharactersMax = 500;
    private const int NameCharactersMax = 100;
    private const int PlacesMax = 10;

    /// <summary>Of an announced dividend, whose shares grow with every purchase that is entered later.</summary>
    private const decimal PerShareMax = 1_000_000_000m;
    private static readonly string[] CostMethods = ["fifo", "lifo", "hifo", "average", "specific"];
    private static readonly string[] Statuses = ["pending", "edited", "rejected"];

    public static ImportedBelongings None { get; } = new(null, [], [], []);

    /// <summary>Null, with the problems named, where any of it could not be stored.</summary>
    public static ImportedBelongings? Of(ImportDocument file, List<ErrorDetail> problems)
    {
        var (dividends, watchlist, prices) = (file.Dividends ?? [], file.Watchlist ?? [], file.Prices ?? []);
        foreach (var (name, isNull) in dividends.Select((row, i) => ($"dividends[{i}]", row is null))
            .Concat(watchlist.Select((row, i) => ($"watchlist[{i}]", row is null)))
            .Concat(prices.Select((row, i) => ($"prices[{i}]", row is null))))
        {
            if (isNull)
            {
                problems.Add(new("INVALID", $"{name} must not be null.", name));
            }
        }

        var found = new ImportedBelongings(
            file.Profile, [.. dividends.OfType<ImportedDividend>()], [.. watchlist.OfType<ImportedWatch>()],
            [.. prices.OfType<ImportedPrice>()]);
        found.Check(problems);
        return problems.Count == 0 ? found : null;
    }

    private void Check(List<ErrorDetail> problems)
    {
        if (Profile is { } profile)
        {
            TextRules.Clean("profile.first_name", profile.FirstName, NameCharactersMax, linesAreFine: false, problems);
            TextRules.Clean("profile.last_name", profile.LastName, NameCharactersMax, linesAreFine: false, problems);
            Demand(profile.Country is null or { Length: 2 } && (profile.Country ?? "").All(char.IsAsciiLetterUpper),
                "profile.country", "must be two capital letters");
            Demand(profile.BaseCurrency is null || CurrencyCodes.Exists(profile.BaseCurrency), "profile.base_currency",
                "must be an ISO 4217 code");
            Demand(profile.CostMethod is null || CostMethods.Contains(profile.CostMethod), "profile.cost_method",
                $"must be one of {string.Join(", ", CostMethods)}");
        }

        for (var i = 0; i < Dividends.Count; i++)
        {
            var (it, at) = (Dividends[i], $"dividends[{i}]");
            Demand(it.Id is not null, $"{at}.id", "is required");
            Demand(QueryRules.SymbolPattern().IsMatch(it.Symbol ?? ""), $"{at}.symbol", "must be a symbol");
            Demand(it.ExDate is not null && IsDay(it.ExDate), $"{at}.ex_date", "must be a day from 1970 on");
            Demand(IsDay(it.PayDate), $"{at}.pay_date", "must be a day from 1970 on");
            Demand(IsAmount(it.AmountPerShare) && IsAmount(it.TotalAmount) && IsAmount(it.Shares ?? 0)
                && IsAmount(it.WithholdingTax ?? 0) && IsAmount(it.Fee ?? 0), at,
                $"needs amounts from 0 to 1e15 of at most {PlacesMax} places");
            Demand(it.AmountPerShare is not > 0 || (it.EventId is null
                    ? (it.Shares ?? 1) <= TransactionRules.AmountMax / it.AmountPerShare
                    : it.AmountPerShare <= PerShareMax), $"{at}.amount_per_share",
                "must not be above 1e9, or make more than 1e15 of all shares");
            Demand(CurrencyCodes.Exists(it.Currency ?? ""), $"{at}.currency", "must be an ISO 4217 code");
            Demand(Statuses.Contains(it.Status), $"{at}.status", $"must be one of {string.Join(", ", Statuses)}");
            Demand(it.Source is { Length: >= 1 and <= 40 } source
                && source.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'), $"{at}.source",
                "must have 1 to 40 letters, digits or underscores");
            TextRules.Clean($"{at}.notes", it.Notes, NotesCharactersMax, linesAreFine: true, problems);
        }

        for (var i = 0; i < Watchlist.Count; i++)
        {
            var (it, at) = (Watchlist[i], $"watchlist[{i}]");
            Demand(QueryRules.SymbolPattern().IsMatch(it.Symbol ?? ""), $"{at}.symbol", "must be a symbol");
            Demand(it.TargetPrice is null or > 0 && IsAmount(it.TargetPrice ?? 0), $"{at}.target_price",
                $"must be above 0 and at most 1e15, with at most {PlacesMax} places");
            TextRules.Clean($"{at}.notes", it.Notes, NotesCharactersMax, linesAreFine: true, problems);
        }

        var currencies = new Dictionary<string, string>();
        for (var i = 0; i < Prices.Count; i++)
        {
            var (it, at) = (Prices[i], $"prices[{i}]");
            Demand(QueryRules.SymbolPattern().IsMatch(it.Symbol ?? ""), $"{at}.symbol", "must be a symbol");
            Demand(it.Date is not null, $"{at}.date", "is required");
            Demand(it.Close > 0 && IsAmount(it.Close), $"{at}.close",
                $"must be above 0 and at most 1e15, with at most {PlacesMax} places");
            Demand(CurrencyCodes.Exists(it.Currency ?? ""), $"{at}.currency", "must be an ISO 4217 code");
            Demand(currencies.TryAdd(it.Symbol ?? "", it.Currency ?? "") || currencies[it.Symbol ?? ""] == it.Currency,
                $"{at}.currency", "must be that of the symbol's other prices");
        }

        void Demand(bool isMet, string field, string rule)
        {
            if (!isMet)
            {
                problems.Add(new("INVALID", $"{field} {rule}.", field));
            }
        }
    }

    /// <summary>Answers how many of each were new.</summary>
    public async Task<(bool Profile, int Dividends, int Watchlist, int Prices)> InsertAsync(
        NpgsqlConnection connection, CurrentUser user, Guid importId, CancellationToken ct)
    {
        var profile = Profile is { } it && await RunAsync(InsertProfile,
            Text(it.FirstName), Text(it.LastName), Text(it.Country), Text(it.BaseCurrency), Text(it.CostMethod)) > 0;
        var dividends = Dividends.Count == 0 ? 0 : await RunAsync(InsertDividends,
            In(importId), All(Dividends, d => d.Id!.Value), All(Dividends, d => d.Symbol!),
            All(Dividends, d => d.EventId), All(Dividends, d => d.ExDate!.Value), All(Dividends, d => d.PayDate),
            All(Dividends, d => d.AmountPerShare!.Value), All(Dividends, d => d.Shares),
            All(Dividends, d => d.TotalAmount!.Value), All(Dividends, d => d.WithholdingTax ?? 0),
            All(Dividends, d => d.Fee ?? 0), All(Dividends, d => d.Currency!), All(Dividends, d => d.Status!),
            All(Dividends, d => d.Source!), All(Dividends, d => Trimmed(d.Notes)));
        var watchlist = Watchlist.Count == 0 ? 0 : await RunAsync(InsertWatchlist,
            In(importId), All(Watchlist, w => w.Symbol!), All(Watchlist, w => Trimmed(w.Notes)),
            All(Watchlist, w => w.TargetPrice));
        var prices = Prices.Count == 0 ? 0 : await RunAsync(InsertPrices,
            In(importId), All(Prices, p => p.Symbol!), All(Prices, p => p.Date!.Value),
            All(Prices, p => p.Close!.Value), All(Prices, p => p.Currency!),
            All(Prices, p => p.Source == "csv" ? "csv" : "manual"));
        return (profile, dividends, watchlist, prices);

        async Task<int> RunAsync(string sql, params NpgsqlParameter[] parameters)
        {
            await using var insert = new NpgsqlCommand(sql, connection) { Parameters = { In(user.Id) } };
            insert.Parameters.AddRange(parameters);
            return await insert.ExecuteNonQueryAsync(ct);
        }
    }

    private static bool IsAmount(decimal? amount) =>
        amount is >= 0 and <= TransactionRules.AmountMax && ExactDecimal.Trim(amount.Value).Scale <= PlacesMax;

    private static bool IsDay(DateOnly? day) => day is null or { Year: >= 1970 and < 9999 };

    private static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static NpgsqlParameter<T> In<T>(T value) => new() { TypedValue = value };

    private static NpgsqlParameter Text(string? text) =>
        new() { Value = Trimmed(text) ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };

    private static NpgsqlParameter<TValue[]> All<T, TValue>(IReadOnlyList<T> rows, Func<T, TValue> value) =>
        new() { TypedValue = [.. rows.Select(value)] };
}
