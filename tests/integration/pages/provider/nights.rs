//! The calendar, and how much there is.

#![cfg(test)]

use punte_core::locale::Locale;
use punte_tests::{Filled, TestApp, housing_need, ride, shelter_offer};

use super::{browser, filled, open, wrong};

#[tokio::test]
async fn the_calendar_shows_what_is_promised_and_closes_only_what_is_not() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 2).await;
    let offer = app.live(&provider, &shelter_offer(&provider.id)).await;
    let household = app
        .file(&[housing_need(1, "2027-03-10", "2027-03-12")])
        .await;
    app.matched(&household, &provider, &offer).await;
    let mut browser = browser(&app, 0).await;
    let address = format!("/en/provider/offers/{offer}/availability");
    let page = open(&mut browser, &format!("{address}?from=2027-03-01")).await;
    assert_eq!(page.texts(".cal").len(), 3);
    assert_eq!(
        page.texts(".cal .part"),
        ["106/7 some free", "116/7 some free"]
    );

    let nights = |form: Filled, first: &str, last: &str| {
        filled(
            form,
            &[("first", first), ("last", last), ("state", "closed")],
        )
    };
    let page = browser
        .send(&nights(page.form(&address), "2027-03-11", "2027-03-20"))
        .await;
    assert_eq!(page.status, 409, "promised");
    assert_eq!(page.form(&address).value("first"), Some("2027-03-11"));

    let page = browser
        .send(&nights(page.form(&address), "20.03.2027", "21.03.2027"))
        .await;
    assert_eq!(page.status, 200);
    assert_eq!(
        page.texts(".cal .shut")
            .iter()
            .filter(|t| t.starts_with("20") || t.starts_with("21"))
            .count(),
        2
    );
    let open_now = app.offer(&provider, &offer).await.at("/open").clone();
    assert_eq!(open_now[0]["to"], "2027-03-20");
    assert_eq!(open_now[1]["from"], "2027-03-22");

    // Back again, but not beyond what was checked.
    let form = page.form(&address);
    let form = filled(
        form,
        &[
            ("first", "2027-03-20"),
            ("last", "2027-03-21"),
            ("state", "open"),
        ],
    );
    let page = browser.send(&form).await;
    let open_now = app.offer(&provider, &offer).await.at("/open").clone();
    assert_eq!(open_now.as_array().unwrap().len(), 1);
    let form = page.form(&address);
    let form = filled(
        form,
        &[
            ("first", "2027-08-01"),
            ("last", "2027-08-02"),
            ("state", "open"),
        ],
    );
    let page = browser.send(&form).await;
    assert_eq!(page.status, 409);
    assert!(
        page.links()
            .contains(&format!("/en/provider/offers/{offer}/edit"))
    );

    let form = page.form(&address);
    for (first, last, at) in [
        ("", "", vec!["first", "last"]),
        ("2027-03-05", "2027-03-01", vec!["last"]),
        ("soon", "2027-03-01", vec!["first"]),
        ("2027-01-01", "2028-01-01", vec!["last"]),
    ] {
        let page = browser.send(&nights(form.clone(), first, last)).await;
        assert_eq!(page.status, 422);
        assert_eq!(wrong(&page), at, "{first} {last}");
    }
}

#[tokio::test]
async fn a_number_of_seats_goes_down_and_up_again_to_what_was_checked() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 2).await;
    let offer = app.live(&provider, &ride(&provider.id)).await;
    let mut browser = browser(&app, 0).await;
    let address = format!("/uk/provider/offers/{offer}/availability");
    let action = format!("/uk/provider/offers/{offer}/capacity");
    for (number, status) in [
        ("3", 200),
        ("7", 200),
        ("8", 409),
        ("0", 422),
        ("x", 422),
        ("", 422),
    ] {
        let form = open(&mut browser, &address).await.form(&action);
        let page = browser.send(&form.with("capacity", number)).await;
        assert_eq!(page.status, status, "{number}");
        if status != 200 {
            assert_eq!(page.form(&action).value("capacity"), Some(number), "kept");
        }
    }
    assert_eq!(app.offer(&provider, &offer).await.number("/capacity"), 7);
}

#[tokio::test]
async fn what_stands_in_the_way_is_listed_in_numbers_with_links() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 2).await;
    let offer = app.live(&provider, &shelter_offer(&provider.id)).await;
    let mut ids = Vec::new();
    for (beds, from, to) in [
        (2, "2027-03-10", "2027-03-12"),
        (3, "2027-03-11", "2027-03-13"),
        (1, "2027-04-10", "2027-04-12"),
    ] {
        let household = app.file(&[housing_need(beds, from, to)]).await;
        ids.push(app.matched(&household, &provider, &offer).await);
    }
    let mut browser = browser(&app, 0).await;
    for locale in Locale::ALL {
        let area = format!("/{}/provider", locale.as_str());
        let address = format!("{area}/offers/{offer}/availability");
        let action = format!("{area}/offers/{offer}/capacity");
        let page = open(&mut browser, &address).await;
        assert!(page.text("#way").is_none(), "nothing is in the way yet");
        let page = browser
            .send(&page.form(&action).with("capacity", "4"))
            .await;
        assert_eq!(page.status, 409);
        let links = page.links();
        let listed = |id: &String| links.contains(&format!("{area}/matches/{id}"));
        let listed: Vec<bool> = ids.iter().map(listed).collect();
        assert_eq!(listed, [true, true, false]);
        if locale == Locale::En {
            assert_eq!(page.text("#way").unwrap(), "2 agreements stand in the way");
            let words = page.text("main").unwrap();
            for seen in ["1 person", "3 beds", "11 March 2027"] {
                assert!(words.contains(seen), "{seen}: {words}");
            }
        }
    }
    // Its page leads to where it is called off.
    let page = open(&mut browser, &format!("/en/provider/matches/{}", ids[0])).await;
    let cancel = format!("/en/provider/matches/{}/cancel", ids[0]);
    assert!(page.links().contains(&cancel));
}
