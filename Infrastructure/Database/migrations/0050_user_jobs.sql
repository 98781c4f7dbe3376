-- Long work that a user has set off: how far it is, and whether it is to stop. A row without a sign of life for a
-- minute counts as failed, whatever it says, and can never be written on as running again.
create table pt.user_jobs (
    user_id uuid not null,
    id uuid not null,
    kind text not null check (kind ~ '^[a-z][a-z0-9-]{0,39}$'),
    state text not null default 'running' check (state in ('running', 'done', 'failed', 'cancelled')),
    items_done int not null default 0 check (items_done >= 0),
    items_total int check (items_total >= 0),
    error text check (length(error) <= 500),
    result jsonb,
    started_at timestamptz not null default clock_timestamp(),
    heartbeat_at timestamptz not null default clock_timestamp(),
    cancel_requested_at timestamptz,
    ended_at timestamptz,
    primary key (user_id, id)
);
create unique index user_jobs_one_of_a_kind on pt.user_jobs (user_id, kind) where state = 'running';

-- The runs of jobs by an id of their own, with what is ahead of them, and a way to stop them. A cancelled run is over.
alter table pt.job_runs
    add column id uuid not null default gen_random_uuid() unique,
    add column items_total int check (items_total >= 0),
    add column cancel_requested_at timestamptz,
    drop constraint job_runs_status_check,
    add constraint job_runs_status_check check (status in ('running', 'done', 'failed', 'cancelled'));
