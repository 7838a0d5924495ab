-- Which job is next: first what stops and hides, then what is told for somebody's safety, then what else the product does itself, then mails
-- that somebody waits for (how they get in, that what they sent has arrived), other mails, and last those that many get at a time or that
-- waited for the morning. In the row, so that the next one of each rank is found by an index however many wait. The notices of safety and
-- access are those of Notice::matter; a test (jobs_in_order) holds both against each other.
alter table job add column rank smallint not null generated always as (
    case
        when kind in ('provider_blocked', 'offer_gone') then 0
        when payload ->> 'notice' in ('danger-reported', 'report-overdue', 'block-overdue', 'safety-overdue',
            'child-case-opened', 'child-heard', 'match-stopped', 'case-stopped', 'provider-blocked') then 1
        when kind not in ('mail', 'digest') then 2
        when payload ->> 'waited' = 'true' or payload ->> 'notice' in ('offers-found', 'still-needed', 'need-still-needed') then 5
        when payload ->> 'notice' in ('address-to-confirm', 'address-taken', 'password-forgotten', 'password-changed', 'address-to-change',
            'address-change-asked', 'address-changed', 'address-left', 'code-lost', 'code-replaced', 'pin-changed', 'case-opened',
            'request-received') then 3
        else 4
    end
) stored;
create index job_next_idx on job (rank, run_at) where state = 'queued';
