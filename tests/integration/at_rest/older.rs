//! A database that an older version filled in plain text is sealed when the new one starts, and loses nothing.

use std::sync::Arc;

use punte_api::{
    app::{open_vault, seal_what_is_plain},
    storage::{accounts, offer_private, pool, provider_identity, request_contacts},
    vault::KekSource,
};
use punte_core::{
    contact::Email,
    id::{AccountId, ProviderId, RequestId, RevisionId},
};
use punte_tests::{TestClock, empty_database, open_all};
use sqlx::{Connection as _, Executor as _, PgConnection, migrate::Migrator};
use tempfile::TempDir;
use uuid::Uuid;

use super::dump;

/// The migration that seals; what was there before it is the older version.
const SEALS: i64 = 20_261_126_250_000;

const ACCOUNT: Uuid = Uuid::from_u128(1);
const PERSON: Uuid = Uuid::from_u128(2);
const NGO: Uuid = Uuid::from_u128(3);
const SUBMITTED: Uuid = Uuid::from_u128(5);
const BARE: Uuid = Uuid::from_u128(6);
const REQUEST: Uuid = Uuid::from_u128(7);

/// What the older version wrote.
const ROWS: &str = "
    insert into account (id, locale, created_at) values ('00000000-0000-0000-0000-000000000001', 'ro', now());
    insert into identity.account (account_id, email, password_hash)
        values ('00000000-0000-0000-0000-000000000001', 'zqold@example.org', 'hash');
    insert into provider (id, kind, created_by, created_at) values
        ('00000000-0000-0000-0000-000000000002', 'volunteer', '00000000-0000-0000-0000-000000000001', now()),
        ('00000000-0000-0000-0000-000000000003', 'ngo', '00000000-0000-0000-0000-000000000001', now());
    insert into identity.provider (provider_id, name, registration_number, legal_representative, contact_person, email, phone, contact_hours)
        values ('00000000-0000-0000-0000-000000000002', 'Zqperson Veche', null, null, null, 'zqperson@example.org', null, null),
        ('00000000-0000-0000-0000-000000000003', 'Casa Publica', 'ZQ100', 'Zqlegal', 'Zqcontact', 'zqngo@example.org', '+37369555999', 'zqhours');
";

/// Its offers: a submitted version, which never changes, and a draft without private data; and a request.
const OFFERS: &str = "
    insert into place (id, kind, country, admin1, name, point, population) values (1, 'settlement', 'MD', 'x', 'x', st_point(28.8, 47.3), 1);
    begin;
    insert into offer (id, reference, provider_id, category, latest_revision_id, place_id, published_point, private, for_minors,
        least_vetting, features_yes, features_no, last_confirmed_at, expires_at, created_by, created_at)
        values ('00000000-0000-0000-0000-000000000004', 'P-1', '00000000-0000-0000-0000-000000000002', 'housing',
            '00000000-0000-0000-0000-000000000005', 1, st_point(28.8, 47.3), true, false, 2, 0, 0, now(), now(),
            '00000000-0000-0000-0000-000000000001', now());
    insert into offer_revision (id, offer_id, number, content, created_by, created_at) values
        ('00000000-0000-0000-0000-000000000005', '00000000-0000-0000-0000-000000000004', 1, '{\"details\": {}}',
            '00000000-0000-0000-0000-000000000001', now()),
        ('00000000-0000-0000-0000-000000000006', '00000000-0000-0000-0000-000000000004', 2, '{\"details\": {}}',
            '00000000-0000-0000-0000-000000000001', now());
    insert into identity.offer_private (revision_id, address, point, driver, plate, licence_number) values
        ('00000000-0000-0000-0000-000000000005', 'Zqstreet 1', st_point(28.8214753, 47.3832197), 'Zqdriver', 'ZQ 1', 'ZQL'),
        ('00000000-0000-0000-0000-000000000006', null, null, null, null, null);
    update offer_revision set submitted_at = now() where number = 1;
    commit;
    insert into request (id, household, adults, filed_on, locale, tracking_hash, created_at)
        values ('00000000-0000-0000-0000-000000000007', '{\"women\": 1}', 1, '2026-11-01', 'uk', 'x', now());
    insert into identity.request_contact (request_id, channel, name, phone, email, safe_note)
        values ('00000000-0000-0000-0000-000000000007', 'phone', 'Zqolena', '+37369555200', 'zqhouse@example.org', 'zqsafe');
";

#[tokio::test]
async fn plain_rows_of_an_older_version_are_sealed_at_start_and_none_is_lost() {
    let database = empty_database().await;
    let mut db = PgConnection::connect(&database.url).await.unwrap();
    let older: Vec<_> = pool::MIGRATIONS
        .iter()
        .filter(|m| m.version < SEALS)
        .cloned()
        .collect();
    Migrator::with_migrations(older).run(&mut db).await.unwrap();
    db.execute(ROWS).await.unwrap();
    db.execute(OFFERS).await.unwrap();
    db.close().await.unwrap();

    pool::migrate(&database.url).await.unwrap();
    let pool = pool::connect(
        &database.url,
        Some(Arc::new(TestClock::default())),
        pool::WHILE_SERVING,
    )
    .await
    .unwrap();
    let folder = TempDir::new().unwrap();
    let keys = KekSource::File(folder.path().join("kek"));
    let vault = open_vault(&pool, &keys).await.unwrap();
    assert!(
        dump(&database.url).contains("zqold@example.org"),
        "it is there in plain text before"
    );
    assert_eq!(seal_what_is_plain(&pool, &vault).await.unwrap(), 6);
    assert_eq!(seal_what_is_plain(&pool, &vault).await.unwrap(), 0);
    pool::forget_plain(&database.url).await.unwrap();

    let db = &mut *pool.begin().await.unwrap();
    let email = Email::parse("zqold@example.org").unwrap();
    let sign_in = accounts::find_sign_in(db, &vault, &email).await.unwrap();
    assert_eq!(sign_in.unwrap().password_hash, "hash");
    let mailbox =
        accounts::find_mailbox(&mut open_all(&mut *db, &vault).await, AccountId(ACCOUNT)).await;
    assert_eq!(mailbox.unwrap().unwrap().0, "zqold@example.org");

    let person = provider_identity::find(&mut open_all(&mut *db, &vault).await, ProviderId(PERSON))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (person.name.as_str(), person.email.as_str()),
        ("Zqperson Veche", "zqperson@example.org")
    );
    let ngo = provider_identity::find(&mut open_all(&mut *db, &vault).await, ProviderId(NGO))
        .await
        .unwrap()
        .unwrap();
    let said = [
        Some(ngo.name),
        ngo.registration_number,
        ngo.legal_representative,
        ngo.contact_person,
        Some(ngo.email),
        ngo.phone,
        ngo.contact_hours,
    ];
    assert_eq!(
        said.map(Option::unwrap_or_default),
        [
            "Casa Publica",
            "ZQ100",
            "Zqlegal",
            "Zqcontact",
            "zqngo@example.org",
            "+37369555999",
            "zqhours"
        ]
    );
    let by_number = provider_identity::find_organisation(db, &vault, "ZQ100").await;
    assert_eq!(by_number.unwrap(), Some(ProviderId(NGO)));

    let private = offer_private::find(&mut open_all(&mut *db, &vault).await, RevisionId(SUBMITTED))
        .await
        .unwrap()
        .unwrap();
    let point = private.point.unwrap();
    assert_eq!((point.lat(), point.lon()), (47.383_219_7, 28.821_475_3));
    assert_eq!(
        [
            private.address,
            private.driver,
            private.plate,
            private.licence_number
        ]
        .map(Option::unwrap_or_default),
        ["Zqstreet 1", "Zqdriver", "ZQ 1", "ZQL"]
    );
    let bare = offer_private::find(&mut open_all(&mut *db, &vault).await, RevisionId(BARE)).await;
    assert!(bare.unwrap().unwrap() == punte_core::offer::OfferPrivateDraft::default());

    let contact = request_contacts::find(&mut open_all(&mut *db, &vault).await, RequestId(REQUEST))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        [
            contact.name,
            contact.phone,
            contact.email,
            contact.safe_note
        ]
        .map(Option::unwrap_or_default),
        ["Zqolena", "+37369555200", "zqhouse@example.org", "zqsafe"]
    );
    let dumped = dump(&database.url).to_lowercase();
    assert!(
        dumped.contains("casa publica"),
        "an organisation's name is public"
    );
    for plain in [
        "zqold",
        "zqperson",
        "zqlegal",
        "zqcontact",
        "zqngo",
        "zq100",
        "zqhours",
    ] {
        assert!(!dumped.contains(plain), "{plain} is left in plain text");
    }
    for plain in [
        "zqstreet", "zqdriver", "zqolena", "zqhouse", "zqsafe", "37369555",
    ] {
        assert!(!dumped.contains(plain), "{plain} is left in plain text");
    }
}
