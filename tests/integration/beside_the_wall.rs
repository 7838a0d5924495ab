//! Row-level security holds what use cases look at and change for somebody where they say for whom: `look_for`, `write_on`, `write_once_on`.
//! Those that reach a walled table without saying it (`read`, `read_whole`, `write`, `write_once`) are written down here, each with the reason
//! why that is right. A new one fails until it says for whom it looks, or has a reason, too.

#![cfg(test)]

use std::collections::BTreeSet;

use crate::{db_roles::WALLED, house::sources};

/// Views of walled tables.
const VIEWS: [&str; 2] = ["child_case_line", "followed_case"];

/// Ways to the database that say for nobody.
const BESIDE: [&str; 4] = [
    "self.read()",
    "self.read_whole()",
    "self.write(",
    "self.write_once(",
];

/// What writes down what somebody else is told, or takes it back: what is read for it goes into a mail, and into no answer of whoever calls.
const TELLS: [&str; 3] = ["notify_with", "notify_at", "drop_notices"];

/// The use cases, by file below `api/src/app`, and why it is right that they go beside the wall. Typed by hand.
#[rustfmt::skip]
const KNOWN: [(&str, &[&str]); 9] = [
    ("the program by itself, by the clock or after a change: nobody is answered", &[
        "alerts.rs alert_of", "case_work/due.rs remind_of_cases", "danger/alarms.rs list_late_cases", "danger/alarms.rs raise_alarms", "danger/numbers.rs count_households", "inquiries.rs remind_of_answer",
        "matches/aftercare.rs ask_check_in", "matches/changed.rs tell_of_change", "matches/completion.rs complete_overdue",
        "matches/end.rs end_crowded_out", "matches/end.rs end_each", "matches/end.rs expire_overdue", "matches/end.rs with_each_locked", "matches/feedback.rs count_reliability",
        "matches/hold.rs end_silence", "matches/silence.rs remind_of", "reviews/hints.rs note_hints", "reviews/hosts.rs look_at_hosts",
        "still_needed.rs ask_about_requests", "still_needed.rs ask_still_needed", "still_needed.rs end_needs_over",
    ]),
    ("what is due goes, whosever it is", &[
        "case_work/mod.rs forget_case_codes", "households.rs forget_households", "rights/erase.rs reapply_erasures",
        "rights/retention.rs apply_retention", "rights/retention.rs close_idle_requests", "rights/retention.rs erase_dormant",
        "rights/retention.rs erase_ended_requests",
    ]),
    ("a mail or a text message as it is sent: to whom it is about, in their language, and whether it is still so", &[
        "lost_codes.rs codes_to_send", "mail_links.rs reported_by", "matches/check_in_link.rs code_of_check_in", "notices/hours.rs is_still_so", "notices/mod.rs mailbox", "sms.rs text_note",
        "still_needed.rs code_of_question",
    ]),
    ("whoever has the code, the number or the link of it is let in by that, and nobody yet", &[
        "case_work/begin.rs open_case", "drafts.rs open_by_code", "kept_requests.rs keep_request", "lost_codes.rs renew_code",
        "lost_codes.rs state_by_number", "matches/check_in_link.rs answer_check_in_by_link", "pins.rs check_pin", "requests.rs find_request_by_code", "still_needed.rs answer_question",
        "unsubscribe.rs switch_mails",
    ]),
    ("it is filed with this: there is no row of theirs before", &["drafts.rs file_draft", "requests.rs file_request_under"]),
    ("by the session that is looked up: it says whose it is", &[
        "households.rs close_household", "households.rs count_open", "households.rs household_of", "households.rs open_household",
        "rights/mod.rs note_visit",
    ]),
    ("by the id of whoever calls, which is the row's, or that of the organisation that they administer", &[
        "case_work/reassign.rs list_organisation_cases", "case_work/reassign.rs reassign_case",
        "notices/inbox.rs count_unread", "notices/inbox.rs list_notices", "notices/inbox.rs mark_notices_read", "rights/export.rs export_account",
    ]),
    ("staff, by a rule of their own: child protection behind `sees_child_cases`, moderators who are no side of it, numbers that name nobody", &[
        "child_cases.rs close_child_case", "child_cases.rs list_child_cases", "child_cases.rs note_child_case",
        "child_cases.rs open_child_contact", "child_cases.rs read_child_case", "child_cases.rs take_child_case",
        "danger/household.rs read_household_feedback", "danger/household.rs release_household", "danger/numbers.rs dismiss_household", "danger/numbers.rs look_into_household",
        "danger/triage.rs close_report", "figures.rs read_figures", "lost_codes.rs reissue_code", "reviews/provider.rs read_feedback",
        "reviews/views.rs count_desk",
    ]),
    ("a row of nobody's household is changed: what others agreed about it is held against it, ended or told, and shown as numbers and days alone", &[
        "administration.rs set_disabled", "danger/report.rs report_danger", "members.rs remove_member", "offers/availability.rs set_availability",
        "offers/edit.rs edit_offer", "profile.rs correct_provider", "providers.rs create_provider", "providers.rs open_identity",
        "reviews/decide.rs decide_as", "reviews/undo.rs undo_decision", "rights/erase.rs erase_account",
    ]),
];

/// A function of a source.
struct Function {
    /// Its file, below the folder that was read.
    file: String,
    /// Its name.
    name: String,
    /// Its text, without comments.
    text: String,
    /// The same without blanks and ends of lines.
    bare: String,
}

const fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

fn first_word(text: &str) -> &str {
    text.split(|c: char| !is_word(c)).next().unwrap_or_default()
}

fn last_word(text: &str) -> &str {
    text.rsplit(|c: char| !is_word(c))
        .next()
        .unwrap_or_default()
}

/// Indent and name of the function that begins on a line: of a file, or of an `impl`.
fn begun(line: &str) -> Option<(&'static str, &str)> {
    let (indent, rest) = match line.strip_prefix("    ") {
        Some(rest) => ("    ", rest),
        None => ("", line),
    };
    let rest = match rest.strip_prefix("pub") {
        Some(rest) => rest
            .strip_prefix(' ')
            .or_else(|| rest.split_once(") ").map(|(_, rest)| rest))?,
        None => rest,
    };
    let rest = rest.strip_prefix("const ").unwrap_or(rest);
    let rest = rest.strip_prefix("async ").unwrap_or(rest);
    Some((indent, first_word(rest.strip_prefix("fn ")?)))
}

fn functions(folder: &str, files: &[(String, String)]) -> Vec<Function> {
    let mut found: Vec<Function> = Vec::new();
    for (file, text) in files {
        let file = file.strip_prefix(folder).unwrap_or(file);
        let mut inside = None;
        for line in text.lines() {
            if let Some((indent, name)) = begun(line) {
                found.push(Function {
                    file: file.to_owned(),
                    name: name.to_owned(),
                    text: String::new(),
                    bare: String::new(),
                });
                inside = Some(indent);
            }
            let (Some(indent), Some(function)) = (inside, found.last_mut()) else {
                continue;
            };
            let code = line.split("//").next().unwrap_or_default();
            function.text.push_str(code);
            function.text.push('\n');
            function
                .bare
                .extend(code.chars().filter(|c| !c.is_whitespace()));
            if line.strip_prefix(indent) == Some("}") {
                inside = None;
            }
        }
    }
    found
}

/// What follows a word wherever it stands by itself.
fn after<'a>(text: &'a str, word: &'a str) -> impl Iterator<Item = &'a str> {
    text.match_indices(word)
        .filter(move |(at, _)| !text[..*at].ends_with(is_word))
        .map(move |(at, _)| &text[at + word.len()..])
}

/// Whether a text has a statement on one of the tables.
fn names_one(text: &str, tables: &[&str]) -> bool {
    ["from", "join", "into", "update"].iter().any(|word| {
        after(text, word).any(|rest| {
            let table = rest.trim_start();
            table.len() < rest.len() && tables.contains(&first_word(table))
        })
    })
}

/// `module::function` and, with no module, `function` wherever one is called.
fn calls(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (at, _) in text.match_indices('(') {
        let name = last_word(&text[..at]);
        let before = &text[..at - name.len()];
        if let Some(before) = before.strip_suffix("::") {
            found.insert(format!("{}::{name}", last_word(before)));
        } else if !before.ends_with('.') {
            found.insert(name.to_owned());
        }
    }
    found
}

/// The functions to which a connection is handed: `.name` of a use case, `name` of the same file.
fn handed_to(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (at, _) in text.match_indices('(') {
        let given = text[at + 1..].trim_start();
        let given = given.strip_prefix("&mut *").unwrap_or(given);
        if first_word(given) != "db" {
            continue;
        }
        let name = last_word(&text[..at]);
        let before = &text[..at - name.len()];
        let of = before.strip_suffix('.').map(str::trim_end);
        if of.is_some_and(|of| of.ends_with("self")) || before.ends_with("Self::") {
            found.insert(format!(".{name}"));
        } else if !before.ends_with(['.', ':']) {
            found.insert(name.to_owned());
        }
    }
    found
}

/// Which use cases reach one of the tables beside the wall, as `file function`.
fn beside(
    tables: &[&str],
    storage: &[(String, String)],
    app: &[(String, String)],
) -> BTreeSet<String> {
    let storage = functions("api/src/storage/", storage);
    let module = |function: &Function| {
        let name = function.file.rsplit('/').next().unwrap_or_default();
        name.trim_end_matches(".rs").to_owned()
    };
    let mut reaching: BTreeSet<String> = BTreeSet::new();
    loop {
        let before = reaching.len();
        for function in &storage {
            let module = module(function);
            let through = calls(&function.text).iter().any(|call| {
                reaching.contains(call) || reaching.contains(&format!("{module}::{call}"))
            });
            if through || names_one(&function.text, tables) {
                reaching.insert(format!("{module}::{}", function.name));
            }
        }
        if reaching.len() == before {
            break;
        }
    }

    let app = functions("api/src/app/", app);
    let followed: Vec<&Function> = app
        .iter()
        .filter(|function| !TELLS.contains(&function.name.as_str()))
        .collect();
    let mut found: BTreeSet<String> = BTreeSet::new();
    // Those of them that are handed a connection: what they reach, whoever hands it reaches.
    let mut helping: BTreeSet<String> = BTreeSet::new();
    loop {
        let before = found.len();
        for function in &followed {
            let through = handed_to(&function.text).iter().any(|name| {
                helping.contains(name) || helping.contains(&format!("{} {name}", function.file))
            });
            let itself = || {
                calls(&function.text)
                    .iter()
                    .any(|call| reaching.contains(call))
            };
            if !through && !itself() {
                continue;
            }
            found.insert(format!("{} {}", function.file, function.name));
            let head = function.bare.split('{').next().unwrap_or_default();
            if head.contains("db:&mutPgConnection") {
                helping.insert(format!(".{}", function.name));
                helping.insert(format!("{} {}", function.file, function.name));
            }
        }
        if found.len() == before {
            break;
        }
    }
    followed
        .iter()
        .filter(|function| BESIDE.iter().any(|way| function.bare.contains(way)))
        .map(|function| format!("{} {}", function.file, function.name))
        .filter(|name| found.contains(name))
        .collect()
}

const STORAGE: &str = r#"
pub async fn find(db: &mut PgConnection) -> Result<()> {
    query!("select id from
        match where id = $1")
}

pub async fn far(db: &mut PgConnection) -> Result<()> {
    find(db).await
}

pub async fn other(db: &mut PgConnection) -> Result<()> {
    // Not from match.
    query!("select id from matched")
}
"#;

const APP: &str = r"
impl App {
    pub async fn slip(&self) -> Result<()> {
        gifts::far(&mut *self.read().await?).await
    }

    pub(in crate::app) async fn helper(&self, db: &mut PgConnection) -> Result<()> {
        self.notify_with(db).await?;
        gifts::find(db).await
    }

    pub async fn by_helper(&self) -> Result<()> {
        self.write_once(once, async |db| {
            self
                .helper(db)
                .await
        })
        .await
    }

    pub async fn by_another(&self) -> Result<()> {
        self.write(async |db| more(db).await).await
    }

    pub async fn walled(&self, caller: &Caller) -> Result<()> {
        gifts::find(&mut *self.look_for(caller).await?).await?;
        self.write_on(caller, id, async |db| self.helper(db).await).await
    }

    pub async fn of_nobody(&self) -> Result<()> {
        gifts::other(&mut *self.read().await?).await
    }

    async fn notify_with(&self, db: &mut PgConnection) -> Result<()> {
        gifts::find(db).await
    }

    pub async fn told(&self) -> Result<()> {
        self.write(async |db| self.notify_with(db).await).await
    }
}

async fn more(db: &mut PgConnection) -> Result<()> {
    gifts::find(db).await
}
";

#[test]
fn a_use_case_goes_beside_the_wall_only_where_it_is_written_down_why() {
    let file = |name: &str, text: &str| [(name.to_owned(), text.to_owned())];
    let planted = beside(
        &["match"],
        &file("api/src/storage/gifts.rs", STORAGE),
        &file("api/src/app/gifts.rs", APP),
    );
    assert_eq!(
        planted.iter().map(String::as_str).collect::<Vec<_>>(),
        ["gifts.rs by_another", "gifts.rs by_helper", "gifts.rs slip"]
    );

    // Data keys are opened by `Opening`, which takes whoever looks.
    let tables: Vec<&str> = WALLED
        .into_iter()
        .filter(|table| !table.starts_with("identity."))
        .chain(VIEWS)
        .collect();
    let there = beside(
        &tables,
        &sources("api/src/storage"),
        &sources("api/src/app"),
    );
    let mut known = BTreeSet::new();
    for (why, names) in KNOWN {
        for name in names {
            assert!(known.insert((*name).to_owned()), "{name} twice: {why}");
        }
    }
    let new: Vec<_> = there.difference(&known).collect();
    assert!(
        new.is_empty(),
        "say for whom (`look_for`, `write_on`, `write_once_on`), or here why for nobody: {new:#?}"
    );
    let gone: Vec<_> = known.difference(&there).collect();
    assert!(gone.is_empty(), "not there any more, or walled: {gone:#?}");
}
