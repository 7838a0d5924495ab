//! The moderators' queue.

mod decide;
mod queue;
mod view;

pub use decide::DecisionBody;
pub use queue::QueueKey;
pub use view::{ProviderUnderReview, ReviewDetailView, ReviewItemView};
