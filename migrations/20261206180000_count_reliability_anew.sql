-- How far providers can be relied on is counted by households now, not by matches: what was counted before is counted anew, so that no
-- two are compared by different counts.
insert into job (id, kind, payload, dedup_id, run_at, created_at)
select j.id, 'count_reliability', jsonb_build_object('provider', j.provider_id), 'count_reliability.' || j.id, app_now(), app_now()
from (select gen_random_uuid() as id, r.provider_id from provider_reliability r) j
on conflict ((payload ->> 'provider')) where kind = 'count_reliability' and state = 'queued' and attempts = 0 do nothing;
