-- Who is known from a blocked provider is found by the block; what a moderator called no problem stays so until more is found; and
-- an edit is compared with what lies beside the place that it names.

-- Where a version would be published (core::place::published_point): offers are compared by what they would say, not by what people see.
alter table offer_revision add column published_point geography(point, 4326);
-- Of a version that nobody approved only the settlement is known, unless it is the one that people see.
update offer_revision r set published_point = case
        when r.id = coalesce(o.live_revision_id, o.latest_revision_id) or r.content ->> 'place_id' = o.place_id::text then o.published_point
        else coalesce((select p.point from place p where p.id = (r.content ->> 'place_id')::bigint), o.published_point)
    end
    from offer o where o.id = r.offer_id;
alter table offer_revision alter column published_point set not null;
create index offer_revision_point_idx on offer_revision using gist (published_point);
drop index offer_near_idx;
grant update (published_point) on offer_revision to app_rw;

-- As before (20261122080300), nor where it would be published.
create or replace function keep_submitted_revision() returns trigger language plpgsql as $$
begin
    if old.submitted_at is not null and (new.content, new.published_point, new.offer_id, new.number, new.created_by, new.submitted_at)
        is distinct from (old.content, old.published_point, old.offer_id, old.number, old.created_by, old.submitted_at) then
        raise exception 'a submitted revision never changes'
            using errcode = 'check_violation', constraint = 'offer_revision_submitted_check';
    end if;
    return new;
end
$$;

-- A hint is kept with the marks of what it was found in (core::signals::Hint::marks). Of what was kept until now its digest is the mark, until
-- it is read again: then what was called no problem is shown once more.
update hint_reading h set hints = (
        select jsonb_agg(jsonb_build_object('hint', e.hint, 'marks', jsonb_build_array(hint_mark(e.hint))) order by e.n)
        from jsonb_array_elements(h.hints) with ordinality e (hint, n))
    where h.hints <> '[]';

-- Whether a moderator called everything no problem in which a hint about an offer was found. Without marks nobody did.
create function is_settled(offer uuid, marks jsonb) returns boolean language sql stable
    return coalesce(jsonb_array_length(marks) > 0, false) and not exists (
        select from jsonb_array_elements_text(marks) m (mark)
        where not exists (select from hint_dismissal d where d.offer_id = is_settled.offer and d.mark = m.mark));

-- As before (20261129120000), by what it was found in.
create or replace function is_risky(item uuid) returns boolean language sql stable
    return exists (
        select from hint_reading h join review_item i on i.id = h.item_id, jsonb_array_elements(h.hints) e (found)
        where h.item_id = item and not is_settled(i.offer_id, e.found -> 'marks'));
drop function hint_mark(jsonb);

-- Who is known from a block: the other way round of marks_of, by the indexes. Who belongs to both, or did, or signs in by an address that was
-- marked, is a member.
create function known_from(block uuid) returns table (provider_id uuid, known_by text) language sql stable
    set search_path = public, pg_temp as $$
    with mark as (
        select m.kind, m.value, case m.kind when 'account' then encode(m.value, 'hex')::uuid end as account_id
        from block_mark m where m.block_id = known_from.block
    ), known as (
        select i.provider_id, m.kind as known_by from mark m join identity.provider i on i.phone_index = m.value where m.kind = 'phone'
        union
        select i.provider_id, m.kind from mark m join identity.provider i on i.email_index = m.value where m.kind = 'email'
        union
        select i.provider_id, m.kind from mark m join identity.provider i on i.registration_number_index = m.value
            where m.kind = 'registration_number'
        union
        select w.provider_id, 'member' from (
            select m.account_id from mark m where m.kind = 'account'
            union
            select a.account_id from mark m join identity.account a on a.email_index = m.value where m.kind = 'sign_in'
        ) a join (
            select p.account_id, p.provider_id from provider_member p
            union all select f.account_id, f.provider_id from former_member f
        ) w on w.account_id = a.account_id
    )
    select k.provider_id, k.known_by from known k
        where k.provider_id <> (select b.provider_id from provider_block b where b.id = known_from.block)
$$;
grant execute on function known_from(uuid) to app_rw;
