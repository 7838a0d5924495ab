//! What was filed, as the steps ask it: to put it right, or to ask for one thing more. What they do not ask stays as it is.

use jiff::civil::Date;

use super::{AskStep, DayWish, HouseholdDraft, NeedDetails, NeedDraft, Pet, UnfinishedRequest};
use crate::{
    constraint::{Criterion, Feature},
    offer::Category,
};

/// Animals as they are asked: once for each species, with the size of the largest.
fn by_species(pets: &[Pet]) -> Vec<Pet> {
    let mut found: Vec<Pet> = Vec::new();
    for pet in pets {
        match found.iter_mut().find(|one| one.species == pet.species) {
            Some(one) => {
                one.count = one.count.saturating_add(pet.count);
                one.size = one.size.max(pet.size);
            }
            None => found.push(pet.clone()),
        }
    }
    found
}

impl UnfinishedRequest {
    /// Who comes, with how much what somebody needs matters by their `needs`. It is about every kind of help: what nobody asks about
    /// would be taken for no.
    pub fn of_household(household: &HouseholdDraft, needs: &[NeedDraft]) -> Self {
        let said = |feature| {
            let mut all = needs.iter().flat_map(|need| &need.criteria);
            all.find(|c| c.feature == feature).copied()
        };
        let functional = &household.functional;
        let access = [
            (
                Feature::StepFree,
                functional.step_free,
                functional.wheelchair,
            ),
            (Feature::Wheelchair, functional.wheelchair, false),
            (Feature::GroundFloor, functional.ground_floor, false),
            (Feature::Cot, functional.cot, false),
        ]
        .into_iter()
        .filter_map(|(feature, needed, implied)| match said(feature) {
            Some(said) if needed || !implied => Some(said),
            None if needed => Some(Criterion::must(feature)),
            _ => None,
        })
        .collect();
        Self {
            categories: Category::ALL.to_vec(),
            household: HouseholdDraft {
                pets: by_species(&household.pets),
                ..household.clone()
            },
            access,
            done: AskStep::ALL.to_vec(),
            ..Self::default()
        }
    }

    /// One kind of help more for those who come.
    pub fn of_kind(household: &HouseholdDraft, needs: &[NeedDraft], category: Category) -> Self {
        Self {
            categories: vec![category],
            ..Self::of_household(household, needs)
        }
    }

    /// One need of those who come, as it was filed.
    pub fn of_need(household: &HouseholdDraft, need: &NeedDraft) -> Self {
        let category = need.details.category();
        let mut all = Self {
            categories: vec![category],
            place_id: Some(need.place_id),
            radius_m: Some(need.radius_m),
            household: household.clone(),
            wishes: need.criteria.iter().map(|c| (category, *c)).collect(),
            may_split: need.may_split,
            day: need.dates.map(|dates| {
                let days = u16::try_from(dates.nights()).unwrap_or(u16::MAX);
                DayWish {
                    from: dates.from(),
                    nights: days,
                    ride_days: days,
                }
            }),
            urgency: Some(need.urgency),
            done: AskStep::ALL.to_vec(),
            ..Self::default()
        };
        match &need.details {
            NeedDetails::Housing {} => {}
            NeedDetails::Transport { to_place_id } => all.to_place_id = Some(*to_place_id),
            NeedDetails::Job { occupations, .. } => all.occupations.clone_from(occupations),
            NeedDetails::Medical { speciality } => all.speciality = Some(*speciality),
            NeedDetails::Service { theme } => all.themes = vec![*theme],
        }
        all
    }

    /// The need of its only kind; none while something of it is missing.
    pub fn one_need(&self, today: Date) -> Option<NeedDraft> {
        let category = self.categories.first()?;
        let details = self.details(*category).into_iter().next()?;
        self.need(details, today)
    }

    /// The need that takes the place of a former one for `quantity` units. Of that is kept what was not asked: features that `asks` does
    /// not know, how much distance counts, the weight of a wish, the languages of work, days of help that needs none.
    pub fn in_place_of(
        &self,
        former: &NeedDraft,
        quantity: u16,
        asks: impl Fn(Feature) -> bool,
        today: Date,
    ) -> Option<NeedDraft> {
        let mut next = self.one_need(today)?;
        let category = next.details.category();
        if self.radius_m == Some(former.radius_m) {
            next.radius_m = former.radius_m;
        }
        if !self.needs_day() {
            next.dates = former.dates;
        } else if next.dates == former.dates {
            next.urgency = former.urgency;
        }
        next.nearness = former.nearness;
        next.quantity = quantity;
        next.may_split = if category == Category::Housing {
            self.may_split
        } else {
            former.may_split
        };
        let kept = former.criteria.iter().filter(|c| !asks(c.feature));
        let said = self.wishes.iter().map(|(_, said)| {
            let mut same = former.criteria.iter();
            same.find(|c| c.feature == said.feature && c.level == said.level)
                .unwrap_or(said)
        });
        next.criteria = kept.chain(said).copied().collect();
        if let (
            NeedDetails::Job { languages, .. },
            NeedDetails::Job {
                languages: kept, ..
            },
        ) = (&mut next.details, &former.details)
        {
            languages.clone_from(kept);
        }
        Some(next)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use serde_json::json;

    use super::*;

    const TODAY: Date = date(2026, 11, 22);

    fn household(value: serde_json::Value) -> HouseholdDraft {
        serde_json::from_value(value).unwrap()
    }

    fn need(value: serde_json::Value) -> NeedDraft {
        serde_json::from_value(value).unwrap()
    }

    #[test]
    fn what_was_filed_comes_back_as_it_was_when_nothing_is_said() {
        let who = household(json!({ "women": 2 }));
        let all = [
            json!({ "place_id": 1, "radius_m": 30_000, "nearness": "far", "dates": { "from": "2026-12-01", "to": "2026-12-11" },
                "quantity": 4, "may_split": true, "urgency": "today", "details": { "category": "housing" },
                "criteria": [{ "feature": "dogs", "level": "must" }, { "feature": "kitchen", "level": "prefer", "weight": 5 }] }),
            json!({ "place_id": 1, "radius_m": 80_000, "dates": { "from": "2026-12-01", "to": "2026-12-02" }, "quantity": 2,
                "details": { "category": "transport", "to_place_id": 2 } }),
            json!({ "place_id": 1, "quantity": 1, "urgency": "weeks", "details": { "category": "job", "occupations": ["91"],
                "languages": [{ "language": "ro", "level": "basic" }] } }),
            json!({ "place_id": 1, "dates": { "from": "2026-12-01", "to": "2026-12-31" }, "quantity": 1, "urgency": "later",
                "details": { "category": "medical", "speciality": "dentistry" } }),
            json!({ "place_id": 1, "quantity": 1, "details": { "category": "service", "theme": "legal" } }),
        ];
        for one in all {
            let former = need(one);
            let mut again = UnfinishedRequest::of_need(&who, &former);
            // As the step does it: what it does not ask is not said.
            again.wishes.retain(|(_, c)| c.feature == Feature::Kitchen);
            let asks = |feature| feature == Feature::Kitchen;
            let next = again.in_place_of(&former, former.quantity, asks, TODAY);
            assert_eq!(next, Some(former));
        }
    }

    #[test]
    fn other_days_say_how_soon_anew() {
        let who = household(json!({ "women": 1 }));
        let former = need(
            json!({ "place_id": 1, "dates": { "from": "2027-02-01", "to": "2027-02-02" }, "quantity": 1, "urgency": "later",
                "details": { "category": "housing" } }),
        );
        let mut again = UnfinishedRequest::of_need(&who, &former);
        again.day = Some(DayWish {
            from: TODAY,
            nights: 1,
            ride_days: 1,
        });
        let next = again.in_place_of(&former, 1, |_| true, TODAY).unwrap();
        assert_eq!(next.urgency, crate::request::Urgency::Today);
    }

    #[test]
    fn what_somebody_needs_comes_with_how_much_it_matters() {
        let who = household(
            json!({ "women": 1, "functional": { "wheelchair": true, "ground_floor": true },
                "pets": [{ "species": "dog", "size": "large", "count": 1 }, { "species": "dog", "size": "small", "count": 2 }] }),
        );
        let stay = need(
            json!({ "place_id": 1, "dates": { "from": "2026-12-01", "to": "2026-12-02" }, "quantity": 1, "details": { "category": "housing" },
                "criteria": [{ "feature": "step_free", "level": "must" }, { "feature": "ground_floor", "level": "prefer", "weight": 3 }] }),
        );
        let asked = UnfinishedRequest::of_household(&who, &[stay]);
        assert_eq!(
            asked.access,
            [
                Criterion::must(Feature::Wheelchair),
                Criterion::prefer(Feature::GroundFloor, 3)
            ]
        );
        let pets: Vec<_> = asked.household.pets.iter().map(|p| p.count).collect();
        assert_eq!(pets, [3]);
    }
}
