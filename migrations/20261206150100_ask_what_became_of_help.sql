-- After 30 and 90 days it is asked what has become of help: still there, something better, had to leave. What was answered before stays.
alter table check_in drop constraint check_in_answer_check;
alter table check_in add constraint check_in_answer_check
    check (answer in ('well', 'over', 'looking', 'still_there', 'moved_on', 'had_to_leave', 'not_safe'));

-- Figures are counted by when it was asked.
create index check_in_due_at_idx on check_in (due_at) where kind <> 'day';
