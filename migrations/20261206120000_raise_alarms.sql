-- What nobody looked at in time is said once more, once, to everybody who can look or see to it: danger that nobody took, a block
-- without a second look. And providers are reminded before what was checked about them lapses, and told when it did.
create table report_alarm (
    report_id uuid primary key references report on delete cascade,
    raised_at timestamptz not null
);

create table block_alarm (
    block_id uuid primary key references provider_block on delete cascade,
    raised_at timestamptz not null
);

create table provider_reminder (
    provider_id uuid not null references provider on delete cascade,
    -- The deadline that it is about. Evidence that was seen anew makes a new one, and with it new reminders.
    deadline timestamptz not null,
    stage text not null constraint provider_reminder_stage_check check (stage in ('early', 'last', 'lapsed')),
    sent_at timestamptz not null,
    primary key (provider_id, deadline, stage)
);

grant select, insert on report_alarm, block_alarm, provider_reminder to app_rw;
