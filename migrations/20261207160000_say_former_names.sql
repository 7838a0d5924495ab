-- Whom a household agreed with may have another name since: its page says so as long as that runs, and what an organisation was called
-- then. Of a private person the former name is kept nowhere.
create table match_renamed (
    match_id uuid primary key references match on delete cascade,
    former_name text
);
grant select, insert on match_renamed to app_rw;

-- Nobody needs a former name once nobody counts on it. Runs with its owner's rights: nobody else deletes there.
create function forget_former_name() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    delete from match_renamed z where z.match_id = new.id;
    return null;
end
$$;
create trigger match_forget_former_name after update of state on match
    for each row when (new.state not in ('accepted', 'confirmed', 'started')) execute function forget_former_name();

-- A trip that took place on a former route holds no seat of the one that people see (guard_route): it stands in nobody's way.
alter table match add column legs_dropped boolean not null default false;
update match m set legs_dropped = true
from offer o
where o.id = m.offer_id and o.category = 'transport' and o.live_revision_id is not null and m.state = 'completed' and m.stops_decided
    and route_of(m.revision_id) is distinct from route_of(o.live_revision_id);

-- As before (20261206170000), and whose seats go with the legs is marked.
create or replace function guard_route() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
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
        update match m set legs_dropped = true where m.offer_id = new.id and m.state = 'completed' and not m.legs_dropped;
    end if;
    return new;
end
$$;
