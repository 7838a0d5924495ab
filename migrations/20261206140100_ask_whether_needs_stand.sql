-- Households are asked whether a need still stands, and close one that does not.
alter table need
    -- When its household was asked last,
    add column asked_at timestamptz,
    -- and when it last answered. A question stands while it was asked after that.
    add column confirmed_at timestamptz,
    -- Not before this has the worker to look whether it is to be asked: core::request::next_question says when it is.
    add column ask_at timestamptz not null default app_now(),
    add constraint need_closed_check check (state <> 'closed' or (closing_reason is not null and served = 0));
create index need_ask_at_idx on need (ask_at) where state in ('open', 'proposed');
grant update (asked_at, confirmed_at, ask_at) on need to app_rw;
