-- How many of a day's calls were made because one user waited. The name is a hash of user and day; '' is the service.
alter table pt.provider_budget add column calls_by_user jsonb not null default '{}';
