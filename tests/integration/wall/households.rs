//! What belongs to households is there for whom it belongs to, whatever a use case asks; and nobody else's change touches it.

use std::collections::BTreeMap;

use punte_api::storage::{
    opening::Opener,
    wall::{self, Row},
};
use punte_core::id::{AccountId, RequestId};
use punte_tests::{TestApp, request, service_need};
use sqlx::{AssertSqlSafe, Executor as _, PgConnection, PgPool, postgres::PgPoolOptions};
use uuid::Uuid;

use super::world::{World, id, world};

/// Whose is what, written down by hand. A provider sees a household once it chose or asked it, also after the end.
const THEIRS: &[(&str, &[&str])] = &[
    ("nobody", &[]),
    (
        "host",
        &[
            "agreed",
            "agreed's need",
            "agreed's match",
            "asking",
            "asking's need",
            "asking's match",
            "asking's thread",
            "refused",
            "refused's need",
            "refused's match",
        ],
    ),
    ("other host", &[]),
    (
        "agreed",
        &["agreed", "agreed's need", "agreed's match", "agreed's case"],
    ),
    (
        "asking",
        &[
            "asking",
            "asking's need",
            "asking's match",
            "asking's thread",
            "asking's case",
        ],
    ),
    ("refused", &["refused", "refused's need", "refused's match"]),
    (
        "moderator",
        &[
            "agreed",
            "agreed's need",
            "agreed's match",
            "asking",
            "asking's need",
            "asking's match",
            "asking's thread",
            "refused",
            "refused's need",
            "refused's match",
        ],
    ),
    ("child protection", &["child", "child's need"]),
    // Whoever follows a case, and no other of the same organisation. The case itself is theirs and the household's alone.
    (
        "case worker",
        &["agreed", "agreed's need", "agreed's match", "agreed's case"],
    ),
    (
        "colleague",
        &[
            "asking",
            "asking's need",
            "asking's match",
            "asking's thread",
            "asking's case",
        ],
    ),
    // Whose account keeps a request sees that it is there. What is between it and others is seen by the household, which they open it as.
    ("keeper", &["agreed", "agreed's need"]),
    ("application", &[]),
    ("application that searches", &[]),
    ("application with a revoked key", &[]),
    ("program", &[]),
];

/// Whoever sees a household and its match that was agreed: its own, of whom follows its case, of the other side, of staff.
const ALL_OF_IT: &[&str] = &["agreed", "case worker", "host", "moderator"];

/// To whom alone what hangs on the household that agreed is shown, written down by hand.
const SHOWN_TO: &[(&str, &[&str])] = &[
    // What is between a household and the installation.
    ("consent", &["agreed"]),
    ("session", &["agreed"]),
    ("PIN", &["agreed"]),
    ("code for a case worker", &["agreed"]),
    ("keeping", &["agreed", "keeper"]),
    ("notice", &["agreed"]),
    ("host's notice", &["host"]),
    ("case", &["agreed", "case worker"]),
    ("case's note", &["agreed", "case worker"]),
    // Staff's, and no provider's.
    ("replaced code", &["agreed", "moderator"]),
    ("numbers", &["agreed", "moderator"]),
    ("check-in", &["agreed", "moderator"]),
    // What a side says of the other one, which does not learn it.
    ("feedback", &["agreed", "moderator"]),
    ("host's feedback", &["host", "moderator"]),
    ("look at contacts", ALL_OF_IT),
    ("confirmation", ALL_OF_IT),
    ("change", ALL_OF_IT),
];

fn theirs(looker: &str) -> &'static [&'static str] {
    THEIRS.iter().find(|(who, _)| *who == looker).unwrap().1
}

async fn pool(app: &TestApp, role: &'static str, connections: u32) -> PgPool {
    PgPoolOptions::new()
        .max_connections(connections)
        .after_connect(move |db, _| {
            Box::pin(async move {
                db.execute(AssertSqlSafe(format!("set role {role}")))
                    .await?;
                Ok(())
            })
        })
        .connect(app.database_url())
        .await
        .unwrap()
}

fn key(row: Row) -> (&'static str, Uuid) {
    match row {
        Row::Request(id) => ("request", id.0),
        Row::Need(id) => ("need", id.0),
        Row::Match(id) => ("match", id.0),
        Row::Inquiry(id) => ("inquiry", id.0),
        Row::Case(id) => ("household_case", id.0),
    }
}

async fn ids(db: &mut PgConnection, table: &str, column: &str) -> Vec<Uuid> {
    sqlx::query_scalar(AssertSqlSafe(format!("select {column} from {table}")))
        .fetch_all(db)
        .await
        .unwrap()
}

/// What of the world's households a connection shows.
async fn shown(db: &mut PgConnection, world: &World) -> Vec<&'static str> {
    let mut seen = Vec::new();
    for (name, row) in &world.households {
        let (table, id) = key(*row);
        if ids(db, table, "id").await.contains(&id) {
            seen.push(*name);
        }
    }
    seen
}

fn sorted(names: &[&'static str]) -> Vec<&'static str> {
    let mut names = names.to_vec();
    names.sort_unstable();
    names
}

#[tokio::test]
async fn what_belongs_to_a_household_is_shown_to_whom_it_belongs_and_to_nobody_who_does_not_say_who_looks()
 {
    let world = world().await;
    let looking = pool(&world.app, "app_look", 1).await;
    for (looker, opener) in &world.lookers {
        let mut tx = looking
            .begin_with(wall::begin_to_look(*opener))
            .await
            .unwrap();
        let seen = shown(&mut tx, &world).await;
        assert_eq!(sorted(&seen), sorted(theirs(looker)), "{looker}");
        // What hangs on a match, a question or a request comes and goes with it.
        for (table, column) in [
            ("message", "coalesce(match_id, inquiry_id)"),
            ("match_event", "match_id"),
            ("consent", "request_id"),
        ] {
            for about in ids(&mut tx, table, column).await {
                let (name, _) = world
                    .households
                    .iter()
                    .find(|(_, row)| key(*row).1 == about)
                    .unwrap();
                assert!(seen.contains(name), "{looker}: {table} of {name}");
            }
        }
        if *looker == "host" {
            assert_eq!(ids(&mut tx, "message", "id").await.len(), 3);
            assert!(!ids(&mut tx, "match_event", "match_id").await.is_empty());
        }
        tx.rollback().await.unwrap();
        // What was said in one transaction is not carried into what follows on the connection.
        let mut plain = looking.acquire().await.unwrap();
        assert_eq!(shown(&mut plain, &world).await, Vec::<&str>::new());
    }
}

#[tokio::test]
async fn what_else_hangs_on_a_household_is_shown_to_those_alone_who_are_written_down() {
    let world = world().await;
    let looking = pool(&world.app, "app_look", 1).await;
    let mut seen: BTreeMap<&str, Vec<&'static str>> = BTreeMap::new();
    for (looker, opener) in &world.lookers {
        let mut tx = looking
            .begin_with(wall::begin_to_look(*opener))
            .await
            .unwrap();
        for (name, table, column, row) in &world.hanging {
            if ids(&mut tx, table, column).await.contains(row) {
                seen.entry(*name).or_default().push(*looker);
            }
        }
        tx.rollback().await.unwrap();
    }
    let seen: BTreeMap<_, _> = seen
        .iter()
        .map(|(name, lookers)| (*name, sorted(lookers)))
        .collect();
    let wanted: BTreeMap<_, _> = SHOWN_TO
        .iter()
        .map(|(name, lookers)| (*name, sorted(lookers)))
        .collect();
    assert_eq!(seen, wanted);
}

#[tokio::test]
async fn whoever_looks_changes_nothing() {
    let world = world().await;
    let looking = pool(&world.app, "app_look", 1).await;
    let (_, host) = world.lookers[1];
    for statement in [
        "update match set state = 'declined'",
        "delete from need",
        "insert into consent (request_id, purpose, text_hash, locale, given_at) select id, 'alerts', '', 'uk', now() from request",
        "select from match for update",
        "update offer set paused = true",
    ] {
        let mut db = looking.acquire().await.unwrap();
        let refused = db.execute(statement).await.unwrap_err();
        let code = refused.as_database_error().unwrap().code();
        assert_eq!(code.as_deref(), Some("42501"), "{statement}: {refused}");
        drop(db);
        let mut tx = looking.begin_with(wall::begin_to_look(host)).await.unwrap();
        assert!(tx.execute(statement).await.is_err(), "{statement}");
    }
}

#[tokio::test]
async fn a_change_of_what_is_somebody_elses_sees_writes_and_locks_nothing_of_it() {
    let world = world().await;
    let changing = pool(&world.app, "app_rw", 1).await;
    for (looker, opener) in &world.lookers {
        for (name, row) in &world.households {
            for statement in [
                "select from match for update",
                "update need set version = version + 1",
                "insert into heartbeat (part, at) values ('wall', now()) on conflict (part) do update set at = now()",
            ] {
                let mut tx = changing.begin().await.unwrap();
                let own = wall::touch(&mut tx, *opener, *row).await.unwrap();
                assert_eq!(own, theirs(looker).contains(name), "{looker} at {name}");
                if !theirs(looker).contains(name) {
                    assert_eq!(
                        sorted(&shown(&mut tx, &world).await),
                        sorted(theirs(looker))
                    );
                }
                let done = tx.execute(statement).await;
                if theirs(looker).contains(name) {
                    assert!(done.is_ok(), "{looker} at {name}: {done:?}");
                } else {
                    let refused = done.unwrap_err();
                    let code = refused.as_database_error().unwrap().code();
                    let code = code.unwrap();
                    assert!(
                        ["42501", "25006"].contains(&code.as_ref()),
                        "{looker} at {name}: {code}"
                    );
                }
                tx.rollback().await.unwrap();
            }
        }
    }
    // The next one on the connection is not held to what was said before.
    let mut tx = changing.begin().await.unwrap();
    tx.execute("update need set version = version + 1")
        .await
        .unwrap();
    tx.rollback().await.unwrap();
}

#[tokio::test]
async fn the_walls_of_households_stand_for_the_owner_of_the_tables_too() {
    let app = TestApp::spawn().await;
    let db = &mut app.superuser().await;
    let open: Vec<String> = sqlx::query_scalar(
        "select relname::text from pg_class c where relkind = 'r' and relnamespace = 'public'::regnamespace
             and (relname in ('request', 'need', 'match', 'inquiry', 'message', 'household_case')
                  or exists (select from pg_attribute a where a.attrelid = c.oid and a.attname in ('match_id', 'need_id', 'inquiry_id', 'request_id')
                                 and not a.attisdropped))
             and not (relrowsecurity and relforcerowsecurity) order by 1",
    )
    .fetch_all(&mut *db)
    .await
    .unwrap();
    // The queue of what happened has its own rule of who polls it, a link is found by the hash of its code alone, by whoever was sent it, and
    // a report is confidential from both sides: use cases alone read them.
    assert_eq!(open, ["event", "mail_link", "report"]);
    let past: Vec<String> = sqlx::query_scalar(
        "select rolname::text from pg_roles where rolname like 'app\\_%' and (rolbypassrls or rolsuper)",
    )
    .fetch_all(&mut *db)
    .await
    .unwrap();
    assert_eq!(past, Vec::<String>::new());
    let writes: Vec<String> = sqlx::query_scalar(
        "select c.oid::regclass::text from pg_class c
         where relkind in ('r', 'v', 'S') and relnamespace in ('public'::regnamespace, 'identity'::regnamespace)
             and (has_table_privilege('app_look', c.oid, 'insert, update, delete, truncate')
                  or has_any_column_privilege('app_look', c.oid, 'insert, update'))",
    )
    .fetch_all(&mut *db)
    .await
    .unwrap();
    assert_eq!(writes, Vec::<String>::new());
}

/// T11 (docs/assurance.md): people over few connections, of whom none is shown what is another's.
#[tokio::test]
async fn connections_that_many_people_share_show_nobody_what_is_anothers() {
    let rounds: usize = std::env::var("PUNTE_CROSSINGS").map_or(2_000, |n| n.parse().unwrap());
    let app = TestApp::spawn().await;
    let mut households = Vec::new();
    for _ in 0..10 {
        households.push(app.file_request(&request(&[service_need(1)])).await);
    }
    let looking = pool(&app, "app_look", 5).await;
    let stranger = app.cast.people[0].account;
    let mut work = tokio::task::JoinSet::new();
    for (index, household) in households.iter().enumerate() {
        let (looking, own) = (looking.clone(), id(&household.request));
        work.spawn(async move {
            for round in 0..rounds / 10 {
                match (round + index) % 4 {
                    0 => {
                        let mut db = looking.acquire().await.unwrap();
                        assert_eq!(ids(&mut db, "request", "id").await, Vec::<Uuid>::new());
                    }
                    1 => {
                        let who = Opener::Account(AccountId(stranger.0));
                        let mut tx = looking.begin_with(wall::begin_to_look(who)).await.unwrap();
                        assert_eq!(ids(&mut tx, "need", "id").await, Vec::<Uuid>::new());
                    }
                    _ => {
                        let who = Opener::Request(RequestId(own));
                        let mut tx = looking.begin_with(wall::begin_to_look(who)).await.unwrap();
                        assert_eq!(ids(&mut tx, "need", "request_id").await, vec![own]);
                        if round % 2 == 0 {
                            tx.commit().await.unwrap();
                        }
                    }
                }
            }
        });
    }
    work.join_all().await;
    println!("wall: {rounds} looks at households over 5 connections, none at another's");
}
