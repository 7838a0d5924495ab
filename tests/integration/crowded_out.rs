//! What others were given is waited for by nobody: whoever chose it too is told soon, and a host who has no room left, or may not be seen,
//! was not silent.

#![cfg(test)]

mod days;

use jiff::SignedDuration;
use punte_api::texts;
use punte_core::locale::Locale;
use punte_tests::{
    Household, MailSink, Provider, TestApp, housing_need, request, ride, ride_need, service,
    service_need, shelter_offer, with,
};
use serde_json::{Value, json};

use crate::pages::desk::edit;

const SOON: SignedDuration = SignedDuration::from_mins(5);
const SECOND: SignedDuration = SignedDuration::from_secs(1);

/// A household that wants mails.
async fn family(app: &TestApp, number: usize, need: Value) -> Household {
    let address = format!("family{number}@example.org");
    let contact = json!({ "channel": "email", "email": address });
    app.file_request(&with(request(&[need]), "/contact", contact))
        .await
}

/// An offer, and families that chose it, one for each need.
struct Scene {
    app: TestApp,
    sink: MailSink,
    host: Provider,
    offer: String,
    families: Vec<(Household, String)>,
}

impl Scene {
    async fn of(offer: impl Fn(&str) -> Value, needs: Vec<Value>) -> Self {
        let app = TestApp::spawn().await;
        let host = app.provider(0, "ngo", 3).await;
        let offer = app.live(&host, &offer(&host.id)).await;
        let mut families = Vec::new();
        for (number, need) in needs.into_iter().enumerate() {
            let household = family(&app, number, need).await;
            let id = app.propose(&household, &offer).await;
            families.push((household, id));
        }
        Self {
            app,
            sink: MailSink::start(),
            host,
            offer,
            families,
        }
    }

    async fn accept(&self, family: usize) {
        let id = &self.families[family].1;
        self.app.try_accept(&self.host, id).await.expect(200);
    }

    /// What is due is done.
    async fn jobs(&self) {
        self.app.run_jobs(&self.sink.mailer()).await;
    }

    /// Where the match of each family stands, and why it ended.
    async fn stand(&self) -> Vec<String> {
        let mut all = Vec::new();
        for (household, id) in &self.families {
            let seen = self.app.get(format!("/matches/{id}")).by(&household.who);
            let seen = seen.expect(200).await;
            let why = seen.at("/end_reason").as_str().unwrap_or_default();
            all.push(format!("{} {why}", seen.text_at("/state")));
        }
        all
    }

    /// To whom a mail of a kind went.
    fn told(&self, notice: &str) -> Vec<String> {
        let subject = texts::text(Locale::Uk, &format!("mail-{notice}-subject"));
        let mails = self.sink.messages().into_iter();
        let mails = mails.filter(|m| m.subject == subject);
        let mut to: Vec<String> = mails.map(|m| m.to).collect();
        to.sort();
        to
    }

    /// The host has so many left to give, whenever it was until now.
    async fn lower(&self, capacity: u32) {
        let offer = self.app.offer(&self.host, &self.offer).await;
        self.set(&json!({ "capacity": capacity, "availability": offer.at("/open") }))
            .await;
    }

    /// The host has as much to give as until now, on these days: from one to before another.
    async fn narrow(&self, days: &[(&str, &str)]) {
        let offer = self.app.offer(&self.host, &self.offer).await;
        let period = |(from, to): &(&str, &str)| json!({ "from": from, "to": to });
        let days: Vec<Value> = days.iter().map(period).collect();
        self.set(&json!({ "capacity": offer.at("/capacity"), "availability": days }))
            .await;
    }

    async fn set(&self, body: &Value) {
        let version = self.app.offer(&self.host, &self.offer).await.version();
        let path = format!("/offers/{}/availability", self.offer);
        let put = self.app.put(path).by(&self.host.member);
        put.if_match(version).json(body).expect(200).await;
    }

    /// The host edits how many there are, and a moderator approves it; the item that was decided on.
    async fn edit_to(&self, capacity: u32) -> String {
        self.edit(&json!({ "capacity": capacity })).await
    }

    /// The host edits something, and a moderator approves it; the item that was decided on.
    async fn edit(&self, content: &Value) -> String {
        let (app, one) = (&self.app, self.app.as_moderator());
        let edited = json!({ "content": content });
        edit(app, &self.host, &self.offer, &edited).await;
        let item = app.queue_item(one, &self.offer).await.unwrap();
        app.approve_by(one, &self.offer).await.expect(201);
        item["id"].as_str().unwrap().to_owned()
    }

    /// The moderator takes back what they decided on an item.
    async fn undo(&self, item: &str) {
        let undo = self.app.post(format!("/review/items/{item}/undo"));
        undo.by(self.app.as_moderator()).expect(200).await;
    }

    /// A family more that chooses it.
    async fn add(&mut self, need: Value) {
        let household = family(&self.app, self.families.len(), need).await;
        let id = self.app.propose(&household, &self.offer).await;
        self.families.push((household, id));
    }

    /// How often the host could be relied on, as counted by now.
    async fn counted(&self) -> Option<(i32, i32)> {
        self.app.advance(SignedDuration::from_mins(11));
        self.jobs().await;
        sqlx::query_as("select answered, asked from provider_reliability")
            .fetch_optional(&mut self.app.superuser().await)
            .await
            .unwrap()
    }

    async fn lapse(&self) -> usize {
        let cases = self.app.use_cases().await;
        let lapsed = cases.expire_overdue().await.unwrap();
        cases.pool.close().await;
        lapsed
    }
}

fn places(number: u32) -> impl Fn(&str) -> Value {
    move |provider| with(service(provider), "/content/capacity", number)
}

const WAITS: &str = "proposed ";
const YES: &str = "accepted ";
const GONE: &str = "declined no_longer_free";

#[tokio::test]
async fn of_three_families_who_want_one_room_two_are_told_soon_and_choose_anew() {
    let stay = || housing_need(1, "2027-03-10", "2027-03-20");
    let room = |provider: &str| with(shelter_offer(provider), "/content/capacity", 1);
    let scene = Scene::of(room, vec![stay(), stay(), stay()]).await;
    let (app, sink) = (&scene.app, &scene.sink);
    scene.accept(1).await;
    app.advance(SOON - SECOND);
    scene.jobs().await;
    assert_eq!(scene.stand().await, [WAITS, YES, WAITS], "not at once");
    app.advance(SECOND);
    scene.jobs().await;
    assert_eq!(scene.stand().await, [GONE, YES, GONE]);
    for (family, state) in [(0, "open"), (1, "served"), (2, "open")] {
        let need = app.need(&scene.families[family].0, 0).await;
        assert_eq!(need["state"], state, "{family}");
    }
    scene.jobs().await;
    let both = ["family0@example.org", "family2@example.org"];
    assert_eq!(scene.told("proposal-declined"), both);
    let by = "select count(*) from match_event where to_state = 'declined' and side = 'system'";
    assert_eq!(app.count(by).await, 2);
    // It is no silence of the host, nor was it one meanwhile.
    assert_eq!(scene.counted().await, Some((1, 1)));
    app.advance(SignedDuration::from_hours(48));
    assert_eq!(scene.lapse().await, 0);
    assert_eq!(scene.told("proposal-missed"), [""; 0]);
    assert!(sink.messages().iter().all(|m| !m.to.contains("family1")
        || m.subject != texts::text(Locale::Uk, "mail-proposal-declined-subject")));
}

#[tokio::test]
async fn whoever_still_fits_waits_on_until_the_last_place_is_gone() {
    let needs = [2, 2, 1, 1].map(service_need).to_vec();
    let scene = Scene::of(places(3), needs).await;
    scene.accept(0).await;
    scene.app.advance(SOON);
    scene.jobs().await;
    assert_eq!(scene.stand().await, [YES, GONE, WAITS, WAITS]);
    scene.accept(2).await;
    scene.app.advance(SOON);
    scene.jobs().await;
    assert_eq!(scene.stand().await, [YES, GONE, YES, GONE]);
}

#[tokio::test]
async fn nights_and_legs_that_nobody_took_are_waited_for() {
    let beds = |from, to| housing_need(4, from, to);
    let needs = vec![
        beds("2027-03-10", "2027-03-14"),
        beds("2027-03-13", "2027-03-16"),
        beds("2027-03-14", "2027-03-16"),
        housing_need(3, "2027-03-10", "2027-03-12"),
    ];
    let scene = Scene::of(shelter_offer, needs).await;
    scene.accept(0).await;
    scene.app.advance(SOON);
    scene.jobs().await;
    assert_eq!(scene.stand().await, [YES, GONE, WAITS, WAITS]);

    let scene = Scene::of(ride, [4, 4, 3].map(ride_need).to_vec()).await;
    scene.accept(0).await;
    scene.app.advance(SOON);
    scene.jobs().await;
    assert_eq!(scene.stand().await, [YES, GONE, WAITS]);
}

#[tokio::test]
async fn whatever_is_called_off_at_once_ends_nobody_elses_choice() {
    let scene = Scene::of(places(1), [1, 1].map(service_need).to_vec()).await;
    scene.accept(0).await;
    let (household, id) = &scene.families[0];
    scene
        .app
        .end(&household.who, id, "cancel")
        .await
        .expect(200);
    scene.app.advance(SOON);
    scene.jobs().await;
    assert_eq!(scene.stand().await[1], WAITS);
    scene.accept(1).await;
}

#[tokio::test]
async fn one_look_is_planned_for_many_yeses_and_none_where_nobody_waits() {
    let scene = Scene::of(places(7), [1; 5].map(service_need).to_vec()).await;
    let planned = "select count(*) from job where kind = 'offer_taken'";
    for family in 0..4 {
        scene.accept(family).await;
        assert_eq!(scene.app.count(planned).await, 1, "{family}");
    }
    scene.app.advance(SOON);
    scene.jobs().await;
    // It was done: the next yes asks for another one, if anybody waits.
    scene.accept(4).await;
    assert_eq!(scene.app.count(planned).await, 1, "nobody waits any more");
    assert_eq!(scene.stand().await, [YES; 5]);
}

#[tokio::test]
async fn what_lapses_while_there_is_no_room_is_no_silence() {
    let scene = Scene::of(places(1), [1, 1].map(service_need).to_vec()).await;
    scene.accept(0).await;
    // Before the worker came by.
    scene.app.advance(SignedDuration::from_hours(48) + SECOND);
    assert_eq!(scene.lapse().await, 1);
    let lapsed = "expired no_longer_free";
    assert_eq!(scene.stand().await, [YES, lapsed]);
    let need = scene.app.need(&scene.families[1].0, 0).await;
    assert_eq!(need["state"], "open");
    assert_eq!(scene.counted().await, Some((1, 1)), "the yes alone");
    assert_eq!(scene.told("proposal-missed"), [""; 0]);
    assert_eq!(scene.told("proposal-declined"), ["family1@example.org"]);
}

#[tokio::test]
async fn what_lapses_while_the_offer_is_hidden_for_danger_is_no_silence_and_says_nothing_of_it() {
    let scene = Scene::of(places(3), [1, 1].map(service_need).to_vec()).await;
    scene.accept(0).await;
    let danger = json!({ "offer_id": scene.offer, "kind": "danger_now" });
    let report = scene.app.post("/reports").json(&danger);
    report.expect(201).await;
    scene.app.advance(SignedDuration::from_hours(48) + SECOND);
    assert_eq!(scene.lapse().await, 1);
    assert_eq!(scene.stand().await, [YES, "expired offer_gone"]);
    assert_eq!(scene.counted().await, Some((1, 1)));
    assert_eq!(scene.told("proposal-missed"), [""; 0]);

    // The same silence where nothing keeps the host from answering.
    let scene = Scene::of(places(3), [1, 1].map(service_need).to_vec()).await;
    scene.accept(0).await;
    scene.app.advance(SignedDuration::from_hours(48) + SECOND);
    assert_eq!(scene.lapse().await, 1);
    assert_eq!(scene.stand().await, [YES, "expired no_reason"]);
    assert_eq!(scene.counted().await, Some((1, 2)));
    assert_eq!(scene.told("proposal-missed"), ["person0@example.org"]);
}

#[tokio::test]
async fn whoever_waits_for_more_than_its_host_has_left_hears_it_at_once() {
    let scene = Scene::of(places(4), [1, 2, 3].map(service_need).to_vec()).await;
    let planned = "select count(*) from job where kind = 'offer_taken'";
    scene.lower(3).await;
    scene.jobs().await;
    assert_eq!(scene.stand().await, [WAITS; 3], "it is enough for each");
    scene.lower(2).await;
    scene.jobs().await;
    assert_eq!(scene.stand().await, [WAITS, WAITS, GONE]);
    scene.jobs().await;
    assert_eq!(scene.told("proposal-declined"), ["family2@example.org"]);
    let need = scene.app.need(&scene.families[2].0, 0).await;
    assert_eq!(need["state"], "open");
    // More of it ends nobody's choice.
    let before = scene.app.count(planned).await;
    scene.lower(4).await;
    assert_eq!(scene.app.count(planned).await, before);
    // What was agreed counts, and a yes leaves the others their five minutes.
    scene.accept(0).await;
    scene.lower(2).await;
    scene.jobs().await;
    assert_eq!(scene.stand().await, [YES, WAITS, GONE]);
    scene.app.advance(SOON);
    scene.jobs().await;
    assert_eq!(scene.stand().await, [YES, GONE, GONE]);
    // It is no silence of the host.
    assert_eq!(scene.counted().await, Some((1, 1)));
    let waiting = scene.app.count(planned).await;
    scene.lower(1).await;
    assert_eq!(scene.app.count(planned).await, waiting, "nobody waits");

    let beds = |beds| housing_need(beds, "2027-03-10", "2027-03-14");
    let scene = Scene::of(shelter_offer, vec![beds(4), beds(2)]).await;
    scene.lower(3).await;
    scene.jobs().await;
    assert_eq!(scene.stand().await, [GONE, WAITS], "no night was taken yet");
    let scene = Scene::of(ride, [4, 3].map(ride_need).to_vec()).await;
    scene.lower(3).await;
    scene.jobs().await;
    assert_eq!(scene.stand().await, [GONE, WAITS]);
}

#[tokio::test]
async fn an_edit_to_less_crowds_out_once_its_approval_cannot_be_taken_back() {
    let minute = SignedDuration::from_secs(61);
    let scene = Scene::of(places(3), [1, 3].map(service_need).to_vec()).await;
    scene.edit_to(2).await;
    scene.jobs().await;
    assert_eq!(scene.stand().await, [WAITS, WAITS]);
    scene.app.advance(minute);
    scene.jobs().await;
    assert_eq!(scene.stand().await, [WAITS, GONE]);

    let scene = Scene::of(places(3), [1, 3].map(service_need).to_vec()).await;
    let item = scene.edit_to(2).await;
    scene.undo(&item).await;
    scene.app.advance(minute);
    scene.jobs().await;
    assert_eq!(scene.stand().await, [WAITS, WAITS]);
}
