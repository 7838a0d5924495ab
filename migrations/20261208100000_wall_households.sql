-- The second wall around what households file, agree and write: whatever a use case asked or forgot to ask,
-- PostgreSQL shows these rows to whom they belong, and lets nobody else's change touch them.
--
-- * Use cases that only look for somebody connect as app_look, which changes nothing and to which row-level security holds. Who looks is
--   said by `punte.looks_as`, set for one transaction by the statement that begins it: `request:<id>` or `account:<id>`. Anybody else, and
--   unset, sees nothing.
-- * Use cases that change something of a household have to look at rows of others as well (two hosts who say yes at once, the last
--   bed): they stay app_rw, and begin by saying whose row they are about (`touch`). Is it not theirs, they are app_look until they end.
do $$
begin
    if not exists (select from pg_roles where rolname = 'app_look') then
        create role app_look nologin;
    end if;
exception when duplicate_object or unique_violation then
    null; -- Made for another database of the server at this moment.
end;
$$;
do $$
begin
    if not pg_has_role('app_rw', 'app_look', 'member') then
        grant app_look to app_rw;
    end if;
end
$$;

-- Whose the household of a request is to see: its own, of a provider that it chose or wrote to, of whom follows its case, of staff.
create function sees_household(request uuid) returns boolean
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
    looker text := current_setting('punte.looks_as', true);
    who uuid := nullif(split_part(looker, ':', 2), '')::uuid;
begin
    return case split_part(looker, ':', 1)
        when 'request' then who = request
        when 'account' then
            exists (
                select from provider_member p
                where p.account_id = who and (
                    exists (select from match m where m.request_id = request and m.provider_id = p.provider_id)
                    or exists (select from inquiry i where i.request_id = request and i.provider_id = p.provider_id)))
            or exists (select from followed_case f where f.request_id = request and f.account_id = who)
            or is_staff_for(who, request)
        end;
end
$$;

-- Whose a match or a question is to see, between a request and a provider: either side's, of whom follows the case, of staff.
create function sees_between(request uuid, provider uuid) returns boolean
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
    looker text := current_setting('punte.looks_as', true);
    who uuid := nullif(split_part(looker, ':', 2), '')::uuid;
begin
    return case split_part(looker, ':', 1)
        when 'request' then who = request
        when 'account' then
            exists (select from provider_member p where p.account_id = who and p.provider_id = provider)
            or exists (select from followed_case f where f.request_id = request and f.account_id = who)
            or is_staff_for(who, request)
        end;
end
$$;

-- Whether something is about whoever looks: a household, or an account.
create function sees_own(whom uuid) returns boolean language sql stable set search_path = public, pg_temp as $$
    select current_setting('punte.looks_as', true) in ('request:' || whom, 'account:' || whom)
$$;

-- Whose a case worker's case of a household is to see: its own, of whom holds it.
create function sees_case(request uuid, holder uuid) returns boolean
language sql stable set search_path = public, pg_temp as $$
    select current_setting('punte.looks_as', true) in ('request:' || request, 'account:' || holder)
$$;

-- Staff who look at households for what is reported to them: moderators, and child protection where a child is alone.
create function is_staff_for(who uuid, request uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
    select exists (
        select from account a join public.request r on r.id = is_staff_for.request
        where a.id = who and a.disabled_at is null
            and case when r.unaccompanied_minor then 'child_protection' else 'moderator' end = any (a.roles))
$$;
-- Whose what the installation knows of a household by itself is to see: its own, of staff, and of nobody who offers help.
create function sees_apart(request uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
    select sees_own(request) or current_setting('punte.looks_as', true) like 'account:%'
        and is_staff_for(nullif(split_part(current_setting('punte.looks_as', true), ':', 2), '')::uuid, request)
$$;
-- Whose it is to see what one side says of the other: that side's own, of staff, and never of whom it is about.
create function sees_said(side text, request uuid, provider uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
    select case side
        when 'refugee' then sees_apart(request)
        else exists (select from provider_member p where p.provider_id = sees_said.provider and sees_own(p.account_id))
            or sees_apart(request) and not sees_own(request) end
$$;
revoke execute on function sees_household(uuid), sees_between(uuid, uuid), sees_case(uuid, uuid), sees_own(uuid), sees_apart(uuid), sees_said(text, uuid, uuid),
    is_staff_for(uuid, uuid) from public;
grant execute on function sees_household(uuid), sees_between(uuid, uuid), sees_case(uuid, uuid), sees_own(uuid), sees_apart(uuid), sees_said(text, uuid, uuid)
    to app_look, app_rw;

-- Whether help is taken to have begun without anybody's word, and its household said nothing since: the other side is told this, and not what was
-- said.
create function is_begun_unsaid(match_id uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
    select exists (select from match_event e where e.match_id = is_begun_unsaid.match_id and e.to_state = 'started' and e.side = 'system')
        and not exists (select from check_in c where c.match_id = is_begun_unsaid.match_id and c.answer is not null)
        and not exists (select from match_completion w where w.match_id = is_begun_unsaid.match_id and w.side = 'refugee')
$$;
revoke execute on function is_begun_unsaid(uuid) from public;
grant execute on function is_begun_unsaid(uuid) to app_look, app_rw;

do $$
declare
    one record;
begin
    for one in
        select * from (values
            ('request', 'sees_household(id)'),
            ('need', 'sees_household(request_id)'),
            -- What is between a household and the installation alone.
            ('consent', 'sees_own(request_id)'),
            ('household_session', 'sees_own(request_id)'),
            ('request_pin', 'sees_own(request_id)'),
            ('case_code', 'sees_own(request_id)'),
            ('notification', 'sees_own(recipient_id)'),
            -- What is no provider's, though the household chose it.
            ('code_reissue', 'sees_apart(request_id)'),
            ('request_stop', 'sees_apart(request_id)'),
            ('household_signal', 'sees_apart(request_id)'),
            -- How people are, and how it was.
            ('check_in', 'exists (select from match m where m.id = match_id and sees_apart(m.request_id))'),
            ('feedback', 'exists (select from match m where m.id = match_id and sees_said(side, m.request_id, m.provider_id))'),
            ('match', 'sees_between(request_id, provider_id)'),
            ('inquiry', 'sees_between(request_id, provider_id)'),
            ('household_case', 'sees_case(request_id, account_id)'),
            -- What hangs on one of these is to see with it.
            ('match_event', 'exists (select from match m where m.id = match_id)'),
            ('match_confirmation', 'exists (select from match m where m.id = match_id)'),
            ('match_completion', 'exists (select from match m where m.id = match_id)'),
            ('match_renamed', 'exists (select from match m where m.id = match_id)'),
            ('contact_access', 'exists (select from match m where m.id = match_id)'),
            ('case_note', 'exists (select from household_case c where c.id = case_id)'),
            ('inquiry_end', 'exists (select from inquiry i where i.id = inquiry_id)'),
            ('message', 'exists (select from match m where m.id = match_id) or exists (select from inquiry i where i.id = inquiry_id)')
        ) as t (name, shown)
    loop
        execute format('alter table %I enable row level security', one.name);
        execute format('alter table %I force row level security', one.name);
        -- Changes are held by `touch`, and by the triggers of their tables.
        execute format('create policy %I on %I to app_rw, app_migrate using (true) with check (true)', one.name || '_change', one.name);
        execute format('create policy %I on %I for select to app_look using (%s)', one.name || '_look', one.name, one.shown);
    end loop;
end
$$;

-- Begins a change of a row that belongs to a household: whether it is to see for whom `looker` says. Is it not, this transaction is app_look's
-- from now on, and changes and locks nothing: whoever asks is answered by the use case, to which the row is not there.
create function touch(looker text, kind text, id uuid) returns boolean
language plpgsql volatile set search_path = public, pg_temp as $$
declare
    theirs boolean;
begin
    perform set_config('punte.looks_as', looker, true);
    theirs := coalesce(case kind
        when 'request' then sees_household(touch.id)
        when 'need' then (select sees_household(n.request_id) from need n where n.id = touch.id)
        when 'match' then (select sees_between(m.request_id, m.provider_id) from match m where m.id = touch.id)
        when 'inquiry' then (select sees_between(i.request_id, i.provider_id) from inquiry i where i.id = touch.id)
        when 'case' then (select sees_case(c.request_id, c.account_id) from household_case c where c.id = touch.id)
        end, false);
    if not theirs then
        perform set_config('transaction_read_only', 'on', true), set_config('role', 'app_look', true);
    end if;
    return theirs;
end
$$;
revoke execute on function touch(text, text, uuid) from public;
grant execute on function touch(text, text, uuid) to app_rw;

-- An answer that was kept for somebody to whom the row is not there any more is not given again.
revoke execute on function take_idempotency_key(bigint, text, text, timestamptz) from public;
grant execute on function take_idempotency_key(bigint, text, text, timestamptz) to app_rw;

-- app_look sees what app_rw sees, as far as this wall lets it, and changes nothing: `punte migrate` calls it when it is done, so that it
-- comes along with every table, and with every function that changes nothing.
create function let_look() returns void language plpgsql set search_path = public, pg_temp as $$
declare
    one record;
begin
    if not (has_schema_privilege('app_look', 'public', 'usage') and has_schema_privilege('app_look', 'identity', 'usage')) then
        grant usage on schema public, identity to app_look;
    end if;
    for one in
        select format('select on %s', c.oid::regclass) as what
        from pg_class c
        where c.relnamespace in ('public'::regnamespace, 'identity'::regnamespace) and c.relkind in ('r', 'v')
            and has_table_privilege('app_rw', c.oid, 'select') and not has_table_privilege('app_look', c.oid, 'select')
        union all
        select format('execute on function %s', p.oid::regprocedure)
        from pg_proc p
        where p.pronamespace in ('public'::regnamespace, 'identity'::regnamespace) and p.provolatile <> 'v'
            and has_function_privilege('app_rw', p.oid, 'execute') and not has_function_privilege('app_look', p.oid, 'execute')
    loop
        execute format('grant %s to app_look', one.what);
    end loop;
end
$$;
revoke execute on function let_look() from public;
