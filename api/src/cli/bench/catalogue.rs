//! A seeded catalogue around real places.
//!
//! | what | shares |
//! |---|---|
//! | category | housing 40 %, transport 15, job 15, medical 10, service 20 |
//! | place | a settlement by population; the exact point lies evenly within 500 m x (population / 1000)^0.42 of it (Chișinău 8 km) |
//! | published | private: the centre of the cell, so that points repeat as in reality; 70 % of the institutions their door; villages whole |
//! | private | housing and transport 60 %, service 20, job 10, medical 5 |
//! | vetting | private L2 70 %, L3 30; else L1 20 %, L2 50, L3 30, housing and medical at least L2 |
//! | units | beds 1 to 120, median 3; seats 1 to 50, median 3; openings 1 to 20; places 1 to 40; people 5 to 200; all skewed small |
//! | taken | 5 % of what is not housing is full, 15 % partly taken |
//! | nights | 10 % of housing have one to three bookings of 1 to 30 nights in the next 150 days |
//! | open | housing: one interval 85 %, any time 10, two or three 5; others: any time 60, one 37, two or three 3; a fifth opens later than today |
//! | confirmed | within the 14 or 30 days after which it would lapse, evenly |
//! | answers | 35 % of the providers are new; the others were asked 1 to 60 times and answered 40 to 100 % |
//! | languages | uk 55 %, ru 60, en 25, de 5, the country's own 90; bg, hu, rom 1 each, ase (a sign language) 0.2 |
//! | paused, for minors | 2 %, 0.5 % |
//! | host's musts | shortest stay 10 %, longest 20, party 15, youngest child 8, number of animals 25 |
//! | kind | 16 specialities 10 themes, all alike; 36 occupations, see [`super::tongues`] |
//! | work | 35 % name one or two languages, 60 % a first day |
//! | rides | two stops 60 %, three 30, four 10; detour 0, 5, 10 or 20 km; leaving within three weeks, within up to three hours |
//!
//! What a feature's yes and no are worth: [`super::facts`]. Guesses as to demand, all of them; the places and their
//! populations are real (GeoNames).

use std::{
    collections::BTreeMap,
    num::{NonZeroU8, NonZeroU16},
};

use jiff::{
    SignedDuration, Timestamp, ToSpan,
    civil::{Date, date},
};
use punte_core::{
    id::{OfferId, RevisionId},
    matching::{Candidate, Reliability, RideTerms, StayTerms, Terms},
    offer::{Category, ServiceTheme, Speciality},
    period::{Period, merged},
    place::{GeoPoint, Publication, distance_m, published_point},
    provider::VettingLevel,
};

use super::{
    draw::Draw,
    facts,
    places::{Places, Town},
    tongues::Tongues,
};

/// The day on which it all happens: a constant, so that a seed always gives the same figures.
pub(super) const TODAY: Date = date(2026, 11, 22);

/// Noon of that day, UTC.
pub(super) const NOW_S: i64 = 1_795_348_800;

/// Noon of [`TODAY`] as an instant.
pub(super) fn now() -> Timestamp {
    Timestamp::from_second(NOW_S).unwrap_or_default()
}

/// The days from today on.
pub(super) fn day(after: u32) -> Date {
    TODAY.saturating_add(i64::from(after).days())
}

/// The seeded offers, one after another, without end.
pub(super) struct Catalogue<'a> {
    places: &'a Places,
    draw: Draw,
    tongues: Tongues,
}

impl<'a> Catalogue<'a> {
    /// Those of a seed.
    pub fn new(places: &'a Places, seed: u64) -> Self {
        Self {
            places,
            draw: Draw::new(seed, 0),
            tongues: Tongues::new(),
        }
    }
}

impl Iterator for Catalogue<'_> {
    type Item = Candidate;

    fn next(&mut self) -> Option<Candidate> {
        let draw = &mut self.draw;
        let category = draw.mostly(Category::Housing, &OTHER_CATEGORIES);
        let town = self.places.town(draw)?;
        let private = draw.percent(match category {
            Category::Housing | Category::Transport => 60,
            Category::Service => 20,
            Category::Job => 10,
            Category::Medical => 5,
        });
        let facts = facts::facts(category, draw);
        let capacity = units(category, draw);
        let terms = match category {
            Category::Housing => Terms::Housing(stay(draw, capacity)),
            Category::Transport => Terms::Transport(ride(self.places, town, draw)?),
            Category::Job => Terms::Job(self.tongues.work(draw)?),
            Category::Medical => Terms::Medical(draw.one(&SPECIALITIES)?),
            Category::Service => Terms::Service(draw.one(&THEMES)?),
        };
        let point = match &terms {
            Terms::Transport(ride) => *ride.stops.first()?,
            _ => published(town, private, draw),
        };
        Some(Candidate {
            offer: OfferId(draw.id()),
            revision: RevisionId(draw.id()),
            point,
            facts,
            languages: self.tongues.spoken(town, draw),
            free: match category {
                Category::Housing => capacity,
                _ if draw.percent(5) => 0,
                _ if draw.percent(15) => draw.between(0, capacity),
                _ => capacity,
            },
            capacity,
            availability: availability(category, draw),
            promised: if category == Category::Housing && draw.percent(10) {
                promised(capacity, draw)
            } else {
                BTreeMap::new()
            },
            confirmed_at: confirmed(category, draw),
            vetting: vetting(category, private, draw),
            reliability: reliability(draw),
            private,
            paused: draw.percent(2),
            for_minors: draw.permille(5),
            terms,
        })
    }
}

/// Of a thousand; the rest is housing.
pub(super) const OTHER_CATEGORIES: [(Category, u32); 4] = [
    (Category::Transport, 150),
    (Category::Job, 150),
    (Category::Medical, 100),
    (Category::Service, 200),
];

/// Beds, seats, openings, places, people.
fn units(category: Category, draw: &mut Draw) -> u32 {
    let (usual, others): (u32, &[(u32, u32)]) = match category {
        Category::Housing => (
            2,
            &[
                (1, 100),
                (3, 200),
                (4, 180),
                (5, 80),
                (6, 60),
                (8, 40),
                (10, 25),
                (12, 12),
                (20, 12),
                (50, 8),
                (120, 3),
            ],
        ),
        Category::Transport => (
            3,
            &[(1, 150), (2, 200), (4, 200), (7, 80), (18, 50), (50, 20)],
        ),
        Category::Job => (1, &[(2, 180), (3, 80), (5, 80), (10, 40), (20, 20)]),
        Category::Medical => (10, &[(1, 100), (5, 300), (20, 200), (40, 50)]),
        Category::Service => (10, &[(5, 200), (20, 250), (50, 200), (200, 50)]),
    };
    draw.mostly(usual, others)
}

/// The fields of medicine, all alike.
pub(super) const SPECIALITIES: [Speciality; 16] = [
    Speciality::GeneralPractice,
    Speciality::Paediatrics,
    Speciality::Gynaecology,
    Speciality::Dentistry,
    Speciality::Psychiatry,
    Speciality::Psychology,
    Speciality::Surgery,
    Speciality::InternalMedicine,
    Speciality::Cardiology,
    Speciality::Oncology,
    Speciality::Nephrology,
    Speciality::Dialysis,
    Speciality::Rehabilitation,
    Speciality::Ophthalmology,
    Speciality::Pharmacy,
    Speciality::Hospital,
];

/// The themes that needs can have, all alike.
pub(super) const THEMES: [ServiceTheme; 10] = [
    ServiceTheme::Legal,
    ServiceTheme::Education,
    ServiceTheme::Psychosocial,
    ServiceTheme::Food,
    ServiceTheme::Goods,
    ServiceTheme::Documents,
    ServiceTheme::Childcare,
    ServiceTheme::Information,
    ServiceTheme::BorderAndVehicle,
    ServiceTheme::Connectivity,
];

/// Metres around a settlement's point in which its offers lie.
fn spread_m(population: u32) -> f64 {
    500.0 * (f64::from(population) / 1_000.0).powf(0.42)
}

fn published(town: Town, private: bool, draw: &mut Draw) -> GeoPoint {
    let exact = draw.near(town.point, spread_m(town.population));
    let publication = if !private && draw.percent(70) {
        Publication::Door
    } else {
        Publication::Cell
    };
    published_point(publication, Some(exact), town.point, town.population)
}

fn stay(draw: &mut Draw, capacity: u32) -> StayTerms {
    let mut nights = |share, table: &[u8]| {
        draw.percent(share)
            .then(|| draw.one(table))
            .flatten()
            .and_then(NonZeroU8::new)
    };
    let min_nights = nights(10, &[2, 3, 7, 14]);
    let max_nights = nights(20, &[14, 30, 60, 90, 180]);
    let guests = u16::try_from(draw.between(1, capacity)).unwrap_or(u16::MAX);
    StayTerms {
        min_nights,
        max_nights,
        max_guests: draw.percent(15).then_some(guests).and_then(NonZeroU16::new),
        min_child_age: draw.mostly(0, &[(3, 30), (6, 30), (12, 20)]),
        max_pets: draw.percent(25).then_some(NonZeroU8::MIN),
    }
}

fn ride(places: &Places, from: Town, draw: &mut Draw) -> Option<RideTerms> {
    let to = places.journey_from(from.point, draw)?;
    let mut stops = vec![from.point];
    for _ in 0..draw.mostly(0, &[(1, 300), (2, 100)]) {
        stops.extend(places.between(from.point, to, draw));
    }
    stops.sort_by_key(|stop| distance_m(from.point, *stop));
    stops.push(to);
    let leaves = i64::from(draw.between(6, 21 * 24));
    let departs_from = now() + SignedDuration::from_hours(leaves);
    Some(RideTerms {
        stops: stops.into(),
        departs_from,
        departs_until: departs_from + SignedDuration::from_hours(i64::from(draw.between(0, 3))),
        detour_m: draw.mostly(5_000, &[(0, 300), (10_000, 250), (20_000, 100)]),
        max_pets: draw.percent(25).then_some(NonZeroU8::MIN),
        free_seats: Box::default(),
    })
}

fn availability(category: Category, draw: &mut Draw) -> Vec<Period> {
    let (any, several) = match category {
        // A ride has its own hours.
        Category::Transport => (100, 0),
        Category::Housing => (10, 5),
        Category::Job | Category::Medical | Category::Service => (60, 3),
    };
    if draw.percent(any) {
        return Vec::new();
    }
    let begins = draw.mostly(0, &[(7, 50), (14, 50), (30, 50), (60, 50)]);
    let ends = begins
        + draw.mostly(180, &[(14, 100), (30, 150), (60, 150), (90, 200)])
        + draw.between(0, 30);
    let pieces = if draw.percent(several * 100 / (100 - any)) {
        draw.between(2, 3)
    } else {
        1
    };
    let length = (ends - begins) / pieces;
    let piece = |n: u32| {
        let from = begins + n * length;
        // A week between two of them, so that they do not become one.
        let to = if n + 1 == pieces {
            ends
        } else {
            from + length.saturating_sub(7).max(1)
        };
        Period::new(day(from), day(to)).ok()
    };
    merged((0..pieces).filter_map(piece).collect())
}

/// Beds promised, never more than there are.
fn promised(capacity: u32, draw: &mut Draw) -> BTreeMap<Date, u32> {
    let mut nights = BTreeMap::new();
    for _ in 0..draw.between(1, 3) {
        let from = draw.between(0, 120);
        let beds = draw.between(1, capacity);
        for night in from..from + draw.between(1, 30) {
            let taken: &mut u32 = nights.entry(day(night)).or_default();
            *taken = (*taken + beds).min(capacity);
        }
    }
    nights
}

fn confirmed(category: Category, draw: &mut Draw) -> Timestamp {
    let lapses = u32::try_from(category.lapses_after_days()).unwrap_or(0);
    let seconds = draw.between(0, lapses * 86_400 - 1);
    now() - SignedDuration::from_secs(i64::from(seconds))
}

fn vetting(category: Category, private: bool, draw: &mut Draw) -> VettingLevel {
    if private {
        draw.mostly(VettingLevel::L2, &[(VettingLevel::L3, 300)])
    } else if matches!(category, Category::Housing | Category::Medical) {
        draw.mostly(VettingLevel::L2, &[(VettingLevel::L3, 375)])
    } else {
        draw.mostly(
            VettingLevel::L2,
            &[(VettingLevel::L1, 200), (VettingLevel::L3, 300)],
        )
    }
}

fn reliability(draw: &mut Draw) -> Reliability {
    if draw.percent(35) {
        return Reliability::default();
    }
    let asked = 1 + draw.few(59);
    let answered = asked * draw.between(40, 100) / 100;
    Reliability {
        answered: u16::try_from(answered).unwrap_or(0),
        asked: u16::try_from(asked).unwrap_or(0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether so many of so many are about so many of a hundred: within four standard deviations.
    fn about(percent: f64, count: usize, of: usize) -> bool {
        let (share, of) = (percent / 100.0, super::super::timing::real_len(of));
        let found = super::super::timing::real_len(count);
        (found - share * of).abs() <= 4.0 * (share * (1.0 - share) * of).sqrt()
    }

    #[test]
    fn the_catalogue_has_the_shares_that_its_table_says_and_a_seed_names_it() {
        let places = Places::read().unwrap();
        let offers: Vec<Candidate> = Catalogue::new(&places, 9).take(20_000).collect();
        assert_eq!(offers.len(), 20_000, "it has no end");
        assert!(
            Catalogue::new(&places, 9)
                .take(50)
                .eq(offers.iter().take(50).cloned())
        );
        assert!(
            !Catalogue::new(&places, 10)
                .take(1)
                .eq(offers.iter().take(1).cloned())
        );

        let housing: Vec<&Candidate> = offers
            .iter()
            .filter(|o| o.category() == Category::Housing)
            .collect();
        let of = |test: &dyn Fn(&Candidate) -> bool| housing.iter().filter(|o| test(o)).count();
        let all = housing.len();
        assert!(about(40.0, all, 20_000), "{all} housing");
        assert!(about(60.0, of(&|o| o.private), all));
        assert!(about(10.0, of(&|o| !o.promised.is_empty()), all));
        assert!(about(10.0, of(&|o| o.availability.is_empty()), all));
        assert!(about(2.0, of(&|o| o.paused), all));
        let several = of(&|o| o.availability.len() > 1);
        assert!(about(5.0, several, all), "{several} with several intervals");
        assert!(offers.iter().all(|o| {
            o.promised.values().all(|beds| *beds <= o.capacity)
                && o.free <= o.capacity
                && o.confirmed_at <= now()
                && o.reliability.answered <= o.reliability.asked
        }));
    }

    #[test]
    fn noon_of_today_is_what_it_says() {
        assert_eq!(now().to_string(), format!("{TODAY}T12:00:00Z"));
    }
}
