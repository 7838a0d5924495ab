//! The same decision on many items, over REST: each by itself, and approvals only of what was gone through before.

#![cfg(test)]

use jiff::SignedDuration;
use punte_tests::{Answer, TestApp, Who, housing_offer, job, service, with};
use serde_json::{Value, json};

/// An item, and the version of the offer that waits in it.
type Named = (String, String);

/// Calls every hint about a claimed item no problem.
async fn settle(app: &TestApp, by: &Who, id: &str) {
    let read = app.get(format!("/review/items/{id}")).by(by);
    let read = read.expect(200).await;
    for hint in read.at("/item/hints").as_array().unwrap() {
        app.put(format!("/review/items/{id}/dismissals"))
            .by(by)
            .json(&json!({ "mark": hint["mark"], "dismissed": true }))
            .expect(200)
            .await;
    }
}

async fn keep(app: &TestApp, by: &Who, (id, revision): &Named, checklist: &Value) -> Answer {
    app.put(format!("/review/items/{id}/answers"))
        .by(by)
        .json(&json!({ "revision_id": revision, "checklist": checklist }))
        .send()
        .await
}

/// Takes an item, keeps a yes to every point, calls its hints no problem, and gives it back.
async fn go_through(app: &TestApp, by: &Who, named: &Named) {
    app.claim(by, &named.0).await.expect(200);
    settle(app, by, &named.0).await;
    let yes = app.checked(by, &named.0).await;
    keep(app, by, named, &yes).await.expect(200);
    app.delete(format!("/review/items/{}/claim", named.0))
        .by(by)
        .expect(204)
        .await;
}

fn body(items: &[&Named], decision: &str, reason: &str) -> Value {
    let items: Vec<Value> = items
        .iter()
        .map(|(id, revision)| json!({ "item_id": id, "revision_id": revision }))
        .collect();
    json!({ "items": items, "decision": decision, "reason_code": reason })
}

fn approve(items: &[&Named]) -> Value {
    body(items, "approve", "checklist_complete")
}

async fn send(app: &TestApp, by: &Who, body: &Value) -> Answer {
    app.post("/review/decisions").by(by).json(body).send().await
}

/// What became of each: the state of the item, or the status and the code of the problem.
fn outcomes(answer: &Answer) -> Vec<String> {
    let of = |outcome: &Value| match outcome["problem"].as_object() {
        None => outcome["item"]["state"].as_str().unwrap().to_owned(),
        Some(problem) => format!(
            "{} {}",
            problem["status"],
            problem["code"].as_str().unwrap()
        ),
    };
    answer.items().iter().map(of).collect()
}

const DECIDED: &str = "select count(*) from audit_event where action = 'review_decided'";
const CLAIMED: &str = "select count(*) from audit_event where action = 'review_claimed'";

#[tokio::test]
async fn what_was_gone_through_is_approved_together_and_everything_else_is_named_with_why() {
    let app = TestApp::spawn().await;
    let [one, two, ..] = app.cast.moderators.as_slice() else {
        unreachable!()
    };
    let ngo = app.provider(0, "ngo", 2).await;
    let host = app.provider(1, "volunteer", 3).await;
    let mut offers = Vec::new();
    for _ in 0..4 {
        offers.push(app.submitted(&ngo, &service(&ngo.id)).await);
    }
    offers.push(app.submitted(&host, &housing_offer(&host.id)).await);
    app.note_hints().await;
    let mut named = Vec::new();
    for offer in &offers {
        named.push(app.open_item(one, offer).await);
    }
    let [ready, unread, hinted, held, home] = named.as_slice() else {
        unreachable!()
    };
    for gone_through in [ready, held, home] {
        go_through(&app, one, gone_through).await;
    }
    // Its hints were looked at, and its checklist was not.
    app.claim(one, &unread.0).await.expect(200);
    settle(&app, one, &unread.0).await;
    // And the other way round.
    app.claim(one, &hinted.0).await.expect(200);
    let yes = app.checked(one, &hinted.0).await;
    keep(&app, one, hinted, &yes).await.expect(200);
    app.claim(two, &held.0).await.expect(200);
    let unknown = (uuid::Uuid::from_u128(7).to_string(), ready.1.clone());
    let claims = app.count(CLAIMED).await;
    let all = [ready, unread, hinted, held, home, &unknown];
    let done = send(&app, one, &approve(&all)).await.expect(200);
    assert_eq!(
        outcomes(&done),
        [
            "decided",
            "409 checks-open",
            "409 hints-open",
            "409 claimed-by-other",
            "open",
            "404 not-found"
        ]
    );
    assert_eq!(done.items()[4]["item"]["approvals"], 1, "one of two");
    assert_eq!(app.count(DECIDED).await, 2, "one line each");
    assert_eq!(
        app.count(CLAIMED).await - claims,
        2,
        "what is left out is not taken"
    );
    assert!(app.is_public(&offers[0]).await);
    assert!(!app.is_public(&offers[4]).await);
    assert_eq!(
        app.count("select count(*) from review_check k join review_decision d on d.id = k.decision_id where k.result = 'yes' and d.together")
            .await,
        i64::try_from(
            app.checked(one, &ready.0).await.as_object().unwrap().len()
                + app.checked(one, &home.0).await.as_object().unwrap().len()
        )
        .unwrap(),
        "the answers are written down with the decisions"
    );
    // Whoever approved it is not the second one; the second goes through it themselves.
    let again = send(&app, one, &approve(&[home])).await.expect(200);
    assert_eq!(outcomes(&again), ["409 already-decided"]);
    let early = send(&app, two, &approve(&[home])).await.expect(200);
    assert_eq!(outcomes(&early), ["409 checks-open"]);
    go_through(&app, two, home).await;
    let second = send(&app, two, &approve(&[home])).await.expect(200);
    assert_eq!(outcomes(&second), ["decided"]);
    assert!(app.is_public(&offers[4]).await);
    // Each is taken back by itself.
    app.post(format!("/review/items/{}/undo", ready.0))
        .by(one)
        .expect(200)
        .await;
    assert!(!app.is_public(&offers[0]).await);
    assert!(app.is_public(&offers[4]).await);
}

#[tokio::test]
async fn what_is_left_out_is_there_for_the_next_one_at_once() {
    let app = TestApp::spawn().await;
    let [one, two, ..] = app.cast.moderators.as_slice() else {
        unreachable!()
    };
    let ngo = app.provider(0, "ngo", 2).await;
    let offer = app.submitted(&ngo, &service(&ngo.id)).await;
    app.note_hints().await;
    let named = app.open_item(one, &offer).await;
    let left_out = send(&app, one, &approve(&[&named])).await.expect(200);
    assert_eq!(outcomes(&left_out), ["409 checks-open"]);
    app.claim(two, &named.0).await.expect(200);
}

#[tokio::test]
async fn until_hints_were_looked_for_nothing_is_approved_together() {
    let app = TestApp::spawn().await;
    let one = app.as_moderator();
    let ngo = app.provider(0, "ngo", 2).await;
    let offer = app.submitted(&ngo, &job(&ngo.id)).await;
    let named = app.open_item(one, &offer).await;
    go_through(&app, one, &named).await;
    let early = send(&app, one, &approve(&[&named])).await.expect(200);
    assert_eq!(outcomes(&early), ["409 hints-open"]);
    app.note_hints().await;
    let done = send(&app, one, &approve(&[&named])).await.expect(200);
    assert_eq!(outcomes(&done), ["decided"]);
}

#[tokio::test]
async fn kept_answers_are_ones_own_of_one_version_and_count_for_a_day() {
    let app = TestApp::spawn().await;
    let [one, two, three] = app.cast.moderators.as_slice() else {
        unreachable!()
    };
    let ngo = app.provider(0, "ngo", 2).await;
    sqlx::query("insert into provider_member values ($1::uuid, $2, 'member')")
        .bind(&ngo.id)
        .bind(three.account.0)
        .execute(&mut app.superuser().await)
        .await
        .unwrap();
    let offer = app.submitted(&ngo, &service(&ngo.id)).await;
    app.note_hints().await;
    let named = app.open_item(one, &offer).await;
    let yes = app.checked(one, &named.0).await;
    // As deciding does, it takes the lease and the version that was looked at.
    keep(&app, one, &named, &yes)
        .await
        .problem(409, "lease-lost");
    app.claim(one, &named.0).await.expect(200);
    keep(&app, two, &named, &yes)
        .await
        .problem(409, "lease-lost");
    keep(&app, three, &named, &yes)
        .await
        .problem(409, "own-offer");
    let wrong = (named.0.clone(), uuid::Uuid::from_u128(7).to_string());
    keep(&app, one, &wrong, &yes)
        .await
        .problem(412, "stale-version");
    keep(&app, one, &named, &json!({ "zebra": "yes" }))
        .await
        .fields(422, &["/checklist/zebra unknown-field"]);
    let kept = async |who: &Who, id: &str| {
        let read = app.get(format!("/review/items/{id}")).by(who);
        read.expect(200).await.at("/kept_answers").clone()
    };
    let doubt = with(yes.clone(), "/text_is_clear", "no");
    let view = keep(&app, one, &named, &doubt).await.expect(200);
    assert_eq!(view.at("/kept_answers"), &doubt);
    assert_eq!(kept(one, &named.0).await, doubt);
    assert_eq!(kept(two, &named.0).await, json!({}), "nobody else's");
    let refused = send(&app, one, &approve(&[&named])).await.expect(200);
    assert_eq!(outcomes(&refused), ["409 checks-open"], "a no is no yes");
    keep(&app, one, &named, &yes).await.expect(200);
    app.advance(SignedDuration::from_hours(24));
    app.note_hints().await;
    let late = send(&app, one, &approve(&[&named])).await.expect(200);
    assert_eq!(outcomes(&late), ["409 checks-open"], "a day later");
    assert_eq!(kept(one, &named.0).await, json!({}));
    let rows = "select count(*) from kept_answers";
    assert_eq!(app.count(rows).await, 1);
    let cases = app.use_cases().await;
    assert_eq!(cases.forget_kept_answers().await.unwrap(), 1);
    assert_eq!(app.count(rows).await, 0);
    // A new version begins anew, and nothing of the old one is decided.
    go_through(&app, one, &named).await;
    let version = app.offer(&ngo, &offer).await.version();
    app.patch(format!("/offers/{offer}"))
        .by(&ngo.member)
        .if_match(version)
        .json(&json!({ "content": { "title": "Consultanță în fiecare zi" } }))
        .expect(200)
        .await;
    app.note_hints().await;
    let newer = app.open_item(one, &offer).await;
    let mixed = (newer.0.clone(), named.1.clone());
    let both = send(&app, one, &approve(&[&named, &mixed])).await;
    assert_eq!(
        outcomes(&both.expect(200)),
        ["412 stale-version", "412 stale-version"]
    );
    let newest = send(&app, one, &approve(&[&newer])).await.expect(200);
    assert_eq!(outcomes(&newest), ["409 checks-open"]);
    assert_eq!(app.count(DECIDED).await, 0);
    // Deciding by oneself uses them up; and nothing answered is nothing kept.
    app.claim(one, &newer.0).await.expect(200);
    keep(&app, one, &newer, &yes).await.expect(200);
    keep(&app, one, &newer, &json!({})).await.expect(200);
    assert_eq!(kept(one, &newer.0).await, json!({}));
    keep(&app, one, &newer, &yes).await.expect(200);
    app.decide(one, &newer.0, "approve", &newer.1)
        .await
        .expect(201);
    assert_eq!(kept(one, &newer.0).await, json!({}));
}

#[tokio::test]
async fn a_key_decides_once_and_goes_with_one_choice_of_items() {
    let app = TestApp::spawn().await;
    let one = app.as_moderator();
    let ngo = app.provider(0, "ngo", 2).await;
    let mut named = Vec::new();
    for _ in 0..3 {
        let offer = app.submitted(&ngo, &service(&ngo.id)).await;
        named.push(app.open_item(one, &offer).await);
    }
    let keyed = async |body: &Value| {
        let call = app.post("/review/decisions").by(one).json(body);
        call.key("decide-on-these-only-once").send().await
    };
    let two = body(&[&named[0], &named[1]], "reject", "duplicate");
    let first = keyed(&two).await.expect(200);
    assert_eq!(outcomes(&first), ["decided", "decided"]);
    let again = keyed(&two).await.expect(200);
    assert_eq!(again.body, first.body);
    let third = body(&[&named[2]], "reject", "duplicate");
    keyed(&third).await.problem(422, "key-reused");
    assert_eq!(app.count(DECIDED).await, 2);
    // Without a key they are decided already.
    let once_more = send(&app, one, &two).await.expect(200);
    assert_eq!(
        outcomes(&once_more),
        ["409 illegal-state", "409 illegal-state"]
    );
    // The whole is refused before any item is looked at.
    let none = json!({ "items": [], "decision": "reject", "reason_code": "duplicate" });
    send(&app, one, &none).await.fields(422, &["/items length"]);
    let twice = body(&[&named[2], &named[2]], "reject", "duplicate");
    send(&app, one, &twice)
        .await
        .fields(422, &["/items/1 duplicate"]);
    let unfit = body(&[&named[2]], "approve", "duplicate");
    send(&app, one, &unfit)
        .await
        .fields(422, &["/reason_code not-for-this-decision"]);
    send(&app, &ngo.member, &third).await.expect(403);
    assert_eq!(app.count(DECIDED).await, 2);
}

#[tokio::test]
async fn the_database_approves_nothing_together_that_was_not_gone_through() {
    let app = TestApp::spawn().await;
    let one = app.as_moderator();
    let ngo = app.provider(0, "ngo", 2).await;
    let offer = app.submitted(&ngo, &service(&ngo.id)).await;
    let named = app.open_item(one, &offer).await;
    let refused = async |statement: &'static str| {
        let done = sqlx::query(statement)
            .bind(one.account.0)
            .execute(&mut app.app_rw().await)
            .await;
        let error = done.expect_err(statement);
        let error = error.as_database_error().unwrap();
        error.constraint().unwrap_or("none").to_owned()
    };
    let keeping = "insert into kept_answers (revision_id, moderator_id, checklist_key, checklist_version, answers, kept_at)
        select i.revision_id, $1, c.key, c.version, '{}', app_now() from review_item i, checklist c
        where c.key = 'service-institution' order by c.version desc limit 1";
    assert_eq!(refused(keeping).await, "kept_answers_lease_check");
    app.claim(one, &named.0).await.expect(200);
    let approving = "insert into review_decision (id, review_item_id, revision_id, moderator_id, decision, reason_code, checklist_key,
            checklist_version, created_at, together)
        select gen_random_uuid(), i.id, i.revision_id, $1, 'approve', 'checklist_complete', c.key, c.version, app_now(), true
        from review_item i, checklist c where c.key = 'service-institution' order by c.version desc limit 1";
    let wall = "review_decision_together_check";
    assert_eq!(refused(approving).await, wall, "nobody looked for hints");
    app.note_hints().await;
    assert_eq!(refused(approving).await, wall, "nothing was kept");
    let yes = app.checked(one, &named.0).await;
    keep(&app, one, &named, &yes).await.expect(200);
    // What is left is the checklist itself, of which no answer is written down.
    assert_eq!(refused(approving).await, "review_decision_checked_check");
    let mut db = app.superuser().await;
    sqlx::query("update hint_reading set hints = '[{\"hint\": {\"code\": \"many-offers\", \"offers\": 7}, \"marks\": [\"new\"]}]'")
        .execute(&mut db)
        .await
        .unwrap();
    assert_eq!(refused(approving).await, wall, "a hint is open");
}

#[tokio::test]
async fn what_was_taken_and_could_not_be_approved_is_given_back_at_once() {
    let app = TestApp::spawn().await;
    let [one, two, ..] = app.cast.moderators.as_slice() else {
        unreachable!()
    };
    let ngo = app.provider(0, "ngo", 2).await;
    let offer = app.submitted(&ngo, &service(&ngo.id)).await;
    app.note_hints().await;
    let named = app.open_item(one, &offer).await;
    go_through(&app, one, &named).await;
    // By now nobody knows any more who they are.
    for kind in ["criminal_record", "identity_document"] {
        let evidence = app.evidence(&ngo, kind).await;
        app.post(format!("/evidence/{evidence}/withdrawal"))
            .by(one)
            .json(&json!({ "reason": "mistaken" }))
            .expect(201)
            .await;
    }
    let left_out = send(&app, one, &approve(&[&named])).await.expect(200);
    assert_eq!(outcomes(&left_out), ["409 vetting-too-low"]);
    app.claim(two, &named.0).await.expect(200);
}
