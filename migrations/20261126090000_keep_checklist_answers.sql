-- What a moderator answered to the checklist stands with the decision: the second one, and whoever asks later, can see it.
alter table review_decision add column answers jsonb not null default '{}'
    constraint review_decision_answers_check check (jsonb_typeof(answers) = 'object');
