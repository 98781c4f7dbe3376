using Npgsql;
using PortfolioTracker.Infrastructure.Database;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Features.Account;

internal sealed class EraseAccountTests
{
    private const string Path = "/api/account";

    private const string SelectTables =
        """
        select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and not a.attisdropped
        where c.relnamespace = 'pt'::regnamespace and c.relkind in ('r', 'p') and a.attname = 'user_id'
        """;

    [Test]
    public async Task Every_row_of_the_user_is_gone_and_nobody_elses()
    {
        var app = await App.SharedAsync();
        await using var admin = await Postgres.OpenAdminAsync(app.Database);
        var (ann, bob) = (await OwnerAsync(app, admin), await OwnerAsync(app, admin));
        var tables = await TablesAsync(admin);
        var before = await CountsAsync(admin, tables, bob);

        var answer = await EraseAsync(ann, ann.Id.ToString());

        await Assert.That(answer.Status).IsEqualTo(200).Because(answer.Text);
        await Assert.That(tables.Count).IsGreaterThan(9);
        foreach (var (table, count) in await CountsAsync(admin, tables, ann))
        {
            await Assert.That(count > 0).IsEqualTo(table == "audit_log").Because(table);
            await Assert.That(before[table]).IsGreaterThan(0).Because(table);
        }

        await Assert.That(await CountsAsync(admin, tables, bob)).IsEquivalentTo(before);
        await Assert.That((await ann.GetAsync("/api/transactions")).Data.GetProperty("total").GetInt32()).IsEqualTo(0);
        await Assert.That((await ann.GetAsync("/api/portfolio/complete")).Data.GetProperty("portfolio_data")
            .GetProperty("holdings").GetArrayLength()).IsEqualTo(0);
    }

    [Test]
    public async Task The_erasure_itself_is_in_the_audit_without_what_was_erased()
    {
        var app = await App.SharedAsync();
        var user = app.NewUser();
        await user.AddAsync("Buy", "KO", "1", "2024-03-01");

        var answer = await EraseAsync(user, user.Id.ToString());

        await using var admin = await Postgres.OpenAdminAsync(app.Database);
        await Assert.That(await Postgres.ScalarAsync<string>(admin, $"""
            select string_agg(concat_ws(' ', operation, table_name, actor, request_id, old_row is null), ', ')
            from pt.audit_log where user_id = '{user.Id}' and operation = 'DELETE'
            """)).IsEqualTo($"DELETE transactions job:erase-user {answer.Header("X-Request-Id")} t");
    }

    [Test]
    [Arguments("null")]
    [Arguments("\"yes\"")]
    [Arguments("\"00000000-0000-0000-0000-000000000000\"")]
    public async Task Without_the_users_own_id_nothing_is_erased(string confirm)
    {
        var user = (await App.SharedAsync()).NewUser();
        await user.AddAsync("Buy", "KO", "1", "2024-03-01");

        var answer = await user.SendAsync(HttpMethod.Delete, Path, $$"""{"confirm":{{confirm}}}""");

        await ErrorShape.AssertInvalidAsync(answer, "confirm");
        await Assert.That((await user.LedgerAsync()).Length).IsEqualTo(1);
    }

    [Test]
    public async Task Another_users_id_erases_neither()
    {
        var app = await App.SharedAsync();
        var (ann, bob) = (app.NewUser(), app.NewUser());
        await ann.AddAsync("Buy", "KO", "1", "2024-03-01");
        await bob.AddAsync("Buy", "KO", "1", "2024-03-01");

        await ErrorShape.AssertInvalidAsync(await EraseAsync(ann, bob.Id.ToString()), "confirm");

        await Assert.That((await ann.LedgerAsync()).Length + (await bob.LedgerAsync()).Length).IsEqualTo(2);
    }

    [Test]
    public async Task A_second_erasure_finds_nothing_and_is_fine()
    {
        var user = (await App.SharedAsync()).NewUser();

        var answer = await EraseAsync(user, user.Id.ToString());

        await Assert.That(answer.Status).IsEqualTo(200).Because(answer.Text);
        await Assert.That(answer.Data.GetProperty("rows").GetInt32()).IsEqualTo(0);
    }

    [Test]
    public async Task The_operators_script_blanks_the_audit_of_that_user_alone_and_closes_it_again()
    {
        var app = await App.SharedAsync();
        var (ann, bob) = (app.NewUser(), app.NewUser());
        await ann.AddAsync("Buy", "KO", "1", "2024-03-01");
        await bob.AddAsync("Buy", "KO", "1", "2024-03-01");
        await EraseAsync(ann, ann.Id.ToString());
        await using var admin = await Postgres.OpenAdminAsync(await ApartAsync(app, ann, bob));

        var script = Repository.Read("scripts/erase-audit.sql");
        await Postgres.ExecuteAsync(admin, script.Replace(":'users'", $"'{{{ann.Id}}}'", StringComparison.Ordinal));

        await Assert.That(await Postgres.ScalarAsync<string>(admin, $"""
            select string_agg(distinct concat_ws(' ', user_id = '{ann.Id}', new_row is null and old_row is null), ', ')
            from pt.audit_log
            """)).IsEqualTo("f f, t t");
        await Assert.That(await Postgres.ScalarAsync<long>(admin,
            $"select count(*) from pt.audit_log where actor = '{ann.Id}'")).IsEqualTo(0);
        var refused = await Assert.That(async () =>
        {
            await Postgres.ExecuteAsync(admin, "update pt.audit_log set actor = 'someone else'");
        }).Throws<PostgresException>();
        await Assert.That(refused!.SqlState).IsEqualTo(PostgresErrorCodes.InsufficientPrivilege);
    }

    [Test]
    public async Task Ledgers_are_erased_last_because_each_deletion_counts_there()
    {
        await Assert.That(AccessManifest.ErasedTables[0]).IsEqualTo("transactions");
        await Assert.That(AccessManifest.ErasedTables[^1]).IsEqualTo("ledgers");
    }

    /// <summary>A user with a row in every table.</summary>
    private static async Task<Caller> OwnerAsync(App app, NpgsqlConnection admin)
    {
        var user = app.NewUser();
        await user.ImportCsvAsync("date,type,symbol,quantity,price\n2024-03-01,Buy,KO,1,57\n", "",
            ("Idempotency-Key", "k"));
        await user.PostAsync("/api/profile", """{"first_name":"Ann"}""");
        await user.PostAsync("/api/watchlist/KO", null);
        await user.PostAsync("/api/prices/HOME", """{"currency":"EUR","prices":[{"date":"2024-01-02","close":5}]}""");
        await Postgres.ExecuteAsync(admin,
            $$"""
            select set_config('request.jwt.claims', '{"sub":"{{user.Id}}"}', false);
            insert into pt.user_dividends (user_id, symbol, ex_date, amount_per_share, total_amount, currency, source)
            values ('{{user.Id}}', 'KO', '2024-03-14', 1, 1, 'USD', 'manual');
            insert into pt.user_flags (user_id, flag, enabled) values ('{{user.Id}}', 'beta', true);
            insert into pt.dividend_syncs (user_id, started_at) values ('{{user.Id}}', now());
            insert into pt.user_jobs (user_id, id, kind) values ('{{user.Id}}', gen_random_uuid(), 'import');
            insert into pt.complete_documents (user_id, variant) values ('{{user.Id}}', 'of Ann');
            insert into pt.notifications (user_id, id, kind, message)
            values ('{{user.Id}}', gen_random_uuid(), 'test', 'of Ann');
            """);
        return user;
    }

    /// <summary>The audit of both users in a database of its own: the script takes down a guard for a moment.</summary>
    private static async Task<string> ApartAsync(App app, Caller ann, Caller bob)
    {
        var apart = await Postgres.NewDatabaseAsync();
        await using var from = await Postgres.OpenAdminAsync(app.Database);
        await using var to = await Postgres.OpenAdminAsync(apart);
        var rows = await Postgres.ScalarAsync<string>(from,
            $"select jsonb_agg(a) from pt.audit_log a where user_id in ('{ann.Id}', '{bob.Id}')");
        await using var insert = new NpgsqlCommand(
            """
            insert into pt.audit_log overriding system value
            select * from jsonb_populate_recordset(null::pt.audit_log, $1::jsonb)
            """, to);
        insert.Parameters.AddWithValue(rows!);
        await insert.ExecuteNonQueryAsync();
        return apart;
    }

    private static Task<Answer> EraseAsync(Caller user, string confirm) =>
        user.SendAsync(HttpMethod.Delete, Path, $$"""{"confirm":"{{confirm}}"}""");

    private static async Task<List<string>> TablesAsync(NpgsqlConnection admin)
    {
        var tables = new List<string>();
        await using var command = new NpgsqlCommand(SelectTables, admin);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            tables.Add(reader.GetString(0));
        }

        return tables;
    }

    private static async Task<Dictionary<string, long>> CountsAsync(
        NpgsqlConnection admin, IEnumerable<string> tables, Caller user)
    {
        var counts = new Dictionary<string, long>();
        foreach (var table in tables)
        {
            counts[table] = await Postgres.ScalarAsync<long>(admin,
                $"select count(*) from pt.{table} where user_id = '{user.Id}'");
        }

        return counts;
    }
}
