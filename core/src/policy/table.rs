//! The table itself: what each action is about, who may, and what everybody else is told.

use super::{Access, Action, Actor, Scope, Subject};
use crate::sign_in::Factor;

/// Whether nobody asks whose a thing is. For the test of the second wall alone: what is another's has to stay out of sight all the same.
const OWNERS_UNCHECKED: bool = cfg!(feature = "owners-unchecked");

#[cfg(all(feature = "owners-unchecked", not(debug_assertions)))]
compile_error!("owners-unchecked takes the first wall away: it is for tests of the second one");

/// What an action is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// Nothing in particular, or oneself.
    Nothing,
    /// A provider, or an offer or queue item of it.
    Provider,
    /// A request.
    Request,
    /// A match.
    Match,
}

impl About {
    const fn of(subject: Subject) -> Self {
        match subject {
            Subject::Anything => Self::Nothing,
            Subject::Of(_) => Self::Provider,
            Subject::Request(_) => Self::Request,
            Subject::Between(..) => Self::Match,
        }
    }
}

/// Somebody, seen from what it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Who {
    /// Whoever comes without a key: visitors, accounts, households.
    People,
    /// Somebody signed in.
    Account,
    /// Somebody signed in who works for nobody here: no role of staff, no requests of others to follow.
    Private,
    /// Who belongs to a provider, whichever.
    MemberOfAny,
    /// Who belongs to the provider.
    Member,
    /// Who administers the provider.
    Runs,
    /// Whose request it is.
    Household,
    /// Any household, to itself.
    AnyHousehold,
    /// A case worker who has a request open, whichever.
    AnyHelper,
    /// A case worker who has the request open, as the household agreed.
    Helper,
    /// Who may follow requests, for whichever organisation.
    CaseWorker,
    /// Who may follow requests for the provider.
    WorksFor,
    /// A moderator.
    Moderator,
    /// A moderator who does not belong to the provider, and never did.
    Uninvolved,
    /// Who looks after children who are alone.
    ChildProtection,
    /// An administrator of the site.
    Administrator,
    /// An auditor.
    Auditor,
    /// A partner application, whatever its key is good for.
    AnyKey,
    /// A partner application that writes for the provider, whatever its key is good for.
    OwnKey,
    /// A partner application with a key that is good for this; where it is about a provider, one that writes for it.
    Key(Scope),
}

/// What those are told who may not.
#[derive(Debug, Clone, Copy)]
enum Others {
    /// Everybody may know that it is there.
    Deny,
    /// Nobody may.
    Hide,
    /// These may, others may not.
    DenyTo(&'static [Who]),
}

/// A line of the table.
struct Row(About, &'static [Who], Others);

/// The table. An action has a line for each kind of thing that it can be about; asked about anything else it is hidden.
#[rustfmt::skip]
const fn rows(action: Action) -> &'static [Row] {
    use About::{Match, Nothing, Provider, Request};
    use Others::{Deny, DenyTo, Hide};
    use Who::{Account, Administrator, AnyHelper, AnyHousehold, AnyKey, Auditor, CaseWorker, ChildProtection, Helper, Household, Key, Member, MemberOfAny, Moderator, OwnKey, People, Private, Runs, Uninvolved, WorksFor};
    match action {
        //                                   about      who may                                everybody else
        // Everybody.
        Action::ReadPublic          => &[Row(Nothing,  &[People, AnyKey],                     Deny)],
        Action::CreateRequest       => &[Row(Nothing,  &[People, Key(Scope::RequestsWrite)],  Deny)],
        Action::LeaveRemark         => &[Row(Nothing,  &[People],                             Deny)],
        Action::ReportDanger        => &[Row(Nothing,  &[People, AnyKey],                     Deny)],
        Action::AnswerLink          => &[Row(Nothing,  &[People],                             Deny)],
        // Whoever has an account.
        Action::ReadOwnAccount      => &[Row(Nothing,  &[Account],                            Deny)],
        Action::TendOwnAccount      => &[Row(Nothing,  &[Account],                            Deny)],
        Action::ReplaceFactor       => &[Row(Nothing,  &[Account],                            Deny)],
        Action::CreateProvider      => &[Row(Nothing,  &[Account],                            Deny)],
        Action::KeepRequests        => &[Row(Nothing,  &[Private],                            Deny)],
        Action::TendKeptRequests    => &[Row(Nothing,  &[Account],                            Deny)],
        Action::JoinProvider        => &[Row(Nothing,  &[Account],                            Deny)],
        // What one was told; of a household, whoever helps it reads it too, and leaves the marks to it.
        Action::ReadNotices         => &[Row(Nothing,  &[Account, AnyHousehold, AnyHelper],   Deny)],
        Action::MarkNotices         => &[Row(Nothing,  &[Account, AnyHousehold],              Deny)],
        Action::SearchMatches       => &[Row(Nothing,  &[Account, Key(Scope::MatchesSearch)], Deny)],
        // A provider's own. No key sees who asked it for what.
        Action::ReadProvider        => &[Row(Provider, &[Member],                             Hide)],
        Action::CorrectProvider     => &[Row(Provider, &[Runs],                               DenyTo(&[Member]))],
        Action::ReadProviderMatches => &[Row(Provider, &[Member],                             Hide)],
        Action::ReadInquiries       => &[Row(Provider, &[Member],                             Hide)],
        Action::ReadMembers         => &[Row(Provider, &[Member],                             Hide)],
        Action::ManageMembers       => &[Row(Provider, &[Runs],                               DenyTo(&[Member]))],
        Action::ReadOffer           => &[Row(Provider, &[Member, Key(Scope::OffersRead)],     DenyTo(&[OwnKey]))],
        Action::WriteOffer          => &[Row(Provider, &[Member, Key(Scope::OffersWrite)],    DenyTo(&[OwnKey]))],
        Action::ImportOffers        => &[Row(Provider, &[Member, Key(Scope::ImportsWrite)],   DenyTo(&[OwnKey]))],
        // A household's own, and what a case worker does for it. No key reads a request, and none lists them.
        Action::ReadRequest         => &[Row(Request,  &[Household, Helper],                  Hide)],
        Action::ActForRequest       => &[Row(Request,  &[Household, Helper],                  Hide),
                                         Row(Match,    &[Household, Helper],                  DenyTo(&[Member]))],
        // What stays the household's, whoever helps.
        Action::InviteCaseWorker    => &[Row(Request,  &[Household],                          DenyTo(&[Helper]))],
        Action::DisposeOfRequest    => &[Row(Request,  &[Household],                          DenyTo(&[Helper]))],
        Action::TendPin             => &[Row(Request,  &[Household],                          DenyTo(&[Helper]))],
        Action::ExerciseRights      => &[Row(Request,  &[Household],                          DenyTo(&[Helper])),
                                         Row(Nothing,  &[Account],                            Deny)],
        // Between the two.
        Action::ReadMatch           => &[Row(Match,    &[Household, Helper, Member],          Hide)],
        Action::ReadInquiry         => &[Row(Match,    &[Household, Helper, Member],          Hide)],
        Action::ReadContacts        => &[Row(Match,    &[Household, Helper, Member],          Hide)],
        Action::AnswerMatch         => &[Row(Match,    &[Member],                             DenyTo(&[Household, Helper]))],
        // Case workers; that it is their own case is asked of the case.
        Action::FollowRequests      => &[Row(Nothing,  &[CaseWorker],                         Deny),
                                         Row(Provider, &[WorksFor],                           Hide)],
        Action::ReissueCaseCode     => &[Row(Nothing,  &[CaseWorker],                         Deny)],
        Action::OpenCaseContact     => &[Row(Nothing,  &[CaseWorker],                         Deny)],
        Action::ReassignCase        => &[Row(Provider, &[Runs],                               DenyTo(&[Member]))],
        // Moderators; what is about a provider, those who do not belong to it.
        Action::WorkQueue           => &[Row(Nothing,  &[Moderator],                          Deny)],
        // Of a child who is alone child protection, of everybody else moderators: that is asked of the request.
        Action::ReissueCode         => &[Row(Nothing,  &[Moderator, ChildProtection],         Deny)],
        Action::VetProvider         => &[Row(Provider, &[Uninvolved],                         DenyTo(&[Moderator]))],
        Action::OpenIdentity        => &[Row(Provider, &[Uninvolved],                         DenyTo(&[Moderator]))],
        Action::DecideReview        => &[Row(Provider, &[Uninvolved],                         Deny)],
        Action::SuspendOffer        => &[Row(Provider, &[Uninvolved],                         DenyTo(&[Moderator]))],
        Action::TranslateOffer      => &[Row(Provider, &[Uninvolved],                         Hide)],
        // Whoever it may be about does not learn that there is one.
        Action::TriageReport        => &[Row(Provider, &[Uninvolved],                         Hide)],
        Action::BlockProvider       => &[Row(Provider, &[Uninvolved],                         Deny)],
        Action::StopHousehold       => &[Row(Provider, &[Uninvolved],                         Deny)],
        Action::CheckGuide          => &[Row(Nothing,  &[Moderator, Administrator],           Hide)],
        // Child protection, and nobody else. Auditors read in the log that there is a case and that somebody looked, by ids.
        Action::WorkChildCases      => &[Row(Nothing,  &[ChildProtection],                    Hide)],
        Action::OpenChildContact    => &[Row(Nothing,  &[ChildProtection],                    Hide)],
        // Administrators and auditors.
        Action::SeeAccounts         => &[Row(Nothing,  &[Administrator],                      Deny)],
        Action::ChangeAccount       => &[Row(Nothing,  &[Administrator],                      Deny)],
        Action::TendPartners        => &[Row(Nothing,  &[Administrator],                      Deny)],
        Action::IssueKey            => &[Row(Nothing,  &[Administrator],                      Deny)],
        // Of what writes in its name, a provider sees the keys and revokes them.
        Action::ReadPartnerKeys     => &[Row(Provider, &[Runs],                               DenyTo(&[Member]))],
        Action::RevokeKey           => &[Row(Provider, &[Runs, Administrator],                DenyTo(&[Member])),
                                         Row(Nothing,  &[Administrator],                      Hide)],
        Action::TendInbox           => &[Row(Nothing,  &[Administrator],                      Hide)],
        Action::TendJobs            => &[Row(Nothing,  &[Administrator],                      Hide)],
        Action::SeeSettings         => &[Row(Nothing,  &[Administrator],                      Hide)],
        Action::TendHelpLines       => &[Row(Nothing,  &[Administrator],                      Hide)],
        Action::WriteGuide          => &[Row(Nothing,  &[Administrator],                      Hide)],
        Action::ReadFigures         => &[Row(Nothing,  &[Administrator, Auditor],             Hide)],
        Action::ReadQueueFigures    => &[Row(Nothing,  &[Moderator, Administrator, Auditor],  Deny)],
        Action::ReadAudit           => &[Row(Nothing,  &[Auditor],                            Deny)],
        // What happened: to each what is theirs, see `event::EventScope`.
        Action::ReadEvents          => &[Row(Nothing,  &[MemberOfAny, Administrator, Auditor, Key(Scope::EventsRead)], Deny)],
    }
}

impl Who {
    /// Whether an actor is it, to a subject.
    fn is(self, actor: &Actor, subject: Subject) -> bool {
        let provider = match subject {
            Subject::Of(provider) | Subject::Between(provider, _) => Some(provider),
            Subject::Anything | Subject::Request(_) => None,
        };
        let request = match subject {
            Subject::Request(request) | Subject::Between(_, request) => Some(request),
            Subject::Anything | Subject::Of(_) => None,
        };
        let (mut member_of_any, mut member, mut runs, mut own_key) = (false, false, false, false);
        let mut involved = false;
        let (mut roles, mut scopes, mut tracked) = (super::Roles::default(), None, None);
        let (mut helps, mut helps_for, mut helped) = (false, false, false);
        match actor {
            Actor::Visitor | Actor::System => {}
            Actor::Account {
                roles: own,
                member_of,
                has_left,
                administers,
                helps_for: for_these,
                ..
            } => {
                member_of_any = !member_of.is_empty();
                let among =
                    |own: &[_]| provider.is_some_and(|p| OWNERS_UNCHECKED || own.contains(&p));
                (member, runs) = (among(member_of), among(administers));
                involved =
                    provider.is_some_and(|p| member_of.contains(&p) || has_left.contains(&p));
                roles = *own;
                helps = !for_these.is_empty();
                helps_for = among(for_these);
            }
            Actor::Partner {
                scopes: own,
                writes_for,
                ..
            } => {
                let whose = writes_for.map(|(provider, _)| provider);
                own_key = provider.is_some() && provider == whose;
                scopes = Some(own);
            }
            Actor::Tracking {
                request,
                case_worker,
                ..
            } => (tracked, helped) = (Some(*request), case_worker.is_some()),
        }
        let same = |own, other| own == other || OWNERS_UNCHECKED && request.is_some();
        match self {
            Self::People => scopes.is_none() && *actor != Actor::System,
            Self::Account => actor.account().is_some(),
            Self::Private => {
                matches!(actor, Actor::Account { factor, .. } if *factor != Factor::Missing)
                    && !roles.any()
                    && !helps
            }
            Self::MemberOfAny => member_of_any,
            Self::Member => member,
            Self::Runs => runs,
            Self::Household => !helped && tracked.is_some() && same(tracked, request),
            Self::AnyHousehold => !helped && tracked.is_some(),
            Self::AnyHelper => helped,
            Self::Helper => helped && same(tracked, request),
            Self::CaseWorker => helps,
            Self::WorksFor => helps_for,
            Self::Moderator => roles.moderator,
            Self::Uninvolved => roles.moderator && !involved,
            Self::ChildProtection => roles.child_protection,
            Self::Administrator => roles.administrator,
            Self::Auditor => roles.auditor,
            Self::AnyKey => scopes.is_some(),
            Self::OwnKey => own_key,
            Self::Key(scope) => {
                scopes.is_some_and(|own| own.contains(&scope))
                    && (own_key || subject == Subject::Anything)
            }
        }
    }

    /// The words for it in openapi.yaml.
    const fn words(self) -> &'static [&'static str] {
        match self {
            Self::People => &["visitor", "account", "household", "helper"],
            Self::Account | Self::Private => &["account"],
            Self::Member | Self::MemberOfAny => &["member"],
            Self::Runs => &["provider_administrator"],
            Self::Household | Self::AnyHousehold => &["household"],
            Self::Helper | Self::AnyHelper => &["helper"],
            Self::CaseWorker | Self::WorksFor => &["case_worker"],
            Self::Moderator | Self::Uninvolved => &["moderator"],
            Self::ChildProtection => &["child_protection"],
            Self::Administrator => &["administrator"],
            Self::Auditor => &["auditor"],
            Self::AnyKey | Self::OwnKey => &["partner"],
            Self::Key(Scope::OffersRead) => &["partner:offers:read"],
            Self::Key(Scope::OffersWrite) => &["partner:offers:write"],
            Self::Key(Scope::RequestsWrite) => &["partner:requests:write"],
            Self::Key(Scope::MatchesSearch) => &["partner:matches:search"],
            Self::Key(Scope::ImportsWrite) => &["partner:imports:write"],
            Self::Key(Scope::EventsRead) => &["partner:events:read"],
        }
    }
}

/// Asks the table.
pub fn decide(actor: &Actor, action: Action, subject: Subject) -> Access {
    let about = About::of(subject);
    let any = |who: &[Who]| who.iter().any(|who| who.is(actor, subject));
    match rows(action).iter().find(|row| row.0 == about) {
        Some(Row(_, may, _)) if any(may) => Access::Allow,
        Some(Row(_, _, Others::Deny)) => Access::Deny,
        Some(Row(_, _, Others::DenyTo(these))) if any(these) => Access::Deny,
        // An action asked about a subject that it does not have is a fault of the caller: closed.
        Some(_) | None => Access::Hide,
    }
}

/// Who may, in the words of openapi.yaml: what it is about being their own, where there is such a thing.
pub fn who_may(action: Action, about: About) -> Vec<&'static str> {
    let rows = rows(action).iter().filter(|row| row.0 == about);
    rows.flat_map(|row| row.1.iter().flat_map(|who| who.words()))
        .copied()
        .collect()
}
