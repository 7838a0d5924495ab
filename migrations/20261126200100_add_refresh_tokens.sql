-- Sign-ins are seen and ended by whoever they belong to, rest, and go on with refresh tokens of which each is used once.
alter table session
    add column kind text not null default 'program' constraint session_kind_check check (kind in ('program', 'browser')),
    add column last_used_at timestamptz;
update session set last_used_at = created_at;
alter table session
    alter column kind drop default,
    alter column last_used_at set not null;

-- A session is the family of its tokens: when one is used twice, it ends.
create table refresh_token (
    token_hash bytea primary key,
    session_id uuid not null references session on delete cascade,
    issued_at timestamptz not null,
    used_at timestamptz,
    -- HMAC of the idempotency key of the try that used it, if it had one; and what it was exchanged for, sealed with itself.
    retry bytea,
    successor bytea,
    constraint refresh_token_used_at_check check ((used_at is null) = (successor is null) and (used_at is not null or retry is null))
);
create unique index refresh_token_session_id_live_key on refresh_token (session_id) where used_at is null;
create index refresh_token_session_id_idx on refresh_token (session_id);

create function guard_refresh_token() returns trigger language plpgsql as $$
begin
    if old.used_at is not null then
        raise exception 'a refresh token is used once' using errcode = 'check_violation', constraint = 'refresh_token_used_once_check';
    end if;
    return new;
end
$$;
create trigger refresh_token_used before update on refresh_token for each row execute function guard_refresh_token();

grant select, insert, update (used_at, retry, successor) on refresh_token to app_rw;
