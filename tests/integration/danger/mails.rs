//! A danger is reported from a mail: one tap leads to the page, the second one reports.

use punte_api::{
    app::notices::{MailJob, Notice, Recipient},
    texts,
};
use punte_core::{id::RequestId, locale::Locale};
use punte_tests::{
    Browser, MailSink, Message, TestApp, request, service, service_need, statements_of, with,
};
use serde_json::json;

/// Where the newest mail to an address leads whoever wants to report.
fn way(sink: &MailSink, to: &str) -> String {
    let mails = sink.messages();
    let newest = mails.iter().rfind(|m: &&Message| m.to == to).unwrap();
    let mut words = newest.body.split_whitespace();
    let link = words.find(|word| word.contains("/report")).unwrap();
    link.strip_prefix("https://punte.example.org")
        .unwrap()
        .to_owned()
}

#[tokio::test]
async fn a_household_reports_from_a_mail_in_two_taps_on_a_phone_where_nothing_is_open() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let contact = json!({ "channel": "email", "email": "olena@example.org" });
    let filed = with(request(&[service_need(1)]), "/contact", contact);
    let household = app.file_request(&filed).await;
    app.run_jobs(&sink.mailer()).await;
    assert!(way(&sink, "olena@example.org").ends_with("/report"));
    let id = app.matched(&household, &provider, &offer).await;
    app.run_jobs(&sink.mailer()).await;
    let link = way(&sink, "olena@example.org");
    assert!(!link.contains(&id), "{link}");
    let mut anybody = Browser::new(&app);
    let asked = anybody.open(&link).await;
    let form = asked.asking("reference");
    let reference = form.value("reference").unwrap().to_owned();
    assert!(link.ends_with(&format!("/report?reference={reference}")));
    let done = anybody.send(&form.with("kind", "danger_now")).await;
    assert!(done.text("p.code").is_some(), "{}", done.html);
    assert!(!app.is_public(&offer).await);
    let about = "select count(*) from report where offer_id = $1::uuid and freezes and reporter = 'visitor'";
    let reports: i64 = sqlx::query_scalar(about)
        .bind(&offer)
        .fetch_one(&mut app.superuser().await)
        .await
        .unwrap();
    assert_eq!(reports, 1);
}

#[tokio::test]
async fn a_provider_reports_a_household_from_a_mail_and_its_own_offers_stay() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let household = app.file(&[service_need(1)]).await;
    app.run_jobs(&sink.mailer()).await;
    let id = app.propose(&household, &offer).await;
    app.run_jobs(&sink.mailer()).await;
    let link = way(&sink, provider.member.email());
    assert!(link.ends_with(&format!("/report?match={id}")), "{link}");
    // Where nobody is signed in it is nobody's: they say which offer it is about.
    let mut anybody = Browser::new(&app);
    let asked = anybody.open(&link).await.asking("match");
    let again = anybody.send(&asked.with("kind", "danger_now")).await;
    assert_eq!(again.status, 422);
    assert_eq!(again.asking("reference").value("reference"), Some(""));
    assert_eq!(app.count("select count(*) from report").await, 0);

    let mut member = Browser::new(&app);
    member.sign_in(provider.member.email()).await;
    let asked = member.open(&link).await.asking("match");
    let done = member.send(&asked.with("kind", "danger_now")).await;
    assert!(done.text("p.code").is_some(), "{}", done.html);
    let theirs = "select count(*) from report where reporter = 'provider' and match_id is not null";
    assert_eq!(app.count(theirs).await, 1);
    assert!(app.is_public(&offer).await);
}

#[tokio::test]
async fn a_mail_about_nothing_that_two_have_between_them_looks_for_nothing_to_report() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let contact = json!({ "channel": "email", "email": "olena@example.org" });
    let filed = with(request(&[service_need(1)]), "/contact", contact);
    let household = app.file_request(&filed).await;
    let asked = app.propose(&household, &offer).await;
    let to = Recipient::Request(RequestId(household.request.parse().unwrap()));
    let use_cases = app.use_cases().await;
    for (notice, about, looks) in [
        (Notice::RequestReceived, &household.request, false),
        (Notice::ProposalDeclined, &asked, true),
    ] {
        let job = MailJob {
            notice,
            to,
            about: about.parse().unwrap(),
            waited: false,
        };
        let (letter, sent) = statements_of(use_cases.letter(job)).await;
        let letter = letter.unwrap().unwrap();
        assert_eq!(letter.report.is_some(), looks, "{notice:?}");
        let looked = sent.iter().any(|s| s.contains("from inquiry i join offer"));
        assert_eq!(looked, looks, "{notice:?}: {sent:#?}");
    }
    use_cases.pool.close().await;
}

#[tokio::test]
async fn whoever_a_block_concerns_reads_in_its_mail_whom_to_call() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let contact = json!({ "channel": "email", "email": "olena@example.org" });
    let filed = with(request(&[service_need(1)]), "/contact", contact);
    let household = app.file_request(&filed).await;
    app.matched(&household, &provider, &offer).await;
    app.post(format!("/providers/{}/block", provider.id))
        .by(app.as_moderator())
        .json(&json!({ "reason": "danger" }))
        .expect(201)
        .await;
    app.run_jobs(&sink.mailer()).await;
    for (to, key) in [
        ("olena@example.org", "match-stopped"),
        (provider.member.email(), "provider-blocked"),
    ] {
        let subject = texts::text(Locale::Uk, &format!("mail-{key}-subject"));
        let mails = sink.messages();
        let mail = mails.iter().find(|m| m.to == to && m.subject == subject);
        let body = &mail.expect(key).body;
        assert!(body.contains("0 800 800 11"), "{key}: {body}");
    }
}
