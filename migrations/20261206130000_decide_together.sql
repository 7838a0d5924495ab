-- Offers that were gone through before are approved together: what a moderator answered to the checklist is kept until they decide, and counts for a day.
create table kept_answers (
    revision_id uuid not null references offer_revision on delete cascade,
    moderator_id uuid not null references account,
    checklist_key text not null,
    checklist_version integer not null,
    -- By the keys of the points, as core::checklist writes them.
    answers jsonb not null constraint kept_answers_answers_check check (jsonb_typeof(answers) = 'object'),
    kept_at timestamptz not null,
    primary key (revision_id, moderator_id),
    constraint kept_answers_checklist_fkey foreign key (checklist_key, checklist_version) references checklist (key, version)
);
create index kept_answers_kept_at_idx on kept_answers (kept_at);

-- As deciding does, keeping answers takes the role, the lease on this version, and distance from its author and organisation.
create function guard_kept_answers() returns trigger language plpgsql set search_path = public, pg_temp as $$
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
            or exists (select from provider_member m where m.provider_id = o.provider_id and m.account_id = new.moderator_id))
    ) then
        raise exception 'nobody judges an offer of their own organisation'
            using errcode = 'check_violation', constraint = 'kept_answers_own_check';
    end if;
    return new;
end
$$;
create trigger kept_answers_guard before insert or update on kept_answers
    for each row execute function guard_kept_answers();

-- Whether an approval was one of many by one tap. Such a one rests on answers that this moderator kept before, of this version and of
-- this checklist, and on hints that were looked for and looked at.
alter table review_decision add column together boolean not null default false;
create function guard_approval_together() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
    if new.together and new.decision = 'approve' and (
        is_risky(new.review_item_id)
        or not exists (select from hint_reading h where h.item_id = new.review_item_id and h.noted_at is not null)
        or not exists (
            select from kept_answers k
            where k.revision_id = new.revision_id and k.moderator_id = new.moderator_id and k.checklist_key = new.checklist_key
                and k.checklist_version = new.checklist_version and k.kept_at > app_now() - interval '24 hours')
    ) then
        raise exception 'what is approved together was gone through before'
            using errcode = 'check_violation', constraint = 'review_decision_together_check';
    end if;
    return new;
end
$$;
create trigger review_decision_together before insert on review_decision
    for each row execute function guard_approval_together();

grant select, insert, update, delete on kept_answers to app_rw;
