-- What people see of a host with whom households did not stay is brought up in the queue, though nothing of it waits there.

-- Hosts of which something that was agreed has ended since the worker last counted. One row for each that ended, so that nobody who ends
-- something waits for anybody else who does.
create table host_reading (
    id bigint generated always as identity primary key,
    provider_id uuid not null references provider
);
create index host_reading_provider_id_idx on host_reading (provider_id);
grant select, insert, delete on host_reading to app_rw;

create function read_host_later() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
    insert into host_reading (provider_id)
        select new.provider_id from offer o where o.id = new.offer_id and o.category = 'housing';
    return null;
end
$$;
create trigger match_host_read after update of state on match
    for each row when (new.state in ('completed', 'cancelled', 'no_show', 'expired') and old.state in ('accepted', 'confirmed', 'started'))
    execute function read_host_later();

insert into host_reading (provider_id)
    select distinct m.provider_id from match m join offer o on o.id = m.offer_id
    where o.category = 'housing' and m.state in ('completed', 'cancelled', 'no_show', 'expired') order by 1;
