//! Places of which an older version counted one number at all are of a week when the new one starts, and nobody loses one.

use punte_api::storage::pool;
use punte_tests::empty_database;
use sqlx::{Connection as _, Executor as _, PgConnection, migrate::Migrator};

/// The migration that counts by week; what was there before it is the older version.
const BY_WEEK: i64 = 20_261_207_130_000;

/// A doctor with five places, of which four were promised: one to whoever wants it in the week of 8 March, one to whoever said no days and
/// agreed on a Sunday evening in Chișinău, one of the days that were over by then, one that took place. One waits for an answer by the 12th,
/// and one was called off. And advice.
const OLDER: &str = r"
    set session_replication_role = replica;
    insert into provider (id, kind, public_name, created_by, created_at) values
        ('00000000-0000-0000-0000-000000000009', 'ngo', 'Older', gen_random_uuid(), now());
    insert into offer (id, reference, provider_id, category, latest_revision_id, live_revision_id, place_id, published_point, private,
        for_minors, least_vetting, features_yes, features_no, last_confirmed_at, expires_at, created_by, created_at, review)
    select o.id, o.reference, '00000000-0000-0000-0000-000000000009'::uuid, o.category, o.revision, o.revision, 1, st_point(26, 48), false, false, 0, 0, 0, now(),
        now(), gen_random_uuid(), now(), 'approved'
    from (values ('00000000-0000-0000-0000-000000000001'::uuid, 'P-1', 'medical', '00000000-0000-0000-0000-000000000011'::uuid),
        ('00000000-0000-0000-0000-000000000002', 'P-2', 'service', '00000000-0000-0000-0000-000000000012'))
        as o (id, reference, category, revision);
    insert into offer_revision (id, offer_id, number, content, created_by, created_at, submitted_at)
    select o.live_revision_id, o.id, 1, jsonb_build_object('capacity', 5, 'details', jsonb_build_object('category', o.category)),
        gen_random_uuid(), now(), now()
    from offer o;
    insert into offer_stock (offer_id, capacity, reserved) values
        ('00000000-0000-0000-0000-000000000001', 5, 4), ('00000000-0000-0000-0000-000000000002', 5, 1);
    create temporary table older (n integer, category text, state text, dates daterange, agreed timestamptz);
    insert into older values
        (1, 'medical', 'accepted', '[2027-03-10,2027-03-20)', '2027-03-01T10:00:00Z'),
        (2, 'medical', 'confirmed', null, '2027-02-28T22:30:00Z'),
        (3, 'medical', 'started', '[2027-02-22,2027-02-25)', '2027-03-02T10:00:00Z'),
        (4, 'medical', 'completed', null, '2027-03-03T10:00:00Z'),
        (5, 'medical', 'proposed', null, null),
        (6, 'medical', 'cancelled', null, '2027-03-03T10:00:00Z'),
        (7, 'service', 'accepted', '[2027-03-10,2027-03-20)', '2027-03-03T10:00:00Z');
    insert into need (id, request_id, position, category, content, dates, quantity, served, created_at)
    select ('00000000-0000-0000-0001-00000000000' || n)::uuid, gen_random_uuid(), n, category, '{}', dates, 1,
        case when state in ('proposed', 'cancelled') then 0 else 1 end, now()
    from older;
    insert into match (id, need_id, request_id, offer_id, revision_id, provider_id, quantity, state, points, weights_version, answer_by,
        created_at)
    select ('00000000-0000-0000-0002-00000000000' || m.n)::uuid, ('00000000-0000-0000-0001-00000000000' || m.n)::uuid, gen_random_uuid(), o.id,
        o.live_revision_id, o.provider_id, 1, m.state, 0, 1, '2027-03-12T10:00:00Z', now()
    from older m join offer o using (category);
    insert into match_event (match_id, from_state, to_state, side, at)
    select ('00000000-0000-0000-0002-00000000000' || n)::uuid, 'proposed', 'accepted', 'provider', agreed from older where agreed is not null;
    drop table older;
";

#[tokio::test]
async fn what_an_older_version_promised_has_a_place_of_its_week() {
    let database = empty_database().await;
    let mut db = PgConnection::connect(&database.url).await.unwrap();
    let older = pool::MIGRATIONS.iter().filter(|m| m.version < BY_WEEK);
    let older = Migrator::with_migrations(older.cloned().collect());
    older.run(&mut db).await.unwrap();
    db.execute(OLDER).await.unwrap();
    db.close().await.unwrap();

    pool::migrate(&database.url).await.unwrap();
    let mut db = PgConnection::connect(&database.url).await.unwrap();
    let weeks: Vec<(String, Option<String>)> = sqlx::query_as(
        "select o.category || ' ' || m.state, m.during::text from match m join offer o on o.id = m.offer_id order by m.id",
    )
    .fetch_all(&mut db)
    .await
    .unwrap();
    let week = |what: &str, monday: &str, next: &str| {
        (
            what.to_owned(),
            Some(format!("[2027-{monday},2027-{next})")),
        )
    };
    assert_eq!(
        weeks,
        [
            week("medical accepted", "03-08", "03-15"),
            week("medical confirmed", "03-01", "03-08"),
            week("medical started", "02-22", "03-01"),
            week("medical completed", "03-01", "03-08"),
            week("medical proposed", "03-08", "03-15"),
            ("medical cancelled".to_owned(), None),
            ("service accepted".to_owned(), None),
        ]
    );
    let counted = "select day::text, capacity, reserved from offer_night order by day";
    let nights: Vec<(String, i32, i32)> = sqlx::query_as(counted).fetch_all(&mut db).await.unwrap();
    let night = |day: &str, reserved| (format!("2027-{day}"), 5, reserved);
    assert_eq!(
        nights,
        [night("02-22", 1), night("03-01", 2), night("03-08", 1)]
    );
    let stock: Vec<i32> = sqlx::query_scalar("select reserved from offer_stock order by offer_id")
        .fetch_all(&mut db)
        .await
        .unwrap();
    assert_eq!(stock, [0, 1]);
    // Called off, it gives back its own.
    db.execute("update match set state = 'cancelled' where state = 'confirmed'")
        .await
        .unwrap();
    let left: Vec<i32> = sqlx::query_scalar("select reserved from offer_night order by day")
        .fetch_all(&mut db)
        .await
        .unwrap();
    assert_eq!(left, [1, 1, 1]);
}
