//! A provider reports a household: what is shown of it, and stopping it.

use punte_tests::{Browser, Household, TestApp, request, service, service_need, with};
use serde_json::{Value, json};

/// A household with a phone.
pub(super) async fn family(app: &TestApp, phone: &str) -> Household {
    let contact = json!({ "channel": "phone", "name": "Зебра", "phone": phone });
    let body = with(
        request(&[service_need(1), service_need(1)]),
        "/contact",
        contact,
    );
    app.file_request(&body).await
}

#[tokio::test]
async fn a_report_by_a_provider_shows_what_was_agreed_and_hints_and_not_who_they_are() {
    let app = TestApp::spawn().await;
    let moderator = app.as_moderator();
    let [host, other] = [
        app.provider(0, "ngo", 1).await,
        app.provider(1, "ngo", 1).await,
    ];
    let offer = app.live(&host, &service(&host.id)).await;
    let others = app.live(&other, &service(&other.id)).await;
    let household = family(&app, "+380501112233").await;
    let asked = app.propose(&household, &offer).await;
    let id = app
        .taken_report(&host, ("match_id", &asked), moderator)
        .await;
    let read = || app.get(format!("/reports/{id}")).by(moderator).expect(200);
    let found = read().await;
    assert_eq!(found.text_at("/report/reporter"), "provider");
    assert_eq!(found.text_at("/household/agreed/state"), "proposed");
    assert_eq!(found.number("/household/agreed/party/people"), 1);
    assert_eq!(
        found.at("/household/signals"),
        &json!([]),
        "once is no pattern"
    );
    for private in ["Зебра", "38050", household.request.as_str()] {
        assert!(!found.text.contains(private), "{}", found.text);
    }

    // The same phone behind three more requests, a second provider who reports, nobody who came twice.
    let mut more = Vec::new();
    for _ in 0..3 {
        more.push(family(&app, "+380501112233").await);
    }
    family(&app, "+380509999999").await;
    let again = app.propose(&more[0], &others).await;
    let second = app
        .taken_report(&other, ("match_id", &again), moderator)
        .await;
    for nobody_came in [&more[1], &more[2]] {
        let promised = app.matched(nobody_came, &host, &offer).await;
        let ended = app.take_step(&host.member, &promised, "no_show").await;
        ended.expect(200);
    }
    let signals = json!([
        { "code": "reported-by-providers", "providers": 2 },
        { "code": "no-shows", "times": 2 },
        { "code": "many-requests", "requests": 3 },
    ]);
    assert_eq!(read().await.at("/household/signals"), &signals);
    // Only to whoever looks after it.
    let second_eyes = &app.cast.moderators[1];
    let unread = app.get(format!("/reports/{id}")).by(second_eyes);
    assert_eq!(unread.expect(200).await.at("/household"), &Value::Null);
    // What came to nothing is not counted.
    let close = app.post(format!("/reports/{second}/close")).by(moderator);
    close
        .json(&json!({ "outcome": "nothing_found" }))
        .expect(200)
        .await;
    assert_eq!(read().await.at("/household/signals/0/code"), "no-shows");
    // A report about a provider shows no household; a member of the provider is shown none at all.
    let of_provider = json!({ "match_id": asked, "kind": "something_wrong" });
    app.post("/reports")
        .by(&household.who)
        .json(&of_provider)
        .expect(201)
        .await;
    let listed = app.get("/reports").by(moderator).expect(200).await;
    let theirs = listed
        .items()
        .iter()
        .find(|r| r["reporter"] == "household")
        .unwrap()["id"]
        .clone();
    let theirs = app
        .get(format!("/reports/{}", theirs.as_str().unwrap()))
        .by(moderator);
    assert_eq!(theirs.expect(200).await.at("/household"), &Value::Null);
    sqlx::query("insert into provider_member (provider_id, account_id, role) values ($1::uuid, $2, 'member')")
        .bind(&host.id)
        .bind(moderator.account.0)
        .execute(&mut app.superuser().await)
        .await
        .unwrap();
    let own = app.get(format!("/reports/{id}")).by(moderator);
    own.send().await.problem(404, "not-found");
}

#[tokio::test]
async fn reports_of_questions_count_and_what_is_long_ago_is_not_compared() {
    let app = TestApp::spawn().await;
    let moderator = app.as_moderator();
    let signals = async |hosts: [usize; 2]| {
        let mut found = Value::Null;
        let household = family(&app, "+380501112233").await;
        for number in hosts {
            let host = app.provider(number, "ngo", 1).await;
            let offer = app.live(&host, &service(&host.id)).await;
            let asked = app.question(&household, &offer).await;
            let id = app
                .taken_report(&host, ("inquiry_id", &asked), moderator)
                .await;
            let read = app.get(format!("/reports/{id}")).by(moderator);
            found = read.expect(200).await.at("/household/signals").clone();
        }
        found
    };
    let two = json!([{ "code": "reported-by-providers", "providers": 2 }]);
    assert_eq!(signals([0, 1]).await, two);
    for _ in 0..2 {
        family(&app, "+380501112233").await;
    }
    app.advance(jiff::SignedDuration::from_hours(24 * 91));
    moderator.fresh_token(&app).await;
    assert_eq!(signals([2, 3]).await, two, "of the new request alone");
}

#[tokio::test]
async fn a_household_that_is_stopped_chooses_nothing_until_it_is_released() {
    let app = TestApp::spawn().await;
    let [moderator, second, ..] = app.cast.moderators.as_slice() else {
        unreachable!()
    };
    let host = app.provider(0, "ngo", 1).await;
    let offer = app.live(&host, &service(&host.id)).await;
    let another = app.live(&host, &service(&host.id)).await;
    let household = family(&app, "+380501112233").await;
    let asked = app.propose(&household, &offer).await;
    app.try_accept(&host, &asked).await.expect(200);
    let waits = app.try_propose(&household, 1, &another).await;
    let waits = waits.expect(201).id();
    let id = app
        .taken_report(&host, ("match_id", &asked), moderator)
        .await;
    let path = format!("/reports/{id}/household-stop");
    let stop = |by| app.post(&path).by(by);
    stop(second).send().await.problem(409, "lease-lost");
    app.advance(jiff::SignedDuration::from_mins(6));
    stop(moderator)
        .send()
        .await
        .problem(403, "second-factor-stale");
    moderator.fresh_token(&app).await;
    for _ in 0..2 {
        let stopped = stop(moderator).expect(201).await;
        assert!(stopped.at("/stopped_at").is_string());
    }
    let third = app.live(&host, &service(&host.id)).await;
    let refused = app.try_propose(&household, 1, &third).await;
    refused.problem(409, "request-stopped");
    // What both sides agreed stays, what waits ends, for no reason that tells anything, and nobody is written to about it.
    let state = async |id: &str| {
        let seen = app.get(format!("/matches/{id}")).by(&host.member);
        seen.expect(200).await.text_at("/state")
    };
    assert_eq!(state(&asked).await, "accepted");
    assert_eq!(state(&waits).await, "cancelled");
    let told = "select count(*) from job where payload ->> 'notice' in ('proposal-declined', 'match-cancelled')";
    assert_eq!(app.count(told).await, 0);
    // The log of the household says neither who reported nor which report it was.
    let export = app.get(format!("/requests/{}/export", household.request));
    let export = export.by(&household.who).expect(200).await;
    assert!(export.text.contains("household_stopped"));
    for secret in [
        id.as_str(),
        "danger_reported",
        &moderator.account.to_string(),
    ] {
        assert!(!export.text.contains(secret), "{secret}");
    }
    // The same phone again: the next report says so. The database refuses as well.
    let back = family(&app, "+380501112233").await;
    let once_more = app.propose(&back, &another).await;
    let other_report = app
        .taken_report(&host, ("match_id", &once_more), second)
        .await;
    let next = app.get(format!("/reports/{other_report}")).by(second);
    let next = next.expect(200).await;
    assert_eq!(next.at("/household/signals/0/code"), "stopped-before");
    assert_eq!(next.at("/stopped_at"), &Value::Null, "by another report");
    let by_hand = "insert into match (id, need_id, request_id, offer_id, revision_id, provider_id, quantity, state, points,
            weights_version, answer_by, created_at)
         select gen_random_uuid(), n.id, n.request_id, o.id, o.live_revision_id, o.provider_id, 1, 'proposed', 0, 1,
            app_now() + interval '1 day', app_now()
         from need n, offer o where n.id = $1::uuid and o.id = $2::uuid";
    let refused = sqlx::query(by_hand)
        .bind(&household.needs[1])
        .bind(&third)
        .execute(&mut app.app_rw().await)
        .await
        .unwrap_err();
    let constraint = refused.as_database_error().unwrap().constraint();
    assert_eq!(constraint, Some("request_stopped_check"));
    let by_whom = "insert into request_stop (id, request_id, report_id, stopped_by, stopped_at)
         values (gen_random_uuid(), $1::uuid, $2::uuid, $3, now())";
    for (request, by) in [
        (&back.request, moderator.account.0),
        (&household.request, host.member.account.0),
    ] {
        let refused = sqlx::query(by_whom)
            .bind(request)
            .bind(&id)
            .bind(by)
            .execute(&mut app.app_rw().await)
            .await
            .unwrap_err();
        let constraint = refused.as_database_error().unwrap().constraint();
        assert_eq!(constraint, Some("request_stop_report_check"));
    }
    second.fresh_token(&app).await;
    let release = |report: &str, by| {
        app.delete(format!("/reports/{report}/household-stop"))
            .by(by)
            .send()
    };
    // Another report holds it as well, and lets go only what it holds itself.
    app.post(format!("/reports/{other_report}/household-stop"))
        .by(second)
        .expect(201)
        .await;
    // Of another report it lifts nothing; of this one only whoever looks after it, until it is closed.
    release(&other_report, second).await.expect(204);
    release(&id, second).await.problem(409, "lease-lost");
    let refused = app.try_propose(&household, 1, &third).await;
    refused.problem(409, "request-stopped");
    let close = app.post(format!("/reports/{id}/close")).by(moderator);
    close
        .json(&json!({ "outcome": "passed_on" }))
        .expect(200)
        .await;
    let shown = app.get(format!("/reports/{id}")).by(second);
    assert!(shown.expect(200).await.at("/stopped_at").is_string());
    for _ in 0..2 {
        release(&id, second).await.expect(204);
    }
    app.try_propose(&household, 1, &third).await.expect(201);
}

#[tokio::test]
async fn a_household_that_only_asked_is_stopped_too_and_begins_to_write_to_nobody() {
    let app = TestApp::spawn().await;
    let moderator = app.as_moderator();
    let host = app.provider(0, "ngo", 1).await;
    let offer = app.live(&host, &service(&host.id)).await;
    let another = app.live(&host, &service(&host.id)).await;
    let household = family(&app, "+380501112233").await;
    let asked = app.question(&household, &offer).await;
    let id = app
        .taken_report(&host, ("inquiry_id", &asked), moderator)
        .await;
    let found = app.get(format!("/reports/{id}")).by(moderator);
    let found = found.expect(200).await;
    assert_eq!(found.at("/household/agreed"), &Value::Null);
    assert_eq!(found.at("/household/signals"), &json!([]));
    let path = format!("/reports/{id}/household-stop");
    app.post(&path).by(moderator).expect(201).await;
    let begin = |offer| {
        let body = json!({ "offer_id": offer, "phrase": "still_there" });
        app.post(format!("/requests/{}/inquiries", household.request))
            .by(&household.who)
            .json(&body)
            .send()
    };
    begin(&another).await.problem(409, "request-stopped");
    app.try_propose(&household, 0, &another)
        .await
        .problem(409, "request-stopped");
    let by_hand = "insert into inquiry (id, request_id, offer_id, provider_id, created_at)
         values (gen_random_uuid(), $1::uuid, $2::uuid, $3::uuid, app_now())";
    let refused = sqlx::query(by_hand)
        .bind(&household.request)
        .bind(&another)
        .bind(&host.id)
        .execute(&mut app.app_rw().await)
        .await
        .unwrap_err();
    let constraint = refused.as_database_error().unwrap().constraint();
    assert_eq!(constraint, Some("request_stopped_check"));
    // Nothing found: nothing stops them any more.
    let close = app.post(format!("/reports/{id}/close")).by(moderator);
    close
        .json(&json!({ "outcome": "nothing_found" }))
        .expect(200)
        .await;
    begin(&another).await.expect(201);
}

#[tokio::test]
async fn a_report_of_who_turns_out_to_be_a_child_alone_is_read_and_closed_without_the_child() {
    let app = TestApp::spawn().await;
    let moderator = app.as_moderator();
    let host = app.provider(0, "ngo", 1).await;
    let offer = app.live(&host, &service(&host.id)).await;
    let mut browser = Browser::new(&app);
    browser.sign_in(moderator.email()).await;
    for field in ["match_id", "inquiry_id"] {
        let household = family(&app, "+380501112233").await;
        let of = if field == "match_id" {
            app.propose(&household, &offer).await
        } else {
            app.question(&household, &offer).await
        };
        let id = app.taken_report(&host, (field, &of), moderator).await;
        let report = format!("/reports/{id}");
        let shown = app.get(&report).by(moderator).expect(200).await;
        assert!(shown.at("/household").is_object(), "{field}");
        let request = format!("/requests/{}", household.request);
        let version = app.get(&request).by(&household.who).expect(200).await;
        app.put(format!("{request}/household"))
            .by(&household.who)
            .if_match(version.version())
            .json(&json!({ "household": { "children": [15] } }))
            .expect(200)
            .await;
        let hidden = app.get(&report).by(moderator).expect(200).await;
        assert_eq!(hidden.at("/household"), &Value::Null, "{field}");
        let page = browser.open(&format!("/en/desk/reports/{id}")).await;
        assert_eq!(page.status, 200, "{}", page.html);
        assert!(page.way_to("stop").is_none());
        let stop = app.post(format!("{report}/household-stop"));
        let stop = stop.by(moderator).send().await;
        stop.problem(404, "not-found");
        app.post(format!("{report}/close"))
            .by(moderator)
            .json(&json!({ "outcome": "nothing_found" }))
            .expect(200)
            .await;
    }
}
