-- A block stops what was agreed by the worker, a moment later or, if that is down, hours. What the two sides of a match know of each other
-- is closed by the block itself: the wall behind App::read_contacts and App::write_message.

-- As before (20261201100000), and nothing of who is blocked.
create or replace function identity.household_may_open(who uuid, row_id uuid) returns boolean language plpgsql stable set search_path = public, pg_temp as $$
begin
    -- The other side of a match that both sides agreed to, as it was agreed.
    return exists (
        select from match m join provider p on p.id = m.provider_id
        where m.request_id = who and m.state in ('accepted', 'confirmed', 'started') and p.status <> 'blocked'
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

-- As before (20261129130000), and no household, nor what it wrote, to who is blocked.
create or replace function identity.member_may_open(who uuid, row_id uuid) returns boolean language plpgsql stable set search_path = public, pg_temp as $$
begin
    return exists (
            select from provider_member p where p.account_id = who and (
                p.provider_id = row_id
                or p.role = 'administrator'
                    and exists (select from provider_member q where q.account_id = row_id and q.provider_id = p.provider_id)
                or exists (select from offer_revision r join offer o on o.id = r.offer_id
                           where r.id = row_id and o.provider_id = p.provider_id)
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

-- As before (20261206150200), and not between a household and who is blocked.
create or replace function guard_message() returns trigger language plpgsql as $$
begin
    if new.match_id is not null then
        -- Whoever blocks the provider at this moment waits for us, or we see the block.
        perform from match m join provider p on p.id = m.provider_id where m.id = new.match_id for share of p;
        if not exists (select from match m join provider p on p.id = m.provider_id where m.id = new.match_id
            and m.state in ('proposed', 'accepted', 'confirmed', 'started', 'completed') and p.status <> 'blocked') then
            raise exception 'the match is over'
                using errcode = 'check_violation', constraint = 'message_match_check';
        end if;
    end if;
    if new.inquiry_id is not null then
        -- Whoever blocks the provider at this moment waits for us, or we see the block.
        perform from inquiry i join provider p on p.id = i.provider_id where i.id = new.inquiry_id for share of p;
        if not exists (select from inquiry i where i.id = new.inquiry_id and inquiry_open(i.request_id, i.offer_id, i.provider_id))
            or exists (select from report r where r.inquiry_id = new.inquiry_id and r.reporter = 'household')
            or exists (select from inquiry_end e where e.inquiry_id = new.inquiry_id and e.reopened_at is null) then
            raise exception 'nobody writes here any more'
                using errcode = 'check_violation', constraint = 'message_inquiry_check';
        end if;
    end if;
    return new;
end
$$;
