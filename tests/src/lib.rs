//! The harness: a real server over a clone of a migrated, seeded template database, a clock that the tests move, callers, and
//! a client that holds every answer against openapi.yaml.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::missing_panics_doc,
    clippy::return_self_not_must_use,
    reason = "a test that stops at the first surprise is a good test"
)]

mod app;
mod bodies;
mod browser;
mod client;
mod clock;
mod command;
mod contract;
mod database;
mod help;
mod logs;
mod people;
mod sink;
mod statements;
mod steps;

pub use app::{SEEN, TestApp};
pub use bodies::*;
pub use browser::{Browser, Filled, Glance, Sight};
pub use client::{Answer, Call};
pub use clock::{START, TestClock};
pub use command::{Operator, binary};
pub use contract::{Contract, Operation, contract};
pub use database::{Clone, app_rw, clone_template, empty_database, kek_file, open_all};
pub use logs::Logs;
pub use people::{Cast, Household, PASSWORD, Provider, STAFF_KEY, Who, code_at};
pub use sink::{Delivery, MailSink, Message};
pub use statements::statements_of;
pub use steps::SEEN_FOR;
