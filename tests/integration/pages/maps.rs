//! The map beside the list, and the map that moves.

#![cfg(test)]

use punte_tests::{Browser, Sight, TestApp};

use super::offers::five;

#[tokio::test]
async fn the_map_has_a_pin_for_each_row_and_a_ring_only_where_the_door_is_hidden() {
    let app = TestApp::spawn().await;
    let [house, _, _, _, lawyer] = five(&app).await;
    let mut browser = Browser::new(&app);
    let page = browser.open("/en/offers").await;
    let rows = page.attributes("li.offer", "id");
    let pins = page.attributes("svg.map a", "href");
    assert_eq!(rows.len(), 5);
    assert_eq!(
        pins,
        rows.iter().map(|id| format!("#{id}")).collect::<Vec<_>>()
    );
    assert_eq!(page.attributes("svg.map", "role"), ["group"]);
    for label in page.attributes("svg.map a", "aria-label") {
        assert!(label.len() > 5, "{label}");
    }
    let rings = |page: &Sight| page.attributes("svg.map .area", "r").len();
    assert_eq!(
        rings(&browser.open(&format!("/en/offers/{house}")).await),
        1
    );
    assert_eq!(
        rings(&browser.open(&format!("/en/offers/{lawyer}")).await),
        0
    );
    assert_eq!(
        rings(&browser.open("/en/offers?category=transport").await),
        0
    );
    // The exact point of the house is on no page.
    for html in [
        &page.html,
        &browser.open(&format!("/en/offers/{house}")).await.html,
    ] {
        assert!(!html.contains("28.82147") && !html.contains("47.38321"));
        assert!(!html.contains("Vasile Lupu"));
    }
}

#[tokio::test]
async fn the_map_that_moves_is_a_list_without_a_script_and_small_with_it() {
    let app = TestApp::spawn().await;
    let [house, ..] = five(&app).await;
    let mut browser = Browser::new(&app);
    let page = browser.open("/uk/map?category=housing").await;
    assert_eq!(
        page.attributes("#spots a", "href"),
        [format!("/uk/offers/{house}")]
    );
    assert_eq!(
        page.attributes("#spots a[data-area]", "data-kind"),
        ["housing"]
    );
    assert!(!page.html.contains("28.82147"), "the exact point");
    let mut all = page.attributes("link[rel=stylesheet]", "href");
    all.extend(page.attributes("script", "src"));
    all.extend(page.attributes("#moving-map", "data-region"));
    all.extend(page.attributes("#moving-map", "data-icons"));
    let mut bytes = 0;
    for address in all {
        let answer = app.fetch(&address, &[("accept-encoding", "gzip")]).await;
        assert_eq!(answer.status(), 200, "{address}");
        bytes += answer.bytes().await.unwrap().len();
    }
    assert!((90_000..115_000).contains(&bytes), "{bytes}");
    assert_eq!(browser.open("/uk/map?at=99").await.status, 404);
    assert_eq!(browser.open("/uk/map").await.texts("#spots a").len(), 5);
}
