using System.Text.Json.Serialization;
using PortfolioTracker.Infrastructure.Http;

namespace PortfolioTracker.Features.Watchlist;

/// <summary>The body of a watched symbol. A member that is sent as null is cleared; one that is not sent stays. The
/// symbol is named by the path; other members are ignored.</summary>
/// <example>{"notes": "after the next report", "target_price": 600}</example>
internal sealed class WatchedFields
{
    private const int NotesCharactersMax = 500;
    private const decimal PriceMax = 1_000_000_000_000_000m;
    private const int PlacesMax = 10;

    private string? notes;
    private decimal? targetPrice;

    [TakesText(NotesCharactersMax)]
    public string? Notes
    {
        get => notes;
        set => (notes, HasNotes) = (value, true);
    }

    /// <summary>In the symbol's own currency.</summary>
    [TakesAmount]
    public decimal? TargetPrice
    {
        get => targetPrice;
        set => (targetPrice, HasTargetPrice) = (value, true);
    }

    [JsonIgnore]
    public bool HasNotes { get; private set; }

    [JsonIgnore]
    public bool HasTargetPrice { get; private set; }

    [JsonIgnore]
    public bool IsEmpty => !HasNotes && !HasTargetPrice;

    public void Check(List<ErrorDetail> problems)
    {
        notes = TextRules.Clean("notes", notes, NotesCharactersMax, linesAreFine: true, problems);
        if (targetPrice is <= 0 or > PriceMax || ExactDecimal.Trim(targetPrice ?? 0).Scale > PlacesMax)
        {
            problems.Add(new("INVALID",
                $"target_price must be above zero, not above 1e15, with at most {PlacesMax} places.", "target_price"));
        }
    }

    /// <summary>Upper-cased, with the problem named where it is no symbol.</summary>
    public static string CheckSymbol(string symbol, List<ErrorDetail> problems)
    {
        var clean = symbol.Trim().ToUpperInvariant();
        if (!QueryRules.SymbolPattern().IsMatch(clean))
        {
            problems.Add(new("INVALID", "symbol must have 1 to 20 of the characters A-Z 0-9 . - = ^.", "symbol"));
        }

        return clean;
    }
}
