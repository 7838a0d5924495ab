//! The requests: eight mixes, seeded like the catalogue, each from a stream of its own.
//!
//! | mix | what is asked |
//! |---|---|
//! | mixed | every category in the catalogue's shares, a household and a need as below |
//! | no wishes | the same without a wish, so that only distance, language, fit, freshness and reliability tell offers apart |
//! | pets, wheelchair, large party | housing for 5 to 8 with a dog, step-free a must |
//! | rare language, wheelchair | housing 50 %, medical 25, service 25; step-free a must; the only language is rom, ase, bg or hu |
//! | rural | housing near a village whose nearest city of 100,000 lies 30 to 60 km away |
//! | infeasible | housing for 60 women and children in one place, step-free, women-only and a cot all musts: few places or none |
//! | transport route | a ride 20 to 500 km far |
//! | wide | mixed, 400 km around |
//!
//! | of a need | shares |
//! |---|---|
//! | people | 1: 22 %, 2: 30, 3: 22, 4: 14, 5: 8, 6: 4; 30 % of the households from two people on have children, half of their members; adults 70 % women |
//! | animals | 20 %: a dog half, a cat 40 %, another 10; one of eight has two |
//! | languages | uk first 55 %, ru 42, ro 3; 70 % speak the other of uk and ru, 15 en, 6 ro |
//! | origin | a settlement by population 75 %, a border crossing 25 |
//! | radius | 50 km 70 %, 25 km 12, 100 km 13, 200 km 5 |
//! | nearness | medium 60 %, near 20, far 20 |
//! | urgency | today 15 %, days 40, weeks 35, later 10 |
//! | dates | housing from within 30 days on, 3 to 90 nights; a ride within 14 days, 1 to 4 days; others 30 % |
//! | musts | none 50 %, one 35, two 15 |
//! | wishes | 0 to 4, all alike, weight 1 to 5 |
//! | units | the whole household; 10 % may be split; work, treatment and services 1, one in five 2 |
//! | work | any occupation 50 %, else one or two groups; 30 % name their languages |

use punte_core::{
    constraint::{Criterion, Feature, Level},
    id::{PlaceId, RequestId},
    matching::{Party, Query},
    offer::{Category, IscoCode},
    period::Period,
    place::GeoPoint,
    request::{Nearness, NeedDetails, Urgency},
};

use super::{
    catalogue::{OTHER_CATEGORIES, SPECIALITIES, THEMES, TODAY, day, now},
    criteria::criteria,
    draw::Draw,
    household::{adults, age, languages, party},
    places::Places,
    tongues::{OCCUPATIONS, Tongues},
};

/// A kind of request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mix {
    Mixed,
    NoWishes,
    LargeParty,
    RareLanguage,
    Rural,
    Infeasible,
    Transport,
    Wide,
}

impl Mix {
    /// All of them, in the order of the table.
    pub const ALL: [Self; 8] = [
        Self::Mixed,
        Self::NoWishes,
        Self::LargeParty,
        Self::RareLanguage,
        Self::Rural,
        Self::Infeasible,
        Self::Transport,
        Self::Wide,
    ];

    /// Its name in the table and in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Mixed => "mixed",
            Self::NoWishes => "no wishes",
            Self::LargeParty => "pets, wheelchair, large party",
            Self::RareLanguage => "rare language, wheelchair",
            Self::Rural => "rural",
            Self::Infeasible => "infeasible",
            Self::Transport => "transport route",
            Self::Wide => "wide",
        }
    }

    /// The stream of its draws; the catalogue has 0.
    const fn stream(self) -> u64 {
        1 + self as u64
    }
}

/// Requests, one after another.
pub(super) struct Requests<'a> {
    places: &'a Places,
    draw: Draw,
    tongues: Tongues,
    mix: Mix,
    radius_m: Option<u32>,
}

impl<'a> Requests<'a> {
    /// Those of a mix and a seed. `radius_m` replaces the radius of every mix but [`Mix::Wide`].
    pub fn new(places: &'a Places, seed: u64, mix: Mix, radius_m: Option<u32>) -> Self {
        Self {
            places,
            draw: Draw::new(seed, mix.stream()),
            tongues: Tongues::new(),
            mix,
            radius_m: if mix == Mix::Wide {
                Some(400_000)
            } else {
                radius_m
            },
        }
    }

    fn any(&mut self) -> Option<Query> {
        let category = self.draw.mostly(Category::Housing, &OTHER_CATEGORIES);
        self.need(category)
    }

    fn need(&mut self, category: Category) -> Option<Query> {
        let draw = &mut self.draw;
        let party = party(draw);
        let origin = if draw.percent(25) {
            self.places.crossing(draw)?
        } else {
            self.places.town(draw)?.point
        };
        let (details, destination) = self.details(category, origin)?;
        let draw = &mut self.draw;
        let quantity = match category {
            Category::Housing | Category::Transport => party.people(),
            _ => draw.mostly(1, &[(2, 200)]),
        };
        let splits = draw.percent(10);
        let musts = draw.mostly(0, &[(1, 350), (2, 150)]);
        let wishes = draw.between(0, 4);
        let criteria = criteria(category, &party, musts, wishes, draw);
        let radius = draw.mostly(50_000, &[(25_000, 120), (100_000, 130), (200_000, 50)]);
        Some(Query {
            request: RequestId(draw.id()),
            unaccompanied_minor: false,
            languages: languages(&self.tongues, draw),
            origin,
            anchor: None,
            destination,
            radius_m: self.radius_m.unwrap_or(radius),
            nearness: draw.mostly(
                Nearness::Medium,
                &[(Nearness::Near, 200), (Nearness::Far, 200)],
            ),
            dates: dates(category, draw),
            quantity,
            least_quantity: if splits { 1 } else { quantity },
            splits,
            settled_parts: 0,
            countries: Vec::new(),
            criteria,
            urgency: draw.mostly(
                Urgency::Days,
                &[
                    (Urgency::Today, 150),
                    (Urgency::Weeks, 350),
                    (Urgency::Later, 100),
                ],
            ),
            details,
            now: now(),
            today: TODAY,
            party,
        })
    }

    fn details(
        &mut self,
        category: Category,
        origin: GeoPoint,
    ) -> Option<(NeedDetails, Option<GeoPoint>)> {
        let draw = &mut self.draw;
        let details = match category {
            Category::Housing => NeedDetails::Housing {},
            Category::Transport => {
                let to = self.places.journey_from(origin, draw)?;
                // The engine goes by the destination's point.
                return Some((
                    NeedDetails::Transport {
                        to_place_id: PlaceId(0),
                    },
                    Some(to),
                ));
            }
            Category::Job => {
                let groups = if draw.percent(50) {
                    0
                } else {
                    draw.between(1, 2)
                };
                let all = OCCUPATIONS.map(|(group, _)| (group, 1));
                let languages = if draw.percent(30) {
                    self.tongues.levels(&["uk", "ru", "ro"], draw)
                } else {
                    Vec::new()
                };
                NeedDetails::Job {
                    occupations: draw
                        .several(&all, groups)
                        .into_iter()
                        .filter_map(|group| IscoCode::try_from(group.to_owned()).ok())
                        .collect(),
                    languages,
                }
            }
            Category::Medical => NeedDetails::Medical {
                speciality: draw.one(&SPECIALITIES)?,
            },
            Category::Service => NeedDetails::Service {
                theme: draw.one(&THEMES)?,
            },
        };
        Some((details, None))
    }

    /// Housing for a large household with a dog and somebody in a wheelchair.
    fn large_party(&mut self) -> Option<Query> {
        let people = self.draw.between(5, 8);
        let children = self.draw.between(0, 3);
        let ages = (0..children).filter_map(|_| age(&mut self.draw)).collect();
        let mut query = self.need(Category::Housing)?;
        query.party = adults(people - children, &mut self.draw);
        query.party.children = ages;
        query.party.dogs = 1;
        query.quantity = people;
        query.least_quantity = people;
        query.splits = false;
        must(&mut query, Feature::StepFree);
        Some(query)
    }

    fn rare_language(&mut self) -> Option<Query> {
        let category = self.draw.mostly(
            Category::Housing,
            &[(Category::Medical, 250), (Category::Service, 250)],
        );
        let tag = self.draw.one(&["rom", "ase", "bg", "hu"])?;
        let mut query = self.need(category)?;
        query.languages = self.tongues.get(tag).into_iter().collect();
        must(&mut query, Feature::StepFree);
        Some(query)
    }

    fn infeasible(&mut self) -> Option<Query> {
        let mut query = self.need(Category::Housing)?;
        query.party = Party {
            women: 30,
            children: (0..30).filter_map(|_| age(&mut self.draw)).collect(),
            ..Party::default()
        };
        query.quantity = 60;
        query.least_quantity = 60;
        query.splits = false;
        for feature in [Feature::StepFree, Feature::WomenOnly, Feature::Cot] {
            must(&mut query, feature);
        }
        Some(query)
    }
}

impl Iterator for Requests<'_> {
    type Item = Query;

    fn next(&mut self) -> Option<Query> {
        match self.mix {
            Mix::Mixed | Mix::Wide => self.any(),
            Mix::NoWishes => {
                let mut query = self.any()?;
                query.criteria.retain(|c| c.level == Level::Must);
                Some(query)
            }
            Mix::LargeParty => self.large_party(),
            Mix::RareLanguage => self.rare_language(),
            Mix::Rural => {
                let mut query = self.need(Category::Housing)?;
                query.origin = self.places.rural(&mut self.draw)?;
                Some(query)
            }
            Mix::Infeasible => self.infeasible(),
            Mix::Transport => self.need(Category::Transport),
        }
    }
}

/// Makes a feature a must, whatever it was.
fn must(query: &mut Query, feature: Feature) {
    query.criteria.retain(|c| c.feature != feature);
    query.criteria.push(Criterion::must(feature));
}

fn dates(category: Category, draw: &mut Draw) -> Option<Period> {
    let (from, days) = match category {
        Category::Housing => (
            draw.few(30),
            draw.mostly(14, &[(3, 150), (7, 200), (30, 200), (60, 100), (90, 50)]),
        ),
        Category::Transport => (draw.between(0, 14), draw.between(1, 4)),
        _ if draw.percent(70) => return None,
        _ => (draw.few(30), draw.between(1, 30)),
    };
    Period::new(day(from), day(from + days)).ok()
}
