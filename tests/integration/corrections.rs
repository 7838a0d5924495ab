//! What a household said of itself and of what it needs is put right: what follows from it does, nobody who counts on it is left with
//! something else, and it keeps its place among those who wait.

#![cfg(test)]

mod bounds;

use jiff::SignedDuration;
use punte_tests::{
    Answer, Household, TestApp, Who, housing_need, job_need,
    places::{CHERNIVTSI, ORHEI},
    request, service, service_need, shelter_offer, with,
};
use serde_json::{Value, json};

async fn put(app: &TestApp, by: &Who, path: String, version: i64, body: &Value) -> Answer {
    let call = app.put(path).by(by).if_match(version);
    call.json(body).send().await
}

/// Puts right who comes, by the newest version.
async fn correct(app: &TestApp, household: &Household, who: &Value) -> Answer {
    let version = read(app, household).await.version();
    let path = format!("/requests/{}/household", household.request);
    let body = json!({ "household": who, "place_id": CHERNIVTSI });
    put(app, &household.who, path, version, &body).await
}

/// Puts a need right, by its newest version.
async fn correct_need(app: &TestApp, household: &Household, need: usize, body: &Value) -> Answer {
    let version = app.need(household, need).await["version"].as_i64().unwrap();
    let path = format!("/needs/{}", household.needs[need]);
    put(app, &household.who, path, version, body).await
}

async fn read(app: &TestApp, household: &Household) -> Answer {
    let call = app.get(format!("/requests/{}", household.request));
    call.by(&household.who).expect(200).await
}

async fn seen(app: &TestApp, who: &Who, id: &str) -> Answer {
    app.get(format!("/matches/{id}")).by(who).expect(200).await
}

/// What a need must have, in order.
fn musts(need: &Value) -> Vec<&str> {
    let all = need["need"]["criteria"].as_array().unwrap();
    let all = all.iter().filter(|c| c["level"] == "must");
    all.map(|c| c["feature"].as_str().unwrap()).collect()
}

/// The constraint that refuses something, whoever writes it.
async fn held(app: &TestApp, change: &'static str, id: &str) -> String {
    let done = sqlx::query(change).bind(id);
    let error = done.execute(&mut app.superuser().await).await.unwrap_err();
    let held = error.as_database_error().and_then(|e| e.constraint());
    held.unwrap_or_default().to_owned()
}

const CONSENTS: &str =
    "select count(*) from consent where purpose = 'functional_needs' and withdrawn_at is null";

#[tokio::test]
async fn who_comes_is_put_right_and_what_is_needed_follows_with_the_consent_to_use_it() {
    let app = TestApp::spawn().await;
    let wish = json!([{ "feature": "kitchen", "level": "prefer", "weight": 4 }]);
    let stay = with(
        housing_need(1, "2027-03-10", "2027-03-12"),
        "/criteria",
        wish,
    );
    let household = app.file(&[stay, service_need(1)]).await;
    let filed = read(&app, &household).await.text_at("/created_at");
    assert_eq!(app.count(CONSENTS).await, 0);
    let who = json!({
        "women": 1, "children": [4], "languages": ["uk"], "pets": [{ "species": "dog", "count": 1 }],
        "functional": { "step_free": true },
    });
    let path = format!("/requests/{}/household", household.request);
    let body = json!({ "household": who, "place_id": ORHEI });
    let done = put(&app, &household.who, path.clone(), 1, &body).await;
    let done = done.expect(200);
    assert_eq!(done.at("/household/children"), &json!([4]));
    assert_eq!(done.at("/place_id"), &json!(ORHEI));
    assert_eq!(done.text_at("/created_at"), filed);
    let (stay, service) = (done.at("/needs/0"), done.at("/needs/1"));
    assert_eq!(stay["quantity"], 2);
    assert_eq!(musts(stay), ["dogs", "step_free"]);
    assert_eq!(
        stay["need"]["criteria"][0]["weight"], 4,
        "what was said beside stays"
    );
    assert_eq!(service["quantity"], 1);
    assert_eq!(musts(service), ["step_free"]);
    assert_eq!(app.count(CONSENTS).await, 1);
    // What somebody else saw is not overwritten.
    let late = put(&app, &household.who, path, 1, &body).await;
    late.problem(412, "stale-version");
    let wrong = correct(&app, &household, &json!({})).await;
    wrong.fields(422, &["/household empty-household"]);

    let back = json!({ "women": 1, "languages": ["uk"] });
    let back = correct(&app, &household, &back).await.expect(200);
    assert_eq!(back.at("/needs/0/quantity"), 1);
    assert_eq!(musts(back.at("/needs/0")), Vec::<&str>::new());
    assert_eq!(app.count(CONSENTS).await, 0, "nothing is used any more");
}

#[tokio::test]
async fn a_proposal_that_fits_no_more_ends_and_nobody_says_yes_to_what_they_did_not_see() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 3).await;
    let offer = app.live(&provider, &shelter_offer(&provider.id)).await;
    let need = housing_need(1, "2027-03-10", "2027-03-12");
    let household = app.file(std::slice::from_ref(&need)).await;
    let told = async || {
        let inbox = app.get("/inbox?limit=100").by(&provider.member);
        let inbox = inbox.expect(200).await;
        let lines = inbox.items().iter();
        lines.filter(|l| l["notice"] == "match-cancelled").count()
    };
    // A parrot is not welcome there.
    let first = app.propose(&household, &offer).await;
    let parrot = json!({ "women": 1, "pets": [{ "species": "other", "count": 1 }] });
    correct(&app, &household, &parrot).await.expect(200);
    let ended = seen(&app, &household.who, &first).await;
    assert_eq!(ended.text_at("/state"), "cancelled");
    assert_eq!(ended.text_at("/end_reason"), "does_not_fit");
    assert_eq!(app.need(&household, 0).await["state"], "open");
    assert_eq!(told().await, 1);

    // A dog is: the proposal stands, and is to be looked at again.
    let alone = json!({ "women": 1 });
    correct(&app, &household, &alone).await.expect(200);
    let second = app.propose(&household, &offer).await;
    let dog = json!({ "women": 1, "pets": [{ "species": "dog", "count": 1 }] });
    correct(&app, &household, &dog).await.expect(200);
    let yes = app.try_accept(&provider, &second).await;
    yes.problem(412, "stale-version");
    let stands = seen(&app, &provider.member, &second).await;
    assert_eq!(stands.text_at("/state"), "proposed");
    assert_eq!(stands.at("/party/pets"), 1);
    // One more who comes takes a bed more than was asked for.
    let two = json!({ "women": 2, "pets": [{ "species": "dog", "count": 1 }] });
    correct(&app, &household, &two).await.expect(200);
    let ended = seen(&app, &household.who, &second).await;
    assert_eq!(ended.text_at("/state"), "cancelled");

    // And so do other nights, but not how far away it may be.
    let third = app.propose(&household, &offer).await;
    let further = with(with(need, "/quantity", 2), "/radius_m", 80_000);
    correct_need(&app, &household, 0, &further)
        .await
        .expect(200);
    let stands = seen(&app, &household.who, &third).await;
    assert_eq!(stands.text_at("/state"), "proposed");
    let later = with(further, "/dates/to", "2027-03-14");
    correct_need(&app, &household, 0, &later).await.expect(200);
    let ended = seen(&app, &household.who, &third).await;
    assert_eq!(ended.text_at("/state"), "cancelled");
    assert_eq!(told().await, 3);
}

#[tokio::test]
async fn while_somebody_counts_on_it_the_same_people_come_for_the_same_help() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 3).await;
    let offer = app.live(&provider, &shelter_offer(&provider.id)).await;
    let need = housing_need(1, "2027-03-10", "2027-03-12");
    let household = app.file(&[need.clone(), service_need(1)]).await;
    let agreed = app.matched(&household, &provider, &offer).await;
    let refused = |answer: Answer| {
        let answer = answer.problem(409, "already-agreed");
        let which = answer.at("/standing_in_the_way");
        assert_eq!(which.as_array().unwrap().len(), 1);
        assert_eq!(which[0]["match_id"], agreed.as_str());
    };
    let two = json!({ "women": 2, "languages": ["uk"] });
    refused(correct(&app, &household, &two).await);
    refused(correct_need(&app, &household, 0, &with(need.clone(), "/quantity", 2)).await);
    // Which languages they speak and what one of them needs is no other company; and another need is theirs to put right.
    let same = json!({ "women": 1, "languages": ["uk", "ro"], "functional": { "hearing": true } });
    correct(&app, &household, &same).await.expect(200);
    let other = with(service_need(1), "/urgency", "today");
    correct_need(&app, &household, 1, &other).await.expect(200);
    assert_eq!(
        seen(&app, &household.who, &agreed).await.text_at("/state"),
        "accepted"
    );
    // The database holds it as well.
    let more = "update request set household = '{\"women\": 2}', adults = 2 where id = $1::uuid";
    assert_eq!(
        held(&app, more, &household.request).await,
        "request_corrected_check"
    );
    let beds = "update need set quantity = 2 where id = $1::uuid";
    assert_eq!(
        held(&app, beds, &household.needs[0]).await,
        "need_corrected_check"
    );
    // Called off, it is theirs again.
    app.end(&household.who, &agreed, "cancel").await.expect(200);
    correct(&app, &household, &two).await.expect(200);
    assert_eq!(app.need(&household, 0).await["quantity"], 2);
}

#[tokio::test]
async fn whoever_turns_out_to_be_alone_is_looked_after_and_stays_so() {
    let app = TestApp::spawn().await;
    let protector = app.sign_up("zoe@example.org").await;
    app.make_staff(&protector, "child_protection").await;
    protector.fresh_token(&app).await;
    let organisation = app.provider(0, "ngo", 1).await;
    let worker = app.case_worker(&organisation, "worker@example.org").await;
    let host = app.provider(1, "ngo", 1).await;
    let offer = app.live(&host, &service(&host.id)).await;
    let household = app.file(&vec![service_need(1); 4]).await;
    let mut chosen = Vec::new();
    let reached = ["proposed", "accepted", "confirmed", "started"];
    for (need, to) in reached.into_iter().enumerate() {
        let id = app.try_propose(&household, need, &offer).await;
        let id = id.expect(201).id();
        if to != "proposed" {
            app.try_accept(&host, &id).await.expect(200);
        }
        if to == "confirmed" {
            for who in [&household.who, &host.member] {
                app.take_step(who, &id, "confirm").await.expect(200);
            }
        }
        if to == "started" {
            app.take_step(&host.member, &id, "start").await.expect(200);
        }
        let now = seen(&app, &household.who, &id).await;
        assert_eq!(now.text_at("/state"), to);
        chosen.push(id);
    }
    app.follow(&worker, &organisation, &household.code).await;
    let cases = async || {
        let list = app.get("/child-cases").by(&protector);
        list.expect(200).await.items().len()
    };
    assert_eq!(cases().await, 0);

    let alone = json!({ "children": [15], "languages": ["uk"] });
    let done = correct(&app, &household, &alone).await.expect(200);
    assert_eq!(done.text_at("/advice/code"), "people-help");
    assert_eq!(cases().await, 1);
    // What has begun is for people to look at; nothing else begins.
    let states = ["cancelled", "cancelled", "cancelled", "started"];
    for (id, state) in chosen.iter().zip(states) {
        let now = seen(&app, &household.who, id).await;
        assert_eq!(now.text_at("/state"), state);
    }
    for agreed in &chosen[1..3] {
        let agreed = seen(&app, &household.who, agreed).await;
        assert_eq!(
            agreed.text_at("/end_reason"),
            "request_gone",
            "it says nothing about the host"
        );
    }
    let followed = "select count(*) from household_case where ended_at is null";
    assert_eq!(app.count(followed).await, 0);
    let told = "select count(*) from job where payload ->> 'notice' = 'case-ended'";
    assert_eq!(app.count(told).await, 1, "whoever followed it is told");
    let written = "select count(*) from audit_event where action = 'case_ended' and data ->> 'reason' = 'child_alone'";
    assert_eq!(app.count(written).await, 1);
    // Whoever looks after the child knows where it may be.
    let listed = app.get("/child-cases").by(&protector).expect(200).await;
    let case = format!("/child-cases/{}", listed.items()[0]["id"].as_str().unwrap());
    app.post(format!("{case}/take"))
        .by(&protector)
        .expect(200)
        .await;
    let case = app.get(case).by(&protector).expect(200).await;
    let help = case.at("/details/help").as_array().unwrap();
    assert_eq!(help.len(), 1);
    assert_eq!(help[0]["category"], "service");
    assert_eq!(help[0]["state"], "started");
    assert_eq!(help[0]["provider_id"], host.id.as_str());
    assert!(help[0]["organisation"].is_string() && help[0]["since"].is_string());
    let heard = "select count(*) from notification where notice = 'child-heard'";
    assert_eq!(app.count(heard).await, 1);

    // Nobody gets a child away from there by counting an adult.
    let with_adult = json!({ "men": 1, "children": [15] });
    let refused = correct(&app, &household, &with_adult).await;
    refused.problem(409, "child-alone");
    let counted = "update request set household = '{\"men\": 1}', adults = 1 where id = $1::uuid";
    assert_eq!(
        held(&app, counted, &household.request).await,
        "request_child_stays_check"
    );
    let refused = correct_need(&app, &household, 0, &service_need(1)).await;
    refused.problem(409, "child-alone");
    let more = app.post(format!("/requests/{}/needs", household.request));
    let more = more.by(&household.who).json(&service_need(1)).send().await;
    more.problem(409, "child-alone");
    // What is wrong about the child itself is put right.
    let two = json!({ "children": [15, 12], "languages": ["uk"] });
    let two = correct(&app, &household, &two).await.expect(200);
    assert_eq!(two.at("/household/children"), &json!([15, 12]));
    assert_eq!(cases().await, 1);
}

#[tokio::test]
async fn a_need_is_put_right_as_it_is_filed_keeps_its_place_and_is_found_anew() {
    let app = TestApp::spawn().await;
    let organisation = app.provider(0, "ngo", 1).await;
    let worker = app.case_worker(&organisation, "worker@example.org").await;
    let host = app.provider(1, "ngo", 1).await;
    app.live(&host, &service(&host.id)).await;
    let far = with(service_need(1), "/place_id", CHERNIVTSI);
    let far = with(far, "/radius_m", 5_000);
    let household = app.file(std::slice::from_ref(&far)).await;
    let case = app.follow(&worker, &organisation, &household.code).await;
    let waits = async || {
        let call = app.get(format!("/cases/{case}")).by(&worker);
        call.expect(200).await.text_at("/case/waiting_since")
    };
    let since = waits().await;
    app.advance(SignedDuration::from_hours(8 * 24));
    assert_eq!(app.rank(&household, 0).await.number("/fits"), 0);

    let wrong = with(far.clone(), "/quantity", 0);
    let wrong = correct_need(&app, &household, 0, &wrong).await;
    wrong.fields(422, &["/quantity out-of-range"]);
    let wrong = with(far.clone(), "/place_id", 1);
    let wrong = correct_need(&app, &household, 0, &wrong).await;
    wrong.fields(422, &["/place_id unknown-place"]);
    let other = correct_need(&app, &household, 0, &job_need()).await;
    other.fields(422, &["/details/category fixed"]);
    let near = with(far, "/place_id", ORHEI);
    let near = with(near, "/urgency", "today");
    let done = correct_need(&app, &household, 0, &near).await.expect(200);
    assert_eq!(done.at("/need/place_id"), &json!(ORHEI));
    assert_eq!(app.rank(&household, 0).await.number("/fits"), 1);
    assert_eq!(waits().await, since, "nobody waits anew for a mistake");
    let version = done.number("/version") - 1;
    let path = format!("/needs/{}", household.needs[0]);
    let late = put(&app, &household.who, path.clone(), version, &near).await;
    late.problem(412, "stale-version");
    // It is nobody else's.
    let stranger = app.file(&[service_need(1)]).await;
    let theirs = put(&app, &stranger.who, path, version + 1, &near).await;
    theirs.problem(404, "not-found");
}

#[tokio::test]
async fn days_that_have_begun_stay_as_they_are_and_no_others_begin_in_the_past() {
    let app = TestApp::spawn().await;
    let stay = housing_need(1, "2027-03-10", "2027-04-09");
    let household = app.file(std::slice::from_ref(&stay)).await;
    app.advance(SignedDuration::from_hours(24 * 20));
    let further = with(stay.clone(), "/radius_m", 80_000);
    let done = correct_need(&app, &household, 0, &further).await;
    assert_eq!(done.expect(200).number("/need/radius_m"), 80_000);
    let longer = with(stay, "/dates/to", "2027-04-10");
    let wrong = correct_need(&app, &household, 0, &longer).await;
    wrong.fields(422, &["/dates/from in-the-past"]);
}

#[tokio::test]
async fn a_case_worker_puts_right_what_is_needed_under_their_own_name() {
    let app = TestApp::spawn().await;
    let organisation = app.provider(0, "ngo", 1).await;
    let worker = app.case_worker(&organisation, "worker@example.org").await;
    let household = app.file(&[service_need(1)]).await;
    let case = app.follow(&worker, &organisation, &household.code).await;
    let opened = app.post(format!("/cases/{case}/sessions")).by(&worker);
    let acting = opened.expect(201).await.text_at("/access_token");
    app.put(format!("/needs/{}", household.needs[0]))
        .token(&acting)
        .if_match(1)
        .json(&with(service_need(1), "/urgency", "today"))
        .expect(200)
        .await;
    let by: uuid::Uuid =
        sqlx::query_scalar("select actor_id from audit_event where action = 'need_corrected'")
            .fetch_one(&mut app.superuser().await)
            .await
            .unwrap();
    assert_eq!(by, worker.account.0, "under their own name");
}

#[tokio::test]
async fn one_thing_more_is_asked_as_long_as_no_more_than_eight_are_looked_for() {
    let app = TestApp::spawn().await;
    let household = app.file(&vec![service_need(1); 7]).await;
    let path = format!("/requests/{}/needs", household.request);
    let add = async |key: &str| {
        let call = app.post(&path).by(&household.who).key(key);
        call.json(&service_need(1)).send().await
    };
    let first = add("one-thing-more-0001").await.expect(201);
    let again = add("one-thing-more-0001").await.expect(201);
    assert_eq!(first.id(), again.id(), "a second tap asks for nothing more");
    assert_eq!(app.need(&household, 7).await["id"], first.id().as_str());
    add("one-thing-more-0002")
        .await
        .problem(409, "too-many-needs");
    app.post(format!("/needs/{}/still-needed", household.needs[0]))
        .by(&household.who)
        .json(&json!({ "answer": "done_by_others" }))
        .expect(200)
        .await;
    add("one-thing-more-0003").await.expect(201);
    // For a group that is not split it has to be enough.
    let two = with(
        request(&[service_need(1)]),
        "/household",
        json!({ "women": 2 }),
    );
    let two = app.file_request(&two).await;
    let beds = housing_need(1, "2027-03-10", "2027-03-12");
    let call = app.post(format!("/requests/{}/needs", two.request));
    let few = call.by(&two.who).json(&beds).send().await;
    few.fields(422, &["/quantity out-of-range"]);
}
