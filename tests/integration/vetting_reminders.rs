//! What was checked about a provider counts for twelve months: those who run it are told before it lapses and when it did, each once, and
//! the desk lists it. By the test's clock.

#![cfg(test)]

mod upgrade;

use jiff::{SignedDuration, Timestamp};
use punte_api::{app::notices::Notice, texts};
use punte_core::locale::Locale;
use punte_tests::{
    MailSink, Provider, Sight, TestApp, housing_need, service, service_need, shelter_offer,
};
use serde_json::json;

use crate::pages::desk::moderator;

const DAY: SignedDuration = SignedDuration::from_hours(24);
const MOMENT: SignedDuration = SignedDuration::from_secs(2);

/// What is said about checks now, as `address notice`.
async fn told(app: &TestApp, sink: &MailSink) -> Vec<String> {
    let before = sink.messages().len();
    let cases = app.use_cases().await;
    for _ in 0..2 {
        cases.remind_of_checks().await.unwrap();
    }
    cases.pool.close().await;
    app.run_jobs(&sink.mailer()).await;
    let said = |subject: &str| {
        let mut notices = [Notice::ChecksLapseSoon, Notice::ChecksLapsed].into_iter();
        let named = |notice: &Notice| {
            let key = format!("mail-{}-subject", notice.key());
            Locale::ALL.iter().any(|l| texts::text(*l, &key) == subject)
        };
        notices.find(named)
    };
    let mut told: Vec<String> = sink
        .messages()
        .split_off(before)
        .iter()
        .filter_map(|m| said(&m.subject).map(|notice| format!("{} {}", m.to, notice.key())))
        .collect();
    told.sort();
    told
}

/// Until when what was checked about a provider counts.
async fn vetted_until(app: &TestApp, provider: &Provider) -> Timestamp {
    let seconds: i64 = sqlx::query_scalar(
        "select extract(epoch from vetted_until)::bigint from provider where id = $1::uuid",
    )
    .bind(&provider.id)
    .fetch_one(&mut app.superuser().await)
    .await
    .unwrap();
    Timestamp::from_second(seconds).unwrap()
}

/// Moves the clock to an instant.
fn go_to(app: &TestApp, at: Timestamp) {
    app.advance(at.duration_since(app.now()));
}

/// Writes down that a moderator saw the papers again.
async fn check_again(app: &TestApp, provider: &Provider) {
    app.as_moderator().fresh_token(app).await;
    app.post(format!("/providers/{}/evidence", provider.id))
        .by(app.as_moderator())
        .json(&json!({ "kind": "identity_document" }))
        .expect(201)
        .await;
}

/// The providers on the desk that have to be checked again.
async fn to_check(app: &TestApp) -> (Vec<String>, Sight) {
    let page = moderator(app, 0).await.open("/en/desk/expiring").await;
    (page.attributes("#recheck ~ ul a", "href"), page)
}

#[tokio::test]
async fn who_runs_a_provider_hears_a_month_and_a_week_before_and_when_its_checks_lapsed() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let provider = app.provider(2, "ngo", 1).await;
    app.colleague(&provider, "member@example.org").await;
    let second = app.colleague(&provider, "second@example.org").await;
    sqlx::query("update provider_member set role = 'administrator' where account_id = $1")
        .bind(second.account.0)
        .execute(&mut app.superuser().await)
        .await
        .unwrap();
    // What is checked about an offer counts for a year of its own.
    app.advance(DAY * 45);
    provider.member.fresh_token(&app).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let until = vetted_until(&app, &provider).await;
    let both = |notice: &str| {
        ["person2", "second"]
            .map(|who| format!("{who}@example.org {notice}"))
            .to_vec()
    };
    let listed = vec![format!("/en/desk/providers/{}", provider.id)];

    go_to(&app, until - DAY * 30 - MOMENT);
    provider.member.fresh_token(&app).await;
    app.step(&provider, &offer, "confirm").await.expect(200);
    assert!(told(&app, &sink).await.is_empty(), "a moment too early");
    assert!(to_check(&app).await.0.is_empty());
    go_to(&app, until - DAY * 30 + MOMENT);
    assert_eq!(told(&app, &sink).await, both("checks-lapse-soon"));
    assert_eq!(to_check(&app).await.0, listed);
    assert!(told(&app, &sink).await.is_empty(), "said once");
    go_to(&app, until - DAY * 7 - MOMENT);
    assert!(told(&app, &sink).await.is_empty());
    go_to(&app, until - DAY * 7 + MOMENT);
    assert_eq!(told(&app, &sink).await, both("checks-lapse-soon"));
    go_to(&app, until - DAY);
    assert!(told(&app, &sink).await.is_empty());
    // It is not the offer that lapses.
    provider.member.fresh_token(&app).await;
    app.step(&provider, &offer, "confirm").await.expect(200);
    assert!(app.is_public(&offer).await);

    go_to(&app, until + MOMENT);
    assert!(!app.is_public(&offer).await, "hidden by the clock alone");
    assert_eq!(told(&app, &sink).await, both("checks-lapsed"));
    assert!(told(&app, &sink).await.is_empty(), "said once");
    let (links, page) = to_check(&app).await;
    assert_eq!(links, listed);
    assert!(
        page.text("#recheck ~ ul .err")
            .unwrap()
            .contains("not shown since")
    );
    let lapsed = "select count(*) from audit_event where action = 'checks_lapsed'";
    assert_eq!(app.count(lapsed).await, 1);
    go_to(&app, until + DAY * 3);
    assert!(told(&app, &sink).await.is_empty());

    // Checked again, it is shown again, and has a deadline of its own.
    check_again(&app, &provider).await;
    assert!(app.is_public(&offer).await);
    assert!(to_check(&app).await.0.is_empty());
    assert!(told(&app, &sink).await.is_empty());
    let next = vetted_until(&app, &provider).await;
    go_to(&app, next - DAY * 30 + MOMENT);
    assert_eq!(told(&app, &sink).await, both("checks-lapse-soon"));
}

#[tokio::test]
async fn nobody_is_reminded_of_what_was_checked_again_by_the_morning_or_hides_nothing() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let again = app.provider(2, "ngo", 1).await;
    let not_yet = app.provider(3, "ngo", 1).await;
    // Nothing of this one is seen.
    app.provider(1, "ngo", 1).await;
    for provider in [&again, &not_yet] {
        app.live(provider, &service(&provider.id)).await;
    }
    let until = vetted_until(&app, &again).await;
    // Thirteen hours after ten in the morning, and nobody has looked before.
    go_to(&app, until - DAY * 30 + SignedDuration::from_hours(13));
    assert!(told(&app, &sink).await.is_empty(), "not at night");
    check_again(&app, &again).await;
    app.advance(SignedDuration::from_hours(10));
    assert_eq!(
        told(&app, &sink).await,
        ["person3@example.org checks-lapse-soon"]
    );
}

#[tokio::test]
async fn whoever_was_set_free_after_a_year_stands_on_the_list_of_those_to_check() {
    let app = TestApp::spawn().await;
    let [first, second, ..] = app.cast.moderators.as_slice() else {
        unreachable!()
    };
    let provider = app.provider(2, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let until = vetted_until(&app, &provider).await;
    let path = format!("/providers/{}/block", provider.id);
    let body = json!({ "reason": "danger" });
    app.post(&path).by(first).json(&body).expect(201).await;
    go_to(&app, until + DAY);
    assert!(to_check(&app).await.0.is_empty(), "blocked");
    second.fresh_token(&app).await;
    let lift = json!({ "verdict": "lifted" });
    let path = format!("{path}/verdicts");
    app.post(path).by(second).json(&lift).expect(201).await;
    assert!(to_check(&app).await.0.is_empty(), "nobody says it stands");
    app.step(&provider, &offer, "confirm").await.expect(200);
    let listed = [format!("/en/desk/providers/{}", provider.id)];
    assert_eq!(to_check(&app).await.0, listed);
}

#[tokio::test]
async fn a_level_falls_to_what_is_left_and_what_needs_more_is_hidden_until_that_was_seen_again() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let provider = app.provider(2, "ngo", 1).await;
    // A certificate that was seen nearly a year ago: it is over long before the identity.
    app.post(format!("/providers/{}/evidence", provider.id))
        .by(app.as_moderator())
        .json(&json!({ "kind": "criminal_record", "seen_at": app.now() - DAY * 360 }))
        .expect(201)
        .await;
    let shelter = app.live(&provider, &shelter_offer(&provider.id)).await;
    let advice = app.live(&provider, &service(&provider.id)).await;
    let until = vetted_until(&app, &provider).await;
    assert!(until < app.now() + DAY * 7, "the first that is over");
    let heard = |notice: &str| vec![format!("person2@example.org {notice}")];
    assert_eq!(told(&app, &sink).await, heard("checks-lapse-soon"));
    go_to(&app, until - MOMENT);
    assert!(app.is_public(&shelter).await && app.is_public(&advice).await);
    let bed = housing_need(1, "2027-03-10", "2027-03-12");
    let household = app.file(&[bed, service_need(1)]).await;
    let mut waiting = Vec::new();
    for (need, offer) in [&shelter, &advice].into_iter().enumerate() {
        let asked = app.try_propose(&household, need, offer).await;
        waiting.push(asked.expect(201).id());
    }

    go_to(&app, until + MOMENT);
    for offer in [&shelter, &advice] {
        assert!(!app.is_public(offer).await, "until the level has fallen");
    }
    assert_eq!(told(&app, &sink).await, heard("checks-lapsed"));
    assert!(app.is_public(&advice).await, "the identity counts on");
    assert!(!app.is_public(&shelter).await);
    // Nobody can say yes to the bed, and whoever waits for it looks further; the advice is still to be had.
    for (id, state) in waiting.iter().zip(["declined", "proposed"]) {
        let asked = app.get(format!("/matches/{id}")).by(&household.who);
        assert_eq!(asked.expect(200).await.text_at("/state"), state);
    }
    let ended = app.get(format!("/matches/{}", waiting[0]));
    let ended = ended.by(&household.who).expect(200).await;
    assert_eq!(ended.text_at("/end_reason"), "offer_gone");
    assert_eq!(app.need(&household, 0).await["state"], "open");
    let declined: Vec<String> = sqlx::query_scalar(
        "select recipient_id::text from notification where notice = 'proposal-declined'",
    )
    .fetch_all(&mut app.superuser().await)
    .await
    .unwrap();
    assert_eq!(declined, [household.request.as_str()], "they are told");
    let read = app.get(format!("/providers/{}", provider.id));
    let read = read.by(&provider.member).expect(200).await;
    assert_eq!(read.text_at("/vetting_level"), "L1");
    assert_eq!(read.text_at("/status"), "vetted");
    assert!(vetted_until(&app, &provider).await > until + DAY * 300);
    let (links, page) = to_check(&app).await;
    assert_eq!(links, [format!("/en/desk/providers/{}", provider.id)]);
    let why = page.text("#recheck ~ ul .err").unwrap();
    assert!(why.contains("certificate or register seen"), "{why}");
    let events = "select count(*) from event where kind = 'offer_hidden'";
    assert_eq!(app.count(events).await, 1, "of the shelter alone");
    assert!(told(&app, &sink).await.is_empty(), "said once");

    app.vet(&provider.id, &["criminal_record"]).await;
    assert!(app.is_public(&shelter).await);
    assert!(to_check(&app).await.0.is_empty());
    let restored = "select count(*) from event where kind = 'offer_restored'";
    assert_eq!(app.count(restored).await, 1);
}

#[tokio::test]
async fn a_lapse_that_hides_nothing_is_said_to_nobody() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let provider = app.provider(2, "ngo", 1).await;
    app.post(format!("/providers/{}/evidence", provider.id))
        .by(app.as_moderator())
        .json(&json!({ "kind": "criminal_record", "seen_at": app.now() - DAY * 360 }))
        .expect(201)
        .await;
    let advice = app.live(&provider, &service(&provider.id)).await;
    let until = vetted_until(&app, &provider).await;
    assert!(told(&app, &sink).await.is_empty());
    go_to(&app, until + MOMENT);
    assert!(told(&app, &sink).await.is_empty());
    assert!(app.is_public(&advice).await);
    assert!(to_check(&app).await.0.is_empty());
}

#[tokio::test]
async fn a_level_that_fell_at_night_is_said_in_the_morning_though_something_lower_counts_on() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let provider = app.provider(2, "ngo", 1).await;
    app.post(format!("/providers/{}/evidence", provider.id))
        .by(app.as_moderator())
        .json(&json!({ "kind": "criminal_record", "seen_at": app.now() - DAY * 360 }))
        .expect(201)
        .await;
    app.live(&provider, &shelter_offer(&provider.id)).await;
    let until = vetted_until(&app, &provider).await;
    told(&app, &sink).await;
    // Thirteen hours after ten in the morning, and nobody has looked before.
    go_to(&app, until + SignedDuration::from_hours(13));
    assert!(told(&app, &sink).await.is_empty(), "not at night");
    assert!(vetted_until(&app, &provider).await > until, "it fell");
    app.advance(SignedDuration::from_hours(8));
    assert_eq!(
        told(&app, &sink).await,
        ["person2@example.org checks-lapsed"]
    );
}
