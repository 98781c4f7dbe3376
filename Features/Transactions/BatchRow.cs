using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using PortfolioTracker.Domain.Currencies;
using PortfolioTracker.Domain.Lots;
using PortfolioTracker.Infrastructure.Http;
using PortfolioTracker.Infrastructure.Portfolio;

namespace PortfolioTracker.Features.Transactions;

/// <summary>One row of a request that brings many: what it says, and what was found about it.</summary>
internal sealed class BatchRow
{
    public required int Index { get; init; }

    /// <summary>Where it stands in the request, as <c>transactions[3]</c>; names the fields of its problems.</summary>
    public required string Place { get; init; }

    /// <summary>Null where it breaks a rule.</summary>
    public CheckedTransaction? Transaction { get; private set; }

    /// <summary>The client knows that there are no prices of the symbol.</summary>
    public bool IsUnpriced { get; init; }

    /// <summary>The currency that the row's own exchange rate leads to; null: the user's base currency.</summary>
    public string? RateCurrency { get; init; }

    /// <summary>The dividend that the row settles.</summary>
    public Guid? DividendId { get; init; }

    /// <summary>The id under which an export knew the transaction; null where there is none.</summary>
    public Guid? ExportedId { get; private init; }

    public List<ErrorDetail> Problems { get; } = [];

    public string Status { get; private set; } = RowOutcome.Valid;

    public Guid Id { get; } = Guid.CreateVersion7();

    public bool IsStored { get; set; }

    public RowOutcome Outcome => IsStored
        ? new(Index, RowOutcome.Added, Id)
        : new(Index, Status, Errors: Problems.Count > 0 ? Problems : null);

    /// <summary>Reads and checks one element of a list; a wrong type in it is a problem of this row alone.</summary>
    public static BatchRow Read(int index, JsonElement json, JsonTypeInfo<TransactionFields> type, DateOnly lastDay)
    {
        var place = $"transactions[{index}]";
        TransactionFields? fields = null;
        ErrorDetail? unreadable = null;
        try
        {
            fields = json.Deserialize(type);
            unreadable = fields is null ? new("INVALID_TYPE", $"{place} must be an object.", place) : null;
        }
        catch (JsonException wrong)
        {
            unreadable = Failures.WrongType(wrong, place);
        }

        return unreadable is null ? Of(index, place, fields!, lastDay, json) : Refused(index, place, unreadable);
    }

    /// <param name="json">Where the fields were read from, for what only an export holds; undefined where there is
    /// none.</param>
    public static BatchRow Of(
        int index, string place, TransactionFields fields, DateOnly lastDay, JsonElement json = default)
    {
        var problems = new List<ErrorDetail>();
        var row = new BatchRow
        {
            Index = index,
            Place = place,
            Transaction = fields.Check(lastDay, problems),
            IsUnpriced = fields.Unpriced ?? false,
            RateCurrency = RateCurrencyOf(json, problems),
            DividendId = IdOf(json, "dividend_id"),
            ExportedId = IdOf(json, "id"),
        };
        foreach (var problem in problems)
        {
            // The message alone may be all that is shown.
            row.Refuse(problem with
            {
                Message = $"{place}: {problem.Message}",
                Field = $"{place}.{problem.Field}",
            });
        }

        return row;
    }

    public static BatchRow Refused(int index, string place, params IEnumerable<ErrorDetail> problems)
    {
        var row = new BatchRow { Index = index, Place = place };
        foreach (var problem in problems)
        {
            row.Refuse(problem);
        }

        return row;
    }

    /// <summary>Purchases of the same file have ids of their own here: the chosen lots follow them.</summary>
    public void Follow(IReadOnlyDictionary<Guid, Guid> idsByExportedId)
    {
        if (Transaction is { Lots: { } lots })
        {
            Transaction = Transaction with
            {
                Lots = [.. lots.Select(lot => idsByExportedId.TryGetValue(lot.TransactionId, out var id)
                    ? lot with { TransactionId = id }
                    : lot)],
            };
        }
    }

    public void Refuse(ErrorDetail problem, string status = RowOutcome.Invalid)
    {
        Status = status;
        Problems.Add(problem);
    }

    /// <summary>For the check of what is held. It comes after all that is in the ledger already.</summary>
    public Trade ToTrade() => new(Id, TransactionRow.Kind(Transaction!.Type), Transaction.Symbol, Transaction.Date,
        Transaction.Quantity, Transaction.Price, Transaction.Commission, Transaction.Currency, RateToBase: null,
        RecordedAt: DateTime.MaxValue.AddDays(-1).AddTicks(Index))
    {
        Lots = ChosenLot.ToPicks(Transaction.Lots),
    };

    private static string? RateCurrencyOf(JsonElement json, List<ErrorDetail> problems)
    {
        const string name = "exchange_rate_currency";
        var code = TextOf(json, name);
        if (code is not null && !CurrencyCodes.Exists(code))
        {
            problems.Add(new("INVALID", $"{name} must be an ISO 4217 code such as USD or EUR.", name));
        }

        return code;
    }

    private static Guid? IdOf(JsonElement json, string name) =>
        Guid.TryParseExact(TextOf(json, name), "D", out var id) ? id : null;

    private static string? TextOf(JsonElement json, string name)
    {
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(name, out var value)
            || value.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair: JSON, and no text.
            return "";
        }
    }
}
