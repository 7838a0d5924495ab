-- A case worker follows the request of a household that agreed to it, for an organisation that was checked.
create table household_case (
    id uuid primary key,
    request_id uuid not null references request,
    -- Who follows it, and for which organisation. Handed over, it is somebody else's, and what was noted goes along.
    account_id uuid not null references account,
    provider_id uuid not null references provider,
    -- How the household agreed, as whoever follows it says, and how it came to them.
    consent text not null constraint household_case_consent_check check (consent in ('spoken', 'written', 'by_phone')),
    source text not null constraint household_case_source_check check (source in ('shown_code', 'invited', 'handed_over')),
    opened_at timestamptz not null,
    held_since timestamptz not null,
    -- A day that whoever follows it chose to look again.
    follow_up_on date,
    -- When they opened it last, and when something happened in it last.
    seen_at timestamptz not null,
    moved_at timestamptz,
    ended_at timestamptz,
    end_reason text constraint household_case_end_reason_check
        check (end_reason in ('served', 'moved_on', 'unreachable', 'consent_withdrawn', 'member_left', 'request_ended', 'child_alone')),
    version bigint not null default 1,
    constraint household_case_ended_check check ((ended_at is null) = (end_reason is null))
);
-- An organisation follows a request once.
create unique index household_case_open_key on household_case (request_id, provider_id) where ended_at is null;
create index household_case_account_idx on household_case (account_id) where ended_at is null;

-- A code that lets a case worker in: the household makes it, or whoever follows its request to hand it over. It works once.
create table case_code (
    id uuid primary key,
    request_id uuid not null references request on delete cascade,
    -- The case that is handed over; null where the household lets somebody in.
    case_id uuid references household_case,
    code_hash bytea not null constraint case_code_code_hash_key unique constraint case_code_code_hash_check check (octet_length(code_hash) = 32),
    made_at timestamptz not null,
    expires_at timestamptz not null,
    used_by uuid references account,
    ended_at timestamptz,
    constraint case_code_expires_at_check check (expires_at > made_at)
);
create unique index case_code_live_key on case_code (request_id, coalesce(case_id, request_id)) where ended_at is null;

create table case_note (
    id uuid primary key,
    case_id uuid not null references household_case,
    written_by uuid not null references account,
    at timestamptz not null
);
create index case_note_case_id_idx on case_note (case_id, at, id);

-- What is noted, and what whoever follows a case calls it: sealed, under the id of the note or of the case.
create table identity.case_text (
    row_id uuid primary key,
    text bytea not null constraint case_text_text_check check (identity.is_sealed(text))
);
create trigger case_text_forget_data_key after delete on identity.case_text
    for each row execute function identity.forget_data_key('row_id');
comment on column identity.case_text.row_id is 'none: the note, or the case';
comment on column identity.case_text.text is 'pii: what a case worker notes about a household';

-- Who really follows a request at this moment: nobody whose account is disabled, who left the organisation, or whose organisation is not
-- in good standing. Whatever asks, asks here.
create view followed_case with (security_invoker = true) as
select c.id, c.request_id, c.account_id, c.provider_id, c.consent, c.source, c.opened_at, c.follow_up_on, c.seen_at, c.moved_at, c.version
from household_case c
join account a on a.id = c.account_id and a.disabled_at is null
join provider p on p.id = c.provider_id and p.kind in ('ngo', 'authority') and p.status = 'vetted'
join provider_member m on m.provider_id = c.provider_id and m.account_id = c.account_id
where c.ended_at is null;

-- Nobody follows a child who is alone but child protection, and what ended has ended. No more than three follow one request.
create function guard_household_case() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
    if tg_op = 'UPDATE' then
        if old.ended_at is not null or (new.id, new.request_id, new.opened_at) is distinct from (old.id, old.request_id, old.opened_at) then
            raise exception 'a case ends once' using errcode = 'check_violation', constraint = 'household_case_once_check';
        end if;
        if (new.account_id, new.provider_id) is not distinct from (old.account_id, old.provider_id) then
            return new;
        end if;
    end if;
    if not exists (select from request q where q.id = new.request_id and q.state = 'open' and q.erased_at is null
                   and not q.unaccompanied_minor) then
        raise exception 'a case is of a request that is open, and not of a child who is alone'
            using errcode = 'check_violation', constraint = 'household_case_request_check';
    end if;
    if not exists (
        select from provider_member m join provider p on p.id = m.provider_id join account a on a.id = m.account_id
        where m.account_id = new.account_id and m.provider_id = new.provider_id and a.disabled_at is null
            and p.kind in ('ngo', 'authority') and p.status = 'vetted') then
        raise exception 'a case is followed for an organisation that was checked'
            using errcode = 'check_violation', constraint = 'household_case_provider_check';
    end if;
    if tg_op = 'INSERT' and (select count(*) from household_case c where c.request_id = new.request_id and c.ended_at is null) >= 3 then
        raise exception 'no more than three follow one request'
            using errcode = 'check_violation', constraint = 'household_case_three_check';
    end if;
    return new;
end
$$;
create trigger household_case_guard before insert or update on household_case for each row execute function guard_household_case();

-- With a case goes what was noted, where it is open, and its codes.
create function end_household_case() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if new.ended_at is not null then
        delete from identity.case_text t where t.row_id = new.id
            or t.row_id in (select n.id from case_note n where n.case_id = new.id);
        delete from case_note n where n.case_id = new.id;
    end if;
    if new.ended_at is not null or new.account_id <> old.account_id then
        update household_session s set ended_at = greatest(app_now(), s.seen_at) where s.case_id = new.id and s.ended_at is null;
        update case_code k set ended_at = app_now() where k.case_id = new.id and k.ended_at is null;
    end if;
    return null;
end
$$;
revoke execute on function end_household_case() from public;

-- A case worker opens the request of a household as it does; with the sign-in of the case worker, and the case, this ends too.
alter table household_session
    add column case_id uuid references household_case,
    add column by_session uuid references session on delete cascade,
    add constraint household_session_case_check check ((case_id is null) = (by_session is null));
create index household_session_case_id_idx on household_session (case_id) where case_id is not null;
create index household_session_by_session_idx on household_session (by_session) where by_session is not null;
create trigger household_case_end after update on household_case for each row execute function end_household_case();

-- A child who turns out to be alone is looked after by child protection, and nobody else. No use case changes who a household is: this
-- is the wall behind that, and tells nobody.
create function end_cases_of_child() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    update household_case c set ended_at = app_now(), end_reason = 'child_alone', version = c.version + 1
        where c.request_id = new.id and c.ended_at is null;
    return null;
end
$$;
revoke execute on function end_cases_of_child() from public;
create trigger request_end_cases_of_child after update of household, adults, oldest_born_to on request
    for each row when (new.unaccompanied_minor and not old.unaccompanied_minor and new.erased_at is null)
    execute function end_cases_of_child();

grant select, insert on household_case, case_code, case_note, identity.case_text to app_rw;
grant update (account_id, provider_id, consent, source, held_since, follow_up_on, seen_at, moved_at, ended_at, end_reason, version) on household_case to app_rw;
grant update (used_by, ended_at) on case_code to app_rw;
grant update (text) on identity.case_text to app_rw;
grant select on followed_case to app_rw;
grant delete on case_code to app_rw;

-- Who follows a case opens what is noted about it, and how the household can be reached once the look is written down.
create function identity.case_worker_may_open(who uuid, row_id uuid) returns boolean language plpgsql stable set search_path = public, pg_temp as $$
begin
    return exists (
        select from followed_case c where c.account_id = who and (
            c.id = row_id
            or exists (select from case_note n where n.id = row_id and n.case_id = c.id)
            or c.request_id = row_id and exists (
                select from audit_event e
                where e.xid = pg_current_xact_id_if_assigned() and e.actor_kind = 'account' and e.actor_id = who
                    and e.action = 'case_contact_opened' and e.subject_id = row_id)));
end
$$;

-- As before (20261129130000), and what case workers noted about it: that is about the household.
create or replace function identity.household_may_open(who uuid, row_id uuid) returns boolean language plpgsql stable set search_path = public, pg_temp as $$
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
                   where f.id = row_id and f.side = 'refugee' and m.request_id = who)
        or exists (select from household_case c where c.request_id = who
                   and (c.id = row_id or exists (select from case_note n where n.id = row_id and n.case_id = c.id)));
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
        when 'account' then identity.member_may_open(who, row_id) or identity.case_worker_may_open(who, row_id)
            or identity.staff_may_open(who, row_id)
        else false
    end;
end
$$;
revoke execute on function identity.case_worker_may_open(uuid, uuid) from public;
grant execute on function identity.case_worker_may_open(uuid, uuid) to app_rw;

-- As before (20261130120000): with a household goes what was noted about it.
create or replace function erase_request(request_id uuid, at timestamptz) returns void language sql security definer set search_path = public, pg_temp
begin atomic
    update household_case c set ended_at = at, end_reason = 'request_ended', version = c.version + 1
        where c.request_id = erase_request.request_id and c.ended_at is null;
    delete from identity.request_contact c where c.request_id = erase_request.request_id;
    update request q set household = jsonb_build_object('other_adults', q.adults), oldest_born_to = null, place_id = null, filed_by = null,
        alerts = false, tracking_hash = uuid_send(gen_random_uuid()), number = null, erased_at = at, version = q.version + 1
        where q.id = erase_request.request_id;
    update need n set content = jsonb_set(n.content, '{criteria}', '[]') where n.request_id = erase_request.request_id;
    update consent c set withdrawn_at = at where c.request_id = erase_request.request_id and c.withdrawn_at is null;
    delete from request_draft d where d.filed_request_id = erase_request.request_id;
    delete from request_pin p where p.request_id = erase_request.request_id;
    delete from case_code k where k.request_id = erase_request.request_id;
    delete from idempotency_key i where i.principal = 'request:' || erase_request.request_id;
end;

-- As before (20261126250100): whoever is erased follows nobody.
create or replace function erase_account(account_id uuid, at timestamptz) returns void language sql security definer set search_path = public, pg_temp
begin atomic
    update household_case c set ended_at = at, end_reason = 'member_left', version = c.version + 1
        where c.account_id = erase_account.account_id and c.ended_at is null;
    delete from identity.account i where i.account_id = erase_account.account_id;
    update account a set roles = '{}', disabled_at = coalesce(a.disabled_at, at) where a.id = erase_account.account_id;
    delete from provider_member m where m.account_id = erase_account.account_id;
    delete from session s where s.account_id = erase_account.account_id;
    delete from second_factor f where f.account_id = erase_account.account_id;
    delete from idempotency_key i where i.principal = 'account:' || erase_account.account_id;
end;
