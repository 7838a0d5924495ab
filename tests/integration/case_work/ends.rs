//! How a case goes over to somebody else, and what ends it.

use punte_tests::TestApp;
use serde_json::json;

use super::{begin, token, try_follow};

#[tokio::test]
async fn a_case_goes_over_with_its_notes_and_the_one_before_is_out() {
    let app = TestApp::spawn().await;
    let (organisation, worker, household) = begin(&app).await;
    let next = app.provider(1, "authority", 2).await;
    let colleague = app.case_worker(&next, "next@example.org").await;
    let case = app.follow(&worker, &organisation, &household.code).await;
    let plan = json!({ "label": "Room 4", "follow_up_on": null });
    app.put(format!("/cases/{case}"))
        .by(&worker)
        .if_match(1)
        .json(&plan)
        .expect(200)
        .await;
    app.post(format!("/cases/{case}/notes"))
        .by(&worker)
        .json(&json!({ "text": "Waits for a bed near the hospital." }))
        .expect(201)
        .await;
    let acting = token(&app, &worker, &case).await;
    let code = app.post(format!("/cases/{case}/codes")).by(&worker);
    let code = code.expect(201).await.text_at("/code");
    // Until it is used, it stays with whoever has it.
    app.get(format!("/cases/{case}"))
        .by(&worker)
        .expect(200)
        .await;
    let taken = try_follow(&app, &colleague, &next.id, &code)
        .await
        .expect(201);
    assert_eq!(taken.text_at("/case/id"), case);
    assert_eq!(taken.text_at("/source"), "handed_over");
    assert_eq!(taken.text_at("/case/label"), "Room 4");
    assert_eq!(
        taken.text_at("/notes/0/text"),
        "Waits for a bed near the hospital."
    );
    assert_eq!(taken.at("/notes/0/mine"), false);
    app.get(format!("/cases/{case}"))
        .by(&worker)
        .expect(404)
        .await;
    app.get(format!("/requests/{}", household.request))
        .token(&acting)
        .expect(401)
        .await;
    try_follow(&app, &worker, &organisation.id, &code)
        .await
        .fields(422, &["/code case-code"]);
    // The household reads what was noted about it.
    let export = app
        .get(format!("/requests/{}/export", household.request))
        .by(&household.who)
        .expect(200)
        .await;
    let notes = json!(["Room 4", "Waits for a bed near the hospital."]);
    assert_eq!(export.at("/case_notes"), &notes);
    assert_eq!(export.at("/case_workers").as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn whoever_leaves_is_disabled_signs_out_or_works_for_nobody_any_more_is_out() {
    let app = TestApp::spawn().await;
    let (organisation, worker, household) = begin(&app).await;
    let case = app.follow(&worker, &organisation, &household.code).await;
    let request = format!("/requests/{}", household.request);
    let out = async |acting: &str, how: &str| {
        let answer = app.get(&request).token(acting).send().await;
        assert_eq!(answer.status, 401, "{how}");
    };
    let db = &mut app.superuser().await;

    let acting = token(&app, &worker, &case).await;
    app.delete("/sessions/current")
        .by(&worker)
        .expect(204)
        .await;
    out(&acting, "signed out").await;
    worker.fresh_token(&app).await;

    // The organisation is not in good standing for a while: nothing is lost.
    let acting = token(&app, &worker, &case).await;
    for status in ["lapsed", "suspended"] {
        let set = "update provider set status = $2 where id = $1::uuid";
        let bound = sqlx::query(set).bind(&organisation.id);
        bound.bind(status).execute(&mut *db).await.unwrap();
        out(&acting, status).await;
        app.get(format!("/cases/{case}"))
            .by(&worker)
            .send()
            .await
            .problem(403, "forbidden");
        let listed = app
            .get(format!("{request}/case-workers"))
            .by(&household.who)
            .expect(200)
            .await;
        assert_eq!(listed.at("/items/0/active"), false);
        let bound = sqlx::query(set).bind(&organisation.id);
        bound.bind("vetted").execute(&mut *db).await.unwrap();
    }
    app.get(&request).token(&acting).expect(200).await;

    // Whoever leaves follows nobody, and the household is told.
    let membership = app.membership(&worker).await;
    app.delete(format!("/members/{membership}"))
        .by(&organisation.member)
        .expect(204)
        .await;
    out(&acting, "left").await;
    let ended = "select count(*) from household_case where end_reason = 'member_left'";
    assert_eq!(app.count(ended).await, 1);
    let told = "select count(*) from job where payload ->> 'notice' = 'case-ended' and payload -> 'to' ? 'request'";
    assert_eq!(app.count(told).await, 1);

    // With the request it ends too, however that ends.
    let second = app.case_worker(&organisation, "second@example.org").await;
    let case = app.follow(&second, &organisation, &household.code).await;
    let acting = token(&app, &second, &case).await;
    app.post(format!("{request}/withdraw"))
        .by(&household.who)
        .if_match(1)
        .expect(200)
        .await;
    out(&acting, "withdrawn").await;
    let ended = "select count(*) from household_case where end_reason = 'request_ended'";
    assert_eq!(app.count(ended).await, 1);
}
