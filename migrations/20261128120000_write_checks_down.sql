-- Checklists in every version that there was, and every point that a moderator answered: on what it rests, and until when it counts.
create table checklist (
    key text not null,
    version integer not null constraint checklist_version_check check (version > 0),
    items jsonb not null constraint checklist_items_check check (jsonb_typeof(items) = 'array'),
    created_at timestamptz not null,
    primary key (key, version)
);
create trigger checklist_append_only before update or delete or truncate on checklist
    for each statement execute function refuse_change();
insert into checklist (key, version, items, created_at)
    select key, (data ->> 'version')::integer, data -> 'items', now() from reference_item where kind = 'checklist';
delete from reference_item where kind = 'checklist';
alter table reference_item drop constraint reference_item_kind_check,
    add constraint reference_item_kind_check check (kind in ('language', 'category', 'theme'));

alter table review_decision add column checklist_key text;
alter table review_decision alter column checklist_version type integer using checklist_version::integer;
alter table review_decision add constraint review_decision_checklist_fkey
    foreign key (checklist_key, checklist_version) references checklist (key, version);

create table review_check (
    decision_id uuid not null references review_decision,
    item text not null,
    result text not null constraint review_check_result_check check (result in ('yes', 'no', 'unknown')),
    -- On what the answer rests. Of answers from before this table it was not kept.
    evidence text constraint review_check_evidence_check check (evidence in ('document', 'register', 'visit', 'call', 'offer')),
    moderator_id uuid not null references account,
    checked_at timestamptz not null,
    expires_at timestamptz constraint review_check_expires_at_check check (expires_at > checked_at),
    primary key (decision_id, item)
);
create index review_check_failed_idx on review_check (checked_at) where result <> 'yes';
insert into review_check (decision_id, item, result, moderator_id, checked_at)
    select d.id, a.key, a.value #>> '{}', d.moderator_id, d.created_at from review_decision d, jsonb_each(d.answers) a;
alter table review_decision drop column answers;
create trigger review_check_append_only before update or delete or truncate on review_check
    for each statement execute function refuse_change();

-- At the end of the transaction, when its answers are written: nothing is approved with a required point that is not a yes.
create function guard_checked_approval() returns trigger language plpgsql as $$
begin
    if new.decision = 'approve' and exists (
        select from checklist c, jsonb_array_elements(c.items) i
        where c.key = new.checklist_key and c.version = new.checklist_version and coalesce((i ->> 'required')::boolean, false)
            and not exists (
                select from review_check k where k.decision_id = new.id and k.item = i ->> 'key' and k.result = 'yes')
    ) then
        raise exception 'a required point of the checklist is not answered with yes'
            using errcode = 'check_violation', constraint = 'review_decision_checked_check';
    end if;
    return null;
end
$$;
create constraint trigger review_decision_checked after insert on review_decision
    deferrable initially deferred for each row execute function guard_checked_approval();

grant select, insert on checklist, review_check to app_rw;
