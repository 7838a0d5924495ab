-- What happened (append-only), which offers changed, what is to be done, and which answers were given to which keys.
create table audit_event (
    id bigint generated always as identity primary key,
    at timestamptz not null,
    actor_kind text not null constraint audit_event_actor_kind_check check (actor_kind in ('visitor', 'account', 'tracking', 'system')),
    actor_id uuid,
    action text not null,
    subject_kind text not null,
    subject_id uuid not null,
    data jsonb not null default '{}'
);
create index audit_event_subject_id_idx on audit_event (subject_id);

create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
end
$$;
create trigger audit_event_append_only before update or delete or truncate on audit_event
    for each statement execute function refuse_change();
create trigger match_event_append_only before update or delete or truncate on match_event
    for each statement execute function refuse_change();
create trigger review_decision_append_only before update or delete or truncate on review_decision
    for each statement execute function refuse_change();

-- The change log that every live index follows. Read it below pg_snapshot_xmin(pg_current_snapshot()), never by seq alone:
-- a number is taken before the commit, so rows become visible out of order.
create table offer_change (
    seq bigint generated always as identity primary key,
    offer_id uuid not null,
    xid xid8 not null default pg_current_xact_id(),
    at timestamptz not null default now()
);
create index offer_change_xid_idx on offer_change (xid);

create function log_offer_change() returns trigger language plpgsql as $$
begin
    if tg_table_name = 'offer' then
        insert into offer_change (offer_id) values (new.id);
    elsif tg_table_name = 'provider' then
        insert into offer_change (offer_id) select o.id from offer o where o.provider_id = new.id;
    elsif tg_op = 'DELETE' then
        insert into offer_change (offer_id) values (old.offer_id);
    else
        insert into offer_change (offer_id) values (new.offer_id);
    end if;
    return null;
end
$$;
create trigger offer_log_change after insert or update on offer for each row execute function log_offer_change();
create trigger offer_stock_log_change after update on offer_stock for each row execute function log_offer_change();
create trigger offer_night_log_change after update on offer_night for each row execute function log_offer_change();
create trigger offer_availability_log_change after insert or delete on offer_availability for each row execute function log_offer_change();
create trigger provider_log_change after update of status, vetting_level, vetted_until on provider for each row execute function log_offer_change();

create table job (
    id uuid primary key,
    kind text not null,
    payload jsonb not null,
    dedup_id text not null constraint job_dedup_id_key unique,
    state text not null default 'queued' constraint job_state_check check (state in ('queued', 'done', 'dead')),
    attempts integer not null default 0,
    last_error text,
    run_at timestamptz not null,
    created_at timestamptz not null,
    done_at timestamptz
);
create index job_queued_idx on job (run_at) where state = 'queued';

create table idempotency_key (
    principal text not null,
    -- HMACs of the key and of what was asked: the table gives back neither.
    key text not null,
    operation text not null,
    fingerprint bytea not null,
    -- The answer, sealed with a key that is made of the installation's secret and the idempotency key itself.
    response bytea not null,
    created_at timestamptz not null,
    primary key (principal, key)
);
create index idempotency_key_created_at_idx on idempotency_key (created_at);

-- app_rw: what the use cases do, and no more. History is written and read, never changed; what an offer, a need, a request
-- or a match is about never changes either; the counters are the trigger's.
grant select on all tables in schema public to app_rw;
grant insert, update on account, session, place, place_name, reference_item, seed_state, job to app_rw;
grant insert on provider, provider_member, vetting_evidence, offer, offer_revision, offer_availability, offer_stock, review_item,
    review_decision, request, need, match, match_event, contact_access, audit_event, offer_change, idempotency_key to app_rw;
grant update (status, vetting_level, vetted_until, version) on provider to app_rw;
grant update (review, paused, latest_revision_id, live_revision_id, place_id, published_point, private, for_minors, least_vetting,
    features_yes, features_no, material_since, last_confirmed_at, expires_at, version) on offer to app_rw;
grant update (content, submitted_at, approved_at) on offer_revision to app_rw;
grant update (capacity) on offer_stock, offer_night to app_rw;
grant update (state, claimed_by, lease_until, outcome, decided_at, version) on review_item to app_rw;
grant update (state, version) on request to app_rw;
grant update (state, closing_reason, version) on need to app_rw;
grant update (state, ended_by, end_reason, version) on match to app_rw;
grant delete on offer_availability, idempotency_key, place_name to app_rw;
grant select, insert, update on all tables in schema identity to app_rw;
grant execute on all functions in schema public to app_rw;
revoke all on table spatial_ref_sys from app_rw;
grant select on table spatial_ref_sys to app_rw;
