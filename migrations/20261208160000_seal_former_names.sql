-- Whom a private person agreed something with may see what that person was called then: another name after a yes can be a deception.
-- Sealed under the match; for that household, for who it is, and for a moderator whose look is written down, as long as it runs.
create table identity.former_name (
    match_id uuid primary key references public.match_renamed on delete cascade,
    name bytea not null constraint former_name_name_check check (identity.is_sealed(name))
);
create trigger former_name_forget_data_key after delete on identity.former_name
    for each row execute function identity.forget_data_key('match_id');
comment on column identity.former_name.match_id is 'none: the match';
comment on column identity.former_name.name is 'pii: what a private person was called when something was agreed that still runs';
grant select, insert on identity.former_name to app_rw;

-- As before (20261129130000); who a provider is holds what it was called when it agreed; and what providers said of a household is read by
-- whoever looks into a report about it.
create or replace function identity.staff_may_open(who uuid, row_id uuid) returns boolean language plpgsql stable set search_path = public, pg_temp as $$
declare
    -- What somebody may look at for their work is of one kind: a line about something else opens nothing.
    is_account boolean := exists (select from account b where b.id = row_id);
begin
    return exists (
        select from audit_event e join account a on a.id = e.actor_id
        where e.xid = pg_current_xact_id_if_assigned() and e.actor_kind = 'account' and e.actor_id = who
            and a.disabled_at is null
            and case e.action
                when 'identity_opened' then 'moderator' = any (a.roles) and (
                    e.subject_id = row_id and exists (select from provider p where p.id = row_id)
                    or exists (select from match m where m.id = row_id and m.provider_id = e.subject_id))
                when 'private_opened' then 'moderator' = any (a.roles)
                    and exists (select from offer_revision r where r.id = row_id and r.offer_id = e.subject_id)
                when 'feedback_read' then 'moderator' = any (a.roles) and (
                    exists (select from feedback f join match m on m.id = f.match_id
                            where f.id = row_id and f.side = 'refugee' and m.provider_id = e.subject_id)
                    or exists (select from report r left join match t on t.id = r.match_id left join inquiry i on i.id = r.inquiry_id
                               join match m on m.request_id = coalesce(t.request_id, i.request_id) join feedback f on f.match_id = m.id
                               where r.id = e.subject_id and r.reporter in ('provider', 'moderator') and r.taken_by = who
                                   and f.id = row_id and f.side = 'provider'))
                when 'child_contact_opened' then 'child_protection' = any (a.roles) and e.subject_id = row_id
                    and exists (select from child_case c
                                where c.request_id = row_id and c.state = 'taken' and c.taken_by = who)
                when 'account_opened' then 'administrator' = any (a.roles) and e.subject_id = row_id and is_account
                when 'roles_changed' then 'administrator' = any (a.roles) and e.subject_id = row_id and is_account
                when 'account_disabled' then 'administrator' = any (a.roles) and e.subject_id = row_id and is_account
                when 'account_enabled' then 'administrator' = any (a.roles) and e.subject_id = row_id and is_account
                else false end);
end
$$;

