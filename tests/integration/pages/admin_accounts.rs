//! Accounts on the administrators' pages.

#![cfg(test)]

use punte_tests::{Browser, MailSink, Sight, TestApp};

use super::admin::administrator;

#[tokio::test]
async fn an_account_is_found_given_a_role_shut_out_and_let_in_again() {
    let app = TestApp::spawn().await;
    let mut browser = administrator(&app, 0).await;
    let person = &app.cast.people[1];
    let page = browser.open("/en/admin/accounts").await;
    let form = page.form("/en/admin/accounts");
    for (wrong, status) in [("nobody@example.org", 404), ("zebra", 422)] {
        let again = browser.send(&form.clone().with("email", wrong)).await;
        assert_eq!(again.status, status, "{wrong}");
        assert_eq!(again.texts("main .field .err").len(), 1);
        assert_eq!(again.form("/en/admin/accounts").value("email"), Some(wrong));
    }
    let found = browser.send(&form.with("email", person.email())).await;
    let address = format!("/en/admin/accounts/{}", person.account);
    assert_eq!(found.address, address, "no address of a person in one");
    assert!(found.text(".kv").unwrap().contains(person.email()));
    let given = found.to_do("roles").and("roles", "auditor");
    let sure = browser.send(&given).await;
    assert_eq!(
        sure.text("#from-to").as_deref(),
        Some("From none to Auditor")
    );
    let changed = "select count(*) from audit_event where action = 'roles_changed'";
    assert_eq!(app.count(changed).await, 0, "asked first");
    let given = browser.send(&sure.asking("sure")).await;
    assert!(given.text(".said").unwrap().contains("roles are changed"));
    assert_eq!(app.count(changed).await, 1);
    assert!(given.text(".kv").unwrap().contains("Auditor"));
    let outs = |page: &Sight| {
        let mut forms = page.forms().into_iter();
        forms
            .find(|f| f.action == address && f.value("do").is_none())
            .unwrap()
    };
    let mut theirs = Browser::new(&app);
    theirs.sign_in(person.email()).await;
    let disabled = browser.send(&outs(&given).with("do", "disable")).await;
    assert!(disabled.text(".kv").unwrap().contains("Disabled since"));
    let out = theirs.open("/en/account").await;
    assert!(out.html.contains("name=\"password\""), "out at once");
    let enabled = browser.send(&outs(&disabled).with("do", "enable")).await;
    assert!(enabled.text(".said").unwrap().contains("sign in again"));
    let ended = browser.send(&outs(&enabled).with("do", "sessions")).await;
    assert!(ended.text(".said").unwrap().contains("ended"));
    for language in ["uk", "ro", "ru"] {
        let page = browser.open(&address.replacen("en", language, 1)).await;
        assert_eq!(page.status, 200);
    }
}

#[tokio::test]
async fn ones_own_account_is_somebody_elses_to_change_and_a_stale_factor_is_asked_for_again() {
    let app = TestApp::spawn().await;
    let mut browser = administrator(&app, 0).await;
    let page = browser.open("/en/admin/accounts").await;
    let own = format!("/en/admin/accounts/{}", app.cast.people[0].account);
    assert!(page.links().contains(&own));
    let page = browser.open(&own).await;
    assert!(page.forms().iter().all(|form| form.action != own));
    let other = format!("/en/admin/accounts/{}", app.cast.people[1].account);
    let form = browser
        .open(&other)
        .await
        .to_do("roles")
        .and("roles", "auditor");
    app.advance(jiff::SignedDuration::from_mins(6));
    // What was ticked stays, however often the code is wrong, and is kept as soon as it is right.
    let sure = browser.send(&form.and("roles", "child_protection")).await;
    let mut asked = browser.send(&sure.asking("sure")).await;
    assert_eq!((asked.status, &asked.address), (403, &other));
    let step_up = "/en/account/step-up";
    let changed = "select count(*) from audit_event where action = 'roles_changed'";
    for wrong in ["0", "no code"] {
        asked = browser
            .send(&asked.form(step_up).with("proof", wrong))
            .await;
        assert_eq!(asked.status, 422);
        assert_eq!(app.count(changed).await, 0);
    }
    let code = punte_tests::code_at(app.now());
    let form = asked.form(step_up).with("proof", &code);
    let given = browser.send(&form).await;
    assert_eq!((given.status, &given.address), (200, &other));
    assert!(given.text(".said").unwrap().contains("roles are changed"));
    assert_eq!(app.count(changed).await, 1);
    let mut roles: Vec<String> = sqlx::query_scalar("select roles from account where id = $1")
        .bind(app.cast.people[1].account.0)
        .fetch_one(&mut app.superuser().await)
        .await
        .unwrap();
    roles.sort();
    assert_eq!(roles, ["auditor", "child_protection"]);
}

#[tokio::test]
async fn other_administrators_are_told_that_a_role_was_given_and_not_that_one_was_taken() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let mut browser = administrator(&app, 0).await;
    let colleague = &app.cast.people[3];
    app.make_staff(colleague, "administrator").await;
    let person = &app.cast.people[1];
    let address = format!("/en/admin/accounts/{}", person.account);
    let page = browser.open(&address).await;
    let sure = browser
        .send(&page.to_do("roles").and("roles", "administrator"))
        .await;
    assert_eq!(
        sure.text("#from-to").as_deref(),
        Some("From none to Administrator")
    );
    let given = browser.send(&sure.asking("sure")).await;
    assert!(given.text(".kv").unwrap().contains("Administrator"));
    app.run_jobs(&sink.mailer()).await;
    let told = sink.messages();
    let to: Vec<&str> = told.iter().map(|mail| mail.to.as_str()).collect();
    assert_eq!(
        to,
        [colleague.email()],
        "neither who gave it nor who got it"
    );
    let link = format!("/admin/accounts/{}", person.account);
    assert!(told[0].body.contains(&link), "{}", told[0].body);
    assert!(!told[0].body.contains(person.email()));
    // What is only taken away is one press, and no news.
    let form = given.to_do("roles").without("roles");
    let taken = browser.send(&form).await;
    assert!(taken.text(".said").unwrap().contains("roles are changed"));
    app.run_jobs(&sink.mailer()).await;
    assert_eq!(sink.messages().len(), 1);
}

#[tokio::test]
async fn nobody_else_comes_to_accounts() {
    let app = TestApp::spawn().await;
    let other = format!("/en/admin/accounts/{}", app.cast.people[1].account);
    let mut visitor = Browser::new(&app);
    for email in [app.cast.people[2].email(), app.as_moderator().email()] {
        let mut browser = Browser::new(&app);
        browser.sign_in(email).await;
        for page in ["/en/admin/accounts", &other] {
            assert_eq!(browser.open(page).await.status, 403, "{page} {email}");
            let shown = visitor.open(page).await;
            assert!(shown.html.contains("name=\"password\""), "{page}: sign in");
        }
    }
}
