//! The audit log is sealed: whatever a superuser changes in it is found out. A tail that is cut off is found out by whoever wrote down
//! how long it was. `PUNTE_TAMPERED=1000 PUNTE_LINES=100000` is the size of a release, at which the time that it takes is judged, too.

#![cfg(test)]

mod affected;
mod old;
mod thinned;

use jiff::Timestamp;
use punte_api::app::{
    App,
    audit_log::{AuditReport, Break, Checkpoint, seal_below, verify},
};
use punte_tests::{Operator, TestApp};
use sqlx::{AssertSqlSafe, Connection as _, PgConnection};

use crate::sizes::{Dice, size};

/// How long lines are kept.
const DAYS: u16 = 730;

/// A line, as the server may write it.
const LINES: &str = "insert into audit_event (at, actor_kind, action, subject_kind, subject_id, data)
    select app_now(), 'system', 'tried', 'offer', gen_random_uuid(), jsonb_build_object('n', n) from generate_series(1, $1) n";

async fn write(db: &mut PgConnection, lines: i32) {
    sqlx::query(LINES).bind(lines).execute(db).await.unwrap();
}

/// Seals until nothing waits. Transactions of other tests on the same server hold the horizon back as long as they run.
async fn seal_all(app: &App) -> Vec<Checkpoint> {
    let mut newest = Vec::new();
    while app.audit_tail().await.unwrap().0 > 0 {
        newest.extend(app.seal_audit().await.unwrap());
        tokio::task::yield_now().await;
    }
    newest
}

/// Holds the log against its seals and checkpoints, by the clock of a server.
async fn held(app: &App, checkpoints: &[Checkpoint]) -> AuditReport {
    let mut db = app.pool.acquire().await.unwrap();
    let days = app.retention.audit_days;
    verify(&mut db, checkpoints, days, app.now()).await.unwrap()
}

/// Seals that the lines are spread over.
const SEALS: usize = 50;
/// From so many lines on it is judged how long verifying takes: 100,000 within a second (docs/assurance.md, T10: a million within ten).
const TIMED: usize = 100_000;

#[tokio::test]
async fn whatever_a_superuser_changes_in_ten_thousand_lines_is_found_out() {
    // As often for each of five kinds.
    let each = size("PUNTE_TAMPERED", 200).div_ceil(5);
    let lines = size("PUNTE_LINES", 10_000).div_ceil(SEALS);
    let app = TestApp::spawn().await;
    let use_cases = app.use_cases().await;
    let mut writer = app.app_rw().await;
    let mut checkpoints = Vec::new();
    for _ in 0..SEALS {
        write(&mut writer, i32::try_from(lines).unwrap()).await;
        checkpoints.extend(seal_all(&use_cases).await);
    }
    let mut db = app.superuser().await;
    let began = std::time::Instant::now();
    let whole = verify(&mut db, &checkpoints, DAYS, app.now())
        .await
        .unwrap();
    let verified = began.elapsed();
    assert!(
        whole.broken.is_none() && whole.unsealed_lines == 0,
        "{whole:?}"
    );
    assert!(
        whole.sealed_lines >= i64::try_from(SEALS * lines).unwrap() && whole.seals >= 50,
        "{whole:?}"
    );
    let sealed = u32::try_from(whole.sealed_lines).unwrap();
    let each_100_000 = verified * 100_000 / sealed;
    println!(
        "audit_seal: {sealed} lines verified in {verified:.0?}: {each_100_000:.0?} for 100,000"
    );
    if SEALS * lines >= TIMED {
        assert!(each_100_000.as_millis() <= 1_000, "too slow");
    }
    let ids: Vec<i64> =
        sqlx::query_scalar("select id from audit_event where action = 'tried' order by id")
            .fetch_all(&mut db)
            .await
            .unwrap();
    let seals = i64::try_from(checkpoints.len()).unwrap();
    let mut dice = Dice::new(0x5eed_a0d1);
    let mut found = [0; 5];
    for round in 0..5 * each {
        let at = dice.below(ids.len());
        let further = 1 + dice.below(ids.len() - 1);
        let (one, other) = (ids[at], ids[(at + further) % ids.len()]);
        let kind = round % 5;
        let statements = match kind {
            0 => {
                let edits = [
                    "data = data || '{\"x\": 1}'",
                    "action = 'denied'",
                    "actor_id = gen_random_uuid()",
                    "actor_kind = 'visitor'",
                    "at = at + interval '1 microsecond'",
                    "subject_id = gen_random_uuid()",
                    "subject_kind = 'need'",
                    "xid = (xid::text::bigint - 1)::text::xid8",
                ];
                vec![format!("update audit_event set {} where id = {one}", edits[dice.below(8)])]
            }
            1 => vec![format!("delete from audit_event where id = {one}")],
            // Two lines change places.
            2 => vec![format!(
                "update audit_event a set data = b.data, subject_id = b.subject_id from audit_event b
                 where (a.id = {one} and b.id = {other} or a.id = {other} and b.id = {one})"
            )],
            // One is put in, among those that are sealed; below the first id, or after the last.
            3 => {
                let id = ["-1", "(select max(id) + 1 from audit_event)"][dice.below(2)];
                vec![format!(
                    "insert into audit_event (id, at, actor_kind, action, subject_kind, subject_id, xid) overriding system value
                     select {id}, at, actor_kind, action, subject_kind, subject_id, xid from audit_event where id = {one}"
                )]
            }
            // The end is cut off, seals and all.
            _ => {
                let kept = seals - 1 - i64::try_from(dice.below(40)).unwrap();
                let last = checkpoints[usize::try_from(kept).unwrap()].number;
                vec![
                    format!(
                        "delete from audit_event where xid >= (select to_xid::text::xid8 from audit_seal where number = {last} - 1)"
                    ),
                    format!("delete from audit_seal where number >= {last}"),
                ]
            }
        };
        let mut tx = db.begin().await.unwrap();
        sqlx::query("set local session_replication_role = replica")
            .execute(&mut *tx)
            .await
            .unwrap();
        for statement in statements {
            let done = sqlx::query(AssertSqlSafe(statement.clone()))
                .execute(&mut *tx)
                .await
                .unwrap();
            assert!(done.rows_affected() > 0, "{statement}");
        }
        let report = verify(&mut tx, &checkpoints, DAYS, app.now())
            .await
            .unwrap();
        let (_, broken) = report
            .broken
            .unwrap_or_else(|| panic!("round {round}, kind {kind}: not found"));
        found[kind] += 1;
        if kind == 4 {
            assert_eq!(broken, Break::Checkpoint);
            let blind = verify(&mut tx, &[], DAYS, app.now()).await.unwrap();
            assert_eq!(
                blind.broken, None,
                "without checkpoints a cut does not show"
            );
        }
        tx.rollback().await.unwrap();
    }
    println!(
        "audit_seal: {} edits, deletions, swaps, additions and cuts in {} sealed lines, each found",
        5 * each,
        whole.sealed_lines
    );
    assert_eq!(found, [each; 5]);
    // Whoever cuts the end off and lets the server seal what they wrote instead has a chain that is whole, and another one.
    let cut = checkpoints[40].number;
    for statement in [
        "set session_replication_role = replica".to_owned(),
        format!("delete from audit_seal where number >= {cut}"),
        format!(
            "update audit_event set action = 'never' where id in (select id from audit_event
             where xid >= (select to_xid::text::xid8 from audit_seal where number = {cut} - 1) limit 1)"
        ),
    ] {
        sqlx::query(AssertSqlSafe(statement)).execute(&mut db).await.unwrap();
    }
    seal_all(&use_cases).await;
    let blind = verify(&mut db, &[], DAYS, app.now()).await.unwrap();
    assert_eq!(blind.broken, None);
    let report = verify(&mut db, &checkpoints, DAYS, app.now())
        .await
        .unwrap();
    assert!(
        matches!(report.broken, Some((_, Break::Checkpoint))),
        "{report:?}"
    );
    use_cases.pool.close().await;
}

#[tokio::test]
async fn a_line_of_a_late_transaction_is_sealed_with_it_and_one_of_a_lost_one_is_no_gap() {
    let app = TestApp::spawn().await;
    let use_cases = app.use_cases().await;
    let checkpoints = seal_all(&use_cases).await;
    let (mut late, mut lost, mut quick) =
        (app.app_rw().await, app.app_rw().await, app.app_rw().await);
    let mut late = late.begin().await.unwrap();
    write(&mut late, 1).await;
    let mut lost = lost.begin().await.unwrap();
    write(&mut lost, 3).await;
    write(&mut quick, 2).await;
    lost.rollback().await.unwrap();
    // The ids of the quick one are larger, and it waits: below them something may still come.
    assert_eq!(use_cases.seal_audit().await.unwrap(), None);
    assert_eq!(use_cases.audit_tail().await.unwrap().0, 2);
    late.commit().await.unwrap();
    assert_eq!(use_cases.audit_tail().await.unwrap().0, 3);
    seal_all(&use_cases).await;
    let report = held(&use_cases, &checkpoints).await;
    assert_eq!(
        (report.broken, report.unsealed_lines),
        (None, 0),
        "{report:?}"
    );
    use_cases.pool.close().await;
}

#[tokio::test]
async fn a_log_that_was_restored_into_another_server_goes_on_in_a_new_era() {
    let app = TestApp::spawn().await;
    let use_cases = app.use_cases().await;
    let mut db = app.superuser().await;
    // As if the old server had counted its transactions much further.
    let old: i64 = 4_000_000_000;
    write(&mut db, 5).await;
    sqlx::query("set session_replication_role = replica")
        .execute(&mut db)
        .await
        .unwrap();
    sqlx::query("update audit_event set xid = (xid::text::bigint + $1)::text::xid8")
        .bind(old)
        .execute(&mut db)
        .await
        .unwrap();
    let mut tx = db.begin().await.unwrap();
    let seal = seal_below(&mut tx, 2 * old, app.now())
        .await
        .unwrap()
        .unwrap();
    tx.commit().await.unwrap();
    // What was written on the new one before anybody sealed, and more afterwards.
    let mut writer = app.app_rw().await;
    write(&mut writer, 2).await;
    let mut checkpoints = vec![Checkpoint::of(seal, app.now())];
    while app
        .count("select count(distinct era) from audit_seal")
        .await
        < 2
    {
        checkpoints.extend(use_cases.seal_audit().await.unwrap());
        tokio::task::yield_now().await;
    }
    write(&mut writer, 2).await;
    seal_all(&use_cases).await;
    let report = held(&use_cases, &checkpoints).await;
    assert_eq!(
        (report.broken, report.unsealed_lines),
        (None, 0),
        "{report:?}"
    );
    assert_eq!(
        app.count("select count(distinct era) from audit_seal")
            .await,
        2
    );
    // A line of either era is held.
    for order in ["asc", "desc"] {
        let mut tx = db.begin().await.unwrap();
        let edit = format!(
            "update audit_event set action = 'never' where id = (select id from audit_event order by id {order} limit 1)"
        );
        sqlx::query(AssertSqlSafe(edit))
            .execute(&mut *tx)
            .await
            .unwrap();
        let report = verify(&mut tx, &[], DAYS, app.now()).await.unwrap();
        assert!(
            matches!(report.broken, Some((_, Break::Lines))),
            "{order}: {report:?}"
        );
        tx.rollback().await.unwrap();
    }
    // Whichever seal it begins after one day, the rest is there and whole: transactions of one era have numbers of the other.
    for seal in 2..=app.count("select max(number) from audit_seal").await {
        let mut tx = db.begin().await.unwrap();
        sqlx::query("select forget_audit($1)")
            .bind(seal)
            .execute(&mut *tx)
            .await
            .unwrap();
        let report = verify(&mut tx, &[], DAYS, app.now()).await.unwrap();
        let left: i64 = sqlx::query_scalar("select count(*) from audit_event")
            .fetch_one(&mut *tx)
            .await
            .unwrap();
        assert_eq!((report.broken, report.begins_after), (None, seal));
        assert_eq!(report.sealed_lines, left, "after {seal}");
        tx.rollback().await.unwrap();
    }
    use_cases.pool.close().await;
}

#[tokio::test]
async fn the_server_may_add_to_the_log_and_choose_neither_number_nor_transaction() {
    let app = TestApp::spawn().await;
    let use_cases = app.use_cases().await;
    write(&mut app.app_rw().await, 1).await;
    seal_all(&use_cases).await;
    use_cases.pool.close().await;
    let mut db = app.app_rw().await;
    for statement in [
        "insert into audit_event (at, actor_kind, action, subject_kind, subject_id, xid)
         values (app_now(), 'system', 'x', 'offer', gen_random_uuid(), '1')",
        "insert into audit_event (id, at, actor_kind, action, subject_kind, subject_id) overriding system value
         values (0, app_now(), 'system', 'x', 'offer', gen_random_uuid())",
        "update audit_seal set hash = hash",
        "delete from audit_seal",
        "truncate audit_seal",
    ] {
        let refused = sqlx::query(statement).execute(&mut db).await.expect_err(statement);
        let code = refused.as_database_error().unwrap().code().unwrap().into_owned();
        assert_eq!(code, "42501", "{statement}");
    }
}

#[tokio::test]
async fn an_operator_verifies_the_log_and_reads_who_looked_at_whom() {
    let app = TestApp::spawn().await;
    let use_cases = app.use_cases().await;
    let provider = app.provider(0, "ngo", 1).await;
    app.post(format!("/providers/{}/identity-views", provider.id))
        .by(app.as_moderator())
        .json(&serde_json::json!({ "reason": "vetting" }))
        .expect(201)
        .await;
    seal_all(&use_cases).await;
    use_cases.pool.close().await;
    let operator = Operator::of(&app);
    let said = operator.succeed(&["audit", "verify"]);
    assert!(said.contains("They are what was written"), "{said}");
    let looks = operator.succeed(&["audit", "identity-looks", "--days", "36500"]);
    assert!(
        looks.contains("identity_opened")
            && looks.contains("vetting")
            && looks.contains(&provider.id),
        "{looks}"
    );
    let mut db = app.superuser().await;
    for statement in [
        "set session_replication_role = replica",
        "update audit_event set data = '{\"reason\": \"none\"}' where action = 'identity_opened'",
    ] {
        sqlx::query(statement).execute(&mut db).await.unwrap();
    }
    let said = operator.fail(&["audit", "verify"]);
    assert!(said.contains("not what was written, from seal"), "{said}");
    // A checkpoint of somebody else's.
    let forged = format!("{} 1 00 {}\n", Timestamp::UNIX_EPOCH, "0".repeat(64));
    let file = operator.file("checkpoints.log", &forged);
    let said = operator.fail(&["audit", "verify", "--checkpoints", &file]);
    assert!(
        said.contains("line 1") && said.contains("not one of ours"),
        "{said}"
    );
}
