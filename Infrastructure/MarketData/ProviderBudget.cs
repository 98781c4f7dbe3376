using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Npgsql;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Database;

namespace PortfolioTracker.Infrastructure.MarketData;

/// <summary>
/// The provider's calls of a day and its turns, kept in the database for all instances and over restarts: the provider
/// itself tells nobody what is left. The day is New York's; a quota notice closes it early. The reserve of waiting
/// users is free for all in the last two hours. One user who waits, again and again, spends a share of the day at most.
/// </summary>
internal sealed partial class ProviderBudget(
    JobDatabase database, IOptions<AlphaVantageOptions> provider, IOptions<ProviderBudgetOptions> options,
    TimeProvider clock)
{
    private const string SpendOne =
        """
        insert into pt.provider_budget as b (key_id, day, calls, calls_by_user, next_call_at)
        values ($1, $2, 1, jsonb_build_object($5::text, 1), clock_timestamp() + $7)
        on conflict (key_id, day) do update
        set calls = b.calls + 1, calls_by_user = b.calls_by_user
            || jsonb_build_object($5::text, coalesce((b.calls_by_user ->> $5)::integer, 0) + 1),
            next_call_at = greatest(b.next_call_at, clock_timestamp()) + $7
        where b.calls < $3 and (b.closed_until is null or b.closed_until <= $4)
            and coalesce((b.calls_by_user ->> $5)::integer, 0) < $6
        returning calls, extract(epoch from next_call_at - $7 - clock_timestamp())::float8
        """;

    private const string CloseDay =
        """
        insert into pt.provider_budget as b (key_id, day, closed_until)
        values ($1, $2, $3)
        on conflict (key_id, day) do update set closed_until = excluded.closed_until
        """;

    private const string SelectDay =
        """
        select calls, closed_until, coalesce((calls_by_user ->> $3)::integer, 0)
        from pt.provider_budget where key_id = $1 and day = $2
        """;

    /// <summary>Before the end of the day: what no user has needed by then would be lost.</summary>
    public static readonly TimeSpan ReserveKeptUntil = TimeSpan.FromHours(2);

    private readonly TimeSpan spacing = ProviderPace.SpacingOf(provider.Value);
    private readonly AsyncLocal<CallContext?> call = new();
    private DayState last = new(default, null, null);

    /// <summary>Names the key without telling it: the first half of its SHA-256.</summary>
    public string KeyId { get; } = KeyIdOf(provider.Value.ApiKey);

    /// <summary>Null where nothing limits the calls.</summary>
    private int? CallsMax =>
        provider.Value.Sandbox || options.Value.DailyBudget == 0 ? null : options.Value.DailyBudget;

    /// <summary>Calls of a day; null without a limit.</summary>
    public int? DailyLimit => CallsMax;

    /// <summary>Of a day's calls, those for users who wait.</summary>
    public int CallsReserved => options.Value.CallsReservedForUsers;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Calls left today as far as this instance has seen; null without a limit or before the first look.
    /// </summary>
    public int? CallsLeftToday => CallsMax is not { } max ? null
        : ClosedUntil is not null ? 0
        : IsToday(last) && last.Calls is { } calls ? Math.Max(0, max - calls)
        : null;

    /// <summary>Set while a quota notice keeps the budget closed.</summary>
    public DateTime? ClosedUntil => last.ClosedUntil > Now ? last.ClosedUntil : null;

    /// <summary>Whether a call is worth trying, by what this instance saw last.</summary>
    public bool MayHaveCalls(bool isUrgent) => !(isUrgent && IsShareSpent)
        && ClosedUntil is null && (!IsToday(last) || last.Calls is not { } calls || calls < LimitOf(isUrgent));

    /// <summary>All calls made below this, on this flow of control, count as a waiting user's, or as the background's,
    /// which leaves the reserve alone.</summary>
    public CallContext Begin(bool isUrgent) => call.Value = new(isUrgent);

    /// <summary>Takes one call. Answers how long to wait with it, since instances take turns; null where none is left
    /// for this kind of caller.</summary>
    public async ValueTask<TimeSpan?> TrySpendAsync(string function, CancellationToken ct)
    {
        var day = EasternDay.Of(Now);
        var isUrgent = call.Value?.IsUrgent ?? true;
        var limit = LimitOf(isUrgent);
        var user = isUrgent && CallsMax is not null ? ActingUser.Id : null;
        var (name, share) = user is { } id ? (NameOf(id, day), UserShare) : (Service, int.MaxValue);
        await using var connection = await database.OpenAsync(ct);
        if (limit > 0)
        {
            await using var spend = new NpgsqlCommand(SpendOne, connection)
            {
                Parameters = { In(KeyId), In(day), In(limit), In(Now), In(name), In(share), In(spacing) },
            };
            await using var reader = await spend.ExecuteReaderAsync(ct);
            if (await reader.ReadAsync(ct))
            {
                last = new(day, reader.GetInt32(0), null);
                return TimeSpan.FromSeconds(Math.Max(0, reader.GetDouble(1)));
            }
        }

        (last, var spent) = await ReadAsync(connection, day, name, ct);
        if (user is { } waiting && spent >= share)
        {
            NoteSpent(waiting, day);
        }

        if (call.Value is { } context)
        {
            context.WasRefused = true;
        }

        return null;
    }

    /// <summary>The provider says that the day's quota is spent, whatever we counted.</summary>
    public async Task CloseAsync(CancellationToken ct)
    {
        var (day, until) = (EasternDay.Of(Now), EasternDay.NextMidnight(Now));
        await using var connection = await database.OpenAsync(ct);
        await using var close = new NpgsqlCommand(CloseDay, connection)
        {
            Parameters = { In(KeyId), In(day), In(until) },
        };
        await close.ExecuteNonQueryAsync(ct);
        last = last with { Day = day, Calls = last.Calls ?? 0, ClosedUntil = until };
    }

    /// <summary>Looks at what all instances have spent, so that <see cref="CallsLeftToday"/> is known; it stays unknown
    /// where the database is away.</summary>
    public async Task LookAsync(CancellationToken ct)
    {
        try
        {
            await using var connection = await database.OpenAsync(ct);
            (last, _) = await ReadAsync(connection, EasternDay.Of(Now), Service, ct);
        }
        catch (Exception away) when (DatabaseUnavailable.IsCauseOf(away))
        {
            last = new(default, null, null);
        }
    }

    private int LimitOf(bool isUrgent) => CallsMax is not { } max ? int.MaxValue
        : isUrgent || EasternDay.NextMidnight(Now) - Now <= ReserveKeptUntil ? max
        : Math.Max(0, max - CallsReserved);

    private bool IsToday(DayState state) => state.Day == EasternDay.Of(Now);

    private async Task<(DayState State, int CallsByName)> ReadAsync(
        NpgsqlConnection connection, DateOnly day, string name, CancellationToken ct)
    {
        await using var select = new NpgsqlCommand(SelectDay, connection)
        {
            Parameters = { In(KeyId), In(day), In(name) },
        };
        await using var reader = await select.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct)
            ? (new(day, reader.GetInt32(0), reader.IsDBNull(1) ? null : reader.GetDateTime(1)), reader.GetInt32(2))
            : (new(day, 0, null), 0);
    }

    public static string KeyIdOf(string? key) => string.IsNullOrWhiteSpace(key)
        ? MarketSource.SandboxName
        : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key.Trim())).AsSpan(0, 16));

    private static NpgsqlParameter<T> In<T>(T value) => new() { TypedValue = value };

    private sealed record DayState(DateOnly Day, int? Calls, DateTime? ClosedUntil);

    internal sealed class CallContext(bool isUrgent)
    {
        public bool IsUrgent { get; } = isUrgent;

        /// <summary>Our own budget refused the call; the provider was not asked.</summary>
        public bool WasRefused { get; set; }
    }
}
