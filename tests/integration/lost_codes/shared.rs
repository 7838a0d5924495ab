//! Phones and addresses that several requests name: a centre's, a family's, or one that a stranger wrote. None of them opens whichever
//! request came last.

use std::collections::BTreeMap;

use punte_tests::{Household, MailSink, TestApp, Who, request, service_need, with};
use serde_json::json;
use sqlx::Executor as _;

use super::{EMAIL, LOST, by_mail, known, number_of, opens, renew};

const PHONE: &str = "+380501234567";

async fn by_phone(app: &TestApp) -> Household {
    let contact = json!({ "channel": "phone", "phone": PHONE });
    app.file_request(&with(request(&[service_need(1)]), "/contact", contact))
        .await
}

/// Takes a request back that nobody changed.
async fn withdraw(app: &TestApp, household: &Household) {
    let call = app.post(format!("/requests/{}/withdraw", household.request));
    let call = call.by(&household.who).if_match(1);
    call.expect(200).await;
}

/// Asks for a mail; the codes in it, each by what stands before it.
async fn codes_by_mail(app: &TestApp) -> Vec<(String, String)> {
    let sink = MailSink::start();
    let asked = app.post(LOST).json(&json!({ "email": EMAIL }));
    asked.expect(202).await;
    app.run_jobs(&sink.mailer()).await;
    let mut mails = mails(&sink);
    codes_in(&mails.pop().unwrap_or_default())
}

/// What the mails about lost codes say that arrived, in order.
fn mails(sink: &MailSink) -> Vec<String> {
    let all = sink.messages().into_iter().map(|m| m.body);
    all.filter(|body| body.contains("/my/renew")).collect()
}

/// The codes in a mail, each by what stands before it.
fn codes_in(body: &str) -> Vec<(String, String)> {
    let parts: Vec<&str> = body.split('#').collect();
    parts
        .windows(2)
        .map(|pair| {
            let code = pair[1].split_whitespace().next().unwrap().to_owned();
            assert_eq!(body.matches(&code).count(), 2, "to be copied, too: {body}");
            (pair[0].to_owned(), code)
        })
        .collect()
}

#[tokio::test]
async fn a_phone_that_families_share_opens_nobody_s_request_before_the_number_is_said() {
    let app = TestApp::spawn().await;
    let moderator = app.as_moderator();
    moderator.fresh_token(&app).await;
    let (first, second) = (by_phone(&app).await, by_phone(&app).await);
    let reissue = async |value: &str| {
        let call = app.post("/review/reissued-codes").by(moderator);
        call.json(&known(value, "known_to_helper")).send().await
    };
    let refused = reissue(PHONE).await;
    refused.fields(422, &["/known ambiguous"]);
    for household in [&first, &second] {
        assert!(opens(&app, &household.code).await);
    }
    let done = reissue(&number_of(&app, &first).await).await.expect(201);
    assert_eq!(done.text_at("/request_id"), first.request);
    assert!(!opens(&app, &first.code).await);
    assert!(opens(&app, &second.code).await, "nobody else's");
    // What is over is nobody's to mistake it for.
    withdraw(&app, &second).await;
    let done = reissue(PHONE).await.expect(201);
    assert_eq!(done.text_at("/request_id"), first.request);
    // So it is with an address.
    by_mail(&app).await;
    by_mail(&app).await;
    reissue(EMAIL).await.fields(422, &["/known ambiguous"]);
}

#[tokio::test]
async fn a_link_that_was_sent_stays_that_request_s_whatever_is_filed_in_the_name_of_its_address() {
    let app = TestApp::spawn().await;
    let theirs = by_mail(&app).await;
    let [(_, code)]: [(String, String); 1] = codes_by_mail(&app).await.try_into().unwrap();
    let stranger = by_mail(&app).await;
    let done = renew(&app, &code).await.expect(201);
    assert_eq!(done.text_at("/request_id"), theirs.request);
    assert!(opens(&app, &stranger.code).await);
    // One that nobody has read yet says of none of them which.
    let unread = app.linked(LOST, EMAIL).await;
    renew(&app, &unread).await.fields(422, &["/code link-code"]);
}

#[tokio::test]
async fn a_mail_to_an_address_of_several_requests_has_a_link_for_each_and_each_opens_its_own() {
    let app = TestApp::spawn().await;
    let mut of = BTreeMap::new();
    let mut all = Vec::new();
    for _ in 0..3 {
        let household = by_mail(&app).await;
        of.insert(number_of(&app, &household).await, household.request.clone());
        all.push(household);
    }
    let [first, second, third] = all.as_slice() else {
        unreachable!()
    };
    withdraw(&app, third).await;
    let codes = codes_by_mail(&app).await;
    assert_eq!(codes.len(), 2, "none for what is over");
    // Who came later pushes nobody out.
    for ((before, code), household) in codes.iter().zip([first, second]) {
        let named: Vec<_> = of.iter().filter(|(n, _)| before.contains(*n)).collect();
        assert_eq!(named.len(), 1, "its number stands above it: {before}");
        assert_eq!(named[0].1, &household.request);
        let done = renew(&app, code).await.expect(201);
        assert_eq!(done.text_at("/request_id"), household.request);
        assert!(!opens(&app, &household.code).await);
        renew(&app, code).await.fields(422, &["/code link-code"]);
    }
    // One that is reached in another way by then is not opened from there any more.
    let codes = codes_by_mail(&app).await;
    let again = renew(&app, &codes[0].1).await.expect(201);
    let who = Who::household(&again.text_at("/tracking_code"));
    let codes = codes_by_mail(&app).await;
    assert_eq!(codes.len(), 2);
    let path = format!("/requests/{}", first.request);
    let version = app.get(&path).by(&who).expect(200).await.version();
    let call = app.put(format!("{path}/contact")).by(&who);
    let moved = json!({ "channel": "in_product" });
    call.if_match(version).json(&moved).expect(200).await;
    renew(&app, &codes[0].1)
        .await
        .fields(422, &["/code link-code"]);
    renew(&app, &codes[1].1).await.expect(201);
}

#[tokio::test]
async fn a_mail_that_is_tried_again_carries_the_same_links_and_none_that_was_used() {
    let app = TestApp::spawn().await;
    let mut sink = MailSink::start();
    let (first, second) = (by_mail(&app).await, by_mail(&app).await);
    app.run_jobs(&sink.mailer()).await;
    let asked = app.post(LOST).json(&json!({ "email": EMAIL }));
    asked.expect(202).await;
    // The mail server takes nothing; then it does, and whoever sent it is killed before that is noted.
    let again = "update job set state = 'queued', done_at = null, run_at = created_at where payload ->> 'notice' = 'code-lost'";
    sink.put_off();
    app.run_jobs(&sink.mailer()).await;
    assert!(mails(&sink).is_empty());
    sink.take();
    for _ in 0..2 {
        app.superuser().await.execute(again).await.unwrap();
        app.run_jobs(&sink.mailer()).await;
    }
    let sent = mails(&sink);
    let codes = codes_in(&sent[0]);
    assert_eq!((sent.len(), codes.len()), (2, 2));
    assert_eq!(codes, codes_in(&sent[1]));
    let living = "select count(*) from mail_link where request_id is not null";
    assert_eq!(app.count(living).await, 2, "one for each");

    let done = renew(&app, &codes[0].1).await.expect(201);
    assert_eq!(done.text_at("/request_id"), first.request);
    app.superuser().await.execute(again).await.unwrap();
    app.run_jobs(&sink.mailer()).await;
    assert_eq!(mails(&sink).len(), 2, "it was read");
    renew(&app, &codes[0].1)
        .await
        .fields(422, &["/code link-code"]);
    let done = renew(&app, &codes[1].1).await.expect(201);
    assert_eq!(done.text_at("/request_id"), second.request);
}
