using System.Text.Json.Serialization;
using PortfolioTracker.Infrastructure.Portfolio;

namespace PortfolioTracker.Features.Account;

/// <summary>All that a user owns, as a file. Members carry the names of the columns; an import reads it back.</summary>
/// <param name="Transactions">In ledger order, which an import keeps.</param>
/// <param name="Dividends">What the user said about dividends; what was announced is nobody's.</param>
/// <param name="Prices">Of what no provider covers.</param>
/// <param name="FeatureFlags">What was set for the user alone. An import leaves them out: the operator sets them.
/// </param>
internal sealed record ExportedAccount(
    string Schema,
    int Version,
    DateTimeOffset ExportedAt,
    Guid UserId,
    ExportedProfile? Profile,
    IReadOnlyList<ExportedTransaction> Transactions,
    IReadOnlyList<ExportedDividend> Dividends,
    IReadOnlyList<ExportedWatch> Watchlist,
    IReadOnlyList<ExportedPrice> Prices,
    IReadOnlyList<ExportedFlag> FeatureFlags,
    IReadOnlyList<ExportedNotification> Notifications,
    IReadOnlyList<ExportedImport> Imports);

internal sealed record ExportedProfile(
    string? FirstName,
    string? LastName,
    string? Country,
    string BaseCurrency,
    string CostMethod,
    DateTime CreatedAt,
    DateTime UpdatedAt);

/// <param name="ExchangeRate">The user's own: units of <paramref name="ExchangeRateCurrency"/> for one
/// <paramref name="Currency"/>.</param>
internal sealed record ExportedTransaction(
    Guid Id,
    string TransactionType,
    string Symbol,
    decimal Quantity,
    decimal Price,
    DateOnly Date,
    string Currency,
    decimal Commission,
    decimal? ExchangeRate,
    string? ExchangeRateCurrency,
    decimal? AmountInvested,
    string? Notes,
    Guid? DividendId,
    Guid? ImportId,
    DateTime CreatedAt,
    DateTime UpdatedAt,
    [property: JsonIgnore] string? LotsJson)
{
    /// <summary>The purchases chosen for a sale; not there where none were.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ChosenLot>? Lots => ChosenLot.FromJson(LotsJson);
}

/// <param name="EventId">The announced dividend; null for one that only the user knows of.</param>
internal sealed record ExportedDividend(
    Guid Id,
    string Symbol,
    Guid? EventId,
    DateOnly ExDate,
    DateOnly? PayDate,
    decimal AmountPerShare,
    decimal? Shares,
    decimal TotalAmount,
    decimal WithholdingTax,
    decimal Fee,
    string Currency,
    string Status,
    string Source,
    string? Notes,
    Guid? ImportId,
    DateTime CreatedAt,
    DateTime UpdatedAt);

internal sealed record ExportedWatch(
    string Symbol, string? Notes, decimal? TargetPrice, Guid? ImportId, DateTime CreatedAt, DateTime UpdatedAt);

/// <summary>A price that the user gave.</summary>
internal sealed record ExportedPrice(
    string Symbol, DateOnly Date, decimal Close, string Currency, string Source, Guid? ImportId, DateTime CreatedAt,
    DateTime UpdatedAt);

internal sealed record ExportedFlag(string Flag, bool Enabled);

internal sealed record ExportedNotification(
    Guid Id, string Kind, string? Symbol, string Message, DateOnly? Date, DateTime CreatedAt, DateTime? ReadAt);

internal sealed record ExportedImport(
    Guid Id, string Source, int Transactions, int Dividends, int Watchlist, DateTime CreatedAt);
