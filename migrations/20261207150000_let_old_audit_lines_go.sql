-- Lines of the audit log go once they are old (SAFETY, 2): whole seals, from the beginning on. The last seal of those that go stays, without its
-- lines: the chain goes on from it. What is younger than a year nobody lets go, its owner neither; by the clock of the machine, which no
-- server moves.
drop trigger audit_event_append_only on audit_event;
create trigger audit_event_append_only before update or truncate on audit_event
    for each statement execute function refuse_change();
create trigger audit_event_young_check before delete on audit_event
    for each row when (old.at > now() - interval '365 days') execute function refuse_change();
drop trigger audit_seal_append_only on audit_seal;
create trigger audit_seal_append_only before update or truncate on audit_seal
    for each statement execute function refuse_change();
create trigger audit_seal_young_check before delete on audit_seal
    for each row when (old.sealed_at > now() - interval '365 days') execute function refuse_change();

-- Lets go of the lines up to the end of a seal, and of the seals before it; how many lines that were.
create function forget_audit(up_to bigint) returns bigint language plpgsql security definer set search_path = public, pg_temp as $$
declare
    kept audit_seal;
    before_id bigint;
    gone bigint;
begin
    select * into kept from audit_seal s where s.number = up_to;
    -- The first seal of all is never the one to go on from: a chain that begins with it is whole.
    if kept.number is null or kept.number < 2 then
        return 0;
    end if;
    -- An era ends with the id that it was closed at; transactions of the next one may have the same numbers.
    before_id := case when kept.to_xid = 9223372036854775807 then kept.last_id + 1
        else (select min(s.era) from audit_seal s where s.era > kept.era) end;
    delete from audit_event e
        where e.id < kept.era or ((before_id is null or e.id < before_id) and e.xid < kept.to_xid::text::xid8);
    get diagnostics gone = row_count;
    delete from audit_seal s where s.number < up_to;
    return gone;
end
$$;
revoke execute on function forget_audit(bigint) from public;
grant execute on function forget_audit(bigint) to app_rw;
