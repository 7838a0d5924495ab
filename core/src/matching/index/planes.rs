//! Sixty-four offers at once: each fact of a block of 64 is one word, each number as many words as it has bits.
//!
//! A comparison with a constant takes one operation on a word for each bit of the number, so that 64 offers are
//! compared in about eight instructions (bit-sliced arithmetic: P. O'Neil, D. Quass, Improved query performance with
//! variant indexes, SIGMOD 1997; Y. Li, J. Patel, BitWeaving, SIGMOD 2013).

use super::row::{Calendar, OCTETS, Row};
use crate::{
    constraint::Feature,
    matching::terms::{RideTerms, StayTerms, WorkTerms},
    offer::{Category, IscoCode, ServiceTheme},
};

/// Offers in a block.
pub(super) const LANES: usize = 64;

/// Languages that have a plane of their own: the first of the index's.
pub(super) const TONGUE_PLANES: usize = 16;

/// The most that [`Field::Free`] tells; more reads as so much.
pub(super) const MOST_FREE: u32 = 255;

/// In [`Field::MaxNights`], [`Field::Guests`] and [`Field::Pets`]: nothing said.
pub(super) const UNSAID: u32 = 255;

/// What a category adds to a row, borrowed.
#[derive(Debug, Clone, Copy)]
pub(super) enum TermsRef<'a> {
    Stay(StayTerms),
    Ride(&'a RideTerms),
    Work(&'a WorkTerms),
    Plain(Option<ServiceTheme>),
}

/// Yes-or-no planes that every block has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Flag {
    /// See [`Row::is_never_matched`].
    Never,
    /// See [`Row::is_unvisited_home`].
    Unvisited,
    /// Has a [`Calendar`]: what the planes say of days and room is a hull.
    Calendar,
    /// Work that needs languages.
    Talk,
}

impl Flag {
    const ALL: [Self; 4] = [Self::Never, Self::Unvisited, Self::Calendar, Self::Talk];

    pub fn is_set(self, row: &Row, calendar: Option<&Calendar>, terms: TermsRef<'_>) -> bool {
        match self {
            Self::Never => row.is_never_matched(match terms {
                TermsRef::Plain(theme) => theme,
                _ => None,
            }),
            Self::Unvisited => row.is_unvisited_home(),
            Self::Calendar => calendar.is_some(),
            Self::Talk => {
                matches!(terms, TermsRef::Work(work) if !work.languages_needed.is_empty())
            }
        }
    }
}

/// Numbers that are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    /// Units free: of housing what is there, of others what is left, of medical help in a week of which nothing is promised. At most
    /// [`MOST_FREE`].
    Free,
    /// See [`Row::open_from`].
    From,
    /// See [`Row::open_to`].
    To,
    /// At most so many animals.
    Pets,
    /// Shortest stay; 0 = any.
    MinNights,
    /// Longest stay.
    MaxNights,
    /// Largest party; 255 = so many or more, too.
    Guests,
    /// Youngest child.
    ChildAge,
    /// Four digits of ISCO-08, four bits each, the first the highest; 15 where the code ends.
    Occupation,
}

impl Field {
    const ALL: [Self; 9] = [
        Self::Free,
        Self::From,
        Self::To,
        Self::Pets,
        Self::MinNights,
        Self::MaxNights,
        Self::Guests,
        Self::ChildAge,
        Self::Occupation,
    ];

    pub const fn bits(self) -> usize {
        match self {
            Self::Free | Self::Pets | Self::MinNights | Self::MaxNights | Self::Guests => 8,
            Self::From | Self::To | Self::Occupation => 16,
            Self::ChildAge => 5,
        }
    }

    fn is_of(self, category: Category) -> bool {
        match self {
            Self::Free | Self::From | Self::To => true,
            Self::Pets => matches!(category, Category::Housing | Category::Transport),
            Self::MinNights | Self::MaxNights | Self::Guests | Self::ChildAge => {
                category == Category::Housing
            }
            Self::Occupation => category == Category::Job,
        }
    }

    /// The number of one offer.
    pub fn value(self, row: &Row, terms: TermsRef<'_>) -> u32 {
        let unsaid = |n: Option<std::num::NonZeroU8>| n.map_or(UNSAID, |n| n.get().into());
        match (self, terms) {
            (Self::Free, TermsRef::Stay(_)) => u32::from(row.capacity).min(MOST_FREE),
            (Self::Free, _) => u32::from(row.free).min(MOST_FREE),
            (Self::From, _) => row.open_from.into(),
            (Self::To, _) => row.open_to.into(),
            (Self::Pets, TermsRef::Stay(stay)) => unsaid(stay.max_pets),
            (Self::Pets, TermsRef::Ride(ride)) => unsaid(ride.max_pets),
            (Self::MinNights, TermsRef::Stay(stay)) => {
                stay.min_nights.map_or(0, |n| n.get().into())
            }
            (Self::MaxNights, TermsRef::Stay(stay)) => unsaid(stay.max_nights),
            (Self::Guests, TermsRef::Stay(stay)) => stay
                .max_guests
                .map_or(UNSAID, |n| u32::from(n.get()).min(UNSAID)),
            (Self::ChildAge, TermsRef::Stay(stay)) => stay.min_child_age.into(),
            (Self::Occupation, TermsRef::Work(work)) => digits(work.occupation),
            _ => 0,
        }
    }
}

/// Four digits as [`Field::Occupation`] holds them.
fn digits(code: IscoCode) -> u32 {
    let text = code.as_str().as_bytes();
    (0..4).fold(0, |packed, at| {
        let digit = text.get(at).map_or(15, |digit| u32::from(digit - b'0'));
        packed << 4 | digit
    })
}

/// Where the words of a block lie, by category.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    fields: [Option<usize>; Field::ALL.len()],
    features: [Option<usize>; 64],
    octets: Option<usize>,
    /// Words of a block.
    pub width: usize,
}

impl Layout {
    pub fn of(category: Category) -> Self {
        let mut width = Flag::ALL.len() + TONGUE_PLANES;
        let mut take = |words: usize| {
            width += words;
            Some(width - words)
        };
        let fields = Field::ALL
            .map(|field| field.is_of(category).then(|| take(field.bits())))
            .map(Option::flatten);
        let octets = (category == Category::Housing)
            .then(|| take(OCTETS))
            .flatten();
        let mut features = [None; 64];
        for (slot, feature) in features.iter_mut().zip(Feature::ALL) {
            if feature.categories().contains(&category) {
                *slot = take(2);
            }
        }
        Self {
            fields,
            features,
            octets,
            width,
        }
    }

    pub const fn flag(flag: Flag) -> usize {
        flag as usize
    }

    pub const fn tongue(number: usize) -> usize {
        Flag::ALL.len() + number
    }

    /// First word of a number, its lowest bit; `None` if the category does not have it.
    pub const fn field(&self, field: Field) -> Option<usize> {
        self.fields[field as usize]
    }

    /// The word of "yes"; the next one is that of "no". `None` if the category does not have the feature.
    pub const fn feature(&self, feature: Feature) -> Option<usize> {
        self.features[feature as usize]
    }

    /// The first word of [`Calendar::marked`]; `None` if the category has no nights.
    pub const fn octets(&self) -> Option<usize> {
        self.octets
    }

    /// Writes one offer into its lane of a block.
    pub fn write(
        &self,
        planes: &mut [u64],
        lane: usize,
        row: &Row,
        calendar: Option<&Calendar>,
        terms: TermsRef<'_>,
    ) {
        let mut put = |at: usize, set: bool| {
            planes[at] = planes[at] & !(1 << lane) | u64::from(set) << lane;
        };
        for flag in Flag::ALL {
            put(Self::flag(flag), flag.is_set(row, calendar, terms));
        }
        for number in 0..TONGUE_PLANES {
            put(Self::tongue(number), row.languages >> number & 1 == 1);
        }
        for field in Field::ALL {
            if let Some(at) = self.field(field) {
                let value = field.value(row, terms);
                for bit in 0..field.bits() {
                    put(at + bit, value >> bit & 1 == 1);
                }
            }
        }
        if let Some(at) = self.octets {
            let marked = calendar.map_or(0, Calendar::marked);
            for octet in 0..OCTETS {
                put(at + octet, marked >> octet & 1 == 1);
            }
        }
        for (bit, at) in self.features.iter().enumerate() {
            if let Some(at) = at {
                put(*at, row.yes >> bit & 1 == 1);
                put(at + 1, row.no >> bit & 1 == 1);
            }
        }
    }
}

/// Lanes whose number is at least `least`.
pub(super) fn at_least(number: &[u64], least: u32) -> u64 {
    if u64::from(least) >> number.len() != 0 {
        return 0;
    }
    number.iter().enumerate().fold(!0, |lanes, (bit, plane)| {
        if least >> bit & 1 == 1 {
            lanes & plane
        } else {
            lanes | plane
        }
    })
}

/// Lanes whose occupation is of one of the groups.
pub(super) fn of_groups(number: &[u64], groups: &[IscoCode]) -> u64 {
    groups.iter().fold(0, |lanes, group| {
        let wanted = digits(*group);
        let first = 16 - 4 * group.as_str().len();
        let equal = number
            .iter()
            .enumerate()
            .skip(first)
            .fold(!0, |lanes, (bit, plane)| {
                lanes
                    & if wanted >> bit & 1 == 1 {
                        *plane
                    } else {
                        !plane
                    }
            });
        lanes | equal
    })
}

/// Sums of 64 lanes, bit by bit: up to 255.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sums {
    bits: [u64; 8],
    /// How many of them can be set.
    used: usize,
}

impl Sums {
    /// Nothing yet; the sums will not pass `most`, at most 255.
    pub const fn up_to(most: u32) -> Self {
        Self {
            bits: [0; 8],
            used: (u32::BITS - most.leading_zeros()) as usize,
        }
    }

    /// Adds a weight in some lanes (a ripple-carry adder over words).
    pub fn add(&mut self, weight: u32, lanes: u64) {
        let mut carry = 0;
        for (bit, sum) in self.bits.iter_mut().take(self.used).enumerate() {
            let addend = if weight >> bit & 1 == 1 { lanes } else { 0 };
            let half = *sum ^ addend;
            let over = *sum & addend | carry & half;
            *sum = half ^ carry;
            carry = over;
        }
    }

    /// The largest sum of some lanes; 0 of none.
    pub fn largest(&self, mut lanes: u64) -> u32 {
        let mut largest = 0;
        for (bit, sum) in self.bits.iter().enumerate().take(self.used).rev() {
            if lanes & sum != 0 {
                lanes &= sum;
                largest |= 1 << bit;
            }
        }
        largest
    }

    /// Lanes whose sum is at least `least`.
    pub fn at_least(&self, least: u32) -> u64 {
        at_least(&self.bits[..self.used], least)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 64 numbers of eight bits, and their planes.
    fn numbers(seed: u64) -> ([u32; 64], Vec<u64>) {
        let mut state = seed;
        let mut values = [0; 64];
        let mut planes = vec![0; 8];
        for (lane, value) in values.iter_mut().enumerate() {
            state = state
                .wrapping_mul(6364136223846793005)
                .wrapping_add(1442695040888963407);
            *value = u32::from(state.to_be_bytes()[0]);
            for (bit, plane) in planes.iter_mut().enumerate() {
                *plane |= u64::from(*value >> bit & 1) << lane;
            }
        }
        (values, planes)
    }

    fn lanes(of: impl Fn(usize) -> bool) -> u64 {
        (0..64).filter(|lane| of(*lane)).map(|lane| 1 << lane).sum()
    }

    #[test]
    fn comparing_words_is_comparing_numbers() {
        for seed in 0..20 {
            let (values, planes) = numbers(seed);
            for least in [0, 1, 2, 100, 127, 128, 254, 255, 256, 1_000] {
                assert_eq!(
                    at_least(&planes, least),
                    lanes(|l| values[l] >= least),
                    "{least}"
                );
            }
        }
    }

    #[test]
    fn adding_words_is_adding_numbers() {
        for seed in 0..50 {
            let (masks, _) = numbers(seed);
            let weights = [5, 1, 3, 4, 2, 5];
            let mut sums = Sums::up_to(weights.iter().sum());
            let has = |lane: usize, wish: usize| masks[lane] >> wish & 1 == 1;
            for (wish, weight) in weights.iter().enumerate() {
                sums.add(*weight, lanes(|l| has(l, wish)));
            }
            let plain: Vec<u32> = (0..64)
                .map(|l| (0..6).filter(|w| has(l, *w)).map(|w| weights[w]).sum())
                .collect();
            for least in 0..30 {
                assert_eq!(
                    sums.at_least(least),
                    lanes(|l| plain[l] >= least),
                    "{least}"
                );
            }
            let some = lanes(|l| l % 3 == 1);
            assert_eq!(
                sums.largest(some),
                (0..64)
                    .filter(|l| l % 3 == 1)
                    .map(|l| plain[l])
                    .max()
                    .unwrap()
            );
        }
        assert_eq!(Sums::up_to(0).largest(!0), 0);
        assert_eq!(Sums::up_to(0).at_least(0), !0);
        assert_eq!(Sums::up_to(0).at_least(1), 0);
    }

    #[test]
    fn a_group_of_occupations_holds_what_begins_with_it() {
        let code = |text: &str| IscoCode::try_from(text.to_owned()).unwrap();
        let offered = ["9112", "9113", "91", "9", "12", "7512", "1991"];
        let mut planes = vec![0_u64; 16];
        for (lane, text) in offered.iter().enumerate() {
            for (bit, plane) in planes.iter_mut().enumerate() {
                *plane |= u64::from(digits(code(text)) >> bit & 1) << lane;
            }
        }
        for groups in [
            &["9112"][..],
            &["91"],
            &["9"],
            &["7", "12"],
            &["1991", "9"],
            &[],
        ] {
            let groups: Vec<_> = groups.iter().map(|g| code(g)).collect();
            let expected = lanes(|l| {
                offered
                    .get(l)
                    .is_some_and(|o| groups.iter().any(|g| g.holds(&code(o))))
            });
            assert_eq!(of_groups(&planes, &groups) & 0x7f, expected, "{groups:?}");
        }
    }
}
