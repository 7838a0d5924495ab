-- Members of a provider come by an invitation and leave again, and a provider never stands without anybody who runs it.
alter table provider_member
    add column id uuid not null default gen_random_uuid() constraint provider_member_id_key unique,
    add column joined_at timestamptz not null default app_now();
grant delete, update (role) on provider_member to app_rw;

create table provider_invitation (
    id uuid primary key,
    provider_id uuid not null references provider on delete cascade,
    role text not null constraint provider_invitation_role_check check (role in ('member', 'administrator')),
    -- HMAC: the code is shown once, to whoever invites.
    code_hash bytea not null constraint provider_invitation_code_hash_key unique
        constraint provider_invitation_code_hash_check check (octet_length(code_hash) = 32),
    invited_by uuid not null references account,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    accepted_by uuid references account,
    ended_at timestamptz,
    constraint provider_invitation_expires_at_check check (expires_at > created_at and expires_at <= created_at + interval '7 days'),
    constraint provider_invitation_accepted_by_check check (accepted_by is null or ended_at is not null)
);
create index provider_invitation_provider_id_idx on provider_invitation (provider_id);
grant select, insert, update (accepted_by, ended_at) on provider_invitation to app_rw;

-- An invitation is used once, by its time, and what ended stays ended.
create function guard_invitation() returns trigger language plpgsql as $$
begin
    if old.ended_at is not null or (new.accepted_by is not null and new.ended_at > old.expires_at) then
        raise exception 'an invitation is used once, and by its time'
            using errcode = 'check_violation', constraint = 'provider_invitation_once_check';
    end if;
    return new;
end
$$;
create trigger provider_invitation_once before update on provider_invitation for each row execute function guard_invitation();

-- Whoever is erased leaves whatever that leaves behind: the use case refuses before. Nobody is left to run a provider that was erased.
create function guard_last_administrator() returns trigger language plpgsql as $$
begin
    if old.role <> 'administrator' or (tg_op = 'UPDATE' and new.role = 'administrator' and new.provider_id = old.provider_id) then
        return null;
    end if;
    -- Two who leave at the same moment wait for each other here, and the second one sees that the first has left.
    perform from provider p where p.id = old.provider_id for no key update;
    if found and exists (select from identity.provider i where i.provider_id = old.provider_id)
        and exists (select from identity.account i where i.account_id = old.account_id)
        and not exists (select from provider_member m where m.provider_id = old.provider_id and m.role = 'administrator') then
        raise exception 'a provider keeps an administrator'
            using errcode = 'check_violation', constraint = 'provider_member_administrator_check';
    end if;
    return null;
end
$$;
create trigger provider_member_administrator after update or delete on provider_member
    for each row execute function guard_last_administrator();
