-- How often the market data of a symbol or currency pair has changed. Whoever changes any counts it here, in the same
-- transaction; what was made from market data remembers the sum over its keys, and is out of date when that has grown.
create table pt.market_versions (
    key text primary key,
    version bigint not null check (version > 0)
);

-- The built documents of all users, for instances that do not have them in memory. Unlogged: they can be built again,
-- and a crash may empty the table. A row is at first a claim: one instance builds, the others wait for what it stores.
create unlogged table pt.complete_documents (
    user_id uuid not null,
    variant text not null check (length(variant) between 1 and 100),
    builder uuid,
    claimed_until timestamptz,
    claimed_version bigint,
    ledger_version bigint,
    market_keys text[],
    market_version bigint,
    completeness numeric check (completeness between 0 and 100),
    expires_at timestamptz,
    -- Brotli; null until the first builder is done.
    body bytea,
    created_at timestamptz not null default clock_timestamp(),
    primary key (user_id, variant)
);
-- Compressed already.
alter table pt.complete_documents alter column body set storage external;
