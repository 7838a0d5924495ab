-- Every offer that fits need $1, and every offer to ask first: points, distance and place in its list.
with weight (
    category, distance, drop_off, wishes, language, fit, dates, freshness, reliability, half_life_m
) as (values
    ('housing', 400, 0, 250, 100, 60, 60, 70, 60, 25000),
    ('transport', 300, 250, 100, 50, 60, 150, 50, 40, 10000),
    ('job', 250, 0, 250, 200, 60, 60, 90, 90, 20000),
    ('medical', 400, 0, 150, 200, 0, 150, 50, 50, 15000),
    ('service', 400, 0, 150, 200, 0, 150, 50, 50, 15000)
),
asked as (
    select
        *,
        women + men + others + cardinality(children) as people,
        dogs + cats + other_pets as pets,
        (select min(age) from unnest(children) as age) as youngest,
        to_day - from_day as nights,
        coalesce(from_day, today) as soonest
    from need
    where id = $1 and not minor
),
fitting as (
    select
        o.id,
        way.near_m + way.drop_off_m as metres,
        floor(extract(epoch from o.confirmed)) as confirmed,
        md5(n.request::text || o.id::text) collate "C" as tie,
        week.first_day as week,
        exists (
            select from criterion c
            where c.need = n.id and c.must and not c.feature = any(o.yes || o.no)
        ) as ask_first,
        array[
            floor(w.distance * power(2::float8, -way.near_m / half_life.metres)),
            floor(w.drop_off * power(2::float8, -way.drop_off_m / half_life.metres)),
            coalesce((
                select w.wishes * coalesce(sum(c.weight) filter (where c.feature = any(o.yes)), 0) / sum(c.weight)
                from criterion c where c.need = n.id and not c.must
            ), w.wishes),
            case
                when n.languages = '{}' or n.languages[1] = any(o.languages) then w.language
                when n.languages && o.languages then w.language / 2
                else 0
            end,
            w.fit * least(n.quantity, unit.free) / unit.free,
            case
                when o.category in ('transport', 'job') and n.urgency in ('today', 'days')
                    then floor(w.dates * power(2::float8, -greatest(0, start.day - n.soonest) / 3.0::float8))
                when o.category = 'medical' and n.urgency = 'today' and not 'urgent_care' = any(o.yes)
                    then w.dates / 2
                else w.dates
            end,
            floor(w.freshness * power(2::float8, -age.days / 21.0::float8)),
            w.reliability * (o.answered + 2) / (o.asked + 4)
        ]::bigint[] as parts
    from asked n
    join weight w using (category)
    join offer o using (category)
    cross join lateral (
        select w.half_life_m * case n.nearness when 'near' then 0.5 when 'medium' then 1 else 2 end::float8 as metres
    ) as half_life
    cross join lateral (
        select greatest(0, floor(
            (floor(extract(epoch from n.now)) - floor(extract(epoch from o.confirmed))) / 86400
        )) as days
    ) as age
    cross join lateral (
        select coalesce((o.departs_from at time zone 'Europe/Chisinau')::date, o.starts_on, n.soonest) as day
    ) as start
    -- How far it is; no row if it is too far. A place is too far from where it is looked for, and measured from the anchor. A ride: the
    -- shortest of the ways from a stop to a later one that has seats all along.
    cross join lateral (
        select metres(coalesce(n.anchor_lat, n.lat), coalesce(n.anchor_lon, n.lon), o.lat, o.lon) as near_m, 0::float8 as drop_off_m, o.free as seats
        where o.category <> 'transport' and metres(n.lat, n.lon, o.lat, o.lon) <= n.radius_m
        union all
        (
            select pick_up.m, drop_off.m, room.seats
            from stop a
            join stop b on b.offer = a.offer and b.place > a.place
            cross join lateral (select metres(n.lat, n.lon, a.lat, a.lon) as m) as pick_up
            cross join lateral (select metres(n.to_lat, n.to_lon, b.lat, b.lon) as m) as drop_off
            cross join lateral (
                select min(l.free) as seats from stop l where l.offer = a.offer and l.place >= a.place and l.place < b.place
            ) as room
            where a.offer = o.id
                and pick_up.m <= n.radius_m + o.detour_m
                and drop_off.m <= n.radius_m + o.detour_m
                and drop_off.m < metres(n.to_lat, n.to_lon, n.lat, n.lon)
                and drop_off.m < metres(n.to_lat, n.to_lon, a.lat, a.lon)
                and room.seats >= n.least_quantity
            order by pick_up.m + drop_off.m, a.place, b.place
            limit 1
        )
    ) as way
    -- Of a doctor: what is left in the first week that has enough, of those in which there is a working day that is asked for and on which
    -- the doctor is there; or the weekend, where that is all.
    left join lateral (
        select room.places, monday::date as first_day
        from generate_series(n.soonest - 6, coalesce(n.to_day - 1, n.today + 300), interval '1 day') as monday
        cross join lateral (
            select o.free - coalesce((
                select p.units from promised p where p.offer = o.id and p.night = monday::date
            ), 0) as places
        ) as room
        where o.category = 'medical'
            and extract(isodow from monday) = 1
            and room.places >= n.least_quantity
            and exists (
                select
                from (
                    select d.from_day, d.to_day from open_days d where d.offer = o.id
                    union all
                    select '-infinity'::date, 'infinity'::date
                    where not exists (select from open_days d where d.offer = o.id)
                ) as open
                cross join lateral (
                    select greatest(open.from_day, n.soonest) as begins, least(open.to_day, n.to_day) as ends
                ) as days
                where greatest(days.begins, monday::date) < least(days.ends, monday::date + 5)
                    or (monday::date + 4 < days.begins and days.begins < days.ends and days.ends <= monday::date + 7)
            )
        order by monday
        limit 1
    ) as week on true
    -- Units free on every night of the stay; seats free all along the way; of anything else, what is free.
    cross join lateral (
        select case when o.category = 'medical' then week.places when o.category = 'housing'
            then o.capacity - coalesce((
                select max(p.units) from promised p
                where p.offer = o.id and p.night >= n.from_day and p.night < n.to_day
            ), 0)
            else way.seats end as free
    ) as unit
    where not o.paused
        and not o.for_minors
        and unit.free >= n.least_quantity
        -- Musts of the need.
        and not exists (
            select from criterion c where c.need = n.id and c.must and c.feature = any(o.no)
        )
        -- Animals.
        and not (n.dogs > 0 and 'dogs' = any(o.no))
        and not (n.cats > 0 and 'cats' = any(o.no))
        and not (n.other_pets > 0 and 'other_pets' = any(o.no))
        and n.pets <= coalesce(o.max_pets, n.pets)
        -- Dates: a stay lies in one interval and is still to come; a ride leaves on one of the days, and has not left; for
        -- the others one day in common is enough.
        and case o.category
            when 'housing' then n.from_day >= n.today and (
                not exists (select from open_days d where d.offer = o.id)
                or exists (
                    select from open_days d
                    where d.offer = o.id and d.from_day <= n.from_day and n.to_day <= d.to_day
                )
            )
            when 'transport' then o.departs_until > n.now and (
                n.from_day is null
                or (start.day < n.to_day and (o.departs_until at time zone 'Europe/Chisinau')::date >= n.from_day)
            )
            else not exists (select from open_days d where d.offer = o.id)
                or exists (
                    select from open_days d
                    where d.offer = o.id and d.to_day > n.soonest and d.from_day < coalesce(n.to_day, 'infinity')
                )
        end
        -- What each category adds.
        and case o.category
            when 'housing' then
                case when n.splits then n.least_quantity else greatest(n.people, n.least_quantity) end
                    <= coalesce(o.max_guests, 1000000)
                and n.nights between coalesce(o.min_nights, 1) and coalesce(o.max_nights, 1000000)
                and not (n.men + n.others > 0 and 'women_only' = any(o.yes))
                and (
                    n.children = '{}'
                    or (
                        not 'children_welcome' = any(o.no)
                        and n.youngest >= coalesce(o.min_child_age, 0)
                        and (o.vetting >= 3 or not o.private)
                    )
                )
            when 'job' then
                (
                    n.occupations = '{}'
                    or exists (select from unnest(n.occupations) as wanted where starts_with(o.occupation, wanted))
                )
                and (
                    not exists (select from language_spoken s where s.need = n.id)
                    or not exists (
                        select from language_needed l
                        where l.offer = o.id and not exists (
                            select from language_spoken s
                            where s.need = n.id and s.language = l.language and s.level >= l.level
                        )
                    )
                )
            when 'medical' then o.speciality = n.speciality
            when 'service' then o.theme = n.theme and o.theme <> 'donation_point'
            else true
        end
)
select
    id,
    ask_first,
    total.points,
    metres::bigint as metres,
    week::text as week,
    parts,
    row_number() over (
        partition by ask_first
        order by total.points desc, metres, confirmed desc, tie
    ) as rank
from fitting
cross join lateral (select sum(part)::bigint as points from unnest(parts) as part) as total
order by ask_first, rank
