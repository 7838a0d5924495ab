-- What administrators do with remarks: notes, why one was closed; and guides: a text that a second reader sends back says why.
create table inbox_note (
    id uuid primary key,
    item_id uuid not null references inbox_item,
    written_by uuid not null references account,
    text text not null constraint inbox_note_text_check check (char_length(text) between 1 and 1000),
    created_at timestamptz not null
);
create index inbox_note_item_id_idx on inbox_note (item_id);

alter table inbox_item add column closed_reason text
    constraint inbox_item_closed_reason_check check (closed_reason is null
        or state = 'closed' and closed_reason in ('corrected', 'no_change', 'not_ours', 'duplicate', 'abuse'));

-- The audit log names what was changed by an id.
alter table guide_text add column id uuid not null default gen_random_uuid(),
    add column returned_note text constraint guide_text_returned_note_check check (char_length(returned_note) between 1 and 1000),
    add constraint guide_text_id_key unique (id);

create or replace function guard_guide_text() returns trigger language plpgsql as $$
begin
    if old.state <> 'draft' and (new.title, new.summary, new.body, new.sources, new.review_by)
        is distinct from (old.title, old.summary, old.body, old.sources, old.review_by) then
        raise exception 'only a draft changes its words'
            using errcode = 'check_violation', constraint = 'guide_text_draft_check';
    end if;
    if new.state = 'published' and old.state <> 'published' and (new.checked_by is null or old.state <> 'submitted') then
        raise exception 'a second person reads a text before it is published'
            using errcode = 'check_violation', constraint = 'guide_text_second_reader_check';
    end if;
    return new;
end
$$;

grant select, insert on inbox_note to app_rw;
grant update (closed_reason) on inbox_item to app_rw;
grant update (returned_note) on guide_text to app_rw;
