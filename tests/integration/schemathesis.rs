//! schemathesis over every operation, with all its checks: no 5xx, no answer that openapi.yaml does not have, nothing valid refused,
//! nothing wrong taken, and what is refused changes nothing.

#![cfg(test)]

mod administration;
mod after;
mod case_work;
mod children;
mod danger;
mod households;
mod kept;
mod members;
mod visitors;
mod world;

use std::{
    collections::{BTreeMap, BTreeSet},
    env,
    fmt::Write as _,
    fs::{self, File},
    path::{Path, PathBuf},
    process::Command,
};

use punte_tests::contract;
use serde_json::{Value, json};

use world::World;

/// Examples for each operation and phase in CI.
const EXAMPLES: u64 = 20;

/// Of CI: the same requests each time. `PUNTE_SEED` takes another one.
const SEED: u64 = 20_261_122;

/// The least share of operations that are carried out at least once, in percent.
const LEAST_CARRIED_OUT: usize = 90;

fn number(variable: &str, otherwise: u64) -> u64 {
    env::var(variable).map_or(otherwise, |text| text.parse().expect("a number"))
}

/// The tool, and what a run needs.
struct Runner<'a> {
    world: &'a World,
    directory: tempfile::TempDir,
    tool: PathBuf,
    answers: Tally,
    found: Vec<String>,
    spoilt_only: bool,
}

/// How often an operation was answered with what.
type Tally = BTreeMap<String, BTreeMap<u16, usize>>;

impl<'a> Runner<'a> {
    fn new(world: &'a World) -> Self {
        let tools = env::var("PUNTE_TOOLS_DIR").expect("PUNTE_TOOLS_DIR: run script/test");
        let runner = Self {
            world,
            directory: tempfile::tempdir().unwrap(),
            tool: Path::new(&tools).join("bin/schemathesis"),
            answers: Tally::new(),
            found: Vec::new(),
            spoilt_only: false,
        };
        fs::write(runner.path("openapi.json"), described(world).to_string()).unwrap();
        fs::write(runner.path("schemathesis.toml"), configured(world)).unwrap();
        runner
    }

    fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    /// Runs it as several callers at once, each over some operations; keeps the answers, and every report that found something.
    fn run(&mut self, rounds: &[(&str, Vec<&str>)], arguments: &[&str]) {
        let mut children = Vec::new();
        for (number, (who, operations)) in rounds.iter().enumerate() {
            let tally = self.path(&format!("tally-{number}"));
            let said = self.path(&format!("said-{number}"));
            fs::write(&tally, "").unwrap();
            let out = File::create(&said).unwrap();
            let child = self
                .command(who, operations, arguments)
                .env("PUNTE_TALLY", &tally)
                .stderr(out.try_clone().unwrap())
                .stdout(out)
                .spawn()
                .expect("schemathesis runs");
            children.push((child, tally, said));
        }
        for ((who, operations), (mut child, tally, said)) in rounds.iter().zip(children) {
            if !child.wait().unwrap().success() {
                let said = fs::read_to_string(said).unwrap();
                self.found.push(format!("schemathesis as {who}:\n{said}"));
            }
            let mut asked = 0;
            for line in fs::read_to_string(&tally).unwrap().lines() {
                let (operation, status) = line.split_once(' ').unwrap();
                let statuses = self.answers.entry(operation.to_owned()).or_default();
                *statuses.entry(status.parse().unwrap()).or_default() += 1;
                asked += 1;
            }
            println!(
                "schemathesis as {who}: {} operations, {asked} requests",
                operations.len()
            );
        }
    }

    fn command(&self, who: &str, operations: &[&str], arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.tool);
        command
            .current_dir(self.directory.path())
            .env("PUNTE_CURSORS", json!(self.world.cursors).to_string())
            .envs(self.spoilt_only.then_some(("PUNTE_SPOILT_ONLY", "1")))
            .args(["--config-file", "schemathesis.toml", "--no-color", "run"])
            .arg("openapi.json")
            .args(["--url", &self.world.app.base_url])
            .args(["--seed", &number("PUNTE_SEED", SEED).to_string()])
            .args([
                "--max-examples",
                &number("PUNTE_EXAMPLES", EXAMPLES).to_string(),
            ])
            // One thread each: then a seed gives the same requests, and Python 3.11 parses in one thread at a time only.
            .args(["--generation-database", "none", "--workers", "1"])
            .args(arguments);
        if let Some(token) = self.world.tokens.get(who) {
            command.args(["--header", &format!("Authorization: Bearer {token}")]);
        }
        for operation in operations {
            command.args(["--include-operation-id", operation]);
        }
        command
    }

    /// Says what was asked and answered, and panics if anything was found. Returns the operations that were never carried out.
    fn judge(&self) -> Vec<&'static str> {
        let asked: usize = self.answers.values().flat_map(BTreeMap::values).sum();
        let operations = &contract().operations;
        let carried_out = |id: &str| {
            let statuses = self.answers.get(id);
            statuses.is_some_and(|all| all.keys().any(|status| *status < 300))
        };
        let never: Vec<&str> = operations
            .iter()
            .map(|operation| operation.id.as_str())
            .filter(|id| !carried_out(id))
            .collect();
        println!(
            "schemathesis, seed {}: {asked} requests, {} of {} operations carried out, never: {never:?}",
            number("PUNTE_SEED", SEED),
            operations.len() - never.len(),
            operations.len(),
        );
        assert!(self.found.is_empty(), "{}", self.found.join("\n"));
        never
    }
}

/// openapi.yaml with the right request of each operation as its example. Nothing else is changed.
fn described(world: &World) -> Value {
    let mut document = contract().document.clone();
    for operation in &contract().operations {
        let right = &world.right[operation.id.as_str()];
        let method = operation.method.to_lowercase();
        let object = &mut document["paths"][operation.path.as_str()][method];
        for parameter in object
            .get_mut("parameters")
            .and_then(Value::as_array_mut)
            .into_iter()
            .flatten()
        {
            let example = match parameter["name"].as_str().unwrap() {
                "id" => right.id.as_ref().map(|id| json!(id)),
                "If-Match" => right.version.map(|version| json!(format!("\"{version}\""))),
                // One example would be one key for all requests.
                "Idempotency-Key" => None,
                _ => continue,
            };
            let parameter = parameter.as_object_mut().unwrap();
            parameter.remove("example");
            parameter.extend(example.map(|example| ("example".to_owned(), example)));
        }
        if let Some(body) = &right.body {
            let content = object["requestBody"]["content"].as_object_mut().unwrap();
            for media in content.values_mut() {
                media["example"] = body.clone();
            }
        }
    }
    document
}

/// The committed configuration, with the objects of this world.
fn configured(world: &World) -> String {
    let tools = Path::new(env!("CARGO_MANIFEST_DIR")).join("tools");
    let mut text = format!("hooks = {:?}\n", tools.join("schemathesis_hooks.py"));
    text += &fs::read_to_string(tools.join("schemathesis.toml")).unwrap();
    for (name, words) in &world.words {
        writeln!(text, "[dictionaries.{name}]\nvalues = {words:?}").unwrap();
    }
    for (operation, right) in &world.right {
        if let Some(id) = &right.id {
            writeln!(
                text,
                "[dictionaries.{operation}]\nvalues = [{id:?}]\n[[operations]]\ninclude-operation-id = {operation:?}\n\
                 parameters = {{ \"path.id\" = {{ dictionary = {operation:?}, probability = 0.8 }} }}"
            )
            .unwrap();
        }
    }
    text
}

/// Operations by who may carry them out. Those who leave come last.
fn by_caller(world: &World) -> Vec<(&'static str, Vec<&'static str>)> {
    let known: BTreeSet<&str> = world.right.keys().copied().collect();
    let described: BTreeSet<&str> = contract()
        .operations
        .iter()
        .map(|o| o.id.as_str())
        .collect();
    assert_eq!(known, described, "an operation has no right request here");
    [
        "visitor",
        "provider",
        "moderator",
        "household",
        "helped household",
        "administrator",
        "auditor",
        "child protection",
        "case worker",
        "followed household",
        "keeper",
        "kept household",
        "guarded household",
        "other provider",
        "moved household",
        "leaving household",
        "erased household",
        "leaver",
        "erased account",
    ]
    .into_iter()
    .map(|who| {
        let theirs = world.right.iter().filter(|(_, right)| right.who == who);
        (who, theirs.map(|(operation, _)| *operation).collect())
    })
    .collect()
}

#[tokio::test]
async fn every_operation_answers_as_described_whatever_is_sent() {
    let world = World::make().await;
    let mut runner = Runner::new(&world);
    runner.run(&by_caller(&world), &[]);
    let never = runner.judge();
    let all = contract().operations.len();
    assert!(
        (all - never.len()) * 100 >= LEAST_CARRIED_OUT * all,
        "too few operations are carried out; never: {never:?}"
    );
}

#[tokio::test]
async fn what_is_spoilt_on_purpose_changes_nothing() {
    let world = World::make().await;
    let mut runner = Runner::new(&world);
    runner.spoilt_only = true;
    let before = world.app.digest().await;
    // Where nothing is read, nothing can be spoilt.
    let reading: BTreeSet<&str> = contract()
        .operations
        .iter()
        .filter(|o| {
            ["parameters", "requestBody"]
                .iter()
                .any(|part| o.object.get(part).is_some())
        })
        .map(|o| o.id.as_str())
        .collect();
    let mut rounds = by_caller(&world);
    for (_, operations) in &mut rounds {
        operations.retain(|operation| reading.contains(operation));
    }
    rounds.retain(|(_, operations)| !operations.is_empty());
    runner.run(
        &rounds,
        // In all modes: of negative ones alone, even the id in the path is wrong, and nothing else is looked at. The hooks
        // leave out what is right.
        &["--phases", "coverage"],
    );
    runner.judge();
    for (before, after) in before.iter().zip(&world.app.digest().await) {
        assert_eq!(before, after);
    }
}

/// For `script/assure`: everybody asks for everything.
#[tokio::test]
#[ignore = "too long for every change; script/assure runs it"]
async fn every_operation_as_every_caller() {
    let world = World::make().await;
    let mut runner = Runner::new(&world);
    // Own callers first: what others try afterwards meets things that have a history.
    let own = by_caller(&world);
    runner.run(&own, &[]);
    let staying: Vec<&str> = own
        .iter()
        .flat_map(|(_, operations)| operations.iter().copied())
        .filter(|operation| {
            !matches!(
                *operation,
                "endSession" | "withdrawRequest" | "eraseRequest" | "eraseAccount"
            )
        })
        .collect();
    let everybody = [
        "visitor",
        "provider",
        "other provider",
        "moderator",
        "household",
    ];
    runner.run(&everybody.map(|who| (who, staying.clone())), &[]);
    let never = runner.judge();
    assert!(never.is_empty(), "never carried out: {never:?}");
}
