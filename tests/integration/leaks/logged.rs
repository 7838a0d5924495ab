//! The same of what a server says of itself: its log at the highest level, its figures, how it stands.

use std::{
    fs,
    net::TcpListener,
    process::{Command, Stdio},
};

use punte_tests::{
    Operator, PASSWORD, TestApp, binary, kek_file, profile, request, service_need, with,
};
use serde_json::{Value, json};

use super::names_nobody;
use crate::canaries::{self, found_in};

#[tokio::test]
async fn a_log_of_everything_names_nobody_and_the_figures_do_not_either() {
    let app = TestApp::spawn().await;
    let canaries = canaries::make(&app).await;
    let operator = Operator::of(&app);
    let free = || {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.local_addr().unwrap()
    };
    let (port, monitored) = (free(), free());
    let log = operator.directory.path().join("log");
    // The secret that hashes tracking codes.
    let keys = operator.directory.path().join("data/keys");
    fs::create_dir_all(&keys).unwrap();
    for name in ["secret.bin", "token-ed25519.pk8"] {
        let from = kek_file().with_file_name(name);
        if from.exists() {
            fs::copy(from, keys.join(name)).unwrap();
        }
    }
    let mut server = Command::new(binary())
        // The tests sign in as a superuser, which only a demo may.
        .args(["serve", "--demo", "--listen", &port.to_string()])
        .arg("--data-dir")
        .arg(operator.directory.path().join("data"))
        .env("DATABASE_URL", app.database_url())
        .env("PUNTE_KEK_FILE", kek_file())
        .env("PUNTE_LOG", "trace")
        .env("PUNTE_METRICS_LISTEN", monitored.to_string())
        // So that the second try is counted as one too many.
        .env("PUNTE_LIMITS", "sign-in=1/900")
        .stdout(Stdio::null())
        .stderr(fs::File::create(&log).unwrap())
        .spawn()
        .unwrap();
    let http = reqwest::Client::new();
    let url = |path: &str| format!("http://{port}/api/v1{path}");
    while http.get(url("/healthz")).send().await.is_err() {
        assert!(server.try_wait().unwrap().is_none(), "it ended");
        tokio::task::yield_now().await;
    }
    let sign_in = |path: &'static str, body: Value| {
        let sent = http.post(url(path)).json(&body).send();
        async move {
            let answer: Value = sent.await.unwrap().json().await.unwrap();
            answer["access_token"]
                .as_str()
                .unwrap_or_default()
                .to_owned()
        }
    };
    let member = canaries.volunteer.member.email();
    let tokens = [
        sign_in(
            "/sessions",
            json!({ "email": member, "password": PASSWORD }),
        )
        .await,
        sign_in(
            "/sessions",
            json!({ "email": "zqaccount@example.org", "password": "not the right one" }),
        )
        .await,
        sign_in(
            "/sessions",
            json!({ "email": "zqaccount@example.org", "password": "too often by now" }),
        )
        .await,
        sign_in(
            "/tracking-sessions",
            json!({ "code": canaries.household.code }),
        )
        .await,
    ];
    assert!(!tokens[0].is_empty() && !tokens[3].is_empty());
    for token in &tokens {
        for path in [
            format!("/matches/{}/contacts", canaries.matches[0]),
            format!("/requests/{}/export", canaries.household.request),
            format!("/providers/{}", canaries.volunteer.id),
            "/accounts/me/export".to_owned(),
            format!("/needs/{}/matches", canaries.household.needs[3]),
        ] {
            let sent = http.get(url(&path)).bearer_auth(token).send().await;
            assert!(sent.is_ok(), "{path}");
        }
        // A body that breaks a rule is an error, and errors are logged.
        let wrong =
            json!({ "channel": "phone", "phone": "zq", "name": "Zqolena", "zqsafe after six": 1 });
        let path = format!("/requests/{}/contact", canaries.household.request);
        let sent = http
            .put(url(&path))
            .header("if-match", "\"1\"")
            .bearer_auth(token)
            .json(&wrong);
        assert!(sent.send().await.is_ok());
    }
    // What is filed and said goes into the database, and nowhere else.
    let contact = json!({
        "channel": "phone", "name": "Zqolena", "phone": "+37369555200", "email": "zqhousehold@example.org",
        "safe_note": "zqsafe after six",
    });
    let filed = with(request(&[service_need(1)]), "/contact", contact);
    let person = with(profile(0, "ngo"), "/contact_person", "Zqperson0 Voce");
    let person = with(person, "/email", "zqprov0@example.org");
    let message = format!("/matches/{}/messages", canaries.matches[3]);
    for (path, token, body, status) in [
        ("/requests", None, filed, 201_u16),
        ("/providers", Some(&tokens[0]), person, 201),
        (
            message.as_str(),
            Some(&tokens[3]),
            json!({ "text": "Zqkey is with a mother" }),
            201,
        ),
        (
            "/accounts",
            None,
            json!({ "email": "zqaccount@example.org" }),
            202,
        ),
        (
            "/lost-codes",
            None,
            json!({ "email": "zqhousehold@example.org" }),
            202,
        ),
    ] {
        let mut call = http.post(url(path)).json(&body);
        if let Some(token) = token {
            call = call.bearer_auth(token);
        }
        let answer = call.send().await.unwrap();
        assert_eq!(answer.status(), status, "{path}");
    }
    // An address that carries something is written down no more than any other.
    let page = format!("http://{port}/en/unsubscribe/zqtoken");
    assert!(http.get(&page).send().await.is_ok());
    assert!(http.post(&page).send().await.is_ok());
    let read = async |url: String| http.get(&url).send().await.unwrap().text().await.unwrap();
    let figures = read(format!("http://{monitored}/metrics")).await;
    for counted in [
        "punte_above_limit_total{limit=\"sign-in\"}",
        "punte_index_offers ",
    ] {
        assert!(figures.contains(counted), "{figures}");
    }
    let health = read(format!("http://{port}/healthz")).await;
    let health = health + &read(format!("http://{port}/readyz")).await;
    assert!(health.contains("ok"), "{health}");
    for told in [&figures, &health] {
        names_nobody(&canaries, told);
    }
    server.kill().unwrap();
    server.wait().unwrap();
    let written = fs::read_to_string(&log).unwrap();
    assert!(
        written.len() > 10_000,
        "a log of everything: {}",
        written.len()
    );
    let found: Vec<_> = found_in(&canaries.markers, &written)
        .iter()
        .map(|m| m.field)
        .collect();
    assert!(found.is_empty(), "{found:?}");
    assert!(!written.contains(&canaries.household.code));
    assert!(!written.contains("zqtoken"));
}
