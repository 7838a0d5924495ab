//! The search of verified offers, its map, and one offer.

#![cfg(test)]

use std::{collections::BTreeSet, io::Write as _};

use flate2::{Compression, write::GzEncoder};
use jiff::SignedDuration;
use punte_core::locale::Locale;
use punte_tests::{
    Browser, Sight, TestApp, housing_offer, job, medical,
    places::{CHERNIVTSI, ORHEI},
    ride, service, shelter_offer, with,
};

/// One live offer of each category; the house is a private person's.
pub(super) async fn five(app: &TestApp) -> [String; 5] {
    let host = app.provider(0, "volunteer", 3).await;
    let organisation = app.provider(1, "ngo", 3).await;
    [
        app.live(&host, &housing_offer(&host.id)).await,
        app.live(&organisation, &ride(&organisation.id)).await,
        app.live(&organisation, &job(&organisation.id)).await,
        app.live(&organisation, &medical(&organisation.id)).await,
        app.live(&organisation, &service(&organisation.id)).await,
    ]
}

/// The offers that a page lists.
fn listed(page: &Sight) -> BTreeSet<String> {
    page.attributes(".offer h3 a", "href")
        .iter()
        .map(|address| address.rsplit_once('/').unwrap().1.to_owned())
        .collect()
}

fn set(ids: &[&String]) -> BTreeSet<String> {
    ids.iter().map(|id| (*id).clone()).collect()
}

#[tokio::test]
async fn every_filter_leaves_what_it_says_and_its_chip_takes_it_away() {
    let app = TestApp::spawn().await;
    let [house, ride, job, doctor, lawyer] = five(&app).await;
    let mut browser = Browser::new(&app);
    let all = set(&[&house, &ride, &job, &doctor, &lawyer]);
    assert_eq!(listed(&browser.open("/en/offers").await), all);
    for (query, found, chips) in [
        ("category=housing", set(&[&house]), 0),
        ("category=transport", set(&[&ride]), 0),
        ("must=dogs", set(&[&house]), 1),
        (
            "must=step_free&must=no_documents_needed",
            set(&[&lawyer]),
            2,
        ),
        ("must=women_only", set(&[]), 1),
        ("language=ru", set(&[&job]), 1),
        ("category=service&theme=legal", set(&[&lawyer]), 1),
        ("category=service&theme=food", set(&[]), 1),
        (
            "category=medical&speciality=paediatrics",
            set(&[&doctor]),
            1,
        ),
        (
            &format!("at={ORHEI}&radius=25"),
            set(&[&house, &job, &doctor, &lawyer]),
            1,
        ),
        (
            &format!("at={CHERNIVTSI}&radius=25&language=uk"),
            set(&[&ride]),
            2,
        ),
        // What is not known is passed over.
        (
            "category=x&must=no_animals&theme=legal&radius=7&at=99999999",
            all.clone(),
            0,
        ),
    ] {
        let page = browser.open(&format!("/en/offers?{query}")).await;
        assert_eq!(page.status, 200);
        assert_eq!(listed(&page), found, "{query}");
        assert_eq!(page.texts(".chip-on").len(), chips, "{query}");
        for chip in page.attributes(".chip-on", "href") {
            let wider = browser.open(&chip).await;
            assert!(
                listed(&wider).is_superset(&found),
                "{query} without: {chip}"
            );
            assert_eq!(wider.texts(".chip-on").len(), chips - 1, "{chip}");
        }
    }
}

#[tokio::test]
async fn the_form_keeps_what_was_asked_and_a_place_in_words_becomes_a_place() {
    let app = TestApp::spawn().await;
    let [house, ..] = five(&app).await;
    let mut browser = Browser::new(&app);
    let page = browser.open("/en/offers?category=housing&must=dogs").await;
    let form = page.form("/en/offers");
    assert_eq!(form.value("must"), Some("dogs"));
    for words in ["Orhei", "Оргіїв", "Орхей, Orhei", "  orhei "] {
        let found = browser.send(&form.clone().with("place", words)).await;
        assert_eq!(found.status, 200, "{words}");
        assert!(
            found.address.contains(&format!("at={ORHEI}")),
            "{words}: {}",
            found.address
        );
        assert!(!found.address.contains("place="), "{}", found.address);
        assert_eq!(listed(&found), set(&[&house]), "{words}");
        // Sent again as it stands there: the same place.
        let again = browser.send(&found.form("/en/offers")).await;
        assert_eq!(again.address, found.address);
        // Cleared: everywhere.
        let cleared = browser
            .send(&found.form("/en/offers").with("place", ""))
            .await;
        assert!(!cleared.address.contains("at="), "{}", cleared.address);
    }
    for words in ["Wqxjgfbt", "!?", &"wqxjgfbt".repeat(700)] {
        let page = browser.send(&form.clone().with("place", words)).await;
        assert_eq!(page.status, 422, "{words}");
        assert_eq!(page.texts(".err").len(), 1);
        let kept = page.form("/en/offers");
        assert_eq!(
            kept.value("place").unwrap().chars().next(),
            words.chars().next()
        );
        assert_eq!(kept.value("must"), Some("dogs"));
        assert!(listed(&page).is_empty());
    }
}

#[tokio::test]
async fn where_several_places_fit_one_is_chosen_from_a_list() {
    let app = TestApp::spawn().await;
    let mut browser = Browser::new(&app);
    for (locale, words) in [
        ("en", "Siret"),
        ("uk", "Сірет"),
        ("ru", "Сирет"),
        ("ro", "siret"),
    ] {
        let page = browser
            .open(&format!(
                "/{locale}/offers?category=transport&place={words}"
            ))
            .await;
        assert_eq!(page.status, 200);
        let choice = page.texts(".p-ask .choices a");
        assert!(choice.len() >= 2, "{locale}: {choice:?}");
        assert!(
            choice.iter().all(|c| c.contains(',')),
            "with their countries: {choice:?}"
        );
        let chosen = browser
            .open(&page.attributes(".p-ask .choices a", "href")[1])
            .await;
        assert_eq!(chosen.texts(".chip-on").len(), 1);
        assert!(chosen.address.contains("category=transport"));
    }
}

#[tokio::test]
async fn an_empty_answer_says_what_one_can_do() {
    let app = TestApp::spawn().await;
    let mut browser = Browser::new(&app);
    for locale in Locale::ALL {
        let language = locale.as_str();
        let page = browser
            .open(&format!(
                "/{language}/offers?category=housing&at={ORHEI}&radius=25&must=dogs&language=uk"
            ))
            .await;
        let links = page.attributes(".p-empty a", "href");
        assert!(links[0].contains("radius=50"), "{links:?}");
        assert_eq!(
            links.len(),
            1 + 3 + 2,
            "wider, without each filter, guides, ask: {links:?}"
        );
        assert!(links.contains(&format!("/{language}/guides")));
        assert!(links.contains(&format!("/{language}/ask?category=housing")));
        assert!(page.texts("svg.map").is_empty(), "no map of nothing");
    }
    assert_eq!(browser.open("/en/offers?after=nonsense").await.status, 400);
}

#[tokio::test]
async fn what_is_hidden_is_not_found_and_private_people_are_not_named() {
    let app = TestApp::spawn().await;
    let mut browser = Browser::new(&app);
    let host = app.provider(0, "volunteer", 3).await;
    let organisation = app.provider(1, "ngo", 3).await;
    let draft = app.draft(&host, &housing_offer(&host.id)).await;
    let submitted = app
        .submitted(
            &host,
            &with(housing_offer(&host.id), "/content/title", "Altă casă"),
        )
        .await;
    let minors = app
        .live(
            &organisation,
            &with(shelter_offer(&organisation.id), "/content/for_minors", true),
        )
        .await;
    for hidden in [
        draft.as_str(),
        submitted.as_str(),
        minors.as_str(),
        "00000000-0000-0000-0000-000000000000",
        "nonsense",
        "%2e%2e%2f",
    ] {
        let page = browser.open(&format!("/uk/offers/{hidden}")).await;
        assert_eq!(page.status, 404, "{hidden}");
        assert_eq!(page.attributes("html", "lang"), ["uk"]);
    }
    assert!(listed(&browser.open("/uk/offers").await).is_empty());

    let house = app
        .live(
            &host,
            &with(housing_offer(&host.id), "/content/title", "A treia casă"),
        )
        .await;
    let law = app.live(&organisation, &service(&organisation.id)).await;
    let private = browser.open(&format!("/en/offers/{house}")).await;
    let list = browser.open("/en/offers?category=housing").await;
    for page in [&private, &list] {
        assert_eq!(page.status, 200);
        for secret in [
            "Gazda numărul 0",
            "Maria Ciobanu",
            "contact0@",
            "69123456",
            "1002600012345",
        ] {
            assert!(!page.html.contains(secret), "{secret}");
        }
    }
    assert!(
        browser
            .open(&format!("/en/offers/{law}"))
            .await
            .html
            .contains("Gazda numărul 1")
    );

    // Paused, and then too old to stand.
    app.step(&host, &house, "pause").await.expect(200);
    assert_eq!(
        browser.open(&format!("/en/offers/{house}")).await.status,
        404
    );
    app.advance(SignedDuration::from_hours(24 * 31));
    assert_eq!(browser.open(&format!("/en/offers/{law}")).await.status, 404);
}

#[tokio::test]
async fn what_a_provider_wrote_stays_text() {
    let app = TestApp::spawn().await;
    let organisation = app.provider(1, "ngo", 3).await;
    let hostile = "<script>alert(1)</script><img src=x onerror=alert(2)> \"'&amp;`</h1></main>";
    let words = "\u{1f3e0}\u{5d1}\u{5d9}\u{5ea} \u{645}\u{646}\u{632}\u{644} \u{10348}";
    let long = "\u{1f3e0}".repeat(1_900);
    let body = with(
        service(&organisation.id),
        "/content/title",
        format!("{hostile} {words}"),
    );
    let body = with(body, "/content/description", format!("{hostile}\n\n{long}"));
    let body = with(body, "/content/price_note", hostile);
    let body = with(body, "/content/details/opening_hours", hostile);
    let id = app.live(&organisation, &body).await;
    let mut browser = Browser::new(&app);
    for address in ["/uk/offers".to_owned(), format!("/uk/offers/{id}")] {
        let page = browser.open(&address).await;
        assert_eq!(page.status, 200);
        for broken in ["<script>alert", "<img", "</h1></main>"] {
            assert!(!page.html.contains(broken), "{address}: {broken}");
        }
        assert!(page.html.contains(words), "{address}");
    }
    let page = browser.open(&format!("/uk/offers/{id}")).await;
    assert_eq!(page.text("h1").unwrap(), format!("{hostile} {words}"));
    assert_eq!(page.attributes("h1", "lang"), ["ro"]);
    assert_eq!(page.attributes("h1", "dir"), ["auto"]);
}

#[tokio::test]
async fn a_translation_is_shown_as_one_beside_its_original() {
    let app = TestApp::spawn().await;
    let organisation = app.provider(1, "ngo", 3).await;
    let body = with(
        service(&organisation.id),
        "/content/translations",
        serde_json::json!({ "uk": { "title": "Порада юриста", "description": "Допомагаємо з документами." } }),
    );
    let id = app.live(&organisation, &body).await;
    let mut browser = Browser::new(&app);
    let page = browser.open(&format!("/uk/offers/{id}")).await;
    assert_eq!(page.text("h1").unwrap(), "Порада юриста");
    assert_eq!(page.attributes("h1", "lang"), ["uk"]);
    assert!(page.html.contains("переклад, мова оригіналу: румунська"));
    assert!(page.html.contains("Consultanță juridică"));
    let list = browser.open("/uk/offers").await;
    assert!(list.html.contains("переклад, мова оригіналу: румунська"));
    // Without a translation: the original, in its language, and that is said.
    let page = browser.open(&format!("/en/offers/{id}")).await;
    assert_eq!(page.attributes("h1", "lang"), ["ro"]);
    assert!(page.html.contains("Written in: Romanian"));
    let own = browser.open(&format!("/ro/offers/{id}")).await;
    assert!(!own.html.contains("tradus din") && !own.html.contains("Scris în"));
}

#[tokio::test]
async fn one_offer_says_yes_no_and_not_known_and_what_was_checked_and_what_not() {
    let app = TestApp::spawn().await;
    let [house, _, _, _, lawyer] = five(&app).await;
    let mut browser = Browser::new(&app);
    for locale in Locale::ALL {
        let page = browser
            .open(&format!("/{}/offers/{house}", locale.as_str()))
            .await;
        for kind in ["yes", "no", "unknown"] {
            assert!(
                !page.texts(&format!(".facts .f-{kind}")).is_empty(),
                "{locale:?} {kind}"
            );
        }
        assert!(
            !page.texts(".checks .none").is_empty(),
            "what was not checked"
        );
        assert_eq!(
            page.attributes("main .btn", "href"),
            [format!("/{}/ask?category=housing", locale.as_str())]
        );
    }
    let page = browser.open(&format!("/en/offers/{house}")).await;
    assert!(page.html.contains("visited in person"));
    assert!(page.html.contains("confirmed today"));
    assert!(page.html.contains("area only, no address"));
    assert!(page.html.contains("cat welcome: not known, ask"));
    assert!(page.html.contains("other pets welcome: no"));
    assert!(
        !page.html.contains("no animals live there"),
        "other people's animals"
    );
    app.advance(SignedDuration::from_hours(24 * 3));
    assert!(
        browser
            .open(&format!("/en/offers/{house}"))
            .await
            .html
            .contains("confirmed 3 days ago")
    );
    assert!(
        browser
            .open(&format!("/en/offers/{lawyer}"))
            .await
            .html
            .contains("exact place")
    );
}

#[tokio::test]
async fn a_long_list_has_pages_without_gaps_and_each_is_small_enough_for_an_old_phone() {
    let app = TestApp::spawn().await;
    let organisation = app.provider(1, "ngo", 3).await;
    let mut all = BTreeSet::new();
    for number in 0..13 {
        let body = with(
            service(&organisation.id),
            "/content/title",
            format!("Consultanță {number}"),
        );
        all.insert(app.live(&organisation, &body).await);
    }
    let mut browser = Browser::new(&app);
    for start in [
        "/en/offers".to_owned(),
        format!("/en/offers?category=service&at={ORHEI}&radius=25"),
    ] {
        let first = browser.open(&start).await;
        assert_eq!(listed(&first).len(), 12);
        assert_eq!(first.text("#list").unwrap(), "12 of 13 offers");
        let mut packed = GzEncoder::new(Vec::new(), Compression::default());
        packed.write_all(first.html.as_bytes()).unwrap();
        let size = packed.finish().unwrap().len();
        assert!(size < 25 * 1024, "{size}");
        let next = browser
            .open(&first.attributes("a[rel=next]", "href")[0])
            .await;
        assert_eq!(listed(&next).len(), 1);
        assert!(next.attributes("a[rel=next]", "href").is_empty());
        let both: BTreeSet<_> = listed(&first).union(&listed(&next)).cloned().collect();
        assert_eq!(both, all);
    }
}

#[tokio::test]
async fn the_first_page_counts_what_is_open_and_below_five_not_exactly() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    let mut browser = Browser::new(&app);
    let mut told = Vec::new();
    for _ in 0..5 {
        let home = browser.open("/en").await;
        told.push(home.texts(".choices .num"));
        app.live(&provider, &service(&provider.id)).await;
    }
    told.push(browser.open("/en").await.texts(".choices .num"));
    let few = vec!["<5".to_owned()];
    assert_eq!(
        told,
        [
            vec![],
            few.clone(),
            few.clone(),
            few.clone(),
            few,
            vec!["5".to_owned()]
        ]
    );
}

#[tokio::test]
async fn metres_are_counted_as_each_language_counts() {
    let app = TestApp::spawn().await;
    let organisation = app.provider(1, "ngo", 3).await;
    let at = "/content/details/public_transport_m";
    let body = with(shelter_offer(&organisation.id), at, 5);
    let id = app.live(&organisation, &body).await;
    let mut browser = Browser::new(&app);
    let words = ["5 метрів", "5 метров", "5 metri"];
    for (locale, words) in ["uk", "ru", "ro"].into_iter().zip(words) {
        let page = browser.open(&format!("/{locale}/offers/{id}")).await;
        let plain = page.html.replace('\u{a0}', " ");
        let after = plain.split(words).nth(1).expect(words);
        assert!(!after.starts_with(char::is_alphabetic), "{locale}");
    }
}
