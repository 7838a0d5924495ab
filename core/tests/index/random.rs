//! Random offers and needs with the corners that hurt: few points that repeat, ties, poles, the antimeridian, nothing free, broken
//! calendars, intervals that abut or overlap, parties of 0 and 255, days at the end of what a row can tell, more languages than an index
//! has planes and bits for, weights that nobody would set.

use std::num::{NonZeroU8, NonZeroU16};

use jiff::{Timestamp, ToSpan, civil::Date};
use punte_core::{
    constraint::{Criterion, Facts, Feature, Level, Tri},
    id::{OfferId, PlaceId, RequestId, RevisionId},
    locale::Language,
    matching::{
        Candidate, Party, Query, Reliability, RideTerms, StayTerms, Terms, WeightSet, Weights,
        WorkTerms,
    },
    offer::{Category, IscoCode, LanguageNeed, Proficiency, ServiceTheme, Speciality},
    period::Period,
    place::GeoPoint,
    provider::VettingLevel,
    request::{Nearness, NeedDetails, Urgency},
};
use uuid::Uuid;

use crate::common::{TODAY, days_ago, now, point};

/// SplitMix64 (G. Steele, D. Lea, C. Flood, 2014): a stream that a seed repeats for ever.
pub(crate) struct Rng(pub(crate) u64);

impl Rng {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// 0 up to, not including, `n`.
    pub(crate) fn below(&mut self, n: u64) -> u64 {
        self.next() % n
    }

    pub(crate) fn small(&mut self, n: u8) -> u8 {
        (self.next() % u64::from(n)) as u8
    }

    pub(crate) fn one_in(&mut self, n: u64) -> bool {
        self.below(n) == 0
    }

    pub(crate) fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len() as u64) as usize]
    }

    pub(crate) fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }
}

const TONGUES: [&str; 6] = ["uk", "ru", "ro", "en", "bg", "ase"];

/// One of sixty more: an index has planes for the sixteen most spoken, and bits for 64.
fn rare_language(rng: &mut Rng) -> Language {
    let letter = |n: u8| char::from(b'a' + n);
    let (row, column) = (rng.small(6), rng.small(10));
    Language::parse(&format!("q{}{}", letter(row), letter(column))).unwrap()
}

fn language(rng: &mut Rng) -> Language {
    if rng.one_in(5) {
        return rare_language(rng);
    }
    Language::parse(rng.pick(&TONGUES)).unwrap()
}

/// Parts that sum to 1000, many of them 0, and a half-life from a metre to half the earth.
fn weights_of_one(rng: &mut Rng) -> Weights {
    let (mut parts, mut left) = ([0; 8], 1_000);
    while left > 0 {
        let some = rng.pick(&[1, 30, 60, 100, 400, 1_000]).min(left);
        parts[usize::from(rng.small(8))] += some;
        left -= some;
    }
    let [
        distance,
        drop_off,
        wishes,
        language,
        fit,
        dates,
        freshness,
        reliability,
    ] = parts;
    Weights {
        distance,
        drop_off,
        wishes,
        language,
        fit,
        dates,
        freshness,
        reliability,
        half_life_m: rng.pick(&[1, 100, 10_000, 25_000, 10_000_000]),
    }
}

pub(crate) fn weights(rng: &mut Rng) -> WeightSet {
    if !rng.one_in(3) {
        return WeightSet::first();
    }
    WeightSet {
        version: 1,
        housing: weights_of_one(rng),
        transport: weights_of_one(rng),
        job: weights_of_one(rng),
        medical: weights_of_one(rng),
        service: weights_of_one(rng),
    }
}

fn tri(rng: &mut Rng) -> Tri {
    rng.pick(&[Tri::Yes, Tri::Yes, Tri::No, Tri::Unknown])
}

/// Where a catalogue lies.
#[derive(Clone, Copy)]
pub(crate) enum Where {
    /// A few points that repeat, so that distances tie.
    Town,
    /// A country.
    Country,
    /// The whole world.
    World,
    /// Both sides of the antimeridian.
    Antimeridian,
    /// Around a pole.
    Pole,
}

impl Where {
    pub(crate) fn any(rng: &mut Rng) -> Self {
        rng.pick(&[
            Self::Town,
            Self::Town,
            Self::Country,
            Self::Country,
            Self::World,
            Self::Antimeridian,
            Self::Pole,
        ])
    }

    pub(crate) fn point(self, rng: &mut Rng) -> GeoPoint {
        match self {
            Self::Town => {
                let step = |rng: &mut Rng| f64::from(rng.small(5)) * 0.01;
                point(47.0 + step(rng), 28.85 + step(rng))
            }
            Self::Country => point(45.5 + 3.0 * rng.unit(), 26.5 + 3.5 * rng.unit()),
            Self::World => point(180.0 * rng.unit() - 90.0, 360.0 * rng.unit() - 180.0),
            Self::Antimeridian => {
                let lon = 179.6 + 0.8 * rng.unit();
                let lon = if rng.one_in(9) {
                    180.0
                } else if lon > 180.0 {
                    lon - 360.0
                } else {
                    lon
                };
                point(-16.0 + rng.unit(), lon)
            }
            Self::Pole => {
                let lat = if rng.one_in(9) {
                    90.0
                } else {
                    89.5 + 0.5 * rng.unit()
                };
                point(lat, 360.0 * rng.unit() - 180.0)
            }
        }
    }
}

fn day(rng: &mut Rng, from: i32, span: u64) -> Date {
    TODAY
        .checked_add((from + rng.below(span) as i32).days())
        .unwrap()
}

fn period(rng: &mut Rng, from: i32, span: u64, longest: u64) -> Period {
    let first = day(rng, from, span);
    let last = first
        .checked_add((1 + rng.below(longest) as i64).days())
        .unwrap();
    Period::new(first, last).unwrap()
}

fn levels(rng: &mut Rng) -> Vec<LanguageNeed> {
    (0..rng.below(3))
        .map(|_| LanguageNeed {
            language: language(rng),
            level: rng.pick(&[
                Proficiency::Basic,
                Proficiency::Independent,
                Proficiency::Proficient,
            ]),
        })
        .collect()
}

fn occupation(rng: &mut Rng) -> IscoCode {
    IscoCode::try_from(
        rng.pick(&["9112", "9113", "91", "9", "7512", "12"])
            .to_owned(),
    )
    .unwrap()
}

fn moment(rng: &mut Rng) -> Timestamp {
    // Around now, also at the very second.
    let hours = rng.pick(&[-30_i64, -2, 0, 0, 1, 20, 50, 300]);
    Timestamp::from_second(now().as_second() + hours * 3_600).unwrap()
}

fn terms(rng: &mut Rng, category: Category, place: Where) -> Terms {
    let max_pets = NonZeroU8::new(rng.pick(&[0, 0, 1, 2, 20]));
    match category {
        Category::Housing => Terms::Housing(StayTerms {
            min_nights: NonZeroU8::new(rng.pick(&[0, 0, 1, 7, 180])),
            max_nights: NonZeroU8::new(rng.pick(&[0, 0, 7, 30, 180])),
            max_guests: NonZeroU16::new(rng.pick(&[0, 0, 1, 3, 6, 254, 255, 256, 1_000])),
            min_child_age: rng.pick(&[0, 0, 3, 17]),
            max_pets,
        }),
        Category::Transport => {
            let from = moment(rng);
            let until = moment(rng).max(from);
            let mut stops: Vec<GeoPoint> = (0..rng.pick(&[0, 1, 2, 2, 2, 3, 6, 6]))
                .map(|_| place.point(rng))
                .collect();
            // Most go east, as most people want to: a ride takes nobody the other way.
            if !rng.one_in(4) {
                stops.sort_by(|a, b| a.lon().total_cmp(&b.lon()));
            }
            Terms::Transport(RideTerms {
                stops: stops.into(),
                departs_from: from,
                departs_until: until,
                detour_m: rng.pick(&[0, 0, 500, 5_000, 100_000]),
                max_pets,
                free_seats: Box::default(),
            })
        }
        Category::Job => Terms::Job(WorkTerms {
            occupation: occupation(rng),
            languages_needed: levels(rng).into(),
            starts_on: rng.one_in(2).then(|| day(rng, -10, 40)),
        }),
        Category::Medical => {
            Terms::Medical(rng.pick(&[Speciality::Dentistry, Speciality::Dialysis]))
        }
        Category::Service => Terms::Service(rng.pick(&[
            ServiceTheme::Legal,
            ServiceTheme::Food,
            ServiceTheme::DonationPoint,
        ])),
    }
}

pub(crate) fn offer(rng: &mut Rng, id: u128, category: Category, place: Where) -> Candidate {
    let mut facts = Facts::default();
    for feature in Feature::ALL
        .iter()
        .filter(|f| f.categories().contains(&category))
    {
        facts.say(*feature, tri(rng));
    }
    let capacity = rng.pick(&[0, 1, 2, 3, 4, 6, 12, 255, 256, 5_000]);
    let availability = match rng.below(10) {
        0 => vec![],
        1 => vec![period(rng, -20, 30, 20), period(rng, 40, 20, 200)],
        2 => vec![Period::new(TODAY, Date::constant(9_000, 1, 1)).unwrap()],
        3 => {
            // One ends on the day on which the next begins: no stay may cross that night.
            let first = period(rng, -20, 40, 20);
            let last = first.to().checked_add(30.days()).unwrap();
            vec![first, Period::new(first.to(), last).unwrap()]
        }
        // In no order, one over the other.
        4 => (0..3).map(|_| period(rng, -10, 30, 40)).collect(),
        _ => vec![period(rng, -20, 40, 120)],
    };
    let promised = if rng.one_in(4) {
        (0..rng.below(6))
            .map(|_| (day(rng, -3, 40), rng.pick(&[1, 2, 12])))
            .collect()
    } else {
        [].into()
    };
    let mut languages: Vec<_> = TONGUES
        .iter()
        .filter(|_| rng.one_in(3))
        .map(|t| Language::parse(t).unwrap())
        .collect();
    if rng.one_in(3) {
        languages.push(rare_language(rng));
    }
    let asked = rng.pick(&[0_u16, 1, 2, 3, 5, 10]);
    let mut offer = Candidate {
        offer: OfferId(Uuid::from_u128(id)),
        revision: RevisionId(Uuid::from_u128(id + 1_000_000)),
        point: place.point(rng),
        facts,
        languages,
        free: if rng.one_in(3) { 0 } else { capacity },
        capacity,
        availability,
        promised,
        confirmed_at: days_ago(rng.pick(&[-1, 0, 0, 1, 13, 60, 110, 209, 210, 400])),
        vetting: rng.pick(&[VettingLevel::L0, VettingLevel::L2, VettingLevel::L3]),
        reliability: Reliability {
            answered: if asked == 0 {
                0
            } else {
                rng.small(asked as u8 + 1).into()
            },
            asked,
        },
        private: rng.one_in(3),
        paused: rng.one_in(15),
        for_minors: rng.one_in(30),
        terms: terms(rng, category, place),
    };
    if let Terms::Transport(ride) = &offer.terms
        && rng.one_in(2)
    {
        let legs = ride.stops.len().saturating_sub(1);
        let taken: Vec<u32> = (0..legs)
            .map(|_| rng.pick(&[0, 0, 1, 2, 3, capacity]))
            .collect();
        offer.take_seats(&taken);
    }
    offer
}

/// Once in a thousand, something that no row can hold.
pub(crate) fn make_odd(rng: &mut Rng, offer: &mut Candidate) {
    match rng.below(4) {
        0 => offer.capacity = 70_000,
        1 => offer.free = 70_000,
        2 => {
            let far = Date::constant(2_149, 6, 7);
            offer.availability = vec![Period::new(far, far.tomorrow().unwrap()).unwrap()];
        }
        _ => offer.confirmed_at = Timestamp::from_second(-5).unwrap(),
    }
}

pub(crate) fn query(rng: &mut Rng, category: Category, place: Where) -> Query {
    let mut criteria = Vec::new();
    let count = rng.pick(&[0, 0, 1, 2, 4, 8]);
    for _ in 0..count {
        let feature = rng.pick(Feature::ALL);
        // Now and then a feature of another category, or one twice: core has to stand it.
        if feature.categories().contains(&category) || rng.one_in(60) {
            criteria.push(Criterion {
                feature,
                level: if rng.one_in(3) {
                    Level::Must
                } else {
                    Level::Prefer
                },
                weight: 1 + rng.small(5),
            });
        }
    }
    let dates = match rng.below(10) {
        0 => None,
        1 => Some(period(rng, -3, 3, 3)),
        2 if rng.one_in(20) => Some(Period::new(TODAY, Date::constant(2_149, 6, 7)).unwrap()),
        _ => Some(period(rng, 0, 20, 20)),
    };
    let quantity = rng.pick(&[0, 1, 1, 1, 1, 1, 1, 2, 2, 3, 3, 6, 255, 256]);
    let splits = rng.one_in(4);
    let people = |rng: &mut Rng| rng.pick(&[0_u16, 1, 1, 1, 1, 2, 2, 2, 2, 255]);
    let mut origin = place.point(rng);
    let mut destination = (!rng.one_in(20)).then(|| place.point(rng));
    if let Some(to) = &mut destination
        && !rng.one_in(4)
        && to.lon() < origin.lon()
    {
        std::mem::swap(to, &mut origin);
    }
    let details = match category {
        Category::Housing => NeedDetails::Housing {},
        Category::Transport => NeedDetails::Transport {
            to_place_id: PlaceId(2),
        },
        Category::Job => NeedDetails::Job {
            occupations: (0..rng.pick(&[0, 0, 1, 2]))
                .map(|_| occupation(rng))
                .collect(),
            languages: levels(rng),
        },
        Category::Medical => NeedDetails::Medical {
            speciality: rng.pick(&[Speciality::Dentistry, Speciality::Dialysis]),
        },
        Category::Service => NeedDetails::Service {
            theme: rng.pick(&[
                ServiceTheme::Legal,
                ServiceTheme::Food,
                ServiceTheme::DonationPoint,
            ]),
        },
    };
    Query {
        request: RequestId(Uuid::from_u128(rng.next().into())),
        unaccompanied_minor: rng.one_in(50),
        party: Party {
            women: people(rng),
            men: if rng.one_in(2) { 0 } else { people(rng) },
            other_adults: u16::from(rng.one_in(8)),
            children: (0..rng.pick(&[0, 0, 0, 1, 2]))
                .map(|_| rng.small(18))
                .collect(),
            dogs: rng.pick(&[0, 0, 0, 1, 3]),
            cats: rng.pick(&[0, 0, 0, 1]),
            other_pets: rng.pick(&[0, 0, 0, 0, 300]),
        },
        languages: (0..rng.below(4)).map(|_| language(rng)).collect(),
        origin,
        anchor: rng.one_in(3).then(|| place.point(rng)),
        destination,
        radius_m: rng.pick(&[
            0, 1_112, 5_000, 50_000, 50_000, 400_000, 400_000, 30_000_000,
        ]),
        nearness: rng.pick(&[Nearness::Near, Nearness::Medium, Nearness::Far]),
        dates,
        quantity,
        least_quantity: if splits { quantity.min(1) } else { quantity },
        splits,
        settled_parts: 0,
        countries: Vec::new(),
        criteria,
        urgency: rng.pick(&[Urgency::Today, Urgency::Days, Urgency::Weeks]),
        details,
        now: now(),
        today: TODAY,
    }
}
