-- What the migrator remembers: the files that were applied, and the marks (hashes) of what is applied as a whole.
create table if not exists pt.schema_migrations (
    version int primary key,
    name text not null,
    sha256 text not null,
    applied_at timestamptz not null default clock_timestamp()
);

create table if not exists pt.schema_marks (
    name text primary key,
    sha256 text not null,
    applied_at timestamptz not null default clock_timestamp()
);
