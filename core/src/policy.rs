//! Who may do what: one table. Every operation and every page names its action and asks here.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    event::EventScope,
    id::{AccountId, HouseholdSessionId, ProviderId, RequestId, SessionId},
    sign_in::Factor,
};

/// Who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// Nobody in particular.
    Visitor,
    /// Somebody signed in.
    Account {
        /// Whose account.
        id: AccountId,
        /// What the account may be besides itself: nothing, while a second factor is missing.
        roles: Roles,
        /// The providers it is a member of.
        member_of: Vec<ProviderId>,
        /// Those of them that it administers.
        administers: Vec<ProviderId>,
        /// The sign-in; none where the installation's own commands act for the account.
        session: Option<SessionId>,
        /// How far its second factor goes.
        factor: Factor,
    },
    /// A household that showed its tracking code.
    Tracking {
        /// Its request.
        request: RequestId,
        /// Where it is open; none where the installation's own commands act for it.
        session: Option<HouseholdSessionId>,
    },
}

/// A role of staff.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum StaffRole {
    /// Works the queue.
    Moderator,
    /// Sees unaccompanied minors' cases.
    ChildProtection,
    /// Accounts, roles, settings.
    Administrator,
    /// Reads figures and the audit log.
    Auditor,
}

impl StaffRole {
    /// All of them.
    pub const ALL: [Self; 4] = [
        Self::Moderator,
        Self::ChildProtection,
        Self::Administrator,
        Self::Auditor,
    ];

    /// Its name on the wire and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Moderator => "moderator",
            Self::ChildProtection => "child_protection",
            Self::Administrator => "administrator",
            Self::Auditor => "auditor",
        }
    }

    /// The role of a wire name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.as_str() == name)
    }
}

/// The staff roles of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Roles {
    /// Works the queue.
    pub moderator: bool,
    /// Sees unaccompanied minors' cases.
    pub child_protection: bool,
    /// Accounts, roles, settings.
    pub administrator: bool,
    /// Reads figures and the audit log.
    pub auditor: bool,
}

impl Roles {
    const NONE: Self = Self {
        moderator: false,
        child_protection: false,
        administrator: false,
        auditor: false,
    };

    /// Whether there is one at all: such an account signs in with a second factor.
    pub const fn any(self) -> bool {
        self.moderator || self.child_protection || self.administrator || self.auditor
    }

    /// Whether a role is among them.
    pub const fn has(self, role: StaffRole) -> bool {
        match role {
            StaffRole::Moderator => self.moderator,
            StaffRole::ChildProtection => self.child_protection,
            StaffRole::Administrator => self.administrator,
            StaffRole::Auditor => self.auditor,
        }
    }

    /// One by one.
    pub fn list(self) -> Vec<StaffRole> {
        StaffRole::ALL
            .into_iter()
            .filter(|role| self.has(*role))
            .collect()
    }
}

impl FromIterator<StaffRole> for Roles {
    fn from_iter<I: IntoIterator<Item = StaffRole>>(roles: I) -> Self {
        roles.into_iter().fold(Self::default(), |mut all, role| {
            match role {
                StaffRole::Moderator => all.moderator = true,
                StaffRole::ChildProtection => all.child_protection = true,
                StaffRole::Administrator => all.administrator = true,
                StaffRole::Auditor => all.auditor = true,
            }
            all
        })
    }
}

impl Actor {
    /// An account that a command of the installation acts for: without a sign-in, and without a factor that could be fresh.
    pub const fn acting(id: AccountId, roles: Roles, member_of: Vec<ProviderId>) -> Self {
        Self::Account {
            id,
            roles,
            member_of,
            administers: Vec::new(),
            session: None,
            factor: Factor::None,
        }
    }

    /// How far the second factor goes with which it came.
    pub const fn factor(&self) -> Factor {
        match self {
            Self::Account { factor, .. } => *factor,
            Self::Visitor | Self::Tracking { .. } => Factor::None,
        }
    }

    /// The sign-in of an account.
    pub const fn session(&self) -> Option<SessionId> {
        match self {
            Self::Account { session, .. } => *session,
            Self::Visitor | Self::Tracking { .. } => None,
        }
    }

    /// Where a household has its request open.
    pub const fn household_session(&self) -> Option<HouseholdSessionId> {
        match self {
            Self::Tracking { session, .. } => *session,
            Self::Visitor | Self::Account { .. } => None,
        }
    }

    /// The account behind it.
    pub const fn account(&self) -> Option<AccountId> {
        match self {
            Self::Account { id, .. } => Some(*id),
            Self::Visitor | Self::Tracking { .. } => None,
        }
    }

    fn is_member_of(&self, provider: ProviderId) -> bool {
        matches!(self, Self::Account { member_of, .. } if member_of.contains(&provider))
    }

    fn administers(&self, provider: ProviderId) -> bool {
        matches!(self, Self::Account { administers, .. } if administers.contains(&provider))
    }

    const fn roles(&self) -> Roles {
        match self {
            Self::Account { roles, .. } => *roles,
            Self::Visitor | Self::Tracking { .. } => Roles::NONE,
        }
    }

    const fn is_moderator(&self) -> bool {
        self.roles().moderator
    }

    const fn is_administrator(&self) -> bool {
        self.roles().administrator
    }

    fn tracks(&self, request: RequestId) -> bool {
        matches!(self, Self::Tracking { request: own, .. } if *own == request)
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
    /// Replace one's second factor, or the codes for when it is lost.
    ReplaceFactor,
    /// Register a provider.
    CreateProvider,
    /// Read a provider whole.
    ReadProvider,
    /// Become a member of a provider, by a code that one of its administrators gave.
    JoinProvider,
    /// See who the members of a provider are, and leave it.
    ReadMembers,
    /// Invite to a provider, give its roles, send members away.
    ManageMembers,
    /// Record that evidence was seen.
    VetProvider,
    /// Write, submit, pause, withdraw an offer.
    WriteOffer,
    /// Say with the link of a mail whether an offer still stands.
    AnswerLink,
    /// Take over a list of facilities as offers of an organisation.
    ImportOffers,
    /// Open who a provider is, with a reason, as a moderator.
    OpenIdentity,
    /// See the queue, claim from it.
    WorkQueue,
    /// Decide on a claimed item of this provider.
    DecideReview,
    /// Report a danger, and ask what came of it.
    ReportDanger,
    /// Look after a report about this provider.
    TriageReport,
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
    /// Take along or erase all that is held about oneself.
    ExerciseRights,
    /// Replace the code of whoever stands in front of one.
    ReissueCode,
    /// See a proposal.
    ReadMatch,
    /// Accept, decline, cancel on the provider's side.
    AnswerMatch,
    /// See the other side's contacts.
    ReadContacts,
    /// Find an account by its address, and see its roles and how it stands.
    SeeAccounts,
    /// Give roles, disable an account, end its sign-ins. That it is not one's own is asked of the account.
    ChangeAccount,
    /// Read the audit log.
    ReadAudit,
    /// Read what happened to offers and matches, as far as [`EventScope`] goes.
    ReadEvents,
    /// Read figures: how often, never who.
    ReadFigures,
    /// Read, assign, note, close what visitors said about pages.
    TendInbox,
    /// See how the work in the background stands, and try again what was given up.
    TendJobs,
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

/// Whether an action wants a second factor that was shown within the last five minutes ([`Factor::Fresh`]), whoever may do it.
pub const fn needs_fresh_factor(action: Action) -> bool {
    matches!(
        action,
        Action::OpenIdentity
            | Action::BlockProvider
            | Action::ReplaceFactor
            | Action::ChangeAccount
            | Action::ReissueCode
    )
}

/// The table.
pub fn decide(actor: &Actor, action: Action, subject: Subject) -> Access {
    use Access::{Allow, Deny, Hide};
    let signed_in = actor.account().is_some();
    let when = |yes: bool, otherwise: Access| if yes { Allow } else { otherwise };
    match (action, subject) {
        (
            Action::ReadPublic
            | Action::LeaveRemark
            | Action::ReportDanger
            | Action::AnswerLink
            | Action::CreateRequest,
            _,
        ) => Allow,
        (
            Action::ReadOwnAccount
            | Action::TendOwnAccount
            | Action::ReplaceFactor
            | Action::CreateProvider
            | Action::JoinProvider
            | Action::SearchMatches,
            _,
        ) => when(signed_in, Deny),
        (Action::ReadProvider | Action::ReadMembers, Subject::Of(provider)) => {
            when(actor.is_member_of(provider), Hide)
        }
        (Action::ManageMembers, Subject::Of(provider)) => when(
            actor.administers(provider),
            if actor.is_member_of(provider) {
                Deny
            } else {
                Hide
            },
        ),
        (Action::VetProvider | Action::OpenIdentity, Subject::Of(provider)) => when(
            actor.is_moderator() && !actor.is_member_of(provider),
            if actor.is_moderator() { Deny } else { Hide },
        ),
        (Action::WriteOffer | Action::ImportOffers, Subject::Of(provider)) => {
            when(actor.is_member_of(provider), Hide)
        }
        (Action::WorkQueue | Action::ReissueCode, _) => when(actor.is_moderator(), Deny),
        (Action::SeeAccounts | Action::ChangeAccount, _) => when(actor.is_administrator(), Deny),
        (
            Action::DecideReview | Action::TriageReport | Action::BlockProvider,
            Subject::Of(provider),
        ) => when(actor.is_moderator() && !actor.is_member_of(provider), Deny),
        (Action::ReadRequest | Action::ActForRequest, Subject::Request(request)) => {
            when(actor.tracks(request), Hide)
        }
        (Action::ExerciseRights, Subject::Anything) => when(signed_in, Deny),
        (Action::ExerciseRights, Subject::Request(request)) => when(actor.tracks(request), Hide),
        (Action::ReadMatch | Action::ReadContacts, Subject::Between(provider, request)) => {
            when(actor.is_member_of(provider) || actor.tracks(request), Hide)
        }
        (Action::AnswerMatch, Subject::Between(provider, request)) => when(
            actor.is_member_of(provider),
            if actor.tracks(request) { Deny } else { Hide },
        ),
        (Action::ActForRequest, Subject::Between(provider, request)) => when(
            actor.tracks(request),
            if actor.is_member_of(provider) {
                Deny
            } else {
                Hide
            },
        ),
        (Action::TendInbox | Action::TendJobs | Action::WriteGuide, _) => {
            when(actor.is_administrator(), Hide)
        }
        (Action::ReadAudit, _) => when(actor.roles().auditor, Deny),
        (Action::ReadEvents, _) => {
            let scope = EventScope::of(actor);
            when(scope.public || !scope.of.is_empty(), Deny)
        }
        (Action::ReadFigures, _) => {
            when(actor.roles().auditor || actor.roles().administrator, Hide)
        }
        (Action::CheckGuide, _) => when(actor.is_administrator() || actor.is_moderator(), Hide),
        // An action asked about a subject that it does not have is a fault of the caller: closed.
        (
            Action::ReadProvider
            | Action::ReadMembers
            | Action::ManageMembers
            | Action::VetProvider
            | Action::WriteOffer
            | Action::ImportOffers
            | Action::OpenIdentity
            | Action::DecideReview
            | Action::TriageReport
            | Action::BlockProvider
            | Action::ReadRequest
            | Action::ActForRequest
            | Action::ExerciseRights
            | Action::ReadMatch
            | Action::AnswerMatch
            | Action::ReadContacts,
            _,
        ) => Hide,
    }
}
