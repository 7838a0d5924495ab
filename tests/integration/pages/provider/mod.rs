//! The provider's area.

#![cfg(test)]

mod answers;
mod forms;
mod members;
mod nights;
mod offers;
mod profile;
mod rounds;
mod slow;

use punte_tests::{Browser, Filled, Sight, TestApp};
use serde_json::{Value, json};

/// A browser of a person of the cast, signed in.
async fn browser(app: &TestApp, person: usize) -> Browser<'_> {
    let mut browser = Browser::new(app);
    let page = browser
        .sign_in(&format!("person{person}@example.org"))
        .await;
    assert_eq!(page.status, 200);
    browser
}

/// Opens a page that must be there.
async fn open(browser: &mut Browser<'_>, address: &str) -> Sight {
    let page = browser.open(address).await;
    assert_eq!(page.status, 200, "{address}");
    page
}

/// A form with these answers.
fn filled(form: Filled, answers: &[(&str, &str)]) -> Filled {
    answers
        .iter()
        .fold(form, |form, (name, value)| form.with(name, value))
}

/// The id at the end of an address.
fn last(address: &str) -> String {
    address.rsplit('/').next().unwrap().to_owned()
}

/// The fields with an error beside them.
fn wrong(page: &Sight) -> Vec<String> {
    let mut ids: Vec<String> = page
        .attributes(".err[id]", "id")
        .iter()
        .map(|id| id.trim_end_matches("-e").to_owned())
        .collect();
    ids.sort();
    // Whatever is wrong is in the summary, and every link there leads to a field that says what, or asks which of several is meant.
    let links = page.attributes("#errors a", "href");
    for id in &ids {
        assert!(links.contains(&format!("#{id}")), "{links:?} {ids:?}");
    }
    for link in links {
        let asks = page.attributes(&format!("input[name={}-id]", &link[1..]), "type");
        let is_wrong = ids.iter().any(|id| *id == link[1..]);
        assert!(is_wrong || asks.contains(&"radio".to_owned()), "{link}");
        assert!(
            page.html.contains(&format!("id=\"{}\"", &link[1..])),
            "{link}"
        );
    }
    ids
}

/// Decides on the newest version of an offer, with words.
async fn asks_for_changes(app: &TestApp, offer: &str, note: &str, fields: &Value) {
    let moderator = app.as_moderator();
    let item = app.queue_item(moderator, offer).await.unwrap();
    let id = item["id"].as_str().unwrap();
    app.claim(moderator, id).await.expect(200);
    app.post(format!("/review/items/{id}/decisions"))
        .by(moderator)
        .json(&json!({
            "decision": "request_changes", "reason_code": "missing_fact", "revision_id": item["revision_id"],
            "note": note, "fields": fields,
        }))
        .expect(201)
        .await;
}
