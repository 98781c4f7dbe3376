namespace PortfolioTracker.Features.Watchlist;

/// <summary>A symbol that a user watches; columns and members carry the same names.</summary>
/// <param name="TargetPrice">In the symbol's own currency.</param>
internal sealed record WatchedRow(
    Guid Id,
    Guid UserId,
    string Symbol,
    string? Notes,
    decimal? TargetPrice,
    DateTime CreatedAt,
    DateTime UpdatedAt)
{
    public const string Columns = "id, user_id, symbol, notes, target_price, created_at, updated_at";
}

internal sealed record WatchedReply(WatchedRow Item);
