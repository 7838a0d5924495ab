//! The work in the background: what was given up is seen by administrators, tried again, or set aside.

#![cfg(test)]

use std::collections::BTreeSet;

use jiff::SignedDuration;
use punte_api::{app::notices::JOB_KINDS, mail::Mailer};
use punte_core::locale::Locale;
use punte_tests::{Browser, MailSink, Sight, TestApp, service};

use super::admin::administrator;
use crate::{house::sources, texts::messages};

/// The forms that do one thing, in their order.
fn ways(page: &Sight, what: &str) -> usize {
    page.forms()
        .iter()
        .filter(|form| form.value("do") == Some(what))
        .count()
}

/// Does the first thing of a kind that the page offers.
async fn tap(browser: &mut Browser<'_>, page: &Sight, what: &str) -> Sight {
    browser.send(&page.to_do(what)).await
}

/// Mails that a mail server does not take, however often they are tried.
async fn given_up(app: &TestApp, mails: usize) {
    let provider = app.provider(0, "ngo", 1).await;
    for _ in 0..mails {
        app.submitted(&provider, &service(&provider.id)).await;
    }
    // Nobody listens there.
    let directory = tempfile::TempDir::new().unwrap();
    let from = "Punte <punte@example.org>";
    let mailer = Mailer::new(
        Some("smtp://127.0.0.1:9"),
        directory.path(),
        from,
        "https://punte.example.org",
    )
    .unwrap();
    for _ in 0..10 {
        app.run_jobs(&mailer).await;
        app.advance(SignedDuration::from_hours(5));
    }
}

#[tokio::test]
async fn a_mail_that_was_given_up_is_tried_again_by_an_administrator_and_arrives_once() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    given_up(&app, 3).await;
    assert_eq!(sink.messages().len(), 0);
    let mut browser = administrator(&app, 1).await;
    let page = browser.open("/en/admin/background").await;
    assert_eq!(page.status, 200);
    assert_eq!(ways(&page, "retry"), 3);
    assert!(page.html.contains("10 tries"), "{}", page.html);
    assert!(page.html.contains("The mail server did not take the mail."));
    assert!(!page.html.contains("@example.org"), "nobody is named");
    let (retried, mailer) = (tap(&mut browser, &page, "retry").await, sink.mailer());
    assert_eq!(ways(&retried, "retry"), 2);
    assert_eq!(app.run_jobs(&mailer).await, 1);
    assert_eq!(sink.messages().len(), 1);
    // The same tap once more, from the page as it was: nothing happens twice.
    let again = tap(&mut browser, &page, "retry").await;
    assert_eq!(ways(&again, "retry"), 2);
    let dropped = tap(&mut browser, &again, "drop").await;
    assert_eq!(ways(&dropped, "retry"), 1);
    assert_eq!(ways(&dropped, "retry-all"), 0, "one is no list");
    app.run_jobs(&mailer).await;
    assert_eq!(sink.messages().len(), 1, "what is set aside is not sent");
    assert_eq!(
        app.count("select count(*) from audit_event where action = 'job_retried'")
            .await,
        1
    );
    assert_eq!(
        app.count("select count(*) from audit_event where action = 'job_dropped'")
            .await,
        1
    );
}

#[tokio::test]
async fn all_that_was_given_up_is_tried_again_at_once() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    given_up(&app, 3).await;
    let mut browser = administrator(&app, 1).await;
    for language in ["uk", "ro", "ru"] {
        let page = browser.open(&format!("/{language}/admin/background")).await;
        assert_eq!(ways(&page, "retry-all"), 1, "{language}");
    }
    let page = browser.open("/en/admin/background").await;
    let page = tap(&mut browser, &page, "retry-all").await;
    assert_eq!(ways(&page, "retry"), 0);
    app.run_jobs(&sink.mailer()).await;
    let mut numbers: Vec<String> = sink
        .messages()
        .into_iter()
        .map(|message| message.message_id)
        .collect();
    numbers.sort();
    numbers.dedup();
    assert_eq!(numbers.len(), 3);
}

#[tokio::test]
async fn only_administrators_see_the_work_in_the_background() {
    let app = TestApp::spawn().await;
    let mut visitor = Browser::new(&app);
    let shown = visitor.open("/en/admin/background").await;
    assert!(shown.html.contains("name=\"password\""), "sign in");
    for who in [&app.cast.moderators[0], &app.cast.people[0]] {
        let mut browser = Browser::new(&app);
        browser.sign_in(who.email()).await;
        let page = browser.open("/en/admin/background").await;
        assert_eq!(page.status, 404);
    }
}

/// The kinds of jobs that the worker runs: the arms of `jobs::run`, and what the constants that they name are.
fn kinds_that_run() -> BTreeSet<String> {
    let files = sources("api/src");
    let text = |path: &str| {
        let file = files.iter().find(|(name, _)| name == path);
        file.unwrap_or_else(|| panic!("no {path}")).1.clone()
    };
    let (jobs, notices) = (text("api/src/jobs.rs"), text("api/src/app/notices/mod.rs"));
    let (_, run) = jobs.split_once("    match job.kind.as_str() {\n").unwrap();
    let (arms, _) = run
        .split_once("        _ => Err(\"unknown-kind\")")
        .unwrap();
    let named = arms.lines().filter_map(|line| {
        let arm = line.strip_prefix("        ")?;
        let (name, _) = arm.split_once(" => ")?;
        let is_constant = name.bytes().all(|b| b.is_ascii_uppercase() || b == b'_');
        is_constant.then_some(name)
    });
    named
        .map(|name| {
            let begins = format!("pub const {name}: &str = \"");
            let (_, value) = notices.split_once(&begins).unwrap();
            value.split('"').next().unwrap().to_owned()
        })
        .collect()
}

#[test]
fn every_kind_of_job_that_the_worker_runs_has_its_words_in_every_language() {
    let run = kinds_that_run();
    assert!(run.len() > 10, "{run:?}");
    let named: BTreeSet<String> = JOB_KINDS.into_iter().map(str::to_owned).collect();
    assert_eq!(named, run);
    for locale in Locale::ALL {
        let own = messages(locale);
        for kind in &run {
            let key = format!("admin-job-{}", kind.replace('_', "-"));
            assert!(own.contains_key(&key), "{locale:?} has no {key}");
        }
    }
}

#[tokio::test]
async fn jobs_of_every_kind_are_named_in_words() {
    let app = TestApp::spawn().await;
    let mut db = app.superuser().await;
    for kind in JOB_KINDS {
        sqlx::query(
            "insert into job (id, kind, dedup_id, payload, run_at, created_at)
             values (gen_random_uuid(), $1, 'words:' || $1, '{}', '2027-03-02T08:00:00Z', '2027-03-01T08:00:00Z')",
        )
        .bind(kind)
        .execute(&mut db)
        .await
        .unwrap();
    }
    let mut browser = administrator(&app, 1).await;
    let page = browser.open("/en/admin/background").await;
    let names = page.texts("tbody th");
    assert!(names.len() >= JOB_KINDS.len(), "{names:?}");
    for kind in JOB_KINDS {
        assert!(
            !names.iter().any(|name| name.starts_with(kind)),
            "{names:?}"
        );
    }
    for name in ["Asking households how they are", "Sending a mail"] {
        assert!(
            names.iter().any(|shown| shown.starts_with(name)),
            "{names:?}"
        );
    }
}
