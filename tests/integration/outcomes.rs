//! What became of help after 7, 30 and 90 days, as households say by one tap; all by the test's clock.

#![cfg(test)]

use jiff::SignedDuration;
use punte_api::texts;
use punte_core::locale::Locale;
use punte_tests::{
    Answer, Browser, Household, MailSink, TestApp, housing_need, request, service, service_need,
    shelter_offer, with,
};
use serde_json::{Value, json};

use crate::pages::desk::moderator;

fn days(n: i64) -> SignedDuration {
    SignedDuration::from_hours(24 * n)
}

/// A household that wants mails and a bed from today until summer.
async fn asking(app: &TestApp, address: &str) -> Household {
    let contact = json!({ "channel": "email", "email": address });
    let stay = [housing_need(1, "2027-03-01", "2027-07-01")];
    app.file_request(&with(request(&stay), "/contact", contact))
        .await
}

async fn says(
    app: &TestApp,
    (household, id): &(Household, String),
    when: &str,
    what: &str,
) -> Answer {
    app.post(format!("/matches/{id}/check-ins"))
        .by(&household.who)
        .json(&json!({ "kind": when, "answer": what }))
        .send()
        .await
}

async fn outcomes(app: &TestApp, back: u32) -> Value {
    let call = app.get(format!("/review/figures?days={back}"));
    let answer = call.by(app.as_moderator()).expect(200).await;
    answer.at("/outcomes").clone()
}

fn asked(sink: &MailSink) -> usize {
    let subject = texts::text(Locale::Uk, "mail-check-in-subject");
    let mails = sink.messages();
    mails.iter().filter(|m| m.subject == subject).count()
}

#[tokio::test]
async fn what_became_of_help_is_asked_after_a_month_and_three_and_counted() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let host = app.provider(0, "ngo", 3).await;
    let offer = app.live(&host, &shelter_offer(&host.id)).await;
    let mut homes = Vec::new();
    for address in ["one@example.org", "two@example.org", "three@example.org"] {
        let household = asking(&app, address).await;
        let id = app.matched(&household, &host, &offer).await;
        app.take_step(&household.who, &id, "start")
            .await
            .expect(200);
        homes.push((household, id));
    }
    let [one, two, three] = homes.as_slice() else {
        unreachable!()
    };
    let none = |after: &str| json!({ "after": after, "asked": 0, "answers": [] });
    let nothing = json!([none("week"), none("month"), none("quarter")]);
    assert_eq!(outcomes(&app, 366).await, nothing);

    app.advance(days(7));
    app.run_jobs(&sink.mailer()).await;
    assert_eq!(asked(&sink), 6, "three after a day, three after a week");
    says(&app, one, "week", "still_there")
        .await
        .fields(422, &["/answer unknown-value"]);
    says(&app, one, "week", "looking").await.expect(201);
    says(&app, two, "week", "well").await.expect(201);
    says(&app, two, "month", "still_there")
        .await
        .problem(409, "illegal-state");

    app.advance(days(23));
    app.run_jobs(&sink.mailer()).await;
    assert_eq!(asked(&sink), 9);
    says(&app, one, "month", "well")
        .await
        .fields(422, &["/answer unknown-value"]);
    says(&app, one, "month", "moved_on").await.expect(201);
    says(&app, two, "month", "still_there").await.expect(201);
    // Not safe is a report at once, whenever it is said.
    let afraid = says(&app, three, "month", "not_safe").await.expect(201);
    assert!(!afraid.text_at("/report/code").is_empty());
    let reports = "select count(*) from report where kind = 'danger_now' and freezes";
    assert_eq!(app.count(reports).await, 1);

    app.advance(days(60));
    app.run_jobs(&sink.mailer()).await;
    assert_eq!(asked(&sink), 12);
    says(&app, two, "quarter", "had_to_leave").await.expect(201);
    says(&app, two, "quarter", "still_there")
        .await
        .problem(409, "illegal-state");

    let said = |answer: &str| json!({ "answer": answer, "households": 1 });
    let quarter = json!({ "after": "quarter", "asked": 3, "answers": [said("had_to_leave")] });
    let all = json!([
        { "after": "week", "asked": 3, "answers": [said("well"), said("looking")] },
        { "after": "month", "asked": 3, "answers": [said("still_there"), said("moved_on"), said("not_safe")] },
        quarter,
    ]);
    assert_eq!(outcomes(&app, 366).await, all);
    let lately = json!([none("week"), none("month"), quarter]);
    assert_eq!(outcomes(&app, 30).await, lately, "by when it was asked");

    // The same as a table, and on the page.
    let table = app.get("/review/figures.csv?days=366");
    let table = table.by(app.as_moderator()).expect(200).await.text;
    for line in [
        "outcomes,month,asked,3\r\n",
        "outcomes,month,not_safe,1\r\n",
        "outcomes,quarter,had_to_leave,1\r\n",
    ] {
        assert!(table.contains(line), "{line} in {table}");
    }
    let mut desk = moderator(&app, 0).await;
    for locale in Locale::ALL {
        let address = format!("/{}/desk/figures?days=90", locale.as_str());
        assert_eq!(desk.open(&address).await.status, 200);
    }
    let page = desk.open("/en/desk/figures?days=90").await;
    let words = page.text("main").unwrap();
    assert!(words.contains("After 90 days: Had to leave"), "{words}");
    assert!(words.contains("After 90 days: asked"), "{words}");
}

#[tokio::test]
async fn nobody_is_counted_where_help_did_not_take_place_and_a_ride_is_not_asked_for_months() {
    let app = TestApp::spawn().await;
    let host = app.provider(0, "ngo", 3).await;
    let bed = app.live(&host, &shelter_offer(&host.id)).await;
    let stopped = asking(&app, "one@example.org").await;
    let id = app.matched(&stopped, &host, &bed).await;
    for who in [&stopped.who, &host.member] {
        app.take_step(who, &id, "confirm").await.expect(200);
    }
    let advice = app.live(&host, &service(&host.id)).await;
    let short = app.file(&[service_need(1)]).await;
    let helped = app.matched(&short, &host, &advice).await;
    app.take_step(&short.who, &helped, "start")
        .await
        .expect(200);
    // Taken to have begun; then it is said that nobody came.
    app.advance(days(1));
    let use_cases = app.use_cases().await;
    assert_eq!(use_cases.end_silence().await.unwrap(), 1);
    use_cases.pool.close().await;
    app.take_step(&host.member, &id, "no_show")
        .await
        .expect(200);
    app.advance(days(100));
    let found = outcomes(&app, 366).await;
    assert_eq!(found[0]["asked"], 1, "the advice, after a week: {found}");
    assert_eq!(
        (&found[1]["asked"], &found[2]["asked"]),
        (&json!(0), &json!(0))
    );
}

#[tokio::test]
async fn after_a_month_one_tap_on_the_page_says_what_became_of_it() {
    let app = TestApp::spawn().await;
    let host = app.provider(0, "ngo", 3).await;
    let offer = app.live(&host, &shelter_offer(&host.id)).await;
    let household = asking(&app, "one@example.org").await;
    let id = app.matched(&household, &host, &offer).await;
    app.take_step(&household.who, &id, "start")
        .await
        .expect(200);
    app.advance(days(30));
    let mut family = Browser::new(&app);
    let open = family.open("/en/my").await;
    let code = open.form("/en/my").with("code", &household.code);
    family.send(&code).await;
    let ending = format!("/my/matches/{id}/check-in");
    for locale in Locale::ALL {
        let address = format!("/{}/my/matches/{id}", locale.as_str());
        let page = family.open(&address).await;
        for answer in ["still_there", "moved_on", "had_to_leave", "not_safe"] {
            let button = format!("value=\"{answer}\"");
            assert!(page.html.contains(&button), "{locale:?} {answer}");
        }
    }
    let page = family.open(&format!("/en/my/matches/{id}")).await;
    let mut forms = page.forms().into_iter();
    let asked = forms.find(|f| f.action.ends_with(&ending)).unwrap();
    assert_eq!(asked.value("kind"), Some("month"));
    let left = family.send(&asked.with("answer", "had_to_leave")).await;
    let said = left.text(".said").unwrap();
    assert!(said.contains("what comes next"), "{said}");
    let kept = "select count(*) from check_in where kind = 'month' and answer = 'had_to_leave'";
    assert_eq!(app.count(kept).await, 1);
}

#[tokio::test]
async fn a_household_that_was_helped_twice_counts_once_by_what_it_said_last() {
    let app = TestApp::spawn().await;
    let host = app.provider(0, "ngo", 3).await;
    let offer = app.live(&host, &service(&host.id)).await;
    let household = app.file(&[service_need(1), service_need(1)]).await;
    let mut helped = Vec::new();
    for need in [0, 1] {
        let id = app.try_propose(&household, need, &offer).await;
        let id = id.expect(201).id();
        app.try_accept(&host, &id).await.expect(200);
        app.take_step(&household.who, &id, "start")
            .await
            .expect(200);
        helped.push((household.clone(), id));
    }
    app.advance(days(7));
    assert_eq!(outcomes(&app, 366).await[0]["asked"], 1);
    for (help, answer) in helped.iter().zip(["looking", "well"]) {
        app.advance(SignedDuration::from_mins(1));
        says(&app, help, "week", answer).await.expect(201);
    }
    let last = json!([{ "answer": "well", "households": 1 }]);
    let week = json!({ "after": "week", "asked": 1, "answers": last });
    assert_eq!(outcomes(&app, 366).await[0], week);
}
