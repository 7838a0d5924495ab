-- An address is confirmed by a link in a mail before there is an account, and a link lets whoever reads the mail choose another password.
create table mail_link (
    id uuid primary key,
    purpose text not null constraint mail_link_purpose_check check (purpose in ('sign_up', 'reset')),
    -- HMAC-SHA-256 of the code in the mail. The code itself is nowhere: the worker makes it of the id and the installation's secret.
    code_hash bytea not null constraint mail_link_code_hash_key unique
        constraint mail_link_code_hash_check check (octet_length(code_hash) = 32),
    -- The address sealed by the application, and its HMAC: whose links are of no use any more once one was used.
    address bytea not null,
    address_hash bytea not null constraint mail_link_address_hash_check check (octet_length(address_hash) = 32),
    locale text not null constraint mail_link_locale_check check (locale in ('uk', 'ro', 'en', 'ru')),
    made_at timestamptz not null,
    expires_at timestamptz not null,
    constraint mail_link_expires_at_check check (expires_at > made_at
        and expires_at <= made_at + case purpose when 'sign_up' then interval '24 hours' else interval '1 hour' end)
);
create index mail_link_address_hash_idx on mail_link (address_hash);
create index mail_link_expires_at_idx on mail_link (expires_at);
grant select, insert, delete on mail_link to app_rw;

-- Accounts of before have none: a new password by mail confirms their address.
alter table account add column email_confirmed_at timestamptz;

-- Nothing comes into the queue from a provider whom no confirmed address belongs to (level 0).
create function guard_confirmed_address() returns trigger language plpgsql as $$
begin
    if not exists (
        select from offer o join provider_member m on m.provider_id = o.provider_id join account a on a.id = m.account_id
        where o.id = new.offer_id and a.email_confirmed_at is not null and a.disabled_at is null
    ) then
        raise exception 'no member of the provider has confirmed an address'
            using errcode = 'check_violation', constraint = 'review_item_email_confirmed_check';
    end if;
    return new;
end
$$;
create trigger review_item_email_confirmed before insert on review_item for each row execute function guard_confirmed_address();
