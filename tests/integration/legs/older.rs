//! Rides of which an older version counted the seats at all are counted by leg when the new one starts, and nobody loses a seat.

use punte_api::storage::pool;
use punte_tests::empty_database;
use sqlx::{Connection as _, Executor as _, PgConnection, migrate::Migrator};

/// The migration that counts by leg; what was there before it is the older version.
const BY_LEG: i64 = 20_261_206_170_000;

/// A ride of three stops on which two of three seats were promised at all, to one match that stands and one that took place; a third only
/// asks. And advice, which has no stops.
const OLDER: &str = r#"
    set session_replication_role = replica;
    insert into provider (id, kind, public_name, created_by, created_at) values
        ('00000000-0000-0000-0000-000000000009', 'ngo', 'Older', gen_random_uuid(), now());
    insert into offer (id, reference, provider_id, category, latest_revision_id, live_revision_id, place_id, published_point, private,
        for_minors, least_vetting, features_yes, features_no, last_confirmed_at, expires_at, created_by, created_at, review)
    select o.id, o.reference, '00000000-0000-0000-0000-000000000009'::uuid, o.category, o.revision, o.revision, 1, st_point(26, 48), false, false, 0, 0, 0, now(),
        now(), gen_random_uuid(), now(), 'approved'
    from (values ('00000000-0000-0000-0000-000000000001'::uuid, 'P-1', 'transport', '00000000-0000-0000-0000-000000000011'::uuid),
        ('00000000-0000-0000-0000-000000000002', 'P-2', 'service', '00000000-0000-0000-0000-000000000012'))
        as o (id, reference, category, revision);
    insert into offer_revision (id, offer_id, number, content, created_by, created_at, submitted_at) values
        ('00000000-0000-0000-0000-000000000011', '00000000-0000-0000-0000-000000000001', 1,
            '{"capacity": 3, "details": {"category": "transport", "stops": [{"place_id": 1}, {"place_id": 2}, {"place_id": 3}]}}',
            gen_random_uuid(), now(), now()),
        ('00000000-0000-0000-0000-000000000012', '00000000-0000-0000-0000-000000000002', 1,
            '{"capacity": 3, "details": {"category": "service"}}', gen_random_uuid(), now(), now());
    insert into offer_stock (offer_id, capacity, reserved) values
        ('00000000-0000-0000-0000-000000000001', 3, 2), ('00000000-0000-0000-0000-000000000002', 3, 1);
    insert into match (id, need_id, request_id, offer_id, revision_id, provider_id, quantity, state, points, weights_version, answer_by,
        created_at)
    select gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), o.id, o.live_revision_id, o.provider_id, 1, m.state, 0, 1, now(), now()
    from offer o join (values ('transport', 'accepted'), ('transport', 'completed'), ('transport', 'proposed'), ('service', 'accepted'))
        as m (category, state) using (category);
"#;

#[tokio::test]
async fn what_an_older_version_promised_goes_all_the_way() {
    let database = empty_database().await;
    let mut db = PgConnection::connect(&database.url).await.unwrap();
    let older = pool::MIGRATIONS.iter().filter(|m| m.version < BY_LEG);
    let older = Migrator::with_migrations(older.cloned().collect());
    older.run(&mut db).await.unwrap();
    db.execute(OLDER).await.unwrap();
    db.close().await.unwrap();

    pool::migrate(&database.url).await.unwrap();
    let mut db = PgConnection::connect(&database.url).await.unwrap();
    let stops: Vec<(String, Option<i16>, Option<i16>, bool)> = sqlx::query_as(
        "select o.category || ' ' || m.state, m.from_stop, m.to_stop, m.stops_decided from match m join offer o on o.id = m.offer_id order by 1",
    )
    .fetch_all(&mut db)
    .await
    .unwrap();
    // All the way, and nobody is told that they decided so.
    let whole = |what: &str| (format!("transport {what}"), Some(0_i16), Some(2_i16), false);
    assert_eq!(
        stops,
        [
            ("service accepted".to_owned(), None, None, false),
            whole("accepted"),
            whole("completed"),
            whole("proposed"),
        ]
    );
    let legs: Vec<(i16, i32, i32)> =
        sqlx::query_as("select leg, capacity, reserved from offer_leg order by leg")
            .fetch_all(&mut db)
            .await
            .unwrap();
    assert_eq!(legs, [(0, 3, 2), (1, 3, 2)]);
    // Called off, it gives back one on every leg.
    db.execute("update match set state = 'cancelled' where state = 'accepted' and from_stop = 0")
        .await
        .unwrap();
    let left: Vec<i32> = sqlx::query_scalar(
        "select reserved from offer_leg union all select s.reserved from offer_stock s join offer o on o.id = s.offer_id
             where o.category = 'transport'",
    )
    .fetch_all(&mut db)
    .await
    .unwrap();
    assert_eq!(left, [1, 1, 1]);
}
