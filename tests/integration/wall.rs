//! The second wall: whatever the use cases ask or forget to ask, PostgreSQL shows the data key of a row, without which the row
//! reads as not there, to whom the row is about and to whom the rules let look. These tests pass by the use cases.

#![cfg(test)]

use std::sync::Arc;

use punte_api::{
    storage::opening::{Opener, Opening},
    vault::Vault,
};
use punte_core::id::{AccountId, PartnerId, RequestId};
use punte_tests::{Household, TestApp, Who, kek_file, request, service, service_need, with};
use serde_json::json;
use sqlx::{Connection as _, Executor as _, PgConnection};
use uuid::Uuid;

/// Rows of the identity schema, each under the name that the tables of this file use.
struct World {
    app: TestApp,
    rows: Vec<(&'static str, Uuid)>,
    lookers: Vec<(&'static str, Opener)>,
}

fn id(text: &str) -> Uuid {
    text.parse().unwrap()
}

async fn scalar(db: &mut PgConnection, query: &'static str, of: Uuid) -> Uuid {
    sqlx::query_scalar(query)
        .bind(of)
        .fetch_one(db)
        .await
        .unwrap()
}

/// How it was, as a side says, with a comment that has a key of its own.
async fn feedback(db: &mut PgConnection, of: Uuid, side: &str) -> Uuid {
    let id: Uuid = sqlx::query_scalar(
        "insert into feedback (id, match_id, side, delivered, rating, at)
         values (gen_random_uuid(), $1, $2, 'yes', 5, now()) returning id",
    )
    .bind(of)
    .bind(side)
    .fetch_one(&mut *db)
    .await
    .unwrap();
    sqlx::query(
        "insert into identity.data_key (row_id, wrapped, kek, version) values ($1, $2, 1, 1)",
    )
    .bind(id)
    .bind(vec![1_u8; 73])
    .execute(db)
    .await
    .unwrap();
    id
}

/// Two hosts with an offer each, two households; one match is agreed, one only asked for, one declined.
async fn world() -> World {
    let app = TestApp::spawn().await;
    let contact = |name: &str| {
        with(
            request(&[service_need(1)]),
            "/contact",
            json!({ "channel": "phone", "name": name, "phone": "+380501234567" }),
        )
    };
    let host = app.provider(0, "ngo", 1).await;
    let other_host = app.provider(1, "ngo", 1).await;
    let offer = app.live(&host, &service(&host.id)).await;
    let other_offer = app.live(&other_host, &service(&other_host.id)).await;
    let agreed = app.file_request(&contact("Оксана")).await;
    let asking = app.file_request(&contact("Ірина")).await;
    let refused = app.file_request(&contact("Олег")).await;
    let agreed_on = app.matched(&agreed, &host, &offer).await;
    app.propose(&asking, &offer).await;
    let over = app.matched(&refused, &host, &offer).await;
    let alone = with(contact("Зоя"), "/household", json!({ "children": [16] }));
    let child = app.file_request(&alone).await;
    let protector = &app.cast.people[2];
    app.make_staff(protector, "child_protection").await;
    for (household, of) in [(&agreed, &agreed_on), (&refused, &over)] {
        app.post(format!("/matches/{of}/messages"))
            .by(&household.who)
            .json(&json!({ "text": "О 18.00?" }))
            .expect(201)
            .await;
    }
    app.end(&refused.who, &over, "cancel").await.expect(200);

    let db = &mut app.superuser().await;
    let message = "select id from message where match_id = $1";
    let revision = "select latest_revision_id from offer where id = $1";
    let rows = vec![
        ("host", id(&host.id)),
        ("host's account", host.member.account.0),
        ("host's offer", scalar(db, revision, id(&offer)).await),
        ("other host", id(&other_host.id)),
        ("other host's account", other_host.member.account.0),
        (
            "other host's offer",
            scalar(db, revision, id(&other_offer)).await,
        ),
        ("agreed", id(&agreed.request)),
        ("asking", id(&asking.request)),
        ("refused", id(&refused.request)),
        ("child", id(&child.request)),
        (
            "agreed's message",
            scalar(db, message, id(&agreed_on)).await,
        ),
        ("refused's message", scalar(db, message, id(&over)).await),
        (
            "agreed's feedback",
            feedback(db, id(&agreed_on), "refugee").await,
        ),
        (
            "host's feedback",
            feedback(db, id(&agreed_on), "provider").await,
        ),
    ];
    let mut application = async |scopes: &[&str], revoked: bool| {
        let id: Uuid = sqlx::query_scalar(
            "with p as (insert into partner values (gen_random_uuid(), 'Casa Bună', $1, $2, now()) returning id)
             insert into partner_key select gen_random_uuid(), id, substr(md5(id::text), 1, 12), decode(repeat('00', 32), 'hex'), $3, 1000, $2,
                 now(), now() + interval '1 day', case when $4 then now() end from p returning partner_id",
        )
        .bind(id(&host.id))
        .bind(host.member.account.0)
        .bind(scopes)
        .bind(revoked)
        .fetch_one(&mut *db)
        .await
        .unwrap();
        Opener::Partner(PartnerId(id))
    };
    let reads = application(&["offers:read"], false).await;
    let searches = application(&["matches:search", "requests:write"], false).await;
    let revoked = application(&["offers:read"], true).await;
    let account = |who: &Who| Opener::Account(who.account);
    let household = |h: &Household| Opener::Request(RequestId(id(&h.request)));
    let lookers = vec![
        ("nobody", Opener::Nobody),
        ("host", account(&host.member)),
        ("other host", account(&other_host.member)),
        ("agreed", household(&agreed)),
        ("asking", household(&asking)),
        ("refused", household(&refused)),
        ("moderator", account(app.as_moderator())),
        ("child protection", account(protector)),
        ("application", reads),
        ("application that searches", searches),
        ("application with a revoked key", revoked),
        ("program", Opener::Program),
    ];
    World { app, rows, lookers }
}

/// Who sees what, written down by hand from PRODUCT's table.
const SEES: &[(&str, &[&str])] = &[
    ("nobody", &[]),
    (
        "host",
        &[
            "host",
            "host's account",
            "host's offer",
            "agreed",
            "agreed's message",
            "refused's message",
            "host's feedback",
        ],
    ),
    (
        "other host",
        &["other host", "other host's account", "other host's offer"],
    ),
    (
        "agreed",
        &[
            "agreed",
            "host",
            "host's offer",
            "agreed's message",
            "agreed's feedback",
        ],
    ),
    ("asking", &["asking"]),
    ("refused", &["refused", "refused's message"]),
    // Their own account. What they look at for their work has to be written down first.
    ("moderator", &[]),
    ("child protection", &[]),
    // The offers of the provider that it writes for, by a key that lets it see them.
    ("application", &["host's offer"]),
    ("application that searches", &[]),
    ("application with a revoked key", &[]),
    (
        "program",
        &[
            "host",
            "host's account",
            "host's offer",
            "other host",
            "other host's account",
            "other host's offer",
            "agreed",
            "asking",
            "refused",
            "child",
            "agreed's message",
            "refused's message",
            "agreed's feedback",
            "host's feedback",
        ],
    ),
];

async fn visible(db: &mut PgConnection) -> Vec<Uuid> {
    sqlx::query_scalar("select row_id from identity.data_key")
        .fetch_all(db)
        .await
        .unwrap()
}

#[tokio::test]
async fn a_data_key_is_there_only_for_whom_the_row_is_about_and_for_the_other_side_of_an_agreed_match()
 {
    let world = world().await;
    let mut db = world.app.app_rw().await;
    let vault = Vault::open(&kek_file(), true).unwrap();
    for (looker, opener) in &world.lookers {
        let mut tx = db.begin().await.unwrap();
        Opening::begin(&mut tx, &vault, *opener).await.unwrap();
        let seen = visible(&mut tx).await;
        let names: Vec<&str> = world
            .rows
            .iter()
            .filter(|(_, row)| seen.contains(row))
            .map(|(name, _)| *name)
            .collect();
        let expected = SEES.iter().find(|(who, _)| who == looker).unwrap().1;
        let mut wanted: Vec<&str> = expected.to_vec();
        wanted.sort_unstable();
        let mut got = names.clone();
        got.sort_unstable();
        assert_eq!(got, wanted, "{looker}");
        tx.rollback().await.unwrap();
        // What was said in one transaction is not carried into what follows on the connection.
        assert_eq!(visible(&mut db).await, Vec::<Uuid>::new(), "after {looker}");
    }
}

#[tokio::test]
async fn the_wall_stands_for_the_owner_of_the_tables_too_and_nobody_changes_or_deletes_keys_past_it()
 {
    let world = world().await;
    let db = &mut world.app.superuser().await;
    let (enabled, forced): (bool, bool) = sqlx::query_as(
        "select relrowsecurity, relforcerowsecurity from pg_class where oid = 'identity.data_key'::regclass",
    )
    .fetch_one(&mut *db)
    .await
    .unwrap();
    assert!(enabled && forced);
    let past: bool = sqlx::query_scalar(
        "select rolbypassrls or rolsuper from pg_roles where rolname = 'app_rw'",
    )
    .fetch_one(&mut *db)
    .await
    .unwrap();
    assert!(!past);
    let mut plain = world.app.app_rw().await;
    let changed = plain
        .execute("update identity.data_key set kek = kek + 1")
        .await
        .unwrap();
    assert_eq!(changed.rows_affected(), 0);
}

#[tokio::test]
async fn a_moderator_sees_who_it_is_only_in_the_transaction_that_writes_the_look_down() {
    let world = world().await;
    let moderator = world.app.as_moderator().account.0;
    let (_, host) = world.rows[0];
    let (_, comment) = world.rows[12];
    let mut db = world.app.app_rw().await;
    let vault = Vault::open(&kek_file(), true).unwrap();
    let look_at = async |db: &mut PgConnection,
                         what: Uuid,
                         by: Uuid,
                         written: Option<(&str, Uuid)>| {
        let mut tx = db.begin().await.unwrap();
        if let Some((action, about)) = written {
            sqlx::query(
                "insert into audit_event (at, actor_kind, actor_id, action, subject_kind, subject_id, data)
                 values (now(), 'account', $1, $2, 'provider', $3, '{}')",
            )
            .bind(moderator)
            .bind(action)
            .bind(about)
            .execute(&mut *tx)
            .await
            .unwrap();
        }
        Opening::begin(&mut tx, &vault, Opener::Account(AccountId(by)))
            .await
            .unwrap();
        let seen = visible(&mut tx).await;
        // Committed: the next transaction must not live on it.
        tx.commit().await.unwrap();
        seen.contains(&what)
    };
    let look = async |db: &mut PgConnection, by: Uuid, written: Option<(&str, Uuid)>| {
        look_at(db, host, by, written).await
    };
    assert!(!look_at(&mut db, comment, moderator, None).await);
    assert!(look_at(&mut db, comment, moderator, Some(("feedback_read", host))).await);
    assert!(
        !look(&mut db, moderator, Some(("feedback_read", host))).await,
        "who says how it was, not who they are"
    );
    assert!(!look(&mut db, moderator, None).await);
    assert!(look(&mut db, moderator, Some(("identity_opened", host))).await);
    assert!(
        !look(&mut db, moderator, None).await,
        "an earlier look opens nothing"
    );
    assert!(
        !look(&mut db, moderator, Some(("identity_opened", moderator))).await,
        "of another row"
    );
    assert!(
        !look(&mut db, moderator, Some(("offer_approved", host))).await,
        "another deed"
    );
    let (_, other) = world.rows[4];
    assert!(
        !look(&mut db, other, Some(("identity_opened", host))).await,
        "who is no moderator"
    );
}

#[tokio::test]
async fn how_a_child_is_reached_is_there_for_who_took_the_case_once_the_look_is_written_down() {
    let world = world().await;
    let row = |name: &str| world.rows.iter().find(|(own, _)| *own == name).unwrap().1;
    let (child, family) = (row("child"), row("asking"));
    let protector = world.app.cast.people[2].account.0;
    let moderator = world.app.as_moderator().account.0;
    let mut db = world.app.app_rw().await;
    let vault = Vault::open(&kek_file(), true).unwrap();
    let look = async |db: &mut PgConnection, by: Uuid, of: Uuid, action: &str| {
        let mut tx = db.begin().await.unwrap();
        sqlx::query(
            "insert into audit_event (at, actor_kind, actor_id, action, subject_kind, subject_id, data)
             values (now(), 'account', $1, $2, 'request', $3, '{}')",
        )
        .bind(by)
        .bind(action)
        .bind(of)
        .execute(&mut *tx)
        .await
        .unwrap();
        Opening::begin(&mut tx, &vault, Opener::Account(AccountId(by)))
            .await
            .unwrap();
        visible(&mut tx).await.contains(&of)
    };
    let opened = "child_contact_opened";
    assert!(!look(&mut db, protector, child, opened).await, "not taken");
    let taken = "update child_case set state = 'taken', taken_by = $1";
    let superuser = &mut world.app.superuser().await;
    sqlx::query(taken)
        .bind(protector)
        .execute(superuser)
        .await
        .unwrap();
    assert!(look(&mut db, protector, child, opened).await);
    assert!(
        !look(&mut db, protector, child, "child_case_taken").await,
        "another deed"
    );
    assert!(!look(&mut db, protector, family, opened).await, "no child");
    assert!(
        !look(&mut db, moderator, child, opened).await,
        "another role"
    );
    for of in [child, family] {
        let provider_s = look(&mut db, moderator, of, "identity_opened").await;
        assert!(!provider_s, "who a household is, is not a moderator's");
    }
    let closed =
        "update child_case set state = 'closed', outcome = 'unreachable', closed_at = now()";
    let superuser = &mut world.app.superuser().await;
    sqlx::query(closed).execute(superuser).await.unwrap();
    assert!(!look(&mut db, protector, child, opened).await, "closed");
}

/// SAFETY, T11: requests of many people over few connections, none of which carries over for whom it was used before.
#[tokio::test]
async fn connections_that_many_people_share_never_carry_over_for_whom_they_were_used() {
    let rounds: usize = std::env::var("PUNTE_CROSSINGS").map_or(2_000, |n| n.parse().unwrap());
    let app = TestApp::spawn().await;
    let mut households = Vec::new();
    for _ in 0..10 {
        households.push(app.file_request(&request(&[service_need(1)])).await);
    }
    let pool = sqlx::postgres::PgPoolOptions::new()
        .max_connections(5)
        .after_connect(|db, _| {
            Box::pin(async move {
                db.execute("set role app_rw").await?;
                Ok(())
            })
        })
        .connect(app.database_url())
        .await
        .unwrap();
    let vault = Arc::new(Vault::open(&kek_file(), true).unwrap());
    let mut work = tokio::task::JoinSet::new();
    for (index, household) in households.iter().enumerate() {
        let (pool, vault, own) = (pool.clone(), vault.clone(), id(&household.request));
        work.spawn(async move {
            let mut looked = 0;
            for round in 0..rounds / 10 {
                if (round + index) % 3 == 0 {
                    // Somebody who says nothing, on whichever connection comes.
                    let mut db = pool.acquire().await.unwrap();
                    assert_eq!(visible(&mut db).await, Vec::<Uuid>::new());
                } else {
                    let mut tx = pool.begin().await.unwrap();
                    Opening::begin(&mut tx, &vault, Opener::Request(RequestId(own)))
                        .await
                        .unwrap();
                    assert_eq!(visible(&mut tx).await, vec![own]);
                    if round % 2 == 0 {
                        tx.commit().await.unwrap();
                    }
                }
                looked += 1;
            }
            looked
        });
    }
    let looked: usize = work.join_all().await.into_iter().sum();
    println!("{looked} looks of 10 households over 5 connections, none at another's");
    assert_eq!(looked, rounds / 10 * 10);
}
