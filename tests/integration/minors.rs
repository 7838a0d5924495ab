//! A child or teenager without a parent is never matched with anybody: people help.

#![cfg(test)]

use punte_tests::{TestApp, housing_need, housing_offer, request, service, service_need, with};
use serde_json::{Value, json};

fn households() -> [Value; 3] {
    [
        json!({ "children": [16] }),
        json!({ "women": 1, "oldest_born": { "from": 2008, "to": 2010 } }),
        // Born on the last day of 2009 she would be seventeen.
        json!({ "women": 1, "oldest_born": { "from": 2000, "to": 2009 } }),
    ]
}

#[tokio::test]
async fn an_unaccompanied_minor_gets_a_neutral_answer_an_empty_list_and_no_match() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 3).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    for household in households() {
        let body = with(request(&[service_need(1)]), "/household", household);
        let filed = app
            .post("/requests")
            .header("accept-language", "en")
            .json(&body)
            .expect(201)
            .await;
        assert_eq!(filed.text_at("/request/advice/code"), "people-help");
        let words = filed.text_at("/request/advice/text");
        assert!(words.contains("0 800 800 11"), "{words}");
        for word in ["minor", "child", "refus", "reject", "not allowed"] {
            assert!(!words.to_lowercase().contains(word), "{words}");
        }
        let minor = app.file_request(&body).await;
        let ranking = app.rank(&minor, 0).await;
        assert_eq!(ranking.text_at("/advice/code"), "people-help");
        assert_eq!((ranking.number("/fits"), ranking.number("/to_ask")), (0, 0));
        assert_eq!(ranking.at("/ranked"), &json!([]));
        assert_eq!(ranking.at("/ask_first"), &json!([]));
        app.try_propose(&minor, 0, &offer)
            .await
            .problem(409, "offer-not-available");
    }
    assert_eq!(app.count("select count(*) from match").await, 0);
}

#[tokio::test]
async fn a_household_with_an_adult_is_matched_with_its_children() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 3).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    for household in [
        json!({ "women": 1, "children": [2, 16] }),
        json!({ "men": 1, "oldest_born": { "from": 2000, "to": 2008 } }),
    ] {
        let family = app
            .file_request(&with(request(&[service_need(1)]), "/household", household))
            .await;
        assert_eq!(app.rank(&family, 0).await.at("/advice"), &Value::Null);
        app.propose(&family, &offer).await;
    }
}

#[tokio::test]
async fn an_offer_for_minors_is_shown_to_nobody_and_matched_with_nobody() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 3).await;
    let offer = app
        .live(
            &provider,
            &with(service(&provider.id), "/content/for_minors", true),
        )
        .await;
    assert!(!app.is_public(&offer).await);
    let adult = app.file(&[service_need(1)]).await;
    assert_eq!(app.rank(&adult, 0).await.number("/fits"), 0);
    let answer = app.try_propose(&adult, 0, &offer).await.expect(409);
    assert!(!answer.text.contains(&offer));
    assert_eq!(app.count("select count(*) from match").await, 0);
}

#[tokio::test]
async fn the_database_itself_refuses_a_match_for_an_unaccompanied_minor() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 3).await;
    app.live(&provider, &service(&provider.id)).await;
    for household in households() {
        let body = with(request(&[service_need(1)]), "/household", household);
        let minor = app.file_request(&body).await;
        for state in ["proposed", "accepted"] {
            let refused = sqlx::query(
                "insert into match (id, need_id, request_id, offer_id, revision_id, provider_id, quantity, state, points,
                    weights_version, answer_by, created_at)
                 select gen_random_uuid(), n.id, n.request_id, o.id, o.live_revision_id, o.provider_id, 1, $2, 0, 1,
                    app_now() + interval '1 day', app_now()
                 from need n, offer o where n.id = $1::uuid",
            )
            .bind(&minor.needs[0])
            .bind(state)
            .execute(&mut app.app_rw().await)
            .await
            .unwrap_err();
            // A match begins as a proposal, whoever it is for.
            let rule = if state == "proposed" {
                "match_unaccompanied_minor_check"
            } else {
                "match_step_check"
            };
            let constraint = refused.as_database_error().unwrap().constraint();
            assert_eq!(constraint, Some(rule));
        }
    }
    // Nor can the request be made somebody else's age.
    assert!(
        sqlx::query("update request set unaccompanied_minor = false")
            .execute(&mut app.app_rw().await)
            .await
            .is_err()
    );
}

#[tokio::test]
async fn children_stay_in_a_private_home_only_once_somebody_has_been_there() {
    let app = TestApp::spawn().await;
    let host = app.provider(0, "volunteer", 2).await;
    let home = app.live(&host, &housing_offer(&host.id)).await;
    let need = housing_need(2, "2027-03-10", "2027-03-14");
    let family = json!({ "women": 1, "children": [5] });
    let body = with(request(std::slice::from_ref(&need)), "/household", family);
    let family = app.file_request(&body).await;
    assert_eq!(app.rank(&family, 0).await.number("/fits"), 0);
    let refused = app.try_propose(&family, 0, &home).await;
    refused.problem(409, "does-not-fit");
    // Nor by SQL, where the same proposal of grown-ups is taken.
    let two = with(request(&[need]), "/household", json!({ "women": 2 }));
    let two = app.file_request(&two).await;
    let by_hand = async |need: &str| {
        let written = sqlx::query(
            "insert into match (id, need_id, request_id, offer_id, revision_id, provider_id, quantity, during, state, points,
                weights_version, answer_by, created_at)
             select gen_random_uuid(), n.id, n.request_id, o.id, o.live_revision_id, o.provider_id, 2, n.dates, 'proposed', 0, 1,
                app_now() + interval '1 day', app_now()
             from need n, offer o where n.id = $1::uuid and o.id = $2::uuid",
        )
        .bind(need)
        .bind(&home)
        .execute(&mut app.app_rw().await)
        .await;
        written.err().map(|error| {
            let error = error.as_database_error().unwrap();
            error.constraint().unwrap_or("none").to_owned()
        })
    };
    let rule = by_hand(&family.needs[0]).await;
    assert_eq!(rule.as_deref(), Some("match_visited_host_check"));
    assert_eq!(by_hand(&two.needs[0]).await, None);
    app.post(format!("/providers/{}/evidence", host.id))
        .by(app.as_moderator())
        .json(&json!({ "kind": "visit" }))
        .expect(201)
        .await;
    app.propose(&family, &home).await;
}

#[tokio::test]
async fn a_child_is_written_to_that_a_person_comes_only_where_somebody_looks_after_children() {
    let app = TestApp::spawn().await;
    let contact = json!({ "channel": "email", "email": "nadia@example.org" });
    let child = with(
        request(&[service_need(1)]),
        "/household",
        json!({ "children": [16] }),
    );
    let child = with(child, "/contact", contact);
    let mails = "select count(*) from job where payload -> 'to' ? 'request'";
    app.file_request(&child).await;
    assert_eq!(app.count(mails).await, 0, "nobody would come");
    let who = app.sign_up("zoe@example.org").await;
    app.make_staff(&who, "child_protection").await;
    app.file_request(&child).await;
    let heard = "select count(*) from job where payload ->> 'notice' = 'child-heard'";
    assert_eq!(app.count(heard).await, 1);
    assert_eq!(app.count(mails).await, 1, "and nothing about offers");
}
