-- What was answered to the checklist when an offer was stopped that was looked at again: the same as review_check, of a stop.
create table suspension_check (
    suspension_id uuid not null references offer_suspension,
    item text not null,
    result text not null constraint suspension_check_result_check check (result in ('yes', 'no', 'unknown')),
    evidence text constraint suspension_check_evidence_check check (evidence in ('document', 'register', 'visit', 'call', 'offer')),
    primary key (suspension_id, item)
);
create trigger suspension_check_append_only before update or delete or truncate on suspension_check
    for each statement execute function refuse_change();
grant select, insert on suspension_check to app_rw;
