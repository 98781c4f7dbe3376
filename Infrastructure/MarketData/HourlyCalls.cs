using Npgsql;
using PortfolioTracker.Infrastructure.Database;

namespace PortfolioTracker.Infrastructure.MarketData;

/// <summary>The calls of a key that a source counts by the hour, kept in the database for all instances and over
/// restarts. The hour is the clock's; where the source counts another one, its refusal closes ours.</summary>
/// <param name="keyId">Names the key without telling it.</param>
/// <param name="perHour">Zero: no limit of ours.</param>
internal sealed class HourlyCalls(JobDatabase database, TimeProvider clock, string keyId, int perHour)
{
    private const string SpendOne =
        """
        insert into pt.source_calls as c (key_id, hour, calls) values ($1, $2, 1)
        on conflict (key_id, hour) do update set calls = c.calls + 1 where c.calls < $3
        returning calls
        """;

    private const string Close =
        """
        insert into pt.source_calls as c (key_id, hour, calls) values ($1, $2, $3)
        on conflict (key_id, hour) do update set calls = greatest(c.calls, $3)
        """;

    private readonly int limit = perHour == 0 ? int.MaxValue : perHour;
    private (DateTime Hour, int Calls) last;

    /// <summary>As far as this instance has seen, like <see cref="LeftThisHour"/>.</summary>
    public bool IsSpent => last.Hour == Hour && last.Calls >= limit;

    /// <summary>Null without a limit.</summary>
    public int? LeftThisHour => IsSpent ? 0
        : perHour == 0 ? null
        : last.Hour == Hour ? perHour - last.Calls
        : perHour;

    private DateTime Hour
    {
        get
        {
            var now = clock.GetUtcNow().UtcDateTime;
            return now.Date.AddHours(now.Hour);
        }
    }

    /// <summary>Takes one call; false where none is left in this hour.</summary>
    public async Task<bool> TrySpendAsync(CancellationToken ct)
    {
        if (IsSpent)
        {
            return false;
        }

        var hour = Hour;
        await using var connection = await database.OpenAsync(ct);
        await using var spend = Command(connection, SpendOne, hour);
        var calls = await spend.ExecuteScalarAsync(ct) as int?;
        last = (hour, calls ?? limit);
        return calls is not null;
    }

    /// <summary>The source says that the hour is spent, whatever we counted.</summary>
    public async Task CloseAsync(CancellationToken ct)
    {
        last = (Hour, limit);
        await using var connection = await database.OpenAsync(ct);
        await using var close = Command(connection, Close, last.Hour);
        await close.ExecuteNonQueryAsync(ct);
    }

    private NpgsqlCommand Command(NpgsqlConnection connection, string sql, DateTime hour) =>
        new(sql, connection)
        {
            Parameters =
            {
                new NpgsqlParameter<string> { TypedValue = keyId },
                new NpgsqlParameter<DateTime> { TypedValue = hour },
                new NpgsqlParameter<int> { TypedValue = limit },
            },
        };
}
