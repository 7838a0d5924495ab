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
        })]
    );
    let address = page_of(&app, &offer).await;
    let mut browser = Browser::new(&app);
    browser.sign_in(app.as_moderator().email()).await;
    for (language, says) in [
        ("en", "pay below the minimum wage"),
        ("uk", "оплата нижча за мінімальну"),
        ("ro", "plată sub salariul minim"),
        ("ru", "оплата ниже минимальной"),
    ] {
        let address = address.replace("/en/", &format!("/{language}/"));
        let page = browser.open(&address).await;
        let panel = page.text("section[aria-labelledby=hints]").unwrap();
        for part in [says, law] {
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
    // Other pay is another hint, and enough is none.
    for (pay, risky) in [(500_000, 1), (630_000, 0)] {
        let version = app.offer(&host, &offer).await.version();
        app.patch(format!("/offers/{offer}"))
            .by(&host.member)
            .if_match(version)
            .json(&json!({ "content": { "details": { "pay_minor": pay } } }))
            .expect(200)
            .await;
        assert_eq!(hints(&app, &offer).await.len(), risky, "{pay}");
        assert_eq!(part(&app, "risky").await.len(), risky, "{pay}");
    }
}
