//! Behaviour over HTTP on a real server and a real PostgreSQL. One binary: it links once.

mod access;
mod audit;
mod bad_input;
mod bench;
mod booking;
mod contacts;
mod demo;
mod differential;
mod edits;
mod explain;
mod house;
mod idempotency;
mod imports;
mod live;
mod mail;
mod main_job;
mod minors;
mod openapi;
mod places;
mod privacy;
mod private_cluster;
mod reference;
mod schemathesis;
mod states;
mod texts;
mod verification;
