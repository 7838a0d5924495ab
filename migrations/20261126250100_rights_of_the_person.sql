-- What people can ask of us about their data: to take it along, to correct it, to take back a consent, to have it erased.
-- What is erased is done by functions of the owner: the server may call them, and change nothing else of what a request says.
alter table request
    add column last_seen_at timestamptz not null default app_now(),
    add column ended_at timestamptz,
    add column erased_at timestamptz,
    add constraint request_erased_at_check check (erased_at is null or state <> 'open');
update request set ended_at = now() where state <> 'open';
create index request_open_last_seen_at_idx on request (last_seen_at) where state = 'open';
create index request_ended_at_idx on request (ended_at) where erased_at is null and ended_at is not null;
grant update (last_seen_at, ended_at, alerts) on request to app_rw;

-- To what a household agreed, in which words and which language; one living consent for each purpose.
create table consent (
    id bigint generated always as identity primary key,
    request_id uuid not null references request on delete cascade,
    purpose text not null constraint consent_purpose_check check (purpose in ('functional_needs', 'alerts')),
    text_hash bytea not null constraint consent_text_hash_check check (octet_length(text_hash) = 32),
    locale text not null constraint consent_locale_check check (locale in ('uk', 'ro', 'en', 'ru')),
    given_at timestamptz not null,
    withdrawn_at timestamptz constraint consent_withdrawn_at_check check (withdrawn_at >= given_at)
);
create unique index consent_request_id_purpose_live_key on consent (request_id, purpose) where withdrawn_at is null;
grant select, insert on consent to app_rw;
grant update (withdrawn_at) on consent to app_rw;

-- Who was erased, as an HMAC of the id: enough to erase them again after a backup was restored, and nothing else.
create table erasure (
    subject_hash bytea primary key constraint erasure_subject_hash_check check (octet_length(subject_hash) = 32),
    at timestamptz not null
);
grant select, insert on erasure to app_rw;

-- `features`: what a need asks for that tells the same.
create function forget_functional_needs(request_id uuid, features text[]) returns void language sql security definer set search_path = public, pg_temp
begin atomic
    update request q set household = q.household - 'functional', version = q.version + 1 where q.id = forget_functional_needs.request_id;
    update need n set version = n.version + 1, content = jsonb_set(n.content, '{criteria}', coalesce((
            select jsonb_agg(c) from jsonb_array_elements(n.content -> 'criteria') c where c ->> 'feature' <> all (features)), '[]'))
        where n.request_id = forget_functional_needs.request_id;
end;

-- Of the household only its number of adults is left, of its needs what they were about: both are part of matches, whose
-- history stays without anybody in it.
create function erase_request(request_id uuid, at timestamptz) returns void language sql security definer set search_path = public, pg_temp
begin atomic
    delete from identity.request_contact c where c.request_id = erase_request.request_id;
    update request q set household = jsonb_build_object('other_adults', q.adults), oldest_born_to = null, place_id = null, filed_by = null,
        alerts = false, tracking_hash = uuid_send(gen_random_uuid()), erased_at = at, version = q.version + 1
        where q.id = erase_request.request_id;
    update need n set content = jsonb_set(n.content, '{criteria}', '[]') where n.request_id = erase_request.request_id;
    update consent c set withdrawn_at = at where c.request_id = erase_request.request_id and c.withdrawn_at is null;
    delete from request_draft d where d.filed_request_id = erase_request.request_id;
    delete from idempotency_key i where i.principal = 'request:' || erase_request.request_id;
end;

create function erase_provider(provider_id uuid) returns void language sql security definer set search_path = public, pg_temp
begin atomic
    delete from identity.offer_private p using offer_revision r, offer o
        where r.id = p.revision_id and o.id = r.offer_id and o.provider_id = erase_provider.provider_id;
    delete from identity.provider i where i.provider_id = erase_provider.provider_id;
    update vetting_evidence e set document_last4 = null where e.provider_id = erase_provider.provider_id;
end;

create function erase_account(account_id uuid, at timestamptz) returns void language sql security definer set search_path = public, pg_temp
begin atomic
    delete from identity.account i where i.account_id = erase_account.account_id;
    update account a set roles = '{}', disabled_at = coalesce(a.disabled_at, at) where a.id = erase_account.account_id;
    delete from provider_member m where m.account_id = erase_account.account_id;
    delete from session s where s.account_id = erase_account.account_id;
    delete from second_factor f where f.account_id = erase_account.account_id;
    delete from idempotency_key i where i.principal = 'account:' || erase_account.account_id;
end;

-- The exact places of offers that were rejected or withdrawn before.
create function forget_ended_offers(before timestamptz, at_most integer) returns bigint language sql security definer set search_path = public, pg_temp
begin atomic
    with gone as (
        delete from identity.offer_private p where p.revision_id in (
            select r.id from offer o join offer_revision r on r.offer_id = o.id join identity.offer_private q on q.revision_id = r.id
            where o.review in ('rejected', 'withdrawn')
                and coalesce((select max(i.decided_at) from review_item i where i.offer_id = o.id), o.last_confirmed_at) < before
                and not exists (select from match m where m.offer_id = o.id and m.state in ('accepted', 'confirmed', 'started'))
            limit at_most)
        returning 1)
    select count(*) from gone;
end;

revoke execute on function forget_functional_needs(uuid, text[]), erase_request(uuid, timestamptz), erase_provider(uuid),
    erase_account(uuid, timestamptz), forget_ended_offers(timestamptz, integer) from public;
grant execute on function forget_functional_needs(uuid, text[]), erase_request(uuid, timestamptz), erase_provider(uuid),
    erase_account(uuid, timestamptz), forget_ended_offers(timestamptz, integer) to app_rw;

-- What each column is: `pii` names or reaches somebody, `special` tells of health (Article 9), `index` is a blind index, `secret`
-- opens something, `empty` held plain text of an older version, `none` is nobody's. docs/privacy.md has a row for the first two.
comment on column identity.account.account_id is 'none: the account';
comment on column identity.account.email is 'pii: sign-in and mails';
comment on column identity.account.email_index is 'index: of the e-mail';
comment on column identity.account.password_hash is 'secret: argon2id';
comment on column identity.account.plain_email is 'empty: sealed at start';
comment on column identity.provider.provider_id is 'none: the provider';
comment on column identity.provider.name is 'pii: a private person; organisations are named in public';
comment on column identity.provider.registration_number is 'pii: vetting';
comment on column identity.provider.registration_number_index is 'index: of the number';
comment on column identity.provider.legal_representative is 'pii: vetting';
comment on column identity.provider.contact_person is 'pii: who answers';
comment on column identity.provider.email is 'pii: contact after acceptance';
comment on column identity.provider.email_index is 'index: of the e-mail';
comment on column identity.provider.phone is 'pii: contact after acceptance';
comment on column identity.provider.phone_index is 'index: of the phone';
comment on column identity.provider.contact_hours is 'pii: when to call';
comment on column identity.provider.plain_name is 'empty: sealed at start';
comment on column identity.provider.plain_registration_number is 'empty: sealed at start';
comment on column identity.provider.plain_legal_representative is 'empty: sealed at start';
comment on column identity.provider.plain_contact_person is 'empty: sealed at start';
comment on column identity.provider.plain_email is 'empty: sealed at start';
comment on column identity.provider.plain_phone is 'empty: sealed at start';
comment on column identity.provider.plain_contact_hours is 'empty: sealed at start';
comment on column identity.offer_private.revision_id is 'none: the version of the offer';
comment on column identity.offer_private.address is 'pii: the door, after acceptance';
comment on column identity.offer_private.address_index is 'index: of the address';
comment on column identity.offer_private.point is 'pii: the exact point, after acceptance';
comment on column identity.offer_private.point_index is 'index: of the point';
comment on column identity.offer_private.driver is 'pii: who drives';
comment on column identity.offer_private.plate is 'pii: the vehicle';
comment on column identity.offer_private.licence_number is 'pii: the licence to practise';
comment on column identity.offer_private.plain_address is 'empty: sealed at start';
comment on column identity.offer_private.plain_point is 'empty: sealed at start';
comment on column identity.offer_private.plain_driver is 'empty: sealed at start';
comment on column identity.offer_private.plain_plate is 'empty: sealed at start';
comment on column identity.offer_private.plain_licence_number is 'empty: sealed at start';
comment on column identity.request_contact.request_id is 'none: the request';
comment on column identity.request_contact.channel is 'none: how they want to be reached';
comment on column identity.request_contact.name is 'pii: the name that they chose';
comment on column identity.request_contact.phone is 'pii: contact after acceptance';
comment on column identity.request_contact.phone_index is 'index: of the phone';
comment on column identity.request_contact.email is 'pii: contact after acceptance';
comment on column identity.request_contact.email_index is 'index: of the e-mail';
comment on column identity.request_contact.safe_note is 'pii: when it is safe';
comment on column identity.request_contact.plain_name is 'empty: sealed at start';
comment on column identity.request_contact.plain_phone is 'empty: sealed at start';
comment on column identity.request_contact.plain_email is 'empty: sealed at start';
comment on column identity.request_contact.plain_safe_note is 'empty: sealed at start';
comment on column identity.data_key.row_id is 'none: the row';
comment on column identity.data_key.wrapped is 'secret: the data key, wrapped';
comment on column identity.data_key.kek is 'none: which key-encryption key';
comment on column identity.data_key.version is 'none: version of the data key';
comment on column public.request.household is 'special: who comes, and what somebody in it needs to live; under a pseudonym';
comment on column public.request.place_id is 'pii: the settlement where they are; under a pseudonym';
comment on column public.vetting_evidence.document_last4 is 'pii: last four characters of a document';
