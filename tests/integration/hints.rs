//! What moderators are shown about an offer besides the offer, and that it decides nothing.

#![cfg(test)]

mod blocked;
mod border;
mod guests;
mod linked;
mod near;
mod pay;
mod settled;

use jiff::SignedDuration;
use punte_tests::{Browser, TestApp, housing_offer, job, service, with};
use serde_json::{Value, json};

use crate::pages::desk::{decision_form, edit, page_of, take};

/// The hints of the open item of an offer, as a moderator's program sees them.
async fn hints(app: &TestApp, offer: &str) -> Vec<Value> {
    app.note_hints().await;
    let item = app.queue_item(app.as_moderator(), offer).await.unwrap();
    let detail = app
        .get(format!("/review/items/{}", item["id"].as_str().unwrap()))
        .by(app.as_moderator())
        .expect(200)
        .await;
    assert_eq!(detail.at("/item/hints"), &item["hints"], "queue and detail");
    let found = detail.at("/item/hints").as_array().unwrap().iter();
    found.map(|h| h["hint"].clone()).collect()
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
    let known = json!({
        "code": "blocked-before", "by": ["phone", "registration_number"], "provider_ids": [first.id],
    });
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
        app.advance(SignedDuration::from_hours(1));
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
    app.advance(SignedDuration::from_hours(24));
    let later = app.submitted(&host, &service(&host.id)).await;
    assert!(!codes(&app, &later).await.contains(&many), "a day later");
}

/// The open items of a part of the queue, by their offers.
async fn part(app: &TestApp, view: &str) -> Vec<String> {
    let list = app
        .get(format!("/review/items?view={view}"))
        .by(app.as_moderator())
        .expect(200)
        .await;
    let offers = list.items().iter();
    offers
        .map(|i| i["offer_id"].as_str().unwrap().to_owned())
        .collect()
}

/// The item of an offer, as a moderator's program sees it.
async fn item_of(app: &TestApp, offer: &str) -> Value {
    app.queue_item(app.as_moderator(), offer).await.unwrap()
}

#[tokio::test]
async fn a_hint_that_is_no_problem_stays_so_until_it_is_found_in_more() {
    let app = TestApp::spawn().await;
    let host = app.provider(0, "volunteer", 2).await;
    let a = app.submitted(&host, &housing_offer(&host.id)).await;
    let fresh = item_of(&app, &a).await;
    assert_eq!(fresh["hints_noted_at"], Value::Null, "nobody has looked");
    let b = app.submitted(&host, &housing_offer(&host.id)).await;
    let plain = app.submitted(&host, &job(&host.id)).await;
    app.note_hints().await;
    assert_eq!(item_of(&app, &plain).await["hints"], json!([]));
    assert_eq!(part(&app, "risky").await, [a.clone(), b.clone()]);
    assert_eq!(part(&app, "me").await.len(), 3);
    let item = item_of(&app, &a).await;
    assert!(item["hints_noted_at"].is_string());
    let id = item["id"].as_str().unwrap();
    let marks: Vec<&Value> = item["hints"]
        .as_array()
        .unwrap()
        .iter()
        .map(|h| &h["mark"])
        .collect();
    let path = format!("/review/items/{id}/dismissals");
    let judge = |mark: &Value, dismissed: bool| {
        app.put(&path)
            .by(app.as_moderator())
            .json(&json!({ "mark": mark, "dismissed": dismissed }))
    };
    // As for a decision, the item must be held, and the hint must be one of its own.
    judge(marks[0], true)
        .send()
        .await
        .problem(409, "lease-lost");
    app.claim(app.as_moderator(), id).await.expect(200);
    let unknown = judge(&json!("0".repeat(32)), true).send().await;
    unknown.fields(422, &["/mark unknown-value"]);
    for mark in &marks {
        let done = judge(mark, true).expect(200).await;
        judge(mark, true).expect(200).await;
        let hints = done.at("/hints").as_array().unwrap();
        let hint = hints.iter().find(|h| h["mark"] == **mark).unwrap();
        assert_eq!(hint["dismissed_by"], json!(app.as_moderator().account));
        assert!(hint["dismissed_at"].is_string());
    }
    assert_eq!(
        part(&app, "risky").await,
        std::slice::from_ref(&b),
        "one of the two was looked at"
    );
    let lines = "select count(*) from audit_event where action = 'hint_dismissed'";
    assert_eq!(
        app.count(lines).await,
        i64::try_from(marks.len()).unwrap(),
        "once each"
    );
    // It is looked at again and again; the same is found, and it stays settled, also for the next version of the offer.
    app.advance(SignedDuration::from_mins(16));
    app.note_hints().await;
    assert_eq!(part(&app, "risky").await, std::slice::from_ref(&b));
    let title = json!({ "content": { "title": "Casa noastră cu grădină pentru o familie" } });
    edit(&app, &host, &a, &title).await;
    app.note_hints().await;
    let next = item_of(&app, &a).await;
    assert_ne!(next["id"], item["id"], "another version waits");
    let marks_of = |item: &Value| -> Vec<Value> {
        let hints = item["hints"].as_array().unwrap().iter();
        hints.map(|h| h["mark"].clone()).collect()
    };
    assert_eq!(marks_of(&next), marks_of(&item));
    assert_eq!(part(&app, "risky").await, std::slice::from_ref(&b));
    let id = next["id"].as_str().unwrap();
    let path = format!("/review/items/{id}/dismissals");
    let judge = |mark: &Value, dismissed: bool| {
        app.put(&path)
            .by(app.as_moderator())
            .json(&json!({ "mark": mark, "dismissed": dismissed }))
    };
    // What one moderator settled is open to all again when it is taken back.
    judge(marks[0], false)
        .send()
        .await
        .problem(409, "lease-lost");
    app.claim(app.as_moderator(), id).await.expect(200);
    judge(marks[0], false).expect(200).await;
    assert_eq!(part(&app, "risky").await.len(), 2);
    judge(marks[0], true).expect(200).await;
    assert_eq!(part(&app, "risky").await.len(), 1);
    // A third one: the hint is found in more.
    let c = app.submitted(&host, &housing_offer(&host.id)).await;
    app.note_hints().await;
    assert_eq!(part(&app, "risky").await, [b, a.clone(), c]);
    let more = item_of(&app, &a).await;
    assert!(
        more["hints"]
            .as_array()
            .unwrap()
            .iter()
            .all(|h| h["dismissed_at"].is_null())
    );
    let gone = judge(marks[0], true).send().await;
    gone.fields(422, &["/mark unknown-value"]);
}

#[tokio::test]
async fn on_the_page_a_hint_is_settled_by_one_tap_and_what_was_typed_stays() {
    let app = TestApp::spawn().await;
    let host = app.provider(0, "volunteer", 2).await;
    let a = app.submitted(&host, &housing_offer(&host.id)).await;
    let mut browser = Browser::new(&app);
    browser.sign_in(app.as_moderator().email()).await;
    let early = browser.open(&page_of(&app, &a).await).await;
    assert!(early.html.contains("Is being compared"), "{}", early.html);
    app.submitted(&host, &housing_offer(&host.id)).await;
    app.note_hints().await;
    let risky = browser.open("/en/desk?tab=risky").await;
    assert_eq!(risky.texts("tbody tr").len(), 2);
    let seen = browser.open(&page_of(&app, &a).await).await;
    assert!(
        seen.attributes("button[name=hint]", "value").is_empty(),
        "who does not hold it only looks"
    );
    let mut page = take(&app, &mut browser, &a).await;
    let buttons = page.attributes("button[name=hint]", "value");
    assert!(
        buttons.iter().all(|b| b.starts_with("dismiss:")),
        "{buttons:?}"
    );
    for button in &buttons {
        let form = decision_form(&page)
            .with("note", "The stairs?")
            .and("hint", button);
        page = browser.send(&form).await;
        assert_eq!(page.status, 200);
        assert!(page.html.contains("The stairs?"), "what was typed stays");
    }
    assert!(
        page.text("#hints")
            .unwrap()
            .contains("Everything that we found was looked at")
    );
    let queue = browser.open("/en/desk?tab=risky").await;
    assert_eq!(queue.texts("tbody tr").len(), 1);
    let restore = page.attributes("details button[name=hint]", "value");
    assert_eq!(restore.len(), buttons.len());
    page = browser
        .send(&decision_form(&page).and("hint", &restore[0]))
        .await;
    assert!(page.text("#hints").unwrap().contains("Please look at this"));
    // A button of an old page.
    let stale = decision_form(&page).and("hint", "dismiss:00000000000000000000000000000000");
    let stale = browser.send(&stale).await;
    assert_eq!(stale.status, 409);
    assert!(
        stale
            .text("#trouble")
            .unwrap()
            .contains("This hint has changed")
    );
}

#[tokio::test]
async fn the_database_lets_nobody_settle_a_hint_who_may_not_decide() {
    let app = TestApp::spawn().await;
    let host = app.provider(0, "volunteer", 2).await;
    let a = app.submitted(&host, &housing_offer(&host.id)).await;
    let item = item_of(&app, &a).await;
    let id: uuid::Uuid = item["id"].as_str().unwrap().parse().unwrap();
    let settle = async |moderator: uuid::Uuid| {
        sqlx::query(
            "insert into hint_dismissal (offer_id, mark, item_id, moderator_id, dismissed_at)
             select offer_id, md5(''), id, $2, now() from review_item where id = $1",
        )
        .bind(id)
        .bind(moderator)
        .execute(&mut app.app_rw().await)
        .await
        .map(|_| ())
        .map_err(|e| {
            e.as_database_error()
                .unwrap()
                .constraint()
                .unwrap()
                .to_owned()
        })
    };
    let (first, second) = (
        app.cast.moderators[0].account.0,
        app.cast.moderators[1].account.0,
    );
    assert_eq!(
        settle(first).await.unwrap_err(),
        "hint_dismissal_lease_check"
    );
    app.claim(app.as_moderator(), &id.to_string())
        .await
        .expect(200);
    assert_eq!(
        settle(second).await.unwrap_err(),
        "hint_dismissal_lease_check"
    );
    // Who belongs to the provider by now.
    sqlx::query("insert into provider_member (provider_id, account_id, role, joined_at) select $1::uuid, $2, 'member', now()")
        .bind(&host.id)
        .bind(first)
        .execute(&mut app.superuser().await)
        .await
        .unwrap();
    // And who did: leaving makes nobody a stranger.
    for gone in [
        "delete from provider_member where account_id = $1",
        "delete from former_member where account_id = $1",
    ] {
        assert_eq!(settle(first).await.unwrap_err(), "hint_dismissal_own_check");
        sqlx::query(gone)
            .bind(first)
            .execute(&mut app.superuser().await)
            .await
            .unwrap();
    }
    settle(first).await.unwrap();
}
