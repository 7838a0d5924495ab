//! The file of checkpoints does not grow for ever: of what is older than a month one line an hour stays, and proves the same chain.

use std::{fs, os::unix::fs::PermissionsExt as _, thread};

use jiff::{SignedDuration, Timestamp};
use punte_api::{
    app::audit_log::{Break, Checkpoint, verify},
    auth::Keys,
    checkpoints::Checkpoints,
};
use punte_tests::TestApp;
use sqlx::{AssertSqlSafe, Connection as _, Executor as _};

use super::{DAYS, seal_all, write};

const DAY: SignedDuration = SignedDuration::from_hours(24);

/// So many checkpoints, each so many minutes after the one before, from an instant on.
fn each(minutes: i64, from: Timestamp, many: i64) -> Vec<Checkpoint> {
    let made = (0..many).map(|n| Checkpoint {
        number: 3 * n + 1,
        hash: vec![7; 32],
        at: from + SignedDuration::from_mins(n * minutes),
    });
    made.collect()
}

#[test]
fn the_first_the_last_month_and_one_line_an_hour_stay_and_nothing_else() {
    let directory = tempfile::tempdir().unwrap();
    let keys = Keys::load_or_create(&directory.path().join("keys")).unwrap();
    let path = directory.path().join("checkpoints.log");
    let file = Checkpoints::at(path.clone());
    let began: Timestamp = "2027-01-01T00:10:00Z".parse().unwrap();
    let now = began + DAY * 33;
    assert_eq!(file.thin(&keys, now).unwrap(), 0, "no file yet");
    assert!(!path.exists());
    // Every twenty minutes, at :10, :30 and :50.
    let written = each(20, began, 33 * 72);
    for checkpoint in &written {
        file.append(&keys, checkpoint).unwrap();
    }
    // Two days are older than 31: of 144 lines the first and the last of each hour, at :50.
    assert_eq!(file.thin(&keys, now).unwrap(), 144 - 1 - 48);
    let kept = file.read(&keys).unwrap();
    assert_eq!(kept.len(), written.len() - 95);
    let old = &kept[..49];
    assert_eq!(old[0], written[0]);
    for (hour, checkpoint) in old[1..].iter().enumerate() {
        assert_eq!(*checkpoint, written[3 * hour + 2], "hour {hour}");
    }
    assert_eq!(kept[49..], written[144..], "all of the last 31 days");
    let mode = fs::metadata(&path).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);

    let text = fs::read_to_string(&path).unwrap();
    assert_eq!(file.thin(&keys, now).unwrap(), 0, "there is nothing more");
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
    assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 2);
    // It goes on, and what can be let go is found by halves as before.
    let next = Checkpoint {
        number: 9_999,
        hash: vec![8; 32],
        at: now,
    };
    file.append(&keys, &next).unwrap();
    assert_eq!(file.read(&keys).unwrap().last(), Some(&next));
    let due: Vec<Checkpoint> = old.iter().filter(|c| c.number > 100).cloned().collect();
    let by = old[48].at;
    assert_eq!(file.read_old(&keys, 100, by).unwrap(), due);
    // Hours that a month has passed of meanwhile go as well: of a day, at whose beginning nothing is cut.
    assert_eq!(file.thin(&keys, now + DAY).unwrap(), 72 - 24);

    // What somebody changed is not made good by it.
    let text = fs::read_to_string(&path).unwrap();
    let forged = text.replacen("2027-01-01", "2026-01-01", 1);
    fs::write(&path, &forged).unwrap();
    let refused = file.thin(&keys, now + DAY * 9).unwrap_err().to_string();
    assert!(refused.contains("line 1 "), "{refused}");
    assert_eq!(fs::read_to_string(&path).unwrap(), forged);
    assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 2);
}

#[test]
fn nothing_that_is_written_down_meanwhile_is_lost() {
    let directory = tempfile::tempdir().unwrap();
    let keys = Keys::load_or_create(&directory.path().join("keys")).unwrap();
    let file = Checkpoints::at(directory.path().join("checkpoints.log"));
    let began: Timestamp = "2027-01-01T00:00:00Z".parse().unwrap();
    let written = each(10, began, 600);
    let young = began + DAY * 60;
    thread::scope(|scope| {
        let adds = scope.spawn(|| {
            // Six of an hour that is old, of which one stays, and one that is young.
            for hour in written.chunks(6) {
                for checkpoint in hour {
                    file.append(&keys, checkpoint).unwrap();
                }
                let young = Checkpoint {
                    number: hour[5].number + 1,
                    at: young,
                    ..hour[5].clone()
                };
                file.append(&keys, &young).unwrap();
            }
        });
        while !adds.is_finished() {
            file.thin(&keys, young).unwrap();
        }
    });
    file.thin(&keys, young).unwrap();
    let kept = file.read(&keys).unwrap();
    assert_eq!(kept.iter().filter(|c| c.at == young).count(), 100);
    assert_eq!(kept.len(), 100 + 100 + 1, "and the very first");
    let numbers: Vec<i64> = kept.iter().map(|c| c.number).collect();
    assert!(numbers.is_sorted(), "in their order");
}

#[tokio::test]
async fn what_is_left_proves_the_chain_as_all_of_it_did() {
    let app = TestApp::spawn().await;
    let use_cases = app.use_cases().await;
    let mut writer = app.app_rw().await;
    let directory = tempfile::tempdir().unwrap();
    let file = Checkpoints::at(directory.path().join("checkpoints.log"));
    let keys = &use_cases.auth.keys;
    // Twelve within two hours, and three days later.
    for n in 0..15 {
        write(&mut writer, 10).await;
        for checkpoint in seal_all(&use_cases).await {
            file.append(keys, &checkpoint).unwrap();
        }
        let wait = if n < 12 {
            SignedDuration::from_mins(10)
        } else {
            DAY
        };
        app.advance(wait);
    }
    let all = file.read(keys).unwrap();
    app.advance(DAY * 60);
    assert!(file.thin(keys, app.now()).unwrap() >= 8);
    let thin = file.read(keys).unwrap();
    assert!(thin.len() + 8 <= all.len());
    assert!(thin.iter().all(|kept| all.contains(kept)));

    let mut db = app.superuser().await;
    db.execute("set session_replication_role = replica")
        .await
        .unwrap();
    let newest = all.last().unwrap().number;
    let between = thin[1].number - 1;
    let of_seal = |number: i64| {
        format!(
            "xid >= (select from_xid::text::xid8 from audit_seal where number = {number})
             and xid < (select to_xid::text::xid8 from audit_seal where number = {number})"
        )
    };
    for (statements, found) in [
        (vec![], None),
        // A line of a seal that no checkpoint is of any more.
        (
            vec![format!(
                "update audit_event set action = 'never' where {}",
                of_seal(between)
            )],
            Some(Break::Lines),
        ),
        (
            vec![
                format!("delete from audit_event where {}", of_seal(newest)),
                format!("delete from audit_seal where number = {newest}"),
            ],
            Some(Break::Checkpoint),
        ),
        (
            vec![format!(
                "update audit_seal set hash = sha256('x') where number = {newest}"
            )],
            Some(Break::Lines),
        ),
    ] {
        let mut tx = db.begin().await.unwrap();
        for statement in &statements {
            let done = tx.execute(AssertSqlSafe(statement.clone())).await.unwrap();
            assert!(done.rows_affected() > 0, "{statement}");
        }
        for known in [&all, &thin] {
            let report = verify(&mut tx, known, DAYS, app.now()).await.unwrap();
            let broken = report.broken.map(|(_, what)| what);
            assert_eq!(broken, found, "{statements:?} {report:?}");
        }
        tx.rollback().await.unwrap();
    }
    use_cases.pool.close().await;
}
