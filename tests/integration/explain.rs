//! Why few offers fit, why not this one, and the same for a need that is not filed.

#![cfg(test)]

mod which;

use punte_tests::{
    Answer, Household, Operator, Provider, TestApp, housing_need, medical_need, places, request,
    search, service, service_need, shelter_offer, with,
};
use serde_json::{Value, json};

/// A provider and its shelter: seven beds in Orhei from March to August, dogs welcome, cats not said, others not.
async fn shelter(app: &TestApp) -> (Provider, String) {
    let provider = app.provider(0, "ngo", 3).await;
    let offer = app.live(&provider, &shelter_offer(&provider.id)).await;
    (provider, offer)
}

/// One bed in Orhei for two nights.
fn bed() -> Value {
    housing_need(1, "2027-03-10", "2027-03-12")
}

fn with_pet(body: Value, species: &str) -> Value {
    with(
        body,
        "/household/pets",
        json!([{ "species": species, "count": 1 }]),
    )
}

async fn searched(app: &TestApp, body: &Value) -> Answer {
    let member = &app.cast.people[4];
    app.post("/matches/search")
        .by(member)
        .json(body)
        .expect(200)
        .await
}

async fn explained(app: &TestApp, household: &Household, need: usize, offer: &str) -> Answer {
    app.post(format!("/needs/{}/explain", household.needs[need]))
        .by(&household.who)
        .json(&json!({ "offer_id": offer }))
        .send()
        .await
}

/// Somebody who runs commands. They have the machine's clock; what is visible goes by the database's.
async fn commands(app: &TestApp) -> Operator {
    sqlx::query(
        "do $$ begin execute format('alter database %I set punte.now = %L', current_database(), timestamptz '2027-03-01 12:00Z'); end $$",
    )
    .execute(&mut app.superuser().await)
    .await
    .unwrap();
    Operator::of(app)
}

fn sum(parts: &Value) -> i64 {
    let parts = parts.as_array().unwrap();
    parts.iter().map(|p| p["points"].as_i64().unwrap()).sum()
}

#[tokio::test]
async fn a_need_that_nothing_fits_says_what_stands_in_the_way() {
    let app = TestApp::spawn().await;
    let (_, offer) = shelter(&app).await;
    let musts = json!([{ "feature": "internet", "level": "must" }, { "feature": "kitchen", "level": "must" }]);
    let plain = || search(&bed());
    let late = |from, to| search(&housing_need(1, from, to));
    let cases = [
        (
            with(plain(), "/need/criteria", musts),
            json!({ "code": "drop_must", "feature": "internet" }),
            (
                "/need/criteria",
                json!([{ "feature": "kitchen", "level": "must" }]),
            ),
        ),
        (
            with_pet(plain(), "other"),
            json!({ "code": "pets_elsewhere" }),
            ("/household/pets", json!([])),
        ),
        (
            with(plain(), "/need/place_id", places::BALTI),
            json!({ "code": "radius", "radius_m": 100_000 }),
            ("/need/radius_m", json!(100_000)),
        ),
        (
            late("2027-07-28", "2027-08-03"),
            json!({ "code": "dates", "days": -3 }),
            (
                "/need/dates",
                json!({ "from": "2027-07-25", "to": "2027-07-31" }),
            ),
        ),
        (
            with(plain(), "/need/quantity", 9),
            json!({ "code": "split_group" }),
            ("/need/may_split", json!(true)),
        ),
    ];
    for (body, relaxation, (pointer, value)) in cases {
        let answer = searched(&app, &body).await;
        assert_eq!(answer.number("/fits"), 0, "{relaxation}");
        let told = answer.at("/relaxations").as_array().unwrap();
        assert_eq!(told.len(), 1, "{relaxation}: {}", answer.text);
        assert_eq!(told[0]["relaxation"], relaxation);
        assert_eq!(told[0]["fits"], 1);
        let best = &told[0]["best"];
        assert_eq!(
            (&best["rank"], &best["offer"]["id"]),
            (&json!(1), &json!(offer))
        );
        assert_eq!(best["points"], sum(&best["parts"]));
        // The same as asking otherwise.
        let otherwise = searched(&app, &with(body.clone(), pointer, value)).await;
        assert_eq!(otherwise.at("/ranked/0"), best, "{relaxation}");
        assert_eq!(otherwise.at("/relaxations"), &json!([]));
        // The household itself is told the same.
        let filed = request(&[body["need"].clone()]);
        let filed = with(filed, "/household", body["household"].clone());
        let household = app.file_request(&filed).await;
        let own = app.rank(&household, 0).await;
        assert_eq!(own.at("/relaxations"), answer.at("/relaxations"));
    }
}

#[tokio::test]
async fn where_five_fit_nothing_is_said_about_giving_up_and_where_four_fit_a_new_one_is_named() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 3).await;
    let far = with(service(&provider.id), "/content/place_id", places::BALTI);
    let far = with(far, "/private", json!({ "address": "strada Exemplu 1" }));
    let far = app
        .live(&provider, &with(far, "/content/show_address", false))
        .await;
    for _ in 0..4 {
        app.live(&provider, &service(&provider.id)).await;
    }
    let body = search(&service_need(1));
    let answer = searched(&app, &with(body.clone(), "/limit", 1)).await;
    assert_eq!(answer.number("/fits"), 4);
    assert_eq!(answer.at("/ranked").as_array().unwrap().len(), 1);
    assert_eq!(answer.number("/relaxations/0/fits"), 5);
    assert_eq!(answer.text_at("/relaxations/0/best/offer/id"), far);
    app.live(&provider, &service(&provider.id)).await;
    let answer = searched(&app, &body).await;
    assert_eq!(answer.number("/fits"), 5);
    assert_eq!(answer.at("/relaxations"), &json!([]));
}

#[tokio::test]
async fn a_search_gives_what_a_request_would_get_and_leaves_nothing_behind() {
    let app = TestApp::spawn().await;
    let (provider, _) = shelter(&app).await;
    for _ in 0..3 {
        app.live(&provider, &shelter_offer(&provider.id)).await;
    }
    let wishes = json!([{ "feature": "cats", "level": "prefer", "weight": 2 }, { "feature": "internet", "level": "prefer" }]);
    let body = with_pet(search(&with(bed(), "/criteria", wishes)), "cat");
    let filed = with(
        request(&[body["need"].clone()]),
        "/household",
        body["household"].clone(),
    );
    let household = app.file_request(&filed).await;
    let own = app.rank(&household, 0).await;
    app.cast.people[4].fresh_token(&app).await;
    let before = app.digest().await;
    let answer = searched(&app, &body).await;
    let again = searched(&app, &body).await;
    assert_eq!(app.digest().await, before);
    // But for the horizon, which the transactions of other tests move.
    let but_for_the_horizon = |body: &Value| with(body.clone(), "/index", Value::Null);
    assert_eq!(
        but_for_the_horizon(&answer.body),
        but_for_the_horizon(&again.body),
        "it can be replayed"
    );
    assert_eq!(answer.at("/need_id"), &Value::Null);
    assert_eq!(answer.number("/fits"), 4);
    // All tie but for the hash, which is salted with the request.
    let shown = |answer: &Answer| -> Vec<(String, Value, Value, Value)> {
        let list = answer.at("/ranked").as_array().unwrap();
        let mut rows: Vec<_> = list
            .iter()
            .map(|r| {
                let id = r["offer"]["id"].as_str().unwrap().to_owned();
                (
                    id,
                    r["parts"].clone(),
                    r["ask"].clone(),
                    r["distance_m"].clone(),
                )
            })
            .collect();
        rows.sort_by(|a, b| a.0.cmp(&b.0));
        rows
    };
    assert_eq!(shown(&answer), shown(&own));
}

#[tokio::test]
async fn why_not_this_offer_is_answered_with_every_reason() {
    let app = TestApp::spawn().await;
    let (provider, offer) = shelter(&app).await;
    let musts = json!([{ "feature": "dogs", "level": "must" }, { "feature": "other_pets", "level": "must" }]);
    let need = with(
        housing_need(8, "2027-07-28", "2027-08-03"),
        "/criteria",
        musts,
    );
    let need = with(need, "/place_id", places::BALTI);
    let household = app.file(&[need, bed(), medical_need()]).await;
    let why = explained(&app, &household, 0, &offer).await.expect(200);
    assert_eq!(why.text_at("/verdict"), "excluded");
    assert_eq!(
        why.at("/exclusions"),
        &json!([
            { "code": "too_far" }, { "code": "full" }, { "code": "not_open_then" },
            { "code": "must", "feature": "other_pets" },
        ])
    );
    assert_eq!(
        (why.at("/points"), why.at("/parts")),
        (&Value::Null, &json!([]))
    );
    // Further than was asked for, and said all the same.
    assert!(why.number("/distance_m") > 50_000, "{}", why.text);
    let why = explained(&app, &household, 2, &offer).await.expect(200);
    assert_eq!(why.at("/exclusions"), &json!([{ "code": "other_kind" }]));

    // What fits is explained as it is ranked.
    let ranked = app.rank(&household, 1).await.at("/ranked/0").clone();
    let why = explained(&app, &household, 1, &offer).await.expect(200);
    assert_eq!(why.text_at("/verdict"), "fits");
    for field in [
        "offer",
        "revision_id",
        "points",
        "parts",
        "distance_m",
        "drop_off_distance_m",
        "ask",
    ] {
        assert_eq!(why.body[field], ranked[field], "{field}");
    }
    // Taken by somebody else, it does not fit any more.
    let other = app
        .file(&[housing_need(7, "2027-03-01", "2027-04-01")])
        .await;
    app.matched(&other, &provider, &offer).await;
    let why = explained(&app, &household, 1, &offer).await.expect(200);
    assert_eq!(why.at("/exclusions"), &json!([{ "code": "full" }]));
    explained(&app, &other, 0, &offer)
        .await
        .problem(409, "need-served");
}

#[tokio::test]
async fn a_need_that_is_not_filed_is_explained_like_one_that_is() {
    let app = TestApp::spawn().await;
    let (provider, offer) = shelter(&app).await;
    let musts = json!([{ "feature": "internet", "level": "must" }]);
    let body = search(&with(bed(), "/criteria", musts));
    let question = with(body.clone(), "/offer_id", offer.as_str());
    let ask = |question: &Value| {
        let call = app.post("/matches/explain").by(&app.cast.people[4]);
        call.json(question).send()
    };
    let why = ask(&question).await.expect(200);
    assert_eq!(why.text_at("/verdict"), "ask_first");
    let listed = searched(&app, &body).await.at("/ask_first/0").clone();
    for field in [
        "offer",
        "revision_id",
        "points",
        "parts",
        "distance_m",
        "ask",
    ] {
        assert_eq!(why.body[field], listed[field], "{field}");
    }
    assert_eq!(
        why.at("/ask/0"),
        &json!({ "code": "fact", "feature": "internet" })
    );
    // What nobody may see is not explained.
    let draft = app.draft(&provider, &shelter_offer(&provider.id)).await;
    let for_minors = with(shelter_offer(&provider.id), "/content/for_minors", true);
    let for_minors = app.live(&provider, &for_minors).await;
    for hidden in [&draft, &for_minors] {
        ask(&with(question.clone(), "/offer_id", hidden.as_str()))
            .await
            .problem(404, "not-found");
    }
    app.step(&provider, &offer, "withdraw").await.expect(200);
    ask(&question).await.problem(404, "not-found");
}

#[tokio::test]
async fn a_minor_alone_is_told_of_people_and_nothing_of_offers() {
    let app = TestApp::spawn().await;
    let (_, offer) = shelter(&app).await;
    let body = with(search(&bed()), "/household", json!({ "children": [16] }));
    let listed = searched(&app, &body).await;
    for list in ["/ranked", "/ask_first", "/relaxations"] {
        assert_eq!(listed.at(list), &json!([]), "{list}");
    }
    let call = app.post("/matches/explain").by(&app.cast.people[4]);
    let asked = with(body.clone(), "/offer_id", offer.as_str());
    let why = call.json(&asked).expect(200).await;
    let filed = request(&[body["need"].clone()]);
    let minor = app
        .file_request(&with(filed, "/household", body["household"].clone()))
        .await;
    let own = explained(&app, &minor, 0, &offer).await.expect(200);
    assert_eq!(app.rank(&minor, 0).await.at("/relaxations"), &json!([]));
    for answer in [&listed, &why, &own] {
        assert_eq!(answer.text_at("/advice/code"), "people-help");
        for label in ["minor\"", "unaccompanied", "\"excluded\""] {
            assert!(!answer.text.contains(label), "{label} in {}", answer.text);
        }
    }
    for answer in [&why, &own] {
        assert_eq!(
            (answer.at("/verdict"), answer.at("/exclusions")),
            (&Value::Null, &json!([]))
        );
        assert_eq!(
            (answer.at("/points"), answer.at("/distance_m")),
            (&Value::Null, &Value::Null)
        );
    }
}

#[tokio::test]
async fn an_operator_ranks_a_need_from_a_file_and_is_told_in_one_line_what_is_wrong_with_it() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let operator = commands(&app).await;
    let near = search(&service_need(1));
    let far = with(near.clone(), "/need/place_id", places::BALTI);
    let file = operator.file("near.json", &near.to_string());
    let said = operator.succeed(&["match", "--need", &file, "--limit", "5"]);
    assert!(said.starts_with("1 fit, 0 to ask first"), "{said}");
    assert!(said.contains("Consultanță juridică"), "{said}");
    assert!(!said.contains("More would"), "{said}");
    let file = operator.file("far.json", &far.to_string());
    let said = operator.succeed(&["match", "--need", &file, "--explain", &offer]);
    for words in [
        "0 fit",
        "Few fit. More would:",
        "within 100 km",
        "it does not fit",
        "why not: too far",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    let musts = json!([{ "feature": "remote", "level": "must" }]);
    let asked = with(near.clone(), "/need/criteria", musts);
    let file = operator.file("asked.json", &asked.to_string());
    let said = operator.succeed(&["match", "--need", &file]);
    assert!(
        said.contains("they are asked first") && said.contains("without remote"),
        "{said}"
    );

    let nobody = "018f0000-0000-7000-8000-00000000dead";
    let unknown = operator.fail(&["match", "--need", &file, "--explain", nobody]);
    assert_eq!(unknown, "punte: no verified offer has this id");
    for (body, why) in [
        (
            "{".to_owned(),
            "/: This is not complete JSON. Check the brackets, commas and quotation marks.",
        ),
        (
            with(near.clone(), "/need/quantity", "3").to_string(),
            "/need/quantity: Another kind of answer belongs here, for example a number and not a word.",
        ),
        (
            with(near.clone(), "/need/place_id", 1).to_string(),
            "/need/place_id: We do not know this place. Check the name, or write a town near it.",
        ),
        (
            with(
                with(near.clone(), "/need/quantity", 0),
                "/household",
                json!({}),
            )
            .to_string(),
            "/household: Tell us how many people come. /need/quantity: The number here can be from 1 to 90.",
        ),
        (
            with(near, "/limit", 101).to_string(),
            "/limit: The number here can be from 1 to 100.",
        ),
    ] {
        let file = operator.file("wrong.json", &body);
        assert_eq!(
            operator.fail(&["match", "--need", &file]),
            format!("punte: {file}: {why}")
        );
    }
    let missing = operator.fail(&["match", "--need", "none.json"]);
    assert!(
        missing.starts_with("punte: cannot read none.json"),
        "{missing}"
    );
}
