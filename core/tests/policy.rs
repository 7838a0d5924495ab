//! What staff may do, typed by hand from PRODUCT and SAFETY.

use punte_core::{
    id::{AccountId, RequestId},
    policy::{Access, Action, Actor, Roles, Subject, decide},
};
use uuid::Uuid;

fn account(roles: Roles) -> Actor {
    Actor::acting(AccountId(Uuid::from_u128(1)), roles, Vec::new())
}

#[test]
fn only_administrators_tend_inbox_and_jobs_and_write_guides_and_moderators_check_them_too() {
    use Access::{Allow, Deny, Hide};
    let none = Roles::default();
    #[rustfmt::skip]
    let callers = [
        Actor::Visitor,
        Actor::Tracking { request: RequestId(Uuid::from_u128(2)), session: None },
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
        (Action::WriteGuide, [Hide, Hide, Hide, Hide, Hide, Hide, Allow]),
        (Action::ReissueCode,[Deny, Deny, Deny, Deny, Deny, Allow, Deny]),
        (Action::CheckGuide, [Hide, Hide, Hide, Hide, Hide, Allow, Allow]),
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
    use punte_core::policy::needs_fresh_factor;
    for action in [
        Action::OpenIdentity,
        Action::BlockProvider,
        Action::ReplaceFactor,
        Action::ReissueCode,
    ] {
        assert!(needs_fresh_factor(action), "{action:?}");
    }
    for action in [
        Action::ReadOwnAccount,
        Action::TendOwnAccount,
        Action::WorkQueue,
        Action::DecideReview,
        Action::ReportDanger,
        Action::AnswerLink,
        Action::TriageReport,
        Action::WriteOffer,
    ] {
        assert!(!needs_fresh_factor(action), "{action:?}");
    }
}
