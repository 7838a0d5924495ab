//! What services did before is free for the next when the new version starts; what was used once stays used.

use punte_api::storage::pool;
use punte_tests::empty_database;
use sqlx::{Connection as _, Executor as _, PgConnection, migrate::Migrator};

/// The migration that gives back; what was there before it is the older version.
const GIVES_BACK: i64 = 20_261_209_170_000;

/// Advice of five places, of which one is held and three were used; and work of which two openings of five are taken.
const OLDER: &str = r"
    set session_replication_role = replica;
    insert into provider (id, kind, public_name, created_by, created_at) values
        ('00000000-0000-0000-0000-000000000009', 'ngo', 'Older', gen_random_uuid(), now());
    insert into offer (id, reference, provider_id, category, latest_revision_id, live_revision_id, place_id, published_point, private,
        for_minors, least_vetting, features_yes, features_no, last_confirmed_at, expires_at, created_by, created_at, review)
    select o.id, o.reference, '00000000-0000-0000-0000-000000000009'::uuid, o.category, o.revision, o.revision, 1, st_point(26, 48), false, false, 0, 0, 0, now(),
        now(), gen_random_uuid(), now(), 'approved'
    from (values ('00000000-0000-0000-0000-000000000001'::uuid, 'P-1', 'service', '00000000-0000-0000-0000-000000000011'::uuid),
        ('00000000-0000-0000-0000-000000000002', 'P-2', 'job', '00000000-0000-0000-0000-000000000012'))
        as o (id, reference, category, revision);
    insert into offer_revision (id, offer_id, number, content, published_point, created_by, created_at, submitted_at)
    select o.live_revision_id, o.id, 1, jsonb_build_object('capacity', 5, 'details', jsonb_build_object('category', o.category)),
        o.published_point, gen_random_uuid(), now(), now()
    from offer o;
    insert into offer_stock (offer_id, capacity, reserved) values
        ('00000000-0000-0000-0000-000000000001', 5, 4), ('00000000-0000-0000-0000-000000000002', 5, 2);
    insert into match (id, need_id, request_id, offer_id, revision_id, provider_id, quantity, state, points, weights_version, answer_by,
        created_at)
    select gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), o.id, o.live_revision_id, o.provider_id, m.quantity, m.state, 0, 1, now(),
        now()
    from offer o join (values ('service', 'completed', 1), ('service', 'completed', 2), ('service', 'started', 1), ('service', 'cancelled', 1),
        ('job', 'completed', 2)) as m (category, state, quantity) using (category);
";

#[tokio::test]
async fn what_services_did_before_is_free_for_the_next() {
    let database = empty_database().await;
    let mut db = PgConnection::connect(&database.url).await.unwrap();
    let older = pool::MIGRATIONS.iter().filter(|m| m.version < GIVES_BACK);
    let older = Migrator::with_migrations(older.cloned().collect());
    older.run(&mut db).await.unwrap();
    db.execute(OLDER).await.unwrap();
    db.close().await.unwrap();

    pool::migrate(&database.url).await.unwrap();
    let mut db = PgConnection::connect(&database.url).await.unwrap();
    let left: Vec<i32> = sqlx::query_scalar("select reserved from offer_stock order by offer_id")
        .fetch_all(&mut db)
        .await
        .unwrap();
    assert_eq!(left, [1, 2]);
}
