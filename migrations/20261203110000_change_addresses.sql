-- Somebody gives their account another address: a link that goes there belongs to the account that asked, and to none other.
alter table mail_link
    add column account_id uuid references account on delete cascade,
    drop constraint mail_link_purpose_check,
    drop constraint mail_link_expires_at_check,
    add constraint mail_link_purpose_check check (purpose in ('sign_up', 'reset', 'code', 'address')),
    add constraint mail_link_expires_at_check check (expires_at > made_at
        and expires_at <= made_at + case purpose when 'sign_up' then interval '24 hours' else interval '1 hour' end),
    add constraint mail_link_account_id_check check ((account_id is not null) = (purpose = 'address'));
create index mail_link_account_id_idx on mail_link (account_id);
