//! Reports of danger and the emergency block over REST. What people see of them is in `pages/danger.rs`.

#![cfg(test)]

mod blocked;
mod households;
mod hurry;
mod mails;
mod programs;
mod raised;

use jiff::SignedDuration;
use punte_tests::{MailSink, TestApp, service, service_need, with};
use serde_json::{Value, json};

use crate::pages::desk::moderator;

const WORDS: &str = "He took my passport. Call +373 69 555 200 after nine.";

#[tokio::test]
async fn a_report_hides_is_read_by_whoever_took_it_and_told_by_its_code() {
    let app = TestApp::spawn().await;
    let [first, second, ..] = app.cast.moderators.as_slice() else {
        unreachable!()
    };
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let report = json!({ "offer_id": offer, "kind": "danger_now", "text": WORDS });
    let made = app.post("/reports").json(&report).expect(201).await;
    let code = json!({ "code": made.text_at("/code") });
    assert!(!app.is_public(&offer).await, "hidden by the same request");

    let listed = app.get("/reports").by(first).expect(200).await;
    let line = listed.items()[0].clone();
    assert_eq!(
        (&line["offer_id"], &line["state"]),
        (&json!(offer), &json!("open"))
    );
    assert_eq!(
        (&line["freezes"], &line["reporter"]),
        (&json!(true), &json!("visitor"))
    );
    assert!(!listed.text.contains("passport"));
    let path = format!("/reports/{}", line["id"].as_str().unwrap());
    let read = async |who| app.get(&path).by(who).expect(200).await;
    let before = read(first).await;
    assert_eq!(
        (&before.body["texts"], &before.body["written"]),
        (&json!([]), &json!(1))
    );
    app.post(format!("{path}/take")).by(first).expect(200).await;
    assert_eq!(read(first).await.text_at("/texts/0/text"), WORDS);
    assert_eq!(
        read(second).await.body["texts"],
        json!([]),
        "one pair of eyes"
    );

    let more = with(code.clone(), "/text", "He is back.");
    app.post("/report-texts").json(&more).expect(201).await;
    assert_eq!(read(first).await.text_at("/texts/1/text"), "He is back.");
    let close = json!({ "outcome": "passed_on" });
    let closing = |who| app.post(format!("{path}/close")).by(who).json(&close);
    closing(second).expect(409).await;
    closing(first).expect(200).await;
    assert!(app.is_public(&offer).await, "shown again");
    let told = app.post("/report-states").json(&code).expect(200).await;
    assert_eq!(
        (told.text_at("/state"), told.text_at("/outcome")),
        ("closed".to_owned(), "passed_on".to_owned())
    );
    app.post("/report-texts").json(&more).expect(409).await;
    assert!(
        app.get("/reports")
            .by(first)
            .expect(200)
            .await
            .items()
            .is_empty()
    );
    let closed = app.get("/reports?closed=true").by(first).expect(200).await;
    assert_eq!(closed.items()[0]["outcome"], "passed_on");
}

#[tokio::test]
async fn a_report_is_about_one_thing_and_of_a_match_only_by_its_sides() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let nothing = json!({ "kind": "exploitation" });
    let answer = app.post("/reports").json(&nothing).send().await;
    answer.fields(422, &["/offer_id required"]);
    for (what, id) in [
        ("/reference", "P-0000-0"),
        ("/offer_id", provider.id.as_str()),
    ] {
        let unknown = with(nothing.clone(), what, id);
        let answer = app.post("/reports").json(&unknown).send().await;
        answer.fields(422, &[&format!("{what} unknown-value")]);
    }
    let about = with(nothing, "/offer_id", offer.as_str());
    for (second, id) in [
        ("/match_id", offer.as_str()),
        ("/inquiry_id", offer.as_str()),
        ("/reference", "P-0000-0"),
    ] {
        let both = with(about.clone(), second, id);
        let answer = app.post("/reports").json(&both).send().await;
        answer.fields(422, &[&format!("{second} duplicate")]);
    }
    let household = app.file(&[punte_tests::service_need(1)]).await;
    let asked = app
        .try_propose(&household, 0, &offer)
        .await
        .expect(201)
        .id();
    let of_match = json!({ "match_id": asked, "kind": "exploitation" });
    let unknown = ["/match_id unknown-value"];
    let by_visitor = app.post("/reports").json(&of_match).send().await;
    by_visitor.fields(422, &unknown);
    let report = |who| app.post("/reports").by(who).json(&of_match);
    let by_another = report(&app.cast.people[4]).send().await;
    by_another.fields(422, &unknown);
    report(&household.who).expect(201).await;
    report(&provider.member).expect(201).await;
    assert_eq!(app.count("select count(*) from report").await, 2);
}

/// With the first wall taken away, as in `access`: `script/assure` builds this apart.
#[cfg(feature = "owners-unchecked")]
#[tokio::test]
async fn without_the_question_whose_it_is_nobody_reports_what_others_have_between_them() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let household = app.file(&[punte_tests::service_need(1)]).await;
    let other = app.file(&[punte_tests::service_need(1)]).await;
    let about = [
        ("match_id", app.propose(&household, &offer).await),
        ("inquiry_id", app.question(&household, &offer).await),
    ];
    for (field, id) in about {
        let report = json!({ field: id, "kind": "danger_now" });
        for stranger in [&other.who, &app.cast.people[4]] {
            let answer = app.post("/reports").by(stranger).json(&report);
            let refused = format!("/{field} unknown-value");
            answer.send().await.fields(422, &[&refused]);
        }
    }
    assert_eq!(app.count("select count(*) from report").await, 0);
    assert!(app.is_public(&offer).await);
}

#[tokio::test]
async fn a_block_does_not_wait_until_its_note_is_put_right() {
    let app = TestApp::spawn().await;
    let note = "\u{feff}Block\t3:\0 he\u{202e} has a knife\r\nnow ";
    let plain = "Block 3:  he has a knife\nnow";
    for (person, (note, kept)) in [(note, Some(plain)), (" \u{200b}\t", None)]
        .into_iter()
        .enumerate()
    {
        let provider = app.provider(person, "ngo", 1).await;
        let offer = app.live(&provider, &service(&provider.id)).await;
        let block = app.post(format!("/providers/{}/block", provider.id));
        let body = json!({ "reason": "danger", "note": note });
        let block = block.by(app.as_moderator()).json(&body).expect(201).await;
        assert_eq!(block.body["note"], json!(kept));
        assert!(!app.is_public(&offer).await);
    }
    // On the page not even the length is in the way.
    let provider = app.provider(2, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let mut browser = moderator(&app, 0).await;
    let address = format!("/en/desk/providers/{}", provider.id);
    let form = browser.open(&address).await.to_do("block");
    let long = format!("\u{2066}{}", "ж".repeat(1500));
    let form = form.with("reason", "danger").with("block_note", &long);
    let done = browser.send(&form).await;
    assert_eq!((done.status, &done.address), (200, &address));
    assert!(!app.is_public(&offer).await);
    let kept = "select max(char_length(note))::bigint from provider_block";
    assert_eq!(app.count(kept).await, 999, "what hides counted before");
}

#[tokio::test]
async fn a_block_hides_at_once_and_only_somebody_else_lifts_it() {
    let app = TestApp::spawn().await;
    let [first, second, ..] = app.cast.moderators.as_slice() else {
        unreachable!()
    };
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let path = format!("/providers/{}/block", provider.id);
    app.get(&path).by(first).expect(404).await;
    let words = "Two families say the same of the driver.";
    let block = app
        .post(&path)
        .by(first)
        .json(&json!({ "reason": "danger", "note": words }));
    block.expect(201).await;
    assert!(!app.is_public(&offer).await);
    // Whoever looks second reads why, here and on the page; who is blocked does not.
    let seen = app.get(&path).by(second).expect(200).await;
    assert_eq!(seen.text_at("/note"), words);
    let mut browser = moderator(&app, 1).await;
    let page = browser
        .open(&format!("/en/desk/providers/{}", provider.id))
        .await;
    let panel = page.text("section[aria-labelledby=block]").unwrap();
    assert!(panel.contains(words), "{panel}");
    let own = app.offer(&provider, &offer).await;
    assert!(!own.text.contains("the same of the driver"));
    app.get(&path).by(&provider.member).expect(403).await;
    let rewritten =
        sqlx::query("update provider_block set note = 'Nothing.', verdict = 'upheld', reviewed_by = $1, reviewed_at = app_now()")
            .bind(second.account.0)
            .execute(&mut app.superuser().await)
            .await
            .unwrap_err();
    let rule = rewritten.as_database_error().and_then(|e| e.constraint());
    assert_eq!(rule, Some("provider_block_once_check"));
    let waiting = app.get("/blocks").by(second).expect(200).await;
    assert_eq!(waiting.items()[0]["provider_id"], json!(provider.id));
    assert_eq!(
        app.get(&path).by(first).expect(200).await.body["mine"],
        true
    );
    let lift = json!({ "verdict": "lifted" });
    let verdict = |who| app.post(format!("{path}/verdicts")).by(who).json(&lift);
    verdict(first).expect(409).await;
    assert!(!app.is_public(&offer).await);
    verdict(second).expect(201).await;
    assert!(app.is_public(&offer).await);
    assert!(
        app.get("/blocks")
            .by(second)
            .expect(200)
            .await
            .items()
            .is_empty()
    );
}

#[tokio::test]
async fn whoever_only_filed_a_request_hides_no_more_than_any_visitor() {
    let app = TestApp::spawn().await;
    let household = app.file(&[service_need(1), service_need(1)]).await;
    let mut offers = Vec::new();
    for number in 0..7 {
        let provider = app.provider(number % 3, "ngo", 1).await;
        let offer = app.live(&provider, &service(&provider.id)).await;
        offers.push((provider, offer));
    }
    let danger = |about: Value| {
        app.post("/reports")
            .by(&household.who)
            .json(&with(about, "/kind", "danger_now"))
            .expect(201)
    };
    let hidden = "select count(*) from report where freezes";
    for (_, offer) in &offers[..5] {
        danger(json!({ "offer_id": offer })).await;
    }
    assert_eq!(app.count(hidden).await, 5);
    // What was chosen, and not agreed to, is no more than that.
    let proposed = app.try_propose(&household, 0, &offers[5].1).await;
    danger(json!({ "match_id": proposed.expect(201).id() })).await;
    assert_eq!(app.count(hidden).await, 5);
    // Whoever was let in is believed at once.
    let proposed = app.try_propose(&household, 1, &offers[6].1).await;
    let agreed = proposed.expect(201).id();
    app.try_accept(&offers[6].0, &agreed).await.expect(200);
    danger(json!({ "match_id": agreed })).await;
    assert_eq!(app.count(hidden).await, 6);
}

#[tokio::test]
async fn guests_who_report_by_the_page_of_the_offer_leave_strangers_what_they_may_hide() {
    let app = TestApp::spawn().await;
    let household = app.file(&[service_need(1)]).await;
    let host = app.provider(0, "ngo", 1).await;
    let agreed = app.live(&host, &service(&host.id)).await;
    app.matched(&household, &host, &agreed).await;
    let danger = |offer: &str| {
        let body = json!({ "offer_id": offer, "kind": "danger_now" });
        app.post("/reports").json(&body)
    };
    for _ in 0..5 {
        danger(&agreed).by(&household.who).expect(201).await;
    }
    let hidden = "select count(*) from report where freezes";
    assert_eq!(app.count(hidden).await, 5);
    let other = app.provider(1, "ngo", 1).await;
    let offer = app.live(&other, &service(&other.id)).await;
    danger(&offer).expect(201).await;
    assert!(!app.is_public(&offer).await, "a stranger's first");
    // Of strangers five an hour.
    for _ in 0..5 {
        danger(&offer).expect(201).await;
    }
    assert_eq!(app.count(hidden).await, 10);
}

#[tokio::test]
async fn what_a_report_hid_is_held_against_needs_again_once_the_report_is_closed() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let moderator = app.as_moderator();
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    app.advance(SignedDuration::from_secs(61));
    app.run_jobs(&sink.mailer()).await;
    for (kind, again) in [("something_wrong", 0), ("danger_now", 1)] {
        let report = json!({ "offer_id": offer, "kind": kind });
        app.post("/reports").json(&report).expect(201).await;
        let listed = app.get("/reports").by(moderator).expect(200).await;
        let path = format!("/reports/{}", listed.text_at("/items/0/id"));
        let take = app.post(format!("{path}/take")).by(moderator);
        take.expect(200).await;
        let close = app.post(format!("{path}/close")).by(moderator);
        let close = close.json(&json!({ "outcome": "passed_on" }));
        close.expect(200).await;
        let looks = "select count(*) from job where kind = 'offer_visible' and state = 'queued'";
        assert_eq!(app.count(looks).await, again, "{kind}");
    }
}
