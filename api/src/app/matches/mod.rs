//! From a proposal to an answer. Every change locks the need first, then its matches, then the offer.

mod aftercare;
mod answer;
mod changed;
mod completion;
mod end;
mod feedback;
mod hold;
mod move_on;
mod propose;
mod silence;
mod view;

pub(in crate::app) use aftercare::beginning;
pub use aftercare::{CheckInBody, CheckInView, CheckedInView, StepBody};
pub use answer::EndBody;
pub(in crate::app) use changed::change_id;
pub use feedback::FeedbackView;
pub use move_on::MoveOnBody;
pub use propose::{MAX_OPEN_PROPOSALS, ProposalBody};
pub use view::{ChangedView, MatchKey, MatchView, PartyView, RenamedView};
