//! From the moment of a block on: what is closed before the worker has stopped anything, and what is done and told before all else.

mod frozen;

use std::collections::BTreeSet;

use jiff::SignedDuration;
use punte_api::{jobs, texts};
use punte_core::locale::Locale;
use punte_tests::{
    Browser, Household, MailSink, Provider, TestApp, Who, housing_need, request, service,
    service_need, shelter_offer, with,
};
use serde_json::{Value, json};
use sqlx::{Connection as _, PgConnection};

/// A household that is reached by mail, and what it agreed on with a provider.
async fn agreed(app: &TestApp) -> (Provider, Household, String) {
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let (household, id) = agreed_on(app, &provider, &offer, service_need(1)).await;
    (provider, household, id)
}

async fn agreed_on(
    app: &TestApp,
    provider: &Provider,
    offer: &str,
    need: Value,
) -> (Household, String) {
    let contact = json!({ "channel": "email", "name": "Олена", "email": "olena@example.org" });
    let body = with(request(&[need]), "/contact", contact);
    let household = app.file_request(&body).await;
    let id = app.matched(&household, provider, offer).await;
    (household, id)
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

/// A visitor says that somebody is in danger by an offer.
async fn report_danger(app: &TestApp, offer: &str) {
    let danger = json!({ "offer_id": offer, "kind": "danger_now" });
    app.post("/reports").json(&danger).expect(201).await;
    assert!(!app.is_public(offer).await);
}

/// A moderator looks into the one open report, and finds nothing.
async fn close_report(app: &TestApp) {
    let moderator = app.as_moderator();
    let open = app.get("/reports").by(moderator).expect(200).await;
    let path = format!("/reports/{}", open.text_at("/items/0/id"));
    let take = app.post(format!("{path}/take")).by(moderator);
    take.expect(200).await;
    let close = app.post(format!("{path}/close")).by(moderator);
    let nothing = json!({ "outcome": "nothing_found" });
    close.json(&nothing).expect(200).await;
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
async fn while_danger_is_looked_into_contacts_wait_for_whoever_has_not_begun_and_stay_for_whoever_may_have()
 {
    let app = TestApp::spawn().await;
    // From tomorrow on; the clock begins at ten in the morning.
    let provider = app.provider(0, "ngo", 3).await;
    let offer = app.live(&provider, &shelter_offer(&provider.id)).await;
    let need = housing_need(1, "2027-03-02", "2027-03-31");
    let (household, id) = agreed_on(&app, &provider, &offer, need).await;
    let sides = [&household.who, &provider.member];
    let look = |who| app.get(format!("/matches/{id}/contacts")).by(who);
    let seen = |who| app.get(format!("/matches/{id}")).by(who).expect(200);
    let write = |who, body: Value| {
        let call = app.post(format!("/matches/{id}/messages")).by(who);
        call.json(&body)
    };
    let number = || json!({ "text": "069 123 456" });
    let lookers = [
        (
            format!("account:{}", provider.member.account),
            &household.request,
        ),
        (format!("request:{}", household.request), &provider.id),
    ];
    let mut wall = app.app_rw().await;

    report_danger(&app, &offer).await;
    for who in sides {
        let seen = seen(who).await;
        assert_eq!(seen.text_at("/state"), "accepted");
        assert_eq!(seen.at("/contacts_shown"), &json!(false));
        assert_eq!(seen.at("/contacts_wait"), &json!(true));
        look(who).send().await.problem(409, "illegal-state");
        write(who, json!({ "phrase": "thank_you" }))
            .expect(201)
            .await;
        let held = write(who, number()).send().await;
        held.fields(422, &["/text contact-in-text"]);
    }
    for (looker, row) in &lookers {
        assert!(!opens(&mut wall, looker, row).await, "{looker}");
    }
    // The same neutral words to both.
    let mut family = Browser::new(&app);
    let open = family.open("/en/my").await;
    let code = open.form("/en/my").with("code", &household.code);
    family.send(&code).await;
    let mut host = Browser::new(&app);
    host.sign_in(provider.member.email()).await;
    let words = texts::text(Locale::En, "after-contacts-wait");
    for (browser, page) in [(&mut family, "my"), (&mut host, "provider")] {
        let page = browser.open(&format!("/en/{page}/matches/{id}")).await;
        assert_eq!(page.text("#wait").as_deref(), Some(words.as_str()));
    }

    close_report(&app).await;
    for who in sides {
        assert_eq!(seen(who).await.at("/contacts_wait"), &json!(false));
        look(who).expect(200).await;
        write(who, number()).expect(201).await;
    }

    // It is asked how it is before its first night, as where its days were moved.
    report_danger(&app, &offer).await;
    let mut db = app.superuser().await;
    sqlx::query(
        "insert into check_in (match_id, kind, due_at) values ($1::uuid, 'day', '2027-03-01T00:00:00Z')",
    )
    .bind(&id)
    .execute(&mut db)
    .await
    .unwrap();
    look(&household.who).expect(200).await;
    let [(host, _), (family, _)] = &lookers;
    assert!(opens(&mut wall, family, &provider.id).await);
    sqlx::query("delete from check_in")
        .execute(&mut db)
        .await
        .unwrap();
    app.advance(SignedDuration::from_hours(13));
    // One that knows what time it is: an hour before its first day.
    let mut wall = app.app_rw().await;
    look(&household.who)
        .send()
        .await
        .problem(409, "illegal-state");
    assert!(!opens(&mut wall, family, &provider.id).await);
    // Its first day: it may be in the house. Nobody has to find it there.
    app.advance(SignedDuration::from_hours(2));
    let theirs = seen(&household.who).await;
    assert_eq!(theirs.text_at("/state"), "accepted");
    assert_eq!(theirs.at("/contacts_shown"), &json!(true));
    assert_eq!(theirs.at("/contacts_wait"), &json!(false));
    look(&household.who).expect(200).await;
    write(&provider.member, number()).expect(201).await;
    let waits = seen(&provider.member).await;
    assert_eq!(waits.at("/contacts_wait"), &json!(true));
    look(&provider.member)
        .send()
        .await
        .problem(409, "illegal-state");
    let held = write(&household.who, number()).send().await;
    held.fields(422, &["/text contact-in-text"]);
    let mut wall = app.app_rw().await;
    assert!(opens(&mut wall, family, &provider.id).await);
    assert!(!opens(&mut wall, host, &household.request).await);
    // Whoever is accused opens none of it by saying that help has begun.
    assert!(!waits.at("/steps").to_string().contains("start"));
    let begun = app.take_step(&provider.member, &id, "start").await;
    begun.problem(409, "illegal-state");
    let mut past = app.app_rw().await;
    let event = "insert into match_event (match_id, from_state, to_state, side, at)
        values ($1::uuid, 'accepted', 'started', 'system', now())";
    let refused = sqlx::query(event).bind(&id).execute(&mut past).await;
    let refused = refused.unwrap_err();
    let constraint = refused.as_database_error().unwrap().constraint();
    assert_eq!(constraint, Some("match_blocked_check"), "{refused}");

    app.take_step(&household.who, &id, "start")
        .await
        .expect(200);
    for who in sides {
        assert_eq!(seen(who).await.at("/contacts_shown"), &json!(true));
        look(who).expect(200).await;
    }
    for (looker, row) in &lookers {
        assert!(opens(&mut wall, looker, row).await, "{looker}");
    }
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
    let mut ran = None;
    let mut next = async || {
        let next = jobs::run_next(&cases, &mailer, &texter, &mut ran);
        next.await.unwrap()
    };
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

#[tokio::test]
async fn whoever_is_blocked_moves_no_match_and_its_household_reads_that_it_was_stopped() {
    let app = TestApp::spawn().await;
    let (provider, household, id) = agreed(&app).await;
    let seen = async |who: &Who| {
        let seen = app.get(format!("/matches/{id}")).by(who);
        seen.expect(200).await.body
    };
    let offer = seen(&household.who).await["offer_id"].clone();
    let asking = app.file(&[service_need(1)]).await;
    let waits = app.propose(&asking, offer.as_str().unwrap()).await;
    let steps = json!(["confirm", "start", "no_show"]);
    assert_eq!(seen(&provider.member).await["steps"], steps);

    block(&app, &provider).await;
    assert_eq!(seen(&provider.member).await["steps"], json!([]));
    assert_eq!(seen(&household.who).await["steps"], steps);
    for step in ["confirm", "start", "no_show"] {
        app.take_step(&provider.member, &id, step)
            .await
            .problem(409, "illegal-state");
    }
    app.end(&provider.member, &id, "cancel")
        .await
        .problem(409, "illegal-state");
    app.end(&provider.member, &waits, "decline")
        .await
        .problem(409, "illegal-state");
    // Whatever the use cases forget to ask.
    let mut wall = app.app_rw().await;
    for said in [
        "insert into match_event (match_id, from_state, to_state, side, at) values ($1::uuid, 'accepted', 'cancelled', 'provider', now())",
        "insert into match_confirmation (match_id, side, at) values ($1::uuid, 'provider', now())",
    ] {
        let refused = sqlx::query(said).bind(&id).execute(&mut wall).await;
        let refused = refused.unwrap_err();
        let constraint = refused.as_database_error().unwrap().constraint();
        assert_eq!(constraint, Some("match_blocked_check"), "{refused}");
    }
    let told = "select count(*) from notification where notice in ('match-cancelled', 'proposal-declined', 'match-no-show')";
    assert_eq!(app.count(told).await, 0);

    let sink = MailSink::start();
    app.run_jobs(&sink.mailer()).await;
    for (of, id) in [(&household, &id), (&asking, &waits)] {
        assert_eq!(state(&app, of, id).await, "stopped_for_safety");
    }
}

#[tokio::test]
async fn whoever_is_blocked_says_no_more_whether_help_that_began_is_over() {
    let app = TestApp::spawn().await;
    let (provider, household, id) = agreed(&app).await;
    for step in ["start", "complete"] {
        app.take_step(&household.who, &id, step).await.expect(200);
    }
    let steps = async || {
        let seen = app.get(format!("/matches/{id}")).by(&provider.member);
        seen.expect(200).await.at("/steps").clone()
    };
    assert_eq!(steps().await, json!(["complete", "not_over"]));

    block(&app, &provider).await;
    assert_eq!(steps().await, json!([]));
    for step in ["complete", "not_over"] {
        app.take_step(&provider.member, &id, step)
            .await
            .problem(409, "illegal-state");
    }
    // Whatever the use cases forget to ask.
    let mut wall = app.app_rw().await;
    for said in [
        "insert into match_completion (match_id, n, side, word, at) values ($1::uuid, 2, 'provider', 'over', now())",
        "insert into match_completion (match_id, n, side, word, at) values ($1::uuid, 2, 'provider', 'not_over', now())",
    ] {
        let refused = sqlx::query(said).bind(&id).execute(&mut wall).await;
        let refused = refused.unwrap_err();
        let constraint = refused.as_database_error().unwrap().constraint();
        assert_eq!(constraint, Some("match_blocked_check"), "{refused}");
    }
    let words = "select count(*) from match_completion";
    assert_eq!(app.count(words).await, 1, "its household's");
    assert_eq!(state(&app, &household, &id).await, "started");
}
