use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Help, People, Wanted, bed_of_all, follow, for_everybody};
use crate::{
    id::{MatchId, NeedId},
    offer::Category,
    period::Period,
    place::distance_m,
};

/// What a line of the plan is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum StepKind {
    /// Help that was agreed.
    Agreed,
    /// A need, or a part of one, that still looks.
    Open,
    /// Nights for which nothing is agreed and nothing looks.
    Gap,
}

/// A line of the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanStep {
    /// What it is.
    pub kind: StepKind,
    /// The days: of a stay and of a gap its nights, of a ride those on which it may leave, of medical help its week, of a need those that
    /// are left to look for.
    pub days: Option<Period>,
    /// What kind of help; a gap is about housing.
    pub category: Category,
    /// Units; of a gap the most beds that are missing on one of its nights.
    pub units: u32,
    /// Which need; none of a gap.
    pub need_id: Option<NeedId>,
    /// The match, where it was agreed.
    pub match_id: Option<MatchId>,
}

/// Why two agreements cannot both be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ClashKind {
    /// Two rides leave at the same time, and neither begins where the other ends.
    RidesAtOnce,
    /// The same people have two beds for one night.
    BedsAtOnce,
    /// A ride ends too far from the bed of that night.
    FarFromBed,
}

/// Two agreements that cannot both be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Clash {
    /// Why.
    pub kind: ClashKind,
    /// One of them; of a ride and a bed the ride.
    pub first: MatchId,
    /// The other.
    pub second: MatchId,
    /// The first day on which it is so.
    #[schema(value_type = String, format = Date)]
    pub day: Date,
}

/// The needs of a household in order, with what is agreed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// By first day; what has none comes last.
    pub steps: Vec<PlanStep>,
    /// What cannot both be kept.
    pub clashes: Vec<Clash>,
}

/// What is agreed for a household, what still looks (`wanted`, in the household's order), and where a night is missing.
pub fn plan(wanted: &[Wanted], agreed: &[Help], people: People, today: Date) -> Plan {
    let looking: Vec<(&Wanted, Option<Period>, bool)> = wanted
        .iter()
        .map(|wanted| {
            let follows = follow(wanted, agreed, &[], people);
            (wanted, follows.days, follows.taken)
        })
        .collect();
    let mut steps: Vec<PlanStep> = agreed
        .iter()
        .map(|help| PlanStep {
            kind: StepKind::Agreed,
            days: help.days,
            category: help.category,
            units: help.units,
            need_id: Some(help.need),
            match_id: Some(help.id),
        })
        .collect();
    // What nothing is left of is not open, whatever its state.
    let open = looking.iter().filter(|(_, _, taken)| !taken);
    steps.extend(open.map(|(wanted, days, _)| PlanStep {
        kind: StepKind::Open,
        days: *days,
        category: wanted.category,
        units: wanted.open,
        need_id: Some(wanted.need),
        match_id: None,
    }));
    let beds: Vec<(&Wanted, Period)> = looking
        .iter()
        .filter(|(wanted, _, taken)| wanted.category == Category::Housing && !taken)
        .filter_map(|(wanted, days, _)| Some((*wanted, (*days)?)))
        .collect();
    steps.extend(gaps(&beds, agreed, people, today));
    steps.sort_by_key(|step| {
        (
            step.days.map_or(Date::MAX, Period::from),
            place_in_day(step),
        )
    });
    Plan {
        steps,
        clashes: clashes(agreed, people),
    }
}

/// On one day people travel first; then they sleep.
const fn place_in_day(step: &PlanStep) -> u8 {
    match (step.kind, step.category) {
        (_, Category::Transport) => 0,
        (StepKind::Gap, _) => 1,
        (_, Category::Housing) => 2,
        (_, Category::Job | Category::Medical | Category::Service) => 3,
    }
}

/// Nights from today on for which fewer beds are agreed or looked for than people who asked for some: from the first night that any
/// stay was asked for, or the last day on which a ride may bring everybody near one, to the end of the last. A stay that was cut for a
/// ride is whole again once the ride is called off.
fn gaps(
    looking: &[(&Wanted, Period)],
    agreed: &[Help],
    people: People,
    today: Date,
) -> Vec<PlanStep> {
    let stays: Vec<(&Help, Period)> = agreed
        .iter()
        .filter_map(|help| Some((help, help.nights()?)))
        .collect();
    let all = || {
        let open = looking.iter().map(|(_, days)| *days);
        let kept = stays.iter();
        let kept = kept.map(|(bed, nights)| wanted_nights(bed, *nights, agreed, people));
        open.chain(kept)
    };
    let (Some(first), Some(last)) = (all().map(Period::from).min(), all().map(Period::to).max())
    else {
        return Vec::new();
    };
    let near_a_bed = |ride: &Help| {
        looking
            .iter()
            .any(|(wanted, _)| ride.brings_to(wanted.origin, wanted.radius_m))
            || stays
                .iter()
                .any(|(bed, _)| ride.brings_to(bed.at, bed.radius_m))
    };
    let rides = agreed.iter().filter(|help| near_a_bed(help));
    let arrival = for_everybody(rides, people.seats)
        .into_iter()
        .filter_map(|ride| Some(ride.leaves_on()?.1))
        .min();
    let first = arrival.map_or(first, |day| day.min(first)).max(today);
    let Ok(span) = Period::new(first, last) else {
        return Vec::new();
    };
    // A group that asked for fewer beds than it has people has the others.
    let asked = |need: NeedId| {
        let open = looking.iter().filter(|(wanted, _)| wanted.need == need);
        let kept = stays.iter().filter(|(help, _)| help.need == need);
        open.map(|(wanted, _)| wanted.open).sum::<u32>()
            + kept.map(|(help, _)| help.units).sum::<u32>()
    };
    let needs = looking.iter().map(|(wanted, _)| wanted.need);
    let most = needs
        .chain(stays.iter().map(|(help, _)| help.need))
        .map(asked)
        .max()
        .unwrap_or(0)
        .min(people.beds);
    let mut gaps: Vec<PlanStep> = Vec::new();
    for night in span.days() {
        let Ok(next) = night.tomorrow() else {
            break;
        };
        let open = looking
            .iter()
            .filter(|(_, days)| days.from() <= night && night < days.to())
            .map(|(wanted, _)| wanted.open);
        let kept = stays
            .iter()
            .filter(|(help, _)| help.is_bed_on(night))
            .map(|(help, _)| help.units);
        let missing = most.saturating_sub(open.chain(kept).sum());
        if missing == 0 {
            continue;
        }
        let before = gaps.last_mut().and_then(|gap| {
            let days = gap.days.filter(|days| days.to() == night)?;
            Some((gap, days))
        });
        match before {
            Some((gap, days)) => {
                gap.days = Period::new(days.from(), next).ok();
                gap.units = gap.units.max(missing);
            }
            None => gaps.push(PlanStep {
                kind: StepKind::Gap,
                days: Period::new(night, next).ok(),
                category: Category::Housing,
                units: missing,
                need_id: None,
                match_id: None,
            }),
        }
    }
    gaps
}

/// The nights on which an agreed stay is missed: those that were asked for, but for those before a ride brings everybody near and after
/// one takes everybody away.
fn wanted_nights(bed: &Help, nights: Period, agreed: &[Help], people: People) -> Period {
    let asked = bed.asked.unwrap_or(nights);
    let (place, radius_m) = (bed.asked_at, bed.radius_m);
    let comes = agreed.iter().filter(|help| {
        help.brings_to(place, radius_m)
            && help
                .leaves_on()
                .is_some_and(|(first, _)| first < asked.to())
    });
    let goes = agreed.iter().filter(|help| {
        help.takes_from(place, radius_m)
            && help
                .leaves_on()
                .is_some_and(|(_, last)| last > asked.from())
    });
    let from = for_everybody(comes, people.seats)
        .into_iter()
        .filter_map(|ride| Some(ride.leaves_on()?.1))
        .min()
        .map_or(asked.from(), |day| day.max(asked.from()));
    let to = for_everybody(goes, people.seats)
        .into_iter()
        .filter_map(|ride| Some(ride.leaves_on()?.0))
        .max()
        .map_or(asked.to(), |day| day.min(asked.to()));
    Period::new(from.min(nights.from()), to.max(nights.to())).unwrap_or(nights)
}

fn clashes(agreed: &[Help], people: People) -> Vec<Clash> {
    let mut found = Vec::new();
    for (index, a) in agreed.iter().enumerate() {
        for b in agreed.iter().skip(index + 1) {
            found.extend(clash(a, b, agreed, people));
        }
    }
    found
}

fn clash(a: &Help, b: &Help, agreed: &[Help], people: People) -> Option<Clash> {
    let units = a.units.saturating_add(b.units);
    let of = |kind, first: &Help, second: &Help, day| Clash {
        kind,
        first: first.id,
        second: second.id,
        day,
    };
    match (a.category, b.category) {
        (Category::Transport, Category::Transport) => {
            let day = a.leaves_on()?.0.max(b.leaves_on()?.0);
            rides_at_once(a, b, people).then(|| of(ClashKind::RidesAtOnce, a, b, day))
        }
        (Category::Housing, Category::Housing) => {
            let (nights, others) = (a.nights()?, b.nights()?);
            let twice = a.need != b.need && nights.overlaps(others) && units > people.beds;
            let day = nights.from().max(others.from());
            twice.then(|| of(ClashKind::BedsAtOnce, a, b, day))
        }
        (Category::Transport, Category::Housing) => {
            let night = far_from_bed(a, b, agreed, people)?;
            Some(of(ClashKind::FarFromBed, a, b, night))
        }
        (Category::Housing, Category::Transport) => clash(b, a, agreed, people),
        _ => None,
    }
}

/// Whether the same people would sit in two rides of different needs: they may leave at the same instant, and neither begins nearer
/// to the end of the other than to its beginning.
fn rides_at_once(a: &Help, b: &Help, people: People) -> bool {
    let (Some(one), Some(other)) = (a.ride, b.ride) else {
        return false;
    };
    let goes_on = |end, begins, next| distance_m(end, next) < distance_m(begins, next);
    a.need != b.need
        && a.units.saturating_add(b.units) > people.seats
        && one.departs_from <= other.departs_until
        && other.departs_from <= one.departs_until
        && !goes_on(a.at, one.from, other.from)
        && !goes_on(b.at, other.from, one.from)
}

/// The night for which a bed is too far from where a ride set its people down that day, unless another ride goes on to it.
fn far_from_bed(ride: &Help, bed: &Help, agreed: &[Help], people: People) -> Option<Date> {
    let (first, night) = ride.leaves_on()?;
    let reach_m = bed.radius_m.max(ride.radius_m);
    let far = distance_m(ride.at, bed.at) > reach_m;
    let twice = ride.units.saturating_add(bed.units) > people.seats;
    let goes_on = agreed.iter().any(|next| {
        next.brings_to(bed.at, reach_m)
            && next
                .leaves_on()
                .is_some_and(|(day, _)| day >= first && day <= night)
    });
    (far && twice && bed.is_bed_on(night) && !goes_on).then_some(night)
}

/// What was agreed for the same people and the same time, if this cannot be kept beside it: of a stay, a bed on a night on which
/// everybody has one by another need; of a ride, another that leaves at the same time.
pub fn at_the_same_time(help: &Help, agreed: &[Help], people: People) -> Option<MatchId> {
    let other = match help.nights() {
        Some(nights) => nights
            .days()
            .find_map(|night| bed_of_all(agreed, help.need, night, people)),
        None => agreed
            .iter()
            .find(|other| rides_at_once(help, other, people)),
    };
    other.map(|other| other.id)
}
