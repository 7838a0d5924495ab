//! Who reads in the figures whom they name: administrators, each look a line of the log.

use punte_tests::{Browser, TestApp, service};

use crate::pages::desk::moderator;

#[tokio::test]
async fn administrators_read_the_address_of_whoever_decided_and_nobody_else_does() {
    let app = TestApp::spawn().await;
    let ngo = app.provider(0, "ngo", 1).await;
    app.live(&ngo, &service(&ngo.id)).await;
    let one = app.as_moderator();
    let (id, address) = (one.account.to_string(), one.email());
    let looks = "select count(*) from audit_event where action = 'account_opened'";

    let mut desk = moderator(&app, 1).await;
    let page = desk.open("/en/desk/figures").await;
    assert!(page.html.contains(&id), "{}", page.html);
    assert!(!page.html.contains(address), "{}", page.html);
    assert_eq!(app.count(looks).await, 0);

    let admin = &app.cast.people[1];
    app.make_staff(admin, "administrator").await;
    let mut browser = Browser::new(&app);
    browser.sign_in(admin.email()).await;
    let page = browser.open("/en/desk/figures").await;
    let load = page.text("[aria-labelledby=load]").unwrap();
    assert!(load.contains(address) && !load.contains(&id), "{load}");
    assert_eq!(app.count(looks).await, 1, "a look at somebody else's");
    // The table for spreadsheets stays one of ids.
    admin.fresh_token(&app).await;
    let table = app.get("/review/figures.csv").by(admin).expect(200).await;
    assert!(table.text.contains(&id) && !table.text.contains(address));
    assert_eq!(app.count(looks).await, 1);

    // Who was erased is an id.
    sqlx::query("delete from identity.account where account_id = $1")
        .bind(one.account.0)
        .execute(&mut app.superuser().await)
        .await
        .unwrap();
    let page = browser.open("/en/desk/figures").await;
    let load = page.text("[aria-labelledby=load]").unwrap();
    assert!(load.contains(&id), "{load}");
    assert_eq!(app.count(looks).await, 1);
}
