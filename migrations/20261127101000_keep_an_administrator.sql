-- A site never stands without an administrator: the last one keeps the role and is not disabled. Whoever is erased goes in any case.
create function guard_last_site_administrator() returns trigger language plpgsql as $$
begin
    if 'administrator' = any (old.roles) and old.disabled_at is null
        and not ('administrator' = any (new.roles) and new.disabled_at is null) then
        -- Two that lose the role at the same moment wait for each other here, and the second one sees that the first has lost it.
        perform pg_advisory_xact_lock(hashtextextended('account_administrator_check', 0));
        if exists (select from identity.account i where i.account_id = old.id)
            and not exists (select from account a where 'administrator' = any (a.roles) and a.disabled_at is null) then
            raise exception 'a site keeps an administrator'
                using errcode = 'check_violation', constraint = 'account_administrator_check';
        end if;
    end if;
    return null;
end
$$;
create trigger account_administrator after update of roles, disabled_at on account
    for each row execute function guard_last_site_administrator();
