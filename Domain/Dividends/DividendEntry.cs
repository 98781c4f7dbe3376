using PortfolioTracker.Domain.Identities;
using PortfolioTracker.Domain.Lots;

namespace PortfolioTracker.Domain.Dividends;

/// <summary>One dividend of a user: what was announced, what the user said, what the ledger holds of it.</summary>
/// <param name="Event">As the user wants it told; null for a dividend that only the user knows of.</param>
/// <param name="Booked">The ledger row that settles it; null while it is pending.</param>
/// <param name="PayOn">The day of that row, else the announced pay day; null where none is known.</param>
/// <param name="AmountPerShare">Gross, in <paramref name="Currency"/>.</param>
/// <param name="Shares">Paid on, as counted on the ex-date.</param>
internal sealed record DividendEntry(
    string Symbol,
    DividendEvent? Event,
    DividendDecision? Decision,
    Trade? Booked,
    DateOnly ExOn,
    DateOnly? PayOn,
    decimal AmountPerShare,
    decimal Shares,
    string Currency)
{
    public bool IsConfirmed => Booked is not null;

    public bool IsRejected => Booked is null && Decision is { Kind: DecisionKind.Rejected };

    public bool IsEdited => Decision is { Kind: DecisionKind.Edited };

    /// <summary>The day it counts from: the pay day, else the ex-date.</summary>
    public DateOnly DueOn => PayOn ?? ExOn;

    public decimal Gross => AmountPerShare * Shares;

    /// <summary>What was kept back, as booked or as the user edited it.</summary>
    public decimal Deductions => Booked?.Fee ?? (IsEdited ? Decision!.WithholdingTax + Decision.Fee : 0);

    /// <summary>The part of <see cref="Deductions"/> that is tax; the rest is fees. A ledger row has the sum only, so
    /// that of a row changed later no more can be tax than it has.</summary>
    public decimal WithholdingTax => Math.Min(Decision?.WithholdingTax ?? 0, Deductions);

    public decimal Net => Gross - Deductions;

    /// <summary>The id under which its user knows it; the same before and after any decision.</summary>
    public Guid IdFor(Guid owner) => Decision?.Id
        ?? (Event is { } announced ? NameBasedId.OfDividend(owner, announced.Id) : Booked!.Id);
}
