//! Who sees which personal field, typed by hand: every operation is asked as every kind of caller about people whose every field
//! holds a marker, and a marker in any body, header, mail, job, figure or log line that is not in the table is a leak.

#![cfg(test)]

mod logged;
mod right;
mod wider;

use std::collections::BTreeSet;

use punte_tests::{MailSink, Operation, TestApp, Who, contract, service_need};
use reqwest::Method;
use serde_json::{Value, json};
use sqlx::PgConnection;

use crate::canaries::{self, Canaries, Marker, Owner, found_in};
use wider::Wider;

/// Which operation shows whose fields to which caller. All others show none to anybody.
#[rustfmt::skip]
pub const ALLOWED: [(&str, &str, Owner, &str); 48] = [
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
    ("openCaseContact", "case worker", Owner::Household, "request_contact"),
    ("openChildContact", "child protection", Owner::Child, "request_contact"),
    ("readAccount",    "administrator", Owner::Account, "account"),
    ("findAccount",    "administrator", Owner::Account, "account"),
    // To whoever took it, or whom the household let in.
    ("readReport",     "moderator",  Owner::Reporter,  "report_text"),
    ("readChildCase",  "child protection", Owner::Child, "child_case_note"),
    ("readCase",       "case worker", Owner::Household, "case_text"),
    // Who administers an organisation sees who belongs to it.
    ("listMembers",    "ngo",        Owner::Colleague, "account"),
    // A partner application writes its own provider's offers.
    ("readOffer",      "key",        Owner::Volunteer, "offer_private"),
    ("listProviderOffers", "key",    Owner::Volunteer, "offer_private"),
    ("pauseOffer",     "key",        Owner::Volunteer, "offer_private"),
    ("resumeOffer",    "key",        Owner::Volunteer, "offer_private"),
    ("confirmOffer",   "key",        Owner::Volunteer, "offer_private"),
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
        "openChildContact" => json!({ "reason": "get_in_touch" }),
        "findAccount" => json!({ "email": canaries.account.email() }),
        "explainNeed" => json!({ "offer_id": canaries.offers[0] }),
        _ => json!({ "zq": 1 }),
    }
}

/// Those that end what others are asked about, in the order in which they are asked.
const LAST: [&str; 6] = [
    "endAccountSessions",
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

/// Which operation showed which caller what of whom.
type Shown = (String, String, String, String);

/// Everybody with markers, everybody who asks, and what they were shown.
struct Sweep<'a> {
    app: &'a TestApp,
    canaries: &'a Canaries,
    wider: &'a Wider,
    callers: Vec<(&'static str, Option<Who>)>,
    seen: BTreeSet<Shown>,
    asked: usize,
    /// The operations that were carried out for somebody.
    done: BTreeSet<String>,
}

impl<'a> Sweep<'a> {
    async fn of(app: &'a TestApp, canaries: &'a Canaries, wider: &'a Wider) -> Self {
        let stranger = app.file(&[service_need(1)]).await;
        let mut callers = callers(app, canaries, &stranger.who);
        callers.extend(wider.callers());
        Self {
            app,
            canaries,
            wider,
            callers,
            seen: BTreeSet::new(),
            asked: 0,
            done: BTreeSet::new(),
        }
    }

    /// Asks an operation as everybody about everything that it could be about.
    async fn ask(&mut self, operation: &Operation, body: &Value) {
        let method = Method::from_bytes(operation.method.as_bytes()).unwrap();
        let mut db = self.app.superuser().await;
        let about = self.wider.objects(&operation.path);
        for object in about.unwrap_or_else(|| objects(&operation.path, self.canaries)) {
            for (name, who) in &self.callers {
                let path = operation.path.replace("{id}", &object);
                let path = path.trim_start_matches("/api/v1");
                let mut call = self.app.call(method.clone(), path);
                if operation.object["requestBody"].is_object() {
                    call = call.json(body);
                }
                let version = match version_of(&mut db, &object).await {
                    Some(version) => version,
                    None => wider::version_of(&mut db, &object).await.unwrap_or(1),
                };
                call = call.header("if-match", &format!("\"{version}\""));
                if let Some(who) = who {
                    call = call.by(who);
                }
                // What the contract says is asked elsewhere: here what is shown.
                let answer = call.answered().await.unwrap_or_else(|e| panic!("{e}"));
                self.asked += 1;
                if (200..300).contains(&answer.status) {
                    self.done.insert(operation.id.clone());
                }
                let shown = format!("{}\n{:?}", answer.text, answer.headers);
                for marker in found_in(&self.canaries.markers, &shown) {
                    let table = marker.field.split('.').next().unwrap();
                    self.seen.insert((
                        operation.id.clone(),
                        (*name).to_owned(),
                        format!("{:?}", marker.owner),
                        table.to_owned(),
                    ));
                }
            }
        }
    }

    /// Nothing was shown but what a table names, and all of that.
    fn hold(&self, table: &[(&str, &str, Owner, &str)]) {
        let allowed: BTreeSet<Shown> = table
            .iter()
            .map(|(operation, name, owner, field)| {
                (
                    (*operation).to_owned(),
                    (*name).to_owned(),
                    format!("{owner:?}"),
                    (*field).to_owned(),
                )
            })
            .collect();
        let leaks: Vec<_> = self.seen.difference(&allowed).collect();
        assert!(leaks.is_empty(), "{leaks:#?}");
        let unseen: Vec<_> = allowed.difference(&self.seen).collect();
        assert!(unseen.is_empty(), "allowed, and never shown: {unseen:#?}");
    }
}

#[tokio::test]
async fn no_operation_shows_a_personal_field_to_whom_the_table_does_not_name() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let mut canaries = canaries::renamed(&app).await;
    let wider = Wider::make(&app, &mut canaries).await;
    let mut operations: Vec<_> = contract().operations.iter().collect();
    operations.sort_by_key(|o| {
        LAST.iter()
            .position(|last| *last == o.id)
            .map_or(0, |n| n + 1)
    });
    let mut sweep = Sweep::of(&app, &canaries, &wider).await;
    for operation in operations {
        sweep.ask(operation, &body(&operation.id, &canaries)).await;
    }
    sweep.hold(&ALLOWED);
    let (asked, callers) = (sweep.asked, sweep.callers.len());
    println!(
        "leaks: {asked} requests by {callers} kinds of caller, {} markers shown where the table says and nowhere else",
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
