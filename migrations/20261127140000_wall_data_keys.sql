-- The second wall (SAFETY, 0.8): whatever a use case asked or forgot to ask, the data key of a row is there only for whom the
-- row is about, or for whom the rules let look at it. Without its data key a row of the identity schema reads as not there.
-- Who looks is said by `punte.opens_for`, set for one transaction (storage/opening.rs): `account:<id>`, `request:<id>`, or
-- `program` for what the installation does by itself (mails, hints, key rotation). Unset, there is nothing to see.
create function identity.may_open(row_id uuid) returns boolean language plpgsql stable set search_path = public, pg_temp as $$
declare
    looker text := current_setting('punte.opens_for', true);
    who uuid;
begin
    if looker is null or looker = '' then
        return false;
    elsif looker = 'program' then
        return true;
    end if;
    who := split_part(looker, ':', 2)::uuid;
    if who = row_id then
        return true;
    elsif looker like 'request:%' then
        -- The other side of a match that both sides agreed to, as it was agreed.
        return exists (
            select from match m
            where m.request_id = who and m.state in ('accepted', 'confirmed', 'started')
                and row_id in (m.provider_id, m.revision_id))
            -- What they wrote, and what was written to them.
            or exists (select from message s join match m on m.id = s.match_id where s.id = row_id and m.request_id = who)
            or exists (select from feedback f join match m on m.id = f.match_id
                       where f.id = row_id and f.side = 'refugee' and m.request_id = who);
    elsif looker like 'account:%' then
        return exists (
                select from provider_member p where p.account_id = who and (
                    p.provider_id = row_id
                    or p.role = 'administrator'
                        and exists (select from provider_member q where q.account_id = row_id and q.provider_id = p.provider_id)
                    or exists (select from offer_revision r join offer o on o.id = r.offer_id
                               where r.id = row_id and o.provider_id = p.provider_id)
                    or exists (select from match m
                               where m.request_id = row_id and m.provider_id = p.provider_id
                                   and m.state in ('accepted', 'confirmed', 'started'))
                    or exists (select from message s join match m on m.id = s.match_id
                               where s.id = row_id and m.provider_id = p.provider_id)
                    or exists (select from feedback f join match m on m.id = f.match_id
                               where f.id = row_id and f.side = 'provider' and m.provider_id = p.provider_id)))
            -- Staff, once the look is written down: in this very transaction.
            or exists (
                select from audit_event e join account a on a.id = e.actor_id
                where e.xid = pg_current_xact_id_if_assigned() and e.actor_kind = 'account' and e.actor_id = who
                    and a.disabled_at is null
                    and case e.action
                        when 'identity_opened' then 'moderator' = any (a.roles) and e.subject_id = row_id
                        when 'private_opened' then 'moderator' = any (a.roles)
                            and exists (select from offer_revision r where r.id = row_id and r.offer_id = e.subject_id)
                        when 'feedback_read' then 'moderator' = any (a.roles)
                            and exists (select from feedback f join match m on m.id = f.match_id
                                        where f.id = row_id and f.side = 'refugee' and m.provider_id = e.subject_id)
                        when 'account_opened' then 'administrator' = any (a.roles) and e.subject_id = row_id
                        when 'roles_changed' then 'administrator' = any (a.roles) and e.subject_id = row_id
                        when 'account_disabled' then 'administrator' = any (a.roles) and e.subject_id = row_id
                        when 'account_enabled' then 'administrator' = any (a.roles) and e.subject_id = row_id
                        else false end);
    end if;
    return false;
end
$$;
revoke execute on function identity.may_open(uuid) from public;
grant execute on function identity.may_open(uuid) to app_rw;

alter table identity.data_key enable row level security;
alter table identity.data_key force row level security;
create policy data_key_select on identity.data_key for select using (identity.may_open(row_id));
create policy data_key_insert on identity.data_key for insert with check (true);
create policy data_key_update on identity.data_key for update using (identity.may_open(row_id));
create policy data_key_delete on identity.data_key for delete using (identity.may_open(row_id));

-- A key goes with its row, whoever erases it.
alter function identity.forget_data_key() set punte.opens_for = 'program';
