//! However a match ends, its bed is free again and its need open again, by what anybody sees of the offer. One bed makes it exact.

#![cfg(test)]

mod older;

use jiff::SignedDuration;
use punte_tests::{
    Household, MailSink, Provider, TestApp, housing_need, job, job_need, medical, medical_need,
    ride, ride_need, service, service_need, shelter_offer, with,
};
use serde_json::json;

/// As anybody sees one bed: it is free,
const FREE: &str = "1-2";
/// or it is not.
const TAKEN: &str = "0";

/// A shelter of one bed, and a household that wants it for the month.
struct Scene {
    app: TestApp,
    provider: Provider,
    offer: String,
    household: Household,
}

impl Scene {
    async fn new() -> Self {
        let app = TestApp::spawn().await;
        let provider = app.provider(0, "ngo", 3).await;
        let bed = with(shelter_offer(&provider.id), "/content/capacity", 1);
        let offer = app.live(&provider, &bed).await;
        let stay = [housing_need(1, "2027-03-01", "2027-03-31")];
        let household = app.file(&stay).await;
        Self {
            app,
            provider,
            offer,
            household,
        }
    }

    /// Holds what anybody sees of the bed, and where the need stands.
    async fn is(&self, free: &str, need: &str) {
        let seen = self.app.get(format!("/public/offers/{}", self.offer));
        let seen = seen.expect(200).await;
        let now = self.app.need(&self.household, 0).await;
        assert_eq!(
            (seen.text_at("/free").as_str(), &now["state"]),
            (free, &json!(need))
        );
        let served = i32::from(need == "served");
        assert_eq!(now["served"], json!(served));
    }

    /// The household chooses it; the match.
    async fn proposed(&self) -> String {
        self.is(FREE, "open").await;
        let id = self.app.propose(&self.household, &self.offer).await;
        // What is only asked for is nobody's.
        self.is(FREE, "proposed").await;
        id
    }

    /// The household chooses it, and the provider says yes; the match.
    async fn agreed(&self) -> String {
        let id = self.proposed().await;
        let yes = self.app.try_accept(&self.provider, &id).await;
        yes.expect(200);
        self.is(TAKEN, "served").await;
        id
    }

    /// Where a match stands.
    async fn state(&self, id: &str) -> String {
        let seen = self.app.get(format!("/matches/{id}"));
        let seen = seen.by(&self.household.who).expect(200).await;
        seen.text_at("/state")
    }
}

#[tokio::test]
async fn a_declined_match_opens_its_need_again_and_leaves_the_bed_free() {
    let scene = Scene::new().await;
    let id = scene.proposed().await;
    let no = scene.app.end(&scene.provider.member, &id, "decline").await;
    no.expect(200);
    scene.is(FREE, "open").await;
    // It can be chosen by whoever wants it, the same household included.
    scene.agreed().await;
}

#[tokio::test]
async fn a_match_that_a_side_calls_off_or_that_nobody_came_to_gives_the_bed_back() {
    let scene = Scene::new().await;
    let sides = [&scene.household.who, &scene.provider.member];
    for who in sides {
        let id = scene.agreed().await;
        scene.app.end(who, &id, "cancel").await.expect(200);
        scene.is(FREE, "open").await;
    }
    for who in sides {
        let id = scene.agreed().await;
        scene.app.take_step(who, &id, "no_show").await.expect(200);
        scene.is(FREE, "open").await;
    }
    scene.agreed().await;
}

#[tokio::test]
async fn an_expired_match_gives_the_bed_back_whether_it_was_asked_for_or_agreed() {
    let scene = Scene::new().await;
    let asked = scene.proposed().await;
    scene.app.advance(SignedDuration::from_hours(48));
    scene.app.advance(SignedDuration::from_secs(1));
    let use_cases = scene.app.use_cases().await;
    assert_eq!(use_cases.expire_overdue().await.unwrap(), 1);
    use_cases.pool.close().await;
    assert_eq!(scene.state(&asked).await, "expired");
    scene.is(FREE, "open").await;

    let scene = Scene::new().await;
    let held = scene.agreed().await;
    scene.app.advance(SignedDuration::from_hours(2 * 24));
    scene.app.run_jobs(&MailSink::start().mailer()).await;
    scene.app.advance(SignedDuration::from_hours(24));
    let use_cases = scene.app.use_cases().await;
    assert_eq!(use_cases.end_silence().await.unwrap(), 1);
    use_cases.pool.close().await;
    assert_eq!(scene.state(&held).await, "expired");
    scene.is(FREE, "open").await;
}

#[tokio::test]
async fn a_blocked_match_opens_its_need_again_and_the_bed_is_free_once_the_block_is_lifted() {
    let scene = Scene::new().await;
    let (app, sink) = (&scene.app, MailSink::start());
    let [first, second, ..] = app.cast.moderators.as_slice() else {
        unreachable!()
    };
    let waits = scene.agreed().await;
    let path = format!("/providers/{}/block", scene.provider.id);
    let block = app.post(&path).by(first);
    block.json(&json!({ "reason": "danger" })).expect(201).await;
    assert!(!app.is_public(&scene.offer).await);
    app.run_jobs(&sink.mailer()).await;
    assert_eq!(scene.state(&waits).await, "stopped_for_safety");
    let need = app.need(&scene.household, 0).await;
    assert_eq!(
        (&need["state"], &need["served"]),
        (&json!("open"), &json!(0)),
        "at once, whatever becomes of the block"
    );
    let refused = app.try_propose(&scene.household, 0, &scene.offer).await;
    refused.problem(409, "offer-not-available");
    let lift = app.post(format!("{path}/verdicts")).by(second);
    lift.json(&json!({ "verdict": "lifted" })).expect(201).await;
    // What was stopped stays stopped; the bed is free.
    assert_eq!(scene.state(&waits).await, "stopped_for_safety");
    scene.is(FREE, "open").await;
    scene.agreed().await;
}

/// Help is over, as both sides say, or one of them and silence.
async fn over(app: &TestApp, provider: &Provider, household: &Household, id: &str, silent: bool) {
    for (who, step) in [(&household.who, "start"), (&provider.member, "complete")] {
        app.take_step(who, id, step).await.expect(200);
    }
    if silent {
        app.advance(SignedDuration::from_hours(73));
        let use_cases = app.use_cases().await;
        assert_eq!(use_cases.complete_overdue().await.unwrap(), 1);
        use_cases.pool.close().await;
    } else {
        let said = app.take_step(&household.who, id, "complete").await;
        said.expect(200);
    }
    let seen = app.get(format!("/matches/{id}")).by(&household.who);
    assert_eq!(seen.expect(200).await.text_at("/state"), "completed");
    let need = app.need(household, 0).await;
    assert_eq!(
        (&need["state"], &need["served"]),
        (&json!("served"), &json!(1))
    );
}

#[tokio::test]
async fn a_service_helps_so_many_at_a_time_and_runs_dry_for_nobody() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    let one = with(service(&provider.id), "/content/capacity", 1);
    let offer = app.live(&provider, &one).await;
    let free = async || app.offer(&provider, &offer).await.number("/free");
    for silent in [false, true, false] {
        let household = app.file(&[service_need(1)]).await;
        let id = app.matched(&household, &provider, &offer).await;
        assert_eq!(free().await, 0);
        let late = app.file(&[service_need(1)]).await;
        let late = app.try_propose(&late, 0, &offer).await;
        late.problem(409, "capacity-exhausted");
        over(&app, &provider, &household, &id, silent).await;
        assert_eq!(free().await, 1, "silent: {silent}");
        // The index hears of it, and so does whoever waits for such an offer.
        let looks = "select count(*) from job where kind = 'offer_visible' and state = 'queued'";
        assert_eq!(app.count(looks).await, 1);
        app.run_jobs(&MailSink::start().mailer()).await;
    }
}

#[tokio::test]
async fn what_is_used_once_stays_used_when_help_is_over() {
    for category in ["job", "medical", "transport"] {
        let app = TestApp::spawn().await;
        let provider = app.provider(0, "ngo", 3).await;
        let (offer, need) = match category {
            "job" => (job(&provider.id), job_need()),
            "medical" => (medical(&provider.id), medical_need()),
            _ => (ride(&provider.id), ride_need(1)),
        };
        let one = with(offer, "/content/capacity", 1);
        let offer = app.live(&provider, &one).await;
        let household = app.file(&[need]).await;
        let id = app.matched(&household, &provider, &offer).await;
        // The ride leaves on the fifth.
        app.advance(SignedDuration::from_hours(4 * 24));
        over(&app, &provider, &household, &id, false).await;
        let held = "select coalesce(sum(reserved), 0)::bigint from (select reserved from offer_night union all select reserved from offer_leg
            union all select s.reserved from offer_stock s join offer o on o.id = s.offer_id where o.category = 'job') all_of_it";
        assert_eq!(app.count(held).await, 1, "{category}");
    }
}
