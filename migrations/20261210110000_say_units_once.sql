-- How many units a need asks for stood in its words, too, and these stayed when its household let go of the rest: whoever corrected
-- something else asked for all of it again.

-- As before (20261209170000), and what the words of a need say of its units follows what is asked for.
create or replace function guard_corrected_need() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare
    units_follow boolean := new.content -> 'quantity' is not distinct from old.content -> 'quantity'
        or new.content -> 'quantity' is not distinct from to_jsonb(new.quantity);
begin
    if units_follow and (new.content - 'criteria' - 'quantity', new.dates, new.quantity)
        is not distinct from (old.content - 'criteria' - 'quantity', old.dates, old.quantity) then
        return new;
    end if;
    if units_follow and old.state = 'partly_served' and new.state = 'served' and new.quantity = old.served
        and (new.content - 'quantity', new.dates) is not distinct from (old.content - 'quantity', old.dates) then
        return new;
    end if;
    if old.state not in ('open', 'proposed', 'expired') or old.served > 0 then
        raise exception 'a need that somebody counts on stays as it is'
            using errcode = 'check_violation', constraint = 'need_corrected_check';
    end if;
    if new.content #>> '{details,category}' is distinct from new.category then
        raise exception 'another kind of help is another need'
            using errcode = 'check_violation', constraint = 'need_category_stays_check';
    end if;
    return new;
end
$$;

update need n set content = jsonb_set(n.content, '{quantity}', to_jsonb(n.quantity)), version = n.version + 1
    where n.content -> 'quantity' <> to_jsonb(n.quantity);
