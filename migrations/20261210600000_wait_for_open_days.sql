-- Who waits for days on which an offer cannot be had any more is told, as who waits for beds that others have.

-- As before (20261209170000), and what its offer is not open for: one of the nights, or any day of the week. Where it is not, nobody can say
-- yes (book_match).
create or replace function is_taken(asked match) returns boolean language sql stable
    return (select asked.quantity + case when asked.during is null and asked.from_stop is null then s.reserved else 0 end > s.capacity
                from offer_stock s where s.offer_id = asked.offer_id)
        or exists (select from offer_night t where t.offer_id = asked.offer_id and t.day <@ asked.during
            and t.reserved + asked.quantity > t.capacity)
        or exists (select from offer_leg l where l.offer_id = asked.offer_id and l.leg >= asked.from_stop and l.leg < asked.to_stop
            and l.reserved + asked.quantity > l.capacity)
        or exists (select from offer o where o.id = asked.offer_id and asked.during is not null and case o.category
            when 'housing' then not exists (select from offer_availability a where a.offer_id = o.id and a.during @> asked.during)
            when 'medical' then not is_open_in_week(o.id, lower(asked.during))
            else false end);
