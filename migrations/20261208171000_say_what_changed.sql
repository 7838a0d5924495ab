-- The door, the driver or the plate of what was agreed may be another since: a version of the offer that was approved later says so. Whoever
-- counts on it is told, and its page says that it is so as long as that runs; what it is stays sealed.
create table match_changed (
    match_id uuid primary key references match on delete cascade
);
grant select, insert, delete on match_changed to app_rw;
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

-- As before (20261208160000), and the version that people see now beside the one that was agreed.
create or replace function identity.household_may_open(who uuid, row_id uuid) returns boolean language plpgsql stable set search_path = public, pg_temp as $$
begin
    -- The other side of a match that both sides agreed to, as it was agreed and as it is.
    return exists (
        select from match m join provider p on p.id = m.provider_id join offer o on o.id = m.offer_id
        where m.request_id = who and m.state in ('accepted', 'confirmed', 'started') and p.status <> 'blocked'
            and row_id in (m.provider_id, m.revision_id, o.live_revision_id, m.id))
        -- What they wrote, and what was written to them.
        or exists (select from message s join match m on m.id = s.match_id where s.id = row_id and m.request_id = who)
        or exists (select from message s join inquiry i on i.id = s.inquiry_id where s.id = row_id and i.request_id = who)
        or exists (select from feedback f join match m on m.id = f.match_id
                   where f.id = row_id and f.side = 'refugee' and m.request_id = who)
        or exists (select from household_case c where c.request_id = who
                   and (c.id = row_id or exists (select from case_note n where n.id = row_id and n.case_id = c.id)));
end
$$;
