-- Who belonged to a provider is remembered after they left: nobody checks, stops or sets free what they were a part of a minute ago, and
-- whoever left somebody who was blocked is known where they come back.
create table former_member (
    provider_id uuid not null references provider on delete cascade,
    account_id uuid not null references account on delete cascade,
    left_at timestamptz not null,
    primary key (provider_id, account_id)
);
create index former_member_account_id_idx on former_member (account_id);

create function remember_member() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    -- Not of a provider or an account that goes with all its rows, nor of an account that is erased: nobody signs in as it any more.
    insert into former_member (provider_id, account_id, left_at)
        select p.id, a.id, app_now() from provider p, account a join identity.account i on i.account_id = a.id
        where p.id = old.provider_id and a.id = old.account_id
        on conflict (provider_id, account_id) do update set left_at = excluded.left_at;
    return null;
end
$$;
create trigger provider_member_remembered after delete on provider_member
    for each row execute function remember_member();

-- Those who left until now, as far as the log knows them.
insert into former_member (provider_id, account_id, left_at)
    select p.id, a.id, max(e.at)
    from audit_event e join provider p on p.id = e.subject_id join account a on a.id::text = e.data ->> 'account'
    where e.action = 'member_removed'
    group by p.id, a.id;

-- Whether somebody belongs to a provider, or did.
create function has_belonged(account_id uuid, provider_id uuid) returns boolean language sql stable
    return exists (select from provider_member m where m.provider_id = has_belonged.provider_id and m.account_id = has_belonged.account_id)
        or exists (select from former_member f where f.provider_id = has_belonged.provider_id and f.account_id = has_belonged.account_id);

-- As before (20261122080100), nor one who left.
create or replace function guard_evidence() returns trigger language plpgsql as $$
begin
    if not exists (select from account a where a.id = new.seen_by and 'moderator' = any (a.roles) and a.disabled_at is null)
        or has_belonged(new.seen_by, new.provider_id) then
        raise exception 'only a moderator who is no member vets'
            using errcode = 'check_violation', constraint = 'vetting_evidence_not_own_check';
    end if;
    return new;
end
$$;

-- Why somebody is blocked and an offer stopped, in words beside the reason: of a block for the second moderator, of a stop for its provider.
alter table provider_block add column note text constraint provider_block_note_check check (char_length(note) between 1 and 1000);
alter table offer_suspension add column note text constraint offer_suspension_note_check check (char_length(note) between 1 and 1000);

-- As before (20261126240000), nor one who left.
create or replace function guard_block() returns trigger language plpgsql as $$
declare
    moderator uuid := case when tg_op = 'INSERT' then new.blocked_by else new.reviewed_by end;
begin
    if tg_op = 'UPDATE' and (old.verdict is not null or (new.id, new.provider_id, new.reason, new.note, new.blocked_by, new.blocked_at, new.review_by)
        is distinct from (old.id, old.provider_id, old.reason, old.note, old.blocked_by, old.blocked_at, old.review_by)) then
        raise exception 'a block gets its verdict once'
            using errcode = 'check_violation', constraint = 'provider_block_once_check';
    end if;
    if not exists (select from account a where a.id = moderator and 'moderator' = any (a.roles) and a.disabled_at is null)
        or has_belonged(moderator, new.provider_id) then
        raise exception 'only a moderator who is no member blocks'
            using errcode = 'check_violation', constraint = 'provider_block_not_own_check';
    end if;
    return new;
end
$$;

-- As before (20261203130000), nor one who left.
create or replace function guard_suspension() returns trigger language plpgsql as $$
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
        or exists (select from offer o where o.id = new.offer_id and has_belonged(moderator, o.provider_id)) then
        raise exception 'only a moderator who is no member stops an offer'
            using errcode = 'check_violation', constraint = 'offer_suspension_not_own_check';
    end if;
    return new;
end
$$;

-- As before (20261206110000), nor one who left.
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
            or has_belonged(new.moderator_id, o.provider_id))
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

-- As before (20261203130000), nor one who left.
create or replace function guard_escalation() returns trigger language plpgsql as $$
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
            or has_belonged(new.moderator_id, o.provider_id))
    ) then
        raise exception 'nobody hands on an offer of their own organisation'
            using errcode = 'check_violation', constraint = 'review_escalation_own_check';
    end if;
    return new;
end
$$;

-- As before (20261129120000), nor one who left.
create or replace function guard_hint_dismissal() returns trigger language plpgsql as $$
declare
    item review_item;
begin
    select * into item from review_item i where i.id = new.item_id for update;
    if item.offer_id is distinct from new.offer_id or item.state <> 'open'
        or item.claimed_by is distinct from new.moderator_id or item.lease_until <= app_now() then
        raise exception 'the moderator does not hold this item'
            using errcode = 'check_violation', constraint = 'hint_dismissal_lease_check';
    end if;
    if exists (
        select from offer o join offer_revision r on r.id = item.revision_id
        where o.id = item.offer_id and (o.created_by = new.moderator_id or r.created_by = new.moderator_id
            or has_belonged(new.moderator_id, o.provider_id))
    ) then
        raise exception 'nobody judges an offer of their own organisation'
            using errcode = 'check_violation', constraint = 'hint_dismissal_own_check';
    end if;
    return new;
end
$$;

-- As before (20261206130000), nor one who left.
create or replace function guard_kept_answers() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
    perform from review_item i where i.revision_id = new.revision_id and i.state = 'open'
        and i.claimed_by = new.moderator_id and i.lease_until > app_now() for update;
    if not found then
        raise exception 'the moderator does not hold this item'
            using errcode = 'check_violation', constraint = 'kept_answers_lease_check';
    end if;
    if not exists (select from account a where a.id = new.moderator_id and 'moderator' = any (a.roles) and a.disabled_at is null) then
        raise exception 'only a moderator goes through a checklist'
            using errcode = 'check_violation', constraint = 'kept_answers_moderator_check';
    end if;
    if exists (
        select from offer o join offer_revision r on r.id = new.revision_id
        where o.id = r.offer_id and (o.created_by = new.moderator_id or r.created_by = new.moderator_id
            or has_belonged(new.moderator_id, o.provider_id))
    ) then
        raise exception 'nobody judges an offer of their own organisation'
            using errcode = 'check_violation', constraint = 'kept_answers_own_check';
    end if;
    return new;
end
$$;

-- As before (20261206130100), nor one who left.
create or replace function guard_request_stop() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare
    moderator uuid := case when tg_op = 'INSERT' then new.stopped_by else new.lifted_by end;
begin
    if tg_op = 'UPDATE' and (old.lifted_at is not null or (new.id, new.request_id, new.report_id, new.stopped_by, new.stopped_at)
        is distinct from (old.id, old.request_id, old.report_id, old.stopped_by, old.stopped_at)) then
        raise exception 'a stop is lifted once' using errcode = 'check_violation', constraint = 'request_stop_once_check';
    end if;
    if not exists (
        select from report r left join match m on m.id = r.match_id left join inquiry i on i.id = r.inquiry_id
        where r.id = new.report_id and r.reporter in ('provider', 'moderator') and coalesce(m.request_id, i.request_id) = new.request_id
            and exists (select from account a where a.id = moderator and 'moderator' = any (a.roles) and a.disabled_at is null)
            and not has_belonged(moderator, r.provider_id)) then
        raise exception 'a moderator who is no member stops a request that was reported'
            using errcode = 'check_violation', constraint = 'request_stop_report_check';
    end if;
    return new;
end
$$;

-- Whoever takes a report reads what was written, and closes it, which shows again what it hid: never one whom it may be about. Until now
-- the application alone refused that.
create function guard_report_taken() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
    if has_belonged(new.taken_by, new.provider_id) then
        raise exception 'nobody looks into a report about their own organisation'
            using errcode = 'check_violation', constraint = 'report_not_own_check';
    end if;
    return new;
end
$$;
create trigger report_taken before insert or update of taken_by, state on report
    for each row when (new.taken_by is not null) execute function guard_report_taken();

-- By what a provider and those who belong or belonged to it are known again: blind indexes, and accounts.
create function marks_of(provider uuid) returns table (kind text, value bytea) language sql stable set search_path = public, pg_temp as $$
    select 'phone', i.phone_index from identity.provider i where i.provider_id = marks_of.provider and i.phone_index is not null
    union
    select 'email', i.email_index from identity.provider i where i.provider_id = marks_of.provider and i.email_index is not null
    union
    select 'registration_number', i.registration_number_index
        from identity.provider i where i.provider_id = marks_of.provider and i.registration_number_index is not null
    union
    select 'account', uuid_send(w.account_id) from (
        select m.account_id from provider_member m where m.provider_id = marks_of.provider
        union select f.account_id from former_member f where f.provider_id = marks_of.provider) w
    union
    select 'sign_in', a.email_index from identity.account a join (
        select m.account_id from provider_member m where m.provider_id = marks_of.provider
        union select f.account_id from former_member f where f.provider_id = marks_of.provider) w on w.account_id = a.account_id
        where a.email_index is not null
$$;

-- What a block keeps of whom it stopped, as long as it stands, also where an account is erased meanwhile: whoever comes back under another
-- one does not come back unnoticed.
create table block_mark (
    block_id uuid not null references provider_block on delete cascade,
    kind text not null constraint block_mark_kind_check check (kind in ('phone', 'email', 'registration_number', 'account', 'sign_in')),
    value bytea not null,
    primary key (block_id, kind, value)
);
create index block_mark_value_idx on block_mark (value, kind);
comment on column block_mark.value is 'index: of how a blocked provider and its members are reached, and the ids of their accounts; goes when the block is lifted';

create function keep_marks(provider uuid) returns void language sql security definer set search_path = public, pg_temp as $$
    insert into block_mark (block_id, kind, value)
        select b.id, m.kind, m.value from provider_block b, marks_of(keep_marks.provider) m
        where b.provider_id = keep_marks.provider and b.verdict is distinct from 'lifted'
        on conflict do nothing
$$;

create function mark_blocked() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if new.verdict = 'lifted' then
        delete from block_mark m where m.block_id = new.id;
    else
        perform keep_marks(new.provider_id);
    end if;
    return null;
end
$$;
create trigger provider_block_marked after insert or update of verdict on provider_block
    for each row execute function mark_blocked();

-- Who joins somebody who is blocked is known by it, too.
create function mark_member() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    perform keep_marks(new.provider_id);
    return null;
end
$$;
create trigger provider_member_marked after insert on provider_member
    for each row execute function mark_member();

-- And who takes another address then.
create function mark_address() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    perform keep_marks(b.provider_id) from provider_block b
        where b.verdict is distinct from 'lifted' and has_belonged(new.account_id, b.provider_id);
    return null;
end
$$;
create trigger account_marked after update of email_index on identity.account
    for each row execute function mark_address();

select keep_marks(b.provider_id) from provider_block b where b.verdict is distinct from 'lifted';

-- Children stay in a private home only where somebody has been there (core::matching, VettingForChildren). Until now the engine alone knew.
create function guard_children() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
    if exists (
        select from visible_offer v join need n on n.id = new.need_id join request q on q.id = n.request_id
        where v.id = new.offer_id and v.category = 'housing' and v.private and v.vetting_level < 3
            and q.household @? '$.children[*]'
    ) then
        raise exception 'nobody has visited the home, and children would stay there'
            using errcode = 'check_violation', constraint = 'match_visited_host_check';
    end if;
    return new;
end
$$;
-- After what match_booking asks, by the names.
create trigger match_children before insert or update of state on match
    for each row when (new.state in ('suggested', 'proposed', 'accepted')) execute function guard_children();

grant select on former_member, block_mark to app_rw;
grant execute on function has_belonged(uuid, uuid), marks_of(uuid) to app_rw;
revoke execute on function keep_marks(uuid) from public;
