//! My request: the offers that fit, choosing, contacts, calling off.

#![cfg(test)]

use punte_tests::{
    Browser, Sight, TestApp, places::SIRET, service, service_need, shelter_offer, with, without,
};
use serde_json::Value;

use super::family;

/// A shelter in Siret that fits the family.
fn shelter(provider: &str) -> Value {
    let body = with(shelter_offer(provider), "/content/place_id", SIRET);
    without(body, "/private/point")
}

/// The address of the first link that begins so.
fn link(page: &Sight, start: &str) -> String {
    page.links()
        .into_iter()
        .find(|l| l.starts_with(start))
        .unwrap_or_else(|| panic!("no link to {start}: {}", page.html))
}

fn id_of(address: &str) -> String {
    address.rsplit('/').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_family_with_a_dog_finds_chooses_sees_contacts_and_calls_off() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 3).await;
    app.live(&provider, &shelter(&provider.id)).await;
    let mut browser = Browser::new(&app);
    let (_, sent) = family::file(&mut browser).await;
    let page = browser.open(&link(&sent, "/en/my/request")).await;
    assert!(
        page.text("main")
            .unwrap()
            .contains("1 woman, 1 man, 1 child (4)")
    );
    let need = link(&page, "/en/my/needs/");
    let page = browser.open(&need).await;
    let words = page.text("main").unwrap();
    for said in [
        "1 offer fits",
        "dog welcome",
        "3 beds free",
        "kitchen",
        "visit in person",
    ] {
        assert!(words.contains(said), "{said}: {words}");
    }
    assert!(!words.contains("contact0@example.org"));
    let why = browser.open(&link(&page, &format!("{need}/offers/"))).await;
    assert_eq!(why.status, 200);

    // Chosen twice, once asked; on a page that was open before, too.
    let open_before = browser.open(&need).await;
    let choose = page.form(&format!("{need}/propose"));
    let chosen = browser.send(&choose).await;
    assert!(
        chosen.address.starts_with("/en/my/matches/"),
        "{}",
        chosen.html
    );
    assert!(chosen.text(".said").is_some());
    assert_eq!(
        browser.send(&choose).await.address,
        chosen.address,
        "a second tap"
    );
    assert_eq!(app.count("select count(*) from match").await, 1);
    let late = open_before.form(&format!("{need}/propose"));
    let refused = browser.send(&late).await;
    assert_eq!(refused.status, 409);
    assert!(
        refused
            .text("#errors")
            .unwrap()
            .contains("chose this one before")
    );
    assert!(refused.links().contains(&chosen.address));
    assert!(
        chosen
            .text("main")
            .unwrap()
            .contains("waiting for an answer")
    );
    assert!(
        chosen
            .forms()
            .iter()
            .all(|f| !f.action.ends_with("/contacts")),
        "nobody said yes"
    );

    let id = id_of(&chosen.address);
    app.try_accept(&provider, &id).await.expect(200);
    let page = browser.open(&chosen.address).await;
    assert!(!page.html.contains("+37369123456"), "only when asked for");
    let form = page.form(&format!("{}/contacts", chosen.address));
    let shown = browser.send(&form).await;
    assert_eq!(shown.status, 200);
    for contact in [
        "+37369123456",
        "contact0@example.org",
        "strada Vasile Lupu 17",
    ] {
        assert!(shown.html.contains(contact), "{contact}");
    }
    assert_eq!(
        app.count("select count(*) from contact_access").await,
        1,
        "written down"
    );

    let cancel = page.form(&format!("{}/cancel", chosen.address));
    let unsaid = browser.send(&cancel.clone()).await;
    assert_eq!((unsaid.status, unsaid.texts(".err").len()), (422, 1));
    let cancel = unsaid
        .form(&format!("{}/cancel", chosen.address))
        .with("reason", "dates_changed");
    let done = browser.send(&cancel).await;
    assert!(done.text(".said").unwrap().contains("called off"));
    assert_eq!(browser.send(&cancel).await.status, 200, "a second tap");
    assert!(done.forms().iter().all(|f| !f.action.ends_with("/cancel")));
    let form = page.form(&format!("{}/contacts", chosen.address));
    assert_eq!(browser.send(&form).await.status, 409, "over");
    assert!(
        browser
            .open(&need)
            .await
            .text("main")
            .unwrap()
            .contains("1 offer fits")
    );
}

#[tokio::test]
async fn where_nothing_fits_the_page_says_what_stands_in_the_way_and_what_it_would_bring() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 3).await;
    let no_dogs = with(shelter(&provider.id), "/content/details/pets/dogs", "no");
    let offer = app.live(&provider, &no_dogs).await;
    let mut browser = Browser::new(&app);
    family::file(&mut browser).await;
    let page = browser.open("/en/my/request").await;
    let need = link(&page, "/en/my/needs/");
    let page = browser.open(&need).await;
    let words = page.text("main").unwrap();
    assert!(words.contains("No offer fits yet"), "{words}");
    assert!(
        words.contains("animals find another place") && words.contains("+1"),
        "{words}"
    );
    assert!(page.forms().iter().all(|f| !f.action.ends_with("/propose")));
    let forms = page.forms().into_iter();
    let elsewhere: Vec<_> = forms
        .filter(|f| f.action == "/en/my/correct" && f.value("change").is_some())
        .collect();
    let why = browser.open(&format!("{need}/offers/{offer}")).await;
    let words = why.text("main").unwrap();
    assert!(
        words.contains("you must have this, and it is not there: dog welcome"),
        "{words}"
    );
    assert!(why.forms().iter().all(|f| !f.action.ends_with("/propose")));

    // Who comes is asked on a page of its own.
    let shown = browser.send(elsewhere.last().unwrap()).await;
    assert_eq!(shown.status, 200, "{}", shown.html);
    assert!(shown.text("#put-in").is_some());
    let form = shown.form("/en/my/correct");
    assert_eq!(form.value("dog"), Some(""));
    let saved = browser.send(&form).await;
    assert_eq!(saved.address, "/en/my/request", "{}", saved.html);
    let page = browser.open(&need).await;
    assert!(page.text("main").unwrap().contains("1 offer fits"));
}

#[tokio::test]
async fn what_is_not_known_stands_apart_and_says_what_to_ask() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 3).await;
    let unknown = with(
        shelter(&provider.id),
        "/content/details/pets/dogs",
        "unknown",
    );
    app.live(&provider, &unknown).await;
    let mut browser = Browser::new(&app);
    family::file(&mut browser).await;
    let page = browser.open("/en/my/request").await;
    let page = browser.open(&link(&page, "/en/my/needs/")).await;
    let ask = page.text(".p-ask").unwrap();
    assert!(
        ask.contains("1 offer to ask about") && ask.contains("dog welcome: not known, ask"),
        "{ask}"
    );
}

#[tokio::test]
async fn another_households_needs_and_matches_do_not_exist() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 3).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let other = app.file(&[service_need(1)]).await;
    let theirs = app.matched(&other, &provider, &offer).await;
    let mut browser = Browser::new(&app);
    let (_, sent) = family::file(&mut browser).await;
    let nothing = "01980f4e-8d8f-7c3a-9b1e-3f7d2a6c5b10";
    for address in [
        format!("/en/my/needs/{}", other.needs[0]),
        format!("/en/my/needs/{}/offers/{offer}", other.needs[0]),
        format!("/en/my/matches/{theirs}"),
        format!("/en/my/matches/{nothing}"),
        format!("/en/my/needs/{nothing}"),
        "/en/my/needs/x".to_owned(),
    ] {
        assert_eq!(browser.open(&address).await.status, 404, "{address}");
    }
    let guarded = sent.form("/en/account/sign-out");
    for (address, field, value) in [
        (
            format!("/en/my/needs/{}/propose", other.needs[0]),
            "offer",
            offer.as_str(),
        ),
        (format!("/en/my/matches/{theirs}/contacts"), "x", ""),
        (
            format!("/en/my/matches/{theirs}/cancel"),
            "reason",
            "no_reason",
        ),
    ] {
        let mut form = guarded.clone().with(field, value).with("version", "1");
        form.action.clone_from(&address);
        assert_eq!(browser.send(&form).await.status, 404, "{address}");
    }
    assert_eq!(app.count("select count(*) from contact_access").await, 0);
    // A visitor is asked for the code.
    let mut visitor = Browser::new(&app);
    let page = visitor.open(&format!("/en/my/matches/{theirs}")).await;
    let asks = format!("/en/my?next=%2Fmy%2Fmatches%2F{theirs}");
    assert_eq!(page.address, asks);
}

#[tokio::test]
async fn a_request_is_taken_back_after_one_was_asked_whether_one_means_it() {
    let app = TestApp::spawn().await;
    let mut browser = Browser::new(&app);
    family::file(&mut browser).await;
    let page = browser.open("/en/my/request").await;
    let sure = browser.open(&link(&page, "/en/my/withdraw")).await;
    assert_eq!(
        app.count("select count(*) from request where state = 'open'")
            .await,
        1
    );
    let form = sure.form("/en/my/withdraw");
    let done = browser.send(&form).await;
    assert_eq!(done.address, "/en/my/request");
    assert_eq!(browser.send(&form).await.status, 200, "a second tap");
    assert_eq!(
        app.count("select count(*) from request where state = 'withdrawn'")
            .await,
        1
    );
    assert_eq!(
        browser.open("/en/my/withdraw").await.address,
        "/en/my/request"
    );
    let need = browser.open(&link(&done, "/en/my/needs/")).await;
    assert!(need.forms().iter().all(|f| !f.action.ends_with("/propose")));
}

#[tokio::test]
async fn the_card_holds_the_code_in_two_languages_and_no_address_ever_does() {
    let app = TestApp::spawn().await;
    let mut browser = Browser::new(&app);
    let (code, sent) = family::file(&mut browser).await;
    for locale in ["uk", "ro", "en", "ru"] {
        let card = browser.open(&format!("/{locale}/my/card")).await;
        assert_eq!(card.text(".slip .code").as_deref(), Some(code.as_str()));
        let local = if locale == "ro" { "uk" } else { "ro" };
        assert!(!card.texts(&format!(".slip [lang={local}]")).is_empty());
        assert_eq!(card.attributes("svg.qr path", "d").len(), 1);
        assert!(!card.address.contains(&code));
        for address in card.attributes("[href]", "href") {
            assert!(!address.contains(&code[..9]), "{address}");
        }
    }
    assert!(
        sent.attributes("[href]", "href")
            .iter()
            .all(|a| !a.contains(&code[..9]))
    );
    // Closed on this phone, nobody is told the code.
    let page = browser.open("/en/my/request").await;
    let closed = browser.send(&page.form("/en/my/close")).await;
    assert_eq!(closed.status, 200);
    assert_eq!(
        browser.open("/en/my/card").await.address,
        "/en/my?next=%2Fmy%2Fcard"
    );
}

#[tokio::test]
async fn a_child_alone_sees_people_and_no_list_on_every_page_of_its_request() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 3).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let body = with(
        punte_tests::request(&[service_need(1)]),
        "/household",
        serde_json::json!({ "children": [16] }),
    );
    let minor = app.file_request(&body).await;
    let mut browser = Browser::new(&app);
    let page = browser.open("/en/my").await;
    let page = browser
        .send(&page.form("/en/my").with("code", &minor.code))
        .await;
    assert!(page.text("main").unwrap().contains("0 800 800 11"));
    assert!(page.links().iter().all(|l| !l.contains("/needs/")));
    for address in [
        format!("/en/my/needs/{}", minor.needs[0]),
        format!("/en/my/needs/{}/offers/{offer}", minor.needs[0]),
    ] {
        let page = browser.open(&address).await;
        assert!(
            page.text("main").unwrap().contains("0 800 800 11"),
            "{address}"
        );
        assert!(page.forms().iter().all(|f| !f.action.ends_with("/propose")));
    }
}

#[tokio::test]
async fn a_no_and_no_answer_are_said_and_lead_back_to_the_offers() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 3).await;
    for _ in 0..2 {
        app.live(&provider, &shelter(&provider.id)).await;
    }
    let mut browser = Browser::new(&app);
    family::file(&mut browser).await;
    let page = browser.open("/en/my/request").await;
    let need = link(&page, "/en/my/needs/");
    let page = browser.open(&need).await;
    let choices: Vec<_> = page
        .forms()
        .into_iter()
        .filter(|f| f.action.ends_with("/propose"))
        .collect();
    assert_eq!(choices.len(), 2);
    let first = browser.send(&choices[0]).await.address;
    let second = browser.send(&choices[1]).await.address;
    app.end(&provider.member, &id_of(&first), "decline")
        .await
        .expect(200);
    let page = browser.open(&first).await;
    // Whoever ended it: also what nobody could have answered is shown so.
    let stands = page.text("main .tag");
    assert_eq!(stands.as_deref(), Some("does not work out this time"));
    assert!(link(&page, "/en/my/needs/") == need, "choose another");
    assert!(page.forms().iter().all(|f| !f.action.ends_with("/cancel")));

    app.advance(jiff::SignedDuration::from_mins(20));
    browser.open("/en/my/request").await;
    app.advance(jiff::SignedDuration::from_mins(29));
    // Left alone for half an hour, the phone asks for the code, in the middle of a choice too.
    browser.open(&second).await;
    let form = browser.open(&need).await.form(&format!("{need}/propose"));
    app.advance(jiff::SignedDuration::from_mins(31));
    let refused = browser.send(&form).await;
    assert_eq!(refused.status, 401);
    assert!(refused.links().contains(&"/en/my".to_owned()));
    assert_eq!(app.count("select count(*) from match").await, 2);
}
