namespace PortfolioTracker.Domain.Dividends;

internal enum DecisionKind
{
    /// <summary>It is as the provider told it: the figures of the event count, also after a correction.</summary>
    AsAnnounced,

    /// <summary>The user's own dates and amount per share count.</summary>
    Edited,

    /// <summary>The user did not get it: hidden for good.</summary>
    Rejected,
}

/// <summary>
/// What a user has said about a dividend. That it was received is not said here: a dividend is confirmed while a row of
/// the ledger names it, and pending again without that row.
/// </summary>
/// <param name="EventId">The announced dividend; null for one that only the user knows of.</param>
/// <param name="Shares">Of a dividend without event: the shares it was paid on. Those of an announced one always come
/// from the ledger.</param>
/// <param name="WithholdingTax">Kept from the gross amount, in <paramref name="Currency"/>.</param>
/// <param name="Fee">Kept from the gross amount, in <paramref name="Currency"/>.</param>
internal sealed record DividendDecision(
    Guid Id,
    Guid? EventId,
    string Symbol,
    DecisionKind Kind,
    DateOnly ExOn,
    DateOnly? PayOn,
    decimal AmountPerShare,
    decimal? Shares,
    decimal WithholdingTax,
    decimal Fee,
    string Currency,
    DateTime CreatedAt,
    DateTime UpdatedAt)
{
    /// <summary>The event as the user wants it told.</summary>
    public DividendEvent Over(DividendEvent announced) => Kind != DecisionKind.Edited ? announced : announced with
    {
        ExOn = ExOn,
        PayOn = PayOn ?? announced.PayOn,
        AmountPerShare = AmountPerShare,
        Currency = Currency,
    };
}
