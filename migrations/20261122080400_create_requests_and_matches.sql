-- Households, requests, needs; matches that pin a revision, with their history; who looked at contacts.
create table request (
    id uuid primary key,
    household jsonb not null,
    adults smallint not null constraint request_adults_check check (adults between 0 and 180),
    oldest_born_to smallint,
    filed_on date not null,
    -- The rule of core::request::Household::is_unaccompanied_minor on the day of filing.
    unaccompanied_minor boolean not null generated always as
        (adults = 0 or coalesce(extract(year from filed_on)::integer - oldest_born_to <= 18, false)) stored,
    place_id bigint references place,
    locale text not null constraint request_locale_check check (locale in ('uk', 'ro', 'en', 'ru')),
    tracking_hash bytea not null constraint request_tracking_hash_key unique,
    state text not null default 'open' constraint request_state_check check (state in ('open', 'withdrawn', 'closed')),
    filed_by uuid references account,
    version bigint not null default 1,
    created_at timestamptz not null,
    constraint request_household_check check (
        adults = coalesce((household ->> 'women')::integer, 0) + coalesce((household ->> 'men')::integer, 0)
            + coalesce((household ->> 'other_adults')::integer, 0)
        and oldest_born_to is not distinct from (household #>> '{oldest_born,to}')::smallint)
);

create table identity.request_contact (
    request_id uuid primary key references public.request on delete cascade,
    channel text not null constraint request_contact_channel_check check (channel in ('in_product', 'phone', 'email')),
    name text,
    phone text,
    email text,
    safe_note text
);

create table need (
    id uuid primary key,
    request_id uuid not null references request on delete cascade,
    position smallint not null,
    category text not null constraint need_category_check check (category in ('housing', 'transport', 'job', 'medical', 'service')),
    content jsonb not null,
    dates daterange,
    quantity integer not null,
    served integer not null default 0,
    state text not null default 'open' constraint need_state_check
        check (state in ('draft', 'open', 'proposed', 'partly_served', 'served', 'withdrawn', 'expired', 'closed')),
    closing_reason text constraint need_closing_reason_check
        check (closing_reason in ('done_by_others', 'unreachable', 'irrelevant', 'failed', 'duplicate', 'moved_on')),
    version bigint not null default 1,
    created_at timestamptz not null,
    constraint need_request_id_position_key unique (request_id, position),
    constraint need_served_check check (quantity > 0 and served >= 0 and served <= quantity)
);

create table match (
    id uuid primary key,
    need_id uuid not null references need,
    request_id uuid not null references request,
    offer_id uuid not null references offer,
    revision_id uuid not null references offer_revision,
    provider_id uuid not null references provider,
    quantity integer not null constraint match_quantity_check check (quantity > 0),
    during daterange,
    state text not null constraint match_state_check
        check (state in ('suggested', 'proposed', 'accepted', 'confirmed', 'started', 'completed', 'declined', 'cancelled', 'no_show', 'expired', 'stopped_for_safety')),
    points integer not null,
    weights_version integer not null,
    ended_by text,
    end_reason text,
    answer_by timestamptz not null,
    version bigint not null default 1,
    created_at timestamptz not null
);
create unique index match_need_id_offer_id_live_key on match (need_id, offer_id)
    where state in ('suggested', 'proposed', 'accepted', 'confirmed', 'started');
create index match_request_id_idx on match (request_id);
create index match_provider_id_idx on match (provider_id, created_at desc, id);
create index match_offer_id_idx on match (offer_id);

create table match_event (
    id bigint generated always as identity primary key,
    match_id uuid not null references match,
    from_state text,
    to_state text not null,
    side text not null constraint match_event_side_check check (side in ('refugee', 'provider', 'moderator', 'system')),
    account_id uuid references account,
    reason text,
    at timestamptz not null
);
create index match_event_match_id_idx on match_event (match_id);

create table contact_access (
    id bigint generated always as identity primary key,
    match_id uuid not null references match,
    side text not null constraint contact_access_side_check check (side in ('refugee', 'provider')),
    account_id uuid references account,
    at timestamptz not null
);

-- "Approved, unexpired, provider in good standing", said once. Every public read and every match goes through it.
create view visible_offer as
select
    o.id, o.reference, o.category, o.provider_id, p.kind as provider_kind, p.vetting_level, o.live_revision_id as revision_id,
    r.content, o.place_id, o.published_point, o.private, o.for_minors, o.paused, o.features_yes, o.features_no,
    o.last_confirmed_at, o.expires_at, s.capacity, s.reserved
from offer o
join offer_revision r on r.id = o.live_revision_id
join provider p on p.id = o.provider_id
join offer_stock s on s.offer_id = o.id
where o.review = 'approved'
    and o.expires_at > app_now()
    and p.status = 'vetted'
    and p.vetted_until > app_now()
    and p.vetting_level >= o.least_vetting;

-- What a visitor may see (PRODUCT, Who sees which field). Organisations are named, private people are not;
-- who lives there and other people's animals are cut out; paused offers are left out.
create view public_offer as
select
    v.id, v.reference, v.category, v.provider_kind, v.provider_id,
    case when v.provider_kind <> 'volunteer' then i.name end as provider_name,
    jsonb_set(v.content, '{details}', (v.content -> 'details')
        - array['resident_women', 'resident_men', 'resident_children', 'animals_live_there']) as content,
    v.place_id, v.published_point, v.private, v.features_yes, v.features_no, v.last_confirmed_at, v.expires_at, v.vetting_level,
    v.capacity, v.reserved
from visible_offer v
join identity.provider i on i.provider_id = v.provider_id
where not v.paused and not v.for_minors;

-- Capacity and the need's open quantity follow the state of a match, whoever changes it: taken when it begins to hold,
-- given back exactly when it ends. Checks refuse the last bed sold twice. Nights are locked in the order of the days.
create function match_holds(state text) returns boolean language sql immutable
    return state in ('accepted', 'confirmed', 'started', 'completed');

-- The steps of core::booking::MatchState; a test holds that they are the same.
create function match_step(a text, b text) returns boolean language sql immutable
    return (a, b) in (
        ('suggested', 'proposed'), ('proposed', 'accepted'), ('suggested', 'declined'), ('proposed', 'declined'),
        ('suggested', 'cancelled'), ('proposed', 'cancelled'), ('accepted', 'cancelled'), ('confirmed', 'cancelled'),
        ('accepted', 'confirmed'), ('accepted', 'started'), ('confirmed', 'started'), ('started', 'completed'),
        ('accepted', 'no_show'), ('confirmed', 'no_show'),
        ('suggested', 'expired'), ('proposed', 'expired'), ('accepted', 'expired'),
        ('suggested', 'stopped_for_safety'), ('proposed', 'stopped_for_safety'), ('accepted', 'stopped_for_safety'),
        ('confirmed', 'stopped_for_safety'), ('started', 'stopped_for_safety'));

-- Runs with its owner's rights: the counters are nobody else's to write.
create function book_match() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
    held_before boolean := tg_op = 'UPDATE' and match_holds(old.state);
    holds_now boolean := match_holds(new.state);
    units integer := new.quantity;
    by_night boolean;
begin
    if tg_op = 'UPDATE' and (new.need_id, new.request_id, new.offer_id, new.revision_id, new.provider_id, new.quantity, new.during)
        is distinct from (old.need_id, old.request_id, old.offer_id, old.revision_id, old.provider_id, old.quantity, old.during) then
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
            and (n.category <> 'housing' or new.during is not distinct from n.dates)
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
    if held_before then
        units := -units;
    end if;
    update need n set served = n.served + units where n.id = new.need_id;
    select o.category = 'housing' into by_night from offer o where o.id = new.offer_id;
    if by_night then
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
    else
        update offer_stock s set reserved = s.reserved + units where s.offer_id = new.offer_id;
    end if;
    return new;
end
$$;
create trigger match_booking before insert or update on match
    for each row execute function book_match();
