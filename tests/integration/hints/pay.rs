//! Pay below the minimum wage of the country of the work.

use punte_tests::{Browser, TestApp, job, with};
use serde_json::json;

use super::{hints, item_of, part};
use crate::pages::desk::page_of;

#[tokio::test]
async fn pay_below_the_minimum_is_shown_with_the_law_and_settled_like_any_other_hint() {
    let app = TestApp::spawn().await;
    let host = app.provider(0, "ngo", 1).await;
    let low = with(job(&host.id), "/content/details/pay_minor", 629_999);
    let offer = app.submitted(&host, &low).await;
    let found = hints(&app, &offer).await;
    let law = "Hotărârea Guvernului nr. 771 din 17.12.2025, Monitorul Oficial nr. 620-622 art. 783";
    assert_eq!(
        found,
        [json!({
            "code": "pay-below-minimum", "offered_minor": 629_999, "minimum_minor": 630_000, "currency": "MDL",
            "pay_period": "month", "hours_per_week": 40, "country": "MD", "law": law, "in_force_from": "2026-01-01",
            "read_on": "2026-11-28", "known_until": "2026-12-31",
        })]
    );
    let address = page_of(&app, &offer).await;
    let mut browser = Browser::new(&app);
    browser.sign_in(app.as_moderator().email()).await;
    // The test's day is in 2027: that the figure is of the year before is said with it.
    for (language, says, of_when) in [
        (
            "en",
            "pay below the minimum wage",
            "only, there may be a higher one by now",
        ),
        (
            "uk",
            "оплата нижча за мінімальну",
            "відтоді мінімум міг зрости",
        ),
        (
            "ro",
            "plată sub salariul minim",
            "între timp poate fi mai mare",
        ),
        (
            "ru",
            "оплата ниже минимальной",
            "с тех пор минимум мог вырасти",
        ),
    ] {
        let address = address.replace("/en/", &format!("/{language}/"));
        let page = browser.open(&address).await;
        let panel = page.text("section[aria-labelledby=hints]").unwrap();
        for part in [says, law, of_when] {
            assert!(panel.contains(part), "{panel}");
        }
    }
    assert_eq!(part(&app, "risky").await, std::slice::from_ref(&offer));
    let item = item_of(&app, &offer).await;
    let id = item["id"].as_str().unwrap();
    app.claim(app.as_moderator(), id).await.expect(200);
    app.put(format!("/review/items/{id}/dismissals"))
        .by(app.as_moderator())
        .json(&json!({ "mark": item["hints"][0]["mark"], "dismissed": true }))
        .expect(200)
        .await;
    assert!(part(&app, "risky").await.is_empty());
    // Other pay is another hint, just enough by a figure that is out of date is to be compared, and far above it is none.
    for (pay, risky) in [
        (500_000, Some("pay-below-minimum")),
        (630_000, Some("minimum-out-of-date")),
        (945_000, None),
    ] {
        let version = app.offer(&host, &offer).await.version();
        app.patch(format!("/offers/{offer}"))
            .by(&host.member)
            .if_match(version)
            .json(&json!({ "content": { "details": { "pay_minor": pay } } }))
            .expect(200)
            .await;
        let found = hints(&app, &offer).await;
        let codes: Vec<&str> = found.iter().filter_map(|h| h["code"].as_str()).collect();
        assert_eq!(codes, Vec::from_iter(risky), "{pay}");
        let risky = usize::from(risky.is_some());
        assert_eq!(part(&app, "risky").await.len(), risky, "{pay}");
    }
}

#[tokio::test]
async fn pay_that_only_an_old_figure_allows_is_left_to_a_moderator_who_is_told_of_when_it_is() {
    let app = TestApp::spawn().await;
    let host = app.provider(0, "ngo", 1).await;
    let just = with(job(&host.id), "/content/details/pay_minor", 640_000);
    let offer = app.submitted(&host, &just).await;
    let law = "Hotărârea Guvernului nr. 771 din 17.12.2025, Monitorul Oficial nr. 620-622 art. 783";
    assert_eq!(
        hints(&app, &offer).await,
        [json!({
            "code": "minimum-out-of-date", "offered_minor": 640_000, "minimum_minor": 630_000, "currency": "MDL",
            "pay_period": "month", "country": "MD", "law": law, "read_on": "2026-11-28", "known_until": "2026-12-31",
        })]
    );
    let address = page_of(&app, &offer).await;
    let mut browser = Browser::new(&app);
    browser.sign_in(app.as_moderator().email()).await;
    for (language, says) in [
        ("en", "compare the pay yourself"),
        ("uk", "порівняйте оплату самі"),
        ("ro", "comparați singuri plata"),
        ("ru", "сравните оплату сами"),
    ] {
        let address = address.replace("/en/", &format!("/{language}/"));
        let page = browser.open(&address).await;
        let panel = page.text("section[aria-labelledby=hints]").unwrap();
        for part in [says, law, "2026"] {
            assert!(panel.contains(part), "{panel}");
        }
    }
}
