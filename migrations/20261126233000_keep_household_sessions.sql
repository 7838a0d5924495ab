-- Where a request is open: on which phones and programs, so that it can be closed there, from here.
create table household_session (
    id uuid primary key,
    request_id uuid not null references request on delete cascade,
    made_at timestamptz not null,
    seen_at timestamptz not null,
    ended_at timestamptz,
    constraint household_session_seen_at_check check (seen_at >= made_at)
);
create index household_session_request_id_idx on household_session (request_id) where ended_at is null;
grant select, insert on household_session to app_rw;
grant update (seen_at, ended_at) on household_session to app_rw;
grant delete on household_session to app_rw;
