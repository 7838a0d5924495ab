//! Who waits for an answer about what is hidden until somebody has looked again: told once it is gone, and left in peace once it is back.

use punte_tests::{MailSink, SEEN_FOR, TestApp, service, service_need};

use serde_json::json;

use super::{DAY, MINUTE, SECOND, item, later, tend, undo};
use crate::pages::desk::edit;

#[tokio::test]
async fn whoever_chose_it_in_the_minute_of_a_second_look_that_is_taken_back_looks_on() {
    let app = TestApp::spawn().await;
    let two = &app.cast.moderators[1];
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    later(&app, &provider, &offer, DAY * 366).await;
    assert_eq!(tend(&app).await, (1, 1));
    // Who waited when it was hidden is told; what comes after that is about the second look alone.
    app.run_jobs(&MailSink::start().mailer()).await;
    let (id, _) = item(&app, two, &offer, "recheck").await;
    app.approve_by(two, &offer).await.expect(201);
    let household = app.file(&[service_need(1)]).await;
    let chosen = app.propose(&household, &offer).await;
    undo(&app, two, &id).await.expect(200);
    app.run_jobs(&MailSink::start().mailer()).await;
    let seen = app.get(format!("/matches/{chosen}")).by(&household.who);
    let seen = seen.expect(200).await;
    assert_eq!(seen.text_at("/state"), "declined");
    assert_eq!(seen.text_at("/end_reason"), "offer_gone");
}

#[tokio::test]
async fn whoever_chose_it_once_it_was_there_again_waits_on_however_late_the_worker_comes() {
    let app = TestApp::spawn().await;
    let two = &app.cast.moderators[1];
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    app.advance(DAY * 360);
    let early = app.file(&[service_need(1)]).await;
    later(&app, &provider, &offer, SECOND).await;
    let waits = app.propose(&early, &offer).await;
    app.advance(DAY * 6);
    app.vet(&provider.id, &SEEN_FOR).await;
    assert_eq!(
        tend(&app).await.1,
        1,
        "it is hidden, and the worker does no more"
    );
    app.advance(SECOND);
    item(&app, two, &offer, "recheck").await;
    app.approve_by(two, &offer).await.expect(201);
    let household = app.file(&[service_need(1)]).await;
    let chosen = app.propose(&household, &offer).await;
    app.advance(MINUTE);
    app.run_jobs(&MailSink::start().mailer()).await;
    for (who, id, state) in [
        (&early, waits, "declined"),
        (&household, chosen, "proposed"),
    ] {
        let seen = app.get(format!("/matches/{id}")).by(&who.who);
        assert_eq!(seen.expect(200).await.text_at("/state"), state);
    }
}

#[tokio::test]
async fn whoever_chose_what_an_approval_renewed_for_a_minute_looks_on_once_that_is_taken_back() {
    let app = TestApp::spawn().await;
    let two = &app.cast.moderators[1];
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    app.advance(DAY * 25);
    let title = json!({ "content": { "title": "Consultanță gratuită" } });
    edit(&app, &provider, &offer, &title).await;
    // Nobody confirms it while the edit waits.
    app.advance(DAY * 6);
    app.run_jobs(&MailSink::start().mailer()).await;
    let (id, _) = item(&app, two, &offer, "edited").await;
    app.approve_by(two, &offer).await.expect(201);
    let household = app.file(&[service_need(1)]).await;
    let chosen = app.propose(&household, &offer).await;
    undo(&app, two, &id).await.expect(200);
    app.run_jobs(&MailSink::start().mailer()).await;
    let seen = app.get(format!("/matches/{chosen}")).by(&household.who);
    let seen = seen.expect(200).await;
    assert_eq!(seen.text_at("/state"), "declined");
    assert_eq!(seen.text_at("/end_reason"), "offer_gone");
}
