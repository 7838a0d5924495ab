//! What somebody meets who comes for the first time: what they typed wrong, what leaves when, what they chose already, what could change.

#![cfg(test)]

use punte_core::locale::Locale;
use punte_tests::{
    Browser, TestApp, housing_need, places::SIRET, ride, ride_need, service_need, shelter_offer,
    with,
};
use serde_json::json;

use super::family;

#[tokio::test]
async fn a_short_number_or_a_code_of_another_length_is_told_by_its_characters_alone() {
    let app = TestApp::spawn().await;
    let household = app.file(&[service_need(1)]).await;
    let read = app.get(format!("/requests/{}", household.request));
    let number = read.by(&household.who).expect(200).await.text_at("/number");
    let mut browser = Browser::new(&app);
    let form = browser.open("/en/my").await.form("/en/my");
    let told = browser.send(&form.clone().with("code", &number)).await;
    assert_eq!((told.status, told.address.as_str()), (422, "/en/my"));
    let words = told.text(".err").unwrap();
    assert!(words.contains("short number"), "{words}");
    // Whether anybody has it is not told here.
    let nobodys = browser
        .send(&form.clone().with("code", "1234 5678-9012"))
        .await;
    assert_eq!(nobodys.text(".err").unwrap(), words);
    let asked = told.form("/en/my/number");
    assert_eq!(asked.value("number"), Some(number.as_str()));
    let state = browser.send(&asked).await;
    assert_eq!(
        (state.status, state.address.as_str()),
        (200, "/en/my/number")
    );
    assert!(state.text("main").unwrap().contains("request is open"));

    let short = household.code[..30].to_owned();
    let long = format!("{}-A", household.code);
    for (typed, said) in [
        (short.as_str(), "missing: 4 of 28"),
        (long.as_str(), "too many: 1."),
        ("none", "missing: 24 of 28"),
    ] {
        let told = browser.send(&form.clone().with("code", typed)).await;
        assert_eq!(told.status, 422);
        let words = told.text(".err").unwrap();
        assert!(words.contains(said), "{typed}: {words}");
        assert!(told.forms().iter().all(|f| f.action != "/en/my/number"));
    }
    let opened = browser.send(&form.with("code", &household.code)).await;
    assert_eq!(opened.address, "/en/my/request");
}

#[tokio::test]
async fn what_would_bring_more_is_put_into_the_need_and_saved_by_its_household() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 3).await;
    app.live(&provider, &shelter_offer(&provider.id)).await;
    let far = with(
        housing_need(1, "2027-03-10", "2027-03-17"),
        "/place_id",
        SIRET,
    );
    let household = app.file(&[far]).await;
    let mut browser = Browser::at_home(&app, &household).await;
    let need = format!("/my/needs/{}", household.needs[0]);
    let way = format!("{need}/correct");
    for locale in Locale::ALL {
        let locale = locale.as_str();
        let page = browser.open(&format!("/{locale}{need}")).await;
        let change = page.asking("change");
        assert_eq!(change.action, format!("/{locale}{way}"));
        let links = page.links();
        for help in ["/help", "#border"] {
            assert!(links.contains(&format!("/{locale}{help}")), "{links:?}");
        }
        let shown = browser.send(&change).await;
        assert_eq!(shown.status, 200, "{}", shown.html);
        assert!(shown.text("#put-in").unwrap().contains("400"));
    }
    let page = browser.open(&format!("/en{need}")).await;
    let words = page.text("main").unwrap();
    assert!(words.contains("Or call.") && words.contains("You keep your place"));
    assert!(!words.contains("new request"), "{words}");
    let wrong = browser
        .send(&page.asking("change").with("change", "x"))
        .await;
    assert_eq!(wrong.status, 400);

    let shown = browser.send(&page.asking("change")).await;
    let form = shown.form(&format!("/en{way}"));
    assert_eq!(form.value("radius"), Some("400000"));
    assert_eq!(form.value("change"), None, "it is saved as any correction");
    let asked = app.need(&household, 0).await;
    assert_ne!(asked["need"]["radius_m"], json!(400_000), "nothing yet");
    let saved = browser.send(&form).await;
    assert_eq!(saved.address, format!("/en{need}"), "{}", saved.html);
    assert!(saved.text("main").unwrap().contains("1 offer fits"));
    let now = app.need(&household, 0).await;
    assert_eq!(now["need"]["radius_m"], json!(400_000));
    assert_eq!(now["need"]["dates"], asked["need"]["dates"]);
}

#[tokio::test]
async fn a_ride_says_first_when_it_leaves_and_its_checks_name_their_day_once() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 3).await;
    let offer = app.live(&provider, &ride(&provider.id)).await;
    let household = app.file(&[ride_need(1)]).await;
    let mut browser = Browser::at_home(&app, &household).await;
    let need = format!("/en/my/needs/{}", household.needs[0]);
    for address in [need.clone(), format!("{need}/offers/{offer}")] {
        let page = browser.open(&address).await;
        let first = page.text(".facts li").unwrap();
        // By the clocks of Chernivtsi.
        assert!(
            first.starts_with("leaves 5 March 2027, 09:00"),
            "{address}: {first}"
        );
        let checks = page.text(".seal").unwrap();
        assert_eq!(checks.matches("2027").count(), 1, "{checks}");
        assert!(checks.contains("visit in person"), "{checks}");
        let at = |what: &str| {
            let found = page.html.find(what);
            found.unwrap_or_else(|| panic!("no {what} on {address}"))
        };
        assert!(at("class=\"facts\"") < at("class=\"points\""));
        assert!(at("class=\"seal\"") < at("class=\"points\""));
    }
    let public = browser.open("/en/offers?category=transport").await;
    let checks = public.text(".seal").unwrap();
    assert!(checks.contains("checked on 1 March 2027:"), "{checks}");
}

#[tokio::test]
async fn what_is_chosen_leads_to_its_match_and_contacts_come_before_confirming() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 3).await;
    let offer = app.live(&provider, &shelter_offer(&provider.id)).await;
    let household = app
        .file(&[housing_need(1, "2027-03-10", "2027-03-17")])
        .await;
    let mut browser = Browser::at_home(&app, &household).await;
    let need = format!("/en/my/needs/{}", household.needs[0]);
    let page = browser.open(&need).await;
    let chosen = browser.send(&page.form(&format!("{need}/propose"))).await;
    let mine = chosen.address;
    for address in [need.clone(), format!("{need}/offers/{offer}")] {
        let page = browser.open(&address).await;
        assert!(page.text("main").unwrap().contains("You asked them"));
        assert!(page.links().contains(&mine), "{address}");
        assert!(page.forms().iter().all(|f| !f.action.ends_with("/propose")));
    }
    let id = mine.rsplit('/').next().unwrap().to_owned();
    app.try_accept(&provider, &id).await.expect(200);
    for locale in Locale::ALL {
        let there = need.replacen("/en/", &format!("/{}/", locale.as_str()), 1);
        let page = browser.open(&there).await;
        let note = page.text(".panel.note").unwrap();
        let begins = note.chars().next().unwrap();
        assert!(begins.is_uppercase(), "a whole sentence: {note}");
        let to = mine.replacen("/en/", &format!("/{}/", locale.as_str()), 1);
        assert!(page.links().contains(&to), "{:?}", page.links());
    }

    let page = browser.open(&mine).await;
    let at = |what: &str| {
        let found = page.html.find(what);
        found.unwrap_or_else(|| panic!("no {what}: {}", page.html))
    };
    assert!(at(&format!("action=\"{mine}/contacts\"")) < at("id=\"confirms\""));
    assert!(at("id=\"confirms\"") < at("value=\"confirm\""));
    assert!(page.text("#confirms").unwrap().contains("By confirming"));
    let asks = "Look at their contacts";
    assert!(page.text("main").unwrap().contains(asks));
    let confirm = page.form(&format!("{mine}/step")).with("step", "confirm");
    let done = browser.send(&confirm).await;
    let words = done.text("main").unwrap();
    assert!(words.contains("You confirmed") && !words.contains(asks));
    assert_eq!(done.text("#confirms"), None);
}

#[tokio::test]
async fn the_question_where_the_rest_is_looked_for_names_what_was_chosen() {
    let app = TestApp::spawn().await;
    for (more, asked) in [
        (&["housing"][..], "Where do you look for a place to stay?"),
        (&["job"][..], "Where do you look for work?"),
        (&["medical"][..], "Where do you look for a doctor?"),
        (&["service"][..], "Where do you look for the other help?"),
        (
            &["housing", "job"][..],
            "Where do you look for the rest (A place to stay, Work)?",
        ),
    ] {
        let mut browser = Browser::new(&app);
        let form = browser.open("/en/ask").await.form("/en/ask/what");
        let mut form = form.with("category", "transport");
        for kind in more {
            form = form.and("category", kind);
        }
        let page = browser.send(&form).await;
        assert_eq!(page.address, "/en/ask/where", "{}", page.html);
        let legends = page.texts("legend");
        assert!(legends.iter().any(|l| l == asked), "{asked}: {legends:?}");
    }
}

#[tokio::test]
async fn a_pin_is_offered_where_the_code_is_given() {
    let app = TestApp::spawn().await;
    let mut browser = Browser::new(&app);
    let (_, sent) = family::file(&mut browser).await;
    assert!(sent.text("#guard").unwrap().contains("find your card"));
    assert!(sent.links().contains(&"/en/my/pin".to_owned()));
    let page = browser.open("/en/my/pin").await;
    assert!(page.text("main").unwrap().contains("No PIN is set."));
}
