//! Moderators who empty one queue at the same time: nothing is decided twice, and nothing is lost. `PUNTE_MODERATORS=100 PUNTE_ITEMS=1000`
//! is the size of a release.

#![cfg(test)]

use std::{collections::BTreeMap, sync::Arc};

use punte_tests::{TestApp, Who, service};
use serde_json::Value;
use tokio::task::JoinSet;
use uuid::Uuid;

use crate::sizes::size;

/// What came of the requests of a moderator.
#[derive(Default)]
struct Work {
    /// Items that the server said it had decided.
    decided: Vec<String>,
    /// How often somebody else was faster.
    late: usize,
}

/// The open items of a page of the queue, with the revision of each.
async fn open_items(app: &TestApp, who: &Who) -> Vec<(String, String)> {
    let page = app.get("/review/items?limit=50").by(who).expect(200).await;
    let text = |item: &Value, field: &str| item[field].as_str().unwrap().to_owned();
    let items = page.items().iter();
    items
        .map(|item| (text(item, "id"), text(item, "revision_id")))
        .collect()
}

/// Takes item after item until there is none. Every fifth decision is tried without a claim, one
/// on what somebody else holds as often as that happens, and every seventh is sent twice at once.
async fn empties(app: &TestApp, who: &Who, number: usize) -> Work {
    let mut work = Work::default();
    let mut tries = number;
    loop {
        let open = open_items(app, who).await;
        if open.is_empty() {
            return work;
        }
        tries += 1;
        let claims = !tries.is_multiple_of(5);
        // They do not all reach for the same one, but often enough.
        let (item, revision) = &open[tries * 7 % open.len().min(5)];
        if claims {
            let claimed = app.claim(who, item).await;
            match claimed.status {
                200 => {}
                // Claimed by somebody else, or decided meanwhile.
                404 | 409 => {
                    work.late += 1;
                    // While somebody else holds it, it is not decided.
                    let answer = app.decide(who, item, "reject", revision).await;
                    assert_ne!(answer.status, 201, "decided in somebody else's hands");
                    continue;
                }
                other => panic!("{other}: {}", claimed.text),
            }
        }
        let reject = || app.decide(who, item, "reject", revision);
        let answers = if tries.is_multiple_of(7) {
            let (one, two) = tokio::join!(reject(), reject());
            vec![one, two]
        } else {
            vec![reject().await]
        };
        for answer in answers {
            match answer.status {
                201 if !claims => panic!("decided without a claim: {item}"),
                201 => work.decided.push(item.clone()),
                404 | 409 | 412 => work.late += 1,
                other => panic!("{other}: {}", answer.text),
            }
        }
    }
}

#[tokio::test]
async fn a_queue_that_many_empty_at_once_is_decided_once_item_by_item() {
    let (moderators, items) = (size("PUNTE_MODERATORS", 8), size("PUNTE_ITEMS", 48));
    let app = Arc::new(TestApp::spawn().await);
    let provider = app.provider(0, "ngo", 1).await;
    for _ in 0..items {
        app.submitted(&provider, &service(&provider.id)).await;
    }
    let mut people = app.cast.moderators.clone();
    for number in people.len()..moderators {
        let who = app.sign_up(&format!("many{number}@example.org")).await;
        app.make_staff(&who, "moderator").await;
        who.fresh_token(&app).await;
        people.push(who);
    }
    let mut tasks = JoinSet::new();
    for (number, who) in people.into_iter().enumerate() {
        let app = Arc::clone(&app);
        tasks.spawn(async move { empties(&app, &who, number).await });
    }
    let work = tasks.join_all().await;
    let late: usize = work.iter().map(|w| w.late).sum();
    let mut decided: BTreeMap<String, usize> = BTreeMap::new();
    for item in work.into_iter().flat_map(|w| w.decided) {
        *decided.entry(item).or_default() += 1;
    }
    println!(
        "claims: {moderators} moderators decided {items} items; {late} times somebody was faster"
    );
    assert!(
        late > 0,
        "they were never in each other's way: nothing was tried"
    );
    assert!(decided.values().all(|times| *times == 1), "{decided:?}");
    let all = i64::try_from(items).unwrap();
    assert_eq!(i64::try_from(decided.len()).unwrap(), all, "none is lost");
    // The database and the log say the same.
    for (what, counted) in [
        ("decisions", "select count(*) from review_decision"),
        (
            "items decided",
            "select count(distinct review_item_id) from review_decision",
        ),
        (
            "lines of the log",
            "select count(*) from audit_event where action = 'review_decided'",
        ),
        (
            "offers",
            "select count(*) from offer where review = 'rejected'",
        ),
    ] {
        assert_eq!(app.count(counted).await, all, "{what}");
    }
    let by_whom: Vec<(Uuid, Uuid)> = sqlx::query_as(
        "select d.moderator_id, e.actor_id from review_decision d
         join audit_event e on e.action = 'review_decided' and e.subject_id = d.review_item_id",
    )
    .fetch_all(&mut app.superuser().await)
    .await
    .unwrap();
    assert!(by_whom.iter().all(|(moderator, actor)| moderator == actor));
}
