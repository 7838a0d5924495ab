//! One condition, for a whole block or for one row.

use super::{
    planes::{Field, Flag, Layout, TermsRef, UNSAID, at_least, of_groups},
    section::Section,
};
use crate::{
    constraint::Feature,
    matching::query::Query,
    offer::{Category, IscoCode},
};

/// One condition, for a whole block or for one row.
#[derive(Debug)]
pub(super) enum Rule {
    Clear(Flag),
    NotYes(Feature),
    NotNo(Feature),
    AtLeast(Field, u32),
    AtMost(Field, u32),
    OneOf(Vec<IscoCode>),
}

impl Rule {
    /// Lanes of a block that keep it.
    pub fn lanes(&self, layout: &Layout, planes: &[u64]) -> u64 {
        let number = |field: &Field| -> &[u64] {
            layout
                .field(*field)
                .map_or(&[], |at| &planes[at..at + field.bits()])
        };
        let fact = |feature: &Feature| layout.feature(*feature);
        match self {
            Self::Clear(flag) => !planes[Layout::flag(*flag)],
            Self::NotYes(feature) => fact(feature).map_or(!0, |at| !planes[at]),
            Self::NotNo(feature) => fact(feature).map_or(!0, |at| !planes[at + 1]),
            Self::AtLeast(field, least) => at_least(number(field), *least),
            Self::AtMost(field, most) => !at_least(number(field), *most + 1),
            Self::OneOf(groups) => of_groups(number(&Field::Occupation), groups),
        }
    }

    /// Whether the offer in a slot keeps it.
    pub fn admits(&self, section: &Section, slot: usize, terms: TermsRef<'_>) -> bool {
        let row = section.row(slot);
        match self {
            Self::Clear(flag) => !flag.is_set(row, section.calendar(row), terms),
            Self::NotYes(feature) => row.yes & feature.bit() == 0,
            Self::NotNo(feature) => row.no & feature.bit() == 0,
            Self::AtLeast(field, least) => field.value(row, terms) >= *least,
            Self::AtMost(field, most) => field.value(row, terms) <= *most,
            Self::OneOf(groups) => {
                matches!(terms, TermsRef::Work(work) if groups.iter().any(|g| g.holds(&work.occupation)))
            }
        }
    }
}

/// What the party asks of an offer: children, men, animals.
pub(super) fn party_rules(query: &Query, category: Category, rules: &mut Vec<Rule>) {
    let party = &query.party;
    if category == Category::Housing {
        if let Some(youngest) = party.children.iter().min() {
            rules.push(Rule::NotNo(Feature::ChildrenWelcome));
            rules.push(Rule::AtMost(Field::ChildAge, u32::from(*youngest).min(30)));
            rules.push(Rule::Clear(Flag::Unvisited));
        }
        if party.men > 0 || party.other_adults > 0 {
            rules.push(Rule::NotYes(Feature::WomenOnly));
        }
    }
    if matches!(category, Category::Housing | Category::Transport) && party.pets() > 0 {
        for (count, feature) in [
            (party.dogs, Feature::Dogs),
            (party.cats, Feature::Cats),
            (party.other_pets, Feature::OtherPets),
        ] {
            if count > 0 {
                rules.push(Rule::NotNo(feature));
            }
        }
        // What is unsaid is more than any number.
        rules.push(Rule::AtLeast(
            Field::Pets,
            u32::from(party.pets()).min(UNSAID - 1),
        ));
    }
}
