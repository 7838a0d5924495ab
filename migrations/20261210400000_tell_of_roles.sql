-- As before (20261208181000), and what administrators are told of a role that another one gave. What a column is made of cannot be changed,
-- so it is made anew, with its index.
alter table job drop column rank;
alter table job add column rank smallint not null generated always as (
    case
        when kind in ('provider_blocked', 'offer_gone') then 0
        when payload ->> 'notice' in ('danger-reported', 'report-overdue', 'block-overdue', 'child-case-overdue', 'safety-overdue',
            'child-case-opened', 'child-heard', 'match-stopped', 'case-stopped', 'provider-blocked') then 1
        when kind not in ('mail', 'digest') then 2
        when payload ->> 'waited' = 'true' or payload ->> 'notice' in ('offers-found', 'still-needed', 'need-still-needed') then 5
        when payload ->> 'notice' in ('address-to-confirm', 'address-taken', 'password-forgotten', 'password-changed', 'address-to-change',
            'address-change-asked', 'address-changed', 'address-left', 'contact-left', 'code-lost', 'code-replaced', 'pin-changed',
            'case-opened', 'case-handed-on', 'request-kept', 'request-received', 'roles-given') then 3
        else 4
    end
) stored;
create index job_next_idx on job (rank, run_at) where state = 'queued';
