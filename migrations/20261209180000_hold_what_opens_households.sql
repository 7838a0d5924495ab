-- What an audit found: a lost code that opened somebody else's request, moderators who took over a child's, and invitations that outlived
-- whoever made them.

-- Where several requests want to be reached at one address, the mail that goes there has a link for each of them; and a link that was sent
-- for one request stays that one's, whatever is filed under its address afterwards.
alter table mail_link
    add column request_id uuid references request on delete cascade,
    add constraint mail_link_request_id_check check (request_id is null or purpose = 'code');
create index mail_link_request_id_idx on mail_link (request_id) where request_id is not null;
grant update (request_id) on mail_link to app_rw;

-- As before (20261203161000): of a child who is alone child protection replaces the code, and nobody else; of anybody else a moderator.
-- Neither of them where they belong, or did, to somebody whom the household chose or wrote to: they would open the other side.
create or replace function guard_reissue() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
    if new.by_moderator is not null and not exists (
        select from account a join public.request q on q.id = new.request_id
        where a.id = new.by_moderator and a.disabled_at is null
            and case when q.unaccompanied_minor then 'child_protection' else 'moderator' end = any (a.roles)
    ) then
        raise exception 'only a moderator replaces a code, and of a child who is alone only child protection'
            using errcode = 'check_violation', constraint = 'code_reissue_moderator_check';
    end if;
    if new.by_moderator is not null and (
        exists (select from match m where m.request_id = new.request_id and has_belonged(new.by_moderator, m.provider_id))
        or exists (select from inquiry i where i.request_id = new.request_id and has_belonged(new.by_moderator, i.provider_id))
    ) then
        raise exception 'nobody replaces the code of a household that their own organisation has to do with'
            using errcode = 'check_violation', constraint = 'code_reissue_not_own_check';
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

-- Whoever does not administer a provider any more, or is disabled, invites nobody to it: what they gave out before ends with that.
create function end_invitations_of_administrator() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    update provider_invitation i set ended_at = app_now()
        where i.provider_id = old.provider_id and i.invited_by = old.account_id and i.ended_at is null;
    return null;
end
$$;
revoke execute on function end_invitations_of_administrator() from public;
create trigger provider_member_end_invitations after delete on provider_member
    for each row execute function end_invitations_of_administrator();
create trigger provider_member_end_invitations_of_member after update of role on provider_member
    for each row when (old.role = 'administrator' and new.role <> 'administrator') execute function end_invitations_of_administrator();

create function end_invitations_of_account() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    update provider_invitation i set ended_at = app_now() where i.invited_by = new.id and i.ended_at is null;
    return null;
end
$$;
revoke execute on function end_invitations_of_account() from public;
create trigger account_end_invitations after update of disabled_at on account
    for each row when (new.disabled_at is not null and old.disabled_at is null) execute function end_invitations_of_account();

-- Those that outlived whoever made them until now.
update provider_invitation i set ended_at = app_now()
    where i.ended_at is null and not exists (
        select from provider_member m join account a on a.id = m.account_id
        where m.provider_id = i.provider_id and m.account_id = i.invited_by and m.role = 'administrator' and a.disabled_at is null);
