//! All answers in words, each with the step that changes it.

use jiff::civil::Date;
use punte_core::{
    constraint::Criterion,
    contact::ContactChannel,
    id::PlaceId,
    offer::Category,
    request::{AskStep, UnfinishedRequest},
};

use crate::{app::places::PlaceView, web::frame::Frame};

/// The answers of a step.
pub(super) struct Entry {
    /// Which step.
    pub step: AskStep,
    /// What was answered, a line each; none if nothing was said.
    pub lines: Vec<String>,
}

/// All of them, in the order of the steps.
pub(super) fn entries(
    f: &Frame,
    written: &UnfinishedRequest,
    places: &[PlaceView],
    today: Date,
) -> Vec<Entry> {
    let steps = written.steps(today).iter().copied();
    steps
        .map(|step| Entry {
            step,
            lines: match step {
                AskStep::What => written
                    .categories
                    .iter()
                    .map(|c| f.tt("category", c.as_str()))
                    .collect(),
                AskStep::Where => place_lines(f, written, places),
                AskStep::Who => who_lines(f, written),
                AskStep::With => with_lines(f, written),
                AskStep::Wishes => wish_lines(f, written),
                AskStep::When => when_lines(f, written),
                AskStep::Reach => reach_lines(f, written, today),
            },
        })
        .collect()
}

fn place_lines(f: &Frame, written: &UnfinishedRequest, places: &[PlaceView]) -> Vec<String> {
    let name = |id: Option<PlaceId>| {
        let id = id?;
        places.iter().find(|p| p.id == id).map(|p| f.place(p))
    };
    let mut lines = Vec::new();
    if written.wants(Category::Transport) {
        lines.extend(name(written.place_id).map(|p| f.w("ask-review-from", "place", p)));
        lines.extend(name(written.to_place_id).map(|p| f.w("ask-review-to", "place", p)));
    }
    if written.categories.iter().any(|c| *c != Category::Transport) {
        lines.extend(name(written.rest_place()).map(|p| f.w("ask-review-near", "place", p)));
    }
    let radius = written.radius_m.unwrap_or(50_000);
    lines.push(if radius >= 1_000_000 {
        f.t("ask-where-anywhere")
    } else {
        f.w("ask-where-within", "km", radius / 1_000)
    });
    lines
}

fn who_lines(f: &Frame, written: &UnfinishedRequest) -> Vec<String> {
    let mut lines = vec![f.people(&written.household)];
    if !written.household.languages.is_empty() {
        lines.push(f.w(
            "ask-review-speak",
            "languages",
            f.tongues(&written.household),
        ));
    }
    lines
}

fn with_lines(f: &Frame, written: &UnfinishedRequest) -> Vec<String> {
    let household = &written.household;
    let mut lines = Vec::new();
    if !household.pets.is_empty() {
        lines.push(f.pets(household));
    }
    lines.extend(written.access.iter().map(|c: &Criterion| f.criterion(*c)));
    let functional = &household.functional;
    if functional.hearing {
        lines.push(f.t("ask-with-hearing"));
    }
    if functional.sight {
        lines.push(f.t("ask-with-sight"));
    }
    if let Some(km) = functional.dialysis_within_km {
        lines.push(f.w("ask-review-dialysis", "km", km));
    }
    lines
}

fn wish_lines(f: &Frame, written: &UnfinishedRequest) -> Vec<String> {
    let mut lines = Vec::new();
    if written.wants(Category::Medical) {
        lines.extend(written.speciality.map(|s| f.word("speciality", &s)));
    }
    if written.wants(Category::Service) {
        lines.extend(written.themes.iter().map(|t| f.word("theme", t)));
    }
    if written.wants(Category::Job) {
        lines.extend(
            written
                .occupations
                .iter()
                .map(|code| f.tt("ask-work", code.as_str())),
        );
    }
    if written.wants(Category::Housing) && written.is_split() {
        lines.push(f.t("ask-wishes-split"));
    }
    let wishes = written
        .wishes
        .iter()
        .filter(|(category, _)| written.wants(*category));
    for (category, criterion) in wishes {
        lines.push(if written.categories.len() > 1 {
            let category = f.tt("category", category.as_str());
            format!("{category}: {}", f.criterion(*criterion))
        } else {
            f.criterion(*criterion)
        });
    }
    lines
}

fn when_lines(f: &Frame, written: &UnfinishedRequest) -> Vec<String> {
    let Some(day) = written.day.filter(|_| written.needs_day()) else {
        return vec![f.word("urgency", &written.urgency.unwrap_or_default())];
    };
    let mut lines = vec![f.w("ask-review-from-day", "day", f.day(day.from))];
    if written.wants(Category::Housing) {
        lines.push(f.n("ask-when-nights-n", day.nights));
    }
    if written.wants(Category::Transport) {
        lines.push(f.n("ask-when-ride-n", day.ride_days));
    }
    lines
}

fn reach_lines(f: &Frame, written: &UnfinishedRequest, today: Date) -> Vec<String> {
    let Some(contact) = &written.contact else {
        return Vec::new();
    };
    let child = written.is_unaccompanied_minor(today);
    let mut lines = match contact.channel {
        ContactChannel::InProduct if child => vec![f.t("ask-child-here")],
        channel => vec![f.word("channel", &channel)],
    };
    match contact.channel {
        ContactChannel::Phone => lines.extend(contact.phone.clone()),
        ContactChannel::Email => lines.extend(contact.email.clone()),
        ContactChannel::InProduct => {}
    }
    lines.extend(contact.name.clone());
    lines.extend(contact.safe_note.clone());
    if written.alerts && !child {
        lines.push(f.t("ask-reach-alerts"));
    }
    if written.sms && !child {
        lines.push(f.t("ask-reach-sms"));
    }
    lines
}
