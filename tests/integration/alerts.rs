//! An offer that became visible tells those who asked, and whose need it fits: once a day for each need, by mail, nobody else.

#![cfg(test)]

use std::time::Instant;

use jiff::SignedDuration;
use punte_api::{app::notices::Notice, jobs::run_next, storage::jobs::insert_offer_visible, texts};
use punte_core::{id::OfferId, locale::Locale};
use punte_tests::{
    Household, MailSink, Provider, TestApp, medical, medical_need, places, request, ride,
    ride_need, service, service_need, with,
};
use serde_json::{Value, json};
use sqlx::Connection as _;
use uuid::Uuid;

/// A request with an address, which asks for alerts.
fn asking(address: &str, needs: &[Value]) -> Value {
    let contact = json!({ "channel": "email", "name": "Оксана", "email": address });
    with(with(request(needs), "/contact", contact), "/alerts", true)
}

/// To whom alerts went since the mails before these, sorted, with the need that each link names.
fn alerts(sink: &MailSink, before: usize) -> Vec<(String, String)> {
    let subjects = Locale::ALL.map(|l| texts::text(l, "mail-offers-found-subject"));
    let mut found: Vec<_> = sink
        .messages()
        .into_iter()
        .skip(before)
        .filter(|message| subjects.contains(&message.subject))
        .map(|message| {
            let need = message.body.split("/my/needs/").nth(1).unwrap();
            (
                message.to,
                need.split_whitespace().next().unwrap().to_owned(),
            )
        })
        .collect();
    found.sort();
    found
}

/// The alerts that are sent now: what follows from a decision waits while it can be taken back.
async fn told(app: &TestApp, sink: &MailSink) -> Vec<(String, String)> {
    let before = sink.messages().len();
    app.advance(SignedDuration::from_secs(61));
    app.run_jobs(&sink.mailer()).await;
    alerts(sink, before)
}

fn alert(address: &str, household: &Household) -> (String, String) {
    (address.to_owned(), household.needs[0].clone())
}

#[tokio::test]
async fn an_approved_offer_alerts_those_who_asked_and_whose_need_it_fits_and_nobody_else() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let provider = app.provider(0, "ngo", 1).await;
    let far = with(service_need(1), "/place_id", places::SIRET);
    let must = |feature: &str| {
        with(
            service_need(1),
            "/criteria",
            json!([{ "feature": feature, "level": "must" }]),
        )
    };

    let served = app
        .file_request(&asking("served@example.org", &[service_need(1)]))
        .await;
    let first = app.live(&provider, &service(&provider.id)).await;
    app.matched(&served, &provider, &first).await;
    told(&app, &sink).await;
    app.advance(SignedDuration::from_hours(24));

    let fits = app
        .file_request(&asking("fits@example.org", &[service_need(1)]))
        .await;
    let ask = app
        .file_request(&asking("ask@example.org", &[must("sign_language")]))
        .await;
    app.file_request(&asking("no@example.org", &[service_need(8)]))
        .await;
    app.file_request(&asking("far@example.org", &[far])).await;
    app.file_request(&asking("other@example.org", &[medical_need()]))
        .await;
    app.file_request(&with(
        asking("silent@example.org", &[service_need(1)]),
        "/alerts",
        false,
    ))
    .await;
    let alone = json!({ "children": [16] });
    app.file_request(&with(
        asking("minor@example.org", &[service_need(1)]),
        "/household",
        alone,
    ))
    .await;
    let withdrawn = app
        .file_request(&asking("gone@example.org", &[service_need(1)]))
        .await;
    app.post(format!("/requests/{}/withdraw", withdrawn.request))
        .by(&withdrawn.who)
        .if_match(1)
        .expect(200)
        .await;

    let offer = app.submitted(&provider, &service(&provider.id)).await;
    assert_eq!(
        told(&app, &sink).await,
        [],
        "nobody hears of what is not approved"
    );
    app.approve(&offer).await;
    assert_eq!(
        told(&app, &sink).await,
        [
            alert("ask@example.org", &ask),
            alert("fits@example.org", &fits)
        ]
    );
    let mail = sink.messages().pop().unwrap();
    let shown = format!("{}\n{}", mail.subject, mail.body);
    for secret in [
        "Оксана",
        "@example.org",
        "Eminescu",
        "Consultanță",
        "Gazda",
        offer.as_str(),
    ] {
        assert!(!shown.contains(secret), "{secret} in {shown}");
    }
    assert_eq!(
        mail.subject,
        texts::text(Locale::Uk, "mail-offers-found-subject")
    );
    assert_eq!(
        app.count("select count(*) from job where state <> 'done' and kind = 'mail'")
            .await,
        0
    );
}

#[tokio::test]
async fn a_need_is_told_once_a_day_and_each_need_by_itself() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let provider = app.provider(0, "ngo", 2).await;
    let needs = [service_need(1), medical_need()];
    let household = app
        .file_request(&asking("oksana@example.org", &needs))
        .await;
    let both = |count: usize| -> Vec<(String, String)> {
        let mut both: Vec<_> = household.needs[..count]
            .iter()
            .map(|need| ("oksana@example.org".to_owned(), need.clone()))
            .collect();
        both.sort();
        both
    };
    app.live(&provider, &service(&provider.id)).await;
    app.live(&provider, &medical(&provider.id)).await;
    assert_eq!(told(&app, &sink).await, both(2));
    app.live(&provider, &service(&provider.id)).await;
    assert_eq!(told(&app, &sink).await, [], "not twice on a day");
    // It is 10:00 in Chișinău: the day ends there, not in UTC.
    app.advance(SignedDuration::from_hours(13));
    app.live(&provider, &service(&provider.id)).await;
    assert_eq!(told(&app, &sink).await, []);
    app.advance(SignedDuration::from_hours(1));
    app.live(&provider, &service(&provider.id)).await;
    assert_eq!(told(&app, &sink).await, [], "nobody is woken up for it");
    app.advance(SignedDuration::from_hours(7));
    assert_eq!(told(&app, &sink).await, both(1), "the next day again");
}

async fn set_availability(app: &TestApp, provider: &Provider, offer: &str, body: Value) {
    let version = app.offer(provider, offer).await.version();
    app.put(format!("/offers/{offer}/availability"))
        .by(&provider.member)
        .if_match(version)
        .json(&body)
        .expect(200)
        .await;
}

#[tokio::test]
async fn whatever_brings_an_offer_or_more_of_it_back_alerts_and_nothing_else_does() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let provider = app.provider(0, "ngo", 1).await;
    // What is checked about an offer counts for a year of its own, which is not over when its provider's is.
    app.advance(SignedDuration::from_hours(60 * 24));
    provider.member.fresh_token(&app).await;
    let until = |month: u8| json!([{ "from": "2027-03-01", "to": format!("2028-{month:02}-01") }]);
    let body = with(service(&provider.id), "/content/availability", until(12));
    let offer = app.live(&provider, &body).await;
    let household = app
        .file_request(&asking("oksana@example.org", &[service_need(1)]))
        .await;
    told(&app, &sink).await;
    let neighbour = app.file(&[service_need(7)]).await;

    let hears = async |what: &str, expected: bool| {
        let expected: Vec<_> = expected
            .then(|| alert("oksana@example.org", &household))
            .into_iter()
            .collect();
        assert_eq!(told(&app, &sink).await, expected, "{what}");
        app.advance(SignedDuration::from_hours(24));
    };
    let step = async |step: &str| app.step(&provider, &offer, step).await.expect(200);
    let set = async |capacity: u16, month: u8| {
        let body = json!({ "capacity": capacity, "availability": until(month) });
        set_availability(&app, &provider, &offer, body).await;
    };
    app.advance(SignedDuration::from_hours(24));
    step("confirm").await;
    hears("confirmed while it was visible", false).await;
    step("resume").await;
    hears("resumed, and it had not paused", false).await;
    step("pause").await;
    hears("paused", false).await;
    step("resume").await;
    hears("resumed", true).await;
    set(6, 11).await;
    hears("less, and for shorter", false).await;
    set(7, 11).await;
    hears("more of it", true).await;
    set(7, 12).await;
    hears("for longer", true).await;
    let held = app.matched(&neighbour, &provider, &offer).await;
    hears("given away", false).await;
    app.end(&neighbour.who, &held, "cancel").await.expect(200);
    hears("given back", true).await;
    let asked = app.propose(&neighbour, &offer).await;
    app.end(&neighbour.who, &asked, "cancel").await.expect(200);
    hears("only asked for, nothing was held", false).await;
    app.advance(SignedDuration::from_hours(24 * 31));
    step("confirm").await;
    hears("confirmed after it had lapsed", true).await;
    app.advance(SignedDuration::from_hours(24 * 280));
    step("confirm").await;
    hears("confirmed while its provider's evidence had lapsed", false).await;
    app.post(format!("/providers/{}/evidence", provider.id))
        .by(app.as_moderator())
        .json(&json!({ "kind": "identity_document" }))
        .expect(201)
        .await;
    hears("its provider was checked anew", true).await;
    app.post(format!("/providers/{}/evidence", provider.id))
        .by(app.as_moderator())
        .json(&json!({ "kind": "identity_document" }))
        .expect(201)
        .await;
    hears("checked again, for nothing new", false).await;
}

#[tokio::test]
async fn nobody_hears_of_an_offer_that_their_need_chose_before() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let [chose, other] =
        ["chose@example.org", "other@example.org"].map(|a| asking(a, &[service_need(1)]));
    let (chose, other) = (
        app.file_request(&chose).await,
        app.file_request(&other).await,
    );
    let id = app.propose(&chose, &offer).await;
    app.end(&provider.member, &id, "decline").await.expect(200);
    told(&app, &sink).await;
    app.advance(SignedDuration::from_hours(24));
    app.step(&provider, &offer, "pause").await.expect(200);
    app.step(&provider, &offer, "resume").await.expect(200);
    assert_eq!(
        told(&app, &sink).await,
        [alert("other@example.org", &other)]
    );
}

#[tokio::test]
async fn a_ride_alerts_along_its_route_just_those_whom_it_is_shown_to() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let provider = app.provider(0, "ngo", 1).await;
    let from = |place: i64, radius_m: u32| {
        with(
            with(ride_need(1), "/place_id", place),
            "/radius_m",
            radius_m,
        )
    };
    let needs = [
        ride_need(1),
        // Siret lies 39 km from where it starts; the driver goes five kilometres out of the way.
        from(places::SIRET, 36_000),
        from(places::SIRET, 30_000),
        from(places::BALTI, 50_000),
        with(ride_need(1), "/details/to_place_id", places::ORHEI),
        with(
            ride_need(1),
            "/dates",
            json!({ "from": "2027-03-06", "to": "2027-03-07" }),
        ),
    ];
    let mut households = Vec::new();
    for (number, need) in needs.iter().enumerate() {
        let address = format!("household{number}@example.org");
        households.push((
            app.file_request(&asking(&address, std::slice::from_ref(need)))
                .await,
            address,
        ));
    }
    app.live(&provider, &ride(&provider.id)).await;
    let mut shown = Vec::new();
    for (household, address) in &households {
        let ranking = app.rank(household, 0).await;
        if ranking.number("/fits") + ranking.number("/to_ask") > 0 {
            shown.push(alert(address, household));
        }
    }
    assert_eq!(shown.len(), 2, "{shown:?}");
    assert_eq!(told(&app, &sink).await, shown);
}

#[tokio::test]
async fn a_burst_of_changes_makes_one_job_that_sees_all_of_them() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    for _ in 0..3 {
        app.step(&provider, &offer, "pause").await.expect(200);
        app.step(&provider, &offer, "resume").await.expect(200);
    }
    let waiting = "select count(*) from job where kind = 'offer_visible' and state = 'queued'";
    assert_eq!(app.count(waiting).await, 1);
    app.advance(SignedDuration::from_secs(61));
    // Somebody changes it at this moment: the job is not taken before they are done.
    let id = OfferId(offer.parse::<Uuid>().unwrap());
    let mut db = app.app_rw().await;
    let mut change = db.begin().await.unwrap();
    insert_offer_visible(&mut change, Uuid::from_u128(1), id, app.now(), app.now())
        .await
        .unwrap();
    app.run_jobs(&sink.mailer()).await;
    assert_eq!(app.count(waiting).await, 1);
    change.commit().await.unwrap();
    assert_eq!(app.run_jobs(&sink.mailer()).await, 1);
    assert_eq!(app.count(waiting).await, 0);
    // One that was taken already does not stand for a later change.
    app.step(&provider, &offer, "pause").await.expect(200);
    app.step(&provider, &offer, "resume").await.expect(200);
    sqlx::query("update job set attempts = 1 where kind = 'offer_visible' and state = 'queued'")
        .execute(&mut app.superuser().await)
        .await
        .unwrap();
    app.step(&provider, &offer, "pause").await.expect(200);
    app.step(&provider, &offer, "resume").await.expect(200);
    assert_eq!(app.count(waiting).await, 2);
}

#[tokio::test]
async fn one_offer_alerts_five_thousand_needs_at_most_those_that_it_fits_best() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let provider = app.provider(0, "ngo", 1).await;
    let far = with(
        with(service_need(1), "/place_id", places::BALTI),
        "/radius_m",
        200_000,
    );
    let near = app
        .file_request(&asking("near@example.org", &[service_need(1)]))
        .await;
    let far = app.file_request(&asking("far@example.org", &[far])).await;
    for (household, copies) in [(&near, 4_996_i32), (&far, 20)] {
        sqlx::raw_sql(sqlx::AssertSqlSafe(format!(
            "create temp table copies as select gen_random_uuid() as request, gen_random_uuid() as need from generate_series(1, {copies});
             insert into request (id, household, adults, oldest_born_to, filed_on, locale, tracking_hash, alerts, created_at)
                 select c.request, q.household, q.adults, q.oldest_born_to, q.filed_on, q.locale, uuid_send(c.request), true, q.created_at
                 from copies c, request q where q.id = '{request}';
             insert into need (id, request_id, position, category, content, quantity, created_at)
                 select c.need, c.request, 0, n.category, n.content, n.quantity, n.created_at
                 from copies c, need n where n.id = '{need}';
             drop table copies",
            request = household.request, need = household.needs[0]
        )))
        .execute(&mut app.superuser().await)
        .await
        .unwrap();
    }
    app.run_jobs(&sink.mailer()).await;
    app.live(&provider, &service(&provider.id)).await;
    app.advance(SignedDuration::from_secs(61));
    // Only what looks for needs: mails come after it.
    let (use_cases, before) = (app.use_cases().await, Instant::now());
    assert!(
        run_next(&use_cases, &sink.mailer(), &app.texter(), &mut None)
            .await
            .unwrap()
    );
    println!(
        "5,017 needs judged, 5,000 mails written in {:?}",
        before.elapsed()
    );
    use_cases.pool.close().await;
    let alerts = format!(
        "from job j join need n on n.id = (j.payload ->> 'about')::uuid where j.kind = 'mail' and j.payload ->> 'notice' = '{}'",
        Notice::OffersFound.key()
    );
    let mut counts = Vec::new();
    for place in [places::ORHEI, places::BALTI] {
        let count: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(format!(
            "select count(*) {alerts} and n.content ->> 'place_id' = '{place}'"
        )))
        .fetch_one(&mut app.superuser().await)
        .await
        .unwrap();
        counts.push(count);
    }
    // 4,997 live where the offer is; three of the 21 others fill the rest.
    assert_eq!(counts, [4_997, 3]);
}

#[tokio::test]
async fn a_household_sees_whether_it_asked() {
    let app = TestApp::spawn().await;
    for (body, expected) in [
        (asking("oksana@example.org", &[service_need(1)]), true),
        (request(&[service_need(1)]), false),
    ] {
        let household = app.file_request(&body).await;
        let seen = app
            .get(format!("/requests/{}", household.request))
            .by(&household.who)
            .expect(200)
            .await;
        assert_eq!(seen.at("/alerts"), &json!(expected));
    }
}
