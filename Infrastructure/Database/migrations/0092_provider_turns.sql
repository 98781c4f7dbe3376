-- When the next call of the key may go out, by the clock of the database: instances take turns.
alter table pt.provider_budget add column next_call_at timestamptz;
