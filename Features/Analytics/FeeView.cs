using PortfolioTracker.Infrastructure.Http;

namespace PortfolioTracker.Features.Analytics;

/// <summary>Whether the commissions of purchases and sales count.</summary>
internal static class FeeView
{
    public const string Included = "included";
    public const string Excluded = "excluded";

    public static string Read(QueryRules query, string? fees) =>
        query.OneOf("fees", fees, Included, Excluded) ?? Included;
}
