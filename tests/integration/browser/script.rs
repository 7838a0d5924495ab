//! A script of `tests/browser` in Node, and what only the test can do for it.

use std::{
    env,
    fs::{self, File},
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};

use jiff::SignedDuration;
use punte_api::{auth::Seed, mail::Mailer};
use punte_tests::{MailSink, Message, TestApp};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader},
    process::{Child, Command},
    time::timeout,
};

use crate::pages::still_offered::{link, told, way};

/// How long a script may take on the slowest machine.
const AT_MOST: Duration = Duration::from_hours(1);

/// What a line of a script begins with that asks for something.
const ASKS: &str = "? ";

/// Runs a script against a server, in a world of which this is known; it must find nothing.
pub(super) async fn finds_nothing_in(app: &TestApp, script: &str, known: &Value) {
    let tools = env::var("PUNTE_TOOLS_DIR").expect("PUNTE_TOOLS_DIR: run script/test");
    let directory = TempDir::new().unwrap();
    let [world, errors] = ["world.json", "errors"].map(|name| directory.path().join(name));
    fs::write(&world, known.to_string()).unwrap();
    let scripts = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("browser");
    let mut node = Command::new(Path::new(&tools).join("bin/node"))
        .arg(scripts.join(script))
        .arg(&app.base_url)
        .arg(&world)
        .env("PUNTE_TOOLS_DIR", &tools)
        // Chromium keeps its profile and its caches where the test ends.
        .env("HOME", directory.path())
        .env("TMPDIR", directory.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(File::create(&errors).unwrap())
        .kill_on_drop(true)
        .spawn()
        .expect("node starts");
    let work = async {
        let said = listen(app, &mut node).await;
        (said, node.wait().await.unwrap())
    };
    // A page that never comes must not hold the tests for ever; this is no measure of speed.
    let (said, ended) = timeout(AT_MOST, work)
        .await
        .unwrap_or_else(|_| panic!("{script} has not ended after {AT_MOST:?}"));
    assert!(
        ended.success(),
        "{script}:\n{said}{}",
        fs::read_to_string(&errors).unwrap()
    );
}

/// Reads what a script says until it ends, and answers what it asks.
async fn listen(app: &TestApp, node: &mut Child) -> String {
    let mut back = node.stdin.take().unwrap();
    let mut lines = BufReader::new(node.stdout.take().unwrap()).lines();
    let mut said = String::new();
    while let Some(line) = lines.next_line().await.unwrap() {
        if let Some(question) = line.strip_prefix(ASKS) {
            let answer = format!("{}\n", answer(app, question).await);
            back.write_all(answer.as_bytes()).await.unwrap();
        } else {
            println!("{line}");
            said.push_str(&line);
            said.push('\n');
        }
    }
    said
}

/// What a script cannot do through the pages: read a mail or an authenticator app, let time pass, wait for the worker.
async fn answer(app: &TestApp, question: &str) -> String {
    let (what, with) = question.split_once(' ').unwrap_or((question, ""));
    match what {
        // The code of the link that was asked for last.
        "link" => app.link_code().await,
        // What an app shows that was given a key.
        "shown" => Seed::from_text(with).unwrap().code_at(app.now()).unwrap(),
        // So many seconds.
        "pass" => {
            app.advance(SignedDuration::from_secs(with.parse().unwrap()));
            app.now().to_string()
        }
        // What waits in the queue is read and compared.
        "hints" => {
            app.note_hints().await;
            String::new()
        }
        // What is due in the background.
        "work" => {
            let mails = TempDir::new().unwrap();
            let mailer = Mailer::new(
                None,
                mails.path(),
                "Punte <punte@example.org>",
                &app.base_url,
            );
            app.run_jobs(&mailer.unwrap()).await.to_string()
        }
        // The mails that deadlines of offers bring now, each with where its links lead.
        "mails" => {
            let told = told(app, &MailSink::start()).await;
            let asking = told.iter().filter(|mail| mail.body.contains("/still/"));
            let mails = asking.map(|mail| {
                let (path, code) = link(mail);
                json!({ "to": mail.to, "subject": mail.subject, "path": path, "code": code, "off": off(mail) })
            });
            Value::Array(mails.collect()).to_string()
        }
        // The mails that are due, each with where its link leads.
        "letters" => {
            let sink = MailSink::start();
            app.run_jobs(&sink.mailer()).await;
            let letters = sink.messages();
            let letters = letters
                .iter()
                .map(|mail| json!({ "to": mail.to, "subject": mail.subject, "path": way(mail) }));
            Value::Array(letters.collect()).to_string()
        }
        _ => panic!("nobody can answer: {question}"),
    }
}

/// Where the link of a mail leads after which no more like it come, if it has one.
fn off(mail: &Message) -> Option<&str> {
    let links = mail.body.split("https://punte.example.org").skip(1);
    let mut paths = links.filter_map(|after| after.split_whitespace().next());
    paths.find(|path| path.contains("/unsubscribe/"))
}
