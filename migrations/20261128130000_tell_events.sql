-- What happened to offers and matches, for other systems that ask from time to time: ids, kinds and times, nothing of a person.
-- Each line is written in the transaction of the change, by triggers, so that no use case can forget it.
create table event (
    -- Taken when the line is written: of one offer or match in the order of its changes, of different ones in no order that counts.
    seq bigint generated always as identity primary key,
    id uuid not null default gen_random_uuid() constraint event_id_key unique,
    kind text not null constraint event_kind_check check (kind in (
        'offer_approved', 'offer_changed', 'offer_paused', 'offer_resumed', 'offer_hidden', 'offer_restored', 'offer_withdrawn',
        'offer_expired', 'offer_blocked', 'match_proposed', 'match_accepted', 'match_confirmed', 'match_started', 'match_completed',
        'match_declined', 'match_cancelled', 'match_no_show', 'match_expired', 'match_stopped_for_safety')),
    -- Whose; none where it is told about the offer to others than its provider.
    provider_id uuid,
    offer_id uuid not null,
    match_id uuid constraint event_match_id_check check ((match_id is not null) = (kind like 'match\_%')),
    -- Whether everybody could see it happen.
    public boolean not null constraint event_public_check check (not public or match_id is null),
    at timestamptz not null default app_now(),
    -- Where it stands in what is read: given after the commit, by one transaction at a time (event_log). Whoever has read up to a
    -- position has seen all before it, whichever transaction ended when.
    position bigint constraint event_position_key unique
);
create index event_unplaced_idx on event (seq) where position is null;
create index event_provider_id_position_idx on event (provider_id, position);
create index event_public_position_idx on event (position) where public;
create index event_at_idx on event (at);

-- How far positions go, and up to which lines were removed.
create table event_log (
    one boolean primary key default true constraint event_log_one_check check (one),
    last bigint not null default 0,
    removed bigint not null default 0
);
insert into event_log default values;

-- Runs with its owner's rights: nobody else writes an event.
create function log_offer_event() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
    happened text;
begin
    if new.live_revision_id is null and old.live_revision_id is null then
        return null;
    end if;
    happened := case
        when new.review <> old.review then case
            when new.review = 'approved' and old.review in ('suspended', 'expired') then 'offer_restored'
            when new.review = 'approved' then 'offer_approved'
            when new.review = 'withdrawn' then 'offer_withdrawn'
            when new.review = 'expired' then 'offer_expired'
            when old.review = 'approved' then 'offer_hidden'
        end
        when new.review <> 'approved' then null
        when new.paused and not old.paused then 'offer_paused'
        when old.paused and not new.paused then 'offer_resumed'
        when old.expires_at <= app_now() and new.expires_at > app_now() then 'offer_restored'
        -- A newer version that waits for review is nobody else's concern.
        when new.version <> old.version and new.latest_revision_id = old.latest_revision_id then 'offer_changed'
        when new.live_revision_id is distinct from old.live_revision_id then 'offer_changed'
    end;
    if happened is not null then
        insert into event (kind, provider_id, offer_id, public) values (happened, new.provider_id, new.id, not new.for_minors);
    end if;
    return null;
end
$$;
create trigger offer_log_event after update on offer for each row execute function log_offer_event();

-- Offers lapse by the clock; it is written down when their provider is told.
create function log_lapse_event() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    insert into event (kind, provider_id, offer_id, public)
        select 'offer_expired', o.provider_id, o.id, not o.for_minors from offer o where o.id = new.offer_id;
    return null;
end
$$;
create trigger offer_reminder_log_event after insert on offer_reminder
    for each row when (new.stage = 'lapsed') execute function log_lapse_event();

create function log_provider_event() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
    happened text := case
        when new.status = 'blocked' then 'offer_blocked'
        when old.status = 'vetted' then 'offer_hidden'
        when new.status = 'vetted' then 'offer_restored' end;
begin
    if new.status <> old.status and happened is not null then
        insert into event (kind, provider_id, offer_id, public)
            select happened, o.provider_id, o.id, not o.for_minors from offer o
            where o.provider_id = new.id and o.review = 'approved' and not o.paused order by o.id;
    end if;
    return null;
end
$$;
create trigger provider_log_event after update of status on provider for each row execute function log_provider_event();

-- A report of danger hides offers until it is closed. Those who show offers are told, and not the provider: who reported is nobody's to guess.
create function log_report_event() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if new.freezes and (tg_op = 'INSERT' or new.state = 'closed' and old.state <> 'closed')
        and not exists (select from report r where r.provider_id = new.provider_id and r.freezes and r.state <> 'closed' and r.id <> new.id)
        and exists (select from provider p where p.id = new.provider_id and p.status = 'vetted') then
        insert into event (kind, offer_id, public)
            select case when tg_op = 'INSERT' then 'offer_hidden' else 'offer_restored' end, o.id, true from offer o
            where o.provider_id = new.provider_id and o.review = 'approved' and not o.paused and not o.for_minors order by o.id;
    end if;
    return null;
end
$$;
create trigger report_log_event after insert or update of state on report for each row execute function log_report_event();

-- Only what the provider knows of: what was merely suggested to a household is not its concern.
create function log_match_event() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if new.state <> 'suggested' and (tg_op = 'INSERT' or new.state <> old.state)
        and (tg_op = 'INSERT' or old.state <> 'suggested' or new.state = 'proposed') then
        insert into event (kind, provider_id, offer_id, match_id, public)
            values ('match_' || new.state, new.provider_id, new.offer_id, new.id, false);
    end if;
    return null;
end
$$;
create trigger match_log_event after insert or update of state on match for each row execute function log_match_event();

grant select, delete on event to app_rw;
grant update (position) on event to app_rw;
grant select on event_log to app_rw;
grant update (last, removed) on event_log to app_rw;
