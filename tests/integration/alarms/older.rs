//! What was late long before the new version starts is not said to everybody at once: only what became late within the last day.

use punte_api::storage::pool;
use punte_tests::empty_database;
use sqlx::{Connection as _, Executor as _, PgConnection, migrate::Migrator};

/// The migration that raises alarms; what was there before it is the older version.
const ALARMS: i64 = 20_261_206_120_000;

/// Reports and blocks of an older version, told apart by the last digit: late for two days; late for an hour; looked at, or no matter for an
/// alarm.
const OLDER: &str = r"
    set session_replication_role = replica;
    insert into account (id, locale, roles, created_at) values ('00000000-0000-0000-0000-000000000009', 'en', '{moderator}', now());
    insert into report (id, kind, reporter, provider_id, offer_id, code_hash, freezes, state, taken_by, created_at, due_at)
    select r.id::uuid, r.kind, 'visitor', gen_random_uuid(), gen_random_uuid(), decode(md5(r.id), 'hex'), false, r.state,
        case r.state when 'taken' then '00000000-0000-0000-0000-000000000009'::uuid end, now() - interval '5 days', now() - r.late::interval
    from (values ('00000000-0000-0000-0000-000000000001', 'danger_now', 'open', '2 days'),
        ('00000000-0000-0000-0000-000000000002', 'danger_now', 'open', '1 hour'),
        ('00000000-0000-0000-0000-000000000003', 'danger_now', 'taken', '2 days'),
        ('00000000-0000-0000-0000-000000000004', 'something_wrong', 'open', '2 days')) as r (id, kind, state, late);
    insert into provider_block (id, provider_id, reason, blocked_by, blocked_at, review_by, verdict, reviewed_by, reviewed_at)
    select b.id::uuid, gen_random_uuid(), 'danger', gen_random_uuid(), now() - interval '5 days', now() - b.late::interval, b.verdict,
        case when b.verdict is not null then gen_random_uuid() end, case when b.verdict is not null then now() end
    from (values ('00000000-0000-0000-0000-000000000001', null, '2 days'),
        ('00000000-0000-0000-0000-000000000002', null, '1 hour'),
        ('00000000-0000-0000-0000-000000000003', 'upheld', '2 days')) as b (id, verdict, late);
";

#[tokio::test]
async fn what_was_late_for_days_before_the_upgrade_raises_no_alarm_after_it() {
    let database = empty_database().await;
    let mut db = PgConnection::connect(&database.url).await.unwrap();
    let older = pool::MIGRATIONS.iter().filter(|m| m.version < ALARMS);
    let older = Migrator::with_migrations(older.cloned().collect());
    older.run(&mut db).await.unwrap();
    db.execute(OLDER).await.unwrap();
    db.close().await.unwrap();

    pool::migrate(&database.url).await.unwrap();
    let mut db = PgConnection::connect(&database.url).await.unwrap();
    for said in [
        "select right(report_id::text, 1) from report_alarm order by 1",
        "select right(block_id::text, 1) from block_alarm order by 1",
    ] {
        let said: Vec<String> = sqlx::query_scalar(said).fetch_all(&mut db).await.unwrap();
        assert_eq!(said, ["1"], "and what is late since an hour is said");
    }
}
