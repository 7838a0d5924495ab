-- A provider reports a household: a moderator who has taken the report can stop its request from choosing further offers.
create table request_stop (
    id uuid primary key,
    request_id uuid not null references request on delete cascade,
    report_id uuid not null references report,
    stopped_by uuid not null references account,
    stopped_at timestamptz not null,
    lifted_by uuid references account,
    lifted_at timestamptz,
    constraint request_stop_lifted_check check ((lifted_by is null) = (lifted_at is null))
);
-- One of each report at a time stands: what one moderator lets go, another may still hold.
create unique index request_stop_standing_key on request_stop (report_id) where lifted_at is null;
create index request_stop_request_id_idx on request_stop (request_id);

-- Only a moderator stops or lets go on, because of a report of a provider about that very request, and nobody for their own provider.
create function guard_request_stop() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare
    moderator uuid := case when tg_op = 'INSERT' then new.stopped_by else new.lifted_by end;
begin
    if tg_op = 'UPDATE' and (old.lifted_at is not null or (new.id, new.request_id, new.report_id, new.stopped_by, new.stopped_at)
        is distinct from (old.id, old.request_id, old.report_id, old.stopped_by, old.stopped_at)) then
        raise exception 'a stop is lifted once' using errcode = 'check_violation', constraint = 'request_stop_once_check';
    end if;
    if not exists (
        select from report r left join match m on m.id = r.match_id left join inquiry i on i.id = r.inquiry_id
        where r.id = new.report_id and r.reporter = 'provider' and coalesce(m.request_id, i.request_id) = new.request_id
            and exists (select from account a where a.id = moderator and 'moderator' = any (a.roles) and a.disabled_at is null)
            and not exists (select from provider_member p where p.provider_id = r.provider_id and p.account_id = moderator)) then
        raise exception 'a moderator who is no member stops a request that was reported'
            using errcode = 'check_violation', constraint = 'request_stop_report_check';
    end if;
    return new;
end
$$;
create trigger request_stop_guard before insert or update on request_stop for each row execute function guard_request_stop();

-- Who is stopped chooses nothing, and begins to write to nobody.
create function guard_stopped() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
    if exists (select from request_stop s where s.request_id = new.request_id and s.lifted_at is null) then
        raise exception 'this request is stopped' using errcode = 'check_violation', constraint = 'request_stopped_check';
    end if;
    return new;
end
$$;
create trigger match_request_stopped before insert on match for each row execute function guard_stopped();
create trigger inquiry_request_stopped before insert on inquiry for each row execute function guard_stopped();

grant select, insert, update (lifted_by, lifted_at) on request_stop to app_rw;
