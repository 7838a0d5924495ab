-- People are asked how they are whether anybody says that the help began or not; a ride begins when it leaves; who is blocked moves no
-- match; and nobody is forgotten with whom people stay.

-- Between which instants a version of a ride leaves; nothing of what is no ride.
create function leaves_from(revision uuid) returns timestamptz language sql stable
    return (select (r.content #>> '{details,departs_from}')::timestamptz from offer_revision r where r.id = revision);
create function leaves_until(revision uuid) returns timestamptz language sql stable
    return (select (r.content #>> '{details,departs_until}')::timestamptz from offer_revision r where r.id = revision);
-- The same of a match, in the version that was agreed. What is no ride is not looked up.
create function departs_from(m match) returns timestamptz language sql stable
    return (case when m.from_stop is not null then leaves_from(m.revision_id) end);
create function departs_until(m match) returns timestamptz language sql stable
    return (case when m.from_stop is not null then leaves_until(m.revision_id) end);
-- By when help has begun if it begins at all, as core::beginning::Beginning::latest_day: when a ride leaves at the latest, on the first day of a
-- stay, on the last day of other help. None of help without days.
create function begins_by(m match, n need) returns timestamptz language sql stable
    return (coalesce(departs_until(m), case
        when n.category = 'housing' and m.during is not null then lower(m.during)::timestamp at time zone 'Europe/Chisinau'
        else (upper(coalesce(m.during, n.dates)) - 1)::timestamp at time zone 'Europe/Chisinau' end));
grant execute on function leaves_from(uuid), leaves_until(uuid), departs_from(match), departs_until(match), begins_by(match, need) to app_rw;

-- What was asked because nobody had said that it began is asked anew once somebody does.
grant update (due_at) on check_in to app_rw;

-- Of what was agreed before, as App::check_ins plans it of what is agreed from now on. Who would have been asked twice by now is asked once.
insert into job (id, kind, payload, dedup_id, run_at, created_at)
select gen_random_uuid(), 'check_in', jsonb_build_object('match', m.id, 'kind', k.kind), 'check_in.' || m.id || '.' || k.kind || '.agreed',
    greatest(b.at + k.after, app_now()), app_now()
from match m
join need n on n.id = m.need_id
cross join lateral (select greatest(
    (select max(e.at) from match_event e where e.match_id = m.id and e.to_state = 'accepted'), begins_by(m, n)) as at) b
cross join (values ('day', interval '24 hours'), ('week', interval '168 hours')) as k (kind, after)
where m.state in ('accepted', 'confirmed') and b.at is not null
    and (k.kind = 'week' or b.at + interval '168 hours' > app_now())
on conflict (dedup_id) do nothing;

-- The wall behind booking::may_move: from the block on a provider says nothing of a match any more, so that its household reads that it was
-- stopped. What it accepts is refused by match_booking, as the offer is not visible. With who is erased what they agreed goes.
create function refuse_blocked() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
    -- Whoever blocks the provider at this moment waits for us, or we see the block.
    perform from match m join provider p on p.id = m.provider_id where m.id = new.match_id for share of p;
    if exists (select from match m join provider p on p.id = m.provider_id where m.id = new.match_id and p.status = 'blocked') then
        raise exception 'who is blocked moves no match'
            using errcode = 'check_violation', constraint = 'match_blocked_check';
    end if;
    return new;
end
$$;
create trigger match_event_blocked before insert on match_event
    for each row when (new.side = 'provider' and new.to_state <> 'accepted' and new.reason is distinct from 'offer_gone')
    execute function refuse_blocked();
create trigger match_confirmation_blocked before insert on match_confirmation
    for each row when (new.side = 'provider') execute function refuse_blocked();
create trigger match_completion_blocked before insert on match_completion
    for each row when (new.side = 'provider') execute function refuse_blocked();

-- As before (20261126250100), and not while people are there: they could reach nobody any more. Whoever is erased has no former name
-- either, whatever the state of what they agreed.
create or replace function erase_provider(provider_id uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if exists (select from match m where m.provider_id = erase_provider.provider_id and m.state = 'started') then
        raise exception 'people are helped at this moment'
            using errcode = 'check_violation', constraint = 'provider_helping_check';
    end if;
    delete from match_renamed z using match m where m.id = z.match_id and m.provider_id = erase_provider.provider_id;
    delete from identity.offer_private p using offer_revision r, offer o
        where r.id = p.revision_id and o.id = r.offer_id and o.provider_id = erase_provider.provider_id;
    delete from identity.provider i where i.provider_id = erase_provider.provider_id;
    update vetting_evidence e set document_last4 = null where e.provider_id = erase_provider.provider_id;
end
$$;
