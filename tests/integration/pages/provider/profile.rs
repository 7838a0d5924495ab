//! Our profile: those who administer a provider correct what it says about itself, and are told beforehand what is checked again.

use punte_core::locale::Locale;
use punte_tests::{Browser, TestApp, service};
use serde_json::json;

use super::{browser, filled, open, wrong};

#[tokio::test]
async fn an_administrator_corrects_the_profile_and_moderators_find_whom_to_check_again() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let mut browser = browser(&app, 0).await;
    let home = format!("/en/provider/of/{}", provider.id);
    let path = format!("{home}/profile");
    let start = open(&mut browser, "/en/provider").await;
    assert!(start.links().contains(&path), "{}", start.html);
    for locale in Locale::ALL {
        open(&mut browser, &path.replacen("en", locale.as_str(), 1)).await;
    }
    let page = open(&mut browser, &path).await;
    let before = page.text(".note").unwrap();
    assert!(before.contains("nobody sees your offers"), "{before}");
    let form = page.form(&path);
    for (name, value) in [
        ("name", "Gazda numărul 0"),
        ("registration-number", "1002600012345"),
        ("contact-person", "Maria Ciobanu"),
        ("email", "contact0@example.org"),
        ("phone", "+37369123456"),
    ] {
        assert_eq!(form.value(name), Some(value), "{name}");
    }

    // Everything wrong at first; what was typed is kept.
    let typed = [("name", ""), ("phone", "12"), ("email", "nobody")];
    let page = browser.send(&filled(form, &typed)).await;
    assert_eq!(page.status, 422);
    assert_eq!(wrong(&page), ["email", "name", "phone"]);
    let form = page.form(&path);
    assert_eq!(form.value("phone"), Some("12"));
    let right = [
        ("name", "Gazda numărul 0"),
        ("phone", "+373 69 555 200"),
        ("email", "casa@example.org"),
    ];
    let page = browser.send(&filled(form, &right)).await;
    assert_eq!(page.address, home);
    assert!(page.text(".said").unwrap().contains("counts at once"));
    assert!(app.is_public(&offer).await);

    // Another name, and a form that was open before.
    let old = open(&mut browser, &path).await.form(&path);
    let page = browser.send(&old.clone().with("name", "Casa Bună")).await;
    assert_eq!(page.address, home);
    let said = page.text(".said").unwrap();
    assert!(said.contains("nobody sees your offers"), "{said}");
    assert!(page.html.contains("Casa Bună"));
    assert!(!app.is_public(&offer).await);
    let mut second = super::browser(&app, 0).await;
    let late = open(&mut second, &path).await.form(&path);
    let late = late.with("version", old.value("version").unwrap());
    assert_eq!(second.send(&late).await.status, 412);

    let mut works = Browser::new(&app);
    works.sign_in(app.as_moderator().email()).await;
    let list = open(&mut works, "/en/desk/expiring").await;
    let line = format!("/en/desk/providers/{}", provider.id);
    assert!(list.links().contains(&line), "{}", list.html);
    assert!(list.html.contains("register entry corrected"));
}

#[tokio::test]
async fn a_private_person_is_asked_what_they_said_and_spaces_are_no_other_name() {
    let app = TestApp::spawn().await;
    let member = &app.cast.people[0];
    let body = json!({
        "kind": "volunteer", "name": " Ana Rusu ", "email": "ana@example.org", "languages": ["hu", "ro"],
    });
    let call = app.post("/providers").by(member).json(&body);
    let id = call.expect(201).await.id();
    app.vet(&id, &["identity_document"]).await;
    let mut browser = browser(&app, 0).await;
    let path = format!("/en/provider/of/{id}/profile");
    let form = open(&mut browser, &path).await.form(&path);
    assert_eq!(form.value("registration-number"), None);
    let form = form.with("contact-hours", "after 17:00");
    let page = browser.send(&form).await;
    assert!(page.text(".said").unwrap().contains("counts at once"));
    let stored = app.get(format!("/providers/{id}"));
    let stored = stored.by(member).expect(200).await;
    assert_eq!(stored.text_at("/status"), "vetted");
    assert_eq!(stored.text_at("/profile/name"), " Ana Rusu ");
    assert_eq!(stored.text_at("/profile/contact_hours"), "after 17:00");
    // A language that one does not tick when registering is kept.
    let mut spoken: Vec<_> = stored.at("/profile/languages").as_array().unwrap().clone();
    spoken.sort_by_key(ToString::to_string);
    assert_eq!(spoken, ["hu", "ro"]);
}

#[tokio::test]
async fn a_member_who_is_no_administrator_and_a_stranger_come_to_no_profile() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 0).await;
    app.colleague(&provider, "colleague@example.org").await;
    let path = format!("/en/provider/of/{}/profile", provider.id);
    let mut visitor = Browser::new(&app);
    assert!(visitor.open(&path).await.html.contains("name=\"password\""));
    let stranger = app.cast.people[1].email();
    for (email, status) in [("colleague@example.org", 403), (stranger, 404)] {
        let mut other = Browser::new(&app);
        other.sign_in(email).await;
        assert_eq!(other.open(&path).await.status, status, "{email}");
        let start = other.open("/en/provider").await;
        assert!(!start.links().contains(&path));
    }
}

#[tokio::test]
async fn while_something_is_looked_into_the_page_puts_back_what_stays_and_saves_the_rest() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let report = json!({ "offer_id": offer, "kind": "something_wrong" });
    app.post("/reports").json(&report).expect(201).await;
    let mut browser = browser(&app, 0).await;
    let home = format!("/en/provider/of/{}", provider.id);
    let path = format!("{home}/profile");
    let page = open(&mut browser, &path).await;
    assert!(!page.html.contains("looked into"), "nobody asked");
    let typed = [
        ("name", "Casa Bună"),
        ("phone", "+37369555200"),
        ("contact-hours", "after 17:00"),
    ];
    let page = browser.send(&filled(page.form(&path), &typed)).await;
    assert_eq!(page.status, 409);
    let said = page.text("#errors").unwrap();
    assert!(said.contains("looked into") && said.contains("after that you can correct"));
    let form = page.form(&path);
    for (name, value) in [
        ("name", "Gazda numărul 0"),
        ("phone", "+37369123456"),
        ("contact-hours", "after 17:00"),
    ] {
        assert_eq!(form.value(name), Some(value), "{name}");
    }
    let page = browser.send(&form).await;
    assert_eq!(page.address, home);
    assert!(page.text(".said").unwrap().contains("counts at once"));
    let stored = app.get(format!("/providers/{}", provider.id));
    let stored = stored.by(&provider.member).expect(200).await;
    assert_eq!(stored.text_at("/profile/name"), "Gazda numărul 0");
    assert_eq!(stored.text_at("/profile/contact_hours"), "after 17:00");
    // In every language.
    for locale in Locale::ALL {
        let path = path.replacen("en", locale.as_str(), 1);
        let form = open(&mut browser, &path).await.form(&path);
        let page = browser.send(&form.with("name", "Casa Bună")).await;
        assert_eq!((page.status, page.texts("#errors").len()), (409, 1));
    }
}
