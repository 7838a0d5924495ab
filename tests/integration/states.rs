//! The steps of offers and matches are written in core, and again in the database as the wall behind it: they must stay one rule.

use punte_core::{
    booking::{MatchAction, MatchState, Side},
    offer::{Category, ReviewAction, ReviewState},
};
use punte_tests::TestApp;

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

#[tokio::test]
async fn the_database_moves_matches_as_core_does() {
    let app = TestApp::spawn().await;
    let mut db = app.superuser().await;
    for from in MatchState::ALL {
        for to in MatchState::ALL.into_iter().filter(|to| *to != from) {
            let sides = [Side::Refugee, Side::Provider, Side::Moderator, Side::System];
            let in_core = MATCH_ACTIONS.iter().any(|action| {
                sides
                    .iter()
                    .any(|side| from.after(*action, *side) == Ok(to))
            });
            let in_database: bool = sqlx::query_scalar("select match_step($1, $2)")
                .bind(from.as_str())
                .bind(to.as_str())
                .fetch_one(&mut db)
                .await
                .unwrap();
            assert_eq!(in_database, in_core, "{from:?} to {to:?}");
        }
    }
}

#[tokio::test]
async fn the_database_holds_what_was_promised_as_core_does() {
    let app = TestApp::spawn().await;
    let mut db = app.superuser().await;
    for state in MatchState::ALL {
        for category in Category::ALL {
            let in_database: (bool, bool) =
                sqlx::query_as("select match_holds($1), match_keeps_capacity($1, $2)")
                    .bind(state.as_str())
                    .bind(category.as_str())
                    .fetch_one(&mut db)
                    .await
                    .unwrap();
            let in_core = (state.holds(), state.keeps_capacity(category));
            assert_eq!(in_database, in_core, "{state:?} of {category:?}");
        }
    }
}

#[tokio::test]
async fn the_database_moves_offers_as_core_does() {
    let app = TestApp::spawn().await;
    let mut db = app.superuser().await;
    for from in ReviewState::ALL {
        for to in ReviewState::ALL.into_iter().filter(|to| *to != from) {
            let in_core = REVIEW_ACTIONS
                .iter()
                .any(|action| from.after(*action) == Ok(to));
            let in_database: bool = sqlx::query_scalar("select offer_step($1, $2)")
                .bind(from.as_str())
                .bind(to.as_str())
                .fetch_one(&mut db)
                .await
                .unwrap();
            assert_eq!(in_database, in_core, "{from:?} to {to:?}");
        }
    }
}
