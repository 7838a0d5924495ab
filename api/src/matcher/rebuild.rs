//! Making the boxes of the index tight again, beside the index that serves.

use punte_core::{
    id::OfferId,
    matching::{Candidate, Index},
};
use tokio::task::JoinHandle;

/// A change of the index.
#[derive(Clone)]
pub(super) enum Step {
    Put(Box<Candidate>),
    Drop(OfferId),
}

impl Step {
    pub fn apply(self, index: &mut Index) {
        match self {
            Self::Put(candidate) => index.upsert(*candidate),
            Self::Drop(offer) => {
                index.remove(offer);
            }
        }
    }
}

/// A rebuild under way, and what has changed since it began.
pub(super) struct Rebuild {
    made: JoinHandle<Index>,
    journal: Vec<Step>,
}

/// Changes after which a rebuild is worth it: a tenth of the offers, and not for a handful.
pub(super) fn is_due(index: &Index) -> bool {
    index.changes() > 1_000.max(index.len() / 10)
}

impl Rebuild {
    /// Begins one, of the index as it is.
    pub fn begin(index: &Index) -> Self {
        let copy = index.clone();
        Self {
            made: tokio::task::spawn_blocking(move || copy.rebuilt()),
            journal: Vec::new(),
        }
    }

    /// Notes what the new index has not seen.
    pub fn note(&mut self, steps: &[Step]) {
        self.journal.extend_from_slice(steps);
    }

    pub fn is_finished(&self) -> bool {
        self.made.is_finished()
    }

    /// The new index, level with the old one; `None` if making it failed: the old one serves on.
    pub async fn finish(self) -> Option<Index> {
        match self.made.await {
            Ok(mut index) => {
                for step in self.journal {
                    step.apply(&mut index);
                }
                Some(index)
            }
            Err(error) => {
                tracing::error!(%error, "the index could not be rebuilt");
                None
            }
        }
    }
}
