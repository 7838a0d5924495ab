-- Which kinds of mails a household does without, and when it gets none that can wait, as accounts choose it (20261201110000, 20261203150000).
-- What it has to know is sent whatever it chooses.
alter table request
    add column muted_mails text[] not null default '{}'
        constraint request_muted_mails_check check (muted_mails <@ array['receipts', 'reminders', 'messages', 'cases', 'feedback']),
    add column quiet_from smallint default 22,
    add column quiet_to smallint default 7,
    add constraint request_quiet_hours_check check ((quiet_from is null) = (quiet_to is null)
        and quiet_from between 0 and 23 and quiet_to between 0 and 23 and quiet_from <> quiet_to);
grant update (muted_mails, quiet_from, quiet_to) on request to app_rw;
