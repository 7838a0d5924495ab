//! Help is over once both sides say so, or one does and the other says nothing for three days; all by the test's clock.

#![cfg(test)]

mod early;

use jiff::SignedDuration;
use punte_api::texts;
use punte_core::locale::Locale;
use punte_tests::{
    Browser, Household, MailSink, Provider, TestApp, housing_need, request, shelter_offer, with,
};
use serde_json::{Value, json};

fn hours(n: i64) -> SignedDuration {
    SignedDuration::from_hours(n)
}

/// A shelter of one bed, and a household that wants mails, sleeps there for the month and said so.
struct Scene {
    app: TestApp,
    host: Provider,
    offer: String,
    household: Household,
    id: String,
}

impl Scene {
    async fn begun() -> Self {
        let app = TestApp::spawn().await;
        let host = app.provider(0, "ngo", 3).await;
        let bed = with(shelter_offer(&host.id), "/content/capacity", 1);
        let offer = app.live(&host, &bed).await;
        let contact = json!({ "channel": "email", "email": "olena@example.org" });
        let stay = [housing_need(1, "2027-03-01", "2027-03-31")];
        let body = with(request(&stay), "/contact", contact);
        let household = app.file_request(&body).await;
        let id = app.matched(&household, &host, &offer).await;
        app.take_step(&household.who, &id, "start")
            .await
            .expect(200);
        Self {
            app,
            host,
            offer,
            household,
            id,
        }
    }

    async fn household_says(&self, step: &str) -> punte_tests::Answer {
        let who = &self.household.who;
        self.app.take_step(who, &self.id, step).await
    }

    async fn host_says(&self, step: &str) -> punte_tests::Answer {
        self.app.take_step(&self.host.member, &self.id, step).await
    }

    async fn seen(&self) -> Value {
        let call = self.app.get(format!("/matches/{}", self.id));
        call.by(&self.household.who).expect(200).await.body
    }

    /// What anybody sees of the free places.
    async fn free(&self) -> String {
        let call = self.app.get(format!("/public/offers/{}", self.offer));
        call.expect(200).await.text_at("/free")
    }

    /// One round of the worker; how much it ended.
    async fn round(&self) -> usize {
        let use_cases = self.app.use_cases().await;
        let ended = use_cases.complete_overdue().await.unwrap();
        use_cases.pool.close().await;
        ended
    }

    /// To whom a mail of a kind went so far.
    async fn told(&self, sink: &MailSink, notice: &str) -> Vec<String> {
        self.app.run_jobs(&sink.mailer()).await;
        let subject = texts::text(Locale::Uk, &format!("mail-{notice}-subject"));
        let mails = sink.messages().into_iter();
        let mut to: Vec<String> = mails
            .filter(|m| m.subject == subject)
            .map(|m| m.to)
            .collect();
        to.sort();
        to
    }
}

const HOME: &str = "olena@example.org";
const HOST: &str = "person0@example.org";

#[tokio::test]
async fn one_word_ends_nothing_and_the_other_sides_word_does() {
    let scene = Scene::begun().await;
    let sink = MailSink::start();
    let once = scene.host_says("complete").await.expect(200);
    assert_eq!(once.text_at("/state"), "started");
    assert_eq!(once.at("/steps"), &json!(["not_over"]), "not both words");
    assert_eq!(once.text_at("/completion/0/side"), "provider");
    assert_eq!(once.text_at("/over_at"), "2027-03-04T08:00:00Z");
    scene
        .host_says("complete")
        .await
        .problem(409, "illegal-state");
    let asked = scene.seen().await;
    assert_eq!(asked["steps"], json!(["complete", "not_over"]));
    assert_eq!(asked["contacts_shown"], true);
    assert_eq!(scene.told(&sink, "over-asked").await, [HOME]);
    assert_eq!(scene.told(&sink, "help-completed").await, [""; 0]);

    scene.app.advance(hours(2));
    let both = scene.household_says("complete").await.expect(200);
    assert_eq!(both.text_at("/state"), "completed");
    assert_eq!(both.at("/over_at"), &json!(null));
    assert_eq!(scene.told(&sink, "help-completed").await, [HOST]);
    assert_eq!(scene.told(&sink, "over-asked").await, [HOME], "once");
    // Both words, with who said them and when.
    let words: Vec<(i32, String, String, bool)> = sqlx::query_as(
        "select n, side, word, account_id is not null from match_completion order by n",
    )
    .fetch_all(&mut scene.app.superuser().await)
    .await
    .unwrap();
    let word = |n, side: &str, account| (n, side.to_owned(), "over".to_owned(), account);
    assert_eq!(
        words,
        [word(1, "provider", true), word(2, "refugee", false)]
    );
    let seen = scene.seen().await["completion"].clone();
    assert_eq!(seen[0]["at"], "2027-03-01T08:00:00Z");
    assert_eq!(seen[1]["at"], "2027-03-01T10:00:00Z");
    let ended =
        "select count(*) from match_event where to_state = 'completed' and side = 'refugee'";
    assert_eq!(scene.app.count(ended).await, 1);
    let log = "select count(*) from audit_event where action = 'match_completion'";
    assert_eq!(scene.app.count(log).await, 2);
}

#[tokio::test]
async fn silence_of_the_other_side_confirms_after_three_days_and_no_hour_sooner() {
    let scene = Scene::begun().await;
    let sink = MailSink::start();
    scene.app.advance(hours(10 * 24));
    scene.household_says("complete").await.expect(200);
    assert_eq!(scene.told(&sink, "over-asked").await, [HOST]);
    scene.app.advance(hours(71));
    assert_eq!(scene.round().await, 0);
    assert_eq!(scene.seen().await["state"], "started");
    scene.app.advance(hours(2));
    assert_eq!(scene.round().await, 1);
    assert_eq!(scene.round().await, 0, "once");
    let over = scene.seen().await;
    assert_eq!(over["state"], "completed");
    assert_eq!(over["contacts_shown"], false);
    assert_eq!(over["feedback_open"], true);
    let by = "select count(*) from match_event where to_state = 'completed' and side = 'system'";
    assert_eq!(scene.app.count(by).await, 1);
    assert_eq!(scene.told(&sink, "help-completed").await, [HOME, HOST]);
}

#[tokio::test]
async fn what_the_other_side_denies_goes_on_and_can_be_reported_and_rated() {
    let scene = Scene::begun().await;
    let sink = MailSink::start();
    scene
        .household_says("not_over")
        .await
        .problem(409, "illegal-state");
    scene.app.advance(hours(29 * 24));
    scene.host_says("complete").await.expect(200);
    let denied = scene.household_says("not_over").await.expect(200);
    assert_eq!(denied.text_at("/state"), "started");
    assert_eq!(denied.at("/over_at"), &json!(null));
    assert_eq!(scene.told(&sink, "over-denied").await, [HOST]);
    // Neither that word nor the days end it now: those were over on the 31st.
    scene.app.advance(hours(13 * 24));
    assert_eq!(scene.round().await, 0);
    let host = scene.app.get(format!("/matches/{}", scene.id));
    let host = host.by(&scene.host.member).expect(200).await;
    assert_eq!(host.text_at("/state"), "started");
    assert_eq!(host.at("/feedback_open"), &json!(true));
    let report = json!({ "match_id": scene.id, "kind": "something_wrong" });
    let report = scene.app.post("/reports").json(&report);
    report.by(&scene.host.member).expect(201).await;
    // Two weeks later it is over as other help is, by its days.
    scene.app.advance(hours(25));
    assert_eq!(scene.round().await, 1);
    assert_eq!(scene.seen().await["state"], "completed");
}

#[tokio::test]
async fn whoever_takes_their_own_word_back_troubles_nobody_and_is_not_held_to_it() {
    let scene = Scene::begun().await;
    let sink = MailSink::start();
    scene.household_says("complete").await.expect(200);
    scene.household_says("not_over").await.expect(200);
    assert_eq!(scene.told(&sink, "over-denied").await, [""; 0]);
    scene.app.advance(hours(4 * 24));
    assert_eq!(scene.round().await, 0);
    scene.host_says("complete").await.expect(200);
    let both = scene.household_says("complete").await.expect(200);
    assert_eq!(both.text_at("/state"), "completed");
}

#[tokio::test]
async fn each_time_that_a_side_says_so_the_other_one_is_asked_and_each_no_is_told() {
    let scene = Scene::begun().await;
    let sink = MailSink::start();
    for times in 1..=2 {
        scene.host_says("complete").await.expect(200);
        assert_eq!(scene.told(&sink, "over-asked").await, vec![HOME; times]);
        scene.household_says("not_over").await.expect(200);
        assert_eq!(scene.told(&sink, "over-denied").await, vec![HOST; times]);
    }
}

#[tokio::test]
async fn nobody_is_asked_for_ever_whether_it_is_over() {
    let scene = Scene::begun().await;
    for _ in 0..3 {
        scene.host_says("complete").await.expect(200);
        scene.household_says("not_over").await.expect(200);
    }
    scene
        .host_says("complete")
        .await
        .problem(409, "illegal-state");
    // To confirm is always free.
    scene.household_says("complete").await.expect(200);
    let both = scene.host_says("complete").await.expect(200);
    assert_eq!(both.text_at("/state"), "completed");
}

#[tokio::test]
async fn once_the_household_says_that_it_took_place_nobody_says_that_it_did_not_come() {
    let app = TestApp::spawn().await;
    let host = app.provider(0, "ngo", 3).await;
    let offer = app.live(&host, &shelter_offer(&host.id)).await;
    let household = app
        .file(&[housing_need(1, "2027-03-01", "2027-03-31")])
        .await;
    let id = app.matched(&household, &host, &offer).await;
    for who in [&household.who, &host.member] {
        app.take_step(who, &id, "confirm").await.expect(200);
    }
    app.advance(hours(24));
    let use_cases = app.use_cases().await;
    assert_eq!(use_cases.end_silence().await.unwrap(), 1, "taken to begin");
    use_cases.pool.close().await;
    app.take_step(&household.who, &id, "complete")
        .await
        .expect(200);
    app.take_step(&host.member, &id, "no_show")
        .await
        .problem(409, "illegal-state");
}

/// The name of the constraint that holds a statement, as the server's own role.
async fn held(scene: &Scene, statement: &'static str) -> String {
    let done = sqlx::query(statement)
        .bind(uuid::Uuid::parse_str(&scene.id).unwrap())
        .execute(&mut scene.app.app_rw().await)
        .await;
    let error = done.expect_err(statement);
    let error = error.as_database_error().unwrap();
    error.constraint().unwrap_or(error.message()).to_owned()
}

#[tokio::test]
async fn the_database_takes_no_end_by_one_side_and_no_word_that_answers_nothing() {
    let scene = Scene::begun().await;
    let completed = "insert into match_event (match_id, from_state, to_state, side, at) values ($1, 'started', 'completed', 'provider', now())";
    let over = "insert into match_completion (match_id, n, side, word, at) values ($1, 2, 'provider', 'over', now())";
    let denied = "insert into match_completion (match_id, n, side, word, at) values ($1, 1, 'refugee', 'not_over', now())";
    assert_eq!(
        held(&scene, completed).await,
        "match_event_completed_check",
        "nobody said so"
    );
    assert_eq!(held(&scene, denied).await, "match_completion_order_check");
    scene.host_says("complete").await.expect(200);
    assert_eq!(
        held(&scene, completed).await,
        "match_event_completed_check",
        "one side"
    );
    assert_eq!(held(&scene, over).await, "match_completion_order_check");
    for change in [
        "update match_completion set side = 'refugee' where match_id = $1",
        "delete from match_completion where match_id = $1",
    ] {
        let refused = held(&scene, change).await;
        assert!(refused.contains("permission denied"), "{refused}");
    }
    scene.household_says("complete").await.expect(200);
    let third = "insert into match_completion (match_id, n, side, word, at) values ($1, 3, 'provider', 'over', now())";
    assert_eq!(held(&scene, third).await, "match_completion_match_check");
}

#[tokio::test]
async fn both_pages_ask_whether_it_is_over_and_say_what_the_other_side_said() {
    let scene = Scene::begun().await;
    let (mine, theirs) = (
        format!("/my/matches/{}", scene.id),
        format!("/provider/matches/{}", scene.id),
    );
    let mut family = Browser::new(&scene.app);
    let open = family.open("/en/my").await;
    let form = open.form("/en/my").with("code", &scene.household.code);
    family.send(&form).await;
    let mut host = Browser::new(&scene.app);
    host.sign_in(scene.host.member.email()).await;

    let ask = format!("/en{theirs}/complete");
    let page = host.open(&ask).await;
    let said = host.send(&page.form(&ask)).await;
    assert!(said.html.contains("The other side is asked"));
    assert!(said.html.contains("4 March 2027") || said.html.contains("4\u{a0}March\u{a0}2027"));
    for locale in Locale::ALL {
        let page = family.open(&format!("/{}{mine}", locale.as_str())).await;
        let forms = page.forms();
        for step in ["complete", "not_over"] {
            let button = format!("value=\"{step}\"");
            assert!(page.html.contains(&button), "{locale:?} {step}");
        }
        assert!(forms.iter().any(|f| f.action.ends_with("/step")));
        let page = host.open(&format!("/{}{theirs}", locale.as_str())).await;
        let back = page.links().into_iter().find(|l| l.ends_with("/not-over"));
        let asked = host.open(&back.unwrap()).await;
        assert_eq!(asked.status, 200);
    }
    let page = family.open(&format!("/en{mine}")).await;
    assert!(page.html.contains("Without your answer it counts as over"));
    let step = format!("/en{mine}/step");
    let told = family
        .send(&page.form(&step).with("step", "not_over"))
        .await;
    assert!(told.html.contains("it is not over, and goes on"));
    let page = host.open(&format!("/en{theirs}")).await;
    assert!(page.html.contains("says that it is not over yet"));
    let links = page.links();
    for way in ["/report?match=", "/feedback", "/messages"] {
        assert!(links.iter().any(|l| l.contains(way)), "{way}: {links:?}");
    }
    let page = host.open(&ask).await;
    host.send(&page.form(&ask)).await;
    let page = family.open(&format!("/en{mine}")).await;
    let done = family
        .send(&page.form(&step).with("step", "complete"))
        .await;
    assert!(done.html.contains("the help took place"), "{}", done.html);
    assert_eq!(scene.seen().await["state"], "completed");
}
