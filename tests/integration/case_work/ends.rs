//! How a case goes over to somebody else, and what ends it.

use jiff::{SignedDuration, Timestamp};
use punte_tests::{MailSink, PASSWORD, TestApp};
use serde_json::json;

use super::{begin, invite, token, try_follow};

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
async fn whoever_leaves_signs_out_or_works_for_nobody_in_good_standing_is_out() {
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

#[tokio::test]
async fn whoever_works_for_an_organisation_is_out_the_second_its_checks_lapse_by_the_calendar() {
    let app = TestApp::spawn().await;
    let (organisation, worker, household) = begin(&app).await;
    let case = app.follow(&worker, &organisation, &household.code).await;
    let other = app.file(&[punte_tests::service_need(1)]).await;
    let request = format!("/requests/{}", household.request);
    let lapses: Timestamp = "2028-03-01T08:00:00Z".parse().unwrap();
    app.advance((lapses - SignedDuration::from_secs(1)).duration_since(app.now()));
    let acting = token(&app, &worker, &case).await;
    app.get(&request).token(&acting).expect(200).await;
    app.get("/cases").by(&worker).expect(200).await;
    let active = async || {
        let call = app.get(format!("{request}/case-workers"));
        let listed = call.by(&household.who).expect(200).await;
        listed.at("/items/0/active").clone()
    };
    assert_eq!(active().await, true);

    app.advance(SignedDuration::from_secs(1));
    app.get(&request).token(&acting).expect(401).await;
    for path in ["/cases".to_owned(), format!("/cases/{case}")] {
        let answer = app.get(path).by(&worker).send().await;
        answer.problem(403, "forbidden");
    }
    try_follow(&app, &worker, &organisation.id, &other.code)
        .await
        .problem(403, "forbidden");
    assert_eq!(active().await, false);
    // Nor by the server's own statements, whatever a use case forgets.
    let refused = sqlx::query(
        "insert into household_case (id, request_id, account_id, provider_id, consent, source, opened_at, held_since, seen_at)
         values (gen_random_uuid(), $1::uuid, $2, $3::uuid, 'spoken', 'invited', app_now(), app_now(), app_now())",
    )
    .bind(&other.request)
    .bind(worker.account.0)
    .bind(&organisation.id)
    .execute(&mut app.app_rw().await)
    .await
    .unwrap_err();
    let held = refused.as_database_error().unwrap().constraint();
    assert_eq!(held, Some("household_case_provider_check"));

    // Checked again, they go on where they were.
    app.post(format!("/providers/{}/evidence", organisation.id))
        .by(app.as_moderator())
        .json(&json!({ "kind": "identity_document" }))
        .expect(201)
        .await;
    app.get(&request).token(&acting).expect(200).await;
    assert_eq!(active().await, true);
}

#[tokio::test]
async fn what_a_pin_guards_is_opened_neither_by_the_card_nor_against_the_household() {
    let app = TestApp::spawn().await;
    let (organisation, worker, household) = begin(&app).await;
    let request = format!("/requests/{}", household.request);
    let pin = json!({ "pin": "571943" });
    let set = app.put(format!("{request}/pin")).by(&household.who);
    set.json(&pin).expect(204).await;
    try_follow(&app, &worker, &organisation.id, &household.code)
        .await
        .fields(422, &["/code code-with-pin"]);
    // Whoever is let in behind the PIN needs it no more, and cannot use it up.
    let code = invite(&app, &household).await;
    let case = try_follow(&app, &worker, &organisation.id, &code).await;
    let case = case.expect(201).text_at("/case/id");
    let acting = token(&app, &worker, &case).await;
    let checks = format!("{request}/pin-checks");
    let tried = app.post(&checks).token(&acting).json(&pin);
    tried.send().await.problem(403, "forbidden");
    let host = app.provider(1, "ngo", 1).await;
    let offer = app.live(&host, &punte_tests::service(&host.id)).await;
    let id = app.matched(&household, &host, &offer).await;
    app.get(format!("/matches/{id}/contacts"))
        .token(&acting)
        .expect(200)
        .await;
    // Sending somebody away takes no PIN: whoever forgot it is not helpless.
    let finder = household.who.fresh_token(&app).await;
    app.post(format!("{request}/case-codes"))
        .token(&finder)
        .send()
        .await
        .problem(403, "pin-needed");
    app.post(format!("{request}/case-withdrawals"))
        .token(&finder)
        .json(&json!({ "case_id": case }))
        .expect(204)
        .await;
}

#[tokio::test]
async fn an_answer_that_was_kept_shows_nothing_after_the_end() {
    let app = TestApp::spawn().await;
    let (organisation, worker, household) = begin(&app).await;
    let case = app.follow(&worker, &organisation, &household.code).await;
    let note = async || {
        let call = app.post(format!("/cases/{case}/notes")).by(&worker);
        let call = call.key("0123456789abcdef-note");
        call.json(&json!({ "text": "Sleeps badly." })).send().await
    };
    note().await.expect(201);
    let again = note().await.expect(201);
    assert_eq!(again.at("/notes").as_array().unwrap().len(), 1);
    app.post(format!("/requests/{}/case-withdrawals", household.request))
        .by(&household.who)
        .json(&json!({ "case_id": case }))
        .expect(204)
        .await;
    note().await.expect(404);
}

#[tokio::test]
async fn of_two_who_send_one_code_at_once_one_gets_the_case() {
    let app = TestApp::spawn().await;
    let (organisation, worker, household) = begin(&app).await;
    let case = app.follow(&worker, &organisation, &household.code).await;
    let first = app.case_worker(&organisation, "first@example.org").await;
    let second = app.case_worker(&organisation, "second@example.org").await;
    for _ in 0..8 {
        // Whoever has it hands it over.
        let holder: uuid::Uuid =
            sqlx::query_scalar("select account_id from followed_case where id = $1::uuid")
                .bind(&case)
                .fetch_one(&mut app.superuser().await)
                .await
                .unwrap();
        let all = [&worker, &first, &second];
        let (from, rest): (Vec<_>, Vec<_>) =
            all.into_iter().partition(|who| who.account.0 == holder);
        let code = app.post(format!("/cases/{case}/codes")).by(from[0]);
        let code = code.expect(201).await.text_at("/code");
        let both = tokio::join!(
            try_follow(&app, rest[0], &organisation.id, &code),
            try_follow(&app, rest[1], &organisation.id, &code),
        );
        let mut statuses = [both.0.status, both.1.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [201, 422]);
    }
    let used = "select count(*) from case_code where used_by is not null";
    assert_eq!(app.count(used).await, 8);
}

#[tokio::test]
async fn a_blocked_organisation_hands_nothing_over_and_a_lost_code_invites_nobody() {
    let app = TestApp::spawn().await;
    let (organisation, worker, household) = begin(&app).await;
    let next = app.provider(1, "ngo", 2).await;
    let colleague = app.case_worker(&next, "next@example.org").await;
    let case = app.follow(&worker, &organisation, &household.code).await;
    let code = app.post(format!("/cases/{case}/codes")).by(&worker);
    let code = code.expect(201).await.text_at("/code");
    app.post(format!("/providers/{}/block", organisation.id))
        .by(app.as_moderator())
        .json(&json!({ "reason": "danger" }))
        .expect(201)
        .await;
    try_follow(&app, &colleague, &next.id, &code)
        .await
        .fields(422, &["/code case-code"]);
    // A household whose code is replaced: what somebody made with the old one lets nobody in.
    let body = punte_tests::with(
        punte_tests::request(&[punte_tests::service_need(1)]),
        "/contact",
        json!({ "channel": "email", "email": "olena@example.org" }),
    );
    let lost = app.file_request(&body).await;
    let code = invite(&app, &lost).await;
    let known = json!({ "known": "olena@example.org", "reason": "identity_document" });
    let replaced = app.post("/review/reissued-codes").by(app.as_moderator());
    replaced.json(&known).expect(201).await;
    try_follow(&app, &colleague, &next.id, &code)
        .await
        .fields(422, &["/code case-code"]);
}

#[tokio::test]
async fn what_is_stopped_for_safety_is_told_to_whoever_follows_it_whatever_they_do_without() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let (organisation, worker, household) = begin(&app).await;
    app.follow(&worker, &organisation, &household.code).await;
    let muted = json!({ "locale": "en", "muted": ["cases"] });
    let call = app.put("/accounts/me/mails").by(&worker);
    call.json(&muted).expect(200).await;
    let host = app.provider(1, "ngo", 1).await;
    let offer = app.live(&host, &punte_tests::service(&host.id)).await;
    app.matched(&household, &host, &offer).await;
    app.post(format!("/providers/{}/block", host.id))
        .by(app.as_moderator())
        .json(&json!({ "reason": "danger" }))
        .expect(201)
        .await;
    app.run_jobs(&sink.mailer()).await;
    app.run_jobs(&sink.mailer()).await;
    let mails = sink.messages();
    let theirs: Vec<_> = mails
        .iter()
        .filter(|mail| mail.to == worker.email())
        .filter(|mail| mail.subject.contains("request that you follow"))
        .map(|mail| mail.subject.as_str())
        .collect();
    assert_eq!(theirs, ["Help was stopped in a request that you follow"]);
}

#[tokio::test]
async fn whoever_is_disabled_or_erased_follows_nobody_and_the_household_is_told() {
    let app = TestApp::spawn().await;
    let (organisation, worker, household) = begin(&app).await;
    let administrator = &app.cast.people[4];
    app.make_staff(administrator, "administrator").await;
    administrator.fresh_token(&app).await;
    let ended = "select count(*) from household_case where end_reason = 'member_left'";
    let told = "select count(*) from job where payload ->> 'notice' = 'case-ended' and payload -> 'to' ? 'request'";

    let case = app.follow(&worker, &organisation, &household.code).await;
    let acting = token(&app, &worker, &case).await;
    app.put(format!("/account-records/{}/disabled", worker.account))
        .by(administrator)
        .json(&json!({ "disabled": true }))
        .expect(200)
        .await;
    app.get(format!("/requests/{}", household.request))
        .token(&acting)
        .expect(401)
        .await;
    assert_eq!((app.count(ended).await, app.count(told).await), (1, 1));

    let leaving = app.case_worker(&organisation, "leaving@example.org").await;
    let case = app.follow(&leaving, &organisation, &household.code).await;
    app.post(format!("/cases/{case}/notes"))
        .by(&leaving)
        .json(&json!({ "text": "Called the centre." }))
        .expect(201)
        .await;
    app.post("/accounts/me/erasure")
        .by(&leaving)
        .json(&json!({ "password": PASSWORD }))
        .expect(204)
        .await;
    assert_eq!((app.count(ended).await, app.count(told).await), (2, 2));
    assert_eq!(
        app.count("select count(*) from identity.case_text").await,
        0
    );
}
