//! T6 (docs/assurance.md) over HTTP and by SQL: the random sequences of `core/tests/rules`, shorter, played on a real server by the tests'
//! clock. After every step everybody sees what the reference model says, and it stands where the model says. What the server refuses is
//! tried again with the server's own rights on the database (`app_rw`), where PostgreSQL refuses it too, or where the offer is in no view
//! all the same.
//!
//! `PUNTE_SEQUENCES` says how many, 500 unless said, 5,000 before a release; `PUNTE_SEED` draws others.
//!
//! What the database is not asked, because the rule is core's alone: that an item is claimed by one at a time, that a paused offer is not
//! chosen, what fits a household, that a proposal is answered in time, which side calls off, that changes were made before an offer is
//! handed in again, who closes a report, whether enough are left to whom an item could be handed.
//!
//! The negative control is [`what_the_database_does_not_hold_any_more_is_noticed`], before a release: a guard of the database is taken
//! out, and a sequence tells. Without the count of approvals (`guard_offer_approval`) "done by SQL, and nobody refused" stands beside
//! the first approval of two; without the deadline in `visible_offer` an offer is seen that lapsed.

#![cfg(test)]

mod by_http;
mod by_sql;
#[path = "../../core/tests/rules/model/mod.rs"]
mod model;
#[path = "../../core/tests/rules/steps.rs"]
mod steps;
mod town;

use jiff::SignedDuration;
use sqlx::{AssertSqlSafe, Executor as _};

use self::{
    by_http::Play,
    by_sql::Tried,
    model::Model,
    steps::{Dice, Step, World, sequence},
    town::Town,
};
use crate::sizes::size;

/// The most that happens in one sequence.
const MOST: usize = 12;

/// So many sequences go over one server: its clock moves on by months, and everybody's past grows.
const IN_A_TOWN: usize = 50;

/// What came of it, so that nobody takes silence for agreement.
#[derive(Debug, Default)]
struct Counted {
    steps: usize,
    /// After which everybody saw the offer.
    public: usize,
    /// Matches that were agreed on.
    accepted: usize,
    refused_by_http: usize,
    refused_by_sql: usize,
    /// Where SQL brought nothing to sight.
    unseen: usize,
}

/// Plays a sequence; what is off, if something is.
async fn replay(
    town: &mut Town,
    world: World,
    steps: &[Step],
    counted: &mut Counted,
) -> Result<(), String> {
    let mut model = Model::new(world);
    let mut play = Play::begin(town, &world).await;
    play.compare(&model, counted).await?;
    for (number, step) in steps.iter().enumerate() {
        let said = model.take(*step);
        let before = play.standing().await;
        let off = |what: &str| format!("step {number}, {step:?}, {before:?}: {what}");
        let done = match step {
            Step::Wait(seconds) => {
                play.town.app.advance(SignedDuration::from_secs(*seconds));
                play.town.set_time().await;
                true
            }
            Step::Work => {
                play.town.work().await;
                true
            }
            step => {
                let answer = Box::pin(play.take(*step, &before)).await;
                let refused = matches!(answer.status, 403 | 404 | 409 | 412);
                if !refused && answer.status >= 300 {
                    return Err(off(&format!("{}: {}", answer.status, answer.text)));
                }
                !refused
            }
        };
        assert_eq!(model.now(), play.town.app.now());
        counted.steps += 1;
        if done != said.is_ok() {
            return Err(off(&format!("by HTTP {done}, by the model {said:?}")));
        }
        let tried = match said {
            Ok(()) => by_sql::too_early(&mut play, *step).await,
            Err(why) => {
                counted.refused_by_http += 1;
                by_sql::again(&mut play, *step, why, &before).await
            }
        };
        match tried.map_err(|what| off(&what))? {
            Tried::Refused => counted.refused_by_sql += 1,
            Tried::Unseen => counted.unseen += 1,
            Tried::Nothing => {}
        }
        counted.accepted += usize::from(done && *step == Step::Accept);
        play.compare(&model, counted)
            .await
            .map_err(|what| off(&what))?;
    }
    play.compare_at_the_end(&model).await
}

/// Plays the sequence of a number; tells what is off, with all that is needed to see it again.
async fn play(
    town: &mut Town,
    number: u64,
    seed: u64,
    counted: &mut Counted,
) -> Result<(), String> {
    let mut dice = Dice::of(seed, number);
    let world = World::draw(&mut dice, town.next_morning());
    let steps = sequence(&mut dice, world, MOST);
    let off = Box::pin(replay(town, world, &steps, counted)).await;
    off.map_err(|what| format!("sequence {number} of seed {seed}: {what}\n{world:?}\n{steps:#?}"))
}

#[tokio::test]
async fn whatever_happens_to_an_offer_the_server_and_the_database_say_what_the_model_says() {
    let wanted = size("PUNTE_SEQUENCES", 500);
    let seed = u64::try_from(size("PUNTE_SEED", 0)).unwrap();
    let mut counted = Counted::default();
    let numbers: Vec<u64> = (0..).take(wanted).collect();
    for some in numbers.chunks(IN_A_TOWN) {
        let mut town = Town::open().await;
        for number in some {
            if let Err(off) = play(&mut town, *number, seed, &mut counted).await {
                panic!("{off}");
            }
        }
        town.close().await;
    }
    println!(
        "sequences: {wanted} replayed, {} steps, {} refused by HTTP, {} refused by SQL, {} seen nowhere all the same",
        counted.steps, counted.refused_by_http, counted.refused_by_sql, counted.unseen
    );
    if wanted >= 500 {
        assert!(counted.public * 20 > counted.steps, "{counted:?}");
        assert!(counted.accepted * 50 > wanted, "{counted:?}");
        assert!(
            counted.refused_by_sql * 10 > counted.refused_by_http,
            "{counted:?}"
        );
        assert!(counted.unseen > 0, "{counted:?}");
    }
}

/// What is taken out of a guard: its definition, by whom, what stands there and what stands there then.
const FAULTS: [(&str, &str, &str, &str); 8] = [
    (
        "select pg_get_functiondef('guard_offer_approval'::regproc)",
        "",
        "approvals < needed",
        "false",
    ),
    (
        "select pg_get_functiondef('guard_offer_approval'::regproc)",
        "",
        "not offer_step(old.review, new.review)",
        "false",
    ),
    (
        "select pg_get_functiondef('guard_review_decision'::regproc)",
        "",
        "has_belonged(new.moderator_id, o.provider_id)",
        "false",
    ),
    (
        "select pg_get_functiondef('guard_suspension'::regproc)",
        "",
        "has_belonged(moderator, o.provider_id)",
        "false",
    ),
    (
        "select pg_get_functiondef('book_match'::regproc)",
        "",
        "q.unaccompanied_minor",
        "false",
    ),
    (
        "select pg_get_viewdef('visible_offer'::regclass)",
        "create or replace view visible_offer as ",
        "o.expires_at > app_now()",
        "true",
    ),
    (
        "select pg_get_viewdef('visible_offer'::regclass)",
        "create or replace view visible_offer as ",
        "p.status = 'vetted'::text",
        "true",
    ),
    (
        "select pg_get_viewdef('visible_offer'::regclass)",
        "create or replace view visible_offer as ",
        "d.freezes AND ",
        "false AND ",
    ),
];

#[tokio::test]
#[ignore = "the same sequences again for each fault; script/assure runs it"]
async fn what_the_database_does_not_hold_any_more_is_noticed() {
    for (definition, create, from, to) in FAULTS {
        let mut noticed = None;
        let numbers: Vec<u64> = (0..500).collect();
        for some in numbers.chunks(IN_A_TOWN) {
            let mut town = Town::open().await;
            let mut db = town.app.superuser().await;
            let text: String = sqlx::query_scalar(definition)
                .fetch_one(&mut db)
                .await
                .unwrap();
            assert!(text.contains(from), "{from} is not in {text}");
            let planted = format!("{create}{}", text.replace(from, to));
            db.execute(AssertSqlSafe(planted)).await.unwrap();
            for number in some {
                let mut counted = Counted::default();
                noticed = play(&mut town, *number, 0, &mut counted).await.err();
                if noticed.is_some() {
                    break;
                }
            }
            town.close().await;
            if noticed.is_some() {
                break;
            }
        }
        let off = noticed.unwrap_or_else(|| panic!("{from} was taken out, and nobody noticed"));
        println!(
            "sequences: without {from}: {}",
            off.lines().next().unwrap_or_default()
        );
    }
}
