//! Who reads in the figures whom they name: administrators, each look a line of the log.

use punte_tests::{Browser, TestApp, service};

use crate::pages::desk::moderator;

#[tokio::test]
async fn administrators_read_the_address_of_whoever_decided_and_everybody_else_a_mark() {
    let app = TestApp::spawn().await;
    let ngo = app.provider(0, "ngo", 1).await;
    app.live(&ngo, &service(&ngo.id)).await;
    let one = app.as_moderator();
    let (id, address) = (one.account.to_string(), one.email());
    let mark = format!("moderator {}", id[id.len() - 4..].to_uppercase());
    let looks = "select count(*) from audit_event where action = 'account_opened'";

    let mut desk = moderator(&app, 1).await;
    let page = desk.open("/en/desk/figures").await;
    let load = page.text("[aria-labelledby=load]").unwrap();
    assert!(load.contains(&mark), "{load}");
    for hidden in [id.as_str(), address] {
        assert!(!page.html.contains(hidden), "{}", page.html);
    }
    // Nobody waited for a whole minute.
    let first = page.text("[aria-labelledby=first]").unwrap();
    assert!(first.contains("under a minute"), "{first}");
    assert!(!first.contains("0 minutes"), "{first}");
    // Whoever decided is told which of these they are.
    let mut own = moderator(&app, 0).await;
    let load = own.open("/en/desk/figures").await;
    let load = load.text("[aria-labelledby=load]").unwrap();
    assert!(load.contains("you") && !load.contains(&mark), "{load}");
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

    // Who was erased has a mark.
    sqlx::query("delete from identity.account where account_id = $1")
        .bind(one.account.0)
        .execute(&mut app.superuser().await)
        .await
        .unwrap();
    let page = browser.open("/en/desk/figures").await;
    let load = page.text("[aria-labelledby=load]").unwrap();
    assert!(load.contains(&mark) && !load.contains(address), "{load}");
    assert_eq!(app.count(looks).await, 1);
}
