//! What the clock asks the worker to do for many is done for each alone: one that cannot be done is counted, keeps none of the others, and is
//! tried again by the next look.

#![cfg(test)]

use jiff::SignedDuration;
use punte_api::app::App;
use punte_tests::{TestApp, job, medical, profile, service, service_need, with};
use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, Executor as _};

use crate::rechecks;

const DAY: SignedDuration = SignedDuration::from_hours(24);
const HOUR: SignedDuration = SignedDuration::from_hours(1);

/// Has the database refuse what is done to one row: that row is broken.
async fn break_row(app: &TestApp, (event, table): (&str, &str), row: &str) {
    let statement = format!(
        "create or replace function broken() returns trigger language plpgsql as $$ begin raise exception 'broken'; end $$;
         create trigger broken before {event} on {table} for each row when ({row}) execute function broken()"
    );
    app.superuser()
        .await
        .execute(AssertSqlSafe(statement))
        .await
        .unwrap();
}

async fn mend(app: &TestApp, table: &str) {
    app.superuser()
        .await
        .execute(AssertSqlSafe(format!("drop trigger broken on {table}")))
        .await
        .unwrap();
}

/// What comes first, by a query that the test writes.
async fn first(app: &TestApp, query: &'static str) -> String {
    sqlx::query_scalar(query)
        .fetch_one(&mut app.superuser().await)
        .await
        .unwrap()
}

/// How often a process could not do one of many of a kind.
fn failures(cases: &App, sweep: &str) -> Option<u32> {
    let line = format!("punte_sweep_failures_total{{sweep=\"{sweep}\"}} ");
    let metrics = cases.metrics.render(cases);
    let found = metrics.lines().find_map(|l| l.strip_prefix(&line))?;
    Some(found.parse().unwrap())
}

#[tokio::test]
async fn one_level_that_cannot_fall_keeps_no_other_from_falling() {
    let app = TestApp::spawn().await;
    for person in 0..3 {
        let provider = app.provider(person, "ngo", 1).await;
        // A certificate that was seen nearly a year ago: it is over long before the identity.
        app.post(format!("/providers/{}/evidence", provider.id))
            .by(app.as_moderator())
            .json(&json!({ "kind": "criminal_record", "seen_at": app.now() - DAY * 360 }))
            .expect(201)
            .await;
    }
    app.advance(DAY * 6);
    let broken = first(
        &app,
        "select id::text from provider order by vetted_until, id limit 1",
    )
    .await;
    let row = format!("new.subject_id = '{broken}' and new.action = 'level_fell'");
    break_row(&app, ("insert", "audit_event"), &row).await;
    let cases = app.use_cases().await;
    cases.remind_of_checks().await.unwrap();
    let fell = "select count(*) from provider where vetting_level = 1";
    assert_eq!(app.count(fell).await, 2, "the other two");
    assert_eq!(failures(&cases, "levels"), Some(1));

    mend(&app, "audit_event").await;
    cases.remind_of_checks().await.unwrap();
    assert_eq!(app.count(fell).await, 3, "by the next look");
    let lines = "select count(*) from audit_event where action = 'level_fell'";
    assert_eq!(app.count(lines).await, 3);
    assert_eq!(failures(&cases, "levels"), Some(1), "and no more");
    cases.pool.close().await;
}

#[tokio::test]
async fn one_report_that_no_alarm_can_be_raised_of_silences_no_other_alarm() {
    let app = TestApp::spawn().await;
    let [moderator, ..] = app.cast.moderators.as_slice() else {
        unreachable!()
    };
    for person in 0..3 {
        let provider = app.provider(person, "ngo", 1).await;
        let offer = app.live(&provider, &service(&provider.id)).await;
        let body = json!({ "offer_id": offer, "kind": "danger_now" });
        app.post("/reports").json(&body).expect(201).await;
    }
    for person in 3..5 {
        let provider = app.provider(person, "ngo", 1).await;
        let path = format!("/providers/{}/block", provider.id);
        let body = json!({ "reason": "danger" });
        app.post(path).by(moderator).json(&body).expect(201).await;
    }
    let report = "select id::text from report order by due_at, id limit 1";
    let row = format!("new.report_id = '{}'", first(&app, report).await);
    break_row(&app, ("insert", "report_alarm"), &row).await;
    let block = "select id::text from provider_block order by review_by, id limit 1";
    let row = format!("new.block_id = '{}'", first(&app, block).await);
    break_row(&app, ("insert", "block_alarm"), &row).await;
    app.advance(HOUR * 25);
    let cases = app.use_cases().await;
    assert_eq!(cases.raise_alarms().await.unwrap(), 3, "two and one");
    assert_eq!(failures(&cases, "report alarms"), Some(1));
    assert_eq!(failures(&cases, "block alarms"), Some(1));

    mend(&app, "report_alarm").await;
    mend(&app, "block_alarm").await;
    assert_eq!(cases.raise_alarms().await.unwrap(), 2, "by the next look");
    assert_eq!(cases.raise_alarms().await.unwrap(), 0);
    cases.pool.close().await;
}

#[tokio::test]
async fn one_deadline_that_cannot_be_spoken_of_keeps_nobody_else_from_hearing_of_theirs() {
    let app = TestApp::spawn().await;
    for person in 0..3 {
        let provider = app.provider(person, "ngo", 1).await;
        app.live(&provider, &service(&provider.id)).await;
    }
    let offer = "select id::text from offer order by expires_at, id limit 1";
    let offer = first(&app, offer).await;
    let row = format!("new.offer_id = '{offer}'");
    break_row(&app, ("insert", "offer_reminder"), &row).await;
    app.advance(DAY * 27);
    let cases = app.use_cases().await;
    assert_eq!(cases.remind_of_deadlines().await.unwrap(), 2);
    assert_eq!(failures(&cases, "deadlines"), Some(1));
    mend(&app, "offer_reminder").await;
    assert_eq!(cases.remind_of_deadlines().await.unwrap(), 1);
    cases.pool.close().await;
}

#[tokio::test]
async fn one_check_that_cannot_be_brought_up_keeps_no_other_from_the_queue() {
    let app = TestApp::spawn().await;
    let mut all = Vec::new();
    for person in 0..3 {
        let provider = app.provider(person, "ngo", 1).await;
        let offer = app.live(&provider, &service(&provider.id)).await;
        all.push((provider, offer));
    }
    let [(provider, offer), others @ ..] = all.as_slice() else {
        unreachable!()
    };
    rechecks::later(&app, provider, offer, DAY * 336).await;
    for (provider, offer) in others {
        rechecks::later(&app, provider, offer, SignedDuration::ZERO).await;
    }
    let offer = "select id::text from offer order by checks_until, id limit 1";
    let offer = first(&app, offer).await;
    let row = format!("new.offer_id = '{offer}'");
    break_row(&app, ("insert", "review_item"), &row).await;
    break_row(&app, ("insert", "offer_reminder"), &row).await;
    let cases = app.use_cases().await;
    assert_eq!(cases.tend_checks().await.unwrap(), (2, 2));
    assert_eq!(failures(&cases, "rechecks"), Some(1));
    assert_eq!(failures(&cases, "ends of checks"), Some(1));
    mend(&app, "review_item").await;
    mend(&app, "offer_reminder").await;
    assert_eq!(cases.tend_checks().await.unwrap(), (1, 1));
    cases.pool.close().await;
}

#[tokio::test]
async fn one_item_that_cannot_be_read_rests_and_the_others_have_their_hints() {
    let app = TestApp::spawn().await;
    // None resembles another: nothing has one read again because of another.
    let offers: [fn(&str) -> Value; 3] = [service, medical, job];
    for (person, offer) in offers.into_iter().enumerate() {
        let phone = format!("+3736912340{person}");
        let who = with(profile(person, "ngo"), "/phone", phone);
        let provider = app.provider_of(person, &who, 1).await;
        app.submitted(&provider, &offer(&provider.id)).await;
    }
    let item = "select item_id::text from hint_reading order by due_at, item_id limit 1";
    let item = first(&app, item).await;
    let row = format!("new.item_id = '{item}' and new.noted_at is not null");
    break_row(&app, ("update", "hint_reading"), &row).await;
    let cases = app.use_cases().await;
    assert_eq!(cases.note_hints().await.unwrap(), 2);
    assert_eq!(failures(&cases, "hints"), Some(1));
    assert_eq!(cases.note_hints().await.unwrap(), 0, "it rests");
    assert_eq!(failures(&cases, "hints"), Some(1));
    mend(&app, "hint_reading").await;
    app.advance(SignedDuration::from_mins(2));
    assert_eq!(cases.note_hints().await.unwrap(), 1);
    cases.pool.close().await;
}

#[tokio::test]
async fn one_household_that_cannot_be_counted_or_asked_keeps_no_other_from_it() {
    let app = TestApp::spawn().await;
    for _ in 0..3 {
        app.file(&[service_need(1)]).await;
    }
    let mut db = app.superuser().await;
    let due = "insert into household_signal (id, request_id, due_at) select gen_random_uuid(), id, '2027-03-01T08:00:00Z' from request";
    db.execute(due).await.unwrap();
    let request =
        "select request_id::text from household_signal order by due_at, request_id limit 1";
    let request = first(&app, request).await;
    let row = format!("new.request_id = '{request}'");
    break_row(&app, ("update", "household_signal"), &row).await;
    let cases = app.use_cases().await;
    assert_eq!(cases.count_households().await.unwrap(), 2);
    assert_eq!(failures(&cases, "household counts"), Some(1));
    mend(&app, "household_signal").await;
    assert_eq!(cases.count_households().await.unwrap(), 1);

    let row = format!("new.id = '{request}' and new.asked_at is not null");
    break_row(&app, ("update", "request"), &row).await;
    let helped = "set session_replication_role = replica; update need set state = 'served'; set session_replication_role = origin";
    db.execute(helped).await.unwrap();
    app.advance(DAY * 24);
    assert_eq!(cases.ask_still_needed().await.unwrap(), 2);
    assert_eq!(failures(&cases, "questions about requests"), Some(1));
    mend(&app, "request").await;
    assert_eq!(cases.ask_still_needed().await.unwrap(), 1);
    cases.pool.close().await;
}

#[tokio::test]
async fn one_case_that_cannot_be_spoken_of_rests_and_keeps_no_other_case_worker_waiting() {
    let app = TestApp::spawn().await;
    let organisation = app.provider(0, "ngo", 1).await;
    let worker = app.case_worker(&organisation, "worker@example.org").await;
    let mut cases = Vec::new();
    for _ in 0..2 {
        let household = app.file(&[service_need(1)]).await;
        cases.push(app.follow(&worker, &organisation, &household.code).await);
    }
    let row = format!(
        "new.notice = 'case-due' and new.about = '{}'::uuid",
        cases[0]
    );
    break_row(&app, ("insert", "notification"), &row).await;
    app.advance(DAY * 3);
    let told = "select count(*) from notification where notice = 'case-due'";
    let uses = app.use_cases().await;
    assert_eq!(uses.remind_of_cases().await.unwrap(), 1, "the other one");
    assert_eq!(app.count(told).await, 1);
    assert_eq!(failures(&uses, "cases"), Some(1));
    assert_eq!(uses.remind_of_cases().await.unwrap(), 0, "it rests");
    assert_eq!(failures(&uses, "cases"), Some(1));
    mend(&app, "notification").await;
    app.advance(HOUR);
    uses.remind_of_cases().await.unwrap();
    assert_eq!(app.count(told).await, 2);
    uses.pool.close().await;
}
