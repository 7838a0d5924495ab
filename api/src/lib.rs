//! Punte's server: REST, jobs, mail, the private PostgreSQL, and what the binary `punte` runs.

pub mod app;
pub mod auth;
pub mod checkpoints;
mod checks;
pub mod cli;
pub mod clock;
pub mod config;
pub mod demo;
pub mod extract;
pub mod ids;
pub mod jobs;
pub mod json;
pub mod mail;
pub mod matcher;
pub mod metrics;
pub mod middleware;
pub mod postgres;
pub mod problem;
pub mod rest;
pub mod seed;
pub mod server;
pub mod spreadsheet;
pub mod storage;
pub mod texter;
pub mod texts;
pub mod vault;
pub mod web;
