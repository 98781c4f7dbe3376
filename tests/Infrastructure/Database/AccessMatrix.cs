using Npgsql;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Infrastructure.Database;

/// <summary>Someone who tries: a role, and what is set when a request or a job acts.</summary>
internal sealed record Actor(string Name, string Role, string Claims, string Job = "", Guid? JobUser = null)
{
    /// <summary>Whom a well-formed identity names.</summary>
    public Guid? User { get; init; }
}

internal enum Verdict
{
    /// <summary>42501.</summary>
    Denied,

    /// <summary>No error, and not one row.</summary>
    NoRow,

    /// <summary>No error, and at least one row.</summary>
    SomeRow,

    /// <summary>The right is there: a row, or no room for it (23505).</summary>
    MayInsert,

    /// <summary>Anything but 42501.</summary>
    NotDenied,

    /// <summary>Whatever the error, nothing is written.</summary>
    Fails,
}

internal sealed record Attempt(Actor Actor, string Table, string What, string Sql, Verdict Expected);

/// <summary>
/// Every table × every actor × every operation, on own and on foreign rows: what is to happen is worked out from the
/// access manifest, what does happen is tried. Nothing of it stays.
/// </summary>
internal static class AccessMatrix
{
    public static readonly Guid A = Guid.Parse("aaaaaaaa-0000-4000-8000-000000000001");
    public static readonly Guid B = Guid.Parse("bbbbbbbb-0000-4000-8000-000000000002");

    public static readonly Actor[] Actors =
    [
        new("anon", "anon", Sub(A)),
        new("user A", "authenticated", Sub(A)) { User = A },
        new("no claims", "authenticated", ""),
        new("no sub", "authenticated", """{"role":"authenticated"}"""),
        new("garbage sub", "authenticated", """{"sub":"' or true --"}"""),
        new("API without role", "pt_api", Sub(A)),
        new("job", "pt_job", ""),
        new("job for A", "pt_job", "", Job: "dividends", JobUser: A),
        new("erasing A", "pt_job", "", Job: "erase-user", JobUser: A),
        new("engine for A", "pt_engine", Sub(A)) { User = A },
        new("owner", "pt_owner", Sub(A)),
    ];

    private const string CreateAttempt =
        """
        create function pg_temp.attempt(actor text, claims text, job text, job_user text, attempted text)
        returns text language plpgsql as $$
        declare
            rows bigint;
        begin
            perform set_config('request.jwt.claims', claims, true), set_config('pt.job', job, true),
                set_config('pt.job_user', job_user, true), set_config('role', actor, true);
            execute attempted;
            get diagnostics rows = row_count;
            raise exception using errcode = 'PT000', message = rows::text;
        exception when others then
            return case sqlstate when 'PT000' then sqlerrm else sqlstate end;
        end $$
        """;

    private const string RunAttempts =
        """
        select pg_temp.attempt(a, c, j, u, s)
        from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[]) with ordinality t (a, c, j, u, s, n)
        order by n
        """;

    /// <summary>The attempts that did not end as the manifest says; inside the connection's transaction.</summary>
    public static async Task<(int Count, List<string> Wrong)> RunAsync(NpgsqlConnection admin)
    {
        await Postgres.ExecuteAsync(admin, "drop function if exists pg_temp.attempt");
        await Postgres.ExecuteAsync(admin, CreateAttempt);
        var attempts = await AccessAttempts.AllAsync(admin);
        await using var command = new NpgsqlCommand(RunAttempts, admin);
        command.Parameters.AddWithValue(attempts.ConvertAll(attempt => attempt.Actor.Role).ToArray());
        command.Parameters.AddWithValue(attempts.ConvertAll(attempt => attempt.Actor.Claims).ToArray());
        command.Parameters.AddWithValue(attempts.ConvertAll(attempt => attempt.Actor.Job).ToArray());
        command.Parameters.AddWithValue(attempts.ConvertAll(a => a.Actor.JobUser?.ToString() ?? "").ToArray());
        command.Parameters.AddWithValue(attempts.ConvertAll(attempt => attempt.Sql).ToArray());

        var wrong = new List<string>();
        var count = 0;
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            var (attempt, result) = (attempts[count++], reader.GetString(0));
            if (!Meets(attempt.Expected, result))
            {
                wrong.Add($"{attempt.Actor.Name}: {attempt.What} {attempt.Table}: {result}, not {attempt.Expected}");
            }
        }

        return (count, wrong);
    }

    private static bool Meets(Verdict expected, string result) => expected switch
    {
        Verdict.Denied => result == PostgresErrorCodes.InsufficientPrivilege,
        Verdict.NoRow => result == "0",
        Verdict.SomeRow => result.Length < 5 && result != "0",
        Verdict.MayInsert => result is "1" or PostgresErrorCodes.UniqueViolation,
        Verdict.NotDenied => result != PostgresErrorCodes.InsufficientPrivilege,
        Verdict.Fails => result.Length == 5,
        _ => false,
    };

    /// <summary>Rows of A and of B in every table of users.</summary>
    public static async Task SeedAsync(NpgsqlConnection admin)
    {
        await using var transaction = await admin.BeginTransactionAsync();
        foreach (var user in new[] { A, B })
        {
            // The triggers act for the user whose rows are written.
            await Postgres.ExecuteAsync(admin, $"select set_config('request.jwt.claims', '{Sub(user)}', true)");
            foreach (var (table, insert) in AccessAttempts.Inserts)
            {
                await Postgres.ExecuteAsync(
                    admin, $"insert into pt.{table} {AccessAttempts.For(user, insert)} on conflict do nothing");
            }
        }

        await transaction.CommitAsync();
    }

    private static string Sub(Guid user) => $$"""{"sub":"{{user}}"}""";
}
