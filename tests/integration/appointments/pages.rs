//! Both sides read in which week it is.

use punte_tests::{Browser, service_need};

use super::{asking, scene};

/// What a page says.
async fn words(browser: &mut Browser<'_>, address: &str) -> String {
    let page = browser.open(address).await;
    assert_eq!(page.status, 200, "{address}");
    page.text("main").unwrap()
}

#[tokio::test]
async fn pages_say_in_which_week_it_is() {
    let (app, provider, offer) = scene(2).await;
    let first = app.file(&[asking(2, None)]).await;
    app.matched(&first, &provider, &offer).await;
    // Of two needs there is an order.
    let household = app.file(&[asking(1, None), service_need(1)]).await;
    let mut own = Browser::new(&app);
    let form = own.open("/en/my").await.form("/en/my");
    own.send(&form.with("code", &household.code)).await;
    let listed = words(&mut own, &format!("/en/my/needs/{}", household.needs[0])).await;
    let fact = "has a place in the week of 8 March 2027";
    assert!(listed.contains(fact), "{listed}");
    let id = app.matched(&household, &provider, &offer).await;
    let week = "week of 8 March 2027";
    for address in [format!("/en/my/matches/{id}"), "/en/my/request".to_owned()] {
        let chosen = words(&mut own, &address).await;
        assert!(chosen.contains(week), "{address}: {chosen}");
        assert!(!chosen.contains("15 March"), "{address}: {chosen}");
    }

    let mut theirs = Browser::new(&app);
    theirs.sign_in("person0@example.org").await;
    let asked = words(&mut theirs, &format!("/en/provider/matches/{id}")).await;
    assert!(asked.contains(week) && asked.contains("1 place"), "{asked}");
    assert!(!asked.contains("7 nights"), "{asked}");
    let address = format!("/en/provider/offers/{offer}/availability");
    let seen = words(&mut theirs, &address).await;
    for line in [
        "week of 1 March 2027: 0 of 2 places",
        "week of 8 March 2027: 1 of 2 places",
    ] {
        assert!(seen.contains(line), "{line}: {seen}");
    }
    // One place too few: it is said of whom, and of which week.
    let action = format!("/en/provider/offers/{offer}/capacity");
    let form = theirs.open(&address).await.form(&action);
    let refused = theirs.send(&form.with("capacity", "1")).await;
    assert_eq!(refused.status, 409);
    let way = refused.text("main").unwrap();
    assert!(
        way.contains("week of 1 March 2027") && way.contains("2 places"),
        "{way}"
    );
}
