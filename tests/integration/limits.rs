//! How often somebody may do what can be abused: counted for all servers together, by where it comes from or by account.

#![cfg(test)]

mod searches;

use std::sync::Arc;

use jiff::SignedDuration;
use punte_api::{
    app::limits::{Limit, Limits},
    middleware::Edges,
};
use punte_tests::{Browser, Call, PASSWORD, TestApp, request, service_need};
use serde_json::json;
use tokio::task::JoinSet;

/// A code that could be right and is not.
const WRONG: &str = "0000-0000-0000-0000-0000-0000-0000";

async fn limited(limits: Limits) -> TestApp {
    TestApp::spawn_with(limits, Edges::default()).await
}

fn only(limit: Limit, quota: u32, window_s: u32) -> Limits {
    Limits::off().with(limit, quota, window_s)
}

fn open<'a>(app: &'a TestApp, code: &str) -> Call<'a> {
    app.post("/tracking-sessions")
        .json(&json!({ "code": code }))
}

fn sign_in<'a>(app: &'a TestApp, email: &str, password: &str) -> Call<'a> {
    app.post("/sessions")
        .json(&json!({ "email": email, "password": password }))
}

#[tokio::test]
async fn a_search_above_the_quota_is_refused_until_the_window_ends_whichever_server_is_asked() {
    let app = limited(only(Limit::Search, 3, 60)).await;
    let other = app.beside();
    let first = app.get("/public/offers").expect(200).await;
    assert_eq!(first.headers["ratelimit-policy"], "\"search\";q=3;w=60");
    let left = first.headers["ratelimit"].to_str().unwrap();
    assert!(left.starts_with("\"search\";r=2;t="), "{left}");
    other.get("/public/offers").expect(200).await;
    app.get("/public/offers").expect(200).await;
    for server in [&app, &other] {
        let refused = server
            .get("/public/offers")
            .header("accept-language", "uk")
            .send()
            .await
            .problem(429, "too-many-requests");
        assert!(
            refused.text_at("/title").contains("спроб"),
            "{}",
            refused.text
        );
        let wait: i64 = refused.headers["retry-after"]
            .to_str()
            .unwrap()
            .parse()
            .unwrap();
        assert!((1..=60).contains(&wait), "{wait}");
        assert_eq!(
            refused.headers["ratelimit"],
            format!("\"search\";r=0;t={wait}").as_str()
        );
    }
    // What has no limit is not held up.
    app.get("/readyz").expect(200).await;
    app.advance(SignedDuration::from_secs(60));
    app.get("/public/offers").expect(200).await;
}

#[tokio::test]
async fn only_codes_that_open_nothing_count_and_mistyped_ones_do_not() {
    let app = limited(only(Limit::Codes, 2, 3600)).await;
    let code = app.file(&[service_need(1)]).await.code;
    for _ in 0..5 {
        open(&app, &code).expect(201).await;
        open(&app, "1000-0000-0000-0000-0000-0000-0000")
            .expect(422)
            .await;
    }
    let wrong = open(&app, WRONG).expect(422).await;
    let mistyped = open(&app, "1000-0000-0000-0000-0000-0000-0000")
        .expect(422)
        .await;
    assert_eq!(wrong.field_errors(), mistyped.field_errors());
    open(&app, WRONG).expect(422).await;
    // Whoever guesses on is not told when a guess is right.
    open(&app, &code)
        .send()
        .await
        .problem(429, "too-many-requests");
    let mut browser = Browser::new(&app);
    let form = browser
        .open("/uk/my")
        .await
        .form("/uk/my")
        .with("code", &code);
    let page = browser.send(&form).await;
    assert_eq!(page.status, 429);
    assert!(page.html.contains("Забагато спроб") && page.html.contains("112"));
    app.advance(SignedDuration::from_hours(1));
    open(&app, &code).expect(201).await;
}

#[tokio::test]
async fn fifty_guesses_at_once_are_ten_guesses() {
    let app = limited(only(Limit::Codes, 10, 3600)).await;
    let app = Arc::new(app);
    let mut tasks = JoinSet::new();
    for _ in 0..50 {
        let app = Arc::clone(&app);
        tasks.spawn(async move { open(&app, WRONG).send().await.status });
    }
    let answers = tasks.join_all().await;
    let of = |status: u16| answers.iter().filter(|a| **a == status).count();
    assert_eq!((of(422), of(429)), (10, 40));
}

#[tokio::test]
async fn an_account_is_tried_so_often_and_its_neighbour_is_not_held_up() {
    let app = limited(only(Limit::SignIn, 2, 900)).await;
    for email in ["person0@example.org", "nobody@example.org"] {
        sign_in(&app, email, "not the right one").expect(401).await;
        sign_in(&app, &email.to_uppercase(), "not the right one")
            .expect(401)
            .await;
        // The right password, and an account that does not exist: the same answer.
        sign_in(&app, email, PASSWORD)
            .send()
            .await
            .problem(429, "too-many-requests");
    }
    sign_in(&app, "person1@example.org", PASSWORD)
        .expect(201)
        .await;
    let mut browser = Browser::new(&app);
    let page = browser.sign_in("person0@example.org").await;
    assert_eq!(page.status, 429);
    app.advance(SignedDuration::from_mins(15));
    sign_in(&app, "person0@example.org", PASSWORD)
        .expect(201)
        .await;
}

#[tokio::test]
async fn addresses_are_counted_for_sign_ins_on_pages_too() {
    let app = limited(only(Limit::SignInAddress, 2, 900)).await;
    let mut browser = Browser::new(&app);
    assert_eq!(browser.sign_in("nobody@example.org").await.status, 422);
    sign_in(&app, "person1@example.org", PASSWORD)
        .expect(201)
        .await;
    assert_eq!(browser.sign_in("person0@example.org").await.status, 429);
    sign_in(&app, "person0@example.org", PASSWORD)
        .expect(429)
        .await;
}

#[tokio::test]
async fn a_reception_centre_files_as_many_requests_as_it_has_to() {
    let app = limited(only(Limit::Requests, 1, 3600)).await;
    for _ in 0..4 {
        let filed = app.post("/requests").json(&request(&[service_need(1)]));
        assert!(!filed.expect(201).await.headers.contains_key("ratelimit"));
    }
}

#[tokio::test]
async fn where_nobody_can_count_searches_go_on_and_guesses_do_not() {
    let app = limited(Limits::default()).await;
    let code = app.file(&[service_need(1)]).await.code;
    sqlx::query("drop table attempt_count")
        .execute(&mut app.superuser().await)
        .await
        .unwrap();
    app.get("/public/offers").expect(200).await;
    let mut browser = Browser::new(&app);
    assert_eq!(browser.open("/en/offers").await.status, 200);
    app.post("/requests")
        .json(&request(&[service_need(1)]))
        .expect(201)
        .await;
    open(&app, &code).send().await.problem(503, "overloaded");
    sign_in(&app, "person0@example.org", PASSWORD)
        .send()
        .await
        .problem(503, "overloaded");
}

#[tokio::test]
async fn the_word_of_a_proxy_counts_only_if_the_operator_trusts_it() {
    let asked = async |app: &TestApp, from: &str| {
        app.get("/public/offers")
            .header("x-forwarded-for", from)
            .send()
            .await
            .status
    };
    let app = limited(only(Limit::Search, 1, 60)).await;
    assert_eq!(asked(&app, "198.51.100.1").await, 200);
    assert_eq!(
        asked(&app, "198.51.100.2").await,
        429,
        "the peer is what counts"
    );
    let edges = Edges {
        proxies: "127.0.0.0/8".parse().unwrap(),
        ..Edges::default()
    };
    let app = TestApp::spawn_with(only(Limit::Search, 1, 60), edges).await;
    assert_eq!(asked(&app, "198.51.100.1").await, 200);
    assert_eq!(asked(&app, "198.51.100.2").await, 200);
    assert_eq!(
        asked(&app, "203.0.113.9, 198.51.100.2").await,
        429,
        "made up on the left"
    );
    // Nothing that was counted can be read as an address, and it is gone with its window.
    let readable = app
        .count("select count(*) from attempt_count where length(key) <> 32 or position('198.51.100'::bytea in key) > 0")
        .await;
    assert_eq!(
        (
            readable,
            app.count("select count(*) from attempt_count").await
        ),
        (0, 2)
    );
    app.advance(SignedDuration::from_mins(2));
    let use_cases = app.use_cases().await;
    use_cases.forget_counts().await.unwrap();
    use_cases.pool.close().await;
    assert_eq!(app.count("select count(*) from attempt_count").await, 0);
}

#[tokio::test]
async fn passwords_and_pins_of_ones_own_take_so_many_turns_of_hashing_and_no_more() {
    let app = limited(only(Limit::Passwords, 2, 3600)).await;
    let member = &app.cast.people[0];
    let guess = || {
        app.put("/accounts/me/password")
            .by(member)
            .json(&json!({ "current_password": "not the right one", "new_password": PASSWORD }))
            .send()
    };
    guess().await.expect(422);
    guess().await.expect(422);
    guess().await.problem(429, "too-many-requests");
    // Erasing the account asks for the same password, out of the same quota.
    app.post("/accounts/me/erasure")
        .by(member)
        .json(&json!({ "password": "not the right one" }))
        .send()
        .await
        .problem(429, "too-many-requests");
    let household = app.file(&[service_need(1)]).await;
    let set = |pin: &str| {
        app.put(format!("/requests/{}/pin", household.request))
            .by(&household.who)
            .json(&json!({ "pin": pin }))
            .send()
    };
    set("571943").await.expect(204);
    set("571944").await.expect(204);
    set("571945").await.problem(429, "too-many-requests");
    // Others are not held up by it.
    let other = app.file(&[service_need(1)]).await;
    app.put(format!("/requests/{}/pin", other.request))
        .by(&other.who)
        .json(&json!({ "pin": "571943" }))
        .expect(204)
        .await;
}

#[tokio::test]
async fn nobody_opens_everybody() {
    let app = limited(only(Limit::Looks, 2, 86_400)).await;
    let provider = app.provider(0, "ngo", 1).await;
    let key = "9b2c1b3e-6d0f-4a52-8f0e-0f4f3b6c7d8e";
    let open = |moderator: usize| {
        app.post(format!("/providers/{}/identity-views", provider.id))
            .by(&app.cast.moderators[moderator])
            .header("idempotency-key", key)
            .json(&json!({ "reason": "vetting" }))
            .send()
    };
    open(0).await.expect(201);
    open(0).await.expect(201);
    // Every look is written down, the same key or not.
    let looks = "select count(*) from audit_event where action = 'identity_opened'";
    assert_eq!(app.count(looks).await, 2);
    open(0).await.problem(429, "too-many-requests");
    open(1).await.expect(201);
    assert_eq!(app.count(looks).await, 3);
}

#[tokio::test]
async fn nor_does_a_case_worker_open_how_everybody_is_reached() {
    let app = limited(only(Limit::Looks, 1, 86_400)).await;
    let organisation = app.provider(0, "ngo", 1).await;
    let worker = app.case_worker(&organisation, "worker@example.org").await;
    let household = app.file(&[service_need(1)]).await;
    let case = app.follow(&worker, &organisation, &household.code).await;
    let look = || {
        app.post(format!("/cases/{case}/contact-views"))
            .by(&worker)
            .send()
    };
    look().await.expect(201);
    look().await.problem(429, "too-many-requests");
    let looks = "select count(*) from audit_event where action = 'case_contact_opened'";
    assert_eq!(app.count(looks).await, 1);
}

#[tokio::test]
async fn reports_of_programs_count_as_those_of_pages() {
    let app = limited(only(Limit::Remarks, 1, 3600)).await;
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app
        .live(&provider, &punte_tests::service(&provider.id))
        .await;
    let report = || {
        app.post("/reports")
            .json(&json!({ "offer_id": offer, "kind": "something_wrong" }))
            .send()
    };
    report().await.expect(201);
    report().await.problem(429, "too-many-requests");
}

#[tokio::test]
async fn a_provider_hands_in_so_many_offers_a_day_each_counted_once_and_no_list_is_held_up() {
    let app = limited(only(Limit::Offers, 2, 86_400)).await;
    let provider = app.provider(0, "ngo", 1).await;
    let body = punte_tests::service(&provider.id);
    let first = app.submitted(&provider, &body).await;
    // Sent back and handed in again it is the same offer; and what was refused was not handed in.
    let moderator = app.as_moderator();
    let item = app.queue_item(moderator, &first).await.unwrap();
    let (id, revision) = (&item["id"], &item["revision_id"]);
    let (id, revision) = (id.as_str().unwrap(), revision.as_str().unwrap());
    app.claim(moderator, id).await.expect(200);
    let sent_back = app.decide(moderator, id, "request_changes", revision).await;
    sent_back.expect(201);
    let same = app.step(&provider, &first, "submit").await;
    same.problem(409, "illegal-state");
    let version = app.offer(&provider, &first).await.version();
    let edit = app.patch(format!("/offers/{first}"));
    let edit = edit.by(&provider.member).if_match(version);
    let better = json!({ "content": { "description": "Ajutăm cu actele, fără programare." } });
    edit.json(&better).expect(200).await;
    app.step(&provider, &first, "submit").await.expect(200);
    app.submitted(&provider, &body).await;

    let third = app.draft(&provider, &body).await;
    for _ in 0..2 {
        let refused = app.step(&provider, &third, "submit").await;
        let refused = refused.problem(429, "too-many-requests");
        let left = refused.headers["ratelimit"].to_str().unwrap();
        assert!(left.starts_with("\"offers\";r=0;t="), "{left}");
    }
    let mut browser = Browser::new(&app);
    browser.sign_in(provider.member.email()).await;
    let page = browser.open(&format!("/en/provider/offers/{third}")).await;
    let form = page.form(&format!("/en/provider/offers/{third}/submit"));
    let page = browser.send(&form).await;
    let said = page.text(".said").unwrap();
    assert!(said.contains("ten offers a day"), "{said}");
    assert_eq!(
        app.offer(&provider, &third).await.text_at("/review"),
        "draft"
    );
    // A list that is taken over, and another provider.
    app.post("/imports")
        .by(&provider.member)
        .json(&punte_tests::clinics(&provider.id))
        .expect(200)
        .await;
    let other = app.provider(1, "ngo", 1).await;
    app.submitted(&other, &punte_tests::service(&other.id))
        .await;
    // Whoever hands in twice with one key hands in once.
    app.advance(SignedDuration::from_hours(24));
    let version = app.offer(&provider, &third).await.version();
    for key in ["hand-it-in-once-0001", "hand-it-in-once-0001"] {
        app.post(format!("/offers/{third}/submit"))
            .by(&provider.member)
            .if_match(version)
            .key(key)
            .expect(200)
            .await;
    }
    app.submitted(&provider, &body).await;
    let over = app.draft(&provider, &body).await;
    let over = app.step(&provider, &over, "submit").await;
    over.problem(429, "too-many-requests");
}

#[tokio::test]
async fn of_offers_that_are_handed_in_at_the_same_moment_no_more_get_through() {
    let app = limited(only(Limit::Offers, 2, 86_400)).await;
    let provider = app.provider(0, "ngo", 1).await;
    let body = punte_tests::service(&provider.id);
    let mut drafts = Vec::new();
    for _ in 0..4 {
        drafts.push(app.draft(&provider, &body).await);
    }
    let [a, b, c, d] = drafts.as_slice() else {
        unreachable!()
    };
    let (a, b, c, d) = tokio::join!(
        app.step(&provider, a, "submit"),
        app.step(&provider, b, "submit"),
        app.step(&provider, c, "submit"),
        app.step(&provider, d, "submit")
    );
    let mut statuses = [a.status, b.status, c.status, d.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 200, 429, 429]);
}
