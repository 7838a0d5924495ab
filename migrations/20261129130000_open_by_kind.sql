-- Whose data key may be opened (20261129110101), said by a function for each kind of who looks: whoever adds something to one of them
-- replaces that one. What they say is as before.

-- A household.
create function identity.household_may_open(who uuid, row_id uuid) returns boolean language plpgsql stable set search_path = public, pg_temp as $$
begin
    -- The other side of a match that both sides agreed to, as it was agreed.
    return exists (
        select from match m
        where m.request_id = who and m.state in ('accepted', 'confirmed', 'started')
            and row_id in (m.provider_id, m.revision_id))
        -- What they wrote, and what was written to them.
        or exists (select from message s join match m on m.id = s.match_id where s.id = row_id and m.request_id = who)
        or exists (select from message s join inquiry i on i.id = s.inquiry_id where s.id = row_id and i.request_id = who)
        or exists (select from feedback f join match m on m.id = f.match_id
                   where f.id = row_id and f.side = 'refugee' and m.request_id = who);
end
$$;

-- A partner application.
create function identity.partner_may_open(who uuid, row_id uuid) returns boolean language plpgsql stable set search_path = public, pg_temp as $$
begin
    -- A partner application, with a key that lets it see or write offers: those of the provider that it writes for.
    return exists (
        select from partner p join offer o on o.provider_id = p.provider_id join offer_revision r on r.offer_id = o.id
        where p.id = who and r.id = row_id
            and exists (select from partner_key k where k.partner_id = p.id and k.revoked_at is null
                and k.scopes && array['offers:read', 'offers:write', 'imports:write']));
end
$$;

-- Whoever belongs to a provider.
create function identity.member_may_open(who uuid, row_id uuid) returns boolean language plpgsql stable set search_path = public, pg_temp as $$
begin
    return exists (
            select from provider_member p where p.account_id = who and (
                p.provider_id = row_id
                or p.role = 'administrator'
                    and exists (select from provider_member q where q.account_id = row_id and q.provider_id = p.provider_id)
                or exists (select from offer_revision r join offer o on o.id = r.offer_id
                           where r.id = row_id and o.provider_id = p.provider_id)
                or exists (select from match m
                           where m.request_id = row_id and m.provider_id = p.provider_id
                               and m.state in ('accepted', 'confirmed', 'started'))
                or exists (select from message s join match m on m.id = s.match_id
                           where s.id = row_id and m.provider_id = p.provider_id)
                or exists (select from message s join inquiry i on i.id = s.inquiry_id
                           where s.id = row_id and i.provider_id = p.provider_id)
                or exists (select from feedback f join match m on m.id = f.match_id
                           where f.id = row_id and f.side = 'provider' and m.provider_id = p.provider_id)));
end
$$;

-- Staff, once the look is written down: in this very transaction.
create function identity.staff_may_open(who uuid, row_id uuid) returns boolean language plpgsql stable set search_path = public, pg_temp as $$
declare
    -- What somebody may look at for their work is of one kind: a line about something else opens nothing.
    is_account boolean := exists (select from account b where b.id = row_id);
begin
    return exists (
        select from audit_event e join account a on a.id = e.actor_id
        where e.xid = pg_current_xact_id_if_assigned() and e.actor_kind = 'account' and e.actor_id = who
            and a.disabled_at is null
            and case e.action
                when 'identity_opened' then 'moderator' = any (a.roles) and e.subject_id = row_id
                    and exists (select from provider p where p.id = row_id)
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

create or replace function identity.may_open(row_id uuid) returns boolean language plpgsql stable set search_path = public, pg_temp as $$
declare
    looker text := coalesce(current_setting('punte.opens_for', true), '');
    who uuid;
begin
    if looker = '' then
        return false;
    elsif looker = 'program' then
        return true;
    end if;
    who := split_part(looker, ':', 2)::uuid;
    return who = row_id or case split_part(looker, ':', 1)
        when 'request' then identity.household_may_open(who, row_id)
        when 'partner' then identity.partner_may_open(who, row_id)
        when 'account' then identity.member_may_open(who, row_id) or identity.staff_may_open(who, row_id)
        else false
    end;
end
$$;

revoke execute on function identity.household_may_open(uuid, uuid), identity.partner_may_open(uuid, uuid),
    identity.member_may_open(uuid, uuid), identity.staff_may_open(uuid, uuid) from public;
grant execute on function identity.household_may_open(uuid, uuid), identity.partner_may_open(uuid, uuid),
    identity.member_may_open(uuid, uuid), identity.staff_may_open(uuid, uuid) to app_rw;
