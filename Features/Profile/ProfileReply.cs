namespace PortfolioTracker.Features.Profile;

internal sealed record ProfileReply(
    Guid Id,
    Guid UserId,
    string? FirstName,
    string? LastName,
    string? Country,
    string BaseCurrency,
    string CostMethod,
    DateTime CreatedAt,
    DateTime UpdatedAt)
{
    /// <summary>A user has one profile, so both ids are the user's.</summary>
    public const string Columns =
        """
        user_id AS id, user_id, first_name, last_name, country, base_currency, cost_method, created_at, updated_at
        """;
}
