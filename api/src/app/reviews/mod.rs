//! The moderators' queue.

mod answers;
mod decide;
mod desk;
mod escalate;
mod held;
mod hints;
mod provider;
mod queue;
mod reveal;
mod suspend;
mod together;
mod undo;
mod view;

pub use answers::AnswersBody;
pub use decide::DecisionBody;
pub use desk::{DeskCounts, DeskItem, DeskLine, DeskSearch, DeskTab, EarlierDecision, Stand};
pub use escalate::{EscalationBody, EscalationView};
pub use held::Newer;
pub use hints::{DismissalBody, HintView};
pub use provider::{DeskProvider, OfferLine};
pub use queue::QueueKey;
pub use suspend::{SuspensionBody, SuspensionView};
pub use together::{DecisionsBody, ItemVersion};
pub use undo::{UNDO_LISTED, UndoLine};
pub use view::{ProviderUnderReview, ReviewDetailView, ReviewItemView};
