//! The figures of the queue, counted again from the audit log alone.

#![cfg(test)]

mod deadlines;
mod edited;
mod failed;
mod named;
mod stops;
mod table;

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use punte_tests::{Browser, TestApp, Who, housing_offer, profile, service, with};
use serde_json::{Value, json};

use crate::{
    pages::desk::moderator,
    rechecks::{later, tend},
};

/// A line of the log.
struct Line {
    at: Timestamp,
    action: String,
    actor: String,
    subject: String,
    data: Value,
}

async fn log(app: &TestApp) -> Vec<Line> {
    let rows: Vec<(i64, String, Option<uuid::Uuid>, uuid::Uuid, Value)> = sqlx::query_as(
        "select (extract(epoch from at) * 1000000)::bigint, action, actor_id, subject_id, data from audit_event order by id",
    )
    .fetch_all(&mut app.superuser().await)
    .await
    .unwrap();
    rows.into_iter()
        .map(|(at, action, actor, subject, data)| Line {
            at: Timestamp::from_microsecond(at).unwrap(),
            action,
            actor: actor.map(|id| id.to_string()).unwrap_or_default(),
            subject: subject.to_string(),
            data,
        })
        .collect()
}

/// What is known of an item.
#[derive(Default)]
struct Item {
    opened: Option<Timestamp>,
    /// Until when what was checked counts, of what people see and what is looked at again: nothing that came in.
    again: Option<Timestamp>,
    over: bool,
    lease: Option<Timestamp>,
    /// Decisions that stand: when, by whom, the line.
    decisions: Vec<(Timestamp, String, Value)>,
}

/// Reads the log from its beginning, and counts.
fn counted(log: &[Line], now: Timestamp, days: i64) -> Value {
    let from = now - SignedDuration::from_hours(24 * days);
    let mut items: BTreeMap<String, Item> = BTreeMap::new();
    let mut undone: BTreeMap<String, u64> = BTreeMap::new();
    let mut escalated: BTreeMap<String, u64> = BTreeMap::new();
    // Until when what was checked counts, and whether a level is missing.
    let mut vetted: BTreeMap<String, (Timestamp, bool)> = BTreeMap::new();
    let mut blocked: BTreeSet<String> = BTreeSet::new();
    for line in log {
        let lease = line.at + SignedDuration::from_mins(10);
        let stands_anew = ["evidence_recorded", "evidence_taken_back", "level_fell"];
        if stands_anew.contains(&line.action.as_str()) {
            match line.data["vetted_until"].as_str() {
                Some(until) => {
                    let misses = !line.data["level_lost"].is_null();
                    vetted.insert(line.subject.clone(), (until.parse().unwrap(), misses))
                }
                None => vetted.remove(&line.subject),
            };
            continue;
        }
        if line.action == "provider_corrected" && line.data["again"] == true {
            vetted.remove(&line.subject);
        }
        if line.action == "provider_blocked" {
            blocked.insert(line.subject.clone());
        }
        if line.action == "block_reviewed" && line.data["verdict"] == "lifted" {
            blocked.remove(&line.subject);
        }
        if !line.action.starts_with("review_") {
            continue;
        }
        let item = items.entry(line.subject.clone()).or_default();
        match line.action.as_str() {
            "review_opened" => {
                // What waits in the place of another one has waited since that did.
                let since = line.data["from"].as_str();
                item.opened = Some(since.map_or(line.at, |since| since.parse().unwrap()));
                let until = line.data["checks_until"].as_str();
                item.again = until.map(|until| until.parse().unwrap());
                assert_eq!(item.again.is_some(), line.data["kind"] == "recheck");
            }
            "review_claimed" => item.lease = Some(lease),
            "review_released" => item.lease = None,
            "review_withdrawn" => (item.over, item.lease) = (true, None),
            "review_reopened" => item.over = false,
            "review_escalated" => {
                item.lease = None;
                if line.at >= from {
                    let reason = line.data["reason"].as_str().unwrap().to_owned();
                    *escalated.entry(reason).or_default() += 1;
                }
            }
            "review_decided" => {
                item.lease = None;
                item.over = line.data["closes"] == true;
                let decision = (line.at, line.actor.clone(), line.data.clone());
                item.decisions.push(decision);
            }
            "review_undone" => {
                let at = item
                    .decisions
                    .iter()
                    .rposition(|(_, by, _)| *by == line.actor)
                    .unwrap();
                let (decided, ..) = item.decisions.remove(at);
                (item.over, item.lease) = (false, Some(lease));
                if decided >= from {
                    *undone.entry(line.actor.clone()).or_default() += 1;
                }
            }
            _ => {}
        }
    }
    let mut open: BTreeMap<(String, String), u64> = BTreeMap::new();
    let mut waits = Vec::new();
    let mut reasons: BTreeMap<(String, String), u64> = BTreeMap::new();
    let mut failed: BTreeMap<String, u64> = BTreeMap::new();
    let mut load: BTreeMap<String, (u64, u64)> = BTreeMap::new();
    for (by, n) in undone {
        load.entry(by).or_default().1 = n;
    }
    for item in items.values() {
        let opened = item.opened.unwrap();
        if !item.over && item.again.is_none() {
            let state = if item.lease.is_some_and(|until| until > now) {
                "held"
            } else if item.decisions.is_empty() {
                "waiting"
            } else {
                "second"
            };
            let hours = now.duration_since(opened).as_secs_f64() / 3600.0;
            let age = match hours {
                h if h < 12.0 => "12h",
                h if h < 24.0 => "24h",
                h if h < 72.0 => "72h",
                _ => "older",
            };
            *open.entry((state.to_owned(), age.to_owned())).or_default() += 1;
        }
        if let Some((at, _, _)) = item.decisions.first()
            && opened >= from
            && item.again.is_none()
        {
            waits.push(at.duration_since(opened).as_secs());
        }
        for (at, by, data) in &item.decisions {
            if *at < from {
                continue;
            }
            let text = |name: &str| data[name].as_str().unwrap().to_owned();
            *reasons
                .entry((text("decision"), text("reason")))
                .or_default() += 1;
            for point in data["failed"].as_array().unwrap() {
                let point = point.as_str().unwrap().to_owned();
                *failed.entry(point).or_default() += 1;
            }
            load.entry(by.clone()).or_default().0 += 1;
        }
    }
    waits.sort_unstable();
    let rank = |tenths: usize| {
        let at = (waits.len() * tenths).div_ceil(10);
        waits.get(at.saturating_sub(1)).copied()
    };
    let (blocks, suspensions) = stops::counted(log, from);
    let due = now + SignedDuration::from_hours(24 * 30);
    vetted.retain(|who, _| !blocked.contains(who));
    let again = |until: Timestamp, misses: bool| misses || until <= now;
    let lapsed = vetted
        .values()
        .filter(|(until, misses)| again(*until, *misses));
    let lapsed = lapsed.count();
    let soon = vetted.values().filter(|(until, _)| *until <= due);
    let soon = soon
        .filter(|(until, misses)| !again(*until, *misses))
        .count();
    let (unconfirmed_lapsed, unconfirmed_soon) = deadlines::counted(log, now, &vetted);
    let waiting = items.values().filter(|item| !item.over);
    let ends = waiting.filter_map(|item| item.again);
    let ends: Vec<Timestamp> = ends.filter(|until| *until <= due).collect();
    let offers_lapsed = ends.iter().filter(|until| **until <= now).count();
    let offers_soon = ends.len() - offers_lapsed;
    json!({
        "open": open.iter().map(|((state, age), n)| json!({ "state": state, "age": age, "items": n })).collect::<Vec<_>>(),
        "first_decision": { "items": waits.len(), "median_s": rank(5), "p90_s": rank(9) },
        "decisions": reasons.iter().map(|((decision, reason), n)| json!({ "decision": decision, "reason": reason, "decisions": n })).collect::<Vec<_>>(),
        "escalations": escalated.iter().map(|(reason, n)| json!({ "reason": reason, "escalations": n })).collect::<Vec<_>>(),
        "blocks": blocks,
        "suspensions": suspensions,
        "failed_checks": failed::counted(log, from, &failed),
        "reverification": {
            "lapsed": lapsed, "soon": soon, "offers_lapsed": offers_lapsed, "offers_soon": offers_soon,
            "unconfirmed_lapsed": unconfirmed_lapsed, "unconfirmed_soon": unconfirmed_soon,
        },
        "moderators": load.iter().map(|(by, (n, back))| json!({ "moderator_id": by, "decisions": n, "undone": back })).collect::<Vec<_>>(),
    })
}

/// What has to be checked again: of providers and of offers, what is over and what ends soon.
fn due(figures: &Value) -> [i64; 4] {
    let due = &figures["reverification"];
    ["lapsed", "soon", "offers_lapsed", "offers_soon"].map(|of| due[of].as_i64().unwrap())
}

/// Decides with these answers to the checklist.
async fn decide(app: &TestApp, by: &Who, offer: &str, decision: &str, no: &[&str]) -> String {
    let item = app.queue_item(by, offer).await.unwrap();
    let id = item["id"].as_str().unwrap().to_owned();
    app.claim(by, &id).await.expect(200);
    let mut list = app.checked(by, &id).await;
    for point in no {
        list[*point] = json!("no");
    }
    let reason = if decision == "approve" {
        "checklist_complete"
    } else {
        "missing_fact"
    };
    app.post(format!("/review/items/{id}/decisions"))
        .by(by)
        .json(&json!({
            "decision": decision, "reason_code": reason, "revision_id": item["revision_id"], "checklist": list, "note": "Why so?",
        }))
        .expect(201)
        .await;
    id
}

async fn compare(app: &TestApp, days: i64) -> Value {
    let answer = app
        .get(format!("/review/figures?days={days}"))
        .by(app.as_moderator())
        .expect(200)
        .await;
    let mut figures = answer.body.clone();
    // What households say is nothing of the queue: `outcomes.rs`.
    for field in ["from", "to", "outcomes"] {
        figures.as_object_mut().unwrap().remove(field);
    }
    let again = counted(&log(app).await, app.now(), days);
    assert_eq!(figures, again, "{figures:#}\n{again:#}");
    figures
}

#[tokio::test]
async fn the_figures_are_counted_again_from_the_audit_log_alone() {
    let app = TestApp::spawn().await;
    let [one, two, three, ..] = app.cast.moderators.as_slice() else {
        unreachable!()
    };
    compare(&app, 30).await;
    let ngo = app.provider(0, "ngo", 1).await;
    let host = app.provider(1, "volunteer", 3).await;
    let minutes = |n: i64| app.advance(SignedDuration::from_mins(n));
    for (wait, decision, no) in [
        (13, "approve", &[][..]),
        (700, "reject", &["service_exists", "text_is_clear"][..]),
        (45, "approve", &["accessibility_seen"][..]),
        (2000, "request_changes", &["text_is_clear"][..]),
        (1, "reject", &[][..]),
    ] {
        let offer = app.submitted(&ngo, &service(&ngo.id)).await;
        minutes(wait);
        decide(&app, one, &offer, decision, no).await;
    }
    compare(&app, 30).await;
    // Two that are needed, one of them taken back and given again; an edit; what is withdrawn; what is held, and not any more.
    let home = app.submitted(&host, &housing_offer(&host.id)).await;
    minutes(20);
    let item = decide(&app, two, &home, "approve", &["accessibility_seen"]).await;
    app.post(format!("/review/items/{item}/undo"))
        .by(two)
        .expect(200)
        .await;
    compare(&app, 30).await;
    let read = app.get(format!("/review/items/{item}")).by(two);
    let revision = read.expect(200).await.text_at("/item/revision_id");
    app.post(format!("/review/items/{item}/escalation"))
        .by(two)
        .json(&json!({ "revision_id": revision, "reason_code": "needs_second_opinion" }))
        .expect(200)
        .await;
    let figures = compare(&app, 30).await;
    assert_eq!(figures["escalations"][0]["escalations"], 1);
    minutes(11);
    decide(&app, three, &home, "approve", &[]).await;
    compare(&app, 30).await;
    decide(&app, one, &home, "approve", &[]).await;
    let version = app.offer(&host, &home).await.version();
    app.patch(format!("/offers/{home}"))
        .by(&host.member)
        .if_match(version)
        .json(&json!({ "content": { "title": "Casa cu grădină și livadă" } }))
        .expect(200)
        .await;
    minutes(60 * 30);
    let gone = app.submitted(&ngo, &service(&ngo.id)).await;
    app.step(&ngo, &gone, "withdraw").await.expect(200);
    let held = app.submitted(&ngo, &service(&ngo.id)).await;
    let held = app.queue_item(one, &held).await.unwrap();
    app.claim(one, held["id"].as_str().unwrap())
        .await
        .expect(200);
    let figures = compare(&app, 30).await;
    assert_eq!(
        figures["decisions"].as_array().unwrap().len(),
        3,
        "{figures:#}"
    );
    assert_eq!(figures["failed_checks"][2]["item"], "text_is_clear");
    assert_eq!(figures["failed_checks"][2]["checks"], 2);
    compare(&app, 1).await;
    minutes(10);
    compare(&app, 2).await;
    minutes(60 * 24 * 340);
    let late = compare(&app, 366).await;
    assert_eq!(due(&late), [0, 2, 0, 0]);
    minutes(60 * 24 * 60);
    let late = compare(&app, 30).await;
    assert_eq!(due(&late), [2, 0, 0, 0]);
    // Who is blocked is checked by nobody; who is blocked no more has to be checked again.
    let block = format!("/providers/{}/block", host.id);
    let reason = json!({ "reason": "danger" });
    app.post(&block).by(one).json(&reason).expect(201).await;
    assert_eq!(due(&compare(&app, 30).await), [1, 0, 0, 0]);
    app.post(format!("{block}/verdicts"))
        .by(two)
        .json(&json!({ "verdict": "lifted" }))
        .expect(201)
        .await;
    assert_eq!(due(&compare(&app, 30).await), [2, 0, 0, 0]);
    // Of whoever has another name since, nothing is checked that could lapse.
    let path = format!("/providers/{}", ngo.id);
    let version = app.get(&path).by(&ngo.member).expect(200).await.version();
    app.put(format!("{path}/profile"))
        .by(&ngo.member)
        .if_match(version)
        .json(&with(profile(0, "ngo"), "/name", "Casa Bună"))
        .expect(200)
        .await;
    let corrected = compare(&app, 30).await;
    assert_eq!(due(&corrected), [1, 0, 0, 0]);
}

#[tokio::test]
async fn what_is_looked_at_again_is_due_and_nothing_that_came_in_and_its_decision_counts() {
    let app = TestApp::spawn().await;
    let ngo = app.provider(0, "ngo", 1).await;
    let offer = app.live(&ngo, &service(&ngo.id)).await;
    later(&app, &ngo, &offer, SignedDuration::from_hours(24 * 336)).await;
    assert_eq!(tend(&app).await, (1, 1));
    let figures = compare(&app, 30).await;
    assert_eq!(figures["open"], json!([]));
    assert_eq!(due(&figures), [0, 0, 0, 1]);
    // On the day on which what was checked has run out it is due still, and hidden.
    app.advance(SignedDuration::from_hours(24 * 29) - SignedDuration::from_secs(1));
    assert_eq!(due(&compare(&app, 30).await), [0, 0, 0, 1]);
    app.advance(SignedDuration::from_secs(1));
    assert_eq!(due(&compare(&app, 30).await), [0, 0, 1, 0]);
    decide(&app, app.as_moderator(), &offer, "approve", &[]).await;
    let figures = compare(&app, 30).await;
    assert_eq!(due(&figures), [0; 4]);
    assert_eq!(figures["first_decision"]["items"], 0);
    assert_eq!(figures["decisions"][0]["decisions"], 1);
}

#[tokio::test]
async fn the_table_says_what_the_figures_say_and_staff_alone_sees_it() {
    let app = TestApp::spawn().await;
    let ngo = app.provider(0, "ngo", 1).await;
    app.live(&ngo, &service(&ngo.id)).await;
    let table = app.get("/review/figures.csv").by(app.as_moderator());
    let table = table.expect(200).await.text;
    assert!(table.starts_with("figure,of,and,count\r\n"));
    assert!(
        table.contains("decisions,approve,checklist_complete,1\r\n"),
        "{table}"
    );
    for of in [
        "lapsed",
        "soon",
        "offers_lapsed",
        "offers_soon",
        "unconfirmed_lapsed",
        "unconfirmed_soon",
    ] {
        let row = format!("reverification,{of},,0\r\n");
        assert!(table.contains(&row), "{row} in {table}");
    }
    let mut works = moderator(&app, 0).await;
    let desk = works.open("/en/desk").await;
    assert!(desk.links().iter().any(|link| link == "/en/desk/figures"));
    let page = works.open("/en/desk/figures").await;
    assert_eq!(page.status, 200, "{}", page.html);
    assert!(page.html.contains("nine of ten") || page.html.contains("Nine of ten"));
    let mut own = Browser::new(&app);
    own.sign_in(ngo.member.email()).await;
    assert_eq!(own.open("/en/desk/figures").await.status, 403);
}
