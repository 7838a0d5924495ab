-- Whoever does not answer is reminded before time runs out: providers of proposals and of offers that lapse, households of requests that close.
alter table request add column asked_at timestamptz;
grant update (asked_at) on request to app_rw;
create index offer_lapsing_idx on offer (expires_at) where review = 'approved';
