//! The administrators' area: what visitors said, and what is done about it.

#![cfg(test)]

use punte_tests::{Browser, TestApp};

/// A person of the cast who administers, signed in.
pub async fn administrator(app: &TestApp, number: usize) -> Browser<'_> {
    let who = &app.cast.people[number];
    app.make_staff(who, "administrator").await;
    let mut browser = Browser::new(app);
    browser.sign_in(who.email()).await;
    browser
}

/// Says something about a guide, as a visitor.
async fn say(app: &TestApp, text: &str) {
    let mut visitor = Browser::new(app);
    let form = visitor.open("/en/guides/pets").await;
    let form = form.form("/en/guides/pets/feedback").with("clear", "no");
    visitor.send(&form.with("text", text)).await;
}

#[tokio::test]
async fn only_administrators_come_in() {
    let app = TestApp::spawn().await;
    say(&app, "What about a parrot?").await;
    let mut db = app.superuser().await;
    let id: uuid::Uuid = sqlx::query_scalar("select id from inbox_item")
        .fetch_one(&mut db)
        .await
        .unwrap();
    let remark = format!("/en/admin/remarks/{id}");
    let pages = ["/en/admin", "/en/admin/counts", &remark];
    let mut visitor = Browser::new(&app);
    for page in pages {
        let shown = visitor.open(page).await;
        assert!(shown.html.contains("name=\"password\""), "{page}: sign in");
        assert!(!shown.html.contains("parrot"));
    }
    let moderator = app.cast.moderators[0].email();
    for email in [moderator, app.cast.people[1].email()] {
        let mut browser = Browser::new(&app);
        let page = browser.sign_in(email).await;
        assert!(
            !page
                .attributes(".nav a", "href")
                .contains(&"/en/admin".to_owned())
        );
        for page in pages {
            assert_eq!(browser.open(page).await.status, 404, "{page} {email}");
        }
    }
    let mut browser = administrator(&app, 0).await;
    let inbox = browser.open("/en/admin").await;
    assert!(inbox.links().contains(&remark), "{}", inbox.html);
    assert!(
        inbox
            .attributes(".nav a", "href")
            .contains(&"/en/admin".to_owned())
    );
    for language in ["uk", "ro", "ru"] {
        for page in pages {
            let page = page.replacen("en", language, 1);
            assert_eq!(browser.open(&page).await.status, 200, "{page}");
        }
    }
    for nowhere in ["none", "00000000-0000-0000-0000-000000000000"] {
        let nowhere = format!("/en/admin/remarks/{nowhere}");
        assert_eq!(browser.open(&nowhere).await.status, 404, "{nowhere}");
    }
    // Who loses the role is out at once. Somebody else has it: a site keeps an administrator.
    app.make_staff(&app.cast.people[2], "administrator").await;
    sqlx::query("update account set roles = '{}' where id = $1")
        .bind(app.cast.people[0].account.0)
        .execute(&mut db)
        .await
        .unwrap();
    assert_eq!(browser.open("/en/admin").await.status, 404);
}

#[tokio::test]
async fn a_remark_is_assigned_noted_closed_reopened_and_counted() {
    let app = TestApp::spawn().await;
    say(&app, "What about <b>a parrot</b>?").await;
    let mut browser = administrator(&app, 0).await;
    let inbox = browser.open("/en/admin").await;
    let remark = inbox.attributes(".tbl a", "href").remove(0);
    let page = browser.open(&remark).await;
    assert_eq!(
        page.text(".panel .lines").unwrap(),
        "What about <b>a parrot</b>?",
        "as text"
    );
    let take = page.to_do("take");
    for _ in 0..2 {
        let taken = browser.send(&take).await;
        assert!(taken.text(".said").unwrap().contains("You look after"));
        assert!(taken.text(".kv").unwrap().contains("I have it"));
    }
    let note = browser.open(&remark).await.to_do("note");
    let long = "я".repeat(1_001);
    for (wrong, kept) in [("  ", "  "), (&long, &long), ("a\u{202e}b", "a\u{202e}b")] {
        let again = browser.send(&note.clone().with("note", wrong)).await;
        assert_eq!(again.status, 422);
        assert_eq!(again.texts("main .field .err").len(), 1);
        let typed = again.to_do("note");
        assert_eq!(typed.value("note").map(str::trim), Some(kept.trim()));
    }
    let note = note.with("note", "Asked the customs office.");
    browser.send(&note).await;
    let noted = browser.send(&note).await;
    assert_eq!(noted.texts("li.panel").len(), 1, "sent twice, kept once");

    let close = noted.to_do("close");
    let nothing_chosen = browser.send(&close).await;
    assert_eq!(nothing_chosen.status, 422);
    assert_eq!(nothing_chosen.texts("fieldset.bad .err").len(), 1);
    let made_up = browser.send(&close.clone().with("reason", "x")).await;
    assert_eq!(made_up.status, 422);
    let close = close.with("reason", "corrected");
    let closed = browser.send(&close).await;
    assert!(closed.text(".kv").unwrap().contains("We corrected it"));
    let filtered = browser.open("/en/admin?state=closed&kind=feedback").await;
    assert_eq!(filtered.attributes(".tbl a", "href"), [remark.as_str()]);
    for none in ["state=open", "kind=suggestion", "state=assigned"] {
        let empty = browser.open(&format!("/en/admin?{none}")).await;
        assert!(empty.attributes(".tbl a", "href").is_empty());
        assert_eq!(empty.texts(".p-empty").len(), 1);
    }
    let reopened = browser.send(&closed.to_do("reopen")).await;
    assert!(reopened.text(".kv").unwrap().contains("nobody has it yet"));

    let counts = browser.open("/en/admin/counts").await;
    assert_eq!(counts.texts(".tbl tbody td"), ["1", "0", "0", "1"]);
    assert_eq!(counts.texts(".points .num"), ["0 / 1"]);
    let audited = app
        .count(
            "select count(*) from audit_event where subject_kind = 'inbox_item' and actor_kind = 'account'
                and action in ('remark_assigned', 'remark_noted', 'remark_closed', 'remark_reopened')",
        )
        .await;
    assert_eq!(audited, 4, "each once");
}

#[tokio::test]
async fn of_two_administrators_the_second_is_told_what_the_first_did() {
    let app = TestApp::spawn().await;
    say(&app, "Where is the vet?").await;
    let mut first = administrator(&app, 0).await;
    let mut second = administrator(&app, 1).await;
    let remark = first
        .open("/en/admin")
        .await
        .attributes(".tbl a", "href")
        .remove(0);
    let seen = second.open(&remark).await;
    let take = first.open(&remark).await.to_do("take");
    first.send(&take).await;
    let late = seen.to_do("close").with("reason", "abuse");
    for late in [seen.to_do("take"), late] {
        let told = second.send(&late).await;
        assert_eq!(told.status, 409);
        assert_eq!(told.texts("[role=alert]").len(), 1);
        assert!(
            told.text(".kv")
                .unwrap()
                .contains("another administrator has it")
        );
    }
    // Having seen that, the second may take it over.
    let now = second.open(&remark).await;
    let taken = second.send(&now.to_do("take")).await;
    assert!(taken.text(".kv").unwrap().contains("I have it"));
    assert_eq!(
        app.count("select count(*) from inbox_item where state = 'assigned'")
            .await,
        1
    );
}

#[tokio::test]
async fn a_long_inbox_is_read_page_by_page_the_open_ones_first() {
    let app = TestApp::spawn().await;
    let mut db = app.superuser().await;
    sqlx::query(
        "insert into inbox_item (id, kind, page, language, answers, text, created_at, state, closed_at, closed_reason)
         select gen_random_uuid(), 'suggestion', '/guides/pets', 'uk', '{}', 'n ' || n, timestamptz '2027-02-01' + n % 7 * interval '1 day',
             case when n % 2 = 0 then 'closed' else 'open' end, case when n % 2 = 0 then now() end, case when n % 2 = 0 then 'duplicate' end
         from generate_series(1, 60) n",
    )
    .execute(&mut db)
    .await
    .unwrap();
    let mut browser = administrator(&app, 0).await;
    let (mut address, mut read) = ("/en/admin".to_owned(), Vec::new());
    for rows in [25, 25, 10] {
        let page = browser.open(&address).await;
        let said = page.texts(".tbl a");
        assert_eq!(said.len(), rows);
        read.extend(said);
        address = page
            .attributes("a[rel=next]", "href")
            .pop()
            .unwrap_or_default();
    }
    assert!(address.is_empty(), "that was the last page");
    let numbers: Vec<u32> = read.iter().map(|t| t[2..].parse().unwrap()).collect();
    assert!(numbers[..30].iter().all(|n| n % 2 == 1), "{numbers:?}");
    assert_eq!(numbers[0] % 7, 0, "the oldest open one on top");
    assert_eq!(numbers[30] % 7, 6, "of the closed ones, the newest");
    let all: std::collections::BTreeSet<_> = numbers.into_iter().collect();
    assert_eq!(all.len(), 60, "each once");
    let odd = browser
        .open("/en/admin?after=%00x&kind=x&state=%3Cb%3E")
        .await;
    assert_eq!(odd.texts(".tbl a").len(), 25);
}
