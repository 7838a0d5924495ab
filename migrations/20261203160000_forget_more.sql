-- Sign-ins that are over and work that was done are forgotten, too. The server calls functions of the owner that delete nothing else.
create index session_over_idx on session ((least(ended_at, expires_at)));
create index job_dropped_idx on job (run_at) where state = 'dropped';

-- Sign-ins that ended or lapsed before. Their refresh tokens, and where a case worker had a request open by them, go with them.
create function forget_ended_sessions(before timestamptz, at_most integer) returns bigint language sql security definer set search_path = public, pg_temp
begin atomic
    with gone as (
        delete from session s where s.id in (
            select e.id from session e where least(e.ended_at, e.expires_at) < before
            limit at_most)
        returning 1)
    select count(*) from gone;
end;

-- Mails and other work that were done or set aside before. What waits and what was given up stays.
create function forget_done_jobs(before timestamptz, at_most integer) returns bigint language sql security definer set search_path = public, pg_temp
begin atomic
    with gone as (
        delete from job j where j.id in (
            select d.id from job d where d.state = 'done' and d.done_at < before
            union all
            select a.id from job a where a.state = 'dropped' and a.run_at < before
            limit at_most)
        returning 1)
    select count(*) from gone;
end;

revoke execute on function forget_ended_sessions(timestamptz, integer), forget_done_jobs(timestamptz, integer) from public;
grant execute on function forget_ended_sessions(timestamptz, integer), forget_done_jobs(timestamptz, integer) to app_rw;
