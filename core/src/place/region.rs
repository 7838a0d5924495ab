//! The first level that a country is divided into: oblasts, raions, counties, voivodeships; in four languages.

use std::sync::LazyLock;

use super::key::search_key;
use crate::locale::Locale;

/// Words that people leave out of the name of a division, or write where it has none.
const GENERIC: [&str; 36] = [
    "oblast",
    "region",
    "district",
    "county",
    "province",
    "voivodeship",
    "municipality",
    "city",
    "regiunea",
    "regiune",
    "raionul",
    "raion",
    "r-n",
    "județul",
    "judetul",
    "județ",
    "judet",
    "jud",
    "voievodatul",
    "municipiul",
    "mun",
    "область",
    "обл",
    "район",
    "р-н",
    "повіт",
    "воєводство",
    "край",
    "медьє",
    "муніципій",
    "місто",
    "уезд",
    "жудец",
    "воеводство",
    "медье",
    "муниципий",
];

/// A division.
struct Region {
    /// ISO 3166-1.
    country: &'static str,
    /// What the gazetteer calls it.
    known_as: &'static str,
    /// In English, Romanian, Ukrainian and Russian: the columns of the file.
    names: [&'static str; 4],
    /// The keys of all its names, and of them without the words that say what it is.
    keys: Vec<String>,
    bare: Vec<String>,
}

impl Region {
    fn name(&self, locale: Locale) -> &'static str {
        let [en, ro, uk, ru] = self.names;
        match locale {
            Locale::Uk => uk,
            Locale::Ro => ro,
            Locale::En => en,
            Locale::Ru => ru,
        }
    }
}

static GENERIC_KEYS: LazyLock<Vec<String>> = LazyLock::new(|| {
    GENERIC
        .iter()
        .flat_map(|word| {
            let key = search_key(word);
            key.split(' ').map(str::to_owned).collect::<Vec<_>>()
        })
        .collect()
});

static REGIONS: LazyLock<Vec<Region>> = LazyLock::new(|| {
    include_str!("../../../seeds/places/regions.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .skip(1)
        .filter_map(|line| {
            let mut cells = line.split('\t');
            let country = cells.next()?;
            let _code = cells.next()?;
            let known_as = cells.next()?;
            let names = [cells.next()?, cells.next()?, cells.next()?, cells.next()?];
            let all = names.iter().chain([&known_as]);
            Some(Region {
                country,
                known_as,
                names,
                keys: all.clone().map(|name| search_key(name)).collect(),
                bare: all.map(|name| bare_key(name)).collect(),
            })
        })
        .collect()
});

/// The key of a name without the words that say what it is; empty if it has no others.
fn bare_key(name: &str) -> String {
    let key = search_key(name);
    let kept: Vec<&str> = key
        .split_whitespace()
        .filter(|word| !GENERIC_KEYS.iter().any(|generic| generic == word))
        .collect();
    kept.join(" ")
}

/// The division of a country that is called so, by the gazetteer or in a list of an operator. None where two are.
fn find(country: &str, admin1: &str) -> Option<&'static Region> {
    let all = move || REGIONS.iter().filter(move |r| r.country == country);
    if let Some(known) = all().find(|r| r.known_as == admin1) {
        return Some(known);
    }
    let key = search_key(admin1);
    if key.is_empty() {
        return None;
    }
    if let Some(known) = all().find(|r| r.keys.contains(&key)) {
        return Some(known);
    }
    let bare = bare_key(admin1);
    let mut called = all().filter(|r| !bare.is_empty() && r.bare.contains(&bare));
    let first = called.next()?;
    called.next().is_none().then_some(first)
}

/// What a division is called in a language; as it stands where that is not known.
pub fn region_name(country: &str, admin1: &str, locale: Locale) -> String {
    find(country, admin1).map_or_else(|| admin1.to_owned(), |r| r.name(locale).to_owned())
}

/// Whether people mean this division by what they wrote: the beginning of its name in any language, with or without the word that says
/// what it is. What is empty means any.
pub fn is_region_called(country: &str, admin1: &str, written: &str) -> bool {
    let (key, bare) = (search_key(written), bare_key(written));
    if key.is_empty() || search_key(admin1).starts_with(&key) {
        return true;
    }
    find(country, admin1).is_some_and(|region| {
        region.keys.iter().any(|k| k.starts_with(&key))
            || (!bare.is_empty() && region.bare.iter().any(|k| k.starts_with(&bare)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_division_has_a_name_in_each_language() {
        for (country, admin1, [uk, ro, en, ru]) in [
            (
                "MD",
                "Chișinău Municipality",
                ["Кишинів", "Chișinău", "Chișinău", "Кишинёв"],
            ),
            (
                "MD",
                "Stefan-Voda",
                [
                    "район Штефан-Воде",
                    "raionul Ștefan Vodă",
                    "Ștefan Vodă District",
                    "район Штефан-Водэ",
                ],
            ),
            (
                "UA",
                "Dnipropetrovsk",
                [
                    "Дніпропетровська область",
                    "regiunea Dnipropetrovsk",
                    "Dnipropetrovsk Oblast",
                    "Днепропетровская область",
                ],
            ),
            (
                "RO",
                "Iași County",
                ["повіт Ясси", "județul Iași", "Iași County", "уезд Яссы"],
            ),
        ] {
            assert_eq!(region_name(country, admin1, Locale::Uk), uk);
            assert_eq!(region_name(country, admin1, Locale::Ro), ro);
            assert_eq!(region_name(country, admin1, Locale::En), en);
            assert_eq!(region_name(country, admin1, Locale::Ru), ru);
        }
        // As a list of an operator has it.
        assert_eq!(
            region_name("MD", "Ștefan Vodă", Locale::Uk),
            "район Штефан-Воде"
        );
        assert_eq!(region_name("MD", "Elsewhere", Locale::Uk), "Elsewhere");
        assert_eq!(region_name("XX", "Iași County", Locale::Uk), "Iași County");
        assert_eq!(region_name("HU", "", Locale::Uk), "");
    }

    #[test]
    fn a_division_is_meant_by_any_of_its_names_with_or_without_the_word_for_it() {
        for written in [
            "Kyiv Oblast",
            "Київська область",
            "Київська обл.",
            "київська",
            "Киевская",
            "regiunea Kyiv",
            "Kyiv",
            "",
        ] {
            assert!(is_region_called("UA", "Kyiv Oblast", written), "{written}");
        }
        for written in ["Одеська область", "Львівська", "Chișinău", "область Львів"]
        {
            assert!(!is_region_called("UA", "Kyiv Oblast", written), "{written}");
        }
        assert!(is_region_called("MD", "Chișinău Municipality", "Кишинев"));
        assert!(is_region_called("MD", "Soroca District", "р-н Сорока"));
        assert!(is_region_called("RO", "Iași County", "jud. Iasi"));
        // An operator's own.
        assert!(is_region_called("MD", "Ștefan Vodă", "Штефан-Водэ"));
    }
}
