-- A household that has an account may keep its request in it: it is opened from there as with its code. Until now the account of whoever
-- filed a request was written down with it, and nobody read that: it may be somebody who was asked to.
create table request_account (
    -- One account keeps it at most.
    request_id uuid primary key references request on delete cascade,
    account_id uuid not null references account,
    kept_at timestamptz not null
);
create index request_account_account_id_idx on request_account (account_id);
grant select, insert, delete on request_account to app_rw;
alter table request_account enable row level security;
alter table request_account force row level security;
create policy request_account_change on request_account to app_rw, app_migrate using (true) with check (true);
create policy request_account_look on request_account for select to app_look using (sees_case(request_id, account_id));

-- Nobody keeps the request of a child who is alone, or one that is over; nor does an account that is disabled, whose address nobody confirmed,
-- or that works for the site. An account keeps a few: whoever looks after more people than that is a case worker.
create function guard_request_account() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
    if not exists (select from request q where q.id = new.request_id and q.state = 'open' and q.erased_at is null
                   and not q.unaccompanied_minor) then
        raise exception 'a request that is kept is open, and not of a child who is alone'
            using errcode = 'check_violation', constraint = 'request_account_request_check';
    end if;
    if not exists (select from account a where a.id = new.account_id and a.disabled_at is null and a.email_confirmed_at is not null
                   and a.roles = '{}') then
        raise exception 'a request is kept in an account of somebody who works for nobody here'
            using errcode = 'check_violation', constraint = 'request_account_account_check';
    end if;
    if (select count(*) from request_account k where k.account_id = new.account_id) >= 5 then
        raise exception 'an account keeps no more than five'
            using errcode = 'check_violation', constraint = 'request_account_five_check';
    end if;
    return new;
end
$$;
create trigger request_account_guard before insert or update on request_account for each row execute function guard_request_account();

-- From an account a request is opened as its household; with the sign-in of the account, and as soon as it is kept there no more, this ends.
alter table household_session
    add column kept_by uuid references account,
    drop constraint household_session_case_check,
    add constraint household_session_by_session_check check (
        (by_session is null) = (case_id is null and kept_by is null) and (case_id is null or kept_by is null));
create index household_session_kept_by_idx on household_session (kept_by) where kept_by is not null;

create function end_keeping() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    update household_session s set ended_at = greatest(app_now(), s.seen_at)
        where s.request_id = old.request_id and s.kept_by = old.account_id and s.ended_at is null;
    return null;
end
$$;
revoke execute on function end_keeping() from public;
create trigger request_account_end after delete on request_account for each row execute function end_keeping();

-- A child who turns out to be alone is looked after by child protection, and nobody else.
create function end_keeping_of_child() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    delete from request_account k where k.request_id = new.id;
    return null;
end
$$;
revoke execute on function end_keeping_of_child() from public;
create trigger request_end_keeping_of_child after update of household, adults, oldest_born_to on request
    for each row when (new.unaccompanied_minor and not old.unaccompanied_minor)
    execute function end_keeping_of_child();

-- Whoever is disabled or erased keeps nothing.
create function end_keepings_of_account() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    delete from request_account k where k.account_id = new.id;
    return null;
end
$$;
revoke execute on function end_keepings_of_account() from public;
create trigger account_end_keepings after update of disabled_at on account
    for each row when (new.disabled_at is not null and old.disabled_at is null) execute function end_keepings_of_account();
-- Nor does whoever begins to work for the site.
create trigger account_end_keepings_of_staff after update of roles on account
    for each row when (new.roles <> '{}') execute function end_keepings_of_account();

-- As before (20261208100000), and of whom keeps it in an account: not what is between the household and others, which is opened as the
-- household.
create or replace function sees_household(request uuid) returns boolean
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
    looker text := current_setting('punte.looks_as', true);
    who uuid := nullif(split_part(looker, ':', 2), '')::uuid;
begin
    return case split_part(looker, ':', 1)
        when 'request' then who = request
        when 'account' then
            exists (
                select from provider_member p
                where p.account_id = who and (
                    exists (select from match m where m.request_id = request and m.provider_id = p.provider_id)
                    or exists (select from inquiry i where i.request_id = request and i.provider_id = p.provider_id)))
            or exists (select from followed_case f where f.request_id = request and f.account_id = who)
            or exists (select from request_account k where k.request_id = request and k.account_id = who)
            or is_staff_for(who, request)
        end;
end
$$;

-- As before (20261201100000): with a household goes which account kept it, and no request says who filed it.
create or replace function erase_request(request_id uuid, at timestamptz) returns void language sql security definer set search_path = public, pg_temp
begin atomic
    update household_case c set ended_at = at, end_reason = 'request_ended', version = c.version + 1
        where c.request_id = erase_request.request_id and c.ended_at is null;
    delete from identity.request_contact c where c.request_id = erase_request.request_id;
    update request q set household = jsonb_build_object('other_adults', q.adults), oldest_born_to = null, place_id = null,
        alerts = false, tracking_hash = uuid_send(gen_random_uuid()), number = null, erased_at = at, version = q.version + 1
        where q.id = erase_request.request_id;
    update need n set content = jsonb_set(n.content, '{criteria}', '[]') where n.request_id = erase_request.request_id;
    update consent c set withdrawn_at = at where c.request_id = erase_request.request_id and c.withdrawn_at is null;
    delete from request_draft d where d.filed_request_id = erase_request.request_id;
    delete from request_pin p where p.request_id = erase_request.request_id;
    delete from case_code k where k.request_id = erase_request.request_id;
    delete from request_account k where k.request_id = erase_request.request_id;
    delete from idempotency_key i where i.principal = 'request:' || erase_request.request_id;
end;
alter table request drop column filed_by;
