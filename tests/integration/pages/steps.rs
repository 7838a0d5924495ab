//! The steps of asking: what each takes, and what it says when something is wrong.

#![cfg(test)]

use punte_tests::{Browser, TestApp};

use super::family::{self, FAMILY};

#[tokio::test]
async fn each_step_says_what_is_wrong_with_it_in_the_language_and_keeps_what_was_typed() {
    let app = TestApp::spawn().await;
    let mut browser = Browser::new(&app);
    let mut page = browser.open("/uk/ask").await;
    let huge = "9".repeat(5_000);
    let wrong: [(&str, &[(&str, &str)]); 7] = [
        ("what", &[("category", "gold")]),
        ("where", &[("place", "Xyzzyqwrtp")]),
        ("who", &[("women", "-1"), ("children", "four")]),
        (
            "with",
            &[("dog", "many"), ("step_free", "perhaps"), ("dialysis", "0")],
        ),
        ("wishes", &[("housing-kitchen", "perhaps")]),
        ("when", &[("day", "other"), ("date", "32.13")]),
        ("reach", &[("channel", "phone"), ("phone", "12")]),
    ];
    for ((name, right), (_, wrong)) in FAMILY.iter().zip(wrong) {
        let address = format!("/uk/ask/{name}");
        let empty: Vec<(&str, &str)> = wrong.iter().map(|(field, _)| (*field, "")).collect();
        let large: Vec<(&str, &str)> = wrong
            .iter()
            .map(|(field, _)| (*field, huge.as_str()))
            .collect();
        for (what, fields) in [("wrong", wrong), ("huge", &large)] {
            let mut form = page.form(&address);
            for (field, value) in fields {
                form = form.with(field, value);
            }
            let answer = browser.send(&form).await;
            assert_eq!(answer.status, 422, "{name} {what}: {}", answer.html);
            assert!(answer.text("title").unwrap().contains("Помилка"), "{name}");
            let errors = answer.texts(".err");
            assert!(!errors.is_empty(), "{name} {what}");
            for link in answer.attributes("#errors a", "href") {
                let id = link.trim_start_matches('#');
                assert!(
                    !answer.attributes(&format!("[id='{id}']"), "id").is_empty(),
                    "{name}: nothing at {link}"
                );
            }
            if !matches!(*name, "what" | "wishes") {
                assert!(
                    answer.html.contains(wrong[0].1) || what == "huge",
                    "{name} kept"
                );
            }
        }
        // Left empty, a step says what it needs, or takes it as "nothing".
        let mut form = page.form(&address);
        for (field, value) in &empty {
            form = form.with(field, value);
        }
        if matches!(*name, "what" | "where") {
            assert_eq!(browser.send(&form).await.status, 422, "{name} empty");
        }
        let mut form = page.form(&address);
        for (field, value) in *right {
            form = form.with(field, value);
        }
        page = browser.send(&form).await;
        assert_eq!(page.status, 200, "{name}: {}", page.html);
    }
    // No field at all.
    for (name, _) in FAMILY {
        let page = browser.open(&format!("/uk/ask/{name}")).await;
        let mut bare = page.form(&format!("/uk/ask/{name}"));
        for field in page.attributes("main [name]", "name") {
            if !matches!(field.as_str(), "guard" | "once" | "going") {
                bare = bare.without(&field);
            }
        }
        let status = browser.send(&bare).await.status;
        assert!(matches!(status, 200 | 422), "{name}: {status}");
    }
}

#[tokio::test]
async fn a_town_whose_name_several_have_is_chosen_from_a_list() {
    let app = TestApp::spawn().await;
    let mut browser = Browser::new(&app);
    let page = browser.open("/en/ask").await;
    let page = family::step(&mut browser, &page, "what", &[("category", "transport")]).await;
    let list = family::step(
        &mut browser,
        &page,
        "where",
        &[("place", "Pavlivka"), ("to", "Suceava")],
    )
    .await;
    assert_eq!(list.status, 422);
    let offered = list.attributes("input[type=radio][name=place_id]", "value");
    assert!(offered.len() > 2, "{offered:?}");
    // A question, and nothing that is wrong.
    assert!(list.texts(".err").is_empty() && list.texts(".bad").is_empty());
    assert!(!list.text("title").unwrap().contains("Error"));
    assert_eq!(list.attributes("#errors a", "href"), ["#place"]);
    assert!(list.html.contains("Which place do you mean?"));
    let page = family::step(&mut browser, &list, "where", &[("place_id", &offered[1])]).await;
    assert_eq!(page.address, "/en/ask/who", "{}", page.html);
    let kept = browser.open("/en/ask/where").await;
    assert_eq!(
        kept.form("/en/ask/where").value("place_id"),
        Some(offered[1].as_str())
    );
    // The same place twice is no ride; a border crossing is a place too.
    let same = family::step(
        &mut browser,
        &kept,
        "where",
        &[("to", "Siret"), ("place", "Siret")],
    )
    .await;
    assert_eq!(same.status, 422);
    let crossings = kept.attributes("select[name=place_crossing] option", "value");
    assert!(crossings.len() > 5, "{crossings:?}");
    let page = family::step(
        &mut browser,
        &kept,
        "where",
        &[("place", ""), ("place_crossing", &crossings[1])],
    )
    .await;
    assert_eq!(page.address, "/en/ask/who", "{}", page.html);
}

#[tokio::test]
async fn a_city_is_taken_by_its_name_in_any_language_and_what_is_no_name_is_not_found() {
    let app = TestApp::spawn().await;
    let mut browser = Browser::new(&app);
    let page = browser.open("/en/ask").await;
    let page = family::step(&mut browser, &page, "what", &[("category", "housing")]).await;
    for (typed, taken) in [
        ("Кишинев", "Chișinău, Moldova"),
        ("кишинів", "Chișinău, Moldova"),
        // Beside a village of that name.
        ("Чернівці", "Chernivtsi, Chernivtsi Oblast, Ukraine"),
        ("Odessa", "Odesa, Odesa Oblast, Ukraine"),
        (
            "Чернівці, Вінницька область",
            "Chernivtsi, Vinnytsia Oblast, Ukraine",
        ),
    ] {
        let where_to = browser.open("/en/ask/where").await;
        let next = family::step(&mut browser, &where_to, "where", &[("place", typed)]).await;
        assert_eq!(next.address, "/en/ask/who", "{typed}: {}", next.html);
        assert!(next.html.contains(taken), "{typed}: {}", next.html);
        assert!(next.links().contains(&"/en/ask/where".to_owned()));
    }
    let later = browser.open("/en/ask/with").await;
    assert!(!later.html.contains("Vinnytsia"), "said once");
    for typed in ["qqqqqzz", "zzz"] {
        let unknown = family::step(&mut browser, &page, "where", &[("place", typed)]).await;
        assert_eq!(unknown.status, 422, "{typed}");
        assert_eq!(unknown.texts(".err").len(), 1, "{typed}");
        let offered = unknown.attributes("input[type=radio][name=place_id]", "value");
        assert!(offered.is_empty(), "{typed}: {offered:?}");
    }
}

#[tokio::test]
async fn a_day_is_taken_as_the_pages_write_it() {
    let app = TestApp::spawn().await;
    let mut browser = Browser::new(&app);
    let page = browser.open("/en/ask").await;
    let page = family::step(&mut browser, &page, "what", &[("category", "transport")]).await;
    let page = family::step(
        &mut browser,
        &page,
        "where",
        &[("place", "Siret"), ("to", "Suceava")],
    )
    .await;
    let page = family::step(&mut browser, &page, "who", FAMILY[2].1).await;
    let page = family::step(&mut browser, &page, "with", FAMILY[3].1).await;
    let page = family::step(&mut browser, &page, "wishes", &[]).await;
    for typed in [
        "10 березня",
        "10 martie 2027",
        "March 10",
        "10 мар. 2027 г.",
        "10\u{a0}березня\u{a0}2027",
    ] {
        let fields = [("day", "other"), ("date", typed), ("ride_days", "21")];
        let next = family::step(&mut browser, &page, "when", &fields).await;
        assert_eq!(next.address, "/en/ask/reach", "{typed}: {}", next.html);
        let kept = browser.open("/en/ask/when").await;
        let kept = kept.form("/en/ask/when");
        assert_eq!(kept.value("date"), Some("10.03.2027"), "{typed}");
    }
    for typed in ["2-3 березня", "березня", "10 grudnia", "31 квітня"] {
        let fields = [("day", "other"), ("date", typed)];
        let refused = family::step(&mut browser, &page, "when", &fields).await;
        assert_eq!(refused.status, 422, "{typed}");
        assert_eq!(
            refused.texts(".err"),
            ["We cannot read this day. Write day and month, for example 28.11 or 28 November."],
            "{typed}"
        );
    }
    // Twenty-one days are not one.
    for (locale, words) in [
        ("ru", "в течение 21 дня с того дня"),
        ("uk", "протягом 21 дня від нього"),
    ] {
        let page = browser.open(&format!("/{locale}/ask/when")).await;
        let offered = page.texts("select[name=ride_days] option");
        assert_eq!(offered.len(), 4, "{offered:?}");
        let unique: std::collections::BTreeSet<&String> = offered.iter().collect();
        assert_eq!(unique.len(), 4, "{offered:?}");
        let plain: Vec<String> = offered.iter().map(|o| o.replace('\u{a0}', " ")).collect();
        assert!(plain.iter().any(|o| o == words), "{locale}: {plain:?}");
    }
}

#[tokio::test]
async fn only_of_a_dog_it_is_asked_how_large_it_is_in_words_that_fit() {
    let app = TestApp::spawn().await;
    let mut browser = Browser::new(&app);
    let page = browser.open("/en/ask").await;
    let page = family::step(&mut browser, &page, "what", &[("category", "housing")]).await;
    let page = family::step(&mut browser, &page, "where", &[("place", "Siret")]).await;
    let page = family::step(&mut browser, &page, "who", FAMILY[2].1).await;
    assert!(page.attributes("select[name=cat_size]", "id").is_empty());
    let pets = [("cat", "2"), ("dog", "1"), ("dog_size", "large")];
    let next = family::step(&mut browser, &page, "with", &pets).await;
    assert_eq!(next.address, "/en/ask/wishes", "{}", next.html);
    for (locale, sizes) in [
        ("uk", ["малий", "середній", "великий"]),
        ("ru", ["маленький", "средний", "большой"]),
        ("ro", ["de talie mică", "de talie medie", "de talie mare"]),
        ("en", ["small", "medium", "large"]),
    ] {
        let page = browser.open(&format!("/{locale}/ask/with")).await;
        assert_eq!(page.texts("select[name=dog_size] option"), sizes);
    }
}

#[tokio::test]
async fn every_step_is_small_and_speaks_four_languages() {
    let app = TestApp::spawn().await;
    let mut browser = Browser::new(&app);
    let page = browser.open("/en/ask").await;
    // All kinds of help at once make the longest pages.
    let mut form = page.form("/en/ask/what");
    for category in ["housing", "transport", "job", "medical", "service"] {
        form = form.and("category", category);
    }
    let page = browser.send(&form).await;
    let page = family::step(
        &mut browser,
        &page,
        "where",
        &[("place", "Siret"), ("to", "Suceava")],
    )
    .await;
    let page = family::step(&mut browser, &page, "who", FAMILY[2].1).await;
    let page = family::step(&mut browser, &page, "with", FAMILY[3].1).await;
    let page = family::step(
        &mut browser,
        &page,
        "wishes",
        &[
            ("speciality", "paediatrics"),
            ("theme", "food"),
            ("housing-kitchen", "must"),
        ],
    )
    .await;
    let page = family::step(&mut browser, &page, "when", FAMILY[5].1).await;
    family::step(&mut browser, &page, "reach", FAMILY[6].1).await;
    let cookie = browser
        .cookies()
        .iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect::<Vec<_>>()
        .join("; ");
    for locale in ["uk", "ro", "en", "ru"] {
        for step in [
            "what", "where", "who", "with", "wishes", "when", "reach", "review",
        ] {
            let address = format!("/{locale}/ask/{step}");
            assert_eq!(browser.open(&address).await.status, 200, "{address}");
            let headers = [("cookie", cookie.as_str()), ("accept-encoding", "gzip")];
            let answer = app.fetch(&address, &headers).await;
            assert_eq!(answer.headers()["content-encoding"], "gzip");
            let bytes = answer.bytes().await.unwrap().len();
            assert!(bytes <= 14 * 1024, "{address}: {bytes}");
        }
    }
}

#[tokio::test]
async fn several_kinds_of_help_become_one_request_with_a_need_for_each() {
    let app = TestApp::spawn().await;
    let mut browser = Browser::new(&app);
    let page = browser.open("/en/ask").await;
    let mut form = page.form("/en/ask/what");
    for category in ["housing", "transport", "medical", "service"] {
        form = form.and("category", category);
    }
    let page = browser.send(&form).await;
    let page = family::step(
        &mut browser,
        &page,
        "where",
        &[("place", "Siret"), ("to", "Suceava"), ("radius", "25000")],
    )
    .await;
    let page = family::step(&mut browser, &page, "who", FAMILY[2].1).await;
    let page = family::step(&mut browser, &page, "with", &[("wheelchair", "must")]).await;
    assert!(
        !page.html.contains("housing-women_only"),
        "not asked where men come along"
    );
    // A doctor and other help need a word more.
    let unsaid = family::step(&mut browser, &page, "wishes", &[]).await;
    assert_eq!((unsaid.status, unsaid.texts(".err").len()), (422, 2));
    let page = family::step(
        &mut browser,
        &unsaid,
        "wishes",
        &[("speciality", "paediatrics"), ("theme", "legal")],
    )
    .await;
    let passed = family::step(
        &mut browser,
        &page,
        "when",
        &[("day", "other"), ("date", "28.2.2027")],
    )
    .await;
    assert_eq!(passed.status, 422, "yesterday");
    let page = family::step(
        &mut browser,
        &passed,
        "when",
        &[("date", "5.3"), ("nights", "14"), ("ride_days", "1")],
    )
    .await;
    let unused = family::step(&mut browser, &page, "reach", &[("phone", "+37369123457")]).await;
    assert_eq!(
        unused.status, 422,
        "a number that nobody may use is not kept"
    );
    let page = family::step(
        &mut browser,
        &unused,
        "reach",
        &[("phone", ""), ("alerts", "1")],
    )
    .await;
    assert_eq!(page.status, 422, "mails need an address");
    let page = browser
        .send(&page.form("/en/ask/reach").without("alerts"))
        .await;
    let sent = browser.send(&page.form("/en/ask/review")).await;
    let code = sent.text(".code").unwrap();
    let id: String = sqlx::query_scalar("select id::text from request")
        .fetch_one(&mut app.superuser().await)
        .await
        .unwrap();
    let request = app
        .get(format!("/requests/{id}"))
        .by(&punte_tests::Who::household(&code))
        .expect(200)
        .await;
    let need =
        |index: usize, pointer: &str| request.at(&format!("/needs/{index}{pointer}")).clone();
    let (siret, suceava) = (punte_tests::places::SIRET, punte_tests::places::SUCEAVA);
    assert_eq!(need(0, "/category"), "housing");
    assert_eq!(need(0, "/need/place_id"), suceava);
    assert_eq!(need(0, "/need/dates/from"), "2027-03-05");
    assert_eq!(need(0, "/need/dates/to"), "2027-03-19");
    assert_eq!(need(0, "/need/radius_m"), 25_000);
    assert_eq!(need(0, "/need/criteria/0/feature"), "step_free");
    assert_eq!(need(1, "/need/place_id"), siret);
    assert_eq!(need(1, "/need/details/to_place_id"), suceava);
    assert_eq!(need(1, "/need/criteria/0/feature"), "wheelchair");
    assert_eq!(need(1, "/quantity"), 3);
    assert_eq!(need(2, "/need/details/speciality"), "paediatrics");
    assert_eq!(need(3, "/need/details/theme"), "legal");
    assert_eq!(request.text_at("/locale"), "en");
}
