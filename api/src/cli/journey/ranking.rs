//! The ranked list: a table, and what must be true of it.

use comfy_table::{Table, presets};
use serde_json::Value;

use super::{
    client::{Step, list, number, text},
    people::Household,
    report::{self, Faults},
    story::{Journey, Posted},
};

impl Journey {
    /// Ranked offers for a need.
    pub async fn ranking(&self, household: &Household, need: &str) -> Step<Value> {
        Ok(self
            .client
            .get(&format!("/needs/{need}/matches?limit=100"))
            .with(&household.token)
            .send()
            .await?
            .expect(200)?
            .body)
    }

    /// Whether the offer is anywhere in the answer to a household's need.
    pub async fn is_ranked(&self, offer: &Posted, household: &Household) -> Step<bool> {
        let need = household.need(offer.fixture.category)?;
        let ranking = self.ranking(household, need).await?;
        Ok(["/ranked", "/ask_first"]
            .iter()
            .flat_map(|part| list(&ranking, part))
            .any(|row| text(row, "/offer/id") == offer.id))
    }

    /// The first household looks at what fits its need.
    pub async fn find(&mut self, offer: &Posted) -> Step<()> {
        let first = std::rc::Rc::clone(&self.first);
        let ranking = self
            .ranking(&first, first.need(offer.fixture.category)?)
            .await?;
        let (ranked, ask_first) = (list(&ranking, "/ranked"), list(&ranking, "/ask_first"));
        report::step(&format!(
            "The family looks at what fits: {} ranked, {} to ask first.",
            ranked.len(),
            ask_first.len()
        ));
        report::block(&table(ranked));
        if !ask_first.is_empty() {
            report::step("A must is not stated by these; they are asked first:");
            report::block(&table(ask_first));
        }
        let own = self.own(offer).await?;
        let ours = ranked.iter().find(|row| text(row, "/offer/id") == offer.id);
        self.report.check(
            "the new offer is in the list, in the version that was approved",
            &Faults::default()
                .unless(ours.is_some(), "it is not in the list")
                .unless(
                    ours.is_none_or(|row| {
                        text(row, "/revision_id") == own.text("/live_revision_id")
                    }),
                    "it is another version",
                ),
        );
        let mut sums = Faults::default();
        for row in ranked.iter().chain(ask_first) {
            let (points, sum) = (number(row, "/points"), total(row, "/points"));
            let full = total(row, "/of");
            sums = sums
                .unless(
                    points == sum,
                    format!("{points} points, the parts make {sum}"),
                )
                .unless(
                    full == 1000,
                    format!("the parts could make {full}, not 1000"),
                );
        }
        self.report
            .check("the parts of every row add up to its points", &sums);
        self.report.check(
            "the best comes first",
            &Faults::default()
                .unless(in_order(ranked), "the ranked list is not in order")
                .unless(in_order(ask_first), "the list to ask first is not in order"),
        );
        Ok(())
    }
}

fn total(row: &Value, field: &str) -> i64 {
    list(row, "/parts").iter().map(|p| number(p, field)).sum()
}

/// Points fall, and ranks count from 1.
fn in_order(rows: &[Value]) -> bool {
    rows.is_sorted_by_key(|row| -number(row, "/points"))
        && rows
            .iter()
            .zip(1..)
            .all(|(row, rank)| number(row, "/rank") == rank)
}

/// Rank, points, distance, title, parts, questions.
pub(super) fn table(rows: &[Value]) -> String {
    let mut table = Table::new();
    table.load_style(presets::UTF8_HORIZONTAL_ONLY).set_header([
        "#",
        "points",
        "distance",
        "offer",
        "how the points come about",
        "ask",
    ]);
    for row in rows {
        table.add_row([
            number(row, "/rank").to_string(),
            number(row, "/points").to_string(),
            distance(row),
            title(row),
            parts(row),
            questions(row),
        ]);
    }
    table.to_string()
}

/// In English where there is a translation.
fn title(row: &Value) -> String {
    let english = text(row, "/offer/translations/en/title");
    let title = if english.is_empty() {
        text(row, "/offer/title")
    } else {
        english
    };
    folded(
        title.split_whitespace().map(str::to_owned).collect(),
        " ",
        30,
    )
}

/// As published: never from the exact point.
fn distance(row: &Value) -> String {
    let km = |m: i64| format!("{}.{} km", m / 1000, m % 1000 / 100);
    let near = km(number(row, "/distance_m"));
    match number(row, "/drop_off_distance_m") {
        -1 => near,
        far => format!("{near}\n+ {}", km(far)),
    }
}

fn parts(row: &Value) -> String {
    let parts = list(row, "/parts")
        .iter()
        .map(|p| {
            format!(
                "{} {}/{}",
                text(p, "/part").replace('_', " "),
                number(p, "/points"),
                number(p, "/of")
            )
        })
        .collect();
    folded(parts, ", ", 44)
}

fn questions(row: &Value) -> String {
    let asks = list(row, "/ask")
        .iter()
        .map(|ask| match text(ask, "/feature") {
            "" => text(ask, "/code").replace('_', " "),
            feature => feature.replace('_', " "),
        })
        .collect();
    folded(asks, ", ", 22)
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
