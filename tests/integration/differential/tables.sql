-- Offers and needs as plain rows: what a person at a psql prompt would make of them. Nothing is shared with the product's schema.
create schema differential;
set search_path to differential;

create table offer (
    id uuid primary key,
    category text not null,
    lat float8 not null,
    lon float8 not null,
    yes text[] not null,
    no text[] not null,
    languages text[] not null,
    free int not null,
    capacity int not null,
    confirmed timestamptz not null,
    vetting int not null,
    answered int not null,
    asked int not null,
    private boolean not null,
    paused boolean not null,
    for_minors boolean not null,
    max_pets int,
    min_nights int,
    max_nights int,
    max_guests int,
    min_child_age int,
    departs_from timestamptz,
    departs_until timestamptz,
    detour_m int,
    occupation text,
    starts_on date,
    speciality text,
    theme text
);
create table open_days (offer uuid not null, from_day date not null, to_day date not null);
create table promised (offer uuid not null, night date not null, units int not null);
-- Seats are free from there to the next stop.
create table stop (offer uuid not null, place int not null, lat float8 not null, lon float8 not null, free int not null);
create table language_needed (offer uuid not null, language text not null, level int not null);
create index on open_days (offer);
create index on promised (offer);
create index on stop (offer);
create index on language_needed (offer);

create table need (
    id int primary key,
    request uuid not null,
    category text not null,
    minor boolean not null,
    women int not null,
    men int not null,
    others int not null,
    children int[] not null,
    dogs int not null,
    cats int not null,
    other_pets int not null,
    languages text[] not null,
    lat float8 not null,
    lon float8 not null,
    anchor_lat float8,
    anchor_lon float8,
    to_lat float8,
    to_lon float8,
    radius_m int not null,
    nearness text not null,
    from_day date,
    to_day date,
    quantity int not null,
    least_quantity int not null,
    splits boolean not null,
    urgency text not null,
    now timestamptz not null,
    today date not null,
    occupations text[] not null,
    speciality text,
    theme text
);
create table criterion (need int not null, feature text not null, must boolean not null, weight int not null);
create table language_spoken (need int not null, language text not null, level int not null);

-- Great circle on the sphere of the earth's mean radius, whole metres.
create function metres(lat_a float8, lon_a float8, lat_b float8, lon_b float8) returns float8
language sql immutable
return round(2 * 6371008.8 * asin(least(1, sqrt(
    power(sin(radians(lat_b - lat_a) / 2), 2)
    + cos(radians(lat_a)) * cos(radians(lat_b)) * power(sin(radians(lon_b - lon_a) / 2), 2)
))));
