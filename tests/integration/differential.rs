//! The engine against a plain SQL query (`differential/rank.sql`), written from docs/architecture.md, Points, and, where that is open,
//! from what the engine answers, never from its code: the two share no code, no weights and no query. Same offers, same needs: the same
//! ids, order, points, weeks and counts.
//!
//! `PUNTE_DIFFERENTIAL` says how many needs, `PUNTE_SEED` which.
//!
//! Where that page leaves something open, the query follows the engine, which takes it so:
//!
//! - "Later confirmed first" is told in whole seconds; the age of a confirmation in whole days of 24 hours between whole
//!   seconds, and one in the future counts as now.
//! - The hash of the tie is compared in ascending order, over both ids as they are written, without anything between them.
//! - "Fit = party / free units": the party is the number of units asked for, not of people, and more than is free is all of it.
//! - "Dates = nights covered / nights asked": a stay needs all its nights, so that it has the full part always. Work, medical
//!   help and services need one day in common and have the full part too, however many days they share.
//! - "Sooner for urgent": today and days alike, a ride and work lose half of the dates part for every three whole days that they
//!   begin after the first day asked for (or today). Medical help today has half of it unless urgent cases are seen. Services and
//!   stays lose nothing.
//! - A doctor has a place where there is one in a week, from Monday to Sunday, in which the need and the offer share a day from Monday to
//!   Friday; a week of which that day is left counts whole. Days of the offer that share nothing but one weekend with the need have the week
//!   of that weekend. Its free units are the places of the first such week that has enough.
//! - Work that begins after the last day asked for is not excluded; a first day in the past is at once.
//! - A stay without days, or whose first day has passed, fits nothing. For the others a day that has passed is a day like another,
//!   so that an offer that has ended can fit a need that has waited. Nobody wants that: no need here has waited so long.
//! - A ride reaches as far as radius and detour together, for the pick-up and for the drop-off. Of its ways from one stop to a
//!   later one that are in reach, end nearer to where the need goes than it begins and than the way does, and have seats enough on all of their legs the shortest counts (the earlier of two alike), even where
//!   another has more points or more seats. Its free units are the seats of that way. It has
//!   the availability of its departure only: the day is local, a window that has begun counts until its end, the end excluded.
//! - Where children come, level 3 is asked of private housing only. What else a category asks of its provider's level is held where
//!   offers are approved, not here.
//! - Facts that a household does not make a must exclude only where the offer says no: animals of a kind that is not welcome,
//!   children, and men or other adults (not boys) where women only are welcome. Unknown is asked, but the offer ranks.
//! - The children's rules hold for a group that may be split too; the largest party does not count people then.
//! - Where a need is to be near another place (the rest of a group, the bed that is agreed), the radius stays around where it is
//!   looked for; points and order go by the distance to that place. A ride has its two ends, and no such place.
//! - A remote offer must lie within the radius like another.
//! - A wanted occupation holds the offer's if it is the same group or a wider one, never the other way round.
//! - Whoever says no language of work is not excluded by any; levels count only where some are said.
//! - "First language, another": the first that the household speaks is full, any other of its languages half.
//!
//! Floats: PostgreSQL's `power` and Rust's `exp2` differ in the last bit for 8,729 of 10,006,012 fractions (all whole metres to
//! 1,000 km for each half-life, and days), and no part by a unit: weight times fraction never comes nearer than 5e-9 to a whole
//! number that it does not meet exactly. Parts that are ratios of whole numbers are whole-number divisions here.

#![cfg(test)]

mod dice;
mod rows;
mod world;

use std::fmt::Write as _;

use punte_core::{
    matching::{Candidate, Index, Query, Ranked, Ranking, WeightSet, rank_by_scan},
    offer::Category,
};
use punte_tests::{Clone as Database, clone_template};
use sqlx::{Connection as _, Executor as _, PgConnection};

use dice::Dice;
use rows::{Row, answer, write};
use world::World;

const RANK: &str = include_str!("differential/rank.sql");
const TABLES: &str = include_str!("differential/tables.sql");
const OFFERS: usize = 500;
const NEEDS_A_WORLD: usize = 50;

/// What is held against the query: the scan, and the index over the same offers.
fn engines(
    query: &Query,
    offers: &[Candidate],
    index: &Index,
    limit: usize,
) -> [(&'static str, Ranking); 2] {
    let weights = WeightSet::first();
    [
        ("scan", rank_by_scan(query, offers, &weights, limit)),
        ("index", index.rank(query, &weights, limit)),
    ]
}

fn from_environment(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).map_or(otherwise, |text| text.parse().expect("a number"))
}

/// Lists seen, so that nobody takes silence for agreement.
#[derive(Debug, Default)]
struct Seen {
    needs: usize,
    fits: usize,
    to_ask: usize,
    ties: usize,
    fits_by_category: [usize; 5],
}

async fn database() -> (Database, PgConnection) {
    let database = clone_template().await;
    let mut db = PgConnection::connect(&database.url).await.unwrap();
    db.execute(TABLES).await.unwrap();
    (database, db)
}

/// Compares the answers to so many needs; the first that differ, told with what is needed to see it again.
async fn compare(
    db: &mut PgConnection,
    sql: &str,
    needs: usize,
    first: u64,
) -> Result<Seen, String> {
    let mut lists = Seen::default();
    let mut seed = first;
    while lists.needs < needs {
        let mut world = World::new(seed);
        let offers = world.catalogue(OFFERS);
        let asked: Vec<Query> = (0..NEEDS_A_WORLD)
            .map(|n| world.need(Category::ALL[n % 5], &offers))
            .collect();
        write(db, &offers, &asked).await;
        let index = Index::build(offers.clone());
        let mut dice = Dice(seed);
        for (id, query) in (0..).zip(&asked) {
            let rows = answer(db, sql, id).await;
            let limit = [1, 20, OFFERS][usize::try_from(dice.below(3)).unwrap()];
            lists.take(query, &rows);
            for (name, ranking) in engines(query, &offers, &index, limit) {
                if let Some(told) = difference(&ranking, &rows, limit) {
                    return Err(format!(
                        "PUNTE_SEED={seed}, need {id}, limit {limit}, {name}: {told}\n{query:#?}"
                    ));
                }
            }
        }
        seed = seed.wrapping_add(1);
    }
    Ok(lists)
}

impl Seen {
    fn take(&mut self, query: &Query, rows: &[Row]) {
        let fits = rows.iter().filter(|row| !row.ask_first).count();
        let alike = |pair: &&[Row]| {
            (pair[0].ask_first, pair[0].points, pair[0].metres)
                == (pair[1].ask_first, pair[1].points, pair[1].metres)
        };
        self.needs += 1;
        self.fits += fits;
        self.to_ask += rows.len() - fits;
        self.ties += rows.windows(2).filter(alike).count();
        self.fits_by_category[query.category() as usize] += fits;
    }
}

/// Where the lists or the counts differ.
fn difference(engine: &Ranking, sql: &[Row], limit: usize) -> Option<String> {
    let (ask, fits): (Vec<&Row>, Vec<&Row>) = sql.iter().partition(|row| row.ask_first);
    let mut told = String::new();
    for (name, ranked, count, rows) in [
        ("fits", &engine.ranked, engine.fits, fits),
        ("to ask first", &engine.ask_first, engine.to_ask, ask),
    ] {
        if count != rows.len() {
            writeln!(told, "{name}: engine {count}, SQL {}", rows.len()).unwrap();
        }
        let shown = rows.len().min(limit);
        for place in 0..shown.max(ranked.len()) {
            let (ours, theirs) = (ranked.get(place), rows[..shown].get(place));
            let listed = |row: &&Row| (row.id, row.points, row.metres, row.week.clone());
            if ours.map(short) != theirs.map(listed) {
                writeln!(
                    told,
                    "{name}, place {}:\n  engine {ours:?}\n  SQL {theirs:?}",
                    place + 1
                )
                .unwrap();
                break;
            }
        }
    }
    (!told.is_empty()).then_some(told)
}

fn short(r: &Ranked) -> (uuid::Uuid, i64, i64, Option<String>) {
    let metres = i64::from(r.distances.near_m) + r.distances.drop_off_m.map_or(0, i64::from);
    let week = r.week.map(|week| week.from().to_string());
    (r.offer.0, i64::from(r.score.points), metres, week)
}

#[tokio::test]
async fn a_plain_query_in_sql_ranks_like_the_engine() {
    let needs = from_environment("PUNTE_DIFFERENTIAL", 150);
    let needs = usize::try_from(needs).unwrap();
    let (_database, mut db) = database().await;
    let seen = compare(&mut db, RANK, needs, from_environment("PUNTE_SEED", 1)).await;
    let seen = seen.unwrap_or_else(|told| panic!("{told}"));
    println!("differential: {seen:?}");
    assert!(
        seen.fits > 4 * needs && seen.to_ask > needs && seen.ties > needs / 2,
        "too little was compared: {seen:?}"
    );
    assert!(
        seen.fits_by_category.iter().all(|fits| *fits > needs / 5),
        "too little was compared: {seen:?}"
    );
}

/// A right piece of the query, and a wrong one in its place.
const FAULTS: [(&str, &str); 13] = [
    ("<= n.radius_m\n", "< n.radius_m\n"),
    ("coalesce(n.anchor_lon, n.lon)", "n.lon"),
    (
        "floor(w.distance * power(2::float8, -way.near_m / half_life.metres))",
        "round(w.distance * power(2::float8, -way.near_m / half_life.metres))",
    ),
    ("and n.to_day <= d.to_day", "and n.to_day < d.to_day"),
    ("p.night < n.to_day", "p.night <= n.to_day"),
    (
        "floor(extract(epoch from o.confirmed)) as confirmed",
        "o.confirmed",
    ),
    ("l.place < b.place", "l.place <= b.place"),
    (
        "room.seats >= n.least_quantity",
        "room.seats > n.least_quantity",
    ),
    ("n.soonest - 6,", "n.soonest,"),
    ("monday::date + 5)", "monday::date + 7)"),
    ("monday::date + 7)", "monday::date + 1)"),
    ("starts_with(o.occupation, wanted)", "o.occupation = wanted"),
    ("o.id::text) collate", "upper(o.id::text)) collate"),
];

#[tokio::test]
async fn a_fault_in_the_plain_query_is_seen() {
    let (_database, mut db) = database().await;
    for (right, wrong) in FAULTS {
        assert_eq!(RANK.matches(right).count(), 1, "{right}");
        let sql = RANK.replace(right, wrong);
        let told = compare(&mut db, &sql, 150, 1).await;
        assert!(told.is_err(), "nobody sees {wrong}");
    }
}
