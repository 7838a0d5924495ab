-- Nobody holds more than their work needs: the tables belong to app_migrate, whom nothing lets past the walls and nobody signs in as;
-- app_audit reads the audit log and its seals; app_read reads what everybody may read.
do $$
declare
    wanted record;
begin
    for wanted in
        select * from (values ('app_migrate', 'nologin'), ('app_audit', 'login'), ('app_read', 'login')) as r (name, may)
        where not exists (select from pg_roles where rolname = r.name)
    loop
        begin
            execute format('create role %I %s', wanted.name, wanted.may);
        exception when duplicate_object or unique_violation then
            null; -- Made for another database of the server at this moment.
        end;
    end loop;
    -- Whoever made a role in PostgreSQL 16 and later administers it, and may not yet act as it.
    for wanted in select unnest(array['app_migrate', 'app_rw']) as name loop
        if not pg_has_role(current_user, wanted.name, 'usage') then
            execute format('grant %I to %I', wanted.name, current_user);
        end if;
    end loop;
end
$$;

-- Tables, views, sequences and functions that a migration made go to app_migrate; `punte migrate` calls it when it is done. What runs
-- with its owner's rights has no more of them, then, than the owner of tables has.
create function hand_over() returns void language plpgsql set search_path = public, pg_temp as $$
declare
    one record;
begin
    -- Two processes may start at once.
    perform pg_advisory_xact_lock(20261203100000);
    if not (has_schema_privilege('app_migrate', 'public', 'create') and has_schema_privilege('app_migrate', 'public', 'usage')
        and has_schema_privilege('app_migrate', 'identity', 'create') and has_schema_privilege('app_migrate', 'identity', 'usage')) then
        grant usage, create on schema public, identity to app_migrate;
    end if;
    for one in
        select c.oid::regclass as name, case c.relkind when 'v' then 'view' when 'S' then 'sequence' else 'table' end as kind
        from pg_class c
        where c.relnamespace in ('public'::regnamespace, 'identity'::regnamespace) and c.relkind in ('r', 'v', 'S')
            and c.relowner <> 'app_migrate'::regrole
            -- Not what belongs to an extension, nor sequences that go with their table.
            and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid
                and (d.deptype = 'e' or c.relkind = 'S' and d.deptype in ('a', 'i')))
    loop
        execute format('alter %s %s owner to app_migrate', one.kind, one.name);
    end loop;
    for one in
        select p.oid::regprocedure as name
        from pg_proc p
        where p.pronamespace in ('public'::regnamespace, 'identity'::regnamespace) and p.proowner <> 'app_migrate'::regrole
            and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')
    loop
        execute format('alter routine %s owner to app_migrate', one.name);
    end loop;
    if (select nspowner from pg_namespace where nspname = 'identity') <> 'app_migrate'::regrole then
        alter schema identity owner to app_migrate;
    end if;
end
$$;
revoke execute on function hand_over() from public;

-- Which schema it is, and the log.
grant usage on schema public to app_audit, app_read;
grant select on audit_event, audit_seal to app_audit;
do $$
begin
    if to_regclass('_sqlx_migrations') is not null then
        grant select on _sqlx_migrations to app_audit;
    end if;
end
$$;
-- The server's own commands read it with no more rights than an auditor has.
do $$
begin
    if not pg_has_role('app_rw', 'app_audit', 'member') then
        grant app_audit to app_rw;
    end if;
end
$$;
-- What pages and the public interface show to everybody.
grant select on public_offer, place, place_name, reference_item, help_line to app_read;
grant execute on function app_now() to app_audit, app_read;
