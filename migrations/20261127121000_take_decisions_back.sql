-- For a minute, whoever decided can take the decision back. It stays written down, with when it was taken back, and counts no more.
alter table review_decision add column undone_at timestamptz;
alter table review_decision drop constraint review_decision_revision_id_moderator_id_key;
create unique index review_decision_revision_id_moderator_id_key on review_decision (revision_id, moderator_id) where undone_at is null;

-- How an offer stood before a decision: ids, numbers and days, nothing of a person. Kept for a day.
create table decision_undo (
    decision_id uuid primary key references review_decision,
    moderator_id uuid not null references account,
    review_item_id uuid not null references review_item,
    until timestamptz not null,
    -- The offer's version after the decision: what was changed since is not overwritten.
    offer_version bigint not null,
    before jsonb not null
);
create index decision_undo_moderator_id_until_idx on decision_undo (moderator_id, until);

drop trigger review_decision_append_only on review_decision;
create trigger review_decision_append_only before delete or truncate on review_decision
    for each statement execute function refuse_change();
create function guard_decision_undo() returns trigger language plpgsql as $$
begin
    if new.undone_at is not distinct from old.undone_at or to_jsonb(new) - 'undone_at' <> to_jsonb(old) - 'undone_at' then
        raise exception 'review_decision is append-only' using errcode = 'insufficient_privilege';
    end if;
    if old.undone_at is not null or new.undone_at is null or not exists (
        select from decision_undo u where u.decision_id = new.id and u.until > app_now() and u.until <= old.created_at + interval '60 seconds'
    ) then
        raise exception 'a decision is taken back within a minute, and once'
            using errcode = 'check_violation', constraint = 'review_decision_undo_check';
    end if;
    return new;
end
$$;
create trigger review_decision_undo before update on review_decision
    for each row execute function guard_decision_undo();

create or replace function offer_step(a text, b text) returns boolean language sql immutable
    return (a, b) in (
        ('draft', 'submitted'), ('changes_requested', 'submitted'), ('submitted', 'in_review'), ('in_review', 'submitted'),
        ('in_review', 'approved'), ('in_review', 'changes_requested'), ('in_review', 'rejected'),
        ('approved', 'in_review'), ('changes_requested', 'in_review'), ('rejected', 'in_review'),
        ('approved', 'submitted'), ('expired', 'submitted'), ('approved', 'suspended'), ('expired', 'suspended'), ('suspended', 'approved'),
        ('approved', 'expired'), ('expired', 'approved'),
        ('draft', 'withdrawn'), ('submitted', 'withdrawn'), ('in_review', 'withdrawn'), ('changes_requested', 'withdrawn'),
        ('approved', 'withdrawn'), ('suspended', 'withdrawn'), ('expired', 'withdrawn'));

-- As before; decisions that were taken back do not count, and back into review goes only what such a one decided.
create or replace function guard_offer_approval() returns trigger language plpgsql as $$
declare
    approvals integer;
    needed integer;
begin
    if (tg_op = 'INSERT' and new.review <> 'draft')
        or (tg_op = 'UPDATE' and new.review <> old.review and not offer_step(old.review, new.review)) then
        raise exception 'an offer does not become %', new.review
            using errcode = 'check_violation', constraint = 'offer_step_check';
    end if;
    if tg_op = 'UPDATE' and new.review = 'in_review' and old.review in ('approved', 'changes_requested', 'rejected') and not exists (
        select from decision_undo u join review_decision d on d.id = u.decision_id join review_item i on i.id = u.review_item_id
        where i.offer_id = new.id and d.undone_at is not null and u.until > app_now()
    ) then
        raise exception 'no decision was taken back'
            using errcode = 'check_violation', constraint = 'offer_step_check';
    end if;
    if new.live_revision_id is null or (tg_op = 'UPDATE' and new.live_revision_id is not distinct from old.live_revision_id
        and (new.review <> 'approved' or old.review = 'approved')) then
        return new;
    end if;
    select count(distinct d.moderator_id) into approvals from review_decision d
        where d.revision_id = new.live_revision_id and d.decision = 'approve' and d.undone_at is null;
    select approvals_required(r.content #>> '{details,category}', p.kind, r.content) into needed
        from offer_revision r, provider p
        where r.id = new.live_revision_id and r.offer_id = new.id and p.id = new.provider_id and r.submitted_at is not null
            and r.content #>> '{details,category}' = new.category
            and not exists (select from review_decision d where d.revision_id = r.id and d.decision <> 'approve' and d.undone_at is null);
    if needed is null or approvals < needed then
        raise exception 'the revision has % of % approvals', approvals, needed
            using errcode = 'check_violation', constraint = 'offer_approvals_check';
    end if;
    return new;
end
$$;

grant update (undone_at) on review_decision to app_rw;
grant select, insert, delete on decision_undo to app_rw;
