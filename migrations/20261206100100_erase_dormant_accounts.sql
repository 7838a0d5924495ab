-- An account that nobody signs in to any more is erased one day, a month after its holder was told. Whoever signs in keeps it. Those that
-- are there count from today.
alter table account
    add column last_sign_in_at timestamptz not null default app_now(),
    add column dormant_told_at timestamptz,
    add constraint account_dormant_told_at_check check (dormant_told_at >= last_sign_in_at);
grant update (last_sign_in_at, dormant_told_at) on account to app_rw;
create index account_last_sign_in_at_idx on account (last_sign_in_at) where disabled_at is null and roles = '{}';

-- Whom nobody misses: not the staff, not who is disabled, not whose offers are seen, checked or stopped, whom somebody counts on, who
-- follows a request, not the last one of an organisation, and not of whom a report or a block is looked into. An offer that lapsed is not
-- given up before two months passed: whoever answers mails by one tap is late now and then, and never signs in.
create view forgettable_account as
select a.id, a.last_sign_in_at, a.dormant_told_at
from account a
where a.disabled_at is null and a.roles = '{}'
    and not exists (select from provider_member m join offer o on o.provider_id = m.provider_id
        where m.account_id = a.id
            and (o.review in ('submitted', 'in_review', 'suspended')
                or o.review = 'approved' and o.expires_at > app_now() - interval '60 days'))
    and not exists (select from provider_member m join match t on t.provider_id = m.provider_id
        where m.account_id = a.id and t.state in ('suggested', 'proposed', 'accepted', 'confirmed', 'started'))
    and not exists (select from household_case c where c.account_id = a.id and c.ended_at is null)
    and not exists (select from provider_member m join provider p on p.id = m.provider_id
        where m.account_id = a.id and m.role = 'administrator'
            and not exists (select from provider_member o join account b on b.id = o.account_id
                where o.provider_id = p.id and o.account_id <> a.id and o.role = 'administrator' and b.disabled_at is null)
            and (p.kind <> 'volunteer'
                or exists (select from provider_member o where o.provider_id = p.id and o.account_id <> a.id)
                or exists (select from report r where r.provider_id = p.id and r.reporter not in ('provider', 'moderator')
                    and r.state <> 'closed')
                or exists (select from provider_block k where k.provider_id = p.id and k.verdict is distinct from 'lifted')));
grant select on forgettable_account to app_rw;
