//! Guides, what people say about them, and the pages on checks and data.

#![cfg(test)]

use std::collections::BTreeSet;

use jiff::SignedDuration;
use punte_core::locale::Locale;
use punte_tests::{Browser, TestApp};

const FEEDBACK: &str = "/en/guides/pets/feedback";
const SUGGESTION: &str = "/en/guides/pets/suggestion";

#[tokio::test]
async fn every_guide_opens_in_four_languages_with_its_sources() {
    let app = TestApp::spawn().await;
    let mut browser = Browser::new(&app);
    let mut titles = BTreeSet::new();
    for locale in Locale::ALL {
        let list = browser.open(&format!("/{}/guides", locale.as_str())).await;
        let guides = list.attributes(".choices a", "href");
        assert_eq!(guides.len(), 8);
        for address in guides {
            let page = browser.open(&address).await;
            assert_eq!(page.status, 200);
            titles.insert(page.text("h1").unwrap());
            let sources: BTreeSet<_> = page.attributes("ol > li[id]", "id").into_iter().collect();
            assert!(!sources.is_empty(), "{address}");
            for number in page.attributes(".prose a[href^='#']", "href") {
                assert!(
                    sources.contains(number.trim_start_matches('#')),
                    "{address}: {number} {sources:?}"
                );
            }
            for (link, rel) in page
                .attributes(".prose a[href^=http], li[id] a", "href")
                .iter()
                .zip(page.attributes(".prose a[href^=http], li[id] a", "rel"))
            {
                assert!(link.starts_with("http"), "{link}");
                assert_eq!(rel, "noreferrer");
            }
            // Nobody has checked them: that is said, and so is until when they hold.
            assert_eq!(page.texts(".p-ask").len(), 1, "{address}");
        }
    }
    assert_eq!(titles.len(), 32, "each in its own language");
    for nowhere in ["/en/guides/none", "/en/guides/PETS", "/en/guides/pets%27"] {
        assert_eq!(browser.open(nowhere).await.status, 404, "{nowhere}");
    }
}

#[tokio::test]
async fn an_overdue_guide_says_so() {
    let app = TestApp::spawn().await;
    let mut browser = Browser::new(&app);
    // The tests' clock begins on 1 March 2027, a week after most of them were due.
    for (days, overdue) in [(0, 6), (24, 6), (26, 7), (86, 8)] {
        let start: jiff::Timestamp = punte_tests::START.parse().unwrap();
        app.advance((start + SignedDuration::from_hours(24 * days)).duration_since(app.now()));
        let list = browser.open("/en/guides").await.texts(".choices a");
        let said = list.iter().filter(|g| g.contains("may be out of date"));
        assert_eq!(said.count(), overdue, "after {days} days: {list:?}");
        for (theme, warned) in [
            ("housing", true),
            ("pets", overdue > 6),
            ("safety", overdue > 7),
        ] {
            let page = browser.open(&format!("/en/guides/{theme}")).await;
            assert_eq!(
                !page.texts(".p-warn").is_empty(),
                warned,
                "{theme} after {days} days"
            );
        }
    }
}

#[tokio::test]
async fn what_somebody_says_is_kept_once_however_often_it_is_sent() {
    let app = TestApp::spawn().await;
    let mut browser = Browser::new(&app);
    let kept = "select count(*) from inbox_item";
    let form = browser.open("/en/guides/pets").await.form(FEEDBACK);
    let form = form
        .with("clear", "yes")
        .with("useful", "no")
        .with("text", "What about a parrot?\r\nAnd <b>a snake</b>?");
    for _ in 0..3 {
        let thanks = browser.send(&form).await;
        assert_eq!(thanks.status, 200);
        assert!(thanks.text(".said").unwrap().starts_with("Thank you"));
        assert_eq!(app.count(kept).await, 1);
    }
    // The same words again, from a page opened again, are another remark.
    let again = browser.open("/en/guides/pets").await.form(SUGGESTION);
    let again = again.with("text", "The chip is free in Chișinău");
    browser.send(&again).await;
    assert_eq!(app.count(kept).await, 2);
    assert_eq!(
        app.count(
            "select count(*) from inbox_item where page = '/guides/pets' and language = 'en' and state = 'open'
                and ((kind = 'feedback' and answers = '{\"clear\": true, \"useful\": false}' and text like 'What about a parrot?' || chr(10) || '%')
                    or (kind = 'suggestion' and answers = '{}' and text = 'The chip is free in Chișinău'))"
        )
        .await,
        2
    );
}

#[tokio::test]
async fn an_empty_or_endless_remark_is_shown_again_with_what_is_wrong() {
    let app = TestApp::spawn().await;
    let mut browser = Browser::new(&app);
    let page = browser.open("/en/guides/pets").await;
    let (feedback, suggestion) = (page.form(FEEDBACK), page.form(SUGGESTION));
    let long = "я".repeat(2_001);
    for form in [
        feedback.clone(),
        feedback.clone().with("clear", "perhaps"),
        feedback.clone().with("clear", "no").with("text", &long),
        suggestion.clone().with("text", "  \r\n "),
        suggestion.clone().with("text", &long),
        suggestion.clone().with("text", "turned \u{202e} around"),
    ] {
        let again = browser.send(&form).await;
        assert_eq!(again.status, 422);
        assert_eq!(again.texts("main .err").len(), 1);
        assert!(again.text("title").unwrap().starts_with("Error:"));
        let kept = again.form(&form.action);
        assert_eq!(
            kept.value("text").map(str::trim),
            form.value("text").map(str::trim)
        );
        assert_eq!(
            kept.value("clear"),
            form.value("clear").filter(|c| *c == "no")
        );
    }
    assert_eq!(app.count("select count(*) from inbox_item").await, 0);
    // Exactly as much as there is room for.
    browser
        .send(&suggestion.with("text", &"я".repeat(2_000)))
        .await;
    assert_eq!(app.count("select count(*) from inbox_item").await, 1);
    // Of a guide that is not there, and without a form of ours.
    let mut nowhere = feedback.with("clear", "no");
    nowhere.action = "/en/guides/none/feedback".to_owned();
    assert_eq!(browser.send(&nowhere).await.status, 404);
    nowhere.action = FEEDBACK.to_owned();
    assert_eq!(browser.send(&nowhere.with("guard", "x")).await.status, 403);
}

#[tokio::test]
async fn what_was_said_and_published_texts_stay_as_they_are() {
    let app = TestApp::spawn().await;
    let mut browser = Browser::new(&app);
    let form = browser.open("/en/guides/pets").await.form(SUGGESTION);
    browser.send(&form.with("text", "Keep this")).await;
    let mut db = app.app_rw().await;
    for refused in [
        "update inbox_item set text = 'other'",
        "update inbox_item set kind = 'feedback'",
        "delete from inbox_item",
        "update guide_text set body = 'other' where theme = 'pets'",
        "update guide_text set theme = 'work' where theme = 'pets'",
        "delete from guide_text",
        "insert into inbox_item (id, kind, page, language, answers, created_at)
             values (gen_random_uuid(), 'feedback', '/guides/pets', 'en', '{}', now())",
        "update guide_text set checked_at = now() where theme = 'pets'",
    ] {
        assert!(
            sqlx::query(refused).execute(&mut db).await.is_err(),
            "{refused}"
        );
    }
    sqlx::query("update inbox_item set state = 'closed', closed_at = now()")
        .execute(&mut db)
        .await
        .unwrap();
}

#[tokio::test]
async fn an_edited_guide_is_not_written_over_by_the_shipped_one() {
    let app = TestApp::spawn().await;
    let mut db = app.superuser().await;
    for change in [
        "update guide_text set state = 'replaced' where theme = 'pets' and language = 'en'",
        "insert into guide_text (theme, language, version, title, summary, body, sources, review_by, state, created_at, published_at)
             select theme, language, 2, 'Edited', summary, '<script>x</script>' || chr(10) || chr(10) || '[a](javascript:x) [1]', sources, review_by, 'published', created_at, created_at
             from guide_text where theme = 'pets' and language = 'en'",
        "delete from seed_state where name = 'guides'",
    ] {
        sqlx::query(change).execute(&mut db).await.unwrap();
    }
    let pool = sqlx::PgPool::connect(app.database_url()).await.unwrap();
    punte_api::seed::seed_reference(&pool, |_, _| {})
        .await
        .unwrap();
    let mut browser = Browser::new(&app);
    let page = browser.open("/en/guides/pets").await;
    assert_eq!(page.text("h1").unwrap(), "Edited");
    assert!(!page.html.contains("<script>x"), "shown as text");
    assert_eq!(page.attributes(".prose a", "href"), ["#source-1"]);
}

#[tokio::test]
async fn the_pages_on_checks_and_data_and_the_ways_in_are_there_in_every_language() {
    let app = TestApp::spawn().await;
    let mut browser = Browser::new(&app);
    for locale in Locale::ALL {
        let language = locale.as_str();
        for path in ["checks", "your-data"] {
            let page = browser.open(&format!("/{language}/{path}")).await;
            assert_eq!(page.status, 200);
            assert!(page.texts("h2").len() >= 5, "{language} {path}");
        }
        let home = browser.open(&format!("/{language}")).await;
        let links = home.links();
        for way in ["ask", "provider", "guides/safety", "offers?at=-3&radius=50"] {
            assert!(
                links.contains(&format!("/{language}/{way}")),
                "{language}: {way}"
            );
        }
    }
}
