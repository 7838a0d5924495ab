//! Old lines of the audit log go, and what stays is held from a checkpoint on: nothing younger goes, and nothing that somebody changed.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use punte_api::{
    app::{
        App,
        audit_log::{Break, Checkpoint, verify},
    },
    auth::Keys,
    checkpoints::{self, Checkpoints},
    clock::SystemClock,
};
use punte_core::clock::Clock as _;
use punte_tests::{Operator, TestApp};
use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection};
use tokio::sync::watch;

use super::{DAYS, held, seal_all, write};

const DAY: SignedDuration = SignedDuration::from_hours(24);
const SECOND: SignedDuration = SignedDuration::from_secs(1);

/// Lines of one seal.
const LINES: i32 = 20;

/// A log with lines of two times: what was sealed first, what was sealed 400 days later, and who may change all of it. The machine's clock
/// is not the tests': by it the first lines are older than a year, and the others are not, whatever day it is.
struct Log {
    app: TestApp,
    use_cases: App,
    db: PgConnection,
    old: Vec<Checkpoint>,
    young: Vec<Checkpoint>,
}

/// As if the machine had sealed what is there 800 days ago.
const LONG_AGO: [&str; 2] = [
    "update audit_event set at = now() - interval '800 days' where at > now() - interval '700 days'",
    "update audit_seal set sealed_at = now() - interval '800 days'",
];

impl Log {
    async fn make() -> Self {
        let app = TestApp::spawn().await;
        // The tests' clock is never behind the machine's, which the database goes by: what is written now is young.
        app.advance(
            SystemClock
                .now()
                .duration_since(app.now())
                .max(SignedDuration::ZERO),
        );
        let mut db = app.superuser().await;
        db.execute("set session_replication_role = replica")
            .await
            .unwrap();
        let mut writer = app.app_rw().await;
        let use_cases = app.use_cases().await;
        let (mut old, mut young) = (Vec::new(), Vec::new());
        for _ in 0..4 {
            write(&mut writer, LINES).await;
            db.execute(LONG_AGO[0]).await.unwrap();
            old.extend(seal_all(&use_cases).await);
        }
        db.execute(LONG_AGO[1]).await.unwrap();
        app.advance(DAY * 400);
        for _ in 0..4 {
            write(&mut writer, LINES).await;
            young.extend(seal_all(&use_cases).await);
        }
        // The first checkpoints are of an age now that is a second below what is kept.
        app.advance(DAY * 330 - SECOND);
        Self {
            app,
            use_cases,
            db,
            old,
            young,
        }
    }

    fn checkpoints(&self) -> Vec<Checkpoint> {
        self.old.iter().chain(&self.young).cloned().collect()
    }

    /// The seal up to which everything is old.
    fn last_old(&self) -> i64 {
        self.old.last().unwrap().number
    }

    async fn lines(&self) -> i64 {
        let written = "select count(*) from audit_event where action = 'tried'";
        self.app.count(written).await
    }

    /// What is found once these statements were carried out, with and without checkpoints. Nothing stays of them.
    async fn found(&mut self, statements: &[String]) -> [Option<Break>; 2] {
        let checkpoints = self.checkpoints();
        let now = self.app.now();
        let mut tx = self.db.begin().await.unwrap();
        for statement in statements {
            let done = tx.execute(AssertSqlSafe(statement.clone())).await.unwrap();
            assert!(done.rows_affected() > 0, "{statement}");
        }
        let mut found = [None; 2];
        for (found, known) in found.iter_mut().zip([checkpoints.as_slice(), &[]]) {
            let report = verify(&mut tx, known, DAYS, now).await.unwrap();
            *found = report.broken.map(|(_, what)| what);
        }
        tx.rollback().await.unwrap();
        found
    }
}

#[tokio::test]
async fn lines_go_once_they_are_old_and_the_rest_is_what_was_written_from_a_checkpoint_on() {
    let mut log = Log::make().await;
    let (checkpoints, cut) = (log.checkpoints(), log.last_old());
    let each = i64::from(LINES);
    assert_eq!(log.use_cases.forget_audit(&checkpoints).await.unwrap(), 0);
    assert_eq!(log.lines().await, 8 * each, "a second too early");
    log.app.advance(SECOND);
    // Nothing goes that nobody wrote down, and nothing that somebody changed: it is what tells of that.
    assert_eq!(log.use_cases.forget_audit(&[]).await.unwrap(), 0);
    let change = |to: &str| {
        AssertSqlSafe(format!(
            "update audit_event set subject_kind = '{to}' where id = (select min(id) from audit_event where action = 'tried')"
        ))
    };
    log.db.execute(change("need")).await.unwrap();
    assert!(log.use_cases.forget_audit(&checkpoints).await.is_err());
    log.db.execute(change("offer")).await.unwrap();
    let forged = Checkpoint {
        hash: vec![7; 32],
        ..log.old.last().unwrap().clone()
    };
    assert!(log.use_cases.forget_audit(&[forged]).await.is_err());
    assert_eq!(log.lines().await, 8 * each);

    let gone = log.use_cases.forget_audit(&checkpoints).await.unwrap();
    assert!(gone >= 4 * each, "{gone}");
    assert_eq!(log.lines().await, 4 * each);
    assert_eq!(log.use_cases.forget_audit(&checkpoints).await.unwrap(), 0);
    let report = held(&log.use_cases, &checkpoints).await;
    assert_eq!(
        (report.broken, report.begins_after, report.sealed_lines),
        (None, cut, 4 * each),
        "{report:?}"
    );
    // The log goes on, and so does its chain.
    write(&mut log.app.app_rw().await, 3).await;
    let more = seal_all(&log.use_cases).await;
    log.young.extend(more);
    let report = held(&log.use_cases, &log.checkpoints()).await;
    assert_eq!(
        (report.broken, report.sealed_lines),
        (None, 4 * each + 3),
        "{report:?}"
    );
    // Whoever promised to keep them for longer is told that they are gone.
    let now = log.app.now();
    let promised = verify(&mut log.db, &checkpoints, DAYS + 1, now).await;
    assert_eq!(promised.unwrap().broken, Some((cut, Break::Beginning)));

    // What is changed then is found as before: a line, one that is put in before the beginning, the seal that it goes on from.
    let edit =
        "update audit_event set action = 'never' where id = (select max(id) from audit_event)";
    let lines = Some(Break::Lines);
    assert_eq!(log.found(&[edit.to_owned()]).await, [lines; 2]);
    let put_in = "insert into audit_event (id, at, actor_kind, action, subject_kind, subject_id, xid) overriding system value
        select -1, at, actor_kind, action, subject_kind, subject_id, '5'::xid8 from audit_event limit 1";
    assert_eq!(log.found(&[put_in.to_owned()]).await, [lines; 2]);
    let other = format!("update audit_seal set hash = sha256('x') where number = {cut}");
    assert!(log.found(&[other]).await.iter().all(Option::is_some));
    // Whoever cuts more off is found out by the checkpoints alone.
    let further = log.young[1].number;
    let more = [
        format!(
            "delete from audit_event where xid < (select to_xid::text::xid8 from audit_seal where number = {further})"
        ),
        format!("delete from audit_seal where number < {further}"),
    ];
    assert_eq!(log.found(&more).await, [Some(Break::Beginning), None]);

    log.use_cases.pool.close().await;
    let operator = Operator::of(&log.app);
    let said = operator.succeed(&["audit", "verify", "--without-checkpoints"]);
    assert!(said.contains(&format!("begins after seal {cut}")), "{said}");
    assert!(said.contains("What is there fits its seals"), "{said}");
    let said = operator.fail(&["audit", "verify"]);
    assert!(
        said.contains("no checkpoint says that they were old"),
        "{said}"
    );
}

#[tokio::test]
async fn every_server_lets_go_of_what_is_old_by_what_it_wrote_down() {
    let log = Log::make().await;
    log.app.advance(SECOND);
    let directory = tempfile::tempdir().unwrap();
    let file = Checkpoints::at(directory.path().join("checkpoints.log"));
    let use_cases = Arc::new(log.app.use_cases().await);
    let keep = async |file: &Checkpoints| {
        // Told to stop before it begins, it does once what it does all the time.
        let (_stop, stopped) = watch::channel(true);
        checkpoints::keep(Arc::clone(&use_cases), file.clone(), stopped).await;
    };
    let each = i64::from(LINES);
    keep(&file).await;
    assert_eq!(log.lines().await, 8 * each, "nothing was written down");
    for checkpoint in log.checkpoints() {
        file.append(&use_cases.auth.keys, &checkpoint).unwrap();
    }
    let read = file.read(&use_cases.auth.keys).unwrap();
    assert_eq!(read, log.checkpoints());
    keep(&file).await;
    assert_eq!(log.lines().await, 4 * each);
    let report = held(&use_cases, &read).await;
    assert_eq!((report.broken, report.begins_after), (None, log.last_old()));
    use_cases.pool.close().await;
    log.use_cases.pool.close().await;
}

#[tokio::test]
async fn the_database_lets_nobody_let_go_of_what_is_younger_than_a_year() {
    let mut log = Log::make().await;
    let (old, young) = (log.last_old(), log.young[1].number);
    // Whatever the time is that the server says.
    let mut server = log.app.app_rw().await;
    server
        .execute("select set_config('punte.now', '2100-01-01T00:00:00Z', false)")
        .await
        .unwrap();
    let mut owner = log.app.superuser().await;
    owner.execute("set role app_migrate").await.unwrap();
    for (owns, statement) in [
        (false, format!("select forget_audit({young})")),
        (true, format!("select forget_audit({young})")),
        (
            true,
            "delete from audit_event where id = (select max(id) from audit_event)".to_owned(),
        ),
        (
            true,
            format!("delete from audit_seal where number = {young}"),
        ),
        (
            false,
            format!("delete from audit_seal where number < {old}"),
        ),
        (
            false,
            "delete from audit_event where id = (select min(id) from audit_event)".to_owned(),
        ),
    ] {
        let db = if owns { &mut owner } else { &mut server };
        let refused = db.execute(AssertSqlSafe(statement.clone())).await;
        let error = refused.expect_err(&statement);
        let code = error.as_database_error().unwrap().code();
        assert_eq!(code.as_deref(), Some("42501"), "{statement}");
    }
    assert_eq!(log.lines().await, 8 * i64::from(LINES));
    // What is older goes, but for a log of one seal.
    let forget = |number: i64| AssertSqlSafe(format!("select forget_audit({number})"));
    for number in [1, young + 1_000, old] {
        server.execute(forget(number)).await.unwrap();
        let kept = if number == old { 4 } else { 8 };
        assert_eq!(log.lines().await, kept * i64::from(LINES), "{number}");
    }
    let checkpoints = log.checkpoints();
    log.app.advance(SECOND);
    let report = verify(&mut log.db, &checkpoints, DAYS, log.app.now()).await;
    assert_eq!(report.unwrap().broken, None);
    log.use_cases.pool.close().await;
}

#[test]
fn of_what_was_written_down_in_years_only_what_can_go_is_read() {
    let directory = tempfile::tempdir().unwrap();
    let keys = Keys::load_or_create(&directory.path().join("keys")).unwrap();
    let path = directory.path().join("checkpoints.log");
    let file = Checkpoints::at(path.clone());
    let none = file.read_old(&keys, 0, Timestamp::MAX).unwrap();
    assert!(none.is_empty(), "no file yet");
    let began: Timestamp = "2026-01-01T00:00:00Z".parse().unwrap();
    let minute = |n: i64| began + SignedDuration::from_mins(n);
    // Every third seal, a minute apart; once the clock was wrong.
    let mut written: Vec<Checkpoint> = (0..200)
        .map(|n| Checkpoint {
            number: 3 * n + 1,
            hash: vec![7; 32],
            at: minute(n),
        })
        .collect();
    written[120].at = "2099-01-01T00:00:00Z".parse().unwrap();
    for checkpoint in &written {
        file.append(&keys, checkpoint).unwrap();
    }
    let due = |after: i64, by: Timestamp| -> Vec<Checkpoint> {
        let due = |c: &&Checkpoint| c.number > after && c.at <= by;
        written.iter().filter(due).cloned().collect()
    };
    for after in (0..=600).step_by(7).chain([1, 2, 3, 4, 597, 598, 599]) {
        for by in [-1, 0, 1, 50, 119, 120, 121, 199, 300].map(minute) {
            let read = file.read_old(&keys, after, by).unwrap();
            assert_eq!(read, due(after, by), "after {after}, by {by}");
        }
    }
    // What lies before, and what was written long after, is not even looked at.
    let text = std::fs::read_to_string(&path).unwrap();
    let (first, rest) = text.split_once('\n').unwrap();
    let last = rest.lines().next_back().unwrap();
    let much_later = format!("{last}\n").repeat(3_000);
    let forged = first.replace("2026", "2025");
    let spoilt = format!("{forged}\n{rest}{much_later}{forged}\n");
    std::fs::write(&path, spoilt).unwrap();
    let (after, by) = (300, minute(150));
    assert_eq!(file.read_old(&keys, after, by).unwrap(), due(after, by));
    // Whoever verifies reads all of it.
    let refused = file.read(&keys).unwrap_err().to_string();
    assert!(refused.contains("line 1 "), "{refused}");
    std::fs::write(&path, format!("{first}\n{rest}{forged}\n")).unwrap();
    let refused = file.read(&keys).unwrap_err().to_string();
    assert!(refused.contains("line 201 "), "{refused}");
    assert!(
        file.read_old(&keys, 0, by).is_err(),
        "near enough to be read"
    );
}
