//! What people were told, read in the product: it stands there whether a mail was wanted, sent and delivered or not.

#![cfg(test)]

use std::collections::BTreeSet;

use jiff::SignedDuration;
use punte_api::{storage::to_time, texts};
use punte_core::locale::Locale;
use punte_tests::{
    Answer, Browser, MailSink, PASSWORD, Sight, TestApp, Who, request, service, service_need, with,
};
use serde_json::{Value, json};

use crate::canaries;

async fn inbox(app: &TestApp, who: &Who) -> Vec<Value> {
    let page = app.get("/inbox?limit=100").by(who).expect(200).await;
    page.items().clone()
}

/// What somebody was told, by its codes, the newest first.
async fn told(app: &TestApp, who: &Who) -> Vec<String> {
    let lines = inbox(app, who).await;
    let notices = lines.iter().map(|line| line["notice"].as_str().unwrap());
    notices.map(str::to_owned).collect()
}

async fn mark(app: &TestApp, who: &Who, up_to: &Value) -> Answer {
    app.post("/inbox/read")
        .by(who)
        .json(&json!({ "up_to": up_to }))
        .send()
        .await
}

/// The badges at the top of a page.
fn badges(page: &Sight) -> Vec<String> {
    page.texts("header .nav .tag")
}

async fn open_request<'a>(app: &'a TestApp, code: &str) -> (Browser<'a>, Sight) {
    let mut browser = Browser::new(app);
    let page = browser.open("/en/my").await;
    let form = page.form("/en/my").with("code", code);
    let page = browser.send(&form).await;
    assert_eq!(page.address, "/en/my/request");
    (browser, page)
}

#[tokio::test]
async fn a_household_without_an_address_reads_in_its_language_what_happened_and_marks_it() {
    let app = TestApp::spawn().await;
    let provider = app.provider(2, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let household = app.file(&[service_need(1)]).await;
    assert_eq!(told(&app, &household.who).await, ["request-received"]);
    app.advance(SignedDuration::from_secs(5));
    let id = app.propose(&household, &offer).await;
    app.try_accept(&provider, &id).await.expect(200);
    assert_eq!(
        told(&app, &household.who).await,
        ["proposal-accepted", "request-received"],
        "the newest first"
    );
    for locale in Locale::ALL {
        let call = app.get("/inbox").by(&household.who);
        let call = call.header("accept-language", locale.as_str());
        let page = call.expect(200).await;
        let newest = &page.items()[0];
        let words = texts::text(locale, "mail-proposal-accepted-subject");
        assert_eq!(newest["text"], words, "in the reader's language");
        assert_eq!(newest["page"], format!("/my/matches/{id}"));
        assert_eq!(newest["about"], id);
        assert_eq!(newest["read"], false);
    }
    let (mut browser, page) = open_request(&app, &household.code).await;
    assert_eq!(badges(&page), ["2 new"]);
    let page = browser.open("/en/my/inbox").await;
    assert_eq!(page.texts("#lines b").len(), 2, "what is new is marked");
    assert_eq!(badges(&page), ["2 new"], "looking marks nothing");
    // Something comes while the page is read: that stays new.
    app.advance(SignedDuration::from_secs(5));
    app.end(&provider.member, &id, "cancel").await.expect(200);
    let page = browser.send(&page.form("/en/my/inbox")).await;
    assert_eq!(page.address, "/en/my/inbox");
    assert_eq!(badges(&page), ["1 new"]);
    let left = page.texts("#lines b");
    assert_eq!(
        left,
        [texts::text(Locale::En, "mail-match-cancelled-subject")]
    );
    let page = browser.send(&page.form("/en/my/inbox")).await;
    assert_eq!(badges(&page), [""; 0]);
    assert_eq!(page.texts("#lines li").len(), 3, "read, and still there");
    let forms = page.attributes("main form", "action");
    assert!(forms.is_empty(), "nothing is left to be marked: {forms:?}");
}

#[tokio::test]
async fn every_line_leads_whoever_reads_it_to_a_page_of_theirs() {
    let app = TestApp::spawn().await;
    let canaries = canaries::make(&app).await;
    app.advance(SignedDuration::from_secs(61));
    let provider = &canaries.ngo.member;
    let mut own = Browser::new(&app);
    own.sign_in(provider.email()).await;
    let page = own.open("/en/account/inbox").await;
    let (mut household, of_request) = open_request(&app, &canaries.household.code).await;
    assert!(
        of_request.links().iter().any(|l| l == "/en/my/inbox"),
        "the way there"
    );
    let theirs = household.open("/en/my/inbox").await;
    let mut opened = 0;
    for (browser, page) in [(&mut own, &page), (&mut household, &theirs)] {
        let lines = page.attributes("#lines a", "href");
        assert!(lines.len() > 1, "{}", page.html);
        for line in lines {
            let there = browser.open(&line).await;
            assert_eq!((there.status, &there.address), (200, &line));
            opened += 1;
        }
    }
    assert!(opened >= 6, "{opened}");
}

#[tokio::test]
async fn every_mail_to_somebody_known_has_a_line_and_every_line_a_mail() {
    let app = TestApp::spawn().await;
    canaries::make(&app).await;
    let lines = "select count(*) from notification";
    assert!(app.count(lines).await > 12);
    let differing = "select count(*) from notification n
        full join (select dedup_id from job where kind in ('mail', 'digest') and not payload -> 'to' ? 'link') j using (dedup_id)
        where n.id is null or j.dedup_id is null";
    assert_eq!(app.count(differing).await, 0);
    // What a mail is about and to whom is what the line says.
    let other = "select count(*) from notification n join job j using (dedup_id)
        where j.payload ->> 'about' <> n.about::text or j.payload ->> 'notice' <> n.notice
            or coalesce(j.payload #>> '{to,account}', j.payload #>> '{to,request}') <> n.recipient_id::text";
    assert_eq!(app.count(other).await, 0);
}

#[tokio::test]
async fn what_somebody_does_without_as_a_mail_or_gets_once_a_day_stands_there_at_once() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let provider = app.provider(2, "ngo", 1).await;
    let choose = async |muted: &[&str], daily: bool| {
        let body = json!({ "locale": "en", "muted": muted, "daily": daily });
        let call = app.put("/accounts/me/mails").by(&provider.member);
        call.json(&body).expect(200).await;
    };
    choose(&["receipts"], false).await;
    app.submitted(&provider, &service(&provider.id)).await;
    app.run_jobs(&sink.mailer()).await;
    assert!(sink.messages().is_empty(), "done without");
    assert_eq!(told(&app, &provider.member).await, ["offer-submitted"]);
    choose(&[], true).await;
    app.submitted(&provider, &service(&provider.id)).await;
    app.run_jobs(&sink.mailer()).await;
    assert!(sink.messages().is_empty(), "it waits for the morning");
    assert_eq!(told(&app, &provider.member).await, ["offer-submitted"; 2]);
}

#[tokio::test]
async fn what_is_said_at_night_stands_there_while_its_mail_waits_for_the_morning() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let provider = app.provider(2, "ngo", 1).await;
    // From ten in the morning to half past one at night.
    app.advance(SignedDuration::from_mins(15 * 60 + 30));
    app.submitted(&provider, &service(&provider.id)).await;
    app.run_jobs(&sink.mailer()).await;
    assert!(sink.messages().is_empty(), "nobody is woken");
    assert_eq!(told(&app, &provider.member).await, ["offer-submitted"]);
}

#[tokio::test]
async fn a_decision_stands_there_once_it_can_no_longer_be_taken_back_and_never_if_it_was() {
    let app = TestApp::spawn().await;
    let provider = app.provider(2, "ngo", 1).await;
    let offer = app.submitted(&provider, &service(&provider.id)).await;
    let moderator = app.as_moderator();
    let item = app.queue_item(moderator, &offer).await.unwrap();
    let item = item["id"].as_str().unwrap().to_owned();
    app.approve_by(moderator, &offer).await.expect(201);
    assert_eq!(told(&app, &provider.member).await, ["offer-submitted"]);
    let undone = app.post(format!("/review/items/{item}/undo"));
    let undone = undone.by(moderator).expect(200).await;
    app.advance(SignedDuration::from_secs(120));
    assert_eq!(
        told(&app, &provider.member).await,
        ["offer-submitted"],
        "it was taken back"
    );
    let revision = undone.text_at("/revision_id");
    app.decide(moderator, &item, "approve", &revision)
        .await
        .expect(201);
    app.advance(SignedDuration::from_secs(59));
    assert_eq!(told(&app, &provider.member).await, ["offer-submitted"]);
    app.advance(SignedDuration::from_secs(1));
    assert_eq!(
        told(&app, &provider.member).await,
        ["offer-approved", "offer-submitted"]
    );
}

#[tokio::test]
async fn a_list_is_paged_and_marked_up_to_a_line_and_nobody_marks_somebody_elses() {
    let app = TestApp::spawn().await;
    let (who, other) = (&app.cast.people[3], &app.cast.people[4]);
    assert!(inbox(&app, who).await.is_empty());
    let mut browser = Browser::new(&app);
    browser.sign_in(who.email()).await;
    let page = browser.open("/en/account/inbox").await;
    let empty = texts::text(Locale::En, "inbox-none");
    assert_eq!(page.text(".p-empty h2"), Some(empty));
    // Two at each instant: the order is one all the same.
    sqlx::query(
        "insert into notification (id, account_id, notice, about, dedup_id, at)
         select gen_random_uuid(), $1, 'offers-imported', gen_random_uuid(), 'line' || n, $2::timestamptz - n / 2 * interval '1 minute'
         from generate_series(0, 59) n",
    )
    .bind(who.account.0)
    .bind(to_time(app.now()))
    .execute(&mut app.superuser().await)
    .await
    .unwrap();
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = app.get(format!("/inbox?limit=7{cursor}")).by(who);
        let page = page.expect(200).await;
        seen.extend(page.items().clone());
        match page.at("/next_cursor").as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    let ids: Vec<&str> = seen.iter().map(|l| l["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), 60);
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), 60);
    let at = |line: &Value| line["at"].as_str().unwrap().to_owned();
    assert!(seen.is_sorted_by(|a, b| at(a) >= at(b)));

    mark(&app, other, &seen[0]["id"]).await.expect(404);
    let left = mark(&app, who, &seen[40]["id"]).await.expect(200);
    assert_eq!(left.number("/unread"), 40, "those after it stay new");
    let lines = inbox(&app, who).await;
    let read = |line: &&Value| line["read"] == true;
    assert_eq!(lines.iter().position(|l| read(&l)), Some(40));
    assert_eq!(lines.iter().filter(read).count(), 20);

    let page = browser.open("/en/account/inbox").await;
    assert_eq!(badges(&page), ["40 new"]);
    assert_eq!(page.texts("#lines li").len(), 25);
    let next = page.attributes("a[rel=next]", "href").remove(0);
    let page = browser.open(&next).await;
    let first: Vec<String> = page.attributes("main form", "action");
    assert!(first.is_empty(), "all is marked from the first page");
    let next = page.attributes("a[rel=next]", "href").remove(0);
    let page = browser.open(&next).await;
    assert_eq!(page.texts("#lines li").len(), 10);
    assert!(page.links().iter().any(|l| l == "/en/account/inbox"));
    assert!(page.attributes("a[rel=next]", "href").is_empty());
    let told = "insert into notification (id, account_id, notice, about, dedup_id, at)
         select gen_random_uuid(), $1, notice, about, 'another', at from notification order by at limit 1";
    sqlx::query(told)
        .bind(other.account.0)
        .execute(&mut app.superuser().await)
        .await
        .unwrap();
    let left = mark(&app, who, &Value::Null).await.expect(200);
    assert_eq!(left.number("/unread"), 0);
    let theirs = inbox(&app, other).await;
    assert_eq!(theirs.len(), 1);
    assert_eq!(theirs[0]["read"], false, "nobody else's are marked");
}

#[tokio::test]
async fn a_case_worker_reads_what_a_household_was_told_and_leaves_the_marks_to_it() {
    let app = TestApp::spawn().await;
    let organisation = app.provider(1, "ngo", 3).await;
    let household = app.file(&[service_need(1)]).await;
    let worker = app.case_worker(&organisation, "worker@example.org").await;
    let case = app.follow(&worker, &organisation, &household.code).await;
    let mut browser = Browser::new(&app);
    browser.sign_in(worker.email()).await;
    let page = browser.open(&format!("/en/helping/{case}")).await;
    browser.send(&page.to_do("open")).await;
    let page = browser.open("/en/my/inbox").await;
    assert_eq!(page.texts("#lines b").len(), 2, "received, and followed");
    let forms = page.attributes("main form[action='/en/my/inbox']", "action");
    assert!(forms.is_empty(), "{forms:?}");
    let heads = page.attributes("header .nav a", "href");
    assert!(heads.iter().any(|h| h == "/en/account/inbox"), "their own");
    // Only the choice of languages leads to where they are.
    let here = heads.iter().filter(|h| *h == "/en/my/inbox").count();
    assert_eq!(here, 1, "{heads:?}");
}

#[tokio::test]
async fn what_somebody_was_told_is_taken_along_and_goes_with_them() {
    let app = TestApp::spawn().await;
    let canaries = canaries::make(&app).await;
    let (household, member) = (&canaries.household, &canaries.volunteer.member);
    let path = format!("/requests/{}", household.request);
    for (export, who) in [
        (format!("{path}/export"), &household.who),
        ("/accounts/me/export".to_owned(), member),
    ] {
        let lines = inbox(&app, who).await;
        let export = app.get(export).by(who).expect(200).await;
        assert!(!lines.is_empty());
        assert_eq!(export.at("/notices"), &Value::Array(lines));
    }
    let of = async |id: String| -> i64 {
        sqlx::query_scalar("select count(*) from notification where recipient_id = $1::uuid")
            .bind(id)
            .fetch_one(&mut app.superuser().await)
            .await
            .unwrap()
    };
    let all = app.count("select count(*) from notification").await;
    assert!(of(household.request.clone()).await > 0);
    app.delete(&path).by(&household.who).expect(204).await;
    assert_eq!(of(household.request.clone()).await, 0);
    assert!(of(member.account.to_string()).await > 0);
    app.post("/accounts/me/erasure")
        .by(member)
        .json(&json!({ "password": PASSWORD }))
        .expect(204)
        .await;
    assert_eq!(of(member.account.to_string()).await, 0);
    let left = app.count("select count(*) from notification").await;
    assert!((1..all).contains(&left), "what others were told stays");
}

#[tokio::test]
async fn what_somebody_was_told_is_forgotten_after_ninety_days_read_or_not() {
    let app = TestApp::spawn().await;
    let contact = json!({ "channel": "in_product" });
    let body = with(request(&[service_need(1)]), "/contact", contact);
    app.file_request(&body).await;
    let lines = "select count(*) from notification where notice = 'request-received'";
    let keep = async || {
        let cases = app.use_cases().await;
        cases.apply_retention().await.unwrap();
        cases.pool.close().await;
        app.count(lines).await
    };
    app.advance(SignedDuration::from_hours(90 * 24));
    assert_eq!(keep().await, 1);
    app.advance(SignedDuration::from_secs(1));
    assert_eq!(keep().await, 0);
}
