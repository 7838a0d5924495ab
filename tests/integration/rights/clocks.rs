//! What the clock alone closes and erases, each at its time and not before.

use jiff::SignedDuration;
use punte_api::storage::to_time;
use punte_tests::{TestApp, Who, housing_offer, service, service_need, shelter_offer};
use serde_json::json;

async fn keep(app: &TestApp) -> usize {
    let use_cases = app.use_cases().await;
    let done = use_cases.apply_retention().await.unwrap();
    use_cases.pool.close().await;
    done
}

fn days(n: i64) -> SignedDuration {
    SignedDuration::from_hours(24 * n)
}

#[tokio::test]
async fn a_request_that_nobody_opens_is_closed_after_thirty_days_and_erased_after_ninety_more() {
    let app = TestApp::spawn().await;
    let idle = app.file(&[service_need(1)]).await;
    let visited = app.file(&[service_need(1)]).await;
    app.advance(days(29));
    visited.who.fresh_token(&app).await;
    assert_eq!(keep(&app).await, 0);
    app.advance(days(1) + SignedDuration::from_secs(1));
    assert_eq!(keep(&app).await, 1);
    let state = |request: &str| {
        let request = request.to_owned();
        let url = app.database_url().to_owned();
        async move {
            let mut db = <sqlx::PgConnection as sqlx::Connection>::connect(&url)
                .await
                .unwrap();
            sqlx::query_as::<_, (String, bool)>(
                "select state, erased_at is not null from request where id = $1::uuid",
            )
            .bind(request)
            .fetch_one(&mut db)
            .await
            .unwrap()
        }
    };
    assert_eq!(state(&idle.request).await, ("closed".to_owned(), false));
    assert_eq!(state(&visited.request).await, ("open".to_owned(), false));
    // Its household still reads what became of it.
    app.get(format!("/requests/{}", idle.request))
        .by(&idle.who)
        .expect(200)
        .await;
    app.advance(days(89));
    keep(&app).await;
    assert_eq!(state(&idle.request).await, ("closed".to_owned(), false));
    app.advance(days(1) + SignedDuration::from_secs(1));
    keep(&app).await;
    assert_eq!(state(&idle.request).await, ("closed".to_owned(), true));
}

#[tokio::test]
async fn a_request_with_help_that_was_promised_is_not_closed() {
    let app = TestApp::spawn().await;
    let ngo = app.provider(0, "ngo", 3).await;
    let shelter = app.live(&ngo, &shelter_offer(&ngo.id)).await;
    let household = app
        .file(&[punte_tests::housing_need(2, "2027-03-10", "2027-03-12")])
        .await;
    app.matched(&household, &ngo, &shelter).await;
    app.advance(days(31));
    assert_eq!(keep(&app).await, 0);
}

#[tokio::test]
async fn the_door_of_an_offer_is_forgotten_half_a_year_after_it_was_taken_back() {
    let app = TestApp::spawn().await;
    let host = app.provider(0, "volunteer", 3).await;
    let gone = app.live(&host, &housing_offer(&host.id)).await;
    let ngo = app.provider(1, "ngo", 3).await;
    app.live(&ngo, &service(&ngo.id)).await;
    app.step(&host, &gone, "withdraw").await;
    let doors = "select count(*) from identity.offer_private";
    app.advance(days(179));
    // Sign-ins of half a year ago go meanwhile.
    keep(&app).await;
    assert_eq!(app.count(doors).await, 2);
    app.advance(days(2));
    assert_eq!(keep(&app).await, 1);
    assert_eq!(app.count(doors).await, 1, "the other one stays");
    let offer = app
        .get(format!("/offers/{gone}"))
        .by(&host.member)
        .expect(200)
        .await;
    assert_eq!(offer.at("/private/address"), &json!(null));
}

#[tokio::test]
async fn what_was_written_about_a_danger_goes_half_a_year_after_its_report_was_closed() {
    let app = TestApp::spawn().await;
    let host = app.provider(0, "ngo", 3).await;
    let offer = app.live(&host, &service(&host.id)).await;
    let mut db = app.superuser().await;
    // One that is closed, and one that is not.
    for closed in [true, false] {
        sqlx::query(
            "with r as (
                insert into report (id, kind, reporter, provider_id, offer_id, code_hash, freezes, state, taken_by, outcome, created_at, due_at, closed_at)
                values (gen_random_uuid(), 'something_wrong', 'visitor', $1::uuid, $2::uuid, uuid_send(gen_random_uuid()), false,
                    case when $3 then 'closed' else 'open' end, case when $3 then $4 end, case when $3 then 'nothing_found' end, $5, $5,
                    case when $3 then $5 end)
                returning id)
            insert into report_text (id, report_id, sealed, created_at) select gen_random_uuid(), id, '', $5 from r",
        )
        .bind(&host.id)
        .bind(&offer)
        .bind(closed)
        .bind(app.cast.moderators[0].account.0)
        .bind(to_time(app.now()))
        .execute(&mut db)
        .await
        .unwrap();
    }
    let texts = "select count(*) from report_text";
    app.advance(days(180));
    keep(&app).await;
    assert_eq!(app.count(texts).await, 2);
    app.advance(SignedDuration::from_secs(1));
    assert_eq!(keep(&app).await, 1);
    assert_eq!(app.count(texts).await, 1, "an open report keeps its words");
    assert_eq!(app.count("select count(*) from report").await, 2);
}

/// How many sign-ins of somebody are kept, and how many tokens of these.
async fn sign_ins(app: &TestApp, who: &Who) -> (i64, i64) {
    sqlx::query_as(
        "select count(distinct s.id), count(t.token_hash) from session s left join refresh_token t on t.session_id = s.id
         where s.account_id = $1",
    )
    .bind(who.account.0)
    .fetch_one(&mut app.superuser().await)
    .await
    .unwrap()
}

#[tokio::test]
async fn a_sign_in_is_forgotten_ninety_days_after_it_ended_or_lapsed_with_its_tokens() {
    let app = TestApp::spawn().await;
    let who = &app.cast.people[0];
    let (before, tokens) = sign_ins(&app, who).await;
    let ended = who.fresh_token(&app).await;
    app.delete("/sessions/current")
        .token(&ended)
        .expect(204)
        .await;
    assert_eq!(sign_ins(&app, who).await, (before + 1, tokens + 1));
    app.advance(days(90));
    keep(&app).await;
    assert_eq!(sign_ins(&app, who).await, (before + 1, tokens + 1));
    app.advance(SignedDuration::from_secs(1));
    keep(&app).await;
    assert_eq!(sign_ins(&app, who).await, (before, tokens));
    // The others lapsed after thirty days, without anybody ending them.
    who.fresh_token(&app).await;
    app.advance(days(30));
    keep(&app).await;
    assert_eq!(sign_ins(&app, who).await, (1, 1), "the newest one");
}

#[tokio::test]
async fn what_was_done_is_forgotten_after_thirty_days_and_what_waits_or_was_given_up_is_not() {
    let app = TestApp::spawn().await;
    let mut db = app.superuser().await;
    let jobs = "select count(*) from job where dedup_id in ('done', 'dropped', 'queued', 'dead')";
    for state in ["done", "dropped", "queued", "dead"] {
        sqlx::query(
            "insert into job (id, kind, payload, dedup_id, state, run_at, created_at, done_at)
             values (gen_random_uuid(), 'mail', '{}', $1, $1, $2, $2, case when $1 = 'done' then $2 end)",
        )
        .bind(state)
        .bind(to_time(app.now()))
        .execute(&mut db)
        .await
        .unwrap();
    }
    app.advance(days(30));
    keep(&app).await;
    assert_eq!(app.count(jobs).await, 4);
    app.advance(SignedDuration::from_secs(1));
    assert_eq!(keep(&app).await, 2);
    assert_eq!(app.count(jobs).await, 2);
    let left = "select count(*) from job where dedup_id in ('queued', 'dead')";
    assert_eq!(app.count(left).await, 2);
}

#[tokio::test]
async fn one_household_that_cannot_be_erased_keeps_nothing_else_from_its_end() {
    let app = TestApp::spawn().await;
    let stuck = app.file(&[service_need(1)]).await;
    let other = app.file(&[service_need(1)]).await;
    for household in [&stuck, &other] {
        app.post(format!("/requests/{}/withdraw", household.request))
            .by(&household.who)
            .if_match(1)
            .expect(200)
            .await;
        // The one that is stuck comes first.
        app.advance(SignedDuration::from_mins(1));
    }
    let mut db = app.superuser().await;
    for statement in [
        "create function refuse_erasure() returns trigger language plpgsql as $$ begin raise exception 'not now'; end $$".to_owned(),
        format!(
            "create trigger refuse_erasure before update on request for each row
             when (new.erased_at is not null and new.id = '{}') execute function refuse_erasure()",
            stuck.request
        ),
    ] {
        sqlx::query(sqlx::AssertSqlSafe(statement))
            .execute(&mut db)
            .await
            .unwrap();
    }
    app.advance(days(91));
    let lapsed = app.count("select count(*) from session").await;
    let use_cases = app.use_cases().await;
    assert!(
        use_cases.apply_retention().await.is_err(),
        "it is told at the end"
    );
    let erased: Vec<String> =
        sqlx::query_scalar("select id::text from request where erased_at is not null")
            .fetch_all(&mut db)
            .await
            .unwrap();
    assert_eq!(erased, std::slice::from_ref(&other.request));
    assert!(
        app.count("select count(*) from session").await < lapsed,
        "what comes after it"
    );
    sqlx::query("drop trigger refuse_erasure on request")
        .execute(&mut db)
        .await
        .unwrap();
    use_cases.apply_retention().await.unwrap();
    use_cases.pool.close().await;
    let erased = "select count(*) from request where erased_at is not null";
    assert_eq!(app.count(erased).await, 2);
}
