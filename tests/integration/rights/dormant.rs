//! An account that nobody signs in to any more is erased, a month after its holder was told, unless somebody counts on it.

use jiff::SignedDuration;
use punte_api::texts;
use punte_core::locale::Locale;
use punte_tests::{MailSink, PASSWORD, TestApp, Who, service, service_need};
use serde_json::json;

use crate::pages::still_offered;

fn days(n: i64) -> SignedDuration {
    SignedDuration::from_hours(24 * n)
}

const SECOND: SignedDuration = SignedDuration::from_secs(1);

/// A round of what the clock alone does.
async fn keep(app: &TestApp) {
    let use_cases = app.use_cases().await;
    use_cases.apply_retention().await.unwrap();
    use_cases.pool.close().await;
}

/// How many mails about it an account got.
async fn told(app: &TestApp, sink: &MailSink, who: &Who, locale: Locale) -> usize {
    app.run_jobs(&sink.mailer()).await;
    let subject = texts::text(locale, "mail-account-dormant-subject");
    let mails = sink.messages().into_iter();
    mails
        .filter(|mail| mail.to == who.email() && mail.subject == subject)
        .count()
}

async fn is_there(app: &TestApp, who: &Who) -> bool {
    sqlx::query_scalar("select exists (select from identity.account where account_id = $1)")
        .bind(who.account.0)
        .fetch_one(&mut app.superuser().await)
        .await
        .unwrap()
}

/// Whether nobody would miss an account.
async fn may_go(app: &TestApp, who: &Who) -> bool {
    sqlx::query_scalar("select exists (select from forgettable_account where id = $1)")
        .bind(who.account.0)
        .fetch_one(&mut app.app_rw().await)
        .await
        .unwrap()
}

#[tokio::test]
async fn an_account_that_nobody_signs_in_to_is_erased_a_month_after_its_holder_was_told() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let people = &app.cast.people;
    // Their languages are English and Russian.
    let (gone, back) = (&people[2], &people[3]);
    app.advance(days(700));
    keep(&app).await;
    assert_eq!(told(&app, &sink, gone, Locale::En).await, 0);
    app.advance(SECOND);
    for _ in 0..2 {
        keep(&app).await;
        assert_eq!(told(&app, &sink, gone, Locale::En).await, 1, "once");
    }
    assert_eq!(told(&app, &sink, back, Locale::Ru).await, 1);
    let mails = sink.messages();
    let mail = mails.iter().find(|mail| mail.to == gone.email()).unwrap();
    assert!(mail.body.contains("/en/account"), "{}", mail.body);
    let moderator = app.as_moderator();
    assert!(!mails.iter().any(|mail| mail.to == moderator.email()));

    // Whoever signs in keeps it, and is told again when they have been away for as long.
    app.advance(days(29));
    back.fresh_token(&app).await;
    app.advance(days(1));
    keep(&app).await;
    assert!(is_there(&app, gone).await, "thirty days, and not less");
    app.advance(SECOND);
    keep(&app).await;
    assert!(!is_there(&app, gone).await);
    assert!(is_there(&app, back).await && is_there(&app, moderator).await);
    for (who, status) in [(gone, 401), (back, 201)] {
        let body = json!({ "email": who.email(), "password": PASSWORD });
        app.post("/sessions").json(&body).expect(status).await;
    }
    let erased = "select count(*) from audit_event where action = 'account_erased' and actor_kind = 'system'";
    assert!(app.count(erased).await >= 1);
    app.advance(days(700) + SECOND);
    keep(&app).await;
    assert_eq!(told(&app, &sink, back, Locale::Ru).await, 2);
}

#[tokio::test]
async fn nobody_is_erased_who_was_not_told_a_month_before() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let late = &app.cast.people[2];
    // The worker was away for years: the month begins when it is back.
    app.advance(days(2000));
    keep(&app).await;
    assert!(is_there(&app, late).await);
    assert_eq!(told(&app, &sink, late, Locale::En).await, 1);
    app.advance(days(30));
    keep(&app).await;
    assert!(is_there(&app, late).await);
    app.advance(SECOND);
    keep(&app).await;
    assert!(!is_there(&app, late).await);
}

#[tokio::test]
async fn what_waited_for_the_morning_is_not_told_to_whom_who_signed_in() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let people = &app.cast.people;
    // Half past ten at night.
    app.advance(days(701) + SignedDuration::from_mins(12 * 60 + 30));
    keep(&app).await;
    assert_eq!(told(&app, &sink, &people[2], Locale::En).await, 0);
    people[2].fresh_token(&app).await;
    app.advance(SignedDuration::from_hours(9));
    assert_eq!(told(&app, &sink, &people[2], Locale::En).await, 0);
    assert_eq!(told(&app, &sink, &people[3], Locale::Ru).await, 1);
}

#[tokio::test]
async fn an_account_that_somebody_counts_on_stays() {
    let app = TestApp::spawn().await;
    let people = &app.cast.people;
    for who in people {
        assert!(may_go(&app, who).await);
    }
    // Staff, whoever they are.
    for who in &app.cast.moderators {
        assert!(!may_go(&app, who).await);
    }
    // The last one of an organisation; whoever joined it goes.
    let ngo = app.provider(1, "ngo", 1).await;
    let colleague = app.colleague(&ngo, "colleague@example.org").await;
    assert!(!may_go(&app, &ngo.member).await);
    assert!(may_go(&app, &colleague).await);
    // Of a private person: what is seen or checked, and what was agreed; not what was never handed in, or lapsed.
    let host = app.provider(0, "volunteer", 3).await;
    let offer = app.draft(&host, &service(&host.id)).await;
    assert!(may_go(&app, &host.member).await);
    app.step(&host, &offer, "submit").await.expect(200);
    assert!(!may_go(&app, &host.member).await);
    app.approve(&offer).await;
    assert!(!may_go(&app, &host.member).await);
    let household = app.file(&[service_need(1)]).await;
    let agreed = app.matched(&household, &host, &offer).await;
    app.advance(days(31));
    assert!(!app.is_public(&offer).await, "lapsed");
    assert!(!may_go(&app, &host.member).await, "somebody comes");
    app.end(&household.who, &agreed, "cancel").await.expect(200);
    // As long as its link answers, an offer that lapsed is not given up.
    app.advance(days(59) - SECOND);
    assert!(!may_go(&app, &host.member).await);
    app.advance(SECOND);
    assert!(may_go(&app, &host.member).await);
    // While something that was said about them is looked into.
    let report = json!({ "offer_id": offer, "kind": "something_wrong" });
    app.post("/reports").json(&report).expect(201).await;
    assert!(!may_go(&app, &host.member).await);
    // A case worker who follows somebody.
    let worker = app.case_worker(&ngo, "worker@example.org").await;
    assert!(may_go(&app, &worker).await);
    let followed = app.file(&[service_need(1)]).await;
    app.follow(&worker, &ngo, &followed.code).await;
    assert!(!may_go(&app, &worker).await);
}

#[tokio::test]
async fn a_private_person_whom_nobody_counts_on_goes_with_all_that_they_said() {
    let app = TestApp::spawn().await;
    let host = app.provider(0, "volunteer", 3).await;
    app.live(&host, &service(&host.id)).await;
    app.advance(days(730) + SECOND);
    keep(&app).await;
    app.advance(days(30) + SECOND);
    keep(&app).await;
    assert!(!is_there(&app, &host.member).await);
    assert_eq!(app.count("select count(*) from identity.provider").await, 0);
    let withdrawn = "select count(*) from offer where review = 'withdrawn'";
    assert_eq!(app.count(withdrawn).await, 1);
}

#[tokio::test]
async fn who_answers_mails_by_one_tap_and_never_signs_in_keeps_the_account() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    // Their language is English.
    let host = app.provider(2, "volunteer", 3).await;
    let offer = app.live(&host, &service(&host.id)).await;
    // They have not signed in for long; what was checked was checked again since, and confirmed by one tap, month for month.
    sqlx::query("update account set last_sign_in_at = to_timestamp($2::bigint) - interval '700 days 1 second' where id = $1")
        .bind(host.member.account.0)
        .bind(app.now().as_second())
        .execute(&mut app.superuser().await)
        .await
        .unwrap();
    sqlx::query(
        "update offer set expires_at = to_timestamp($2::bigint) + interval '2 days' where id = $1::uuid",
    )
    .bind(&offer)
    .bind(app.now().as_second())
    .execute(&mut app.superuser().await)
    .await
    .unwrap();
    let mails = still_offered::told(&app, &sink).await;
    let mut links = mails.iter().filter(|mail| mail.body.contains("/still/"));
    let (path, code) = still_offered::link(links.next().unwrap());
    // This time three days late.
    app.advance(days(5));
    keep(&app).await;
    assert_eq!(told(&app, &sink, &host.member, Locale::En).await, 0);
    let answered = still_offered::answer(&app, &path, &code, "available").await;
    assert_eq!(answered.status, 200, "{}", answered.html);
    // From that day on, as from a sign-in.
    app.advance(days(700));
    assert!(may_go(&app, &host.member).await, "lapsed long ago");
    keep(&app).await;
    assert_eq!(told(&app, &sink, &host.member, Locale::En).await, 0);
    app.advance(SECOND);
    keep(&app).await;
    assert_eq!(told(&app, &sink, &host.member, Locale::En).await, 1);
}
