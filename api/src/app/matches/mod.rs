//! From a proposal to an answer. Every change locks the household first, then the need, the match and the offer (`match_around::lock`).

mod aftercare;
mod ahead;
mod answer;
mod changed;
mod check_in_link;
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
pub use view::{ChangedView, MatchKey, MatchStepView, MatchView, PartyView, RenamedView};
