//! What a moderator judges an edit by: what differs, what was decided before, and both versions of what is private; over REST as on the page.

#![cfg(test)]

use punte_tests::{Answer, TestApp, housing_offer, ride, service};
use serde_json::{Value, json};

use crate::pages::desk::{decision_form, edit, moderator, take};

/// The changes of an item, as `field was now`.
fn changes(item: &Answer) -> Vec<String> {
    let changes = item.at("/changes").as_array().unwrap().iter();
    let said = |change: &Value| {
        let field = change["field"].as_str().unwrap();
        format!("{field} {} {}", change["was"], change["now"])
    };
    changes.map(said).collect()
}

/// What was decided before, as the number of the version, whether it is that of the item, whose it is, what.
fn earlier(item: &Answer) -> Vec<(i64, bool, bool, String)> {
    let earlier = item.at("/earlier").as_array().unwrap().iter();
    let said = |d: &Value| {
        let is = |name: &str| d[name].as_bool().unwrap();
        let what = d["decision"].as_str().unwrap().to_owned();
        let number = d["number"].as_i64().unwrap();
        (number, is("of_this_version"), is("own"), what)
    };
    earlier.map(said).collect()
}

#[tokio::test]
async fn an_item_tells_what_differs_and_what_was_decided_before() {
    let app = TestApp::spawn().await;
    let (one, two) = (&app.cast.moderators[0], &app.cast.moderators[1]);
    let host = app.provider(0, "volunteer", 3).await;
    let read = async |id: &str| {
        let item = app.get(format!("/review/items/{id}"));
        item.by(one).expect(200).await
    };
    let offer = app.submitted(&host, &housing_offer(&host.id)).await;
    let (id, _) = app.open_item(one, &offer).await;
    let new = read(&id).await;
    assert_eq!(
        (new.at("/changes"), new.at("/earlier")),
        (&json!([]), &json!([]))
    );
    app.approve(&offer).await;

    let patch = json!({
        "content": { "capacity": 5, "details": { "kitchen": "no", "pets": { "max_count": null } } },
        "private": { "address": "strada Nouă 99" },
    });
    edit(&app, &host, &offer, &patch).await;
    let (id, revision) = app.open_item(one, &offer).await;
    let item = read(&id).await;
    let differ = [
        "/capacity 7 5",
        "/details/kitchen \"yes\" \"no\"",
        "/details/pets/max_count 2 null",
        "/private/address null null",
    ];
    assert_eq!(changes(&item), differ);
    for private in ["Nouă", "Vasile Lupu", "28.82"] {
        assert!(!item.text.contains(private), "{private}: {}", item.text);
    }
    let approved = |own| (1, false, own, "approve".to_owned());
    assert_eq!(
        earlier(&item),
        [approved(false), approved(true)],
        "the newest first"
    );
    let answers = item.at("/earlier/0/answers").as_object().unwrap();
    assert!(answers.len() > 2 && answers.values().all(|a| a == "yes"));
    assert!(
        !item
            .at("/earlier")
            .to_string()
            .contains(&two.account.to_string())
    );
    // Taking it tells the same.
    let claimed = app.claim(one, &id).await.expect(200);
    assert_eq!(changes(&claimed), differ);
    assert_eq!(earlier(&claimed).len(), 2);

    // What is compared stays what people saw last, and what was said of the version between is told.
    let asked = app.decide(one, &id, "request_changes", &revision).await;
    asked.expect(201);
    let closed = read(&id).await;
    let said = (2, true, true, "request_changes".to_owned());
    assert_eq!(earlier(&closed)[0], said);
    edit(
        &app,
        &host,
        &offer,
        &json!({ "content": { "capacity": 6 } }),
    )
    .await;
    app.step(&host, &offer, "submit").await.expect(200);
    let (id, _) = app.open_item(one, &offer).await;
    let item = read(&id).await;
    assert_eq!(changes(&item)[0], "/capacity 7 6");
    assert_eq!(changes(&item).len(), 4);
    let said = (2, false, true, "request_changes".to_owned());
    assert_eq!(earlier(&item)[0], said);
    assert_eq!(item.text_at("/earlier/0/reason_code"), "unclear_text");
}

#[tokio::test]
async fn one_look_opens_what_is_private_of_both_versions() {
    let app = TestApp::spawn().await;
    let one = app.as_moderator();
    let host = app.provider(0, "volunteer", 3).await;
    let looks = "select count(*) from audit_event where action = 'private_opened'";
    let open = async |id: &str| {
        let look = app.post(format!("/review/items/{id}/private-views"));
        let look = look.by(one).json(&json!({ "reason": "vetting" }));
        look.expect(201).await
    };
    let home = app.submitted(&host, &housing_offer(&host.id)).await;
    let (id, _) = app.open_item(one, &home).await;
    let first = open(&id).await;
    assert_eq!(first.text_at("/private/address"), "strada Vasile Lupu 17");
    assert_eq!(first.at("/live_private"), &json!(null), "people see none");
    app.approve(&home).await;

    let patch = json!({ "private": { "address": "strada Nouă 99" } });
    edit(&app, &host, &home, &patch).await;
    let (id, _) = app.open_item(one, &home).await;
    let before = app.count(looks).await;
    let both = open(&id).await;
    assert_eq!(both.text_at("/private/address"), "strada Nouă 99");
    assert_eq!(
        both.text_at("/live_private/address"),
        "strada Vasile Lupu 17"
    );
    assert_eq!(app.count(looks).await, before + 1, "one look");

    let mut browser = moderator(&app, 0).await;
    let page = take(&app, &mut browser, &home).await;
    assert!(!page.html.contains("strada"));
    let look = |form: punte_tests::Filled| {
        let form = form.with("look", "private");
        form.with("why-private", "vetting")
    };
    let opened = browser.send(&look(decision_form(&page))).await;
    assert_eq!(opened.texts("#opened .diff > p"), ["exact address"]);
    assert_eq!(opened.texts("#opened .was"), ["wasstrada Vasile Lupu 17"]);
    assert_eq!(opened.texts("#opened .new"), ["nowstrada Nouă 99"]);
    assert_eq!(app.count(looks).await, before + 2);

    // Where nothing private is left, what there was can be looked at.
    let lift = app.live(&host, &ride(&host.id)).await;
    let patch = json!({ "private": { "driver": null, "plate": null } });
    edit(&app, &host, &lift, &patch).await;
    let page = take(&app, &mut browser, &lift).await;
    let opened = browser.send(&look(decision_form(&page))).await;
    assert_eq!(opened.texts("#opened .was"), ["wasIon Rusu", "wasORH 417"]);
    // What differs in nothing is shown once.
    let advice = app.provider(1, "ngo", 1).await;
    let open_hours = app.live(&advice, &service(&advice.id)).await;
    let patch = json!({ "content": { "title": "Sfaturi luni" } });
    edit(&app, &advice, &open_hours, &patch).await;
    let page = take(&app, &mut browser, &open_hours).await;
    let opened = browser.send(&look(decision_form(&page))).await;
    let shown = opened.text("#opened").unwrap();
    assert!(shown.contains("bulevardul Mihai Eminescu 5"), "{shown}");
    assert!(opened.texts("#opened .was").is_empty(), "{shown}");
}
