//! What was checked about an offer runs out: it is brought up before, nobody sees the offer after, and it counts again once somebody has
//! looked.

#![cfg(test)]

mod upkeep;
mod waiting;

use std::collections::BTreeMap;

use jiff::SignedDuration;
use punte_core::{checklist::ChecklistItem, locale::Locale};
use punte_tests::{
    Answer, Browser, MailSink, Provider, SEEN_FOR, TestApp, Who, housing_offer, service,
    service_need,
};
use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, Connection as _, PgConnection, types::Json};

use crate::{
    pages::desk::{approved, edit, moderator, page_of},
    texts::messages,
    verification::is_reachable,
};

const DAY: SignedDuration = SignedDuration::from_hours(24);
const SECOND: SignedDuration = SignedDuration::from_secs(1);
/// After it, a decision can be taken back no more.
const MINUTE: SignedDuration = SignedDuration::from_secs(61);

/// The points of the checklist of advice by an institution that run out after a year.
const TIMED: [&str; 3] = [
    "provider_in_register",
    "opening_hours_confirmed",
    "safe_around_children",
];

const HIDDEN: &str = "select count(*) from event where kind = 'offer_hidden'";
const RESTORED: &str = "select count(*) from event where kind = 'offer_restored'";

/// What the worker does about it now: items that it opens, ends that it tells of.
pub async fn tend(app: &TestApp) -> (usize, usize) {
    let cases = app.use_cases().await;
    let done = cases.tend_checks().await.unwrap();
    cases.pool.close().await;
    done
}

/// Time passes; then the provider is checked anew and says that the offer stands, so that nothing else hides it.
pub async fn later(app: &TestApp, provider: &Provider, offer: &str, by: SignedDuration) {
    app.advance(by);
    app.vet(&provider.id, &SEEN_FOR).await;
    app.step(provider, offer, "confirm").await.expect(200);
}

/// How many of the mails that are sent now say this to somebody, in whichever language, and lead there.
async fn told(app: &TestApp, sink: &MailSink, to: &str, (key, link): (&str, &str)) -> usize {
    let before = sink.messages().len();
    app.run_jobs(&sink.mailer()).await;
    let new = sink.messages().split_off(before);
    let key = format!("mail-{key}-subject");
    new.iter()
        .filter(|m| m.to == to && Locale::ALL.iter().any(|l| messages(*l)[&key] == m.subject))
        .filter(|m| m.body.lines().any(|line| line.trim_end().ends_with(link)))
        .count()
}

fn keys(points: &Value) -> Vec<String> {
    let points = points.as_array().unwrap().iter();
    let keys = points.map(|point| point["key"].as_str().unwrap().to_owned());
    keys.collect()
}

/// The open item of an offer, of a kind: its id and its version.
async fn item(app: &TestApp, who: &Who, offer: &str, kind: &str) -> (String, String) {
    let item = app.queue_item(who, offer).await.unwrap();
    assert_eq!(item["kind"], kind);
    app.open_item(who, offer).await
}

async fn undo(app: &TestApp, who: &Who, item: &str) -> Answer {
    let undo = app.post(format!("/review/items/{item}/undo"));
    undo.by(who).send().await
}

#[tokio::test]
async fn what_was_checked_runs_out_by_the_clock_alone_and_counts_again_once_it_was_seen() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let [one, two, ..] = app.cast.moderators.as_slice() else {
        unreachable!()
    };
    let provider = app.provider(2, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let until = app.now() + DAY * 365;
    later(&app, &provider, &offer, DAY * 335 - SECOND).await;
    app.run_jobs(&sink.mailer()).await;
    assert_eq!(tend(&app).await, (0, 0), "thirty days and a second before");
    let view = app.offer(&provider, &offer).await;
    assert_eq!(view.at("/to_show_again"), &json!([]));

    // Thirty days before, it is in the queue, and its provider is told what to have ready: once.
    app.advance(SECOND);
    assert_eq!(tend(&app).await, (1, 1));
    assert_eq!(tend(&app).await, (0, 0), "once");
    let ahead = ("checks-end", "/en/provider");
    assert_eq!(told(&app, &sink, "person2@example.org", ahead).await, 1);
    let view = app.offer(&provider, &offer).await;
    assert_eq!(keys(view.at("/to_show_again")), TIMED);
    assert_eq!(view.at("/checks_until"), &json!(until));
    let live = view.text_at("/live_revision_id");
    // Whoever approved it may look again.
    let waits = app.queue_item(one, &offer).await.unwrap();
    assert_eq!(
        (&waits["kind"], &waits["checks_until"], &waits["due_at"]),
        (&json!("recheck"), &json!(until), &json!(until - DAY * 7))
    );
    assert_eq!(waits["revision_id"], live.as_str());
    assert!(app.is_public(&offer).await);

    // In the last second everything is as it was.
    later(&app, &provider, &offer, DAY * 30 - SECOND).await;
    let household = app.file(&[service_need(1), service_need(1)]).await;
    let agreed = app.matched(&household, &provider, &offer).await;
    let chosen = app.try_propose(&household, 1, &offer).await;
    let chosen = chosen.expect(201).id();
    assert!(is_reachable(&app, &offer, &service_need(1)).await);
    let last: bool = sqlx::query_scalar(
        "select v.visible_until = o.checks_until from visible_offer v join offer o on o.id = v.id where o.id = $1::uuid",
    )
    .bind(&offer)
    .fetch_one(&mut app.app_rw().await)
    .await
    .unwrap();
    assert!(last, "whoever follows the log knows when to look");

    // A second later nobody finds it, though no row has changed.
    app.advance(SECOND);
    assert!(!is_reachable(&app, &offer, &service_need(1)).await);
    let public: i64 = sqlx::query_scalar("select count(*) from public_offer")
        .fetch_one(&mut app.app_rw().await)
        .await
        .unwrap();
    assert_eq!(public, 0);
    app.try_accept(&provider, &chosen)
        .await
        .problem(409, "offer-not-available");
    app.run_jobs(&sink.mailer()).await;
    let hidden = app.count(HIDDEN).await;
    assert_eq!(tend(&app).await, (0, 1));
    assert_eq!(tend(&app).await, (0, 0), "once");
    assert_eq!(app.count(HIDDEN).await, hidden + 1);
    let over = ("checks-over", "/en/provider");
    assert_eq!(told(&app, &sink, "person2@example.org", over).await, 1);
    // What waited for an answer has ended; what both sides agreed stands.
    let state = async |id: &str| {
        let seen = app.get(format!("/matches/{id}")).by(&provider.member);
        seen.expect(200).await.text_at("/state")
    };
    assert_eq!(state(&chosen).await, "declined");
    assert_eq!(state(&agreed).await, "accepted");
    app.get(format!("/matches/{agreed}/contacts"))
        .by(&household.who)
        .expect(200)
        .await;

    // It is looked at again, for the points that ran out, or stopped.
    let (id, revision) = item(&app, one, &offer, "recheck").await;
    let claimed = app.claim(one, &id).await.expect(200);
    assert_eq!(keys(claimed.at("/checklist/items")), TIMED);
    for refusal in ["request_changes", "reject"] {
        app.decide(one, &id, refusal, &revision)
            .await
            .problem(409, "recheck-only");
    }
    let missing = TIMED.map(|key| format!("/checklist/{key} required"));
    let missing: Vec<&str> = missing.iter().map(String::as_str).collect();
    app.post(format!("/review/items/{id}/decisions"))
        .by(one)
        .json(&json!({ "decision": "approve", "reason_code": "checklist_complete", "revision_id": revision }))
        .send()
        .await
        .fields(422, &missing);
    assert!(!app.is_public(&offer).await);
    let restored = app.count(RESTORED).await;
    let done = app.decide(one, &id, "approve", &revision).await.expect(201);
    assert_eq!(done.text_at("/state"), "decided");
    assert!(is_reachable(&app, &offer, &service_need(1)).await);
    assert_eq!(app.count(RESTORED).await, restored + 1);
    let view = app.offer(&provider, &offer).await;
    assert_eq!(view.text_at("/live_revision_id"), live, "no new version");
    assert_eq!(view.at("/checks_until"), &json!(app.now() + DAY * 365));
    assert_eq!(view.at("/to_show_again"), &json!([]));
    assert!(app.queue_item(two, &offer).await.is_none());
    app.advance(MINUTE);
    assert_eq!(tend(&app).await, (0, 0));
    let again = format!("/en/provider/offers/{offer}");
    let again = ("offer-rechecked", again.as_str());
    assert_eq!(told(&app, &sink, "person2@example.org", again).await, 1);
}

#[tokio::test]
async fn a_second_look_that_is_taken_back_hides_the_offer_again() {
    let app = TestApp::spawn().await;
    let two = &app.cast.moderators[1];
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    later(&app, &provider, &offer, DAY * 366).await;
    assert_eq!(tend(&app).await, (1, 1), "late, and still brought up");
    assert!(!app.is_public(&offer).await);
    let (id, revision) = item(&app, two, &offer, "recheck").await;
    app.approve_by(two, &offer).await.expect(201);
    assert!(app.is_public(&offer).await);
    let hidden = app.count(HIDDEN).await;
    let back = undo(&app, two, &id).await.expect(200);
    assert_eq!(back.text_at("/state"), "open");
    assert_eq!(back.at("/claimed_by"), &json!(two.account));
    assert!(!app.is_public(&offer).await);
    assert_eq!(app.count(HIDDEN).await, hidden + 1);
    app.decide(two, &id, "approve", &revision).await.expect(201);
    assert!(app.is_public(&offer).await);
    app.advance(MINUTE);
    undo(&app, two, &id).await.problem(409, "undo-over");
    assert!(app.is_public(&offer).await);
}

#[tokio::test]
async fn an_edit_that_waits_stands_for_the_second_look_and_a_refused_one_does_not() {
    let app = TestApp::spawn().await;
    let two = &app.cast.moderators[1];
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    later(&app, &provider, &offer, DAY * 336).await;
    let title = |title: &str| json!({ "content": { "title": title } });
    edit(&app, &provider, &offer, &title("Consultanță gratuită")).await;
    assert_eq!(tend(&app).await, (0, 1), "one item of an offer at a time");
    let (id, revision) = item(&app, two, &offer, "edited").await;
    app.claim(two, &id).await.expect(200);
    app.decide(two, &id, "reject", &revision).await.expect(201);
    assert_eq!(tend(&app).await, (0, 0), "it could be taken back");
    undo(&app, two, &id).await.expect(200);
    app.decide(two, &id, "reject", &revision).await.expect(201);
    app.advance(MINUTE);
    assert_eq!(tend(&app).await, (1, 0));
    item(&app, two, &offer, "recheck").await;
    // Another edit takes its place, and its approval goes through the whole list.
    edit(&app, &provider, &offer, &title("Consultanță zilnică")).await;
    let (id, _) = item(&app, two, &offer, "edited").await;
    let all = app.checked(two, &id).await;
    assert!(all.as_object().unwrap().len() > TIMED.len());
    app.approve_by(two, &offer).await.expect(201);
    let view = app.offer(&provider, &offer).await;
    assert_eq!(view.at("/checks_until"), &json!(app.now() + DAY * 365));
    app.advance(MINUTE);
    assert_eq!(tend(&app).await, (0, 0));
}

/// Until when the approval of an offer counts, by its row and by what was checked, seconds.
async fn counts_until(
    db: &mut PgConnection,
    offer: &str,
    list: &str,
) -> (Option<i64>, Option<i64>) {
    let kept = "select extract(epoch from checks_until)::bigint from offer where id = $1::uuid";
    let kept: Option<i64> = sqlx::query_scalar(kept)
        .bind(offer)
        .fetch_one(&mut *db)
        .await
        .unwrap();
    let yes: Vec<(String, Option<i64>)> = sqlx::query_as(
        "select k.item, extract(epoch from k.expires_at)::bigint
         from review_check k join review_decision d on d.id = k.decision_id join offer o on o.live_revision_id = d.revision_id
         where o.id = $1::uuid and k.result = 'yes' and d.decision = 'approve' and d.undone_at is null order by k.checked_at",
    )
    .bind(offer)
    .fetch_all(&mut *db)
    .await
    .unwrap();
    // A newer yes takes the place of an older one.
    let held: BTreeMap<String, Option<i64>> = yes.into_iter().collect();
    let items = "select items from checklist where key = $1 order by version desc limit 1";
    let items: Json<Vec<ChecklistItem>> = sqlx::query_scalar(items)
        .bind(list)
        .fetch_one(&mut *db)
        .await
        .unwrap();
    let required = items.0.iter().filter(|item| item.required);
    let ends = required.filter_map(|item| held.get(&item.key).copied().flatten());
    (kept, ends.min())
}

#[tokio::test]
async fn an_approval_counts_until_what_it_requires_runs_out_and_nobody_writes_another_end() {
    let app = TestApp::spawn().await;
    let host = app.provider(0, "volunteer", 3).await;
    let home = app.submitted(&host, &housing_offer(&host.id)).await;
    let [one, two, ..] = app.cast.moderators.as_slice() else {
        unreachable!()
    };
    app.approve_by(one, &home).await.expect(201);
    app.advance(DAY);
    app.approve_by(two, &home).await.expect(201);
    let by_hand = (app.now() + DAY * 365).as_second();
    let provider = app.provider(1, "ngo", 1).await;
    let advice = app.live(&provider, &service(&provider.id)).await;
    let mut db = app.superuser().await;
    for (offer, list) in [(&home, "housing-private"), (&advice, "service-institution")] {
        let (kept, checked) = counts_until(&mut db, offer, list).await;
        assert_eq!((kept, checked), (Some(by_hand), Some(by_hand)), "{list}");
    }
    // The server may not write it, and whoever may finds it as it was.
    let longer = "update offer set checks_until = checks_until + interval '1 year'";
    assert!(
        sqlx::query(longer)
            .execute(&mut app.app_rw().await)
            .await
            .is_err()
    );
    for end in ["checks_until + interval '1 year'", "null"] {
        let statement = format!("update offer set checks_until = {end}");
        sqlx::query(AssertSqlSafe(statement))
            .execute(&mut db)
            .await
            .unwrap();
        let (kept, _) = counts_until(&mut db, &home, "housing-private").await;
        assert_eq!(kept, Some(by_hand), "{end}");
    }
}

/// The rule by which a statement of the server's is refused.
fn rule(error: &sqlx::Error) -> Option<&str> {
    error.as_database_error().and_then(|e| e.constraint())
}

#[tokio::test]
async fn the_database_itself_refuses_a_second_look_that_looks_at_nothing() {
    let app = TestApp::spawn().await;
    let one = app.as_moderator();
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    app.draft(&provider, &service(&provider.id)).await;
    let mut db = app.app_rw().await;
    let never_approved = sqlx::query(
        "insert into review_item (id, offer_id, revision_id, kind, approvals_required, checks_until, opened_at)
         select gen_random_uuid(), o.id, o.latest_revision_id, 'recheck', 1, app_now(), app_now() from offer o
         where o.live_revision_id is null",
    );
    let refused = never_approved.execute(&mut db).await.unwrap_err();
    assert_eq!(rule(&refused), Some("review_item_recheck_check"));

    later(&app, &provider, &offer, DAY * 366).await;
    assert_eq!(tend(&app).await, (1, 1));
    let (id, _) = item(&app, one, &offer, "recheck").await;
    app.claim(one, &id).await.expect(200);
    let decision = |what: &str| {
        AssertSqlSafe(format!(
            "insert into review_decision (id, review_item_id, revision_id, moderator_id, decision, reason_code, checklist_key, checklist_version, created_at)
             select gen_random_uuid(), i.id, i.revision_id, i.claimed_by, '{what}', 'checklist_complete', c.key, c.version, app_now()
             from review_item i, checklist c where i.id = '{id}' and c.key = 'service-institution' order by c.version desc limit 1"
        ))
    };
    let mut db = app.app_rw().await;
    let refused = sqlx::query(decision("reject")).execute(&mut db).await;
    let refused = refused.unwrap_err();
    assert_eq!(rule(&refused), Some("review_decision_recheck_check"));
    // What ran out is no answer; what counts for as long as the version is.
    let mut tx = db.begin().await.unwrap();
    sqlx::query(decision("approve"))
        .execute(&mut *tx)
        .await
        .unwrap();
    let refused = tx.commit().await.unwrap_err();
    assert_eq!(rule(&refused), Some("review_decision_checked_check"));
    assert!(!app.is_public(&offer).await);
}

#[tokio::test]
async fn pages_say_what_has_to_be_shown_and_one_form_writes_it_down() {
    let app = TestApp::spawn().await;
    let provider = app.provider(2, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    later(&app, &provider, &offer, DAY * 336).await;
    assert_eq!(tend(&app).await, (1, 1));
    let mut own = Browser::new(&app);
    own.sign_in(provider.member.email()).await;
    let dashboard = own.open("/en/provider").await;
    let asks = "What we have to see again: Consultanță juridică";
    assert!(dashboard.html.contains(asks), "{}", dashboard.html);
    let page = own.open(&format!("/en/provider/offers/{offer}")).await;
    assert_eq!(page.texts("#again li").len(), TIMED.len());

    let mut works = moderator(&app, 0).await;
    let address = page_of(&app, &offer).await;
    let ending = works.open("/en/desk/expiring").await;
    assert!(ending.links().contains(&address), "{}", ending.html);
    let waits = works.open(&address).await;
    assert!(waits.html.contains("What was checked counts until"));
    let taken = works.send(&waits.to_do("take")).await;
    assert_eq!(taken.texts("[data-point]").len(), TIMED.len());
    assert!(taken.attributes("[data-decision]", "value").is_empty());
    // What is looked at again cannot be decided on together with others.
    let queue = works.open("/en/desk?tab=expiring").await;
    assert_eq!(queue.texts("tbody tr").len(), 1);
    assert!(queue.attributes("[data-tick]", "value").is_empty());
    let done = works.send(&approved(&taken)).await;
    assert!(done.text(".said").unwrap().contains("counts on"));
    let ending = works.open("/en/desk/expiring").await;
    assert!(!ending.links().contains(&address));
    let page = own.open(&format!("/en/provider/offers/{offer}")).await;
    assert!(page.text("#again").is_none());
}
