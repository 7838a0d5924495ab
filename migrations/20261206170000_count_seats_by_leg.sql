-- Seats of a ride are counted leg by leg, from a stop to the next: what somebody leaves at a stop can be had from there. A leg has the
-- number of the stop where it begins. There are rows, one for each leg of the route that people see, once somebody booked.
create table offer_leg (
    offer_id uuid not null references offer on delete cascade,
    leg smallint not null constraint offer_leg_leg_check check (leg >= 0),
    capacity integer not null,
    reserved integer not null default 0,
    primary key (offer_id, leg),
    constraint offer_leg_reserved_check check (reserved >= 0 and reserved <= capacity)
);
grant select on offer_leg to app_rw;
grant update (capacity) on offer_leg to app_rw;

alter table match
    -- Of a ride: the numbers of the stops where they get in and out. Decided when it is chosen.
    add column from_stop smallint,
    add column to_stop smallint,
    -- Whether they were, so that both sides may be told. Set with them; of what is older they say which legs it holds, and no more.
    add column stops_decided boolean not null default false,
    add constraint match_stops_check check ((from_stop is null) = (to_stop is null) and from_stop >= 0 and from_stop < to_stop);

-- What was chosen before holds its seat all the way: nobody was asked where they get in and out.
update match m set from_stop = 0, to_stop = jsonb_array_length(r.content #> '{details,stops}') - 1
from offer o join offer_revision r on r.id = coalesce(o.live_revision_id, o.latest_revision_id)
where o.id = m.offer_id and o.category = 'transport';
insert into offer_leg (offer_id, leg, capacity, reserved)
select o.id, leg, s.capacity, s.reserved
from offer o
join offer_revision r on r.id = coalesce(o.live_revision_id, o.latest_revision_id)
join offer_stock s on s.offer_id = o.id
cross join generate_series(0, jsonb_array_length(r.content #> '{details,stops}') - 2) leg
where o.category = 'transport' and s.reserved > 0;

create trigger offer_leg_capacity before insert or update of capacity on offer_leg
    for each row execute function guard_capacity();

-- Where a version of a ride stops, in order.
create function route_of(revision uuid) returns jsonb language sql stable
    return (select jsonb_path_query_array(r.content, '$.details.stops[*].place_id') from offer_revision r where r.id = revision);

-- Whoever was promised a seat gets in and out where they were told: as long as somebody counts on one, what people see stops where it
-- did. A trip that took place binds nobody. Another route has other legs, and what was taken on those before was on another trip.
-- Runs with its owner's rights: the counters are nobody else's to write.
create function guard_route() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
    route jsonb := route_of(new.live_revision_id);
begin
    if exists (
        select from match m where m.offer_id = new.id and m.state in ('accepted', 'confirmed', 'started')
            -- Who was not told where goes as the ride did.
            and route_of(case when m.stops_decided then m.revision_id else coalesce(old.live_revision_id, m.revision_id) end)
                is distinct from route
    ) then
        raise exception 'seats of this ride are promised'
            using errcode = 'check_violation', constraint = 'offer_route_promised_check';
    end if;
    if route is distinct from route_of(old.live_revision_id)
        and not exists (select from match m where m.offer_id = new.id and m.state in ('accepted', 'confirmed', 'started')) then
        delete from offer_leg l where l.offer_id = new.id;
        update offer_stock s set reserved = 0 where s.offer_id = new.id and s.reserved > 0;
    end if;
    return new;
end
$$;
-- An approval that is taken back leaves nothing that people see, so no other route: what is approved next is compared.
create trigger offer_route_guard before update of live_revision_id on offer
    for each row when (new.category = 'transport' and new.live_revision_id is not null) execute function guard_route();

-- A proposal may be for a part of the nights that its need asks for: what is agreed for one need of a household bounds the others. Until
-- now it had to be for all of them.
-- As before (20261122080400), and a ride is taken from one of its stops to a later one.
create or replace function book_match() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
    held_before boolean := tg_op = 'UPDATE' and match_holds(old.state);
    holds_now boolean := match_holds(new.state);
    units integer := new.quantity;
    kind text;
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
    select o.category into kind from offer o where o.id = new.offer_id;
    if tg_op = 'INSERT' and not (case when kind = 'transport'
        then coalesce(new.to_stop < jsonb_array_length(route_of(new.revision_id)), false) else new.to_stop is null end) then
        raise exception 'a ride is taken from one of its stops to a later one, and nothing else has stops'
            using errcode = 'check_violation', constraint = 'match_stops_check';
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
    -- An edit that was approved and taken back again may have stopped elsewhere.
    if holds_now and kind = 'transport' and route_of(new.revision_id)
        is distinct from (select route_of(o.live_revision_id) from offer o where o.id = new.offer_id) then
        raise exception 'the ride does not stop where it was chosen'
            using errcode = 'check_violation', constraint = 'match_visible_offer_check';
    end if;
    if held_before then
        units := -units;
    end if;
    update need n set served = n.served + units where n.id = new.need_id;
    if kind = 'housing' then
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
    elsif kind = 'transport' then
        -- Of two who book or give back, whoever has the stock goes first on every leg: the number on it is made of all of them.
        perform from offer_stock s where s.offer_id = new.offer_id for update;
        insert into offer_leg (offer_id, leg, capacity)
            select o.id, leg, s.capacity
            from offer o join offer_stock s on s.offer_id = o.id,
                generate_series(0, jsonb_array_length(route_of(o.live_revision_id)) - 2) leg
            where o.id = new.offer_id
            order by leg
            on conflict do nothing;
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
    return new;
end
$$;
