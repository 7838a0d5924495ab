-- What somebody wrote about a danger is not kept for ever: its words go so many days after the report was closed.
create function forget_closed_reports(before timestamptz, at_most integer) returns bigint language sql security definer set search_path = public, pg_temp
begin atomic
    with gone as (
        delete from report_text t where t.id in (
            select x.id from report r join report_text x on x.report_id = r.id
            where r.state = 'closed' and r.closed_at < before
            limit at_most)
        returning 1)
    select count(*) from gone;
end;
revoke execute on function forget_closed_reports(timestamptz, integer) from public;
grant execute on function forget_closed_reports(timestamptz, integer) to app_rw;
