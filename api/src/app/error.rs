//! What can go wrong in a use case, in words that REST and pages turn into answers.

use super::{limits::Standing, matches::MatchView, reviews::Newer};
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
    /// A conflict with what is agreed ([`Conflict::BelowPromised`], [`Conflict::AlreadyAgreed`]), to whoever may see the matches that stand
    /// in the way.
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

/// How things stand, where that is in the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Conflict {
    /// The state machine has no such step.
    IllegalState,
    /// Another moderator holds the item.
    ClaimedByOther,
    /// The moderator does not hold the item (any more).
    LeaseLost,
    /// One moderator decides once on one version.
    AlreadyDecided,
    /// Whoever handed an item to somebody else does not decide on it.
    HandedOn,
    /// Nothing is approved without a checklist, and there is none for this kind of offer.
    ChecklistMissing,
    /// An approval of many by one tap leaves out what has hints that nobody looked at.
    HintsOpen,
    /// And what whoever approves has not gone through before.
    ChecksOpen,
    /// What people see and what is looked at again is found right, or stopped.
    RecheckOnly,
    /// Nobody decides on their own organisation's offers.
    OwnOffer,
    /// Whoever blocked is not the second one who looks.
    OwnBlock,
    /// More moderators have to agree.
    ApprovalsMissing,
    /// The provider was not checked thoroughly enough for this kind of offer.
    VettingTooLow,
    /// Not enough free any more.
    CapacityExhausted,
    /// The need is served already.
    NeedServed,
    /// The offer is not open on all of the nights.
    NotOpenThen,
    /// The offer is not there any more.
    OfferNotAvailable,
    /// The offer does not fit the need.
    DoesNotFit,
    /// The ride does not stop where it was chosen, or not in that order.
    StopsChanged,
    /// Other help is agreed for the same people and the same time.
    AtTheSameTime,
    /// This offer was proposed for this need already.
    AlreadyProposed,
    /// People look into what was said about the household.
    RequestStopped,
    /// Somebody counts on what was to be put right.
    AlreadyAgreed,
    /// As many needs look for help, or were ever asked, as may in one request.
    TooManyNeeds,
    /// Three proposals wait for an answer.
    TooManyProposals,
    /// More than was approved: edit the offer, and it is reviewed.
    WiderThanApproved,
    /// Less than what is promised.
    BelowPromised,
    /// The address has an account.
    EmailTaken,
    /// Nobody of the provider has confirmed an address.
    EmailUnconfirmed,
    /// An organisation would be without anybody who runs it.
    LastAdministrator,
    /// The site would be without an administrator.
    AdministratorNeeded,
    /// Nobody changes their own roles, or shuts themselves out.
    OwnAccount,
    /// Two keys hold already.
    TwoKeys,
    /// They belong to it already.
    AlreadyMember,
    /// As many belong to it or are invited as may.
    TooManyMembers,
    /// A decision is taken back within a minute, and nothing may have changed since.
    UndoOver,
    /// A report or a block is looked into: who it is about stays known until then.
    UnderReview,
    /// People are helped at this moment, who could reach nobody any more.
    StillHelping,
    /// What is under review, of a provider that wants to be called or reached otherwise. Not told: what is looked into.
    IdentityHeld,
    /// More was written within an hour than anybody reads.
    TooManyMessages,
    /// A household began to write to as many institutions as it may within a day.
    TooManyInquiries,
    /// What happened since then is not kept any more.
    EventsGone,
    /// A child is alone: child protection looks after it, and nobody else.
    ChildAlone,
    /// The organisation follows the request already.
    AlreadyFollowed,
    /// As many follow the request as may.
    TooManyCaseWorkers,
    /// They follow as many requests as anybody can look after.
    TooManyCases,
}

impl Conflict {
    /// The code on the wire, the key of the text.
    pub const fn code(self) -> &'static str {
        match self {
            Self::IllegalState => "illegal-state",
            Self::ClaimedByOther => "claimed-by-other",
            Self::LeaseLost => "lease-lost",
            Self::AlreadyDecided => "already-decided",
            Self::HandedOn => "handed-on",
            Self::ChecklistMissing => "checklist-missing",
            Self::HintsOpen => "hints-open",
            Self::ChecksOpen => "checks-open",
            Self::RecheckOnly => "recheck-only",
            Self::OwnOffer => "own-offer",
            Self::OwnBlock => "own-block",
            Self::ApprovalsMissing => "approvals-missing",
            Self::VettingTooLow => "vetting-too-low",
            Self::CapacityExhausted => "capacity-exhausted",
            Self::NeedServed => "need-served",
            Self::NotOpenThen => "not-open-then",
            Self::OfferNotAvailable => "offer-not-available",
            Self::DoesNotFit => "does-not-fit",
            Self::StopsChanged => "stops-changed",
            Self::AtTheSameTime => "at-the-same-time",
            Self::AlreadyProposed => "already-proposed",
            Self::RequestStopped => "request-stopped",
            Self::AlreadyAgreed => "already-agreed",
            Self::TooManyNeeds => "too-many-needs",
            Self::TooManyProposals => "too-many-proposals",
            Self::WiderThanApproved => "wider-than-approved",
            Self::BelowPromised => "below-promised",
            Self::EmailTaken => "email-taken",
            Self::EmailUnconfirmed => "email-unconfirmed",
            Self::LastAdministrator => "last-administrator",
            Self::AdministratorNeeded => "administrator-needed",
            Self::OwnAccount => "own-account",
            Self::TwoKeys => "two-keys",
            Self::AlreadyMember => "already-member",
            Self::TooManyMembers => "too-many-members",
            Self::UndoOver => "undo-over",
            Self::UnderReview => "under-review",
            Self::StillHelping => "still-helping",
            Self::IdentityHeld => "identity-held",
            Self::TooManyMessages => "too-many-messages",
            Self::TooManyInquiries => "too-many-inquiries",
            Self::EventsGone => "events-gone",
            Self::ChildAlone => "child-alone",
            Self::AlreadyFollowed => "already-followed",
            Self::TooManyCaseWorkers => "too-many-case-workers",
            Self::TooManyCases => "too-many-cases",
        }
    }

    /// All of them, for the texts' completeness test.
    pub const ALL: [Self; 46] = [
        Self::IllegalState,
        Self::ClaimedByOther,
        Self::LeaseLost,
        Self::AlreadyDecided,
        Self::HandedOn,
        Self::ChecklistMissing,
        Self::HintsOpen,
        Self::ChecksOpen,
        Self::RecheckOnly,
        Self::OwnOffer,
        Self::OwnBlock,
        Self::ApprovalsMissing,
        Self::VettingTooLow,
        Self::CapacityExhausted,
        Self::NeedServed,
        Self::NotOpenThen,
        Self::OfferNotAvailable,
        Self::DoesNotFit,
        Self::StopsChanged,
        Self::AtTheSameTime,
        Self::AlreadyProposed,
        Self::RequestStopped,
        Self::AlreadyAgreed,
        Self::TooManyNeeds,
        Self::TooManyProposals,
        Self::WiderThanApproved,
        Self::BelowPromised,
        Self::EmailTaken,
        Self::EmailUnconfirmed,
        Self::LastAdministrator,
        Self::AdministratorNeeded,
        Self::OwnAccount,
        Self::TwoKeys,
        Self::AlreadyMember,
        Self::TooManyMembers,
        Self::UndoOver,
        Self::UnderReview,
        Self::StillHelping,
        Self::IdentityHeld,
        Self::TooManyMessages,
        Self::TooManyInquiries,
        Self::EventsGone,
        Self::ChildAlone,
        Self::AlreadyFollowed,
        Self::TooManyCaseWorkers,
        Self::TooManyCases,
    ];
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
        // 53: out of connections, memory or disk; 57014 query_canceled: the statement took longer than it may; 57P01 to 57P03: the
        // server stops or starts.
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
        | "report_taken_by_check" => Conflict::IllegalState,
        "match_visible_offer_check"
        | "match_unaccompanied_minor_check"
        | "match_visited_host_check"
        | "inquiry_offer_check" => Conflict::OfferNotAvailable,
        "household_case_open_key" => Conflict::AlreadyFollowed,
        "household_case_three_check" => Conflict::TooManyCaseWorkers,
        "household_case_request_check"
        | "household_case_provider_check"
        | "household_case_once_check" => Conflict::IllegalState,
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
