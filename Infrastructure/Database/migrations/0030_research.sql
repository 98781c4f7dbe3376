-- Answers of the provider that are kept as they came: reports, company overviews, news, hits of searches.
create table pt.provider_documents (
    function   text not null check (function ~ '^[A-Z_]{1,40}$'),
    -- A symbol, or the words of a search in capitals.
    subject    text not null check (length(subject) between 1 and 64),
    body       text not null,
    source     text not null,
    fetched_at timestamptz not null,
    primary key (function, subject)
);

-- A quote shows the day so far, beside its last price.
alter table pt.quotes
    add column open numeric check (open > 0),
    add column high numeric check (high > 0),
    add column low numeric check (low > 0),
    add column volume bigint check (volume >= 0);
