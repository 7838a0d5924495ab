-- Providers are reminded before an offer lapses, and told when it did: once for each deadline, however often the worker looks.
create table offer_reminder (
    offer_id uuid not null references offer on delete cascade,
    -- The deadline that it is about. A confirmation makes a new one, and with it new reminders.
    deadline timestamptz not null,
    stage text not null constraint offer_reminder_stage_check check (stage in ('early', 'last', 'lapsed')),
    sent_at timestamptz not null,
    primary key (offer_id, deadline, stage)
);

grant select, insert on offer_reminder to app_rw;
