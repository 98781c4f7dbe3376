namespace PortfolioTracker.Tests.Infrastructure.Database;

/// <summary>
/// What a linter for row level security would say of schema <c>pt</c>, after the rules that Supabase checks its
/// customers' databases by: https://supabase.com/docs/guides/database/database-linter. A row a finding.
/// </summary>
internal static class CatalogLints
{
    public const string SelectFindings =
        """
        with tables as (
            select c.oid, c.relname, c.relkind, c.relispartition, c.relrowsecurity, c.reloptions
            from pg_class c
            where c.relnamespace = 'pt'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f')
        ), policies as (
            select t.relname, t.relrowsecurity, p.polname, p.polcmd, p.polpermissive, p.polroles,
                coalesce(pg_get_expr(p.polqual, p.polrelid), '') || ' '
                    || coalesce(pg_get_expr(p.polwithcheck, p.polrelid), '') as condition
            from tables t join pg_policy p on p.polrelid = t.oid
        ), keys as (
            select c.conrelid, c.conname, c.conkey::int2[] as columns
            from pg_constraint c join tables t on t.oid = c.conrelid
            where c.contype = 'f' and c.conparentid = 0
        ), indexes as (
            select i.indrelid, i.indexrelid, i.indisvalid,
                string_to_array(i.indkey::text, ' ')::int2[] as columns,
                format('%s %s %s %s %s %s', i.indkey, i.indclass, i.indcollation, i.indoption,
                    coalesce(pg_get_expr(i.indexprs, i.indrelid), ''),
                    coalesce(pg_get_expr(i.indpred, i.indrelid), '')) as shape
            from pg_index i join tables t on t.oid = i.indrelid
        ), functions as (
            select p.oid, p.proname, p.proconfig, p.prosecdef,
                coalesce(p.proacl, acldefault('f', p.proowner)) as rights
            from pg_proc p where p.pronamespace = 'pt'::regnamespace
        )
        select format('table without row level security: %s', relname)
        from tables where relkind in ('r', 'p') and not relrowsecurity
        union all
        select format('policy without row level security: %s of %s', polname, relname)
        from policies where not relrowsecurity
        union all
        select format('row level security without a policy: %s', t.relname)
        from tables t where t.relkind in ('r', 'p') and t.relrowsecurity and not t.relispartition
            and not exists (select from policies p where p.relname = t.relname)
        union all
        select format('policy that calls for each row: %s of %s', polname, relname)
        from policies where regexp_replace(condition, '\( SELECT .*? AS "?\w+"?\)', '', 'g')
            ~ '(uid|job_user|current_setting|jwt|role)\('
        union all
        select format('several permissive policies: %s, %s, %s', p.relname, r.role::regrole, c.command)
        from policies p, unnest(p.polroles) as r(role), unnest(array['r', 'a', 'w', 'd']) as c(command)
        where p.polpermissive and (p.polcmd::text = c.command or p.polcmd = '*')
        group by p.relname, r.role, c.command having count(*) > 1
        union all
        select format('policy that lets users write every row: %s of %s', polname, relname)
        from policies where polcmd <> 'r' and condition ~ '\mtrue\M'
            and ('authenticated'::regrole = any(polroles) or 0::oid = any(polroles))
        union all
        select format('policy that believes what users may edit: %s of %s', polname, relname)
        from policies where condition ~ 'user_metadata'
        union all
        select format('view with the rights of its owner: %s', relname)
        from tables where relkind = 'v'
            and not coalesce(array_to_string(reloptions, ',') ~ 'security_invoker=(true|on|1)', false)
        union all
        select format('materialised view or foreign table: %s', relname) from tables where relkind in ('m', 'f')
        union all
        select format('function without a fixed search path: %s', proname)
        from functions where not coalesce(array_to_string(proconfig, ',') ~ 'search_path=', false)
        union all
        select format('definer function that users may call: %s', f.proname)
        from functions f where f.prosecdef and exists (
            select from aclexplode(f.rights) a
            where a.privilege_type = 'EXECUTE' and (a.grantee = 0 or a.grantee = 'authenticated'::regrole))
        union all
        select format('foreign key without an index: %s', k.conname)
        from keys k where not exists (
            select from indexes i where i.indrelid = k.conrelid and i.indisvalid
                and i.columns[1:cardinality(k.columns)] @> k.columns)
        union all
        select format('index there twice: %s', string_agg(indexrelid::regclass::text, ', ' order by indexrelid))
        from indexes group by indrelid, shape having count(*) > 1
        union all
        select format('index that is not valid: %s', indexrelid::regclass) from indexes where not indisvalid
        union all
        select format('table without a primary key: %s', t.relname)
        from tables t where t.relkind in ('r', 'p') and not t.relispartition and not exists (
            select from pg_index i where i.indrelid = t.oid and i.indisprimary)
        union all
        select format('rows of users without an index that begins with the user: %s', t.relname)
        from tables t join pg_attribute a on a.attrelid = t.oid and a.attname = 'user_id'
        where t.relkind in ('r', 'p') and not t.relispartition and not exists (
            select from indexes i where i.indrelid = t.oid and i.columns[1] = a.attnum)
        union all
        select format('extension in schema public: %s', extname)
        from pg_extension where extnamespace = 'public'::regnamespace
        order by 1
        """;
}
