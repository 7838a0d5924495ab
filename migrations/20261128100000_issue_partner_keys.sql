-- Partner applications come with a key of their own: scopes, an end, a quota for each day, and two at a time so that one can replace the other.
create table partner (
    id uuid primary key,
    name text not null constraint partner_name_check check (char_length(name) between 2 and 120),
    -- For whom it writes offers and lists, if for anybody.
    provider_id uuid references provider,
    created_by uuid not null references account,
    created_at timestamptz not null
);

create table partner_key (
    id uuid primary key,
    partner_id uuid not null references partner,
    prefix text not null constraint partner_key_prefix_key unique constraint partner_key_prefix_check check (prefix ~ '^[0-9a-z]{12}$'),
    -- HMAC of the whole key, which is shown once.
    secret_hash bytea not null constraint partner_key_secret_hash_check check (octet_length(secret_hash) = 32),
    scopes text[] not null constraint partner_key_scopes_check check (cardinality(scopes) > 0
        and scopes <@ array['offers:read', 'offers:write', 'requests:write', 'matches:search', 'imports:write', 'events:read']),
    daily_quota integer not null constraint partner_key_daily_quota_check check (daily_quota between 1 and 1000000),
    created_by uuid not null references account,
    created_at timestamptz not null,
    expires_at timestamptz not null
        constraint partner_key_expires_at_check check (expires_at > created_at and expires_at <= created_at + interval '365 days'),
    revoked_at timestamptz,
    last_used_at timestamptz
);
create index partner_key_partner_id_idx on partner_key (partner_id);

create table partner_key_use (
    key_id uuid not null references partner_key,
    day date not null,
    used integer not null constraint partner_key_use_used_check check (used > 0),
    primary key (key_id, day)
);

create function guard_partner_keys() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' then
        if old.revoked_at is not null and new.revoked_at is distinct from old.revoked_at then
            raise exception 'what was revoked stays revoked' using errcode = 'check_violation', constraint = 'partner_key_revoked_at_check';
        end if;
        return new;
    end if;
    perform from partner p where p.id = new.partner_id for no key update;
    if (select count(*) from partner_key k where k.partner_id = new.partner_id and k.revoked_at is null and k.expires_at > new.created_at) >= 2 then
        raise exception 'two keys at a time' using errcode = 'check_violation', constraint = 'partner_key_active_check';
    end if;
    return new;
end
$$;
create trigger partner_key_guard before insert or update on partner_key for each row execute function guard_partner_keys();

alter table audit_event drop constraint audit_event_actor_kind_check,
    add constraint audit_event_actor_kind_check check (actor_kind in ('visitor', 'account', 'tracking', 'system', 'partner'));

grant select, insert, update (name) on partner to app_rw;
grant select, insert, update (revoked_at, last_used_at) on partner_key to app_rw;
grant select, insert, update (used) on partner_key_use to app_rw;

-- Who may open what (20261127140000), and partner applications.
create or replace function identity.may_open(row_id uuid) returns boolean language plpgsql stable set search_path = public, pg_temp as $$
declare
    looker text := current_setting('punte.opens_for', true);
    who uuid;
begin
    if looker is null or looker = '' then
        return false;
    elsif looker = 'program' then
        return true;
    end if;
    who := split_part(looker, ':', 2)::uuid;
    if who = row_id then
        return true;
    elsif looker like 'request:%' then
        -- The other side of a match that both sides agreed to, as it was agreed.
        return exists (
            select from match m
            where m.request_id = who and m.state in ('accepted', 'confirmed', 'started')
                and row_id in (m.provider_id, m.revision_id))
            -- What they wrote, and what was written to them.
            or exists (select from message s join match m on m.id = s.match_id where s.id = row_id and m.request_id = who)
            or exists (select from feedback f join match m on m.id = f.match_id
                       where f.id = row_id and f.side = 'refugee' and m.request_id = who);
    elsif looker like 'partner:%' then
        -- A partner application, with a key that lets it see or write offers: those of the provider that it writes for.
        return exists (
            select from partner p join offer o on o.provider_id = p.provider_id join offer_revision r on r.offer_id = o.id
            where p.id = who and r.id = row_id
                and exists (select from partner_key k where k.partner_id = p.id and k.revoked_at is null
                    and k.scopes && array['offers:read', 'offers:write', 'imports:write']));
    elsif looker like 'account:%' then
        return exists (
                select from provider_member p where p.account_id = who and (
                    p.provider_id = row_id
                    or p.role = 'administrator'
                        and exists (select from provider_member q where q.account_id = row_id and q.provider_id = p.provider_id)
                    or exists (select from offer_revision r join offer o on o.id = r.offer_id
                               where r.id = row_id and o.provider_id = p.provider_id)
                    or exists (select from match m
                               where m.request_id = row_id and m.provider_id = p.provider_id
                                   and m.state in ('accepted', 'confirmed', 'started'))
                    or exists (select from message s join match m on m.id = s.match_id
                               where s.id = row_id and m.provider_id = p.provider_id)
                    or exists (select from feedback f join match m on m.id = f.match_id
                               where f.id = row_id and f.side = 'provider' and m.provider_id = p.provider_id)))
            -- Staff, once the look is written down: in this very transaction.
            or exists (
                select from audit_event e join account a on a.id = e.actor_id
                where e.xid = pg_current_xact_id_if_assigned() and e.actor_kind = 'account' and e.actor_id = who
                    and a.disabled_at is null
                    and case e.action
                        when 'identity_opened' then 'moderator' = any (a.roles) and e.subject_id = row_id
                        when 'private_opened' then 'moderator' = any (a.roles)
                            and exists (select from offer_revision r where r.id = row_id and r.offer_id = e.subject_id)
                        when 'feedback_read' then 'moderator' = any (a.roles)
                            and exists (select from feedback f join match m on m.id = f.match_id
                                        where f.id = row_id and f.side = 'refugee' and m.provider_id = e.subject_id)
                        when 'account_opened' then 'administrator' = any (a.roles) and e.subject_id = row_id
                        when 'roles_changed' then 'administrator' = any (a.roles) and e.subject_id = row_id
                        when 'account_disabled' then 'administrator' = any (a.roles) and e.subject_id = row_id
                        when 'account_enabled' then 'administrator' = any (a.roles) and e.subject_id = row_id
                        else false end);
    end if;
    return false;
end
$$;
