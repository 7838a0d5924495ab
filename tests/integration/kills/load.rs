//! Households that ask, choose, are taken in and call off, while everything under them is killed.

#![cfg(test)]

use std::{
    collections::VecDeque,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use jiff::{ToSpan as _, civil::Date};
use punte_tests::{housing_need, request, service_need, with};
use serde_json::{Value, json};
use tokio::{task::JoinSet, time::sleep};

use super::{
    client::{Answer, Ask, Who},
    installation::{BOUND, LOOK},
    ledger::Done,
    world::World,
};
use crate::sizes::Dice;

/// How many write at once.
const WRITERS: usize = 6;
/// How many promised places a writer keeps, the oldest is given back: about as many as there are, so that some are refused.
const KEPT: usize = 3;
/// Between two households of a writer: so many mails are owed that one worker keeps up.
const PAUSE: Duration = Duration::from_millis(200);

/// A household that filed.
pub struct Household {
    who: Who,
    /// Its request.
    pub request: String,
    need: String,
}

/// What a household asks for.
struct Need {
    body: Value,
    offer: String,
    nights: Option<(Date, Date)>,
}

/// A promised place.
struct Place {
    household: Household,
    id: String,
}

/// The writers.
pub struct Load {
    world: Arc<World>,
    stop: Arc<AtomicBool>,
    writers: JoinSet<()>,
}

impl Load {
    /// Lets them begin.
    pub fn start(world: &Arc<World>) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let mut writers = JoinSet::new();
        for number in 0..WRITERS {
            let (world, stop) = (Arc::clone(world), Arc::clone(&stop));
            writers.spawn(async move { write(&world, number, &stop).await });
        }
        Self {
            world: Arc::clone(world),
            stop,
            writers,
        }
    }

    /// Waits until so many more writes were said yes to.
    pub async fn more(&mut self, writes: usize) {
        let began = Instant::now();
        let goal = self.world.client.ledger.acknowledged() + writes;
        while self.world.client.ledger.acknowledged() < goal {
            // A writer that ended before it was told to has failed: say why.
            if let Some(ended) = self.writers.try_join_next() {
                ended.unwrap();
                panic!("a writer ended");
            }
            assert!(began.elapsed() < 2 * BOUND, "hardly anything is written");
            sleep(LOOK).await;
        }
    }

    /// Has them end, each with its household done.
    pub async fn end(mut self) {
        self.stop.store(true, Ordering::Relaxed);
        while let Some(ended) = self.writers.join_next().await {
            ended.unwrap();
        }
    }
}

async fn write(world: &World, number: usize, stop: &AtomicBool) {
    let mut dice = Dice::new(0x6b17_0000 + u64::try_from(number).unwrap());
    let mut kept = VecDeque::new();
    let mut household = 0;
    while !stop.load(Ordering::Relaxed) {
        household += 1;
        let address = format!("household-{number}-{household}@example.org");
        let need = Need::drawn(world, &mut dice);
        kept.extend(ask_for_place(world, &mut dice, &need, &address).await);
        if kept.len() > KEPT
            && let Some(place) = kept.pop_front()
        {
            give_back(world, &mut dice, place).await;
        }
        sleep(PAUSE).await;
    }
}

/// What is for today is said at once, whatever the hour of the machine.
fn today(need: Value) -> Value {
    with(need, "/urgency", "today")
}

impl Need {
    /// Advice, or one to three nights within five days.
    fn drawn(world: &World, dice: &mut Dice) -> Self {
        if dice.below(2) == 0 {
            return Self {
                body: today(service_need(1)),
                offer: world.advice.clone(),
                nights: None,
            };
        }
        let mut below = |n: usize| i64::try_from(dice.below(n)).unwrap();
        let from = world.today + (10 + below(3)).days();
        let to = from + (1 + below(3)).days();
        Self {
            body: today(housing_need(1, &from.to_string(), &to.to_string())),
            offer: world.shelter.clone(),
            nights: Some((from, to)),
        }
    }
}

/// Files, chooses, and is taken in where there is room. Whom there is none for takes the request back, or leaves it as it is.
async fn ask_for_place(
    world: &World,
    dice: &mut Dice,
    need: &Need,
    address: &str,
) -> Option<Place> {
    let household = file(world, &need.body, address).await?;
    let proposed = propose(world, &household, need).await;
    let accepted = match &proposed {
        Some(id) => accept(world, &household, id).await,
        None => false,
    };
    if accepted {
        return proposed.map(|id| Place { household, id });
    }
    if dice.below(2) == 0 {
        withdraw(world, &household, proposed).await;
    }
    None
}

async fn give_back(world: &World, dice: &mut Dice, place: Place) {
    if dice.below(2) == 0 {
        cancel(world, &place).await;
    } else {
        withdraw(world, &place.household, Some(place.id)).await;
    }
}

/// The request that a household files.
fn filing(need: &Value, address: &str) -> Value {
    let body = request(std::slice::from_ref(need));
    with(
        body,
        "/contact",
        json!({ "channel": "email", "email": address }),
    )
}

/// Files a request of a household with an address of its own.
pub async fn file(world: &World, need: &Value, address: &str) -> Option<Household> {
    let ledger = &world.client.ledger;
    let ask = Ask::post("/requests")
        .key(&ledger.key())
        .json(filing(need, address));
    let answer = world.client.ask(&ask).await;
    if answer.status != 201 {
        ledger.wonder(answer.described());
        return None;
    }
    let request = answer.text("/request/id");
    let done = Done::Filed {
        request: request.clone(),
        address: address.to_owned(),
    };
    ledger.note(done, ask);
    Some(Household {
        who: Who::household(&answer.text("/tracking_code")),
        need: answer.text("/request/needs/0/id"),
        request,
    })
}

/// Whether a write was done. No room is an answer; anything else but yes is a surprise.
fn is_done(world: &World, answer: &Answer, status: u16) -> bool {
    if answer.status == status {
        return true;
    }
    if answer.is(409, "capacity-exhausted") {
        world.client.ledger.refuse();
    } else {
        world.client.ledger.wonder(answer.described());
    }
    false
}

/// Chooses the offer; the match.
async fn propose(world: &World, household: &Household, need: &Need) -> Option<String> {
    let ask = Ask::post(format!("/needs/{}/proposals", household.need))
        .key(&world.client.ledger.key())
        .json(json!({ "offer_id": need.offer }));
    let answer = world.client.ask_as(&household.who, &ask).await;
    if !is_done(world, &answer, 201) {
        return None;
    }
    let id = answer.text("/id");
    let done = Done::Proposed {
        id: id.clone(),
        offer: need.offer.clone(),
        nights: need.nights,
    };
    world.client.ledger.note(done, ask);
    Some(id)
}

/// The provider says yes.
async fn accept(world: &World, household: &Household, id: &str) -> bool {
    let ask = Ask::post(format!("/matches/{id}/accept"))
        .key(&world.client.ledger.key())
        .version(1);
    let answer = world.client.ask_as(&world.provider, &ask).await;
    // The server has told them by now that nothing is left (`Owed::crowd_out`).
    if answer.is(412, "stale-version") {
        world.client.ledger.refuse();
        return false;
    }
    let accepted = is_done(world, &answer, 200);
    if accepted {
        let done = Done::Accepted {
            id: id.to_owned(),
            request: household.request.clone(),
        };
        world.client.ledger.note(done, ask);
    }
    accepted
}

/// The version of a thing, to its household.
async fn version(world: &World, household: &Household, path: &str) -> Option<i64> {
    let answer = world.client.ask_as(&household.who, &Ask::get(path)).await;
    is_done(world, &answer, 200).then(|| answer.version())
}

/// The household calls the match off.
async fn cancel(world: &World, place: &Place) {
    let path = format!("/matches/{}", place.id);
    let Some(version) = version(world, &place.household, &path).await else {
        return;
    };
    let ask = Ask::post(format!("{path}/cancel"))
        .key(&world.client.ledger.key())
        .version(version)
        .json(json!({ "reason": "dates_changed" }));
    let answer = world.client.ask_as(&place.household.who, &ask).await;
    if is_done(world, &answer, 200) {
        let id = place.id.clone();
        world.client.ledger.note(Done::Cancelled { id }, ask);
    }
}

/// The household takes its request back, and with it the match that it has.
async fn withdraw(world: &World, household: &Household, of: Option<String>) {
    let path = format!("/requests/{}", household.request);
    let Some(version) = version(world, household, &path).await else {
        return;
    };
    let ask = Ask::post(format!("{path}/withdraw"))
        .key(&world.client.ledger.key())
        .version(version);
    let answer = world.client.ask_as(&household.who, &ask).await;
    if is_done(world, &answer, 200) {
        let request = household.request.clone();
        let done = Done::Withdrawn { request, of };
        world.client.ledger.note(done, ask);
    }
}
