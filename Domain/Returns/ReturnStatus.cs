namespace PortfolioTracker.Domain.Returns;

/// <summary>How far a published return can be trusted.</summary>
internal enum ReturnStatus
{
    Ok,

    /// <summary>There is a figure, but a part of it could not be computed; the reason or the days say which.</summary>
    Partial,

    /// <summary>More than one figure is right; the one chosen and their number are given.</summary>
    Ambiguous,

    /// <summary>There is no figure; the reason says why.</summary>
    Unavailable,
}
