//! Case workers: who follows the request of a household that agreed to it, and what ends that.

#![cfg(test)]

mod ends;
mod history;
mod reissue;
mod tended;
mod waiting;

use jiff::SignedDuration;
use punte_tests::{
    Answer, Household, Provider, TestApp, Who, housing_need, request, service, service_need, with,
};
use serde_json::{Value, json};

/// A checked organisation, a case worker of it, and a household with its own need.
async fn begin(app: &TestApp) -> (Provider, Who, Household) {
    let organisation = app.provider(0, "ngo", 1).await;
    let worker = app.case_worker(&organisation, "worker@example.org").await;
    let household = app.file(&[service_need(1)]).await;
    (organisation, worker, household)
}

async fn token(app: &TestApp, worker: &Who, case: &str) -> String {
    let call = app.post(format!("/cases/{case}/sessions")).by(worker);
    call.expect(201).await.text_at("/access_token")
}

async fn try_follow(app: &TestApp, worker: &Who, organisation: &str, code: &str) -> Answer {
    let body = json!({ "code": code, "provider_id": organisation, "consent": "by_phone" });
    app.post("/cases").by(worker).json(&body).send().await
}

async fn invite(app: &TestApp, household: &Household) -> String {
    let path = format!("/requests/{}/case-codes", household.request);
    let call = app.post(path).by(&household.who);
    call.expect(201).await.text_at("/code")
}

#[tokio::test]
async fn a_case_worker_chooses_for_a_household_under_their_own_name() {
    let app = TestApp::spawn().await;
    let (organisation, worker, household) = begin(&app).await;
    let host = app.provider(1, "ngo", 1).await;
    let offer = app.live(&host, &service(&host.id)).await;
    let case = app.follow(&worker, &organisation, &household.code).await;
    let acting = token(&app, &worker, &case).await;
    let request = format!("/requests/{}", household.request);
    app.get(&request).token(&acting).expect(200).await;
    let proposed = app
        .post(format!("/needs/{}/proposals", household.needs[0]))
        .token(&acting)
        .json(&json!({ "offer_id": offer }))
        .expect(201)
        .await;
    app.try_accept(&host, &proposed.id()).await.expect(200);
    app.get(format!("/matches/{}/contacts", proposed.id()))
        .token(&acting)
        .expect(200)
        .await;
    // Whoever reads the log reads who it was; the household reads it too.
    let by: (String, uuid::Uuid) = sqlx::query_as(
        "select actor_kind, actor_id from audit_event where action = 'match_proposed' order by at desc limit 1",
    )
    .fetch_one(&mut app.superuser().await)
    .await
    .unwrap();
    assert_eq!(by, ("account".to_owned(), worker.account.0));
    let export = app
        .get(format!("{request}/export"))
        .by(&household.who)
        .expect(200)
        .await;
    let log = export.at("/log").as_array().unwrap().clone();
    for action in ["case_opened", "request_opened_by_case_worker"] {
        let line = log.iter().find(|line| line["action"] == action).unwrap();
        assert_eq!(line["by"], "case_worker", "{action}");
    }
    // What stays the household's.
    for own in [
        app.get(format!("{request}/export")).token(&acting),
        app.delete(&request).token(&acting),
        app.put(format!("{request}/pin"))
            .token(&acting)
            .json(&json!({ "pin": "571943" })),
        app.post(format!("{request}/case-codes")).token(&acting),
    ] {
        own.send().await.problem(403, "forbidden");
    }
    let open = app
        .get(format!("{request}/sessions"))
        .by(&household.who)
        .expect(200)
        .await;
    let helped = open.items().iter().filter(|s| s["case_worker"] == true);
    assert_eq!(helped.count(), 1);
}

#[tokio::test]
async fn only_members_of_a_checked_organisation_with_a_second_factor_follow_anybody() {
    let app = TestApp::spawn().await;
    let household = app.file(&[service_need(1)]).await;
    let ngo = app.provider(0, "ngo", 1).await;
    // A member without a second factor.
    try_follow(&app, &ngo.member, &ngo.id, &household.code)
        .await
        .problem(403, "forbidden");
    app.give_factor(&ngo.member).await;
    // The sign-in from before carries nothing either.
    try_follow(&app, &ngo.member, &ngo.id, &household.code)
        .await
        .problem(403, "forbidden");
    ngo.member.fresh_token(&app).await;
    for (person, kind, level) in [(1, "company", 1), (2, "volunteer", 2), (3, "ngo", -1)] {
        let provider = app.provider(person, kind, level).await;
        app.give_factor(&provider.member).await;
        provider.member.fresh_token(&app).await;
        try_follow(&app, &provider.member, &provider.id, &household.code)
            .await
            .problem(403, "forbidden");
        // Not for somebody else's organisation either.
        try_follow(&app, &ngo.member, &provider.id, &household.code)
            .await
            .problem(404, "not-found");
        let refused = sqlx::query(
            "insert into household_case (id, request_id, account_id, provider_id, consent, source, opened_at, held_since, seen_at)
             values (gen_random_uuid(), $1::uuid, $2, $3::uuid, 'spoken', 'invited', app_now(), app_now(), app_now())",
        )
        .bind(&household.request)
        .bind(provider.member.account.0)
        .bind(&provider.id)
        .execute(&mut app.app_rw().await)
        .await
        .unwrap_err();
        let held = refused.as_database_error().unwrap().constraint();
        assert_eq!(held, Some("household_case_provider_check"));
    }
    try_follow(&app, &ngo.member, &ngo.id, &household.code)
        .await
        .expect(201);
    try_follow(&app, &ngo.member, &ngo.id, &household.code)
        .await
        .problem(409, "already-followed");
}

#[tokio::test]
async fn nobody_but_child_protection_follows_a_child_who_is_alone() {
    let app = TestApp::spawn().await;
    let (organisation, worker, _) = begin(&app).await;
    let child = with(
        request(&[service_need(1)]),
        "/household",
        json!({ "children": [15] }),
    );
    let child = app.file_request(&child).await;
    try_follow(&app, &worker, &organisation.id, &child.code)
        .await
        .problem(409, "child-alone");
    let refused = sqlx::query(
        "insert into household_case (id, request_id, account_id, provider_id, consent, source, opened_at, held_since, seen_at)
         values (gen_random_uuid(), $1::uuid, $2, $3::uuid, 'spoken', 'invited', app_now(), app_now(), app_now())",
    )
    .bind(&child.request)
    .bind(worker.account.0)
    .bind(&organisation.id)
    .execute(&mut app.app_rw().await)
    .await
    .unwrap_err();
    let held = refused.as_database_error().unwrap().constraint();
    assert_eq!(held, Some("household_case_request_check"));
    app.post(format!("/requests/{}/case-codes", child.request))
        .by(&child.who)
        .send()
        .await
        .problem(409, "illegal-state");
    // Whoever becomes one is not followed any more, whatever changed the household.
    let family = app.file(&[service_need(1)]).await;
    let case = app.follow(&worker, &organisation, &family.code).await;
    let acting = token(&app, &worker, &case).await;
    let mut tx = app.superuser().await;
    let mut tx = sqlx::Connection::begin(&mut tx).await.unwrap();
    for change in [
        "update request set household = '{\"children\": [15]}', adults = 0, oldest_born_to = null where id = $1::uuid",
        "insert into child_case (id, request_id, created_at, due_at) values (gen_random_uuid(), $1::uuid, app_now(), app_now())",
    ] {
        let done = sqlx::query(change).bind(&family.request);
        done.execute(&mut *tx).await.unwrap();
    }
    tx.commit().await.unwrap();
    app.get(format!("/requests/{}", family.request))
        .token(&acting)
        .expect(401)
        .await;
    let ended = "select count(*) from household_case where end_reason = 'child_alone'";
    assert_eq!(app.count(ended).await, 1);
}

#[tokio::test]
async fn a_code_lets_in_once_within_a_day_and_a_household_sends_away_at_once() {
    let app = TestApp::spawn().await;
    let (organisation, worker, household) = begin(&app).await;
    let first = invite(&app, &household).await;
    let code = invite(&app, &household).await;
    let follow = |code: String| {
        let (app, worker, organisation) = (&app, &worker, &organisation.id);
        async move { try_follow(app, worker, organisation, &code).await }
    };
    // Another one was made since; no code at all; it opens nothing but this.
    for wrong in [first, "nonsense".to_owned()] {
        follow(wrong).await.fields(422, &["/code case-code"]);
    }
    let tracked = app
        .post("/tracking-sessions")
        .json(&json!({ "code": code }));
    tracked.send().await.fields(422, &["/code tracking-code"]);
    app.advance(SignedDuration::from_hours(24));
    follow(code).await.fields(422, &["/code case-code"]);
    let code = invite(&app, &household).await;
    let case = follow(code.clone()).await.expect(201);
    let case = case.text_at("/case/id");
    follow(code).await.fields(422, &["/code case-code"]);

    let acting = token(&app, &worker, &case).await;
    let request = format!("/requests/{}", household.request);
    let listed = app
        .get(format!("{request}/case-workers"))
        .by(&household.who)
        .expect(200)
        .await;
    assert_eq!(listed.text_at("/items/0/case_id"), case);
    assert_eq!(listed.text_at("/items/0/source"), "invited");
    assert_eq!(listed.at("/items/0/active"), true);
    let note = json!({ "text": "Speaks slowly, has a stick." });
    let noted = app.post(format!("/cases/{case}/notes")).by(&worker);
    noted.json(&note).expect(201).await;
    let away = json!({ "case_id": case });
    app.post(format!("{request}/case-withdrawals"))
        .by(&household.who)
        .json(&away)
        .expect(204)
        .await;
    app.get(&request).token(&acting).expect(401).await;
    app.get(format!("/cases/{case}"))
        .by(&worker)
        .expect(404)
        .await;
    assert!(
        app.get("/cases")
            .by(&worker)
            .expect(200)
            .await
            .items()
            .is_empty()
    );
    // Nothing of what was noted is left, nor the keys to it.
    for left in [
        "select count(*) from case_note",
        "select count(*) from identity.case_text",
        "select count(*) from identity.data_key k where not exists (select from identity.account a where a.account_id = k.row_id)
             and not exists (select from identity.provider p where p.provider_id = k.row_id)
             and not exists (select from identity.request_contact c where c.request_id = k.row_id)",
    ] {
        assert_eq!(app.count(left).await, 0, "{left}");
    }
    app.post(format!("{request}/case-withdrawals"))
        .by(&household.who)
        .json(&away)
        .send()
        .await
        .fields(422, &["/case_id unknown-value"]);
}

#[tokio::test]
async fn what_comes_first_stands_first_and_news_are_told_once_until_somebody_looks() {
    let app = TestApp::spawn().await;
    let (organisation, worker, plain) = begin(&app).await;
    let host = app.provider(1, "ngo", 1).await;
    let offer = app.live(&host, &service(&host.id)).await;
    let filed = async |household: Value, need: Value| {
        let body = with(request(&[need]), "/household", household);
        app.file_request(&body).await
    };
    let older = filed(json!({ "women": 2, "older_people": 1 }), service_need(1)).await;
    let roof = with(
        housing_need(2, "2027-03-10", "2027-03-12"),
        "/urgency",
        "today",
    );
    let roof = filed(json!({ "women": 2 }), roof).await;
    let mut cases = Vec::new();
    for household in [&plain, &older, &roof] {
        cases.push(app.follow(&worker, &organisation, &household.code).await);
    }
    let listed = app.get("/cases").by(&worker).expect(200).await;
    let ranked: Vec<_> = listed
        .items()
        .iter()
        .map(|c| c["id"].as_str().unwrap())
        .collect();
    assert_eq!(ranked, [&cases[2], &cases[1], &cases[0]]);
    assert_eq!(listed.at("/items/0/tier_reasons"), &json!(["no_roof"]));
    assert_eq!(listed.at("/items/1/tier_reasons"), &json!(["older"]));
    assert_eq!(listed.at("/items/2/tier"), 2);
    // A week later the plain one has come up to the older ones, whom another week brings to the top.
    app.advance(SignedDuration::from_hours(7 * 24));
    worker.fresh_token(&app).await;
    let listed = app.get("/cases").by(&worker).expect(200).await;
    let tiers: Vec<_> = listed
        .items()
        .iter()
        .map(|c| c["tier"].as_i64().unwrap())
        .collect();
    assert_eq!(tiers, [0, 0, 1]);

    let moved = "select count(*) from job where payload ->> 'notice' = 'case-moved'";
    let id = app.propose(&plain, &offer).await;
    assert_eq!(app.count(moved).await, 0, "the household did it");
    app.try_accept(&host, &id).await.expect(200);
    assert_eq!(app.count(moved).await, 1);
    app.end(&host.member, &id, "cancel").await.expect(200);
    assert_eq!(app.count(moved).await, 1, "not looked at yet");
    let news = async || {
        let one = app.get(format!("/cases/{}", cases[0])).by(&worker);
        one.expect(200).await.at("/case/news").clone()
    };
    assert_eq!(news().await, true);
    app.advance(SignedDuration::from_mins(1));
    token(&app, &worker, &cases[0]).await;
    assert_eq!(news().await, false);
    app.advance(SignedDuration::from_mins(1));
    let id = app.propose(&plain, &offer).await;
    app.end(&host.member, &id, "decline").await.expect(200);
    assert_eq!(app.count(moved).await, 2);
}

#[tokio::test]
async fn a_look_at_how_they_are_reached_is_written_down_and_notes_are_sealed() {
    let app = TestApp::spawn().await;
    let (organisation, worker, household) = begin(&app).await;
    let case = app.follow(&worker, &organisation, &household.code).await;
    let shown = app
        .post(format!("/cases/{case}/contact-views"))
        .by(&worker)
        .expect(201)
        .await;
    assert!(shown.at("/channel").is_string());
    // It takes a second factor shown a moment ago.
    app.advance(SignedDuration::from_mins(6));
    let again = || {
        app.post(format!("/cases/{case}/contact-views"))
            .by(&worker)
            .send()
    };
    again().await.problem(403, "second-factor-stale");
    worker.fresh_token(&app).await;
    again().await.expect(201);
    let log = app
        .get(format!("/requests/{}/export", household.request))
        .by(&household.who)
        .expect(200)
        .await;
    let looks = log.at("/log").as_array().unwrap().iter();
    let looks = looks.filter(|line| line["action"] == "case_contact_opened");
    assert_eq!(looks.count(), 2);
    app.post(format!("/cases/{case}/notes"))
        .by(&worker)
        .json(&json!({ "text": "Needs insulin kept cold." }))
        .expect(201)
        .await;
    let plain =
        "select count(*) from identity.case_text where position('insulin'::bytea in text) > 0";
    assert_eq!(app.count(plain).await, 0);
    for (path, body, wrong) in [
        (
            "notes",
            json!({ "text": "x".repeat(2_001) }),
            "/text length",
        ),
        ("end", json!({ "reason": "member_left" }), "/reason invalid"),
    ] {
        let call = app.post(format!("/cases/{case}/{path}")).by(&worker);
        call.json(&body).send().await.fields(422, &[wrong]);
    }
    let until = |day: &str| json!({ "follow_up_on": day });
    let call = |version| {
        app.put(format!("/cases/{case}"))
            .by(&worker)
            .if_match(version)
    };
    call(1)
        .json(&until("2020-01-01"))
        .send()
        .await
        .fields(422, &["/follow_up_on in-the-past"]);
    call(1)
        .json(&until("2031-01-01"))
        .send()
        .await
        .fields(422, &["/follow_up_on too-far-ahead"]);
    call(7)
        .json(&until("2027-06-01"))
        .send()
        .await
        .problem(412, "stale-version");
    let kept = call(1).json(&until("2027-06-01")).expect(200).await;
    assert_eq!(kept.text_at("/case/due_at"), "2027-06-01T21:00:00Z");
}
