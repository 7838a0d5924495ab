-- Danger that somebody took and left lying is said once more, and so is a child's case that nobody took in time; whoever looks after nothing
-- any more gives back what they had; and whoever had agreed something does not use up what strangers may hide.

-- Whether it came from somebody who had agreed something with the provider: of the others only so many an hour hide anything.
alter table report add column agreed boolean not null default false;
-- Since when whoever looks after it does. Nobody knows of those that were taken until now: their hour begins here.
alter table report add column taken_at timestamptz;
update report r set taken_at = case when r.taken_by is not null then app_now() end,
    agreed = exists (select from match_event e where e.match_id = r.match_id and e.to_state = 'accepted');
alter table report add constraint report_taken_at_check check ((taken_at is null) = (taken_by is null));

-- As before (20261207110000); only a moderator takes one, and from that moment on it is theirs. A role or an account that is taken away
-- in that moment is waited for.
create or replace function guard_report_taken() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare
    anew boolean := true;
begin
    if new.taken_by is null then
        new.taken_at := null;
        return new;
    end if;
    if has_belonged(new.taken_by, new.provider_id) then
        raise exception 'nobody looks into a report about their own organisation'
            using errcode = 'check_violation', constraint = 'report_not_own_check';
    end if;
    if tg_op = 'UPDATE' then
        anew := new.taken_by is distinct from old.taken_by;
    end if;
    if anew then
        perform from account a where a.id = new.taken_by and 'moderator' = any (a.roles) and a.disabled_at is null for share;
        if not found then
            raise exception 'only a moderator looks into a report'
                using errcode = 'check_violation', constraint = 'report_taken_by_check';
        end if;
        new.taken_at := app_now();
    end if;
    return new;
end
$$;
drop trigger report_taken on report;
create trigger report_taken before insert or update of taken_by, state on report
    for each row execute function guard_report_taken();

-- Whether anybody moderates who does not belong to a provider and never did.
create function somebody_looks_into(provider uuid) returns boolean language sql stable
    return exists (select from account a where 'moderator' = any (a.roles) and a.disabled_at is null
        and not has_belonged(a.id, somebody_looks_into.provider));

-- Whether "in danger now" waits for somebody: by its time, at once where nobody could look, and again where whoever took it did so before an
-- instant and has not closed it.
create function is_overdue(r report, at timestamptz, taken_before timestamptz) returns boolean language sql stable
    return r.kind = 'danger_now' and case r.state
        when 'open' then r.due_at <= is_overdue.at or not somebody_looks_into(r.provider_id)
        when 'taken' then r.taken_at <= is_overdue.taken_before
        else false end;

-- An alarm is about a report as it stood: taken, left, or given back, it is another one.
alter table report_alarm add column version bigint;
update report_alarm a set version = case r.state when 'open' then r.version else r.version - 1 end from report r where r.id = a.report_id;
alter table report_alarm alter column version set not null, drop constraint report_alarm_pkey, add primary key (report_id, version);

-- The same of a child's case that nobody took in time.
create table child_case_alarm (
    case_id uuid not null references child_case,
    version bigint not null,
    raised_at timestamptz not null,
    primary key (case_id, version)
);
grant select, insert on child_case_alarm to app_rw;

-- As before (20261207170000), and the alarm of such a case. What a column is made of cannot be changed, so it is made anew, with its index.
alter table job drop column rank;
alter table job add column rank smallint not null generated always as (
    case
        when kind in ('provider_blocked', 'offer_gone') then 0
        when payload ->> 'notice' in ('danger-reported', 'report-overdue', 'block-overdue', 'child-case-overdue', 'safety-overdue',
            'child-case-opened', 'child-heard', 'match-stopped', 'case-stopped', 'provider-blocked') then 1
        when kind not in ('mail', 'digest') then 2
        when payload ->> 'waited' = 'true' or payload ->> 'notice' in ('offers-found', 'still-needed', 'need-still-needed') then 5
        when payload ->> 'notice' in ('address-to-confirm', 'address-taken', 'password-forgotten', 'password-changed', 'address-to-change',
            'address-change-asked', 'address-changed', 'address-left', 'contact-left', 'code-lost', 'code-replaced', 'pin-changed',
            'case-opened', 'case-handed-on', 'request-kept', 'request-received') then 3
        else 4
    end
) stored;
create index job_next_idx on job (rank, run_at) where state = 'queued';

-- How many of those there are: a number, whoever asks.
create function count_overdue_child_cases(at timestamptz) returns bigint language sql stable security definer
    set search_path = public, pg_temp set punte.opens_for = 'program' as $$
    select count(*) from child_case c where c.state = 'open' and c.due_at <= count_overdue_child_cases.at
$$;
revoke execute on function count_overdue_child_cases(timestamptz) from public;

-- As before (20261129110000); whoever looks after children no more gives back what they had, and nobody else does.
create or replace function guard_child_case() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare
    protector uuid := new.taken_by;
begin
    if tg_op = 'INSERT' then
        if new.state <> 'open' or not exists (select from request q where q.id = new.request_id and q.unaccompanied_minor) then
            raise exception 'a case begins open, and is of a child who is alone'
                using errcode = 'check_violation', constraint = 'child_case_request_check';
        end if;
        return new;
    end if;
    if old.state = 'closed' or (new.id, new.request_id, new.created_at, new.due_at)
        is distinct from (old.id, old.request_id, old.created_at, old.due_at) then
        raise exception 'a case is closed once' using errcode = 'check_violation', constraint = 'child_case_once_check';
    end if;
    if new.state = 'open' then
        protector := old.taken_by;
    elsif new.state = 'taken' and new.taken_by is distinct from old.taken_by then
        -- Who loses the role, or the account, in that moment is waited for.
        perform from account a where a.id = new.taken_by for share;
    end if;
    if (new.state <> 'open') is distinct from exists (select from account a
                   where a.id = protector and 'child_protection' = any (a.roles) and a.disabled_at is null) then
        raise exception 'only child protection takes a case, and keeps it'
            using errcode = 'check_violation', constraint = 'child_case_taken_by_check';
    end if;
    return new;
end
$$;

-- Whoever is disabled, or has the role no more, keeps nothing from those who could look. Each thing that is open again has its line in the
-- audit log, as where somebody gives back by themselves.
create function give_back_work() returns trigger language plpgsql security definer
    set search_path = public, pg_temp set punte.opens_for = 'program' as $$
declare
    -- What they were and are not any more.
    gone text[] := array(select r.role from unnest(old.roles) r (role)
        where old.disabled_at is null and (new.disabled_at is not null or r.role <> all (new.roles)));
begin
    if 'moderator' = any (gone) then
        with back as (
            update report set state = 'open', taken_by = null, version = version + 1 where taken_by = new.id and state = 'taken' returning id)
        insert into audit_event (at, actor_kind, action, subject_kind, subject_id, data)
            select app_now(), 'system', 'report_released', 'report', id, '{"given_back": true}'::jsonb from back;
        with back as (
            update review_item set claimed_by = null, lease_until = null, version = version + 1
                where claimed_by = new.id and state = 'open' returning id)
        insert into audit_event (at, actor_kind, action, subject_kind, subject_id, data)
            select app_now(), 'system', 'review_released', 'review_item', id, '{"given_back": true}'::jsonb from back;
    end if;
    if 'child_protection' = any (gone) then
        with back as (
            update child_case set state = 'open', taken_by = null, version = version + 1 where taken_by = new.id and state = 'taken' returning id)
        insert into audit_event (at, actor_kind, action, subject_kind, subject_id, data)
            select app_now(), 'system', 'child_case_released', 'child_case', id, '{"given_back": true}'::jsonb from back;
    end if;
    return null;
end
$$;
revoke execute on function give_back_work() from public;
create trigger account_gives_back after update of roles, disabled_at on account
    for each row execute function give_back_work();

-- What those hold who were disabled or lost the role until now.
with back as (
    update report r set state = 'open', taken_by = null, version = version + 1
    where r.state = 'taken' and not exists (
        select from account a where a.id = r.taken_by and 'moderator' = any (a.roles) and a.disabled_at is null)
    returning r.id)
insert into audit_event (at, actor_kind, action, subject_kind, subject_id, data)
    select app_now(), 'system', 'report_released', 'report', id, '{"given_back": true}'::jsonb from back;
do $$
begin
    perform set_config('punte.opens_for', 'program', true);
    with back as (
        update child_case c set state = 'open', taken_by = null, version = version + 1
        where c.state = 'taken' and not exists (
            select from account a where a.id = c.taken_by and 'child_protection' = any (a.roles) and a.disabled_at is null)
        returning c.id)
    insert into audit_event (at, actor_kind, action, subject_kind, subject_id, data)
        select app_now(), 'system', 'child_case_released', 'child_case', id, '{"given_back": true}'::jsonb from back;
    perform set_config('punte.opens_for', '', true);
end
$$;

grant execute on function somebody_looks_into(uuid), is_overdue(report, timestamptz, timestamptz), count_overdue_child_cases(timestamptz) to app_rw;
