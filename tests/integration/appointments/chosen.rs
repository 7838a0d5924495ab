//! Whoever chooses a doctor's place has it in the week that they saw, or is told that it is gone and which is the first now.

use jiff::SignedDuration;
use punte_api::texts;
use punte_core::{locale::Locale, period::Period};
use punte_tests::{Answer, Browser, Household, TestApp, service_need};
use serde_json::{Value, json};

use super::{MONDAYS, asking, days, of, scene, seen, set, taken, week};

/// Chooses the doctor in a week of which somebody was told.
async fn choose(app: &TestApp, household: &Household, offer: &str, monday: &str) -> Answer {
    app.post(format!("/needs/{}/proposals", household.needs[0]))
        .by(&household.who)
        .json(&json!({ "offer_id": offer, "week_from": monday }))
        .send()
        .await
}

/// In which week the explanation says that there is a place.
async fn explained(app: &TestApp, household: &Household, offer: &str) -> Value {
    let why = app.post(format!("/needs/{}/explain", household.needs[0]));
    let why = why.by(&household.who).json(&json!({ "offer_id": offer }));
    why.expect(200).await.at("/week").clone()
}

/// Refused, with the first week now.
fn gone(refused: Answer, first: usize) {
    let refused = refused.problem(409, "week-gone");
    assert_eq!(refused.at("/first_week"), &week(first), "{}", refused.text);
}

/// The week of a Monday.
fn period(number: usize) -> Period {
    Period::week_of(MONDAYS[number].parse().unwrap()).unwrap()
}

#[tokio::test]
async fn whoever_saw_a_week_that_is_gone_is_told_which_is_the_first_now_and_has_no_other() {
    let (app, provider, offer) = scene(1).await;
    let household = app.file(&[asking(1, None)]).await;
    let listed = app.rank(&household, 0).await;
    assert_eq!(listed.at("/ranked/0/week"), &week(0));
    assert_eq!(explained(&app, &household, &offer).await, week(0));
    let faster = app.file(&[asking(1, None)]).await;
    let held = app.matched(&faster, &provider, &offer).await;
    assert_eq!(explained(&app, &household, &offer).await, week(1));
    gone(choose(&app, &household, &offer, MONDAYS[0]).await, 1);
    for locale in Locale::ALL {
        let call = app.post(format!("/needs/{}/proposals", household.needs[0]));
        let call = call
            .by(&household.who)
            .header("accept-language", locale.as_str())
            .json(&json!({ "offer_id": offer, "week_from": MONDAYS[0] }));
        let refused = call.send().await.problem(409, "week-gone");
        let said = refused.text_at("/title");
        assert_eq!(said, texts::week_gone(locale, period(1)));
        assert!(said.contains("8\u{a0}") && said.contains("2027"), "{said}");
    }
    let theirs = "select count(*) from match where state = 'proposed'";
    assert_eq!(app.count(theirs).await, 0);

    // What was seen is kept, though an earlier week has a place again.
    app.end(&faster.who, &held, "cancel").await.expect(200);
    let chosen = choose(&app, &household, &offer, MONDAYS[1]).await;
    let chosen = chosen.expect(201);
    assert_eq!(chosen.at("/during"), &week(1));
    app.try_accept(&provider, &chosen.id()).await.expect(200);
    assert_eq!(taken(&app).await, [of(1, 1)]);
    // Without a word about the week, it is the first.
    let other = app.file(&[asking(1, None)]).await;
    let id = app.propose(&other, &offer).await;
    assert_eq!(seen(&app, &other.who, &id).await.at("/during"), &week(0));
}

#[tokio::test]
async fn a_week_that_was_seen_has_room_for_all_and_days_that_are_wanted_and_open() {
    let (app, provider, offer) = scene(2).await;
    let one = app.file(&[asking(1, None)]).await;
    app.matched(&one, &provider, &offer).await;
    let two = app.file(&[asking(2, None)]).await;
    gone(choose(&app, &two, &offer, MONDAYS[0]).await, 1);
    let late = app
        .file(&[asking(1, Some(("2027-03-09", "2027-04-01")))])
        .await;
    gone(choose(&app, &late, &offer, MONDAYS[0]).await, 1);
    // Before today, and where the doctor is away.
    gone(choose(&app, &two, &offer, "2027-02-22").await, 1);
    let open = json!([
        { "from": "2027-03-01", "to": "2027-03-15" }, { "from": "2027-03-22", "to": "2027-06-01" },
    ]);
    set(&app, &provider, &offer, 2, &open).await.expect(200);
    gone(choose(&app, &two, &offer, MONDAYS[2]).await, 1);
    // A later one that has places is theirs.
    let later = choose(&app, &two, &offer, MONDAYS[3]).await.expect(201);
    assert_eq!(later.text_at("/during/from"), MONDAYS[3]);
    // Where no week has places enough, none is named.
    let three = app.file(&[asking(3, None)]).await;
    choose(&app, &three, &offer, MONDAYS[0])
        .await
        .problem(409, "capacity-exhausted");

    choose(&app, &one, &offer, "2027-03-02")
        .await
        .problem(409, "need-served");
    let next = app.file(&[asking(1, None)]).await;
    choose(&app, &next, &offer, "2027-03-02")
        .await
        .fields(422, &["/week_from invalid"]);
    let advice = app.file(&[service_need(1)]).await;
    choose(&app, &advice, &offer, MONDAYS[0])
        .await
        .fields(422, &["/week_from not-of-this-category"]);
}

#[tokio::test]
async fn at_the_weekend_nobody_is_offered_the_week_that_ends_unless_they_want_that_weekend() {
    let (app, _, offer) = scene(1).await;
    // Friday evening, and midnight.
    app.advance(days(4) + SignedDuration::from_hours(10));
    let household = app.file(&[asking(1, None)]).await;
    let first = async || app.rank(&household, 0).await.at("/ranked/0/week").clone();
    assert_eq!(first().await, week(0));
    app.advance(SignedDuration::from_hours(4));
    assert_eq!(first().await, week(1));
    assert_eq!(explained(&app, &household, &offer).await, week(1));
    // The page was opened on Friday.
    gone(choose(&app, &household, &offer, MONDAYS[0]).await, 1);
    let weekend = asking(1, Some(("2027-03-06", "2027-03-08")));
    let weekend = app.file(&[weekend]).await;
    assert_eq!(app.rank(&weekend, 0).await.at("/ranked/0/week"), &week(0));
    let id = app.propose(&weekend, &offer).await;
    assert_eq!(seen(&app, &weekend.who, &id).await.at("/during"), &week(0));
    let id = app.propose(&household, &offer).await;
    let chosen = seen(&app, &household.who, &id).await;
    assert_eq!(chosen.at("/during"), &week(1));
}

#[tokio::test]
async fn a_provider_reads_what_is_free_week_by_week() {
    let (app, provider, offer) = scene(3).await;
    let read = async || {
        let own = app.offer(&provider, &offer).await;
        (own.at("/free_by_week").clone(), own.number("/free"))
    };
    assert_eq!(read().await, (json!([]), 3));
    // Two together have no room beside two others.
    for places in [2, 2, 1] {
        let household = app.file(&[asking(places, None)]).await;
        app.matched(&household, &provider, &offer).await;
    }
    let free = |number, free: u32| json!({ "week": week(number), "free": free });
    assert_eq!(read().await, (json!([free(0, 0), free(1, 1)]), 0));
    // Until the week is over.
    app.advance(days(6));
    assert_eq!(read().await, (json!([free(0, 0), free(1, 1)]), 0));
    app.advance(days(1));
    assert_eq!(read().await, (json!([free(1, 1)]), 1));
}

#[tokio::test]
async fn the_page_keeps_to_the_week_that_it_showed() {
    let (app, provider, offer) = scene(1).await;
    let household = app.file(&[asking(1, None)]).await;
    let need = &household.needs[0];
    let mut browser = Browser::new(&app);
    let open = browser.open("/en/my").await.form("/en/my");
    browser.send(&open.with("code", &household.code)).await;
    let said_in = |locale, key: &str, number: usize| {
        let day = texts::day_text(locale, period(number).from());
        let said = texts::text_with(locale, key, &[("day", &day)]);
        said.replace('\u{a0}', " ")
    };
    // Before anything is chosen, both pages name it, in every language.
    for locale in Locale::ALL {
        let list = format!("/{}/my/needs/{need}", locale.as_str());
        for address in [list.clone(), format!("{list}/offers/{offer}")] {
            let page = browser.open(&address).await;
            let main = page.text("main").unwrap().replace('\u{a0}', " ");
            let said = said_in(locale, "my-fact-week", 0);
            assert!(main.contains(&said), "{address}: {said}: {main}");
            let form = page.form(&format!("{list}/propose"));
            assert_eq!(form.value("week"), Some(MONDAYS[0]), "{address}");
        }
    }
    let action = format!("/en/my/needs/{need}/propose");
    let why = format!("/en/my/needs/{need}/offers/{offer}");
    let form = browser.open(&why).await.form(&action);
    let faster = app.file(&[asking(1, None)]).await;
    app.matched(&faster, &provider, &offer).await;
    let refused = browser.send(&form).await;
    assert_eq!(refused.status, 409);
    let main = refused.text("#errors").unwrap().replace('\u{a0}', " ");
    let said = said_in(Locale::En, "problem-week-gone", 1);
    assert!(main.contains(&said), "{said}: {main}");
    assert_eq!(app.count("select count(*) from match").await, 1);

    // What stands there now can be chosen, and the confirmation names it.
    let form = refused.form(&action);
    assert_eq!(form.value("week"), Some(MONDAYS[1]));
    browser.send(&form).await;
    let ours = "select id::text from match where state = 'proposed'";
    let id: String = sqlx::query_scalar(ours)
        .fetch_one(&mut app.superuser().await)
        .await
        .unwrap();
    for locale in Locale::ALL {
        let address = format!("/{}/my/matches/{id}", locale.as_str());
        let page = browser.open(&address).await;
        let main = page.text("main").unwrap().replace('\u{a0}', " ");
        let said = said_in(locale, "my-match-week", 1);
        assert!(main.contains(&said), "{address}: {said}: {main}");
    }
}
