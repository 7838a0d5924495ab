//! What moderators open by REST as on their pages: the exact address of what is in the queue, what households say about a provider, and what
//! providers say of a household that is looked into.

#![cfg(test)]

use jiff::SignedDuration;
use punte_api::{
    app::limits::{Limit, Limits},
    middleware::Edges,
    texts,
};
use punte_core::locale::Locale;
use punte_tests::{Provider, TestApp, Who, code_at, housing_offer, service, service_need};
use serde_json::{Value, json};

use crate::pages::desk::moderator;

/// Nobody has it.
const NOBODY: &str = "018f0000-0000-7000-8000-00000000dead";

/// A provider to which the first moderator belongs.
async fn own(app: &TestApp) -> Provider {
    let own = app.provider(1, "ngo", 1).await;
    sqlx::query("insert into provider_member values ($1::uuid, $2, 'member')")
        .bind(&own.id)
        .bind(app.as_moderator().account.0)
        .execute(&mut app.superuser().await)
        .await
        .unwrap();
    own
}

/// The item of an offer in the queue, as somebody finds it who does not belong to its provider.
async fn item(app: &TestApp, offer: &str) -> String {
    let item = app.queue_item(&app.cast.moderators[1], offer).await;
    item.unwrap()["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn the_exact_address_of_an_item_takes_a_reason_and_a_fresh_factor_and_each_look_is_a_line() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "volunteer", 3).await;
    let home = app.submitted(&provider, &housing_offer(&provider.id)).await;
    let home = item(&app, &home).await;
    let own = own(&app).await;
    let theirs = app.submitted(&own, &service(&own.id)).await;
    let theirs = item(&app, &theirs).await;
    let one = app.as_moderator();
    let open = |item: &str, body: Value| {
        let call = app.post(format!("/review/items/{item}/private-views"));
        call.by(one).json(&body).send()
    };
    let why = || json!({ "reason": "vetting" });
    let looks = "select count(*) from audit_event where action = 'private_opened'";

    let shown = app.get(format!("/review/items/{home}")).by(one);
    let shown = shown.expect(200).await;
    assert!(!shown.text.contains("strada Vasile Lupu 17"));
    let curious = open(&home, json!({ "reason": "curious" })).await;
    curious.fields(400, &["/reason unknown-value"]);
    open(&theirs, why()).await.problem(403, "forbidden");
    open(NOBODY, why()).await.problem(404, "not-found");
    assert_eq!(app.count(looks).await, 0);

    let opened = open(&home, why()).await.expect(201);
    assert_eq!(opened.text_at("/private/address"), "strada Vasile Lupu 17");
    assert!(opened.text.contains("28.82147"), "{}", opened.text);
    let written = "select count(*) from audit_event where action = 'private_opened' and data ->> 'reason' = 'vetting'";
    assert_eq!(app.count(written).await, 1);

    app.advance(SignedDuration::from_mins(6));
    let stale = open(&home, why()).await;
    stale.problem(403, "second-factor-stale");
    assert_eq!(app.count(looks).await, 1);
}

#[tokio::test]
async fn what_households_say_is_read_by_whoever_checks_and_never_by_whom_it_is_about() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let household = app.file(&[service_need(1)]).await;
    let id = app.matched(&household, &provider, &offer).await;
    for (who, comment) in [
        (&household.who, "Було тепло."),
        (&provider.member, "Всі чемні."),
    ] {
        let said = json!({ "delivered": "yes", "rating": 4, "comment": comment });
        let call = app.post(format!("/matches/{id}/feedback"));
        call.by(who).json(&said).expect(201).await;
    }
    let own = own(&app).await;
    let read = |of: &str, who| {
        let call = app.post(format!("/providers/{of}/feedback-views"));
        call.by(who).send()
    };
    let looks = "select count(*) from audit_event where action = 'feedback_read'";
    let one = app.as_moderator();
    let about = read(&provider.id, &provider.member).await;
    about.problem(403, "forbidden");
    // Of their own organisation a moderator does not learn that anything was said.
    read(&own.id, one).await.problem(404, "not-found");
    read(NOBODY, one).await.problem(404, "not-found");
    assert_eq!(app.count(looks).await, 0);

    let said = read(&provider.id, one).await.expect(201);
    assert_eq!(said.items().len(), 1, "of the other side nothing");
    assert_eq!(said.text_at("/items/0/comment"), "Було тепло.");
    assert_eq!(said.text_at("/items/0/match_id"), id);
    assert_eq!(app.count(looks).await, 1);
    app.advance(SignedDuration::from_mins(6));
    let stale = read(&provider.id, one).await;
    stale.problem(403, "second-factor-stale");
    assert_eq!(app.count(looks).await, 1);
}

#[tokio::test]
async fn what_somebody_said_or_is_reached_by_is_opened_so_often_a_day_whichever_way() {
    let limits = Limits::off().with(Limit::Looks, 1, 86_400);
    let app = TestApp::spawn_with(limits, Edges::default()).await;
    let [first, second, ..] = app.cast.moderators.as_slice() else {
        unreachable!()
    };
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    for who in [first, second] {
        who.fresh_token(&app).await;
    }
    let looks = async |action: &str| {
        let counted = "select count(*) from audit_event where action = $1";
        sqlx::query_scalar::<_, i64>(counted)
            .bind(action)
            .fetch_one(&mut app.superuser().await)
            .await
            .unwrap()
    };
    let feedback = || {
        let call = app.post(format!("/providers/{}/feedback-views", provider.id));
        call.by(first).send()
    };
    feedback().await.expect(201);
    feedback().await.problem(429, "too-many-requests");
    assert_eq!(looks("feedback_read").await, 1);

    let danger = json!({ "offer_id": offer, "kind": "something_wrong" });
    for _ in 0..2 {
        app.post("/reports").json(&danger).expect(201).await;
    }
    let listed = app.get("/reports").by(second).expect(200).await;
    let report = |at: usize| listed.items()[at]["id"].as_str().unwrap();
    let take = |id: &str, by| {
        let call = app.post(format!("/reports/{id}/take"));
        call.by(by).send()
    };
    // A second tap is no second look, and no report waits because somebody looked too often: somebody may be in danger.
    for _ in 0..2 {
        take(report(0), second).await.expect(200);
    }
    take(report(1), second).await.expect(200);
    assert_eq!(looks("report_taken").await, 2);

    let moderator = &app.cast.people[3];
    app.make_staff(moderator, "moderator").await;
    moderator.fresh_token(&app).await;
    for status in [201, 429] {
        let household = app.file(&[service_need(1)]).await;
        let own = app.get(format!("/requests/{}", household.request));
        let number = own.by(&household.who).expect(200).await.text_at("/number");
        let body = json!({ "known": number, "reason": "card_number" });
        let call = app.post("/review/reissued-codes").by(moderator);
        call.json(&body).expect(status).await;
    }
    assert_eq!(looks("code_replaced").await, 1);

    let administrator = &app.cast.people[4];
    app.make_staff(administrator, "administrator").await;
    administrator.fresh_token(&app).await;
    let find = app.post("/account-searches").by(administrator);
    let body = json!({ "email": provider.member.email() });
    find.json(&body).expect(201).await;
    let read = |of: &Who| {
        let call = app.get(format!("/account-records/{}", of.account));
        call.by(administrator).send()
    };
    let over = read(&provider.member).await;
    over.problem(429, "too-many-requests");
    read(administrator).await.expect(200);
    assert_eq!(looks("account_opened").await, 1);
}

#[tokio::test]
async fn what_providers_say_of_a_household_is_read_by_whoever_looks_into_a_report_about_it() {
    let app = TestApp::spawn().await;
    let (one, other) = (
        app.provider(0, "ngo", 1).await,
        app.provider(2, "ngo", 1).await,
    );
    let offers = [
        app.live(&one, &service(&one.id)).await,
        app.live(&other, &service(&other.id)).await,
    ];
    let household = app.file(&[service_need(1), service_need(1)]).await;
    let stranger = app.file(&[service_need(1)]).await;
    let mut matches = Vec::new();
    for (asks, need, offer, host) in [
        (&household, 0, &offers[0], &one),
        (&household, 1, &offers[1], &other),
        (&stranger, 0, &offers[0], &one),
    ] {
        let id = app.try_propose(asks, need, offer).await.expect(201).id();
        app.try_accept(host, &id).await.expect(200);
        matches.push(id);
    }
    for (who, id, comment) in [
        (&household.who, &matches[0], "Було тепло."),
        (&one.member, &matches[0], "S-a certat cu toți."),
        (&other.member, &matches[1], "Nu a venit singur."),
        (&one.member, &matches[2], "Foarte liniștiți."),
    ] {
        let said = json!({ "delivered": "yes", "rating": 2, "comment": comment });
        let call = app.post(format!("/matches/{id}/feedback"));
        call.by(who).json(&said).expect(201).await;
    }
    let looks = "select count(*) from audit_event where action = 'feedback_read'";
    let read = |report: &str, who| {
        let call = app.post(format!("/reports/{report}/feedback-views"));
        call.by(who).send()
    };
    let (moderator, second) = (app.as_moderator(), &app.cast.moderators[1]);

    let about = ("match_id", matches[0].as_str());
    let report = app.taken_report(&one, about, moderator).await;
    read(&report, second).await.problem(409, "lease-lost");
    read(&report, &one.member).await.problem(403, "forbidden");
    read(NOBODY, moderator).await.problem(404, "not-found");
    assert_eq!(app.count(looks).await, 0);
    let said = read(&report, moderator).await.expect(201);
    let mut comments: Vec<&str> = said
        .items()
        .iter()
        .map(|line| line["comment"].as_str().unwrap())
        .collect();
    comments.sort_unstable();
    assert_eq!(comments, ["Nu a venit singur.", "S-a certat cu toți."]);
    assert_eq!(app.count(looks).await, 1);
    app.advance(SignedDuration::from_mins(6));
    let stale = read(&report, moderator).await;
    stale.problem(403, "second-factor-stale");
    assert_eq!(app.count(looks).await, 1);
    for who in [moderator, second] {
        who.fresh_token(&app).await;
    }
    // Neither its export nor its log says that anybody speaks of the household.
    let export = app.get(format!("/requests/{}/export", household.request));
    let export = export.by(&household.who).expect(200).await;
    assert!(!export.text.contains("feedback_read") && !export.text.contains("certat"));

    // Of a report about a provider there is no household to read of.
    let wrong = json!({ "offer_id": offers[1], "kind": "something_wrong" });
    app.post("/reports").json(&wrong).expect(201).await;
    let listed = app.get("/reports").by(second).expect(200).await;
    let of_provider = |line: &&Value| line["offer_id"] == offers[1].as_str();
    let id = listed.items().iter().find(of_provider).unwrap()["id"].clone();
    let id = id.as_str().unwrap();
    app.post(format!("/reports/{id}/take"))
        .by(second)
        .expect(200)
        .await;
    read(id, second).await.problem(409, "illegal-state");
    // Once it is closed there is nothing to look into.
    app.post(format!("/reports/{report}/close"))
        .by(moderator)
        .json(&json!({ "outcome": "nothing_found" }))
        .expect(200)
        .await;
    read(&report, moderator).await.problem(409, "illegal-state");
    assert_eq!(app.count(looks).await, 1);
}

#[tokio::test]
async fn the_page_of_a_report_shows_what_providers_say_once_it_is_taken_and_asked_for() {
    let app = TestApp::spawn().await;
    let host = app.provider(0, "ngo", 1).await;
    let offer = app.live(&host, &service(&host.id)).await;
    let household = app.file(&[service_need(1)]).await;
    let id = app.matched(&household, &host, &offer).await;
    let said = json!({ "delivered": "no", "why_not": "nobody_there", "rating": 1, "comment": "Nobody <b>came</b>." });
    app.post(format!("/matches/{id}/feedback"))
        .by(&host.member)
        .json(&said)
        .expect(201)
        .await;
    let wrong = json!({ "match_id": id, "kind": "something_wrong" });
    app.post("/reports")
        .by(&host.member)
        .json(&wrong)
        .expect(201)
        .await;
    let listed = app.get("/reports").by(app.as_moderator()).expect(200).await;
    let report = listed.items()[0]["id"].as_str().unwrap().to_owned();
    let mut desk = moderator(&app, 0).await;
    let page = desk.open(&format!("/en/desk/reports/{report}")).await;
    assert!(page.way_to("feedback").is_none(), "not before it is taken");
    let taken = desk.send(&page.to_do("take")).await;
    assert!(!taken.html.contains("Nobody &#60;b"));
    // With a factor of six minutes ago the code is asked for first, and the same goes on from there.
    app.advance(SignedDuration::from_mins(6));
    let asked = desk.send(&taken.to_do("feedback")).await;
    assert_eq!(asked.status, 403);
    assert!(!asked.html.contains("Nobody &#60;b"));
    let form = asked.form("/en/account/step-up");
    let read = desk.send(&form.with("proof", &code_at(app.now()))).await;
    assert!(
        read.html.contains("Nobody &#60;b&#62;came"),
        "{}",
        read.html
    );
    assert!(read.way_to("feedback").is_none());

    // Whom somebody else was faster than reads that on the page of the report.
    let second = &app.cast.moderators[1];
    let mine = desk.open(&format!("/en/desk/reports/{report}")).await;
    app.post(format!("/reports/{report}/take"))
        .by(second)
        .expect(200)
        .await;
    let late = desk.send(&mine.to_do("feedback")).await;
    assert_eq!(late.status, 409);
    let words = texts::text(Locale::En, "problem-lease-lost");
    assert_eq!(late.text("main [role=alert]"), Some(words));
    // Somebody else looks after it now: what they read is theirs.
    assert_eq!(late.text("#household"), None);
}
