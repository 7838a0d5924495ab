-- A household that is reached by phone says whether it may be sent a text message when something urgent changes.
alter table request add column sms boolean not null default false;
grant update (sms) on request to app_rw;
alter table consent
    drop constraint consent_purpose_check,
    add constraint consent_purpose_check check (purpose in ('functional_needs', 'alerts', 'sms'));
