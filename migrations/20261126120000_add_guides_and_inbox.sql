-- Guides in four languages, with versions, drafts and a second reader; and what visitors say about pages, without their names.
create table guide (
    theme text primary key constraint guide_theme_check check (theme ~ '^[a-z][a-z-]{1,40}$'),
    position integer not null
);

-- One version of a guide in one language. Its words change while it is a draft, never afterwards.
create table guide_text (
    theme text not null references guide,
    language text not null constraint guide_text_language_check check (language in ('uk', 'ro', 'en', 'ru')),
    version integer not null constraint guide_text_version_check check (version > 0),
    title text not null constraint guide_text_title_check check (char_length(title) between 1 and 200),
    summary text not null constraint guide_text_summary_check check (char_length(summary) between 1 and 300),
    body text not null constraint guide_text_body_check check (char_length(body) between 1 and 40000),
    sources jsonb not null constraint guide_text_sources_check check (jsonb_typeof(sources) = 'array'),
    -- After this day the page says that it is out of date.
    review_by date not null,
    state text not null default 'draft' constraint guide_text_state_check check (state in ('draft', 'submitted', 'published', 'replaced')),
    -- Nobody: it came with the product.
    written_by uuid references account,
    created_at timestamptz not null,
    published_at timestamptz,
    -- The person who checked what it says; nobody yet: the page says so.
    checked_by uuid references account,
    checked_at timestamptz,
    primary key (theme, language, version),
    constraint guide_text_checked_check check ((checked_by is null) = (checked_at is null)),
    -- The second reader is another person.
    constraint guide_text_second_reader_check check (checked_by <> written_by),
    constraint guide_text_published_check check ((state in ('published', 'replaced')) = (published_at is not null))
);
create unique index guide_text_published_key on guide_text (theme, language) where state = 'published';

create function guard_guide_text() returns trigger language plpgsql as $$
begin
    if old.state <> 'draft' and (new.title, new.summary, new.body, new.sources, new.review_by)
        is distinct from (old.title, old.summary, old.body, old.sources, old.review_by) then
        raise exception 'only a draft changes its words'
            using errcode = 'check_violation', constraint = 'guide_text_draft_check';
    end if;
    return new;
end
$$;
create trigger guide_text_guard before update on guide_text for each row execute function guard_guide_text();

-- What somebody said about a page. Nobody's name is asked for, and nothing here says who it was.
create table inbox_item (
    id uuid primary key,
    kind text not null constraint inbox_item_kind_check check (kind in ('feedback', 'suggestion')),
    -- The page that it is about, below the language.
    page text not null constraint inbox_item_page_check check (page ~ '^/[a-z0-9/-]{1,120}$'),
    language text not null constraint inbox_item_language_check check (language in ('uk', 'ro', 'en', 'ru')),
    answers jsonb not null constraint inbox_item_answers_check check (jsonb_typeof(answers) = 'object'),
    text text constraint inbox_item_text_check check (char_length(text) between 1 and 2000),
    state text not null default 'open' constraint inbox_item_state_check check (state in ('open', 'assigned', 'closed')),
    assigned_to uuid references account,
    closed_at timestamptz,
    created_at timestamptz not null,
    constraint inbox_item_said_check check (text is not null or answers <> '{}'::jsonb),
    constraint inbox_item_closed_check check ((state = 'closed') = (closed_at is not null)),
    constraint inbox_item_assigned_check check (state <> 'assigned' or assigned_to is not null)
);
create index inbox_item_open_idx on inbox_item (created_at, id) where state <> 'closed';

grant select, insert on guide, guide_text, inbox_item to app_rw;
grant update (position) on guide to app_rw;
grant update (title, summary, body, sources, review_by, state, published_at, checked_by, checked_at) on guide_text to app_rw;
-- What was said stays as it was said.
grant update (state, assigned_to, closed_at) on inbox_item to app_rw;
grant execute on function guard_guide_text() to app_rw;
