-- Whom a private person agreed something with may see what that person was called then: another name after a yes can be a deception
-- (SAFETY). Sealed under the match; for that household, for who it is, and for a moderator whose look is written down, as long as it runs.
create table identity.former_name (
    match_id uuid primary key references public.match_renamed on delete cascade,
    name bytea not null constraint former_name_name_check check (identity.is_sealed(name))
);
create trigger former_name_forget_data_key after delete on identity.former_name
    for each row execute function identity.forget_data_key('match_id');
comment on column identity.former_name.match_id is 'none: the match';
comment on column identity.former_name.name is 'pii: what a private person was called when something was agreed that still runs';
grant select, insert on identity.former_name to app_rw;

-- As before (20261207120000), and what the other side was called.
create or replace function identity.household_may_open(who uuid, row_id uuid) returns boolean language plpgsql stable set search_path = public, pg_temp as $$
begin
    -- The other side of a match that both sides agreed to, as it was agreed.
    return exists (
        select from match m join provider p on p.id = m.provider_id
        where m.request_id = who and m.state in ('accepted', 'confirmed', 'started') and p.status <> 'blocked'
            and row_id in (m.provider_id, m.revision_id, m.id))
        -- What they wrote, and what was written to them.
        or exists (select from message s join match m on m.id = s.match_id where s.id = row_id and m.request_id = who)
        or exists (select from message s join inquiry i on i.id = s.inquiry_id where s.id = row_id and i.request_id = who)
        or exists (select from feedback f join match m on m.id = f.match_id
                   where f.id = row_id and f.side = 'refugee' and m.request_id = who)
        or exists (select from household_case c where c.request_id = who
                   and (c.id = row_id or exists (select from case_note n where n.id = row_id and n.case_id = c.id)));
end
$$;

-- As before (20261207120000), and one's own former name.
create or replace function identity.member_may_open(who uuid, row_id uuid) returns boolean language plpgsql stable set search_path = public, pg_temp as $$
begin
    return exists (
            select from provider_member p where p.account_id = who and (
                p.provider_id = row_id
                or p.role = 'administrator'
                    and exists (select from provider_member q where q.account_id = row_id and q.provider_id = p.provider_id)
                or exists (select from offer_revision r join offer o on o.id = r.offer_id
                           where r.id = row_id and o.provider_id = p.provider_id)
                or exists (select from match m where m.id = row_id and m.provider_id = p.provider_id)
                or exists (select from match m join provider v on v.id = m.provider_id
                           where m.request_id = row_id and m.provider_id = p.provider_id
                               and m.state in ('accepted', 'confirmed', 'started') and v.status <> 'blocked')
                or exists (select from message s join match m on m.id = s.match_id
                           where s.id = row_id and m.provider_id = p.provider_id
                               and (s.side = 'provider' or not exists (select from provider v where v.id = p.provider_id and v.status = 'blocked')))
                or exists (select from message s join inquiry i on i.id = s.inquiry_id
                           where s.id = row_id and i.provider_id = p.provider_id
                               and (s.side = 'provider' or not exists (select from provider v where v.id = p.provider_id and v.status = 'blocked')))
                or exists (select from feedback f join match m on m.id = f.match_id
                           where f.id = row_id and f.side = 'provider' and m.provider_id = p.provider_id)));
end
$$;

-- As before (20261129130000); who a provider is holds what it was called when it agreed.
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
                when 'feedback_read' then 'moderator' = any (a.roles)
                    and exists (select from feedback f join match m on m.id = f.match_id
                                where f.id = row_id and f.side = 'refugee' and m.provider_id = e.subject_id)
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

-- As before (20261126250100). Whoever is erased has no former name either, whatever the state of what they agreed.
create or replace function erase_provider(provider_id uuid) returns void language sql security definer set search_path = public, pg_temp
begin atomic
    delete from match_renamed z using match m where m.id = z.match_id and m.provider_id = erase_provider.provider_id;
    delete from identity.offer_private p using offer_revision r, offer o
        where r.id = p.revision_id and o.id = r.offer_id and o.provider_id = erase_provider.provider_id;
    delete from identity.provider i where i.provider_id = erase_provider.provider_id;
    update vetting_evidence e set document_last4 = null where e.provider_id = erase_provider.provider_id;
end;
