-- Those who administer a provider correct what it says about itself. What was checked was checked of the name and the register entry that
-- were there: with another one it counts no more, and the provider is vetted again. It stays, and is shown with nothing.
alter table vetting_evidence add column superseded_at timestamptz;
grant update (superseded_at) on vetting_evidence to app_rw;
grant update (public_name, languages) on provider to app_rw;

-- What counts no more never counts again.
create function keep_superseded() returns trigger language plpgsql as $$
begin
    if old.superseded_at is not null and new.superseded_at is distinct from old.superseded_at then
        raise exception 'evidence that was put aside does not come back'
            using errcode = 'check_violation', constraint = 'vetting_evidence_superseded_check';
    end if;
    return new;
end
$$;
create trigger vetting_evidence_superseded before update of superseded_at on vetting_evidence
    for each row execute function keep_superseded();

-- Standing rests on evidence of that level that lasts as long, and was not put aside.
create or replace function guard_standing() returns trigger language plpgsql as $$
begin
    if new.status = 'vetted' and not exists (
        select from vetting_evidence e where e.provider_id = new.id and e.level >= new.vetting_level and e.lapses_at >= new.vetted_until
            and e.superseded_at is null
    ) then
        raise exception 'no evidence for this standing'
            using errcode = 'check_violation', constraint = 'provider_evidence_check';
    end if;
    return new;
end
$$;

-- Nobody takes what was checked of one name along to another. Names of private persons are sealed: the application alone can compare them.
create function guard_public_name() returns trigger language plpgsql as $$
begin
    if new.public_name is distinct from old.public_name and exists (
        select from vetting_evidence e where e.provider_id = new.id and e.superseded_at is null
    ) then
        raise exception 'what was checked of the former name still counts'
            using errcode = 'check_violation', constraint = 'provider_renamed_check';
    end if;
    return new;
end
$$;
create trigger provider_renamed before update of public_name on provider
    for each row execute function guard_public_name();
