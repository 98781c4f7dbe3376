-- What a user says about dividends. A dividend is confirmed while a transaction names it (transactions.dividend_id):
-- that is not stored a second time, so that removing the transaction makes it pending again and nothing can disagree.
alter table pt.user_dividends
    drop column transaction_id,
    drop constraint user_dividends_status_check,
    add constraint user_dividends_status_check check (status in ('pending', 'edited', 'rejected')),
    -- One dividend a day and source; a rejected one does not stand in the way of another.
    drop constraint user_dividends_user_id_symbol_ex_date_source_key;
create unique index user_dividends_once on pt.user_dividends (user_id, symbol, ex_date, source)
    where status <> 'rejected';

-- When a user last had all dividends synchronised.
create table pt.dividend_syncs (user_id uuid primary key, started_at timestamptz not null);

-- What users are told: found out by a job, or found out anew at each request and stored when it was read.
create table pt.notifications (
    user_id uuid not null,
    id uuid not null,
    kind text not null check (kind ~ '^[a-z][a-z0-9_]{0,39}$'),
    symbol text check (symbol collate "C" ~ '^[A-Z0-9.=^-]{1,20}$'),
    message text not null check (length(message) between 1 and 500),
    date date check (isfinite(date)),
    created_at timestamptz not null default clock_timestamp(),
    read_at timestamptz,
    primary key (user_id, id)
);
create index notifications_newest_first on pt.notifications (user_id, created_at desc, id desc);

-- One row for each time that a job is due. Whoever takes a run over raises its epoch; each write of a run checks that
-- the epoch is still its own, so that a process that was frozen and wakes up writes nothing.
create table pt.job_runs (
    job text not null check (job ~ '^[a-z][a-z0-9-]{0,39}$'),
    run_key text not null check (length(run_key) between 1 and 40),
    epoch bigint not null default 1 check (epoch > 0),
    status text not null default 'running' check (status in ('running', 'done', 'failed')),
    -- The last item that is done with, in ascending order; a resumed run goes on after it.
    progress text not null default '',
    items_done int not null default 0,
    items_deferred int not null default 0,
    items_failed text[] not null default '{}',
    error text,
    started_at timestamptz not null,
    heartbeat_at timestamptz not null,
    finished_at timestamptz,
    primary key (job, run_key)
);

-- For the jobs, which go by symbol over all users.
create index transactions_by_symbol on pt.transactions (symbol, user_id);
