-- Accounts, sessions, providers, their members, and the evidence that moderators saw.
create table account (
    id uuid primary key,
    locale text not null constraint account_locale_check check (locale in ('uk', 'ro', 'en', 'ru')),
    roles text[] not null default '{}' constraint account_roles_check
        check (roles <@ array['moderator', 'child_protection', 'administrator', 'auditor']),
    disabled_at timestamptz,
    created_at timestamptz not null
);

create table identity.account (
    account_id uuid primary key references public.account on delete cascade,
    email text not null constraint account_email_key unique,
    password_hash text not null
);

create table session (
    id uuid primary key,
    account_id uuid not null references account on delete cascade,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    ended_at timestamptz
);
create index session_account_id_idx on session (account_id);

create table provider (
    id uuid primary key,
    kind text not null constraint provider_kind_check check (kind in ('ngo', 'volunteer', 'company', 'authority')),
    status text not null default 'unvetted' constraint provider_status_check
        check (status in ('unvetted', 'vetted', 'lapsed', 'suspended', 'blocked')),
    vetting_level smallint constraint provider_vetting_level_check check (vetting_level between 0 and 3),
    vetted_until timestamptz,
    languages text[] not null default '{}',
    coverage geography(multipolygon, 4326),
    created_by uuid not null references account,
    version bigint not null default 1,
    created_at timestamptz not null,
    constraint provider_vetted_check check (status <> 'vetted' or (vetting_level is not null and vetted_until is not null))
);

create table identity.provider (
    provider_id uuid primary key references public.provider on delete cascade,
    name text not null,
    registration_number text,
    legal_representative text,
    contact_person text,
    email text not null,
    phone text,
    contact_hours text
);

create table provider_member (
    provider_id uuid not null references provider on delete cascade,
    account_id uuid not null references account on delete cascade,
    role text not null constraint provider_member_role_check check (role in ('member', 'administrator')),
    primary key (provider_id, account_id)
);
create index provider_member_account_id_idx on provider_member (account_id);

create table vetting_evidence (
    id uuid primary key,
    provider_id uuid not null references provider,
    kind text not null constraint vetting_evidence_kind_check
        check (kind in ('email_confirmed', 'identity_document', 'criminal_record', 'public_register', 'visit', 'contract')),
    level smallint not null constraint vetting_evidence_level_check check (level between 0 and 3),
    document_last4 text constraint vetting_evidence_document_last4_check check (document_last4 ~ '^[0-9A-Za-z]{4}$'),
    seen_by uuid not null references account,
    seen_at timestamptz not null,
    lapses_at timestamptz not null,
    constraint vetting_evidence_lapses_at_check check (lapses_at > seen_at and lapses_at <= seen_at + interval '366 days'),
    constraint vetting_evidence_kind_level_check check (level = case kind
        when 'email_confirmed' then 0 when 'identity_document' then 1 when 'criminal_record' then 2 when 'public_register' then 2 else 3 end)
);
create index vetting_evidence_provider_id_idx on vetting_evidence (provider_id);

-- Only a moderator vets, and nobody a provider that they belong to.
create function guard_evidence() returns trigger language plpgsql as $$
begin
    if not exists (select from account a where a.id = new.seen_by and 'moderator' = any (a.roles) and a.disabled_at is null)
        or exists (select from provider_member m where m.provider_id = new.provider_id and m.account_id = new.seen_by) then
        raise exception 'only a moderator who is no member vets'
            using errcode = 'check_violation', constraint = 'vetting_evidence_not_own_check';
    end if;
    return new;
end
$$;
create trigger vetting_evidence_guard before insert on vetting_evidence
    for each row execute function guard_evidence();

-- Standing rests on evidence of that level that lasts as long.
create function guard_standing() returns trigger language plpgsql as $$
begin
    if new.status = 'vetted' and not exists (
        select from vetting_evidence e where e.provider_id = new.id and e.level >= new.vetting_level and e.lapses_at >= new.vetted_until
    ) then
        raise exception 'no evidence for this standing'
            using errcode = 'check_violation', constraint = 'provider_evidence_check';
    end if;
    return new;
end
$$;
create trigger provider_standing before insert or update of status, vetting_level, vetted_until on provider
    for each row execute function guard_standing();
