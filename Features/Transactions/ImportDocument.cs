using System.Text.Json;
using PortfolioTracker.Infrastructure.Http;
using PortfolioTracker.Infrastructure.Portfolio;

namespace PortfolioTracker.Features.Transactions;

/// <summary>The file of an export, or the answer that brought it; other members are ignored.</summary>
/// <param name="Transactions">Read one by one, so that each has its own outcome.</param>
/// <param name="Data">The file itself, where it came in the envelope of an answer.</param>
/// <example>{"schema": "portfoliotracker-export", "version": 1, "transactions": [
/// {"symbol": "KO", "transaction_type": "Buy", "quantity": 5, "price": 61, "date": "2023-05-15"}]}</example>
internal sealed record ImportDocument(
    string? Schema,
    int? Version,
    ImportedProfile? Profile,
    [property: TakesEach(typeof(TransactionFields))] IReadOnlyList<JsonElement>? Transactions,
    IReadOnlyList<ImportedDividend?>? Dividends,
    IReadOnlyList<ImportedWatch?>? Watchlist,
    IReadOnlyList<ImportedPrice?>? Prices,
    ImportDocument? Data)
{
    /// <summary>The file itself; null, with the problem named, where this is not one that can be read.</summary>
    public ImportDocument? Unwrapped(List<ErrorDetail> problems)
    {
        var file = Schema is null && Data is { } inside ? inside : this;
        if (file.Schema != ExportFormat.Schema)
        {
            problems.Add(new("UNKNOWN_SCHEMA", $"schema must be \"{ExportFormat.Schema}\": send the file of "
                + "GET /api/export, or transactions as text/csv.", "schema"));
            return null;
        }

        if (file.Version != ExportFormat.Version)
        {
            problems.Add(new("UNKNOWN_VERSION", $"version must be {ExportFormat.Version}.", "version"));
            return null;
        }

        return file;
    }
}

internal sealed record ImportedProfile(
    string? FirstName, string? LastName, string? Country, string? BaseCurrency, string? CostMethod);

/// <summary>What the user said about a dividend; amounts in <paramref name="Currency"/>.</summary>
/// <param name="EventId">The announced dividend; null for one that only the user knew of.</param>
internal sealed record ImportedDividend(
    Guid? Id,
    string? Symbol,
    Guid? EventId,
    DateOnly? ExDate,
    DateOnly? PayDate,
    decimal? AmountPerShare,
    decimal? Shares,
    decimal? TotalAmount,
    decimal? WithholdingTax,
    decimal? Fee,
    string? Currency,
    string? Status,
    string? Source,
    string? Notes);

internal sealed record ImportedWatch(string? Symbol, string? Notes, decimal? TargetPrice);

/// <summary>A price that the user gave of what no provider covers.</summary>
internal sealed record ImportedPrice(
    string? Symbol, DateOnly? Date, decimal? Close, string? Currency, string? Source);
