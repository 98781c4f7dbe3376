-- Calls of a source of prices that counts by the hour; one row a key and hour, shared by all instances.
create table pt.source_calls (
    key_id text not null,
    hour   timestamptz not null,
    calls  integer not null default 0 check (calls >= 0),
    primary key (key_id, hour)
);
