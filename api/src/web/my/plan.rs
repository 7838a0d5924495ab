//! A request in order: what is agreed, what is open, and which nights are missing; and how that bounds a need.

use punte_core::{
    bundle::{Because, Clash, ClashKind, Plan, PlanStep, Reason, StepKind, measured},
    id::MatchId,
    offer::Category,
    period::Period,
};

use crate::web::frame::Frame;

/// A line of the order.
pub(super) struct PlanLine {
    /// Whether it is agreed.
    pub done: bool,
    /// Whether it is nights without a bed.
    pub gap: bool,
    /// What it is.
    pub name: String,
    /// When, how much, and where it stands.
    pub what: String,
}

/// The lines of a plan; `way` says of an agreed ride from where to where.
pub(super) fn lines(
    f: &Frame,
    plan: &Plan,
    way: impl Fn(MatchId) -> Option<String>,
) -> Vec<PlanLine> {
    let steps = plan.steps.iter();
    steps
        .map(|step| line(f, step, step.match_id.and_then(&way)))
        .collect()
}

fn line(f: &Frame, step: &PlanStep, way: Option<String>) -> PlanLine {
    let gap = step.kind == StepKind::Gap;
    let mut what = Vec::new();
    what.extend(when(f, step));
    what.extend(way);
    match step.category {
        Category::Housing => what.push(f.n("my-beds", step.units)),
        Category::Transport => what.push(f.n("my-seats", step.units)),
        Category::Job | Category::Medical | Category::Service => {}
    }
    match step.kind {
        StepKind::Agreed => what.push(f.t("plan-agreed")),
        StepKind::Open => what.push(f.t("plan-open")),
        StepKind::Gap => {}
    }
    PlanLine {
        done: step.kind == StepKind::Agreed,
        gap,
        name: if gap {
            nights(f, step)
        } else {
            f.tt("category", step.category.as_str())
        },
        what: what.join(" · "),
    }
}

fn nights(f: &Frame, gap: &PlanStep) -> String {
    f.n("plan-gap", gap.days.map_or(0, Period::nights))
}

fn when(f: &Frame, step: &PlanStep) -> Option<String> {
    let days = step.days?;
    Some(match step.category {
        Category::Transport if days.nights() == 1 => f.day(days.from()),
        Category::Medical if step.kind == StepKind::Agreed => f.week(days),
        _ => f.period(days),
    })
}

/// What somebody should look at: nights without a bed, and what cannot both be kept.
pub(super) fn warnings(f: &Frame, plan: &Plan) -> Vec<String> {
    let gaps = plan.steps.iter().filter(|step| step.kind == StepKind::Gap);
    let gaps = gaps.map(|gap| format!("{}: {}", nights(f, gap), when(f, gap).unwrap_or_default()));
    gaps.chain(plan.clashes.iter().map(|c| clash(f, c)))
        .collect()
}

fn clash(f: &Frame, clash: &Clash) -> String {
    let key = match clash.kind {
        ClashKind::RidesAtOnce => "plan-clash-rides-at-once",
        ClashKind::BedsAtOnce => "plan-clash-beds-at-once",
        ClashKind::FarFromBed => "plan-clash-far-from-bed",
    };
    f.w(key, "day", f.day(clash.day))
}

/// How what is agreed bounds a need, in words.
pub(super) fn reasons(f: &Frame, because: &[Because]) -> Vec<String> {
    because.iter().map(|b| reason(f, b)).collect()
}

fn reason(f: &Frame, because: &Because) -> String {
    let key = match because.reason {
        Reason::RideArrives => "because-ride-arrives",
        Reason::RideLeaves => "because-ride-leaves",
        Reason::BedUntil => "because-bed-until",
        Reason::BedFrom => "because-bed-from",
        Reason::BedsAgreed => "because-beds-agreed",
        Reason::BedWaits => "because-bed-waits",
        Reason::BedEnds => "because-bed-ends",
        Reason::NearGroup => "because-near-group",
        Reason::NearAsked => "because-near-asked",
        Reason::NearRide => "because-near-ride",
        Reason::NearBed => "because-near-bed",
    };
    match because.day {
        Some(day) => f.w(key, "day", f.day(day)),
        None => f.t(key),
    }
}

/// A distance, and from where it is measured if not from the place of the need.
pub(super) fn distance(f: &Frame, metres: u32, because: &[Because]) -> String {
    let key = match measured(because) {
        Some(Reason::NearGroup) => "because-from-near-group",
        Some(Reason::NearAsked) => "because-from-near-asked",
        Some(Reason::NearRide) => "because-from-near-ride",
        Some(Reason::NearBed) => "because-from-near-bed",
        _ => return f.km(metres),
    };
    f.w(key, "km", f.km(metres))
}
