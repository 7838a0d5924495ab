-- Medical help has as many places in every week, from Monday to Sunday of the local calendar. They are counted as the beds of nights
-- are, in offer_night: a week is the day of its Monday. A match of medical help is about one week (match.during), decided when it is chosen.
create function week_of(day date) returns daterange language sql immutable
    return daterange(day - (extract(isodow from day)::integer - 1), day - (extract(isodow from day)::integer - 1) + 7);

-- Whether an offer can be had on a day of the week that begins on a Monday. One without intervals can be had at any time.
create function is_open_in_week(offered uuid, monday date) returns boolean language sql stable
    return not exists (select from offer_availability a where a.offer_id = offered)
        or exists (select from offer_availability a where a.offer_id = offered and a.during && week_of(monday));

-- Whether an offer can be had on a night that is counted; where weeks are, on a day of the week.
create function is_open_on(night offer_night) returns boolean language sql stable
    return case (select o.category from offer o where o.id = night.offer_id)
        when 'medical' then is_open_in_week(night.offer_id, night.day)
        else exists (select from offer_availability a where a.offer_id = night.offer_id and a.during @> night.day) end;

-- What was chosen before has a place of the week in which it falls: the first in which it was wanted, not before both had agreed; of what
-- waits for an answer, not before there must be one. Where the doctor can be had on some days alone, the first of these. It was all one count, so that no week has more than there is. Of what ended nothing is held.
alter table match disable trigger match_booking;
update match m set during = week_of(coalesce(
    (select greatest(lower(a.during), chosen.day) from offer_availability a
        where a.offer_id = chosen.offer_id and upper(a.during) > chosen.day
            and (chosen.dates is null or lower(a.during) < upper(chosen.dates))
        order by a.during limit 1),
    chosen.day))
from (
    select w.id, w.offer_id, w.dates, least(greatest(lower(w.dates), w.agreed), upper(w.dates) - 1) as day
    from (
    select c.id, c.offer_id, n.dates, (coalesce(
        (select min(e.at) from match_event e where e.match_id = c.id and e.to_state = 'accepted'), c.answer_by
    ) at time zone 'Europe/Chisinau')::date as agreed
    from match c join need n on n.id = c.need_id
    where n.category = 'medical' and (match_holds(c.state) or c.state in ('suggested', 'proposed'))
    ) w
) chosen
where m.id = chosen.id;
alter table match enable trigger match_booking;

-- Fewer may be approved by now than were when a place was promised.
alter table offer_night disable trigger offer_night_capacity;
insert into offer_night (offer_id, day, capacity, reserved)
select o.id, lower(m.during), s.capacity, sum(m.quantity)
from offer o join offer_stock s on s.offer_id = o.id join match m on m.offer_id = o.id
where o.category = 'medical' and match_holds(m.state)
group by o.id, lower(m.during), s.capacity;
alter table offer_night enable trigger offer_night_capacity;
update offer_stock s set reserved = 0 from offer o where o.id = s.offer_id and o.category = 'medical' and s.reserved > 0;
