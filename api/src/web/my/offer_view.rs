//! A ranked offer in plain words: what fits, what does not, what is not known, and how its points come about.

use jiff::civil::Date;
use punte_core::{
    booking::MatchState,
    bundle::Because,
    constraint::{Feature, Level, Tri},
    id::{MatchId, NeedId, OfferId, PlaceId},
    matching::{Ask, Part, PartKind, Relaxation},
    offer::{Category, OfferDetails},
    period::Period,
    request::{HouseholdDraft, NeedDraft},
};

use super::plan::distance;
use crate::{
    app::{matches::MatchView, public_offers::PublicOfferView, ranking::RankedOfferView},
    web::{frame::Frame, stops::Stops, titles::Title},
};

/// Facts that a list shows of one offer.
const MOST_FACTS: usize = 8;

/// Yes, no, or not known: three things.
pub(super) struct Fact {
    /// `yes`, `no` or `unknown`: the icon.
    pub known: &'static str,
    /// The words.
    pub words: String,
}

/// A part of the points.
pub(super) struct PartRow {
    /// Its name.
    pub name: String,
    /// Points given.
    pub points: u32,
    /// Points possible.
    pub of: u32,
    /// Why.
    pub why: String,
}

/// An offer of a list.
pub(super) struct OfferRow {
    /// 1 is the best.
    pub rank: u32,
    /// The offer.
    pub offer: PublicOfferView,
    /// Its title.
    pub title: Title,
    /// Where, and how far.
    pub place: String,
    /// Of a ride: when it leaves.
    pub leaves: Option<String>,
    /// Of medical help: that it has a place, and in which week;
    pub week: Option<String>,
    /// and the Monday of that week, as its form carries it.
    pub monday: Option<Date>,
    /// What is known about it.
    pub facts: Vec<Fact>,
    /// What was checked, by its day.
    pub checks: Vec<String>,
    /// What to ask.
    pub questions: Vec<String>,
    /// In which parts it is strong, or weak.
    pub why: String,
    /// Whether that is why it stands first.
    pub first: bool,
    /// Points.
    pub points: u32,
    /// How they come about.
    pub parts: Vec<PartRow>,
    /// Of a ride: the places of the stops between which it is chosen.
    pub way: Option<(i64, i64)>,
    /// For how many of a group that may be split there is room, in words.
    pub room: String,
    /// For how many it is chosen, as it stands in its field; none where the group stays together.
    pub quantity: Option<String>,
    /// The pointer of that field.
    pub at: String,
    /// That it is chosen already.
    pub chosen: Option<Chosen>,
}

/// A choice of an offer that is not over: the way to it takes the place of choosing it once more.
pub(super) struct Chosen {
    /// The match.
    pub id: MatchId,
    /// Where it stands, in words.
    pub words: String,
}

/// How an offer is chosen already for a need, if it is.
pub(super) fn chosen(
    f: &Frame,
    matches: &[MatchView],
    need: NeedId,
    offer: OfferId,
) -> Option<Chosen> {
    let mut own = matches
        .iter()
        .filter(|m| m.need_id == Some(need) && m.offer_id == offer);
    own.find_map(|m| {
        let key = match m.state {
            MatchState::Proposed => "my-chosen-asked",
            MatchState::Accepted | MatchState::Confirmed | MatchState::Started => {
                "my-chosen-agreed"
            }
            _ => return None,
        };
        Some(Chosen {
            id: m.id,
            words: f.t(key),
        })
    })
}

/// The stops that tell where and when a ride goes: where it leaves, and where one would get in and out.
pub(super) fn stops_of(
    offer: &PublicOfferView,
    from: Option<PlaceId>,
    to: Option<PlaceId>,
) -> [Option<PlaceId>; 3] {
    let first = match &offer.details {
        OfferDetails::Transport(ride) => ride.stops.first().map(|stop| stop.place_id),
        _ => None,
    };
    [first, from, to]
}

/// The pointer of the field for how many an offer is chosen.
pub(super) fn quantity_at(offer: OfferId) -> String {
    format!("/quantity/{offer}")
}

/// For how many of a group that may be split there is room, where so many still look: whoever all fit in need no other offer.
pub(super) fn room(f: &Frame, takes: u32, open: u32) -> String {
    if takes < open {
        f.n("my-for-how-many-hint", takes)
    } else {
        f.t("my-for-how-many-all")
    }
}

/// The icon of what was checked.
pub(super) const fn seal(checks: &[String]) -> &'static str {
    if checks.is_empty() {
        "shield"
    } else {
        "shield-check"
    }
}

impl OfferRow {
    /// The icon of what was checked.
    pub(super) fn seal(&self) -> &'static str {
        seal(&self.checks)
    }
}

/// The row of a ranked offer.
pub(super) fn row(
    f: &Frame,
    ranked: &RankedOfferView,
    need: &NeedDraft,
    open: u32,
    household: &HouseholdDraft,
    stops: &Stops,
    because: &[Because],
) -> OfferRow {
    let offer = &ranked.offer;
    let far = distance(f, ranked.distance_m, because);
    let first = ranked.rank == 1;
    let (from, to) = (ranked.from_place_id, ranked.to_place_id);
    OfferRow {
        rank: ranked.rank,
        title: Title::of(offer, f.locale),
        place: place(f, ranked, &far),
        leaves: stops.leaves(f, &offer.details, [from, to]),
        week: ranked.week.map(|week| place_in(f, week)),
        monday: ranked.week.map(Period::from),
        facts: facts(
            f,
            offer,
            &ranked.ask,
            stops.words(f, from, to),
            need,
            Some(open),
            household,
        ),
        checks: f.checks(&offer.checks),
        questions: ranked.ask.iter().map(|ask| question(f, *ask)).collect(),
        why: why(f, &ranked.parts, first, need, household),
        first,
        points: ranked.points,
        parts: part_rows(f, &ranked.parts, offer, &far),
        way: way(from, to),
        room: String::new(),
        quantity: None,
        at: quantity_at(offer.id),
        chosen: None,
        offer: offer.clone(),
    }
}

/// That a doctor has a place in a week.
pub(super) fn place_in(f: &Frame, week: Period) -> String {
    f.w("my-fact-week", "day", f.day(week.from()))
}

/// The stops between which a ride is chosen, as its form carries them.
pub(super) fn way(from: Option<PlaceId>, to: Option<PlaceId>) -> Option<(i64, i64)> {
    Some((from?.0, to?.0))
}

fn place(f: &Frame, ranked: &RankedOfferView, far: &str) -> String {
    let mut parts = vec![ranked.offer.place.name.clone(), far.to_owned()];
    if let Some(drop_off) = ranked.drop_off_distance_m {
        parts.push(f.w("my-drop-off", "km", f.km(drop_off)));
    }
    parts.join(" · ")
}

/// What a need wants to know of an offer; `way` is from where to where one would go with a ride, `free` how many units of it there are for
/// the need, none where it does not fit.
pub(super) fn facts(
    f: &Frame,
    offer: &PublicOfferView,
    ask: &[Ask],
    way: Option<String>,
    need: &NeedDraft,
    free: Option<u32>,
    household: &HouseholdDraft,
) -> Vec<Fact> {
    let yes = |words| Fact {
        known: "yes",
        words,
    };
    let mut facts = Vec::new();
    match offer.category {
        Category::Housing => facts.extend(free.map(|n| yes(f.n("my-fact-beds", n)))),
        Category::Transport => {
            facts.extend(way.map(yes));
            facts.extend(free.map(|n| yes(f.n("my-fact-seats", n))));
        }
        Category::Job | Category::Medical | Category::Service => {}
    }
    let stated = offer.details.facts(offer.free_of_charge);
    facts.extend(
        need.criteria
            .iter()
            .map(|criterion| fact(f, criterion.feature, stated.get(criterion.feature))),
    );
    for ask in ask {
        let asked = |feature: &Feature| need.criteria.iter().any(|c| c.feature == *feature);
        match ask {
            Ask::Fact(feature) if asked(feature) => {}
            ask => facts.push(Fact {
                known: "unknown",
                words: question(f, *ask),
            }),
        }
    }
    if let Some(language) = household
        .languages
        .iter()
        .find(|l| offer.languages.contains(l))
    {
        facts.push(yes(f.speaks(language)));
    } else if !household.languages.is_empty() && !offer.languages.is_empty() {
        facts.push(Fact {
            known: "no",
            words: f.t("my-fact-no-language"),
        });
    }
    facts.truncate(MOST_FACTS);
    facts
}

fn fact(f: &Frame, feature: Feature, stated: Tri) -> Fact {
    let words = f.feature(&feature);
    match stated {
        Tri::Yes => Fact {
            known: "yes",
            words,
        },
        Tri::No => Fact {
            known: "no",
            words: f.w("my-fact-no", "what", words),
        },
        Tri::Unknown => Fact {
            known: "unknown",
            words: f.w("my-fact-unknown", "what", words),
        },
    }
}

/// What to ask, as a fact that is not known.
pub(super) fn question(f: &Frame, ask: Ask) -> String {
    let what = match ask {
        Ask::Fact(feature) => f.feature(&feature),
        Ask::Children => f.feature(&Feature::ChildrenWelcome),
        Ask::PetCount => f.t("my-ask-pet-count"),
    };
    f.w("my-fact-unknown", "what", what)
}

/// The parts in which the first is strong, or another gives points away; at most three.
fn why(
    f: &Frame,
    parts: &[Part],
    first: bool,
    need: &NeedDraft,
    household: &HouseholdDraft,
) -> String {
    // What nobody asked for is no reason.
    let asked = |part: PartKind| match part {
        PartKind::Wishes => need.criteria.iter().any(|c| c.level == Level::Prefer),
        PartKind::Language => !household.languages.is_empty(),
        PartKind::Dates => need.dates.is_some(),
        _ => true,
    };
    let mut told: Vec<(u32, PartKind)> = parts
        .iter()
        .filter(|p| asked(p.part))
        .filter_map(|p| {
            let lost = p.of.saturating_sub(p.points);
            if first {
                (p.points * 10 >= p.of * 8).then_some((p.points, p.part))
            } else {
                (lost * 10 >= p.of * 3).then_some((lost, p.part))
            }
        })
        .collect();
    told.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
    told.truncate(3);
    let names: Vec<String> = told.iter().map(|(_, part)| f.word("part", part)).collect();
    names.join(", ")
}

/// The parts, with a reason where one is known; `far` is the distance in words.
pub(super) fn part_rows(
    f: &Frame,
    parts: &[Part],
    offer: &PublicOfferView,
    far: &str,
) -> Vec<PartRow> {
    parts
        .iter()
        .map(|p| PartRow {
            name: f.word("part", &p.part),
            points: p.points,
            of: p.of,
            why: match p.part {
                PartKind::Distance => far.to_owned(),
                PartKind::Freshness => {
                    f.w("my-confirmed", "day", f.day_at(&offer.last_confirmed_at))
                }
                PartKind::Language => {
                    let spoken: Vec<String> =
                        offer.languages.iter().map(|l| f.language(l)).collect();
                    spoken.join(", ")
                }
                PartKind::Reliability => f.t("my-why-reliability"),
                PartKind::DropOff | PartKind::Wishes | PartKind::Fit | PartKind::Dates => {
                    String::new()
                }
            },
        })
        .collect()
}

/// What would be given up, in words; with the country where it leads to another.
pub(super) fn relaxation(f: &Frame, relaxation: Relaxation, country: Option<&str>) -> String {
    match relaxation {
        Relaxation::DropMust { feature } => f.w("my-relax-must", "what", f.feature(&feature)),
        Relaxation::PetsElsewhere => f.t("my-relax-pets"),
        Relaxation::Radius { radius_m } => {
            let far = f.w("my-relax-radius", "km", radius_m / 1_000);
            match country {
                Some(country) => {
                    let where_to = f.w("my-relax-country", "country", f.country(country));
                    format!("{far}, {where_to}")
                }
                None => far,
            }
        }
        Relaxation::Dates { days } if days < 0 => f.n("my-relax-earlier", days.unsigned_abs()),
        Relaxation::Dates { days } => f.n("my-relax-later", days),
        Relaxation::SplitGroup => f.t("my-relax-split"),
    }
}
