-- Where imported offers and places come from; what a public register says of an offer; several keys for one name of a place.
create table offer_source (
    offer_id uuid primary key references offer on delete cascade,
    provider_id uuid not null references provider,
    -- The list, and the row in it.
    source text not null constraint offer_source_source_check check (source ~ '^[a-z0-9][a-z0-9-]{1,59}$'),
    key text not null,
    -- SHA-256 of what the row said when it was last taken over.
    digest bytea not null,
    register_name text,
    register_date date,
    imported_at timestamptz not null,
    constraint offer_source_provider_id_source_key_key unique (provider_id, source, key),
    constraint offer_source_register_check check ((register_name is null) = (register_date is null)),
    -- Nobody saw what is not written yet (a day of grace for time zones).
    constraint offer_source_register_date_check check (register_date <= (imported_at at time zone 'utc')::date + 1)
);
create trigger offer_source_log_change after insert or update on offer_source for each row execute function log_offer_change();
grant select, insert on offer_source to app_rw;
grant update (digest, register_name, register_date, imported_at) on offer_source to app_rw;

-- A dated row of a public register stands for level 2, for twelve months, where the provider is a public institution. The rule
-- of core::provider::level_for, for the wall behind it.
create or replace view visible_offer as
select
    o.id, o.reference, o.category, o.provider_id, p.kind as provider_kind,
    greatest(p.vetting_level, case when p.kind = 'authority' and e.register_date + interval '1 year' > app_now() then 2::smallint end)
        as vetting_level,
    o.live_revision_id as revision_id,
    r.content, o.place_id, o.published_point, o.private, o.for_minors, o.paused, o.features_yes, o.features_no,
    o.last_confirmed_at, o.expires_at, s.capacity, s.reserved
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

-- Duplicates are looked for by point and by address.
create index offer_private_point_idx on identity.offer_private (point) where point is not null;
create index offer_private_address_idx on identity.offer_private (lower(address));

create index place_point_idx on place using gist (point);

-- Which row of which operator's list a place is.
create table place_source (
    source text not null,
    code text not null,
    place_id bigint not null references place,
    primary key (source, code)
);
-- Ids of places that the shipped gazetteer does not have: far from GeoNames' own.
create sequence place_own_id_seq minvalue 1000000000000;
grant select, insert on place_source to app_rw;
grant usage on sequence place_own_id_seq to app_rw;

-- One name may be found under several keys, and every list keeps its own names.
alter table place_name add column source text not null default 'gazetteer';
alter table place_name drop constraint place_name_pkey;
alter table place_name add primary key (place_id, key, source);
