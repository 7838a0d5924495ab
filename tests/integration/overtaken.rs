//! Deciding on a version that its provider wrote anew meanwhile: what changed is said, and nothing that a moderator does not see.

#![cfg(test)]

use punte_tests::{Answer, TestApp, housing_offer, service};
use serde_json::{Value, json};

use crate::pages::desk::{approved, decision_form, edit, moderator, take};

/// The changes of an answer, as `field was now`.
fn changes(answer: &Answer) -> Vec<String> {
    let changes = answer.at("/changes").as_array().unwrap().iter();
    let said = |change: &Value| {
        let field = change["field"].as_str().unwrap();
        format!("{field} {} {}", change["was"], change["now"])
    };
    changes.map(said).collect()
}

#[tokio::test]
async fn every_field_that_changed_is_said_and_of_private_ones_only_that_they_did() {
    let app = TestApp::spawn().await;
    let moderator = app.as_moderator();
    let provider = app.provider(0, "volunteer", 3).await;
    let offer = app.submitted(&provider, &housing_offer(&provider.id)).await;
    let (id, revision) = app.open_item(moderator, &offer).await;
    app.claim(moderator, &id).await.expect(200);
    // Written anew twice: what counts is the newest.
    let first = json!({ "content": { "capacity": 9, "details": { "kitchen": "no" } } });
    edit(&app, &provider, &offer, &first).await;
    let second = json!({
        "content": { "capacity": 5, "details": { "pets": { "max_count": null } } },
        "private": { "address": "strada Nouă 99" },
    });
    edit(&app, &provider, &offer, &second).await;
    let expected = [
        "/capacity 7 5",
        "/details/kitchen \"yes\" \"no\"",
        "/details/pets/max_count 2 null",
        "/private/address null null",
    ];
    let decided = app.decide(moderator, &id, "reject", &revision).await;
    let decided = decided.problem(412, "stale-version");
    assert_eq!(changes(&decided), expected);
    let (newest, newest_revision) = app.open_item(moderator, &offer).await;
    assert_eq!(decided.text_at("/newest_item_id"), newest);
    let body = json!({ "revision_id": revision, "reason_code": "needs_language" });
    let path = format!("/review/items/{id}/escalation");
    let handed_on = app.post(&path).by(moderator).json(&body).send().await;
    let handed_on = handed_on.problem(412, "stale-version");
    assert_eq!(
        changes(&handed_on),
        expected,
        "handing it on is no way around"
    );
    let body = json!({ "revision_id": revision, "checklist": {} });
    let path = format!("/review/items/{id}/answers");
    let kept = app.put(&path).by(moderator).json(&body).send().await;
    let kept = kept.problem(412, "stale-version");
    assert_eq!(changes(&kept), expected, "nor is keeping answers");
    assert!(kept.body.get("newest_item_id").is_some());
    for answer in [&decided, &handed_on, &kept] {
        for private in ["Nouă", "Vasile Lupu", "28.82", "47.38"] {
            assert!(!answer.text.contains(private), "{private}: {}", answer.text);
        }
    }
    assert_eq!(app.count("select count(*) from review_decision").await, 0);
    // Two versions that differ in what is private alone differ, too.
    let third = json!({ "private": { "address": "strada Veche 1" } });
    edit(&app, &provider, &offer, &third).await;
    let again = app
        .decide(moderator, &newest, "reject", &newest_revision)
        .await;
    let again = again.problem(412, "stale-version");
    assert_eq!(changes(&again), ["/private/address null null"]);
}

#[tokio::test]
async fn nobody_is_told_what_changed_who_does_not_decide_on_it_and_nothing_of_other_offers() {
    let app = TestApp::spawn().await;
    let [one, involved, ..] = app.cast.moderators.as_slice() else {
        unreachable!()
    };
    let provider = app.provider(0, "ngo", 2).await;
    sqlx::query("insert into provider_member (provider_id, account_id, role) values ($1::uuid, $2, 'member')")
        .bind(&provider.id)
        .bind(involved.account.0)
        .execute(&mut app.superuser().await)
        .await
        .unwrap();
    let offer = app.submitted(&provider, &service(&provider.id)).await;
    let other = app.submitted(&provider, &service(&provider.id)).await;
    let (id, revision) = app.open_item(one, &offer).await;
    let (_, of_other) = app.open_item(one, &other).await;
    let title = json!({ "content": { "title": "Another thing altogether" } });
    edit(&app, &provider, &offer, &title).await;
    let untold = |answer: &Answer| {
        let told = ["changes", "newest_item_id"].map(|name| answer.body.get(name).is_some());
        assert_eq!(told, [false, false], "{}", answer.text);
    };
    let own = app.decide(involved, &id, "reject", &revision).await;
    untold(&own.problem(409, "own-offer"));
    untold(
        &app.decide(&provider.member, &id, "reject", &revision)
            .await
            .expect(403),
    );
    let (newest, _) = app.open_item(one, &offer).await;
    app.claim(one, &newest).await.expect(200);
    let foreign = app.decide(one, &newest, "reject", &of_other).await;
    untold(&foreign.problem(412, "stale-version"));
    // What is gone, and has no newer version, is gone.
    app.step(&provider, &offer, "withdraw").await.expect(200);
    let gone = app.decide(one, &id, "reject", &revision).await;
    untold(&gone.problem(409, "illegal-state"));
}

#[tokio::test]
async fn the_page_shows_was_and_now_and_goes_on_with_what_was_typed() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "volunteer", 3).await;
    let offer = app.submitted(&provider, &housing_offer(&provider.id)).await;
    let mut browser = moderator(&app, 0).await;
    let page = take(&app, &mut browser, &offer).await;
    let patch = json!({
        "content": { "capacity": 5, "description": "O casă întreagă, luminoasă, aproape de piață." },
        "private": { "address": "strada Nouă 99" },
    });
    edit(&app, &provider, &offer, &patch).await;
    let typed = approved(&page).with("note", "My long words");
    let refused = browser.send(&typed).await;
    assert_eq!(refused.status, 409);
    let inside = |what: &str| format!("[aria-labelledby=since] {what}");
    assert_eq!(refused.texts(&inside(".diff > p")), ["Description", "Beds"]);
    assert_eq!(refused.texts(&inside("del")), ["liniștită,", "7"]);
    assert_eq!(refused.texts(&inside("ins")), ["luminoasă,", "5"]);
    assert_eq!(refused.texts(&inside(".was"))[1], "was7");
    assert_eq!(refused.texts(&inside(".new"))[1], "now5");
    let section = refused.text("[aria-labelledby=since]").unwrap();
    assert!(section.contains("exact address") && !refused.html.contains("strada"));
    let form = decision_form(&refused);
    assert_eq!(form.value("note"), Some("My long words"));
    let points = page.attributes("[data-point] input[value=yes]", "name");
    assert!(points.len() > 2 && points.iter().all(|point| form.value(point) == Some("yes")));
    assert_eq!(form.value("decision"), None, "it is said again");
    assert_eq!(browser.send(&form).await.status, 422);
    assert_eq!(app.count("select count(*) from review_decision").await, 0);
    let done = browser.send(&form.with("decision", "approve")).await;
    assert!(
        done.text(".said").unwrap().contains("One more person"),
        "{}",
        done.html
    );
    // Nothing is left of it where nobody was overtaken.
    let mut second = moderator(&app, 1).await;
    let fresh = take(&app, &mut second, &offer).await;
    assert!(fresh.text("[aria-labelledby=since]").is_none());
}
