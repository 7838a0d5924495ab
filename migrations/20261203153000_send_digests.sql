-- Somebody with an account may get the mails that they can do without once a day, as one.
alter table account add column daily_mails boolean not null default false;
grant update (daily_mails) on account to app_rw;
