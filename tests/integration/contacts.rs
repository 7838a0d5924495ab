//! Contacts are shown to both sides of an accepted match, and to nobody else at any other time.

#![cfg(test)]

use punte_tests::{Answer, Household, Provider, TestApp, request, service, service_need, with};
use serde_json::{Value, json};

async fn contacts(app: &TestApp, who: &punte_tests::Who, id: &str) -> Answer {
    app.get(format!("/matches/{id}/contacts"))
        .by(who)
        .send()
        .await
}

/// A request with a name, a phone and an e-mail, that wants to be reached in one way.
fn reachable(channel: &str) -> Value {
    with(
        request(&[service_need(1)]),
        "/contact",
        json!({
            "channel": channel,
            "name": "Оксана",
            "phone": "+380501234567",
            "email": "oksana@example.org",
            "safe_note": "після шостої",
        }),
    )
}

async fn proposed(app: &TestApp, channel: &str) -> (Provider, Household, String) {
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let household = app.file_request(&reachable(channel)).await;
    let id = app.propose(&household, &offer).await;
    (provider, household, id)
}

#[tokio::test]
async fn contacts_are_hidden_before_acceptance_shown_after_it_and_gone_after_the_end() {
    let app = TestApp::spawn().await;
    let (provider, household, id) = proposed(&app, "phone").await;
    for who in [&household.who, &provider.member] {
        contacts(&app, who, &id).await.problem(409, "illegal-state");
    }
    let asked = app
        .get(format!("/providers/{}/matches", provider.id))
        .by(&provider.member)
        .expect(200)
        .await;
    for secret in ["380501234567", "oksana", "Оксана", "шостої"] {
        assert!(!asked.text.contains(secret), "{}", asked.text);
    }
    app.try_accept(&provider, &id).await.expect(200);

    let to_household = contacts(&app, &household.who, &id).await.expect(200);
    assert_eq!(to_household.text_at("/provider/name"), "Gazda numărul 0");
    assert_eq!(to_household.text_at("/provider/phone"), "+37369123456");
    assert_eq!(
        to_household.text_at("/provider/email"),
        "contact0@example.org"
    );
    assert_eq!(
        to_household.text_at("/provider/contact_person"),
        "Maria Ciobanu"
    );
    assert_eq!(
        to_household.text_at("/provider/address"),
        "bulevardul Mihai Eminescu 5"
    );
    assert_eq!(to_household.at("/household"), &Value::Null);
    let to_provider = contacts(&app, &provider.member, &id).await.expect(200);
    assert_eq!(to_provider.text_at("/household/phone"), "+380501234567");
    assert_eq!(to_provider.at("/provider"), &Value::Null);

    app.end(&household.who, &id, "cancel").await.expect(200);
    for who in [&household.who, &provider.member] {
        contacts(&app, who, &id).await.problem(409, "illegal-state");
    }
}

#[tokio::test]
async fn a_provider_gets_the_way_that_the_household_chose_and_no_other() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    for (channel, phone, email) in [
        ("in_product", Value::Null, Value::Null),
        ("phone", json!("+380501234567"), Value::Null),
        ("email", Value::Null, json!("oksana@example.org")),
    ] {
        let household = app.file_request(&reachable(channel)).await;
        let id = app.matched(&household, &provider, &offer).await;
        let answer = contacts(&app, &provider.member, &id).await.expect(200);
        assert_eq!(answer.text_at("/household/channel"), channel);
        assert_eq!(answer.text_at("/household/name"), "Оксана");
        assert_eq!(answer.at("/household/phone"), &phone);
        assert_eq!(answer.at("/household/email"), &email);
    }
}

#[tokio::test]
async fn every_look_at_contacts_is_written_down_and_a_refused_one_is_not() {
    let app = TestApp::spawn().await;
    let (provider, household, id) = proposed(&app, "phone").await;
    contacts(&app, &household.who, &id).await.expect(409);
    assert_eq!(app.count("select count(*) from contact_access").await, 0);
    app.try_accept(&provider, &id).await.expect(200);
    contacts(&app, &household.who, &id).await.expect(200);
    contacts(&app, &provider.member, &id).await.expect(200);
    contacts(&app, &provider.member, &id).await.expect(200);
    assert_eq!(
        app.count(
            "select count(*) from contact_access where side = 'refugee' and account_id is null"
        )
        .await,
        1
    );
    let by_member: i64 = sqlx::query_scalar(
        "select count(*) from contact_access where side = 'provider' and account_id = $1",
    )
    .bind(provider.member.account.0)
    .fetch_one(&mut app.superuser().await)
    .await
    .unwrap();
    assert_eq!(by_member, 2);
    assert_eq!(
        app.count("select count(*) from audit_event where action = 'contacts_shown'")
            .await,
        3
    );
}

#[tokio::test]
async fn nobody_but_the_two_sides_learns_that_a_match_exists() {
    let app = TestApp::spawn().await;
    let (provider, _, id) = proposed(&app, "phone").await;
    app.try_accept(&provider, &id).await.expect(200);
    let stranger = app.file(&[service_need(1)]).await;
    let rival = app.provider(1, "ngo", 1).await;
    for who in [&stranger.who, &rival.member, app.as_moderator()] {
        for path in [format!("/matches/{id}"), format!("/matches/{id}/contacts")] {
            app.get(path).by(who).send().await.problem(404, "not-found");
        }
    }
    assert_eq!(app.count("select count(*) from contact_access").await, 0);
}
