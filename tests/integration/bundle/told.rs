//! An offer finds the needs of many households at once, each beside what is agreed for that household.

use jiff::SignedDuration;
use punte_api::texts;
use punte_core::{id::OfferId, locale::Locale};
use punte_tests::{MailSink, TestApp, places::SUCEAVA, request, ride_need, statements_of, with};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{agreed, bed, shelter, world};

/// To whom mails about offers went since the mails before these, sorted.
fn told(sink: &MailSink, before: usize) -> Vec<String> {
    let subject = texts::text(Locale::En, "mail-offers-found-subject");
    let mails = sink.messages().into_iter().skip(before);
    let mut told: Vec<String> = mails
        .filter(|mail| mail.subject == subject)
        .map(|mail| mail.to)
        .collect();
    told.sort();
    told
}

#[tokio::test]
async fn what_is_agreed_for_many_households_is_read_in_one_statement_and_goes_by_household() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let (provider, drive, home) = world(&app).await;
    let asking = |address: &str, needs: &[Value]| {
        let contact = json!({ "channel": "email", "email": address });
        let body = with(request(needs), "/contact", contact);
        with(with(body, "/alerts", true), "/locale", "en")
    };
    let stay = || bed("2027-03-03", "2027-03-10");
    // Two whose ride comes on the 5th, one who waits for none, one who has another bed for those nights.
    let mut rides = Vec::new();
    for address in ["first@example.org", "second@example.org"] {
        let body = asking(address, &[stay(), ride_need(1)]);
        rides.push(app.file_request(&body).await);
    }
    let body = asking("free@example.org", &[stay(), ride_need(1)]);
    app.file_request(&body).await;
    let body = asking("has@example.org", &[stay(), stay(), ride_need(1)]);
    let has = app.file_request(&body).await;
    for household in &rides {
        agreed(&app, &provider, household, 1, &drive).await;
    }
    agreed(&app, &provider, &has, 1, &home).await;
    agreed(&app, &provider, &has, 2, &drive).await;
    // What there was before is told now.
    app.advance(SignedDuration::from_secs(61));
    app.run_jobs(&sink.mailer()).await;
    app.advance(SignedDuration::from_hours(24));

    let open = json!([{ "from": "2027-03-05", "to": "2027-03-20" }]);
    let late = with(
        shelter(&provider, SUCEAVA, 3),
        "/content/availability",
        open,
    );
    let late = app.live(&provider, &late).await;
    let before = sink.messages().len();
    app.advance(SignedDuration::from_secs(61));
    let use_cases = app.use_cases().await;
    let id = OfferId(late.parse::<Uuid>().unwrap());
    let (done, statements) = statements_of(use_cases.alert_of(id)).await;
    done.unwrap();
    use_cases.pool.close().await;
    let reads: Vec<&String> = statements
        .iter()
        .filter(|statement| statement.contains("match_completion"))
        .collect();
    assert_eq!(reads.len(), 1, "{statements:?}");
    app.run_jobs(&sink.mailer()).await;
    assert_eq!(
        told(&sink, before),
        ["first@example.org", "second@example.org"]
    );
}
