//! Who takes children along learns how old they are, in bands, once both agreed and never before; and both sides find where and when they
//! meet where they find how to reach each other.

#![cfg(test)]

use punte_core::locale::Locale;
use punte_tests::{
    Browser, Household, Provider, Sight, TestApp,
    places::{CHERNIVTSI, SIRET, SUCEAVA},
    request, ride, ride_need, with,
};
use serde_json::{Value, json};

/// A bus over Siret, and a woman with four children who chose to get in there.
struct Scene {
    app: TestApp,
    driver: Provider,
    family: Household,
    id: String,
}

impl Scene {
    async fn new() -> Self {
        let app = TestApp::spawn().await;
        let driver = app.provider(0, "ngo", 3).await;
        let stops =
            json!([{ "place_id": CHERNIVTSI }, { "place_id": SIRET }, { "place_id": SUCEAVA }]);
        let bus = with(ride(&driver.id), "/content/details/stops", stops);
        let offer = app.live(&driver, &bus).await;
        let need = with(ride_need(5), "/place_id", SIRET);
        let body = request(&[with(need, "/radius_m", 5_000)]);
        let five = json!({ "women": 1, "children": [9, 0, 9, 3], "languages": ["uk"] });
        let family = app.file_request(&with(body, "/household", five)).await;
        let id = app.propose(&family, &offer).await;
        Self {
            app,
            driver,
            family,
            id,
        }
    }

    /// The ages, as a side reads them.
    async fn ages(&self, of_driver: bool) -> Value {
        let who = if of_driver {
            &self.driver.member
        } else {
            &self.family.who
        };
        let seen = self.app.get(format!("/matches/{}", self.id)).by(who);
        seen.expect(200).await.at("/children_by_age").clone()
    }

    async fn driver(&self) -> Browser<'_> {
        let mut browser = Browser::new(&self.app);
        browser.sign_in(self.driver.member.email()).await;
        browser
    }
}

/// What stands in the main part of a page.
fn main(page: &Sight) -> String {
    page.text("main").unwrap()
}

#[tokio::test]
async fn how_old_children_are_is_told_in_bands_once_both_agreed_and_neither_before_nor_after() {
    let scene = Scene::new().await;
    let (app, id) = (&scene.app, &scene.id);
    let page = format!("/en/provider/matches/{id}");
    let mut driver = scene.driver().await;
    for of_driver in [true, false] {
        assert_eq!(scene.ages(of_driver).await, json!([]));
    }
    let before = driver.open(&page).await;
    assert!(before.text("#ages").is_none());
    let words = main(&before);
    assert!(words.contains("5 people, 4 children"), "{words}");
    assert!(words.contains("You see then how old"), "{words}");
    app.try_accept(&scene.driver, id).await.expect(200);
    let bands = json!([
        { "age": "under_1", "count": 1 },
        { "age": "1_to_3", "count": 1 },
        { "age": "4_to_11", "count": 2 },
    ]);
    for of_driver in [true, false] {
        assert_eq!(scene.ages(of_driver).await, bands);
    }
    let path = format!("/providers/{}/matches", scene.driver.id);
    let listed = app.get(path).by(&scene.driver.member).expect(200).await;
    assert_eq!(listed.items()[0]["children_by_age"], bands);
    let after = driver.open(&page).await;
    let ages = "under 1 year: 1, 1 to 3 years: 1, 4 to 11 years: 2";
    assert_eq!(after.text("#ages").as_deref(), Some(ages));
    assert!(!main(&after).contains("You see then how old"));
    for locale in Locale::ALL {
        let page = format!("/{}/provider/matches/{id}", locale.as_str());
        assert!(driver.open(&page).await.text("#ages").is_some());
    }
    app.end(&scene.family.who, id, "cancel").await.expect(200);
    assert_eq!(scene.ages(true).await, json!([]));
    assert!(driver.open(&page).await.text("#ages").is_none());
}

#[tokio::test]
async fn where_and_when_they_meet_stands_beside_how_to_reach_each_other() {
    let scene = Scene::new().await;
    let id = &scene.id;
    scene.app.try_accept(&scene.driver, id).await.expect(200);
    let mut family = Browser::at_home(&scene.app, &scene.family).await;
    let mut driver = scene.driver().await;
    for (browser, whose, panel, place) in [
        (&mut family, "my", "who", "Where you get in"),
        (&mut driver, "provider", "contact", "Where they get in"),
    ] {
        for locale in [Locale::Uk, Locale::Ro, Locale::Ru, Locale::En] {
            let page = format!("/{}/{whose}/matches/{id}", locale.as_str());
            let shut = browser.open(&page).await;
            let beside = format!("[aria-labelledby={panel}] dl");
            assert!(shut.text(&beside).is_none(), "{page}");
            let shown = browser.send(&shut.form(&format!("{page}/contacts"))).await;
            let words = shown.text(&beside).unwrap();
            if locale == Locale::En {
                let leaves = main(&shut);
                let leaves = leaves.split("Leaves between").nth(1).unwrap();
                let leaves: Vec<&str> = leaves.split_whitespace().take(4).collect();
                for part in [place, "Siret", &leaves.join(" "), "first stop: Chernivtsi"] {
                    assert!(words.contains(part), "{part}: {words}");
                }
            }
        }
    }
}
