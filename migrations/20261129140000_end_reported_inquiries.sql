-- A household begins to ask about what everybody sees now; about what is paused meanwhile the two go on. Where the household reports what
-- was written to it, nobody writes any more.
create or replace function guard_inquiry() returns trigger language plpgsql as $$
begin
    if not inquiry_open(new.request_id, new.offer_id, new.provider_id)
        or not exists (select from public_offer p where p.id = new.offer_id) then
        raise exception 'only an institution is asked, about an offer that everybody sees'
            using errcode = 'check_violation', constraint = 'inquiry_offer_check';
    end if;
    return new;
end
$$;

create index report_inquiry_id_idx on report (inquiry_id) where inquiry_id is not null;
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
        if not exists (select from inquiry i where i.id = new.inquiry_id and inquiry_open(i.request_id, i.offer_id, i.provider_id))
            or exists (select from report r where r.inquiry_id = new.inquiry_id and r.reporter = 'household') then
            raise exception 'nobody writes here any more'
                using errcode = 'check_violation', constraint = 'message_inquiry_check';
        end if;
    end if;
    return new;
end
$$;

-- As before, by the indexes: with a household goes all that was written with it; with a provider what it wrote.
create or replace function erase_messages(request_id uuid, provider_id uuid) returns void language sql security definer
set search_path = public, pg_temp
begin atomic
    delete from identity.message_text t using message s
        where s.id = t.message_id
            and (s.match_id = any (array(select m.id from match m where m.request_id = erase_messages.request_id))
                or s.inquiry_id = any (array(select i.id from inquiry i where i.request_id = erase_messages.request_id)));
    delete from identity.message_text t using message s
        where s.id = t.message_id and s.side = 'provider'
            and (s.match_id = any (array(select m.id from match m where m.provider_id = erase_messages.provider_id))
                or s.inquiry_id = any (array(select i.id from inquiry i where i.provider_id = erase_messages.provider_id)));
end;
