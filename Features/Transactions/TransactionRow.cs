using System.Text.Json.Serialization;
using PortfolioTracker.Domain.Lots;
using PortfolioTracker.Infrastructure.Portfolio;

namespace PortfolioTracker.Features.Transactions;

/// <summary>A transaction as the API shows it; columns and members carry the same names.</summary>
internal sealed record TransactionRow(
    Guid Id,
    Guid UserId,
    string TransactionType,
    string Symbol,
    decimal Quantity,
    decimal Price,
    DateOnly Date,
    string Currency,
    decimal Commission,
    decimal? ExchangeRate,
    decimal? AmountInvested,
    string? Notes,
    Guid? DividendId,
    DateTime CreatedAt,
    DateTime UpdatedAt,
    [property: JsonIgnore] string? LotsJson)
{
    // Names of old that never had a value; clients find them as null.
    public string? MarketRegion { get; }

    public string? MarketOpen { get; }

    public string? MarketClose { get; }

    public string? MarketTimezone { get; }

    public string? MarketCurrency { get; }

    public const string Columns =
        """
        id, user_id, transaction_type, symbol, quantity, price, date, currency, commission, exchange_rate,
        amount_invested, notes, dividend_id, created_at, updated_at, lots::text AS lots_json
        """;

    /// <summary>The purchases chosen for a sale; not there where none were.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ChosenLot>? Lots => ChosenLot.FromJson(LotsJson);

    /// <summary>Locks the row, so that a second change of it waits for the first.</summary>
    public const string SelectForUpdate =
        $"""
        SELECT {Columns}
        FROM pt.transactions
        WHERE user_id = @userId AND id = @id
        FOR UPDATE
        """;

    /// <summary>For the check of what is held, in which money plays no part.</summary>
    public Trade ToTrade() => new(Id, Kind(TransactionType), Symbol, Date, Quantity, Price, Commission, Currency,
        RateToBase: null, CreatedAt, DividendId)
    {
        Lots = ChosenLot.ToPicks(Lots),
    };

    public static TradeKind Kind(string transactionType) => transactionType switch
    {
        "Buy" => TradeKind.Buy,
        "Sell" => TradeKind.Sell,
        _ => TradeKind.Dividend,
    };
}
