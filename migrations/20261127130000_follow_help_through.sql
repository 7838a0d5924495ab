-- Help that took place is what counts: who confirmed, whether people are well, how it was, and from that how far a provider can be relied on.
create table match_confirmation (
    match_id uuid not null references match,
    side text not null constraint match_confirmation_side_check check (side in ('refugee', 'provider')),
    at timestamptz not null,
    constraint match_confirmation_pkey primary key (match_id, side)
);

create table check_in (
    match_id uuid not null references match,
    kind text not null constraint check_in_kind_check check (kind in ('day', 'week', 'month', 'quarter')),
    due_at timestamptz not null,
    answer text constraint check_in_answer_check check (answer in ('well', 'over', 'looking', 'not_safe')),
    answered_at timestamptz,
    report_id uuid references report,
    constraint check_in_pkey primary key (match_id, kind),
    constraint check_in_answered_check check ((answer is null) = (answered_at is null)),
    -- Whoever is not safe is heard: no such answer without a report.
    constraint check_in_report_check check ((answer is not distinct from 'not_safe') = (report_id is not null))
);

create table feedback (
    id uuid primary key,
    match_id uuid not null references match,
    side text not null constraint feedback_side_check check (side in ('refugee', 'provider')),
    delivered text not null constraint feedback_delivered_check check (delivered in ('yes', 'partly', 'no')),
    why_not text constraint feedback_why_not_check
        check (why_not in ('nobody_there', 'refused', 'not_as_described', 'too_late', 'found_elsewhere', 'something_else')),
    as_described text constraint feedback_as_described_check check (as_described in ('yes', 'partly', 'no')),
    rating smallint not null constraint feedback_rating_check check (rating between 1 and 5),
    at timestamptz not null,
    constraint feedback_match_id_side_key unique (match_id, side),
    constraint feedback_why_not_asked_check check ((delivered = 'yes') = (why_not is null))
);

-- Said once, about help that both sides had agreed on.
create function guard_feedback() returns trigger language plpgsql as $$
begin
    if not exists (select from match m where m.id = new.match_id
        and m.state in ('accepted', 'confirmed', 'started', 'completed', 'no_show')) then
        raise exception 'nothing was agreed that could have been good or bad'
            using errcode = 'check_violation', constraint = 'feedback_match_check';
    end if;
    return new;
end
$$;
create trigger feedback_guard before insert on feedback for each row execute function guard_feedback();

create table identity.feedback_comment (
    feedback_id uuid primary key references public.feedback on delete cascade,
    comment bytea not null constraint feedback_comment_comment_check check (identity.is_sealed(comment))
);
create trigger feedback_comment_forget_data_key after delete on identity.feedback_comment
    for each row execute function identity.forget_data_key('feedback_id');
comment on column identity.feedback_comment.feedback_id is 'none: the feedback';
comment on column identity.feedback_comment.comment is 'pii: what a side says about how it was';

-- What a household or a provider wrote goes with who they were; what they said by choosing from lists stays, with nobody in it.
create function erase_comments(request_id uuid, provider_id uuid) returns void language sql security definer set search_path = public, pg_temp
begin atomic
    delete from identity.feedback_comment c using feedback f, match m
        where f.id = c.feedback_id and m.id = f.match_id
            and ((f.side = 'refugee' and m.request_id = erase_comments.request_id)
                or (f.side = 'provider' and m.provider_id = erase_comments.provider_id));
end;
revoke execute on function erase_comments(uuid, uuid) from public;

-- Counted by a job, beside the transactions that answer: those hold the provider's row shared, and would wait for each other.
create table provider_reliability (
    provider_id uuid primary key references provider,
    answered integer not null,
    asked integer not null,
    constraint provider_reliability_asked_check check (answered between 0 and asked and asked <= 65535)
);

-- The live index follows.
create function log_reliability_change() returns trigger language plpgsql as $$
begin
    insert into offer_change (offer_id) select o.id from offer o where o.provider_id = new.provider_id and o.review = 'approved';
    return null;
end
$$;
create trigger provider_reliability_log_change after insert or update on provider_reliability
    for each row execute function log_reliability_change();

create unique index job_count_reliability_waiting_key on job ((payload ->> 'provider'))
    where kind = 'count_reliability' and state = 'queued' and attempts = 0;

-- A need that goes on where another one ends: the next home, before the days of this one are over.
alter table need add column continues uuid references need constraint need_continues_key unique;

grant select, insert on match_confirmation, check_in, feedback, identity.feedback_comment, provider_reliability to app_rw;
grant update (answer, answered_at, report_id) on check_in to app_rw;
grant update (answered, asked) on provider_reliability to app_rw;
grant execute on function erase_comments(uuid, uuid) to app_rw;
