-- What a live index needs besides the change log: until when an offer stays visible by itself, and room: old lines of the log go.
create or replace view visible_offer as
select
    o.id, o.reference, o.category, o.provider_id, p.kind as provider_kind,
    greatest(p.vetting_level, case when p.kind = 'authority' and e.register_date + interval '1 year' > app_now() then 2::smallint end)
        as vetting_level,
    o.live_revision_id as revision_id,
    r.content, o.place_id, o.published_point, o.private, o.for_minors, o.paused, o.features_yes, o.features_no,
    o.last_confirmed_at, o.expires_at, s.capacity, s.reserved,
    -- Nobody changes a row when the clock passes this: whoever follows the log has to look at the clock as well.
    least(o.expires_at, p.vetted_until, case when p.vetting_level < o.least_vetting then e.register_date + interval '1 year' end)
        as visible_until
from offer o
join offer_revision r on r.id = o.live_revision_id
join provider p on p.id = o.provider_id
join offer_stock s on s.offer_id = o.id
left join offer_source e on e.offer_id = o.id
where o.review = 'approved'
    and o.expires_at > app_now()
    and p.status = 'vetted'
    and p.vetted_until > app_now()
    and greatest(p.vetting_level, case when p.kind = 'authority' and e.register_date + interval '1 year' > app_now() then 2::smallint end)
        >= o.least_vetting;

create index offer_change_at_idx on offer_change (at);
grant delete on offer_change to app_rw;
