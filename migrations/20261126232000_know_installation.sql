-- Which secrets belong to these data, and when each part of an installation was last seen at work: what `punte doctor` asks.
create table installation (
    one boolean primary key default true constraint installation_one_check check (one),
    -- HMAC of a constant under the installation's secret: tells whether the keys are the right ones, and nothing else.
    keys_check bytea not null
);
create table heartbeat (
    part text primary key,
    at timestamptz not null
);
grant select, insert on installation to app_rw;
grant select, insert, update on heartbeat to app_rw;
