-- Either side ends what a household asked an institution: nobody writes there any more, until the household asks anew.
create table inquiry_end (
    inquiry_id uuid not null references inquiry,
    n integer not null,
    side text not null constraint inquiry_end_side_check check (side in ('refugee', 'provider')),
    account_id uuid references account,
    at timestamptz not null,
    reopened_at timestamptz constraint inquiry_end_reopened_at_check check (reopened_at >= at),
    constraint inquiry_end_pkey primary key (inquiry_id, n)
);
create unique index inquiry_end_standing_key on inquiry_end (inquiry_id) where reopened_at is null;

-- What was ended is reopened once, and stays written down.
create function guard_inquiry_end() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
    if old.reopened_at is not null
        or (new.inquiry_id, new.n, new.side, new.account_id, new.at) is distinct from (old.inquiry_id, old.n, old.side, old.account_id, old.at) then
        raise exception 'an end is reopened once, and stays as it was'
            using errcode = 'check_violation', constraint = 'inquiry_end_once_check';
    end if;
    return new;
end
$$;
create trigger inquiry_end_once before update on inquiry_end for each row execute function guard_inquiry_end();

-- As before (20261129140000), and not where a side ended it.
create or replace function guard_message() returns trigger language plpgsql as $$
begin
    if new.match_id is not null and not exists (select from match m where m.id = new.match_id
        and m.state in ('proposed', 'accepted', 'confirmed', 'started', 'completed')) then
        raise exception 'the match is over'
            using errcode = 'check_violation', constraint = 'message_match_check';
    end if;
    if new.inquiry_id is not null then
        -- Whoever blocks the provider at this moment waits for us, or we see the block.
        perform from inquiry i join provider p on p.id = i.provider_id where i.id = new.inquiry_id for share of p;
        if not exists (select from inquiry i where i.id = new.inquiry_id and inquiry_open(i.request_id, i.offer_id, i.provider_id))
            or exists (select from report r where r.inquiry_id = new.inquiry_id and r.reporter = 'household')
            or exists (select from inquiry_end e where e.inquiry_id = new.inquiry_id and e.reopened_at is null) then
            raise exception 'nobody writes here any more'
                using errcode = 'check_violation', constraint = 'message_inquiry_check';
        end if;
    end if;
    return new;
end
$$;

grant select, insert on inquiry_end to app_rw;
grant update (reopened_at) on inquiry_end to app_rw;
