-- What a fund holds by sector, as fractions of its net assets; null where nobody has told, and of what is no fund.
alter table pt.instruments
    add column fund_sectors text[],
    add column fund_weights numeric[],
    add constraint instruments_fund_weights check (cardinality(fund_sectors) = cardinality(fund_weights));
