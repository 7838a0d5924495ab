//! What was agreed and is otherwise since: whoever counts on it is told that it changed, and reads how it is now and how it was.

#![cfg(test)]

use jiff::SignedDuration;
use punte_api::texts;
use punte_core::locale::Locale;
use punte_tests::{
    Browser, Household, MailSink, Provider, TestApp, request, ride, ride_need, service,
    service_need, with,
};
use serde_json::{Value, json};

fn seconds(n: i64) -> SignedDuration {
    SignedDuration::from_secs(n)
}

/// A household that is reached by mail and asks for a seat.
async fn asking(app: &TestApp, email: &str) -> Household {
    let contact = json!({ "channel": "email", "email": email });
    let body = with(request(&[ride_need(1)]), "/contact", contact);
    app.file_request(&body).await
}

async fn edit(app: &TestApp, provider: &Provider, offer: &str, patch: Value) {
    let version = app.offer(provider, offer).await.version();
    let call = app.patch(format!("/offers/{offer}")).by(&provider.member);
    call.if_match(version).json(&patch).expect(200).await;
}

/// Ion Rusu drives no more, and it leaves three hours later.
fn another() -> Value {
    let details =
        json!({ "departs_from": "2027-03-05T10:00:00Z", "departs_until": "2027-03-05T12:00:00Z" });
    json!({ "content": { "details": details }, "private": { "driver": "Maria Lupu", "plate": "ORH 900" } })
}

fn as_before() -> Value {
    let details =
        json!({ "departs_from": "2027-03-05T07:00:00Z", "departs_until": "2027-03-05T09:00:00Z" });
    json!({ "content": { "details": details }, "private": { "driver": "Ion Rusu", "plate": "ORH 417" } })
}

async fn seen(app: &TestApp, household: &Household, id: &str) -> Value {
    let answer = app.get(format!("/matches/{id}")).by(&household.who);
    answer.expect(200).await.body
}

/// Who was told of a change, sorted, after what is due was done.
async fn told(app: &TestApp, sink: &MailSink) -> Vec<String> {
    app.run_jobs(&sink.mailer()).await;
    let subject = texts::text(Locale::Uk, "mail-agreement-changed-subject");
    let mails = sink.messages().into_iter();
    let mails = mails.filter(|mail| mail.subject == subject);
    let mut to: Vec<String> = mails
        .map(|mail| {
            for secret in ["Maria", "Lupu", "12:00", "14:00"] {
                assert!(!mail.body.contains(secret), "{}", mail.body);
            }
            assert!(mail.body.contains("/uk/my/matches/"), "{}", mail.body);
            mail.to
        })
        .collect();
    to.sort();
    to
}

#[tokio::test]
async fn whoever_counts_on_a_ride_is_told_that_another_drives_at_another_hour() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let provider = app.provider(0, "ngo", 3).await;
    let offer = app.live(&provider, &ride(&provider.id)).await;
    let agreed = asking(&app, "agreed@example.org").await;
    let off = asking(&app, "off@example.org").await;
    let waits = asking(&app, "waits@example.org").await;
    let id = app.matched(&agreed, &provider, &offer).await;
    let called_off = app.matched(&off, &provider, &offer).await;
    app.end(&off.who, &called_off, "cancel").await.expect(200);
    app.propose(&waits, &offer).await;
    edit(&app, &provider, &offer, another()).await;
    app.advance(seconds(120));
    assert_eq!(seen(&app, &agreed, &id).await["changed"], Value::Null);
    assert_eq!(told(&app, &sink).await, [""; 0], "nobody approved it");

    app.approve(&offer).await;
    let late = asking(&app, "late@example.org").await;
    let later = app.matched(&late, &provider, &offer).await;
    app.advance(seconds(59));
    assert_eq!(told(&app, &sink).await, [""; 0], "it can be taken back");
    app.advance(seconds(1));
    assert_eq!(told(&app, &sink).await, ["agreed@example.org"]);
    let read = seen(&app, &agreed, &id).await;
    let hour = |from: &str, until: &str| json!({ "from": from, "until": until });
    let now = hour("2027-03-05T10:00:00Z", "2027-03-05T12:00:00Z");
    let then = hour("2027-03-05T07:00:00Z", "2027-03-05T09:00:00Z");
    assert_eq!(read["departure"], then, "as it was agreed");
    assert_eq!(
        read["changed"],
        json!({ "departure": now, "contacts": true })
    );
    assert_eq!(seen(&app, &late, &later).await["changed"], Value::Null);
    // The provider keeps the hour that it was changed to; who drives is no news to them.
    let theirs = app.get(format!("/matches/{id}")).by(&provider.member);
    assert_eq!(
        theirs.expect(200).await.at("/changed"),
        &json!({ "departure": now, "contacts": false })
    );

    let contacts = app.get(format!("/matches/{id}/contacts")).by(&agreed.who);
    let contacts = contacts.expect(200).await;
    assert_eq!(contacts.text_at("/provider/driver"), "Ion Rusu");
    assert_eq!(contacts.text_at("/provider/changed/driver"), "Maria Lupu");
    assert_eq!(contacts.text_at("/provider/changed/plate"), "ORH 900");
    let contacts = app.get(format!("/matches/{later}/contacts")).by(&late.who);
    let contacts = contacts.expect(200).await;
    assert_eq!(contacts.text_at("/provider/driver"), "Maria Lupu");
    assert_eq!(contacts.at("/provider/changed"), &Value::Null);
    // Who counts on it no more, or not yet, sees nothing of it.
    for who in [&off, &waits] {
        let listed = app.get(format!("/requests/{}/matches", who.request));
        let listed = listed.by(&who.who).expect(200).await;
        assert_eq!(listed.items()[0]["changed"], Value::Null);
    }

    // It is as it was agreed again: that is told, too, and nothing is left to say.
    edit(&app, &provider, &offer, as_before()).await;
    app.advance(seconds(1));
    app.approve(&offer).await;
    app.advance(seconds(60));
    assert_eq!(
        told(&app, &sink).await,
        [
            "agreed@example.org",
            "agreed@example.org",
            "late@example.org"
        ]
    );
    assert_eq!(seen(&app, &agreed, &id).await["changed"], Value::Null);
    let changed = "select count(*) from match_changed";
    assert_eq!(app.count(changed).await, 1, "of whoever came later");
    app.end(&late.who, &later, "cancel").await.expect(200);
    assert_eq!(app.count(changed).await, 0);
}

#[tokio::test]
async fn the_page_says_how_it_is_now_and_how_it_was_agreed() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 3).await;
    let offer = app.live(&provider, &ride(&provider.id)).await;
    let household = asking(&app, "olena@example.org").await;
    let id = app.matched(&household, &provider, &offer).await;
    let mut family = Browser::new(&app);
    let form = family.open("/en/my").await.form("/en/my");
    family.send(&form.with("code", &household.code)).await;
    let mine = format!("/en/my/matches/{id}");
    assert_eq!(family.open(&mine).await.text("#changed"), None);

    edit(&app, &provider, &offer, another()).await;
    app.advance(seconds(1));
    app.approve(&offer).await;
    app.advance(seconds(61));
    app.run_jobs(&MailSink::start().mailer()).await;
    let mut host = Browser::new(&app);
    host.sign_in(provider.member.email()).await;
    for locale in Locale::ALL {
        let theirs = host
            .open(&format!("/{}/provider/matches/{id}", locale.as_str()))
            .await;
        let said = theirs.text("#changed").unwrap();
        assert!(said.contains("09:00") && said.contains("11:00"), "{said}");
        let all = theirs.text("main").unwrap();
        assert!(all.contains("12:00") && all.contains("14:00"), "{all}");
        let page = family
            .open(&format!("/{}/my/matches/{id}", locale.as_str()))
            .await;
        let said = page.text("#changed").unwrap();
        assert!(said.contains("09:00") && said.contains("11:00"), "{said}");
        let all = page.text("main").unwrap();
        assert!(all.contains("12:00") && all.contains("14:00"), "{all}");
        assert!(!all.contains("Maria"), "before they are asked for: {all}");
    }
    let page = family.open(&mine).await;
    let shown = family.send(&page.form(&format!("{mine}/contacts"))).await;
    let words = shown.text("main").unwrap();
    for word in [
        "Maria Lupu",
        "When you agreed: Ion Rusu",
        "ORH 900",
        "When you agreed: ORH 417",
    ] {
        assert!(words.contains(word), "{word} in {words}");
    }
}

#[tokio::test]
async fn what_is_taken_back_and_what_changes_nothing_that_people_go_by_is_not_told() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let provider = app.provider(0, "ngo", 3).await;
    let offer = app.live(&provider, &ride(&provider.id)).await;
    let household = asking(&app, "olena@example.org").await;
    let id = app.matched(&household, &provider, &offer).await;
    let later = json!({ "departs_from": "2027-03-05T08:00:00Z" });
    edit(
        &app,
        &provider,
        &offer,
        json!({ "content": { "details": later } }),
    )
    .await;
    let moderator = app.as_moderator();
    let item = app.queue_item(moderator, &offer).await.unwrap();
    let item = item["id"].as_str().unwrap().to_owned();
    let decided = app.approve_by(moderator, &offer).await.expect(201);
    assert_eq!(decided.text_at("/state"), "decided");
    let read = seen(&app, &household, &id).await;
    assert_eq!(read["changed"]["contacts"], false);
    app.post(format!("/review/items/{item}/undo"))
        .by(moderator)
        .expect(200)
        .await;
    app.advance(seconds(120));
    assert_eq!(told(&app, &sink).await, [""; 0]);
    assert_eq!(seen(&app, &household, &id).await["changed"], Value::Null);

    // Another title of another offer.
    let advice = app.live(&provider, &service(&provider.id)).await;
    let contact = json!({ "channel": "email", "email": "olena@example.org" });
    let body = with(request(&[service_need(1)]), "/contact", contact);
    let helped = app.file_request(&body).await;
    let id = app.matched(&helped, &provider, &advice).await;
    let title = json!({ "content": { "title": "Consultanță juridică zilnic" } });
    edit(&app, &provider, &advice, title).await;
    app.approve(&advice).await;
    app.advance(seconds(61));
    assert_eq!(told(&app, &sink).await, [""; 0]);
    assert_eq!(seen(&app, &helped, &id).await["changed"], Value::Null);
}

/// As if what was queued first about changes had failed, and waited to be tried again.
async fn put_off_changes(app: &TestApp, by: &'static str) {
    let put_off = format!(
        "update job set run_at = run_at + interval '{by}' where kind = 'offer_changed' and state = 'queued'"
    );
    sqlx::query(sqlx::AssertSqlSafe(put_off))
        .execute(&mut app.superuser().await)
        .await
        .unwrap();
}

#[tokio::test]
async fn a_job_that_comes_late_says_nothing_of_a_version_that_is_not_live_any_more() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let provider = app.provider(0, "ngo", 3).await;
    let offer = app.live(&provider, &ride(&provider.id)).await;
    let household = asking(&app, "olena@example.org").await;
    let id = app.matched(&household, &provider, &offer).await;
    edit(&app, &provider, &offer, another()).await;
    app.advance(seconds(1));
    app.approve(&offer).await;
    put_off_changes(&app, "10 minutes").await;
    app.advance(seconds(61));
    edit(&app, &provider, &offer, as_before()).await;
    app.advance(seconds(1));
    app.approve(&offer).await;
    app.advance(seconds(61));
    // What they never heard of is over before they would have: it is as they know it.
    assert_eq!(told(&app, &sink).await, [""; 0]);
    app.advance(seconds(600));
    let waits = "select count(*) from job where kind = 'offer_changed' and state = 'queued'";
    assert_eq!(app.count(waits).await, 1);
    assert_eq!(told(&app, &sink).await, [""; 0], "the late one");
    assert_eq!(app.count(waits).await, 0);
    assert_eq!(seen(&app, &household, &id).await["changed"], Value::Null);
    assert_eq!(app.count("select count(*) from match_changed").await, 0);
}

#[tokio::test]
async fn whoever_did_not_hear_of_one_change_hears_of_the_next_by_what_they_know() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let provider = app.provider(0, "ngo", 3).await;
    let offer = app.live(&provider, &ride(&provider.id)).await;
    let household = asking(&app, "olena@example.org").await;
    let id = app.matched(&household, &provider, &offer).await;
    edit(&app, &provider, &offer, another()).await;
    app.advance(seconds(1));
    app.approve(&offer).await;
    put_off_changes(&app, "10 minutes").await;
    app.advance(seconds(61));
    // Another title, and nothing else that people go by.
    let title = json!({ "content": { "title": "Мікроавтобус до вокзалу" } });
    edit(&app, &provider, &offer, title).await;
    app.approve(&offer).await;
    app.advance(seconds(61));
    assert_eq!(told(&app, &sink).await, ["olena@example.org"]);
    let read = seen(&app, &household, &id).await;
    assert_eq!(read["changed"]["contacts"], true);
    app.advance(seconds(600));
    assert_eq!(told(&app, &sink).await, ["olena@example.org"], "once");
}

#[tokio::test]
async fn who_chose_a_ride_at_another_hour_than_it_has_at_the_yes_is_told_with_it() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let provider = app.provider(0, "ngo", 3).await;
    let offer = app.live(&provider, &ride(&provider.id)).await;
    let household = asking(&app, "olena@example.org").await;
    let id = app.propose(&household, &offer).await;
    let later = json!({ "departs_from": "2027-03-05T08:00:00Z" });
    let later = json!({ "content": { "details": later } });
    edit(&app, &provider, &offer, later).await;
    app.approve(&offer).await;
    app.advance(seconds(61));
    assert_eq!(told(&app, &sink).await, [""; 0], "nobody counts on it");
    app.try_accept(&provider, &id).await.expect(200);
    assert_eq!(told(&app, &sink).await, ["olena@example.org"]);
    let read = seen(&app, &household, &id).await;
    assert_eq!(read["departure"]["from"], "2027-03-05T07:00:00Z");
    assert_eq!(read["changed"]["departure"]["from"], "2027-03-05T08:00:00Z");
    assert_eq!(read["changed"]["contacts"], false);

    // Who chooses it at the new hour finds it so; and who drives cannot be another at the yes: such an edit ends what waits.
    let other = asking(&app, "other@example.org").await;
    app.matched(&other, &provider, &offer).await;
    let third = asking(&app, "third@example.org").await;
    let waits = app.propose(&third, &offer).await;
    edit(&app, &provider, &offer, another()).await;
    app.advance(seconds(1));
    app.approve(&offer).await;
    app.try_accept(&provider, &waits)
        .await
        .problem(409, "offer-not-available");
    assert_eq!(told(&app, &sink).await, ["olena@example.org"]);
    app.advance(seconds(61));
    let after = [
        "olena@example.org",
        "olena@example.org",
        "other@example.org",
    ];
    assert_eq!(told(&app, &sink).await, after);
}
