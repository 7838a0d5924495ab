//! What a household asks, and the answer.

#![cfg(test)]

use punte_core::locale::Locale;
use punte_tests::{Browser, TestApp, housing_need, request, shelter_offer, with};
use serde_json::json;

use super::{browser, open, wrong};

#[tokio::test]
async fn a_proposal_is_answered_and_contacts_are_seen_only_after_a_yes() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 2).await;
    let offer = app.live(&provider, &shelter_offer(&provider.id)).await;
    let body = with(
        request(&[housing_need(1, "2027-03-10", "2027-03-12")]),
        "/contact",
        json!({ "channel": "phone", "phone": "+380501234567", "name": "Olena", "safe_note": "mornings" }),
    );
    let household = app.file_request(&body).await;
    let id = app.propose(&household, &offer).await;
    let mut browser = browser(&app, 0).await;
    let address = format!("/en/provider/matches/{id}");
    for locale in Locale::ALL {
        let page = open(&mut browser, &format!("/{}/provider", locale.as_str())).await;
        let link = format!("/{}/provider/matches/{id}", locale.as_str());
        assert!(page.links().contains(&link));
        assert_eq!(open(&mut browser, &link).await.forms().len(), 1, "sign out");
    }
    let page = open(&mut browser, &address).await;
    assert!(!page.html.contains("Olena") && !page.html.contains("380501234567"));

    // Asking for contacts by hand shows none.
    let yes = format!("{address}/yes");
    let form = open(&mut browser, &yes).await.form(&yes);
    let mut forged = form.clone();
    forged.action = format!("{address}/contacts");
    let page = browser.send(&forged).await;
    assert_eq!(page.status, 409);
    assert!(!page.html.contains("380501234567"));

    let page = browser.send(&form).await;
    assert_eq!(
        (page.status, page.address.as_str()),
        (200, address.as_str())
    );
    assert!(page.text(".said").is_some());
    assert!(!page.html.contains("380501234567"), "one looks on purpose");
    // The second tap of the same form is the first.
    assert_eq!(browser.send(&form).await.status, 200);
    let page = browser
        .send(&page.form(&format!("{address}/contacts")))
        .await;
    assert_eq!(page.status, 200);
    for seen in ["Olena", "+380501234567", "mornings"] {
        assert!(page.html.contains(seen), "{seen}");
    }

    // Calling it off needs a reason.
    let cancel = format!("{address}/cancel");
    let form = open(&mut browser, &cancel).await.form(&cancel);
    let page = browser.send(&form).await;
    assert_eq!(page.status, 422);
    assert_eq!(wrong(&page), ["reason"]);
    let page = browser
        .send(&page.form(&cancel).with("reason", "emergency"))
        .await;
    assert_eq!(page.status, 200);
    assert!(page.text("#asks").is_some() && page.html.contains("illness or an emergency"));
    assert!(page.forms().iter().all(|f| !f.action.contains("contacts")));
    let page = open(
        &mut browser,
        &format!("/en/provider/of/{}/history", provider.id),
    )
    .await;
    assert_eq!(page.texts("tbody tr").len(), 1);
    // Too late for another answer.
    let page = open(&mut browser, &yes).await;
    assert!(page.forms().iter().all(|f| f.action != yes));
}

#[tokio::test]
async fn a_no_carries_its_reason_and_of_two_answers_the_first_counts() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 2).await;
    let offer = app.live(&provider, &shelter_offer(&provider.id)).await;
    let household = app
        .file(&[housing_need(1, "2027-03-10", "2027-03-12")])
        .await;
    let id = app.propose(&household, &offer).await;
    let mut browser = browser(&app, 0).await;
    let (yes, no): (String, String) = ["yes", "no"]
        .map(|how| format!("/ru/provider/matches/{id}/{how}"))
        .into();
    let late = open(&mut browser, &yes).await.form(&yes);
    let form = open(&mut browser, &no).await.form(&no);
    let page = browser
        .send(&form.clone().with("reason", "superseded"))
        .await;
    assert_eq!(page.status, 422, "a reason of the system's");
    let page = browser.send(&form.with("reason", "does_not_fit")).await;
    assert_eq!(page.status, 200);
    let now = app
        .get(format!("/matches/{id}"))
        .by(&household.who)
        .expect(200)
        .await;
    assert_eq!(now.text_at("/state"), "declined");
    assert_eq!(now.text_at("/end_reason"), "does_not_fit");
    let page = browser.send(&late).await;
    assert_eq!(page.status, 412);
}

#[tokio::test]
async fn another_providers_proposals_do_not_exist_not_even_for_the_household_itself_here() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 2).await;
    app.provider(1, "ngo", 2).await;
    let offer = app.live(&provider, &shelter_offer(&provider.id)).await;
    let household = app
        .file(&[housing_need(1, "2027-03-10", "2027-03-12")])
        .await;
    let id = app.propose(&household, &offer).await;
    let mut other = browser(&app, 1).await;
    for path in ["", "/yes", "/no", "/cancel"] {
        let page = other
            .open(&format!("/en/provider/matches/{id}{path}"))
            .await;
        assert_eq!(page.status, 404, "{path}");
    }
    let mut visitor = Browser::new(&app);
    let form = visitor.open("/en/my").await.form("/en/my");
    visitor.send(&form.with("code", &household.code)).await;
    let page = visitor.open(&format!("/en/provider/matches/{id}")).await;
    assert!(page.address.starts_with("/en/account/sign-in"));
}
