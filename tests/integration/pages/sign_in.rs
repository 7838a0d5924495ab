//! Signing in, out and up; opening a request.

#![cfg(test)]

use jiff::SignedDuration;
use punte_tests::{Browser, PASSWORD, TestApp, service_need};

const MODERATOR: &str = "moderator1@example.org";

#[tokio::test]
async fn an_account_is_made_signed_out_and_signed_in_again() {
    let app = TestApp::spawn().await;
    let mut browser = Browser::new(&app);
    let page = browser.open("/en/account/new").await;
    let form = page
        .form("/en/account/new")
        .with("email", "new@example.org");

    let wrong = browser.send(&form.clone().with("email", "new")).await;
    assert_eq!(wrong.status, 422);
    assert_eq!(wrong.texts(".err").len(), 1);
    assert_eq!(wrong.form("/en/account/new").value("email"), Some("new"));

    let asked = browser
        .send(
            &wrong
                .form("/en/account/new")
                .with("email", "new@example.org"),
        )
        .await;
    assert_eq!(asked.address, "/en/account/confirm");
    assert!(asked.text(".said").is_some());
    let form = asked
        .form("/en/account/confirm")
        .with("code", &app.link_code().await);
    let short = browser.send(&form.with("password", "short")).await;
    assert_eq!(short.status, 422);
    assert_eq!(short.texts(".err").len(), 1);
    let form = short.form("/en/account/confirm");
    assert_eq!(form.value("password"), Some(""), "never sent back");
    let done = browser.send(&form.with("password", PASSWORD)).await;
    assert_eq!(
        (done.status, done.address.as_str()),
        (200, "/en/provider/new")
    );
    assert!(done.text(".said").is_some());
    assert!(
        browser.open("/en").await.text(".said").is_none(),
        "said once"
    );

    let out = done.form("/en/account/sign-out");
    let form = browser.open("/en").await.form("/en/account/sign-out");
    let left = browser.send(&form).await;
    assert!(left.text(".foot form").is_none(), "nobody is signed in");
    // The form of before belongs to nobody now.
    assert_eq!(browser.send(&out).await.status, 403);

    // Of an address that has an account, the page says the same.
    let form = browser
        .open("/en/account/new")
        .await
        .form("/en/account/new");
    let taken = browser.send(&form.with("email", "NEW@example.org")).await;
    assert_eq!(taken.address, "/en/account/confirm");
    assert_eq!(taken.text(".said"), asked.text(".said"));
    assert_eq!(browser.sign_in("new@example.org").await.status, 200);
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_address_are_answered_alike() {
    let app = TestApp::spawn().await;
    let mut browser = Browser::new(&app);
    let mut seen = Vec::new();
    for (email, password) in [
        (MODERATOR, "wrong horse battery"),
        ("nobody@example.org", PASSWORD),
    ] {
        let form = browser
            .open("/en/account/sign-in")
            .await
            .form("/en/account/sign-in");
        let answer = browser
            .send(&form.with("email", email).with("password", password))
            .await;
        assert_eq!(answer.status, 422);
        assert_eq!(
            answer.form("/en/account/sign-in").value("password"),
            Some(""),
            "never sent back"
        );
        seen.push(answer.text("#errors"));
    }
    assert_eq!(seen[0], seen[1]);
}

#[tokio::test]
async fn signing_in_leads_to_where_one_wanted_to_go_but_never_to_another_host() {
    let app = TestApp::spawn().await;
    for (next, to) in [
        ("/my", "/en/my"),
        ("//evil.example/", "/en/desk"),
        ("https://evil.example", "/en/desk"),
    ] {
        let mut browser = Browser::new(&app);
        let page = browser.open("/en/account/sign-in").await;
        let form = page
            .form("/en/account/sign-in")
            .with("email", MODERATOR)
            .with("password", PASSWORD)
            .with("next", next);
        assert_eq!(browser.send_with_code(&form).await.address, to);
    }
}

#[tokio::test]
async fn whoever_wanted_to_go_nowhere_comes_to_what_their_account_is_for() {
    let app = TestApp::spawn().await;
    let organisation = app.provider(0, "ngo", 1).await;
    let worker = app.case_worker(&organisation, "worker@example.org").await;
    for (person, role) in [
        (1, "administrator"),
        (2, "child_protection"),
        (3, "auditor"),
    ] {
        app.make_staff(&app.cast.people[person], role).await;
    }
    let people = &app.cast.people;
    // Nobody follows a request yet: the worker belongs to whoever offers.
    for (email, to) in [
        (MODERATOR, "/en/desk"),
        (people[1].email(), "/en/admin"),
        (people[2].email(), "/en/child-cases"),
        (people[3].email(), "/en/audit"),
        (organisation.member.email(), "/en/provider"),
        (worker.email(), "/en/provider"),
        (people[4].email(), "/en/account"),
    ] {
        let mut browser = Browser::new(&app);
        let page = browser.sign_in(email).await;
        assert_eq!((page.status, page.address.as_str()), (200, to), "{email}");
    }
    let household = app.file(&[service_need(1)]).await;
    app.follow(&worker, &organisation, &household.code).await;
    let page = Browser::new(&app).sign_in(worker.email()).await.address;
    assert_eq!(page, "/en/helping");
}

#[tokio::test]
async fn a_form_of_another_browser_changes_nothing() {
    let app = TestApp::spawn().await;
    let (mut victim, mut attacker) = (Browser::new(&app), Browser::new(&app));
    victim.sign_in(MODERATOR).await;
    let page = victim.open("/en").await;
    let theirs = attacker
        .open("/en/account/sign-in")
        .await
        .form("/en/account/sign-in");
    let guard = theirs.value("guard").unwrap().to_owned();
    for forged in [guard.as_str(), "", "0"] {
        let form = page.form("/en/account/sign-out").with("guard", forged);
        assert_eq!(victim.send(&form).await.status, 403, "{forged:?}");
    }
    // Without any guard at all.
    let form = page.form("/en/account/sign-out").without("guard");
    assert_eq!(victim.send(&form).await.status, 400);
    // The attacker's cookie planted before the sign-in is worth nothing after it.
    let mut planted = Browser::new(&app);
    planted.set_cookies(attacker.cookies().clone());
    planted.sign_in(MODERATOR).await;
    let form = planted
        .open("/en")
        .await
        .form("/en/account/sign-out")
        .with("guard", &guard);
    assert_eq!(planted.send(&form).await.status, 403);
    assert!(
        victim.open("/en").await.text(".foot form").is_some(),
        "still signed in"
    );
}

#[tokio::test]
async fn what_another_site_makes_a_browser_send_is_refused() {
    let app = TestApp::spawn().await;
    for (site, status) in [
        ("cross-site", 403),
        ("same-site", 403),
        ("same-origin", 400),
    ] {
        let answer = app
            .send_form(
                "/en/account/sign-in",
                &[("sec-fetch-site", site)],
                "email=a&password=b",
            )
            .await;
        assert_eq!(answer.status().as_u16(), status, "{site}");
    }
}

#[tokio::test]
async fn a_phone_left_on_a_table_forgets_who_is_signed_in() {
    let app = TestApp::spawn().await;
    let mut browser = Browser::new(&app);
    browser.sign_in(MODERATOR).await;
    app.advance(SignedDuration::from_mins(29));
    assert!(
        browser.open("/en").await.text(".foot form").is_some(),
        "still there"
    );
    app.advance(SignedDuration::from_mins(29));
    assert!(
        browser.open("/en").await.text(".foot form").is_some(),
        "every page counts anew"
    );
    app.advance(SignedDuration::from_mins(30));
    assert!(browser.open("/en").await.text(".foot form").is_none());
}

#[tokio::test]
async fn a_disabled_account_is_out_with_its_next_page() {
    let app = TestApp::spawn().await;
    let mut browser = Browser::new(&app);
    browser.sign_in(MODERATOR).await;
    sqlx::query("update session set ended_at = clock_timestamp()")
        .execute(&mut app.superuser().await)
        .await
        .unwrap();
    assert!(browser.open("/en").await.text(".foot form").is_none());
}

#[tokio::test]
async fn signing_in_anew_ends_the_session_of_before() {
    let app = TestApp::spawn().await;
    let mut browser = Browser::new(&app);
    let running = "select count(*) from session where ended_at is null";
    let before = app.count(running).await;
    for _ in 0..3 {
        browser.sign_in(MODERATOR).await;
    }
    assert_eq!(app.count(running).await, before + 1);
}
