-- Makes policies and grants equal to AccessManifest: what is not in it is taken away. Runs as the migrating login.
-- In:  pt.manifest  {"tables": {name: {"append_only": bool}}, "schema_roles": [..], "functions": {name: [roles]},
--                    "rules": [{table_name, role_name, operation, uses, checks, fixed: [columns]}]}
do $access$
declare
    manifest jsonb := current_setting('pt.manifest')::jsonb;
    names text;
    item record;
    rule record;
    name text;
begin
    perform set_config('role', 'pt_owner', true);

    select string_agg(c.relname, ', ' order by c.relname) into names
    from pg_catalog.pg_class c
    where c.relnamespace = 'pt'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f') and not c.relispartition
        and not (manifest -> 'tables') ? c.relname::text;
    if names is not null then
        raise exception 'Tables in schema pt that AccessManifest does not list: %. Add them there, with the rights '
            'that each role needs.', names using errcode = '55000';
    end if;

    select string_agg(t, ', ' order by t) into names
    from jsonb_object_keys(manifest -> 'tables') t where to_regclass(format('pt.%I', t)) is null;
    if names is not null then
        raise exception 'Tables that AccessManifest lists and no migration makes: %.', names using errcode = '55000';
    end if;

    for item in select n.nspacl, n.nspowner from pg_catalog.pg_namespace n where n.nspname = 'pt' loop
        for name in
            select distinct case when a.grantee = 0 then 'public' else quote_ident(r.rolname) end
            from aclexplode(item.nspacl) a left join pg_catalog.pg_roles r on r.oid = a.grantee
            where a.grantee <> item.nspowner
        loop
            execute format('revoke all on schema pt from %s', name);
        end loop;
    end loop;
    for name in select jsonb_array_elements_text(manifest -> 'schema_roles') loop
        execute format('grant usage on schema pt to %I', name);
    end loop;

    for item in
        select c.oid, c.relname, c.relacl, c.relowner, c.relrowsecurity, c.relforcerowsecurity,
            coalesce((manifest -> 'tables' -> c.relname::text ->> 'append_only')::boolean, false) as append_only
        from pg_catalog.pg_class c
        where c.relnamespace = 'pt'::regnamespace and c.relkind in ('r', 'p')
        order by c.relname
    loop
        if not item.relrowsecurity then
            execute format('alter table pt.%I enable row level security', item.relname);
        end if;
        if not item.relforcerowsecurity then
            execute format('alter table pt.%I force row level security', item.relname);
        end if;
        for name in select polname from pg_catalog.pg_policy where polrelid = item.oid loop
            execute format('drop policy %I on pt.%I', name, item.relname);
        end loop;
        for name in
            select distinct case when a.grantee = 0 then 'public' else quote_ident(r.rolname) end
            from (
                select grantee from aclexplode(coalesce(item.relacl, acldefault('r', item.relowner)))
                union all
                select x.grantee from pg_catalog.pg_attribute t, aclexplode(t.attacl) x where t.attrelid = item.oid
            ) a left join pg_catalog.pg_roles r on r.oid = a.grantee
        loop
            execute format('revoke all on pt.%I from %s', item.relname, name);
        end loop;
        -- Forced row-level security does not stop an owner's TRUNCATE: the owner does not get it.
        execute format('grant select, references, trigger%s on pt.%I to pt_owner',
            case when item.append_only then '' else ', insert, update, delete' end, item.relname);
    end loop;

    for rule in
        select * from jsonb_to_recordset(manifest -> 'rules') as r (
            table_name text, role_name text, operation text, uses text, checks text, fixed text[])
    loop
        execute format('create policy %I on pt.%I for %s to %I',
                rule.role_name || '_' || rule.operation, rule.table_name, rule.operation, rule.role_name)
            || coalesce(' using (' || rule.uses || ')', '') || coalesce(' with check (' || rule.checks || ')', '');

        names := '';
        if cardinality(rule.fixed) > 0 then
            select format('(%s)', string_agg(quote_ident(attname), ', ' order by attnum)) into strict names
            from pg_catalog.pg_attribute
            where attrelid = format('pt.%I', rule.table_name)::regclass and attnum > 0 and not attisdropped
                and attname <> all (rule.fixed);
        end if;
        if rule.role_name <> 'pt_owner' then
            execute format('grant %s %s on pt.%I to %I', rule.operation, names, rule.table_name, rule.role_name);
        end if;
    end loop;

    for item in
        select p.oid, p.proname, p.proacl, p.proowner, o.rolname as owner
        from pg_catalog.pg_proc p join pg_catalog.pg_roles o on o.oid = p.proowner
        where p.pronamespace = 'pt'::regnamespace
    loop
        -- A right can only be given or taken by the function's owner.
        perform set_config('role', item.owner, true);
        for name in
            select distinct case when a.grantee = 0 then 'public' else quote_ident(r.rolname) end
            from aclexplode(coalesce(item.proacl, acldefault('f', item.proowner))) a
                left join pg_catalog.pg_roles r on r.oid = a.grantee
            where a.grantee <> item.proowner
        loop
            execute format('revoke all on function %s from %s', item.oid::regprocedure, name);
        end loop;
        -- pt_owner makes the triggers, and needs the right at that moment only.
        execute format('grant execute on function %s to pt_owner', item.oid::regprocedure);
        for name in select jsonb_array_elements_text(manifest -> 'functions' -> item.proname::text) loop
            execute format('grant execute on function %s to %I', item.oid::regprocedure, name);
        end loop;
    end loop;

    perform set_config('role', 'none', true);
end
$access$;
