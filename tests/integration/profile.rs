//! What a provider says about itself is corrected by those who administer it: contacts count at once, and with another name or register
//! entry it is vetted again, and whom it agreed with is told. While a report about it is open it stays known as whom that was made of.

#![cfg(test)]

mod held;
mod renamed;

use punte_tests::{
    Answer, MailSink, Provider, SEEN_FOR, TestApp, Who, housing_offer, profile, service,
    service_need, with,
};
use serde_json::{Value, json};

use crate::pages::desk::moderator;

async fn read(app: &TestApp, provider: &Provider) -> Answer {
    let call = app.get(format!("/providers/{}", provider.id));
    call.by(&provider.member).expect(200).await
}

/// Sends a profile, with a version.
async fn send(app: &TestApp, id: &str, by: &Who, version: i64, body: &Value) -> Answer {
    let call = app.put(format!("/providers/{id}/profile")).by(by);
    call.if_match(version).json(body).send().await
}

/// Corrects a profile as its administrator, in its newest version.
async fn correct(app: &TestApp, provider: &Provider, body: &Value) -> Answer {
    let version = read(app, provider).await.version();
    send(app, &provider.id, &provider.member, version, body)
        .await
        .expect(200)
}

/// What the log says of the corrections, in order.
async fn lines(app: &TestApp) -> Vec<Value> {
    sqlx::query_scalar(
        "select data from audit_event where action = 'provider_corrected' order by id",
    )
    .fetch_all(&mut app.superuser().await)
    .await
    .unwrap()
}

/// A moderator looks at who they are.
async fn look(app: &TestApp, provider: &Provider) {
    app.post(format!("/providers/{}/identity-views", provider.id))
        .by(app.as_moderator())
        .json(&json!({ "reason": "vetting" }))
        .expect(201)
        .await;
}

async fn evidence(app: &TestApp, provider: &Provider, kind: &str) -> Answer {
    app.post(format!("/providers/{}/evidence", provider.id))
        .by(app.as_moderator())
        .json(&json!({ "kind": kind }))
        .expect(201)
        .await
}

/// The constraint that a statement with the server's rights runs into.
async fn refused(app: &TestApp, statement: &'static str) -> Option<String> {
    let tried = sqlx::query(statement)
        .execute(&mut app.app_rw().await)
        .await;
    let error = tried.expect_err(statement);
    let error = error.as_database_error().unwrap();
    error.constraint().map(str::to_owned)
}

#[tokio::test]
async fn a_corrected_contact_is_seen_by_whom_one_agreed_with_and_hides_nothing() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    let rival = app.provider(1, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let household = app.file(&[service_need(1)]).await;
    let agreed = app.matched(&household, &provider, &offer).await;
    let phones = "select count(distinct phone_index) from identity.provider";
    assert_eq!(app.count(phones).await, 1, "both have the same number");
    let before = read(&app, &provider).await;
    let body = with(profile(0, "ngo"), "/phone", "+373 69 555 200");
    let body = with(body, "/email", "Casa@Example.org");
    let body = with(body, "/contact_person", "Ion Ciobanu");
    let body = with(body, "/contact_hours", "după ora 17:00");
    let after = correct(&app, &provider, &body).await;
    assert_eq!(after.version(), before.version() + 1);
    for unchanged in ["/status", "/vetting_level", "/vetted_until", "/checks"] {
        assert_eq!(after.at(unchanged), before.at(unchanged));
    }
    assert_eq!(
        read(&app, &provider).await.at("/profile"),
        after.at("/profile")
    );
    let seen = app
        .get(format!("/matches/{agreed}/contacts"))
        .by(&household.who)
        .expect(200)
        .await;
    for (field, value) in [
        ("name", "Gazda numărul 0"),
        ("phone", "+37369555200"),
        ("email", "casa@example.org"),
        ("contact_person", "Ion Ciobanu"),
        ("contact_hours", "după ora 17:00"),
    ] {
        assert_eq!(seen.text_at(&format!("/provider/{field}")), value);
    }
    assert!(app.is_public(&offer).await);
    // What it is looked up by is that of the new number, and nobody else's changed.
    assert_eq!(app.count(phones).await, 2);
    let other = read(&app, &rival).await;
    assert_eq!(other.text_at("/profile/phone"), "+37369123456");
    // Which parts, and not what they say.
    let parts = ["contact_person", "email", "phone", "contact_hours"];
    let line = json!({ "fields": parts, "again": false });
    assert_eq!(lines(&app).await, [line]);
    // The same once more is no correction.
    let same = correct(&app, &provider, &body).await;
    assert_eq!(same.version(), after.version());
    assert_eq!(lines(&app).await.len(), 1);
}

#[tokio::test]
async fn another_name_hides_the_offers_at_once_until_the_provider_is_vetted_again() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let provider = app.provider(0, "ngo", 3).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let household = app.file(&[service_need(1), service_need(1)]).await;
    let agreed = app.matched(&household, &provider, &offer).await;
    let asked = app.try_propose(&household, 1, &offer).await;
    let asked = asked.expect(201).id();
    assert!(app.is_public(&offer).await);

    let body = with(profile(0, "ngo"), "/name", "Casa Bună");
    let after = correct(&app, &provider, &body).await;
    assert_eq!(after.text_at("/profile/name"), "Casa Bună");
    assert_eq!(after.text_at("/status"), "unvetted");
    assert_eq!(after.at("/vetting_level"), &Value::Null);
    assert_eq!(after.at("/vetted_until"), &Value::Null);
    assert_eq!(after.at("/checks"), &json!([]));
    assert!(!app.is_public(&offer).await);
    let stranger = app.file(&[service_need(1)]).await;
    app.try_propose(&stranger, 0, &offer)
        .await
        .problem(409, "offer-not-available");
    // Who waits looks further; what was agreed stays.
    app.run_jobs(&sink.mailer()).await;
    for (id, state) in [(&asked, "declined"), (&agreed, "accepted")] {
        let found = app.get(format!("/matches/{id}")).by(&household.who);
        assert_eq!(found.expect(200).await.text_at("/state"), state);
    }
    let line = json!({ "fields": ["name"], "again": true });
    assert_eq!(lines(&app).await, [line]);

    // Whoever has not looked at who they are now has seen nothing of it.
    let blind = app.post(format!("/providers/{}/evidence", provider.id));
    let blind = blind
        .by(app.as_moderator())
        .json(&json!({ "kind": "visit" }));
    blind.send().await.expect(412);
    look(&app, &provider).await;
    // A visit under the former name does not come back with whatever is seen first under this one.
    evidence(&app, &provider, "email_confirmed").await;
    assert!(!app.is_public(&offer).await);
    let stands = evidence(&app, &provider, "identity_document").await;
    assert_eq!(stands.text_at("/vetting_level"), "L1");
    assert_eq!(stands.at("/checks").as_array().unwrap().len(), 2);
    assert!(app.is_public(&offer).await);
    let path = format!("/public/offers/{offer}");
    let shown = app.get(path).expect(200).await;
    assert_eq!(shown.text_at("/provider_name"), "Casa Bună");
    let checks = shown.at("/checks").to_string();
    assert!(checks.contains("identity_document"), "{checks}");
    assert!(!checks.contains("visit"), "{checks}");
}

#[tokio::test]
async fn the_register_entry_and_the_name_of_a_private_person_are_checked_again_too() {
    let app = TestApp::spawn().await;
    let ngo = app.provider(0, "ngo", 3).await;
    let host = app.provider(1, "volunteer", 3).await;
    let advice = app.live(&ngo, &service(&ngo.id)).await;
    let home = app.live(&host, &housing_offer(&host.id)).await;
    for (provider, offer, body) in [
        (
            &ngo,
            &advice,
            with(profile(0, "ngo"), "/registration_number", "1002600099999"),
        ),
        (
            &ngo,
            &advice,
            with(profile(0, "ngo"), "/legal_representative", "Ana Rusu"),
        ),
        (
            &host,
            &home,
            with(profile(1, "volunteer"), "/name", "Ana Rusu"),
        ),
    ] {
        let after = correct(&app, provider, &body).await;
        assert_eq!(after.text_at("/status"), "unvetted", "{body}");
        assert!(!app.is_public(offer).await, "{body}");
        look(&app, provider).await;
        app.vet(&provider.id, &SEEN_FOR).await;
        assert!(app.is_public(offer).await, "{body}");
    }
    // Organisations are named in public, private persons nowhere.
    let named = "select count(*) from provider where public_name is null";
    assert_eq!(app.count(named).await, 1);
    let name = read(&app, &host).await.text_at("/profile/name");
    assert_eq!(name, "Ana Rusu");
}

#[tokio::test]
async fn nobody_corrects_a_profile_but_its_administrators_in_the_version_that_they_saw() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    let rival = app.provider(1, "ngo", 1).await;
    let colleague = app.colleague(&provider, "colleague@example.org").await;
    let body = with(profile(0, "ngo"), "/phone", "+37369555200");
    let version = read(&app, &provider).await.version();
    let founder = &provider.member;
    for stale in [version - 1, version + 1] {
        send(&app, &provider.id, founder, stale, &body)
            .await
            .problem(412, "stale-version");
    }
    send(&app, &provider.id, &colleague, version, &body)
        .await
        .problem(403, "forbidden");
    for stranger in [&rival.member, app.as_moderator()] {
        send(&app, &provider.id, stranger, version, &body)
            .await
            .problem(404, "not-found");
    }
    let company = with(body.clone(), "/kind", "company");
    send(&app, &provider.id, founder, version, &company)
        .await
        .fields(422, &["/kind fixed"]);
    let wrong = with(body.clone(), "/phone", "12");
    let wrong = with(wrong, "/registration_number", Value::Null);
    send(&app, &provider.id, founder, version, &wrong)
        .await
        .fields(422, &["/registration_number required", "/phone phone"]);
    // Whoever is blocked stays known as whom they were blocked.
    app.post(format!("/providers/{}/block", rival.id))
        .by(app.as_moderator())
        .json(&json!({ "reason": "danger" }))
        .expect(201)
        .await;
    let version = read(&app, &rival).await.version();
    let own = with(profile(1, "ngo"), "/phone", "+37369555200");
    send(&app, &rival.id, &rival.member, version, &own)
        .await
        .problem(409, "illegal-state");
    assert!(lines(&app).await.is_empty());
    let kept = read(&app, &provider).await;
    assert_eq!(kept.text_at("/profile/phone"), "+37369123456");
}

#[tokio::test]
async fn the_database_lets_nobody_take_what_was_checked_along_to_another_name() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 3).await;
    let renamed = refused(&app, "update provider set public_name = 'Casa Bună'").await;
    assert_eq!(renamed.as_deref(), Some("provider_renamed_check"));
    let body = with(profile(0, "ngo"), "/name", "Casa Bună");
    correct(&app, &provider, &body).await;
    let again = "update vetting_evidence set superseded_at = null";
    let again = refused(&app, again).await;
    assert_eq!(again.as_deref(), Some("vetting_evidence_superseded_check"));
    let vetted = "update provider set status = 'vetted', vetting_level = 0, vetted_until = app_now() + interval '1 day'";
    let vetted = refused(&app, vetted).await;
    assert_eq!(vetted.as_deref(), Some("provider_evidence_check"));
}

#[tokio::test]
async fn whoever_has_not_looked_since_records_nothing_though_the_log_has_let_go_of_the_correction()
{
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "volunteer", 3).await;
    // A look at who they were before is none.
    look(&app, &provider).await;
    let named = with(profile(0, "volunteer"), "/name", "Ana Rusu");
    correct(&app, &provider, &named).await;
    let forget = async || {
        let mut db = app.superuser().await;
        for statement in [
            "set session_replication_role = replica",
            "delete from audit_event",
        ] {
            sqlx::query(statement).execute(&mut db).await.unwrap();
        }
    };
    let record = async || {
        let call = app.post(format!("/providers/{}/evidence", provider.id));
        let call = call.by(app.as_moderator());
        call.json(&json!({ "kind": "visit" })).send().await
    };
    record().await.problem(412, "stale-version");
    forget().await;
    record().await.problem(412, "stale-version");
    look(&app, &provider).await;
    // Of a look that is gone nothing is known.
    forget().await;
    record().await.problem(412, "stale-version");
    look(&app, &provider).await;
    record().await.expect(201);
    // Another correction, another look.
    let named = with(profile(0, "volunteer"), "/name", "Ana Ionescu");
    correct(&app, &provider, &named).await;
    record().await.problem(412, "stale-version");
    look(&app, &provider).await;
    record().await.expect(201);
    let back = refused(&app, "update provider set corrections = 0").await;
    assert_eq!(back.as_deref(), Some("provider_corrections_check"));
}

#[tokio::test]
async fn the_desk_says_to_look_again_before_it_writes_down_what_was_seen_of_another_name() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "volunteer", 1).await;
    look(&app, &provider).await;
    let named = with(profile(0, "volunteer"), "/name", "Ana Rusu");
    correct(&app, &provider, &named).await;
    let mut desk = moderator(&app, 0).await;
    let home = format!("/en/desk/providers/{}", provider.id);
    let address = format!("{home}/evidence");
    let form = desk.open(&address).await.form(&address);
    let form = form
        .with("kind", "identity_document")
        .with("result", "passed");
    let form = form.with("last4", "90AB");
    let seen = "select count(*) from vetting_evidence where superseded_at is null and kind = 'identity_document'";
    let before = app.count(seen).await;
    let refused = desk.send(&form).await;
    assert_eq!((refused.status, &refused.address), (412, &address));
    let said = refused.text("#unseen").unwrap();
    assert!(said.contains("another name"), "{said}");
    assert_eq!(
        refused.attributes("#unseen a", "href"),
        std::slice::from_ref(&home)
    );
    assert_eq!(app.count(seen).await, before);
    let kept = refused.form(&address);
    assert_eq!(kept.value("kind"), Some("identity_document"));
    assert_eq!(kept.value("last4"), Some("90AB"));
    look(&app, &provider).await;
    let done = desk.send(&kept).await;
    assert_eq!((done.status, &done.address), (200, &home));
    assert_eq!(app.count(seen).await, before + 1);
}
