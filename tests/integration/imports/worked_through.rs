//! Lists of real facilities, worked through to the end of the queue by two moderators.

use std::collections::{BTreeMap, BTreeSet};

use futures_util::future::join_all;
use jiff::SignedDuration;
use punte_tests::{Operator, TestApp, Who};
use serde_json::{Value, json};

use super::command::{CENTRES, HOSPITALS, datasets, import_real};

/// So many items are in work at once.
const AT_ONCE: usize = 8;

/// The reason to refuse an item; none if it is to be approved.
type Verdict = Option<&'static str>;

/// All items of a list, page by page.
async fn all(app: &TestApp, path: &str, by: Option<&Who>) -> Vec<Value> {
    let mut items = Vec::new();
    let mut cursor = String::new();
    loop {
        let call = app.get(format!("{path}?limit=100{cursor}"));
        let call = match by {
            Some(who) => call.by(who),
            None => call,
        };
        let page = call.expect(200).await;
        items.extend(page.items().iter().cloned());
        match page.body["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return items,
        }
    }
}

fn text(value: &Value, field: &str) -> String {
    value[field].as_str().unwrap().to_owned()
}

/// What moderators make of what they are told: a point in another town is a wrong place, and of several with one point or one address
/// the first is enough.
fn verdict(item: &Value, seen: &BTreeSet<String>) -> Verdict {
    let hints = item["hints"].as_array().unwrap();
    let hints: Vec<&Value> = hints.iter().map(|told| &told["hint"]).collect();
    if hints.iter().any(|hint| hint["code"] == "far-from-place") {
        return Some("wrong_place");
    }
    let repeated = hints
        .iter()
        .filter(|hint| hint["code"] == "repeated-point" || hint["code"] == "repeated-address")
        .filter_map(|hint| hint["offer_ids"].as_array())
        .flatten()
        .any(|offer| offer.as_str().is_some_and(|offer| seen.contains(offer)));
    repeated.then_some("duplicate")
}

/// Answers a checklist: yes to what has to be so, and to what the list itself says; what only somebody who goes there would know stays
/// open. In the wrong place there is no such address.
fn answers(detail: &Value, verdict: Verdict) -> Value {
    let points = detail["checklist"]["items"].as_array().unwrap();
    let answered = points.iter().map(|point| {
        let key = text(point, "key");
        let listed = ["register", "offer"]
            .iter()
            .any(|e| point["evidence"] == *e);
        let answer = if verdict == Some("wrong_place") && key == "address_exists" {
            "no"
        } else if point["required"] == true || listed {
            "yes"
        } else {
            "unknown"
        };
        (key, json!(answer))
    });
    Value::Object(answered.collect())
}

/// Takes an item and decides on it.
async fn work(app: &TestApp, who: &Who, item: &Value, verdict: Verdict) {
    let id = text(item, "id");
    let taken = app.claim(who, &id).await.expect(200);
    let decided = app
        .post(format!("/review/items/{id}/decisions"))
        .by(who)
        .json(&json!({
            "decision": if verdict.is_some() { "reject" } else { "approve" },
            "reason_code": verdict.unwrap_or("checklist_complete"),
            "revision_id": item["revision_id"],
            "checklist": answers(&taken.body, verdict),
        }))
        .expect(201)
        .await;
    assert_eq!(decided.text_at("/state"), "decided");
}

#[tokio::test]
async fn two_moderators_work_the_real_hospitals_and_collection_centres_through_to_the_last() {
    let Some(folder) = datasets() else { return };
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "authority", 2).await;
    let operator = Operator::of(&app);
    for (list, mapping) in [HOSPITALS, CENTRES] {
        import_real(&operator, &folder, &provider.id, list, mapping);
    }
    app.note_hints().await;
    app.advance(SignedDuration::from_hours(3));
    let [one, two, ..] = app.cast.moderators.as_slice() else {
        unreachable!()
    };
    let queue = all(&app, "/review/items", Some(one)).await;
    // 179 hospitals and 133 centres, of which one is there twice.
    assert_eq!(queue.len(), 311);

    let mut seen = BTreeSet::new();
    let mut reasons = BTreeMap::<&str, i64>::new();
    let mut approved = BTreeSet::new();
    let mut todo = Vec::new();
    for item in &queue {
        let verdict = verdict(item, &seen);
        *reasons
            .entry(verdict.unwrap_or("checklist_complete"))
            .or_default() += 1;
        let offer = text(item, "offer_id");
        if verdict.is_none() {
            approved.insert(offer.clone());
        }
        seen.insert(offer);
        todo.push((item, verdict));
    }
    assert_eq!(reasons["wrong_place"], 11, "{reasons:?}");
    assert!(reasons["duplicate"] > 0, "{reasons:?}");
    for who in [one, two] {
        who.fresh_token(&app).await;
    }
    join_all((0..AT_ONCE).map(|hand| {
        let (app, todo) = (&app, &todo);
        async move {
            let who = if hand % 2 == 0 { one } else { two };
            for (item, verdict) in todo.iter().skip(hand).step_by(AT_ONCE) {
                work(app, who, item, *verdict).await;
            }
        }
    }))
    .await;
    println!("imports: 311 real facilities worked through: {reasons:?}");

    // Nothing waits, and what was decided is not decided again.
    for who in [one, two] {
        assert!(all(&app, "/review/items", Some(who)).await.is_empty());
    }
    let (item, _) = todo[0];
    let (id, revision) = (text(item, "id"), text(item, "revision_id"));
    app.claim(two, &id).await.problem(409, "illegal-state");
    app.decide(two, &id, "reject", &revision)
        .await
        .problem(409, "illegal-state");

    // Everybody sees what was approved, and nothing else.
    let public = all(&app, "/public/offers", None).await;
    let shown: BTreeSet<String> = public.iter().map(|offer| text(offer, "id")).collect();
    assert_eq!(public.len(), shown.len());
    assert_eq!(shown, approved);

    let figures = app
        .get("/review/figures?days=366")
        .by(one)
        .expect(200)
        .await;
    let figures = &figures.body;
    let rows = figures["decisions"].as_array().unwrap();
    let counted: BTreeMap<&str, i64> = rows
        .iter()
        .map(|row| {
            let yes = row["decision"] == "approve";
            assert_eq!(yes, row["reason"] == "checklist_complete", "{row}");
            let reason = row["reason"].as_str().unwrap();
            (reason, row["decisions"].as_i64().unwrap())
        })
        .collect();
    assert_eq!(counted, reasons);
    // The lists were taken over by the machine's clock, and decided on by the test's.
    assert_eq!(figures["first_decision"]["items"], 311);
    assert_eq!(figures["open"], json!([]));
    assert_eq!(
        figures["failed_checks"],
        json!([{ "how": "answer", "item": "address_exists", "checks": 11 }])
    );
    let hands = figures["moderators"].as_array().unwrap();
    let each: i64 = hands.iter().map(|h| h["decisions"].as_i64().unwrap()).sum();
    assert_eq!((hands.len(), each), (2, 311));

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
            "decisions with just their line",
            "select count(*) from review_decision d where 1 = (
                 select count(*) from audit_event e where e.action = 'review_decided' and e.subject_id = d.review_item_id
                     and e.actor_id = d.moderator_id and e.data ->> 'reason' = d.reason_code)",
        ),
    ] {
        assert_eq!(app.count(counted).await, 311, "{what}");
    }
}
