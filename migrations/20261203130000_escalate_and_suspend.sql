-- What a moderator cannot decide goes to somebody else who checks, a live offer is stopped and shown again, and nothing is approved without its checklist.

-- Handed on: to anybody else who may decide, and on top of the queue until somebody did. The note is for staff, about an offer.
create table review_escalation (
    id uuid primary key,
    review_item_id uuid not null references review_item,
    revision_id uuid not null references offer_revision,
    moderator_id uuid not null references account,
    reason text not null constraint review_escalation_reason_check check (reason in
        ('needs_second_opinion', 'needs_language', 'needs_local_knowledge', 'danger_suspected', 'conflict_of_interest')),
    note text constraint review_escalation_note_check check (char_length(note) <= 1000),
    created_at timestamptz not null,
    constraint review_escalation_revision_id_moderator_id_key unique (revision_id, moderator_id)
);
create trigger review_escalation_append_only before update or delete or truncate on review_escalation
    for each statement execute function refuse_change();

-- Of each open item the newest that nobody has decided since. A decision that was taken back is none; a new version begins anew.
create view standing_escalation as
select distinct on (i.id) i.id as review_item_id, e.moderator_id, e.reason, e.note, e.created_at
from review_item i join review_escalation e on e.revision_id = i.revision_id
where i.state = 'open' and not exists (
    select from review_decision d
    where d.revision_id = e.revision_id and d.undone_at is null and (d.created_at, d.id) > (e.created_at, e.id))
order by i.id, e.created_at desc, e.id desc;

-- As deciding does, handing on takes the role, the lease on this revision, and distance from its author and organisation.
create function guard_escalation() returns trigger language plpgsql as $$
declare
    item review_item;
begin
    select * into item from review_item i where i.id = new.review_item_id for update;
    if item.revision_id is distinct from new.revision_id or item.state <> 'open'
        or item.claimed_by is distinct from new.moderator_id or item.lease_until <= app_now() then
        raise exception 'the moderator does not hold this item'
            using errcode = 'check_violation', constraint = 'review_escalation_lease_check';
    end if;
    if not exists (select from account a where a.id = new.moderator_id and 'moderator' = any (a.roles) and a.disabled_at is null) then
        raise exception 'only a moderator hands an item on'
            using errcode = 'check_violation', constraint = 'review_escalation_moderator_check';
    end if;
    if exists (
        select from offer o join offer_revision r on r.id = new.revision_id
        where o.id = r.offer_id and (o.created_by = new.moderator_id or r.created_by = new.moderator_id
            or exists (select from provider_member m where m.provider_id = o.provider_id and m.account_id = new.moderator_id))
    ) then
        raise exception 'nobody hands on an offer of their own organisation'
            using errcode = 'check_violation', constraint = 'review_escalation_own_check';
    end if;
    return new;
end
$$;
create trigger review_escalation_guard before insert on review_escalation
    for each row execute function guard_escalation();

-- Whoever handed a version on does not hold it again.
create function guard_claim() returns trigger language plpgsql as $$
begin
    if new.claimed_by is not null and exists (
        select from review_escalation e where e.revision_id = new.revision_id and e.moderator_id = new.claimed_by
    ) then
        raise exception 'the moderator handed this item on'
            using errcode = 'check_violation', constraint = 'review_item_escalated_check';
    end if;
    return new;
end
$$;
create trigger review_item_claim_guard before insert or update of claimed_by, lease_until on review_item
    for each row execute function guard_claim();

-- As before (20261122080300); whoever handed a version on does not decide on it, and an approval names the checklist of its category
-- that was gone through. Decisions from before stand as they are.
create or replace function guard_review_decision() returns trigger language plpgsql as $$
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
    if exists (select from review_escalation e where e.revision_id = new.revision_id and e.moderator_id = new.moderator_id) then
        raise exception 'the moderator handed this item on'
            using errcode = 'check_violation', constraint = 'review_decision_escalated_check';
    end if;
    if new.decision = 'approve' and not exists (
        select from offer_revision r join checklist c on c.key = new.checklist_key and c.version = new.checklist_version
        where r.id = new.revision_id
            and c.key in (r.content #>> '{details,category}' || '-private', r.content #>> '{details,category}' || '-institution')
    ) then
        raise exception 'nothing is approved without the checklist of its category'
            using errcode = 'check_violation', constraint = 'review_decision_checklist_check';
    end if;
    return new;
end
$$;

-- A stop of one offer: hidden at once, until a moderator lifts it. What both sides agreed stays; the emergency block stops that too.
create table offer_suspension (
    id uuid primary key,
    offer_id uuid not null references offer on delete cascade,
    reason text not null constraint offer_suspension_reason_check check (reason in
        ('not_as_described', 'unreachable', 'unsafe_conditions', 'checks_needed', 'broken_rules')),
    -- What of it waited in the queue: it waits again once the offer is shown.
    waiting_item_id uuid references review_item,
    suspended_by uuid not null references account,
    suspended_at timestamptz not null,
    lifted_by uuid references account,
    lifted_at timestamptz,
    constraint offer_suspension_lifted_check check ((lifted_by is null) = (lifted_at is null))
);
create unique index offer_suspension_standing_key on offer_suspension (offer_id) where lifted_at is null;

-- Only a moderator stops an offer or lifts that, once, and nobody of their own organisation.
create function guard_suspension() returns trigger language plpgsql as $$
declare
    moderator uuid := case when tg_op = 'INSERT' then new.suspended_by else new.lifted_by end;
begin
    if (tg_op = 'INSERT' and new.lifted_at is not null)
        or (tg_op = 'UPDATE' and (old.lifted_at is not null or new.lifted_at is null
            or to_jsonb(new) - array['lifted_by', 'lifted_at'] <> to_jsonb(old) - array['lifted_by', 'lifted_at'])) then
        raise exception 'a stop is lifted once'
            using errcode = 'check_violation', constraint = 'offer_suspension_once_check';
    end if;
    if not exists (select from account a where a.id = moderator and 'moderator' = any (a.roles) and a.disabled_at is null)
        or exists (
            select from offer o join provider_member m on m.provider_id = o.provider_id
            where o.id = new.offer_id and m.account_id = moderator) then
        raise exception 'only a moderator who is no member stops an offer'
            using errcode = 'check_violation', constraint = 'offer_suspension_not_own_check';
    end if;
    return new;
end
$$;
create trigger offer_suspension_guard before insert or update on offer_suspension
    for each row execute function guard_suspension();

-- Suspended is what has a stop that stands; only a withdrawal ends that without lifting it.
create function guard_suspended() returns trigger language plpgsql as $$
begin
    if (new.review = 'suspended' or (old.review = 'suspended' and new.review <> 'withdrawn'))
        and (new.review = 'suspended') is distinct from exists (
            select from offer_suspension s where s.offer_id = new.id and s.lifted_at is null) then
        raise exception 'an offer is stopped and shown again by a stop'
            using errcode = 'check_violation', constraint = 'offer_suspension_check';
    end if;
    return new;
end
$$;
create trigger offer_suspended before update of review on offer
    for each row execute function guard_suspended();

-- As before (20261128130000); what lapsed while it was stopped is not told to be back.
create or replace function log_offer_event() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
    happened text;
begin
    if new.live_revision_id is null and old.live_revision_id is null then
        return null;
    end if;
    happened := case
        when new.review <> old.review then case
            when new.review = 'approved' and old.review = 'suspended' and new.expires_at <= app_now() then null
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

grant select, insert on review_escalation, offer_suspension to app_rw;
grant update (lifted_by, lifted_at) on offer_suspension to app_rw;
grant select on standing_escalation to app_rw;
