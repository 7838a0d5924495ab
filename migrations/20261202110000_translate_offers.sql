-- Titles and descriptions of offers that moderators translated. A translation counts for the words that it was made of, of which
-- only the digest is kept: another text of the provider is shown untranslated until somebody translates it again.
create table offer_translation (
    offer_id uuid not null references offer on delete cascade,
    language text not null constraint offer_translation_language_check check (language in ('uk', 'ro', 'en', 'ru')),
    of_words text not null constraint offer_translation_of_words_check check (of_words ~ '^[0-9a-f]{64}$'),
    title text not null constraint offer_translation_title_check check (char_length(title) between 3 and 120),
    description text not null constraint offer_translation_description_check check (char_length(description) between 1 and 2000),
    translated_by uuid not null references account,
    translated_at timestamptz not null,
    primary key (offer_id, language)
);

grant select, insert, update, delete on offer_translation to app_rw;
