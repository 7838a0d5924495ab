-- The audit log is sealed: a chain of hashes over what was written, so that whoever rewrites it as the owner of the database is found out.

-- Which transaction wrote a line: a line counts as written for good once every transaction up to its own has ended.
alter table audit_event add column xid xid8 not null default pg_current_xact_id();
create index audit_event_xid_idx on audit_event (xid, id);

-- The server writes what happened; its number and its transaction are the database's.
revoke insert on audit_event from app_rw;
grant insert (at, actor_kind, actor_id, action, subject_kind, subject_id, data) on audit_event to app_rw;

-- A seal covers the lines of the transactions from from_xid up to, not including, to_xid. An era begins anew where the numbers of
-- transactions do: when the log was restored into another server. Its lines are those from the id `era` on.
create table audit_seal (
    number bigint primary key constraint audit_seal_number_check check (number > 0),
    era bigint not null,
    from_xid bigint not null,
    to_xid bigint not null,
    lines integer not null constraint audit_seal_lines_check check (lines >= 0),
    -- The largest id that this seal or one before it covers.
    last_id bigint not null,
    -- SHA-256 over the seal before, this seal's numbers, and its lines in the order of (xid, id).
    hash bytea not null constraint audit_seal_hash_check check (length(hash) = 32),
    sealed_at timestamptz not null,
    constraint audit_seal_xids_check check (from_xid < to_xid)
);
create trigger audit_seal_append_only before update or delete or truncate on audit_seal
    for each statement execute function refuse_change();
grant select, insert on audit_seal to app_rw;
