-- Whoever is under eighteen and alone gets a person, not a list: each such request has a case that child protection alone sees (SAFETY, R10).
-- The case stands apart from the request: no foreign key deletes it, and row-level security shows it to nobody else.
create table child_case (
    id uuid primary key,
    request_id uuid not null constraint child_case_request_id_key unique references request,
    state text not null default 'open' constraint child_case_state_check check (state in ('open', 'taken', 'closed')),
    taken_by uuid references account,
    outcome text constraint child_case_outcome_check
        check (outcome in ('handed_over', 'adult_present', 'helped_elsewhere', 'unreachable')),
    created_at timestamptz not null,
    due_at timestamptz not null,
    closed_at timestamptz,
    version bigint not null default 1,
    constraint child_case_closed_check check ((state = 'closed') = (outcome is not null and closed_at is not null)),
    constraint child_case_taken_check check ((state = 'open') = (taken_by is null))
);
create index child_case_open_idx on child_case (due_at, id) where state <> 'closed';
create index child_case_closed_idx on child_case (closed_at desc, id) where state = 'closed';

-- What child protection notes about a case, sealed by the application.
create table child_case_note (
    id uuid primary key,
    case_id uuid not null references child_case,
    written_by uuid not null references account,
    sealed bytea not null,
    created_at timestamptz not null
);
create index child_case_note_case_id_idx on child_case_note (case_id);

-- Those who asked before there were cases.
insert into child_case (id, request_id, created_at, due_at)
select gen_random_uuid(), q.id, app_now(), app_now() + interval '4 hours' from request q where q.unaccompanied_minor and q.erased_at is null;

-- Who looks is said as for data keys (`punte.opens_for`, storage/opening.rs): an account with the role for it, or the program.
create function sees_child_cases() returns boolean language plpgsql stable set search_path = public, pg_temp as $$
declare
    looker text := current_setting('punte.opens_for', true);
begin
    if looker = 'program' then
        return true;
    elsif looker like 'account:%' then
        return exists (
            select from account a
            where a.id = split_part(looker, ':', 2)::uuid and 'child_protection' = any (a.roles) and a.disabled_at is null);
    end if;
    return false;
end
$$;
alter table child_case enable row level security;
alter table child_case force row level security;
create policy child_case_select on child_case for select using (sees_child_cases());
-- Whoever files a request for such a child leaves a case behind that they do not see.
create policy child_case_insert on child_case for insert with check (true);
create policy child_case_update on child_case for update using (sees_child_cases());
alter table child_case_note enable row level security;
alter table child_case_note force row level security;
create policy child_case_note_select on child_case_note for select using (sees_child_cases());
create policy child_case_note_insert on child_case_note for insert with check (sees_child_cases());
create policy child_case_note_delete on child_case_note for delete using (sees_child_cases());

-- A request of such a child has a case when its transaction ends, whether it was filed so or became so.
create function check_child_case() returns trigger language plpgsql set search_path = public, pg_temp set punte.opens_for = 'program' as $$
begin
    if not exists (select from child_case c where c.request_id = new.id) then
        raise exception 'a child who is alone has a case'
            using errcode = 'check_violation', constraint = 'request_child_case_check';
    end if;
    return null;
end
$$;
create constraint trigger request_child_case after insert or update of household, adults, oldest_born_to on request
    deferrable initially deferred for each row
    when (new.unaccompanied_minor and new.erased_at is null) execute function check_child_case();

-- There is a case of such children alone: it opens how they can be reached. Only child protection takes one, and what is closed stays closed.
create function guard_child_case() returns trigger language plpgsql set search_path = public, pg_temp as $$
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
    if not exists (select from account a
                   where a.id = new.taken_by and 'child_protection' = any (a.roles) and a.disabled_at is null) then
        raise exception 'only child protection takes a case'
            using errcode = 'check_violation', constraint = 'child_case_taken_by_check';
    end if;
    return new;
end
$$;
create trigger child_case_guard before insert or update on child_case for each row execute function guard_child_case();

-- A case with what may be known of the child before it is taken. The wall stands behind the view as well.
create view child_case_line with (security_invoker = true) as
select
    c.id, c.request_id, c.state, c.taken_by, c.outcome, c.created_at, c.due_at, c.closed_at, c.version,
    q.household, case when q.erased_at is null then q.state else 'erased' end as request_state, q.locale,
    p.id as place_id, p.country, p.admin1
from child_case c
join request q on q.id = c.request_id
left join place p on q.erased_at is null and p.id = coalesce(q.place_id,
    (select (n.content ->> 'place_id')::bigint from need n where n.request_id = q.id order by n.position limit 1));

-- Notes go so many days after the case was closed.
create function forget_closed_child_cases(before timestamptz, at_most integer) returns bigint language sql security definer
    set search_path = public, pg_temp set punte.opens_for = 'program'
begin atomic
    with gone as (
        delete from child_case_note t where t.id in (
            select x.id from child_case c join child_case_note x on x.case_id = c.id
            where c.state = 'closed' and c.closed_at < before
            limit at_most)
        returning 1)
    select count(*) from gone;
end;
revoke execute on function forget_closed_child_cases(timestamptz, integer) from public;
grant execute on function forget_closed_child_cases(timestamptz, integer) to app_rw;

grant select, insert, update (state, taken_by, outcome, closed_at, version) on child_case to app_rw;
grant select, insert on child_case_note to app_rw;
grant select on child_case_line to app_rw;

-- Who may open what (20261128100000), and how a child can be reached: whoever has taken its case, once the look is written down.
create or replace function identity.may_open(row_id uuid) returns boolean language plpgsql stable set search_path = public, pg_temp as $$
declare
    looker text := current_setting('punte.opens_for', true);
    who uuid;
    is_account boolean;
begin
    if looker is null or looker = '' then
        return false;
    elsif looker = 'program' then
        return true;
    end if;
    who := split_part(looker, ':', 2)::uuid;
    if who = row_id then
        return true;
    elsif looker like 'request:%' then
        -- The other side of a match that both sides agreed to, as it was agreed.
        return exists (
            select from match m
            where m.request_id = who and m.state in ('accepted', 'confirmed', 'started')
                and row_id in (m.provider_id, m.revision_id))
            -- What they wrote, and what was written to them.
            or exists (select from message s join match m on m.id = s.match_id where s.id = row_id and m.request_id = who)
            or exists (select from feedback f join match m on m.id = f.match_id
                       where f.id = row_id and f.side = 'refugee' and m.request_id = who);
    elsif looker like 'partner:%' then
        -- A partner application, with a key that lets it see or write offers: those of the provider that it writes for.
        return exists (
            select from partner p join offer o on o.provider_id = p.provider_id join offer_revision r on r.offer_id = o.id
            where p.id = who and r.id = row_id
                and exists (select from partner_key k where k.partner_id = p.id and k.revoked_at is null
                    and k.scopes && array['offers:read', 'offers:write', 'imports:write']));
    elsif looker like 'account:%' then
        -- What somebody may look at for their work is of one kind: a line about something else opens nothing.
        is_account := exists (select from account b where b.id = row_id);
        return exists (
                select from provider_member p where p.account_id = who and (
                    p.provider_id = row_id
                    or p.role = 'administrator'
                        and exists (select from provider_member q where q.account_id = row_id and q.provider_id = p.provider_id)
                    or exists (select from offer_revision r join offer o on o.id = r.offer_id
                               where r.id = row_id and o.provider_id = p.provider_id)
                    or exists (select from match m
                               where m.request_id = row_id and m.provider_id = p.provider_id
                                   and m.state in ('accepted', 'confirmed', 'started'))
                    or exists (select from message s join match m on m.id = s.match_id
                               where s.id = row_id and m.provider_id = p.provider_id)
                    or exists (select from feedback f join match m on m.id = f.match_id
                               where f.id = row_id and f.side = 'provider' and m.provider_id = p.provider_id)))
            -- Staff, once the look is written down: in this very transaction.
            or exists (
                select from audit_event e join account a on a.id = e.actor_id
                where e.xid = pg_current_xact_id_if_assigned() and e.actor_kind = 'account' and e.actor_id = who
                    and a.disabled_at is null
                    and case e.action
                        when 'identity_opened' then 'moderator' = any (a.roles) and e.subject_id = row_id
                            and exists (select from provider p where p.id = row_id)
                        when 'private_opened' then 'moderator' = any (a.roles)
                            and exists (select from offer_revision r where r.id = row_id and r.offer_id = e.subject_id)
                        when 'feedback_read' then 'moderator' = any (a.roles)
                            and exists (select from feedback f join match m on m.id = f.match_id
                                        where f.id = row_id and f.side = 'refugee' and m.provider_id = e.subject_id)
                        when 'child_contact_opened' then 'child_protection' = any (a.roles) and e.subject_id = row_id
                            and exists (select from child_case c
                                        where c.request_id = row_id and c.state = 'taken' and c.taken_by = who)
                        when 'account_opened' then 'administrator' = any (a.roles) and e.subject_id = row_id and is_account
                        when 'roles_changed' then 'administrator' = any (a.roles) and e.subject_id = row_id and is_account
                        when 'account_disabled' then 'administrator' = any (a.roles) and e.subject_id = row_id and is_account
                        when 'account_enabled' then 'administrator' = any (a.roles) and e.subject_id = row_id and is_account
                        else false end);
    end if;
    return false;
end
$$;
