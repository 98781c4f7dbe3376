using System.Text.RegularExpressions;
using Npgsql;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Infrastructure.Database;

internal sealed partial class UserTablesTests
{
    [Test]
    public async Task A_change_leaves_both_rows_in_the_audit_with_who_and_by_which_request()
    {
        await using var database = await TestDatabase.NewAsync();
        var user = TestDatabase.NewUser();
        await database.BuyAsync(user);
        await database.WriteAsync(user, "update pt.transactions set quantity = 1.5, notes = 'mended'");
        await database.WriteAsync(user, "delete from pt.transactions");

        await using var reading = await database.Users.BeginReadAsync(user, CancellationToken.None);
        var audit = await Postgres.ScalarAsync<string>(reading.Connection,
            """
            select string_agg(concat_ws(' ', operation, table_name, old_row ->> 'quantity', '->',
                new_row ->> 'quantity', actor = user_id::text, login, request_id), E'\n' order by seq)
            from pt.audit_log
            """);

        await Assert.That(audit).IsEqualTo(
            """
            INSERT transactions -> 1.0000000000 t pt_api request-1
            UPDATE transactions 1.0000000000 -> 1.5000000000 t pt_api request-1
            DELETE transactions 1.5000000000 -> t pt_api request-1
            """);
    }

    [Test]
    [Arguments("update pt.audit_log set actor = 'someone else'")]
    [Arguments("delete from pt.audit_log")]
    [Arguments("truncate pt.audit_log")]
    public async Task The_audit_is_never_changed_not_even_by_its_owner_or_a_superuser(string sql)
    {
        await using var database = await TestDatabase.NewAsync();
        var user = TestDatabase.NewUser();
        await database.BuyAsync(user);
        await using var admin = await database.OpenAdminAsync();

        foreach (var role in new[] { "pt_owner", "none" })
        {
            await Postgres.ExecuteAsync(admin, $"set role {role}");
            var refused = await Assert.That(async () => { await Postgres.ExecuteAsync(admin, sql); })
                .Throws<PostgresException>();
            await Assert.That(refused!.SqlState).IsEqualTo(PostgresErrorCodes.InsufficientPrivilege);
        }

        await Assert.That(await Postgres.ScalarAsync<long>(admin, "select count(*) from pt.audit_log")).IsEqualTo(1);
    }

    [Test]
    public async Task Each_statement_that_changes_anything_makes_one_more_version()
    {
        await using var database = await TestDatabase.NewAsync();
        var user = TestDatabase.NewUser();
        await database.BuyAsync(user, count: 100);
        await database.WriteAsync(user, $"insert into pt.profiles (user_id) values ('{user.Id}')");
        await database.WriteAsync(user, $"insert into pt.watchlist (user_id, symbol) values ('{user.Id}', 'IBM')");
        await database.WriteAsync(user, "update pt.watchlist set notes = null");
        await database.WriteAsync(user, "delete from pt.transactions where symbol = 'unheard of'");

        await using var admin = await database.OpenAdminAsync();

        await Assert.That(await Postgres.ScalarAsync<long>(admin, "select version from pt.ledgers")).IsEqualTo(4);
    }

    [Test]
    public async Task A_job_erases_the_user_it_has_named_and_no_one_else()
    {
        await using var database = await TestDatabase.NewAsync();
        var (ann, bob) = (TestDatabase.NewUser(), TestDatabase.NewUser());
        await database.BuyAsync(ann, count: 2);
        await database.BuyAsync(bob, count: 3);

        await using (var reading = await database.Jobs.BeginForUserAsync("prices", ann.Id, "run-1", default))
        {
            await Postgres.ExecuteAsync(reading.Connection, "delete from pt.transactions");
            await reading.CommitAsync(default);
        }

        await using (var erasing = await database.Jobs.BeginForUserAsync("erase-user", ann.Id, "run-2", default))
        {
            await Postgres.ExecuteAsync(erasing.Connection, "delete from pt.transactions");
            await erasing.CommitAsync(default);
        }

        await using var admin = await database.OpenAdminAsync();
        await Assert.That(await Postgres.ScalarAsync<string>(admin,
            "select string_agg(distinct user_id::text, ',') || ' ' || count(*) from pt.transactions"))
            .IsEqualTo($"{bob.Id} 3");
        await Assert.That(await Postgres.ScalarAsync<string>(admin,
            "select string_agg(distinct concat_ws(' ', actor, login, request_id), ',') from pt.audit_log "
            + "where operation = 'DELETE'")).IsEqualTo("job:erase-user pt_job run-2");
    }

    [Test]
    public async Task Deleting_the_transaction_of_a_dividend_leaves_the_dividend()
    {
        await using var database = await TestDatabase.NewAsync();
        var user = TestDatabase.NewUser();
        await database.WriteAsync(user,
            $"""
            insert into pt.user_dividends (user_id, symbol, ex_date, amount_per_share, total_amount, currency, source)
            values ('{user.Id}', 'KO', '2024-03-14', 0.485, 0.485, 'USD', 'manual');
            insert into pt.transactions (user_id, transaction_type, symbol, quantity, price, date, dividend_id)
            select user_id, 'DIVIDEND', symbol, 1, 0.485, ex_date, id from pt.user_dividends
            """);
        await database.WriteAsync(user, "delete from pt.transactions");

        await using var admin = await database.OpenAdminAsync();
        await Assert.That(await Postgres.ScalarAsync<string>(admin,
            "select string_agg(status, ',') from pt.user_dividends")).IsEqualTo("pending");
    }

    [Test]
    [Arguments("quantity", "'NaN'")]
    [Arguments("quantity", "0")]
    [Arguments("price", "-0.01")]
    [Arguments("price", "'NaN'")]
    [Arguments("commission", "'NaN'")]
    [Arguments("currency", "'usd'")]
    [Arguments("date", "'infinity'")]
    [Arguments("transaction_type", "'BUY'")]
    [Arguments("notes", "repeat('x', 501)")]
    public async Task Values_outside_their_range_are_refused(string column, string value)
    {
        await using var database = await TestDatabase.NewAsync();
        var user = TestDatabase.NewUser();
        await database.BuyAsync(user);

        var refused = await Assert.That(async () =>
        {
            await database.WriteAsync(user, $"update pt.transactions set {column} = {value}");
        }).Throws<PostgresException>();

        await Assert.That(refused!.SqlState).IsEqualTo(PostgresErrorCodes.CheckViolation);
    }

    [Test]
    public async Task A_symbol_is_valid_here_exactly_when_it_matches_the_API_s_pattern()
    {
        await using var database = await TestDatabase.NewAsync();
        await using var admin = await database.OpenAdminAsync();
        await Postgres.ExecuteAsync(admin,
            """
            create temp table probe (like pt.positions including all);
            create function pg_temp.accepts(s text) returns boolean language plpgsql as $$
            begin
                insert into probe (user_id, symbol) values (gen_random_uuid(), s);
                return true;
            exception when check_violation then
                return false;
            end $$
            """);
        var random = new Random(7);
        const string Alphabet = "ABZ019.-=^az \n\t_/%éßⅣ٣ＡI\u0131";
        string[] symbols =
        [
            "", "AAPL", "BRK-B", "^GSPC", "EURUSD=X", "0700.HK", "AAPL\n", "\nAAPL", new('A', 20), new('A', 21),
            .. Enumerable.Range(0, 2_000).Select(_ => string.Concat(
                Enumerable.Range(0, random.Next(1, 4)).Select(_ => Alphabet[random.Next(Alphabet.Length)]))),
        ];

        await using var command = new NpgsqlCommand(
            "select array_agg(pg_temp.accepts(s) order by n) from unnest($1) with ordinality t (s, n)", admin);
        command.Parameters.AddWithValue(symbols);
        var accepted = (bool[])(await command.ExecuteScalarAsync())!;

        var expected = symbols.Select(symbol => SymbolPattern.IsMatch(symbol)).ToArray();
        await Assert.That(symbols.Where((_, n) => accepted[n] != expected[n])).IsEmpty();
        await Assert.That(expected.Count(valid => valid)).IsGreaterThan(100);
    }

    [GeneratedRegex(@"\A[A-Z0-9.=^-]{1,20}\z", RegexOptions.CultureInvariant)]
    private static partial Regex SymbolPattern { get; }
}
