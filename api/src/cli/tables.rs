//! Rankings and explanations as text: for `punte match` and the journey.

use std::collections::BTreeMap;

use comfy_table::{Table, presets};
use punte_core::{
    id::PlaceId,
    locale::Locale,
    matching::{Ask, Exclusion, Part, Relaxation},
    offer::Category,
    period::Period,
};
use serde::Serialize;
use serde_json::Value;

use crate::app::{
    public_offers::PublicOfferView,
    ranking::{RankedOfferView, RelaxationView},
    search::{ExplanationView, Word},
};

/// Names of the stops of rides, where they are to be told.
pub(super) type Stops = BTreeMap<PlaceId, String>;

/// The stops of rides that rows name.
pub(super) fn stops_of<'a>(
    rows: impl IntoIterator<Item = &'a RankedOfferView>,
) -> impl Iterator<Item = PlaceId> {
    let stops = rows
        .into_iter()
        .map(|row| [row.from_place_id, row.to_place_id]);
    stops.flatten().flatten()
}

/// Rank, points, distance, title and in which week or from where to where, parts, questions.
pub(super) fn ranked(rows: &[RankedOfferView], stops: &Stops) -> String {
    let mut table = new([
        "#",
        "points",
        "distance",
        "offer",
        "how the points come about",
        "ask",
    ]);
    for row in rows {
        table.add_row([
            row.rank.to_string(),
            row.points.to_string(),
            distance(row.distance_m, row.drop_off_distance_m),
            title_and_which(row, stops),
            parts(&row.parts),
            questions(&row.ask),
        ]);
    }
    table.to_string()
}

/// What giving up one thing would bring, and the best of it.
pub(super) fn relaxations(rows: &[RelaxationView], stops: &Stops) -> String {
    let mut table = new(["if", "fit", "the best of those", "points", "distance"]);
    for row in rows {
        table.add_row([
            condition(row),
            row.fits.to_string(),
            title_and_which(&row.best, stops),
            row.best.points.to_string(),
            distance(row.best.distance_m, row.best.drop_off_distance_m),
        ]);
    }
    table.to_string()
}

/// The word on one offer, and why.
pub(super) fn explanation(view: &ExplanationView, stops: &Stops) -> String {
    let word = match view.verdict {
        None => "a person helps better than a list",
        Some(Word::Fits) => "it fits",
        Some(Word::AskFirst) => "it is asked first",
        Some(Word::Excluded) => "it does not fit",
    };
    let mut lines = vec![format!("{}: {word}", shown_title(&view.offer))];
    let mut say = |what: &str, text: String| {
        if !text.is_empty() {
            lines.push(format!("  {what}: {text}"));
        }
    };
    say("when", view.week.map(week).unwrap_or_default());
    let ride = way(view.from_place_id, view.to_place_id, stops);
    say("ride", ride.unwrap_or_default());
    let reasons = view
        .exclusions
        .iter()
        .copied()
        .map(reason)
        .collect::<Vec<_>>();
    say("why not", reasons.join(", "));
    if let Some(points) = view.points {
        let parts = view.parts.iter().map(part).collect::<Vec<_>>();
        say("points", format!("{points} = {}", parts.join(", ")));
    }
    if let Some(near_m) = view.distance_m {
        let far = distance(near_m, view.drop_off_distance_m);
        say("distance", far.replace('\n', " "));
    }
    let asks = view.ask.iter().map(words).collect::<Vec<_>>();
    say("to ask", asks.join(", "));
    lines.join("\n")
}

/// An empty table.
pub(super) fn new<const N: usize>(header: [&str; N]) -> Table {
    let mut table = Table::new();
    table
        .load_style(presets::UTF8_HORIZONTAL_ONLY)
        .set_header(header);
    table
}

/// In English where there is a translation.
fn shown_title(offer: &PublicOfferView) -> &str {
    let english = offer.translations.get(&Locale::En);
    english.map_or(&offer.title, |t| &t.title)
}

fn title(offer: &PublicOfferView) -> String {
    let words = shown_title(offer).split_whitespace().map(str::to_owned);
    folded(words.collect(), " ", 30)
}

/// The title, and below it in which week a doctor has a place, or between which stops a ride is taken.
fn title_and_which(row: &RankedOfferView, stops: &Stops) -> String {
    let way = way(row.from_place_id, row.to_place_id, stops);
    let which = row.week.map(week).or(way);
    let lines = [Some(title(&row.offer)), which];
    lines.into_iter().flatten().collect::<Vec<_>>().join("\n")
}

fn week(week: Period) -> String {
    format!("week of {}", week.from())
}

fn way(from: Option<PlaceId>, to: Option<PlaceId>, stops: &Stops) -> Option<String> {
    Some(format!("{} to {}", stops.get(&from?)?, stops.get(&to?)?))
}

/// As published: never from the exact point.
fn distance(near_m: u32, drop_off_m: Option<u32>) -> String {
    let km = |m: u32| format!("{}.{} km", m / 1000, m % 1000 / 100);
    match drop_off_m {
        None => km(near_m),
        Some(far) => format!("{}\n+ {}", km(near_m), km(far)),
    }
}

fn part(part: &Part) -> String {
    format!("{} {}/{}", name(part.part), part.points, part.of)
}

fn parts(parts: &[Part]) -> String {
    folded(parts.iter().map(part).collect(), ", ", 44)
}

fn questions(asks: &[Ask]) -> String {
    folded(asks.iter().map(words).collect(), ", ", 22)
}

/// A question or a reason: the feature that it is about, or else its code.
fn words(coded: &impl Serialize) -> String {
    let value = serde_json::to_value(coded).unwrap_or_default();
    let feature = value.get("feature").or_else(|| value.get("code"));
    spaced(feature)
}

fn reason(reason: Exclusion) -> String {
    match reason {
        Exclusion::Must(feature) => format!("no {}", name(feature)),
        other => words(&other),
    }
}

/// The name on the wire, as words.
fn name(named: impl Serialize) -> String {
    spaced(serde_json::to_value(named).ok().as_ref())
}

fn spaced(text: Option<&Value>) -> String {
    text.and_then(Value::as_str)
        .unwrap_or_default()
        .replace('_', " ")
}

fn condition(row: &RelaxationView) -> String {
    let stays = row.best.offer.category == Category::Housing;
    match row.relaxation {
        Relaxation::DropMust { feature } => format!("without {}", name(feature)),
        Relaxation::PetsElsewhere => "the animals stay elsewhere".to_owned(),
        Relaxation::Radius { radius_m } => {
            let country = row
                .country
                .as_ref()
                .map(|country| format!(", in {country}"));
            format!(
                "within {} km{}",
                radius_m / 1000,
                country.unwrap_or_default()
            )
        }
        Relaxation::Dates { days } if stays && days < 0 => format!("{} days earlier", -days),
        Relaxation::Dates { days } if stays => format!("{days} days later"),
        Relaxation::Dates { days } => format!("{days} more days before and after"),
        Relaxation::SplitGroup => "the group is split".to_owned(),
    }
}

/// Words joined to lines of at most so many characters, broken between words only.
fn folded(words: Vec<String>, between: &str, width: usize) -> String {
    let mut text = String::new();
    let mut line = 0;
    for word in words {
        let length = word.chars().count();
        if line > 0 {
            if line + between.len() + length > width {
                text.push_str(between.trim_end());
                text.push('\n');
                line = 0;
            } else {
                text.push_str(between);
                line += between.len();
            }
        }
        text.push_str(&word);
        line += length;
    }
    text
}
