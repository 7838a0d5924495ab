-- A household writes to an institution about its public offer without having chosen it: a thread of the same messages as between the
-- sides of a match. Nobody but the household begins one, and never with a private person.
create table inquiry (
    id uuid primary key,
    request_id uuid not null references request,
    offer_id uuid not null references offer,
    provider_id uuid not null references provider,
    created_at timestamptz not null,
    constraint inquiry_request_id_offer_id_key unique (request_id, offer_id)
);
create index inquiry_provider_id_idx on inquiry (provider_id, created_at desc, id desc);

-- Whether the two may write: core::message::Inquiry, as the wall behind it.
create function inquiry_open(request_id uuid, offer_id uuid, provider_id uuid) returns boolean language sql stable
    return exists (
        select from request q, visible_offer v
        where q.id = inquiry_open.request_id and q.state = 'open' and not q.unaccompanied_minor
            and v.id = inquiry_open.offer_id and v.provider_id = inquiry_open.provider_id
            and v.provider_kind <> 'volunteer' and not v.for_minors);

create function guard_inquiry() returns trigger language plpgsql as $$
begin
    if not inquiry_open(new.request_id, new.offer_id, new.provider_id) then
        raise exception 'only an institution is asked, about an offer that everybody sees'
            using errcode = 'check_violation', constraint = 'inquiry_offer_check';
    end if;
    return new;
end
$$;
create trigger inquiry_guard before insert on inquiry for each row execute function guard_inquiry();

alter table message alter column match_id drop not null;
alter table message add column inquiry_id uuid references inquiry;
alter table message add constraint message_thread_check check (num_nonnulls(match_id, inquiry_id) = 1);
create index message_inquiry_id_idx on message (inquiry_id, at, id);
alter table message drop constraint message_phrase_check;
alter table message add constraint message_phrase_check check (phrase in ('when_arrive', 'we_arrive_on_time', 'we_are_late', 'where_is_key',
    'key_is_there', 'is_there_a_lift', 'there_is_a_lift', 'no_lift', 'pet_comes', 'pet_is_fine', 'what_to_bring', 'bring_nothing',
    'thank_you', 'still_there', 'it_is_there', 'it_is_gone', 'which_papers', 'no_papers', 'please_choose'));
comment on column identity.message_text.text is 'pii: what a household and a provider write to each other';

create or replace function guard_message() returns trigger language plpgsql as $$
begin
    if new.match_id is not null and not exists (select from match m where m.id = new.match_id
        and m.state in ('proposed', 'accepted', 'confirmed', 'started', 'completed')) then
        raise exception 'the match is over'
            using errcode = 'check_violation', constraint = 'message_match_check';
    end if;
    if new.inquiry_id is not null then
        -- Whoever blocks the provider at this moment waits for us, or we see the block.
        perform from inquiry i join provider p on p.id = i.provider_id where i.id = new.inquiry_id for share of p;
        if not exists (select from inquiry i where i.id = new.inquiry_id and inquiry_open(i.request_id, i.offer_id, i.provider_id)) then
            raise exception 'nobody writes here any more'
                using errcode = 'check_violation', constraint = 'message_inquiry_check';
        end if;
    end if;
    return new;
end
$$;

-- With a household goes all that was written with it; with a provider what it wrote.
create or replace function erase_messages(request_id uuid, provider_id uuid) returns void language sql security definer
set search_path = public, pg_temp
begin atomic
    delete from identity.message_text t
        using message s left join match m on m.id = s.match_id left join inquiry i on i.id = s.inquiry_id
        where s.id = t.message_id
            and (coalesce(m.request_id, i.request_id) = erase_messages.request_id
                or (s.side = 'provider' and coalesce(m.provider_id, i.provider_id) = erase_messages.provider_id));
end;

-- Either side reports what the other one wrote; a provider reports a household, and never an offer of its own.
alter table report add column inquiry_id uuid references inquiry;
alter table report drop constraint report_match_check;
alter table report add constraint report_thread_check
    check (num_nonnulls(match_id, inquiry_id) <= 1 and (reporter <> 'provider' or num_nonnulls(match_id, inquiry_id) = 1));

grant select, insert on inquiry to app_rw;
grant execute on function inquiry_open(uuid, uuid, uuid) to app_rw;
