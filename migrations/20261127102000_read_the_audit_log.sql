-- Auditors read the audit log: the newest lines first, of a day, of one kind, or about one thing.
create index audit_event_at_id_idx on audit_event (at, id);
create index audit_event_action_at_id_idx on audit_event (action, at, id);
