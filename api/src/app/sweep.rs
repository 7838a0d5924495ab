//! What the product does by itself for many at a time: each in a transaction of its own.

use std::fmt::Display;

use sqlx::PgConnection;

use super::{App, Result};

/// What became of the subjects of one look.
pub(super) struct Swept<T> {
    found: usize,
    /// For how many it was done.
    pub(super) done: usize,
    /// Those for which it could not be done.
    pub(super) failed: Vec<T>,
}

impl<T> Swept<T> {
    /// Whether more may wait behind what a look of so many at most found. Not where nothing of it could be done: that is found again.
    pub(super) fn may_go_on(&self, at_most: i64) -> bool {
        self.done > 0 && i64::try_from(self.found).unwrap_or(i64::MAX) >= at_most
    }
}

impl App {
    /// Works on what a look found, each subject in a transaction of its own: `work` locks it, looks whether it is still due, and says
    /// whether it did anything. One that fails keeps none of the others: it is logged by its id, counted (`punte_sweep_failures_total`), and
    /// found again by the next look.
    pub(super) async fn sweep<T: Copy + Display>(
        &self,
        sweep: &'static str,
        subjects: &[T],
        work: impl AsyncFn(&mut PgConnection, T) -> Result<bool>,
    ) -> Swept<T> {
        let (mut done, mut failed) = (0, Vec::new());
        for subject in subjects {
            match self.write(async |db| work(db, *subject).await).await {
                Ok(did) => done += usize::from(did),
                Err(error) => {
                    self.metrics.sweep_failed(sweep);
                    tracing::error!(sweep, %subject, %error, "the product could not do what is due");
                    failed.push(*subject);
                }
            }
        }
        let found = subjects.len();
        Swept {
            found,
            done,
            failed,
        }
    }
}
