//! What staff may do, typed by hand and never from the table of core.

use punte_core::{
    id::{AccountId, RequestId},
    policy::{Access, Action, Actor, Roles, Subject, decide},
};
use uuid::Uuid;

fn account(roles: Roles) -> Actor {
    Actor::acting(AccountId(Uuid::from_u128(1)), roles, Vec::new())
}

#[test]
fn only_administrators_tend_inbox_jobs_and_accounts_and_write_guides_and_moderators_check_them_too()
{
    use Access::{Allow, Deny, Hide};
    let none = Roles::default();
    #[rustfmt::skip]
    let callers = [
        Actor::Visitor,
        Actor::Tracking { request: RequestId(Uuid::from_u128(2)), session: None, pin: punte_core::sign_in::Factor::None, case_worker: None },
        account(none),
        account(Roles { auditor: true, ..none }),
        account(Roles { child_protection: true, ..none }),
        account(Roles { moderator: true, ..none }),
        account(Roles { administrator: true, ..none }),
    ];
    #[rustfmt::skip]
    let table = [
        //                    visitor household account auditor child-protection moderator administrator
        (Action::TendInbox,  [Hide, Hide, Hide, Hide, Hide, Hide, Allow]),
        (Action::TendJobs,   [Hide, Hide, Hide, Hide, Hide, Hide, Allow]),
        (Action::SeeSettings,   [Hide, Hide, Hide, Hide, Hide, Hide, Allow]),
        (Action::TendHelpLines, [Hide, Hide, Hide, Hide, Hide, Hide, Allow]),
        (Action::WriteGuide, [Hide, Hide, Hide, Hide, Hide, Hide, Allow]),
        (Action::ReissueCode,[Deny, Deny, Deny, Deny, Allow, Allow, Deny]),
        // Whoever follows requests does it for an organisation, whatever else they are.
        (Action::ReissueCaseCode, [Deny, Deny, Deny, Deny, Deny, Deny, Deny]),
        (Action::OpenCaseContact, [Deny, Deny, Deny, Deny, Deny, Deny, Deny]),
        // Of an organisation, never at large.
        (Action::ReassignCase, [Hide, Hide, Hide, Hide, Hide, Hide, Hide]),
        (Action::CheckGuide, [Hide, Hide, Hide, Hide, Hide, Allow, Allow]),
        // What one was told, whoever one is.
        (Action::ReadNotices, [Deny, Allow, Allow, Allow, Allow, Allow, Allow]),
        (Action::MarkNotices, [Deny, Allow, Allow, Allow, Allow, Allow, Allow]),
        (Action::WorkChildCases,   [Hide, Hide, Hide, Hide, Allow, Hide, Hide]),
        (Action::OpenChildContact, [Hide, Hide, Hide, Hide, Allow, Hide, Hide]),
        (Action::SeeAccounts,   [Deny, Deny, Deny, Deny, Deny, Deny, Allow]),
        (Action::TendPartners,  [Deny, Deny, Deny, Deny, Deny, Deny, Allow]),
        (Action::IssueKey,      [Deny, Deny, Deny, Deny, Deny, Deny, Allow]),
        (Action::RevokeKey,     [Hide, Hide, Hide, Hide, Hide, Hide, Allow]),
        (Action::ReadAudit,     [Deny, Deny, Deny, Allow, Deny, Deny, Deny]),
        (Action::ReadQueueFigures, [Deny, Deny, Deny, Allow, Deny, Allow, Allow]),
        (Action::ReadEvents,    [Deny, Deny, Deny, Allow, Deny, Deny, Allow]),
        (Action::ReadFigures,   [Hide, Hide, Hide, Allow, Hide, Hide, Allow]),
        (Action::ChangeAccount, [Deny, Deny, Deny, Deny, Deny, Deny, Allow]),
        // One's own request, of whoever works for nobody here.
        (Action::KeepRequests,     [Deny, Deny, Allow, Deny, Deny, Deny, Deny]),
        (Action::TendKeptRequests, [Deny, Deny, Allow, Allow, Allow, Allow, Allow]),
    ];
    for (action, expected) in table {
        for (caller, expected) in callers.iter().zip(expected) {
            assert_eq!(
                decide(caller, action, Subject::Anything),
                expected,
                "{action:?} {caller:?}"
            );
        }
    }
}

#[test]
fn what_opens_a_person_shuts_one_out_or_replaces_a_factor_takes_a_fresh_one() {
    use punte_core::policy::{needs_fresh_factor, needs_fresh_factor_where_set};
    for action in [
        Action::OpenIdentity,
        Action::BlockProvider,
        Action::StopHousehold,
        Action::ReplaceFactor,
        Action::ChangeAccount,
        Action::ReissueCode,
        Action::ReissueCaseCode,
        Action::OpenCaseContact,
        Action::ReassignCase,
        Action::OpenChildContact,
        Action::IssueKey,
        Action::TendHelpLines,
    ] {
        assert!(needs_fresh_factor(action), "{action:?}");
    }
    for action in [
        Action::SeeAccounts,
        Action::ReadOwnAccount,
        Action::TendOwnAccount,
        Action::KeepRequests,
        Action::TendKeptRequests,
        Action::WorkQueue,
        Action::DecideReview,
        Action::ReportDanger,
        Action::AnswerLink,
        Action::TriageReport,
        Action::SuspendOffer,
        Action::WorkChildCases,
        Action::FollowRequests,
        Action::WriteOffer,
        Action::ReadPartnerKeys,
        // Whoever has a factor shows it; whoever has none revokes what acts in their name all the same.
        Action::RevokeKey,
    ] {
        assert!(!needs_fresh_factor(action), "{action:?}");
        let where_set = needs_fresh_factor_where_set(action);
        assert_eq!(where_set, action == Action::RevokeKey, "{action:?}");
    }
}

#[test]
fn members_see_each_other_and_only_administrators_decide_who_they_are() {
    use Access::{Allow, Deny, Hide};
    use punte_core::{id::ProviderId, sign_in::Factor};
    let (own, other) = (
        ProviderId(Uuid::from_u128(7)),
        ProviderId(Uuid::from_u128(8)),
    );
    let of = |member_of: &[ProviderId], administers: &[ProviderId]| Actor::Account {
        id: AccountId(Uuid::from_u128(1)),
        roles: Roles::default(),
        member_of: member_of.to_vec(),
        has_left: Vec::new(),
        administers: administers.to_vec(),
        helps_for: Vec::new(),
        session: None,
        factor: Factor::None,
    };
    let callers = [
        Actor::Visitor,
        of(&[], &[]),
        of(&[other], &[other]),
        of(&[own], &[]),
        of(&[own, other], &[other]),
        of(&[own], &[own]),
        account(Roles {
            moderator: true,
            administrator: true,
            ..Roles::default()
        }),
    ];
    #[rustfmt::skip]
    let table = [
        //                       visitor stranger other member member of two administrator staff
        (Action::ReadMembers,   [Hide, Hide, Hide, Allow, Allow, Allow, Hide]),
        (Action::ManageMembers, [Hide, Hide, Hide, Deny, Deny, Allow, Hide]),
        (Action::CorrectProvider, [Hide, Hide, Hide, Deny, Deny, Allow, Hide]),
        (Action::ReadPartnerKeys, [Hide, Hide, Hide, Deny, Deny, Allow, Hide]),
        (Action::RevokeKey,     [Hide, Hide, Hide, Deny, Deny, Allow, Allow]),
        (Action::WriteOffer,    [Hide, Hide, Hide, Allow, Allow, Allow, Hide]),
        (Action::TranslateOffer,[Hide, Hide, Hide, Hide, Hide, Hide, Allow]),
        (Action::SuspendOffer,  [Hide, Hide, Hide, Hide, Hide, Hide, Allow]),
    ];
    let staff =
        |caller: &Actor| matches!(caller, Actor::Account { roles, .. } if roles.administrator);
    for (action, expected) in table {
        for (caller, expected) in callers.iter().zip(expected) {
            let decided = decide(caller, action, Subject::Of(own));
            assert_eq!(decided, expected, "{action:?} {caller:?}");
            // A key of an application that writes for no provider is the administrators' of the installation.
            let apart = action == Action::RevokeKey && expected == Allow && staff(caller);
            let anything = if apart { Allow } else { Hide };
            assert_eq!(decide(caller, action, Subject::Anything), anything);
        }
    }
}

#[test]
fn a_moderator_translates_no_offer_of_an_organisation_of_their_own() {
    use punte_core::id::ProviderId;
    let (own, other) = (
        ProviderId(Uuid::from_u128(7)),
        ProviderId(Uuid::from_u128(8)),
    );
    let moderator = Roles {
        moderator: true,
        ..Roles::default()
    };
    let member = Actor::acting(AccountId(Uuid::from_u128(1)), moderator, vec![own]);
    let asks = |of| decide(&member, Action::TranslateOffer, Subject::Of(of));
    assert_eq!(asks(own), Access::Hide);
    assert_eq!(asks(other), Access::Allow);
}

#[test]
fn a_moderator_stops_no_offer_of_an_organisation_of_their_own() {
    use punte_core::id::ProviderId;
    let (own, other) = (
        ProviderId(Uuid::from_u128(7)),
        ProviderId(Uuid::from_u128(8)),
    );
    let moderator = Roles {
        moderator: true,
        ..Roles::default()
    };
    let member = Actor::acting(AccountId(Uuid::from_u128(1)), moderator, vec![own]);
    let asks = |of| decide(&member, Action::SuspendOffer, Subject::Of(of));
    assert_eq!(asks(own), Access::Deny);
    assert_eq!(asks(other), Access::Allow);
}

#[test]
fn a_moderator_who_left_an_organisation_has_no_more_to_say_about_it_than_its_members() {
    use punte_core::{id::ProviderId, sign_in::Factor};
    let (own, other) = (
        ProviderId(Uuid::from_u128(7)),
        ProviderId(Uuid::from_u128(8)),
    );
    let of = |member_of: Vec<ProviderId>, has_left: Vec<ProviderId>| Actor::Account {
        id: AccountId(Uuid::from_u128(1)),
        roles: Roles {
            moderator: true,
            ..Roles::default()
        },
        member_of,
        has_left,
        administers: Vec::new(),
        helps_for: Vec::new(),
        session: None,
        factor: Factor::Fresh,
    };
    let (member, left) = (of(vec![own], Vec::new()), of(Vec::new(), vec![own]));
    for action in [
        Action::VetProvider,
        Action::OpenIdentity,
        Action::DecideReview,
        Action::SuspendOffer,
        Action::TranslateOffer,
        Action::TriageReport,
        Action::BlockProvider,
        Action::StopHousehold,
    ] {
        let asks = |who, of| decide(who, action, Subject::Of(of));
        assert_ne!(asks(&left, own), Access::Allow, "{action:?}");
        assert_eq!(asks(&left, own), asks(&member, own), "{action:?}");
        assert_eq!(asks(&left, other), Access::Allow, "{action:?}");
    }
    // And nothing that members do.
    let reads = decide(&left, Action::ReadMembers, Subject::Of(own));
    assert_eq!(reads, Access::Hide);
}

#[test]
fn a_key_opens_what_its_scope_says_for_its_own_provider_and_nothing_of_people() {
    use Access::{Allow, Deny, Hide};
    use punte_core::{
        id::{PartnerId, ProviderId},
        policy::Scope,
    };
    let (own, other) = (
        ProviderId(Uuid::from_u128(7)),
        ProviderId(Uuid::from_u128(8)),
    );
    let request = RequestId(Uuid::from_u128(2));
    let (answers, nothing) = (AccountId(Uuid::from_u128(1)), Subject::Anything);
    let key = |scopes: &[Scope], whose: Option<ProviderId>| Actor::Partner {
        id: PartnerId(Uuid::from_u128(3)),
        scopes: scopes.to_vec(),
        writes_for: whose.map(|provider| (provider, answers)),
    };
    let callers = [
        key(&[Scope::OffersRead], Some(own)),
        key(&[Scope::OffersWrite], Some(own)),
        key(&[Scope::RequestsWrite], Some(own)),
        key(&[Scope::MatchesSearch], Some(own)),
        key(&[Scope::ImportsWrite], Some(own)),
        key(&[Scope::EventsRead], Some(own)),
        key(&Scope::ALL, Some(own)),
        key(&Scope::ALL, Some(other)),
        key(&Scope::ALL, None),
    ];
    #[rustfmt::skip]
    let table = [
        //                                                        read   write  request search import events all    other  none
        (Action::ReadPublic, nothing,                            [Allow, Allow, Allow, Allow, Allow, Allow, Allow, Allow, Allow]),
        (Action::ReadOffer, Subject::Of(own),                    [Allow, Deny,  Deny,  Deny,  Deny,  Deny,  Allow, Hide,  Hide]),
        (Action::WriteOffer, Subject::Of(own),                   [Deny,  Allow, Deny,  Deny,  Deny,  Deny,  Allow, Hide,  Hide]),
        (Action::ImportOffers, Subject::Of(own),                 [Deny,  Deny,  Deny,  Deny,  Allow, Deny,  Allow, Hide,  Hide]),
        (Action::CreateRequest, nothing,                         [Deny,  Deny,  Allow, Deny,  Deny,  Deny,  Allow, Allow, Allow]),
        (Action::SearchMatches, nothing,                         [Deny,  Deny,  Deny,  Allow, Deny,  Deny,  Allow, Allow, Allow]),
        (Action::ReadEvents, nothing,                            [Deny,  Deny,  Deny,  Deny,  Deny,  Allow, Allow, Allow, Allow]),
        // What somebody asked a provider for, who they are, who belongs to it: people's, whatever the key.
        (Action::ReadProviderMatches, Subject::Of(own),          [Hide; 9]),
        (Action::ReadProvider, Subject::Of(own),                 [Hide; 9]),
        (Action::CorrectProvider, Subject::Of(own),              [Hide; 9]),
        (Action::ReadMembers, Subject::Of(own),                  [Hide; 9]),
        (Action::OpenIdentity, Subject::Of(own),                 [Hide; 9]),
        (Action::SuspendOffer, Subject::Of(own),                 [Hide; 9]),
        (Action::ReadRequest, Subject::Request(request),         [Hide; 9]),
        (Action::ActForRequest, Subject::Request(request),       [Hide; 9]),
        (Action::ExerciseRights, Subject::Request(request),      [Hide; 9]),
        (Action::ReadMatch, Subject::Between(own, request),      [Hide; 9]),
        (Action::ReadInquiry, Subject::Between(own, request),    [Hide; 9]),
        (Action::ReadInquiries, Subject::Of(own),                [Hide; 9]),
        (Action::ReadContacts, Subject::Between(own, request),   [Hide; 9]),
        (Action::AnswerMatch, Subject::Between(own, request),    [Hide; 9]),
        (Action::ReadOwnAccount, nothing,                        [Deny; 9]),
        (Action::ReadNotices, nothing,                           [Deny; 9]),
        (Action::MarkNotices, nothing,                           [Deny; 9]),
        (Action::CreateProvider, nothing,                        [Deny; 9]),
        (Action::KeepRequests, nothing,                          [Deny; 9]),
        (Action::TendKeptRequests, nothing,                      [Deny; 9]),
        // What somebody in danger told it, an application passes on.
        (Action::ReportDanger, nothing,                          [Allow; 9]),
        (Action::WorkQueue, nothing,                             [Deny; 9]),
        (Action::ReissueCaseCode, nothing,                       [Deny; 9]),
        (Action::OpenCaseContact, nothing,                       [Deny; 9]),
        (Action::WorkChildCases, nothing,                        [Hide; 9]),
        (Action::OpenChildContact, nothing,                      [Hide; 9]),
        (Action::TendPartners, nothing,                          [Deny; 9]),
        (Action::ReadAudit, nothing,                             [Deny; 9]),
    ];
    for (action, subject, expected) in table {
        for (caller, expected) in callers.iter().zip(expected) {
            let decided = decide(caller, action, subject);
            assert_eq!(decided, expected, "{action:?} {caller:?}");
        }
    }
}

#[test]
fn what_shows_who_somebody_is_or_erases_them_takes_the_pin_of_a_household() {
    use punte_core::policy::needs_pin;
    for action in [
        Action::ReadContacts,
        Action::ExerciseRights,
        Action::TendPin,
    ] {
        assert!(needs_pin(action), "{action:?}");
    }
    for action in [
        Action::ReadRequest,
        Action::ActForRequest,
        Action::ReadMatch,
        Action::ReportDanger,
    ] {
        assert!(!needs_pin(action), "{action:?}");
    }
}

#[test]
fn a_case_worker_acts_for_a_household_and_leaves_it_what_is_its_own() {
    use Access::{Allow, Deny, Hide};
    use punte_core::{id::ProviderId, sign_in::Factor};
    let (own, other) = (
        ProviderId(Uuid::from_u128(7)),
        ProviderId(Uuid::from_u128(8)),
    );
    let (request, else_where) = (RequestId(Uuid::from_u128(2)), RequestId(Uuid::from_u128(3)));
    let worker = AccountId(Uuid::from_u128(1));
    let of = |helps_for: &[ProviderId]| Actor::Account {
        id: worker,
        roles: Roles::default(),
        member_of: vec![own],
        has_left: Vec::new(),
        administers: vec![own],
        helps_for: helps_for.to_vec(),
        session: None,
        factor: Factor::Passed,
    };
    let open = |request, case_worker| Actor::Tracking {
        request,
        session: None,
        pin: Factor::None,
        case_worker,
    };
    let callers = [
        Actor::Visitor,
        of(&[]),
        of(&[own]),
        open(request, None),
        open(request, Some(worker)),
        open(else_where, Some(worker)),
    ];
    let between = Subject::Between(other, request);
    #[rustfmt::skip]
    let table = [
        //                                                       visitor member worker house helper another's
        (Action::FollowRequests, Subject::Anything,             [Deny, Deny, Allow, Deny, Deny, Deny]),
        (Action::FollowRequests, Subject::Of(own),              [Hide, Hide, Allow, Hide, Hide, Hide]),
        (Action::FollowRequests, Subject::Of(other),            [Hide; 6]),
        // By their own sign-in, and not with the request open.
        (Action::ReissueCaseCode, Subject::Anything,            [Deny, Deny, Allow, Deny, Deny, Deny]),
        (Action::OpenCaseContact, Subject::Anything,            [Deny, Deny, Allow, Deny, Deny, Deny]),
        (Action::ReadRequest, Subject::Request(request),        [Hide, Hide, Hide, Allow, Allow, Hide]),
        (Action::ActForRequest, Subject::Request(request),      [Hide, Hide, Hide, Allow, Allow, Hide]),
        (Action::ActForRequest, between,                        [Hide, Hide, Hide, Allow, Allow, Hide]),
        (Action::ReadMatch, between,                            [Hide, Hide, Hide, Allow, Allow, Hide]),
        (Action::ReadInquiry, between,                          [Hide, Hide, Hide, Allow, Allow, Hide]),
        (Action::ReadContacts, between,                         [Hide, Hide, Hide, Allow, Allow, Hide]),
        (Action::AnswerMatch, between,                          [Hide, Hide, Hide, Deny, Deny, Hide]),
        (Action::InviteCaseWorker, Subject::Request(request),   [Hide, Hide, Hide, Allow, Deny, Hide]),
        (Action::DisposeOfRequest, Subject::Request(request),   [Hide, Hide, Hide, Allow, Deny, Hide]),
        (Action::TendPin, Subject::Request(request),            [Hide, Hide, Hide, Allow, Deny, Hide]),
        (Action::ExerciseRights, Subject::Request(request),     [Hide, Hide, Hide, Allow, Deny, Hide]),
        // The marks of what a household was told stay the household's.
        (Action::ReadNotices, Subject::Anything,                [Deny, Allow, Allow, Allow, Allow, Allow]),
        (Action::MarkNotices, Subject::Anything,                [Deny, Allow, Allow, Allow, Deny, Deny]),
        // Whoever looks after requests of others keeps none of them as their own.
        (Action::KeepRequests, Subject::Anything,               [Deny, Allow, Deny, Deny, Deny, Deny]),
        (Action::TendKeptRequests, Subject::Anything,           [Deny, Allow, Allow, Deny, Deny, Deny]),
        // Nobody reads a request as an account, whatever they follow.
        (Action::ExerciseRights, Subject::Anything,             [Deny, Allow, Allow, Deny, Deny, Deny]),
    ];
    for (action, subject, expected) in table {
        for (caller, expected) in callers.iter().zip(expected) {
            let decided = decide(caller, action, subject);
            assert_eq!(decided, expected, "{action:?} {subject:?} {caller:?}");
        }
    }
}
