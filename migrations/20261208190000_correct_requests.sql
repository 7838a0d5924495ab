-- A household puts right who comes, where they are and what they ask, as long as nobody counts on it; it keeps its place in the line.
-- What of a request and a need the server may change otherwise, it still may not: whose they are, their kind, since when they wait.
grant update (household, adults, oldest_born_to, place_id) on request to app_rw;
grant update (content, dates, quantity) on need to app_rw;

-- Who comes stays while something is agreed: which languages they speak and what somebody of them needs may be put right. That a child is
-- left alone is said at any time; and it stays so: nobody gets it away from whoever looks after it by counting an adult.
create function guard_corrected_request() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
    if old.unaccompanied_minor and not new.unaccompanied_minor then
        raise exception 'a child who is alone stays with child protection'
            using errcode = 'check_violation', constraint = 'request_child_stays_check';
    end if;
    if (new.household - 'functional' - 'languages') is distinct from (old.household - 'functional' - 'languages')
        and not new.unaccompanied_minor
        and exists (select from match m where m.request_id = new.id and m.state in ('accepted', 'confirmed', 'started')) then
        raise exception 'somebody counts on who comes'
            using errcode = 'check_violation', constraint = 'request_corrected_check';
    end if;
    return null;
end
$$;
-- After the row, which knows by then whether a child is alone.
create trigger request_corrected after update of household, adults, oldest_born_to on request
    for each row when (new.erased_at is null) execute function guard_corrected_request();

-- What is asked stays once something of it is agreed, and its kind for ever. Musts and wishes follow who comes, and the consent to use them.
create function guard_corrected_need() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
    if (new.content - 'criteria', new.dates, new.quantity) is not distinct from (old.content - 'criteria', old.dates, old.quantity) then
        return new;
    end if;
    if old.state not in ('open', 'proposed') or old.served > 0 then
        raise exception 'a need that somebody counts on stays as it is'
            using errcode = 'check_violation', constraint = 'need_corrected_check';
    end if;
    if new.content #>> '{details,category}' is distinct from new.category then
        raise exception 'another kind of help is another need'
            using errcode = 'check_violation', constraint = 'need_category_stays_check';
    end if;
    return new;
end
$$;
create trigger need_corrected before update of content, dates, quantity on need
    for each row execute function guard_corrected_need();
