-- Notes go so many days after the case was closed, and with what they are about: at the next round after the request was erased.
create or replace function forget_closed_child_cases(before timestamptz, at_most integer) returns bigint language sql security definer
    set search_path = public, pg_temp set punte.opens_for = 'program'
begin atomic
    with gone as (
        delete from child_case_note t where t.id in (
            select x.id from child_case c join child_case_note x on x.case_id = c.id join request q on q.id = c.request_id
            where q.erased_at is not null or (c.state = 'closed' and c.closed_at < before)
            limit at_most)
        returning 1)
    select count(*) from gone;
end;
