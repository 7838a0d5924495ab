//! Moderators put offers into another language.

#![cfg(test)]

use punte_tests::{Browser, TestApp, service, with};
use serde_json::json;

/// An offer in English, whose provider wrote a Romanian title himself.
async fn offer(app: &TestApp) -> (punte_tests::Provider, String) {
    let provider = app.provider(0, "ngo", 1).await;
    let words = json!({ "title": "Haine de iarnă", "description": "Pentru toți." });
    let body = with(service(&provider.id), "/content/title", "Winter clothes");
    let body = with(body, "/content/description", "For all ages.\r\nClean. ");
    let body = with(body, "/content/language", "en");
    let body = with(body, "/content/translations", json!({ "ro": words }));
    let id = app.live(&provider, &body).await;
    (provider, id)
}

#[tokio::test]
async fn a_moderator_translates_an_offer_until_its_provider_writes_other_words() {
    let app = TestApp::spawn().await;
    let (provider, id) = offer(&app).await;
    let mut moderator = Browser::new(&app);
    moderator.sign_in(app.cast.moderators[0].email()).await;
    let page = moderator.open(&format!("/en/offers/{id}")).await;
    let ways: Vec<String> = page.links();
    let to = |tag: &str| format!("/en/offers/{id}/translations/{tag}");
    assert!(
        ways.contains(&to("uk")) && ways.contains(&to("ru")),
        "{ways:?}"
    );
    // Its own language, and one that its provider wrote, are not to be translated.
    for tag in ["en", "ro", "de", "UK"] {
        assert!(!ways.contains(&to(tag)));
        assert_eq!(moderator.open(&to(tag)).await.status, 404, "{tag}");
    }
    let page = moderator.open(&to("uk")).await;
    let form = page.asking("title");
    let wrong = moderator
        .send(&form.clone().with("title", "Пишіть +380 67 123 45 67"))
        .await;
    assert_eq!(wrong.status, 422);
    assert_eq!(wrong.texts("main .field .err").len(), 2, "{}", wrong.html);
    let kept = form
        .with("title", "Зимовий одяг")
        .with("description", "Для будь-якого віку.");
    let back = moderator.send(&kept).await;
    assert!(back.text(".said").unwrap().contains("up to date"));

    // People read it, know by whom it is, and can read the original.
    let read = Browser::new(&app).open(&format!("/uk/offers/{id}")).await;
    assert!(read.text("h1").unwrap().contains("Зимовий одяг"));
    let main = read.text("main").unwrap();
    assert!(
        main.contains("переклав модератор") && main.contains("For all ages."),
        "{main}"
    );
    let found = Browser::new(&app).open("/uk/offers?category=service").await;
    assert!(found.text("main").unwrap().contains("Зимовий одяг"));
    let view = app.get(format!("/public/offers/{id}")).expect(200).await;
    assert_eq!(view.text_at("/translations/uk/by"), "moderator");
    assert_eq!(view.text_at("/translations/ro/by"), "provider");

    // The provider writes other words: the old translation says something else.
    let stale = moderator.open(&to("ru")).await.asking("title");
    let version = app.offer(&provider, &id).await.version();
    app.patch(format!("/offers/{id}"))
        .by(&provider.member)
        .if_match(version)
        .json(&json!({ "content": { "description": "For children only." } }))
        .expect(200)
        .await;
    app.approve(&id).await;
    let read = Browser::new(&app).open(&format!("/uk/offers/{id}")).await;
    assert!(
        read.text("h1").unwrap().contains("Winter clothes"),
        "{}",
        read.html
    );
    let late = stale
        .with("title", "Зимняя одежда")
        .with("description", "Для любого возраста.");
    let late = moderator.send(&late).await;
    assert_eq!(late.status, 409);
    assert!(late.text("main").unwrap().contains("For children only."));
    assert_eq!(late.asking("title").value("title"), Some("Зимняя одежда"));
}

#[tokio::test]
async fn only_moderators_translate_and_a_translation_can_be_taken_away() {
    let app = TestApp::spawn().await;
    let (provider, id) = offer(&app).await;
    let address = format!("/en/offers/{id}/translations/uk");
    for who in [&app.cast.people[3], &provider.member] {
        let mut browser = Browser::new(&app);
        browser.sign_in(who.email()).await;
        assert_eq!(browser.open(&address).await.status, 404);
        let page = browser.open(&format!("/en/offers/{id}")).await;
        assert!(!page.links().contains(&address));
    }
    let mut moderator = Browser::new(&app);
    moderator.sign_in(app.cast.moderators[1].email()).await;
    let page = moderator.open(&address).await;
    assert!(page.way_to("remove").is_none());
    let form = page.asking("title").with("title", "Одяг");
    moderator.send(&form.with("description", "Усім.")).await;
    let page = moderator.open(&address).await;
    assert_eq!(page.asking("title").value("title"), Some("Одяг"));
    let gone = moderator.send(&page.to_do("remove")).await;
    assert!(gone.text(".said").unwrap().contains("removed"));
    let view = app.get(format!("/public/offers/{id}")).expect(200).await;
    assert!(view.at("/translations").get("uk").is_none());
    let kept = app
        .count("select count(*) from audit_event where action in ('offer_translated', 'offer_translation_dropped')")
        .await;
    assert_eq!(kept, 2);
}
