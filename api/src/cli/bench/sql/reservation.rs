//! Plain reservations, as others would write them, on tables of their own in the schema `punte_bench`. Each is one transaction, committed
//! as durably as any.

use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection, PgPool};

use crate::cli::bench::booking::Said;

const TABLES: &str = "
    create schema punte_bench;
    create table punte_bench.offer (id bigint primary key, capacity integer not null, taken integer not null default 0);
    create table punte_bench.claim (id bigint primary key, offer_id bigint not null references punte_bench.offer,
        state text not null default 'proposed', version bigint not null default 1);
    create table punte_bench.need (claim_id bigint primary key, served integer not null default 0);
    create table punte_bench.place (claim_id bigint primary key, offer_id bigint not null references punte_bench.offer,
        at timestamptz not null default now());
    create table punte_bench.event (id bigint generated always as identity primary key, claim_id bigint not null, from_state text,
        to_state text not null, at timestamptz not null default now());
    create table punte_bench.audit (id bigint generated always as identity primary key, at timestamptz not null default now(),
        actor bigint, action text not null, subject bigint not null, data jsonb not null);
    create table punte_bench.job (id bigint generated always as identity primary key, kind text not null, payload jsonb not null,
        dedup_id text not null unique, state text not null default 'queued', run_at timestamptz not null default now());
    create table punte_bench.line (id bigint generated always as identity primary key, claim_id bigint not null, kind text not null,
        at timestamptz not null default now());
    create table punte_bench.answer (key text primary key, response bytea not null, at timestamptz not null default now());
    grant usage on schema punte_bench to app_rw;
    grant all on all tables in schema punte_bench to app_rw";

/// Makes the tables, as the owner.
pub(in crate::cli::bench) async fn create(url: &str) -> Result<(), sqlx::Error> {
    let mut db = PgConnection::connect(url).await?;
    db.execute(TABLES).await?;
    db.close().await
}

/// How a place is reserved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::cli::bench) enum Plain {
    /// Two statements: the counter is locked and read, then written. Nothing says who has the place.
    Locked,
    /// Two statements: the counter goes up where there is room, and a row says who has the place.
    Conditional,
    /// The same counter, taken last so that it is held for as short as can be, after everything that an acceptance has to leave behind.
    Recorded,
}

impl Plain {
    /// Its name in the table.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Locked => "locked",
            Self::Conditional => "conditional",
            Self::Recorded => "recorded",
        }
    }

    /// What it does between `begin` and `commit`.
    pub const fn statements(self) -> &'static str {
        match self {
            Self::Locked => "select .. for update of the counter, update of it",
            Self::Conditional => {
                "update of the counter where taken < capacity, insert of who has the place"
            }
            Self::Recorded => {
                "lock and update of the claim, update of its need, insert of history, audit line, mail to send and answer to repeat, then update of the counter where taken < capacity"
            }
        }
    }

    /// Takes a place for a claim, or says that there is none.
    pub async fn claim(self, pool: &PgPool, claim: Claim) -> Result<Said, sqlx::Error> {
        let mut tx = pool.begin().await?;
        let taken = match self {
            Self::Locked => locked(&mut tx, claim).await?,
            Self::Conditional => conditional(&mut tx, claim).await?,
            Self::Recorded => recorded(&mut tx, claim).await?,
        };
        if taken {
            tx.commit().await?;
            Ok(Said::Sold)
        } else {
            tx.rollback().await?;
            Ok(Said::Full)
        }
    }
}

/// A claim, and what it is for.
#[derive(Debug, Clone, Copy)]
pub(in crate::cli::bench) struct Claim {
    /// Its number.
    pub id: i64,
    /// The number of the offer.
    pub offer: i64,
}

/// New offers with so many places, and claims on them one after another; the claims, and the number of the first offer.
pub(in crate::cli::bench) async fn prepare(
    url: &str,
    places: &[u16],
    claims: &[usize],
) -> Result<(Vec<Claim>, i64), sqlx::Error> {
    let mut db = PgConnection::connect(url).await?;
    let places: Vec<i32> = places.iter().copied().map(i32::from).collect();
    let first: i64 = sqlx::query_scalar("select coalesce(max(id), 0) + 1 from punte_bench.offer")
        .fetch_one(&mut db)
        .await?;
    sqlx::query(
        "insert into punte_bench.offer (id, capacity) select $1 + n - 1, places
         from unnest($2::integer[]) with ordinality as given (places, n)",
    )
    .bind(first)
    .bind(&places)
    .execute(&mut db)
    .await?;
    let offers: Vec<i64> = claims
        .iter()
        .map(|at| first + i64::try_from(*at).unwrap_or(i64::MAX))
        .collect();
    let ids: Vec<(i64, i64)> = sqlx::query_as(
        "insert into punte_bench.claim (id, offer_id) select (select coalesce(max(id), 0) from punte_bench.claim) + n, offer
         from unnest($1::bigint[]) with ordinality as given (offer, n) order by n returning id, offer_id",
    )
    .bind(&offers)
    .fetch_all(&mut db)
    .await?;
    let claims: Vec<Claim> = ids
        .into_iter()
        .map(|(id, offer)| Claim { id, offer })
        .collect();
    let numbers: Vec<i64> = claims.iter().map(|claim| claim.id).collect();
    sqlx::query("insert into punte_bench.need (claim_id) select unnest($1::bigint[])")
        .bind(&numbers)
        .execute(&mut db)
        .await?;
    for table in ["offer", "claim", "need"] {
        db.execute(AssertSqlSafe(format!("analyze punte_bench.{table}")))
            .await?;
    }
    db.close().await?;
    Ok((claims, first))
}

/// What the counters of these offers say, in order, and how many rows say who has a place there, if rows do.
pub(in crate::cli::bench) async fn sold(
    url: &str,
    plain: Plain,
    first: i64,
) -> Result<(Vec<i64>, Option<i64>), sqlx::Error> {
    let mut db = PgConnection::connect(url).await?;
    let taken = sqlx::query_scalar(
        "select taken::bigint from punte_bench.offer where id >= $1 order by id",
    )
    .bind(first)
    .fetch_all(&mut db)
    .await?;
    let rows = match plain {
        Plain::Locked => None,
        Plain::Conditional => Some("select count(*) from punte_bench.place where offer_id >= $1"),
        Plain::Recorded => Some(
            "select count(*) from punte_bench.claim where offer_id >= $1 and state = 'accepted'",
        ),
    };
    let rows = match rows {
        None => None,
        Some(count) => Some(
            sqlx::query_scalar(count)
                .bind(first)
                .fetch_one(&mut db)
                .await?,
        ),
    };
    db.close().await?;
    Ok((taken, rows))
}

async fn locked(db: &mut PgConnection, claim: Claim) -> Result<bool, sqlx::Error> {
    let (capacity, taken): (i32, i32) =
        sqlx::query_as("select capacity, taken from punte_bench.offer where id = $1 for update")
            .bind(claim.offer)
            .fetch_one(&mut *db)
            .await?;
    if taken < capacity {
        sqlx::query("update punte_bench.offer set taken = $2 where id = $1")
            .bind(claim.offer)
            .bind(taken + 1)
            .execute(db)
            .await?;
    }
    Ok(taken < capacity)
}

/// One more, where there is room.
async fn count_up(db: &mut PgConnection, claim: Claim) -> Result<bool, sqlx::Error> {
    let done = sqlx::query(
        "update punte_bench.offer set taken = taken + 1 where id = $1 and taken < capacity",
    )
    .bind(claim.offer)
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

async fn conditional(db: &mut PgConnection, claim: Claim) -> Result<bool, sqlx::Error> {
    if !count_up(db, claim).await? {
        return Ok(false);
    }
    sqlx::query("insert into punte_bench.place (claim_id, offer_id) values ($1, $2)")
        .bind(claim.id)
        .bind(claim.offer)
        .execute(db)
        .await?;
    Ok(true)
}

/// Bytes of an answer that is kept for whoever asks again, about as many as ours.
const ANSWER: usize = 700;

async fn recorded(db: &mut PgConnection, claim: Claim) -> Result<bool, sqlx::Error> {
    for statement in [
        "select state from punte_bench.claim where id = $1 for update",
        "update punte_bench.claim set state = 'accepted', version = version + 1 where id = $1",
        "update punte_bench.need set served = served + 1 where claim_id = $1",
        "insert into punte_bench.event (claim_id, from_state, to_state) values ($1::bigint, 'proposed', 'accepted')",
        "insert into punte_bench.audit (action, subject, data) values ('match_accepted', $1::bigint, '{\"quantity\": 1}')",
        "insert into punte_bench.job (kind, payload, dedup_id)
         values ('mail', jsonb_build_object('notice', 'proposal-accepted', 'about', $1::bigint), 'proposal-accepted.' || $1::bigint)",
        // What the other side reads in the product, what pollers and the index follow, what is counted anew, and the need's second write.
        "insert into punte_bench.line (claim_id, kind) select $1::bigint, kind
         from unnest(array['told', 'event', 'offer_change', 'count_reliability', 'need_state']) as kind",
    ] {
        sqlx::query(statement)
            .bind(claim.id)
            .execute(&mut *db)
            .await?;
    }
    sqlx::query("insert into punte_bench.answer (key, response) values ($1, $2)")
        .bind(format!("{:064}", claim.id))
        .bind(vec![7_u8; ANSWER])
        .execute(&mut *db)
        .await?;
    count_up(db, claim).await
}
