//! A moderator stops one offer that people see, and shows it again: gone at once everywhere, and its provider cannot bring it back.

#![cfg(test)]

use jiff::SignedDuration;
use punte_core::locale::Locale;
use punte_tests::{Answer, Browser, MailSink, Provider, TestApp, Who, service, service_need};
use serde_json::{Value, json};

use crate::{pages::desk::moderator, texts::messages};

async fn stop(app: &TestApp, by: &Who, offer: &str) -> Answer {
    app.post(format!("/offers/{offer}/suspension"))
        .by(by)
        .json(&json!({ "reason": "unreachable" }))
        .send()
        .await
}

async fn show(app: &TestApp, by: &Who, offer: &str) -> Answer {
    app.delete(format!("/offers/{offer}/suspension"))
        .by(by)
        .send()
        .await
}

async fn edit(app: &TestApp, provider: &Provider, offer: &str, version: i64) -> Answer {
    app.patch(format!("/offers/{offer}"))
        .by(&provider.member)
        .if_match(version)
        .json(&json!({ "content": { "title": "Consultanță juridică în fiecare zi" } }))
        .send()
        .await
}

const ROWS: &str = "select count(*) from offer_suspension";
const STOPPED: &str = "select count(*) from audit_event where action = 'offer_suspended'";
const SHOWN: &str = "select count(*) from audit_event where action = 'offer_reinstated'";

#[tokio::test]
async fn a_stop_does_not_wait_until_its_note_is_put_right() {
    let app = TestApp::spawn().await;
    let provider = app.provider(2, "ngo", 1).await;
    let note = "\u{feff}The\troom:\0 it\u{202e} is a garage\r\nnow ";
    let plain = "The room:  it is a garage\nnow";
    for (note, kept) in [(note, Some(plain)), (" \u{200b}\t", None)] {
        let offer = app.live(&provider, &service(&provider.id)).await;
        let body = json!({ "reason": "not_as_described", "note": note });
        let stopped = app.post(format!("/offers/{offer}/suspension"));
        let stopped = stopped.by(app.as_moderator()).json(&body);
        let stopped = stopped.expect(201).await;
        assert_eq!(stopped.body["note"], json!(kept));
        assert!(!app.is_public(&offer).await);
        // As its provider reads it.
        let read = app.offer(&provider, &offer).await;
        assert_eq!(read.at("/suspension/note"), &json!(kept));
    }
    // How long it may be is said.
    let offer = app.live(&provider, &service(&provider.id)).await;
    let body = json!({ "reason": "not_as_described", "note": "ж".repeat(1001) });
    app.post(format!("/offers/{offer}/suspension"))
        .by(app.as_moderator())
        .json(&body)
        .send()
        .await
        .fields(422, &["/note length"]);
}

/// Whether a mail is this one, in whichever language.
fn says(subject: &str, key: &str) -> bool {
    let key = format!("mail-{key}-subject");
    Locale::ALL.iter().any(|l| messages(*l)[&key] == subject)
}

#[tokio::test]
async fn a_stopped_offer_is_gone_at_once_keeps_what_was_agreed_and_comes_back_as_it_was() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let [one, two, ..] = app.cast.moderators.as_slice() else {
        unreachable!()
    };
    let provider = app.provider(2, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let needs = [service_need(1), service_need(1), service_need(1)];
    let household = app.file(&needs).await;
    let agreed = app.propose(&household, &offer).await;
    app.try_accept(&provider, &agreed).await.expect(200);
    let waits = app.try_propose(&household, 1, &offer).await;
    let waits = waits.expect(201).id();
    app.advance(SignedDuration::from_secs(61));
    app.run_jobs(&sink.mailer()).await;
    let before = sink.messages().len();
    let old = app.offer(&provider, &offer).await.version();

    let stopped = stop(&app, one, &offer).await.expect(201);
    assert_eq!(stopped.text_at("/reason"), "unreachable");
    assert!(!app.is_public(&offer).await);
    assert!(!app.rank(&household, 2).await.text.contains(&offer));
    app.try_propose(&household, 2, &offer)
        .await
        .problem(409, "offer-not-available");
    // What waits is not accepted any more, and ends; what was agreed stays, with its contacts.
    app.try_accept(&provider, &waits)
        .await
        .problem(409, "offer-not-available");
    app.run_jobs(&sink.mailer()).await;
    let state = async |id: &str| {
        let seen = app.get(format!("/matches/{id}")).by(&provider.member);
        seen.expect(200).await.text_at("/state")
    };
    assert_eq!(state(&waits).await, "declined");
    assert_eq!(state(&agreed).await, "accepted");
    app.get(format!("/matches/{agreed}/contacts"))
        .by(&household.who)
        .expect(200)
        .await;
    let told = |key: &str| {
        let new = sink.messages().split_off(before);
        let to = new.iter().filter(|m| m.to == "person2@example.org");
        to.filter(|m| says(&m.subject, key)).count()
    };
    assert_eq!(told("offer-suspended"), 1);

    // Its provider reads why, and cannot bring it back.
    let view = app.offer(&provider, &offer).await;
    assert_eq!(view.text_at("/review"), "suspended");
    assert_eq!(view.at("/suspension"), &stopped.body);
    edit(&app, &provider, &offer, old)
        .await
        .problem(412, "stale-version");
    edit(&app, &provider, &offer, view.version())
        .await
        .problem(409, "illegal-state");
    for step in ["resume", "pause", "confirm", "submit"] {
        app.step(&provider, &offer, step)
            .await
            .problem(409, "illegal-state");
    }
    // One moderator is enough to show it again, and it need not be the same one.
    show(&app, two, &offer).await.expect(204);
    assert!(app.is_public(&offer).await);
    let view = app.offer(&provider, &offer).await;
    assert_eq!(view.text_at("/review"), "approved");
    assert_eq!(view.at("/suspension"), &Value::Null);
    app.run_jobs(&sink.mailer()).await;
    assert_eq!(told("offer-reinstated"), 1);
    app.try_propose(&household, 2, &offer).await.expect(201);
    assert_eq!((app.count(STOPPED).await, app.count(SHOWN).await), (1, 1));
    let events = "select count(*) from event where kind in ('offer_hidden', 'offer_restored')";
    assert_eq!(app.count(events).await, 2);
}

#[tokio::test]
async fn only_a_moderator_who_does_not_belong_to_its_organisation_stops_an_offer_and_once() {
    let app = TestApp::spawn().await;
    let [one, two, three] = app.cast.moderators.as_slice() else {
        unreachable!()
    };
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    sqlx::query("insert into provider_member values ($1::uuid, $2, 'member')")
        .bind(&provider.id)
        .bind(three.account.0)
        .execute(&mut app.superuser().await)
        .await
        .unwrap();
    let (live, nowhere) = (offer.as_str(), "018f0000-0000-7000-8000-00000000dead");
    for (who, id, status) in [
        (three, live, 403),
        (&provider.member, live, 404),
        (&app.cast.people[1], live, 404),
        (one, nowhere, 404),
    ] {
        stop(&app, who, id).await.expect(status);
        show(&app, who, id).await.expect(status);
    }
    assert_eq!(app.count(ROWS).await, 0);
    // What nobody sees is decided in the queue.
    let draft = app.draft(&provider, &service(&provider.id)).await;
    let waiting = app.submitted(&provider, &service(&provider.id)).await;
    for hidden in [&draft, &waiting] {
        stop(&app, one, hidden).await.problem(409, "illegal-state");
        show(&app, one, hidden).await.expect(204);
    }
    // Two at once, and once more: it is stopped once.
    let (a, b) = tokio::join!(stop(&app, one, &offer), stop(&app, two, &offer));
    assert_eq!((a.status, b.status), (201, 201));
    let again = stop(&app, two, &offer).await.expect(201);
    assert_eq!(again.body, a.body);
    assert_eq!((app.count(ROWS).await, app.count(STOPPED).await), (1, 1));
    for _ in 0..2 {
        show(&app, one, &offer).await.expect(204);
    }
    assert_eq!(app.count(SHOWN).await, 1);
    assert!(app.is_public(&offer).await);
    // Stopped again, its provider can still take it back for good.
    stop(&app, one, &offer).await.expect(201);
    app.step(&provider, &offer, "withdraw").await.expect(200);
    show(&app, one, &offer).await.expect(204);
    assert!(!app.is_public(&offer).await);
}

#[tokio::test]
async fn what_lapsed_while_it_was_stopped_waits_for_its_provider() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    stop(&app, app.as_moderator(), &offer).await.expect(201);
    app.advance(SignedDuration::from_hours(24 * 31));
    show(&app, app.as_moderator(), &offer).await.expect(204);
    assert!(!app.is_public(&offer).await);
    let restored = "select count(*) from event where kind = 'offer_restored'";
    assert_eq!(
        app.count(restored).await,
        0,
        "nobody is told that it is back"
    );
    app.step(&provider, &offer, "confirm").await.expect(200);
    assert!(app.is_public(&offer).await);
    assert_eq!(app.count(restored).await, 1);
}

#[tokio::test]
async fn an_edit_that_waited_leaves_the_queue_and_comes_back_with_the_offer() {
    let app = TestApp::spawn().await;
    let [one, two, ..] = app.cast.moderators.as_slice() else {
        unreachable!()
    };
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let version = app.offer(&provider, &offer).await.version();
    edit(&app, &provider, &offer, version).await.expect(200);
    let item = app.queue_item(one, &offer).await.unwrap();
    let (id, revision) = (
        item["id"].as_str().unwrap(),
        item["revision_id"].as_str().unwrap(),
    );
    app.claim(one, id).await.expect(200);
    stop(&app, two, &offer).await.expect(201);
    assert!(app.queue_item(one, &offer).await.is_none());
    app.decide(one, id, "approve", revision)
        .await
        .problem(409, "illegal-state");
    show(&app, two, &offer).await.expect(204);
    let back = app.queue_item(one, &offer).await.unwrap();
    assert_eq!(back["id"], id);
    assert_eq!(back["claimed_by"], Value::Null);
    app.approve(&offer).await;
    let public = app.get(format!("/public/offers/{offer}")).expect(200).await;
    assert_eq!(
        public.text_at("/title"),
        "Consultanță juridică în fiecare zi"
    );
}

#[tokio::test]
async fn the_database_itself_shows_no_stopped_offer_again_without_a_moderator() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let moderator = app.as_moderator();
    let member = &provider.member;
    let mut db = app.app_rw().await;
    let mut run = async |statement: &'static str, who: &Who| {
        let done = sqlx::query(statement)
            .bind(&offer)
            .bind(who.account.0)
            .execute(&mut db)
            .await;
        done.err().map(|error| {
            let error = error.as_database_error().unwrap();
            error.constraint().unwrap_or("none").to_owned()
        })
    };
    let refused = |constraint: &str| Some(constraint.to_owned());
    let suspend =
        "update offer set review = 'suspended' where id = $1::uuid and $2::uuid is not null";
    let insert = "insert into offer_suspension (id, offer_id, reason, suspended_by, suspended_at)
        values (gen_random_uuid(), $1::uuid, 'unreachable', $2, app_now())";
    let lift = "update offer_suspension set lifted_by = $2, lifted_at = app_now() where offer_id = $1::uuid";
    let approve =
        "update offer set review = 'approved' where id = $1::uuid and $2::uuid is not null";
    assert_eq!(
        run(suspend, moderator).await,
        refused("offer_suspension_check")
    );
    assert_eq!(
        run(insert, member).await,
        refused("offer_suspension_not_own_check")
    );
    stop(&app, moderator, &offer).await.expect(201);
    assert_eq!(
        run(insert, moderator).await,
        refused("offer_suspension_standing_key")
    );
    assert_eq!(
        run(approve, moderator).await,
        refused("offer_suspension_check")
    );
    assert_eq!(
        run(lift, member).await,
        refused("offer_suspension_not_own_check")
    );
    assert!(!app.is_public(&offer).await);
    show(&app, moderator, &offer).await.expect(204);
    assert_eq!(
        run(lift, moderator).await,
        refused("offer_suspension_once_check")
    );
}

#[tokio::test]
async fn the_desk_stops_an_offer_with_a_reason_and_its_provider_reads_it_on_their_page() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let address = format!("/en/desk/providers/{}", provider.id);
    let mut works = moderator(&app, 0).await;
    let page = works.open(&address).await;
    let link = page.attributes("tbody a.solo", "href");
    assert_eq!(link, [format!("{address}?offer={offer}#stop")]);
    assert!(page.way_to("suspend").is_none(), "first one says which");
    let chosen = works.open(&format!("{address}?offer={offer}")).await;
    let form = chosen
        .to_do("suspend")
        .with("note", "The room is a garage.");
    let refused = works.send(&form).await;
    assert_eq!(refused.status, 422);
    assert!(refused.way_to("suspend").is_some(), "still chosen");
    let long = chosen.to_do("suspend").with("suspension", "unreachable");
    let long = works.send(&long.with("note", &"x".repeat(1001))).await;
    assert_eq!(long.status, 422);
    let kept = long.to_do("suspend");
    assert_eq!(kept.value("suspension"), Some("unreachable"));
    assert_eq!(kept.value("note").map(str::len), Some(1001));
    let form = refused
        .to_do("suspend")
        .with("suspension", "not_as_described");
    for _ in 0..2 {
        let done = works.send(&form).await;
        assert!(done.text(".said").unwrap().contains("Nobody sees it"));
        assert!(done.text("tbody td").unwrap().contains("stopped for now"));
    }
    assert_eq!(app.count(ROWS).await, 1, "a double tap");
    assert!(!app.is_public(&offer).await);

    let mut own = Browser::new(&app);
    own.sign_in(provider.member.email()).await;
    let seen = own.open(&format!("/en/provider/offers/{offer}")).await;
    let why = seen.text("#stopped").unwrap();
    assert!(why.contains("it is not as the offer says"), "{why}");
    assert!(why.contains("The room is a garage."), "still written");
    assert!(why.contains("Nobody but us can show it again"), "{why}");
    assert_eq!(own.open(&address).await.status, 403);

    let chosen = works.open(&format!("{address}?offer={offer}")).await;
    assert!(chosen.html.contains("it is not as the offer says"));
    let shown = works.send(&chosen.to_do("reinstate")).await;
    assert!(shown.text(".said").unwrap().contains("no longer stopped"));
    assert!(app.is_public(&offer).await);
    let seen = own.open(&format!("/en/provider/offers/{offer}")).await;
    assert!(seen.text("#stopped").is_none());
}
