-- Six digits that a household keeps in its head guard what its code alone should not open: contacts, the copy of its data, erasure.
create table request_pin (
    request_id uuid primary key references request on delete cascade,
    pin_hash text not null constraint request_pin_pin_hash_check check (pin_hash like '$argon2id$%'),
    -- Tries since the last right one; counted before they are looked at.
    failures smallint not null default 0 constraint request_pin_failures_check check (failures >= 0),
    failed_at timestamptz,
    set_at timestamptz not null
);
grant select, insert, update, delete on request_pin to app_rw;

-- When the PIN was shown last where a request is open; null: never.
alter table household_session add column pin_at timestamptz;
grant update (pin_at) on household_session to app_rw;

-- Where none is set, none was shown.
create function guard_session_pin() returns trigger language plpgsql as $$
begin
    if new.pin_at is not null and not exists (select from request_pin p where p.request_id = new.request_id) then
        raise exception 'a PIN that is not set was not shown'
            using errcode = 'check_violation', constraint = 'household_session_pin_at_check';
    end if;
    return new;
end
$$;
create trigger household_session_pin before insert or update of pin_at on household_session
    for each row execute function guard_session_pin();

create or replace function erase_request(request_id uuid, at timestamptz) returns void language sql security definer set search_path = public, pg_temp
begin atomic
    delete from identity.request_contact c where c.request_id = erase_request.request_id;
    update request q set household = jsonb_build_object('other_adults', q.adults), oldest_born_to = null, place_id = null, filed_by = null,
        alerts = false, tracking_hash = uuid_send(gen_random_uuid()), number = null, erased_at = at, version = q.version + 1
        where q.id = erase_request.request_id;
    update need n set content = jsonb_set(n.content, '{criteria}', '[]') where n.request_id = erase_request.request_id;
    update consent c set withdrawn_at = at where c.request_id = erase_request.request_id and c.withdrawn_at is null;
    delete from request_draft d where d.filed_request_id = erase_request.request_id;
    delete from request_pin p where p.request_id = erase_request.request_id;
    delete from idempotency_key i where i.principal = 'request:' || erase_request.request_id;
end;
