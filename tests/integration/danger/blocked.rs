//! From the moment of a block on: what is closed before the worker has stopped anything, and what is done and told before all else.

use std::collections::BTreeSet;

use jiff::SignedDuration;
use punte_api::{jobs, texts};
use punte_core::locale::Locale;
use punte_tests::{Household, MailSink, Provider, TestApp, request, service, service_need, with};
use serde_json::json;
use sqlx::{Connection as _, PgConnection};

/// A household that is reached by mail, and what it agreed on with a provider.
async fn agreed(app: &TestApp) -> (Provider, Household, String) {
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let contact = json!({ "channel": "email", "name": "Олена", "email": "olena@example.org" });
    let body = with(request(&[service_need(1)]), "/contact", contact);
    let household = app.file_request(&body).await;
    let id = app.matched(&household, &provider, &offer).await;
    (provider, household, id)
}

async fn block(app: &TestApp, provider: &Provider) {
    let block = app.post(format!("/providers/{}/block", provider.id));
    let block = block
        .by(app.as_moderator())
        .json(&json!({ "reason": "danger" }));
    block.expect(201).await;
}

async fn state(app: &TestApp, household: &Household, id: &str) -> String {
    let seen = app.get(format!("/matches/{id}")).by(&household.who);
    seen.expect(200).await.text_at("/state")
}

/// Whether the data key of a row is there for somebody.
async fn opens(db: &mut PgConnection, looker: &str, row: &str) -> bool {
    let mut tx = db.begin().await.unwrap();
    sqlx::query("select set_config('punte.opens_for', $1, true)")
        .bind(looker)
        .execute(&mut *tx)
        .await
        .unwrap();
    let there =
        sqlx::query_scalar("select exists (select from identity.data_key where row_id = $1::uuid)")
            .bind(row)
            .fetch_one(&mut *tx)
            .await
            .unwrap();
    tx.rollback().await.unwrap();
    there
}

#[tokio::test]
async fn whoever_is_blocked_sees_and_writes_to_nobody_though_the_worker_stopped_nothing_yet() {
    let app = TestApp::spawn().await;
    let (provider, household, id) = agreed(&app).await;
    let sides = [&household.who, &provider.member];
    let look = |who| app.get(format!("/matches/{id}/contacts")).by(who);
    let thanks = json!({ "phrase": "thank_you" });
    let write = |who| {
        let call = app.post(format!("/matches/{id}/messages")).by(who);
        call.json(&thanks)
    };
    let member: uuid::Uuid =
        sqlx::query_scalar("select account_id from provider_member where provider_id = $1::uuid")
            .bind(&provider.id)
            .fetch_one(&mut app.superuser().await)
            .await
            .unwrap();
    let lookers = [
        (format!("account:{member}"), &household.request),
        (format!("request:{}", household.request), &provider.id),
    ];
    let mut wall = app.app_rw().await;
    for who in sides {
        look(who).expect(200).await;
        write(who).expect(201).await;
    }
    for (looker, row) in &lookers {
        assert!(opens(&mut wall, looker, row).await, "{looker}");
    }

    block(&app, &provider).await;
    let seen = app.get(format!("/matches/{id}")).by(&household.who);
    let seen = seen.expect(200).await;
    assert_eq!(seen.text_at("/state"), "accepted", "no worker ran");
    assert_eq!(seen.at("/contacts_shown"), &json!(false));
    for who in sides {
        look(who).send().await.problem(409, "illegal-state");
        write(who).send().await.problem(409, "illegal-state");
    }
    let looks = "select count(*) from contact_access";
    assert_eq!(app.count(looks).await, 2, "those before the block");
    // Whatever the use cases forget to ask.
    for (looker, row) in &lookers {
        assert!(!opens(&mut wall, looker, row).await, "{looker}");
    }
    let refused = sqlx::query(
        "insert into message (id, match_id, side, locale, phrase, at) values (gen_random_uuid(), $1::uuid, 'provider', 'uk', 'thank_you', now())",
    )
    .bind(&id)
    .execute(&mut wall)
    .await
    .unwrap_err();
    let constraint = refused.as_database_error().unwrap().constraint();
    assert_eq!(constraint, Some("message_match_check"), "{refused}");
}

#[tokio::test]
async fn what_a_block_stops_and_whom_it_concerns_wait_behind_nothing() {
    let app = TestApp::spawn().await;
    let (provider, household, id) = agreed(&app).await;
    // By now the offer that became visible is to be looked at, and what was said of the request is to be sent.
    app.advance(SignedDuration::from_mins(2));
    let due: Vec<String> = sqlx::query_scalar(
        "select distinct kind from job where state = 'queued' and run_at < app_now() order by kind",
    )
    .fetch_all(&mut app.app_rw().await)
    .await
    .unwrap();
    assert_eq!(due, ["mail", "offer_visible"]);
    block(&app, &provider).await;

    let sink = MailSink::start();
    let (cases, mailer, texter) = (app.use_cases().await, sink.mailer(), app.texter());
    let next = async || jobs::run_next(&cases, &mailer, &texter).await.unwrap();
    assert!(next().await);
    assert_eq!(state(&app, &household, &id).await, "stopped_for_safety");
    assert!(sink.messages().is_empty());
    assert!(next().await && next().await);
    let told: BTreeSet<(String, String)> = sink
        .messages()
        .into_iter()
        .map(|mail| (mail.to, mail.subject))
        .collect();
    let mail = |to: &str, locale, key: &str| {
        let subject = texts::text(locale, &format!("mail-{key}-subject"));
        (to.to_owned(), subject)
    };
    let expected = BTreeSet::from([
        mail("olena@example.org", Locale::Uk, "match-stopped"),
        mail("person0@example.org", Locale::ALL[0], "provider-blocked"),
    ]);
    assert_eq!(told, expected);
    // All else comes after it.
    while next().await {}
    cases.pool.close().await;
    assert!(sink.messages().len() > expected.len());
}
