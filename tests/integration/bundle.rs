//! Several needs of one household: what is agreed for one bounds the others, in rankings, proposals, the plan and its page.

#![cfg(test)]

mod changes;
mod few;
mod parts;
mod told;

use std::sync::Arc;

use jiff::SignedDuration;
use punte_api::texts;
use punte_core::locale::Locale;
use punte_tests::{
    Answer, Browser, Household, MailSink, Provider, Sight, TestApp, housing_need,
    places::{BALTI, SUCEAVA},
    request, ride, ride_need, shelter_offer, with, without,
};
use serde_json::{Value, json};

/// A shelter with so many beds, in a place.
fn shelter(provider: &Provider, place: i64, beds: u32) -> Value {
    let body = with(shelter_offer(&provider.id), "/content/place_id", place);
    let body = with(body, "/content/capacity", beds);
    without(body, "/private/point")
}

/// A bed in Suceava.
fn bed(from: &str, to: &str) -> Value {
    with(housing_need(1, from, to), "/place_id", SUCEAVA)
}

/// Somebody who offers a ride to Suceava on 5 March and a shelter there.
async fn world(app: &TestApp) -> (Provider, String, String) {
    let provider = app.provider(0, "ngo", 3).await;
    let drive = app.live(&provider, &ride(&provider.id)).await;
    let home = app.live(&provider, &shelter(&provider, SUCEAVA, 3)).await;
    (provider, drive, home)
}

/// Chooses an offer for a need, and the provider says yes; the match.
async fn agreed(
    app: &TestApp,
    provider: &Provider,
    household: &Household,
    need: usize,
    offer: &str,
) -> Answer {
    let id = app
        .try_propose(household, need, offer)
        .await
        .expect(201)
        .id();
    app.try_accept(provider, &id).await.expect(200);
    app.get(format!("/matches/{id}"))
        .by(&household.who)
        .expect(200)
        .await
}

fn days(from: &str, to: &str) -> Value {
    json!({ "from": format!("2027-03-{from}"), "to": format!("2027-03-{to}") })
}

/// The reasons of an answer, with their days.
fn because(answer: &Answer) -> Vec<(String, Value)> {
    let reasons = answer.at("/because").as_array().unwrap().iter();
    reasons
        .map(|b| (b["reason"].as_str().unwrap().to_owned(), b["day"].clone()))
        .collect()
}

/// The lines of the plan: what, of which category, when, for how many.
async fn plan(app: &TestApp, household: &Household) -> Vec<Value> {
    let seen = app.get(format!("/requests/{}", household.request));
    let seen = seen.by(&household.who).expect(200).await;
    assert_eq!(seen.at("/plan/clashes"), &json!([]));
    let steps = seen.at("/plan/steps").as_array().unwrap().iter();
    steps
        .map(|s| json!([s["kind"], s["category"], s["days"], s["units"]]))
        .collect()
}

#[tokio::test]
async fn a_bed_begins_when_the_ride_comes_and_the_home_when_the_bed_ends() {
    let app = TestApp::spawn().await;
    let (provider, drive, home) = world(&app).await;
    let needs = [
        bed("2027-03-03", "2027-03-10"),
        ride_need(1),
        bed("2027-03-08", "2027-03-20"),
    ];
    let household = app.file(&needs).await;
    let before = app.rank(&household, 0).await;
    assert_eq!(before.at("/days"), &days("03", "10"));
    assert!(because(&before).is_empty());

    let driven = agreed(&app, &provider, &household, 1, &drive).await;
    let ranked = app.rank(&household, 0).await;
    assert_eq!(ranked.at("/days"), &days("05", "10"));
    let reasons = [
        ("ride_arrives".to_owned(), json!("2027-03-05")),
        ("near_ride".to_owned(), Value::Null),
    ];
    assert_eq!(because(&ranked), reasons);
    assert_eq!(ranked.text_at("/because/0/match_id"), driven.id());
    assert_eq!(ranked.text_at("/ranked/0/offer/id"), home);
    let explain = format!("/needs/{}/explain", household.needs[0]);
    let why = app.post(&explain).by(&household.who);
    let why = why.json(&json!({ "offer_id": home })).expect(200).await;
    assert_eq!(because(&why), reasons);
    assert_eq!(why.at("/points"), ranked.at("/ranked/0/points"));

    // The host is asked for the nights on which they are there, and keeps no others.
    let stay = agreed(&app, &provider, &household, 0, &home).await;
    assert_eq!(stay.at("/during"), &days("05", "10"));
    let kept = "select count(*) from offer_night where reserved > 0";
    assert_eq!(app.count(kept).await, 5);
    let next = app.rank(&household, 2).await;
    assert_eq!(next.at("/days"), &days("10", "20"));
    let until = ("bed_until".to_owned(), json!("2027-03-10"));
    assert!(because(&next).contains(&until), "{}", next.text);
    let plan = plan(&app, &household).await;
    let lines = [
        json!(["agreed", "transport", days("05", "06"), 1]),
        json!(["agreed", "housing", days("05", "10"), 1]),
        json!(["open", "housing", days("10", "20"), 1]),
    ];
    assert_eq!(plan, lines);

    // Called off, everything is as it was.
    app.end(&household.who, &driven.id(), "cancel")
        .await
        .expect(200);
    app.end(&household.who, &stay.id(), "cancel")
        .await
        .expect(200);
    let again = app.rank(&household, 0).await;
    assert_eq!(again.at("/days"), &days("03", "10"));
    assert_eq!(app.count(kept).await, 0);
}

#[tokio::test]
async fn a_night_without_a_bed_is_told_by_the_api_and_the_page_in_every_language() {
    let app = TestApp::spawn().await;
    let (provider, drive, _) = world(&app).await;
    let needs = [bed("2027-03-08", "2027-03-12"), ride_need(1)];
    let household = app.file(&needs).await;
    let gap = json!(["gap", "housing", days("05", "08"), 1]);
    assert!(!plan(&app, &household).await.contains(&gap));
    let mut browser = Browser::at_home(&app, &household).await;
    let page = browser.open("/en/my/request").await;
    assert_eq!(page.texts("#look").len(), 0);
    // As long as nothing is agreed the needs stand there once.
    assert_eq!(page.texts(".way").len(), 0);
    assert_eq!(page.texts("#needs").len(), 1);

    agreed(&app, &provider, &household, 1, &drive).await;
    assert_eq!(plan(&app, &household).await[1], gap);
    for locale in Locale::ALL {
        let address = format!("/{}/my/request", locale.as_str());
        let page = browser.open(&address).await;
        let lines = page.texts(".way li");
        assert_eq!(lines.len(), 3, "{lines:?}");
        assert_eq!(page.texts(".way li.done").len(), 1);
        let missing = page.text(".way .tag").unwrap();
        assert!(missing.starts_with('3'), "{missing}");
        let warned = page.text(".p-warn li").unwrap();
        assert!(warned.starts_with(&missing), "{warned}");
        let headers = [
            ("cookie", cookie(&browser)),
            ("accept-encoding", "gzip".to_owned()),
        ];
        let headers = headers
            .each_ref()
            .map(|(name, value)| (*name, value.as_str()));
        let answer = app.fetch(&address, &headers).await;
        let bytes = answer.bytes().await.unwrap().len();
        assert!(bytes <= 14 * 1024, "{address}: {bytes}");
    }
    let page = browser.open("/en/my/request").await;
    let lines = page.texts(".way li");
    for (line, said) in lines.iter().zip([
        "A ride 5 March 2027 · Chernivtsi to Suceava · 1 seat · agreed",
        "3 nights without a bed 5 March 2027 to 8 March 2027 · 1 bed",
        "A place to stay 8 March 2027 to 12 March 2027 · 1 bed · still open",
    ]) {
        assert_eq!(line, said);
    }
    // The need says from where it is measured.
    let need = format!("/en/my/needs/{}", household.needs[0]);
    let page = browser.open(&need).await;
    assert!(
        page.text("main")
            .unwrap()
            .contains("from the end of your ride"),
        "{}",
        page.html
    );
}

fn cookie(browser: &Browser<'_>) -> String {
    let cookies = browser.cookies().iter();
    let cookies: Vec<String> = cookies
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    cookies.join("; ")
}

#[tokio::test]
async fn nobody_is_given_two_beds_for_one_night() {
    let app = TestApp::spawn().await;
    let (provider, _, home) = world(&app).await;
    let other = app.live(&provider, &shelter(&provider, SUCEAVA, 3)).await;
    let nights = || bed("2027-03-10", "2027-03-12");
    let household = app.file(&[nights(), nights()]).await;
    let first = app.try_propose(&household, 0, &home).await.expect(201).id();
    let second = app
        .try_propose(&household, 1, &other)
        .await
        .expect(201)
        .id();
    app.try_accept(&provider, &first).await.expect(200);
    // The other host is not kept waiting, and cannot say yes any more.
    let ended = app.get(format!("/matches/{second}")).by(&household.who);
    let ended = ended.expect(200).await;
    assert_eq!(ended.text_at("/state"), "declined");
    assert_eq!(ended.text_at("/end_reason"), "superseded");
    assert_eq!(app.need(&household, 1).await["state"], "open");
    let version = ended.version();
    let late = app.post(format!("/matches/{second}/accept"));
    let late = late.by(&provider.member).if_match(version).send().await;
    late.problem(409, "illegal-state");

    let ranked = app.rank(&household, 1).await;
    assert_eq!(ranked.number("/fits"), 0);
    assert_eq!(because(&ranked), [("beds_agreed".to_owned(), Value::Null)]);
    let refused = app.try_propose(&household, 1, &other).await;
    refused.problem(409, "at-the-same-time");
    let explain = app.post(format!("/needs/{}/explain", household.needs[1]));
    let explain = explain.by(&household.who);
    let explain = explain.json(&json!({ "offer_id": other })).send().await;
    explain.problem(409, "at-the-same-time");
    let mut browser = Browser::at_home(&app, &household).await;
    for locale in Locale::ALL {
        let need = format!("/{}/my/needs/{}", locale.as_str(), household.needs[1]);
        let page: Sight = browser.open(&need).await;
        let said = texts::text(locale, "because-beds-agreed");
        assert_eq!(page.text("#because"), Some(said));
        assert_eq!(page.texts(".p-empty").len(), 0);
    }
    app.end(&household.who, &first, "cancel").await.expect(200);
    assert_eq!(app.rank(&household, 1).await.number("/fits"), 2);
}

#[tokio::test]
async fn nobody_sits_in_two_rides_at_once() {
    let app = TestApp::spawn().await;
    let (provider, drive, _) = world(&app).await;
    let other = app.live(&provider, &ride(&provider.id)).await;
    let household = app.file(&[ride_need(1), ride_need(1)]).await;
    agreed(&app, &provider, &household, 0, &drive).await;
    for offer in [&drive, &other] {
        let refused = app.try_propose(&household, 1, offer).await;
        refused.problem(409, "at-the-same-time");
    }
    // An hour later they could: nobody says that they do not come back.
    let later = with(
        ride(&provider.id),
        "/content/details/departs_from",
        "2027-03-05T10:00:00Z",
    );
    let later = with(
        later,
        "/content/details/departs_until",
        "2027-03-05T11:00:00Z",
    );
    let later = app.live(&provider, &later).await;
    app.try_propose(&household, 1, &later).await.expect(201);
    // Two households are not the same people.
    let neighbour = app.file(&[ride_need(1)]).await;
    app.matched(&neighbour, &provider, &drive).await;
}

#[tokio::test]
async fn two_hosts_who_say_yes_at_once_see_each_other() {
    let app = Arc::new(TestApp::spawn().await);
    let provider = app.provider(0, "ngo", 3).await;
    let one = app.live(&provider, &shelter(&provider, SUCEAVA, 20)).await;
    let other = app.live(&provider, &shelter(&provider, SUCEAVA, 20)).await;
    for _ in 0..8 {
        let nights = || bed("2027-03-10", "2027-03-12");
        let household = app.file(&[nights(), nights()]).await;
        let mut answers = tokio::task::JoinSet::new();
        let mut ids = Vec::new();
        for (need, offer) in [(0, &one), (1, &other)] {
            let id = app.try_propose(&household, need, offer).await;
            ids.push(id.expect(201).id());
        }
        for id in ids {
            let (app, provider) = (Arc::clone(&app), provider.clone());
            answers.spawn(async move { app.try_accept(&provider, &id).await.status });
        }
        let answers = answers.join_all().await;
        let yes = answers.iter().filter(|status| **status == 200).count();
        assert_eq!(yes, 1, "{answers:?}");
    }
    let held = "select count(*) from match where state = 'accepted'";
    assert_eq!(app.count(held).await, 8);
}

#[tokio::test]
async fn the_database_takes_a_part_of_the_nights_asked_for_and_never_others() {
    let app = TestApp::spawn().await;
    let (_, _, home) = world(&app).await;
    let household = app.file(&[bed("2027-03-10", "2027-03-14")]).await;
    app.propose(&household, &home).await;
    let mut db = app.app_rw().await;
    for (from, to, held_by) in [
        ("2027-03-09", "2027-03-12", "match_need_check"),
        ("2027-03-12", "2027-03-15", "match_need_check"),
        ("2027-03-12", "2027-03-12", "match_need_check"),
        // The rule lets it pass; it is the same offer twice.
        (
            "2027-03-12",
            "2027-03-14",
            "match_need_id_offer_id_live_key",
        ),
    ] {
        let refused = sqlx::query(
            "insert into match (id, need_id, request_id, offer_id, revision_id, provider_id, quantity, during, state, points,
                 weights_version, answer_by, created_at)
             select gen_random_uuid(), need_id, request_id, offer_id, revision_id, provider_id, quantity,
                 daterange($1::date, $2::date), state, points, weights_version, answer_by, created_at
             from match",
        )
        .bind(from)
        .bind(to)
        .execute(&mut db)
        .await
        .unwrap_err();
        let constraint = refused.as_database_error().unwrap().constraint();
        assert_eq!(constraint, Some(held_by), "{from} to {to}: {refused}");
    }
}

#[tokio::test]
async fn the_rest_of_a_group_that_was_split_is_looked_for_near_the_others() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 3).await;
    let here = app.live(&provider, &shelter_offer(&provider.id)).await;
    let two = app.live(&provider, &shelter(&provider, BALTI, 2)).await;
    let one = app.live(&provider, &shelter(&provider, BALTI, 1)).await;
    let need = with(
        housing_need(3, "2027-03-10", "2027-03-12"),
        "/may_split",
        true,
    );
    let body = request(&[with(need, "/radius_m", 200_000)]);
    let women = json!({ "women": 3, "languages": ["uk"] });
    let household = app.file_request(&with(body, "/household", women)).await;
    let before = app.rank(&household, 0).await;
    assert_eq!(before.text_at("/ranked/0/offer/id"), here);
    let chosen = app.post(format!("/needs/{}/proposals", household.needs[0]));
    let chosen = chosen
        .by(&household.who)
        .json(&json!({ "offer_id": two, "quantity": 2 }))
        .expect(201)
        .await;
    app.try_accept(&provider, &chosen.id()).await.expect(200);

    let rest = app.rank(&household, 0).await;
    assert_eq!(rest.text_at("/ranked/0/offer/id"), one, "{}", rest.text);
    assert_eq!(rest.at("/ranked/0/distance_m"), &json!(0));
    // What is far from them is still there.
    assert_eq!(rest.number("/fits"), 2);
    assert!(rest.number("/ranked/1/distance_m") > 50_000);
    assert_eq!(because(&rest), [("near_group".to_owned(), Value::Null)]);
    let mut browser = Browser::at_home(&app, &household).await;
    for locale in Locale::ALL {
        let need = format!("/{}/my/needs/{}", locale.as_str(), household.needs[0]);
        let page = browser.open(&need).await;
        let said = texts::text(locale, "because-near-group");
        assert_eq!(page.text("#because"), Some(said));
        if locale == Locale::En {
            let words = page.text("ol .offer").unwrap();
            let near = "less than 1 km from the others of your group";
            assert!(words.contains(near), "{words}");
        }
    }
}

#[tokio::test]
async fn an_alert_goes_by_what_is_agreed() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let (provider, drive, _) = world(&app).await;
    let contact = json!({ "channel": "email", "email": "asks@example.org" });
    let asking = |needs: &[Value]| {
        let body = with(request(needs), "/contact", contact.clone());
        with(with(body, "/alerts", true), "/locale", "en")
    };
    let needs = [bed("2027-03-03", "2027-03-10"), ride_need(1)];
    let bound = app.file_request(&asking(&needs)).await;
    let free = app.file_request(&asking(&needs)).await;
    agreed(&app, &provider, &bound, 1, &drive).await;
    // What there was before is told now.
    app.advance(SignedDuration::from_secs(61));
    app.run_jobs(&sink.mailer()).await;
    app.advance(SignedDuration::from_hours(24));
    // Open from the day on which the ride comes, not before.
    let open = json!([{ "from": "2027-03-05", "to": "2027-03-20" }]);
    let late = with(
        shelter(&provider, SUCEAVA, 3),
        "/content/availability",
        open,
    );
    let before = sink.messages().len();
    app.live(&provider, &late).await;
    app.advance(SignedDuration::from_secs(61));
    app.run_jobs(&sink.mailer()).await;
    let told = sink.messages().into_iter().skip(before);
    let subject = texts::text(Locale::En, "mail-offers-found-subject");
    let told: Vec<String> = told
        .filter(|mail| mail.subject == subject)
        .map(|mail| mail.body)
        .collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains(&bound.needs[0]) && !told[0].contains(&free.needs[0]));
}
