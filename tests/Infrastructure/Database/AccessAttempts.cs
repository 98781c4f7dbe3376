using Npgsql;
using PortfolioTracker.Infrastructure.Database;

namespace PortfolioTracker.Tests.Infrastructure.Database;

/// <summary>The attempts of <see cref="AccessMatrix"/>, and what the access manifest says of each.</summary>
internal static class AccessAttempts
{
    /// <summary>A row of each table that belongs to a user; {u} is the user.</summary>
    public static readonly Dictionary<string, string> Inserts = new()
    {
        ["profiles"] = "(user_id) values ('{u}')",
        ["ledgers"] = "(user_id, version) values ('{u}', 1)",
        ["user_dividends"] = "(user_id, symbol, ex_date, amount_per_share, total_amount, currency, source) "
            + "values ('{u}', 'KO', '2024-01-02', 0.5, 5, 'USD', 'manual')",
        ["transactions"] = "(user_id, transaction_type, symbol, quantity, price, date) "
            + "values ('{u}', 'Buy', 'KO', 10, 60, '2023-01-02')",
        ["positions"] = "(user_id, symbol) values ('{u}', 'KO')",
        ["watchlist"] = "(user_id, symbol) values ('{u}', 'IBM')",
        ["idempotency_keys"] = @"(user_id, key, request_hash) values ('{u}', 'k', '\x00')",
        ["user_flags"] = "(user_id, flag, enabled) values ('{u}', 'beta', true)",
        ["import_batches"] = "(user_id, id, source, transactions, dividends, watchlist) "
            + "values ('{u}', gen_random_uuid(), 'csv', 1, 0, 0)",
        ["complete_documents"] = "(user_id, variant) values ('{u}', 'v')",
        ["dividend_syncs"] = "(user_id, started_at) values ('{u}', now())",
        ["user_jobs"] = "(user_id, id, kind) values ('{u}', gen_random_uuid(), 'test')",
        ["user_prices"] = "(user_id, symbol, date, close, currency, source) "
            + "values ('{u}', 'MYHOUSE', '2024-01-02', 5, 'EUR', 'manual')",
        ["notifications"] = "(user_id, id, kind, message) values ('{u}', gen_random_uuid(), 'test', 'm')",
        ["audit_log"] = "(user_id, actor, login, table_name, operation) values ('{u}', 'a', 'l', 't', 'INSERT')",
    };

    private const string SelectColumns =
        """
        select c.relname, a.attname
        from pg_class c join pg_attribute a on a.attrelid = c.oid
        where c.relnamespace = 'pt'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
            and a.attnum > 0 and not a.attisdropped and a.attidentity = '' and a.attgenerated = ''
        order by c.relname, a.attnum
        """;

    public static string For(Guid user, string insert) =>
        insert.Replace("{u}", user.ToString(), StringComparison.Ordinal);

    public static async Task<List<Attempt>> AllAsync(NpgsqlConnection admin)
    {
        var columns = new List<(string Table, string Column)>();
        await using (var command = new NpgsqlCommand(SelectColumns, admin))
        {
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                columns.Add((reader.GetString(0), reader.GetString(1)));
            }
        }

        return
        [
            .. from actor in AccessMatrix.Actors
               from table in AccessManifest.Tables
               let names = columns.Where(name => name.Table == table.Table).Select(name => name.Column).ToArray()
               from attempt in names.Contains("user_id") ? OfUsers(actor, table, names) : Global(actor, table, names)
               select attempt,
        ];
    }

    private static IEnumerable<Attempt> OfUsers(Actor actor, TableAccess table, string[] columns)
    {
        var column = columns.First(name => name != "user_id" && !table.FixedColumns.Contains(name));
        foreach (var (user, whose) in new[] { (AccessMatrix.A, "A's"), (AccessMatrix.B, "B's") })
        {
            var where = $"where user_id = '{user}'";
            yield return new(actor, table.Table, $"select {whose}", $"select from pt.{table.Table} {where}",
                Rows(actor, table, user, "S"));
            yield return new(actor, table.Table, $"insert {whose}",
                $"insert into pt.{table.Table} {For(user, Inserts[table.Table])}", Insert(actor, table, user));
            yield return new(actor, table.Table, $"update {whose}",
                $"update pt.{table.Table} set {column} = {column} {where}", Rows(actor, table, user, "SU"));
            yield return new(actor, table.Table, $"delete {whose}", $"delete from pt.{table.Table} {where}",
                Rows(actor, table, user, "SD"));
        }

        yield return new(actor, table.Table, "hand over",
            $"update pt.{table.Table} set user_id = '{AccessMatrix.B}' where user_id = '{AccessMatrix.A}'",
            actor.Role == "pt_owner" && !table.AppendOnly ? Verdict.NoRow : Verdict.Denied);
        yield return Truncate(actor, table);
    }

    private static IEnumerable<Attempt> Global(Actor actor, TableAccess table, string[] columns)
    {
        var column = columns.First(name => !table.FixedColumns.Contains(name));
        yield return new(actor, table.Table, "select", $"select from pt.{table.Table}", Whole(actor, table, 'S'));
        yield return new(actor, table.Table, "update", $"update pt.{table.Table} set {column} = {column}",
            Whole(actor, table, 'U'));
        yield return new(actor, table.Table, "delete", $"delete from pt.{table.Table}", Whole(actor, table, 'D'));
        yield return new(actor, table.Table, "insert", $"insert into pt.{table.Table} default values",
            actor.Role == "pt_owner" ? Verdict.Fails : Whole(actor, table, 'I'));
        yield return Truncate(actor, table);
    }

    private static Attempt Truncate(Actor actor, TableAccess table) =>
        new(actor, table.Table, "truncate", $"truncate pt.{table.Table} cascade", Verdict.Denied);

    /// <summary>The owner has the rights and, forced, no policy: nothing to see.</summary>
    private static Verdict Rows(Actor actor, TableAccess table, Guid target, string operations)
    {
        if (actor.Role == "pt_owner")
        {
            return table.AppendOnly && operations != "S" ? Verdict.Denied : Verdict.NoRow;
        }

        var rules = operations.Select(operation => RuleOf(actor, table, operation)).ToArray();
        return rules.Any(rule => rule is null) ? Verdict.Denied
            : rules.All(rule => Reaches(actor, rule!.Value, target)) ? Verdict.SomeRow
            : Verdict.NoRow;
    }

    private static Verdict Insert(Actor actor, TableAccess table, Guid target) =>
        RuleOf(actor, table, 'I') is { } rule && Reaches(actor, rule, target) ? Verdict.MayInsert : Verdict.Denied;

    private static Verdict Whole(Actor actor, TableAccess table, char operation) =>
        actor.Role == "pt_owner" || RuleOf(actor, table, operation) is not null ? Verdict.NotDenied : Verdict.Denied;

    private static RowRule? RuleOf(Actor actor, TableAccess table, char operation) =>
        table.Roles.Where(access => access.Role == actor.Role && access.Operations.Contains(operation))
            .Select(access => (RowRule?)access.Rows).SingleOrDefault();

    private static bool Reaches(Actor actor, RowRule rule, Guid target) => rule switch
    {
        RowRule.All => true,
        RowRule.Own => target == actor.User,
        RowRule.Subject => target == (actor.User ?? actor.JobUser),
        RowRule.Job => target == actor.JobUser,
        // Of what expires, the rows tried are new.
        RowRule.Erase or RowRule.ExpiredOrErase => target == actor.JobUser && actor.Job == "erase-user",
        RowRule.Sandbox => false, // no row of a user is one
        _ => throw new ArgumentOutOfRangeException(nameof(rule)),
    };
}
