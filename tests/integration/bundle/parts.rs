//! A group that is split is looked for in one place, also while its first part waits for an answer.

use punte_api::texts;
use punte_core::locale::Locale;
use punte_tests::{Browser, TestApp, housing_need, places::BALTI, request, shelter_offer, with};
use serde_json::{Value, json};

use super::{because, shelter};

#[tokio::test]
async fn the_rest_of_a_group_is_looked_for_near_a_part_that_waits() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 3).await;
    let here = app.live(&provider, &shelter_offer(&provider.id)).await;
    let two = app.live(&provider, &shelter(&provider, BALTI, 2)).await;
    let one = app.live(&provider, &shelter(&provider, BALTI, 1)).await;
    let need = with(
        housing_need(3, "2027-03-10", "2027-03-12"),
        "/may_split",
        true,
    );
    let body = request(&[with(need, "/radius_m", 200_000)]);
    let women = json!({ "women": 3, "languages": ["uk"] });
    let household = app.file_request(&with(body, "/household", women)).await;
    let choose = async |offer: &str, quantity: u32| {
        let chosen = app.post(format!("/needs/{}/proposals", household.needs[0]));
        let body = json!({ "offer_id": offer, "quantity": quantity });
        chosen.by(&household.who).json(&body).expect(201).await.id()
    };
    // Whoever is asked for everybody is no part of the group.
    choose(&here, 3).await;
    let ranked = app.rank(&household, 0).await;
    assert_eq!(ranked.text_at("/ranked/0/offer/id"), here);
    assert!(because(&ranked).is_empty(), "{}", ranked.text);

    let part = choose(&two, 2).await;
    let rest = app.rank(&household, 0).await;
    assert_eq!(because(&rest), [("near_asked".to_owned(), Value::Null)]);
    assert_eq!(rest.text_at("/because/0/match_id"), part);
    let near = [0, 1].map(|place| rest.text_at(&format!("/ranked/{place}/offer/id")));
    assert!(near.contains(&one) && near.contains(&two), "{}", rest.text);
    for place in 0..2 {
        let far = rest.number(&format!("/ranked/{place}/distance_m"));
        assert_eq!(far, 0);
    }
    // What is far from it is still there.
    assert_eq!(rest.number("/fits"), 3);
    let mut browser = Browser::at_home(&app, &household).await;
    for locale in Locale::ALL {
        let need = format!("/{}/my/needs/{}", locale.as_str(), household.needs[0]);
        let page = browser.open(&need).await;
        let said = texts::text(locale, "because-near-asked");
        assert_eq!(page.text("#because"), Some(said));
        if locale == Locale::En {
            let words = page.text("ol .offer").unwrap();
            let near = "less than 1 km from the place that you chose for the others";
            assert!(words.contains(near), "{words}");
        }
    }

    // They say no: it is looked for where it was asked.
    app.end(&provider.member, &part, "decline")
        .await
        .expect(200);
    let again = app.rank(&household, 0).await;
    assert!(because(&again).is_empty(), "{}", again.text);
    assert_eq!(again.text_at("/ranked/0/offer/id"), here);
}
