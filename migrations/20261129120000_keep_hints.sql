-- What was found about what waits in the queue, kept: the queue is sorted by it, and what a moderator called no problem stays so.

-- One row for each item. It is read anew when it is due: at once after it came in, and after whatever may have changed it.
create table hint_reading (
    item_id uuid primary key references review_item on delete cascade,
    -- The hints, as core::signals writes them; null until somebody has looked.
    hints jsonb constraint hint_reading_hints_check check (jsonb_typeof(hints) = 'array'),
    noted_at timestamptz,
    -- When to look (again); null for an item that waits no more.
    due_at timestamptz,
    constraint hint_reading_noted_at_check check ((hints is null) = (noted_at is null))
);
create index hint_reading_due_idx on hint_reading (due_at) where due_at is not null;

-- A hint that a moderator looked at and called no problem: for this offer, and with exactly what it was found in. A mark is the digest of
-- a hint's text; a hint that finds more has another one, and is shown again.
create table hint_dismissal (
    offer_id uuid not null references offer on delete cascade,
    mark text not null constraint hint_dismissal_mark_check check (mark ~ '^[0-9a-f]{32}$'),
    item_id uuid not null references review_item on delete cascade,
    moderator_id uuid not null references account,
    dismissed_at timestamptz not null,
    primary key (offer_id, mark)
);

create function hint_mark(hint jsonb) returns text language sql immutable
    return md5(hint::text);

-- Whether something was found about an item that nobody called no problem.
create function is_risky(item uuid) returns boolean language sql stable
    return exists (
        select from hint_reading h join review_item i on i.id = h.item_id, jsonb_array_elements(h.hints) e (hint)
        where h.item_id = item
            and not exists (select from hint_dismissal d where d.offer_id = i.offer_id and d.mark = hint_mark(e.hint)));

create function read_hints_later() returns trigger language plpgsql as $$
begin
    insert into hint_reading (item_id, due_at) values (new.id, case new.state when 'open' then app_now() end)
    on conflict (item_id) do update set due_at = excluded.due_at;
    return null;
end
$$;
create trigger review_item_hints_due after insert or update of state on review_item
    for each row execute function read_hints_later();

-- Whoever is known from a blocked provider is seen in the queue within a minute.
create function read_all_hints_later() returns trigger language plpgsql as $$
begin
    update hint_reading set due_at = app_now() where due_at > app_now();
    return null;
end
$$;
create trigger provider_block_hints_due after insert or update of verdict on provider_block
    for each statement execute function read_all_hints_later();

-- As deciding does, calling a hint no problem takes the lease, and distance from the author and their organisation.
create function guard_hint_dismissal() returns trigger language plpgsql as $$
declare
    item review_item;
begin
    select * into item from review_item i where i.id = new.item_id for update;
    if item.offer_id is distinct from new.offer_id or item.state <> 'open'
        or item.claimed_by is distinct from new.moderator_id or item.lease_until <= app_now() then
        raise exception 'the moderator does not hold this item'
            using errcode = 'check_violation', constraint = 'hint_dismissal_lease_check';
    end if;
    if exists (
        select from offer o join offer_revision r on r.id = item.revision_id
        where o.id = item.offer_id and (o.created_by = new.moderator_id or r.created_by = new.moderator_id
            or exists (select from provider_member m where m.provider_id = o.provider_id and m.account_id = new.moderator_id))
    ) then
        raise exception 'nobody judges an offer of their own organisation'
            using errcode = 'check_violation', constraint = 'hint_dismissal_own_check';
    end if;
    return new;
end
$$;
create trigger hint_dismissal_guard before insert or update on hint_dismissal
    for each row execute function guard_hint_dismissal();

insert into hint_reading (item_id, due_at) select id, app_now() from review_item where state = 'open';

grant select, insert, update on hint_reading to app_rw;
grant select, insert, delete on hint_dismissal to app_rw;
