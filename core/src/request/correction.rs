//! What was filed is put right: who comes, and what is asked.

use jiff::civil::Date;

use super::{
    household::{FunctionalNeeds, Household, HouseholdDraft, PetSpecies},
    need::{MAX_CRITERIA, Need, NeedDraft},
};
use crate::{
    constraint::{Criterion, Feature, Level},
    error::FieldError,
    offer::Category,
};

/// Needs that a household may have, those that are over and those that go on where others ended among them.
pub const MOST_NEEDS: usize = 24;

/// Needs that look for help at a time, at most: as many as can be filed at once.
pub const MOST_LOOKING: usize = 8;

/// What those who come ask of an offer: animals, and what somebody needs to live.
const OF_THOSE_WHO_COME: [Feature; 8] = [
    Feature::Dogs,
    Feature::Cats,
    Feature::OtherPets,
    Feature::StepFree,
    Feature::Wheelchair,
    Feature::AccessibleWorkplace,
    Feature::GroundFloor,
    Feature::Cot,
];

impl HouseholdDraft {
    /// Whether it asks for a feature of [`OF_THOSE_WHO_COME`]. Who sits in a wheelchair needs no steps at the door, and a workplace
    /// that can be reached.
    fn asks_for(&self, feature: Feature) -> bool {
        let comes = |species| {
            self.pets
                .iter()
                .any(|p| p.species == species && p.count > 0)
        };
        match feature {
            Feature::Dogs => comes(PetSpecies::Dog),
            Feature::Cats => comes(PetSpecies::Cat),
            Feature::OtherPets => comes(PetSpecies::Other),
            Feature::StepFree => self.functional.step_free || self.functional.wheelchair,
            Feature::Wheelchair | Feature::AccessibleWorkplace => self.functional.wheelchair,
            Feature::GroundFloor => self.functional.ground_floor,
            Feature::Cot => self.functional.cot,
            _ => false,
        }
    }

    /// Whether the same people come, with the same animals: what somebody agreed to. Which languages they speak and what somebody of
    /// them needs may be put right at any time.
    pub fn is_same_company(&self, other: &Self) -> bool {
        let company = |of: &Self| Self {
            languages: Vec::new(),
            functional: FunctionalNeeds::default(),
            ..of.clone()
        };
        company(self) == company(other)
    }
}

/// What is asked for those who need it, with what that takes: see [`HouseholdDraft::asks_for`].
pub(super) fn with_what_it_takes(access: &[Criterion]) -> Vec<Criterion> {
    let said = |feature| access.iter().find(|c| c.feature == feature);
    let mut all = access.to_vec();
    if let Some(wheelchair) = said(Feature::Wheelchair) {
        for feature in [Feature::StepFree, Feature::AccessibleWorkplace] {
            if said(feature).is_none_or(|c| c.level == Level::Prefer) {
                all.retain(|c| c.feature != feature);
                all.push(Criterion {
                    feature,
                    ..*wheelchair
                });
            }
        }
    }
    all
}

/// What a need of a kind asks once others come: what nobody brings or needs any more is asked no more, what somebody brings or needs
/// now is a must, and everything else stays as it was said.
fn criteria_once(
    category: Category,
    asked: &[Criterion],
    before: &HouseholdDraft,
    after: &HouseholdDraft,
) -> Vec<Criterion> {
    let mut criteria = asked.to_vec();
    for feature in OF_THOSE_WHO_COME {
        match (before.asks_for(feature), after.asks_for(feature)) {
            (true, false) => criteria.retain(|c| c.feature != feature),
            (false, true) => {
                let said = criteria.iter().any(|c| c.feature == feature);
                if !said && feature.categories().contains(&category) {
                    criteria.push(Criterion::must(feature));
                }
            }
            _ => {}
        }
    }
    criteria
}

impl Need {
    /// The same need once others come. As many units as the whole household took are as many as it takes now; who asked for more, or
    /// for a part, stays with that, as far as it is enough and nobody of them is a child without an adult. `access` says how much each thing that somebody needs matters, if that is
    /// said anew. Its days are not looked at: they may have begun.
    pub fn following(
        &self,
        before: &Household,
        after: &Household,
        access: Option<&[Criterion]>,
    ) -> Result<Self, Vec<FieldError>> {
        let category = self.category();
        let mut draft = (**self).clone();
        // Who may not be split any more comes whole.
        draft.may_split &= after.may_part(category, 0);
        let (took, takes) = (before.least_units(category), after.least_units(category));
        if draft.quantity == took || (!draft.may_split && draft.quantity < takes) {
            draft.quantity = takes.clamp(1, 90);
        }
        draft.criteria = criteria_once(category, &self.criteria, before, after);
        if let Some(access) = access {
            let of_somebody = |feature: Feature| {
                OF_THOSE_WHO_COME.contains(&feature)
                    && !matches!(feature, Feature::Dogs | Feature::Cats | Feature::OtherPets)
            };
            draft.criteria.retain(|c| !of_somebody(c.feature));
            let said = with_what_it_takes(access);
            draft.criteria.extend(
                said.into_iter()
                    .filter(|c| c.feature.categories().contains(&category)),
            );
        }
        let mut errors = Vec::new();
        if draft.criteria.len() > MAX_CRITERIA {
            errors.push(Self::too_many_criteria());
        }
        let next = Self::unchecked(draft);
        errors.extend(next.unfit_for(after));
        if errors.is_empty() {
            Ok(next)
        } else {
            Err(errors)
        }
    }

    /// What a household asks in its place: checked as when it is filed, and of the same kind. Another kind of help is another need. Days
    /// that stay as they are may have begun.
    pub fn corrected(
        &self,
        draft: NeedDraft,
        household: &Household,
        today: Date,
    ) -> Result<Self, Vec<FieldError>> {
        let earliest = match draft.dates {
            Some(dates) if draft.dates == self.dates => dates.from().min(today),
            _ => today,
        };
        let next = Self::parse_for(draft, household, earliest)?;
        if next.category() == self.category() {
            Ok(next)
        } else {
            Err(vec![FieldError::new("/details/category", "fixed")])
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use serde_json::json;

    use super::*;
    use crate::period::Period;

    const TODAY: Date = date(2026, 11, 22);

    fn household(value: serde_json::Value) -> Household {
        Household::parse(serde_json::from_value(value).unwrap(), TODAY).unwrap()
    }

    fn need(quantity: u16, criteria: &serde_json::Value) -> Need {
        let draft = json!({
            "place_id": 1, "dates": { "from": "2026-12-01", "to": "2026-12-15" }, "quantity": quantity, "criteria": criteria,
            "details": { "category": "housing" },
        });
        Need::parse(serde_json::from_value(draft).unwrap(), TODAY).unwrap()
    }

    fn said(need: &Need) -> Vec<(Feature, Level)> {
        need.criteria.iter().map(|c| (c.feature, c.level)).collect()
    }

    #[test]
    fn a_need_follows_those_who_come_and_keeps_what_was_said_beside() {
        let two = household(json!({ "women": 1, "children": [4] }));
        let three = household(
            json!({ "women": 1, "children": [4, 7], "pets": [{ "species": "dog", "count": 1 }], "functional": { "wheelchair": true } }),
        );
        let asked = need(
            2,
            &json!([{ "feature": "kitchen", "level": "prefer", "weight": 5 }]),
        );
        let next = asked.following(&two, &three, None).unwrap();
        assert_eq!(next.quantity, 3);
        assert_eq!(
            said(&next),
            [
                (Feature::Kitchen, Level::Prefer),
                (Feature::Dogs, Level::Must),
                (Feature::StepFree, Level::Must)
            ]
        );
        // And back.
        let again = next.following(&three, &two, None).unwrap();
        assert_eq!(again, asked);
    }

    #[test]
    fn whoever_asked_for_more_or_for_a_part_stays_with_that_as_far_as_it_is_enough() {
        let two = household(json!({ "women": 2 }));
        let three = household(json!({ "women": 3 }));
        let five = household(json!({ "women": 5 }));
        let of = |asked: &Need, after| asked.following(&two, after, None).unwrap().quantity;
        let more = need(4, &json!([]));
        assert_eq!(of(&more, &three), 4);
        assert_eq!(of(&more, &five), 5);
        let mut draft = (*need(2, &json!([]))).clone();
        (draft.quantity, draft.may_split) = (1, true);
        let part = Need::parse(draft, TODAY).unwrap();
        assert_eq!(of(&part, &five), 1);
    }

    #[test]
    fn who_is_left_with_children_alone_comes_whole() {
        let two = household(json!({ "women": 2, "children": [4] }));
        let one = household(json!({ "women": 1, "children": [4, 7] }));
        let mut draft = (*need(2, &json!([]))).clone();
        draft.may_split = true;
        let part = Need::parse_for(draft, &two, TODAY).unwrap();
        let next = part.following(&two, &one, None).unwrap();
        assert_eq!((next.may_split, next.quantity), (false, 3));
        let refused = part.corrected((*part).clone(), &one, TODAY).unwrap_err();
        let refused: Vec<_> = refused
            .iter()
            .map(|e| (e.pointer.as_str(), e.code))
            .collect();
        assert_eq!(refused, [("/may_split", "adult-in-each-part")]);
    }

    #[test]
    fn how_much_it_matters_is_said_anew() {
        let both = household(json!({ "women": 1, "functional": { "step_free": true } }));
        let asked = need(
            1,
            &json!([{ "feature": "step_free", "level": "must" }, { "feature": "lift", "level": "must" }]),
        );
        let less = [Criterion::prefer(Feature::StepFree, 3)];
        let next = asked.following(&both, &both, Some(&less)).unwrap();
        assert_eq!(
            said(&next),
            [
                (Feature::Lift, Level::Must),
                (Feature::StepFree, Level::Prefer)
            ]
        );
    }

    #[test]
    fn another_kind_of_help_is_another_need() {
        let one = household(json!({ "women": 1 }));
        let asked = need(1, &json!([]));
        let mut draft = (*asked).clone();
        draft.details = crate::request::NeedDetails::Job {
            occupations: Vec::new(),
            languages: Vec::new(),
        };
        let refused = asked.corrected(draft, &one, TODAY).unwrap_err();
        assert_eq!(refused, [FieldError::new("/details/category", "fixed")]);
        let mut late = (*asked).clone();
        late.dates = crate::period::Period::new(date(2026, 11, 1), date(2026, 11, 3)).ok();
        let refused = asked.corrected(late, &one, TODAY).unwrap_err();
        assert_eq!(refused, [FieldError::new("/dates/from", "in-the-past")]);
    }

    #[test]
    fn languages_and_what_somebody_needs_are_no_other_company() {
        let one = household(json!({ "women": 1 }));
        let same =
            household(json!({ "women": 1, "languages": ["uk"], "functional": { "sight": true } }));
        assert!(one.is_same_company(&same));
        for other in [
            json!({ "women": 2 }),
            json!({ "women": 1, "children": [1] }),
            json!({ "women": 1, "pets": [{ "species": "cat", "count": 1 }] }),
            json!({ "women": 1, "oldest_born": { "from": 2000, "to": 2009 } }),
        ] {
            assert!(!one.is_same_company(&household(other)));
        }
    }

    #[test]
    fn days_that_have_begun_may_stay_and_no_others_begin_in_the_past() {
        let asked = need(2, &json!([]));
        let two = household(json!({ "women": 2 }));
        let later = date(2026, 12, 5);
        let draft = (*asked).clone();
        assert!(asked.corrected(draft.clone(), &two, later).is_ok());
        let moved = NeedDraft {
            dates: Period::new(date(2026, 12, 2), date(2026, 12, 15)).ok(),
            ..draft
        };
        let errors = asked.corrected(moved, &two, later).unwrap_err();
        let wrong: Vec<_> = errors
            .iter()
            .map(|e| (e.pointer.as_str(), e.code))
            .collect();
        assert_eq!(wrong, [("/dates/from", "in-the-past")]);
    }
}
