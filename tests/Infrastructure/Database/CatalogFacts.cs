using Npgsql;
using PortfolioTracker.Infrastructure.Database;

namespace PortfolioTracker.Tests.Infrastructure.Database;

/// <summary>
/// What the catalog says about rights, line by line, and what it has to say according to the access manifest. Finds
/// what behaviour hides: a right behind a missing one, a policy that no one meets.
/// </summary>
internal static class CatalogFacts
{
    private const string SelectFacts =
        """
        with tables as (
            select c.* from pg_class c
            where c.relnamespace = 'pt'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f')
        ), listed as (select * from tables where not relispartition)
        select format('table %s owner=%s rls=%s', c.relname, pg_get_userbyid(c.relowner),
            c.relrowsecurity and c.relforcerowsecurity)
        from listed c
        union all
        select format('partition without forced security: %s', c.relname)
        from tables c where c.relispartition and not (c.relrowsecurity and c.relforcerowsecurity)
        union all
        select format('policy %s %s %s %s using %s check %s',
            c.relname, p.polroles::regrole[], p.polcmd, p.polpermissive,
            coalesce(pg_get_expr(p.polqual, p.polrelid), '-'), coalesce(pg_get_expr(p.polwithcheck, p.polrelid), '-'))
        from tables c join pg_policy p on p.polrelid = c.oid
        union all
        select format('grant %s %s %s', c.relname,
            case a.grantee when 0 then 'public' else pg_get_userbyid(a.grantee) end, lower(a.privilege_type))
        from tables c, aclexplode(coalesce(c.relacl, acldefault('r', c.relowner))) a
        where not (c.relispartition and a.grantee = c.relowner) and a.privilege_type <> 'MAINTAIN'
        union all
        select format('grant %s %s %s (%s)', c.relname,
            case a.grantee when 0 then 'public' else pg_get_userbyid(a.grantee) end, lower(a.privilege_type), t.attname)
        from tables c join pg_attribute t on t.attrelid = c.oid, aclexplode(t.attacl) a
        union all
        select format('schema %s %s', case a.grantee when 0 then 'public' else pg_get_userbyid(a.grantee) end,
            lower(a.privilege_type))
        from pg_namespace n, aclexplode(n.nspacl) a where n.nspname = 'pt' and a.grantee <> n.nspowner
        union all
        select format('function %s %s search_path=%s', p.proname,
            case when p.prosecdef then 'definer ' || pg_get_userbyid(p.proowner)
                when p.proowner = 'pt_owner'::regrole then 'invoker' else 'invoker, not of pt_owner' end,
            p.proconfig = array['search_path=""'])
        from pg_proc p where p.pronamespace = 'pt'::regnamespace
        union all
        select format('execute %s %s', p.proname,
            case a.grantee when 0 then 'public' else pg_get_userbyid(a.grantee) end)
        from pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
        where p.pronamespace = 'pt'::regnamespace and a.grantee <> p.proowner and a.grantee <> 'pt_owner'::regrole
        union all
        select format('role %s inherit=%s login=%s powers=%s', rolname, rolinherit, rolcanlogin,
            rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)
        from pg_roles where rolname in ('pt_api', 'pt_job', 'pt_owner', 'pt_engine')
        union all
        select format('member %s of %s', m.member::regrole, m.roleid::regrole)
        from pg_auth_members m
        where m.member::regrole::text in ('pt_api', 'pt_job', 'pt_owner', 'pt_engine', 'authenticated', 'anon')
        union all
        select format('trigger %s %s %s', c.relname, t.tgname, t.tgfoid::regproc)
        from pg_trigger t join listed c on c.oid = t.tgrelid
        where not t.tgisinternal and t.tgenabled = 'O'
        """;

    /// <summary>The manifest's conditions, as PostgreSQL writes them.</summary>
    private static readonly Dictionary<string, string> Conditions = new()
    {
        [AccessManifest.Condition(RowRule.All)] = "true",
        [AccessManifest.Condition(RowRule.Own)] = "(user_id = ( SELECT pt.uid() AS uid))",
        [AccessManifest.Condition(RowRule.Subject)] =
            "(user_id = ( SELECT COALESCE(pt.uid(), pt.job_user()) AS \"coalesce\"))",
        [AccessManifest.Condition(RowRule.Job)] = "(user_id = ( SELECT pt.job_user() AS job_user))",
        [AccessManifest.Condition(RowRule.Erase)] = "((user_id = ( SELECT pt.job_user() AS job_user)) AND (( SELECT "
            + "current_setting('pt.job'::text, true) AS current_setting) = 'erase-user'::text))",
        [AccessManifest.Condition(RowRule.ExpiredOrErase)] = "((created_at < (now() - '24:00:00'::interval)) OR "
            + "((user_id = ( SELECT pt.job_user() AS job_user)) AND (( SELECT current_setting('pt.job'::text, true) "
            + "AS current_setting) = 'erase-user'::text)))",
        ["source = 'sandbox'"] = "(source = 'sandbox'::text)",
    };

    private static readonly string[] Triggers =
    [
        .. from table in new[] { "profiles", "transactions", "user_dividends", "watchlist", "user_flags" }
           from trigger in new[]
           {
               "audit pt.audit_row", "bump_insert pt.bump_ledger", "bump_update pt.bump_ledger",
               "bump_delete pt.bump_ledger",
           }
           select $"trigger {table} {trigger}",
        .. from table in new[] { "profiles", "transactions", "user_dividends", "watchlist" }
           select $"trigger {table} touch pt.touch",
        "trigger audit_log refuse pt.refuse",
    ];

    /// <summary>Lines with + are there and should not be, with - the other way round.</summary>
    public static async Task<List<string>> DifferencesAsync(NpgsqlConnection admin)
    {
        var actual = await ReadAsync(admin, SelectFacts);
        var columns = await ReadAsync(admin,
            """
            select format('%s %s', c.relname, a.attname) from pg_class c join pg_attribute a on a.attrelid = c.oid
            where c.relnamespace = 'pt'::regnamespace and c.relkind in ('r', 'p') and a.attnum > 0
                and not a.attisdropped
            """);
        var expected = Expected(columns).ToHashSet();

        // Which functions and triggers there are, the migrations say; each must be of one of the kinds allowed.
        return
        [
            .. actual.Except(expected).Where(fact => !IsAllowed(fact)).Select(fact => "+ " + fact),
            .. expected.Except(actual).Select(fact => "- " + fact),
        ];
    }

    private static bool IsAllowed(string fact) =>
        fact.StartsWith("function ", StringComparison.Ordinal)
            ? fact.EndsWith(" definer pt_engine search_path=t", StringComparison.Ordinal)
                || fact.EndsWith(" invoker search_path=t", StringComparison.Ordinal)
            : fact.StartsWith("trigger ", StringComparison.Ordinal);

    private static IEnumerable<string> Expected(List<string> columns) =>
    [
        .. AccessManifest.Tables.SelectMany(table => ExpectedOf(table, columns)),
        .. AccessManifest.SchemaRoles.Select(role => $"schema {role} usage"),
        .. from function in AccessManifest.Functions
           from role in function.Value
           select $"execute {function.Key} {role}",
        .. Triggers,
        "role pt_api inherit=f login=t powers=f",
        "role pt_job inherit=f login=t powers=f",
        "role pt_owner inherit=f login=f powers=f",
        "role pt_engine inherit=f login=f powers=f",
        "member pt_api of authenticated",
        "function audit_row definer pt_engine search_path=t",
        "function bump_ledger definer pt_engine search_path=t",
    ];

    private static IEnumerable<string> ExpectedOf(TableAccess table, List<string> columns)
    {
        yield return $"table {table.Table} owner=pt_owner rls=t";
        foreach (var right in (string[])["select", "references", "trigger"])
        {
            yield return $"grant {table.Table} pt_owner {right}";
        }

        foreach (var right in table.AppendOnly ? [] : (string[])["insert", "update", "delete"])
        {
            yield return $"grant {table.Table} pt_owner {right}";
        }

        foreach (var (access, operation) in table.Roles.SelectMany(a => a.Operations.Select(o => (a, o))))
        {
            var (name, code) = operation switch
            {
                'S' => ("select", 'r'),
                'I' => ("insert", 'a'),
                'U' => ("update", 'w'),
                _ => ("delete", 'd'),
            };
            var condition = Conditions[AccessManifest.Condition(access.Rows)];
            yield return $"policy {table.Table} {{{access.Role}}} {code} t"
                + $" using {(operation == 'I' ? "-" : condition)} check {(operation is 'I' or 'U' ? condition : "-")}";

            if (access.Role == "pt_owner")
            {
                continue;
            }

            var whole = operation != 'U' || table.FixedColumns.Length == 0;
            foreach (var column in columns.Where(c => c.Split(' ')[0] == table.Table).Select(c => c.Split(' ')[1]))
            {
                if (!whole && !table.FixedColumns.Contains(column))
                {
                    yield return $"grant {table.Table} {access.Role} {name} ({column})";
                }
            }

            if (whole)
            {
                yield return $"grant {table.Table} {access.Role} {name}";
            }
        }
    }

    private static async Task<List<string>> ReadAsync(NpgsqlConnection admin, string sql)
    {
        await using var command = new NpgsqlCommand(sql, admin);
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync())
        {
            lines.Add(reader.GetString(0));
        }

        return lines;
    }
}
