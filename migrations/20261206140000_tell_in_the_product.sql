-- Whoever is told something reads it in the product, too, whether a mail reaches them or not: what, about which id, when. The words are
-- made when it is read, in the reader's language.
create table notification (
    id uuid primary key,
    account_id uuid references account on delete cascade,
    request_id uuid references request on delete cascade,
    recipient_id uuid not null generated always as (coalesce(account_id, request_id)) stored,
    notice text not null constraint notification_notice_check check (notice ~ '^[a-z][a-z-]{1,39}$'),
    about uuid not null,
    -- One for each event, notice and recipient, as of mails.
    dedup_id text not null constraint notification_dedup_id_key unique,
    -- From when on it stands there: what can still be taken back does not yet.
    at timestamptz not null,
    read_at timestamptz,
    constraint notification_recipient_check check (num_nonnulls(account_id, request_id) = 1)
);
create index notification_recipient_id_idx on notification (recipient_id, at desc, id desc);
create index notification_unread_idx on notification (recipient_id) where read_at is null;
create index notification_at_idx on notification (at);

-- What was said stays as it was said: it is read, or it goes.
grant select, insert, delete, update (read_at) on notification to app_rw;
