-- Requests that are being written are kept here, sealed, so that whoever is interrupted goes on with the code, on any phone.
create table request_draft (
    id uuid primary key,
    -- HMAC-SHA-256 of the code, as in request: the same code opens the draft before and the request after it was filed.
    tracking_hash bytea not null constraint request_draft_tracking_hash_key unique,
    -- Everything that was written, and the code, sealed by the application. Emptied to the code when the request is filed.
    content bytea not null constraint request_draft_content_check check (octet_length(content) <= 65536),
    filed_request_id uuid references request (id) on delete cascade,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    expires_at timestamptz not null constraint request_draft_expires_at_check check (expires_at > updated_at)
);
create index request_draft_expires_at_idx on request_draft (expires_at);
create index request_draft_filed_request_id_idx on request_draft (filed_request_id);

grant select, insert, delete on request_draft to app_rw;
grant update (content, filed_request_id, updated_at, expires_at) on request_draft to app_rw;
