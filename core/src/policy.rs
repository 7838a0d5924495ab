//! Who may do what: one table ([`table`]). Every operation and every page names its action and asks here.

mod roles;
mod scope;
mod table;

use crate::{
    id::{AccountId, HouseholdSessionId, PartnerId, ProviderId, RequestId, SessionId},
    sign_in::Factor,
};

pub use roles::{Roles, StaffRole};
pub use scope::Scope;
pub use table::{About, decide, who_may};

/// Who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// Nobody in particular.
    Visitor,
    /// The installation itself: deadlines, jobs, its operator's commands. It asks nobody; the audit log names it.
    System,
    /// Somebody signed in.
    Account {
        /// Whose account.
        id: AccountId,
        /// What the account may be besides itself: nothing, while a second factor is missing.
        roles: Roles,
        /// The providers it is a member of.
        member_of: Vec<ProviderId>,
        /// Those that it left: whoever moderates has nothing to say about them either.
        has_left: Vec<ProviderId>,
        /// Those of them that it administers.
        administers: Vec<ProviderId>,
        /// Those of them for which it may follow requests: nothing, unless a second factor was shown.
        helps_for: Vec<ProviderId>,
        /// The sign-in; none where the installation's own commands act for the account.
        session: Option<SessionId>,
        /// How far its second factor goes.
        factor: Factor,
    },
    /// A partner application, by its key.
    Partner {
        /// Which.
        id: PartnerId,
        /// What the key is good for.
        scopes: Vec<Scope>,
        /// The provider that it writes for, and who answers there for what it writes.
        writes_for: Option<(ProviderId, AccountId)>,
    },
    /// A household that showed its tracking code.
    Tracking {
        /// Its request.
        request: RequestId,
        /// Where it is open; none where the installation's own commands act for it.
        session: Option<HouseholdSessionId>,
        /// How far its PIN goes: as a factor that is missing until it was shown, where one is set.
        pin: Factor,
        /// The case worker who acts for the household, if it is not the household itself.
        case_worker: Option<AccountId>,
    },
}

impl Actor {
    /// An account that a command of the installation acts for: without a sign-in, and without a factor that could be fresh.
    pub const fn acting(id: AccountId, roles: Roles, member_of: Vec<ProviderId>) -> Self {
        Self::Account {
            id,
            roles,
            member_of,
            has_left: Vec::new(),
            administers: Vec::new(),
            helps_for: Vec::new(),
            session: None,
            factor: Factor::None,
        }
    }

    /// Whether a command of the installation acts for an account ([`Actor::acting`]), rather than somebody who signed in.
    pub const fn is_command(&self) -> bool {
        matches!(self, Self::Account { session: None, .. })
    }

    /// How far the second factor goes with which it came.
    pub const fn factor(&self) -> Factor {
        match self {
            Self::Account { factor, .. } => *factor,
            Self::Visitor | Self::System | Self::Partner { .. } | Self::Tracking { .. } => {
                Factor::None
            }
        }
    }

    /// The sign-in of an account.
    pub const fn session(&self) -> Option<SessionId> {
        match self {
            Self::Account { session, .. } => *session,
            Self::Visitor | Self::System | Self::Partner { .. } | Self::Tracking { .. } => None,
        }
    }

    /// Where a household has its request open.
    pub const fn household_session(&self) -> Option<HouseholdSessionId> {
        match self {
            Self::Tracking { session, .. } => *session,
            Self::Visitor | Self::System | Self::Account { .. } | Self::Partner { .. } => None,
        }
    }

    /// The account behind it.
    pub const fn account(&self) -> Option<AccountId> {
        match self {
            Self::Account { id, .. } => Some(*id),
            Self::Visitor | Self::System | Self::Partner { .. } | Self::Tracking { .. } => None,
        }
    }

    /// Whom what it writes for a provider is put down to: the account, or who answers for the partner application.
    pub const fn author(&self) -> Option<AccountId> {
        match self {
            Self::Account { id, .. } => Some(*id),
            Self::Partner {
                writes_for: Some((_, id)),
                ..
            } => Some(*id),
            Self::Visitor | Self::System | Self::Partner { .. } | Self::Tracking { .. } => None,
        }
    }
}

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Read what everybody may read: published offers, places, reference data.
    ReadPublic,
    /// Say something about a page.
    LeaveRemark,
    /// Read one's own account.
    ReadOwnAccount,
    /// Change how one signs in oneself: a first second factor, step-up, sessions, password.
    TendOwnAccount,
    /// Read what one was told.
    ReadNotices,
    /// Mark as read what one was told.
    MarkNotices,
    /// Keep the request of one's own household in one's account.
    KeepRequests,
    /// Open the requests that one's account keeps, and keep them no longer. That they are kept in it is asked of each.
    TendKeptRequests,
    /// Replace one's second factor, or the codes for when it is lost.
    ReplaceFactor,
    /// Register a provider.
    CreateProvider,
    /// Read a provider whole.
    ReadProvider,
    /// Correct what a provider says about itself.
    CorrectProvider,
    /// See what a provider was asked for.
    ReadProviderMatches,
    /// Become a member of a provider, by a code that one of its administrators gave.
    JoinProvider,
    /// See who the members of a provider are, and leave it.
    ReadMembers,
    /// Invite to a provider, give its roles, send members away.
    ManageMembers,
    /// Record that evidence was seen, and take back what was wrong.
    VetProvider,
    /// Read an offer whole, whatever its state.
    ReadOffer,
    /// Write, submit, pause, withdraw an offer.
    WriteOffer,
    /// Answer with the link of a mail: whether an offer still stands, that one does without mails like it.
    AnswerLink,
    /// Take over a list of facilities as offers of an organisation.
    ImportOffers,
    /// Open who a provider is, with a reason, as a moderator.
    OpenIdentity,
    /// See the queue, claim from it.
    WorkQueue,
    /// Decide on a claimed item of this provider.
    DecideReview,
    /// See the figures of the queue.
    ReadQueueFigures,
    /// Report a danger, and ask what came of it.
    ReportDanger,
    /// Look after a report about this provider.
    TriageReport,
    /// Stop the household of a report that has to do with this provider from choosing further offers, or let it go on.
    StopHousehold,
    /// Stop an offer of this provider that people see, or show it again.
    SuspendOffer,
    /// Block this provider in an emergency, or be the second who looks at a block.
    BlockProvider,
    /// File a request.
    CreateRequest,
    /// Read a request, its needs, its ranked offers.
    ReadRequest,
    /// Rank and explain offers for a need that is not filed.
    SearchMatches,
    /// Propose, cancel, withdraw on the household's side.
    ActForRequest,
    /// Set, change or take away the PIN of a request.
    TendPin,
    /// Let a case worker in.
    InviteCaseWorker,
    /// Show the PIN of a request, take the request or a consent back, close it elsewhere, send a case worker away.
    DisposeOfRequest,
    /// Follow requests of others: for organisations in general, or for one.
    FollowRequests,
    /// Take along or erase all that is held about oneself.
    ExerciseRights,
    /// Replace the code of whoever stands in front of one. Whether one looks after such a household is asked of the request.
    ReissueCode,
    /// Give a case of one's organisation to a colleague.
    ReassignCase,
    /// Open how the household of a case can be reached. That it is one's own case is asked of the case.
    OpenCaseContact,
    /// Replace the code of a request that one follows. That it is one's own case is asked of the case.
    ReissueCaseCode,
    /// See and work on the cases of children who ask for help alone.
    WorkChildCases,
    /// Open how such a child can be reached, with a reason.
    OpenChildContact,
    /// See a proposal.
    ReadMatch,
    /// Read and write in what a household asks an institution.
    ReadInquiry,
    /// List what households asked a provider.
    ReadInquiries,
    /// Accept, decline, cancel on the provider's side.
    AnswerMatch,
    /// See the other side's contacts.
    ReadContacts,
    /// Find an account by its address, and see its roles and how it stands.
    SeeAccounts,
    /// Give roles, disable an account, end its sign-ins. That it is not one's own is asked of the account.
    ChangeAccount,
    /// See partner applications and their keys, write one down.
    TendPartners,
    /// See the partner applications that write for a provider, and their keys.
    ReadPartnerKeys,
    /// Revoke a key: of a partner application that writes for a provider, or of any.
    RevokeKey,
    /// Issue a key to a partner application.
    IssueKey,
    /// Read the audit log.
    ReadAudit,
    /// Read what happened to offers and matches, as far as [`crate::event::EventScope`] goes.
    ReadEvents,
    /// Read figures: how often, never who.
    ReadFigures,
    /// Read, assign, note, close what visitors said about pages.
    TendInbox,
    /// See how the work in the background stands, and try again what was given up.
    TendJobs,
    /// Put an offer that anybody sees into another language.
    TranslateOffer,
    /// See how the installation is set up, and how it stands.
    SeeSettings,
    /// Say which numbers people are told to call.
    TendHelpLines,
    /// Write new versions of guides.
    WriteGuide,
    /// Read a guide that somebody handed in, and publish it or send it back. That it is not one's own is asked of the text.
    CheckGuide,
}

/// What the action is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// Nothing in particular.
    Anything,
    /// A provider, or an offer or queue item of it.
    Of(ProviderId),
    /// A request.
    Request(RequestId),
    /// A match between the two.
    Between(ProviderId, RequestId),
}

/// The answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Yes.
    Allow,
    /// No, and the actor may know that it exists (403; 401 for a visitor).
    Deny,
    /// No, and the actor may not know that it exists (404).
    Hide,
}

/// Whether an action wants a PIN that was shown within the last five minutes, where a household has set one.
pub const fn needs_pin(action: Action) -> bool {
    matches!(
        action,
        Action::ReadContacts | Action::ExerciseRights | Action::TendPin | Action::InviteCaseWorker
    )
}

/// Whether an action wants a second factor that was shown within the last five minutes ([`Factor::Fresh`]), whoever may do it.
pub const fn needs_fresh_factor(action: Action) -> bool {
    matches!(
        action,
        Action::OpenIdentity
            | Action::BlockProvider
            | Action::StopHousehold
            | Action::ReplaceFactor
            | Action::ChangeAccount
            | Action::ReissueCode
            | Action::ReissueCaseCode
            | Action::OpenCaseContact
            | Action::ReassignCase
            | Action::OpenChildContact
            | Action::IssueKey
            | Action::TendHelpLines
    )
}

/// Whether an action wants such a factor of whoever has one. A provider's administrators may have none, and are not held off by that from
/// shutting somebody out.
pub const fn needs_fresh_factor_where_set(action: Action) -> bool {
    matches!(action, Action::RevokeKey)
}
