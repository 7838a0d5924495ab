//! What moderators are shown about an offer besides the offer, and that it decides nothing.

#![cfg(test)]

use punte_tests::{Browser, TestApp, housing_offer, job, service, with};
use serde_json::{Value, json};

use crate::pages::desk::page_of;

/// The hints of the open item of an offer, as a moderator's program sees them.
async fn hints(app: &TestApp, offer: &str) -> Vec<Value> {
    let item = app.queue_item(app.as_moderator(), offer).await.unwrap();
    let detail = app
        .get(format!("/review/items/{}", item["id"].as_str().unwrap()))
        .by(app.as_moderator())
        .expect(200)
        .await;
    assert_eq!(detail.at("/item/hints"), &item["hints"], "queue and detail");
    detail.at("/item/hints").as_array().unwrap().clone()
}

#[tokio::test]
async fn a_risky_wording_is_quoted_to_moderators_in_their_language_and_decides_nothing() {
    let app = TestApp::spawn().await;
    let host = app.provider(0, "volunteer", 2).await;
    let risky = with(
        with(
            with(housing_offer(&host.id), "/content/language", "uk"),
            "/content/description",
            "Кімната для молодої дівчини. Документи залишаєте в мене.",
        ),
        "/content/translations",
        json!({ "en": { "title": "A room", "description": "Find me on Tеlegram." } }),
    );
    let risky = app.submitted(&host, &risky).await;
    let plain = app.submitted(&host, &job(&host.id)).await;
    assert_eq!(hints(&app, &plain).await, Vec::<Value>::new());
    assert_eq!(
        hints(&app, &risky).await,
        [
            json!({ "code": "wording", "wording": "woman_alone", "quotes": [
                { "field": "/description", "start": 12, "length": 15, "text": "молодої дівчини" },
            ] }),
            json!({ "code": "wording", "wording": "documents", "quotes": [
                { "field": "/description", "start": 29, "length": 19, "text": "Документи залишаєте" },
            ] }),
            json!({ "code": "wording", "wording": "disguised_contact", "quotes": [
                { "field": "/translations/en/description", "start": 11, "length": 8, "text": "Tеlegram" },
            ] }),
        ]
    );
    let address = page_of(&app, &risky).await;
    let mut browser = Browser::new(&app);
    browser.sign_in(app.as_moderator().email()).await;
    for (language, says) in [
        ("en", "aimed at a woman or girl by herself"),
        ("uk", "звернено до жінки чи дівчини, яка сама"),
        ("ro", "se adresează unei femei sau fete singure"),
        ("ru", "обращено к женщине или девушке, которая одна"),
    ] {
        let page = browser
            .open(&address.replace("/en/", &format!("/{language}/")))
            .await;
        let panel = page.text("section[aria-labelledby=hints]").unwrap();
        assert!(panel.contains(says), "{panel}");
        assert_eq!(
            page.texts("section[aria-labelledby=hints] q[lang=uk]"),
            ["молодої дівчини", "Документи залишаєте"]
        );
        assert_eq!(
            page.texts("section[aria-labelledby=hints] q[lang=en]"),
            ["Tеlegram"]
        );
        let queue = browser.open(&format!("/{language}/desk")).await;
        assert!(queue.html.contains(says), "{language}: in the queue");
    }
    // Whoever wrote it is not told how it is looked at, and a moderator may approve it.
    let own = app.offer(&host, &risky).await;
    assert!(!own.body.to_string().contains("woman_alone"));
    app.approve(&risky).await;
    assert!(app.is_public(&risky).await);
}

/// The codes of the hints about an offer.
async fn codes(app: &TestApp, offer: &str) -> Vec<String> {
    let hints = hints(app, offer).await;
    hints
        .iter()
        .map(|h| h["code"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn offers_that_may_be_one_and_providers_that_may_be_one_are_shown_without_what_is_private() {
    let app = TestApp::spawn().await;
    let first = app.provider(0, "volunteer", 2).await;
    let second = app.provider(1, "volunteer", 2).await;
    let a = app.submitted(&first, &housing_offer(&first.id)).await;
    assert_eq!(codes(&app, &a).await, Vec::<String>::new());
    // A copy by somebody else, some words and the point changed: 60 m to the north.
    let copy = with(
        with(
            with(
                housing_offer(&second.id),
                "/content/description",
                "O casă întreagă și liniștită, nu departe de piață.",
            ),
            "/private/point/lat",
            47.383_75,
        ),
        "/private/address",
        "strada Vasile Lupu 19",
    );
    let b = app.submitted(&second, &copy).await;
    let alike = |offer: &str| json!({ "code": "alike", "offers": [{ "offer_id": offer, "apart": "same_door" }] });
    let contact = |offer: &str| json!({ "code": "same-contact", "offer_ids": [offer] });
    assert_eq!(hints(&app, &b).await, [alike(&a), contact(&a)]);
    assert_eq!(hints(&app, &a).await, [alike(&b), contact(&b)]);
    // Neither the phone that they share nor the points are told.
    let shown = serde_json::to_string(&hints(&app, &b).await).unwrap();
    for private in ["37369", "47.38", "Lupu"] {
        assert!(!shown.contains(private), "{shown}");
    }
    let mut browser = Browser::new(&app);
    browser.sign_in(app.as_moderator().email()).await;
    let page = browser.open(&page_of(&app, &b).await).await;
    let panel = page.text("section[aria-labelledby=hints]").unwrap();
    for said in [
        "1 other offer near by says much the same",
        "less than 150 m apart",
        "1 offer of somebody else has the same contact",
    ] {
        assert!(panel.contains(said), "{panel}");
    }
    // One who was blocked comes back under another name.
    sqlx::query(
        "insert into provider_block (id, provider_id, reason, blocked_by, blocked_at, review_by)
         select gen_random_uuid(), $1::uuid, 'danger', a.id, now(), now() + interval '1 day'
         from account a where 'moderator' = any (a.roles) order by a.id limit 1",
    )
    .bind(&first.id)
    .execute(&mut app.superuser().await)
    .await
    .unwrap();
    let known = json!({ "code": "blocked-before", "by": ["phone", "registration_number"] });
    assert!(hints(&app, &b).await.contains(&known));
    assert!(!codes(&app, &a).await.contains(&"blocked-before".to_owned()));
    sqlx::query("update provider_block set verdict = 'lifted', reviewed_by = a.id, reviewed_at = now()
                 from (select a.id from account a where 'moderator' = any (a.roles) order by a.id desc limit 1) a")
        .execute(&mut app.superuser().await)
        .await
        .unwrap();
    assert!(!codes(&app, &b).await.contains(&"blocked-before".to_owned()));
}

#[tokio::test]
async fn many_offers_of_a_new_provider_within_a_day_are_shown_and_a_list_is_none() {
    let app = TestApp::spawn().await;
    let host = app.provider(0, "ngo", 1).await;
    let mut offers = Vec::new();
    for _ in 0..6 {
        offers.push(app.submitted(&host, &service(&host.id)).await);
        app.advance(jiff::SignedDuration::from_hours(1));
    }
    let many = "many-offers".to_owned();
    assert!(
        !codes(&app, &offers[4]).await.contains(&many),
        "five are not many"
    );
    let sixth = hints(&app, &offers[5]).await;
    assert!(
        sixth.contains(&json!({ "code": "many-offers", "offers": 6 })),
        "{sixth:?}"
    );
    app.advance(jiff::SignedDuration::from_hours(24));
    let later = app.submitted(&host, &service(&host.id)).await;
    assert!(!codes(&app, &later).await.contains(&many), "a day later");
}
