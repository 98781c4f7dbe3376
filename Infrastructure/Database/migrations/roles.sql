-- The roles, run by the migrator before anything else; every step is done only where it is needed, so that a second
-- run writes nothing. Roles belong to the whole cluster: other databases may be doing the same at this moment.
-- In:  pt.api_role        the login of the API (pt_api, or the user of DATABASE_URL beside DATABASE_MIGRATION_URL)
--      pt.api_verifier    SCRAM-SHA-256 verifier, empty: the password is left alone
--      pt.job_verifier    the same for pt_job
--      pt.set_logins      'on': set the passwords of logins that exist already, too
do $roles$
declare
    api text := current_setting('pt.api_role');
    set_all boolean := current_setting('pt.set_logins') = 'on';
    is_16 boolean := current_setting('server_version_num')::int >= 160000;
    may_set text := case when current_setting('server_version_num')::int >= 160000 then 'SET' else 'MEMBER' end;
    login record;
    found record;
    role_name text;
    is_new boolean;
    setting text;
begin
    foreach role_name in array array['pt_owner', 'pt_engine', 'authenticated', 'anon'] loop
        if not exists (select from pg_catalog.pg_roles where rolname = role_name) then
            begin
                execute format('create role %I nologin noinherit', role_name);
            exception when duplicate_object or unique_violation then
                null; -- Another database's migrator was quicker.
            end;
        end if;
    end loop;

    -- A CREATEROLE login of PostgreSQL 16+ administers the roles it makes, but may not become them until it says so.
    foreach role_name in array array['pt_owner', 'pt_engine'] loop
        if not pg_has_role(current_user, role_name, may_set) then
            execute format('grant %I to current_user', role_name)
                || case when is_16 then ' with set true, inherit false' else '' end;
        end if;
    end loop;

    for login in
        select * from (values
            (api, current_setting('pt.api_verifier'),
             array['statement_timeout=5s', 'lock_timeout=2s', 'idle_in_transaction_session_timeout=10s',
                   'client_connection_check_interval=1s']),
            ('pt_job', current_setting('pt.job_verifier'),
             array['statement_timeout=120s', 'lock_timeout=5s', 'idle_in_transaction_session_timeout=30s',
                   'client_connection_check_interval=1s'])
        ) as l (name, verifier, settings)
    loop
        is_new := false;
        if not exists (select from pg_catalog.pg_roles where rolname = login.name) then
            begin
                execute format('create role %I login noinherit', login.name);
                is_new := true;
            exception when duplicate_object or unique_violation then
                null;
            end;
        end if;

        if (is_new or set_all) and login.verifier <> '' then
            execute format('alter role %I password %L', login.name, login.verifier);
        end if;

        select * into strict found from pg_catalog.pg_roles where rolname = login.name;
        if found.rolsuper or found.rolbypassrls or found.rolreplication then
            raise exception 'The login % is a superuser, replicates or bypasses row-level security; the API must '
                'not run as it. Name another login in DATABASE_URL.', login.name using errcode = '42501';
        end if;
        if exists (
            select from pg_catalog.pg_shdepend
            where refclassid = 'pg_catalog.pg_authid'::regclass and refobjid = found.oid and deptype = 'o')
        then
            raise exception 'The login % owns objects; the API must own nothing. Name another login in '
                'DATABASE_URL, or give what it owns away (REASSIGN OWNED).', login.name using errcode = '42501';
        end if;
        if not found.rolcanlogin then execute format('alter role %I login', login.name); end if;
        if found.rolinherit then execute format('alter role %I noinherit', login.name); end if;
        if found.rolcreatedb then execute format('alter role %I nocreatedb', login.name); end if;
        if found.rolcreaterole then execute format('alter role %I nocreaterole', login.name); end if;

        for role_name in
            select r.rolname
            from pg_catalog.pg_auth_members m join pg_catalog.pg_roles r on r.oid = m.roleid
            where m.member = found.oid and not (login.name = api and r.rolname = 'authenticated')
        loop
            execute format('revoke %I from %I', role_name, login.name);
        end loop;

        if not coalesce((
            select s.setconfig @> login.settings
            from pg_catalog.pg_db_role_setting s where s.setrole = found.oid and s.setdatabase = 0), false)
        then
            foreach setting in array login.settings loop
                execute format('alter role %I set %I = %L',
                    login.name, split_part(setting, '=', 1), split_part(setting, '=', 2));
            end loop;
        end if;
    end loop;

    -- The API may become authenticated and does not inherit from it: without an identity it can read nothing.
    if not pg_has_role(api, 'authenticated', may_set) or pg_has_role(api, 'authenticated', 'USAGE') then
        execute format('grant authenticated to %I', api)
            || case when is_16 then ' with inherit false, set true' else '' end;
    end if;

    if exists (
        select from pg_catalog.pg_auth_members m
            join pg_catalog.pg_roles r on r.oid = m.roleid
            join pg_catalog.pg_roles l on l.oid = m.member
        where l.rolname = 'pt_job' or (l.rolname = api and r.rolname <> 'authenticated'))
        or pg_has_role(api, 'authenticated', 'USAGE')
    then
        raise exception 'The logins % and pt_job are members of roles that they must not have. Revoke them as the '
            'role that granted them.', api using errcode = '42501';
    end if;

    if not exists (select from pg_catalog.pg_namespace where nspname = 'pt') then
        create schema pt authorization pt_owner;
    end if;
end
$roles$;
