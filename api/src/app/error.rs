//! What can go wrong in a use case, in words that REST and pages turn into answers.

use super::{Conflict, limits::Standing, matches::MatchView, reviews::Newer};
use punte_core::{
    booking::IllegalMatchStep,
    error::FieldError,
    offer::IllegalReviewStep,
    period::Period,
    provider::{CannotCorrect, NobodyReachable},
    verification::NotTogether,
};

/// Why a use case did not do what was asked. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// The input breaks rules; all of them.
    #[error("invalid input")]
    Invalid(Vec<FieldError>),
    /// Nobody is signed in, or the sign-in does not hold.
    #[error("not signed in")]
    Unauthenticated,
    /// The password was right, and the account wants a code as well.
    #[error("second factor needed")]
    CodeNeeded,
    /// Staff, without a second factor: it has to be set up first.
    #[error("second factor missing")]
    FactorMissing,
    /// It takes a second factor that was shown a moment ago.
    #[error("second factor stale")]
    FactorStale,
    /// It takes the PIN of the request, shown a moment ago.
    #[error("pin needed")]
    PinNeeded,
    /// Not theirs to do.
    #[error("forbidden")]
    Forbidden,
    /// It does not exist, or this caller may not know that it does.
    #[error("not found")]
    NotFound,
    /// It does not go together with how things stand.
    #[error("conflict: {0:?}")]
    Conflict(Conflict),
    /// [`Conflict::BelowPromised`] or [`Conflict::AlreadyAgreed`], to whoever may see the matches that stand in the way.
    #[error("{0:?}: {count} matches", count = .1.len())]
    InTheWay(Conflict, Vec<MatchView>),
    /// The week in which a doctor's place was chosen has not so many any more; the first that has.
    #[error("week gone, the first is that of {}", .0.from())]
    WeekGone(Period),
    /// The version that the caller saw is not the newest.
    #[error("version is stale")]
    Stale,
    /// As [`AppError::Stale`], of an offer in the queue: with what its provider wrote since, to whoever decides on it.
    #[error("a newer version waits")]
    Newer(Box<Newer>),
    /// The idempotency key was used with something else.
    #[error("idempotency key reused")]
    KeyReused,
    /// The first request with this idempotency key is still running.
    #[error("idempotency key in flight")]
    KeyInFlight,
    /// More often than anybody may; how they stand with the limit.
    #[error("too many: {}", .0.limit.name())]
    TooMany(Standing),
    /// Too much at once; try again soon.
    #[error("overloaded")]
    Overloaded,
    /// A fault of ours. The cause is logged once, and never sent.
    #[error("internal: {0}")]
    Internal(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl From<Conflict> for AppError {
    fn from(conflict: Conflict) -> Self {
        Self::Conflict(conflict)
    }
}

impl From<Vec<FieldError>> for AppError {
    fn from(errors: Vec<FieldError>) -> Self {
        Self::Invalid(errors)
    }
}

impl From<FieldError> for AppError {
    fn from(error: FieldError) -> Self {
        Self::Invalid(vec![error])
    }
}

impl From<NobodyReachable> for AppError {
    fn from(_: NobodyReachable) -> Self {
        Self::Conflict(Conflict::EmailUnconfirmed)
    }
}

impl From<CannotCorrect> for AppError {
    fn from(why: CannotCorrect) -> Self {
        Self::Conflict(match why {
            CannotCorrect::Blocked => Conflict::IllegalState,
            CannotCorrect::LookedInto => Conflict::IdentityHeld,
        })
    }
}

impl From<NotTogether> for AppError {
    fn from(why: NotTogether) -> Self {
        Self::Conflict(match why {
            NotTogether::HintsOpen => Conflict::HintsOpen,
            NotTogether::ChecksOpen => Conflict::ChecksOpen,
        })
    }
}

impl From<IllegalReviewStep> for AppError {
    fn from(_: IllegalReviewStep) -> Self {
        Self::Conflict(Conflict::IllegalState)
    }
}

impl From<IllegalMatchStep> for AppError {
    fn from(_: IllegalMatchStep) -> Self {
        Self::Conflict(Conflict::IllegalState)
    }
}

impl AppError {
    /// No connection to the database, for whatever reason: nothing was done, and it may be there soon.
    #[expect(clippy::needless_pass_by_value, reason = "for map_err")]
    pub(super) fn away(error: sqlx::Error) -> Self {
        tracing::warn!(%error, "the database is busy or away");
        Self::Overloaded
    }
}

/// A named constraint that the database held becomes the caller's message; everything else is a fault of ours.
impl From<sqlx::Error> for AppError {
    fn from(error: sqlx::Error) -> Self {
        if is_away(&error) {
            return Self::away(error);
        }
        let constraint = error
            .as_database_error()
            .and_then(sqlx::error::DatabaseError::constraint);
        match constraint.and_then(meaning) {
            Some(conflict) => Self::Conflict(conflict),
            None => Self::Internal(Box::new(error)),
        }
    }
}

/// Whether the database has no time for us, or is not there: nothing was done, and it may be soon.
fn is_away(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed
        | sqlx::Error::Io(_)
        | sqlx::Error::Tls(_) => true,
        // 08: the connection broke; 25P03: the transaction was forgotten for longer than it may, as by a server that stood still;
        // 53: out of connections, memory or disk; 57014: the statement took longer than it may; 57P01 to 57P03: the server stops or starts.
        sqlx::Error::Database(error) => error.code().is_some_and(|code| {
            ["08", "25P03", "53", "57014", "57P0"]
                .iter()
                .any(|start| code.starts_with(start))
        }),
        _ => false,
    }
}

fn meaning(constraint: &str) -> Option<Conflict> {
    Some(match constraint {
        "account_email_key" => Conflict::EmailTaken,
        "provider_reported_check" => Conflict::IdentityHeld,
        "provider_helping_check" => Conflict::StillHelping,
        "partner_key_active_check" => Conflict::TwoKeys,
        "account_administrator_check" => Conflict::AdministratorNeeded,
        "provider_member_administrator_check" => Conflict::LastAdministrator,
        "provider_member_pkey" => Conflict::AlreadyMember,
        "review_item_email_confirmed_check" => Conflict::EmailUnconfirmed,
        "need_served_check" => Conflict::NeedServed,
        "offer_stock_reserved_check"
        | "offer_night_reserved_check"
        | "offer_leg_reserved_check" => Conflict::CapacityExhausted,
        "offer_route_promised_check" => Conflict::BelowPromised,
        "match_during_check" => Conflict::NotOpenThen,
        "offer_capacity_approved_check" => Conflict::WiderThanApproved,
        "offer_step_check"
        | "match_step_check"
        | "match_need_check"
        | "match_blocked_check"
        | "match_left_early_check"
        | "code_reissue_moderator_check"
        | "code_reissue_not_own_check"
        | "code_reissue_case_worker_check"
        | "report_taken_by_check"
        | "child_case_taken_by_check" => Conflict::IllegalState,
        "match_visible_offer_check"
        | "match_unaccompanied_minor_check"
        | "match_visited_host_check"
        | "inquiry_offer_check" => Conflict::OfferNotAvailable,
        "household_case_open_key" => Conflict::AlreadyFollowed,
        "household_case_three_check" => Conflict::TooManyCaseWorkers,
        "household_case_request_check"
        | "household_case_provider_check"
        | "household_case_once_check"
        | "household_case_reassigned_check" => Conflict::IllegalState,
        "request_account_five_check" => Conflict::TooManyKept,
        "request_account_request_check" | "request_account_account_check" => Conflict::IllegalState,
        "request_stopped_check" => Conflict::RequestStopped,
        "request_corrected_check" | "need_corrected_check" => Conflict::AlreadyAgreed,
        "request_child_stays_check" => Conflict::ChildAlone,
        "match_open_proposals_check" => Conflict::TooManyProposals,
        "match_need_id_offer_id_live_key" => Conflict::AlreadyProposed,
        "review_decision_lease_check"
        | "review_escalation_lease_check"
        | "hint_dismissal_lease_check"
        | "kept_answers_lease_check" => Conflict::LeaseLost,
        "review_decision_own_check"
        | "review_escalation_own_check"
        | "hint_dismissal_own_check"
        | "kept_answers_own_check"
        | "vetting_evidence_not_own_check"
        | "offer_suspension_not_own_check"
        | "provider_block_not_own_check"
        | "report_not_own_check" => Conflict::OwnOffer,
        "review_escalation_review_item_id_moderator_id_key"
        | "review_item_escalated_check"
        | "review_decision_escalated_check" => Conflict::HandedOn,
        "review_decision_checklist_check" => Conflict::ChecklistMissing,
        "review_decision_together_check" => Conflict::ChecksOpen,
        "review_decision_recheck_check" => Conflict::RecheckOnly,
        "offer_suspension_check"
        | "offer_suspension_once_check"
        | "offer_suspension_standing_key" => Conflict::IllegalState,
        "provider_block_second_check" => Conflict::OwnBlock,
        "report_blocked_check" => Conflict::NobodyBlocked,
        "feedback_match_id_side_key"
        | "feedback_match_check"
        | "need_continues_key"
        | "message_match_check"
        | "message_inquiry_check" => Conflict::IllegalState,
        "provider_block_once_check" | "child_case_once_check" => Conflict::IllegalState,
        "review_decision_review_item_id_moderator_id_key" => Conflict::AlreadyDecided,
        "review_decision_undo_check" => Conflict::UndoOver,
        "offer_approvals_check" | "review_decision_checked_check" => Conflict::ApprovalsMissing,
        _ => return None,
    })
}
