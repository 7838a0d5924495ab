//! Who sees which personal field, typed by hand: every operation is asked as every kind of caller about people whose every field
//! holds a marker, and a marker in any body, header, mail, job, figure or log line that is not in the table is a leak.

#![cfg(test)]

use std::{
    collections::BTreeSet,
    fs,
    net::TcpListener,
    process::{Command, Stdio},
};

use punte_tests::{
    MailSink, Operator, PASSWORD, TestApp, Who, binary, contract, kek_file, profile, request,
    service_need, with,
};
use reqwest::Method;
use serde_json::{Value, json};
use sqlx::PgConnection;

use crate::canaries::{self, Canaries, Marker, Owner, found_in};

/// Which operation shows whose fields to which caller. All others show none to anybody.
#[rustfmt::skip]
pub const ALLOWED: [(&str, &str, Owner, &str); 35] = [
    // The household sees whom it is matched with; the provider the way that the household chose.
    ("readContacts",   "household",  Owner::Volunteer, "provider"),
    ("readContacts",   "household",  Owner::Volunteer, "offer_private"),
    ("readContacts",   "household",  Owner::Ngo,       "provider"),
    ("readContacts",   "volunteer",  Owner::Household, "request_contact"),
    ("readContacts",   "ngo",        Owner::Household, "request_contact"),
    // What a private person was called when it was agreed: to whom they agreed with, to themselves, and with a reason.
    ("readContacts",   "household",  Owner::Volunteer, "former_name"),
    ("readProvider",   "volunteer",  Owner::Volunteer, "former_name"),
    ("exportAccount",  "volunteer",  Owner::Volunteer, "former_name"),
    ("openIdentity",   "moderator",  Owner::Volunteer, "former_name"),
    // One's own.
    ("exportRequest",  "household",  Owner::Household, "request_contact"),
    ("exportRequest",  "household",  Owner::Household, "feedback_comment"),
    ("exportAccount",  "ngo",        Owner::Ngo,       "feedback_comment"),
    ("exportRequest",  "household",  Owner::Household, "message_text"),
    ("exportRequest",  "household",  Owner::Household, "case_text"),
    ("exportAccount",  "ngo",        Owner::Ngo,       "message_text"),
    // What the two sides write is read by the two sides.
    ("listMessages",   "household",  Owner::Household, "message_text"),
    ("listMessages",   "household",  Owner::Ngo,       "message_text"),
    ("listMessages",   "ngo",        Owner::Household, "message_text"),
    ("listMessages",   "ngo",        Owner::Ngo,       "message_text"),
    ("exportAccount",  "volunteer",  Owner::Volunteer, "provider"),
    ("exportAccount",  "volunteer",  Owner::Volunteer, "offer_private"),
    ("exportAccount",  "ngo",        Owner::Ngo,       "provider"),
    ("exportAccount",  "outsider",   Owner::Account,   "account"),
    ("readProvider",   "volunteer",  Owner::Volunteer, "provider"),
    ("readProvider",   "ngo",        Owner::Ngo,       "provider"),
    ("readOffer",      "volunteer",  Owner::Volunteer, "offer_private"),
    ("listProviderOffers", "volunteer", Owner::Volunteer, "offer_private"),
    ("pauseOffer",     "volunteer",  Owner::Volunteer, "offer_private"),
    ("resumeOffer",    "volunteer",  Owner::Volunteer, "offer_private"),
    ("confirmOffer",   "volunteer",  Owner::Volunteer, "offer_private"),
    ("withdrawOffer",  "volunteer",  Owner::Volunteer, "offer_private"),
    // A moderator who says why, and it is written down.
    ("openIdentity",   "moderator",  Owner::Volunteer, "provider"),
    ("openIdentity",   "moderator",  Owner::Ngo,       "provider"),
    ("openPrivate",    "moderator",  Owner::Volunteer, "offer_private"),
    // Which is written down as well.
    ("readFeedback",   "moderator",  Owner::Household, "feedback_comment"),
];

/// The callers, with their names in the table.
pub fn callers(
    app: &TestApp,
    canaries: &Canaries,
    stranger: &Who,
) -> Vec<(&'static str, Option<Who>)> {
    vec![
        ("visitor", None),
        ("outsider", Some(canaries.account.clone())),
        ("other household", Some(stranger.clone())),
        ("household", Some(canaries.household.who.clone())),
        ("volunteer", Some(canaries.volunteer.member.clone())),
        ("ngo", Some(canaries.ngo.member.clone())),
        ("moderator", Some(app.as_moderator().clone())),
    ]
}

/// The objects that an operation may be asked about, by the beginning of its path.
pub fn objects(path: &str, canaries: &Canaries) -> Vec<String> {
    let collection = path.trim_start_matches("/api/v1").split('/').nth(1);
    match collection {
        // Nothing else is asked about it: what other operations do to an item would end what is asked about later.
        Some("review") if path.ends_with("/private-views") => vec![canaries.item.clone()],
        Some("offers" | "public") => canaries.offers.to_vec(),
        Some("requests") => vec![canaries.household.request.clone()],
        Some("needs") => canaries.household.needs.clone(),
        Some("matches") => canaries.matches.to_vec(),
        Some("providers") => vec![canaries.volunteer.id.clone(), canaries.ngo.id.clone()],
        _ => vec![canaries.offers[0].clone()],
    }
}

/// A body that an operation takes, where what it answers is of interest; else one that it refuses.
fn body(operation: &str, canaries: &Canaries) -> Value {
    match operation {
        "openIdentity" | "openPrivate" => json!({ "reason": "vetting" }),
        "explainNeed" => json!({ "offer_id": canaries.offers[0] }),
        _ => json!({ "zq": 1 }),
    }
}

/// Those that end what others are asked about, in the order in which they are asked.
const LAST: [&str; 5] = [
    "cancelMatch",
    "withdrawOffer",
    "withdrawRequest",
    "eraseRequest",
    "endSession",
];

/// The version of an offer, a request or a match.
pub async fn version_of(db: &mut PgConnection, object: &str) -> Option<i64> {
    sqlx::query_scalar(
        "select version from offer where id = $1::uuid union all select version from request where id = $1::uuid
         union all select version from match where id = $1::uuid",
    )
    .bind(object)
    .fetch_optional(db)
    .await
    .unwrap()
}

/// Figures hold no marker, and nothing that means somebody: no address, no id.
pub fn names_nobody(canaries: &Canaries, figures: &str) {
    let found: Vec<_> = found_in(&canaries.markers, figures)
        .iter()
        .map(|m| m.field)
        .collect();
    assert!(found.is_empty(), "{found:?} in {figures}");
    let ids = [
        &canaries.volunteer.id,
        &canaries.ngo.id,
        &canaries.household.request,
    ];
    let ids = ids.into_iter().chain(&canaries.offers);
    for id in ids.chain(&canaries.matches) {
        assert!(!figures.contains(id.as_str()), "{id} in {figures}");
    }
    let code = &canaries.household.code;
    for meant in ["@", "127.0.0.1", code.as_str()] {
        assert!(!figures.contains(meant), "{meant} in {figures}");
    }
}

#[tokio::test]
async fn no_operation_shows_a_personal_field_to_whom_the_table_does_not_name() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let canaries = canaries::renamed(&app).await;
    let stranger = app.file(&[punte_tests::service_need(1)]).await;
    let callers = callers(&app, &canaries, &stranger.who);
    let mut db = app.superuser().await;
    let mut seen = BTreeSet::new();
    let mut asked = 0;
    let mut operations: Vec<_> = contract().operations.iter().collect();
    operations.sort_by_key(|o| {
        LAST.iter()
            .position(|last| *last == o.id)
            .map_or(0, |n| n + 1)
    });
    for operation in operations {
        let method = Method::from_bytes(operation.method.as_bytes()).unwrap();
        for object in objects(&operation.path, &canaries) {
            for (name, who) in &callers {
                let path = operation.path.replace("{id}", &object);
                let mut call = app.call(method.clone(), path.trim_start_matches("/api/v1"));
                if operation.object["requestBody"].is_object() {
                    call = call.json(&body(&operation.id, &canaries));
                }
                let version = version_of(&mut db, &object).await.unwrap_or(1);
                call = call.header("if-match", &format!("\"{version}\""));
                if let Some(who) = who {
                    call = call.by(who);
                }
                // What the contract says is asked elsewhere: here what is shown.
                let answer = call.answered().await.unwrap_or_else(|e| panic!("{e}"));
                asked += 1;
                let shown = format!("{}\n{:?}", answer.text, answer.headers);
                for marker in found_in(&canaries.markers, &shown) {
                    let table = marker.field.split('.').next().unwrap();
                    seen.insert((
                        operation.id.clone(),
                        (*name).to_owned(),
                        format!("{:?}", marker.owner),
                        table.to_owned(),
                    ));
                }
            }
        }
    }
    let allowed: BTreeSet<_> = ALLOWED
        .iter()
        .map(|(operation, name, owner, table)| {
            (
                (*operation).to_owned(),
                (*name).to_owned(),
                format!("{owner:?}"),
                (*table).to_owned(),
            )
        })
        .collect();
    let leaks: Vec<_> = seen.difference(&allowed).collect();
    assert!(leaks.is_empty(), "{leaks:#?}");
    let unseen: Vec<_> = allowed.difference(&seen).collect();
    assert!(unseen.is_empty(), "allowed, and never shown: {unseen:#?}");
    println!(
        "leaks: {asked} requests by {} kinds of caller, {} markers shown where the table says and nowhere else",
        callers.len(),
        canaries.markers.len()
    );
    assert!(asked > 500, "{asked}");

    // What the operator's monitoring reads: what it counts is nobody.
    let figures = app.metrics();
    assert!(figures.contains("punte_index_offers "), "{figures}");
    names_nobody(&canaries, &figures);

    // Mails, and the jobs that make them; those about decisions wait a minute.
    app.advance(jiff::SignedDuration::from_secs(61));
    app.run_jobs(&sink.mailer()).await;
    let jobs: String = sqlx::query_scalar("select string_agg(j::text, e'\\n') from job j")
        .fetch_one(&mut app.superuser().await)
        .await
        .unwrap();
    let none: Vec<&Marker> = found_in(&canaries.markers, &jobs);
    assert!(
        none.is_empty(),
        "{:?}",
        none.iter().map(|m| m.field).collect::<Vec<_>>()
    );
    let audit: String = sqlx::query_scalar("select string_agg(a::text, e'\\n') from audit_event a")
        .fetch_one(&mut app.superuser().await)
        .await
        .unwrap();
    assert!(found_in(&canaries.markers, &audit).is_empty());
    for mail in sink.messages() {
        let own = |m: &&Marker| m.field.rsplit('.').next() == Some("email");
        let found = found_in(&canaries.markers, &mail.body);
        assert!(
            found.iter().all(own),
            "a mail names its own address and nothing else"
        );
    }
}

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
