-- Whoever follows a case is told when nobody looked at it in time; and an administrator of the organisation gives a case to a colleague, since
-- the household agreed with the organisation and not with one person.

-- When it is worth to look whether a case is due, and the time by which somebody was to look of which its case worker was told.
alter table household_case
    add column look_at timestamptz not null default '1970-01-01T00:00:00Z',
    add column due_told timestamptz;
create index household_case_look_at_idx on household_case (look_at) where ended_at is null;
grant update (look_at, due_told) on household_case to app_rw;

alter table household_case drop constraint household_case_source_check;
alter table household_case add constraint household_case_source_check
    check (source in ('shown_code', 'invited', 'handed_over', 'reassigned'));

-- It stays in the organisation: to another one nobody gives it but the household.
create function guard_reassigned_case() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
    if tg_op = 'INSERT' then
        raise exception 'a case begins with the household'
            using errcode = 'check_violation', constraint = 'household_case_reassigned_check';
    elsif new.provider_id <> old.provider_id
        or new.account_id = old.account_id and old.source <> 'reassigned' then
        raise exception 'a case is given to a colleague of the same organisation'
            using errcode = 'check_violation', constraint = 'household_case_reassigned_check';
    end if;
    return new;
end
$$;
create trigger household_case_reassigned before insert or update on household_case
    for each row when (new.source = 'reassigned') execute function guard_reassigned_case();
