//! Punte's server.

pub mod storage;
