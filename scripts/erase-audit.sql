-- Blanks what the audit knows of users who erased their account. See docs/erasure.md before using it.
--   psql -v ON_ERROR_STOP=1 -v users="{uuid,uuid}" -f scripts/erase-audit.sql <as a superuser>
-- Rows stay, with table, operation and time: that something was changed remains provable, what it was is gone.
begin;
-- One transaction, and nobody else writes meanwhile: the guard is down for these statements alone.
lock table pt.audit_log in access exclusive mode;
alter table pt.audit_log disable trigger refuse;
update pt.audit_log
set old_row = null, new_row = null, request_id = null,
    actor = case when actor = user_id::text then 'erased user' else actor end
where user_id = any (:'users'::uuid[]);
alter table pt.audit_log enable trigger refuse;
commit;
