//! Where time runs out: a second before it holds, and then it does not.
//!
//! What is tested to the second elsewhere is not repeated: leases and the 14 days of a home in `verification.rs`, the minute of an undo
//! in `undo.rs`, links of new accounts and forgotten passwords in `mail_links.rs`, tokens of accounts in `sessions.rs`, the second factor
//! in `factors.rs`, reminders in `silence.rs`, `inquiries.rs` and `pages/still_offered.rs`, idempotency keys in `idempotency.rs`, retention in
//! `rights/clocks.rs`.

#![cfg(test)]

use jiff::{SignedDuration, Timestamp};
use punte_tests::{
    Answer, Browser, Household, MailSink, PASSWORD, Provider, TestApp, Who, clinics, housing_need,
    medical, request, ride, service, service_need, shelter_offer, with,
};
use serde_json::json;

const SECOND: SignedDuration = SignedDuration::from_secs(1);
const DAY: SignedDuration = SignedDuration::from_hours(24);

/// Moves the clock to an instant.
fn wait_until(app: &TestApp, until: Timestamp) {
    app.advance(until.duration_since(app.now()));
}

fn instant(text: &str) -> Timestamp {
    text.parse().unwrap()
}

#[tokio::test]
async fn a_ride_lapses_after_fourteen_days_and_what_is_neither_home_nor_ride_after_thirty() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 3).await;
    let ride = with(
        ride(&provider.id),
        "/content/details/departs_from",
        "2027-03-20T07:00:00Z",
    );
    let ride = with(
        ride,
        "/content/details/departs_until",
        "2027-03-20T09:00:00Z",
    );
    for (body, days) in [
        (ride, 14),
        (medical(&provider.id), 30),
        (service(&provider.id), 30),
    ] {
        let offer = app.live(&provider, &body).await;
        let lapses = app.offer(&provider, &offer).await.text_at("/expires_at");
        let lapses = instant(&lapses);
        assert_eq!(lapses, app.now() + DAY * days);
        wait_until(&app, lapses - SECOND);
        assert!(app.is_public(&offer).await, "{days}");
        app.advance(SECOND);
        assert!(!app.is_public(&offer).await, "{days}");
    }
}

#[tokio::test]
async fn what_was_checked_counts_for_twelve_months_by_the_calendar() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    // What is checked about an offer counts for a year of its own.
    app.advance(DAY * 30);
    provider.member.fresh_token(&app).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let late = app.submitted(&provider, &service(&provider.id)).await;
    wait_until(&app, instant("2028-03-01T07:59:59Z"));
    app.step(&provider, &offer, "confirm").await.expect(200);
    assert!(app.is_public(&offer).await);
    app.advance(SECOND);
    assert!(!app.is_public(&offer).await);
    // Neither a confirmation nor an approval stands in for it.
    app.step(&provider, &offer, "confirm").await.expect(200);
    assert!(!app.is_public(&offer).await);
    app.approve_by(app.as_moderator(), &late)
        .await
        .problem(409, "vetting-too-low");
    app.post(format!("/providers/{}/evidence", provider.id))
        .by(app.as_moderator())
        .json(&json!({ "kind": "identity_document" }))
        .expect(201)
        .await;
    assert!(app.is_public(&offer).await);
}

#[tokio::test]
async fn a_row_of_a_public_register_counts_for_a_year_to_the_second() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "authority", 1).await;
    let hospital = json!({ "category": "medical", "speciality": "hospital", "mode": "facility" });
    let body = with(clinics(&provider.id), "/mapping/content/details", hospital);
    let body = with(body, "/rows/0/seen", "2026-03-20");
    let row = body["rows"][0].clone();
    let other = with(with(row.clone(), "/nr", 2), "/street", "Strada Exemplu 2");
    let other = with(other, "/lat", 47.37);
    let body = with(body, "/rows", json!([row, other]));
    let taken = app.post("/imports").by(&provider.member).json(&body);
    let taken = taken.expect(200).await;
    let (early, late) = (
        taken.text_at("/rows/0/offer_id"),
        taken.text_at("/rows/1/offer_id"),
    );
    wait_until(&app, instant("2027-03-19T23:59:59Z"));
    app.approve_by(app.as_moderator(), &early).await.expect(201);
    assert!(app.is_public(&early).await);
    app.advance(SECOND);
    assert!(!app.is_public(&early).await);
    app.approve_by(app.as_moderator(), &late)
        .await
        .problem(409, "vetting-too-low");
}

#[tokio::test]
async fn a_proposal_is_answered_within_forty_eight_hours_or_ends() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let patient = [with(service_need(1), "/urgency", "days")];
    let (one, two) = (app.file(&patient).await, app.file(&patient).await);
    let in_time = app.propose(&one, &offer).await;
    let too_late = app.propose(&two, &offer).await;
    let ended = async || {
        let use_cases = app.use_cases().await;
        let ended = use_cases.expire_overdue().await.unwrap();
        use_cases.pool.close().await;
        ended
    };
    app.advance(DAY * 2 - SECOND);
    assert_eq!(ended().await, 0);
    app.try_accept(&provider, &in_time).await.expect(200);
    app.advance(SECOND);
    // Before anything has tidied it up.
    app.try_accept(&provider, &too_late)
        .await
        .problem(409, "illegal-state");
    app.advance(SECOND);
    assert_eq!(ended().await, 1);
    assert_eq!(app.need(&two, 0).await["state"], "open");
    assert_eq!(app.need(&one, 0).await["state"], "served");
}

#[tokio::test]
async fn a_bed_that_was_agreed_on_is_held_to_the_end_of_the_third_day_in_chisinau() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 3).await;
    let bed = with(shelter_offer(&provider.id), "/content/capacity", 1);
    let offer = app.live(&provider, &bed).await;
    let contact = json!({ "channel": "email", "email": "olena@example.org" });
    let stay = [housing_need(1, "2027-03-01", "2027-03-31")];
    let body = with(request(&stay), "/contact", contact);
    let household = app.file_request(&body).await;
    app.matched(&household, &provider, &offer).await;
    let round = async || {
        let use_cases = app.use_cases().await;
        let moved = use_cases.end_silence().await.unwrap();
        use_cases.pool.close().await;
        moved
    };
    // Both are asked on the day after the first.
    wait_until(&app, instant("2027-03-02T12:00:00Z"));
    app.run_jobs(&MailSink::start().mailer()).await;
    wait_until(&app, instant("2027-03-03T21:59:59Z"));
    assert_eq!(round().await, 0);
    assert_eq!(app.need(&household, 0).await["state"], "served");
    app.advance(SECOND);
    assert_eq!(round().await, 1);
    assert_eq!(app.need(&household, 0).await["state"], "open");
}

#[tokio::test]
async fn danger_is_looked_at_within_an_hour_and_stays_hidden_when_nobody_did() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    let moderator = app.as_moderator();
    let offer = app.live(&provider, &service(&provider.id)).await;
    for (kind, hours) in [
        ("danger_now", 1),
        ("exploitation", 24),
        ("something_wrong", 24),
    ] {
        let report = json!({ "offer_id": offer, "kind": kind });
        app.post("/reports").json(&report).expect(201).await;
        let listed = app.get("/reports").by(moderator).expect(200).await;
        let line = listed.items().iter().find(|line| line["kind"] == kind);
        let due = instant(line.unwrap()["due_at"].as_str().unwrap());
        assert_eq!(due, app.now() + SignedDuration::from_hours(hours), "{kind}");
    }
    // No clock ends it: somebody has to.
    for wait in [SignedDuration::from_hours(1), SECOND, DAY] {
        app.advance(wait);
        assert!(!app.is_public(&offer).await);
    }
    let open = app.get("/reports").by(moderator).expect(200).await;
    assert_eq!(open.items().len(), 3);
}

#[tokio::test]
async fn a_second_moderator_looks_at_a_block_within_a_day_and_it_stands_until_then_and_after() {
    let app = TestApp::spawn().await;
    let [one, two, ..] = app.cast.moderators.as_slice() else {
        unreachable!()
    };
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let path = format!("/providers/{}/block", provider.id);
    let block = json!({ "reason": "danger" });
    app.post(&path).by(one).json(&block).expect(201).await;
    let made = app.get(&path).by(two).expect(200).await;
    assert_eq!(instant(&made.text_at("/review_by")), app.now() + DAY);
    let lift = || {
        app.post(format!("{path}/verdicts"))
            .json(&json!({ "verdict": "lifted" }))
    };
    app.advance(DAY + SECOND);
    // Late, and still nobody's to lift but a second one's.
    assert!(!app.is_public(&offer).await);
    lift().by(one).expect(409).await;
    let waiting = app.get("/blocks").by(two).expect(200).await;
    assert_eq!(waiting.items().len(), 1);
    lift().by(two).expect(201).await;
    assert!(app.is_public(&offer).await);
}

#[tokio::test]
async fn an_invitation_is_taken_up_within_seven_days() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    let mut codes = Vec::new();
    for _ in 0..2 {
        let made = app
            .post(format!("/providers/{}/invitations", provider.id))
            .by(&provider.member)
            .json(&json!({ "role": "member" }))
            .expect(201)
            .await;
        codes.push(made.text_at("/code"));
    }
    let join = async |person: usize, code: &str| {
        app.post("/accounts/me/memberships")
            .by(&app.cast.people[person])
            .json(&json!({ "code": code }))
            .send()
            .await
    };
    app.advance(DAY * 7 - SECOND);
    join(1, &codes[0]).await.expect(201);
    app.advance(SECOND);
    join(2, &codes[1])
        .await
        .fields(422, &["/code invitation-code"]);
}

#[tokio::test]
async fn a_link_to_another_address_is_followed_within_an_hour() {
    let app = TestApp::spawn().await;
    let mut codes = Vec::new();
    for (person, email) in [(1, "moved1@example.org"), (2, "moved2@example.org")] {
        app.post("/accounts/me/address-changes")
            .by(&app.cast.people[person])
            .json(&json!({ "email": email, "current_password": PASSWORD }))
            .expect(202)
            .await;
        codes.push(app.link_code().await);
    }
    let follow = |person: usize| {
        app.post("/accounts/address-confirmations")
            .by(&app.cast.people[person])
            .json(&json!({ "code": codes[person - 1] }))
            .send()
    };
    for person in [1, 2] {
        app.cast.people[person].fresh_token(&app).await;
    }
    app.advance(SignedDuration::from_hours(1) - SECOND);
    let moved = follow(1).await;
    assert!([200, 204].contains(&moved.status), "{}", moved.text);
    app.advance(SECOND);
    follow(2).await.fields(422, &["/code link-code"]);
}

#[tokio::test]
async fn the_link_of_a_reminder_answers_for_sixty_days_after_the_lapse() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let provider = app.provider(0, "ngo", 1).await;
    let mut offers = Vec::new();
    for _ in 0..2 {
        offers.push(app.live(&provider, &service(&provider.id)).await);
    }
    let lapses = app.now() + DAY * 30;
    wait_until(&app, lapses - DAY * 3);
    let use_cases = app.use_cases().await;
    use_cases.remind_of_deadlines().await.unwrap();
    use_cases.pool.close().await;
    app.run_jobs(&sink.mailer()).await;
    let mails = sink.messages();
    let link = |offer: &str| {
        let links = mails
            .iter()
            .filter_map(|m| m.body.split("https://punte.example.org").nth(1));
        let mut links = links.filter_map(|rest| rest.split_whitespace().next()?.split_once('#'));
        links
            .find(|(path, _)| path.ends_with(offer))
            .expect("a mail with a link")
    };
    let answer = async |offer: &str| {
        let (path, code) = link(offer);
        let mut anybody = Browser::new(&app);
        let asked = anybody.open(path).await;
        let form = asked.form(path).with("code", code);
        anybody.send(&form.with("still", "available")).await;
    };
    wait_until(&app, lapses + DAY * 60 - SECOND);
    answer(&offers[0]).await;
    assert!(app.is_public(&offers[0]).await);
    app.advance(SECOND);
    answer(&offers[1]).await;
    assert!(!app.is_public(&offers[1]).await);
}

#[tokio::test]
async fn a_key_of_a_partner_opens_until_the_second_that_was_said() {
    let app = TestApp::spawn().await;
    let by = &app.cast.people[4];
    app.make_staff(by, "administrator").await;
    by.fresh_token(&app).await;
    let provider = app.provider(0, "ngo", 0).await;
    let body = json!({ "name": "Casa Bună", "provider_id": provider.id });
    let partner = app.post("/partners").by(by).json(&body);
    let partner = partner.expect(201).await.id();
    let wanted = json!({ "scopes": ["offers:read"], "expires_in_days": 30, "daily_quota": 1000 });
    let made = app.post(format!("/partners/{partner}/keys")).by(by);
    let made = made.json(&wanted).expect(201).await;
    let secret = made.text_at("/secret");
    let read = || app.get("/public/offers").token(&secret).send();
    app.advance(DAY * 30 - SECOND);
    read().await.expect(200);
    app.advance(SECOND);
    read().await.problem(401, "unauthenticated");
}

#[tokio::test]
async fn a_request_stays_open_for_half_an_hour_of_rest() {
    let app = TestApp::spawn().await;
    let household = app.file(&[service_need(1)]).await;
    // Clocks may differ by five seconds: a token holds as long beyond its end.
    let token = household.who.fresh_token(&app).await;
    let read = || {
        app.get(format!("/requests/{}", household.request))
            .token(&token)
            .send()
    };
    let (mut used, mut late) = (
        opened(&app, &household).await,
        opened(&app, &household).await,
    );
    let half_an_hour = SignedDuration::from_mins(30);
    app.advance(half_an_hour - SECOND);
    let still = used.open("/en/my/request").await;
    assert_eq!(still.address, "/en/my/request");
    app.advance(SECOND);
    assert_eq!(late.open("/en/my/request").await.address, "/en/my");
    app.advance(SECOND * 4);
    read().await.expect(200);
    app.advance(SECOND);
    read().await.problem(401, "unauthenticated");
}

/// A browser in which a request is open.
async fn opened<'a>(app: &'a TestApp, household: &Household) -> Browser<'a> {
    let mut browser = Browser::new(app);
    let form = browser.open("/en/my").await.form("/en/my");
    let page = browser.send(&form.with("code", &household.code)).await;
    assert_eq!(page.address, "/en/my/request");
    browser
}

#[tokio::test]
async fn five_wrong_pins_shut_the_right_one_out_for_an_hour_and_no_longer() {
    const PIN: &str = "571943";
    let app = TestApp::spawn().await;
    let household = app.file(&[service_need(1)]).await;
    app.put(format!("/requests/{}/pin", household.request))
        .by(&household.who)
        .json(&json!({ "pin": PIN }))
        .expect(204)
        .await;
    let show = async |pin: &str| -> Answer {
        let token = household.who.fresh_token(&app).await;
        app.post(format!("/requests/{}/pin-checks", household.request))
            .token(&token)
            .json(&json!({ "pin": pin }))
            .send()
            .await
    };
    for _ in 0..5 {
        show("902711").await.fields(422, &["/pin wrong-pin"]);
    }
    app.advance(SignedDuration::from_hours(1) - SECOND);
    show(PIN).await.fields(422, &["/pin wrong-pin"]);
    app.advance(SECOND);
    show(PIN).await.expect(204);
}

#[tokio::test]
async fn a_code_for_a_case_worker_lets_in_within_a_day() {
    let app = TestApp::spawn().await;
    let organisation = app.provider(0, "ngo", 1).await;
    let worker = app.case_worker(&organisation, "worker@example.org").await;
    let (one, two) = (
        app.file(&[service_need(1)]).await,
        app.file(&[service_need(1)]).await,
    );
    let (in_time, too_late) = (invite(&app, &one).await, invite(&app, &two).await);
    app.advance(DAY - SECOND);
    follow(&app, &worker, &organisation, &in_time)
        .await
        .expect(201);
    app.advance(SECOND);
    follow(&app, &worker, &organisation, &too_late)
        .await
        .fields(422, &["/code case-code"]);
}

async fn invite(app: &TestApp, household: &Household) -> String {
    let path = format!("/requests/{}/case-codes", household.request);
    let call = app.post(path).by(&household.who);
    call.expect(201).await.text_at("/code")
}

async fn follow(app: &TestApp, worker: &Who, organisation: &Provider, code: &str) -> Answer {
    let body = json!({ "code": code, "provider_id": organisation.id, "consent": "by_phone" });
    app.post("/cases").by(worker).json(&body).send().await
}
