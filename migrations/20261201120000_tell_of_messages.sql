-- That a household wrote to its provider is told to the programs of the provider's people too: in a match, or as a question about an offer.
-- Not what it wrote, and not to keys of partner applications.
alter table event drop constraint event_kind_check;
alter table event add constraint event_kind_check check (kind in (
    'offer_approved', 'offer_changed', 'offer_paused', 'offer_resumed', 'offer_hidden', 'offer_restored', 'offer_withdrawn',
    'offer_expired', 'offer_blocked', 'match_proposed', 'match_accepted', 'match_confirmed', 'match_started', 'match_completed',
    'match_declined', 'match_cancelled', 'match_no_show', 'match_expired', 'match_stopped_for_safety', 'match_message', 'inquiry_message'));
alter table event add column inquiry_id uuid
    constraint event_inquiry_id_check check ((inquiry_id is not null) = (kind like 'inquiry\_%'));
alter table event drop constraint event_public_check;
alter table event add constraint event_public_check check (not public or (match_id is null and inquiry_id is null));

create function log_message_event() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    insert into event (kind, provider_id, offer_id, match_id, inquiry_id, public)
        select 'match_message', m.provider_id, m.offer_id, m.id, null, false from match m where m.id = new.match_id
        union all
        select 'inquiry_message', i.provider_id, i.offer_id, null, i.id, false from inquiry i where i.id = new.inquiry_id;
    return null;
end
$$;
revoke execute on function log_message_event() from public;
create trigger message_log_event after insert on message for each row when (new.side = 'refugee') execute function log_message_event();
