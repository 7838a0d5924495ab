//! What a moderator called no problem stays so until more is found.

use jiff::SignedDuration;
use punte_tests::{TestApp, job, service, with};
use serde_json::{Value, json};

use super::{hints, item_of, part};
use crate::pages::desk::edit;

/// Has a moderator call everything no problem that is found about the open item of an offer.
async fn settle(app: &TestApp, offer: &str) {
    app.note_hints().await;
    let item = item_of(app, offer).await;
    let id = item["id"].as_str().unwrap();
    app.claim(app.as_moderator(), id).await.expect(200);
    for hint in item["hints"].as_array().unwrap() {
        app.put(format!("/review/items/{id}/dismissals"))
            .by(app.as_moderator())
            .json(&json!({ "mark": hint["mark"], "dismissed": true }))
            .expect(200)
            .await;
    }
}

/// Whether an offer has an open hint, once it was read again.
async fn is_risky(app: &TestApp, offer: &str) -> bool {
    app.advance(SignedDuration::from_mins(16));
    app.note_hints().await;
    part(app, "risky").await.iter().any(|risky| risky == offer)
}

#[tokio::test]
async fn a_phrase_stays_settled_where_a_word_is_put_before_it_and_not_in_another_field() {
    let app = TestApp::spawn().await;
    let host = app.provider(0, "ngo", 1).await;
    let written = |description: &str| {
        let body = with(job(&host.id), "/content/language", "uk");
        with(body, "/content/description", description)
    };
    let offer = app
        .submitted(&host, &written("Робота для молодої дівчини."))
        .await;
    assert!(is_risky(&app, &offer).await);
    settle(&app, &offer).await;
    assert!(!is_risky(&app, &offer).await);
    let start = async || hints(&app, &offer).await[0]["quotes"][0]["start"].clone();
    let before = start().await;
    let say = async |field: &str, text: &str| {
        let patch = json!({ "content": { field: text } });
        edit(&app, &host, &offer, &patch).await;
    };
    say("description", "Чиста робота для молодої дівчини.").await;
    assert_ne!(start().await, before, "it stands elsewhere");
    assert!(!is_risky(&app, &offer).await);
    say("title", "Пекарня: для молодої дівчини").await;
    assert!(is_risky(&app, &offer).await, "in the title as well");
    settle(&app, &offer).await;
    assert!(!is_risky(&app, &offer).await);
    // Less of it is settled, too, and all of it again.
    say("title", "Пекарня").await;
    assert!(!is_risky(&app, &offer).await);
    say(
        "description",
        "Робота для молодої дівчини, документи залишаєте в мене.",
    )
    .await;
    assert!(is_risky(&app, &offer).await, "something else is found");
}

#[tokio::test]
async fn a_list_of_other_offers_stays_settled_where_it_shrinks_and_not_where_it_turns_over() {
    let app = TestApp::spawn().await;
    let host = app.provider(0, "ngo", 1).await;
    let offer = app.submitted(&host, &job(&host.id)).await;
    let mut others = Vec::new();
    for person in 1..=3 {
        let other = app.provider(person, "ngo", 1).await;
        let advice = app.submitted(&other, &service(&other.id)).await;
        others.push((other, advice));
    }
    let withdrawn = async |n: usize| {
        let (other, advice): &(_, String) = &others[n];
        app.step(other, advice, "withdraw").await.expect(200);
    };
    let shared = |ids: &[usize]| -> Vec<Value> {
        let ids: Vec<&String> = ids.iter().map(|n| &others[*n].1).collect();
        vec![json!({ "code": "same-contact", "offer_ids": ids })]
    };
    assert!(is_risky(&app, &offer).await);
    assert_eq!(
        hints(&app, &offer).await,
        shared(&[2, 1, 0]),
        "the newest first"
    );
    settle(&app, &offer).await;
    withdrawn(1).await;
    assert!(!is_risky(&app, &offer).await);
    assert_eq!(hints(&app, &offer).await, shared(&[2, 0]));
    // One goes and another one comes: as many as there were.
    withdrawn(0).await;
    let last = app.submitted(&others[0].0, &service(&others[0].0.id)).await;
    assert!(is_risky(&app, &offer).await);
    let turned = json!([last, others[2].1]);
    assert_eq!(hints(&app, &offer).await[0]["offer_ids"], turned);
    // What it was called no problem for before need not be said again.
    app.step(&others[0].0, &last, "withdraw").await.expect(200);
    assert!(!is_risky(&app, &offer).await);
}
