//! What a household said, in words.

use punte_core::{
    constraint::{Criterion, Level},
    period::Period,
    request::{HouseholdDraft, PetSpecies},
};

use super::frame::Frame;
use crate::app::places::PlaceView;

impl Frame {
    /// Who comes: "2 women, 2 children (4, under 1 year)".
    pub fn people(&self, household: &HouseholdDraft) -> String {
        let mut parts: Vec<String> = [
            ("said-women", household.women),
            ("said-men", household.men),
            ("said-other-adults", household.other_adults),
        ]
        .into_iter()
        .filter(|(_, n)| *n > 0)
        .map(|(key, n)| self.n(key, n))
        .collect();
        if !household.children.is_empty() {
            let age = |age: &u8| match age {
                0 => self.t("said-baby"),
                years => years.to_string(),
            };
            let ages: Vec<String> = household.children.iter().map(age).collect();
            let children = self.n("said-children", household.children.len());
            parts.push(format!("{children} ({})", ages.join(", ")));
        }
        if household.older_people > 0 {
            parts.push(self.n("said-older", household.older_people));
        }
        parts.join(", ")
    }

    /// The animals that come along: "dog: 1, small".
    pub fn pets(&self, household: &HouseholdDraft) -> String {
        let parts: Vec<String> = household
            .pets
            .iter()
            .map(|pet| {
                // Of dogs alone: nobody asks how large a cat is.
                let size = if pet.species == PetSpecies::Dog {
                    let size = self.word("pet-size", &pet.size);
                    format!(", {}", self.w("said-pet-size", "size", size))
                } else {
                    String::new()
                };
                format!("{}: {}{size}", self.word("pet", &pet.species), pet.count)
            })
            .collect();
        parts.join("; ")
    }

    /// The languages that they speak.
    pub fn tongues(&self, household: &HouseholdDraft) -> String {
        let parts: Vec<String> = household
            .languages
            .iter()
            .map(|l| self.language(l))
            .collect();
        parts.join(", ")
    }

    /// A must or a wish: "own room: must have".
    pub fn criterion(&self, criterion: Criterion) -> String {
        let key = match criterion.level {
            Level::Must => "said-must",
            Level::Prefer => "said-wish",
        };
        self.w(key, "what", self.feature(&criterion.feature))
    }

    /// From a day to a day.
    pub fn period(&self, period: Period) -> String {
        self.w2(
            "said-period",
            ("from", &self.day(period.from())),
            ("to", &self.day(period.to())),
        )
    }

    /// A week, by its Monday.
    pub fn week(&self, week: Period) -> String {
        self.w("said-week", "day", self.day(week.from()))
    }

    /// A distance of metres, in kilometres; less than one is said so.
    pub fn km(&self, metres: u32) -> String {
        if metres < 1_000 {
            self.t("said-km-less")
        } else {
            self.w("said-km", "km", (metres + 500) / 1_000)
        }
    }

    /// A place with its division and country: two towns share a name.
    pub fn place(&self, place: &PlaceView) -> String {
        let mut parts = vec![place.name.clone()];
        if place.admin1 != place.name && !place.admin1.is_empty() {
            parts.push(place.admin1.clone());
        }
        parts.push(self.country(&place.country));
        parts.join(", ")
    }
}
