-- Whoever follows requests of others keeps none as their own: an account that keeps one lets go of it with the first case that it has, as
-- it does with a role on the staff. To belong to an organisation that may follow requests ends nothing: whoever was helped may help others.

-- As before (20261209100000), and no account that has a case, whatever its sign-in showed.
create or replace function guard_request_account() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
    -- Whoever gives this account a case at this moment comes after us, or was here before.
    perform from account a where a.id = new.account_id for no key update;
    if not exists (select from request q where q.id = new.request_id and q.state = 'open' and q.erased_at is null
                   and not q.unaccompanied_minor) then
        raise exception 'a request that is kept is open, and not of a child who is alone'
            using errcode = 'check_violation', constraint = 'request_account_request_check';
    end if;
    if not exists (select from account a where a.id = new.account_id and a.disabled_at is null and a.email_confirmed_at is not null
                   and a.roles = '{}')
        or exists (select from household_case c where c.account_id = new.account_id and c.ended_at is null) then
        raise exception 'a request is kept in an account of somebody who works for nobody here'
            using errcode = 'check_violation', constraint = 'request_account_account_check';
    end if;
    if (select count(*) from request_account k where k.account_id = new.account_id) >= 5 then
        raise exception 'an account keeps no more than five'
            using errcode = 'check_violation', constraint = 'request_account_five_check';
    end if;
    return new;
end
$$;

create function end_keepings_of_case_worker() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    perform from account a where a.id = new.account_id for no key update;
    delete from request_account k where k.account_id = new.account_id;
    return null;
end
$$;
revoke execute on function end_keepings_of_case_worker() from public;
create trigger household_case_end_keepings after insert or update of account_id on household_case
    for each row when (new.ended_at is null) execute function end_keepings_of_case_worker();

delete from request_account k
    where exists (select from household_case c where c.account_id = k.account_id and c.ended_at is null);
