//! What each role of the database may do, written down by hand: no more than its work needs.

#![cfg(test)]

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
    for role in ["app_rw", "app_audit", "app_read"] {
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
