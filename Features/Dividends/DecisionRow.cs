namespace PortfolioTracker.Features.Dividends;

/// <summary>A decision as it is stored; the figures are gross, as they were known when it was made.</summary>
internal sealed record DecisionRow(
    Guid Id,
    string Symbol,
    Guid? EventId,
    DateOnly ExOn,
    DateOnly? PayOn,
    decimal AmountPerShare,
    decimal Shares,
    decimal WithholdingTax,
    decimal Fee,
    string Currency,
    string Status,
    string Source,
    string? Notes = null)
{
    public const string Manual = "manual";
    public const string Pending = "pending";
    public const string Edited = "edited";
    public const string Rejected = "rejected";

    public const string TooLarge = "The amount must not be above 1e15, nor above 1e9 a share where it was announced";

    /// <summary>Columns hold ten places.</summary>
    private const int Places = 10;

    private const decimal AmountMax = 1_000_000_000_000_000m;

    /// <summary>Of an announced dividend, whose shares grow with every purchase that is entered later.</summary>
    private const decimal PerShareMax = 1_000_000_000m;

    public decimal TotalAmount => AmountPerShare * Shares;

    /// <summary>Above what is stored for an amount, a price or a number of shares.</summary>
    public bool IsTooLarge =>
        AmountPerShare > (EventId is null ? AmountMax : PerShareMax) || Shares > AmountMax
        || (Shares > 1 && AmountPerShare > AmountMax / Shares);

    public static DecisionRow Of(FoundDividend found, string status)
    {
        var entry = found.Entry;
        return new(
            found.Id,
            entry.Symbol,
            entry.Event?.Id,
            entry.ExOn,
            entry.PayOn,
            Round(entry.AmountPerShare),
            Round(entry.Shares),
            Round(entry.WithholdingTax),
            Round(entry.Deductions - entry.WithholdingTax),
            entry.Currency,
            status,
            status != Edited && entry.Event is not null && !entry.IsEdited
                ? found.Market.Of(entry.Symbol).Source ?? "alpha_vantage"
                : Manual);
    }

    public static decimal Round(decimal value) => Math.Round(value, Places, MidpointRounding.AwayFromZero);
}
