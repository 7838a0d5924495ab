//! The second factor on pages: two pages to sign in, one to set it up, one to show it again.

#![cfg(test)]

use jiff::SignedDuration;
use punte_api::auth::Seed;
use punte_tests::{Browser, PASSWORD, Sight, TestApp, code_at};
use serde_json::json;

const SIGN_IN: &str = "/en/account/sign-in";
const CODE: &str = "/en/account/code";
const FACTOR: &str = "/en/account/second-factor";
const CONFIRM: &str = "/en/account/second-factor/confirm";
const STEP_UP: &str = "/en/account/step-up";

/// Sends the password; what comes then.
async fn password(browser: &mut Browser<'_>, email: &str, next: &str) -> Sight {
    let page = browser.open(SIGN_IN).await;
    let form = page
        .form(SIGN_IN)
        .with("email", email)
        .with("password", PASSWORD)
        .with("next", next);
    browser.send(&form).await
}

/// Sends a code on a page that asks for one.
async fn code(browser: &mut Browser<'_>, page: &Sight, action: &str, code: &str) -> Sight {
    browser.send(&page.form(action).with("code", code)).await
}

#[tokio::test]
async fn the_code_is_asked_on_a_second_page_and_the_password_only_once() {
    let app = TestApp::spawn().await;
    let email = app.as_moderator().email();
    let mut browser = Browser::new(&app);
    let page = password(&mut browser, email, "/desk").await;
    assert_eq!(page.address, format!("{CODE}?next=%2Fdesk"));
    for secret in [PASSWORD, email] {
        assert!(!page.html.contains(secret), "{}", page.html);
    }
    assert!(page.text("#demo-code").is_none(), "this is no demo");
    // Halfway is nowhere.
    assert!(browser.open("/en/desk").await.address.starts_with(SIGN_IN));
    let wrong = code(&mut browser, &page, CODE, "12345").await;
    assert_eq!(wrong.status, 422);
    assert_eq!(wrong.form(CODE).value("code"), Some(""));
    let done = code(&mut browser, &wrong, CODE, &code_at(app.now())).await;
    assert_eq!((done.status, done.address.as_str()), (200, "/en/desk"));
    // The page of before belongs to nobody now.
    assert_eq!(
        code(&mut browser, &page, CODE, &code_at(app.now()))
            .await
            .status,
        403
    );

    // Five minutes later the password is asked again, and where one wanted to go is not forgotten.
    let mut slow = Browser::new(&app);
    let page = password(&mut slow, email, "/desk").await;
    app.advance(SignedDuration::from_mins(5));
    let late = code(&mut slow, &page, CODE, &code_at(app.now())).await;
    assert_eq!(late.address, format!("{SIGN_IN}?next=%2Fdesk"));
    assert_eq!(late.form(SIGN_IN).value("next"), Some("/desk"));
    assert!(slow.open(CODE).await.address.starts_with(SIGN_IN));
}

#[tokio::test]
async fn a_password_that_was_replaced_meanwhile_leads_nobody_further() {
    let app = TestApp::spawn().await;
    let who = app.as_moderator();
    let mut browser = Browser::new(&app);
    let page = password(&mut browser, who.email(), "/desk").await;
    let resets = "/accounts/password-resets";
    let link = app.linked(resets, who.email()).await;
    let other = "seven quiet bridges over Prut";
    app.post(format!("{resets}/confirmations"))
        .json(&json!({ "code": link, "password": other }))
        .expect(204)
        .await;
    // Within the five minutes, and with the right code.
    let stopped = code(&mut browser, &page, CODE, &code_at(app.now())).await;
    assert_eq!(stopped.address, format!("{SIGN_IN}?next=%2Fdesk"));
    assert!(browser.open("/en/desk").await.address.starts_with(SIGN_IN));
    let form = stopped
        .form(SIGN_IN)
        .with("email", who.email())
        .with("password", other);
    let page = browser.send(&form).await;
    let done = code(&mut browser, &page, CODE, &code_at(app.now())).await;
    assert_eq!(done.address, "/en/desk");
}

#[tokio::test]
async fn staff_without_a_factor_is_led_to_set_one_up_and_gets_its_codes_on_paper() {
    let app = TestApp::spawn().await;
    let who = &app.cast.people[0];
    sqlx::query("update account set roles = '{moderator}' where id = $1")
        .bind(who.account.0)
        .execute(&mut app.superuser().await)
        .await
        .unwrap();
    let mut browser = Browser::new(&app);
    let page = password(&mut browser, who.email(), "/desk").await;
    assert_eq!(page.address, FACTOR);
    // The role is not there, and every page says how to get it.
    assert_eq!(browser.open("/en/desk").await.address, FACTOR);
    assert!(
        browser
            .open("/en")
            .await
            .links()
            .contains(&FACTOR.to_owned())
    );
    let page = browser.send(&page.form(FACTOR)).await;
    assert_eq!(page.address, FACTOR);
    let key = page.text(".slip b.code").unwrap().replace(' ', "");
    let square = page.attributes(".slip svg.qr path", "d");
    assert!(
        square.len() == 1 && square[0].len() > 500,
        "drawn by the server"
    );
    // Looking again changes nothing.
    assert!(browser.open(FACTOR).await.html.contains(&square[0]));
    let wrong = code(&mut browser, &page, CONFIRM, "1").await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.html.contains(&square[0]), "the square is still there");
    let now = Seed::from_text(&key).unwrap().code_at(app.now()).unwrap();
    let form = wrong.form(CONFIRM).with("code", &now);
    let done = browser.send(&form).await;
    assert_eq!(done.status, 200);
    let codes = done.texts(".slip li");
    assert_eq!(codes.len(), 10);
    let on = done.attributes("main a.btn", "href");
    assert_eq!(on, ["/en/desk"], "on to what the role is for");
    // A double tap shows the same ones; nothing else does.
    assert_eq!(browser.send(&form).await.texts(".slip li"), codes);
    let own = browser.open("/en/account").await;
    assert!(own.html.contains("10 recovery codes") && !own.html.contains(&codes[0]));
    assert_eq!(browser.open("/en/desk").await.status, 200);

    // One of them lets in whoever lost the phone.
    let mut other = Browser::new(&app);
    let page = password(&mut other, who.email(), "").await;
    let page = code(&mut other, &page, CODE, &codes[0].to_lowercase()).await;
    assert_eq!(page.address, "/en/desk");
    let own = other.open("/en/account").await;
    assert!(own.html.contains("9 recovery codes"));
    // New ones, with a factor shown a moment ago.
    let new = other.send(&own.form("/en/account/recovery-codes")).await;
    assert_eq!(new.texts(".slip li").len(), 10);
    app.advance(SignedDuration::from_mins(6));
    let own = other.open("/en/account").await;
    let stale = other.send(&own.form("/en/account/recovery-codes")).await;
    assert_eq!(stale.status, 403);
    let shown = stale.form(STEP_UP).with("proof", &codes[1]);
    let newer = other.send(&shown).await;
    assert_eq!(
        newer.texts(".slip li").len(),
        0,
        "one of before opens nothing"
    );
    let fresh = new.texts(".slip li");
    let shown = newer.form(STEP_UP).with("proof", &fresh[0]);
    let newer = other.send(&shown).await;
    assert_eq!(newer.texts(".slip li").len(), 10, "made in one go");
    app.advance(SignedDuration::from_mins(6));
    for language in ["uk", "ro", "ru"] {
        for page in ["account", "account/second-factor", "account/step-up"] {
            let address = format!("/{language}/{page}");
            let seen = other.open(&address).await;
            // A second factor is replaced with a fresh one only.
            let expected = if page == "account/second-factor" {
                format!("/{language}/account/step-up?next=/account/second-factor")
            } else {
                address
            };
            assert_eq!((seen.status, seen.address), (200, expected));
        }
    }
}

#[tokio::test]
async fn opening_an_identity_asks_for_the_code_again_and_goes_on_by_itself() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    let mut browser = Browser::new(&app);
    browser.sign_in(app.as_moderator().email()).await;
    app.advance(SignedDuration::from_mins(6));
    let address = format!("/en/desk/providers/{}", provider.id);
    let page = browser.open(&address).await;
    let form = page.asking("look").with("why-identity", "vetting");
    let stopped = browser.send(&form).await;
    assert_eq!((stopped.status, &stopped.address), (403, &address));
    let looks = "select count(*) from audit_event where action = 'identity_opened'";
    assert_eq!(app.count(looks).await, 0);
    let wrong = browser
        .send(&stopped.form(STEP_UP).with("proof", "0"))
        .await;
    assert_eq!((wrong.status, wrong.address.as_str()), (422, STEP_UP));
    let form = wrong.form(STEP_UP).with("proof", &code_at(app.now()));
    let opened = browser.send(&form).await;
    assert_eq!((opened.status, &opened.address), (200, &address));
    assert!(opened.text(".said").is_some());
    assert!(opened.html.contains("contact0@example.org"));
    assert_eq!(app.count(looks).await, 1);
    // The page alone, as it is looked at, leads back.
    app.advance(SignedDuration::from_mins(6));
    let asked = browser.open("/en/desk/codes").await;
    assert_eq!(asked.address, format!("{STEP_UP}?next=/desk/codes"));
    // Whoever is not signed in is asked to.
    let mut visitor = Browser::new(&app);
    for page in [STEP_UP, "/en/account", FACTOR] {
        assert!(
            visitor.open(page).await.address.starts_with(SIGN_IN),
            "{page}"
        );
    }
}
