-- When somebody with an account gets no mail that can wait: from one local hour to another, over midnight where the second is smaller.
-- Both empty: mails come at any hour.
alter table account
    add column quiet_from smallint default 22,
    add column quiet_to smallint default 7,
    add constraint account_quiet_hours_check check ((quiet_from is null) = (quiet_to is null)
        and quiet_from between 0 and 23 and quiet_to between 0 and 23 and quiet_from <> quiet_to);
grant update (quiet_from, quiet_to) on account to app_rw;
