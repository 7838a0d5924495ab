-- Whoever is the only adult of children could say that the group may be split, and was advised to: a part of it would have been children
-- without an adult.

-- Whether those who come may go to several offers of a kind. The rule of core::request::HouseholdDraft::may_part.
create function may_part(household jsonb, adults smallint, category text) returns boolean
language sql immutable set search_path = public, pg_temp
return category not in ('housing', 'transport') or coalesce(jsonb_array_length(household -> 'children'), 0) = 0 or adults >= 2;

-- Who comes and what they ask are put right one after the other: it has to hold when the transaction ends.
create function check_parts() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare
    asked uuid := coalesce(to_jsonb(new) ->> 'request_id', to_jsonb(new) ->> 'id')::uuid;
begin
    if exists (
        select from need n join request q on q.id = n.request_id
        where q.id = asked and q.erased_at is null and n.state in ('open', 'proposed') and n.served = 0
            and n.content -> 'may_split' = 'true' and not may_part(q.household, q.adults, n.category)
    ) then
        raise exception 'no child is where no adult of theirs is'
            using errcode = 'check_violation', constraint = 'need_adult_in_each_part_check';
    end if;
    return null;
end
$$;
create constraint trigger need_parts after insert or update of content on need
    deferrable initially deferred for each row when (new.content -> 'may_split' = 'true') execute function check_parts();
create constraint trigger request_parts after update of household, adults on request
    deferrable initially deferred for each row execute function check_parts();

-- What nobody counts on yet is looked for together. The engine asks the rule of all others.
update need n set content = jsonb_set(n.content, '{may_split}', 'false'), version = n.version + 1
    from request q
    where q.id = n.request_id and n.state in ('open', 'proposed', 'expired') and n.served = 0
        and n.content -> 'may_split' = 'true' and not may_part(q.household, q.adults, n.category);
