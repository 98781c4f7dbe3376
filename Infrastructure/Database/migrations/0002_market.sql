-- The market side: global, the same for every user. pt_job writes, authenticated reads; the access manifest says so.
-- Prices and dividends are kept in the major unit of the currency: pence are turned into pounds once, on the way in.

create table pt.instruments (
    symbol            text primary key check (symbol ~ '^[A-Z0-9.=^-]{1,20}$'),
    name              text,
    asset_class       text,
    exchange          text,
    region            text,
    country           text,
    currency          text check (currency ~ '^[A-Z]{3}$'),
    -- What one quoted unit is worth in the major unit: 0.01 where London quotes pence.
    unit_scale        numeric not null default 1 check (unit_scale > 0),
    currency_is_guess boolean not null default false,
    sector            text,
    industry          text,
    source            text not null,
    fetched_at        timestamptz not null
);

create table pt.daily_prices (
    symbol     text not null,
    date       date not null,
    -- A weekly answer tells the close of one day, and nothing of that day's open, high, low or volume.
    open       numeric,
    high       numeric,
    low        numeric,
    close      numeric not null check (close > 0),
    volume     bigint,
    source     text not null,
    fetched_at timestamptz not null,
    primary key (symbol, date)
) partition by range (date);

create table pt.daily_prices_other partition of pt.daily_prices default;

do $$
begin
    for y in 1990..2040 loop
        execute format(
            'create table pt.daily_prices_%s partition of pt.daily_prices for values from (%L) to (%L)',
            y, make_date(y, 1, 1), make_date(y + 1, 1, 1));
    end loop;
end
$$;

create table pt.splits (
    symbol         text not null,
    effective_date date not null,
    factor         numeric not null check (factor > 0),
    -- Null where the factor is no ratio of small integers: an action that waits for a human, never applied.
    new_shares     integer check (new_shares > 0),
    old_shares     integer check (old_shares > 0),
    source         text not null,
    fetched_at     timestamptz not null,
    primary key (symbol, effective_date),
    check ((new_shares is null) = (old_shares is null))
);

create table pt.dividends (
    id         uuid primary key default gen_random_uuid(),
    symbol     text not null,
    ex_date    date not null,
    declared   date,
    record     date,
    pay_date   date,
    amount     numeric not null check (amount > 0),
    -- Null: the currency of the instrument, which is all that the provider lets us know.
    currency   text check (currency ~ '^[A-Z]{3}$'),
    source     text not null,
    fetched_at timestamptz not null,
    unique (symbol, ex_date)
);

create table pt.fx_rates (
    from_currency text not null check (from_currency ~ '^[A-Z]{3}$'),
    to_currency   text not null check (to_currency ~ '^[A-Z]{3}$'),
    date          date not null,
    rate          numeric not null check (rate > 0),
    source        text not null,
    fetched_at    timestamptz not null,
    primary key (from_currency, to_currency, date)
);

create table pt.quotes (
    symbol         text primary key,
    price          numeric not null check (price > 0),
    previous_close numeric check (previous_close > 0),
    trading_day    date not null,
    source         text not null,
    fetched_at     timestamptz not null
);

-- What was asked of the provider, when, and when to ask again; also the claim of the instance that is asking now.
create table pt.market_fetches (
    symbol          text not null,
    kind            text not null,
    source          text not null,
    last_attempt_at timestamptz,
    last_success_at timestamptz,
    outcome         text,
    next_at         timestamptz,
    failures        integer not null default 0 check (failures >= 0),
    claimed_by      uuid,
    claimed_until   timestamptz,
    primary key (symbol, kind)
);

-- One row a key and day of US Eastern time; shared by all instances, so that a restart does not forget what was spent.
create table pt.provider_budget (
    key_id       text not null,
    day          date not null,
    calls        integer not null default 0 check (calls >= 0),
    closed_until timestamptz,
    primary key (key_id, day)
);

create table pt.provider_entitlements (
    key_id     text not null,
    function   text not null,
    parameter  text not null default '',
    refused_at timestamptz not null,
    primary key (key_id, function, parameter)
);
