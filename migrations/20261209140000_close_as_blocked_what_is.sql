-- Whoever reported a danger reads that the other side was blocked: a report is closed so only while a block of that provider stands, and
-- whoever lifts it at that moment is waited for.
create function guard_report_blocked() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
    perform from provider_block b where b.provider_id = new.provider_id and b.verdict is distinct from 'lifted' for share;
    if not found then
        raise exception 'nobody is blocked because of this report'
            using errcode = 'check_violation', constraint = 'report_blocked_check';
    end if;
    return new;
end
$$;
create trigger report_blocked before insert or update of outcome on report
    for each row when (new.outcome = 'blocked') execute function guard_report_blocked();
