//! What is left of a need that is partly agreed, and needs whose days are over: nobody is held to what cannot come about any more.

#![cfg(test)]

use jiff::{SignedDuration, Timestamp};
use punte_core::locale::Locale;
use punte_tests::{
    Browser, Household, MailSink, Provider, TestApp, housing_need, request, service_need,
    shelter_offer, with,
};
use serde_json::{Value, json};

use super::{asked, filed};

/// Three women who need three beds and may be split: two of them are agreed, and for the third one an answer waits.
struct Scene {
    app: TestApp,
    host: Provider,
    household: Household,
    agreed: String,
    waits: String,
}

impl Scene {
    async fn new() -> Self {
        let app = TestApp::spawn().await;
        let host = app.provider(0, "ngo", 3).await;
        let [one, other] = [
            app.live(&host, &shelter_offer(&host.id)).await,
            app.live(&host, &shelter_offer(&host.id)).await,
        ];
        let need = housing_need(3, "2027-03-05", "2027-03-08");
        let body = request(&[with(need, "/may_split", true)]);
        let women = json!({ "women": 3, "languages": ["uk"] });
        let household = app.file_request(&with(body, "/household", women)).await;
        let choose = async |offer: &str, quantity: u32| {
            let call = app.post(format!("/needs/{}/proposals", household.needs[0]));
            let call = call.by(&household.who);
            let call = call.json(&json!({ "offer_id": offer, "quantity": quantity }));
            call.expect(201).await.id()
        };
        let agreed = choose(&one, 2).await;
        app.try_accept(&host, &agreed).await.expect(200);
        let waits = choose(&other, 1).await;
        Self {
            app,
            host,
            household,
            agreed,
            waits,
        }
    }

    async fn state(&self, id: &str) -> String {
        let seen = self.app.get(format!("/matches/{id}"));
        let seen = seen.by(&self.household.who).expect(200).await;
        seen.text_at("/state")
    }

    /// Where the need stands, how much of it is asked for and how much is served.
    async fn need(&self) -> [Value; 3] {
        let need = self.app.need(&self.household, 0).await;
        ["state", "quantity", "served"].map(|field| need[field].clone())
    }

    /// The same three days, asked for again later.
    async fn move_on(&self) -> punte_tests::Answer {
        let path = format!("/needs/{}/continuations", self.household.needs[0]);
        let call = self.app.post(path).by(&self.household.who);
        let dates = json!({ "from": "2027-03-20", "to": "2027-03-23" });
        call.json(&json!({ "dates": dates })).send().await
    }
}

/// Where a need stands, with so much of it asked for and served.
fn stands(state: &str, quantity: u32, served: u32) -> [Value; 3] {
    [json!(state), json!(quantity), json!(served)]
}

#[tokio::test]
async fn a_household_lets_go_of_the_rest_and_what_is_agreed_stays() {
    let scene = Scene::new().await;
    assert_eq!(scene.need().await, stands("partly_served", 3, 2));
    let mine = format!("/en/my/matches/{}", scene.agreed);
    let again = |links: Vec<String>| links.iter().any(|l| l.ends_with("/again"));
    let mut family = Browser::at_home(&scene.app, &scene.household).await;
    let page = family.open(&mine).await;
    assert!(!again(page.links()), "it would be refused");
    scene.move_on().await.problem(409, "illegal-state");

    let way = format!("/en/my/needs/{}/still", scene.household.needs[0]);
    for locale in Locale::ALL {
        let path = format!("/{}/my/request", locale.as_str());
        let page = family.open(&path).await;
        let answers = page.attributes("form[action$='/still'] button", "value");
        assert_eq!(answers, ["done_by_others", "irrelevant"], "{locale:?}");
    }
    let page = family.open("/en/my/request").await;
    let said = page.form(&way).with("answer", "done_by_others");
    let done = family.send(&said).await;
    assert!(done.text(".said").unwrap().contains("What is agreed stays"));
    assert_eq!(scene.need().await, stands("served", 2, 2));
    assert_eq!(scene.state(&scene.agreed).await, "accepted");
    assert_eq!(scene.state(&scene.waits).await, "cancelled");
    let why =
        "select count(*) from match where state = 'cancelled' and end_reason = 'found_elsewhere'";
    assert_eq!(scene.app.count(why).await, 1);
    let line = "select count(*) from audit_event where action = 'need_reduced' and data ->> 'answer' = 'done_by_others'";
    assert_eq!(scene.app.count(line).await, 1);
    let page = family.open("/en/my/request").await;
    assert_eq!(page.attributes("form[action$='/still']", "action"), [""; 0]);

    // They look for the same again, those who still need it and once; and if this is called off, for those two.
    let page = family.open(&mine).await;
    assert!(again(page.links()));
    let next = scene.move_on().await.expect(201);
    assert_eq!(next.at("/need/quantity"), 2);
    let page = family.open(&mine).await;
    assert!(!again(page.links()), "once");
    let off = scene.app.end(&scene.host.member, &scene.agreed, "cancel");
    off.await.expect(200);
    assert_eq!(scene.need().await, stands("open", 2, 0));
}

#[tokio::test]
async fn what_was_let_go_of_is_shown_nowhere_and_asked_for_by_no_correction_of_something_else() {
    let scene = Scene::new().await;
    let beds = async || {
        let mut family = Browser::at_home(&scene.app, &scene.household).await;
        let page = family.open("/en/my/request").await;
        let shown = page.texts("section[aria-labelledby=needs] .offer-h .soft");
        let need = scene.app.need(&scene.household, 0).await;
        (
            shown[0].contains("3 beds"),
            need["need"]["quantity"].clone(),
        )
    };
    assert_eq!(beds().await, (true, json!(3)));
    let path = format!("/needs/{}/still-needed", scene.household.needs[0]);
    let call = scene.app.post(path).by(&scene.household.who);
    let call = call.json(&json!({ "answer": "irrelevant" }));
    call.expect(200).await;
    assert_eq!(beds().await, (false, json!(2)));
    let off = scene.app.end(&scene.host.member, &scene.agreed, "cancel");
    off.await.expect(200);
    let mut family = Browser::at_home(&scene.app, &scene.household).await;
    let correct = format!("/en/my/needs/{}/correct", scene.household.needs[0]);
    let form = family.open(&correct).await.form(&correct);
    assert_eq!(form.value("quantity"), Some("2"));

    // Somebody walks badly: that is asked of offers, and no third bed.
    let path = format!("/requests/{}", scene.household.request);
    let seen = scene.app.get(&path).by(&scene.household.who);
    let version = seen.expect(200).await.version();
    let who = json!({ "women": 3, "languages": ["uk"], "functional": { "step_free": true } });
    let put = scene.app.put(format!("{path}/household"));
    let put = put.by(&scene.household.who).if_match(version);
    put.json(&json!({ "household": who })).expect(200).await;
    let need = scene.app.need(&scene.household, 0).await;
    assert_eq!(need["need"]["criteria"][0]["feature"], "step_free");
    assert_eq!(scene.need().await, stands("open", 2, 0));
}

#[tokio::test]
async fn what_is_agreed_is_not_let_go_of_and_the_database_lowers_nothing_else() {
    let scene = Scene::new().await;
    let path = format!("/needs/{}/still-needed", scene.household.needs[0]);
    let say = |answer: &str| {
        let call = scene.app.post(&path).by(&scene.household.who);
        call.json(&json!({ "answer": answer }))
    };
    say("needed").expect(200).await;
    assert_eq!(scene.need().await, stands("partly_served", 3, 2));
    assert_eq!(scene.state(&scene.waits).await, "proposed");
    for wrong in [
        "update need set quantity = 2",
        "update need set quantity = 4, state = 'served'",
        "update need set quantity = 2, state = 'served', dates = '[2027-03-05,2027-03-07)'",
        "update need set quantity = 2, state = 'served', content = jsonb_set(content, '{quantity}', '1')",
        "update need set content = jsonb_set(content, '{quantity}', '2')",
    ] {
        let refused = sqlx::query(wrong)
            .execute(&mut scene.app.app_rw().await)
            .await
            .expect_err(wrong);
        let held = refused.as_database_error().unwrap().constraint();
        assert_eq!(held, Some("need_corrected_check"), "{wrong}");
    }
    scene
        .app
        .try_accept(&scene.host, &scene.waits)
        .await
        .expect(200);
    assert_eq!(scene.need().await, stands("served", 3, 3));
    say("irrelevant").send().await.problem(409, "illegal-state");
}

/// One round of the worker; how many needs it looked at.
async fn round(app: &TestApp) -> usize {
    let cases = app.use_cases().await;
    let over = cases.end_needs_over().await.unwrap();
    cases.pool.close().await;
    over
}

/// Moves the clock to an instant.
fn go_to(app: &TestApp, at: &str) {
    let at: Timestamp = at.parse().unwrap();
    app.advance(at.duration_since(app.now()));
}

#[tokio::test]
async fn a_need_whose_days_are_over_looks_no_more_and_may_be_asked_for_other_days() {
    let app = TestApp::spawn().await;
    let stay = housing_need(1, "2027-03-05", "2027-03-08");
    let needs = [stay, service_need(1)];
    let household = app.file(&needs).await;
    // Its last night is over as the eighth begins, where the bed would be.
    go_to(&app, "2027-03-07T21:59:59Z");
    assert_eq!(round(&app).await, 0);
    app.advance(SignedDuration::from_secs(1));
    assert_eq!(round(&app).await, 1);
    assert_eq!(round(&app).await, 0, "once");
    assert_eq!(app.need(&household, 0).await["state"], "expired");
    assert_eq!(app.need(&household, 1).await["state"], "open", "any day");
    let line =
        "select count(*) from audit_event where action = 'need_expired' and actor_kind = 'system'";
    assert_eq!(app.count(line).await, 1);

    // It keeps its place among those who wait.
    let mut browser = Browser::at_home(&app, &household).await;
    let page = browser.open("/en/my/request").await;
    let correct = format!("/en/my/needs/{}/correct", household.needs[0]);
    assert!(page.links().contains(&correct), "{:?}", page.links());
    assert_eq!(browser.open(&correct).await.address, correct);
    let later = housing_need(1, "2027-03-10", "2027-03-12");
    let version = app.need(&household, 0).await["version"].as_i64().unwrap();
    let put = app.put(format!("/needs/{}", household.needs[0]));
    let put = put.by(&household.who).if_match(version).json(&later);
    assert_eq!(put.expect(200).await.text_at("/state"), "open");
    assert_eq!(round(&app).await, 0);
}

#[tokio::test]
async fn of_what_is_partly_agreed_the_rest_is_let_go_of_once_its_days_are_over() {
    let scene = Scene::new().await;
    go_to(&scene.app, "2027-03-08T08:00:00Z");
    assert_eq!(round(&scene.app).await, 0, "somebody has an answer to give");
    let cases = scene.app.use_cases().await;
    assert_eq!(cases.expire_overdue().await.unwrap(), 1);
    cases.pool.close().await;
    assert_eq!(scene.need().await, stands("partly_served", 3, 2));
    assert_eq!(round(&scene.app).await, 1);
    assert_eq!(scene.need().await, stands("served", 2, 2));
    assert_eq!(round(&scene.app).await, 0);
    scene.move_on().await.expect(201);
}

#[tokio::test]
async fn nobody_is_asked_whether_a_stay_is_needed_that_is_over() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let stay = housing_need(1, "2027-03-03", "2027-03-05");
    let both = [stay.clone(), service_need(1)];
    let household = filed(&app, Locale::En, &both).await;
    let only = filed(&app, Locale::En, &[stay]).await;
    app.advance(SignedDuration::from_hours(7 * 24));
    // Before the worker has ended them.
    let (count, mails) = asked(&app, &sink).await;
    assert_eq!((count, mails.len()), (1, 1), "about the other need alone");
    assert!(
        mails[0].body.contains(&household.needs[1]),
        "{}",
        mails[0].body
    );
    assert_eq!(round(&app).await, 2);
    assert_eq!(app.need(&only, 0).await["state"], "expired");
    assert_eq!(asked(&app, &sink).await.0, 0);
}

#[tokio::test]
async fn a_case_does_not_stay_on_top_for_a_night_that_is_over() {
    let app = TestApp::spawn().await;
    let organisation = app.provider(0, "ngo", 1).await;
    let worker = app.case_worker(&organisation, "worker@example.org").await;
    let roof = housing_need(1, "2027-03-01", "2027-03-02");
    let household = app.file(&[with(roof, "/urgency", "today")]).await;
    app.follow(&worker, &organisation, &household.code).await;
    let tier = async || {
        worker.fresh_token(&app).await;
        let cases = app.get("/cases").by(&worker).expect(200).await;
        cases.at("/items/0/tier").as_i64().unwrap()
    };
    app.advance(SignedDuration::from_hours(24));
    assert_eq!(tier().await, 0);
    assert_eq!(round(&app).await, 1);
    assert!(tier().await > 0);
}
