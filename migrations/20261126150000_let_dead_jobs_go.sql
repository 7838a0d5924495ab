-- Administrators see the jobs that were given up: they try them again or set them aside.
alter table job drop constraint job_state_check,
    add constraint job_state_check check (state in ('queued', 'done', 'dead', 'dropped'));
create index job_dead_idx on job (created_at desc, id) where state = 'dead';
create index job_done_at_idx on job (done_at) where state = 'done';
