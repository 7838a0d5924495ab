//! Seeds: reference data for every installation, and demo data for trying the product out.

mod demo;
mod guides;
mod reference;

pub use demo::{holds_demo, seed_demo};
pub use reference::seed_reference;
pub(crate) use reference::{crossings, settlements};

/// Why seeds could not be loaded.
#[derive(Debug, thiserror::Error)]
pub enum SeedError {
    /// A seed file is wrong.
    #[error("the seed {0} is wrong: {1}")]
    File(&'static str, String),
    /// The database refused.
    #[error("seeds cannot be stored: {0}")]
    Database(#[from] sqlx::Error),
    /// A use case refused.
    #[error("the demo offer or account {0} was refused: {1}")]
    Refused(String, String),
    /// The file of sign-ins.
    #[error("the file of demo sign-ins cannot be used: {0}")]
    SignIns(#[from] std::io::Error),
}
