using Dapper;
using Npgsql;
using PortfolioTracker.Domain.Lots;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Database;
using PortfolioTracker.Infrastructure.Http;

namespace PortfolioTracker.Features.Transactions;

/// <summary>Many rows for the ledger at once: all of them or none. The rules are those of a single row; what is added
/// is that a row which is in the ledger already, or twice in the request, is named and never guessed about.</summary>
internal static class LedgerBatch
{
    private const int DetailsMax = 100;

    private const string SelectOfSymbols =
        $"""
        SELECT {TransactionRow.Columns}
        FROM pt.transactions
        WHERE user_id = @userId AND symbol = ANY(@symbols)
        """;

    /// <summary>What makes two transactions look like one.</summary>
    private readonly record struct Likeness(DateOnly Date, string Type, string Symbol, decimal Quantity, decimal Price);

    public static string[] Symbols(IReadOnlyList<BatchRow> rows) =>
        [.. rows.Select(row => row.Transaction?.Symbol).OfType<string>().Distinct(StringComparer.Ordinal)];

    /// <summary>Refuses the rows whose symbol the market data provider does not know.</summary>
    public static async Task CheckSymbolsAsync(
        IReadOnlyList<BatchRow> rows, LedgerWrites ledger, CancellationToken ct)
    {
        // The dearest first, whatever the currency: there may be fewer calls than symbols.
        var priced = rows.Where(row => row is { Transaction: not null, IsUnpriced: false })
            .OrderByDescending(row => (double)row.Transaction!.Quantity * (double)row.Transaction.Price).ToList();
        var unknown = await ledger.UnknownAsync(Symbols(priced), ct);
        foreach (var row in priced.Where(row => unknown.Contains(row.Transaction!.Symbol)))
        {
            var problem = ledger.Unknown(row.Transaction!.Symbol, $"{row.Place}.symbol");
            row.Refuse(problem with { Message = $"{row.Place}: {problem.Message}" });
        }
    }

    /// <summary>Refuses duplicates, and the sales by which a symbol is oversold, against the ledger as the open
    /// transaction sees it. To be stored, the symbols must be locked before.</summary>
    public static async Task CheckLedgerAsync(
        NpgsqlConnection connection,
        CurrentUser user,
        IReadOnlyList<BatchRow> rows,
        bool duplicatesAreFine,
        LedgerWrites ledger,
        CancellationToken ct)
    {
        var symbols = Symbols(rows);
        var held = await HeldAsync(connection, user, symbols, ct);
        if (!duplicatesAreFine)
        {
            RefuseDuplicates(rows, held);
        }

        var view = await ledger.ViewAsync(symbols, ct);
        var before = held.ToLookup(row => row.Symbol, row => row.ToTrade(), StringComparer.Ordinal);
        foreach (var added in rows.Where(IsGood).GroupBy(row => row.Transaction!.Symbol, StringComparer.Ordinal))
        {
            RefuseOversold(added, before[added.Key], view.Of(added.Key).Splits);
        }
    }

    /// <summary>Null where every sale of the symbols is covered, in the ledger as the open transaction leaves it.
    /// </summary>
    public static async Task<Error?> ShortfallAsync(
        NpgsqlConnection connection, CurrentUser user, string[] symbols, LedgerWrites ledger, CancellationToken ct)
    {
        var held = await HeldAsync(connection, user, symbols, ct);
        var view = await ledger.ViewAsync(symbols, ct);
        var details = new List<ErrorDetail>();
        string? message = null;
        foreach (var rows in held.GroupBy(row => row.Symbol, StringComparer.Ordinal).OrderBy(rows => rows.Key))
        {
            var trades = rows.Select(row => row.ToTrade()).ToList();
            trades.Sort(Trade.InLedgerOrder);
            if (Oversell.First(trades, view.Of(rows.Key).Splits) is { } shortfall)
            {
                message ??= SharesOnHand.Message(rows.Key, shortfall);
                details.Add(SharesOnHand.Detail(rows.Key, shortfall, "quantity"));
            }
            else if (ChosenLots.FirstBroken(trades, view.Of(rows.Key).Splits) is { } broken)
            {
                details.Add(LotChoices.Detail(broken));
                message ??= details[^1].Message;
            }
        }

        return message is null ? null : Error.Conflict(message, details);
    }

    /// <summary>Null where every row may be stored. Invalid rows go before what only the ledger forbids.</summary>
    /// <param name="rowsMax">Rows told of, those at fault first.</param>
    public static Error? Refusal(IReadOnlyList<BatchRow> rows, int rowsMax)
    {
        var bad = rows.Where(row => !IsGood(row)).ToList();
        if (bad.Count == 0)
        {
            return null;
        }

        var details = bad.SelectMany(row => row.Problems).ToList();
        var error = HasInvalid(rows)
            ? Error.Invalid(details)
            : Error.Conflict(Message(bad, details[0]), details);
        return error with
        {
            Details = details[..Math.Min(details.Count, DetailsMax)],
            Rows = [.. (rows.Count <= rowsMax ? rows : bad.Take(rowsMax)).Select(row => row.Outcome)],
        };
    }

    public static bool HasInvalid(IReadOnlyList<BatchRow> rows) =>
        rows.Any(row => row.Status == RowOutcome.Invalid);

    private static async Task<List<TransactionRow>> HeldAsync(
        NpgsqlConnection connection, CurrentUser user, string[] symbols, CancellationToken ct) =>
        [.. await connection.QueryAsync<TransactionRow>(SelectOfSymbols,
            new { userId = user.Id, symbols = new Typed<string[]>(symbols), ct })];

    private static bool IsGood(BatchRow row) => row.Status == RowOutcome.Valid;

    private static string Message(List<BatchRow> bad, ErrorDetail first)
    {
        var duplicates = bad.Count(row => row.Status == RowOutcome.Duplicate);
        return duplicates == 0
            ? first.Message
            : $"{duplicates} of the rows are in the ledger already or twice in the request; nothing was stored. "
                + "Take them out, or say that duplicates are meant (allow_duplicates).";
    }

    private static void RefuseDuplicates(IReadOnlyList<BatchRow> rows, List<TransactionRow> held)
    {
        var seen = new Dictionary<Likeness, string>();
        foreach (var row in held)
        {
            seen[new(row.Date, row.TransactionType, row.Symbol, row.Quantity, row.Price)] =
                $"is in the ledger already, as {row.Id}";
        }

        foreach (var row in rows.Where(IsGood))
        {
            var (it, what) = (row.Transaction!, "");
            var likeness = new Likeness(it.Date, it.Type, it.Symbol, it.Quantity, it.Price);
            if (seen.TryGetValue(likeness, out what!))
            {
                var (quantity, price) = (ExactDecimal.Trim(it.Quantity), ExactDecimal.Trim(it.Price));
                var trade = $"{it.Type} of {quantity} {it.Symbol} at {price} on {it.Date:yyyy-MM-dd}";
                row.Refuse(new("DUPLICATE", $"{row.Place}: {trade} {what}.", row.Place), RowOutcome.Duplicate);
            }
            else
            {
                seen[likeness] = $"is the same as {row.Place}";
            }
        }
    }

    /// <summary>All sales of the request up to the day of the first shortfall have a part in it.</summary>
    private static void RefuseOversold(
        IEnumerable<BatchRow> added, IEnumerable<Trade> before, IReadOnlyList<Split> splits)
    {
        var rows = added.ToList();
        List<Trade> trades = [.. before, .. rows.Select(row => row.ToTrade())];
        trades.Sort(Trade.InLedgerOrder);
        if (Oversell.First(trades, splits) is not { } shortfall)
        {
            LotChoices.RefuseBroken(rows, trades, splits);
            return;
        }

        foreach (var row in rows.Where(row => row.Transaction is { Type: "Sell" } sale && sale.Date <= shortfall.On))
        {
            var problem = SharesOnHand.Detail(row.Transaction!.Symbol, shortfall, $"{row.Place}.quantity");
            row.Refuse(problem with { Message = $"{row.Place}: {problem.Message}" }, RowOutcome.Oversold);
        }
    }
}
