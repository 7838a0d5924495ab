-- That help is over is said by both sides: one says it, the other confirms it or says that it is not. Each word stays, with who said it.
create table match_completion (
    match_id uuid not null references match,
    n integer not null,
    side text not null constraint match_completion_side_check check (side in ('refugee', 'provider')),
    word text not null constraint match_completion_word_check check (word in ('over', 'not_over')),
    account_id uuid references account,
    at timestamptz not null,
    constraint match_completion_pkey primary key (match_id, n)
);
create trigger match_completion_append_only before update or delete or truncate on match_completion
    for each statement execute function refuse_change();

-- core::completion, as the wall behind it: nobody says both words, and nothing is denied that nobody said.
create function guard_completion() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare
    last_word match_completion;
begin
    if not exists (select from match m where m.id = new.match_id and m.state = 'started') then
        raise exception 'only help that takes place ends'
            using errcode = 'check_violation', constraint = 'match_completion_match_check';
    end if;
    select c.* into last_word from match_completion c where c.match_id = new.match_id order by c.n desc limit 1;
    if new.n <> coalesce(last_word.n, 0) + 1
        or (new.word = 'over' and last_word.word is not distinct from 'over' and last_word.side = new.side)
        or (new.word = 'not_over' and last_word.word is distinct from 'over') then
        raise exception 'that was said already, or answers nothing'
            using errcode = 'check_violation', constraint = 'match_completion_order_check';
    end if;
    return new;
end
$$;
create trigger match_completion_guard before insert on match_completion for each row execute function guard_completion();

-- History does not say that a side ended help unless both said so; silence is the system's to say.
create function guard_completed() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare
    words text[];
begin
    select array_agg(w.side order by w.n desc) filter (where w.word = 'over') into words
        from (select c.side, c.word, c.n from match_completion c where c.match_id = new.match_id order by c.n desc limit 2) w;
    if words is null or array_length(words, 1) <> 2 or words[1] <> new.side or words[2] = new.side then
        raise exception 'help is over once both sides say so'
            using errcode = 'check_violation', constraint = 'match_event_completed_check';
    end if;
    return new;
end
$$;
create trigger match_event_completed before insert on match_event
    for each row when (new.to_state = 'completed' and new.side <> 'system') execute function guard_completed();

grant select, insert on match_completion to app_rw;
