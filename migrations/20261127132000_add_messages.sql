-- The two sides of a match write to each other in the product: nobody has to give a phone to ask when the key is there.
create table message (
    id uuid primary key,
    match_id uuid not null references match,
    side text not null constraint message_side_check check (side in ('refugee', 'provider')),
    locale text not null constraint message_locale_check check (locale in ('uk', 'ro', 'en', 'ru')),
    -- A ready-made phrase, which each reads in their language; else the text is sealed beside it.
    phrase text constraint message_phrase_check check (phrase in ('when_arrive', 'we_arrive_on_time', 'we_are_late', 'where_is_key', 'key_is_there',
        'is_there_a_lift', 'there_is_a_lift', 'no_lift', 'pet_comes', 'pet_is_fine', 'what_to_bring', 'bring_nothing', 'thank_you')),
    at timestamptz not null,
    read_at timestamptz
);
create index message_match_id_idx on message (match_id, at, id);

create table identity.message_text (
    message_id uuid primary key references public.message on delete cascade,
    text bytea not null constraint message_text_text_check check (identity.is_sealed(text))
);
create trigger message_text_forget_data_key after delete on identity.message_text
    for each row execute function identity.forget_data_key('message_id');
comment on column identity.message_text.message_id is 'none: the message';
comment on column identity.message_text.text is 'pii: what the two sides of a match write to each other';

-- Nobody writes where a match is over, and least of all where it was stopped.
create function guard_message() returns trigger language plpgsql as $$
begin
    if not exists (select from match m where m.id = new.match_id
        and m.state in ('proposed', 'accepted', 'confirmed', 'started', 'completed')) then
        raise exception 'the match is over'
            using errcode = 'check_violation', constraint = 'message_match_check';
    end if;
    return new;
end
$$;
create trigger message_guard before insert on message for each row execute function guard_message();

-- With a household goes all that was written with it; with a provider what it wrote.
create function erase_messages(request_id uuid, provider_id uuid) returns void language sql security definer set search_path = public, pg_temp
begin atomic
    delete from identity.message_text t using message s, match m
        where s.id = t.message_id and m.id = s.match_id
            and (m.request_id = erase_messages.request_id
                or (s.side = 'provider' and m.provider_id = erase_messages.provider_id));
end;
revoke execute on function erase_messages(uuid, uuid) from public;

grant select, insert on message, identity.message_text to app_rw;
grant update (read_at) on message to app_rw;
grant execute on function erase_messages(uuid, uuid) to app_rw;
