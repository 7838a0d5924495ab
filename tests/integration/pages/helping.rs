//! Case work on the pages: a request is followed, opened, handed over; and a household sees who it is and ends it.

use jiff::SignedDuration;
use punte_tests::{Browser, TestApp, code_at, request, service_need, with};
use serde_json::json;

#[tokio::test]
async fn a_case_is_followed_acted_in_handed_over_and_ended_without_javascript() {
    let app = TestApp::spawn().await;
    let organisation = app.provider(0, "ngo", 1).await;
    let worker = app.case_worker(&organisation, "worker@example.org").await;
    let body = with(
        request(&[service_need(1)]),
        "/contact",
        json!({ "channel": "phone", "phone": "+37369555200", "name": "Olena" }),
    );
    let household = app.file_request(&body).await;

    // Who may not, or not yet, is told why.
    let mut bare = Browser::new(&app);
    bare.sign_in(organisation.member.email()).await;
    let page = bare.open("/en/helping").await;
    assert_eq!(page.status, 200);
    assert!(page.text("main").unwrap().contains("second factor"));
    assert!(!page.links().iter().any(|l| l == "/en/helping/new"));

    // The household lets somebody in.
    let mut home = Browser::new(&app);
    let page = home.open("/en/my").await;
    let form = page.asking("code").with("code", &household.code);
    home.send(&form).await;
    let page = home.open("/en/my/request").await;
    assert!(page.links().iter().any(|l| l == "/en/my/case-workers"));
    let page = home.open("/en/my/case-workers").await;
    let page = home.send(&page.to_do("invite")).await;
    let code = page.text("#invited .code").unwrap();

    let mut desk = Browser::new(&app);
    desk.sign_in(worker.email()).await;
    let page = desk.open("/en/helping").await;
    assert!(page.text(".p-empty").is_some(), "nothing yet");
    let page = desk.open("/en/helping/new").await;
    // What is missing is said beside the field, and what was written stays.
    let page = desk.send(&page.asking("code").with("code", &code)).await;
    assert_eq!(page.status, 422);
    let form = page.asking("code");
    assert_eq!(form.value("code"), Some(code.as_str()));
    let form = form
        .with("provider", &organisation.id)
        .with("consent", "spoken")
        .with("label", "Room 4");
    let page = desk.send(&form).await;
    assert_eq!(page.text("h1").as_deref(), Some("Room 4"));
    let listed = desk.open("/en/helping").await;
    assert_eq!(listed.texts("tbody tr").len(), 1);

    // The label and the day are kept, and the field shows what is kept.
    let plan = page.to_do("plan");
    assert_eq!(plan.value("label"), Some("Room 4"));
    let page = desk.send(&plan.with("follow_up", "2020-01-01")).await;
    assert_eq!(page.status, 422);
    let plan = page.to_do("plan");
    assert_eq!(plan.value("follow_up"), Some("2020-01-01"));
    let page = desk.send(&plan.with("follow_up", "2027-06-01")).await;
    assert_eq!(page.to_do("plan").value("follow_up"), Some("2027-06-01"));
    let page = desk
        .send(&page.to_do("note").with("text", "Called the centre."))
        .await;
    assert!(page.text("main").unwrap().contains("Called the centre."));
    assert!(!page.text("main").unwrap().contains("69555200"));
    let page = desk.send(&page.to_do("contact")).await;
    assert!(page.text("#contact").unwrap().contains("Olena"));

    // Opened, it is the household's page, with a word on whose it is and without what stays the household's.
    let page = desk.send(&page.to_do("open")).await;
    assert_eq!(page.status, 200);
    assert!(
        page.text("main")
            .unwrap()
            .contains("You act for somebody else")
    );
    assert!(!page.links().iter().any(|l| l == "/en/my/data"));
    assert!(!page.links().iter().any(|l| l == "/en/my/case-workers"));
    let page = desk.send(&page.form("/en/helping/close")).await;
    assert_eq!(page.text("h1").as_deref(), Some("Requests that you follow"));
    let away = desk.open("/en/my/request").await;
    assert!(away.text("#needs").is_none(), "closed again");

    // Handed over by a code; and the household ends it.
    let case = listed.attributes("tbody th a", "href").remove(0);
    let page = desk.open(&case).await;
    let page = desk.send(&page.to_do("code")).await;
    assert!(page.text("#handed .code").unwrap().len() > 30);
    let page = home.open("/en/my/case-workers").await;
    assert!(page.text("main").unwrap().contains("Gazda numărul 0"));
    let page = home.send(&page.to_do("end")).await;
    assert!(page.text("[role=status]").unwrap().contains("ended"));
    assert_eq!(desk.open(&case).await.status, 404);
}

#[tokio::test]
async fn a_request_that_was_filed_for_somebody_is_followed_from_the_page_with_its_code() {
    let app = TestApp::spawn().await;
    let organisation = app.provider(0, "authority", 2).await;
    let worker = app.case_worker(&organisation, "worker@example.org").await;
    let household = app.file(&[service_need(1)]).await;
    let mut desk = Browser::new(&app);
    desk.sign_in(worker.email()).await;
    // Whoever files for somebody has the request open as the household does.
    let page = desk.open("/en/my").await;
    desk.send(&page.asking("code").with("code", &household.code))
        .await;
    // What the page with the code sends.
    let page = desk.open("/en/helping/new").await;
    let form = page.asking("code").and("do", "begin");
    let page = desk.send(&form.with("code", &household.code)).await;
    assert_eq!(page.status, 200, "nothing is wrong yet");
    let form = page.asking("code");
    assert_eq!(form.value("code"), Some(household.code.as_str()));
    // The only organisation is chosen already.
    assert_eq!(form.value("provider"), Some(organisation.id.as_str()));
    let page = desk.send(&form.with("consent", "written")).await;
    assert!(page.text("main").unwrap().contains("in writing"));
    let away = desk.open("/en/my/request").await;
    assert!(
        away.text("#needs").is_none(),
        "not as the household any more"
    );
    let page = desk.send(&page.to_do("end").with("reason", "served")).await;
    assert_eq!(page.text("h1").as_deref(), Some("Requests that you follow"));
    assert_eq!(app.count("select count(*) from followed_case").await, 0);
}

#[tokio::test]
async fn the_card_of_a_lost_code_is_shown_once_after_the_factor_was_shown() {
    let app = TestApp::spawn().await;
    let organisation = app.provider(0, "ngo", 1).await;
    let worker = app.case_worker(&organisation, "worker@example.org").await;
    let another = app.case_worker(&organisation, "another@example.org").await;
    let household = app.file(&[service_need(1)]).await;
    let case = app.follow(&worker, &organisation, &household.code).await;
    let mut desk = Browser::new(&app);
    desk.sign_in(worker.email()).await;
    let page = desk.open(&format!("/en/helping/{case}")).await;
    let to = format!("/en/helping/{case}/code");
    assert!(page.links().contains(&to));
    app.advance(SignedDuration::from_mins(6));
    let page = desk.open(&to).await;
    assert!(page.address.starts_with("/en/account/step-up"));
    let form = page.form("/en/account/step-up");
    let page = desk.send(&form.with("proof", &code_at(app.now()))).await;
    assert_eq!(page.address, to);
    let missing = desk.send(&page.form(&to)).await;
    assert_eq!(missing.status, 422);
    let form = missing.form(&to).with("reason", "known_to_helper");
    let card = desk.send(&form).await;
    let shown = card.texts(".slip .code");
    assert!(card.links().contains(&"/en/helping".to_owned()));
    for (code, status) in [(&shown[0], 201), (&household.code, 422)] {
        let body = json!({ "code": code });
        let opened = app.post("/tracking-sessions").json(&body);
        opened.expect(status).await;
    }
    for language in ["en", "uk", "ro", "ru"] {
        let page = desk.open(&format!("/{language}/helping/{case}/code")).await;
        assert_eq!(page.status, 200);
        assert!(!page.html.contains(&shown[0]), "shown once");
    }
    let mut other = Browser::new(&app);
    other.sign_in(another.email()).await;
    assert_eq!(other.open(&to).await.status, 404);
}

#[tokio::test]
async fn two_needs_of_other_help_are_told_apart_by_what_they_are_about() {
    let app = TestApp::spawn().await;
    let organisation = app.provider(0, "ngo", 1).await;
    let worker = app.case_worker(&organisation, "worker@example.org").await;
    let food = with(service_need(1), "/details/theme", "food");
    let household = app.file(&[service_need(1), food]).await;
    let case = app.follow(&worker, &organisation, &household.code).await;
    let mut desk = Browser::new(&app);
    let list = desk.sign_in(worker.email()).await;
    assert_eq!(list.address, "/en/helping");
    let page = desk.open(&format!("/en/helping/{case}")).await;
    for seen in [&list, &page] {
        for theme in ["legal advice", "food"] {
            let words = format!("Other help · {theme}");
            let shown = seen.text("main").unwrap();
            assert!(shown.contains(&words), "{words}: {shown}");
        }
    }
}
