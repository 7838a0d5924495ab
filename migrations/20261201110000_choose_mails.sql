-- Which kinds of mails somebody with an account does without. The others are sent whatever they choose: answers, safety, how one signs in.
alter table account add column muted_mails text[] not null default '{}'
    constraint account_muted_mails_check check (muted_mails <@ array['receipts', 'reminders', 'messages', 'cases', 'feedback']);
grant update (locale, muted_mails) on account to app_rw;
