using Dapper;
using Microsoft.Extensions.Options;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Database;
using PortfolioTracker.Infrastructure.Http;

namespace PortfolioTracker.Features.Flags;

/// <param name="Features">Whether the caller has it, by name.</param>
internal sealed record GetFeaturesReply(SortedDictionary<string, bool> Features, IReadOnlyList<FeatureRow> Details);

/// <param name="Source">What decided: <c>configuration</c>, <c>user</c> or <c>database</c>.</param>
internal sealed record FeatureRow(string Name, bool Enabled, string Source, string? Description);

/// <param name="OfUser">What was set for the user alone; null where nothing was.</param>
internal sealed record FlagRow(string Name, bool Enabled, int Percentage, string Description, bool? OfUser);

internal static class GetFeatures
{
    private const string SelectFlags =
        """
        SELECT f.name, f.enabled, f.percentage, f.description, u.enabled AS of_user
        FROM pt.feature_flags f
        LEFT JOIN pt.user_flags u ON u.flag = f.name AND u.user_id = @userId
        ORDER BY f.name
        """;

    /// <summary>The flags as the caller has them. The configuration decides; then what is set for the user; then the
    /// flag's own switch and percentage.</summary>
    public static async Task<Reply<GetFeaturesReply>> Handle(
        CurrentUser user, [FromServices] UserDatabase database, [FromServices] IOptions<FlagOptions> options,
        CancellationToken ct)
    {
        await using var transaction = await database.BeginReadAsync(user, ct);
        var rows = await transaction.Connection.QueryAsync<FlagRow>(SelectFlags, new { userId = user.Id, ct });

        var details = Decide([.. rows], options.Value, user.Id);
        var features = new SortedDictionary<string, bool>(StringComparer.Ordinal);
        foreach (var row in details)
        {
            features[row.Name] = row.Enabled;
        }

        return new(new(features, details));
    }

    public static IReadOnlyList<FeatureRow> Decide(IReadOnlyList<FlagRow> flags, FlagOptions options, Guid user)
    {
        var decided = new SortedDictionary<string, FeatureRow>(StringComparer.Ordinal);
        foreach (var flag in flags)
        {
            decided[flag.Name] = flag.OfUser is { } own
                ? new(flag.Name, own, "user", flag.Description)
                : new(flag.Name, flag.Enabled && Rollout.Includes(flag.Name, user, flag.Percentage), "database",
                    flag.Description);
        }

        foreach (var (name, text) in options.Settings)
        {
            var enabled = FlagOptions.Percentage(text) is { } percentage && Rollout.Includes(name, user, percentage);
            decided[name] = new(name, enabled, "configuration", decided.GetValueOrDefault(name)?.Description);
        }

        return [.. decided.Values];
    }
}
