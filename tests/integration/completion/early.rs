//! Stays that are over before their last day: the nights that are left are free for others once both sides said so themselves.

#![cfg(test)]

use jiff::SignedDuration;
use punte_tests::{Browser, MailSink, TestApp, housing_need};
use serde_json::json;
use sqlx::Executor as _;

use super::{Scene, held, hours};

/// How many beds are held on each night, in order.
async fn nights(app: &TestApp) -> Vec<i32> {
    sqlx::query_scalar("select reserved from offer_night order by day")
        .fetch_all(&mut app.superuser().await)
        .await
        .unwrap()
}

/// The first so many nights of the month are held, and no other.
fn slept(nights: usize) -> [i32; 30] {
    let mut held = [0; 30];
    held[..nights].fill(1);
    held
}

#[tokio::test]
async fn whoever_leaves_early_by_both_words_keeps_that_night_and_the_others_are_free() {
    let scene = Scene::begun().await;
    let sink = MailSink::start();
    assert_eq!(scene.free().await, "0");
    // It is the second of March, half past eleven at night where the bed is.
    scene.app.advance(hours(24 + 13));
    scene.app.advance(SignedDuration::from_mins(30));
    scene.app.run_jobs(&sink.mailer()).await;
    let looks = "select count(*) from job where kind = 'offer_visible' and state = 'queued'";
    assert_eq!(scene.app.count(looks).await, 0);
    for step in ["complete", "not_over", "complete"] {
        scene.host_says(step).await.expect(200);
        assert_eq!(nights(&scene.app).await, slept(30), "after {step}");
    }
    let done = scene.household_says("complete").await.expect(200);
    assert_eq!(done.text_at("/state"), "completed");
    assert_eq!(nights(&scene.app).await, slept(2));
    assert_eq!(scene.app.count(looks).await, 1, "others hear of it");
    // What was agreed stays as it was, and the need served.
    let agreed = json!({ "from": "2027-03-01", "to": "2027-03-31" });
    assert_eq!(done.at("/during"), &agreed);
    let need = scene.app.need(&scene.household, 0).await;
    assert_eq!(
        (&need["state"], &need["served"]),
        (&json!("served"), &json!(1))
    );
    let line = "select count(*) from audit_event where action = 'match_completed' and data ->> 'left_on' = '2027-03-03'";
    assert_eq!(scene.app.count(line).await, 1);

    // The night of that day is nobody else's, and the next is anybody's.
    let next = scene.app;
    let tonight = next
        .file(&[housing_need(1, "2027-03-02", "2027-03-05")])
        .await;
    next.try_propose(&tonight, 0, &scene.offer)
        .await
        .problem(409, "capacity-exhausted");
    let later = next
        .file(&[housing_need(1, "2027-03-03", "2027-03-31")])
        .await;
    next.matched(&later, &scene.host, &scene.offer).await;
    assert_eq!(nights(&next).await, slept(30));
}

#[tokio::test]
async fn silence_gives_no_night_back_and_the_last_night_nobody_does() {
    let scene = Scene::begun().await;
    scene.app.advance(hours(24));
    scene.host_says("complete").await.expect(200);
    scene.app.advance(hours(73));
    assert_eq!(scene.round().await, 1);
    assert_eq!(scene.seen().await["state"], "completed");
    assert_eq!(
        nights(&scene.app).await,
        slept(30),
        "somebody may sleep there"
    );
    // From the agreed day on it is anybody's.
    let next = scene.app;
    let later = next
        .file(&[housing_need(1, "2027-03-31", "2027-04-02")])
        .await;
    next.matched(&later, &scene.host, &scene.offer).await;

    let scene = Scene::begun().await;
    scene.app.advance(hours(29 * 24));
    scene.household_says("complete").await.expect(200);
    scene.host_says("complete").await.expect(200);
    assert_eq!(nights(&scene.app).await, slept(30), "it is the 30th");
}

#[tokio::test]
async fn whoever_left_early_stands_in_the_way_of_no_later_night() {
    let scene = Scene::begun().await;
    scene.app.advance(hours(24));
    let closes = async |from: &str| {
        let version = scene.app.offer(&scene.host, &scene.offer).await.version();
        let days = json!([{ "from": from, "to": "2027-08-01" }]);
        let put = scene
            .app
            .put(format!("/offers/{}/availability", scene.offer));
        let put = put.by(&scene.host.member).if_match(version);
        put.json(&json!({ "capacity": 1, "availability": days }))
            .send()
            .await
    };
    closes("2027-03-10").await.problem(409, "below-promised");
    scene.host_says("complete").await.expect(200);
    scene.household_says("complete").await.expect(200);
    // Tonight the household is there.
    let tonight = closes("2027-03-10").await.problem(409, "below-promised");
    let lines = tonight.at("/standing_in_the_way").as_array().unwrap();
    assert_eq!(lines.len(), 1);
    assert_eq!(lines[0]["match_id"], scene.id);
    scene.app.advance(hours(24));
    closes("2027-03-10").await.expect(200);
}

#[tokio::test]
async fn the_database_gives_no_night_away_over_somebodys_head() {
    let scene = Scene::begun().await;
    scene.app.advance(hours(24));
    let leaves = "update match set state = 'completed', left_on = '2027-03-03' where id = $1";
    let tonight = "update match set state = 'completed', left_on = '2027-03-02' where id = $1";
    let last = "update match set state = 'completed', left_on = '2027-03-31' where id = $1";
    let stays = "update match set left_on = '2027-03-05' where id = $1";
    let guard = "match_left_early_check";
    assert_eq!(held(&scene, leaves).await, guard, "nobody said so");
    scene.host_says("complete").await.expect(200);
    assert_eq!(held(&scene, leaves).await, guard, "one side");
    // Both words, and not the end.
    sqlx::query(
        "insert into match_completion (match_id, n, side, word, at) values ($1::uuid, 2, 'refugee', 'over', '2027-03-02T10:00:00Z')",
    )
    .bind(&scene.id)
    .execute(&mut scene.app.superuser().await)
    .await
    .unwrap();
    assert_eq!(held(&scene, tonight).await, guard, "it is theirs");
    assert_eq!(held(&scene, stays).await, guard, "it goes on");
    assert_eq!(held(&scene, last).await, "match_left_on_check");
    sqlx::query(leaves)
        .bind(uuid::Uuid::parse_str(&scene.id).unwrap())
        .execute(&mut scene.app.app_rw().await)
        .await
        .unwrap();
    assert_eq!(nights(&scene.app).await, slept(2));
    assert_eq!(held(&scene, stays).await, guard, "said once");
}

#[tokio::test]
async fn a_word_that_the_database_hears_a_day_later_is_told_as_any_step_that_comes_too_late() {
    let scene = Scene::begun().await;
    scene.app.advance(hours(24));
    scene.host_says("complete").await.expect(200);
    // Midnight is over before the second word is written.
    let turns = "create function turns() returns trigger language plpgsql as $$
            begin new.at := new.at + interval '1 day'; return new; end $$;
         create trigger a_turns before insert on match_completion for each row execute function turns()";
    scene.app.superuser().await.execute(turns).await.unwrap();
    scene
        .household_says("complete")
        .await
        .problem(409, "illegal-state");
    assert_eq!(scene.seen().await["state"], "started");
    assert_eq!(nights(&scene.app).await, slept(30));
    let over = "drop trigger a_turns on match_completion";
    scene.app.superuser().await.execute(over).await.unwrap();
    scene.household_says("complete").await.expect(200);
    assert_eq!(nights(&scene.app).await, slept(2));
}

#[tokio::test]
async fn the_household_reads_what_its_word_gives_away_before_it_says_it() {
    let scene = Scene::begun().await;
    let path = format!("/en/my/matches/{}", scene.id);
    let mut family = Browser::at_home(&scene.app, &scene.household).await;
    let page = family.open(&path).await;
    let told = page.text("#nights").unwrap();
    assert!(told.contains("free for others"), "{told}");
    scene.app.advance(hours(29 * 24));
    let mut family = Browser::at_home(&scene.app, &scene.household).await;
    let page = family.open(&path).await;
    assert_eq!(page.text("#nights"), None, "nothing is left to give");
}
