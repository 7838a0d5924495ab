//! Partner applications: what a key opens by its scopes, for its own provider, until it ends; and what it never opens.

#![cfg(test)]

use jiff::SignedDuration;
use punte_api::{
    app::limits::{Limit, Limits},
    middleware::Edges,
};
use punte_tests::{
    Answer, Browser, Call, Provider, TestApp, Who, clinics, request, search, service, service_need,
};
use serde_json::{Value, json};

const SCOPES: [&str; 6] = [
    "offers:read",
    "offers:write",
    "requests:write",
    "matches:search",
    "imports:write",
    "events:read",
];

/// A request that is made again with each key.
type Ask<'a> = Box<dyn Fn() -> Call<'a> + 'a>;

async fn administrator(app: &TestApp) -> &Who {
    let who = &app.cast.people[4];
    app.make_staff(who, "administrator").await;
    who.fresh_token(app).await;
    who
}

/// A partner application that writes for a provider.
async fn partner(app: &TestApp, by: &Who, provider: &Provider) -> String {
    let body = json!({ "name": "Casa Bună", "provider_id": provider.id });
    let call = app.post("/partners").by(by).json(&body);
    call.expect(201).await.id()
}

async fn try_issue(app: &TestApp, by: &Who, partner: &str, body: &Value) -> Answer {
    let call = app.post(format!("/partners/{partner}/keys")).by(by);
    call.json(body).send().await
}

fn wanted(scopes: &[&str]) -> Value {
    json!({ "scopes": scopes, "expires_in_days": 30, "daily_quota": 1000 })
}

/// A key, and its id.
async fn issue(app: &TestApp, by: &Who, partner: &str, scopes: &[&str]) -> (String, String) {
    let made = try_issue(app, by, partner, &wanted(scopes)).await;
    let made = made.expect(201);
    (made.text_at("/secret"), made.text_at("/key/id"))
}

async fn revoke(app: &TestApp, by: &Who, key: &str) {
    let call = app.delete(format!("/partner-keys/{key}")).by(by);
    call.expect(204).await;
}

#[tokio::test]
async fn a_key_opens_what_its_scope_says_for_its_own_provider_and_nothing_else() {
    let app = TestApp::spawn().await;
    let by = administrator(&app).await;
    let (own, other) = (
        app.provider(0, "ngo", 3).await,
        app.provider(1, "ngo", 3).await,
    );
    let live = app.live(&own, &service(&own.id)).await;
    let foreign = app.live(&other, &service(&other.id)).await;
    let household = app.file(&[service_need(1)]).await;
    let id = partner(&app, by, &own).await;
    #[rustfmt::skip]
    let table: Vec<(&str, Ask, [u16; 6])> = vec![
        //                                                                                     read wri  req  mat  imp  eve
        ("the public list", Box::new(|| app.get("/public/offers")),                              [200, 200, 200, 200, 200, 200]),
        ("its offers", Box::new(|| app.get(format!("/providers/{}/offers", own.id))),            [200, 403, 403, 403, 403, 403]),
        ("an offer of it", Box::new(|| app.get(format!("/offers/{live}"))),                      [200, 403, 403, 403, 403, 403]),
        ("another's offers", Box::new(|| app.get(format!("/providers/{}/offers", other.id))),    [404, 404, 404, 404, 404, 404]),
        ("another's offer", Box::new(|| app.get(format!("/offers/{foreign}"))),                  [404, 404, 404, 404, 404, 404]),
        ("a new offer", Box::new(|| app.post("/offers").json(&service(&own.id))),                [403, 201, 403, 403, 403, 403]),
        ("a new offer of another", Box::new(|| app.post("/offers").json(&service(&other.id))),   [404, 404, 404, 404, 404, 404]),
        ("a request", Box::new(|| app.post("/requests").json(&request(&[service_need(1)]))),     [403, 403, 201, 403, 403, 403]),
        ("a search", Box::new(|| app.post("/matches/search").json(&search(&service_need(1)))),   [403, 403, 403, 200, 403, 403]),
        ("a list", Box::new(|| app.post("/imports").json(&clinics(&own.id))),                    [403, 403, 403, 403, 200, 403]),
        ("a list of another", Box::new(|| app.post("/imports").json(&clinics(&other.id))),       [404, 404, 404, 404, 404, 404]),
        // What is people's.
        ("a household", Box::new(|| app.get(format!("/requests/{}", household.request))),        [404, 404, 404, 404, 404, 404]),
        ("its matches", Box::new(|| app.get(format!("/providers/{}/matches", own.id))),          [404, 404, 404, 404, 404, 404]),
        ("its members", Box::new(|| app.get(format!("/providers/{}/members", own.id))),          [404, 404, 404, 404, 404, 404]),
        ("the provider", Box::new(|| app.get(format!("/providers/{}", own.id))),                 [404, 404, 404, 404, 404, 404]),
        ("the queue", Box::new(|| app.get("/review/items")),                                     [403, 403, 403, 403, 403, 403]),
        ("an account", Box::new(|| app.get("/accounts/me")),                                     [403, 403, 403, 403, 403, 403]),
        ("the audit log", Box::new(|| app.get("/audit-events")),                                 [403, 403, 403, 403, 403, 403]),
        ("keys", Box::new(|| app.get("/partners")),                                              [403, 403, 403, 403, 403, 403]),
    ];
    for (number, scope) in SCOPES.iter().enumerate() {
        let (secret, key) = issue(&app, by, &id, &[scope]).await;
        for (what, call, expected) in &table {
            let answer = call().token(&secret).send().await;
            assert_eq!(
                answer.status, expected[number],
                "{scope}: {what}: {}",
                answer.text
            );
        }
        revoke(&app, by, &key).await;
    }
    // Written down as the application's, and its offers wait for people as anybody's do.
    let lines = "select count(*) from audit_event where actor_kind = 'partner' and action in ('offer_created', 'request_filed')";
    assert!(app.count(lines).await >= 2);
    let unseen = "select count(*) from offer where review = 'approved'";
    assert_eq!(app.count(unseen).await, 2);
}

#[tokio::test]
async fn a_key_reads_what_became_of_offers_and_never_who_asked_for_them() {
    let app = TestApp::spawn().await;
    let by = administrator(&app).await;
    let (own, other) = (
        app.provider(0, "ngo", 3).await,
        app.provider(1, "ngo", 3).await,
    );
    let live = app.live(&own, &service(&own.id)).await;
    app.live(&other, &service(&other.id)).await;
    let household = app.file(&[service_need(1)]).await;
    let question = app.question(&household, &live).await;
    let asked = app.propose(&household, &live).await;
    app.try_accept(&own, &asked).await.expect(200);
    let writer = partner(&app, by, &own).await;
    let body = json!({ "name": "Harta" });
    let reader = app.post("/partners").by(by).json(&body);
    let reader = reader.expect(201).await.id();
    for (application, offers) in [(writer, 1), (reader, 2)] {
        let (key, _) = issue(&app, by, &application, &["events:read"]).await;
        let told = app.get("/events").token(&key).expect(200).await;
        let kinds: Vec<_> = told.items().iter().map(|e| e["kind"].clone()).collect();
        assert_eq!(
            kinds,
            vec![json!("offer_approved"); offers],
            "{}",
            told.text
        );
        assert!(!told.text.contains(&asked));
        assert!(!told.text.contains(&question));
    }
}

#[tokio::test]
async fn a_key_holds_until_it_is_revoked_or_its_time_is_over_and_two_hold_at_a_time() {
    let app = TestApp::spawn().await;
    let by = administrator(&app).await;
    let provider = app.provider(0, "ngo", 0).await;
    let id = partner(&app, by, &provider).await;
    let read = |secret: &str| app.get("/public/offers").token(secret).send();
    let (first, key) = issue(&app, by, &id, &["offers:read"]).await;
    let (second, _) = issue(&app, by, &id, &["offers:read", "offers:write"]).await;
    read(&first).await.expect(200);
    read(&second).await.expect(200);
    let third = try_issue(&app, by, &id, &wanted(&["offers:read"])).await;
    third.problem(409, "two-keys");
    revoke(&app, by, &key).await;
    read(&first).await.problem(401, "unauthenticated");
    app.delete(format!("/partner-keys/{key}"))
        .by(by)
        .expect(404)
        .await;
    let (third, _) = issue(&app, by, &id, &["offers:read"]).await;
    // Nothing that lies in the database is a key, and nothing that is read again has one.
    let seen = app.get(format!("/partners/{id}")).by(by).expect(200).await;
    for secret in [&first, &second, &third] {
        assert!(!seen.text.contains(secret.split_once('.').unwrap().1));
    }
    assert_eq!(seen.at("/keys/1/used_today"), &json!(1));
    assert!(seen.at("/keys/1/last_used_at").is_string());
    let stored: String = sqlx::query_scalar("select string_agg(k::text, '') from partner_key k")
        .fetch_one(&mut app.superuser().await)
        .await
        .unwrap();
    assert!(!stored.contains(third.split_once('.').unwrap().1));
    for forged in [
        third.replace('.', ".A"),
        format!(
            "{}.{}",
            third.split_once('.').unwrap().0,
            second.split_once('.').unwrap().1
        ),
        third.to_uppercase(),
        format!("punte_{}.{}", "0".repeat(12), "A".repeat(43)),
        "punte_".to_owned(),
    ] {
        read(&forged).await.problem(401, "unauthenticated");
    }
    app.advance(SignedDuration::from_hours(24 * 30));
    read(&third).await.problem(401, "unauthenticated");
    // The database holds it too.
    for statement in [
        "update partner_key set revoked_at = null where revoked_at is not null",
        "insert into partner_key select gen_random_uuid(), partner_id, 'zzzzzzzzzzzz', secret_hash, scopes, 1, created_by, created_at, expires_at
         from partner_key where revoked_at is null limit 1",
        "insert into partner_key select gen_random_uuid(), partner_id, 'zzzzzzzzzzzz', secret_hash, scopes, 1, created_by, expires_at + interval '1 day',
         expires_at + interval '367 days' from partner_key where revoked_at is null limit 1",
    ] {
        let refused = sqlx::query(statement).execute(&mut app.superuser().await).await;
        let error = refused.expect_err(statement);
        let constraint = error.as_database_error().unwrap().constraint().unwrap();
        assert!(constraint.starts_with("partner_key_"), "{constraint}");
    }
}

#[tokio::test]
async fn a_key_is_issued_with_a_fresh_factor_within_its_bounds_and_counted_by_the_day() {
    let app = TestApp::spawn().await;
    let by = administrator(&app).await;
    let provider = app.provider(0, "ngo", 0).await;
    let id = partner(&app, by, &provider).await;
    for (pointer, value, field) in [
        ("/scopes", json!([]), "/scopes length"),
        (
            "/expires_in_days",
            json!(366),
            "/expires_in_days out-of-range",
        ),
        (
            "/expires_in_days",
            json!(0),
            "/expires_in_days out-of-range",
        ),
        ("/daily_quota", json!(0), "/daily_quota out-of-range"),
    ] {
        let body = punte_tests::with(wanted(&["offers:read"]), pointer, value);
        let refused = try_issue(&app, by, &id, &body).await;
        assert_eq!(refused.field_errors(), [field]);
    }
    let few = json!({ "scopes": ["offers:read"], "expires_in_days": 365, "daily_quota": 3 });
    let made = try_issue(&app, by, &id, &few).await.expect(201);
    let secret = made.text_at("/secret");
    let read = || app.get("/public/offers").token(&secret).send();
    for _ in 0..3 {
        read().await.expect(200);
    }
    let refused = read().await;
    assert!(refused.headers.contains_key("retry-after"));
    refused.problem(429, "too-many-requests");
    app.advance(SignedDuration::from_hours(24));
    read().await.expect(200);
    by.fresh_token(&app).await;
    app.advance(SignedDuration::from_mins(6));
    let stale = try_issue(&app, by, &id, &wanted(&["offers:read"])).await;
    stale.problem(403, "second-factor-stale");
}

#[tokio::test]
async fn a_provider_sees_what_writes_in_its_name_and_revokes_it() {
    let app = TestApp::spawn().await;
    let by = administrator(&app).await;
    let (own, other) = (
        app.provider(0, "ngo", 3).await,
        app.provider(1, "ngo", 3).await,
    );
    let id = partner(&app, by, &own).await;
    let (first, key) = issue(&app, by, &id, &["offers:write"]).await;
    let (second, another) = issue(&app, by, &id, &["offers:read"]).await;
    let elsewhere = partner(&app, by, &other).await;
    let (_, foreign) = issue(&app, by, &elsewhere, &["offers:write"]).await;
    let list = |of: &Provider| app.get(format!("/providers/{}/partners", of.id));
    let seen = list(&own).by(&own.member).expect(200).await;
    assert_eq!(seen.items().len(), 1);
    let seen = &seen.items()[0];
    assert_eq!(seen["name"], "Casa Bună");
    assert_eq!(seen["keys"].as_array().unwrap().len(), 2);
    // A plain member learns nothing of it, and nobody of another's.
    let colleague = app.colleague(&own, "colleague@example.org").await;
    list(&own).by(&colleague).expect(403).await;
    list(&other).by(&own.member).expect(404).await;
    let take = |key: &str| app.delete(format!("/partner-keys/{key}"));
    take(&key).by(&colleague).expect(403).await;
    let others = take(&foreign).by(&own.member).send().await;
    let missing = uuid::Uuid::from_u128(7).to_string();
    let none = take(&missing).by(&own.member).send().await;
    assert_eq!((others.status, none.status), (404, 404));
    let write = |secret: &str| app.post("/offers").token(secret).json(&service(&own.id));
    write(&first).expect(201).await;
    take(&key).by(&own.member).expect(204).await;
    write(&first).send().await.problem(401, "unauthenticated");

    // On the page, and with the factor of whoever has one.
    app.give_factor(&own.member).await;
    let mut browser = Browser::new(&app);
    browser.sign_in(own.member.email()).await;
    app.advance(SignedDuration::from_mins(6));
    let address = format!("/en/provider/of/{}/members", own.id);
    let page = browser.open(&address).await;
    let programs = page.text("section[aria-labelledby=programs]").unwrap();
    assert_eq!(programs.matches("Casa Bună").count(), 1, "{programs}");
    let asked = browser.send(&page.to_do("revoke")).await;
    assert_eq!(asked.status, 403);
    let shown = asked.form("/en/account/step-up");
    let code = punte_tests::code_at(app.now());
    let done = browser.send(&shown.with("proof", &code)).await;
    assert!(done.text(".said").unwrap().contains("revoked"));
    assert!(done.text("section[aria-labelledby=programs]").is_none());
    let read = app.get(format!("/providers/{}/offers", own.id));
    let read = read.token(&second).send().await;
    read.problem(401, "unauthenticated");
    let by_them = "select count(*) from audit_event e join provider_member m on m.account_id = e.actor_id where e.action = 'key_revoked'";
    assert_eq!(app.count(by_them).await, 2);
    by.fresh_token(&app).await;
    take(&another).by(by).expect(404).await;
}

#[tokio::test]
async fn a_key_that_does_not_hold_is_called_a_key_and_it_is_not_said_why() {
    let app = TestApp::spawn().await;
    let by = administrator(&app).await;
    let provider = app.provider(0, "ngo", 1).await;
    let id = partner(&app, by, &provider).await;
    let (revoked, key) = issue(&app, by, &id, &["offers:read"]).await;
    revoke(&app, by, &key).await;
    let never = format!("punte_{}.{}", "0".repeat(12), "A".repeat(43));
    let mine = || app.get("/accounts/me");
    let mut said = Vec::new();
    for call in [
        mine().token(&revoked),
        mine().token(&never),
        mine().token("punte_"),
        // Where other interfaces take one, and as others call it.
        mine().header("x-api-key", &revoked),
        mine().header("x-api-key", "zebra"),
        mine().header("authorization", &format!("ApiKey {never}")),
        mine().header("authorization", &never),
    ] {
        let refused = call.send().await.problem(401, "unauthenticated");
        assert_eq!(refused.headers["content-language"], "en", "none was asked");
        said.push(refused.text_at("/title"));
    }
    assert!(said[0].starts_with("This API key is not valid"), "{said:?}");
    assert!(said.iter().all(|words| *words == said[0]), "{said:?}");
    // A person is told to sign in, and whoever names a language gets it.
    let person = mine().token("zebra").send().await;
    let person = person.problem(401, "unauthenticated");
    assert!(person.text_at("/title").starts_with("Please sign in"));
    let call = mine().token(&revoked).header("accept-language", "ro");
    let refused = call.send().await.problem(401, "unauthenticated");
    assert!(refused.text_at("/title").contains("cheie API"));
    assert_eq!(refused.headers["content-language"], "ro");
    // What is answered, and no problem, is as before.
    let places = app.get("/public/offers").expect(200).await;
    assert_eq!(places.headers["content-language"], "uk");
}

#[tokio::test]
async fn administrators_make_show_and_revoke_keys_on_pages() {
    let app = TestApp::spawn().await;
    let by = administrator(&app).await;
    let mut browser = Browser::new(&app);
    browser.sign_in(by.email()).await;
    let page = browser.open("/en/admin/partners").await;
    let form = page.form("/en/admin/partners");
    let wrong = form.clone().with("name", "x").with("provider", "zebra");
    assert_eq!(browser.send(&wrong).await.status, 422);
    let page = browser.send(&form.with("name", "Casa Bună")).await;
    assert!(page.text(".said").unwrap().contains("Written down"));
    let address = page.address.clone();
    let form = page.form(&address);
    assert_eq!(browser.send(&form).await.status, 422, "no scope");
    let made = browser.send(&form.and("scopes", "offers:read")).await;
    let secret = made.text(".slip .code").unwrap();
    app.get("/public/offers").token(&secret).expect(200).await;
    let page = browser.open(&address).await;
    assert!(!page.html.contains(&secret));
    for language in ["uk", "ro", "ru"] {
        for path in [address.as_str(), "/en/admin/partners"] {
            let page = browser.open(&path.replacen("en", language, 1)).await;
            assert_eq!(page.status, 200);
        }
    }
    let page = browser.send(&page.to_do("revoke")).await;
    assert!(page.text(".said").unwrap().contains("revoked"));
    let after = app.get("/public/offers").token(&secret).send().await;
    after.problem(401, "unauthenticated");
    // Whoever took their time shows the factor in between, and what they ticked and typed goes on.
    app.advance(SignedDuration::from_mins(6));
    let form = browser.open(&address).await.to_do("issue");
    let form = form.with("quota", "500").and("scopes", "matches:search");
    let asked = browser.send(&form).await;
    assert_eq!(asked.status, 403);
    let shown = asked.form("/en/account/step-up");
    let code = punte_tests::code_at(app.now());
    let issued = browser.send(&shown.with("proof", &code)).await;
    assert!(issued.text(".slip .code").is_some(), "{}", issued.html);
    let last: (Vec<String>, i32) = sqlx::query_as(
        "select scopes, daily_quota from partner_key order by created_at desc limit 1",
    )
    .fetch_one(&mut app.superuser().await)
    .await
    .unwrap();
    assert_eq!(last, (vec!["matches:search".to_owned()], 500));
    let mut other = Browser::new(&app);
    other.sign_in(app.as_moderator().email()).await;
    assert_eq!(other.open("/en/admin/partners").await.status, 403);
}

#[tokio::test]
async fn an_application_ranks_so_many_needs_a_minute_whichever_of_its_keys_asks() {
    let limits = Limits::off().with(Limit::MatchSearch, 1, 60);
    let app = TestApp::spawn_with(limits, Edges::default()).await;
    let by = administrator(&app).await;
    let provider = app.provider(0, "ngo", 1).await;
    let application = partner(&app, by, &provider).await;
    let (one, _) = issue(&app, by, &application, &["matches:search"]).await;
    let (other, _) = issue(&app, by, &application, &["matches:search"]).await;
    let rank = |key: &str| {
        let call = app.post("/matches/search").token(key);
        call.json(&search(&service_need(1))).send()
    };
    rank(&one).await.expect(200);
    rank(&other).await.problem(429, "too-many-requests");
}

#[tokio::test]
async fn a_key_whose_time_is_over_is_shown_as_one_that_holds_no_more() {
    let app = TestApp::spawn().await;
    let by = administrator(&app).await;
    let provider = app.provider(0, "ngo", 0).await;
    let id = partner(&app, by, &provider).await;
    issue(&app, by, &id, &["offers:read"]).await;
    let holds = async || {
        let seen = app.get(format!("/partners/{id}")).by(by).expect(200).await;
        seen.at("/keys/0/holds").clone()
    };
    let second = SignedDuration::from_secs(1);
    app.advance(SignedDuration::from_hours(24 * 30) - second);
    assert_eq!(holds().await, json!(true));
    app.advance(second);
    assert_eq!(holds().await, json!(false));
    let mut browser = Browser::new(&app);
    browser.sign_in(by.email()).await;
    let page = browser.open(&format!("/en/admin/partners/{id}")).await;
    assert!(page.way_to("revoke").is_none(), "nothing is left to revoke");
}
