-- The door, the driver or the plate of what was agreed may be another since: a version of the offer that was approved later says so. Whoever
-- counts on it is told, and its page says that it is so as long as that runs; what it is stays sealed.
-- Not there where people find what they agreed on.
create table match_changed (
    match_id uuid primary key references match on delete cascade,
    -- The version of which its household was told last: what comes next is compared with that.
    told_revision_id uuid not null references offer_revision,
    -- Whether the door, the driver or the plate is another than was agreed, or the hour alone.
    contacts boolean not null
);
grant select, insert, update, delete on match_changed to app_rw;
alter table match_changed enable row level security;
alter table match_changed force row level security;
create policy match_changed_change on match_changed to app_rw, app_migrate using (true) with check (true);
create policy match_changed_look on match_changed for select to app_look using (exists (select from match m where m.id = match_id));

-- As before (20261207160000), and nobody needs to know of a change of what they do not count on.
create or replace function forget_former_name() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    delete from match_renamed z where z.match_id = new.id;
    delete from match_changed c where c.match_id = new.id;
    return null;
end
$$;

