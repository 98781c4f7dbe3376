-- What came in together, so that it can be taken out together.
create table pt.import_batches (
    user_id uuid not null,
    id uuid not null,
    source text not null check (source in ('json', 'csv')),
    transactions int not null check (transactions >= 0),
    dividends int not null check (dividends >= 0),
    watchlist int not null check (watchlist >= 0),
    created_at timestamptz not null default clock_timestamp(),
    primary key (user_id, id)
);
create trigger audit after insert or update or delete on pt.import_batches
    for each row execute function pt.audit_row();

do $imports$
declare t text;
begin
    foreach t in array array['transactions', 'user_dividends', 'watchlist'] loop
        execute format('alter table pt.%I add column import_id uuid', t);
        execute format('alter table pt.%I add foreign key (user_id, import_id) '
            'references pt.import_batches (user_id, id) on delete set null (import_id)', t);
        execute format('create index %I on pt.%I (user_id, import_id) where import_id is not null',
            t || '_of_import', t);
    end loop;
end
$imports$;

-- As before; but the erasure of a user is written down without what was erased, or the audit would keep a new copy of
-- it. The login decides together with the job's name: a name alone could be set by anyone.
grant create on schema pt to pt_engine;
set local role pt_engine;

create or replace function pt.audit_row() returns trigger language plpgsql security definer set search_path = '' as $$
begin
    insert into pt.audit_log (user_id, actor, login, request_id, table_name, operation, old_row, new_row)
    values (
        case when tg_op = 'DELETE' then old.user_id else new.user_id end,
        coalesce(pt.uid()::text, 'job:' || nullif(current_setting('pt.job', true), ''), 'system'),
        session_user,
        nullif(current_setting('pt.request_id', true), ''),
        tg_table_name, tg_op,
        case when tg_op <> 'INSERT'
            and not (session_user = 'pt_job' and coalesce(current_setting('pt.job', true), '') = 'erase-user')
            then to_jsonb(old) end,
        case when tg_op <> 'DELETE' then to_jsonb(new) end);
    return null;
end
$$;

set local role pt_owner;
revoke create on schema pt from pt_engine;
