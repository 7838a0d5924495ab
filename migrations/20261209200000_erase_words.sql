-- With a private person goes what they wrote about what they offered, and what staff noted beside it; with a household goes what it asked, but
-- for its kind. The walls around what never changes let exactly that through.

-- What is left of a version of an offer: nothing in anybody's own words, and not who lives there. It can still be read as an offer; whoever
-- chose it reads in their language that it was erased.
create function bare_offer(content jsonb) returns jsonb language sql immutable set search_path = public, pg_temp as $$
    select (content - 'price_note') || jsonb_build_object(
        'title', said.words ->> (content ->> 'language'),
        'description', said.words ->> (content ->> 'language'),
        'translations', (
            select jsonb_object_agg(w.key, jsonb_build_object('title', w.value, 'description', w.value))
            from jsonb_each(said.words) w where w.key <> content ->> 'language'),
        'details', (content -> 'details') - array['resident_women', 'resident_men', 'resident_children', 'animals_live_there',
            'opening_hours', 'who_is_eligible', 'documents_needed', 'public_phone', 'web_page'])
    from (values ('{"uk": "Видалено", "ro": "Șters", "en": "Erased", "ru": "Удалено"}'::jsonb)) as said (words)
$$;

-- What is left of a need: its kind, and how much was asked. It can still be read as a need, of no place, and of the first field of its kind,
-- whichever it was.
create function bare_need(category text, quantity integer) returns jsonb language sql immutable set search_path = public, pg_temp as $$
    select jsonb_build_object('place_id', 0, 'quantity', quantity, 'details', jsonb_build_object('category', category) || case category
        when 'transport' then '{"to_place_id": 0}'::jsonb
        when 'medical' then '{"speciality": "general_practice"}'
        when 'service' then '{"theme": "legal"}'
        else '{}' end)
$$;

-- Whether a change of a row takes words of somebody who is erased, and nothing else: all of a version of an offer, or a note.
create function erases_words(before jsonb, after jsonb) returns boolean language sql stable set search_path = public, pg_temp as $$
    select after = before || case when before ? 'content' then jsonb_build_object('content', bare_offer(before -> 'content'))
            else '{"note": null}' end
        and exists (
            select from provider p
            where p.id = coalesce((after ->> 'provider_id')::uuid, (select o.provider_id from offer o where o.id = coalesce(
                    (after ->> 'offer_id')::uuid, (select r.offer_id from offer_revision r where r.id = (after ->> 'revision_id')::uuid))))
                and not exists (select from identity.provider i where i.provider_id = p.id))
$$;
-- The same of a need.
create function erases_need(before jsonb, after jsonb) returns boolean language sql stable set search_path = public, pg_temp as $$
    select after = before || jsonb_build_object(
            'content', bare_need(before ->> 'category', (before ->> 'quantity')::integer), 'dates', null)
        and exists (select from request q where q.id = (after ->> 'request_id')::uuid and q.erased_at is not null)
$$;

-- As before (20261122080300, 20261127121000, 20261203130000, 20261207110000, 20261208190000), but for that.
drop trigger offer_revision_submitted on offer_revision;
create trigger offer_revision_submitted before update on offer_revision
    for each row when (old.submitted_at is not null and not erases_words(to_jsonb(old), to_jsonb(new)))
    execute function keep_submitted_revision();
drop trigger review_decision_undo on review_decision;
create trigger review_decision_undo before update on review_decision
    for each row when (not erases_words(to_jsonb(old), to_jsonb(new))) execute function guard_decision_undo();
drop trigger review_escalation_append_only on review_escalation;
create trigger review_escalation_append_only before delete or truncate on review_escalation
    for each statement execute function refuse_change();
create trigger review_escalation_unchanged before update on review_escalation
    for each row when (not erases_words(to_jsonb(old), to_jsonb(new))) execute function refuse_change();
drop trigger offer_suspension_guard on offer_suspension;
create trigger offer_suspension_guard before insert on offer_suspension
    for each row execute function guard_suspension();
create trigger offer_suspension_lifted before update on offer_suspension
    for each row when (not erases_words(to_jsonb(old), to_jsonb(new))) execute function guard_suspension();
drop trigger provider_block_guard on provider_block;
create trigger provider_block_guard before insert on provider_block
    for each row execute function guard_block();
create trigger provider_block_judged before update on provider_block
    for each row when (not erases_words(to_jsonb(old), to_jsonb(new))) execute function guard_block();
drop trigger need_corrected on need;
create trigger need_corrected before update of content, dates, quantity on need
    for each row when (not erases_need(to_jsonb(old), to_jsonb(new))) execute function guard_corrected_need();

-- Takes the words of a provider who is erased; hints quote them.
create function erase_words(provider_id uuid) returns void language sql set search_path = public, pg_temp
begin atomic
    update offer_revision r set content = bare_offer(r.content)
        from offer o where o.id = r.offer_id and o.provider_id = erase_words.provider_id;
    delete from offer_translation t using offer o where o.id = t.offer_id and o.provider_id = erase_words.provider_id;
    update hint_reading h set hints = null, noted_at = null, due_at = null
        from review_item i, offer o where i.id = h.item_id and o.id = i.offer_id and o.provider_id = erase_words.provider_id;
    update review_decision d set note = null
        from offer_revision r, offer o
        where r.id = d.revision_id and o.id = r.offer_id and o.provider_id = erase_words.provider_id and d.note is not null;
    update review_escalation e set note = null
        from offer_revision r, offer o
        where r.id = e.revision_id and o.id = r.offer_id and o.provider_id = erase_words.provider_id and e.note is not null;
    update offer_suspension s set note = null
        from offer o where o.id = s.offer_id and o.provider_id = erase_words.provider_id and s.note is not null;
    update provider_block b set note = null where b.provider_id = erase_words.provider_id and b.note is not null;
end;
revoke execute on function erase_words(uuid) from public;

-- As before (20261208170000), with their words.
create or replace function erase_provider(provider_id uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if exists (select from match m where m.provider_id = erase_provider.provider_id and m.state = 'started') then
        raise exception 'people are helped at this moment'
            using errcode = 'check_violation', constraint = 'provider_helping_check';
    end if;
    delete from match_renamed z using match m where m.id = z.match_id and m.provider_id = erase_provider.provider_id;
    delete from identity.offer_private p using offer_revision r, offer o
        where r.id = p.revision_id and o.id = r.offer_id and o.provider_id = erase_provider.provider_id;
    delete from identity.provider i where i.provider_id = erase_provider.provider_id;
    update vetting_evidence e set document_last4 = null where e.provider_id = erase_provider.provider_id;
    perform erase_words(erase_provider.provider_id);
end
$$;

-- As before (20261209100000), and of what was asked only its kind stays.
create or replace function erase_request(request_id uuid, at timestamptz) returns void language sql security definer set search_path = public, pg_temp
begin atomic
    update household_case c set ended_at = at, end_reason = 'request_ended', version = c.version + 1
        where c.request_id = erase_request.request_id and c.ended_at is null;
    delete from identity.request_contact c where c.request_id = erase_request.request_id;
    update request q set household = jsonb_build_object('other_adults', q.adults), oldest_born_to = null, place_id = null,
        alerts = false, tracking_hash = uuid_send(gen_random_uuid()), number = null, erased_at = at, version = q.version + 1
        where q.id = erase_request.request_id;
    update need n set content = bare_need(n.category, n.quantity), dates = null where n.request_id = erase_request.request_id;
    update consent c set withdrawn_at = at where c.request_id = erase_request.request_id and c.withdrawn_at is null;
    delete from request_draft d where d.filed_request_id = erase_request.request_id;
    delete from request_pin p where p.request_id = erase_request.request_id;
    delete from case_code k where k.request_id = erase_request.request_id;
    delete from request_account k where k.request_id = erase_request.request_id;
    delete from idempotency_key i where i.principal = 'request:' || erase_request.request_id;
end;

-- Of whom was erased before.
select erase_words(p.id) from provider p where not exists (select from identity.provider i where i.provider_id = p.id);
update need n set content = bare_need(n.category, n.quantity), dates = null
    from request q where q.id = n.request_id and q.erased_at is not null;
