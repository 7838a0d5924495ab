//! A request in the numbers that SQL is written with: bits, days since 1970, ranges of kinds.

use jiff::civil::Date;
use punte_core::{
    constraint::{Feature, FeatureSet, Level},
    locale::Language,
    matching::{Query, Terms, Weights},
    offer::{Category, IscoCode, LanguageNeed, Proficiency, ServiceTheme, Speciality},
    request::{Nearness, NeedDetails},
};

use super::super::tongues::Tongues;

/// The mean radius of the earth as `geo` and PostGIS have it, metres.
pub(super) const RADIUS_M: f64 = 6_371_008.771_415;

/// Days since 1 January 1970.
pub(super) fn days(day: Date) -> i32 {
    day.duration_since(Date::constant(1970, 1, 1))
        .as_hours()
        .checked_div(24)
        .map_or(0, |days| i32::try_from(days).unwrap_or(0))
}

/// 1 to 5.
pub(super) const fn category_number(category: Category) -> i16 {
    category as i16 + 1
}

/// The kind of an offer inside its category: the occupation's number, the speciality's or theme's position; 0 of housing.
pub(super) fn kind(terms: &Terms) -> i32 {
    match terms {
        Terms::Job(work) => isco(work.occupation, '0'),
        Terms::Medical(speciality) => speciality_number(*speciality),
        Terms::Service(theme) => theme_number(*theme),
        Terms::Housing(_) | Terms::Transport(_) => 0,
    }
}

/// A code of four digits, filled up: group 91 begins at 9100 and ends at 9199.
fn isco(code: IscoCode, fill: char) -> i32 {
    let mut digits = code.as_str().to_owned();
    while digits.len() < 4 {
        digits.push(fill);
    }
    digits.parse().unwrap_or(0)
}

const fn speciality_number(speciality: Speciality) -> i32 {
    speciality as i32
}

const fn theme_number(theme: ServiceTheme) -> i32 {
    theme as i32
}

/// The bits of languages.
pub(super) fn language_bits(tongues: &Tongues, languages: &[Language]) -> i64 {
    languages
        .iter()
        .fold(0, |bits, language| bits | tongues.bit(*language))
}

/// The bits of languages with levels, three for each: asked for (one) or spoken (that level and all below).
pub(super) fn level_bits(tongues: &Tongues, needs: &[LanguageNeed], spoken: bool) -> i64 {
    let all = [
        Proficiency::Basic,
        Proficiency::Independent,
        Proficiency::Proficient,
    ];
    let mut bits = 0;
    for need in needs {
        let place = tongues.bit(need.language).trailing_zeros() * 3;
        for (shift, level) in (place..).zip(all) {
            if level == need.level || (spoken && level < need.level) {
                bits |= 1 << shift;
            }
        }
    }
    bits
}

/// What a set holds as SQL's `bigint`.
pub(super) const fn bits(set: FeatureSet) -> i64 {
    set.0.cast_signed()
}

/// A request, taken apart.
pub(super) struct Wanted<'a> {
    pub query: &'a Query,
    pub weights: &'a Weights,
    /// Features that must be stated.
    pub musts: Vec<Feature>,
    /// Features that must not be said to be so.
    pub not_yes: Vec<Feature>,
    /// Features that must not be said not to be so.
    pub not_no: Vec<Feature>,
    /// Wishes with their weights.
    pub wishes: Vec<(Feature, u8)>,
    /// Age of the youngest child.
    pub youngest: Option<u8>,
    /// First day and the day after the last, since 1970.
    pub dates: Option<(i32, i32)>,
    /// Kinds, as ranges with both ends; empty = any.
    pub kinds: Vec<(i32, i32)>,
    /// Languages that are spoken well enough for work; `None` = nothing was said.
    pub speaks: Option<i64>,
    /// Metres in which the part for distance halves.
    pub half_life_m: f64,
}

impl<'a> Wanted<'a> {
    /// Of a request.
    pub fn new(query: &'a Query, weights: &'a Weights, tongues: &Tongues) -> Self {
        let features = |level| {
            query
                .criteria
                .iter()
                .filter(move |c| c.level == level)
                .map(|c| (c.feature, c.weight))
        };
        let party = &query.party;
        let housing = query.category() == Category::Housing;
        let mut not_yes = Vec::new();
        let mut not_no = Vec::new();
        if housing {
            if party.men > 0 || party.other_adults > 0 {
                not_yes.push(Feature::WomenOnly);
            }
            for (count, feature) in [
                (party.dogs, Feature::Dogs),
                (party.cats, Feature::Cats),
                (party.other_pets, Feature::OtherPets),
            ] {
                if count > 0 {
                    not_no.push(feature);
                }
            }
            if !party.children.is_empty() {
                not_no.push(Feature::ChildrenWelcome);
            }
        }
        let half_life = f64::from(weights.half_life_m);
        let (kinds, speaks) = match &query.details {
            NeedDetails::Job {
                occupations,
                languages,
            } => (
                occupations
                    .iter()
                    .map(|group| (isco(*group, '0'), isco(*group, '9')))
                    .collect(),
                (!languages.is_empty()).then(|| level_bits(tongues, languages, true)),
            ),
            NeedDetails::Medical { speciality } => {
                let kind = speciality_number(*speciality);
                (vec![(kind, kind)], None)
            }
            NeedDetails::Service { theme } => {
                let kind = theme_number(*theme);
                (vec![(kind, kind)], None)
            }
            NeedDetails::Housing {} | NeedDetails::Transport { .. } => (Vec::new(), None),
        };
        Self {
            query,
            weights,
            musts: features(Level::Must).map(|(feature, _)| feature).collect(),
            not_yes,
            not_no,
            wishes: features(Level::Prefer).collect(),
            youngest: party.children.iter().min().copied().filter(|_| housing),
            dates: query
                .dates
                .map(|dates| (days(dates.from()), days(dates.to()))),
            kinds,
            speaks,
            half_life_m: match query.nearness {
                Nearness::Near => half_life / 2.0,
                Nearness::Medium => half_life,
                Nearness::Far => half_life * 2.0,
            },
        }
    }

    /// Nights of a stay; 0 without one.
    pub fn nights(&self) -> i32 {
        self.dates.map_or(0, |(from, to)| to - from)
    }

    /// `kind` in one of the ranges.
    pub fn kind_condition(&self) -> String {
        let ranges: Vec<String> = self
            .kinds
            .iter()
            .map(|(from, to)| format!("kind between {from} and {to}"))
            .collect();
        if ranges.is_empty() {
            "true".to_owned()
        } else {
            format!("({})", ranges.join(" or "))
        }
    }
}

/// The bits of a list of features.
pub(super) fn feature_bits(features: &[Feature]) -> i64 {
    let mut set = FeatureSet::default();
    for feature in features {
        set.insert(*feature);
    }
    bits(set)
}
