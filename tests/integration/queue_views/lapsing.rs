//! What lapses and is no item: two lists, each of which goes on behind a page.

use std::collections::BTreeSet;

use jiff::SignedDuration;
use punte_tests::{TestApp, service};
use serde_json::json;

use super::{DAY, counts};
use crate::pages::desk::moderator;

/// What one of the two lists of what lapses names, so many at a time; where its second page begins.
async fn lapsing(app: &TestApp, list: &str, most: usize) -> (Vec<String>, Option<String>) {
    let one = app.as_moderator();
    let id = if list == "offers" {
        "offer_id"
    } else {
        "provider_id"
    };
    let (mut found, mut second, mut mark) = (Vec::new(), None, String::new());
    while found.len() < 100 {
        let page = app.get(format!("/review/expiring?limit={most}{mark}"));
        let page = page.by(one).expect(200).await;
        let lines = page.at(&format!("/{list}")).as_array().unwrap();
        assert!(lines.len() <= most);
        found.extend(lines.iter().map(|l| l[id].as_str().unwrap().to_owned()));
        let Some(next) = page.at(&format!("/next_{list}")).as_str() else {
            return (found, second);
        };
        second.get_or_insert_with(|| next.to_owned());
        mark = format!("&{list}={next}");
    }
    panic!("{list} has no end");
}

#[tokio::test]
async fn what_lapses_goes_on_behind_a_page_and_whoever_shows_nothing_keeps_nobody_from_it() {
    let app = TestApp::spawn().await;
    let one = app.as_moderator();
    let mut all = Vec::new();
    for person in 0..5 {
        let ngo = app.provider(person, "ngo", 1).await;
        let offer = app.live(&ngo, &service(&ngo.id)).await;
        all.push((ngo, offer));
        // The first two are checked at one moment, and have to be again.
        if person > 0 {
            app.advance(SignedDuration::from_hours(1));
        }
    }
    for number in 0..24 {
        let (ngo, _) = &all[number % 2];
        app.live(ngo, &service(&ngo.id)).await;
    }
    // Offers that run out: more than a page.
    app.advance(DAY * 27);
    let (offers, _) = lapsing(&app, "offers", 100).await;
    assert_eq!(offers.len(), 29);
    for most in [1, 3, 28, 29] {
        assert_eq!(lapsing(&app, "offers", most).await.0, offers, "by {most}");
    }
    let mut works = moderator(&app, 0).await;
    let page = works.open("/en/desk/expiring").await;
    let lines = "#confirm ~ ul .code";
    let next = page.attributes("#confirm ~ p a[rel=next]", "href");
    let shown = page.texts(lines);
    assert_eq!((shown.len(), next.len()), (25, 1));
    let rest = works.open(next[0].split('#').next().unwrap()).await;
    assert_eq!(rest.attributes("#confirm ~ p a", "href").len(), 1, "back");
    let shown: BTreeSet<String> = shown.into_iter().chain(rest.texts(lines)).collect();
    assert_eq!(shown.len(), offers.len());

    // Who has to be checked again: not who took everything back, nor of whom nobody says that it stands.
    app.advance(DAY * 313);
    let [first, second, corrected, gone, _silent] = all.as_slice() else {
        unreachable!()
    };
    for (ngo, offer) in [first, second, corrected, gone] {
        app.step(ngo, offer, "confirm").await.expect(200);
    }
    app.step(&gone.0, &gone.1, "withdraw").await.expect(200);
    let seen = app.evidence(&corrected.0, "identity_document").await;
    app.post(format!("/evidence/{seen}/withdrawal"))
        .by(one)
        .json(&json!({ "reason": "forged" }))
        .expect(201)
        .await;
    let mut two = [first.0.id.clone(), second.0.id.clone()];
    two.sort();
    let expected = [&[corrected.0.id.clone()][..], &two].concat();
    for most in [1, 2, 3] {
        let (found, _) = lapsing(&app, "providers", most).await;
        assert_eq!(found, expected, "by {most}");
    }
    assert_eq!(counts(&app, one).await.number("/lapsing_providers"), 3);
    let mark = lapsing(&app, "providers", 1).await.1.unwrap();
    let address = format!("/en/desk/expiring?providers={mark}");
    let page = moderator(&app, 0).await.open(&address).await;
    let named = page.attributes("#recheck ~ ul a", "href");
    let rest = expected[1..].iter();
    let rest: Vec<String> = rest.map(|id| format!("/en/desk/providers/{id}")).collect();
    assert_eq!(named, rest);
    let back = page.attributes("#recheck ~ p a", "href");
    assert_eq!(back, ["/en/desk/expiring#recheck"]);
}
