-- The gazetteer, and reference data that operators may change: languages, categories, checklists.
create table place (
    id bigint primary key,
    kind text not null constraint place_kind_check check (kind in ('settlement', 'crossing')),
    country text not null constraint place_country_check check (country ~ '^[A-Z]{2}$'),
    admin1 text not null,
    name text not null,
    name_uk text,
    name_ro text,
    name_en text,
    name_ru text,
    point geography(point, 4326) not null,
    population integer not null constraint place_population_check check (population >= 0)
);

create table place_name (
    place_id bigint not null references place on delete cascade,
    name text not null,
    key text not null,
    primary key (place_id, name)
);
create index place_name_key_idx on place_name (key);
create index place_name_key_trgm_idx on place_name using gin (key gin_trgm_ops);

create table reference_item (
    kind text not null constraint reference_item_kind_check check (kind in ('language', 'category', 'theme', 'checklist')),
    key text not null,
    position integer not null,
    data jsonb not null,
    primary key (kind, key)
);

-- Which version of which seed was loaded, so that a restart does not load it again.
create table seed_state (
    name text primary key,
    digest text not null
);
