//! The moderators' desk: the queue, one item, the decision, the next one.

#![cfg(test)]

use jiff::SignedDuration;
use punte_tests::{
    Browser, Filled, Provider, Sight, TestApp, housing_offer, medical, service, shelter_offer, with,
};
use serde_json::{Value, json};

/// The form that decides, on the page of an item.
pub fn decision_form(page: &Sight) -> Filled {
    page.asking("revision")
}

/// The same, with a yes to every point.
pub fn approved(page: &Sight) -> Filled {
    let form = decision_form(page).with("decision", "approve");
    let points = page.attributes("[data-point] input[value=yes]", "name");
    points
        .iter()
        .fold(form, |form, name| form.with(name, "yes"))
}

/// Takes the first item of the queue.
pub async fn take_first(browser: &mut Browser<'_>) -> Sight {
    let queue = browser.open("/en/desk").await;
    browser.send(&queue.to_do("take")).await
}

/// The address of the page of an offer's open item.
pub async fn page_of(app: &TestApp, offer: &str) -> String {
    let mut db = app.superuser().await;
    let id: uuid::Uuid = sqlx::query_scalar(
        "select id from review_item where offer_id = $1::uuid and state = 'open'",
    )
    .bind(offer)
    .fetch_one(&mut db)
    .await
    .unwrap();
    format!("/en/desk/items/{id}")
}

/// Takes the open item of an offer.
pub async fn take(app: &TestApp, browser: &mut Browser<'_>, offer: &str) -> Sight {
    let page = browser.open(&page_of(app, offer).await).await;
    browser.send(&page.to_do("take")).await
}

/// A moderator, signed in.
pub async fn moderator(app: &TestApp, number: usize) -> Browser<'_> {
    let mut browser = Browser::new(app);
    browser.sign_in(app.cast.moderators[number].email()).await;
    browser
}

/// Edits an offer through REST, as its provider.
pub async fn edit(app: &TestApp, provider: &Provider, offer: &str, patch: &Value) {
    let version = app.offer(provider, offer).await.version();
    app.patch(format!("/offers/{offer}"))
        .by(&provider.member)
        .if_match(version)
        .json(patch)
        .expect(200)
        .await;
}

#[tokio::test]
async fn only_moderators_see_the_desk_and_the_way_to_it() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 2).await;
    let offer = app.submitted(&provider, &service(&provider.id)).await;
    let item = page_of(&app, &offer).await;
    let pages = [
        "/en/desk".to_owned(),
        item,
        "/en/desk/together".to_owned(),
        format!("/en/desk/providers/{}", provider.id),
        format!("/en/desk/providers/{}/evidence", provider.id),
    ];
    let mut visitor = Browser::new(&app);
    let mut member = Browser::new(&app);
    member.sign_in(provider.member.email()).await;
    let mut works = moderator(&app, 0).await;
    for page in &pages {
        let sent = visitor.open(page).await;
        assert!(
            sent.address.starts_with("/en/account/sign-in"),
            "{}",
            sent.address
        );
        assert_eq!(member.open(page).await.status, 403, "{page}");
        assert_eq!(works.open(page).await.status, 200, "{page}");
    }
    assert!(!member.open("/en").await.html.contains("/en/desk"));
    assert!(works.open("/en").await.html.contains("href=\"/en/desk\""));
    // Whoever signs in comes to where they wanted to go.
    let sign_in = visitor.open("/en/desk").await;
    let form = sign_in
        .form("/en/account/sign-in")
        .with("email", app.cast.moderators[1].email())
        .with("password", punte_tests::PASSWORD);
    assert_eq!(visitor.send_with_code(&form).await.address, "/en/desk");
    for gone in [
        "/en/desk/items/none",
        "/en/desk/items/01980f4e-8d8f-7c3a-9b1e-3f7d2a6c5b10",
    ] {
        assert_eq!(works.open(gone).await.status, 404);
    }
}

#[tokio::test]
async fn a_private_home_takes_two_different_moderators() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "volunteer", 3).await;
    let offer = app.submitted(&provider, &housing_offer(&provider.id)).await;
    let mut first = moderator(&app, 0).await;
    let page = take_first(&mut first).await;
    assert!(page.html.contains("You are the first"), "{}", page.html);
    let done = first.send(&approved(&page)).await;
    assert_eq!(done.address, "/en/desk", "nothing else needs the first one");
    assert!(done.text(".said").unwrap().contains("One more person"));
    assert!(!app.is_public(&offer).await);

    // The first one cannot be the second, whatever they send.
    let mine = first.open(&page_of(&app, &offer).await).await;
    assert!(mine.html.contains("it cannot be you"));
    let again = first.send(&approved(&page)).await;
    assert_ne!(again.status, 500);
    assert!(!app.is_public(&offer).await);
    let second_tab = first.open("/en/desk?tab=second").await;
    assert_eq!(second_tab.texts("tbody tr").len(), 1);

    let mut second = moderator(&app, 1).await;
    let page = take_first(&mut second).await;
    assert!(page.html.contains("You are the second"));
    assert!(
        page.text("#earlier").is_some(),
        "what the first one decided"
    );
    let done = second.send(&approved(&page)).await;
    assert!(done.text(".said").unwrap().starts_with("Approved."));
    assert!(app.is_public(&offer).await);
}

#[tokio::test]
async fn an_approval_takes_a_yes_to_every_required_point_and_keeps_the_answers() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 2).await;
    app.submitted(&provider, &shelter_offer(&provider.id)).await;
    let mut browser = moderator(&app, 0).await;
    let page = take_first(&mut browser).await;
    let nothing = browser.send(&decision_form(&page)).await;
    assert_eq!(nothing.status, 422);
    let points = page.attributes("[data-point] input[value=yes]", "name");
    assert!(points.len() > 2);
    let all = approved(&page).with("note", "Good beds.");
    let missing = browser.send(&all.clone().without(&points[0])).await;
    assert_eq!(missing.status, 422);
    assert_eq!(missing.texts("#errors li").len(), 1);
    assert_eq!(decision_form(&missing).value("note"), Some("Good beds."));
    assert_eq!(decision_form(&missing).value(&points[1]), Some("yes"));
    for answer in ["no", "unknown"] {
        let refused = browser
            .send(&approved(&missing).with(&points[0], answer))
            .await;
        assert_eq!(refused.status, 422, "{answer}");
    }
    // Asking for changes takes a reason and no answers.
    let form = decision_form(&missing).with("decision", "request_changes");
    assert_eq!(browser.send(&form).await.status, 422);
    assert_eq!(app.count("select count(*) from review_decision").await, 0);
    let done = browser.send(&approved(&missing)).await;
    assert_eq!(done.status, 200);
    assert_eq!(
        app.count(
            "select count(*) from review_check c join review_decision d on d.id = c.decision_id where d.decision = 'approve'"
        )
        .await,
        i64::try_from(points.len()).unwrap()
    );
}

#[tokio::test]
async fn a_reason_and_a_note_reach_the_provider_and_a_double_tap_decides_once() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 2).await;
    let offer = app.submitted(&provider, &service(&provider.id)).await;
    let mut browser = moderator(&app, 0).await;
    let page = take_first(&mut browser).await;
    let form = decision_form(&page)
        .with("decision", "request_changes")
        .with("reason", "missing_fact")
        .with("note", "Please say when it opens.")
        .and("field", "/details/opening_hours");
    let long = browser
        .send(&form.clone().with("note", &"x".repeat(1001)))
        .await;
    assert_eq!(long.status, 422);
    for _ in 0..2 {
        assert_eq!(browser.send(&form).await.address, "/en/desk");
    }
    assert_eq!(app.count("select count(*) from review_decision").await, 1);
    let told = app.offer(&provider, &offer).await;
    assert_eq!(told.text_at("/review"), "changes_requested");
    assert_eq!(
        told.at("/last_word"),
        &json!({ "reason_code": "missing_fact", "note": "Please say when it opens.", "fields": ["/details/opening_hours"] })
    );
}

#[tokio::test]
async fn an_edit_shows_was_and_now_for_exactly_the_fields_that_changed() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 2).await;
    let offer = app.live(&provider, &shelter_offer(&provider.id)).await;
    edit(
        &app,
        &provider,
        &offer,
        &json!({ "content": {
            "capacity": 9,
            "description": "O casă întreagă, luminoasă, aproape de piață.",
            "translations": { "uk": { "title": "Дім біля вокзалу", "description": "Тихий дім." } },
            "details": { "kitchen": "unknown", "pets": { "max_count": null }, "resident_men": null },
        } }),
    )
    .await;
    let mut browser = moderator(&app, 0).await;
    let page = browser.open(&page_of(&app, &offer).await).await;
    assert_eq!(page.text("#changed").unwrap(), "6 things changed");
    assert_eq!(
        page.texts(".diff > p"),
        [
            "Description",
            "Beds",
            "Animals at most",
            "Kitchen",
            "Title (Ukrainian)",
            "Description (Ukrainian)"
        ]
    );
    assert_eq!(page.texts(".diff .was")[1], "was7");
    assert_eq!(page.texts(".diff .new")[1], "now9");
    assert_eq!(page.texts(".diff del")[0], "liniștită,");
    assert_eq!(page.texts(".diff ins")[0], "luminoasă,");
    assert!(page.html.contains("People see version 1"));

    // What is private is named, never shown.
    edit(
        &app,
        &provider,
        &offer,
        &json!({ "private": { "address": "strada Nouă 99" } }),
    )
    .await;
    let page = browser.open(&page_of(&app, &offer).await).await;
    assert_eq!(page.text("#changed").unwrap(), "7 things changed");
    assert!(page.html.contains("exact address") && !page.html.contains("strada"));
    assert!(
        page.html.contains("Nobody sees the offer"),
        "it is hidden at once"
    );
}

#[tokio::test]
async fn a_queue_of_twenty_is_emptied_form_after_form() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 2).await;
    for number in 0..20 {
        let body = match number % 3 {
            0 => shelter_offer(&provider.id),
            1 => medical(&provider.id),
            _ => service(&provider.id),
        };
        let body = with(body, "/content/title", format!("Offer number {number}"));
        app.submitted(&provider, &body).await;
        app.advance(SignedDuration::from_secs(1));
    }
    let mut browser = moderator(&app, 0).await;
    assert_eq!(browser.open("/en/desk").await.texts("tbody tr").len(), 20);
    let mut page = take_first(&mut browser).await;
    for number in 0..20 {
        assert_eq!(
            page.text("h1").unwrap(),
            format!("Offer number {number}"),
            "what came first is due first"
        );
        let form = match number % 4 {
            0 => decision_form(&page)
                .with("decision", "reject")
                .with("reason", "not_an_offer"),
            1 => decision_form(&page)
                .with("decision", "request_changes")
                .with("reason", "unclear_text")
                .and("field", "/title"),
            _ => approved(&page),
        };
        page = browser.send(&form).await;
        assert_eq!(page.status, 200);
        let said = page.text(".said").expect("what was done is said");
        if number % 4 < 2 {
            // It can still be taken back: nobody was told yet.
            assert!(said.contains("is told in a minute"), "{said}");
        }
    }
    assert_eq!(page.address, "/en/desk");
    assert!(page.text(".p-empty").is_some());
    assert_eq!(
        app.count("select count(*) from review_item where state = 'open'")
            .await,
        0
    );
    assert_eq!(app.count("select count(*) from review_decision").await, 20);
}

#[tokio::test]
async fn the_queue_is_in_the_order_of_what_is_due_and_goes_on_after_twenty_five() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 2).await;
    let home = app.provider(1, "volunteer", 3).await;
    for number in 0..30 {
        let body = with(
            service(&provider.id),
            "/content/title",
            format!("Advice {number}"),
        );
        app.submitted(&provider, &body).await;
    }
    // It came later, and takes two people: it is due before what came in less than twelve hours before it.
    app.advance(SignedDuration::from_hours(6));
    app.submitted(&home, &housing_offer(&home.id)).await;
    let mut browser = moderator(&app, 0).await;
    let first = browser.open("/en/desk").await;
    assert_eq!(first.texts("tbody tr").len(), 25);
    assert!(first.texts("tbody th")[0].starts_with("Casa cu grădină"));
    assert!(first.texts("tbody tr")[0].contains("12 hours left"));
    assert!(first.texts("tbody tr")[1].contains("18 hours left"));
    let next = first.attributes("a[rel=next]", "href");
    let second = browser.open(&next[0]).await;
    assert_eq!(second.texts("tbody tr").len(), 6);
    let both: std::collections::BTreeSet<String> = first
        .attributes("[data-open]", "href")
        .into_iter()
        .chain(second.attributes("[data-open]", "href"))
        .collect();
    assert_eq!(both.len(), 31, "each once");
    // The counts of the tabs.
    let counts = first.texts(".tabs .num");
    assert_eq!(counts, ["31", "0", "31", "0", "0", "0", "0", "0", "0", "0"]);
    // Filters stand in the address.
    let housing = browser.open("/en/desk?category=housing").await;
    assert_eq!(housing.texts("tbody tr").len(), 1);
    let found = browser.open("/en/desk?q=ADVICE+29").await;
    assert_eq!(found.texts("tbody tr").len(), 1);
    let none = browser
        .open("/en/desk?q=%25&tab=edited&after=rubbish&category=none")
        .await;
    assert_eq!(none.status, 200);
    assert!(none.text(".p-empty").is_some());
    let odd = browser.open("/en/desk?q=ADVICE%00+29%0d%0a").await;
    assert_eq!(odd.texts("tbody tr").len(), 1);
    app.advance(SignedDuration::from_hours(13));
    let mut browser = moderator(&app, 0).await;
    let late = browser.open("/en/desk?category=housing").await;
    assert!(late.text("tbody .err").unwrap().contains("60 minutes late"));
}

#[tokio::test]
async fn host_and_moderator_read_that_families_come_to_a_private_home_only_after_a_visit() {
    let app = TestApp::spawn().await;
    let host = app.provider(0, "volunteer", 2).await;
    let welcome = housing_offer(&host.id);
    let refused = with(welcome.clone(), "/content/details/children_welcome", "no");
    for (number, (body, told)) in [(welcome, true), (refused, false)].into_iter().enumerate() {
        let offer = app.submitted(&host, &body).await;
        let mut browser = Browser::new(&app);
        browser.sign_in(host.member.email()).await;
        let mut desk = moderator(&app, number).await;
        take(&app, &mut desk, &offer).await;
        let item = page_of(&app, &offer).await;
        for (locale, level, visit) in [
            ("uk", "рівень 3", "оглянули на місці"),
            ("ro", "nivelul 3", "vizitat"),
            ("en", "level 3", "visited"),
            ("ru", "уровень 3", "осмотрели на месте"),
        ] {
            let page = browser
                .open(&format!("/{locale}/provider/offers/{offer}"))
                .await;
            let own = page.text("#families");
            let page = desk
                .open(&item.replacen("/en/", &format!("/{locale}/"), 1))
                .await;
            let theirs = page.text("#families");
            assert_eq!((own.is_some(), theirs.is_some()), (told, told), "{locale}");
            if let (Some(own), Some(theirs)) = (own, theirs) {
                assert!(own.contains(level), "{own}");
                // What is missing, and nothing that was shown.
                assert!(theirs.contains(level) && theirs.contains(visit), "{theirs}");
                if locale == "en" {
                    assert!(own.contains("We come and visit"), "{own}");
                    assert!(!own.contains("criminal record"), "{own}");
                }
            }
        }
    }
}
