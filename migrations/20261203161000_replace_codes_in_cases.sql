-- A case worker replaces the lost code of a request that they follow, too, and of no other. Who it was stands apart from the moderators.
alter table code_reissue
    add column by_case_worker uuid references account,
    drop constraint code_reissue_by_moderator_check,
    -- By one of them, or by a link in a mail.
    add constraint code_reissue_by_check check (num_nonnulls(by_moderator, by_case_worker) = case when reason = 'mail' then 0 else 1 end);

-- As before (20261127110200), and whoever really follows the request at this moment.
create or replace function guard_reissue() returns trigger language plpgsql as $$
begin
    if new.by_moderator is not null and not exists (
        select from account a where a.id = new.by_moderator and 'moderator' = any (a.roles) and a.disabled_at is null
    ) then
        raise exception 'only a moderator replaces a code'
            using errcode = 'check_violation', constraint = 'code_reissue_moderator_check';
    end if;
    if new.by_case_worker is not null and not exists (
        select from followed_case c where c.account_id = new.by_case_worker and c.request_id = new.request_id
    ) then
        raise exception 'only who follows a request replaces its code'
            using errcode = 'check_violation', constraint = 'code_reissue_case_worker_check';
    end if;
    return new;
end
$$;
