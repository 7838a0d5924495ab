-- While "in danger now" is looked into, nobody who has not moved in or set out yet is shown how the other one is reached: until now the offers
-- were hidden, and who had been let in before went there all the same. And a household chooses in which language it is written to.

grant update (locale) on request to app_rw;

-- Whether the offers of a provider are hidden until a report is closed, as in visible_offer.
create function is_frozen(provider uuid) returns boolean language sql stable
    return exists (select from report d where d.provider_id = is_frozen.provider and d.freezes and d.state <> 'closed');
grant execute on function is_frozen(uuid) to app_rw;

-- Whether the household of what is agreed may be there by now, though nobody said so, as Beginning::may_be_there: it is asked how it is, or
-- help could have begun. Of help without days nobody knows before it is asked.
create function may_be_there(match_id uuid) returns boolean language sql stable
    return exists (
        select from match m join need n on n.id = m.need_id
        where m.id = may_be_there.match_id and (
            exists (select from check_in c where c.match_id = m.id and c.due_at <= app_now())
            or coalesce(begins_by(m, n), 'infinity') <= app_now()));
grant execute on function may_be_there(uuid) to app_rw;

-- As before (20261207120000), and what the other side was called then; and nothing while that is looked into, before help began or may have: whoever is in a house
-- has to know where that is and with whom.
create or replace function identity.household_may_open(who uuid, row_id uuid) returns boolean language plpgsql stable set search_path = public, pg_temp as $$
begin
    -- The other side of a match that both sides agreed to, as it was agreed and as it is, and what it was called then.
    return exists (
        select from match m join provider p on p.id = m.provider_id join offer o on o.id = m.offer_id
        where m.request_id = who and m.state in ('accepted', 'confirmed', 'started') and p.status <> 'blocked'
            and (m.state = 'started' or not is_frozen(m.provider_id) or may_be_there(m.id))
            and row_id in (m.provider_id, m.revision_id, o.live_revision_id, m.id))
        -- What they wrote, and what was written to them.
        or exists (select from message s join match m on m.id = s.match_id where s.id = row_id and m.request_id = who)
        or exists (select from message s join inquiry i on i.id = s.inquiry_id where s.id = row_id and i.request_id = who)
        or exists (select from feedback f join match m on m.id = f.match_id
                   where f.id = row_id and f.side = 'refugee' and m.request_id = who)
        or exists (select from household_case c where c.request_id = who
                   and (c.id = row_id or exists (select from case_note n where n.id = row_id and n.case_id = c.id)));
end
$$;

-- As before (20261207120000), and one's own former name; and no household before help began while that is looked into, whether it may be there or not.
create or replace function identity.member_may_open(who uuid, row_id uuid) returns boolean language plpgsql stable set search_path = public, pg_temp as $$
begin
    return exists (
            select from provider_member p where p.account_id = who and (
                p.provider_id = row_id
                or p.role = 'administrator'
                    and exists (select from provider_member q where q.account_id = row_id and q.provider_id = p.provider_id)
                or exists (select from offer_revision r join offer o on o.id = r.offer_id
                           where r.id = row_id and o.provider_id = p.provider_id)
                or exists (select from match m where m.id = row_id and m.provider_id = p.provider_id)
                or exists (select from match m join provider v on v.id = m.provider_id
                           where m.request_id = row_id and m.provider_id = p.provider_id
                               and m.state in ('accepted', 'confirmed', 'started') and v.status <> 'blocked'
                               and (m.state = 'started' or not is_frozen(m.provider_id)))
                or exists (select from message s join match m on m.id = s.match_id
                           where s.id = row_id and m.provider_id = p.provider_id
                               and (s.side = 'provider' or not exists (select from provider v where v.id = p.provider_id and v.status = 'blocked')))
                or exists (select from message s join inquiry i on i.id = s.inquiry_id
                           where s.id = row_id and i.provider_id = p.provider_id
                               and (s.side = 'provider' or not exists (select from provider v where v.id = p.provider_id and v.status = 'blocked')))
                or exists (select from feedback f join match m on m.id = f.match_id
                           where f.id = row_id and f.side = 'provider' and m.provider_id = p.provider_id)));
end
$$;

-- The wall behind booking::may_begin: whoever is accused does not open contacts by saying that help has begun, nor does silence say so for them.
create function refuse_frozen_start() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
    if exists (select from match m where m.id = new.match_id and is_frozen(m.provider_id)) then
        raise exception 'nothing begins before somebody has looked'
            using errcode = 'check_violation', constraint = 'match_blocked_check';
    end if;
    return new;
end
$$;
create trigger match_event_frozen before insert on match_event
    for each row when (new.side <> 'refugee' and new.to_state = 'started') execute function refuse_frozen_start();
