//! Numbers to call, how the installation is set up, and how it stands, on the administrators' pages.

#![cfg(test)]

use punte_core::locale::Locale;
use punte_tests::{Browser, Filled, Sight, TestApp, service};

use super::admin::administrator;

const LINES: &str = "/en/admin/settings/help-lines";

/// A line as an administrator types it.
fn typed(page: &Sight, number: &str, whom: &str) -> Filled {
    page.asking("number")
        .with("number", number)
        .with("whom", whom)
        .with("name_en", "Help in Iași")
        .with("hours", "24/7")
        .with("source", "https://example.org/help")
        .with("looked", "yes")
}

/// The numbers of the page that lists them, in their order.
fn numbers(page: &Sight) -> Vec<String> {
    page.texts("main .list b.num")
}

/// Whether people do not wait longer than a moment for what another process was told.
async fn soon(app: &TestApp, wanted: &[&str]) -> bool {
    for _ in 0..2_000 {
        if numbers(&Browser::new(app).open("/en/help").await) == wanted {
            return true;
        }
        tokio::task::yield_now().await;
    }
    false
}

#[tokio::test]
async fn a_number_is_on_every_page_of_every_process_as_soon_as_it_is_saved() {
    let app = TestApp::spawn().await;
    let other = app.beside();
    let mut browser = administrator(&app, 0).await;
    let page = browser.open(LINES).await;
    let wrong = browser
        .send(&typed(&page, "call me", "everyone").without("looked"))
        .await;
    assert_eq!(wrong.status, 422);
    assert_eq!(wrong.texts("main .err").len(), 2, "{}", wrong.html);
    assert_eq!(wrong.asking("number").value("number"), Some("call me"));
    let saved = browser.send(&typed(&page, "15 47", "children")).await;
    assert!(saved.text(".said").unwrap().contains("saved"));
    // It stands behind the first one; a child is told to call it.
    let visitor = Browser::new(&app).open("/uk").await;
    assert!(visitor.text(".help").unwrap().contains("0 800 800 11"));
    let use_cases = app.use_cases().await;
    let told = use_cases.people_help_advice(Locale::En).text;
    use_cases.pool.close().await;
    assert!(told.contains("15 47"), "{told}");
    let rows = app.get("/public/help-lines").expect(200).await;
    assert_eq!(rows.items().len(), 2);
    assert_eq!(rows.text_at("/items/1/number"), "15 47");
    assert_eq!(rows.text_at("/items/1/name"), "Help in Iași");
    assert_eq!(rows.text_at("/items/1/language"), "en");
    assert!(soon(&other, &["0 800 800 11", "15 47"]).await);

    // Another one for everybody, moved to the top.
    let page = browser.open(LINES).await;
    browser
        .send(&typed(&page, "+373 22 000 001", "everyone"))
        .await;
    let page = browser.open("/en/admin/settings").await;
    let ups = |page: Sight| {
        let forms = page.forms().into_iter();
        forms.filter(|f| f.value("do") == Some("up"))
    };
    let newest = ups(page).next_back().unwrap();
    for _ in 0..2 {
        let page = browser.open("/en/admin/settings").await;
        let up = ups(page).find(|f| f.value("line") == newest.value("line"));
        let page = browser.send(&up.unwrap()).await;
        assert!(page.text(".said").unwrap().contains("moved up"));
    }
    // A second tap on the same button is the same change.
    let page = browser.open("/en/admin/settings").await;
    let last = ups(page).next_back().unwrap();
    for _ in 0..2 {
        browser.send(&last).await;
    }
    let there = ["+373 22 000 001", "15 47", "0 800 800 11"];
    assert!(soon(&app, &there).await);
    let visitor = Browser::new(&app).open("/uk/offers").await;
    let top = visitor.attributes(".help a", "href");
    assert!(top.contains(&"tel:+37322000001".to_owned()), "{top:?}");

    // The old one goes.
    let page = browser.open("/en/admin/settings").await;
    let change = page.links().into_iter().filter(|l| l.starts_with(LINES));
    let addresses: Vec<String> = change.filter(|l| l != LINES).collect();
    assert_eq!(addresses.len(), 3);
    let old = browser.open(&addresses[2]).await;
    assert_eq!(old.asking("number").value("number"), Some("0 800 800 11"));
    let gone = browser.send(&old.to_do("remove")).await;
    assert!(gone.text(".said").unwrap().contains("removed"));
    assert!(soon(&other, &["+373 22 000 001", "15 47"]).await);
    for language in ["uk", "ro", "ru"] {
        for page in [
            "help",
            "offline",
            "admin/settings",
            "admin/settings/help-lines",
        ] {
            let page = browser.open(&format!("/{language}/{page}")).await;
            assert_eq!(page.status, 200);
        }
    }
    let kept = app
        .count("select count(*) from audit_event where subject_kind = 'help_line' and data ->> 'number' is not null")
        .await;
    assert_eq!(kept, 6, "two added, three moved, one removed");
}

#[tokio::test]
async fn what_another_administrator_saved_is_not_overwritten_unseen() {
    let app = TestApp::spawn().await;
    let mut browser = administrator(&app, 0).await;
    let page = browser.open("/en/admin/settings").await;
    let address = page.links().into_iter().find(|l| l.starts_with(LINES));
    let address = address.unwrap();
    let (first, second) = (browser.open(&address).await, browser.open(&address).await);
    let saved = browser.send(&typed(&first, "112 000", "everyone")).await;
    assert_eq!(saved.status, 200);
    let late = browser.send(&typed(&second, "113 000", "everyone")).await;
    assert_eq!(late.status, 409);
    assert!(late.text("[role=alert]").unwrap().contains("112 000"));
    assert_eq!(late.asking("number").value("number"), Some("113 000"));
    // Seen now: it counts.
    let again = late.asking("number").with("looked", "yes");
    assert_eq!(browser.send(&again).await.status, 200);
    assert!(soon(&app, &["113 000"]).await);
}

#[tokio::test]
async fn only_administrators_set_numbers_and_only_with_a_fresh_factor() {
    let app = TestApp::spawn().await;
    let mut moderator = Browser::new(&app);
    moderator.sign_in(app.cast.moderators[0].email()).await;
    for page in ["settings", "settings/help-lines", "health"] {
        let page = moderator.open(&format!("/en/admin/{page}")).await;
        assert_eq!(page.status, 404);
    }
    let mut browser = administrator(&app, 0).await;
    let page = browser.open(LINES).await;
    app.advance(jiff::SignedDuration::from_mins(6));
    let asked = browser.send(&typed(&page, "15 47", "everyone")).await;
    assert_eq!(asked.status, 403);
    assert!(soon(&app, &["0 800 800 11"]).await);
    assert_eq!(
        app.get("/public/help-lines")
            .expect(200)
            .await
            .items()
            .len(),
        1
    );
    // What was typed waits behind the code, however often that is wrong, and is saved as soon as it is right.
    let step_up = "/en/account/step-up";
    let wrong = browser.send(&asked.form(step_up).with("proof", "0")).await;
    assert_eq!((wrong.status, wrong.address.as_str()), (422, step_up));
    assert!(soon(&app, &["0 800 800 11"]).await);
    let code = punte_tests::code_at(app.now());
    let form = wrong.form(step_up).with("proof", &code);
    let saved = browser.send(&form).await;
    assert_eq!(saved.address, "/en/admin/settings");
    assert!(saved.text(".said").unwrap().contains("saved"));
    assert!(soon(&app, &["0 800 800 11", "15 47"]).await);
    let rows = app.get("/public/help-lines").expect(200).await;
    assert_eq!(rows.text_at("/items/1/number"), "15 47");
    assert_eq!(rows.text_at("/items/1/name"), "Help in Iași");
}

#[tokio::test]
async fn the_database_refuses_a_number_that_nobody_can_dial_and_one_that_no_source_names() {
    let app = TestApp::spawn().await;
    for (column, value) in [
        ("number", "'call'"),
        ("number", "'-----'"),
        ("number", "'1+22'"),
        ("source", "'a friend'"),
        ("name_en", "''"),
        ("whom", "'nobody'"),
        ("languages", "'{xx}'"),
    ] {
        let statement = format!("update help_line set {column} = {value}");
        let refused = sqlx::query(sqlx::AssertSqlSafe(statement))
            .execute(&mut app.app_rw().await)
            .await
            .unwrap_err();
        let code = refused.as_database_error().unwrap().code();
        assert_eq!(code.as_deref(), Some("23514"), "{column}");
    }
}

#[tokio::test]
async fn the_health_page_names_what_somebody_should_look_at() {
    let app = TestApp::spawn().await;
    let mut browser = administrator(&app, 0).await;
    let heads = |page: &Sight, class: &str| page.texts(&format!("main .panel.{class} h3"));
    let page = browser.open("/en/admin/health").await;
    assert!(
        heads(&page, "p-stop").contains(&"Mails and deadlines".to_owned()),
        "no worker runs"
    );
    assert!(heads(&page, "p-warn").contains(&"Backup".to_owned()));
    assert!(!heads(&page, "p-warn").contains(&"Numbers to call".to_owned()));
    let provider = app.provider(0, "ngo", 1).await;
    app.submitted(&provider, &service(&provider.id)).await;
    let mut db = app.superuser().await;
    sqlx::query("insert into heartbeat (part, at) values ('worker', to_timestamp($1)) on conflict (part) do update set at = excluded.at")
        .bind(app.now().as_duration().as_secs_f64())
        .execute(&mut db)
        .await
        .unwrap();
    for statement in [
        "update job set state = 'dead', last_error = 'delivery'",
        "delete from help_line",
    ] {
        sqlx::query(statement).execute(&mut db).await.unwrap();
    }
    let page = browser.open("/en/admin/health").await;
    assert!(!heads(&page, "p-stop").contains(&"Mails and deadlines".to_owned()));
    let warned = heads(&page, "p-warn");
    for name in ["Numbers to call", "Work without failures"] {
        assert!(warned.contains(&name.to_owned()), "{name}: {warned:?}");
    }
    for language in ["uk", "ro", "ru"] {
        let page = browser.open(&format!("/{language}/admin/health")).await;
        assert_eq!(page.status, 200);
    }
}

#[tokio::test]
async fn administrators_read_how_long_what_is_kept_and_by_which_name_that_is_set() {
    let app = TestApp::spawn().await;
    let mut browser = administrator(&app, 0).await;
    let page = browser.open("/en/admin/settings").await;
    assert_eq!(
        page.texts("section[aria-labelledby=kept] code"),
        [
            "PUNTE_IDLE_REQUEST_DAYS",
            "PUNTE_ENDED_REQUEST_DAYS",
            "PUNTE_ENDED_OFFER_DAYS",
            "PUNTE_CLOSED_REPORT_DAYS",
            "PUNTE_ENDED_SESSION_DAYS",
            "PUNTE_DORMANT_ACCOUNT_DAYS",
            "PUNTE_NOTICE_DAYS",
            "PUNTE_DONE_JOB_DAYS",
            "PUNTE_AUDIT_DAYS",
        ]
    );
    let said = page.texts("section[aria-labelledby=kept] li");
    for (line, days) in said
        .iter()
        .zip(["30", "90", "180", "180", "90", "730", "90", "30", "730"])
    {
        assert!(line.contains(&format!("{days} days")), "{line}");
    }
    // With what pay is compared: since when and until when that is known. The test's day is in 2027, and nobody has looked since.
    for (language, country, since, over) in [
        ("en", "Moldova", "January", "pay cannot be compared"),
        ("uk", "Молдова", "січня", "оплату не можна порівняти"),
        ("ro", "Moldova", "ianuarie", "plata nu poate fi comparată"),
        ("ru", "Молдова", "января", "оплату нельзя сравнить"),
    ] {
        let page = browser.open(&format!("/{language}/admin/settings")).await;
        let wages = page.texts("section[aria-labelledby=wages] li");
        assert_eq!(wages.len(), 4, "{wages:?}");
        let moldova = wages.iter().find(|wage| wage.contains(country)).unwrap();
        for part in [since, over, "Hotărârea Guvernului nr. 771", "300", "2026"] {
            assert!(moldova.contains(part), "{part} in {moldova}");
        }
    }
    // Visitors read what of it is about them.
    let page = browser.open("/en/your-data").await;
    assert!(
        page.text("main")
            .unwrap()
            .contains("a sign-in ended or lapsed")
    );
}
