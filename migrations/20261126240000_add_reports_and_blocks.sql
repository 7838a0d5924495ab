-- Reports of danger by anybody, and the emergency block with its second look. What is written is sealed by the application.
create table report (
    id uuid primary key,
    kind text not null constraint report_kind_check check (kind in ('danger_now', 'exploitation', 'something_wrong')),
    reporter text not null constraint report_reporter_check check (reporter in ('visitor', 'household', 'provider')),
    provider_id uuid not null references provider,
    offer_id uuid not null references offer,
    match_id uuid references match,
    -- Whoever reported asks with a code what came of it; only its HMAC is kept.
    code_hash bytea not null constraint report_code_hash_key unique,
    -- Until it is closed, the provider's offers are hidden.
    freezes boolean not null,
    state text not null default 'open' constraint report_state_check check (state in ('open', 'taken', 'closed')),
    taken_by uuid references account,
    outcome text constraint report_outcome_check check (outcome in ('blocked', 'put_right', 'passed_on', 'nothing_found')),
    created_at timestamptz not null,
    due_at timestamptz not null,
    closed_at timestamptz,
    version bigint not null default 1,
    constraint report_closed_check check ((state = 'closed') = (outcome is not null and closed_at is not null)),
    constraint report_taken_check check ((state = 'open') = (taken_by is null)),
    constraint report_match_check check (reporter <> 'provider' or match_id is not null)
);
create index report_open_idx on report (due_at, id) where state <> 'closed';
create index report_closed_idx on report (closed_at desc, id) where state = 'closed';
create index report_freezes_idx on report (provider_id) where freezes and state <> 'closed';

create table report_text (
    id uuid primary key,
    report_id uuid not null references report on delete cascade,
    sealed bytea not null,
    created_at timestamptz not null
);
create index report_text_report_id_idx on report_text (report_id);

create table provider_block (
    id uuid primary key,
    provider_id uuid not null references provider,
    reason text not null constraint provider_block_reason_check check (reason in ('danger', 'exploitation', 'false_identity', 'broken_rules')),
    blocked_by uuid not null references account,
    blocked_at timestamptz not null,
    review_by timestamptz not null,
    verdict text constraint provider_block_verdict_check check (verdict in ('upheld', 'lifted')),
    reviewed_by uuid references account,
    reviewed_at timestamptz,
    constraint provider_block_second_check check (reviewed_by <> blocked_by),
    constraint provider_block_reviewed_check check (
        (verdict is null) = (reviewed_by is null) and (verdict is null) = (reviewed_at is null))
);
-- One block at a time stands.
create unique index provider_block_standing_key on provider_block (provider_id) where verdict is distinct from 'lifted';
create index provider_block_review_idx on provider_block (review_by, id) where verdict is null;

-- Only a moderator blocks or looks at a block, and nobody their own provider.
create function guard_block() returns trigger language plpgsql as $$
declare
    moderator uuid := case when tg_op = 'INSERT' then new.blocked_by else new.reviewed_by end;
begin
    if tg_op = 'UPDATE' and (old.verdict is not null or (new.id, new.provider_id, new.reason, new.blocked_by, new.blocked_at, new.review_by)
        is distinct from (old.id, old.provider_id, old.reason, old.blocked_by, old.blocked_at, old.review_by)) then
        raise exception 'a block gets its verdict once'
            using errcode = 'check_violation', constraint = 'provider_block_once_check';
    end if;
    if not exists (select from account a where a.id = moderator and 'moderator' = any (a.roles) and a.disabled_at is null)
        or exists (select from provider_member m where m.provider_id = new.provider_id and m.account_id = moderator) then
        raise exception 'only a moderator who is no member blocks'
            using errcode = 'check_violation', constraint = 'provider_block_not_own_check';
    end if;
    return new;
end
$$;
create trigger provider_block_guard before insert or update on provider_block
    for each row execute function guard_block();

-- Blocked is who has a block that stands, and nobody else.
create function guard_blocked() returns trigger language plpgsql as $$
begin
    if (new.status = 'blocked') is distinct from exists (
        select from provider_block b where b.provider_id = new.id and b.verdict is distinct from 'lifted'
    ) and (new.status = 'blocked' or old.status = 'blocked') then
        raise exception 'a provider is blocked and set free by a block'
            using errcode = 'check_violation', constraint = 'provider_block_check';
    end if;
    return new;
end
$$;
create trigger provider_blocked before update of status on provider
    for each row execute function guard_blocked();

create or replace view visible_offer as
select
    o.id, o.reference, o.category, o.provider_id, p.kind as provider_kind,
    greatest(p.vetting_level, case when p.kind = 'authority' and e.register_date + interval '1 year' > app_now() then 2::smallint end)
        as vetting_level,
    o.live_revision_id as revision_id,
    r.content, o.place_id, o.published_point, o.private, o.for_minors, o.paused, o.features_yes, o.features_no,
    o.last_confirmed_at, o.expires_at, s.capacity, s.reserved,
    -- Nobody changes a row when the clock passes this: whoever follows the log has to look at the clock as well.
    least(o.expires_at, p.vetted_until, case when p.vetting_level < o.least_vetting then e.register_date + interval '1 year' end)
        as visible_until
from offer o
join offer_revision r on r.id = o.live_revision_id
join provider p on p.id = o.provider_id
join offer_stock s on s.offer_id = o.id
left join offer_source e on e.offer_id = o.id
where o.review = 'approved'
    and o.expires_at > app_now()
    and p.status = 'vetted'
    and p.vetted_until > app_now()
    and greatest(p.vetting_level, case when p.kind = 'authority' and e.register_date + interval '1 year' > app_now() then 2::smallint end)
        >= o.least_vetting
    and not exists (select from report d where d.provider_id = o.provider_id and d.freezes and d.state <> 'closed');

-- A freeze and its end change what is visible.
create function log_report_change() returns trigger language plpgsql as $$
begin
    if new.freezes then
        insert into offer_change (offer_id) select o.id from offer o where o.provider_id = new.provider_id;
    end if;
    return null;
end
$$;
create trigger report_log_change after insert or update of state on report for each row execute function log_report_change();

grant select on report, report_text, provider_block to app_rw;
grant insert on report, report_text, provider_block to app_rw;
grant update (state, taken_by, outcome, closed_at, version) on report to app_rw;
grant update (verdict, reviewed_by, reviewed_at) on provider_block to app_rw;
