-- Nobody holds more than they use: at most three proposals of a household wait at a time, whoever writes them, and what was agreed and
-- never spoken of again is given up, or taken to have begun.
create function guard_open_proposals() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
    if new.state <> 'proposed' or (tg_op = 'UPDATE' and old.state = 'proposed') then
        return new;
    end if;
    -- The lock that everything a household does begins with: whoever comes second counts what the first has written.
    perform from request q where q.id = new.request_id for no key update;
    if (select count(*) from match m where m.request_id = new.request_id and m.state = 'proposed' and m.id <> new.id) >= 3 then
        raise exception 'three proposals wait for an answer'
            using errcode = 'check_violation', constraint = 'match_open_proposals_check';
    end if;
    return new;
end
$$;
create trigger match_open_proposals before insert or update of state on match
    for each row execute function guard_open_proposals();

-- The steps of core::booking::MatchState (20261122080400), and that nobody came where nobody had said that it began.
create or replace function match_step(a text, b text) returns boolean language sql immutable
    return (a, b) in (
        ('suggested', 'proposed'), ('proposed', 'accepted'), ('suggested', 'declined'), ('proposed', 'declined'),
        ('suggested', 'cancelled'), ('proposed', 'cancelled'), ('accepted', 'cancelled'), ('confirmed', 'cancelled'),
        ('accepted', 'confirmed'), ('accepted', 'started'), ('confirmed', 'started'), ('started', 'completed'),
        ('accepted', 'no_show'), ('confirmed', 'no_show'), ('started', 'no_show'),
        ('suggested', 'expired'), ('proposed', 'expired'), ('accepted', 'expired'),
        ('suggested', 'stopped_for_safety'), ('proposed', 'stopped_for_safety'), ('accepted', 'stopped_for_safety'),
        ('confirmed', 'stopped_for_safety'), ('started', 'stopped_for_safety'));

-- The worker looks for what was agreed and never spoken of again.
create index match_agreed_idx on match (created_at) where state in ('accepted', 'confirmed');
