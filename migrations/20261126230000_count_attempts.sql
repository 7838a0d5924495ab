-- How often somebody did what is limited, so that all servers of an installation count together.
--
-- Unlogged: a crash of the database forgets the counts and nothing else, and counting waits for no disk.
create unlogged table attempt_count (
    -- HMAC of the limit's name and of who: an address prefix or an account. Neither can be read from it.
    key bytea primary key,
    ends_at timestamptz not null,
    used integer not null constraint attempt_count_used_check check (used >= 0)
);
create index attempt_count_ends_at_idx on attempt_count (ends_at);
grant select, insert, update, delete on attempt_count to app_rw;
