//! How old children are, to whoever takes them along or in: bands, as their exact ages are nobody's business.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How old a child is, as far as it decides what is needed for it: a seat for a baby, for a small child, or none but a booster.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema,
)]
pub enum ChildAge {
    /// A baby, not one year old.
    #[serde(rename = "under_1")]
    UnderOne,
    /// One to three years.
    #[serde(rename = "1_to_3")]
    OneToThree,
    /// Four to eleven.
    #[serde(rename = "4_to_11")]
    FourToEleven,
    /// Twelve to seventeen.
    #[serde(rename = "12_to_17")]
    TwelveToSeventeen,
}

impl ChildAge {
    /// That of a child of so many whole years.
    pub const fn of(years: u8) -> Self {
        match years {
            0 => Self::UnderOne,
            1..=3 => Self::OneToThree,
            4..=11 => Self::FourToEleven,
            _ => Self::TwelveToSeventeen,
        }
    }
}

/// So many children of an age.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChildrenOfAge {
    /// How old they are.
    pub age: ChildAge,
    /// How many.
    pub count: u32,
}

impl ChildrenOfAge {
    /// Children of these whole years by their age, the youngest first.
    pub fn count(years: &[u8]) -> Vec<Self> {
        let mut by_age = BTreeMap::new();
        for years in years {
            *by_age.entry(ChildAge::of(*years)).or_insert(0) += 1;
        }
        let of = |(age, count)| Self { age, count };
        by_age.into_iter().map(of).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn children_are_counted_by_bands_the_youngest_first() {
        let counted = |years: &[u8]| {
            let of = |c: &ChildrenOfAge| (c.age, c.count);
            ChildrenOfAge::count(years)
                .iter()
                .map(of)
                .collect::<Vec<_>>()
        };
        assert!(counted(&[]).is_empty());
        assert_eq!(
            counted(&[17, 4, 0, 11, 1, 3, 12]),
            [
                (ChildAge::UnderOne, 1),
                (ChildAge::OneToThree, 2),
                (ChildAge::FourToEleven, 2),
                (ChildAge::TwelveToSeventeen, 2)
            ]
        );
        assert_eq!(counted(&[9, 9]), [(ChildAge::FourToEleven, 2)]);
    }
}
