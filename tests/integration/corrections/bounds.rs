//! What a correction ends, and what none can do: of a request that is over, of another kind of help, of more than anybody needs.

use punte_tests::{TestApp, medical, medical_need, service_need, with};
use serde_json::json;

use super::{correct, correct_need, read, seen};

#[tokio::test]
async fn a_doctors_place_in_a_week_that_nobody_wants_any_more_is_given_up_and_the_doctor_is_told() {
    let app = TestApp::spawn().await;
    let doctor = app.provider(0, "ngo", 2).await;
    let offer = app.live(&doctor, &medical(&doctor.id)).await;
    let on = |from: &str, to: &str| {
        let days = json!({ "from": from, "to": to });
        with(medical_need(), "/dates", days)
    };
    let household = app.file(&[on("2027-03-02", "2027-03-06")]).await;
    let told = async || {
        let inbox = app.get("/inbox?limit=100").by(&doctor.member);
        let inbox = inbox.expect(200).await;
        let lines = inbox.items().iter();
        lines.filter(|l| l["notice"] == "match-cancelled").count()
    };
    let id = app.propose(&household, &offer).await;
    let week = json!({ "from": "2027-03-01", "to": "2027-03-08" });
    let asked = seen(&app, &household.who, &id).await;
    assert_eq!(asked.at("/during"), &week);

    // Other days, of which some are in that week.
    let longer = on("2027-03-05", "2027-04-06");
    correct_need(&app, &household, 0, &longer).await.expect(200);
    let stands = seen(&app, &household.who, &id).await;
    assert_eq!(stands.text_at("/state"), "proposed");
    assert_eq!(stands.at("/during"), &week);
    assert_eq!(told().await, 0);

    let later = on("2027-04-02", "2027-04-06");
    correct_need(&app, &household, 0, &later).await.expect(200);
    for who in [&household.who, &doctor.member] {
        let ended = seen(&app, who, &id).await;
        assert_eq!(ended.text_at("/state"), "cancelled");
        assert_eq!(ended.text_at("/end_reason"), "does_not_fit");
    }
    assert_eq!(told().await, 1);
    assert_eq!(app.need(&household, 0).await["state"], "open");
    // It was the week alone: the same doctor has a place then.
    assert_eq!(app.rank(&household, 0).await.number("/fits"), 1);
}

#[tokio::test]
async fn nothing_is_put_right_or_asked_more_with_a_request_that_is_over() {
    let app = TestApp::spawn().await;
    let withdrawn = app.file(&[service_need(1)]).await;
    let version = read(&app, &withdrawn).await.version();
    app.post(format!("/requests/{}/withdraw", withdrawn.request))
        .by(&withdrawn.who)
        .if_match(version)
        .expect(200)
        .await;
    // Its need still looks: whether the request is over is asked of the request.
    let closed = app.file(&[service_need(1)]).await;
    closed.who.token(&app).await;
    sqlx::query("update request set state = 'closed' where id = $1::uuid")
        .bind(&closed.request)
        .execute(&mut app.superuser().await)
        .await
        .unwrap();
    let today = with(service_need(1), "/urgency", "today");
    let two = json!({ "women": 2, "languages": ["uk"] });
    for household in [&withdrawn, &closed] {
        let more = app.post(format!("/requests/{}/needs", household.request));
        let more = more.by(&household.who).json(&service_need(1)).send().await;
        more.problem(409, "illegal-state");
        let need = correct_need(&app, household, 0, &today).await;
        need.problem(409, "illegal-state");
        let who = correct(&app, household, &two).await;
        who.problem(409, "illegal-state");
        let now = read(&app, household).await;
        assert_eq!(now.at("/needs").as_array().unwrap().len(), 1);
        assert_eq!(now.at("/household/women"), 1);
    }
    let written = "select count(*) from audit_event where action in ('need_added', 'need_corrected', 'household_corrected')";
    assert_eq!(app.count(written).await, 0);
}

#[tokio::test]
async fn the_database_itself_makes_no_other_kind_of_help_of_a_need() {
    let app = TestApp::spawn().await;
    let household = app.file(&[service_need(1)]).await;
    let mut db = app.app_rw().await;
    for other in [
        "update need set content = jsonb_set(content, '{details,category}', '\"job\"') where id = $1::uuid",
        "update need set content = content - 'details' where id = $1::uuid",
    ] {
        let change = sqlx::query(other).bind(&household.needs[0]);
        let refused = change.execute(&mut db).await.unwrap_err();
        let held = refused.as_database_error().and_then(|e| e.constraint());
        assert_eq!(held, Some("need_category_stays_check"), "{other}");
    }
    // What else is said of it is the server's to write.
    let radius =
        "update need set content = jsonb_set(content, '{radius_m}', '80000') where id = $1::uuid";
    let change = sqlx::query(radius).bind(&household.needs[0]);
    assert_eq!(change.execute(&mut db).await.unwrap().rows_affected(), 1);
    // Its kind is not.
    let kind = "update need set category = 'job' where id = $1::uuid";
    let change = sqlx::query(kind).bind(&household.needs[0]);
    let refused = change.execute(&mut db).await.unwrap_err();
    let code = refused.as_database_error().unwrap().code();
    assert_eq!(code.as_deref(), Some("42501"));
}

#[tokio::test]
async fn a_request_has_twenty_four_needs_at_most_those_that_are_over_among_them() {
    let app = TestApp::spawn().await;
    let household = app.file(&vec![service_need(1); 6]).await;
    let over = sqlx::query(
        "insert into need (id, request_id, position, category, content, quantity, state, created_at)
         select gen_random_uuid(), n.request_id, 5 + i, n.category, n.content, n.quantity, 'expired', n.created_at
         from need n, generate_series(1, 17) i where n.id = $1::uuid",
    )
    .bind(&household.needs[0])
    .execute(&mut app.superuser().await)
    .await
    .unwrap();
    assert_eq!(over.rows_affected(), 17);
    let add = async || {
        let call = app.post(format!("/requests/{}/needs", household.request));
        let call = call.by(&household.who).json(&service_need(1));
        call.send().await
    };
    add().await.expect(201);
    // Seven look for help: of those there might be one more.
    let looking = "select count(*) from need where state = 'open'";
    assert_eq!(app.count(looking).await, 7);
    add().await.problem(409, "too-many-needs");
    assert_eq!(app.count("select count(*) from need").await, 24);
}
