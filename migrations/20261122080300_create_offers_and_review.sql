-- Offers with their revisions, availability and counters; the moderators' queue and decisions.
create table offer (
    id uuid primary key,
    reference text not null constraint offer_reference_key unique,
    provider_id uuid not null references provider,
    category text not null constraint offer_category_check check (category in ('housing', 'transport', 'job', 'medical', 'service')),
    review text not null default 'draft' constraint offer_review_check
        check (review in ('draft', 'submitted', 'in_review', 'changes_requested', 'approved', 'rejected', 'suspended', 'expired', 'withdrawn')),
    paused boolean not null default false,
    latest_revision_id uuid not null,
    live_revision_id uuid,
    -- Of the live revision (of the latest before there is one):
    place_id bigint not null references place,
    published_point geography(point, 4326) not null,
    private boolean not null,
    for_minors boolean not null,
    least_vetting smallint not null constraint offer_least_vetting_check check (least_vetting between 0 and 3),
    features_yes bigint not null,
    features_no bigint not null,
    -- When an edit last hid it: what was proposed before is about another place or household.
    material_since timestamptz,
    last_confirmed_at timestamptz not null,
    expires_at timestamptz not null,
    created_by uuid not null references account,
    version bigint not null default 1,
    created_at timestamptz not null,
    constraint offer_approved_has_live_check check (review not in ('approved', 'suspended', 'expired') or live_revision_id is not null)
);
create index offer_provider_id_idx on offer (provider_id);
create index offer_approved_category_idx on offer (category, last_confirmed_at desc, id) where review = 'approved';
create index offer_approved_point_idx on offer using gist (published_point) where review = 'approved';

-- One version of what moderators decide on. Never changed once it was submitted.
create table offer_revision (
    id uuid primary key,
    offer_id uuid not null references offer on delete cascade deferrable initially deferred,
    number integer not null,
    content jsonb not null constraint offer_revision_content_check check (jsonb_typeof(content -> 'details') = 'object'),
    created_by uuid not null references account,
    created_at timestamptz not null,
    submitted_at timestamptz,
    approved_at timestamptz,
    constraint offer_revision_offer_id_number_key unique (offer_id, number)
);
alter table offer add constraint offer_latest_revision_id_fkey foreign key (latest_revision_id) references offer_revision deferrable initially deferred;
alter table offer add constraint offer_live_revision_id_fkey foreign key (live_revision_id) references offer_revision deferrable initially deferred;

create function keep_submitted_revision() returns trigger language plpgsql as $$
begin
    if old.submitted_at is not null and (new.content, new.offer_id, new.number, new.created_by, new.submitted_at)
        is distinct from (old.content, old.offer_id, old.number, old.created_by, old.submitted_at) then
        raise exception 'a submitted revision never changes'
            using errcode = 'check_violation', constraint = 'offer_revision_submitted_check';
    end if;
    return new;
end
$$;
create trigger offer_revision_submitted before update on offer_revision
    for each row execute function keep_submitted_revision();

create table identity.offer_private (
    revision_id uuid primary key references public.offer_revision on delete cascade,
    address text,
    point geography(point, 4326),
    driver text,
    plate text,
    licence_number text
);

create function keep_submitted_private() returns trigger language plpgsql as $$
begin
    if exists (select from public.offer_revision r where r.id = new.revision_id and r.submitted_at is not null) then
        raise exception 'a submitted revision never changes'
            using errcode = 'check_violation', constraint = 'offer_private_submitted_check';
    end if;
    return new;
end
$$;
create trigger offer_private_submitted before insert or update on identity.offer_private
    for each row execute function keep_submitted_private();

create table offer_availability (
    offer_id uuid not null references offer on delete cascade,
    during daterange not null constraint offer_availability_during_check check (not isempty(during)),
    constraint offer_availability_during_excl exclude using gist (offer_id with =, during with &&)
);

-- What can be promised: the operational capacity, at most what was approved; and what is promised of it, where days do not matter.
create table offer_stock (
    offer_id uuid primary key references offer on delete cascade,
    capacity integer not null,
    reserved integer not null default 0,
    constraint offer_stock_reserved_check check (reserved >= 0 and reserved <= capacity)
);

-- Beds promised, night by night. A row exists once somebody booked the night.
create table offer_night (
    offer_id uuid not null references offer on delete cascade,
    day date not null,
    capacity integer not null,
    reserved integer not null default 0,
    primary key (offer_id, day),
    constraint offer_night_reserved_check check (reserved >= 0 and reserved <= capacity)
);

-- Never more than was approved (before there is an approved version: than was asked for).
create function guard_capacity() returns trigger language plpgsql as $$
begin
    if new.capacity > (
        select (r.content ->> 'capacity')::integer from offer o
        join offer_revision r on r.id = coalesce(o.live_revision_id, o.latest_revision_id) where o.id = new.offer_id
    ) then
        raise exception 'more than was approved'
            using errcode = 'check_violation', constraint = 'offer_capacity_approved_check';
    end if;
    return new;
end
$$;
create trigger offer_stock_capacity before insert or update of capacity on offer_stock
    for each row execute function guard_capacity();
create trigger offer_night_capacity before insert or update of capacity on offer_night
    for each row execute function guard_capacity();

create table review_item (
    id uuid primary key,
    offer_id uuid not null references offer on delete cascade,
    revision_id uuid not null references offer_revision,
    kind text not null constraint review_item_kind_check check (kind in ('new', 'edited')),
    state text not null default 'open' constraint review_item_state_check check (state in ('open', 'decided', 'withdrawn')),
    approvals_required smallint not null constraint review_item_approvals_required_check check (approvals_required in (1, 2)),
    claimed_by uuid references account,
    lease_until timestamptz,
    outcome text constraint review_item_outcome_check check (outcome in ('approve', 'request_changes', 'reject')),
    version bigint not null default 1,
    opened_at timestamptz not null,
    decided_at timestamptz,
    constraint review_item_lease_check check ((claimed_by is null) = (lease_until is null))
);
create unique index review_item_offer_id_open_key on review_item (offer_id) where state = 'open';
create index review_item_open_idx on review_item (opened_at, id) where state = 'open';

create table review_decision (
    id uuid primary key,
    review_item_id uuid not null references review_item,
    revision_id uuid not null references offer_revision,
    moderator_id uuid not null references account,
    decision text not null constraint review_decision_decision_check check (decision in ('approve', 'request_changes', 'reject')),
    reason_code text not null,
    note text,
    fields text[] not null default '{}',
    checklist_version text,
    created_at timestamptz not null,
    constraint review_decision_revision_id_moderator_id_key unique (revision_id, moderator_id)
);

-- Deciding takes the role, the lease on this revision, and distance from its author and organisation.
create function guard_review_decision() returns trigger language plpgsql as $$
declare
    item review_item;
begin
    select * into item from review_item i where i.id = new.review_item_id for update;
    if item.revision_id is distinct from new.revision_id or item.state <> 'open'
        or item.claimed_by is distinct from new.moderator_id or item.lease_until <= app_now() then
        raise exception 'the moderator does not hold this item'
            using errcode = 'check_violation', constraint = 'review_decision_lease_check';
    end if;
    if not exists (select from account a where a.id = new.moderator_id and 'moderator' = any (a.roles) and a.disabled_at is null) then
        raise exception 'only a moderator decides'
            using errcode = 'check_violation', constraint = 'review_decision_moderator_check';
    end if;
    if exists (
        select from offer o join offer_revision r on r.id = new.revision_id
        where o.id = r.offer_id and (o.created_by = new.moderator_id or r.created_by = new.moderator_id
            or exists (select from provider_member m where m.provider_id = o.provider_id and m.account_id = new.moderator_id))
    ) then
        raise exception 'nobody decides on an offer of their own organisation'
            using errcode = 'check_violation', constraint = 'review_decision_own_check';
    end if;
    return new;
end
$$;
create trigger review_decision_guard before insert on review_decision
    for each row execute function guard_review_decision();

-- How many different moderators must approve. The rule of core::verification::approvals_required, for the wall behind it.
create function approvals_required(category text, provider_kind text, content jsonb) returns integer language sql immutable
    return case
        when coalesce((content ->> 'for_minors')::boolean, false) then 2
        when category in ('housing', 'transport', 'job') and (
            provider_kind = 'volunteer'
            or coalesce((content ->> 'private_home')::boolean, false)
            or coalesce((content #>> '{details,resident_women}')::integer, 0) + coalesce((content #>> '{details,resident_men}')::integer, 0)
                + coalesce((content #>> '{details,resident_children}')::integer, 0) > 0
            or (category = 'job' and content #>> '{details,housing_included}' = 'yes')
        ) then 2
        else 1
    end;

-- The steps of core::offer::ReviewState; a test holds that they are the same.
create function offer_step(a text, b text) returns boolean language sql immutable
    return (a, b) in (
        ('draft', 'submitted'), ('changes_requested', 'submitted'), ('submitted', 'in_review'), ('in_review', 'submitted'),
        ('in_review', 'approved'), ('in_review', 'changes_requested'), ('in_review', 'rejected'),
        ('approved', 'submitted'), ('expired', 'submitted'), ('approved', 'suspended'), ('expired', 'suspended'), ('suspended', 'approved'),
        ('approved', 'expired'), ('expired', 'approved'),
        ('draft', 'withdrawn'), ('submitted', 'withdrawn'), ('in_review', 'withdrawn'), ('changes_requested', 'withdrawn'),
        ('approved', 'withdrawn'), ('suspended', 'withdrawn'), ('expired', 'withdrawn'));

-- An offer is approved only on a submitted revision of its own category that enough different moderators approved and none refused.
create function guard_offer_approval() returns trigger language plpgsql as $$
declare
    approvals integer;
    needed integer;
begin
    if (tg_op = 'INSERT' and new.review <> 'draft')
        or (tg_op = 'UPDATE' and new.review <> old.review and not offer_step(old.review, new.review)) then
        raise exception 'an offer does not become %', new.review
            using errcode = 'check_violation', constraint = 'offer_step_check';
    end if;
    if new.live_revision_id is null or (tg_op = 'UPDATE' and new.live_revision_id is not distinct from old.live_revision_id
        and (new.review <> 'approved' or old.review = 'approved')) then
        return new;
    end if;
    select count(distinct d.moderator_id) into approvals from review_decision d
        where d.revision_id = new.live_revision_id and d.decision = 'approve';
    select approvals_required(r.content #>> '{details,category}', p.kind, r.content) into needed
        from offer_revision r, provider p
        where r.id = new.live_revision_id and r.offer_id = new.id and p.id = new.provider_id and r.submitted_at is not null
            and r.content #>> '{details,category}' = new.category
            and not exists (select from review_decision d where d.revision_id = r.id and d.decision <> 'approve');
    if needed is null or approvals < needed then
        raise exception 'the revision has % of % approvals', approvals, needed
            using errcode = 'check_violation', constraint = 'offer_approvals_check';
    end if;
    return new;
end
$$;
create trigger offer_approval_guard before insert or update on offer
    for each row execute function guard_offer_approval();
