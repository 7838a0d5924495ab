//! A household writes to an institution about its offer without having chosen it: sealed, without contacts, answered in the product, and
//! never to a private person.

#![cfg(test)]

mod ends;

use jiff::SignedDuration;
use punte_api::texts;
use punte_core::locale::Locale;
use punte_tests::{
    Answer, Household, MailSink, Provider, TestApp, Who, housing_offer, request, service,
    service_need, with,
};
use serde_json::{Value, json};

/// A household that wants mails, and an institution's offer that it did not choose.
async fn world(app: &TestApp) -> (Provider, Household, String) {
    let provider = app.provider(2, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let contact = json!({ "channel": "email", "email": "olena@example.org" });
    let body = with(request(&[service_need(1)]), "/contact", contact);
    (provider, app.file_request(&body).await, offer)
}

async fn ask(app: &TestApp, household: &Household, body: Value) -> Answer {
    app.post(format!("/requests/{}/inquiries", household.request))
        .by(&household.who)
        .json(&body)
        .send()
        .await
}

/// Begins with a text; its id.
async fn asked(app: &TestApp, household: &Household, offer: &str, text: &str) -> String {
    let body = json!({ "offer_id": offer, "text": text });
    ask(app, household, body).await.expect(201).id()
}

async fn send(app: &TestApp, who: &Who, id: &str, text: &str) -> Answer {
    app.post(format!("/inquiries/{id}/messages"))
        .by(who)
        .json(&json!({ "text": text }))
        .send()
        .await
}

async fn read(app: &TestApp, who: &Who, id: &str) -> Vec<Value> {
    let answer = app.get(format!("/inquiries/{id}/messages")).by(who);
    answer.expect(200).await.items().clone()
}

async fn stands(app: &TestApp, who: &Who, id: &str) -> Answer {
    app.get(format!("/inquiries/{id}"))
        .by(who)
        .expect(200)
        .await
}

#[tokio::test]
async fn a_household_asks_an_institution_and_is_answered_in_one_thread() {
    let app = TestApp::spawn().await;
    let (provider, household, offer) = world(&app).await;
    for held in ["069 123 456", "olena@example.org", "t.me/olena"] {
        let body = json!({ "offer_id": offer, "text": held });
        ask(&app, &household, body)
            .await
            .fields(422, &["/text contact-in-text"]);
    }
    assert_eq!(app.count("select count(*) from inquiry").await, 0);
    let id = asked(&app, &household, &offer, "Чи є ще місце?").await;
    let body = json!({ "offer_id": offer, "phrase": "which_papers" });
    let further = ask(&app, &household, body).await.expect(201);
    assert_eq!(further.id(), id, "one thread for each offer");
    assert_eq!(further.at("/waits"), &json!(true));
    let list = app
        .get(format!("/providers/{}/inquiries", provider.id))
        .by(&provider.member)
        .expect(200)
        .await;
    assert_eq!(list.items().len(), 1);
    assert_eq!(list.items()[0]["unread"], 2);
    // Who asks is not told.
    for word in [&household.request, &household.needs[0], "olena"] {
        assert!(!list.text.contains(word), "{}", list.text);
    }
    let theirs = read(&app, &provider.member, &id).await;
    assert_eq!(theirs[0]["text"], "Чи є ще місце?");
    assert_eq!(theirs[1]["phrase"], "which_papers");
    assert_eq!(theirs[0]["inquiry_id"], json!(id));
    assert_eq!(
        stands(&app, &provider.member, &id).await.number("/unread"),
        0
    );
    send(&app, &provider.member, &id, "0800 12 345 67")
        .await
        .fields(422, &["/text contact-in-text"]);
    let answered = send(&app, &provider.member, &id, "Da, mai avem locuri.").await;
    answered.expect(201);
    let own = app
        .get(format!("/requests/{}/inquiries", household.request))
        .by(&household.who)
        .expect(200)
        .await;
    assert_eq!(own.items()[0]["unread"], 1);
    assert_eq!(own.items()[0]["waits"], false);
    assert_eq!(read(&app, &household.who, &id).await.len(), 3);
    // Nobody else has it, and nothing of it lies open.
    let other = app.provider(1, "ngo", 1).await;
    let stranger = app.file(&[service_need(1)]).await;
    for who in [&other.member, &stranger.who, app.as_moderator()] {
        let read = app.get(format!("/inquiries/{id}/messages")).by(who);
        read.send().await.problem(404, "not-found");
        send(&app, who, &id, "x").await.problem(404, "not-found");
    }
    let sealed =
        "select count(*) from identity.message_text where position('locuri'::bytea in text) > 0";
    assert_eq!(app.count(sealed).await, 0);
}

#[tokio::test]
async fn a_private_person_is_never_written_to_nor_does_a_child_alone_write() {
    let app = TestApp::spawn().await;
    let (provider, household, offer) = world(&app).await;
    let host = app.provider(0, "volunteer", 3).await;
    let home = app.live(&host, &housing_offer(&host.id)).await;
    let draft = app.draft(&provider, &service(&provider.id)).await;
    let nowhere = "018f0000-0000-7000-8000-00000000dead";
    for offer in [home.as_str(), &draft, nowhere] {
        let body = json!({ "offer_id": offer, "phrase": "still_there" });
        ask(&app, &household, body)
            .await
            .problem(409, "offer-not-available");
    }
    let alone = json!({ "children": [16] });
    let minor = with(request(&[service_need(1)]), "/household", alone);
    let minor = app.file_request(&minor).await;
    let body = json!({ "offer_id": offer, "phrase": "still_there" });
    ask(&app, &minor, body)
        .await
        .problem(409, "offer-not-available");
    // The wall behind it.
    for (request, offer) in [(&household.request, &home), (&minor.request, &offer)] {
        let refused = sqlx::query(
            "insert into inquiry (id, request_id, offer_id, provider_id, created_at)
             select gen_random_uuid(), $1::uuid, o.id, o.provider_id, now() from offer o where o.id = $2::uuid",
        )
        .bind(request)
        .bind(offer)
        .execute(&mut app.app_rw().await)
        .await;
        held(refused, "inquiry_offer_check");
    }
}

fn held(refused: Result<sqlx::postgres::PgQueryResult, sqlx::Error>, by: &str) {
    let refused = refused.unwrap_err();
    let constraint = refused
        .as_database_error()
        .and_then(sqlx::error::DatabaseError::constraint);
    assert_eq!(constraint, Some(by), "{refused}");
}

#[tokio::test]
async fn a_mail_tells_of_a_message_without_a_word_of_it_and_of_a_question_that_waits_for_two_days()
{
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let (provider, household, offer) = world(&app).await;
    let told = async |locale: Locale, notice: &str| {
        app.run_jobs(&sink.mailer()).await;
        let subject = texts::text(locale, &format!("mail-{notice}-subject"));
        let mails = sink.messages();
        let of = mails.into_iter().filter(|m| m.subject == subject);
        of.collect::<Vec<_>>()
    };
    let id = asked(&app, &household, &offer, "Is there still room for a dog?").await;
    send(&app, &household.who, &id, "It is small.")
        .await
        .expect(201);
    let mails = told(Locale::En, "inquiry-message").await;
    assert_eq!(mails.len(), 1, "one mail, however much is written");
    assert!(!mails[0].body.contains("dog"), "{}", mails[0].body);
    let link = format!("/en/provider/inquiries/{id}");
    assert!(mails[0].body.contains(&link), "{}", mails[0].body);
    app.advance(SignedDuration::from_secs(48 * 3_600 - 1));
    assert_eq!(
        told(Locale::En, "inquiry-waits").await.len(),
        0,
        "too early"
    );
    app.advance(SignedDuration::from_secs(1));
    assert_eq!(told(Locale::En, "inquiry-waits").await.len(), 1);
    // Reading is no answer, writing is; what comes after the answer waits anew.
    read(&app, &provider.member, &id).await;
    send(&app, &provider.member, &id, "Yes.").await.expect(201);
    let back = told(Locale::Uk, "inquiry-message").await;
    assert_eq!(back.len(), 1);
    assert!(back[0].body.contains(&format!("/uk/my/inquiries/{id}")));
    send(&app, &household.who, &id, "And a cat?")
        .await
        .expect(201);
    send(&app, &provider.member, &id, "Yes.").await.expect(201);
    app.advance(SignedDuration::from_hours(49));
    assert_eq!(told(Locale::En, "inquiry-waits").await.len(), 1, "answered");
    // Who does not look for help any more waits for nobody.
    send(&app, &household.who, &id, "And two cats?")
        .await
        .expect(201);
    app.post(format!("/requests/{}/withdraw", household.request))
        .by(&household.who)
        .if_match(1)
        .expect(200)
        .await;
    for who in [&household.who, &provider.member] {
        send(&app, who, &id, "Still there?")
            .await
            .problem(409, "illegal-state");
    }
    app.advance(SignedDuration::from_hours(49));
    assert_eq!(
        told(Locale::En, "inquiry-waits").await.len(),
        1,
        "withdrawn"
    );
}

#[tokio::test]
async fn nobody_writes_once_the_provider_is_blocked_or_the_offer_gone() {
    let app = TestApp::spawn().await;
    let (provider, household, offer) = world(&app).await;
    let id = asked(&app, &household, &offer, "О 18.00?").await;
    let mut db = app.superuser().await;
    sqlx::query("update offer set expires_at = '2020-01-01'")
        .execute(&mut db)
        .await
        .unwrap();
    for who in [&household.who, &provider.member] {
        send(&app, who, &id, "О 19.00?")
            .await
            .problem(409, "illegal-state");
    }
    assert_eq!(
        stands(&app, &household.who, &id).await.at("/open"),
        &json!(false)
    );
    sqlx::query("update offer set expires_at = '2030-01-01'")
        .execute(&mut db)
        .await
        .unwrap();
    send(&app, &provider.member, &id, "О 19.00.")
        .await
        .expect(201);
    sqlx::query(
        "insert into provider_block (id, provider_id, reason, blocked_by, blocked_at, review_by)
         values (gen_random_uuid(), $1::uuid, 'danger', $2, now(), now())",
    )
    .bind(&provider.id)
    .bind(app.as_moderator().account.0)
    .execute(&mut db)
    .await
    .unwrap();
    // Whoever writes while the block is being written waits for it, and is refused.
    sqlx::query("begin").execute(&mut db).await.unwrap();
    sqlx::query("update provider set status = 'blocked' where id = $1::uuid")
        .bind(&provider.id)
        .execute(&mut db)
        .await
        .unwrap();
    let sent = send(&app, &provider.member, &id, "Come to me");
    let blocking = async {
        let waiting = "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()";
        while app.count(waiting).await == 0 {
            tokio::task::yield_now().await;
        }
        sqlx::query("commit").execute(&mut db).await.unwrap();
    };
    let (written, ()) = tokio::join!(sent, blocking);
    written.problem(409, "illegal-state");
    send(&app, &household.who, &id, "О 20.00?")
        .await
        .problem(409, "illegal-state");
    let refused = sqlx::query(
        "insert into message (id, inquiry_id, side, locale, phrase, at)
         select gen_random_uuid(), id, 'provider', 'uk', 'thank_you', now() from inquiry",
    )
    .execute(&mut app.app_rw().await)
    .await;
    held(refused, "message_inquiry_check");
    assert_eq!(
        read(&app, &household.who, &id).await.len(),
        2,
        "it is still read"
    );
}

#[tokio::test]
async fn ten_institutions_a_day_are_asked_and_thirty_messages_an_hour_are_written() {
    let app = TestApp::spawn().await;
    let (provider, household, offer) = world(&app).await;
    let id = asked(&app, &household, &offer, "О 18.00?").await;
    for _ in 0..29 {
        send(&app, &household.who, &id, "?!").await.expect(201);
    }
    send(&app, &household.who, &id, "?!")
        .await
        .problem(409, "too-many-messages");
    let mut offers = Vec::new();
    for _ in 0..10 {
        offers.push(app.live(&provider, &service(&provider.id)).await);
    }
    for offer in &offers[..9] {
        asked(&app, &household, offer, "О 18.00?").await;
    }
    let body = json!({ "offer_id": offers[9], "phrase": "still_there" });
    ask(&app, &household, body.clone())
        .await
        .problem(409, "too-many-inquiries");
    app.advance(SignedDuration::from_hours(24));
    ask(&app, &household, body).await.expect(201);
}

#[tokio::test]
async fn what_was_asked_is_taken_along_and_erased_by_either_side() {
    let app = TestApp::spawn().await;
    let (provider, household, offer) = world(&app).await;
    let other = app.file(&[service_need(1)]).await;
    let id = asked(&app, &household, &offer, "zebra-question").await;
    let others = asked(&app, &other, &offer, "lion-question").await;
    send(&app, &provider.member, &id, "zebra-answer")
        .await
        .expect(201);
    let own = app
        .get(format!("/requests/{}/export", household.request))
        .by(&household.who)
        .expect(200)
        .await;
    assert!(own.text.contains("zebra-question") && !own.text.contains("zebra-answer"));
    assert_eq!(own.at("/inquiries/0/offer_id"), &json!(offer));
    assert!(own.text.contains("inquiry_opened"), "{}", own.text);
    let theirs = app
        .get("/accounts/me/export")
        .by(&provider.member)
        .expect(200)
        .await;
    assert!(theirs.text.contains("zebra-answer"));
    for others in ["zebra-question", "lion-question"] {
        assert!(!theirs.text.contains(others), "{others}");
    }
    send(&app, &provider.member, &others, "lion-answer")
        .await
        .expect(201);
    app.delete(format!("/requests/{}", household.request))
        .by(&household.who)
        .expect(204)
        .await;
    let left = read(&app, &provider.member, &id).await;
    assert_eq!(left.len(), 2);
    assert!(left.iter().all(|m| m["text"] == json!(null)), "{left:?}");
    assert_eq!(
        read(&app, &provider.member, &others).await[0]["text"],
        "lion-question"
    );
    // With a provider goes what it wrote.
    sqlx::query("select erase_messages(null, $1::uuid)")
        .bind(&provider.id)
        .execute(&mut app.app_rw().await)
        .await
        .unwrap();
    let left = read(&app, &other.who, &others).await;
    assert_eq!(left[0]["text"], "lion-question");
    assert_eq!(left[1]["text"], json!(null));
    let kept = "select count(*) from identity.message_text";
    assert_eq!(app.count(kept).await, 1);
    let keys = "select count(*) from identity.data_key k join message s on s.id = k.row_id";
    assert_eq!(
        app.count(keys).await,
        1,
        "the data keys went with the texts"
    );
}

#[tokio::test]
async fn either_side_reports_the_other_and_danger_stops_the_thread() {
    let app = TestApp::spawn().await;
    let (provider, household, offer) = world(&app).await;
    let id = app.question(&household, &offer).await;
    let body = json!({ "inquiry_id": id, "kind": "danger_now" });
    let other = app.provider(1, "ngo", 1).await;
    let unknown = ["/inquiry_id unknown-value"];
    let by_visitor = app.post("/reports").json(&body).send().await;
    by_visitor.fields(422, &unknown);
    let report = |who| app.post("/reports").by(who).json(&body);
    report(&other.member).send().await.fields(422, &unknown);
    // A provider reports a household: its own offers stay.
    report(&provider.member).expect(201).await;
    assert!(app.is_public(&offer).await);
    send(&app, &provider.member, &id, "Yes.").await.expect(201);
    report(&household.who).expect(201).await;
    assert!(!app.is_public(&offer).await);
    for who in [&household.who, &provider.member] {
        send(&app, who, &id, "Come to me")
            .await
            .problem(409, "illegal-state");
    }
    let listed = app.get("/reports").by(app.as_moderator()).expect(200).await;
    let listed = listed.items();
    assert!(listed.iter().all(|r| r["inquiry_id"] == json!(id)));
    let by = |who: &str| listed.iter().filter(|r| r["reporter"] == who).count();
    assert_eq!((listed.len(), by("provider"), by("household")), (2, 1, 1));
    // The wall behind it.
    let refused = sqlx::query("update report set inquiry_id = null where reporter = 'provider'")
        .execute(&mut app.superuser().await)
        .await;
    held(refused, "report_thread_check");
}

#[tokio::test]
async fn where_somebody_wrote_last_stands_first_on_every_page() {
    let app = TestApp::spawn().await;
    let (provider, household, offer) = world(&app).await;
    let older = app.question(&household, &offer).await;
    app.advance(SignedDuration::from_mins(1));
    let another = app.file(&[service_need(1)]).await;
    let newer = app.question(&another, &offer).await;
    let page = async |query: &str| {
        let path = format!("/providers/{}/inquiries?limit=1{query}", provider.id);
        let page = app.get(path).by(&provider.member).expect(200).await;
        let next = page.at("/next_cursor").as_str().map(str::to_owned);
        (page.text_at("/items/0/id"), next)
    };
    assert_eq!(page("").await.0, newer);
    app.advance(SignedDuration::from_mins(1));
    send(&app, &household.who, &older, "Dobry den")
        .await
        .expect(201);
    let (first, next) = page("").await;
    assert_eq!(first, older);
    let (second, end) = page(&format!("&cursor={}", next.unwrap())).await;
    assert_eq!((second, end), (newer, None));
}
