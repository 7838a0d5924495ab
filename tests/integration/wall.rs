//! The second wall: whatever the use cases ask or forget to ask, PostgreSQL shows the data key of a row, without which the row
//! reads as not there, to whom the row is about and to whom the rules let look. These tests pass by the use cases.

#![cfg(test)]

mod households;
mod world;

use std::sync::Arc;

use punte_api::{
    storage::opening::{Opener, Opening},
    vault::Vault,
};
use punte_core::id::{AccountId, RequestId};
use punte_tests::{TestApp, kek_file, request, service_need};
use sqlx::{Connection as _, Executor as _, PgConnection};
use uuid::Uuid;

use crate::sizes::size;
use world::{id, world};

/// Who sees what, written down by hand (docs/privacy.md, Columns).
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
            "asking's question",
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
            "agreed's note",
        ],
    ),
    ("asking", &["asking", "asking's question"]),
    ("refused", &["refused", "refused's message"]),
    // Their own account. What they look at for their work has to be written down first.
    ("moderator", &[]),
    ("child protection", &[]),
    // What is noted in their own case; how its household is reached has to be written down first.
    ("case worker", &["agreed's note"]),
    ("colleague", &[]),
    // What is in a request opens to the household that it is opened as.
    ("keeper", &[]),
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
            "asking's question",
            "agreed's feedback",
            "host's feedback",
            "agreed's note",
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
    let (_, comment) = world.rows[13];
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
    let too = "update account set roles = array_append(roles, 'child_protection') where id = $1";
    let superuser = &mut world.app.superuser().await;
    sqlx::query(too)
        .bind(moderator)
        .execute(superuser)
        .await
        .unwrap();
    assert!(
        !look(&mut db, moderator, child, opened).await,
        "the same role, and another one's case"
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

/// How many share the connections.
const HOUSEHOLDS: usize = 50;

/// T11 (docs/assurance.md): requests of many people over few connections, none of which carries over for whom it was used before.
#[tokio::test]
async fn connections_that_many_people_share_never_carry_over_for_whom_they_were_used() {
    let rounds = size("PUNTE_CROSSINGS", 2_000);
    let app = TestApp::spawn().await;
    let mut households = Vec::new();
    for _ in 0..HOUSEHOLDS {
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
            for round in 0..rounds / HOUSEHOLDS {
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
    println!(
        "wall: {looked} looks of {HOUSEHOLDS} households over 5 connections, none at another's"
    );
    assert_eq!(looked, rounds / HOUSEHOLDS * HOUSEHOLDS);
}
