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

-- What has been late for more than a day when this begins is no news, and stands on top of the desk: nobody is woken by all of it at once.
insert into report_alarm (report_id, raised_at)
    select id, app_now() from report where kind = 'danger_now' and state = 'open' and due_at < app_now() - interval '1 day';
insert into block_alarm (block_id, raised_at)
    select id, app_now() from provider_block where verdict is null and review_by < app_now() - interval '1 day';
