//! The moderators' queue.

mod answers;
mod decide;
mod desk;
mod escalate;
mod held;
mod hints;
mod hosts;
mod linked;
mod provider;
mod queue;
mod recheck;
mod reveal;
mod suspend;
mod together;
mod undo;
mod view;
mod views;

pub use answers::AnswersBody;
pub use decide::DecisionBody;
pub use desk::{DeskItem, DeskLine, DeskSearch, MOST_WORDS, QueueKey, Stand};
pub use escalate::{EscalationBody, EscalationView};
pub use held::Newer;
pub use hints::{DismissalBody, HintView};
pub use provider::{DeskProvider, OfferLine, TakenBack};
pub use reveal::PrivateUnderReview;
pub use suspend::{SuspensionBody, SuspensionView};
pub use together::{DecisionsBody, ItemVersion};
pub use undo::{UNDO_LISTED, Undoable};
pub use view::{EarlierDecision, ProviderUnderReview, ReviewDetailView, ReviewItemView};
pub(super) use views::lapsing_around;
pub use views::{DeskCounts, DeskTab};
