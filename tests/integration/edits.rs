//! What an edit of an approved offer may not bring about: beds that come back, proposals about another household, a dead end, a refusal
//! of which nobody says why.

#![cfg(test)]

use punte_tests::{
    Answer, Browser, Provider, TestApp, housing_need, housing_offer, request, service, with,
};
use serde_json::{Value, json};

async fn edit(app: &TestApp, provider: &Provider, offer: &str, content: Value) -> Answer {
    let version = app.offer(provider, offer).await.version();
    app.patch(format!("/offers/{offer}"))
        .by(&provider.member)
        .if_match(version)
        .json(&json!({ "content": content }))
        .expect(200)
        .await
}

#[tokio::test]
async fn approving_a_new_title_does_not_reopen_what_the_provider_took_back() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "volunteer", 3).await;
    let offer = app.live(&provider, &housing_offer(&provider.id)).await;
    let version = app.offer(&provider, &offer).await.version();
    let days = json!([{ "from": "2027-03-10", "to": "2027-03-20" }]);
    app.put(format!("/offers/{offer}/availability"))
        .by(&provider.member)
        .if_match(version)
        .json(&json!({ "capacity": 2, "availability": days }))
        .expect(200)
        .await;
    edit(
        &app,
        &provider,
        &offer,
        json!({ "title": "Casă cu grădină lângă parc" }),
    )
    .await;
    assert_eq!(app.approve(&offer).await, 2);
    let after = app.offer(&provider, &offer).await;
    assert_eq!(after.number("/capacity"), 2);
    assert_eq!(after.at("/open"), &days);
    let outside = app
        .file(&[housing_need(1, "2027-04-01", "2027-04-03")])
        .await;
    assert_eq!(app.rank(&outside, 0).await.number("/fits"), 0);
}

#[tokio::test]
async fn a_proposal_made_before_a_hiding_edit_is_not_accepted_after_it() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "volunteer", 3).await;
    let offer = app.live(&provider, &housing_offer(&provider.id)).await;
    let stay = [housing_need(1, "2027-03-10", "2027-03-12")];
    let before = app.file(&stay).await;
    let old = app.propose(&before, &offer).await;
    edit(
        &app,
        &provider,
        &offer,
        json!({ "details": { "resident_men": 2 } }),
    )
    .await;
    assert_eq!(app.approve(&offer).await, 2);
    // The worker has not come by yet: the database holds it all the same.
    app.try_accept(&provider, &old)
        .await
        .problem(409, "offer-not-available");
    app.advance(jiff::SignedDuration::from_secs(1));
    let after = app.file(&stay).await;
    let new = app.propose(&after, &offer).await;
    app.try_accept(&provider, &new).await.expect(200);
}

#[tokio::test]
async fn an_edit_that_was_undone_can_be_followed_by_another() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let title = app.offer(&provider, &offer).await.text_at("/content/title");
    edit(
        &app,
        &provider,
        &offer,
        json!({ "title": "Sfaturi juridice" }),
    )
    .await;
    edit(&app, &provider, &offer, json!({ "title": title })).await;
    assert!(app.queue_item(app.as_moderator(), &offer).await.is_none());
    edit(
        &app,
        &provider,
        &offer,
        json!({ "title": "Sfaturi juridice zilnic" }),
    )
    .await;
    assert!(app.queue_item(app.as_moderator(), &offer).await.is_some());
}

#[tokio::test]
async fn the_whole_party_counts_whatever_number_of_beds_is_asked() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "volunteer", 3).await;
    let body = with(
        housing_offer(&provider.id),
        "/content/details/max_guests",
        2,
    );
    let offer = app.live(&provider, &body).await;
    let three = |beds| {
        with(
            request(&[housing_need(beds, "2027-03-10", "2027-03-12")]),
            "/household",
            json!({ "women": 3 }),
        )
    };
    app.post("/requests")
        .json(&three(1))
        .send()
        .await
        .fields(422, &["/needs/0/quantity out-of-range"]);
    let household = app.file_request(&three(3)).await;
    assert_eq!(app.rank(&household, 0).await.number("/fits"), 0);
    app.try_propose(&household, 0, &offer)
        .await
        .problem(409, "does-not-fit");
}

/// An edit while the offer waits takes with it what was approved so far: nobody's word is put under another text.
#[tokio::test]
async fn one_approval_before_an_edit_and_one_after_it_do_not_make_two() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "volunteer", 3).await;
    let offer = app.submitted(&provider, &housing_offer(&provider.id)).await;
    let [first, second, _] = &app.cast.moderators[..] else {
        panic!("three moderators");
    };
    app.approve_by(first, &offer).await.expect(201);
    let before = app.queue_item(second, &offer).await.unwrap();
    let (item, revision) = (
        before["id"].as_str().unwrap(),
        before["revision_id"].as_str().unwrap(),
    );
    app.claim(second, item).await.expect(200);
    let private = json!({ "private": { "address": "Strada Alta 9" } });
    let version = app.offer(&provider, &offer).await.version();
    app.patch(format!("/offers/{offer}"))
        .by(&provider.member)
        .if_match(version)
        .json(&private)
        .expect(200)
        .await;
    app.decide(second, item, "approve", revision)
        .await
        .problem(412, "stale-version");
    let answer = app.approve_by(second, &offer).await.expect(201);
    assert_eq!(answer.number("/approvals"), 1);
    assert!(!app.is_public(&offer).await);
    app.approve_by(first, &offer).await.expect(201);
    assert!(app.is_public(&offer).await);
}

#[tokio::test]
async fn the_database_itself_does_not_show_again_what_an_edit_hid() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "volunteer", 3).await;
    let offer = app.live(&provider, &housing_offer(&provider.id)).await;
    let more = json!({ "details": { "resident_men": 2 } });
    edit(&app, &provider, &offer, more).await;
    let moderator = app.as_moderator();
    let item = app.queue_item(moderator, &offer).await.unwrap();
    app.claim(moderator, item["id"].as_str().unwrap())
        .await
        .expect(200);
    // The former version has all its approvals; what waits is another one.
    let shown = sqlx::query("update offer set review = 'approved' where id = $1::uuid")
        .bind(&offer)
        .execute(&mut app.app_rw().await)
        .await
        .unwrap_err();
    let held = shown.as_database_error().and_then(|e| e.constraint());
    assert_eq!(held, Some("offer_approvals_check"));
    assert!(!app.is_public(&offer).await);
}

#[tokio::test]
async fn a_refused_edit_of_what_people_see_says_why_and_waits_no_more() {
    let app = TestApp::spawn().await;
    let moderator = app.as_moderator();
    let provider = app.provider(2, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let title = app.offer(&provider, &offer).await.text_at("/content/title");
    let own = format!("/en/provider/offers/{offer}");
    let pages = [own.as_str(), "/en/provider"];
    let mut browser = Browser::new(&app);
    browser.sign_in(provider.member.email()).await;
    let waits = "A changed version waits for a check";
    let refused = "The changed version was not approved";
    let item = async |decision: &str, title: &str| {
        edit(&app, &provider, &offer, json!({ "title": title })).await;
        let (id, revision) = app.open_item(moderator, &offer).await;
        app.claim(moderator, &id).await.expect(200);
        let said = json!({
            "decision": decision, "reason_code": "unclear_text", "revision_id": revision,
            "note": "Which day is it?", "fields": ["/title"],
        });
        (id, said)
    };
    let mut last = String::new();
    for (decision, title) in [
        ("reject", "Sfaturi luni"),
        ("request_changes", "Sfaturi marți"),
    ] {
        let (id, said) = item(decision, title).await;
        let view = app.offer(&provider, &offer).await;
        let told = (view.at("/edit_waits"), view.at("/last_word"));
        assert_eq!(told, (&json!(true), &json!(null)), "of this one nothing");
        for page in pages {
            let seen = browser.open(page).await;
            assert!(seen.html.contains(waits) && !seen.html.contains(refused));
        }
        let path = format!("/review/items/{id}/decisions");
        let decided = app.post(path).by(moderator).json(&said);
        decided.expect(201).await;
        assert!(app.is_public(&offer).await);
        let view = app.offer(&provider, &offer).await;
        assert_eq!(view.text_at("/review"), "approved");
        assert_eq!(view.at("/edit_waits"), &json!(false));
        let word = json!({ "reason_code": "unclear_text", "note": "Which day is it?", "fields": ["/title"] });
        assert_eq!(view.at("/last_word"), &word);
        for page in pages {
            let seen = browser.open(page).await;
            assert!(seen.html.contains("Which day is it?"), "{}", seen.html);
            assert!(seen.html.contains(refused) && !seen.html.contains(waits));
        }
        last = id;
    }
    // Taken back, it was not said, and the edit waits again.
    let undo = app.post(format!("/review/items/{last}/undo"));
    undo.by(moderator).expect(200).await;
    let view = app.offer(&provider, &offer).await;
    let told = (view.at("/edit_waits"), view.at("/last_word"));
    assert_eq!(told, (&json!(true), &json!(null)));
    // Of what people see, written again as it was, there is nothing to say.
    edit(&app, &provider, &offer, json!({ "title": title })).await;
    let view = app.offer(&provider, &offer).await;
    let told = (view.at("/edit_waits"), view.at("/last_word"));
    assert_eq!(told, (&json!(false), &json!(null)));
    for page in pages {
        let seen = browser.open(page).await;
        assert!(!seen.html.contains(refused) && !seen.html.contains("Which day is it?"));
    }
}

#[tokio::test]
async fn what_was_refused_and_then_taken_back_waits_for_nobody() {
    let app = TestApp::spawn().await;
    let moderator = app.as_moderator();
    let provider = app.provider(2, "ngo", 1).await;
    let offer = app.submitted(&provider, &service(&provider.id)).await;
    let (id, revision) = app.open_item(moderator, &offer).await;
    app.claim(moderator, &id).await.expect(200);
    let sent_back = app.decide(moderator, &id, "request_changes", &revision);
    sent_back.await.expect(201);
    let mut browser = Browser::new(&app);
    browser.sign_in(provider.member.email()).await;
    let waits = "section[aria-label] li";
    let page = browser.open("/en/provider").await;
    assert_eq!(page.texts(waits).len(), 1, "{}", page.html);
    // While the next version is written, it is still so why.
    edit(&app, &provider, &offer, json!({ "title": "Sfaturi luni" })).await;
    let view = app.offer(&provider, &offer).await;
    assert_eq!(view.text_at("/last_word/reason_code"), "unclear_text");
    app.step(&provider, &offer, "withdraw").await.expect(200);
    let page = browser.open("/en/provider").await;
    assert_eq!(page.texts(waits).len(), 0, "{}", page.html);
}
