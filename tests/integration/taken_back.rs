//! Evidence that was wrong is taken back: the level falls at once to what is left, and what needs more is hidden.

#![cfg(test)]

use std::time::Duration;

use punte_api::texts;
use punte_core::locale::Locale;
use punte_tests::{
    Answer, Browser, MailSink, TestApp, Who, housing_need, housing_offer, service, shelter_offer,
};
use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, Connection as _};
use uuid::Uuid;

use crate::pages::desk::moderator;

async fn take_back(app: &TestApp, by: &Who, evidence: &str, reason: &str) -> Answer {
    app.post(format!("/evidence/{evidence}/withdrawal"))
        .by(by)
        .json(&json!({ "reason": reason }))
        .send()
        .await
}

/// What the log says of what was taken back.
async fn lines(app: &TestApp) -> Vec<Value> {
    sqlx::query_scalar(
        "select data from audit_event where action = 'evidence_taken_back' order by id",
    )
    .fetch_all(&mut app.superuser().await)
    .await
    .unwrap()
}

/// The rule that a statement of the server's runs into, at the end of its transaction at the latest.
async fn refused(app: &TestApp, statement: String) -> Option<String> {
    let mut db = app.app_rw().await;
    let mut tx = db.begin().await.unwrap();
    let done = sqlx::query(AssertSqlSafe(statement))
        .execute(&mut *tx)
        .await;
    let error = match done {
        Ok(_) => tx.commit().await.expect_err("it was not refused"),
        Err(error) => error,
    };
    let error = error.as_database_error().unwrap();
    error.constraint().map(str::to_owned)
}

#[tokio::test]
async fn what_was_forged_counts_no_more_at_once_and_its_provider_is_told_that_and_not_why() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let host = app.provider(0, "volunteer", 2).await;
    let home = app.live(&host, &housing_offer(&host.id)).await;
    let advice = app.live(&host, &service(&host.id)).await;
    let need = housing_need(1, "2027-03-10", "2027-03-12");
    let household = app.file(std::slice::from_ref(&need)).await;
    let asked = app.propose(&household, &home).await;
    app.run_jobs(&sink.mailer()).await;
    let before = sink.messages().len();

    let record = app.evidence(&host, "criminal_record").await;
    let stands = take_back(&app, app.as_moderator(), &record, "forged").await;
    let stands = stands.expect(201);
    assert_eq!(stands.text_at("/vetting_level"), "L1");
    assert_eq!(stands.text_at("/status"), "vetted");
    assert_eq!(stands.at("/checks").as_array().unwrap().len(), 1);
    assert!(!app.is_public(&home).await);
    assert!(app.is_public(&advice).await, "the identity is enough");
    let stranger = app.file(&[need]).await;
    app.try_propose(&stranger, 0, &home)
        .await
        .problem(409, "offer-not-available");

    app.run_jobs(&sink.mailer()).await;
    let waited = app.get(format!("/matches/{asked}")).by(&household.who);
    assert_eq!(waited.expect(200).await.text_at("/state"), "declined");
    let sent = sink.messages().split_off(before);
    let key = "mail-evidence-taken-back-subject";
    let said = |subject: &str| Locale::ALL.iter().any(|l| texts::text(*l, key) == subject);
    let told: Vec<_> = sent.iter().filter(|m| said(&m.subject)).collect();
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].to, "person0@example.org");
    assert!(!told[0].body.contains("forged"));

    // A second tap finds it done.
    take_back(&app, app.as_moderator(), &record, "mistaken")
        .await
        .expect(201);
    let found = lines(&app).await;
    assert_eq!(found.len(), 1);
    assert_eq!(found[0]["kind"], "criminal_record");
    assert_eq!(found[0]["reason"], "forged");
    assert!(found[0]["vetted_until"].is_string());

    // Whoever checks finds them, and what is seen anew counts, though it was seen before that.
    let list = moderator(&app, 0).await.open("/en/desk/expiring").await;
    let links = list.attributes("#recheck ~ ul a", "href");
    assert_eq!(links, [format!("/en/desk/providers/{}", host.id)]);
    let yesterday = app.now() - jiff::SignedDuration::from_hours(24);
    app.post(format!("/providers/{}/evidence", host.id))
        .by(app.as_moderator())
        .json(&json!({ "kind": "criminal_record", "seen_at": yesterday }))
        .expect(201)
        .await;
    assert!(app.is_public(&home).await);
}

#[tokio::test]
async fn without_what_lies_below_it_a_visit_is_worth_nothing_and_without_anything_nobody_is_vetted()
{
    let app = TestApp::spawn().await;
    let host = app.provider(0, "volunteer", 3).await;
    let advice = app.live(&host, &service(&host.id)).await;
    let by = app.as_moderator();
    for (kind, level, status) in [
        ("identity_document", json!("L0"), "vetted"),
        ("visit", json!("L0"), "vetted"),
        ("criminal_record", Value::Null, "unvetted"),
    ] {
        let id = app.evidence(&host, kind).await;
        let stands = take_back(&app, by, &id, "of_somebody_else").await;
        let stands = stands.expect(201);
        assert_eq!(stands.at("/vetting_level"), &level, "without {kind}");
        assert_eq!(stands.text_at("/status"), status, "without {kind}");
        assert!(!app.is_public(&advice).await);
    }
    app.vet(&host.id, &["identity_document"]).await;
    assert!(app.is_public(&advice).await);
}

#[tokio::test]
async fn of_an_organisation_its_entry_in_the_register_stands_for_its_identity() {
    let app = TestApp::spawn().await;
    let ngo = app.provider(0, "ngo", -1).await;
    let host = app.provider(1, "volunteer", -1).await;
    for (provider, level) in [(&ngo, "L2"), (&host, "L0")] {
        app.vet(&provider.id, &["public_register"]).await;
        let read = app.get(format!("/providers/{}", provider.id));
        let read = read.by(&provider.member).expect(200).await;
        assert_eq!(read.text_at("/vetting_level"), level);
    }
    let shelter = app.live(&ngo, &shelter_offer(&ngo.id)).await;
    let entry = app.evidence(&ngo, "public_register").await;
    take_back(&app, app.as_moderator(), &entry, "mistaken")
        .await
        .expect(201);
    assert!(!app.is_public(&shelter).await);
}

#[tokio::test]
async fn nobody_takes_back_what_is_of_their_own_organisation_or_without_a_reason() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    let own = app.colleague(&provider, "own@example.org").await;
    app.make_staff(&own, "moderator").await;
    own.fresh_token(&app).await;
    let id = app.evidence(&provider, "identity_document").await;
    take_back(&app, &own, &id, "forged").await.expect(403);
    take_back(&app, &provider.member, &id, "forged")
        .await
        .expect(404);
    take_back(&app, app.as_moderator(), &id, "because")
        .await
        .fields(400, &["/reason unknown-value"]);
    assert!(lines(&app).await.is_empty());
    app.evidence(&provider, "identity_document").await;
}

#[tokio::test]
async fn the_database_lets_no_standing_outlast_what_it_rests_on() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "volunteer", 2).await;
    let of = format!("provider_id = '{}'", provider.id);
    let (member, moderator) = (provider.member.account, app.as_moderator().account);
    let back = |by: &str| {
        format!(
            "update vetting_evidence set superseded_at = app_now(), taken_back_by = '{by}', taken_back_for = 'forged'
             where {of} and kind = 'identity_document'"
        )
    };
    for (statement, rule) in [
        // A level is not skipped.
        (
            format!(
                "update provider set vetting_level = 3 where id = '{}'",
                provider.id
            ),
            "provider_evidence_check",
        ),
        (
            format!(
                "update provider set vetted_until = vetted_until + interval '1 second' where id = '{}'",
                provider.id
            ),
            "provider_evidence_check",
        ),
        (back(&moderator.to_string()), "provider_evidence_check"),
        (back(&member.to_string()), "vetting_evidence_not_own_check"),
        (
            format!("update vetting_evidence set superseded_at = app_now() where {of}"),
            "provider_evidence_check",
        ),
    ] {
        let found = refused(&app, statement.clone()).await;
        assert_eq!(found.as_deref(), Some(rule), "{statement}");
    }
    let id = app.evidence(&provider, "criminal_record").await;
    take_back(&app, app.as_moderator(), &id, "forged")
        .await
        .expect(201);
    // Who took it back, and why, stays.
    let other =
        format!("update vetting_evidence set taken_back_for = 'mistaken' where id = '{id}'");
    let found = refused(&app, other).await;
    assert_eq!(
        found.as_deref(),
        Some("vetting_evidence_taken_back_once_check")
    );
}

#[tokio::test]
async fn evidence_that_is_put_aside_while_it_is_taken_back_is_found_as_by_a_second_tap() {
    let app = TestApp::spawn().await;
    let host = app.provider(0, "volunteer", 1).await;
    app.post(format!("/providers/{}/evidence", host.id))
        .by(app.as_moderator())
        .json(&json!({ "kind": "criminal_record", "result": "failed" }))
        .expect(201)
        .await;
    let id: Uuid = sqlx::query_scalar("select id from vetting_evidence where result = 'failed'")
        .fetch_one(&mut app.superuser().await)
        .await
        .unwrap();
    let mut other = app.superuser().await;
    let mut other = other.begin().await.unwrap();
    sqlx::query(
        "update vetting_evidence set superseded_at = app_now() - interval '1 second' where id = $1",
    )
    .bind(id)
    .execute(&mut *other)
    .await
    .unwrap();
    let id = id.to_string();
    let (done, ()) = tokio::join!(take_back(&app, app.as_moderator(), &id, "forged"), async {
        let waits = "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
        let mut waited = false;
        for _ in 0..400 {
            waited = app.count(waits).await > 0;
            if waited {
                break;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        assert!(waited);
        other.commit().await.unwrap();
    });
    assert_eq!(done.expect(201).text_at("/vetting_level"), "L1");
    assert!(lines(&app).await.is_empty(), "nobody took it back");
}

#[tokio::test]
async fn what_failed_supports_no_level_and_is_written_down_for_moderators_alone() {
    let app = TestApp::spawn().await;
    let host = app.provider(0, "volunteer", 1).await;
    let advice = app.live(&host, &service(&host.id)).await;
    let address = format!("/en/desk/providers/{}", host.id);
    let mut browser = moderator(&app, 0).await;
    let page = format!("{address}/evidence");
    let form = browser.open(&page).await.form(&page);
    let form = form.with("kind", "criminal_record");
    let unsaid = browser.send(&form).await;
    assert_eq!(unsaid.status, 422, "whether it passed is said");
    let form = unsaid.form(&page).with("result", "failed");
    let done = browser.send(&form).await;
    assert_eq!(done.address, address);
    assert!(done.text(".said").unwrap().contains("as not passed"));
    let checks = done.texts("#checks ~ .checks li");
    let failed = "criminal record certificate: not passed";
    assert!(checks.iter().any(|c| c.contains(failed)), "{checks:?}");
    let read = app.get(format!("/providers/{}", host.id));
    let read = read.by(&host.member).expect(200).await;
    assert_eq!(read.text_at("/vetting_level"), "L1");
    assert_eq!(read.at("/checks").as_array().unwrap().len(), 1);
    let seen = app.get(format!("/public/offers/{advice}"));
    let seen = seen.expect(200).await.text;
    assert!(!seen.contains("criminal_record"), "{seen}");
    // It passes after all: that counts, and what failed stays written down.
    app.vet(&host.id, &["criminal_record"]).await;
    let read = app.get(format!("/providers/{}", host.id));
    let read = read.by(&host.member).expect(200).await;
    assert_eq!(read.text_at("/vetting_level"), "L2");
    let page = browser.open(&address).await;
    assert!(page.html.contains(failed));
    // Nor does the database take it for a step.
    let written = format!(
        "insert into vetting_evidence (id, provider_id, kind, level, seen_by, seen_at, lapses_at, result)
         values (gen_random_uuid(), '{}', 'visit', 3, '{}', app_now(), app_now() + interval '300 days', 'failed')",
        host.id,
        app.as_moderator().account
    );
    let mut db = app.app_rw().await;
    sqlx::query(AssertSqlSafe(written))
        .execute(&mut db)
        .await
        .unwrap();
    let risen = format!(
        "update provider set vetting_level = 3, vetted_until = app_now() + interval '1 day' where id = '{}'",
        host.id
    );
    let found = refused(&app, risen).await;
    assert_eq!(found.as_deref(), Some("provider_evidence_check"));
}

#[tokio::test]
async fn a_moderator_takes_a_check_back_on_the_page_of_its_provider_and_says_why() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 2).await;
    let shelter = app.live(&provider, &shelter_offer(&provider.id)).await;
    let id = app.evidence(&provider, "criminal_record").await;
    let address = format!("/en/desk/providers/{}", provider.id);
    let mut browser: Browser = moderator(&app, 0).await;
    let page = browser.open(&address).await;
    let link = format!("{address}?evidence={id}#take-back");
    assert!(page.links().contains(&link), "{:?}", page.links());
    assert!(page.way_to("take-back").is_none());
    let page = browser.open(&format!("{address}?evidence={id}")).await;
    let form = page.to_do("take-back");
    let silent = browser.send(&form).await;
    assert_eq!(silent.status, 422);
    let form = silent.to_do("take-back").with("doubt", "of_somebody_else");
    assert!(app.is_public(&shelter).await);
    let page = browser.send(&form).await;
    assert!(page.text(".said").unwrap().contains("Taken back"));
    assert!(!app.is_public(&shelter).await);
    let checks = page.texts("#checks ~ .checks li");
    let gone = checks.iter().find(|c| c.contains("taken back on"));
    assert!(gone.unwrap().contains("somebody else"), "{checks:?}");
    // Their page says what is missing, and nothing of why.
    let mut member = Browser::new(&app);
    member.sign_in(provider.member.email()).await;
    let page = member.open("/en/provider").await;
    let list = page.text("tbody").unwrap();
    assert!(list.contains("criminal record certificate"), "{list}");
    assert!(!list.contains("identity document"), "{list}");
    assert!(!page.html.contains("is somebody else"));
}

#[tokio::test]
async fn a_level_that_was_lost_stays_missed_whatever_else_is_seen_until_it_is_reached_again() {
    let app = TestApp::spawn().await;
    let one = app.as_moderator();
    let host = app.provider(0, "ngo", 3).await;
    let missed = "select count(*) from provider where level_lost = 3";
    let visit = app.evidence(&host, "visit").await;
    take_back(&app, one, &visit, "mistaken").await.expect(201);
    assert_eq!(app.count(missed).await, 1);
    // Of what is below it something newer is seen.
    app.vet(&host.id, &["identity_document"]).await;
    assert_eq!(app.count(missed).await, 1);
    app.vet(&host.id, &["visit"]).await;
    assert_eq!(app.count(missed).await, 0);
}
