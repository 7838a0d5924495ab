-- What was checked about an organisation counts for twelve months, and nothing sets its status when they are over: whoever follows
-- households for it does so until that moment, as its offers are seen until then (visible_offer).

-- As before (20261201100000), and as long as what was checked counts.
create or replace view followed_case with (security_invoker = true) as
select c.id, c.request_id, c.account_id, c.provider_id, c.consent, c.source, c.opened_at, c.follow_up_on, c.seen_at, c.moved_at, c.version
from household_case c
join account a on a.id = c.account_id and a.disabled_at is null
join provider p on p.id = c.provider_id and p.kind in ('ngo', 'authority') and p.status = 'vetted' and p.vetted_until > app_now()
join provider_member m on m.provider_id = c.provider_id and m.account_id = c.account_id
where c.ended_at is null;

-- As before (20261201100000), and as long as what was checked counts.
create or replace function guard_household_case() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
    if tg_op = 'UPDATE' then
        if old.ended_at is not null or (new.id, new.request_id, new.opened_at) is distinct from (old.id, old.request_id, old.opened_at) then
            raise exception 'a case ends once' using errcode = 'check_violation', constraint = 'household_case_once_check';
        end if;
        if (new.account_id, new.provider_id) is not distinct from (old.account_id, old.provider_id) then
            return new;
        end if;
    end if;
    if not exists (select from request q where q.id = new.request_id and q.state = 'open' and q.erased_at is null
                   and not q.unaccompanied_minor) then
        raise exception 'a case is of a request that is open, and not of a child who is alone'
            using errcode = 'check_violation', constraint = 'household_case_request_check';
    end if;
    if not exists (
        select from provider_member m join provider p on p.id = m.provider_id join account a on a.id = m.account_id
        where m.account_id = new.account_id and m.provider_id = new.provider_id and a.disabled_at is null
            and p.kind in ('ngo', 'authority') and p.status = 'vetted' and p.vetted_until > app_now()) then
        raise exception 'a case is followed for an organisation that was checked'
            using errcode = 'check_violation', constraint = 'household_case_provider_check';
    end if;
    if tg_op = 'INSERT' and (select count(*) from household_case c where c.request_id = new.request_id and c.ended_at is null) >= 3 then
        raise exception 'no more than three follow one request'
            using errcode = 'check_violation', constraint = 'household_case_three_check';
    end if;
    return new;
end
$$;
