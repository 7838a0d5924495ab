//! A place is taken by the commit: whoever accepts holds nobody up before, and the log says it in the order in which it was.

#![cfg(test)]

use std::time::Duration;

use jiff::{SignedDuration, ToSpan as _};
use punte_api::{
    app::notices::OFFER_TAKEN,
    storage::{
        jobs,
        outbox::{self, NewCount, Outbox},
    },
};
use punte_core::id::ProviderId;
use punte_tests::{Provider, TestApp, housing_need, service, service_need, shelter_offer, with};
use serde_json::json;
use sqlx::{Executor as _, PgConnection};
use uuid::Uuid;

/// Says yes as the server does and does not end the transaction: the line of history, and the state.
async fn say_yes(db: &mut PgConnection, provider: &Provider, id: &str) {
    db.execute("begin").await.unwrap();
    sqlx::query(
        "insert into match_event (match_id, from_state, to_state, side, account_id, at)
         values ($1::uuid, 'proposed', 'accepted', 'provider', $2, app_now())",
    )
    .bind(id)
    .bind(provider.member.account.0)
    .execute(&mut *db)
    .await
    .unwrap();
    sqlx::query("update match set state = 'accepted', version = version + 1 where id = $1::uuid")
        .bind(id)
        .execute(db)
        .await
        .unwrap();
}

#[tokio::test]
async fn whoever_says_yes_to_the_last_place_holds_nobody_up_and_of_two_one_has_it() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    let offer = with(service(&provider.id), "/content/capacity", 1);
    let offer = app.live(&provider, &offer).await;
    let [one, other] = [
        app.file(&[service_need(1)]).await,
        app.file(&[service_need(1)]).await,
    ];
    let slow = app.propose(&one, &offer).await;
    let fast = app.propose(&other, &offer).await;
    let mut db = app.app_rw().await;
    say_yes(&mut db, &provider, &slow).await;
    app.try_accept(&provider, &fast).await.expect(200);
    let refused = db.execute("commit").await.unwrap_err();
    let refused = refused.into_database_error().unwrap();
    assert_eq!(refused.constraint(), Some("offer_stock_reserved_check"));
    // Nothing of it has happened.
    for (count, wanted) in [
        ("select reserved::bigint from offer_stock", 1),
        ("select sum(served) from need", 1),
        ("select count(*) from match where state = 'accepted'", 1),
        (
            "select count(*) from match_event where to_state = 'accepted'",
            1,
        ),
        (
            "select count(*) from audit_event where action = 'match_accepted'",
            1,
        ),
        (
            "select count(*) from event where kind = 'match_accepted'",
            1,
        ),
    ] {
        assert_eq!(app.count(count).await, wanted, "{count}");
    }
    // And where nothing is left, nobody waits to be told so.
    let mut holds = app.superuser().await;
    holds
        .execute("begin; select from offer_stock for update")
        .await
        .unwrap();
    app.try_accept(&provider, &slow)
        .await
        .problem(409, "capacity-exhausted");
}

#[tokio::test]
async fn the_log_says_that_a_bed_was_taken_after_it_says_that_it_was_given_back() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 3).await;
    let offer = app.live(&provider, &shelter_offer(&provider.id)).await;
    let [many, late] = [
        app.file(&[housing_need(7, "2027-03-10", "2027-03-14")])
            .await,
        app.file(&[housing_need(1, "2027-03-12", "2027-03-13")])
            .await,
    ];
    let waits = app.propose(&late, &offer).await;
    let first = app.matched(&many, &provider, &offer).await;
    let mut db = app.app_rw().await;
    say_yes(&mut db, &provider, &waits).await;
    app.end(&many.who, &first, "cancel").await.expect(200);
    db.execute("commit").await.unwrap();
    let lines: Vec<(String, String, String, bool)> = sqlx::query_as(
        "select action, subject_id::text, actor_kind, actor_id = $1 from audit_event
         where action in ('match_accepted', 'match_ended') order by id",
    )
    .bind(provider.member.account.0)
    .fetch_all(&mut app.superuser().await)
    .await
    .unwrap();
    let line = |action: &str, id: &str, actor: &str, provider: bool| {
        (action.to_owned(), id.to_owned(), actor.to_owned(), provider)
    };
    assert_eq!(
        lines,
        [
            line("match_accepted", &first, "account", true),
            line("match_ended", &first, "tracking", false),
            line("match_accepted", &waits, "account", true),
        ]
    );
    let taken = "select count(*) from audit_event where action = 'match_accepted' and data = '{\"quantity\": 1}'";
    assert_eq!(app.count(taken).await, 1);
    let nights: Vec<i32> = sqlx::query_scalar("select reserved from offer_night order by day")
        .fetch_all(&mut app.superuser().await)
        .await
        .unwrap();
    assert_eq!(nights, [0, 0, 1, 0]);
}

#[tokio::test]
async fn the_job_that_counts_is_held_by_all_who_answer_at_once_and_taken_when_they_are_done() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    let provider = ProviderId(provider.id.parse().unwrap());
    let now = app.now();
    let counts = |number: u128| Outbox {
        counts: Some(NewCount {
            id: Uuid::from_u128(number),
            provider,
            run_at: now,
        }),
        ..Outbox::default()
    };
    let mut dbs = [app.app_rw().await, app.app_rw().await, app.app_rw().await];
    let [one, other, worker] = &mut dbs;
    outbox::insert(worker, &counts(1), now).await.unwrap();
    for (number, db) in [(2, &mut *one), (3, &mut *other)] {
        db.execute("set lock_timeout = '1s'; begin").await.unwrap();
        outbox::insert(db, &counts(number), now).await.unwrap();
    }
    let lease = now + 1.hour();
    let mut taken = async || {
        let mut kinds = Vec::new();
        while let Some(job) = jobs::claim_next(worker, now, lease).await.unwrap() {
            kinds.push(job.kind);
        }
        kinds
            .iter()
            .filter(|kind| *kind == "count_reliability")
            .count()
    };
    assert_eq!(taken().await, 0);
    one.execute("commit").await.unwrap();
    assert_eq!(taken().await, 0);
    other.execute("commit").await.unwrap();
    assert_eq!(taken().await, 1, "one for all of them");
}

#[tokio::test]
async fn the_look_at_who_waits_for_what_is_gone_sees_what_was_taken_before_it() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    let offer = with(service(&provider.id), "/content/capacity", 2);
    let offer = app.live(&provider, &offer).await;
    let mut asked = Vec::new();
    for _ in 0..3 {
        let household = app.file(&[service_need(1)]).await;
        asked.push(app.propose(&household, &offer).await);
    }
    app.try_accept(&provider, &asked[0]).await.expect(200);
    app.advance(SignedDuration::from_mins(5));
    let now = app.now();
    let mut worker = app.app_rw().await;
    let mut looks = async || {
        let mut looks = 0;
        while let Some(job) = jobs::claim_next(&mut worker, now, now + 1.hour())
            .await
            .unwrap()
        {
            looks += usize::from(job.kind == OFFER_TAKEN);
        }
        looks
    };
    // The last place is being taken at this moment: whoever looked now would find one free.
    let mut db = app.app_rw().await;
    say_yes(&mut db, &provider, &asked[1]).await;
    db.execute("set constraints all immediate").await.unwrap();
    assert_eq!(looks().await, 0);
    db.execute("commit").await.unwrap();
    assert_eq!(looks().await, 1, "one for both");
    let cases = app.use_cases().await;
    cases
        .end_crowded_out(offer.parse::<Uuid>().unwrap().into())
        .await
        .unwrap();
    cases.pool.close().await;
    let told =
        "select count(*) from match where state = 'declined' and end_reason = 'no_longer_free'";
    assert_eq!(app.count(told).await, 1);
}

#[tokio::test]
async fn whoever_ends_a_match_or_writes_in_it_begins_with_the_household_as_whoever_says_yes_does() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let household = app.file(&[service_need(1)]).await;
    let id = app.matched(&household, &provider, &offer).await;
    let mut holder = app.superuser().await;
    for ends in [false, true] {
        holder
            .execute("begin; select from request for no key update")
            .await
            .unwrap();
        let asked = async {
            if ends {
                app.end(&provider.member, &id, "cancel").await.expect(200)
            } else {
                app.post(format!("/matches/{id}/messages"))
                    .by(&provider.member)
                    .json(&json!({ "text": "The door is open." }))
                    .expect(201)
                    .await
            }
        };
        let let_go = async {
            let waiting = "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
            for look in 0.. {
                assert!(look < 100, "nobody waits for the household");
                if app.count(waiting).await > 0 {
                    break;
                }
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
            // And whoever waits holds nothing of what comes after it.
            holder
                .execute("select from need for update nowait; select from match for update nowait; rollback")
                .await
                .unwrap();
        };
        tokio::join!(asked, let_go);
    }
}
