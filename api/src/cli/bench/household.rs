//! Who asks: people, animals, languages, in the shares that the table of [`super::mixes`] says.

use punte_core::{locale::Language, matching::Party};

use super::{draw::Draw, tongues::Tongues};

/// So many adults, 70 % of them women.
pub(super) fn adults(count: u32, draw: &mut Draw) -> Party {
    let mut party = Party::default();
    for _ in 0..count {
        if draw.percent(70) {
            party.women += 1;
        } else {
            party.men += 1;
        }
    }
    party
}

/// Of a child, years.
pub(super) fn age(draw: &mut Draw) -> Option<u8> {
    u8::try_from(draw.between(0, 17)).ok()
}

/// Who comes: see the table of [`super::mixes`].
pub(super) fn party(draw: &mut Draw) -> Party {
    let people = draw.mostly(2, &[(1, 220), (3, 220), (4, 140), (5, 80), (6, 40)]);
    // 30 % of the households from two people on, half of their members.
    let children = if draw.percent(30) { people / 2 } else { 0 };
    let mut party = adults(people - children, draw);
    party.children = (0..children).filter_map(|_| age(draw)).collect();
    if draw.percent(20) {
        let count = draw.mostly(1, &[(2, 125)]);
        *draw
            .mostly(Animal::Dog, &[(Animal::Cat, 400), (Animal::Other, 100)])
            .of(&mut party) = count;
    }
    party
}

#[derive(Clone, Copy)]
enum Animal {
    Dog,
    Cat,
    Other,
}

impl Animal {
    const fn of(self, party: &mut Party) -> &mut u16 {
        match self {
            Self::Dog => &mut party.dogs,
            Self::Cat => &mut party.cats,
            Self::Other => &mut party.other_pets,
        }
    }
}

/// What they speak, best first.
pub(super) fn languages(tongues: &Tongues, draw: &mut Draw) -> Vec<Language> {
    let first = draw.mostly("uk", &[("ru", 420), ("ro", 30)]);
    let other = if first == "uk" { "ru" } else { "uk" };
    let mut tags = vec![first];
    for (tag, share) in [(other, 70), ("en", 15), ("ro", 6)] {
        if draw.percent(share) && tag != first {
            tags.push(tag);
        }
    }
    tags.into_iter()
        .filter_map(|tag| tongues.get(tag))
        .collect()
}
