-- The former address of an account is told once more when the account has another one: it is kept for a day, until the mail was sent, and
-- opens nothing.
alter table mail_link
    drop constraint mail_link_purpose_check,
    drop constraint mail_link_expires_at_check,
    add constraint mail_link_purpose_check check (purpose in ('sign_up', 'reset', 'code', 'address', 'former')),
    add constraint mail_link_expires_at_check check (expires_at > made_at
        and expires_at <= made_at + case when purpose in ('sign_up', 'former') then interval '24 hours' else interval '1 hour' end);

-- While a report about a provider is open it stays known as whom that was made about. One by a provider, or by a moderator, is about a
-- household. Of what is sealed the database sees the blind
-- indexes; names of private persons and of who answers the application alone can compare. What an older version left in plain text is
-- sealed as it is.
create function guard_reported() returns trigger language plpgsql as $$
begin
    if exists (select from public.report r where r.provider_id = (to_jsonb(new) ->> tg_argv[0])::uuid
        and r.reporter not in ('provider', 'moderator') and r.state <> 'closed') then
        raise exception 'a report about the provider is open'
            using errcode = 'check_violation', constraint = 'provider_reported_check';
    end if;
    return new;
end
$$;
create trigger provider_held before update of public_name on provider
    for each row when (new.public_name is distinct from old.public_name)
    execute function guard_reported('id');
create trigger provider_held before update of registration_number_index, email_index, phone_index on identity.provider
    for each row when (old.plain_email is null
        and (new.registration_number_index, new.email_index, new.phone_index)
            is distinct from (old.registration_number_index, old.email_index, old.phone_index))
    execute function guard_reported('provider_id');
