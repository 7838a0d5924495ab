//! What a household asked is put right on its pages, by the questions with which it was asked, without JavaScript.

#![cfg(test)]

use jiff::SignedDuration;
use punte_tests::{
    Browser, Household, Sight, TestApp, housing_need, request, service_need, shelter_offer, with,
};
use serde_json::{Value, json};

/// Opens a request by its code.
async fn open<'a>(app: &'a TestApp, household: &Household) -> (Browser<'a>, Sight) {
    let mut browser = Browser::new(app);
    let page = browser.open("/en/my").await;
    let form = page.form("/en/my").with("code", &household.code);
    let page = browser.send(&form).await;
    assert_eq!(page.address, "/en/my/request", "{}", page.html);
    (browser, page)
}

async fn read(app: &TestApp, household: &Household) -> Value {
    let call = app.get(format!("/requests/{}", household.request));
    call.by(&household.who).expect(200).await.body
}

#[tokio::test]
async fn what_is_saved_as_it_stands_changes_nothing_that_was_said() {
    let app = TestApp::spawn().await;
    // Said by a program, in more than the pages ask.
    let stay = json!({
        "place_id": 617_638, "radius_m": 30_000, "nearness": "far", "dates": { "from": "2027-03-10", "to": "2027-03-20" }, "quantity": 4,
        "criteria": [
            { "feature": "dogs", "level": "must" }, { "feature": "step_free", "level": "prefer", "weight": 3 },
            { "feature": "kitchen", "level": "prefer", "weight": 5 },
        ],
        "urgency": "days", "details": { "category": "housing" },
    });
    let who = json!({
        "women": 1, "other_adults": 1, "children": [4], "oldest_born": { "from": 1980, "to": 1989 }, "languages": ["ro", "es", "uk"],
        "pets": [{ "species": "dog", "size": "large", "count": 2 }],
        "functional": { "step_free": true, "hearing": true, "dialysis_within_km": 20 },
    });
    let household = app
        .file_request(&with(request(&[stay]), "/household", who))
        .await;
    let before = read(&app, &household).await;
    let (mut browser, page) = open(&app, &household).await;
    for way in [
        "/en/my/correct".to_owned(),
        format!("/en/my/needs/{}/correct", household.needs[0]),
    ] {
        assert!(page.links().contains(&way), "{way}");
        let page = browser.open(&way).await;
        let saved = browser.send(&page.form(&way)).await;
        assert_eq!(saved.status, 200, "{}", saved.html);
        assert!(saved.text(".said").is_some(), "{way}");
    }
    let after = read(&app, &household).await;
    assert_eq!(after["household"], before["household"]);
    assert_eq!(after["place_id"], before["place_id"]);
    let sorted = |need: &Value| {
        let mut need = need.clone();
        let criteria = need["criteria"].as_array_mut().unwrap();
        criteria.sort_by_key(|c| c["feature"].to_string());
        need
    };
    assert_eq!(
        sorted(&after["needs"][0]["need"]),
        sorted(&before["needs"][0]["need"])
    );
}

#[tokio::test]
async fn a_household_puts_right_who_comes_and_what_it_needs_and_asks_for_one_thing_more() {
    let app = TestApp::spawn().await;
    let household = app
        .file(&[housing_need(1, "2027-03-10", "2027-03-17")])
        .await;
    let (mut browser, _) = open(&app, &household).await;
    let page = browser.open("/en/my/correct").await;
    let form = page.form("/en/my/correct").with("children", "eighteen");
    let wrong = browser.send(&form).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.html.contains("eighteen"), "what was typed is kept");
    let form = wrong.form("/en/my/correct").with("children", "4, 7");
    let form = form.with("cat", "1").with("wheelchair", "must");
    let saved = browser.send(&form.with("now", "Suceava")).await;
    assert_eq!(saved.address, "/en/my/request", "{}", saved.html);
    let now = read(&app, &household).await;
    assert_eq!(now["household"]["children"], json!([4, 7]));
    assert_eq!(now["household"]["functional"]["wheelchair"], true);
    assert_eq!(now["place_id"], 665_850);
    let need = &now["needs"][0];
    assert_eq!(need["quantity"], 3);
    let musts = json!([
        { "feature": "cats", "level": "must", "weight": 1 }, { "feature": "step_free", "level": "must", "weight": 1 },
    ]);
    assert_eq!(need["need"]["criteria"], musts);

    let way = format!("/en/my/needs/{}/correct", household.needs[0]);
    let page = browser.open(&way).await;
    let form = page.form(&way);
    assert_eq!(form.value("quantity"), Some("3"));
    assert_eq!(form.value("nights"), Some("7"));
    let few = browser.send(&form.clone().with("quantity", "2")).await;
    assert_eq!(few.status, 422, "not enough for all of them");
    let form = few.form(&way).with("quantity", "3").with("nights", "14");
    let form = form.with("place", "Suceava");
    let saved = browser.send(&form.with("housing-kitchen", "prefer")).await;
    let need = format!("/en/my/needs/{}", household.needs[0]);
    assert_eq!(saved.address, need, "{}", saved.html);
    let now = read(&app, &household).await;
    let need = &now["needs"][0]["need"];
    assert_eq!(need["place_id"], 665_850);
    assert_eq!(
        need["dates"],
        json!({ "from": "2027-03-10", "to": "2027-03-24" })
    );
    assert_eq!(need["criteria"].as_array().unwrap().len(), 3);

    let page = browser.open("/en/my/add").await;
    let kind = "/en/my/add?category=service".to_owned();
    assert!(page.links().contains(&kind));
    let page = browser.open(&kind).await;
    let form = page.form("/en/my/add");
    assert_eq!(browser.send(&form).await.status, 422, "which help?");
    let added = browser.send(&form.with("theme", "legal")).await;
    assert!(added.address.starts_with("/en/my/needs/"), "{}", added.html);
    let now = read(&app, &household).await;
    let more = &now["needs"][1]["need"];
    assert_eq!(more["details"]["theme"], "legal");
    assert_eq!(
        more["place_id"], 665_850,
        "where the last thing is looked for"
    );
}

#[tokio::test]
async fn what_is_agreed_stands_in_the_way_and_is_shown() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 3).await;
    let offer = app.live(&provider, &shelter_offer(&provider.id)).await;
    let needs = [housing_need(1, "2027-03-10", "2027-03-12"), service_need(1)];
    let household = app.file(&needs).await;
    let agreed = app.matched(&household, &provider, &offer).await;
    let (mut browser, page) = open(&app, &household).await;
    let way = |need: usize| format!("/en/my/needs/{}/correct", household.needs[need]);
    assert!(!page.links().contains(&way(0)) && page.links().contains(&way(1)));
    let there = browser.open(&way(0)).await;
    assert_eq!(
        there.address,
        format!("/en/my/needs/{}", household.needs[0])
    );
    let page = browser.open("/en/my/correct").await;
    let form = page.form("/en/my/correct").with("women", "2");
    let refused = browser.send(&form).await;
    assert_eq!(refused.status, 409, "{}", refused.html);
    assert!(
        refused
            .links()
            .contains(&format!("/en/my/matches/{agreed}"))
    );
    assert_eq!(refused.form("/en/my/correct").value("women"), Some("2"));
}

#[tokio::test]
async fn a_child_who_is_alone_says_who_it_is_and_nothing_that_nobody_asks_it() {
    let app = TestApp::spawn().await;
    let child = with(
        request(&[service_need(1)]),
        "/household",
        json!({ "children": [15], "languages": ["uk"] }),
    );
    let household = app.file_request(&child).await;
    let (mut browser, page) = open(&app, &household).await;
    assert!(page.links().contains(&"/en/my/correct".to_owned()));
    assert!(!page.links().contains(&"/en/my/add".to_owned()));
    let page = browser.open("/en/my/correct").await;
    let form = page.form("/en/my/correct");
    assert_eq!(form.value("dog"), None);
    let refused = browser.send(&form.clone().with("women", "1")).await;
    assert_eq!(refused.status, 409);
    let saved = browser.send(&form.with("children", "15, 12")).await;
    assert_eq!(saved.address, "/en/my/request", "{}", saved.html);
    let now = read(&app, &household).await;
    assert_eq!(now["household"]["children"], json!([15, 12]));
}

#[tokio::test]
async fn to_be_alone_is_asked_about_first_and_where_a_child_is_stays_on_its_page() {
    let app = TestApp::spawn().await;
    let host = app.provider(0, "ngo", 3).await;
    let offer = app.live(&host, &shelter_offer(&host.id)).await;
    let today = punte_core::clock::local_day(app.now()).to_string();
    let household = app.file(&[housing_need(1, &today, "2027-04-01")]).await;
    let id = app.matched(&household, &host, &offer).await;
    let begun = app.take_step(&household.who, &id, "start").await;
    begun.expect(200);
    let protector = app.sign_up("zoe@example.org").await;
    app.make_staff(&protector, "child_protection").await;
    let advice = async || read(&app, &household).await["advice"]["code"].clone();

    let (mut browser, _) = open(&app, &household).await;
    let page = browser.open("/en/my/correct").await;
    let form = page.form("/en/my/correct").with("young", "1");
    let asked = browser.send(&form).await;
    assert_eq!(asked.status, 200, "{}", asked.html);
    let words = asked.text("main").unwrap();
    assert!(words.contains("no grown-up") && words.contains("0 800 800 11"));
    assert_eq!(advice().await, Value::Null, "nothing is done yet");
    // Back, with what was typed; and once more.
    let no = asked.form("/en/my/correct").with("alone", "no");
    let back = browser.send(&no).await;
    let typed = back.form("/en/my/correct");
    assert_eq!(typed.value("young"), Some("1"));
    assert_eq!(advice().await, Value::Null);
    let asked = browser.send(&typed).await;
    let yes = asked.form("/en/my/correct").with("alone", "yes");
    let done = browser.send(&yes).await;
    assert_eq!(done.address, "/en/my/request", "{}", done.html);
    assert!(done.text(".said").unwrap().contains("whom you can call"));
    assert_eq!(advice().await, "people-help");
    // The way to the people with whom it is, and the question how it is, stay.
    let mine = format!("/en/my/matches/{id}");
    assert!(done.links().contains(&mine), "{}", done.html);
    assert!(done.links().iter().all(|link| !link.contains("/needs/")));
    app.advance(SignedDuration::from_hours(25));
    let mut browser = Browser::at_home(&app, &household).await;
    let page = browser.open("/en/my/request").await;
    page.form(&format!("{mine}/check-in"));
    let page = browser.open(&mine).await;
    assert_eq!(page.address, mine);

    let mut theirs = Browser::new(&app);
    theirs.sign_in(protector.email()).await;
    let list = theirs.open("/en/child-cases").await;
    let mut links = list.links().into_iter();
    let case = links.find(|link| link.starts_with("/en/child-cases/"));
    let page = theirs.open(&case.unwrap()).await;
    assert_eq!(page.text("#help"), None, "before it is taken");
    let page = theirs.send(&page.to_do("take")).await;
    let help = page.text("#help").unwrap();
    assert!(help.contains(&host.id), "{help}");
}

#[tokio::test]
async fn what_was_typed_stays_where_it_was_put_right_elsewhere_meanwhile() {
    let app = TestApp::spawn().await;
    let household = app
        .file(&[housing_need(1, "2027-03-10", "2027-03-17")])
        .await;
    let (mut browser, _) = open(&app, &household).await;
    let (mut other, _) = open(&app, &household).await;
    let way = format!("/en/my/needs/{}/correct", household.needs[0]);
    for (way, field, first, second) in [
        ("/en/my/correct", "children", "4", "4, 7"),
        (way.as_str(), "nights", "14", "3"),
    ] {
        let mine = browser.open(way).await.form(way).with(field, second);
        let theirs = other.open(way).await.form(way).with(field, first);
        assert_eq!(other.send(&theirs).await.status, 200);
        let late = browser.send(&mine).await;
        assert_eq!(late.status, 412, "{}", late.html);
        let kept = late.form(way);
        assert_eq!(kept.value(field), Some(second));
        let saved = browser.send(&kept).await;
        assert_eq!(saved.status, 200, "{}", saved.html);
        assert_ne!(saved.address, way);
    }
    let now = read(&app, &household).await;
    assert_eq!(now["household"]["children"], json!([4, 7]));
    assert_eq!(now["needs"][0]["need"]["dates"]["to"], "2027-03-13");
}

#[tokio::test]
async fn what_the_server_finds_wrong_stands_at_a_field_of_the_page() {
    let app = TestApp::spawn().await;
    let household = app
        .file(&[housing_need(1, "2027-03-10", "2027-04-09")])
        .await;
    let (mut browser, _) = open(&app, &household).await;
    let page = browser.open("/en/my/correct").await;
    let form = page.form("/en/my/correct");
    let many = form.with("women", "60").with("men", "31");
    let refused = browser.send(&many).await;
    assert_eq!(refused.status, 422);
    assert_eq!(refused.attributes(".errs a", "href"), ["#main"]);

    // Days that have begun stay; others begin on a day that is to come.
    app.advance(SignedDuration::from_hours(24 * 20));
    let (mut browser, _) = open(&app, &household).await;
    let way = format!("/en/my/needs/{}/correct", household.needs[0]);
    let page = browser.open(&way).await;
    let refused = browser.send(&page.form(&way).with("nights", "60")).await;
    assert_eq!(refused.status, 422);
    assert_eq!(refused.attributes(".errs a", "href"), ["#date"]);
    let saved = browser
        .send(&page.form(&way).with("radius", "100000"))
        .await;
    assert_eq!(saved.status, 200, "{}", saved.html);
    let now = read(&app, &household).await;
    assert_eq!(now["needs"][0]["need"]["radius_m"], 100_000);
}
