-- What is over is given back where somebody else can have it; who waits for what is gone is told; a household lets go of the rest of what
-- it asked; and nobody counts on a need whose days are over.

-- Of the offer's capacity (core::booking::MatchState::keeps_capacity; a test holds that they are the same). Of a service it is how many
-- people are helped at a time: what took place is free for the next one. What a need was served it stays served: match_holds.
create function match_keeps_capacity(state text, category text) returns boolean language sql immutable
    return match_holds(state) and not (state = 'completed' and category = 'service');

-- When the second of both sides said that help is over, if both did; nothing where silence is one of the words.
create function said_over_by_both(help uuid) returns timestamptz language sql stable
    return (select case when count(distinct w.side) = 2 and bool_and(w.word = 'over') then max(w.at) end
        from (select c.side, c.word, c.at from match_completion c where c.match_id = help order by c.n desc limit 2) w);

alter table match
    -- The day on which the household of a stay leaves, where both sides said that it is over before its last day: the nights from here on
    -- are given back. What was agreed stays in `during`.
    add column left_on date,
    add constraint match_left_on_check
        check (left_on is null
            or (state = 'completed' and during is not null and left_on > lower(during) and left_on < upper(during)));
grant update (left_on) on match to app_rw;

-- Who waits for an answer about an offer.
create index match_waiting_idx on match (offer_id) where state in ('suggested', 'proposed');

-- Whether what a match asks for cannot be had any more, by the counters: as many beds on one of its nights, places in its week, seats on one
-- of its legs, or of anything else at all.
create function is_taken(asked match) returns boolean language sql stable
    return (select asked.quantity + case when asked.during is null and asked.from_stop is null then s.reserved else 0 end > s.capacity
                from offer_stock s where s.offer_id = asked.offer_id)
        or exists (select from offer_night t where t.offer_id = asked.offer_id and t.day <@ asked.during
            and t.reserved + asked.quantity > t.capacity)
        or exists (select from offer_leg l where l.offer_id = asked.offer_id and l.leg >= asked.from_stop and l.leg < asked.to_stop
            and l.reserved + asked.quantity > l.capacity);

-- One job of an offer waits at a time.
create unique index job_offer_taken_waiting_key on job ((payload ->> 'offer'))
    where kind = 'offer_taken' and state = 'queued' and attempts = 0;

-- As before (20261207140000), and who leaves a stay early is who both sides say leaves.
create or replace function book_match() returns trigger language plpgsql security definer set search_path = public, pg_temp
    set plan_cache_mode = force_generic_plan as $$
declare
    held_before boolean := tg_op = 'UPDATE' and match_holds(old.state);
    holds_now boolean := match_holds(new.state);
    ends_now boolean := tg_op = 'UPDATE' and new.state = 'completed' and old.state <> 'completed';
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
    -- No bed is given away over somebody's head: said as the stay ends, by both, and the night of that day is still the household's.
    if tg_op = 'UPDATE' and new.left_on is distinct from old.left_on
        and (not ends_now or not coalesce(new.left_on > (said_over_by_both(new.id) at time zone 'Europe/Chisinau')::date, false)
            or (select o.category from offer o where o.id = new.offer_id) <> 'housing') then
        raise exception 'a household leaves a stay early once both sides say so'
            using errcode = 'check_violation', constraint = 'match_left_early_check';
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
        if ends_now then
            -- What is given back at the end of the transaction is so under the lock of whoever takes.
            perform from offer o where o.id = new.offer_id and (new.left_on is not null or not match_keeps_capacity(new.state, o.category))
                for share;
        end if;
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

-- As before (20261207140000), and what is over is given back: of a service its places, of a stay that ends early the nights that are left.
-- Where others wait for what was taken now, a job looks at them soon. It is written here and not before: nobody waits for it longer than
-- for the counters. One that waits already is held until we commit, so that whoever runs it sees what we took; others may hold it, too.
create or replace function count_match() returns trigger language plpgsql security definer set search_path = public, pg_temp
    set plan_cache_mode = force_generic_plan as $$
declare
    takes boolean := match_holds(new.state) and not match_holds(old.state);
    units integer := case when takes then new.quantity else -new.quantity end;
    helps text;
begin
    if new.during is not null or new.from_stop is not null or new.state = 'completed' then
        select o.category into helps from offer o where o.id = new.offer_id;
    end if;
    if new.state = 'completed' and match_keeps_capacity(new.state, helps) then
        if helps = 'housing' and new.left_on is not null then
            perform from offer_night t where t.offer_id = new.offer_id and t.day <@ new.during and t.day >= new.left_on
                order by t.day for update;
            update offer_night t set reserved = t.reserved + units
                where t.offer_id = new.offer_id and t.day <@ new.during and t.day >= new.left_on;
        end if;
    elsif helps in ('housing', 'medical') then
        -- Where something is given back its row is there, and no rule about capacity is asked.
        if takes then
            insert into offer_night (offer_id, day, capacity)
                select new.offer_id, d::date, s.capacity
                from offer_stock s, generate_series(lower(new.during), upper(new.during) - 1,
                    case helps when 'housing' then interval '1 day' else interval '7 days' end) d
                where s.offer_id = new.offer_id
                order by d
                on conflict do nothing;
        end if;
        perform from offer_night t where t.offer_id = new.offer_id and t.day <@ new.during order by t.day for update;
        update offer_night t set reserved = t.reserved + units where t.offer_id = new.offer_id and t.day <@ new.during;
    elsif helps = 'transport' then
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
    if not takes then
        return null;
    end if;
    insert into audit_event (at, actor_kind, actor_id, action, subject_kind, subject_id, data)
        select e.at, case when e.account_id is null then 'system' else 'account' end, e.account_id, 'match_' || e.to_state, 'match',
            e.match_id, jsonb_build_object('quantity', new.quantity)
        from match_event e where e.match_id = new.id and e.to_state = new.state
        order by e.id desc limit 1;
    if exists (select from match w where w.offer_id = new.offer_id and w.state in ('suggested', 'proposed')) then
        perform from job j where j.payload ->> 'offer' = new.offer_id::text and j.kind = 'offer_taken' and j.state = 'queued'
            and j.attempts = 0 for key share;
        if not found then
            insert into job (id, kind, payload, dedup_id, run_at, created_at)
                select j.id, 'offer_taken', jsonb_build_object('offer', new.offer_id), 'offer_taken.' || j.id,
                    app_now() + interval '5 minutes', app_now()
                from (select gen_random_uuid() as id) j
                on conflict ((payload ->> 'offer')) where kind = 'offer_taken' and state = 'queued' and attempts = 0
                do update set run_at = job.run_at;
        end if;
    end if;
    return null;
end
$$;
drop trigger match_counted_last on match;
create constraint trigger match_counted_last after update on match
    deferrable initially deferred for each row
    when (match_holds(old.state) <> match_holds(new.state) or (new.state = 'completed' and old.state <> 'completed'))
    execute function count_match();

-- What services did before is free for others from now on.
update offer_stock s set reserved = s.reserved - done.places
from (select m.offer_id, sum(m.quantity)::integer as places from match m join offer o on o.id = m.offer_id
    where o.category = 'service' and m.state = 'completed' group by m.offer_id) done
where done.offer_id = s.offer_id;

-- As before (20261127130000); and whom a provider let down says how that was, be it that it called off before anything began.
create or replace function guard_feedback() returns trigger language plpgsql as $$
begin
    if not exists (select from match m where m.id = new.match_id
        and (m.state in ('accepted', 'confirmed', 'started', 'completed', 'no_show')
            or (m.state = 'cancelled' and m.ended_by = 'provider' and new.side = 'refugee'))) then
        raise exception 'nothing was agreed that could have been good or bad'
            using errcode = 'check_violation', constraint = 'feedback_match_check';
    end if;
    return new;
end
$$;

-- As before (20261208190000); and the rest of what is partly agreed may be let go of, so that the need is served; and what is over may be
-- asked for other days.
create or replace function guard_corrected_need() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
    if (new.content - 'criteria', new.dates, new.quantity) is not distinct from (old.content - 'criteria', old.dates, old.quantity) then
        return new;
    end if;
    if old.state = 'partly_served' and new.state = 'served' and new.quantity = old.served
        and (new.content, new.dates) is not distinct from (old.content, old.dates) then
        return new;
    end if;
    if old.state not in ('open', 'proposed', 'expired') or old.served > 0 then
        raise exception 'a need that somebody counts on stays as it is'
            using errcode = 'check_violation', constraint = 'need_corrected_check';
    end if;
    if new.content #>> '{details,category}' is distinct from new.category then
        raise exception 'another kind of help is another need'
            using errcode = 'check_violation', constraint = 'need_category_stays_check';
    end if;
    return new;
end
$$;

-- The worker looks for needs whose days are over.
create index need_over_idx on need (upper(dates)) where state in ('open', 'partly_served');
