//! Guides as they are written: a draft, a second reader, what visitors read.

#![cfg(test)]

use punte_tests::{Browser, Filled, TestApp};

use super::{admin::administrator, desk::moderator};

const FIRST: &str = "/en/admin/guides/pets/en/1";
const SECOND: &str = "/en/admin/guides/pets/en/2";
const PUBLIC: &str = "/en/guides/pets";
const HOSTILE: &str = "## Chip\r\n\r\nHello <script>alert(1)</script> [a](javascript:alert(1)) <img src=x onerror=alert(1)> [1]";

/// The form that writes a new version, with other words.
async fn written(browser: &mut Browser<'_>) -> Filled {
    let address = format!("{FIRST}/edit");
    let page = browser.open(&address).await;
    page.form(&address)
        .with("title", "Dogs and cats")
        .with("body", HOSTILE)
        .with("review_by", "2027-09-01")
}

/// A new version, handed in.
async fn handed_in(browser: &mut Browser<'_>) {
    let form = written(browser).await;
    let draft = browser.send(&form).await;
    browser.send(&draft.to_do("submit")).await;
}

#[tokio::test]
async fn only_administrators_write_guides_and_moderators_see_only_what_waits_for_a_reader() {
    let app = TestApp::spawn().await;
    let edit = format!("{FIRST}/edit");
    let mut visitor = Browser::new(&app);
    assert!(visitor.open(FIRST).await.html.contains("name=\"password\""));
    let mut member = Browser::new(&app);
    member.sign_in(app.cast.people[1].email()).await;
    for page in ["/en/admin/guides", "/en/admin/guides/pets/en", FIRST, &edit] {
        assert_eq!(member.open(page).await.status, 404, "{page}");
    }
    let mut moderator = moderator(&app, 0).await;
    assert_eq!(
        moderator
            .open("/en/admin/guides")
            .await
            .texts(".tbl a")
            .len(),
        0
    );
    // What visitors read, or read once, is no secret; writing is for administrators.
    for (page, status) in [
        ("/en/admin/guides/pets/en", 200),
        (FIRST, 200),
        (edit.as_str(), 404),
    ] {
        assert_eq!(moderator.open(page).await.status, status, "{page}");
    }
    let mut author = administrator(&app, 0).await;
    let list = author.open("/en/admin/guides").await;
    assert_eq!(list.texts(".tbl tbody tr").len(), 32);
    let rows = list.texts(".tbl tbody tr");
    let overdue: Vec<bool> = rows.iter().map(|row| row.contains("overdue")).collect();
    assert!(
        overdue[0] && overdue.is_sorted_by(|a, b| a >= b),
        "overdue first"
    );
    for language in ["uk", "ro", "ru"] {
        for page in ["/en/admin/guides", "/en/admin/guides/pets/en", FIRST, &edit] {
            let page = page.replacen("en", language, 1);
            assert_eq!(author.open(&page).await.status, 200, "{page}");
        }
    }
    for nowhere in [
        "/en/admin/guides/none/en/1",
        "/en/admin/guides/pets/EN/1",
        "/en/admin/guides/pets/de/1",
        "/en/admin/guides/pets/en/9",
        "/en/admin/guides/pets/en/x",
        "/en/admin/guides/pets/de",
    ] {
        assert_eq!(author.open(nowhere).await.status, 404, "{nowhere}");
    }
    handed_in(&mut author).await;
    assert_eq!(moderator.open(SECOND).await.status, 200);
    assert_eq!(moderator.open(&edit).await.status, 404);
}

#[tokio::test]
async fn a_guide_is_written_read_by_a_second_person_and_published_with_the_day() {
    let app = TestApp::spawn().await;
    let mut author = administrator(&app, 0).await;
    let form = written(&mut author).await;
    let before = author.open(PUBLIC).await;
    for _ in 0..2 {
        let draft = author.send(&form).await;
        assert_eq!(draft.address, SECOND);
        assert!(draft.text(".said").unwrap().contains("draft is saved"));
        assert!(!draft.html.contains("<script>alert"), "as text");
        assert!(
            draft
                .text(".prose")
                .unwrap()
                .contains("<script>alert(1)</script>")
        );
        assert_eq!(draft.attributes(".prose a", "href"), ["#source-1"]);
    }
    let versions = "select count(*) from guide_text where theme = 'pets' and language = 'en'";
    assert_eq!(app.count(versions).await, 2, "sent twice, kept once");
    // The own draft is written on, not begun again.
    let edit = format!("{SECOND}/edit");
    let more = author
        .open(&edit)
        .await
        .form(&edit)
        .with("summary", "Chip first.");
    let draft = author.send(&more).await;
    assert!(draft.text(".big").unwrap() == "Chip first.");
    assert_eq!(app.count(versions).await, 2);
    assert_eq!(author.open(PUBLIC).await.text("h1"), before.text("h1"));

    let mut reader = moderator(&app, 0).await;
    assert_eq!(reader.open(SECOND).await.status, 404, "not handed in yet");
    let handed = author.send(&draft.to_do("submit")).await;
    assert!(handed.way_to("publish").is_none(), "not one's own");
    // Sent back, with what has to change; handed in again.
    let page = reader.open(SECOND).await;
    let back = page.to_do("return");
    assert_eq!(reader.send(&back).await.status, 422, "why is missing");
    reader.send(&back.with("note", "Name the law.")).await;
    let returned = author.open(SECOND).await;
    assert!(returned.text(".p-warn").unwrap().contains("Name the law."));
    author.send(&returned.to_do("submit")).await;

    let page = reader.open(SECOND).await;
    let publish = page.to_do("publish");
    for _ in 0..2 {
        let list = reader.send(&publish).await;
        assert!(list.text(".said").unwrap().contains("published"));
    }
    let mut visitor = Browser::new(&app);
    let public = visitor.open(PUBLIC).await;
    assert_eq!(public.text("h1").unwrap(), "Dogs and cats");
    let day = "checked by a person on 1\u{a0}March\u{a0}2027";
    assert!(public.html.contains(day), "{}", public.html);
    assert!(!public.html.contains("<script>alert"));
    let history = author
        .open("/en/admin/guides/pets/en")
        .await
        .texts(".choices b");
    assert_eq!(
        history,
        ["Version 2: published", "Version 1: replaced by a newer one"]
    );
    assert_eq!(
        app.count(
            "select count(*) from audit_event where subject_kind = 'guide_text' and action in
                ('guide_draft_begun', 'guide_draft_edited', 'guide_submitted', 'guide_returned', 'guide_published')"
        )
        .await,
        6
    );
    // Late: it is published already.
    let late = page.to_do("return").with("note", "Wait.");
    assert_eq!(reader.send(&late).await.status, 409);
}

#[tokio::test]
async fn a_page_that_a_reader_left_open_publishes_no_other_words() {
    let app = TestApp::spawn().await;
    let (mut author, mut reader) = (administrator(&app, 0).await, moderator(&app, 0).await);
    handed_in(&mut author).await;
    let left_open = reader.open(SECOND).await.to_do("publish");
    // Another reader sends it back, and its author writes on.
    let mut other = moderator(&app, 1).await;
    let back = other.open(SECOND).await.to_do("return");
    other.send(&back.with("note", "Name the law.")).await;
    let edit = format!("{SECOND}/edit");
    let form = author.open(&edit).await.form(&edit);
    let next = author.send(&form.with("title", "Not what was read")).await;
    assert_eq!(next.address, "/en/admin/guides/pets/en/3");
    author.send(&next.to_do("submit")).await;

    let refused = reader.send(&left_open).await;
    assert_eq!(refused.status, 404, "it waits for no reader any more");
    let public = Browser::new(&app).open(PUBLIC).await;
    assert_ne!(public.text("h1").unwrap(), "Not what was read");
    // The new version has its own readers.
    let page = reader.open(&next.address).await;
    reader.send(&page.to_do("publish")).await;
    let public = Browser::new(&app).open(PUBLIC).await;
    assert_eq!(public.text("h1").unwrap(), "Not what was read");
}

#[tokio::test]
async fn nobody_publishes_what_they_wrote_and_the_database_refuses_it_too() {
    let app = TestApp::spawn().await;
    let mut author = administrator(&app, 0).await;
    let mut other = administrator(&app, 1).await;
    handed_in(&mut author).await;
    // The form of another text that the author may publish, sent to their own.
    handed_in_russian(&mut other).await;
    let form = author
        .open("/en/admin/guides/pets/ru/2")
        .await
        .to_do("publish");
    let mut forged = form;
    forged.action = SECOND.to_owned();
    assert_eq!(author.send(&forged).await.status, 403);
    let published = "select count(*) from guide_text where version = 2 and state = 'published'";
    assert_eq!(app.count(published).await, 0);
    let mut db = app.superuser().await;
    for refused in [
        "update guide_text set state = 'published', published_at = now(), checked_at = now(), checked_by = written_by
         where theme = 'pets' and language = 'en' and version = 2",
        "update guide_text set state = 'published', published_at = now()
         where theme = 'pets' and language = 'en' and version = 2",
        "update guide_text set body = 'other' where theme = 'pets' and language = 'en' and version = 2",
    ] {
        sqlx::query("update guide_text set state = 'replaced' where theme = 'pets' and language = 'en' and version = 1")
            .execute(&mut db)
            .await
            .unwrap();
        assert!(sqlx::query(refused).execute(&mut db).await.is_err(), "{refused}");
    }
}

async fn handed_in_russian(browser: &mut Browser<'_>) {
    let address = "/en/admin/guides/pets/ru/1/edit";
    let form = browser.open(address).await.form(address);
    let draft = browser.send(&form.with("review_by", "2027-09-01")).await;
    browser.send(&draft.to_do("submit")).await;
}

#[tokio::test]
async fn what_is_wrong_with_a_text_is_said_at_its_field_and_nothing_typed_is_lost() {
    let app = TestApp::spawn().await;
    let mut author = administrator(&app, 0).await;
    let good = written(&mut author).await;
    let long = "я".repeat(40_001);
    for (field, value, said) in [
        ("title", "", "Please answer"),
        ("body", long.as_str(), "40000"),
        ("body", "See [99].", "source 99"),
        ("sources", "A | B | javascript:x | 2026-11-26", "source 1"),
        ("sources", "", "Please answer"),
        ("review_by", "soon", "cannot read this day"),
        ("review_by", "2020-01-01", "has passed"),
    ] {
        let again = author.send(&good.clone().with(field, value)).await;
        assert_eq!(again.status, 422, "{field} {said}");
        assert!(again.text("title").unwrap().starts_with("Error:"));
        let errors = again.texts("main .field .err");
        assert!(
            errors.iter().any(|e| e.contains(said)),
            "{field}: {errors:?}"
        );
        let kept = again.form(&good.action);
        assert_eq!(kept.value(field).map(str::trim), Some(value), "{field}");
    }
    // A text of the greatest length in Cyrillic arrives.
    let longest = good.clone().with("body", &"я".repeat(40_000));
    assert_eq!(author.send(&longest).await.address, SECOND);
}
