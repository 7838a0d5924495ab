-- Accepting a match is faster: the counters, which everybody who asks for the same offer waits for, are taken when the transaction ends,
-- inside the commit, so that nobody holds them while a program and the database talk; and nothing is looked up twice.

-- Whether an answer was given to an idempotency key, once nobody else has that key. Two statements in one call: the second begins when
-- the lock is there, so it sees what whoever had it before has written. An answer that is too old goes: the new one takes its place.
create function take_idempotency_key(number bigint, whose text, named text, not_before timestamptz,
    out free boolean, out operation text, out fingerprint bytea, out response bytea)
language plpgsql set search_path = public, pg_temp as $$
declare
    given_at timestamptz;
begin
    free := pg_try_advisory_xact_lock(number);
    if not free then
        return;
    end if;
    select k.created_at, k.operation, k.fingerprint, k.response into given_at, operation, fingerprint, response
        from idempotency_key k where k.principal = whose and k.key = named;
    if given_at <= not_before then
        delete from idempotency_key k where k.principal = whose and k.key = named;
        operation := null;
        fingerprint := null;
        response := null;
    end if;
end
$$;

-- As before (20261206170000), and a doctor's place is one in a week; what is held is counted by the triggers below. Every look-up is by a primary key: a plan for the values at
-- hand is no better than one for any.
create or replace function book_match() returns trigger language plpgsql security definer set search_path = public, pg_temp
    set plan_cache_mode = force_generic_plan as $$
declare
    held_before boolean := tg_op = 'UPDATE' and match_holds(old.state);
    holds_now boolean := match_holds(new.state);
    kind text;
    material timestamptz;
    free integer;
begin
    if tg_op = 'UPDATE' and (new.need_id, new.request_id, new.offer_id, new.revision_id, new.provider_id, new.quantity, new.during,
            new.from_stop, new.to_stop, new.stops_decided)
        is distinct from (old.need_id, old.request_id, old.offer_id, old.revision_id, old.provider_id, old.quantity, old.during,
            old.from_stop, old.to_stop, old.stops_decided) then
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
            -- A week in which there is a day that is asked for.
            and (n.category <> 'medical' or n.dates is null or new.during && n.dates)
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
    if tg_op = 'INSERT' then
        select o.category into kind from offer o where o.id = new.offer_id;
    end if;
    if tg_op = 'INSERT' and not (case when kind = 'transport'
        then coalesce(new.to_stop < jsonb_array_length(route_of(new.revision_id)), false) else new.to_stop is null end) then
        raise exception 'a ride is taken from one of its stops to a later one, and nothing else has stops'
            using errcode = 'check_violation', constraint = 'match_stops_check';
    end if;
    if tg_op = 'INSERT' and kind = 'medical' and (new.during is null or week_of(lower(new.during)) is distinct from new.during) then
        raise exception 'a place is one in a week, from Monday to Sunday'
            using errcode = 'check_violation', constraint = 'match_during_check';
    end if;
    if held_before = holds_now then
        return new;
    end if;
    -- Whoever blocks the offer or its provider at this moment waits for us, or we see the block.
    select o.category, o.material_since into kind, material
        from offer o join provider p on p.id = o.provider_id where o.id = new.offer_id for share;
    if not holds_now then
        return new;
    end if;
    select v.capacity - v.reserved into free from visible_offer v where v.id = new.offer_id and not v.for_minors;
    if not found or material >= new.created_at then
        raise exception 'the offer is not visible any more'
            using errcode = 'check_violation', constraint = 'match_visible_offer_check';
    end if;
    if kind = 'housing' then
        if new.during is null or not exists (
            select from offer_availability a where a.offer_id = new.offer_id and a.during @> new.during
        ) then
            raise exception 'the offer is not open on every night'
                using errcode = 'check_violation', constraint = 'match_during_check';
        end if;
    elsif kind = 'medical' then
        if new.during is null or not is_open_in_week(new.offer_id, lower(new.during)) then
            raise exception 'the offer is not open in that week'
                using errcode = 'check_violation', constraint = 'match_during_check';
        end if;
    elsif kind = 'transport' then
        -- An edit that was approved and taken back again may have stopped elsewhere.
        if route_of(new.revision_id) is distinct from (select route_of(o.live_revision_id) from offer o where o.id = new.offer_id) then
            raise exception 'the ride does not stop where it was chosen'
                using errcode = 'check_violation', constraint = 'match_visible_offer_check';
        end if;
    elsif free < new.quantity then
        -- Where nothing is left, nobody waits for the counter to be told so. Whether something is left it alone says, at the end.
        raise exception 'no place is left'
            using errcode = 'check_violation', constraint = 'offer_stock_reserved_check';
    end if;
    return new;
end
$$;

-- What is promised of a need follows at once: what comes next in the same transaction counts with it. After the row and what was
-- written with it, which may be where the need stands.
create function serve_need() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    update need n set served = n.served + case when match_holds(new.state) then new.quantity else -new.quantity end
        where n.id = new.need_id;
    return null;
end
$$;
create trigger match_serves_need after update on match
    for each row when (match_holds(old.state) <> match_holds(new.state)) execute function serve_need();

-- Beds night by night, a doctor's places week by week, seats leg by leg, other places: taken or given back at the end of the transaction, by the same steps as before. The
-- offer is held shared since the match was moved, so neither its capacity nor its route has changed. Checks refuse the last one sold
-- twice; the commit fails with them, and nothing has happened.
-- The line of the audit log of whoever took something is written here, from the line of the match's history, once everything is taken:
-- who reads the log in its order never sees more taken than there is.
-- Runs with its owner's rights: the counters are nobody else's to write.
create function count_match() returns trigger language plpgsql security definer set search_path = public, pg_temp
    set plan_cache_mode = force_generic_plan as $$
declare
    takes boolean := match_holds(new.state);
    units integer := case when takes then new.quantity else -new.quantity end;
    kind text;
begin
    if new.during is not null or new.from_stop is not null then
        select o.category into kind from offer o where o.id = new.offer_id;
    end if;
    if kind in ('housing', 'medical') then
        -- Where something is given back its row is there, and no rule about capacity is asked.
        if takes then
            insert into offer_night (offer_id, day, capacity)
                select new.offer_id, d::date, s.capacity
                from offer_stock s, generate_series(lower(new.during), upper(new.during) - 1,
                    case kind when 'housing' then interval '1 day' else interval '7 days' end) d
                where s.offer_id = new.offer_id
                order by d
                on conflict do nothing;
        end if;
        perform from offer_night t where t.offer_id = new.offer_id and t.day <@ new.during order by t.day for update;
        update offer_night t set reserved = t.reserved + units where t.offer_id = new.offer_id and t.day <@ new.during;
    elsif kind = 'transport' then
        -- Of two who book or give back, whoever has the stock goes first on every leg: the number on it is made of all of them.
        perform from offer_stock s where s.offer_id = new.offer_id for update;
        if takes then
            insert into offer_leg (offer_id, leg, capacity)
                select o.id, leg, s.capacity
                from offer o join offer_stock s on s.offer_id = o.id,
                    generate_series(0, jsonb_array_length(route_of(o.live_revision_id)) - 2) leg
                where o.id = new.offer_id
                order by leg
                on conflict do nothing;
        end if;
        perform from offer_leg l where l.offer_id = new.offer_id and l.leg >= new.from_stop and l.leg < new.to_stop
            order by l.leg for update;
        update offer_leg l set reserved = l.reserved + units
            where l.offer_id = new.offer_id and l.leg >= new.from_stop and l.leg < new.to_stop;
        -- Taken at all is what is taken on the emptiest leg: so much less can be had by anybody.
        update offer_stock s set reserved = (select min(l.reserved) from offer_leg l where l.offer_id = s.offer_id)
            where s.offer_id = new.offer_id;
    else
        update offer_stock s set reserved = s.reserved + units where s.offer_id = new.offer_id;
    end if;
    if takes then
        insert into audit_event (at, actor_kind, actor_id, action, subject_kind, subject_id, data)
            select e.at, case when e.account_id is null then 'system' else 'account' end, e.account_id, 'match_' || e.to_state, 'match',
                e.match_id, jsonb_build_object('quantity', new.quantity)
            from match_event e where e.match_id = new.id and e.to_state = new.state
            order by e.id desc limit 1;
    end if;
    return null;
end
$$;
create constraint trigger match_counted_last after update on match
    deferrable initially deferred for each row when (match_holds(old.state) <> match_holds(new.state)) execute function count_match();
