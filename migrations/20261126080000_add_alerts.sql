-- Households say whether they want a mail when an offer fits; of each offer that became visible, one job waits to find them.
alter table request add column alerts boolean not null default false;
create index request_alerts_idx on request (id) where alerts and state = 'open';

-- A burst of changes to one offer makes one job. A job that somebody took already (attempts) may have seen too little.
create unique index job_offer_visible_waiting_key on job ((payload ->> 'offer'))
    where kind = 'offer_visible' and state = 'queued' and attempts = 0;
