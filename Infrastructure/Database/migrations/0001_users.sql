-- What belongs to a user. Every key begins with user_id: unique keys and foreign keys see past row-level security, so
-- one that does not would tell a user, or let a user touch, what another one has.
-- Policies and grants are not here: AccessManifest has them, and is applied after the last file.

-- The user that the request acts for; null (and so no row at all) without one.
create function pt.uid() returns uuid language sql stable parallel safe set search_path = '' as $$
    select case when c ~ '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$' then c::uuid end
    from (select (nullif(current_setting('request.jwt.claims', true), '')::jsonb) ->> 'sub' as c) s
$$;

-- The user whom a background job is working for; null outside of that.
create function pt.job_user() returns uuid language sql stable parallel safe set search_path = '' as $$
    select case when c ~ '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$' then c::uuid end
    from (select nullif(current_setting('pt.job_user', true), '') as c) s
$$;

create table pt.profiles (
    user_id uuid primary key,
    first_name text check (length(first_name) between 1 and 100),
    last_name text check (length(last_name) between 1 and 100),
    country text check (country ~ '^[A-Z]{2}$'),
    base_currency text not null default 'USD' check (base_currency ~ '^[A-Z]{3}$'),
    cost_method text not null default 'fifo' check (cost_method in ('fifo', 'lifo', 'hifo', 'average', 'specific')),
    created_at timestamptz not null default clock_timestamp(),
    updated_at timestamptz not null default clock_timestamp()
);

-- The version of all that a user has: one more for each statement that changes any of it.
create table pt.ledgers (user_id uuid primary key, version bigint not null);

create table pt.user_dividends (
    user_id uuid not null,
    id uuid not null default gen_random_uuid(),
    symbol text not null check (symbol collate "C" ~ '^[A-Z0-9.=^-]{1,20}$'),
    event_id uuid,
    ex_date date not null check (isfinite(ex_date)),
    pay_date date check (isfinite(pay_date)),
    amount_per_share numeric(28, 10) not null check (amount_per_share >= 0 and amount_per_share <> 'NaN'),
    shares numeric(28, 10) check (shares >= 0 and shares <> 'NaN'),
    total_amount numeric(28, 10) not null check (total_amount >= 0 and total_amount <> 'NaN'),
    withholding_tax numeric(28, 10) not null default 0 check (withholding_tax >= 0 and withholding_tax <> 'NaN'),
    fee numeric(28, 10) not null default 0 check (fee >= 0 and fee <> 'NaN'),
    currency text not null check (currency ~ '^[A-Z]{3}$'),
    status text not null default 'pending' check (status in ('pending', 'confirmed', 'rejected', 'edited')),
    source text not null check (length(source) between 1 and 40),
    transaction_id uuid,
    notes text check (length(notes) <= 500),
    created_at timestamptz not null default clock_timestamp(),
    updated_at timestamptz not null default clock_timestamp(),
    primary key (user_id, id), unique (user_id, symbol, ex_date, source), unique (user_id, transaction_id)
);

create table pt.transactions (
    user_id uuid not null,
    id uuid not null default gen_random_uuid(),
    transaction_type text not null check (transaction_type in ('Buy', 'Sell', 'DIVIDEND')),
    symbol text not null check (symbol collate "C" ~ '^[A-Z0-9.=^-]{1,20}$'),
    -- NaN is a numeric too, above every number: it has to be named to be refused.
    quantity numeric(28, 10) not null check (quantity > 0 and quantity <> 'NaN'),
    price numeric(28, 10) not null check (price >= 0 and price <> 'NaN'),
    commission numeric(28, 10) not null default 0 check (commission >= 0 and commission <> 'NaN'),
    currency text not null default 'USD' check (currency ~ '^[A-Z]{3}$'),
    exchange_rate numeric(28, 10) check (exchange_rate > 0 and exchange_rate <> 'NaN'),
    exchange_rate_currency text check (exchange_rate_currency ~ '^[A-Z]{3}$'),
    date date not null check (isfinite(date)),
    notes text check (length(notes) <= 500),
    amount_invested numeric(28, 10) check (amount_invested <> 'NaN'),
    dividend_id uuid,
    created_at timestamptz not null default clock_timestamp(),
    updated_at timestamptz not null default clock_timestamp(),
    primary key (user_id, id),
    -- A dividend is settled once.
    unique (user_id, dividend_id),
    foreign key (user_id, dividend_id) references pt.user_dividends (user_id, id) on delete set null (dividend_id)
);
create index transactions_newest_first on pt.transactions (user_id, date desc, created_at desc, id desc);
create index transactions_of_symbol on pt.transactions (user_id, symbol, date, created_at, id);

alter table pt.user_dividends add foreign key (user_id, transaction_id)
    references pt.transactions (user_id, id) on delete set null (transaction_id);
create index user_dividends_newest_first on pt.user_dividends (user_id, pay_date desc, id desc);

-- The row to lock before a symbol's transactions are changed, symbols in ascending order.
create table pt.positions (
    user_id uuid not null,
    symbol text not null check (symbol collate "C" ~ '^[A-Z0-9.=^-]{1,20}$'), version bigint not null default 1,
    primary key (user_id, symbol)
);

create table pt.watchlist (
    user_id uuid not null,
    symbol text not null check (symbol collate "C" ~ '^[A-Z0-9.=^-]{1,20}$'),
    id uuid not null default gen_random_uuid(),
    notes text check (length(notes) <= 500),
    target_price numeric(28, 10) check (target_price > 0 and target_price <> 'NaN'),
    created_at timestamptz not null default clock_timestamp(),
    updated_at timestamptz not null default clock_timestamp(),
    primary key (user_id, symbol)
);

create table pt.idempotency_keys (
    user_id uuid not null,
    key text not null check (length(key) between 1 and 255),
    request_hash bytea not null,
    status int check (status between 100 and 599), body bytea, content_type text,
    created_at timestamptz not null default clock_timestamp(),
    primary key (user_id, key)
);
create index idempotency_keys_oldest_first on pt.idempotency_keys (created_at);

create table pt.feature_flags (
    name text primary key check (name ~ '^[a-z][a-z0-9_]{0,62}$'),
    enabled boolean not null default false, percentage int not null default 100 check (percentage between 0 and 100),
    description text not null default ''
);

create table pt.user_flags (
    user_id uuid not null,
    flag text not null check (flag ~ '^[a-z][a-z0-9_]{0,62}$'), enabled boolean not null,
    primary key (user_id, flag)
);

-- Every change of a user's data, with the whole row before and after. jsonb keeps the digits of a numeric.
create table pt.audit_log (
    user_id uuid not null,
    seq bigint generated always as identity,
    at timestamptz not null default clock_timestamp(),
    txid bigint not null default pg_current_xact_id()::text::bigint,
    actor text not null, login text not null, request_id text,
    table_name text not null,
    operation text not null check (operation in ('INSERT', 'UPDATE', 'DELETE')),
    old_row jsonb, new_row jsonb,
    primary key (user_id, seq)
);

create function pt.touch() returns trigger language plpgsql set search_path = '' as
$$ begin new.updated_at := clock_timestamp(); return new; end $$;

create function pt.refuse() returns trigger language plpgsql set search_path = '' as $$
begin
    raise exception 'Rows of pt.% are never changed or removed.', tg_table_name using errcode = '42501';
end
$$;

-- The functions of pt_engine write what users may not write themselves, each for the user it is about.
grant usage, create on schema pt to pt_engine;
set local role pt_engine;

create function pt.bump_ledger() returns trigger language plpgsql security definer set search_path = '' as $$
declare changed_user uuid;
begin
    for changed_user in select distinct c.user_id from changed c order by 1 loop
        insert into pt.ledgers as l (user_id, version) values (changed_user, 1)
        on conflict (user_id) do update set version = l.version + 1;
        perform pg_notify('pt_ledger', changed_user::text);
    end loop;
    return null;
end
$$;

create function pt.audit_row() returns trigger language plpgsql security definer set search_path = '' as $$
begin
    insert into pt.audit_log (user_id, actor, login, request_id, table_name, operation, old_row, new_row)
    values (
        case when tg_op = 'DELETE' then old.user_id else new.user_id end,
        coalesce(pt.uid()::text, 'job:' || nullif(current_setting('pt.job', true), ''), 'system'),
        session_user,
        nullif(current_setting('pt.request_id', true), ''),
        tg_table_name, tg_op,
        case when tg_op <> 'INSERT' then to_jsonb(old) end,
        case when tg_op <> 'DELETE' then to_jsonb(new) end);
    return null;
end
$$;

set local role pt_owner;
revoke create on schema pt from pt_engine;

do $triggers$
declare t text;
begin
    foreach t in array array['profiles', 'transactions', 'user_dividends', 'watchlist', 'user_flags'] loop
        execute format('create trigger audit after insert or update or delete on pt.%I '
            'for each row execute function pt.audit_row()', t);
        execute format('create trigger bump_insert after insert on pt.%I referencing new table as changed '
            'for each statement execute function pt.bump_ledger()', t);
        execute format('create trigger bump_update after update on pt.%I referencing new table as changed '
            'for each statement execute function pt.bump_ledger()', t);
        execute format('create trigger bump_delete after delete on pt.%I referencing old table as changed '
            'for each statement execute function pt.bump_ledger()', t);
    end loop;
    foreach t in array array['profiles', 'transactions', 'user_dividends', 'watchlist'] loop
        execute format('create trigger touch before update on pt.%I for each row execute function pt.touch()', t);
    end loop;
end
$triggers$;

create trigger refuse before update or delete or truncate on pt.audit_log
    for each statement execute function pt.refuse();
