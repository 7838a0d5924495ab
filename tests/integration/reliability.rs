//! How it was for households moves the points of a provider, within bounds: no household counts twice, and no two decide anything.

#![cfg(test)]

use jiff::SignedDuration;
use punte_api::storage::pool;
use punte_tests::{
    Browser, Household, MailSink, Provider, TestApp, Who, empty_database, service, service_need,
};
use serde_json::{Value, json};
use sqlx::{Connection as _, Executor as _, PgConnection, migrate::Migrator};

/// The migration that has everybody counted anew; what was there before it is the older version.
const ANEW: i64 = 20_261_206_180_000;

/// Two providers that were counted, one of which is about to be counted again.
const OLDER: &str = "
    set session_replication_role = replica;
    insert into provider_reliability (provider_id, answered, asked) values
        ('00000000-0000-0000-0000-000000000001', 3, 9), ('00000000-0000-0000-0000-000000000002', 1, 1);
    insert into job (id, kind, payload, dedup_id, run_at, created_at) values
        (gen_random_uuid(), 'count_reliability', '{\"provider\": \"00000000-0000-0000-0000-000000000002\"}', 'waits', now(), now());
";

/// How often a provider could be relied on, as counted by now.
async fn counted(app: &TestApp) -> (i32, i32) {
    app.advance(SignedDuration::from_mins(11));
    app.run_jobs(&MailSink::start().mailer()).await;
    sqlx::query_as("select answered, asked from provider_reliability")
        .fetch_one(&mut app.superuser().await)
        .await
        .unwrap()
}

/// The points for reliability that an offer gets for a need that is not filed.
async fn points(app: &TestApp, offer: &str) -> (i64, i64) {
    let call = app.post("/matches/search").by(&app.cast.people[4]);
    let call = call.json(&punte_tests::search(&service_need(1)));
    let answer = call.expect(200).await;
    let ranked = answer.at("/ranked").as_array().unwrap().clone();
    let found = ranked.iter().find(|r| r["offer"]["id"] == offer).unwrap();
    let parts = found["parts"].as_array().unwrap();
    let part = parts.iter().find(|p| p["part"] == "reliability").unwrap();
    let number = |name: &str| part[name].as_i64().unwrap();
    (number("points"), number("of"))
}

struct Scene {
    app: TestApp,
    host: Provider,
    offer: String,
}

impl Scene {
    async fn live() -> Self {
        let app = TestApp::spawn().await;
        let host = app.provider(0, "ngo", 1).await;
        let offer = app.live(&host, &service(&host.id)).await;
        Self { app, host, offer }
    }

    /// One need of a household is helped, and the household says how it was.
    async fn helped(&self, household: &Household, need: usize, said: &Value) {
        let app = &self.app;
        let id = app.try_propose(household, need, &self.offer).await;
        let id = id.expect(201).id();
        app.try_accept(&self.host, &id).await.expect(200);
        let call = app.post(format!("/matches/{id}/feedback"));
        call.by(&household.who).json(said).expect(201).await;
    }

    /// A new household is helped, and says how it was.
    async fn rated(&self, said: &Value) {
        let household = self.app.file(&[service_need(1)]).await;
        self.helped(&household, 0, said).await;
    }
}

fn worst() -> Value {
    json!({ "delivered": "yes", "as_described": "no", "rating": 1 })
}

#[tokio::test]
async fn what_households_say_of_how_it_was_lowers_the_points_from_the_fourth_on() {
    let scene = Scene::live().await;
    for so_far in 1..=3 {
        scene.rated(&worst()).await;
        assert_eq!(counted(&scene.app).await, (2 * so_far, 2 * so_far));
    }
    scene.rated(&worst()).await;
    assert_eq!(counted(&scene.app).await, (7, 8), "it took place, badly");
    let (points, of) = points(&scene.app, &scene.offer).await;
    assert_eq!(points, of * 9 / 12, "(7 + 2) / (8 + 4)");
    // Somebody who is content makes up for it, and no more than that.
    let best = json!({ "delivered": "yes", "as_described": "yes", "rating": 5 });
    scene.rated(&best).await;
    assert_eq!(counted(&scene.app).await, (9, 10));
}

#[tokio::test]
async fn one_household_counts_once_however_often_it_is_angry() {
    let scene = Scene::live().await;
    let household = scene
        .app
        .file(&[service_need(1), service_need(1), service_need(1)])
        .await;
    let no = json!({ "delivered": "no", "why_not": "refused", "rating": 1 });
    for need in 0..3 {
        scene.helped(&household, need, &no).await;
        assert_eq!(counted(&scene.app).await, (1, 2), "after {need}");
    }
    // What it said last is what counts.
    let other = scene.app.file(&[service_need(1), service_need(1)]).await;
    let yes = json!({ "delivered": "yes", "rating": 4 });
    scene.helped(&other, 0, &no).await;
    assert_eq!(counted(&scene.app).await, (2, 4));
    scene.helped(&other, 1, &yes).await;
    assert_eq!(counted(&scene.app).await, (3, 4));
}

#[tokio::test]
async fn help_that_was_found_elsewhere_is_nobodys_fault_and_nobody_there_is() {
    let scene = Scene::live().await;
    let elsewhere = json!({ "delivered": "no", "why_not": "found_elsewhere", "rating": 1 });
    scene.rated(&elsewhere).await;
    assert_eq!(counted(&scene.app).await, (1, 1), "the answer alone");
    let household = scene.app.file(&[service_need(1)]).await;
    let app = &scene.app;
    let id = app.matched(&household, &scene.host, &scene.offer).await;
    app.take_step(&household.who, &id, "no_show")
        .await
        .expect(200);
    assert_eq!(counted(app).await, (2, 3));
    // Said once more in other words, it is still one.
    let said = json!({ "delivered": "no", "why_not": "nobody_there", "rating": 1 });
    let call = app.post(format!("/matches/{id}/feedback"));
    call.by(&household.who).json(&said).expect(201).await;
    assert_eq!(counted(app).await, (2, 3));
}

/// The host says yes to a household, and calls off; the match.
async fn let_down(scene: &Scene, household: &Household, need: usize, reason: &str) -> String {
    let app = &scene.app;
    let id = app.try_propose(household, need, &scene.offer).await;
    let id = id.expect(201).id();
    let agreed = app.try_accept(&scene.host, &id).await.expect(200);
    let off = app.post(format!("/matches/{id}/cancel"));
    let off = off.by(&scene.host.member).if_match(agreed.version());
    off.json(&json!({ "reason": reason })).expect(200).await;
    id
}

#[tokio::test]
async fn a_host_who_says_yes_and_calls_off_was_not_there_unless_it_was_an_emergency() {
    let scene = Scene::live().await;
    let app = &scene.app;
    let household = async || app.file(&[service_need(1), service_need(1)]).await;
    let sick = household().await;
    let_down(&scene, &sick, 0, "emergency").await;
    assert_eq!(counted(app).await, (1, 1), "the yes alone");
    let (mut good, mut all) = (1, 1);
    for reason in [
        "no_longer_free",
        "does_not_fit",
        "dates_changed",
        "found_elsewhere",
        "no_reason",
    ] {
        let_down(&scene, &household().await, 0, reason).await;
        (good, all) = (good + 1, all + 2);
        assert_eq!(counted(app).await, (good, all), "{reason}");
    }
    // Whoever calls off themselves says nothing of the host.
    let other = household().await;
    let id = app.matched(&other, &scene.host, &scene.offer).await;
    app.end(&other.who, &id, "cancel").await.expect(200);
    assert_eq!(counted(app).await, (good + 1, all + 1), "the yes");
    // Help that came about later is what the household met last.
    let late = household().await;
    let_down(&scene, &late, 0, "no_reason").await;
    app.advance(SignedDuration::from_secs(1));
    let yes = json!({ "delivered": "yes", "rating": 5 });
    scene.helped(&late, 1, &yes).await;
    assert_eq!(counted(app).await, (good + 3, all + 3));
}

#[tokio::test]
async fn whoever_was_let_down_says_how_that_was_and_the_host_does_not() {
    let scene = Scene::live().await;
    let app = &scene.app;
    let household = app.file(&[service_need(1)]).await;
    let id = let_down(&scene, &household, 0, "emergency").await;
    let open = async |who: &Who| {
        let seen = app.get(format!("/matches/{id}")).by(who).expect(200).await;
        seen.at("/feedback_open").clone()
    };
    assert_eq!(open(&household.who).await, json!(true));
    assert_eq!(open(&scene.host.member).await, json!(false));
    let said = json!({ "delivered": "no", "why_not": "refused", "rating": 1 });
    let say = |who| app.post(format!("/matches/{id}/feedback")).by(who);
    let refused = say(&scene.host.member).json(&said).send().await;
    refused.problem(409, "illegal-state");
    let past = "insert into feedback (id, match_id, side, delivered, rating, at) values (gen_random_uuid(), $1::uuid, 'provider', 'yes', 5, now())";
    let refused = sqlx::query(past).bind(&id);
    let refused = refused.execute(&mut app.app_rw().await).await.unwrap_err();
    let held = refused.as_database_error().unwrap().constraint();
    assert_eq!(held, Some("feedback_match_check"), "{refused}");
    let page = format!("/en/my/matches/{id}");
    let mut family = Browser::at_home(app, &household).await;
    let links = family.open(&page).await.links();
    assert!(links.iter().any(|l| l.ends_with("/feedback")), "{links:?}");
    say(&household.who).json(&said).expect(201).await;
    assert_eq!(open(&household.who).await, json!(false), "once");
    // It was no emergency to them.
    assert_eq!(counted(app).await, (1, 2));
    // Who called off themselves was let down by nobody.
    let other = app.file(&[service_need(1)]).await;
    let own = app.matched(&other, &scene.host, &scene.offer).await;
    app.end(&other.who, &own, "cancel").await.expect(200);
    let refused = app.post(format!("/matches/{own}/feedback")).by(&other.who);
    let refused = refused.json(&said).send().await;
    refused.problem(409, "illegal-state");
}

#[tokio::test]
async fn whom_an_older_version_counted_is_counted_anew() {
    let database = empty_database().await;
    let mut db = PgConnection::connect(&database.url).await.unwrap();
    let older = pool::MIGRATIONS.iter().filter(|m| m.version < ANEW);
    let older = Migrator::with_migrations(older.cloned().collect());
    older.run(&mut db).await.unwrap();
    db.execute(OLDER).await.unwrap();
    db.close().await.unwrap();

    pool::migrate(&database.url).await.unwrap();
    let mut db = PgConnection::connect(&database.url).await.unwrap();
    let waiting: Vec<String> = sqlx::query_scalar(
        "select payload ->> 'provider' from job where kind = 'count_reliability' and state = 'queued' and run_at <= now() order by 1",
    )
    .fetch_all(&mut db)
    .await
    .unwrap();
    let each = [1, 2].map(|n| format!("00000000-0000-0000-0000-00000000000{n}"));
    assert_eq!(waiting, each, "each once");
}
