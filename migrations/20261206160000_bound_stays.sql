-- What is agreed for one need of a household bounds the others: a stay begins when the ride arrives, a home when the first bed ends.
-- So a proposal may be for a part of the nights that its need asks for; until now it had to be for all of them.

-- Runs with its owner's rights: the counters are nobody else's to write.
create or replace function book_match() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
    held_before boolean := tg_op = 'UPDATE' and match_holds(old.state);
    holds_now boolean := match_holds(new.state);
    units integer := new.quantity;
    by_night boolean;
begin
    if tg_op = 'UPDATE' and (new.need_id, new.request_id, new.offer_id, new.revision_id, new.provider_id, new.quantity, new.during)
        is distinct from (old.need_id, old.request_id, old.offer_id, old.revision_id, old.provider_id, old.quantity, old.during) then
        raise exception 'what a match is about never changes'
            using errcode = 'check_violation', constraint = 'match_fixed_check';
    end if;
    if (tg_op = 'INSERT' and new.state not in ('suggested', 'proposed'))
        or (tg_op = 'UPDATE' and new.state <> old.state and not match_step(old.state, new.state)) then
        raise exception 'a match does not become %', new.state
            using errcode = 'check_violation', constraint = 'match_step_check';
    end if;
    if tg_op = 'INSERT' and not exists (
        select from need n where n.id = new.need_id and n.state in ('open', 'proposed', 'partly_served')
            -- As many of the nights asked for as what is agreed for other needs leaves (core::bundle): never others, never none.
            and (n.category <> 'housing' or (new.during <@ n.dates and not isempty(new.during)))
    ) then
        raise exception 'the need does not look for this'
            using errcode = 'check_violation', constraint = 'match_need_check';
    end if;
    if new.state in ('suggested', 'proposed', 'accepted', 'confirmed', 'started')
        and (tg_op = 'INSERT' or new.state <> old.state)
        and exists (select from request q join need n on n.request_id = q.id where n.id = new.need_id and q.unaccompanied_minor) then
        raise exception 'an unaccompanied minor is never matched'
            using errcode = 'check_violation', constraint = 'match_unaccompanied_minor_check';
    end if;
    if tg_op = 'INSERT' and not exists (
        select from visible_offer v join need n on n.id = new.need_id
        where v.id = new.offer_id and v.revision_id = new.revision_id and v.provider_id = new.provider_id
            and v.category = n.category and n.request_id = new.request_id and not v.for_minors
    ) then
        raise exception 'only a visible offer is matched, on its live revision, with a need of its category'
            using errcode = 'check_violation', constraint = 'match_visible_offer_check';
    end if;
    if held_before = holds_now then
        return new;
    end if;
    -- Whoever blocks the offer or its provider at this moment waits for us, or we see the block.
    perform from offer o join provider p on p.id = o.provider_id where o.id = new.offer_id for share;
    if holds_now and not exists (
        select from visible_offer v join offer o on o.id = v.id
        where v.id = new.offer_id and not v.for_minors and (o.material_since is null or o.material_since < new.created_at)
    ) then
        raise exception 'the offer is not visible any more'
            using errcode = 'check_violation', constraint = 'match_visible_offer_check';
    end if;
    if held_before then
        units := -units;
    end if;
    update need n set served = n.served + units where n.id = new.need_id;
    select o.category = 'housing' into by_night from offer o where o.id = new.offer_id;
    if by_night then
        if new.during is null or (holds_now and not exists (
            select from offer_availability a where a.offer_id = new.offer_id and a.during @> new.during
        )) then
            raise exception 'the offer is not open on every night'
                using errcode = 'check_violation', constraint = 'match_during_check';
        end if;
        insert into offer_night (offer_id, day, capacity)
            select new.offer_id, d::date, s.capacity
            from offer_stock s, generate_series(lower(new.during), upper(new.during) - 1, interval '1 day') d
            where s.offer_id = new.offer_id
            order by d
            on conflict do nothing;
        perform from offer_night t where t.offer_id = new.offer_id and t.day <@ new.during order by t.day for update;
        update offer_night t set reserved = t.reserved + units where t.offer_id = new.offer_id and t.day <@ new.during;
    else
        update offer_stock s set reserved = s.reserved + units where s.offer_id = new.offer_id;
    end if;
    return new;
end
$$;
