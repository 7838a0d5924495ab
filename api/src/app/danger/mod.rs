//! Danger: anybody reports it, a moderator looks within the hour, one tap blocks, and a second moderator looks at the block. What nobody
//! looks at in time is said once more, to everybody who can.

mod alarms;
mod block;
mod follow;
mod household;
mod links;
mod numbers;
mod report;
mod triage;

pub use alarms::Overdue;
pub use block::{BLOCK_NOTE, BlockBody, BlockView, VerdictBody};
pub use follow::{FollowedReport, MoreBody};
pub use household::{ReportedHousehold, ReportedMatch};
pub use links::LinkedProvider;
pub(super) use links::linked;
pub use numbers::{HouseholdKey, HouseholdToLookAt, SeenBody};
pub(super) use report::words;
pub use report::{NewReportView, ReportBody};
pub use triage::{CloseBody, ReportKey, ReportLine, ReportView, ReportedHelp};
