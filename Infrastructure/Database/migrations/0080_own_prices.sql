-- Prices that a user gives of what no provider covers: the user's alone, all of one symbol in one currency.
create table pt.user_prices (
    user_id uuid not null,
    symbol text not null check (symbol collate "C" ~ '^[A-Z0-9.=^-]{1,20}$'),
    date date not null check (isfinite(date)),
    close numeric(28, 10) not null check (close > 0 and close <> 'NaN'),
    currency text not null check (currency ~ '^[A-Z]{3}$'),
    -- How it came: in JSON or in a table.
    source text not null check (source in ('manual', 'csv')),
    import_id uuid,
    created_at timestamptz not null default clock_timestamp(),
    updated_at timestamptz not null default clock_timestamp(),
    primary key (user_id, symbol, date),
    foreign key (user_id, import_id) references pt.import_batches (user_id, id) on delete set null (import_id)
);
create index user_prices_of_import on pt.user_prices (user_id, import_id) where import_id is not null;

create trigger audit after insert or update or delete on pt.user_prices
    for each row execute function pt.audit_row();
create trigger bump_insert after insert on pt.user_prices referencing new table as changed
    for each statement execute function pt.bump_ledger();
create trigger bump_update after update on pt.user_prices referencing new table as changed
    for each statement execute function pt.bump_ledger();
create trigger bump_delete after delete on pt.user_prices referencing old table as changed
    for each statement execute function pt.bump_ledger();
create trigger touch before update on pt.user_prices for each row execute function pt.touch();

-- The last answer whose price was not believed, until one is: shown to holders, never used.
create table pt.price_quarantine (
    symbol      text primary key,
    date        date not null,
    close       numeric not null check (close > 0),
    -- Against which stored close it was held.
    known_date  date not null,
    known_close numeric not null check (known_close > 0),
    source      text not null,
    fetched_at  timestamptz not null
);
