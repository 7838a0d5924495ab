-- What was checked about an approved offer runs out: it is looked at again before, and without that nobody sees the offer any more.

-- Until when the approval of a version counts: the earliest end of the newest yes to each point that its newest approval required. Null
-- where none of them runs out. The rule of core::checklist::Checklist::counts_until, for the wall behind it.
create function approval_counts_until(revision uuid) returns timestamptz language sql stable as $$
    with standing as (
        select d.id, d.checklist_key, d.checklist_version, d.created_at from review_decision d
        where d.revision_id = revision and d.decision = 'approve' and d.undone_at is null
    ), held as (
        select distinct on (k.item) k.item, k.expires_at
        from standing s join review_check k on k.decision_id = s.id
        where k.result = 'yes'
        order by k.item, k.checked_at desc, s.id desc
    ), newest as (
        select s.checklist_key, s.checklist_version from standing s order by s.created_at desc, s.id desc limit 1
    )
    select min(h.expires_at)
    from newest n
        join checklist c on c.key = n.checklist_key and c.version = n.checklist_version
        cross join jsonb_array_elements(c.items) i (point)
        join held h on h.item = i.point ->> 'key'
    where coalesce((i.point ->> 'required')::boolean, false)
$$;

-- Kept with the offer, so that no look at it reads a checklist. Nobody writes it: it follows what was answered.
alter table offer add column checks_until timestamptz;
update offer set checks_until = approval_counts_until(live_revision_id) where live_revision_id is not null;
create index offer_checks_until_idx on offer (checks_until) where review = 'approved';

create function keep_checks_until() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' or new.live_revision_id is distinct from old.live_revision_id
        or new.checks_until is distinct from old.checks_until then
        new.checks_until := approval_counts_until(new.live_revision_id);
    end if;
    return new;
end
$$;
create trigger offer_checks_until before insert or update on offer
    for each row execute function keep_checks_until();

-- An answer to a version that people see, and one that is taken back. The argument names the column with the decision. It runs with its
-- owner's rights: nobody else may write the column.
create function follow_checks() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    update offer o set checks_until = approval_counts_until(o.live_revision_id)
        from review_decision d join offer_revision r on r.id = d.revision_id
        where d.id = (to_jsonb(new) ->> tg_argv[0])::uuid and o.id = r.offer_id and o.live_revision_id = d.revision_id
            and o.checks_until is distinct from approval_counts_until(o.live_revision_id);
    return null;
end
$$;
create trigger review_check_follow after insert on review_check
    for each row execute function follow_checks('decision_id');
-- Where nothing of the newest checklist runs out, an approval answers nothing, and counts by that list all the same.
create trigger review_decision_follow after insert or update of undone_at on review_decision
    for each row execute function follow_checks('id');

-- As before (20261126240000); what was checked has to count.
create or replace view visible_offer as
select
    o.id, o.reference, o.category, o.provider_id, p.kind as provider_kind,
    greatest(p.vetting_level, case when p.kind = 'authority' and e.register_date + interval '1 year' > app_now() then 2::smallint end)
        as vetting_level,
    o.live_revision_id as revision_id,
    r.content, o.place_id, o.published_point, o.private, o.for_minors, o.paused, o.features_yes, o.features_no,
    o.last_confirmed_at, o.expires_at, s.capacity, s.reserved,
    -- Nobody changes a row when the clock passes this: whoever follows the log has to look at the clock as well.
    least(o.expires_at, p.vetted_until, case when p.vetting_level < o.least_vetting then e.register_date + interval '1 year' end,
        o.checks_until) as visible_until
from offer o
join offer_revision r on r.id = o.live_revision_id
join provider p on p.id = o.provider_id
join offer_stock s on s.offer_id = o.id
left join offer_source e on e.offer_id = o.id
where o.review = 'approved'
    and o.expires_at > app_now()
    and (o.checks_until is null or o.checks_until > app_now())
    and p.status = 'vetted'
    and p.vetted_until > app_now()
    and greatest(p.vetting_level, case when p.kind = 'authority' and e.register_date + interval '1 year' > app_now() then 2::smallint end)
        >= o.least_vetting
    and not exists (select from report d where d.provider_id = o.provider_id and d.freezes and d.state <> 'closed');

-- What people see waits in the queue too, to be looked at again, with the end of what was checked.
alter table review_item add column checks_until timestamptz;
alter table review_item drop constraint review_item_kind_check,
    add constraint review_item_kind_check check (kind in ('new', 'edited', 'recheck')),
    add constraint review_item_checks_until_check check ((kind = 'recheck') = (checks_until is not null));

create function guard_recheck() returns trigger language plpgsql as $$
begin
    if new.kind = 'recheck' and not exists (
        select from offer o where o.id = new.offer_id and o.live_revision_id = new.revision_id and new.approvals_required = 1
    ) then
        raise exception 'only what was approved is looked at again'
            using errcode = 'check_violation', constraint = 'review_item_recheck_check';
    end if;
    return new;
end
$$;
create trigger review_item_recheck_guard before insert on review_item
    for each row execute function guard_recheck();

-- As before (20261127110000); what people see already is looked at again whoever its provider is by now: nobody put it there.
create or replace function guard_confirmed_address() returns trigger language plpgsql as $$
begin
    if new.kind <> 'recheck' and not exists (
        select from offer o join provider_member m on m.provider_id = o.provider_id join account a on a.id = m.account_id
        where o.id = new.offer_id and a.email_confirmed_at is not null and a.disabled_at is null
    ) then
        raise exception 'no member of the provider has confirmed an address'
            using errcode = 'check_violation', constraint = 'review_item_email_confirmed_check';
    end if;
    return new;
end
$$;

-- Who is reported stands beside what they offer in the queue.
create index report_provider_id_open_idx on report (provider_id) where state <> 'closed';

-- Whoever approved a version may look at it again a year later: each decides once on an item, and besides those that look again a version
-- has one.
drop index review_decision_revision_id_moderator_id_key;
create index review_decision_revision_id_idx on review_decision (revision_id);
create unique index review_decision_review_item_id_moderator_id_key on review_decision (review_item_id, moderator_id)
    where undone_at is null;

-- Whoever handed a version on may look at it again a year later, and hand that on as well: an item is kept from them, and besides those
-- that look again a version has one.
alter table review_escalation drop constraint review_escalation_revision_id_moderator_id_key,
    add constraint review_escalation_review_item_id_moderator_id_key unique (review_item_id, moderator_id);
create index review_escalation_revision_id_idx on review_escalation (revision_id);

-- As before (20261203130000), by the item.
create or replace view standing_escalation as
select distinct on (i.id) i.id as review_item_id, e.moderator_id, e.reason, e.note, e.created_at
from review_item i join review_escalation e on e.review_item_id = i.id
where i.state = 'open' and not exists (
    select from review_decision d
    where d.review_item_id = e.review_item_id and d.undone_at is null and (d.created_at, d.id) > (e.created_at, e.id))
order by i.id, e.created_at desc, e.id desc;

-- As before (20261203130000), by the item.
create or replace function guard_claim() returns trigger language plpgsql as $$
begin
    if new.claimed_by is not null and exists (
        select from review_escalation e where e.review_item_id = new.id and e.moderator_id = new.claimed_by
    ) then
        raise exception 'the moderator handed this item on'
            using errcode = 'check_violation', constraint = 'review_item_escalated_check';
    end if;
    return new;
end
$$;

-- As before (20261203130000); what was handed on is asked of the item.
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
    if exists (select from review_escalation e where e.review_item_id = new.review_item_id and e.moderator_id = new.moderator_id) then
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

-- What people see is found right, or stopped: no decision on it changes what was approved.
create function guard_recheck_decision() returns trigger language plpgsql as $$
begin
    if new.decision <> 'approve' and exists (select from review_item i where i.id = new.review_item_id and i.kind = 'recheck') then
        raise exception 'what is looked at again is stopped, not refused'
            using errcode = 'check_violation', constraint = 'review_decision_recheck_check';
    end if;
    return new;
end
$$;
create trigger review_decision_recheck_guard before insert on review_decision
    for each row execute function guard_recheck_decision();

-- As before (20261128120000); of what is looked at again, a yes that was given before counts as long as it does.
create or replace function guard_checked_approval() returns trigger language plpgsql as $$
begin
    if new.decision = 'approve' and exists (
        select from checklist c, jsonb_array_elements(c.items) i
        where c.key = new.checklist_key and c.version = new.checklist_version and coalesce((i ->> 'required')::boolean, false)
            and not exists (
                select from review_check k where k.decision_id = new.id and k.item = i ->> 'key' and k.result = 'yes')
            and not exists (
                select from review_item t
                    join review_decision d on d.revision_id = t.revision_id and d.decision = 'approve' and d.undone_at is null
                    join review_check k on k.decision_id = d.id and k.item = i ->> 'key' and k.result = 'yes'
                where t.id = new.review_item_id and t.kind = 'recheck'
                    and (k.expires_at is null or k.expires_at > new.created_at))
    ) then
        raise exception 'a required point of the checklist is not answered with yes'
            using errcode = 'check_violation', constraint = 'review_decision_checked_check';
    end if;
    return null;
end
$$;

-- Their provider is told once that what was checked ends, and once that it did.
alter table offer_reminder drop constraint offer_reminder_stage_check,
    add constraint offer_reminder_stage_check check (stage in ('early', 'last', 'lapsed', 'checks_end', 'checks_over'));

-- As before (20261203130000); what does not count any more is not told to be back, and what counts again is.
create or replace function log_offer_event() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
    happened text;
    counted boolean := old.checks_until is null or old.checks_until > app_now();
    counts boolean := new.checks_until is null or new.checks_until > app_now();
begin
    if new.live_revision_id is null and old.live_revision_id is null then
        return null;
    end if;
    happened := case
        when new.review <> old.review then case
            when new.review = 'approved' and old.review = 'suspended' and (new.expires_at <= app_now() or not counts) then null
            when new.review = 'approved' and old.review in ('suspended', 'expired') then 'offer_restored'
            when new.review = 'approved' then 'offer_approved'
            when new.review = 'withdrawn' then 'offer_withdrawn'
            when new.review = 'expired' then 'offer_expired'
            when old.review = 'approved' then 'offer_hidden'
        end
        when new.review <> 'approved' then null
        when new.paused and not old.paused then 'offer_paused'
        when old.paused and not new.paused then 'offer_resumed'
        when old.expires_at <= app_now() and new.expires_at > app_now() and counts then 'offer_restored'
        when counts and not counted and new.expires_at > app_now() then 'offer_restored'
        when counted and not counts then 'offer_hidden'
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

-- As before (20261128130000); what was checked ends by the clock as well, and that is written down when their provider is told.
create or replace function log_lapse_event() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    insert into event (kind, provider_id, offer_id, public)
        select case new.stage when 'lapsed' then 'offer_expired' else 'offer_hidden' end, o.provider_id, o.id, not o.for_minors
        from offer o where o.id = new.offer_id;
    return null;
end
$$;
drop trigger offer_reminder_log_event on offer_reminder;
create trigger offer_reminder_log_event after insert on offer_reminder
    for each row when (new.stage in ('lapsed', 'checks_over')) execute function log_lapse_event();
