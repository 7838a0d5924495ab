//! The live index: level with the database whoever wrote, however late a transaction ends, and on every process alike.
//!
//! `PUNTE_FRESHNESS=500` measures as well how long a change takes to be seen by another process (docs/assurance.md).

#![cfg(test)]

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use punte_core::clock::local_day;
use punte_tests::{
    Browser, Household, TestApp, housing_need, service, service_need, shelter_offer, with,
};
use serde_json::json;
use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection};

fn shown(ranking: &punte_tests::Answer) -> Vec<String> {
    let ranked = ranking.at("/ranked").as_array().unwrap();
    ranked
        .iter()
        .map(|r| r["offer"]["id"].as_str().unwrap().to_owned())
        .collect()
}

async fn pause(db: &mut PgConnection, offer: &str, paused: bool) {
    db.execute(AssertSqlSafe(format!(
        "update offer set paused = {paused} where id = '{offer}'"
    )))
    .await
    .unwrap();
}

/// Needs that a service fits, and as many services.
async fn services(app: &TestApp, count: usize) -> (Household, Vec<String>) {
    let provider = app.provider(0, "ngo", 1).await;
    let mut offers = Vec::new();
    for number in 0..count {
        let body = with(
            service(&provider.id),
            "/content/title",
            format!("Consultație juridică {number}"),
        );
        offers.push(app.live(&provider, &body).await);
    }
    (app.file(&[service_need(1)]).await, offers)
}

#[tokio::test]
async fn a_change_that_is_committed_late_is_seen_though_later_ones_were_seen_before() {
    let app = TestApp::spawn().await;
    let (household, offers) = services(&app, 2).await;
    let mut db = app.app_rw().await;
    pause(&mut db, &offers[0], true).await;
    assert_eq!(shown(&app.rank(&household, 0).await), [offers[1].clone()]);

    // The first takes its number in the log, and waits.
    let mut late = app.app_rw().await;
    let mut open = late.begin().await.unwrap();
    pause(&mut open, &offers[0], false).await;
    // The second takes a later number, and is committed and seen.
    pause(&mut db, &offers[1], true).await;
    for _ in 0..3 {
        assert!(shown(&app.rank(&household, 0).await).is_empty());
    }
    pause(&mut db, &offers[1], false).await;
    assert_eq!(shown(&app.rank(&household, 0).await), [offers[1].clone()]);

    open.commit().await.unwrap();
    let mut both = shown(&app.rank(&household, 0).await);
    both.sort();
    let mut expected = offers;
    expected.sort();
    assert_eq!(both, expected);
}

#[tokio::test]
async fn an_open_transaction_holds_nobody_up() {
    let app = TestApp::spawn().await;
    let (household, offers) = services(&app, 2).await;
    let mut other = app.app_rw().await;
    let mut open = other.begin().await.unwrap();
    pause(&mut open, &offers[0], true).await;
    let mut db = app.app_rw().await;
    for paused in [true, false, true] {
        pause(&mut db, &offers[1], paused).await;
        let seen = shown(&app.rank(&household, 0).await).contains(&offers[1]);
        assert_eq!(seen, !paused);
    }
    open.rollback().await.unwrap();
    assert_eq!(shown(&app.rank(&household, 0).await), [offers[0].clone()]);
}

#[tokio::test]
async fn an_answer_names_the_index_and_readiness_as_well() {
    let app = TestApp::spawn().await;
    let (household, offers) = services(&app, 1).await;
    let before = app.rank(&household, 0).await.number("/index/version");
    let ready = app.get("/readyz").expect(200).await;
    assert!(ready.number("/index/version") >= before);
    pause(&mut app.app_rw().await, &offers[0], true).await;
    let after = app.rank(&household, 0).await;
    // Other tests' transactions may hold it where it is.
    assert!(after.number("/index/version") >= before);
    assert!(shown(&after).is_empty());
    assert_eq!(
        after.number("/index/lag_ms"),
        0,
        "the test's clock stands still"
    );
}

#[tokio::test]
async fn what_lapses_by_the_clock_alone_leaves_the_index() {
    let app = TestApp::spawn().await;
    let (household, offers) = services(&app, 1).await;
    let use_cases = app.use_cases().await;
    let (halt, halted) = tokio::sync::watch::channel(false);
    let follower = tokio::spawn(punte_api::matcher::follow(
        use_cases.matcher.clone(),
        use_cases.pool.clone(),
        use_cases.clock.clone(),
        halted,
        |_, _| (),
    ));
    while use_cases.matcher.standing().is_none() {
        tokio::task::yield_now().await;
    }
    assert_eq!(use_cases.matcher.standing().unwrap().offers, 1);
    app.advance(jiff::SignedDuration::from_hours(24 * 30 + 1));
    let mut db = use_cases.pool.acquire().await.unwrap();
    let now = app.now();
    let standing = use_cases
        .matcher
        .catch_up(&mut db, now, local_day(now))
        .await
        .unwrap();
    // Without a line in the log.
    assert_eq!(standing.unwrap().offers, 0);
    assert!(!app.is_public(&offers[0]).await);
    assert!(shown(&app.rank(&household, 0).await).is_empty());
    halt.send_replace(true);
    follower.await.unwrap();
}

#[tokio::test]
async fn while_the_index_loads_the_scan_gives_the_same_list() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 2).await;
    for title in ["Centru A lângă gară", "Centru B lângă parc"] {
        app.live(
            &provider,
            &with(shelter_offer(&provider.id), "/content/title", title),
        )
        .await;
    }
    let household = app
        .file(&[housing_need(2, "2027-03-10", "2027-03-20")])
        .await;
    let indexed = app.rank(&household, 0).await;
    // Use cases without a follower: their index never loads.
    let loading = app.use_cases().await;
    assert!(loading.matcher.standing().is_none());
    let caller = punte_api::app::Caller {
        actor: punte_core::policy::Actor::Tracking {
            session: None,
            pin: punte_core::sign_in::Factor::None,
            case_worker: None,
            request: household.request.parse::<uuid::Uuid>().unwrap().into(),
        },
        locale: punte_core::locale::Locale::En,
    };
    let need = household.needs[0].parse::<uuid::Uuid>().unwrap().into();
    let scanned = loading.rank(&caller, need, 20).await.unwrap();
    assert!(scanned.index.is_none());
    let figures = loading.metrics.render(&loading);
    for line in [
        "punte_rankings_total{engine=\"scan\"} 1",
        "punte_ranking_seconds_count 1",
        "punte_index_ready 0",
    ] {
        assert!(figures.lines().any(|l| l == line), "{line}: {figures}");
    }
    let mut scanned = serde_json::to_value(&scanned).unwrap();
    let mut indexed: serde_json::Value = serde_json::from_str(&indexed.text).unwrap();
    for answer in [&mut scanned, &mut indexed] {
        answer["index"] = serde_json::Value::Null;
        for ranked in answer["ranked"].as_array_mut().unwrap() {
            // Names of places are in the caller's language.
            ranked["offer"]["place"] = serde_json::Value::Null;
        }
    }
    assert_eq!(scanned, indexed);
    assert_eq!(indexed["fits"], 2);
}

#[tokio::test]
async fn two_processes_on_one_database_agree() {
    let app = TestApp::spawn().await;
    let other = app.beside();
    let (household, offers) = services(&app, 4).await;
    let mut db = app.app_rw().await;
    let mut state = 11_u64;
    for _ in 0..60 {
        state = state
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        let offer = &offers[usize::try_from(state >> 33).unwrap() % offers.len()];
        pause(&mut db, offer, state >> 40 & 1 == 1).await;
        let (here, there) = (
            app.rank(&household, 0).await,
            other.rank(&household, 0).await,
        );
        for pointer in ["/ranked", "/ask_first", "/fits", "/to_ask"] {
            assert_eq!(here.at(pointer), there.at(pointer), "{pointer}");
        }
    }
}

/// Where a process shows an offer: in a ranking, in the list, by itself, and on the pages of the list, the map and the offer.
async fn seen(at: &TestApp, household: &Household, offer: &str) -> [bool; 6] {
    let listed = at.get("/public/offers?limit=100").expect(200).await;
    let read = at.get(format!("/public/offers/{offer}")).send().await;
    let address = format!("/en/offers/{offer}");
    let mut anybody = Browser::new(at);
    [
        shown(&at.rank(household, 0).await).contains(&offer.to_owned()),
        listed.items().iter().any(|found| found["id"] == offer),
        read.status == 200,
        anybody.open("/en/offers").await.html.contains(&address),
        anybody.open("/en/map").await.html.contains(&address),
        anybody.open(&address).await.status == 200,
    ]
}

#[tokio::test]
async fn a_block_on_one_process_is_in_the_next_answer_of_another_wherever_one_looks() {
    let app = TestApp::spawn().await;
    let other = app.beside();
    let [first, second, ..] = app.cast.moderators.as_slice() else {
        unreachable!()
    };
    let auditor = &app.cast.people[3];
    app.make_staff(auditor, "auditor").await;
    auditor.fresh_token(&app).await;
    let household = app.file(&[service_need(1)]).await;
    for (person, here, there) in [(0, &app, &other), (1, &other, &app)] {
        let provider = here.provider(person, "ngo", 1).await;
        let offer = here.live(&provider, &service(&provider.id)).await;
        for at in [here, there] {
            assert_eq!(seen(at, &household, &offer).await, [true; 6]);
        }
        let mut after = there.get("/events?limit=100").by(auditor).expect(200).await;
        let block = format!("/providers/{}/block", provider.id);
        let (danger, lifted) = (
            json!({ "reason": "danger" }),
            json!({ "verdict": "lifted" }),
        );
        let said = [
            (block.clone(), first, danger, false, "offer_blocked"),
            (
                format!("{block}/verdicts"),
                second,
                lifted,
                true,
                "offer_restored",
            ),
        ];
        for (path, by, body, shows, event) in said {
            here.post(path).by(by).json(&body).expect(201).await;
            assert_eq!(seen(there, &household, &offer).await, [shows; 6], "{event}");
            assert_eq!(seen(here, &household, &offer).await, [shows; 6], "{event}");
            let since = format!("/events?limit=100&after={}", after.text_at("/after"));
            after = there.get(since).by(auditor).expect(200).await;
            let happened = after.items().iter();
            let happened: Vec<_> = happened.map(|e| (&e["kind"], &e["offer_id"])).collect();
            assert_eq!(happened, [(&json!(event), &json!(offer))]);
        }
    }
}

#[tokio::test]
async fn the_index_is_rebuilt_while_it_is_asked_and_loses_nothing() {
    let app = TestApp::spawn().await;
    let (household, offers) = services(&app, 2).await;
    let mut db = app.app_rw().await;
    // More changes than are left without a rebuild.
    for round in 0..1_100 {
        pause(&mut db, &offers[0], round % 2 == 0).await;
        if round % 100 == 0 {
            assert_eq!(
                shown(&app.rank(&household, 0).await).len(),
                1 + usize::from(round % 2 == 1)
            );
        }
    }
    let mut both = shown(&app.rank(&household, 0).await);
    both.sort();
    let mut expected = offers;
    expected.sort();
    assert_eq!(both, expected);
}

/// Percentile of sorted durations, milliseconds.
fn at(share: f64, sorted: &[Duration]) -> f64 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        clippy::cast_sign_loss,
        reason = "an index into a short list"
    )]
    let index = (share * (sorted.len() - 1) as f64).round() as usize;
    sorted[index].as_secs_f64() * 1_000.0
}

/// Changes committed on one process, until another one's answer over HTTP shows them; 100 writes a second beside it.
#[tokio::test]
async fn a_change_on_one_process_is_in_the_next_answer_of_another() {
    let changes: usize = std::env::var("PUNTE_FRESHNESS")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(20);
    let app = TestApp::spawn().await;
    let other = app.beside();
    let (household, offers) = services(&app, 6).await;
    let stop = Arc::new(AtomicBool::new(false));
    let writer = {
        let (stop, busy) = (stop.clone(), offers[1..].to_vec());
        let mut db = app.app_rw().await;
        tokio::spawn(async move {
            let mut written = 0_usize;
            let mut tick = tokio::time::interval(Duration::from_millis(10));
            while !stop.load(Ordering::Relaxed) {
                tick.tick().await;
                pause(
                    &mut db,
                    &busy[written % busy.len()],
                    written.is_multiple_of(3),
                )
                .await;
                written += 1;
            }
            written
        })
    };
    let began = Instant::now();
    let mut db = app.app_rw().await;
    let mut waits = [Vec::new(), Vec::new()];
    let mut looks = 0;
    for change in 0..changes {
        let hidden = change % 2 == 0;
        pause(&mut db, &offers[0], hidden).await;
        let committed = Instant::now();
        loop {
            looks += 1;
            let seen = shown(&other.rank(&household, 0).await).contains(&offers[0]);
            if seen != hidden {
                break;
            }
        }
        waits[usize::from(hidden)].push(committed.elapsed());
    }
    let took = began.elapsed();
    stop.store(true, Ordering::Relaxed);
    let written = writer.await.unwrap();
    assert_eq!(looks, changes, "the first answer after the commit knows it");
    for (what, waits) in ["visible", "invisible"].iter().zip(&mut waits) {
        waits.sort();
        println!(
            "{what}: {} changes, p50 {:.1} ms, p99 {:.1} ms, longest {:.1} ms ({:.0} writes a second beside)",
            waits.len(),
            at(0.5, waits),
            at(0.99, waits),
            at(1.0, waits),
            f64::from(u32::try_from(written).unwrap()) / took.as_secs_f64(),
        );
    }
}

#[tokio::test]
async fn the_log_is_pruned_by_the_clock_that_wrote_it() {
    let app = TestApp::spawn().await;
    services(&app, 1).await;
    let lines = "select count(*) from offer_change";
    let written = app.count(lines).await;
    assert!(written > 0);
    // The test's clock is months ahead of the database's.
    let mut db = app.app_rw().await;
    let kept_for = punte_api::matcher::LOG_KEPT_FOR_HOURS;
    punte_api::storage::changes::delete_older(&mut db, kept_for)
        .await
        .unwrap();
    assert_eq!(app.count(lines).await, written);
    app.superuser()
        .await
        .execute("update offer_change set at = now() - interval '3 hours'")
        .await
        .unwrap();
    punte_api::storage::changes::delete_older(&mut db, kept_for)
        .await
        .unwrap();
    assert_eq!(app.count(lines).await, 0);
}

#[tokio::test]
async fn an_offer_that_cannot_be_read_any_more_is_left_out_and_the_others_stay() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 2).await;
    let good = app.live(&provider, &service(&provider.id)).await;
    let spoilt = app.live(&provider, &service(&provider.id)).await;
    let household = app.file(&[service_need(1)]).await;
    // Written by a version whose titles could be longer; the index has to read it again.
    let mut db = app.superuser().await;
    sqlx::raw_sql(sqlx::AssertSqlSafe(format!(
        "set session_replication_role = 'replica';
         update offer_revision set content = content || jsonb_build_object('title', repeat('x', 121)) where offer_id = '{spoilt}';
         insert into offer_change (offer_id) values ('{spoilt}')"
    )))
    .execute(&mut db)
    .await
    .unwrap();
    let listed = app.get("/public/offers").expect(200).await;
    let listed: Vec<&str> = listed
        .items()
        .iter()
        .filter_map(|offer| offer["id"].as_str())
        .collect();
    assert_eq!(listed, [good.as_str()]);
    app.get(format!("/public/offers/{spoilt}"))
        .expect(404)
        .await;
    // By the index of this process, and by one that starts now.
    for server in [&app, &app.beside()] {
        let ranked = shown(&server.rank(&household, 0).await);
        assert_eq!(ranked, [good.as_str()]);
    }
}
