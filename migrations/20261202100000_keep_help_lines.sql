-- The numbers that people are told to call, in the order in which pages name them. Data of the operator, no personal data.
create table help_line (
    id uuid primary key,
    position integer not null constraint help_line_position_key unique deferrable initially deferred,
    number text not null constraint help_line_number_check check (number ~ '^\+?[0-9 ().-]{3,24}$' and char_length(regexp_replace(number, '[^0-9]', '', 'g')) between 3 and 15),
    whom text not null constraint help_line_whom_check check (whom in ('everyone', 'children', 'trafficking', 'violence', 'health')),
    country text constraint help_line_country_check check (country ~ '^[A-Z]{2}$'),
    name_uk text not null default '' constraint help_line_name_uk_check check (char_length(name_uk) <= 80),
    name_ro text not null default '' constraint help_line_name_ro_check check (char_length(name_ro) <= 80),
    name_en text not null default '' constraint help_line_name_en_check check (char_length(name_en) <= 80),
    name_ru text not null default '' constraint help_line_name_ru_check check (char_length(name_ru) <= 80),
    hours text not null default '' constraint help_line_hours_check check (char_length(hours) <= 60),
    languages text[] not null default '{}' constraint help_line_languages_check check (languages <@ array['uk', 'ro', 'en', 'ru']),
    source text not null constraint help_line_source_check check (source ~ '^https?://' and char_length(source) <= 300),
    checked_on date not null,
    version integer not null default 1,
    constraint help_line_name_check check (name_uk || name_ro || name_en || name_ru <> '')
);

grant select, insert, update, delete on help_line to app_rw;
