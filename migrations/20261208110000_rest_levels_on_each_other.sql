-- A level rests on the levels below it, each with evidence of its own that still counts, and falls to what is left. Evidence that was wrong
-- is taken back. Offers for minors have checklists of their own.

-- Who took it back, and why. It counts no more since superseded_at, as what was seen of a former name.
alter table vetting_evidence
    -- What failed counts for nothing, and was looked at all the same.
    add column result text not null default 'passed' constraint vetting_evidence_result_check check (result in ('passed', 'failed')),
    add column taken_back_by uuid references account,
    add column taken_back_for text constraint vetting_evidence_taken_back_for_check
        check (taken_back_for in ('forged', 'of_somebody_else', 'mistaken')),
    add constraint vetting_evidence_taken_back_check
        check ((taken_back_by is null) = (taken_back_for is null) and (taken_back_by is null or superseded_at is not null));
grant update (taken_back_by, taken_back_for) on vetting_evidence to app_rw;

-- Only a moderator takes back, nobody of a provider that they belong to or left, and only what counts: nothing is put aside twice.
create function guard_taking_back() returns trigger language plpgsql as $$
begin
    if (new.taken_back_by, new.taken_back_for) is not distinct from (old.taken_back_by, old.taken_back_for) then
        return new;
    end if;
    if old.superseded_at is not null then
        raise exception 'what counts no more is not taken back'
            using errcode = 'check_violation', constraint = 'vetting_evidence_taken_back_once_check';
    end if;
    if not exists (select from account a where a.id = new.taken_back_by and 'moderator' = any (a.roles) and a.disabled_at is null)
        or has_belonged(new.taken_back_by, new.provider_id) then
        raise exception 'only a moderator who is no member takes evidence back'
            using errcode = 'check_violation', constraint = 'vetting_evidence_not_own_check';
    end if;
    return new;
end
$$;
create trigger vetting_evidence_take_back before update of taken_back_by, taken_back_for on vetting_evidence
    for each row execute function guard_taking_back();

-- Until when a level is supported: each level up to it has something of its own until then. The rule of core::vetting, without the clock.
create function supported_until(provider uuid, kind text, level smallint) returns timestamptz language sql stable as $$
    select min(coalesce((
        select max(e.lapses_at) from vetting_evidence e
        where e.provider_id = supported_until.provider and e.superseded_at is null and e.result = 'passed'
            and case rung
                when 0 then true
                when 1 then e.kind = 'identity_document' or e.kind = 'public_register' and supported_until.kind <> 'volunteer'
                when 2 then e.kind in ('criminal_record', 'public_register')
                else e.kind = 'visit' or e.kind = 'contract' and supported_until.kind <> 'volunteer'
            end
    ), '-infinity'))
    from generate_series(0, supported_until.level) rung
$$;

-- Until now the newest evidence of a level was enough for it. Who has nothing for what lies below stands no longer than that counts, and no
-- longer than to this moment where it counts no more: nobody sees anything of theirs until the worker has looked, as whenever a level is over,
-- and it lets the level fall to what is left, tells them and ends what waits for an answer (App::let_levels_fall).
update provider p
    set vetted_until = greatest(supported_until(p.id, p.kind, p.vetting_level), app_now()), version = p.version + 1
    where p.vetting_level > 0 and p.vetted_until > app_now()
        and supported_until(p.id, p.kind, p.vetting_level) < p.vetted_until;

-- Standing rests on that.
create or replace function guard_standing() returns trigger language plpgsql as $$
begin
    if new.status = 'vetted' and (supported_until(new.id, new.kind, new.vetting_level) >= new.vetted_until) is not true then
        raise exception 'no evidence for this standing'
            using errcode = 'check_violation', constraint = 'provider_evidence_check';
    end if;
    return new;
end
$$;

-- And does not outlast it: whoever puts evidence aside sets the standing anew, before the transaction ends.
create function guard_what_stands() returns trigger language plpgsql as $$
begin
    if exists (
        select from provider p where p.id = new.provider_id and p.status = 'vetted'
            and (supported_until(p.id, p.kind, p.vetting_level) >= p.vetted_until) is not true
    ) then
        raise exception 'a standing rests on what counts no more'
            using errcode = 'check_violation', constraint = 'provider_evidence_check';
    end if;
    return null;
end
$$;
create constraint trigger vetting_evidence_standing after update of superseded_at on vetting_evidence
    deferrable initially deferred for each row when (old.result = 'passed') execute function guard_what_stands();

-- The level that a provider had and lost, by the clock or because something was taken back, until it has it again.
alter table provider add column level_lost smallint constraint provider_level_lost_check check (level_lost between 1 and 3);
grant update (level_lost) on provider to app_rw;

-- Until when what was checked about its provider carries an offer: what a public register says stands for level 2 of an institution, and
-- children leave a private home that somebody visited as soon as that is over.
create function offer_vetted_until(offer uuid) returns timestamptz language sql stable as $$
    select supported_until(p.id, p.kind, case
        when p.kind = 'authority' and o.least_vetting <= 2 and e.register_date + interval '1 year' > app_now() then 0::smallint
        when p.vetting_level = 3 and o.category = 'housing' and o.private then 3::smallint
        else o.least_vetting end)
    from offer o join provider p on p.id = o.provider_id left join offer_source e on e.offer_id = o.id
    where o.id = offer_vetted_until.offer
$$;

-- As before (20261128130000); a level that falls hides what needs more, and one that rises shows it.
create or replace function log_provider_event() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
    had smallint := case when old.status = 'vetted' then old.vetting_level end;
    has smallint := case when new.status = 'vetted' then new.vetting_level end;
    happened text := case
        when new.status = old.status then case when has < had then 'offer_hidden' when has > had then 'offer_restored' end
        when new.status = 'blocked' then 'offer_blocked'
        when old.status = 'vetted' then 'offer_hidden'
        when new.status = 'vetted' then 'offer_restored' end;
begin
    if happened is not null then
        insert into event (kind, provider_id, offer_id, public)
            select happened, o.provider_id, o.id, not o.for_minors
            from offer o left join offer_source e on e.offer_id = o.id
                cross join lateral (select case
                    when new.kind = 'authority' and o.least_vetting <= 2 and e.register_date + interval '1 year' > app_now() then 0
                    else o.least_vetting end as level) needs
            where o.provider_id = new.id and o.review = 'approved' and not o.paused
                and case
                    when happened = 'offer_blocked' then true
                    when new.status = old.status then needs.level > least(had, has) and needs.level <= greatest(had, has)
                    when happened = 'offer_restored' then needs.level <= has
                    else needs.level <= had
                end
            order by o.id;
    end if;
    return null;
end
$$;
drop trigger provider_log_event on provider;
create trigger provider_log_event after update of status, vetting_level on provider
    for each row execute function log_provider_event();

-- As before (20261207110000); an offer for minors has a checklist of its own (core::checklist::checklist_key).
create or replace function guard_review_decision() returns trigger language plpgsql as $$
declare
    item review_item;
begin
    select * into item from review_item i where i.id = new.review_item_id for update;
    if item.revision_id is distinct from new.revision_id or item.state <> 'open'
        or item.claimed_by is distinct from new.moderator_id or item.lease_until <= app_now() then
        raise exception 'the moderator does not hold this item'
            using errcode = 'check_violation', constraint = 'review_decision_lease_check';
    end if;
    if not exists (select from account a where a.id = new.moderator_id and 'moderator' = any (a.roles) and a.disabled_at is null) then
        raise exception 'only a moderator decides'
            using errcode = 'check_violation', constraint = 'review_decision_moderator_check';
    end if;
    if exists (
        select from offer o join offer_revision r on r.id = new.revision_id
        where o.id = r.offer_id and (o.created_by = new.moderator_id or r.created_by = new.moderator_id
            or has_belonged(new.moderator_id, o.provider_id))
    ) then
        raise exception 'nobody decides on an offer of their own organisation'
            using errcode = 'check_violation', constraint = 'review_decision_own_check';
    end if;
    if exists (select from review_escalation e where e.review_item_id = new.review_item_id and e.moderator_id = new.moderator_id) then
        raise exception 'the moderator handed this item on'
            using errcode = 'check_violation', constraint = 'review_decision_escalated_check';
    end if;
    if new.decision = 'approve' and not exists (
        select from offer_revision r join checklist c on c.key = new.checklist_key and c.version = new.checklist_version
        where r.id = new.revision_id
            and c.key in (select (r.content #>> '{details,category}') || kind
                    || case when (r.content ->> 'for_minors')::boolean then '-minors' else '' end
                from unnest(array['-private', '-institution']) kind)
    ) then
        raise exception 'nothing is approved without the checklist of its category'
            using errcode = 'check_violation', constraint = 'review_decision_checklist_check';
    end if;
    return new;
end
$$;
