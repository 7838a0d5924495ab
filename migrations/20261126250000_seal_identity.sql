-- Who somebody is gets sealed by the application, one data key for each row, so that a dump or a stolen disk names nobody.
-- SQL cannot seal: what is there in plain text moves to plain_* columns, which nobody can write any more, and which the
-- next start seals and empties.
create table identity.data_key (
    row_id uuid primary key,
    wrapped bytea not null constraint data_key_wrapped_check check (octet_length(wrapped) = 73),
    kek integer not null,
    version smallint not null
);
create index data_key_kek_idx on identity.data_key (kek);
grant select, insert, update on identity.data_key to app_rw;

-- A format byte, a nonce of 24 bytes, a tag of 16: no text that somebody typed begins like that.
create function identity.is_sealed(value bytea) returns boolean language sql immutable
    return octet_length(value) >= 41 and get_byte(value, 0) = 1;

-- A row and its key go together, whoever deletes it, and by whichever cascade.
create function identity.forget_data_key() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    delete from identity.data_key k where k.row_id = (to_jsonb(old) ->> tg_argv[0])::uuid;
    return null;
end
$$;
revoke execute on function identity.forget_data_key() from public;

-- Organisations are named in public (the view public_offer); private people never are.
alter table provider add column public_name text;
update provider p set public_name = i.name from identity.provider i where i.provider_id = p.id and p.kind <> 'volunteer';
alter table provider add constraint provider_public_name_check check ((kind = 'volunteer') = (public_name is null));

create or replace view public_offer as
select
    v.id, v.reference, v.category, v.provider_kind, v.provider_id,
    p.public_name as provider_name,
    jsonb_set(v.content, '{details}', (v.content -> 'details')
        - array['resident_women', 'resident_men', 'resident_children', 'animals_live_there']) as content,
    v.place_id, v.published_point, v.private, v.features_yes, v.features_no, v.last_confirmed_at, v.expires_at, v.vetting_level,
    v.capacity, v.reserved
from visible_offer v
join provider p on p.id = v.provider_id
where not v.paused and not v.for_minors;

alter table identity.account drop constraint account_email_key;
alter table identity.account rename column email to plain_email;
alter table identity.account
    alter column plain_email drop not null,
    add column email bytea constraint account_email_check check (identity.is_sealed(email)),
    add column email_index bytea constraint account_email_key unique,
    add constraint account_sealed_check check (plain_email is null and email is not null and email_index is not null) not valid;

alter table identity.provider rename column name to plain_name;
alter table identity.provider rename column registration_number to plain_registration_number;
alter table identity.provider rename column legal_representative to plain_legal_representative;
alter table identity.provider rename column contact_person to plain_contact_person;
alter table identity.provider rename column email to plain_email;
alter table identity.provider rename column phone to plain_phone;
alter table identity.provider rename column contact_hours to plain_contact_hours;
alter table identity.provider
    alter column plain_name drop not null,
    alter column plain_email drop not null,
    add column name bytea constraint provider_name_check check (identity.is_sealed(name)),
    add column registration_number bytea constraint provider_registration_number_check check (identity.is_sealed(registration_number)),
    add column registration_number_index bytea,
    add column legal_representative bytea constraint provider_legal_representative_check check (identity.is_sealed(legal_representative)),
    add column contact_person bytea constraint provider_contact_person_check check (identity.is_sealed(contact_person)),
    add column email bytea constraint provider_email_check check (identity.is_sealed(email)),
    add column email_index bytea,
    add column phone bytea constraint provider_phone_check check (identity.is_sealed(phone)),
    add column phone_index bytea,
    add column contact_hours bytea constraint provider_contact_hours_check check (identity.is_sealed(contact_hours)),
    add constraint provider_sealed_check check (
        num_nonnulls(plain_name, plain_registration_number, plain_legal_representative, plain_contact_person, plain_email,
            plain_phone, plain_contact_hours) = 0
        and email is not null and email_index is not null
        and (registration_number is null) = (registration_number_index is null)
        and (phone is null) = (phone_index is null)) not valid;
create index provider_registration_number_idx on identity.provider (registration_number_index);
create index provider_email_idx on identity.provider (email_index);
create index provider_phone_idx on identity.provider (phone_index);

drop index identity.offer_private_point_idx;
drop index identity.offer_private_address_idx;
alter table identity.offer_private rename column address to plain_address;
alter table identity.offer_private rename column point to plain_point;
alter table identity.offer_private rename column driver to plain_driver;
alter table identity.offer_private rename column plate to plain_plate;
alter table identity.offer_private rename column licence_number to plain_licence_number;
alter table identity.offer_private
    add column address bytea constraint offer_private_address_check check (identity.is_sealed(address)),
    add column address_index bytea,
    add column point bytea constraint offer_private_point_check check (identity.is_sealed(point)),
    add column point_index bytea,
    add column driver bytea constraint offer_private_driver_check check (identity.is_sealed(driver)),
    add column plate bytea constraint offer_private_plate_check check (identity.is_sealed(plate)),
    add column licence_number bytea constraint offer_private_licence_number_check check (identity.is_sealed(licence_number)),
    add constraint offer_private_sealed_check check (
        num_nonnulls(plain_address, plain_point, plain_driver, plain_plate, plain_licence_number) = 0
        and (address is null) = (address_index is null)
        and (point is null) = (point_index is null)) not valid;
create index offer_private_address_idx on identity.offer_private (address_index) where address_index is not null;
create index offer_private_point_idx on identity.offer_private (point_index) where point_index is not null;

-- A submitted revision never changes; sealing what it says in plain text is no change.
create or replace function keep_submitted_private() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and new.revision_id = old.revision_id
        and num_nonnulls(old.plain_address, old.plain_point, old.plain_driver, old.plain_plate, old.plain_licence_number) > 0
        and num_nonnulls(old.address, old.point, old.driver, old.plate, old.licence_number) = 0 then
        return new;
    end if;
    if exists (select from public.offer_revision r where r.id = new.revision_id and r.submitted_at is not null) then
        raise exception 'a submitted revision never changes'
            using errcode = 'check_violation', constraint = 'offer_private_submitted_check';
    end if;
    return new;
end
$$;

alter table identity.request_contact rename column name to plain_name;
alter table identity.request_contact rename column phone to plain_phone;
alter table identity.request_contact rename column email to plain_email;
alter table identity.request_contact rename column safe_note to plain_safe_note;
alter table identity.request_contact
    add column name bytea constraint request_contact_name_check check (identity.is_sealed(name)),
    add column phone bytea constraint request_contact_phone_check check (identity.is_sealed(phone)),
    add column phone_index bytea,
    add column email bytea constraint request_contact_email_check check (identity.is_sealed(email)),
    add column email_index bytea,
    add column safe_note bytea constraint request_contact_safe_note_check check (identity.is_sealed(safe_note)),
    add constraint request_contact_sealed_check check (
        num_nonnulls(plain_name, plain_phone, plain_email, plain_safe_note) = 0
        and (phone is null) = (phone_index is null)
        and (email is null) = (email_index is null)) not valid;
create index request_contact_phone_idx on identity.request_contact (phone_index);
create index request_contact_email_idx on identity.request_contact (email_index);

create trigger account_forget_data_key after delete on identity.account
    for each row execute function identity.forget_data_key('account_id');
create trigger provider_forget_data_key after delete on identity.provider
    for each row execute function identity.forget_data_key('provider_id');
create trigger offer_private_forget_data_key after delete on identity.offer_private
    for each row execute function identity.forget_data_key('revision_id');
create trigger request_contact_forget_data_key after delete on identity.request_contact
    for each row execute function identity.forget_data_key('request_id');

grant execute on function identity.is_sealed(bytea) to app_rw;
