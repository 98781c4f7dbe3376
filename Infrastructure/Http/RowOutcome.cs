namespace PortfolioTracker.Infrastructure.Http;

/// <summary>What became of one row of a request that brings many.</summary>
/// <param name="Index">Of the row in the request, from 0.</param>
/// <param name="Status"><c>added</c>; <c>valid</c>: nothing is wrong with it, and it was not stored, because of others
/// or because nothing was to be; <c>invalid</c>, <c>duplicate</c>, <c>oversold</c>.</param>
internal sealed record RowOutcome(
    int Index, string Status, Guid? Id = null, IReadOnlyList<ErrorDetail>? Errors = null)
{
    public const string Added = "added";
    public const string Valid = "valid";
    public const string Invalid = "invalid";
    public const string Duplicate = "duplicate";
    public const string Oversold = "oversold";
}
