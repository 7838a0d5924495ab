//! The two state machines against small models typed by hand: what may follow what, and who may do it.

use proptest::prelude::*;
use punte_core::booking::{EndReason, MatchAction, MatchState, Side, may_begin};
use punte_core::offer::{Category, ReviewAction, ReviewState};
use punte_core::request::{NeedState, need_state};

const REVIEW_ACTIONS: [ReviewAction; 13] = [
    ReviewAction::Submit,
    ReviewAction::Claim,
    ReviewAction::Release,
    ReviewAction::Approve,
    ReviewAction::RequestChanges,
    ReviewAction::Reject,
    ReviewAction::HidingEdit,
    ReviewAction::Suspend,
    ReviewAction::Reinstate,
    ReviewAction::Expire,
    ReviewAction::Reconfirm,
    ReviewAction::Withdraw,
    ReviewAction::Undo,
];

/// Every step of the review axis; what is not here does not exist.
const REVIEW_STEPS: [(&str, ReviewAction, &str); 25] = [
    ("draft", ReviewAction::Submit, "submitted"),
    ("changes_requested", ReviewAction::Submit, "submitted"),
    ("submitted", ReviewAction::Claim, "in_review"),
    ("in_review", ReviewAction::Release, "submitted"),
    ("in_review", ReviewAction::Approve, "approved"),
    (
        "in_review",
        ReviewAction::RequestChanges,
        "changes_requested",
    ),
    ("in_review", ReviewAction::Reject, "rejected"),
    ("approved", ReviewAction::HidingEdit, "submitted"),
    ("expired", ReviewAction::HidingEdit, "submitted"),
    ("approved", ReviewAction::Suspend, "suspended"),
    ("expired", ReviewAction::Suspend, "suspended"),
    ("suspended", ReviewAction::Reinstate, "approved"),
    ("approved", ReviewAction::Expire, "expired"),
    ("approved", ReviewAction::Reconfirm, "approved"),
    ("expired", ReviewAction::Reconfirm, "approved"),
    ("approved", ReviewAction::Undo, "in_review"),
    ("changes_requested", ReviewAction::Undo, "in_review"),
    ("rejected", ReviewAction::Undo, "in_review"),
    ("draft", ReviewAction::Withdraw, "withdrawn"),
    ("submitted", ReviewAction::Withdraw, "withdrawn"),
    ("in_review", ReviewAction::Withdraw, "withdrawn"),
    ("changes_requested", ReviewAction::Withdraw, "withdrawn"),
    ("approved", ReviewAction::Withdraw, "withdrawn"),
    ("suspended", ReviewAction::Withdraw, "withdrawn"),
    ("expired", ReviewAction::Withdraw, "withdrawn"),
];

const MATCH_ACTIONS: [MatchAction; 10] = [
    MatchAction::Propose,
    MatchAction::Accept,
    MatchAction::Decline,
    MatchAction::Cancel,
    MatchAction::Confirm,
    MatchAction::Start,
    MatchAction::Complete,
    MatchAction::ReportNoShow,
    MatchAction::Expire,
    MatchAction::StopForSafety,
];

const SIDES: [Side; 4] = [Side::Refugee, Side::Provider, Side::Moderator, Side::System];

/// Every step of a match: from, action, the letters of those who may (Refugee, Provider, Moderator, System), to.
const MATCH_STEPS: [(&str, MatchAction, &str, &str); 23] = [
    ("suggested", MatchAction::Propose, "R", "proposed"),
    // The provider does not know of a suggestion: nobody has chosen it yet.
    ("suggested", MatchAction::Decline, "S", "declined"),
    ("suggested", MatchAction::Cancel, "R", "cancelled"),
    ("suggested", MatchAction::Expire, "S", "expired"),
    (
        "suggested",
        MatchAction::StopForSafety,
        "MS",
        "stopped_for_safety",
    ),
    ("proposed", MatchAction::Accept, "P", "accepted"),
    ("proposed", MatchAction::Decline, "PS", "declined"),
    ("proposed", MatchAction::Cancel, "R", "cancelled"),
    ("proposed", MatchAction::Expire, "S", "expired"),
    (
        "proposed",
        MatchAction::StopForSafety,
        "MS",
        "stopped_for_safety",
    ),
    ("accepted", MatchAction::Confirm, "S", "confirmed"),
    ("accepted", MatchAction::Start, "RP", "started"),
    ("accepted", MatchAction::Cancel, "RP", "cancelled"),
    ("accepted", MatchAction::ReportNoShow, "RP", "no_show"),
    ("accepted", MatchAction::Expire, "S", "expired"),
    (
        "accepted",
        MatchAction::StopForSafety,
        "MS",
        "stopped_for_safety",
    ),
    // Both confirmed, and nobody says anything more.
    ("confirmed", MatchAction::Start, "RPS", "started"),
    ("confirmed", MatchAction::Cancel, "RP", "cancelled"),
    ("confirmed", MatchAction::ReportNoShow, "RP", "no_show"),
    (
        "confirmed",
        MatchAction::StopForSafety,
        "MS",
        "stopped_for_safety",
    ),
    ("started", MatchAction::Complete, "RPS", "completed"),
    // Where nobody had said that it began.
    ("started", MatchAction::ReportNoShow, "RP", "no_show"),
    (
        "started",
        MatchAction::StopForSafety,
        "MS",
        "stopped_for_safety",
    ),
];

const fn letter(side: Side) -> char {
    match side {
        Side::Refugee => 'R',
        Side::Provider => 'P',
        Side::Moderator => 'M',
        Side::System => 'S',
    }
}

#[test]
fn the_review_axis_has_these_steps_and_no_other() {
    for from in ReviewState::ALL {
        for action in REVIEW_ACTIONS {
            let expected = REVIEW_STEPS
                .iter()
                .find(|s| s.0 == from.as_str() && s.1 == action)
                .map(|s| s.2);
            let got = from.after(action).ok().map(ReviewState::as_str);
            assert_eq!(got, expected, "{from:?} {action:?}");
        }
    }
}

#[test]
fn a_match_has_these_steps_by_these_sides_and_no_other() {
    for from in MatchState::ALL {
        for action in MATCH_ACTIONS {
            for side in SIDES {
                let expected = MATCH_STEPS
                    .iter()
                    .find(|s| s.0 == from.as_str() && s.1 == action && s.2.contains(letter(side)))
                    .map(|s| s.3);
                let got = from.after(action, side).ok().map(MatchState::as_str);
                assert_eq!(got, expected, "{from:?} {action:?} {side:?}");
            }
        }
    }
}

#[test]
fn an_end_is_an_end() {
    for state in [ReviewState::Rejected, ReviewState::Withdrawn] {
        for action in REVIEW_ACTIONS {
            // Within a minute, which the use case and the database look at, a rejection is taken back.
            let undone = (state, action) == (ReviewState::Rejected, ReviewAction::Undo);
            assert_eq!(state.after(action).is_ok(), undone, "{state:?} {action:?}");
        }
    }
    let ends = [
        "completed",
        "declined",
        "cancelled",
        "no_show",
        "expired",
        "stopped_for_safety",
    ];
    for state in MatchState::ALL {
        assert_eq!(state.is_end(), ends.contains(&state.as_str()), "{state:?}");
        let moves = MATCH_ACTIONS
            .iter()
            .any(|a| SIDES.iter().any(|s| state.after(*a, *s).is_ok()));
        assert_eq!(moves, !state.is_end(), "{state:?}");
    }
}

#[test]
fn an_illegal_step_says_where_it_stood_what_was_asked_and_by_whom() {
    let error = ReviewState::Rejected
        .after(ReviewAction::Approve)
        .unwrap_err();
    assert_eq!(
        (error.from, error.action),
        (ReviewState::Rejected, ReviewAction::Approve)
    );
    let error = MatchState::Proposed
        .after(MatchAction::Accept, Side::Refugee)
        .unwrap_err();
    assert_eq!(
        (error.from, error.action, error.side),
        (MatchState::Proposed, MatchAction::Accept, Side::Refugee)
    );
}

#[test]
fn nothing_becomes_approved_except_from_review_or_back_from_a_stop_or_a_lapse() {
    for from in ReviewState::ALL {
        for action in REVIEW_ACTIONS {
            if from != ReviewState::Approved && from.after(action) == Ok(ReviewState::Approved) {
                assert!(
                    matches!(
                        (from.as_str(), action),
                        ("in_review", ReviewAction::Approve)
                            | ("suspended", ReviewAction::Reinstate)
                            | ("expired", ReviewAction::Reconfirm)
                    ),
                    "{from:?} {action:?}"
                );
            }
        }
    }
}

#[test]
fn capacity_is_held_from_acceptance_on_and_by_nothing_else() {
    let holding = ["accepted", "confirmed", "started", "completed"];
    for state in MatchState::ALL {
        assert_eq!(
            state.holds(),
            holding.contains(&state.as_str()),
            "{state:?}"
        );
        for action in MATCH_ACTIONS {
            for side in SIDES {
                if let Ok(next) = state.after(action, side)
                    && next.holds()
                    && !state.holds()
                {
                    assert_eq!((action, side), (MatchAction::Accept, Side::Provider));
                }
            }
        }
    }
}

#[test]
fn what_took_place_is_used_up_but_for_services_which_help_so_many_at_a_time() {
    for category in Category::ALL {
        for state in MatchState::ALL {
            let used_once = state == MatchState::Completed && category != Category::Service;
            let running = ["accepted", "confirmed", "started"].contains(&state.as_str());
            assert_eq!(
                state.keeps_capacity(category),
                running || used_once,
                "{state:?} of {category:?}"
            );
        }
    }
}

#[test]
fn whoever_calls_off_for_anything_but_an_emergency_lets_somebody_down() {
    let down = [
        "no_longer_free",
        "does_not_fit",
        "dates_changed",
        "found_elsewhere",
        "no_reason",
    ];
    for reason in EndReason::ALL {
        assert_eq!(
            reason.lets_down(),
            down.contains(&reason.as_str()),
            "{reason:?}"
        );
    }
}

#[test]
fn contacts_wait_for_a_look_before_help_began_and_never_afterwards() {
    for state in MatchState::ALL {
        let (waits, began) = (
            ["accepted", "confirmed"].contains(&state.as_str()),
            state.as_str() == "started",
        );
        for side in [Side::Refugee, Side::Provider] {
            let wait = state.contacts_wait(side, true, false);
            assert_eq!(wait, waits, "{state:?}");
            assert!(!state.contacts_wait(side, false, false));
            assert_eq!(state.contacts_open(false, wait), began, "{state:?}");
        }
        // Whoever may be there already has to know where that is; nobody has to be found there.
        assert!(!state.contacts_wait(Side::Refugee, true, true));
        assert_eq!(state.contacts_wait(Side::Provider, true, true), waits);
        assert_eq!(state.contacts_open(false, false), waits || began);
        assert!(!state.contacts_open(true, false) && !state.contacts_open(true, true));
    }
}

#[test]
fn while_somebody_looks_only_a_household_says_that_help_began() {
    for side in [Side::Provider, Side::Moderator, Side::System] {
        assert!(may_begin(side, false) && !may_begin(side, true), "{side:?}");
    }
    assert!(may_begin(Side::Refugee, true));
}

#[test]
fn contacts_are_shown_between_acceptance_and_the_end_only() {
    let shown = ["accepted", "confirmed", "started"];
    for state in MatchState::ALL {
        assert_eq!(
            state.shows_contacts(),
            shown.contains(&state.as_str()),
            "{state:?}"
        );
        assert!(
            !state.shows_contacts() || state.holds(),
            "shown without acceptance: {state:?}"
        );
    }
}

#[test]
fn names_on_the_wire_are_those_of_the_database_and_of_serde() {
    for state in MatchState::ALL {
        assert_eq!(MatchState::from_name(state.as_str()), Some(state));
        assert_eq!(serde_json::to_value(state).unwrap(), state.as_str());
    }
    for state in ReviewState::ALL {
        assert_eq!(ReviewState::from_name(state.as_str()), Some(state));
        assert_eq!(serde_json::to_value(state).unwrap(), state.as_str());
    }
    for side in SIDES {
        assert_eq!(Side::from_name(side.as_str()), Some(side));
        assert_eq!(serde_json::to_value(side).unwrap(), side.as_str());
    }
}

#[test]
fn a_live_need_is_what_is_promised_and_what_waits() {
    for (quantity, served, waiting, expected) in [
        (3, 0, 0, NeedState::Open),
        (3, 0, 1, NeedState::Proposed),
        (3, 1, 0, NeedState::PartlyServed),
        (3, 2, 5, NeedState::PartlyServed),
        (3, 3, 0, NeedState::Served),
        (3, 3, 2, NeedState::Served),
        (1, 1, 0, NeedState::Served),
    ] {
        assert_eq!(
            need_state(quantity, served, waiting),
            expected,
            "{quantity} {served} {waiting}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn no_walk_reaches_approved_unless_a_moderator_approved_on_it(
        actions in prop::collection::vec(prop::sample::select(REVIEW_ACTIONS.to_vec()), 0..60),
    ) {
        let mut state = ReviewState::Draft;
        // Approvals since the last step that hides: without one, nothing may be approved.
        let (mut approved_since_edit, mut stopped) = (false, false);
        for action in actions {
            let Ok(next) = state.after(action) else { continue };
            match action {
                ReviewAction::Approve => approved_since_edit = true,
                ReviewAction::HidingEdit => approved_since_edit = false,
                ReviewAction::Suspend => stopped = true,
                ReviewAction::Reinstate => stopped = false,
                _ => {}
            }
            if next == ReviewState::Approved {
                prop_assert!(approved_since_edit, "{state:?} {action:?}");
                prop_assert!(!stopped, "a stop is lifted by a moderator only: {state:?} {action:?}");
            }
            state = next;
        }
    }
}
