//! T2 (docs/assurance.md): random requests about people whose every personal field holds a marker, by random callers, with bodies that the
//! corpus spoils or that are right as they stand. Whatever was done before, a marker is shown to whose it is and to whom the table of
//! `leaks` names, and to nobody else; none is in a log line, a mail, a job or a line of a log. `PUNTE_FUZZ` is how many requests, 500
//! unless said.

use std::collections::{BTreeMap, BTreeSet};

use jiff::SignedDuration;
use punte_tests::{Logs, MailSink, Operation, TestApp, Who, contract, service_need, with};
use serde_json::Value;
use sqlx::{AssertSqlSafe, PgConnection};

use super::{
    Target, World, bytes, fields,
    rows::{Row, rows},
};
use crate::{
    canaries::{self, Canaries, Marker, Owner, found_in},
    leaks::{ALLOWED, callers, names_nobody, objects, version_of},
    sizes::{Dice, size},
};

/// Requests to one world; then there is another one, for much of the first is over by then.
const OF_ONE: usize = 4_000;
/// After so many requests it is looked at what was logged.
const LOOK: usize = 100;
/// What is written into many bodies: no log line has it either.
const SENT: &str = "Zqsent by somebody";

/// What ends that others are shown something: sessions, matches, people. Asked seldom.
const ENDING: [&str; 22] = [
    "beginSecondFactor",
    "blockProvider",
    "cancelMatch",
    "changePassword",
    "confirmSecondFactor",
    "correctContact",
    "correctProvider",
    "endAccountSessions",
    "endOtherRequestSessions",
    "endOtherSessions",
    "endOwnSession",
    "endSession",
    "eraseAccount",
    "eraseRequest",
    "removeMember",
    "resetPassword",
    "setDisabled",
    "setPin",
    "stopHousehold",
    "suspendOffer",
    "withdrawOffer",
    "withdrawRequest",
];
/// Once in so many times.
const SELDOM: usize = 40;

/// What came of it all.
#[derive(Default)]
struct Seen {
    operations: BTreeSet<&'static str>,
    carried_out: usize,
    refused: usize,
    /// Markers where the table says: the operation, the caller, the field.
    shown: BTreeSet<(&'static str, &'static str, &'static str)>,
    logged: usize,
    mails: usize,
}

/// A world to be asked about, with the people whose fields are marked.
struct Place {
    world: World,
    canaries: Canaries,
    callers: Vec<(&'static str, Option<Who>)>,
    rows: BTreeMap<&'static str, Vec<Row>>,
}

/// Whether a caller may be shown a marker: their own, or what the table says.
fn may_see(operation: &str, caller: &str, marker: &Marker) -> bool {
    let own = match caller {
        "household" => Some(Owner::Household),
        "volunteer" => Some(Owner::Volunteer),
        "ngo" => Some(Owner::Ngo),
        "outsider" => Some(Owner::Account),
        _ => None,
    };
    let table = marker.field.split('.').next().unwrap_or_default();
    own == Some(marker.owner)
        || ALLOWED.iter().any(|(what, who, whose, of)| {
            (*what, *who, *of) == (operation, caller, table) && *whose == marker.owner
        })
}

/// Where texts stand in a body.
fn texts_of(body: &Value, at: &str, found: &mut Vec<String>) {
    match body {
        Value::String(_) => found.push(at.to_owned()),
        Value::Array(all) => {
            for (index, one) in all.iter().enumerate() {
                texts_of(one, &format!("{at}/{index}"), found);
            }
        }
        Value::Object(fields) => {
            for (name, value) in fields {
                texts_of(value, &format!("{at}/{name}"), found);
            }
        }
        _ => {}
    }
}

/// A right body; half of them with another text in the place of one.
fn right(body: &Value, dice: &mut Dice) -> Vec<u8> {
    let mut texts = Vec::new();
    texts_of(body, "", &mut texts);
    let sent = if texts.is_empty() || dice.below(2) == 0 {
        body.clone()
    } else {
        with(body.clone(), &texts[dice.below(texts.len())], SENT)
    };
    sent.to_string().into_bytes()
}

impl Place {
    async fn make() -> Self {
        let app = TestApp::spawn().await;
        let canaries = canaries::make(&app).await;
        let stranger = app.file(&[service_need(1)]).await;
        let callers = callers(&app, &canaries, &stranger.who);
        let mut world = World::over(app).await;
        // The number of the household stands in two of the right bodies: theirs is another.
        for body in world.targets.iter_mut().filter_map(|t| t.body.as_mut()) {
            let other = body.to_string().replace("+37369555200", "+37369555201");
            *body = serde_json::from_str(&other).unwrap();
        }
        // Everybody is signed in before anything can end that.
        let known = callers.iter().filter_map(|(_, who)| who.as_ref());
        for who in known.chain(world.targets.iter().filter_map(|t| t.who.as_ref())) {
            who.token(&world.app).await;
        }
        let path = format!("/matches/{}/contacts", canaries.matches[0]);
        let contacts = world.app.get(path).by(&canaries.household.who);
        let contacts = contacts.expect(200).await;
        let found = found_in(&canaries.markers, &contacts.text);
        assert!(!found.is_empty(), "what is shown is not found");
        let mut by_operation: BTreeMap<&'static str, Vec<Row>> = BTreeMap::new();
        for row in rows() {
            by_operation.entry(row.operation).or_default().push(row);
        }
        Self {
            world,
            canaries,
            callers,
            rows: by_operation,
        }
    }

    fn target(&self, dice: &mut Dice) -> &Target {
        loop {
            let target = &self.world.targets[dice.below(self.world.targets.len())];
            if !ENDING.contains(&target.operation) || dice.below(SELDOM) == 0 {
                return target;
            }
        }
    }

    /// Who asks: one time in four whoever may, else anybody.
    fn caller<'a>(
        &'a self,
        target: &'a Target,
        dice: &mut Dice,
    ) -> (&'static str, Option<&'a Who>) {
        if dice.below(4) > 0 {
            let (name, who) = &self.callers[dice.below(self.callers.len())];
            return (*name, who.as_ref());
        }
        let Some(who) = &target.who else {
            return ("visitor", None);
        };
        let known = self.callers.iter().find(|(_, known)| {
            let known = known.as_ref().filter(|known| !known.email().is_empty());
            known.is_some_and(|known| known.account == who.account)
        });
        (known.map_or("somebody", |(name, _)| *name), Some(who))
    }

    /// What is sent, where the operation takes a body: no JSON, a field with a bad value, or what is right.
    fn body(&self, target: &Target, dice: &mut Dice) -> Option<Vec<u8>> {
        let whole = target.body.as_ref()?;
        let rows = self.rows.get(target.operation);
        let rows = rows.map(Vec::as_slice).unwrap_or_default();
        Some(match dice.below(4) {
            0 => {
                let mut malformed = bytes::malformed(&whole.to_string());
                malformed.swap_remove(dice.below(malformed.len())).1
            }
            1 | 2 if !rows.is_empty() => {
                let row = &rows[dice.below(rows.len())];
                let body = fields::body(&self.world, row);
                let bad = fields::bad_values(row);
                if bad.is_empty() {
                    right(&body, dice)
                } else {
                    fields::spoilt(&body, row.pointer, &bad[dice.below(bad.len())])
                }
            }
            _ => right(whole, dice),
        })
    }

    /// What it is about: one of the people with markers in three times of five, as far as there is a choice. Path and version.
    async fn object(
        &self,
        (target, operation): (&Target, &Operation),
        dice: &mut Dice,
        db: &mut PgConnection,
    ) -> (String, Option<i64>) {
        if operation.path.contains("{id}") && dice.below(5) < 3 {
            let mut all = objects(&operation.path, &self.canaries);
            let id = all.swap_remove(dice.below(all.len()));
            let path = operation.path.trim_start_matches("/api/v1");
            return (path.replace("{id}", &id), version_of(db, &id).await);
        }
        let id = target.path.split('/').find(|part| part.len() == 36);
        let version = match id.filter(|_| target.version.is_some()) {
            Some(id) => version_of(db, id).await,
            None => None,
        };
        (target.path.clone(), version.or(target.version))
    }

    /// One request; what is wrong with its answer.
    async fn ask(
        &self,
        dice: &mut Dice,
        db: &mut PgConnection,
        seen: &mut Seen,
        wrong: &mut Vec<String>,
    ) {
        let target = self.target(dice);
        let mut all = contract().operations.iter();
        let operation = all.find(|o| o.id == target.operation).unwrap();
        let (name, who) = self.caller(target, dice);
        let (path, version) = self.object((target, operation), dice, db).await;
        let mut call = self.world.app.call(target.method.clone(), path);
        if let Some(body) = self.body(target, dice) {
            call = call.raw(body, "application/json");
        }
        if let Some(version) = version.filter(|_| dice.below(8) > 0) {
            call = call.if_match(version);
        }
        if let Some(who) = who {
            call = call.by(who);
        }
        seen.operations.insert(target.operation);
        let answer = match call.answered().await {
            Ok(answer) => answer,
            Err(off) => return wrong.push(format!("{} as {name}: {off}", target.operation)),
        };
        match answer.status {
            200..300 => seen.carried_out += 1,
            300..500 => seen.refused += 1,
            _ => wrong.push(format!("{} as {name}: {}", target.operation, answer.text)),
        }
        let said = format!("{}\n{:?}", answer.text, answer.headers);
        for marker in found_in(&self.canaries.markers, &said) {
            if may_see(target.operation, name, marker) {
                seen.shown.insert((target.operation, name, marker.field));
            } else {
                let (whose, field) = (marker.owner, marker.field);
                wrong.push(format!(
                    "{} shows {name} the {field} of {whose:?}: {}",
                    target.operation, answer.text
                ));
            }
        }
    }

    /// Whether anything of it was logged.
    fn look(&self, logs: &Logs, seen: &mut Seen, wrong: &mut Vec<String>) {
        let heard = logs.heard();
        seen.logged += heard.len();
        for marker in found_in(&self.canaries.markers, &heard) {
            wrong.push(format!(
                "logged: the {} of {:?}",
                marker.field, marker.owner
            ));
        }
        if let Some(line) = heard.lines().find(|line| line.contains(SENT)) {
            wrong.push(format!("logged, as it was sent: {line}"));
        }
    }

    /// What is written to people, and what is kept of what was done.
    async fn afterwards(&self, db: &mut PgConnection, seen: &mut Seen, wrong: &mut Vec<String>) {
        let (app, markers) = (&self.world.app, &self.canaries.markers);
        let sink = MailSink::start();
        app.advance(SignedDuration::from_secs(61));
        app.run_jobs(&sink.mailer()).await;
        let mails = sink.messages();
        seen.mails += mails.len();
        let mails = mails.into_iter().map(|mail| ("email", mail.body));
        let texts = app.texts().into_iter().map(|text| ("phone", text));
        for (own, text) in mails.chain(texts) {
            for marker in found_in(markers, &text) {
                if marker.field.rsplit('.').next() != Some(own) {
                    wrong.push(format!("written to somebody: {}: {text}", marker.field));
                }
            }
        }
        for table in ["job", "audit_event", "event", "notification"] {
            let all = format!("select string_agg(t::text, e'\\n') from {table} t");
            let text: Option<String> = sqlx::query_scalar(AssertSqlSafe(all))
                .fetch_one(&mut *db)
                .await
                .unwrap();
            for marker in found_in(markers, &text.unwrap_or_default()) {
                wrong.push(format!("{} in {table}", marker.field));
            }
        }
        names_nobody(&self.canaries, &app.metrics());
    }
}

#[tokio::test]
async fn whatever_is_asked_in_whatever_order_a_marker_is_shown_to_whom_the_table_names_alone() {
    let wanted = size("PUNTE_FUZZ", 500);
    for ending in ENDING {
        let mut all = contract().operations.iter();
        assert!(all.any(|o| o.id == ending), "{ending}");
    }
    let logs = Logs::listen();
    let (mut dice, mut seen) = (Dice::new(0xf022_0001), Seen::default());
    for first in (0..wanted).step_by(OF_ONE) {
        let place = Place::make().await;
        let mut db = place.world.app.superuser().await;
        let mut wrong = Vec::new();
        for number in first..wanted.min(first + OF_ONE) {
            place.ask(&mut dice, &mut db, &mut seen, &mut wrong).await;
            if number % LOOK == 0 {
                place.look(&logs, &mut seen, &mut wrong);
            }
        }
        place.afterwards(&mut db, &mut seen, &mut wrong).await;
        place.look(&logs, &mut seen, &mut wrong);
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
    println!(
        "fuzz: {wanted} requests to {} operations, {} carried out and {} refused: {} times a field shown where the table says and never \
         elsewhere; none in {} bytes of logs and {} mails",
        seen.operations.len(),
        seen.carried_out,
        seen.refused,
        seen.shown.len(),
        seen.logged,
        seen.mails
    );
    // It was about much, and much was done.
    let all = contract().operations.len();
    assert!(seen.operations.len() * 2 > all, "{:?}", seen.operations);
    assert!(seen.carried_out * 25 > wanted, "{}", seen.carried_out);
    assert!(seen.logged > 0 && seen.mails > 0, "nothing was heard");
}
