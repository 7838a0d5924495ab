//! What people ask of us about their data: taken along whole, corrected, taken back, erased.

#![cfg(test)]

mod clocks;
mod dormant;
mod erased;
mod former;
mod helping;
mod linked;
mod record;
mod words;

use punte_api::texts;
use punte_core::locale::Locale;
use punte_tests::{
    Answer, Browser, Household, MailSink, TestApp, request, service, service_need, with,
};
use serde_json::{Value, json};

use crate::canaries::{self, Owner};

/// A request of somebody who needs a doctor without steps, and wants mails.
pub fn with_needs() -> Value {
    let body = request(&[with(
        service_need(1),
        "/criteria",
        json!([{ "feature": "step_free", "level": "must" }, { "feature": "remote", "level": "prefer", "weight": 1 }]),
    )]);
    let body = with(
        body,
        "/household/functional",
        json!({ "wheelchair": true, "dialysis_within_km": 20 }),
    );
    let body = with(
        body,
        "/contact",
        json!({ "channel": "email", "email": "olena@example.org" }),
    );
    with(body, "/alerts", true)
}

#[tokio::test]
async fn a_household_takes_along_everything_and_nothing_of_the_other_side() {
    let app = TestApp::spawn().await;
    let canaries = canaries::make(&app).await;
    let path = format!("/requests/{}/export", canaries.household.request);
    let export = app.get(&path).by(&canaries.household.who).expect(200).await;
    for marker in &canaries.markers {
        assert_eq!(
            export.text.contains(&marker.text),
            marker.owner == Owner::Household,
            "{} {}",
            marker.field,
            marker.text
        );
    }
    assert_eq!(export.at("/matches").as_array().unwrap().len(), 4);
    assert_eq!(export.at("/request/needs").as_array().unwrap().len(), 4);
    let log = export.at("/log").as_array().unwrap();
    let of = |action: &str| log.iter().filter(|line| line["action"] == action).count();
    assert_eq!(of("contacts_shown"), 8, "each look at contacts");
    assert_eq!(of("match_accepted"), 4);
    assert_eq!(of("request_filed"), 1);
    let again = app.get(&path).by(&canaries.household.who).expect(200).await;
    let exported = |line: &&Value| line["action"] == "data_exported";
    let log = again.at("/log").as_array().unwrap();
    assert_eq!(log.iter().filter(exported).count(), 1, "the first one");
}

#[tokio::test]
async fn a_private_person_takes_along_all_that_they_offer_with_every_look_at_who_they_are() {
    let app = TestApp::spawn().await;
    let canaries = canaries::make(&app).await;
    app.post(format!(
        "/providers/{}/identity-views",
        canaries.volunteer.id
    ))
    .by(app.as_moderator())
    .json(&json!({ "reason": "vetting" }))
    .expect(201)
    .await;
    let export = app
        .get("/accounts/me/export")
        .by(&canaries.volunteer.member)
        .expect(200)
        .await;
    for marker in &canaries.markers {
        assert_eq!(
            export.text.contains(&marker.text),
            marker.owner == Owner::Volunteer,
            "{} {}",
            marker.field,
            marker.text
        );
    }
    assert_eq!(export.text_at("/email"), "person0@example.org");
    assert_eq!(
        export.at("/providers/0/offers").as_array().unwrap().len(),
        3
    );
    let log = export.at("/log").as_array().unwrap();
    let opened = log.iter().find(|line| line["action"] == "identity_opened");
    assert_eq!(opened.unwrap()["data"]["reason"], "vetting");
    assert_eq!(opened.unwrap()["by"], "staff");
    let own = log.iter().find(|line| line["action"] == "provider_created");
    assert_eq!(own.unwrap()["by"], "member");
}

#[tokio::test]
async fn which_document_was_seen_is_told_to_whose_it_is_and_to_no_other_member() {
    let app = TestApp::spawn().await;
    let (host, ngo) = (
        app.provider(0, "volunteer", 0).await,
        app.provider(1, "ngo", 0).await,
    );
    for (of, last4, shown) in [(&host, "4X17", true), (&ngo, "9Z28", false)] {
        app.post(format!("/providers/{}/evidence", of.id))
            .by(app.as_moderator())
            .json(&json!({ "kind": "identity_document", "document_last4": last4 }))
            .expect(201)
            .await;
        let email = format!("colleague.{last4}@example.org").to_lowercase();
        let colleague = app.colleague(of, &email).await;
        for (who, told) in [(&of.member, shown), (&colleague, false)] {
            let export = app.get("/accounts/me/export").by(who).expect(200).await;
            let documents = export.at("/providers/0/documents_last4");
            let expected = if told { json!([last4]) } else { json!([]) };
            assert_eq!(documents, &expected, "{}", who.email());
            assert_eq!(export.text.contains(last4), told);
        }
    }
}

async fn export(app: &TestApp, household: &Household) -> Answer {
    app.get(format!("/requests/{}/export", household.request))
        .by(&household.who)
        .expect(200)
        .await
}

#[tokio::test]
async fn what_somebody_agreed_to_is_written_down_in_their_words_and_goes_when_they_take_it_back() {
    let app = TestApp::spawn().await;
    let plain = app.file(&[service_need(1)]).await;
    let household = app.file_request(&with_needs()).await;
    let nothing = export(&app, &plain).await;
    assert_eq!(nothing.at("/consents"), &json!([]), "nothing special");
    let before = export(&app, &household).await;
    let purposes: Vec<_> = before
        .at("/consents")
        .as_array()
        .unwrap()
        .iter()
        .map(|c| {
            (
                c["purpose"].as_str().unwrap(),
                c["locale"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(purposes, [("functional_needs", "uk"), ("alerts", "uk")]);

    let take_back = |purpose: &str| {
        app.post(format!(
            "/requests/{}/consent-withdrawals",
            household.request
        ))
        .by(&household.who)
        .json(&json!({ "purpose": purpose }))
    };
    let left = take_back("functional_needs").expect(201).await;
    assert_eq!(left.at("/household/functional/wheelchair"), &json!(false));
    assert_eq!(
        left.at("/household/functional/dialysis_within_km"),
        &json!(null)
    );
    let criteria = left.at("/needs/0/need/criteria").as_array().unwrap();
    let features: Vec<_> = criteria.iter().map(|c| c["feature"].clone()).collect();
    assert_eq!(
        features,
        ["remote"],
        "what tells of health goes, wishes stay"
    );
    assert_eq!(left.at("/alerts"), &json!(true));
    let left = take_back("alerts").expect(201).await;
    assert_eq!(left.at("/alerts"), &json!(false));
    let after = export(&app, &household).await;
    for consent in after.at("/consents").as_array().unwrap() {
        assert!(consent["withdrawn_at"].is_string(), "{consent}");
    }
    let stored = "select count(*) from request where household ? 'functional' and (household #>> '{functional,wheelchair}')::boolean";
    assert_eq!(app.count(stored).await, 0);
}

#[tokio::test]
async fn a_household_corrects_how_it_is_reached_and_the_other_side_sees_that() {
    let app = TestApp::spawn().await;
    let canaries = canaries::make(&app).await;
    let household = &canaries.household;
    let version = app
        .get(format!("/requests/{}", household.request))
        .by(&household.who)
        .expect(200)
        .await
        .version();
    let correct = |version, body: &Value| {
        app.put(format!("/requests/{}/contact", household.request))
            .by(&household.who)
            .if_match(version)
            .json(body)
            .send()
    };
    let contact = json!({ "channel": "phone", "phone": "+37369555777", "name": "Ганна" });
    correct(version + 7, &contact)
        .await
        .problem(412, "stale-version");
    correct(version, &json!({ "channel": "phone" }))
        .await
        .fields(422, &["/phone required"]);
    correct(version, &contact).await.expect(200);
    let seen = app
        .get(format!("/matches/{}/contacts", canaries.matches[0]))
        .by(&canaries.volunteer.member)
        .expect(200)
        .await;
    assert_eq!(seen.text_at("/household/phone"), "+37369555777");
    assert_eq!(seen.text_at("/household/name"), "Ганна");
    assert_eq!(seen.at("/household/safe_note"), &json!(null));
}

#[tokio::test]
async fn a_household_chooses_in_which_language_it_is_written_to_from_now_on() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let contact = json!({ "channel": "email", "email": "olena@example.org" });
    let filed = with(request(&[service_need(1)]), "/contact", contact.clone());
    let household = app.file_request(&with(filed, "/locale", "uk")).await;
    let correct = async |version: i64, body: Value| {
        app.put(format!("/requests/{}/contact", household.request))
            .by(&household.who)
            .if_match(version)
            .json(&body)
            .expect(200)
            .await
    };
    let kept = correct(1, contact.clone()).await;
    assert_eq!(
        (kept.text_at("/locale"), kept.version()),
        ("uk".to_owned(), 2)
    );
    let changed = correct(2, with(contact, "/locale", "ro")).await;
    assert_eq!(changed.text_at("/locale"), "ro");
    app.matched(&household, &provider, &offer).await;
    app.run_jobs(&sink.mailer()).await;
    let told = |locale: Locale| {
        let subject = texts::text(locale, "mail-proposal-accepted-subject");
        let mails = sink.messages();
        let theirs = mails.iter().filter(|m| m.to == "olena@example.org");
        theirs.filter(|m| m.subject == subject).count()
    };
    assert_eq!((told(Locale::Ro), told(Locale::Uk)), (1, 0));

    let mut browser = Browser::new(&app);
    let open = browser.open("/en/my").await;
    let code = open.form("/en/my").with("code", &household.code);
    browser.send(&code).await;
    let page = browser.open("/en/my/contact").await;
    let form = page.form("/en/my/contact");
    assert_eq!(form.value("locale"), Some("ro"));
    let saved = browser.send(&form.with("locale", "ru")).await;
    assert_eq!(saved.address, "/en/my/data");
    let own = app.get(format!("/requests/{}", household.request));
    let own = own.by(&household.who).expect(200).await;
    assert_eq!(own.text_at("/locale"), "ru");
}

#[tokio::test]
async fn mails_that_somebody_asked_for_need_the_address_they_go_to() {
    let app = TestApp::spawn().await;
    let household = app.file_request(&with_needs()).await;
    app.put(format!("/requests/{}/contact", household.request))
        .by(&household.who)
        .if_match(1)
        .json(&json!({ "channel": "in_product" }))
        .send()
        .await
        .fields(422, &["/channel email-needed"]);
}
