//! Random offers and needs around one site: realistic enough to fit, nasty enough to tie, and on every boundary.

use std::collections::BTreeMap;
use std::num::{NonZeroU8, NonZeroU16};

use jiff::{SignedDuration, Timestamp, ToSpan, civil::Date};
use punte_core::{
    constraint::{Criterion, Facts, Feature, Tri},
    id::{OfferId, PlaceId, RequestId, RevisionId},
    locale::Language,
    matching::{Candidate, Party, Query, Reliability, RideTerms, StayTerms, Terms, WorkTerms},
    offer::{Category, LanguageNeed, Proficiency, ServiceTheme, Speciality},
    period::Period,
    place::{GeoPoint, distance_m},
    provider::VettingLevel,
    request::{Nearness, NeedDetails, Urgency},
};

use super::dice::Dice;

/// A present instant and its local day: an ordinary morning, half a second past; the nights in which the clocks change.
const MOMENTS: [(&str, &str); 4] = [
    ("2027-03-01T08:00:00Z", "2027-03-01"),
    ("2027-03-01T08:00:00.5Z", "2027-03-01"),
    ("2027-03-27T22:30:00Z", "2027-03-28"),
    ("2027-10-30T21:00:00Z", "2027-10-31"),
];

/// Siret, Chișinău, Palanca; both sides of the antimeridian; the poles; where equator and zero meridian meet.
const SITES: [(f64, f64); 8] = [
    (47.95, 26.0667),
    (47.0105, 28.8638),
    (46.41, 30.1),
    (-17.0, 179.99),
    (52.0, -179.98),
    (89.9, 12.0),
    (-89.95, -170.0),
    (0.0, 0.0),
];

const TONGUES: [&str; 5] = ["uk", "ru", "ro", "en", "rom"];
const OCCUPATIONS: [&str; 6] = ["9112", "9111", "91", "5120", "2221", "9"];
const SPECIALITIES: [Speciality; 2] = [Speciality::Dentistry, Speciality::Dialysis];
const THEMES: [ServiceTheme; 3] = [
    ServiceTheme::Legal,
    ServiceTheme::Food,
    ServiceTheme::DonationPoint,
];

/// Where and when one catalogue and its needs live.
pub struct World {
    dice: Dice,
    clusters: Vec<GeoPoint>,
    now: Timestamp,
    today: Date,
}

impl World {
    /// A site, a moment, and a handful of settlements around it.
    pub fn new(seed: u64) -> Self {
        let mut dice = Dice(seed);
        let site = dice.pick(&SITES);
        let (now, today) = dice.pick(&MOMENTS);
        let clusters = (0..8).map(|_| off(&mut dice, site, 60_000.0)).collect();
        Self {
            dice,
            clusters,
            now: now.parse().unwrap(),
            today: today.parse().unwrap(),
        }
    }

    /// The centre of a settlement, which many share; a cell's centre near it; or anywhere near it.
    fn point(&mut self) -> GeoPoint {
        let cluster = self.dice.pick(&self.clusters);
        let near = off(&mut self.dice, (cluster.lat(), cluster.lon()), 15_000.0);
        match self.dice.below(4) {
            0 | 1 => cluster,
            2 => at(
                (near.lat() * 50.0).round() / 50.0,
                (near.lon() * 50.0).round() / 50.0,
            ),
            _ => near,
        }
    }

    /// A day of a coarse grid, so that intervals often begin and end together.
    fn day(&mut self, earliest: i32, steps: u32) -> Date {
        let steps = i32::from(self.dice.small(steps));
        self.today.saturating_add((earliest + 7 * steps).days())
    }

    fn features(category: Category) -> Vec<Feature> {
        let of_it = |f: &&Feature| f.categories().contains(&category);
        Feature::ALL.iter().filter(of_it).copied().collect()
    }

    /// Offers of all categories; one in four is another one's twin.
    pub fn catalogue(&mut self, size: usize) -> Vec<Candidate> {
        let mut offers: Vec<Candidate> = Vec::with_capacity(size);
        while offers.len() < size {
            let offer = if self.dice.percent(25) && !offers.is_empty() {
                let index = self.dice.below(u32::try_from(offers.len()).unwrap());
                let mut twin = offers[usize::try_from(index).unwrap()].clone();
                twin.offer = OfferId(self.dice.uuid());
                let later = self.dice.pick(&[0, 0, 0, 400, 1_000]);
                twin.confirmed_at += SignedDuration::from_millis(later);
                twin
            } else {
                self.offer()
            };
            offers.push(offer);
        }
        offers
    }

    fn offer(&mut self) -> Candidate {
        let category = self.dice.pick(&Category::ALL);
        let mut facts = Facts::empty();
        for feature in Self::features(category) {
            let fact = match self.dice.below(10) {
                0 => Tri::No,
                1..=5 => Tri::Yes,
                _ => Tri::Unknown,
            };
            facts.say(feature, fact);
        }
        let capacity = 1 + self.dice.below(8);
        let asked = self.dice.pick(&[0, 0, 1, 3, 10, 60_000]);
        let half_days = self.dice.pick(&[0, 0, 1, 2, 7, 14, 28, 42, 63]);
        let aside = self.dice.pick(&[0, 0, 0, 1, 999, -1, -900, 86_400_000]);
        let mut offer = Candidate {
            offer: OfferId(self.dice.uuid()),
            revision: RevisionId(self.dice.uuid()),
            point: self.point(),
            facts,
            languages: self.languages(3),
            free: self.dice.below(capacity + 1),
            capacity,
            availability: self.availability(category),
            promised: self.promised(category, capacity),
            confirmed_at: self.now - SignedDuration::from_hours(12 * half_days)
                + SignedDuration::from_millis(aside),
            vetting: self.dice.pick(&[VettingLevel::L2, VettingLevel::L3]),
            reliability: Reliability {
                answered: u16::try_from(self.dice.below(asked + 1)).unwrap(),
                asked: u16::try_from(asked).unwrap(),
            },
            private: self.dice.percent(50),
            paused: self.dice.percent(3),
            for_minors: self.dice.percent(3),
            terms: self.terms(category),
        };
        self.take_some(&mut offer);
        offer
    }

    /// One need in four is to be near an offer, of another place than its own.
    fn anchor(request: RequestId, offers: &[Candidate]) -> Option<GeoPoint> {
        // Dice of its own, as for the seats.
        let mut dice = Dice(request.0.as_u64_pair().0);
        let all: Vec<&Candidate> = offers.iter().collect();
        dice.percent(25).then(|| dice.pick(&all).point)
    }

    /// Of two rides in three some seats are taken, on each leg others; of two doctors in three some places, of each of six weeks others.
    fn take_some(&self, offer: &mut Candidate) {
        // Dice of its own, so that whatever else is drawn stays as it was.
        let mut dice = Dice(offer.offer.0.as_u64_pair().0);
        if !dice.percent(66) {
            return;
        }
        match &offer.terms {
            Terms::Transport(ride) => {
                let legs = 1..ride.stops.len();
                let taken: Vec<u32> = legs.map(|_| dice.below(offer.capacity + 1)).collect();
                offer.take_seats(&taken);
            }
            Terms::Medical(_) => {
                let monday = Period::week_of(self.today).unwrap().from();
                let week = |n: i32| monday.saturating_add((7 * n).days());
                let taken = (0..6).map(|n| (week(n), dice.below(offer.free + 1)));
                offer.promised = taken.collect();
            }
            _ => {}
        }
    }

    fn languages(&mut self, n: u32) -> Vec<Language> {
        let tags = self.dice.some(&TONGUES, n);
        tags.into_iter()
            .map(|t| Language::parse(t).unwrap())
            .collect()
    }

    fn levels(&mut self, n: u32) -> Vec<LanguageNeed> {
        let levels = [
            Proficiency::Basic,
            Proficiency::Independent,
            Proficiency::Proficient,
        ];
        let tongues = self.dice.some(&TONGUES[1..4], n);
        let level = |tongue| LanguageNeed {
            language: Language::parse(tongue).unwrap(),
            level: self.dice.pick(&levels),
        };
        tongues.into_iter().map(level).collect()
    }

    /// Up to three intervals with a gap between them.
    fn availability(&mut self, category: Category) -> Vec<Period> {
        let mut from = self.day(-35, 8);
        let mut intervals = Vec::new();
        let at_least = u32::from(category == Category::Housing);
        for _ in 0..(at_least + self.dice.below(3)) {
            let to = from.saturating_add(self.dice.pick(&[1, 7, 28, 63, 200]).days());
            intervals.push(Period::new(from, to).unwrap());
            from = to.saturating_add(self.dice.pick(&[1, 7]).days());
        }
        intervals
    }

    fn promised(&mut self, category: Category, capacity: u32) -> BTreeMap<Date, u32> {
        let mut nights = BTreeMap::new();
        if category == Category::Housing {
            for _ in 0..self.dice.below(3) {
                let first = self.day(0, 8);
                let units = 1 + self.dice.below(capacity + 1);
                for night in 0..self.dice.pick(&[1, 2, 7]) {
                    nights.insert(first.saturating_add(night.days()), units);
                }
            }
        }
        nights
    }

    fn terms(&mut self, category: Category) -> Terms {
        let maybe = |dice: &mut Dice, n: u32| {
            let value = dice.small(n);
            NonZeroU8::new(value).filter(|_| dice.percent(30))
        };
        match category {
            Category::Housing => Terms::Housing(StayTerms {
                min_nights: maybe(&mut self.dice, 9),
                max_nights: NonZeroU8::new(self.dice.pick(&[0, 0, 0, 7, 8, 20])),
                max_guests: maybe(&mut self.dice, 7).map(NonZeroU16::from),
                min_child_age: self.dice.pick(&[0, 0, 0, 3, 12]),
                max_pets: maybe(&mut self.dice, 4),
            }),
            Category::Transport => self.ride(),
            Category::Job => Terms::Job(WorkTerms {
                occupation: self.dice.pick(&OCCUPATIONS).to_owned().try_into().unwrap(),
                languages_needed: self.levels(2).into(),
                starts_on: self.dice.percent(60).then(|| self.day(-7, 8)),
            }),
            Category::Medical => Terms::Medical(self.dice.pick(&SPECIALITIES)),
            Category::Service => Terms::Service(self.dice.pick(&THEMES)),
        }
    }

    /// Two to six stops, some of them twice; or so that a far pick-up with a near drop-off and the other way round are equally
    /// long. It leaves about a local midnight, or has just left.
    fn ride(&mut self) -> Terms {
        let stops = if self.dice.percent(25) {
            let (here, there) = (self.point(), self.point());
            let north = |point: GeoPoint| at(point.lat() + 0.02, point.lon());
            [north(here), there, here, north(there)].into()
        } else {
            (0..2 + self.dice.below(5)).map(|_| self.point()).collect()
        };
        let hours = self
            .dice
            .pick(&[0, -1, 1, 13, 14, 24, 48, 157, 158, 168, 500]);
        let aside = self.dice.pick(&[0, 0, -1, 1_800, 3_600]);
        let departs_from = self.now + SignedDuration::from_secs(hours * 3_600 + aside);
        let open_for = self.dice.pick(&[0, 0, 1, 12, 48, 400]);
        Terms::Transport(RideTerms {
            stops,
            departs_from,
            departs_until: departs_from + SignedDuration::from_hours(open_for),
            detour_m: self.dice.pick(&[0, 1_000, 5_000, 20_000]),
            max_pets: NonZeroU8::new(self.dice.small(8)),
            free_seats: Box::default(),
        })
    }

    /// From where, to where, and how far around: about half of the rides asked for are some offer's, and three radii in ten
    /// end exactly at an offer.
    fn route(&mut self, category: Category, offers: &[Candidate]) -> (GeoPoint, GeoPoint, u32) {
        let of_it = |offer: &&Candidate| offer.category() == category;
        let of_it: Vec<&Candidate> = offers.iter().filter(of_it).collect();
        let offer = self.dice.pick(&of_it);
        let (mut origin, mut destination) = (self.point(), self.point());
        let exactly = self.dice.percent(30);
        let mut exact = distance_m(origin, offer.point);
        if let Terms::Transport(ride) = &offer.terms {
            match (self.dice.below(4), &*ride.stops) {
                (0, [.., there, here, _]) => (origin, destination) = (*here, *there),
                (1, [here, .., there]) => (origin, destination) = (*here, *there),
                (2, [here, .., there]) if exactly => {
                    origin = *here;
                    exact = distance_m(destination, *there).saturating_sub(ride.detour_m);
                }
                (_, [here, .., there]) if exactly => {
                    destination = *there;
                    exact = distance_m(origin, *here).saturating_sub(ride.detour_m);
                }
                _ => {}
            }
        }
        let radius_m = if exactly {
            exact
        } else {
            self.dice.pick(&[1_000, 20_000, 50_000, 120_000, 1_000_000])
        };
        (origin, destination, radius_m)
    }

    /// A need of one category.
    pub fn need(&mut self, category: Category, offers: &[Candidate]) -> Query {
        let details = match category {
            Category::Housing => NeedDetails::Housing {},
            Category::Transport => NeedDetails::Transport {
                to_place_id: PlaceId(1),
            },
            Category::Job => NeedDetails::Job {
                occupations: self
                    .dice
                    .some(&OCCUPATIONS, 2)
                    .into_iter()
                    .map(|code| code.to_owned().try_into().unwrap())
                    .collect(),
                languages: self.levels(3),
            },
            Category::Medical => NeedDetails::Medical {
                speciality: self.dice.pick(&SPECIALITIES),
            },
            Category::Service => NeedDetails::Service {
                theme: self.dice.pick(&THEMES),
            },
        };
        let quantity = 1 + self.dice.below(5);
        let splits = self.dice.percent(30);
        let (origin, destination, radius_m) = self.route(category, offers);
        let request = RequestId(self.dice.uuid());
        Query {
            request,
            unaccompanied_minor: self.dice.percent(2),
            party: self.party(),
            languages: self.languages(3),
            origin,
            anchor: Self::anchor(request, offers),
            destination: (category == Category::Transport).then_some(destination),
            radius_m,
            nearness: self
                .dice
                .pick(&[Nearness::Near, Nearness::Medium, Nearness::Far]),
            dates: self.dates(category),
            quantity,
            least_quantity: if splits { 1 } else { quantity },
            splits,
            settled_parts: 0,
            countries: Vec::new(),
            criteria: self.criteria(category),
            urgency: self.dice.pick(&[
                Urgency::Today,
                Urgency::Days,
                Urgency::Weeks,
                Urgency::Later,
            ]),
            details,
            now: self.now,
            today: self.today,
        }
    }

    fn party(&mut self) -> Party {
        let few = |dice: &mut Dice, often: u32, most: u32| {
            if dice.percent(often) {
                u16::from(dice.small(most + 1))
            } else {
                0
            }
        };
        let children = few(&mut self.dice, 50, 3);
        Party {
            women: few(&mut self.dice, 95, 3),
            men: few(&mut self.dice, 40, 2),
            other_adults: few(&mut self.dice, 20, 1),
            children: (0..children)
                .map(|_| self.dice.pick(&[0, 2, 3, 5, 11, 12, 17]))
                .collect(),
            dogs: few(&mut self.dice, 40, 3),
            cats: few(&mut self.dice, 25, 2),
            other_pets: few(&mut self.dice, 10, 2),
        }
    }

    /// Stays and rides have days; the first may have passed.
    fn dates(&mut self, category: Category) -> Option<Period> {
        let dated = matches!(category, Category::Housing | Category::Transport);
        if !self.dice.percent(if dated { 95 } else { 60 }) {
            return None;
        }
        let from = if dated && self.dice.percent(10) {
            self.today.saturating_sub(3.days())
        } else {
            self.day(0, 6)
        };
        let nights = self.dice.pick(&[1, 2, 7, 7, 8, 21, 180]);
        Some(Period::new(from, from.saturating_add(nights.days())).unwrap())
    }

    fn criteria(&mut self, category: Category) -> Vec<Criterion> {
        let features = self.dice.some(&Self::features(category), 5);
        features
            .into_iter()
            .map(|feature| {
                if self.dice.percent(25) {
                    Criterion::must(feature)
                } else {
                    Criterion::prefer(feature, 1 + self.dice.small(5))
                }
            })
            .collect()
    }
}

/// A point at most so many metres off, over the pole and over the antimeridian if it comes to that.
fn off(dice: &mut Dice, (lat, lon): (f64, f64), most_m: f64) -> GeoPoint {
    let degree_m = 111_195.0;
    let north = (dice.unit() * 2.0 - 1.0) * most_m / degree_m;
    let circle = lat.to_radians().cos().max(1e-6);
    let east = (dice.unit() * 2.0 - 1.0) * most_m / degree_m / circle;
    at(lat + north, lon + east.clamp(-180.0, 180.0))
}

fn at(lat: f64, lon: f64) -> GeoPoint {
    let lon = if lon > 180.0 {
        lon - 360.0
    } else if lon < -180.0 {
        lon + 360.0
    } else {
        lon
    };
    GeoPoint::new(lat.clamp(-90.0, 90.0), lon).unwrap()
}
