using System.Collections.Concurrent;
using Npgsql;
using PortfolioTracker.Infrastructure.Database;

namespace PortfolioTracker.Infrastructure.MarketData;

/// <summary>What the provider has refused this key: a call for it would be wasted. Which functions are free has changed
/// several times, so this is learnt and not written down, and asked again after a month.</summary>
internal sealed class ProviderEntitlements(JobDatabase database, ProviderBudget budget, TimeProvider clock)
{
    private const string SelectRefused =
        "select function, parameter, refused_at from pt.provider_entitlements where key_id = $1";

    private const string UpsertRefused =
        """
        insert into pt.provider_entitlements (key_id, function, parameter, refused_at)
        values ($1, $2, $3, $4)
        on conflict (key_id, function, parameter) do update set refused_at = excluded.refused_at
        """;

    private static readonly TimeSpan AskedAgainAfter = TimeSpan.FromDays(30);

    // What another instance learns is read within the hour.
    private static readonly TimeSpan ReadAgainAfter = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<(string Function, string Parameter), DateTime> refused = new();
    private readonly ConcurrentDictionary<(string Function, string Parameter), bool> granted = new();
    private DateTime readAt = DateTime.MinValue;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    public async ValueTask<bool> IsRefusedAsync(string function, string parameter, CancellationToken ct)
    {
        if (Now - readAt > ReadAgainAfter)
        {
            await ReadAsync(ct);
        }

        return refused.TryGetValue((function, parameter), out var at) && Now - at < AskedAgainAfter;
    }

    /// <summary>Whether it is known if the key may.</summary>
    public async ValueTask<bool> IsToldAsync(string function, string parameter, CancellationToken ct) =>
        granted.ContainsKey((function, parameter)) || await IsRefusedAsync(function, parameter, ct);

    public void Grant(string function, string parameter) => granted[(function, parameter)] = true;

    public async Task RememberAsync(string function, string parameter, CancellationToken ct)
    {
        refused[(function, parameter)] = Now;
        await using var connection = await database.OpenAsync(ct);
        await using var upsert = new NpgsqlCommand(UpsertRefused, connection)
        {
            Parameters = { In(budget.KeyId), In(function), In(parameter), In(Now) },
        };
        await upsert.ExecuteNonQueryAsync(ct);
    }

    private async Task ReadAsync(CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        await using var select = new NpgsqlCommand(SelectRefused, connection) { Parameters = { In(budget.KeyId) } };
        await using var reader = await select.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            refused[(reader.GetString(0), reader.GetString(1))] = reader.GetDateTime(2);
        }

        readAt = Now;
    }

    private static NpgsqlParameter<T> In<T>(T value) => new() { TypedValue = value };
}
