//! What is agreed changes: a bed is left or fled, a ride is called off, proposals end beside it.

use jiff::SignedDuration;
use punte_api::texts;
use punte_core::locale::Locale;
use punte_tests::{
    Browser, Household, MailSink, TestApp, Who,
    places::{CHERNIVTSI, SIRET, SUCEAVA},
    request, ride, ride_need, with,
};
use serde_json::{Value, json};

use super::{agreed, because, bed, days, plan, shelter, world};

/// Looks again for what a need asks, on other nights of March.
async fn move_on(app: &TestApp, household: &Household, need: usize, nights: Value) -> Household {
    let path = format!("/needs/{}/continuations", household.needs[need]);
    let next = app.post(&path).by(&household.who);
    let next = next.json(&json!({ "dates": nights })).expect(201).await;
    Household {
        needs: vec![next.id()],
        ..household.clone()
    }
}

#[tokio::test]
async fn whoever_leaves_a_bed_finds_another_though_its_host_denies_it() {
    let app = TestApp::spawn().await;
    let (provider, _, home) = world(&app).await;
    let other = app.live(&provider, &shelter(&provider, SUCEAVA, 3)).await;
    let household = app.file(&[bed("2027-03-01", "2027-03-31")]).await;
    let id = app.matched(&household, &provider, &home).await;
    let step = async |who: &Who, step: &str| {
        app.take_step(who, &id, step).await.expect(200);
    };
    step(&household.who, "start").await;
    let next = move_on(&app, &household, 0, days("02", "20")).await;
    let refused = app.try_propose(&next, 0, &other).await;
    refused.problem(409, "at-the-same-time");

    // The host alone does not end it for them.
    step(&provider.member, "complete").await;
    assert_eq!(app.rank(&next, 0).await.number("/fits"), 0);
    step(&household.who, "not_over").await;
    assert_eq!(app.rank(&next, 0).await.number("/fits"), 0);

    step(&household.who, "complete").await;
    step(&provider.member, "not_over").await;
    let ranked = app.rank(&next, 0).await;
    assert_eq!(ranked.at("/days"), &days("02", "20"));
    assert!(because(&ranked).is_empty(), "{}", ranked.text);
    let chosen = app.try_propose(&next, 0, &other).await.expect(201).id();
    app.try_accept(&provider, &chosen).await.expect(200);
}

#[tokio::test]
async fn whoever_flees_a_bed_finds_another() {
    let app = TestApp::spawn().await;
    let (provider, _, home) = world(&app).await;
    let safe = app.provider(1, "ngo", 3).await;
    let other = app.live(&safe, &shelter(&safe, SUCEAVA, 3)).await;
    let household = app.file(&[bed("2027-03-01", "2027-03-31")]).await;
    let id = app.matched(&household, &provider, &home).await;
    app.take_step(&household.who, &id, "start")
        .await
        .expect(200);
    let next = move_on(&app, &household, 0, days("03", "20")).await;
    app.advance(SignedDuration::from_hours(24));
    let refused = app.try_propose(&next, 0, &other).await;
    refused.problem(409, "at-the-same-time");
    app.post(format!("/matches/{id}/check-ins"))
        .by(&household.who)
        .json(&json!({ "kind": "day", "answer": "not_safe" }))
        .expect(201)
        .await;
    app.try_propose(&next, 0, &other).await.expect(201);
}

#[tokio::test]
async fn nights_cut_for_a_ride_that_is_called_off_are_looked_for_again() {
    let app = TestApp::spawn().await;
    let (provider, drive, home) = world(&app).await;
    let needs = [bed("2027-03-03", "2027-03-10"), ride_need(1)];
    let household = app.file(&needs).await;
    let driven = agreed(&app, &provider, &household, 1, &drive).await;
    let stay = agreed(&app, &provider, &household, 0, &home).await;
    assert_eq!(stay.at("/during"), &days("05", "10"));
    let missed = json!(["gap", "housing", days("03", "05"), 1]);
    assert!(!plan(&app, &household).await.contains(&missed));

    app.end(&provider.member, &driven.id(), "cancel")
        .await
        .expect(200);
    assert!(plan(&app, &household).await.contains(&missed));
    // The page of the bed, which nobody slept in yet, leads to it.
    let mut browser = Browser::at_home(&app, &household).await;
    let page = format!("/en/my/matches/{}", stay.id());
    let page = browser.open(&page).await;
    let again = format!("/my/needs/{}/again", household.needs[0]);
    assert!(page.html.contains(&again), "{}", page.html);
    let next = move_on(&app, &household, 0, days("03", "05")).await;
    assert_eq!(app.rank(&next, 0).await.at("/days"), &days("03", "05"));
    let lines = plan(&app, &household).await;
    assert!(!lines.contains(&missed), "{lines:?}");
    assert!(lines.contains(&json!(["open", "housing", days("03", "05"), 1])));
}

#[tokio::test]
async fn a_bed_goes_by_the_stop_where_the_ride_sets_them_down() {
    let app = TestApp::spawn().await;
    let (provider, _, _) = world(&app).await;
    let stops = json!([{ "place_id": CHERNIVTSI }, { "place_id": SIRET }, { "place_id": SUCEAVA }]);
    let bus = with(ride(&provider.id), "/content/details/stops", stops);
    let bus = app
        .live(&provider, &with(bus, "/content/capacity", 1))
        .await;
    // The seat is sold from the border town on.
    let ahead = with(with(ride_need(1), "/place_id", SIRET), "/radius_m", 5_000);
    let ahead = app.file(&[ahead]).await;
    app.matched(&ahead, &provider, &bus).await;

    let near = with(bed("2027-03-03", "2027-03-10"), "/radius_m", 10_000);
    let needs = [near, with(ride_need(1), "/radius_m", 45_000)];
    let household = app.file(&needs).await;
    let driven = agreed(&app, &provider, &household, 1, &bus).await;
    assert_eq!(driven.at("/to_place_id"), &json!(SIRET), "{}", driven.text);
    let ranked = app.rank(&household, 0).await;
    assert_eq!(ranked.at("/days"), &days("03", "10"));
    assert!(because(&ranked).is_empty(), "{}", ranked.text);
}

#[tokio::test]
async fn a_household_is_told_that_another_proposal_ended_and_its_host_not_why() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let (provider, _, home) = world(&app).await;
    let other = app.live(&provider, &shelter(&provider, SUCEAVA, 3)).await;
    let nights = || bed("2027-03-10", "2027-03-12");
    let contact = json!({ "channel": "email", "email": "asks@example.org" });
    let body = with(request(&[nights(), nights()]), "/contact", contact);
    let household = app.file_request(&with(body, "/locale", "en")).await;
    let first = app.try_propose(&household, 0, &home).await.expect(201).id();
    let second = app.try_propose(&household, 1, &other).await;
    let second = second.expect(201).id();
    app.try_accept(&provider, &first).await.expect(200);
    app.run_jobs(&sink.mailer()).await;
    let subject = texts::text(Locale::En, "mail-proposal-declined-subject");
    let told = sink.messages().into_iter();
    let told: Vec<_> = told.filter(|mail| mail.subject == subject).collect();
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].to, "asks@example.org");
    assert!(told[0].body.contains(&second), "{}", told[0].body);

    // One that waits all the same, as those did that are older than the rule.
    let waits: String = sqlx::query_scalar(
        "insert into match (id, need_id, request_id, offer_id, revision_id, provider_id, quantity, during, state, points,
             weights_version, answer_by, created_at)
         select gen_random_uuid(), need_id, request_id, offer_id, revision_id, provider_id, quantity, during, 'proposed', points,
             weights_version, answer_by, created_at
         from match where id = $1::uuid
         returning id::text",
    )
    .bind(&second)
    .fetch_one(&mut app.app_rw().await)
    .await
    .unwrap();
    let refused = app.try_accept(&provider, &waits).await;
    refused.problem(409, "illegal-state");
}
