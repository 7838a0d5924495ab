//! From registering to a visible offer, and what one can do with it.

#![cfg(test)]

use jiff::SignedDuration;
use punte_core::locale::Locale;
use punte_tests::{Browser, Provider, TestApp, housing_offer, shelter_offer};
use serde_json::json;

use super::{asks_for_changes, browser, filled, last, open, wrong};

#[tokio::test]
async fn whoever_is_not_signed_in_reads_what_is_checked_and_comes_back_after_signing_up() {
    let app = TestApp::spawn().await;
    let mut browser = Browser::new(&app);
    for locale in Locale::ALL {
        let page = open(&mut browser, &format!("/{}/provider", locale.as_str())).await;
        assert!(page.forms().is_empty(), "nothing to send");
        assert!(page.texts(".checks li").len() == 4);
    }
    let page = open(&mut browser, "/en/account/new?next=/provider").await;
    let form = page
        .form("/en/account/new")
        .with("email", "host@example.org");
    let page = browser.send(&form).await;
    let form = page
        .form("/en/account/confirm")
        .with("code", &app.link_code().await)
        .with("password", punte_tests::PASSWORD);
    assert_eq!(browser.send(&form).await.address, "/en/provider/new");
    // A deep link of somebody whose session is over leads back to where it led.
    let page = Browser::new(&app).open("/en/provider/offers/new").await;
    assert_eq!(
        page.form("/en/account/sign-in").value("next"),
        Some("/provider/offers/new")
    );
}

#[tokio::test]
async fn a_volunteer_registers_and_takes_an_offer_all_the_way() {
    let app = TestApp::spawn().await;
    let mut browser = browser(&app, 0).await;
    let page = open(&mut browser, "/en/provider").await;
    assert_eq!(page.address, "/en/provider/new");

    // Registering, with everything wrong at first.
    let page = open(&mut browser, "/en/provider/new?who=person").await;
    let form = filled(
        page.form("/en/provider/new"),
        &[
            ("phone", "12"),
            ("email", "nobody"),
            ("contact-hours", "after 17:00"),
        ],
    );
    let page = browser.send(&form).await;
    assert_eq!(page.status, 422);
    assert_eq!(wrong(&page), ["email", "name", "phone"]);
    let form = filled(
        page.form("/en/provider/new"),
        &[
            ("name", "Maria Ciobanu"),
            ("email", "maria@example.org"),
            ("phone", "+373 69 123 456"),
        ],
    );
    assert_eq!(form.value("contact-hours"), Some("after 17:00"), "kept");
    let page = browser.send(&form).await;
    assert_eq!((page.status, page.texts(".said").len()), (200, 1));
    let provider = Provider {
        id: last(&page.address),
        member: app.cast.people[0].clone(),
    };
    assert!(page.text(".p-empty").is_some(), "says what is missing");

    // An offer, with mistakes.
    let page = open(&mut browser, "/en/provider/offers/new/housing").await;
    let action = "/en/provider/offers/new/housing";
    let form = page.form(action);
    assert_eq!(form.value("content-details-heating"), Some("unknown"));
    assert_eq!(form.value("content-private-home"), Some("yes"));
    let form = filled(
        form,
        &[
            ("content-title", "Room"),
            ("content-description", "Call +373 69 123 456"),
            ("content-place-id", "Nowhere at all"),
            ("content-capacity", "many"),
            ("content-details-floor", "99"),
            ("content-details-privacy", "private_room"),
            ("content-availability-0-from", "2027-05-01"),
            ("content-availability-0-to", "2027-03-01"),
            ("content-details-cot", "yes"),
        ],
    );
    let page = browser.send(&form).await;
    assert_eq!(page.status, 422);
    assert_eq!(
        wrong(&page),
        [
            "content-availability-0-to",
            "content-capacity",
            "content-description",
            "content-details-floor",
            "content-details-kind",
            "content-place-id",
        ]
    );
    let form = page.form(action);
    for (name, value) in [
        ("content-title", "Room"),
        ("content-place-id", "Nowhere at all"),
        ("content-details-cot", "yes"),
        ("content-details-privacy", "private_room"),
        ("content-availability-0-from", "2027-05-01"),
    ] {
        assert_eq!(form.value(name), Some(value), "kept");
    }
    // What was refused comes back with as many rows as it had.
    assert!(form.value("content-availability-1-from").is_some());
    assert!(form.value("content-availability-2-from").is_none());
    // Right now, but for the address, which only a check needs.
    let form = filled(
        form,
        &[
            ("content-description", "A quiet room."),
            ("content-place-id", "Orhei"),
            ("content-capacity", "2"),
            ("content-details-floor", "1"),
            ("content-details-kind", "room"),
            ("content-availability-0-from", "1.3.2027"),
            ("content-availability-0-to", "2027-05-01"),
            ("then", "submit"),
        ],
    );
    let page = browser.send(&form).await;
    assert_eq!(page.status, 422);
    assert_eq!(wrong(&page), ["private-address"]);
    assert!(page.html.contains("The draft is saved"));
    let form = page
        .forms()
        .into_iter()
        .find(|f| f.action.ends_with("/edit"));
    let form = form.unwrap().with("private-address", "strada Unirii 3");
    let page = browser.send(&form.with("then", "submit")).await;
    assert_eq!(page.status, 200, "{}", page.html);
    let offer = last(&page.address);
    assert_eq!(
        app.offer(&provider, &offer).await.text_at("/review"),
        "submitted"
    );

    // The moderators ask, and the page says what.
    asks_for_changes(
        &app,
        &offer,
        "Is it warm in winter?",
        &json!(["/details/heating"]),
    )
    .await;
    for locale in Locale::ALL {
        let page = open(&mut browser, &format!("/{}/provider", locale.as_str())).await;
        assert!(page.html.contains("Is it warm in winter?"));
    }
    let page = open(&mut browser, &format!("/en/provider/offers/{offer}/edit")).await;
    assert!(page.html.contains("Is it warm in winter?"));
    assert!(
        page.links()
            .contains(&"#content-details-heating".to_owned()),
        "leads to the field"
    );
    let action = format!("/en/provider/offers/{offer}/edit");
    let form = page.form(&action).with("content-details-heating", "yes");
    let page = browser.send(&form.with("then", "submit")).await;
    assert_eq!(page.status, 200);

    // What is still to be shown to us is said.
    let page = open(&mut browser, "/en/provider").await;
    let list = page.text("tbody").unwrap();
    assert!(list.contains("criminal record certificate"), "{list}");
    assert!(list.contains("identity document"), "{list}");
    app.vet(&provider.id, &["identity_document", "criminal_record"])
        .await;
    assert_eq!(app.approve(&offer).await, 2, "a home");
    let page = open(&mut browser, "/en/provider").await;
    assert!(page.text("tbody .tag").unwrap().contains("visible"));
    assert!(app.is_public(&offer).await);

    // Pause, resume, confirm by one tap.
    let address = format!("/en/provider/offers/{offer}");
    let page = open(&mut browser, &address).await;
    let page = browser.send(&page.form(&format!("{address}/pause"))).await;
    assert!(page.text(".said").is_some());
    assert!(!app.is_public(&offer).await);
    let page = browser.send(&page.form(&format!("{address}/resume"))).await;
    assert!(app.is_public(&offer).await);
    assert_eq!(page.address, address);
    app.advance(SignedDuration::from_hours(24 * 10));
    let mut browser = super::browser(&app, 0).await;
    let page = open(&mut browser, "/en/provider").await;
    let page = browser
        .send(&page.form(&format!("{address}/confirm")))
        .await;
    assert!(page.text(".said").is_some());
    let until = app.offer(&provider, &offer).await.text_at("/expires_at");
    let until: jiff::Timestamp = until.parse().unwrap();
    assert_eq!(until, app.now() + SignedDuration::from_hours(24 * 14));
}

#[tokio::test]
async fn sending_twice_makes_one_offer_and_taking_a_step_twice_one_step() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "volunteer", 2).await;
    let mut browser = browser(&app, 0).await;
    let action = "/en/provider/offers/new/service";
    let page = open(&mut browser, action).await;
    let form = filled(
        page.form(action),
        &[
            ("content-title", "Soup in the evening"),
            ("content-description", "Warm soup for everybody."),
            ("content-place-id", "Orhei"),
            ("content-capacity", "20"),
            ("content-details-theme", "food"),
            ("then", "submit"),
        ],
    );
    let first = browser.send(&form).await;
    let second = browser.send(&form).await;
    assert_eq!((first.status, second.status), (200, 200));
    assert_eq!(first.address, second.address);
    let listed = app
        .get(format!("/providers/{}/offers", provider.id))
        .by(&provider.member)
        .expect(200)
        .await;
    assert_eq!(listed.items().len(), 1);
    assert_eq!(listed.items()[0]["review"], "submitted");
}

#[tokio::test]
async fn an_edit_of_an_old_version_keeps_what_was_written() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "volunteer", 2).await;
    let offer = app.draft(&provider, &housing_offer(&provider.id)).await;
    let mut browser = browser(&app, 0).await;
    let action = format!("/uk/provider/offers/{offer}/edit");
    let page = open(&mut browser, &action).await;
    let form = page.form(&action).with("content-title", "Ein neuer Titel");
    app.step(&provider, &offer, "pause").await.expect(200);
    let page = browser.send(&form).await;
    assert_eq!(page.status, 412);
    assert!(page.text("#stale").is_some());
    let form = page.form(&action);
    assert_eq!(form.value("content-title"), Some("Ein neuer Titel"));
    let page = browser.send(&form).await;
    assert_eq!(page.status, 200);
    let now = app.offer(&provider, &offer).await;
    assert_eq!(now.text_at("/content/title"), "Ein neuer Titel");
    assert_eq!(
        now.text_at("/availability"),
        "paused",
        "the other change stays"
    );
}

#[tokio::test]
async fn an_edit_of_what_people_see_says_before_and_after_what_it_does() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 2).await;
    let offer = app.live(&provider, &shelter_offer(&provider.id)).await;
    let mut browser = browser(&app, 0).await;
    let action = format!("/en/provider/offers/{offer}/edit");
    let page = open(&mut browser, &action).await;
    assert!(page.text(".panel.note").unwrap().contains("Hidden at once"));
    let form = page.form(&action);
    let page = browser.send(&form).await;
    assert!(page.text(".said").unwrap().contains("Nothing is different"));
    let form = open(&mut browser, &action).await.form(&action);
    let page = browser
        .send(&form.with("content-title", "Another title"))
        .await;
    assert!(page.text(".said").unwrap().contains("version of before"));
    assert!(app.is_public(&offer).await);
    let form = open(&mut browser, &action).await.form(&action);
    let page = browser
        .send(&form.with("content-details-resident-men", "1"))
        .await;
    assert!(page.text(".said").unwrap().contains("Nobody sees"));
    assert!(!app.is_public(&offer).await);
}

#[tokio::test]
async fn another_providers_offers_do_not_exist() {
    let app = TestApp::spawn().await;
    let theirs = app.provider(0, "volunteer", 2).await;
    let offer = app.draft(&theirs, &housing_offer(&theirs.id)).await;
    let own = app.provider(1, "volunteer", 2).await;
    let draft = app.draft(&own, &housing_offer(&own.id)).await;
    let mut browser = browser(&app, 1).await;
    for path in [
        format!("offers/{offer}"),
        format!("offers/{offer}/edit"),
        format!("offers/{offer}/availability"),
        format!("of/{}", theirs.id),
        format!("of/{}/history", theirs.id),
        "offers/new/zebra".to_owned(),
        "offers/none".to_owned(),
        "matches/none".to_owned(),
    ] {
        let page = browser.open(&format!("/en/provider/{path}")).await;
        assert_eq!(page.status, 404, "{path}");
    }
    // Forms of one's own, sent to theirs.
    let page = open(&mut browser, &format!("/en/provider/offers/{draft}")).await;
    for form in page.forms() {
        if form.action.contains(&draft) {
            let mut form = form;
            form.action = form.action.replace(&draft, &offer);
            assert_eq!(browser.send(&form).await.status, 404, "{}", form.action);
        }
    }
    let action = "/en/provider/offers/new/housing";
    let form = open(&mut browser, action).await.form(action);
    let page = browser.send(&form.with("provider", &theirs.id)).await;
    assert_eq!(page.status, 404);
    // A visitor is led to the sign-in, and changes nothing.
    let mut visitor = Browser::new(&app);
    let page = visitor.open(&format!("/en/provider/offers/{offer}")).await;
    assert!(page.address.starts_with("/en/account/sign-in"));
}

#[tokio::test]
async fn an_account_with_two_providers_chooses_and_its_offers_stay_apart() {
    let app = TestApp::spawn().await;
    let person = app.provider(0, "volunteer", 2).await;
    let shelter = app.provider(0, "ngo", 2).await;
    app.draft(&person, &housing_offer(&person.id)).await;
    let mut browser = browser(&app, 0).await;
    let page = open(&mut browser, "/ro/provider").await;
    assert_eq!(page.texts(".choices li").len(), 2);
    let page = open(&mut browser, &format!("/ro/provider/of/{}", shelter.id)).await;
    assert!(page.text("tbody").is_none());
    let page = open(&mut browser, &format!("/ro/provider/of/{}", person.id)).await;
    assert_eq!(page.texts("tbody tr").len(), 1);
    let action = "/ro/provider/offers/new/service";
    let page = open(&mut browser, action).await;
    assert_eq!(page.attributes("input[name=provider]", "value").len(), 2);
}

#[tokio::test]
async fn taking_an_offer_back_is_said_before_and_is_for_good() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "volunteer", 2).await;
    let offer = app.draft(&provider, &housing_offer(&provider.id)).await;
    let mut browser = browser(&app, 0).await;
    let address = format!("/en/provider/offers/{offer}");
    let page = open(&mut browser, &address).await;
    let page = browser
        .send(&page.form(&format!("{address}/withdraw")))
        .await;
    assert!(page.text(".said").is_some());
    let page = open(&mut browser, &address).await;
    assert!(page.forms().iter().all(|f| !f.action.contains(&offer)));
}
