-- A code that was lost is replaced: by a link in a mail, or by a moderator face to face; and a short number tells where a request stands.
alter table mail_link
    drop constraint mail_link_purpose_check,
    drop constraint mail_link_expires_at_check,
    add constraint mail_link_purpose_check check (purpose in ('sign_up', 'reset', 'code')),
    add constraint mail_link_expires_at_check check (expires_at > made_at
        and expires_at <= made_at + case purpose when 'sign_up' then interval '24 hours' else interval '1 hour' end);

-- Eleven digits; the twelfth, which checks them, is made of these. Whoever has it learns the state of a request and nothing else.
alter table request add column number bigint
    constraint request_number_key unique constraint request_number_check check (number between 0 and 99999999999);
create function request_number() returns bigint language plpgsql volatile as $$
declare
    drawn bigint;
begin
    loop
        drawn := ('x' || encode(substr(sha256(uuid_send(gen_random_uuid())), 1, 7), 'hex'))::bit(56)::bigint % 100000000000;
        exit when not exists (select from request r where r.number = drawn);
    end loop;
    return drawn;
end
$$;
do $$
declare
    id_of uuid;
begin
    for id_of in select r.id from request r where r.erased_at is null loop
        update request r set number = request_number() where r.id = id_of;
    end loop;
end
$$;
alter table request
    alter column number set default request_number(),
    add constraint request_number_erased_check check (number is null or erased_at is null);
revoke execute on function request_number() from public;
grant execute on function request_number() to app_rw;
grant update (tracking_hash, number) on request to app_rw;

create or replace function erase_request(request_id uuid, at timestamptz) returns void language sql security definer set search_path = public, pg_temp
begin atomic
    delete from identity.request_contact c where c.request_id = erase_request.request_id;
    update request q set household = jsonb_build_object('other_adults', q.adults), oldest_born_to = null, place_id = null, filed_by = null,
        alerts = false, tracking_hash = uuid_send(gen_random_uuid()), number = null, erased_at = at, version = q.version + 1
        where q.id = erase_request.request_id;
    update need n set content = jsonb_set(n.content, '{criteria}', '[]') where n.request_id = erase_request.request_id;
    update consent c set withdrawn_at = at where c.request_id = erase_request.request_id and c.withdrawn_at is null;
    delete from request_draft d where d.filed_request_id = erase_request.request_id;
    delete from idempotency_key i where i.principal = 'request:' || erase_request.request_id;
end;

-- Why a moderator replaced a code, in whose presence. A code is replaced once for each line, and never without one.
create table code_reissue (
    id uuid primary key,
    request_id uuid not null references request on delete cascade,
    by_moderator uuid references account,
    reason text not null constraint code_reissue_reason_check check (reason in ('mail', 'identity_document', 'card_number', 'known_to_helper')),
    at timestamptz not null,
    constraint code_reissue_by_moderator_check check ((by_moderator is null) = (reason = 'mail'))
);
create index code_reissue_request_id_idx on code_reissue (request_id);
grant select, insert on code_reissue to app_rw;

create function guard_reissue() returns trigger language plpgsql as $$
begin
    if new.by_moderator is not null and not exists (
        select from account a where a.id = new.by_moderator and 'moderator' = any (a.roles) and a.disabled_at is null
    ) then
        raise exception 'only a moderator replaces a code'
            using errcode = 'check_violation', constraint = 'code_reissue_moderator_check';
    end if;
    return new;
end
$$;
create trigger code_reissue_guard before insert on code_reissue for each row execute function guard_reissue();
