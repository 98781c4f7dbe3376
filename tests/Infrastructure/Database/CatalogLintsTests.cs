using Npgsql;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Infrastructure.Database;

internal sealed class CatalogLintsTests
{
    /// <summary>What each rule is for, made on purpose.</summary>
    public static readonly (string Finding, string Sql)[] Faults =
    [
        ("table without row level security: watchlist", "alter table pt.watchlist disable row level security"),
        ("policy without row level security", "alter table pt.watchlist disable row level security"),
        ("row level security without a policy: bare",
            "create table pt.bare (id int primary key); alter table pt.bare enable row level security"),
        ("policy that calls for each row: authenticated_select of watchlist",
            "alter policy authenticated_select on pt.watchlist using (user_id = pt.uid())"),
        ("policy that calls for each row: authenticated_select of watchlist",
            "alter policy authenticated_select on pt.watchlist "
            + "using (user_id = (select pt.uid()) or symbol = current_setting('a.b'))"),
        ("several permissive policies: watchlist, authenticated, r",
            "create policy more on pt.watchlist for all to authenticated using (user_id = (select pt.uid()))"),
        ("policy that lets users write every row: authenticated_update of watchlist",
            "alter policy authenticated_update on pt.watchlist using (true)"),
        ("policy that believes what users may edit: authenticated_select of watchlist",
            "alter policy authenticated_select on pt.watchlist "
            + "using ((select current_setting('request.jwt.claims')::jsonb -> 'user_metadata' ->> 'a') = 'b')"),
        ("view with the rights of its owner: peek", "create view pt.peek as select 1 as one"),
        ("materialised view or foreign table: heap", "create materialized view pt.heap as select 1 as one"),
        ("function without a fixed search path: uid", "alter function pt.uid() reset search_path"),
        ("definer function that users may call: audit_row",
            "grant execute on function pt.audit_row() to authenticated"),
        ("foreign key without an index: loose_a_fkey",
            "create table pt.one (a int primary key); "
            + "create table pt.loose (b int primary key, a int references pt.one)"),
        ("index there twice", "create index again on pt.watchlist (user_id, symbol)"),
        ("table without a primary key: bare", "create table pt.bare (id int)"),
        ("rows of users without an index that begins with the user: late",
            "create table pt.late (id int primary key, user_id uuid)"),
        ("extension in schema public: pg_trgm", "create extension pg_trgm schema public"),
    ];

    [Test]
    public async Task The_schema_gives_a_linter_nothing_to_say()
    {
        await using var admin = await Postgres.OpenAdminAsync(await Postgres.NewDatabaseAsync());

        await Assert.That(await FindingsAsync(admin)).IsEmpty();
    }

    [Test]
    public async Task Each_rule_finds_what_it_is_for()
    {
        await using var admin = await Postgres.OpenAdminAsync(await Postgres.NewDatabaseAsync());
        var missed = new List<string>();
        foreach (var (finding, sql) in Faults)
        {
            await Postgres.ExecuteAsync(admin, $"begin; {sql}");
            if (!(await FindingsAsync(admin)).Any(found => found.StartsWith(finding, StringComparison.Ordinal)))
            {
                missed.Add(sql);
            }

            await Postgres.ExecuteAsync(admin, "rollback");
        }

        await Assert.That(missed).IsEmpty();
    }

    private static async Task<List<string>> FindingsAsync(NpgsqlConnection admin)
    {
        await using var select = new NpgsqlCommand(CatalogLints.SelectFindings, admin);
        await using var reader = await select.ExecuteReaderAsync();
        var findings = new List<string>();
        while (await reader.ReadAsync())
        {
            findings.Add(reader.GetString(0));
        }

        return findings;
    }
}
