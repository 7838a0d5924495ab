//! Who tends a case: whoever follows it is told when nobody looked in time, and an administrator of the organisation gives it to a colleague.

use jiff::SignedDuration;
use punte_api::texts;
use punte_core::locale::Locale;
use punte_tests::{
    Browser, Household, MailSink, Provider, TestApp, Who, request, service_need, with,
};
use serde_json::{Value, json};

use super::{begin, token};

const HOUR: SignedDuration = SignedDuration::from_hours(1);
const SECOND: SignedDuration = SignedDuration::from_secs(1);

/// To whom mails of a kind went until now, after the worker's round.
async fn told(app: &TestApp, sink: &MailSink, notice: &str) -> Vec<String> {
    let use_cases = app.use_cases().await;
    use_cases.remind_of_cases().await.unwrap();
    use_cases.pool.close().await;
    app.run_jobs(&sink.mailer()).await;
    let subjects = Locale::ALL.map(|l| texts::text(l, &format!("mail-{notice}-subject")));
    let mails = sink.messages().into_iter();
    let mut to: Vec<String> = mails
        .filter(|m| subjects.contains(&m.subject))
        .map(|m| m.to)
        .collect();
    to.sort();
    to
}

#[tokio::test]
async fn a_case_worker_is_told_once_of_each_time_by_which_nobody_looked() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let (organisation, worker, household) = begin(&app).await;
    let case = app.follow(&worker, &organisation, &household.code).await;
    let due = async || told(&app, &sink, "case-due").await.len();
    // In turn: three days.
    app.advance(HOUR * 72 - SECOND);
    assert_eq!(due().await, 0);
    app.advance(SECOND);
    assert_eq!(due().await, 1);
    assert_eq!(due().await, 1, "once");
    app.advance(HOUR * 48);
    assert_eq!(due().await, 1, "however long it lies");
    token(&app, &worker, &case).await;
    app.advance(HOUR * 24 - SECOND);
    assert_eq!(due().await, 1, "they looked");
    // Who has waited for long comes sooner: by now a day after the last look.
    app.advance(SECOND + HOUR * 48);
    assert_eq!(due().await, 2);
    let subject = texts::text(Locale::En, "mail-case-due-subject");
    let mails = sink.messages();
    let mail = mails.iter().find(|m| m.subject == subject).unwrap();
    assert_eq!(mail.to, "worker@example.org");
    assert!(mail.body.contains(&format!("/en/helping/{case}")));
}

#[tokio::test]
async fn nobody_is_told_of_a_case_that_ended_or_was_looked_at_while_the_mail_waited() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let (organisation, worker, household) = begin(&app).await;
    let others = [
        app.file(&[service_need(1)]).await,
        app.file(&[service_need(1)]).await,
    ];
    let mut cases = vec![app.follow(&worker, &organisation, &household.code).await];
    // At eleven in the evening three days later all of them are due.
    app.advance(HOUR * 13);
    for other in &others {
        cases.push(app.follow(&worker, &organisation, &other.code).await);
    }
    token(&app, &worker, &cases[0]).await;
    app.post(format!("/cases/{}/end", cases[1]))
        .by(&worker)
        .json(&json!({ "reason": "served" }))
        .expect(204)
        .await;
    app.advance(HOUR * 72);
    assert_eq!(told(&app, &sink, "case-due").await, [""; 0], "at night");
    let written = "select count(*) from job where payload ->> 'notice' = 'case-due'";
    assert_eq!(app.count(written).await, 2);
    token(&app, &worker, &cases[0]).await;
    app.advance(HOUR * 8);
    assert_eq!(
        told(&app, &sink, "case-due").await,
        ["worker@example.org"],
        "of the one that still lies there"
    );
}

/// An organisation whose administrator follows requests, too, a case worker with a household that wants mails, and the next one.
async fn organisation(app: &TestApp) -> (Provider, Who, Who, Household, String) {
    let organisation = app.provider(0, "ngo", 1).await;
    app.give_factor(&organisation.member).await;
    organisation.member.fresh_token(app).await;
    let worker = app.case_worker(&organisation, "worker@example.org").await;
    let next = app.case_worker(&organisation, "next@example.org").await;
    let contact = json!({ "channel": "email", "email": "olena@example.org" });
    let body = with(request(&[service_need(1)]), "/contact", contact);
    let household = app.file_request(&body).await;
    let case = app.follow(&worker, &organisation, &household.code).await;
    (organisation, worker, next, household, case)
}

async fn give(app: &TestApp, by: &Who, case: &str, member: &str) -> punte_tests::Answer {
    app.post(format!("/cases/{case}/holder"))
        .by(by)
        .json(&json!({ "member_id": member }))
        .send()
        .await
}

#[tokio::test]
async fn an_administrator_gives_a_case_to_a_colleague_and_the_household_is_told() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let (organisation, worker, next, household, case) = organisation(&app).await;
    let acting = token(&app, &worker, &case).await;
    app.post(format!("/cases/{case}/notes"))
        .by(&worker)
        .json(&json!({ "text": "Called the centre." }))
        .expect(201)
        .await;
    let (mine, theirs) = (app.membership(&worker).await, app.membership(&next).await);
    let cases = app
        .get(format!("/providers/{}/cases", organisation.id))
        .by(&organisation.member)
        .expect(200)
        .await;
    assert_eq!(cases.items().len(), 1);
    assert_eq!(cases.text_at("/items/0/id"), case);
    assert_eq!(cases.text_at("/items/0/member_id"), mine);
    assert!(
        !cases.text.contains(&household.request),
        "nothing of the household"
    );

    give(&app, &organisation.member, &case, &theirs)
        .await
        .expect(204);
    let read = |who| app.get(format!("/cases/{case}")).by(who).send();
    read(&worker).await.problem(404, "not-found");
    let seen = read(&next).await.expect(200);
    assert_eq!(seen.text_at("/source"), "reassigned");
    assert_eq!(
        seen.text_at("/consent"),
        "spoken",
        "as the household agreed"
    );
    assert_eq!(seen.text_at("/notes/0/text"), "Called the centre.");
    app.get(format!("/requests/{}", household.request))
        .token(&acting)
        .expect(401)
        .await;
    for (notice, to) in [
        ("case-handed-on", "olena@example.org"),
        ("case-ended", "worker@example.org"),
        ("case-given", "next@example.org"),
    ] {
        assert_eq!(told(&app, &sink, notice).await, [to], "{notice}");
    }
    let line: (String, Value) = sqlx::query_as(
        "select actor_id::text, data from audit_event where action = 'case_handed_over'",
    )
    .fetch_one(&mut app.superuser().await)
    .await
    .unwrap();
    assert_eq!(line.0, organisation.member.account.0.to_string());
    assert_eq!(line.1["source"], "reassigned");
    // And the household ends it as ever.
    app.post(format!("/requests/{}/case-withdrawals", household.request))
        .by(&household.who)
        .json(&json!({ "case_id": case }))
        .expect(204)
        .await;
    read(&next).await.problem(404, "not-found");
}

#[tokio::test]
async fn nobody_else_gives_a_case_and_it_stays_among_those_who_may_follow_requests() {
    let app = TestApp::spawn().await;
    let (organisation, worker, next, _, case) = organisation(&app).await;
    let administrator = &organisation.member;
    let theirs = app.membership(&next).await;
    // Neither a plain member, whose it is or not, nor who administers another organisation.
    let other = app.provider(1, "ngo", 1).await;
    app.give_factor(&other.member).await;
    other.member.fresh_token(&app).await;
    for who in [&worker, &next, &other.member] {
        give(&app, who, &case, &theirs)
            .await
            .problem(404, "not-found");
        let listed = app.get(format!("/providers/{}/cases", organisation.id));
        let listed = listed.by(who).send().await;
        assert!([403, 404].contains(&listed.status), "{}", listed.text);
    }
    let stranger = app.membership(&other.member).await;
    let holder = app.membership(&worker).await;
    for to in [&stranger, &holder] {
        give(&app, administrator, &case, to)
            .await
            .fields(422, &["/member_id unknown-value"]);
    }
    let bare = app.colleague(&organisation, "bare@example.org").await;
    let bare = app.membership(&bare).await;
    give(&app, administrator, &case, &bare)
        .await
        .fields(422, &["/member_id cannot-follow"]);
    app.advance(SignedDuration::from_mins(6));
    give(&app, administrator, &case, &theirs)
        .await
        .problem(403, "second-factor-stale");
    let kept = "select count(*) from household_case where source = 'shown_code'";
    assert_eq!(app.count(kept).await, 1);
    // The database keeps it in the organisation, and begins none like that.
    for change in [
        "update household_case set source = 'reassigned', provider_id = $2::uuid, account_id = $3 where id = $1::uuid",
        "update household_case set source = 'reassigned' where id = $1::uuid and $2::uuid is not null and $3::uuid is not null",
    ] {
        let refused = sqlx::query(change)
            .bind(&case)
            .bind(&other.id)
            .bind(other.member.account.0)
            .execute(&mut app.app_rw().await)
            .await
            .unwrap_err();
        let held = refused.as_database_error().unwrap().constraint();
        assert_eq!(held, Some("household_case_reassigned_check"), "{change}");
    }
}

#[tokio::test]
async fn the_page_of_the_members_shows_who_follows_what_and_gives_it_on() {
    let app = TestApp::spawn().await;
    let (organisation, _, next, _, case) = organisation(&app).await;
    app.advance(SignedDuration::from_secs(60));
    let address = format!("/en/provider/of/{}/members", organisation.id);
    let mut browser = Browser::new(&app);
    browser.sign_in(organisation.member.email()).await;
    let page = browser.open(&address).await;
    let listed = page.texts("#cases li");
    assert_eq!(listed.len(), 1);
    assert!(listed[0].contains("worker@example.org"), "{listed:?}");
    let theirs = app.membership(&next).await;
    let done = browser
        .send(&page.to_do("reassign").with("member", &theirs))
        .await;
    assert!(done.text(".said").is_some(), "{}", done.html);
    assert!(done.texts("#cases li")[0].contains("next@example.org"));
    let follows = app.get(format!("/cases/{case}")).by(&next);
    follows.expect(200).await;
    // A plain member sees no such list.
    let mut colleague = Browser::new(&app);
    app.advance(SignedDuration::from_secs(60));
    colleague.sign_in(next.email()).await;
    let page = colleague.open(&address).await;
    assert!(page.texts("#cases li").is_empty());
}

#[tokio::test]
async fn whoever_gives_away_a_case_of_their_own_or_takes_one_is_not_told_what_they_did() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let (organisation, _, next, _, _) = organisation(&app).await;
    let administrator = &organisation.member;
    let household = app.file(&[service_need(1)]).await;
    let case = app
        .follow(administrator, &organisation, &household.code)
        .await;
    let (mine, theirs) = (
        app.membership(administrator).await,
        app.membership(&next).await,
    );
    give(&app, administrator, &case, &theirs).await.expect(204);
    assert_eq!(told(&app, &sink, "case-ended").await, [""; 0]);
    assert_eq!(told(&app, &sink, "case-given").await, ["next@example.org"]);
    give(&app, administrator, &case, &mine).await.expect(204);
    let ended = told(&app, &sink, "case-ended").await;
    assert_eq!(ended, ["next@example.org"]);
    let given = told(&app, &sink, "case-given").await;
    assert_eq!(given, ["next@example.org"], "and nobody else since");
}
