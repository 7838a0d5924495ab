//! Who is refused learns nothing from how long it took (docs/assurance.md, T1 and T3): medians of requests that are sent in turns. Times
//! are judged in `script/assure` alone, best on a machine that does nothing else.

#![cfg(test)]

use std::time::{Duration, Instant};

use punte_tests::{PASSWORD, TestApp, service, service_need};
use reqwest::{Client, RequestBuilder};
use serde_json::{Value, json};

/// How often each is asked; after a few times that do not count.
const ROUNDS: usize = 100;
/// Those that do not count.
const WARM_UP: usize = 5;
/// How much longer the slowest may take than the fastest, where it is judged.
const AT_MOST: f64 = 1.2;

/// What nobody has.
const NOTHING: &str = "018f0000-0000-7000-8000-00000000dead";

/// A request that is refused, and how long that took each time.
struct Refused {
    what: &'static str,
    request: RequestBuilder,
    times: Vec<Duration>,
}

impl Refused {
    fn new(what: &'static str, request: RequestBuilder) -> Self {
        Self {
            what,
            request,
            times: Vec::new(),
        }
    }

    /// Asks once: the status, and the body without what is another one each time.
    async fn ask(&mut self) -> (u16, Value) {
        let request = self.request.try_clone().unwrap();
        let began = Instant::now();
        let response = request.send().await.unwrap();
        let status = response.status().as_u16();
        let body = response.bytes().await.unwrap();
        self.times.push(began.elapsed());
        let mut body: Value = serde_json::from_slice(&body).unwrap();
        body["request_id"] = Value::Null;
        (status, body)
    }

    /// The median in milliseconds.
    fn median(&self) -> f64 {
        let mut times = self.times[WARM_UP..].to_vec();
        times.sort_unstable();
        times[times.len() / 2].as_secs_f64() * 1000.0
    }
}

/// Asks all in turns, each time another one first. They are answered alike; says how long each took, and how many times as long as the
/// fastest the slowest.
async fn compared(name: &str, status: u16, mut refused: Vec<Refused>) -> f64 {
    let mut answers = Vec::new();
    for _ in 0..WARM_UP + ROUNDS {
        for one in &mut refused {
            answers.push(one.ask().await);
        }
        refused.rotate_left(1);
    }
    assert_eq!(answers[0].0, status, "{name}: {}", answers[0].1);
    for answer in &answers {
        assert_eq!(*answer, answers[0], "{name}");
    }
    refused.sort_by_key(|one| one.what);
    let medians: Vec<f64> = refused.iter().map(Refused::median).collect();
    let said: Vec<String> = refused
        .iter()
        .zip(&medians)
        .map(|(one, median)| format!("{} {median:.2} ms", one.what))
        .collect();
    let slowest = medians.iter().copied().fold(0.0, f64::max);
    let fastest = medians.iter().copied().fold(f64::INFINITY, f64::min);
    let ratio = slowest / fastest;
    println!(
        "timing: {name}, medians of {ROUNDS}: {}; ratio {ratio:.2}",
        said.join(", ")
    );
    ratio
}

#[tokio::test]
#[ignore = "judges times: for script/assure"]
async fn how_long_a_refused_sign_in_takes_tells_nothing() {
    // Without limits: of hundreds of tries most would be refused for their number, and in no time.
    let app = TestApp::spawn().await;
    // As the harness does: a server stops at once when no connection is kept.
    let client = Client::builder()
        .pool_max_idle_per_host(0)
        .no_proxy()
        .build()
        .unwrap();
    let at = |path: &str| format!("{}/api/v1{path}", app.base_url);
    let [known, disabled] = [&app.cast.people[3], &app.cast.people[4]];
    sqlx::query("update account set disabled_at = now() where id = $1")
        .bind(disabled.account.0)
        .execute(&mut app.superuser().await)
        .await
        .unwrap();
    let sign_in = |what: &'static str, email: &str, password: &str| {
        let body = json!({ "email": email, "password": password });
        Refused::new(what, client.post(at("/sessions")).json(&body))
    };
    let wrong = "seven quiet bridges over Prut";
    let signing_in = compared(
        "sign-in",
        401,
        vec![
            sign_in("unknown address", "nobody@example.org", wrong),
            sign_in("wrong password", known.email(), wrong),
            sign_in("of staff", app.as_moderator().email(), wrong),
            sign_in("disabled account", disabled.email(), PASSWORD),
        ],
    )
    .await;

    // Its check characters tell that a code is mistyped: it is not looked for, and takes less. They are in the code, and no secret.
    let code = |what: &'static str, code: &str| {
        let body = json!({ "code": code });
        Refused::new(what, client.post(at("/tracking-sessions")).json(&body))
    };
    compared(
        "tracking code",
        422,
        vec![
            code("mistyped", "1000-0000-0000-0000-0000-0000-0000"),
            code("of nobody", "0000-0000-0000-0000-0000-0000-0000"),
        ],
    )
    .await;

    let provider = app.provider(0, "ngo", 1).await;
    let another = app.provider(1, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let household = app.file(&[service_need(1)]).await;
    let id = app.propose(&household, &offer).await;
    let stranger = app.file(&[service_need(1)]).await;
    let (stranger, other) = (
        stranger.who.token(&app).await,
        another.member.token(&app).await,
    );
    for (kind, token, object) in [
        ("matches", &stranger, &id),
        ("requests", &stranger, &household.request),
        ("offers", &other, &offer),
    ] {
        let get = |what: &'static str, id: &str| {
            let path = at(&format!("/{kind}/{id}"));
            Refused::new(what, client.get(path).bearer_auth(token))
        };
        let both = vec![get("somebody else's", object), get("of nobody", NOTHING)];
        compared(&format!("GET /{kind}/{{id}}"), 404, both).await;
    }
    assert!(
        signing_in <= AT_MOST,
        "sign-in: the slowest takes {signing_in:.2} times as long as the fastest"
    );
}
