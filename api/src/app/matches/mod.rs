//! From a proposal to an answer. Every change locks the need first, then its matches, then the offer.

mod answer;
mod end;
mod propose;
mod view;

pub use answer::EndBody;
pub use propose::{MAX_OPEN_PROPOSALS, ProposalBody};
pub use view::{MatchKey, MatchView, PartyView};
