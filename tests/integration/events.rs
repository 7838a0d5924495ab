//! What happened, for those who ask from time to time: each event once, in an order that later answers never contradict, to those
//! whom it concerns, and nothing of a person.

#![cfg(test)]

use std::collections::{BTreeMap, BTreeSet};

use jiff::SignedDuration;
use punte_core::event::EventKind;
use punte_tests::{
    Answer, Provider, TestApp, Who, housing_offer, service, service_need, shelter_offer,
};
use serde_json::{Value, json};

async fn auditor(app: &TestApp) -> &Who {
    let who = &app.cast.people[3];
    app.make_staff(who, "auditor").await;
    who.fresh_token(app).await;
    who
}

/// Whoever asks from time to time.
struct Poller<'a> {
    app: &'a TestApp,
    who: &'a Who,
    limit: u32,
    after: Option<String>,
    seen: Vec<Value>,
}

impl<'a> Poller<'a> {
    const fn new(app: &'a TestApp, who: &'a Who, limit: u32) -> Self {
        Self {
            app,
            who,
            limit,
            after: None,
            seen: Vec::new(),
        }
    }

    async fn ask(&self) -> Answer {
        let mut path = format!("/events?limit={}", self.limit);
        if let Some(after) = &self.after {
            path = format!("{path}&after={after}");
        }
        self.app.get(path).by(self.who).send().await
    }

    /// What is new, page by page.
    async fn poll(&mut self) -> Vec<Value> {
        let begin = self.seen.len();
        loop {
            let page = self.ask().await.expect(200);
            self.seen.extend(page.items().clone());
            self.after = Some(page.text_at("/after"));
            if page.at("/more") == &json!(false) {
                break;
            }
        }
        self.seen[begin..].to_vec()
    }

    /// The kinds of what is new.
    async fn kinds(&mut self) -> Vec<String> {
        let new = self.poll().await;
        new.iter()
            .map(|e| e["kind"].as_str().unwrap().to_owned())
            .collect()
    }
}

async fn step(app: &TestApp, provider: &Provider, offer: &str, step: &str) {
    app.step(provider, offer, step).await.expect(200);
}

#[tokio::test]
async fn what_commits_late_is_read_late_and_not_missed() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 3).await;
    let mut offers = Vec::new();
    for _ in 0..2 {
        offers.push(app.live(&provider, &service(&provider.id)).await);
    }
    let mut poller = Poller::new(&app, &provider.member, 25);
    poller.poll().await;
    let pause = "update offer set paused = not paused, version = version + 1 where id = $1::uuid";
    // One begins first and takes the smaller number; it is still open when the other one has ended and was read.
    let mut slow = app.superuser().await;
    sqlx::query("begin").execute(&mut slow).await.unwrap();
    sqlx::query(pause)
        .bind(&offers[0])
        .execute(&mut slow)
        .await
        .unwrap();
    let mut quick = app.superuser().await;
    sqlx::query(pause)
        .bind(&offers[1])
        .execute(&mut quick)
        .await
        .unwrap();
    let first = poller.poll().await;
    assert_eq!(first.len(), 1, "{first:?}");
    assert_eq!(first[0]["offer_id"], json!(offers[1]));
    let newest = app.count("select max(seq) from event").await;
    sqlx::query("commit").execute(&mut slow).await.unwrap();
    let second = poller.poll().await;
    assert_eq!(second.len(), 1, "{second:?}");
    assert_eq!(second[0]["offer_id"], json!(offers[0]));
    assert!(poller.poll().await.is_empty());
    // Whoever goes on after the largest number that they saw never reads it: what this test is there to find.
    let naive: i64 = sqlx::query_scalar("select count(*) from event where seq > $1")
        .bind(newest)
        .fetch_one(&mut quick)
        .await
        .unwrap();
    assert_eq!(naive, 0);
    // A transaction with the smaller number waits for one with the larger: of one offer the order is that of the changes.
    sqlx::query("begin").execute(&mut slow).await.unwrap();
    sqlx::query("insert into offer_change (offer_id) values (gen_random_uuid())")
        .execute(&mut slow)
        .await
        .unwrap();
    sqlx::query(pause)
        .bind(&offers[0])
        .execute(&mut quick)
        .await
        .unwrap();
    sqlx::query(pause)
        .bind(&offers[0])
        .execute(&mut slow)
        .await
        .unwrap();
    sqlx::query("commit").execute(&mut slow).await.unwrap();
    assert_eq!(poller.kinds().await, ["offer_resumed", "offer_paused"]);
}

#[tokio::test]
async fn many_write_one_reads_each_event_once_and_in_order() {
    const WRITERS: usize = 6;
    const ROUNDS: usize = 8;
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 3).await;
    let mut offers = Vec::new();
    for _ in 0..WRITERS {
        offers.push(app.live(&provider, &service(&provider.id)).await);
    }
    let mut poller = Poller::new(&app, &provider.member, 3);
    poller.poll().await;
    poller.seen.clear();
    let (app, provider) = (&app, &provider);
    let write = async |offer: String| {
        for _ in 0..ROUNDS {
            step(app, provider, &offer, "pause").await;
            step(app, provider, &offer, "resume").await;
        }
    };
    let writing = futures_util::future::join_all(offers.iter().cloned().map(write));
    let mut writing = std::pin::pin!(writing);
    loop {
        let done = tokio::select! {
            biased;
            _ = &mut writing => true,
            _ = poller.poll() => false,
        };
        if done {
            break;
        }
    }
    poller.poll().await;
    let ids: BTreeSet<_> = poller.seen.iter().map(|e| e["id"].to_string()).collect();
    assert_eq!(ids.len(), poller.seen.len(), "none comes twice");
    assert_eq!(ids.len(), WRITERS * ROUNDS * 2, "none is missed");
    let mut of = BTreeMap::<String, Vec<String>>::new();
    for event in &poller.seen {
        let kind = event["kind"].as_str().unwrap().to_owned();
        of.entry(event["offer_id"].to_string())
            .or_default()
            .push(kind);
    }
    for kinds in of.values() {
        assert_eq!(*kinds, ["offer_paused", "offer_resumed"].repeat(ROUNDS));
    }
    // Read from the beginning, the order is the same.
    let mut again = Poller::new(app, &provider.member, 100);
    again.poll().await;
    assert!(again.seen.ends_with(&poller.seen));
}

#[tokio::test]
async fn an_offer_and_a_match_tell_what_becomes_of_them_to_those_whom_it_concerns() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 3).await;
    let other = app.provider(1, "ngo", 3).await;
    let auditor = auditor(&app).await;
    let mut own = Poller::new(&app, &provider.member, 25);
    let mut others = Poller::new(&app, &other.member, 25);
    let mut public = Poller::new(&app, auditor, 25);
    let draft = app.submitted(&provider, &service(&provider.id)).await;
    assert!(own.poll().await.is_empty(), "nobody has approved it");
    app.approve(&draft).await;
    let offer = draft;
    let household = app.file(&[service_need(1)]).await;
    let id = app.propose(&household, &offer).await;
    app.try_accept(&provider, &id).await.expect(200);
    app.end(&household.who, &id, "cancel").await.expect(200);
    step(&app, &provider, &offer, "pause").await;
    step(&app, &provider, &offer, "resume").await;
    step(&app, &provider, &offer, "confirm").await;
    step(&app, &provider, &offer, "withdraw").await;
    let happened = [
        "offer_approved",
        "match_proposed",
        "match_accepted",
        "match_cancelled",
        "offer_paused",
        "offer_resumed",
        "offer_changed",
        "offer_withdrawn",
    ];
    assert_eq!(own.kinds().await, happened);
    for event in &own.seen {
        assert_eq!(event["offer_id"], json!(offer));
        let of_match = event["kind"].as_str().unwrap().starts_with("match_");
        let expected = if of_match { json!(id) } else { json!(null) };
        assert_eq!(event["match_id"], expected, "{event}");
        assert_eq!(
            event.as_object().unwrap().len(),
            6,
            "ids, kind and time: {event}"
        );
    }
    assert!(others.poll().await.is_empty(), "not theirs");
    let seen = public.kinds().await;
    let visible: Vec<_> = happened
        .into_iter()
        .filter(|kind| kind.starts_with("offer_"))
        .collect();
    assert_eq!(
        seen, visible,
        "whom a household chose is nobody else's concern"
    );
}

#[tokio::test]
async fn a_lapse_a_block_and_a_danger_are_told_and_the_provider_is_not_told_of_the_danger() {
    let app = TestApp::spawn().await;
    let host = app.provider(0, "volunteer", 3).await;
    let auditor = auditor(&app).await;
    let home = app.live(&host, &housing_offer(&host.id)).await;
    let mut own = Poller::new(&app, &host.member, 25);
    let mut public = Poller::new(&app, auditor, 25);
    assert_eq!(own.kinds().await, ["offer_approved"]);
    public.poll().await;
    let mut db = app.superuser().await;
    let report = "insert into report (id, kind, reporter, provider_id, offer_id, code_hash, freezes, created_at, due_at)
        values (gen_random_uuid(), 'danger_now', 'visitor', $1::uuid, $2::uuid, $3, true, now(), now())";
    for code in [b"a", b"b"] {
        sqlx::query(report)
            .bind(&host.id)
            .bind(&home)
            .bind(&code[..])
            .execute(&mut db)
            .await
            .unwrap();
    }
    let close = "update report set state = 'closed', taken_by = $1, outcome = 'nothing_found', closed_at = now() where code_hash = $2";
    for code in [b"a", b"b"] {
        sqlx::query(close)
            .bind(app.as_moderator().account.0)
            .bind(&code[..])
            .execute(&mut db)
            .await
            .unwrap();
    }
    assert_eq!(public.kinds().await, ["offer_hidden", "offer_restored"]);
    assert!(
        own.poll().await.is_empty(),
        "whoever reported stays unknown"
    );
    app.advance(SignedDuration::from_hours(24 * 14 + 1));
    let use_cases = app.use_cases().await;
    use_cases.remind_of_deadlines().await.unwrap();
    use_cases.remind_of_deadlines().await.unwrap();
    assert_eq!(own.kinds().await, ["offer_expired"]);
    step(&app, &host, &home, "confirm").await;
    assert_eq!(own.kinds().await, ["offer_restored"]);
    sqlx::query(
        "insert into provider_block (id, provider_id, reason, blocked_by, blocked_at, review_by)
         values (gen_random_uuid(), $1::uuid, 'danger', $2, now(), now())",
    )
    .bind(&host.id)
    .bind(app.as_moderator().account.0)
    .execute(&mut db)
    .await
    .unwrap();
    sqlx::query("update provider set status = 'blocked' where id = $1::uuid")
        .bind(&host.id)
        .execute(&mut db)
        .await
        .unwrap();
    assert_eq!(own.kinds().await, ["offer_blocked"]);
    public.poll().await;
    assert_eq!(public.seen.last().unwrap()["kind"], "offer_blocked");
    use_cases.pool.close().await;
}

#[tokio::test]
async fn events_are_kept_for_thirty_days_and_whoever_comes_later_is_told_so() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 3).await;
    let offer = app.live(&provider, &shelter_offer(&provider.id)).await;
    let mut poller = Poller::new(&app, &provider.member, 25);
    poller.poll().await;
    let late = Poller {
        after: poller.after.clone(),
        ..Poller::new(&app, &provider.member, 25)
    };
    step(&app, &provider, &offer, "pause").await;
    let use_cases = app.use_cases().await;
    app.advance(SignedDuration::from_hours(24 * 30 - 1));
    use_cases.tend_events().await.unwrap();
    assert_eq!(late.ask().await.expect(200).items().len(), 1);
    poller.poll().await;
    app.advance(SignedDuration::from_hours(2));
    use_cases.tend_events().await.unwrap();
    late.ask().await.problem(409, "events-gone");
    assert_eq!(app.count("select count(*) from event").await, 0);
    // Whoever had read all of it, though long ago, missed nothing.
    assert!(poller.poll().await.is_empty());
    step(&app, &provider, &offer, "resume").await;
    assert_eq!(poller.kinds().await, ["offer_resumed"]);
    let mut new = Poller::new(&app, &provider.member, 25);
    assert_eq!(new.kinds().await, ["offer_resumed"]);
    // A server that was restored from an older copy never told what this one has read.
    sqlx::query("update event_log set last = 0; ")
        .execute(&mut app.superuser().await)
        .await
        .unwrap();
    poller.ask().await.problem(409, "events-gone");
    use_cases.pool.close().await;
}

#[tokio::test]
async fn the_database_has_the_kinds_of_core_and_lets_nobody_write_an_event() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 3).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let mut db = app.superuser().await;
    let held: String = sqlx::query_scalar(
        "select pg_get_constraintdef(oid) from pg_constraint where conname = 'event_kind_check'",
    )
    .fetch_one(&mut db)
    .await
    .unwrap();
    let held: BTreeSet<&str> = held.split('\'').skip(1).step_by(2).collect();
    let known: BTreeSet<&str> = EventKind::ALL.iter().map(|kind| kind.as_str()).collect();
    assert_eq!(held, known);
    let mut rw = app.app_rw().await;
    for statement in [
        "insert into event (kind, offer_id, public) values ('offer_blocked', gen_random_uuid(), true)",
        "update event set kind = 'offer_blocked'",
        "update event set provider_id = null",
    ] {
        let refused = sqlx::query(statement).execute(&mut rw).await;
        assert!(
            refused
                .unwrap_err()
                .to_string()
                .contains("permission denied"),
            "{statement}"
        );
    }
    // What is for minors is nobody's to see.
    sqlx::query("update offer set for_minors = true, paused = true where id = $1::uuid")
        .bind(&offer)
        .execute(&mut db)
        .await
        .unwrap();
    let public: bool = sqlx::query_scalar("select public from event order by seq desc limit 1")
        .fetch_one(&mut db)
        .await
        .unwrap();
    assert!(!public);
}

#[tokio::test]
async fn what_a_household_writes_is_told_to_the_providers_people_and_to_nobody_else() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 3).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let household = app.file(&[service_need(1)]).await;
    let auditor = auditor(&app).await;
    let mut own = Poller::new(&app, &provider.member, 25);
    let mut public = Poller::new(&app, auditor, 25);
    own.poll().await;
    public.poll().await;
    let question = app.question(&household, &offer).await;
    let id = app.propose(&household, &offer).await;
    for who in [&household.who, &provider.member] {
        app.post(format!("/matches/{id}/messages"))
            .by(who)
            .json(&json!({ "phrase": "thank_you" }))
            .expect(201)
            .await;
    }
    let seen = own.poll().await;
    let seen: Vec<_> = seen
        .iter()
        .map(|e| {
            (
                e["kind"].as_str().unwrap(),
                &e["match_id"],
                &e["inquiry_id"],
            )
        })
        .collect();
    let (of_match, of_question) = (json!(id), json!(question));
    assert_eq!(
        seen,
        [
            ("inquiry_message", &Value::Null, &of_question),
            ("match_proposed", &of_match, &Value::Null),
            ("match_message", &of_match, &Value::Null),
        ],
        "not what the provider wrote itself"
    );
    assert!(public.poll().await.is_empty());
}
