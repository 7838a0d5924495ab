//! The ranked list: a table, and what must be true of it.

use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::{
    client::{Step, list, number, text},
    people::Household,
    report::{self, Faults},
    story::{Journey, Posted},
};
use crate::cli::tables::{self, Stops};

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

    /// Why the offer is where it is in the answer to a household's need, or nowhere.
    pub async fn why(&self, household: &Household, offer: &Posted) -> Step<Value> {
        let need = household.need(offer.fixture.category)?;
        Ok(self
            .client
            .post(&format!("/needs/{need}/explain"))
            .with(&household.token)
            .json(&json!({ "offer_id": offer.id }))
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
        report::block(&tables::ranked(
            &typed::<Vec<_>>(&ranking, "/ranked")?,
            &Stops::default(),
        ));
        if !ask_first.is_empty() {
            report::step("A must is not stated by these; they are asked first:");
            report::block(&tables::ranked(
                &typed::<Vec<_>>(&ranking, "/ask_first")?,
                &Stops::default(),
            ));
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
        let why = self.why(&first, offer).await?;
        self.report.check(
            "asked why it is there, the answer is the same points and parts",
            &Faults::default()
                .unless(text(&why, "/verdict") == "fits", "it does not fit")
                .unless(
                    ours.is_some_and(|row| {
                        row.pointer("/parts") == why.pointer("/parts")
                            && number(row, "/points") == number(&why, "/points")
                    }),
                    "they are others",
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

/// What lies at a pointer, as the server's own type.
pub(super) fn typed<T: DeserializeOwned>(answer: &Value, pointer: &str) -> Step<T> {
    let value = answer.pointer(pointer).cloned().unwrap_or_default();
    serde_json::from_value(value)
        .map_err(|e| format!("{pointer} of the answer cannot be read: {e}").into())
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
