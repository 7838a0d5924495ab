-- Second factors: a password alone lets nobody of the staff in. Seeds are sealed by the application, recovery codes are HMACs.
create table second_factor (
    account_id uuid primary key references account on delete cascade,
    seed bytea,
    -- One that is shown, and was not confirmed with a code yet.
    pending bytea,
    -- The last step of 30 seconds of which a code was used: no code of it or of one before is taken again.
    last_step bigint not null default 0,
    failures smallint not null default 0 constraint second_factor_failures_check check (failures >= 0),
    failed_at timestamptz,
    confirmed_at timestamptz,
    constraint second_factor_confirmed_at_check check ((seed is null) = (confirmed_at is null))
);

create table recovery_code (
    account_id uuid not null references second_factor on delete cascade,
    code_hash bytea not null,
    used_at timestamptz,
    primary key (account_id, code_hash)
);

-- When the second factor of a sign-in was shown last; null: never.
alter table session add column factor_at timestamptz;

-- Where a factor is set, no session begins without it; where none is, none says that it was shown.
create function guard_session_factor() returns trigger language plpgsql as $$
declare
    is_set boolean := exists (select from second_factor f where f.account_id = new.account_id and f.seed is not null);
begin
    if (tg_op = 'INSERT' and is_set and new.factor_at is null) or (new.factor_at is not null and not is_set) then
        raise exception 'a session begins with the second factor that its account has'
            using errcode = 'check_violation', constraint = 'session_factor_at_check';
    end if;
    return new;
end
$$;
create trigger session_factor before insert or update of factor_at on session
    for each row execute function guard_session_factor();

-- A code that was used stays used.
create function guard_used_code() returns trigger language plpgsql as $$
begin
    if tg_table_name = 'recovery_code' then
        if old.used_at is not null then
            raise exception 'a recovery code is used once' using errcode = 'check_violation', constraint = 'recovery_code_used_at_check';
        end if;
    elsif new.seed = old.seed and new.last_step < old.last_step then
        raise exception 'a code is used once' using errcode = 'check_violation', constraint = 'second_factor_last_step_check';
    end if;
    return new;
end
$$;
create trigger recovery_code_used before update on recovery_code for each row execute function guard_used_code();
create trigger second_factor_used before update on second_factor for each row execute function guard_used_code();

grant select, insert, update on second_factor to app_rw;
grant select, insert, delete, update (used_at) on recovery_code to app_rw;
