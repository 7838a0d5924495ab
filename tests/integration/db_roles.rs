//! What each role of the database may do, written down by hand: no more than its work needs.

#![cfg(test)]

use std::collections::{BTreeMap, BTreeSet};

use punte_tests::{Operator, TestApp, request, service_need, with};
use serde_json::json;
use sqlx::{AssertSqlSafe, Executor as _, PgConnection};

/// What a role holds on tables and views of ours, itself and by its columns.
const HELD: &str = "select c.oid::regclass::text || ' ' || p.name
    from pg_class c, (values ('select'), ('insert'), ('update'), ('delete'), ('truncate'), ('references'), ('trigger')) as p (name)
    where c.relnamespace in ('public'::regnamespace, 'identity'::regnamespace) and c.relkind in ('r', 'v')
        and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
        and (has_table_privilege($1, c.oid, p.name)
            or p.name in ('select', 'insert', 'update', 'references') and has_any_column_privilege($1, c.oid, p.name))
    order by 1";

async fn held(db: &mut PgConnection, role: &str) -> Vec<String> {
    sqlx::query_scalar(HELD)
        .bind(role)
        .fetch_all(db)
        .await
        .unwrap()
}

#[tokio::test]
async fn auditors_and_readers_hold_what_they_read_and_nothing_else() {
    let app = TestApp::spawn().await;
    let mut db = app.superuser().await;
    assert_eq!(
        held(&mut db, "app_audit").await,
        [
            "_sqlx_migrations select",
            "audit_event select",
            "audit_seal select"
        ]
    );
    assert_eq!(
        held(&mut db, "app_read").await,
        [
            "help_line select",
            "place select",
            "place_name select",
            "public_offer select",
            "reference_item select"
        ]
    );
}

#[tokio::test]
async fn no_role_is_let_past_the_walls_and_everything_belongs_to_one_that_nobody_signs_in_as() {
    let app = TestApp::spawn().await;
    let mut db = app.superuser().await;
    let roles: Vec<(String, bool)> = sqlx::query_as(
        "select rolname::text, rolcanlogin from pg_roles where rolname like 'app\\_%'
             and not (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication) order by 1",
    )
    .fetch_all(&mut db)
    .await
    .unwrap();
    let named = roles.iter().map(|(name, login)| (name.as_str(), *login));
    assert_eq!(
        named.collect::<Vec<_>>(),
        [
            ("app_audit", true),
            ("app_look", false),
            ("app_migrate", false),
            ("app_read", true),
            ("app_rw", true)
        ]
    );
    let others: Vec<String> = sqlx::query_scalar(
        "select o.name from (
             select relname::text as name, relowner as owner, oid, 'pg_class'::regclass as class from pg_class
                 where relnamespace in ('public'::regnamespace, 'identity'::regnamespace) and relkind in ('r', 'v', 'S')
             union all
             select proname::text, proowner, oid, 'pg_proc'::regclass from pg_proc
                 where pronamespace in ('public'::regnamespace, 'identity'::regnamespace)) o
         where o.owner <> 'app_migrate'::regrole
             and not exists (select from pg_depend d where d.classid = o.class and d.objid = o.oid and d.deptype = 'e')
             -- The harness's own.
             and o.name <> 'forget_code'",
    )
    .fetch_all(&mut db)
    .await
    .unwrap();
    assert_eq!(others, Vec::<String>::new());
    // Nobody but the owner, who makes tables, may make any.
    for role in ["app_rw", "app_look", "app_audit", "app_read"] {
        let may: bool = sqlx::query_scalar(
            "select has_schema_privilege($1, 'public', 'create') or has_schema_privilege($1, 'identity', 'create')",
        )
        .bind(role)
        .fetch_one(&mut db)
        .await
        .unwrap();
        assert!(!may, "{role}");
    }
}

/// What the server adds to and never changes: neither a word nor a row of it.
const HISTORY: [&str; 29] = [
    "audit_event",
    "audit_seal",
    "block_alarm",
    "case_note",
    "checklist",
    "child_case_alarm",
    "child_case_note",
    "code_reissue",
    "contact_access",
    "erasure",
    "feedback",
    "identity.feedback_comment",
    "identity.former_name",
    "identity.message_text",
    "inbox_note",
    "inquiry",
    "installation",
    "match_completion",
    "match_confirmation",
    "match_event",
    "match_renamed",
    "offer_reminder",
    "place_source",
    "provider_reminder",
    "report_alarm",
    "report_text",
    "review_check",
    "review_escalation",
    "suspension_check",
];

/// What it deletes from: what somebody takes away again, and what is kept for a while only. The rest goes by functions of its owner.
const DELETED: [&str; 22] = [
    "attempt_count",
    "case_code",
    "decision_undo",
    "event",
    "help_line",
    "hint_dismissal",
    "host_reading",
    "household_session",
    "idempotency_key",
    "kept_answers",
    "mail_link",
    "match_changed",
    "notification",
    "offer_availability",
    "offer_change",
    "offer_translation",
    "place_name",
    "provider_member",
    "recovery_code",
    "request_account",
    "request_draft",
    "request_pin",
];

#[tokio::test]
async fn the_server_empties_no_table_changes_no_history_and_deletes_only_what_is_meant_to_go() {
    let app = TestApp::spawn().await;
    let mut db = app.superuser().await;
    let held = held(&mut db, "app_rw").await;
    let mut rights: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for line in &held {
        let (table, right) = line.split_once(' ').unwrap();
        rights.entry(table).or_default().insert(right);
    }
    let which = |rule: fn(&BTreeSet<&str>) -> bool| -> Vec<&str> {
        let tables = rights.iter().filter(|(_, rights)| rule(rights));
        tables.map(|(table, _)| *table).collect()
    };
    let owners = |r: &BTreeSet<&str>| {
        ["truncate", "references", "trigger"]
            .iter()
            .any(|w| r.contains(*w))
    };
    assert_eq!(which(owners), Vec::<&str>::new());
    let added =
        |r: &BTreeSet<&str>| r.contains("insert") && !r.contains("update") && !r.contains("delete");
    assert_eq!(which(added), HISTORY);
    assert_eq!(which(|r| r.contains("delete")), DELETED);
    // Who belonged and by what somebody blocked is known again, triggers write.
    for table in ["block_mark", "former_member"] {
        assert_eq!(rights[table], BTreeSet::from(["select"]), "{table}");
    }
    // Nor does it make anything, or get to be somebody else who may.
    let makes: bool =
        sqlx::query_scalar("select has_database_privilege('app_rw', current_database(), 'create')")
            .fetch_one(&mut db)
            .await
            .unwrap();
    assert!(!makes);
    let is_also: Vec<String> = sqlx::query_scalar(
        "select roleid::regrole::text from pg_auth_members where member = 'app_rw'::regrole order by 1",
    )
    .fetch_all(&mut db)
    .await
    .unwrap();
    assert_eq!(is_also, ["app_audit", "app_look"]);
}

/// Tables whose rows PostgreSQL itself shows to whom they are about, and to nobody else, their owner included; and those of which it does to
/// whoever only looks, or is about to change what is another's (`wall/households.rs`).
pub const WALLED: [&str; 28] = [
    "child_case",
    "child_case_note",
    "identity.data_key",
    "case_code",
    "case_note",
    "code_reissue",
    "household_signal",
    "notification",
    "request_pin",
    "request_stop",
    "check_in",
    "consent",
    "contact_access",
    "feedback",
    "household_case",
    "household_session",
    "inquiry",
    "inquiry_end",
    "match",
    "match_changed",
    "match_completion",
    "match_confirmation",
    "match_event",
    "match_renamed",
    "message",
    "need",
    "request",
    "request_account",
];

/// Tables of who somebody is that have no wall of their own, and why: all that is personal in them is sealed (`rights/record.rs` holds
/// every column to it) under the key of the row, and the key is behind the wall. Without it the row reads as not there.
const SEALED: [(&str, &str); 8] = [
    (
        "identity.account",
        "the address is sealed, and found by its HMAC; whoever signs in is nobody yet",
    ),
    ("identity.case_text", "sealed under the note or the case"),
    ("identity.feedback_comment", "sealed under the feedback"),
    ("identity.former_name", "sealed under the match"),
    ("identity.message_text", "sealed under the message"),
    ("identity.offer_private", "sealed under the revision"),
    (
        "identity.provider",
        "sealed under the provider; those who are alike are found by HMACs",
    ),
    (
        "identity.request_contact",
        "sealed under the request; of the rest it is the channel alone that reads",
    ),
];

#[tokio::test]
async fn every_table_of_who_somebody_is_stands_behind_the_wall_or_has_its_reason_here() {
    let app = TestApp::spawn().await;
    let tables: Vec<(String, bool, bool)> = sqlx::query_as(
        "select oid::regclass::text, relrowsecurity, relforcerowsecurity from pg_class
         where relkind in ('r', 'p') and (relnamespace = 'identity'::regnamespace
             or relnamespace = 'public'::regnamespace and (relrowsecurity or relforcerowsecurity))",
    )
    .fetch_all(&mut app.superuser().await)
    .await
    .unwrap();
    let (mut walled, mut beside) = (BTreeSet::new(), BTreeSet::new());
    for (table, enabled, forced) in &tables {
        assert_eq!(enabled, forced, "{table}: a wall for its owner, too");
        let kind = if *forced { &mut walled } else { &mut beside };
        kind.insert(table.as_str());
    }
    assert_eq!(walled, BTreeSet::from(WALLED));
    // Each shows its rows by some rule, and none all of them to whoever only looks.
    let shown: Vec<(String, String)> = sqlx::query_as(
        "select format('%I.%I', schemaname, tablename)::regclass::text, qual from pg_policies
         where cmd in ('SELECT', 'ALL') and roles && array['app_look', 'public']::name[]",
    )
    .fetch_all(&mut app.superuser().await)
    .await
    .unwrap();
    let by_rule: BTreeSet<&str> = shown.iter().map(|(table, _)| table.as_str()).collect();
    assert_eq!(by_rule, BTreeSet::from(WALLED));
    for (table, rule) in &shown {
        assert_ne!(rule, "true", "{table} is shown to everybody");
    }
    assert_eq!(
        beside,
        SEALED
            .iter()
            .map(|(table, _)| *table)
            .collect::<BTreeSet<_>>()
    );
    // Each of the sealed ones takes its keys along: no key outlives its row, and none is left for another's.
    let going: BTreeSet<String> = sqlx::query_scalar(
        "select t.tgrelid::regclass::text from pg_trigger t
         where t.tgfoid = 'identity.forget_data_key'::regproc and t.tgenabled <> 'D'",
    )
    .fetch_all(&mut app.superuser().await)
    .await
    .unwrap()
    .into_iter()
    .collect();
    for (table, why) in SEALED {
        assert!(going.contains(table), "{table} is {why}");
    }
}

#[tokio::test]
async fn the_owner_of_the_tables_sees_no_key_and_no_childs_case() {
    let app = TestApp::spawn().await;
    // A child alone leaves a case; somebody noted something about it.
    let child = with(
        request(&[service_need(1)]),
        "/household",
        json!({ "children": [16] }),
    );
    app.file_request(&child).await;
    let mut db = app.superuser().await;
    db.execute(
        "insert into child_case_note (id, case_id, written_by, sealed, created_at)
             select gen_random_uuid(), c.id, a.id, 'sealed', app_now() from child_case c, account a limit 1",
    )
    .await
    .unwrap();
    for table in ["identity.data_key", "child_case", "child_case_note"] {
        let all: i64 = sqlx::query_scalar(AssertSqlSafe(format!("select count(*) from {table}")))
            .fetch_one(&mut db)
            .await
            .unwrap();
        assert!(all > 0, "{table} has rows that could be seen");
    }
    db.execute("set role app_migrate").await.unwrap();
    for table in ["identity.data_key", "child_case", "child_case_note"] {
        let seen: i64 = sqlx::query_scalar(AssertSqlSafe(format!("select count(*) from {table}")))
            .fetch_one(&mut db)
            .await
            .unwrap();
        assert_eq!(seen, 0, "{table}");
    }
    // Nor does whoever reads reports or the log reach the schema at all.
    for role in ["app_audit", "app_read"] {
        db.execute("reset role").await.unwrap();
        db.execute(AssertSqlSafe(format!("set role {role}")))
            .await
            .unwrap();
        let refused = db.execute("select 1 from identity.provider").await;
        assert!(refused.is_err(), "{role}");
    }
}

#[tokio::test]
async fn the_log_is_checked_by_whoever_may_read_nothing_but_the_log() {
    let app = TestApp::spawn().await;
    let auditor = Operator::as_role(&app, "app_audit").await;
    let said = auditor.succeed(&["audit", "verify", "--without-checkpoints"]);
    assert!(said.contains("They are what was written."), "{said}");
    auditor.succeed(&["audit", "identity-looks"]);
    // Whoever reads what is public reads no log.
    let reader = Operator::as_role(&app, "app_read").await;
    reader.fail(&["audit", "identity-looks"]);
}
