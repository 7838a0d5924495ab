-- Whether a moderator looked at who a provider is since it corrected that rests on the provider and no longer on lines of the audit log,
-- which go one day; and who is affected by looks is answered with people.

-- How often what was checked was put aside because it has another name or register entry. A look says of which it was.
alter table provider add column corrections integer not null default 0 constraint provider_corrections_check check (corrections >= 0);
update provider p set corrections = n.n
from (select e.subject_id, count(*)::integer as n from audit_event e
      where e.action = 'provider_corrected' and e.data ->> 'again' = 'true' group by e.subject_id) n
where n.subject_id = p.id;
-- Of whom the log knows no more: what was put aside was put aside by one.
update provider p set corrections = 1
where p.corrections = 0 and exists (select from vetting_evidence e where e.provider_id = p.id and e.superseded_at is not null);
grant update (corrections) on provider to app_rw;

-- What was put aside stays so.
create function guard_corrections() returns trigger language plpgsql as $$
begin
    if new.corrections < old.corrections then
        raise exception 'a correction is not taken back'
            using errcode = 'check_violation', constraint = 'provider_corrections_check';
    end if;
    return new;
end
$$;
create trigger provider_corrected before update of corrections on provider
    for each row execute function guard_corrections();

-- Whom looks showed, each once, with what was seen: households, providers and accounts, whatever the line of a look names. What somebody sees
-- of their own is no look. For whoever reads the log and nothing else: it answers with ids. Cases of children are opened for it as for the
-- installation itself.
create function whom_looks_showed(actions text[], since timestamptz, until timestamptz, looker uuid)
returns table (kind text, id uuid, seen text[], looks bigint, first_at timestamptz, last_at timestamptz)
language sql stable security definer set search_path = public, pg_temp set punte.opens_for = 'program' as $$
    select w.kind, w.id, array_agg(distinct e.action order by e.action), count(distinct e.id), min(e.at), max(e.at)
    from audit_event e
    cross join lateral (
        select e.subject_kind, e.subject_id where e.subject_kind in ('request', 'provider', 'account')
        union all
        select 'request', c.request_id from child_case c where e.subject_kind = 'child_case' and c.id = e.subject_id
        union all
        -- A door is whose offer it is.
        select 'provider', o.provider_id from offer o where e.subject_kind = 'offer' and o.id = e.subject_id
        union all
        -- Each side of a match is shown the other one.
        select 'provider', m.provider_id from match m
            where e.subject_kind = 'match' and m.id = e.subject_id and e.data ->> 'to' = 'refugee'
        union all
        select 'request', m.request_id from match m
            where e.subject_kind = 'match' and m.id = e.subject_id and e.data ->> 'to' = 'provider'
        union all
        -- A report tells of the provider that it names, and of the household that it is from or about.
        select 'provider', r.provider_id from report r where e.subject_kind = 'report' and r.id = e.subject_id
        union all
        select 'request', coalesce(m.request_id, i.request_id)
            from report r left join match m on m.id = r.match_id left join inquiry i on i.id = r.inquiry_id
            where e.subject_kind = 'report' and r.id = e.subject_id and coalesce(m.request_id, i.request_id) is not null
        union all
        -- How it was are the words of those who had said it by then.
        select 'request', m.request_id from feedback f join match m on m.id = f.match_id
            where e.action = 'feedback_read' and m.provider_id = e.subject_id and f.side = 'refugee' and f.at <= e.at
        union all
        select 'provider', m.provider_id
            from report r left join match t on t.id = r.match_id left join inquiry i on i.id = r.inquiry_id
                join match m on m.request_id = coalesce(t.request_id, i.request_id) join feedback f on f.match_id = m.id
            where e.action = 'feedback_read' and e.subject_kind = 'report' and r.id = e.subject_id and f.side = 'provider'
                and f.at <= e.at
    ) w (kind, id)
    where e.action = any (whom_looks_showed.actions) and e.actor_id is not null
        and e.at >= whom_looks_showed.since and (whom_looks_showed.until is null or e.at < whom_looks_showed.until)
        and (whom_looks_showed.looker is null or e.actor_id = whom_looks_showed.looker)
        and w.id <> e.actor_id
        -- What somebody saw of their own organisation; before they joined it was not theirs, and of those who left it is not known any more.
        and not (w.kind = 'provider' and exists (select from provider_member p
            where p.account_id = e.actor_id and p.provider_id = w.id and p.joined_at <= e.at))
    group by w.kind, w.id
$$;
revoke execute on function whom_looks_showed(text[], timestamptz, timestamptz, uuid) from public;
grant execute on function whom_looks_showed(text[], timestamptz, timestamptz, uuid) to app_audit;
