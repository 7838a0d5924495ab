-- The server and the worker run with the rights of app_rw only; whoever migrates owns the tables.
do $$
begin
    if not exists (select from pg_roles where rolname = 'app_rw') then
        create role app_rw login;
    end if;
    if not pg_has_role(current_user, 'app_rw', 'member') then
        execute format('grant app_rw to %I', current_user);
    end if;
end
$$;

create extension if not exists postgis;
create extension if not exists pg_trgm;
create extension if not exists btree_gist;

create schema identity;
comment on schema identity is 'Names, contacts, exact addresses and points. Nothing outside refers to its columns.';

grant usage on schema public, identity to app_rw;

-- The clock of every rule in SQL. Tests move it for a session; nothing else sets punte.now.
create function app_now() returns timestamptz language sql stable
    return coalesce(nullif(current_setting('punte.now', true), '')::timestamptz, now());
grant execute on function app_now() to app_rw;
