//! How things can stand in the way of what is asked.

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
    /// Too few would be left to decide on what is handed on.
    NobodyLeft,
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
    /// That somebody was blocked does not come of a report while nobody is.
    NobodyBlocked,
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
    /// Another account keeps the request.
    AlreadyKept,
    /// The account keeps as many requests as one may.
    TooManyKept,
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
            Self::NobodyLeft => "nobody-left",
            Self::ChecklistMissing => "checklist-missing",
            Self::HintsOpen => "hints-open",
            Self::ChecksOpen => "checks-open",
            Self::RecheckOnly => "recheck-only",
            Self::OwnOffer => "own-offer",
            Self::OwnBlock => "own-block",
            Self::NobodyBlocked => "nobody-blocked",
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
            Self::AlreadyKept => "already-kept",
            Self::TooManyKept => "too-many-kept",
        }
    }

    /// All of them, for the texts' completeness test.
    pub const ALL: [Self; 50] = [
        Self::IllegalState,
        Self::ClaimedByOther,
        Self::LeaseLost,
        Self::AlreadyDecided,
        Self::HandedOn,
        Self::NobodyLeft,
        Self::ChecklistMissing,
        Self::HintsOpen,
        Self::ChecksOpen,
        Self::RecheckOnly,
        Self::OwnOffer,
        Self::OwnBlock,
        Self::NobodyBlocked,
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
        Self::AlreadyKept,
        Self::TooManyKept,
    ];
}
