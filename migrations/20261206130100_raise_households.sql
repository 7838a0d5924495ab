-- What repeats itself about a household is shown to moderators before anybody reports it: numbers, never who they are. Stopping one still takes a report.

-- One row for each request that was counted: with a phone or an e-mail address, or of which something was said. There is no other list.
create table household_signal (
    id uuid primary key,
    request_id uuid not null constraint household_signal_request_id_key unique references request on delete cascade,
    -- When to count (again); null: nothing changed since.
    due_at timestamptz,
    -- What was counted last: over this request and those with the same phone or e-mail address.
    requests integer not null default 0,
    no_shows integer not null default 0,
    providers integer not null default 0,
    -- Since when moderators are told; null: they are not.
    raised_at timestamptz,
    -- Up to which numbers a moderator called it no problem, or began to look into it.
    settled_requests integer not null default 0,
    settled_no_shows integer not null default 0,
    settled_providers integer not null default 0,
    settled_by uuid references account,
    settled_at timestamptz,
    -- The report that a moderator made of it.
    report_id uuid references report,
    constraint household_signal_counts_check check (
        requests >= 0 and no_shows >= 0 and providers >= 0 and settled_requests >= 0 and settled_no_shows >= 0 and settled_providers >= 0),
    constraint household_signal_settled_check check ((settled_by is null) = (settled_at is null) and (report_id is null or settled_by is not null))
);
create index household_signal_due_idx on household_signal (due_at) where due_at is not null;
create index household_signal_raised_idx on household_signal (raised_at, id) where raised_at is not null;

-- A child who is alone has a case that child protection alone sees: nobody counts it. Only a moderator settles anything.
create function guard_household_signal() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
    if new.raised_at is not null and (tg_op = 'INSERT' or old.raised_at is distinct from new.raised_at) and exists (
        select from request q where q.id = new.request_id and (q.unaccompanied_minor or q.erased_at is not null)
    ) then
        raise exception 'nobody is told of a child who is alone, or of who is erased'
            using errcode = 'check_violation', constraint = 'household_signal_request_check';
    end if;
    if new.settled_by is not null and not exists (
        select from account a where a.id = new.settled_by and 'moderator' = any (a.roles) and a.disabled_at is null
    ) and (tg_op = 'INSERT' or (old.settled_by, old.settled_at) is distinct from (new.settled_by, new.settled_at)) then
        raise exception 'a moderator looks at what stands out'
            using errcode = 'check_violation', constraint = 'household_signal_moderator_check';
    end if;
    return new;
end
$$;
create trigger household_signal_guard before insert or update on household_signal
    for each row execute function guard_household_signal();

-- Counting is the installation's own, soon after something happened that counts.
create function count_household_later(request uuid) returns void language sql set search_path = public, pg_temp as $$
    insert into household_signal (id, request_id, due_at)
    select gen_random_uuid(), q.id, app_now() from request q
    where q.id = count_household_later.request and not q.unaccompanied_minor and q.erased_at is null
    on conflict (request_id) do update set due_at = excluded.due_at
$$;
create function count_household_of_contact() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
    perform count_household_later(new.request_id);
    return null;
end
$$;
create trigger request_contact_counted after insert or update of phone_index, email_index on identity.request_contact
    for each row when (new.phone_index is not null or new.email_index is not null) execute function count_household_of_contact();
create function count_household_of_match() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
    perform count_household_later(new.request_id);
    return null;
end
$$;
create trigger match_counted after update of state on match
    for each row when (new.state = 'no_show') execute function count_household_of_match();
create function count_household_of_report() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
    perform count_household_later(coalesce(
        (select m.request_id from match m where m.id = new.match_id), (select i.request_id from inquiry i where i.id = new.inquiry_id)));
    return null;
end
$$;
create trigger report_counted after insert or update of state on report
    for each row when (new.reporter = 'provider') execute function count_household_of_report();

-- Who is erased is counted no more.
create function forget_household_signal() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
    delete from household_signal s where s.request_id = new.id;
    return null;
end
$$;
create trigger request_signal_forgotten after update of erased_at on request
    for each row when (new.erased_at is not null) execute function forget_household_signal();

insert into household_signal (id, request_id, due_at)
select gen_random_uuid(), q.id, app_now() from request q join identity.request_contact c on c.request_id = q.id
where q.state = 'open' and not q.unaccompanied_minor and q.erased_at is null and (c.phone_index is not null or c.email_index is not null);

-- A moderator who looks into it makes a report of the household, from what it chose or asked: as a provider's it says which household
-- is meant, and lets it be stopped.
alter table report drop constraint report_reporter_check,
    add constraint report_reporter_check check (reporter in ('visitor', 'household', 'provider', 'moderator'));
alter table report drop constraint report_thread_check,
    add constraint report_thread_check
        check (num_nonnulls(match_id, inquiry_id) <= 1 and (reporter not in ('provider', 'moderator') or num_nonnulls(match_id, inquiry_id) = 1));

-- As before (20261130110000); a report by a moderator is one, too.
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
            and not exists (select from provider_member p where p.provider_id = r.provider_id and p.account_id = moderator)) then
        raise exception 'a moderator who is no member stops a request that was reported'
            using errcode = 'check_violation', constraint = 'request_stop_report_check';
    end if;
    return new;
end
$$;

grant select, insert, update on household_signal to app_rw;
