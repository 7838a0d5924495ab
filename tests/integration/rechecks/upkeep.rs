//! The worker's part: each end is brought up and told of, whatever stands in the way of another one, and only as long as it is so.

use jiff::SignedDuration;
use punte_api::{app::notices::Notice, texts};
use punte_core::locale::Locale;
use punte_tests::{MailSink, TestApp, service};
use serde_json::{Value, json};

use super::{DAY, MINUTE, item, later, rule, tend, told, undo};

/// Nothing that advice by an institution has to show runs out, by a newer checklist.
const LIST_WITHOUT_ENDS: &str = "insert into checklist (key, version, items, created_at)
    select c.key, c.version + 1, (
        select jsonb_agg(case when i.point ? 'valid_days' then jsonb_set(i.point, '{required}', 'false') else i.point end order by i.n)
        from jsonb_array_elements(c.items) with ordinality i (point, n)), now()
    from checklist c where c.key = 'service-institution' order by c.version desc limit 1";

/// What is said by the mails that are sent now, as `address notice`; of several in one mail, that they are.
async fn said(app: &TestApp, sink: &MailSink) -> Vec<String> {
    let before = sink.messages().len();
    app.run_jobs(&sink.mailer()).await;
    let named = |subject: &str| {
        let mut notices = Notice::ALL.into_iter();
        let found = notices.find(|notice| {
            let key = format!("mail-{}-subject", notice.key());
            Locale::ALL.iter().any(|l| texts::text(*l, &key) == subject)
        });
        found.map_or("several", |notice| notice.key())
    };
    let mut said: Vec<String> = sink
        .messages()
        .split_off(before)
        .iter()
        .map(|m| format!("{} {}", m.to, named(&m.subject)))
        .collect();
    said.sort();
    said
}

#[tokio::test]
async fn a_provider_without_a_confirmed_address_keeps_nobody_else_from_the_second_look() {
    let app = TestApp::spawn().await;
    let silent = app.provider(0, "ngo", 1).await;
    let provider = app.provider(1, "ngo", 1).await;
    let first = app.live(&silent, &service(&silent.id)).await;
    let second = app.live(&provider, &service(&provider.id)).await;
    later(&app, &silent, &first, DAY * 336).await;
    later(&app, &provider, &second, SignedDuration::ZERO).await;
    sqlx::query("update account set email_confirmed_at = null where id = $1")
        .bind(silent.member.account.0)
        .execute(&mut app.superuser().await)
        .await
        .unwrap();
    assert_eq!(tend(&app).await, (2, 2));
    let two = &app.cast.moderators[1];
    for offer in [&first, &second] {
        app.approve_by(two, offer).await.expect(201);
    }
    // What they put into the queue themselves is refused as before.
    let edited = sqlx::query(
        "insert into review_item (id, offer_id, revision_id, kind, approvals_required, opened_at)
         select gen_random_uuid(), o.id, o.latest_revision_id, 'edited', 1, app_now() from offer o where o.id = $1::uuid",
    )
    .bind(&first)
    .execute(&mut app.app_rw().await)
    .await;
    let refused = edited.unwrap_err();
    assert_eq!(rule(&refused), Some("review_item_email_confirmed_check"));
}

#[tokio::test]
async fn what_its_provider_paused_is_neither_brought_up_nor_told_of_until_it_goes_on() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    later(&app, &provider, &offer, DAY * 335 - MINUTE).await;
    app.step(&provider, &offer, "pause").await.expect(200);
    app.advance(MINUTE);
    assert_eq!(tend(&app).await, (0, 0));
    app.step(&provider, &offer, "resume").await.expect(200);
    assert_eq!(tend(&app).await, (1, 1));
}

#[tokio::test]
async fn providers_are_told_even_where_nothing_can_be_brought_up() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    later(&app, &provider, &offer, DAY * 336).await;
    sqlx::query(
        "alter table review_item add constraint review_item_shut_check check (kind <> 'recheck')",
    )
    .execute(&mut app.superuser().await)
    .await
    .unwrap();
    let cases = app.use_cases().await;
    let (opened, told) = cases.tend_checks().await.unwrap();
    let counted = cases.metrics.render(&cases);
    cases.pool.close().await;
    assert_eq!((opened, told), (0, 1));
    let failed = "punte_sweep_failures_total{sweep=\"rechecks\"} 1";
    assert!(counted.contains(failed), "and whoever runs it reads of it");
    let told = "select count(*) from offer_reminder where stage = 'checks_end'";
    assert_eq!(app.count(told).await, 1);
}

#[tokio::test]
async fn where_nothing_runs_out_any_more_one_second_look_is_enough_and_somebody_looks() {
    let app = TestApp::spawn().await;
    let two = &app.cast.moderators[1];
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let until = app.now() + DAY * 365;
    later(&app, &provider, &offer, DAY * 336).await;
    assert_eq!(tend(&app).await, (1, 1));
    sqlx::query(LIST_WITHOUT_ENDS)
        .execute(&mut app.superuser().await)
        .await
        .unwrap();
    app.note_hints().await;
    let (id, revision) = item(&app, two, &offer, "recheck").await;
    let claimed = app.claim(two, &id).await.expect(200);
    assert_eq!(claimed.at("/checklist/items"), &json!([]));
    for hint in claimed.at("/item/hints").as_array().unwrap() {
        app.put(format!("/review/items/{id}/dismissals"))
            .by(two)
            .json(&json!({ "mark": hint["mark"], "dismissed": true }))
            .expect(200)
            .await;
    }
    // Nothing shows that they looked: not with others, by one tap.
    let together = app.post("/review/decisions").by(two).json(&json!({
        "items": [{ "item_id": id, "revision_id": revision }], "decision": "approve", "reason_code": "checklist_complete",
    }));
    let together = together.expect(200).await;
    assert_eq!(together.items()[0]["problem"]["code"], "checks-open");

    let ends = async || {
        app.offer(&provider, &offer)
            .await
            .at("/checks_until")
            .clone()
    };
    app.decide(two, &id, "approve", &revision).await.expect(201);
    assert_eq!(ends().await, Value::Null);
    undo(&app, two, &id).await.expect(200);
    assert_eq!(ends().await, json!(until), "it counts by the old list");
    app.decide(two, &id, "approve", &revision).await.expect(201);
    app.advance(MINUTE);
    assert_eq!(tend(&app).await, (0, 0), "it is not brought up again");
    later(&app, &provider, &offer, DAY * 60).await;
    assert_eq!(tend(&app).await, (0, 0));
    assert!(app.is_public(&offer).await);
}

#[tokio::test]
async fn in_the_morning_nobody_is_told_of_an_end_that_was_put_off_at_night() {
    for (days, notice) in [(335, "checks-end"), (365, "checks-over")] {
        let app = TestApp::spawn().await;
        let sink = MailSink::start();
        let seen = app.provider(1, "ngo", 1).await;
        let not_yet = app.provider(2, "ngo", 1).await;
        let first = app.live(&seen, &service(&seen.id)).await;
        let second = app.live(&not_yet, &service(&not_yet.id)).await;
        later(&app, &seen, &first, DAY * days).await;
        later(&app, &not_yet, &second, SignedDuration::ZERO).await;
        said(&app, &sink).await;
        // Thirteen hours after ten in the morning.
        app.advance(SignedDuration::from_hours(13));
        assert_eq!(tend(&app).await, (2, 2));
        app.approve_by(&app.cast.moderators[1], &first)
            .await
            .expect(201);
        app.advance(MINUTE);
        assert!(said(&app, &sink).await.is_empty(), "not at night");
        app.advance(SignedDuration::from_hours(10));
        assert_eq!(
            said(&app, &sink).await,
            [
                "person1@example.org offer-rechecked".to_owned(),
                format!("person2@example.org {notice}")
            ]
        );
    }
}

#[tokio::test]
async fn a_second_offer_that_is_hidden_on_the_same_day_is_told_of_too() {
    let hour = SignedDuration::from_hours(1);
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let provider = app.provider(2, "ngo", 1).await;
    let first = app.live(&provider, &service(&provider.id)).await;
    app.advance(hour);
    let second = app.live(&provider, &service(&provider.id)).await;
    later(&app, &provider, &first, DAY * 365 - hour).await;
    app.step(&provider, &second, "confirm").await.expect(200);
    app.run_jobs(&sink.mailer()).await;
    let over = ("checks-over", "/en/provider");
    // The end of the first, and that the second's comes.
    assert_eq!(tend(&app).await, (2, 2));
    assert_eq!(told(&app, &sink, "person2@example.org", over).await, 1);
    app.advance(hour);
    assert_eq!(tend(&app).await, (0, 1));
    assert_eq!(told(&app, &sink, "person2@example.org", over).await, 1);
    assert_eq!(tend(&app).await, (0, 0));
}
