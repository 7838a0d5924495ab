//! `seeds/places`, and the letters of all files.

use std::collections::BTreeSet;

use punte_core::place::GeoPoint;

use crate::files::{crossings, places, seeds};

#[test]
fn the_gazetteer_is_whole_and_has_the_towns_that_people_name() {
    let places = places();
    assert_eq!(places.len(), 18_903);
    let mut ids = BTreeSet::new();
    for place in &places {
        assert!(place.geonameid > 0 && ids.insert(place.geonameid));
        assert!(GeoPoint::new(place.lat, place.lon).is_ok());
        assert!(!place.name.is_empty() && place.cc.len() == 2 && !place.admin1.is_empty());
        assert!(place.population < 20_000_000);
    }
    let nameless = places.iter().filter(|p| p.admin1_name.is_empty()).count();
    assert_eq!(nameless, 1, "one region of Hungary");
    let cyrillic = |c: char| ('\u{400}'..='\u{4ff}').contains(&c);
    for place in &places {
        for name in [&place.name, &place.name_en, &place.name_ro] {
            assert!(!name.chars().any(cyrillic), "{name}");
        }
        for name in [&place.name_uk, &place.name_ru] {
            assert!(name.is_empty() || name.chars().any(cyrillic), "{name}");
        }
    }
    let uk = |id: i64| {
        let place = places.iter().find(|p| p.geonameid == id).unwrap();
        (place.name_uk.as_str(), place.name_ru.as_str())
    };
    assert_eq!(uk(618_426), ("Кишинів", "Кишинёв"));
    assert_eq!(uk(666_830), ("Сірет", "Сирет"));
    assert_eq!(uk(675_810), ("Ясси", "Яссы"));
    assert_eq!(uk(710_719), ("Чернівці", "Черновцы"));
    assert_eq!(uk(617_633), ("Паланка", "Паланка"));
    assert_eq!(uk(618_631), ("Отач", "Отачь"));
    let in_ukraine = places.iter().filter(|p| p.cc == "UA");
    let (named, all) = in_ukraine.fold((0, 0), |(named, all), p| {
        (named + u32::from(!p.name_uk.is_empty()), all + 1)
    });
    assert!(
        named * 10 > all * 9,
        "{named} of {all} have a Ukrainian name"
    );
}

#[test]
fn crossings_have_ids_of_their_own_and_the_point_of_a_settlement() {
    let places = places();
    let crossings = crossings();
    let ids: Vec<i64> = crossings.iter().map(|c| c.id).collect();
    assert_eq!(ids, [-1, -2, -3, -4, -5, -6, -7, -8]);
    for crossing in crossings {
        for name in [
            &crossing.name,
            &crossing.name_en,
            &crossing.name_ro,
            &crossing.name_uk,
            &crossing.name_ru,
        ] {
            assert!(!name.trim().is_empty(), "{}", crossing.id);
        }
        let point = GeoPoint::new(crossing.lat, crossing.lon).unwrap();
        assert!(
            places.iter().any(|p| (&p.cc, &p.admin1, &p.admin1_name)
                == (&crossing.cc, &crossing.admin1, &crossing.admin1_name)
                && GeoPoint::new(p.lat, p.lon).unwrap() == point),
            "{}",
            crossing.name
        );
    }
}

#[test]
fn every_division_has_a_name_in_four_languages_in_the_letters_of_each() {
    let text = std::fs::read_to_string(seeds().join("places/regions.tsv")).unwrap();
    let rows: Vec<Vec<&str>> = text
        .lines()
        .filter(|line| !line.starts_with('#'))
        .skip(1)
        .map(|line| line.split('\t').collect())
        .collect();
    let mut named = BTreeSet::new();
    for row in &rows {
        let [country, code, known_as, en, ro, uk, ru] = row[..] else {
            panic!("{row:?}");
        };
        assert!(
            named.insert((country, code, known_as)),
            "{known_as} is there twice"
        );
        let cyrillic = |name: &str| name.chars().any(|c| ('\u{400}'..='\u{4ff}').contains(&c));
        let latin = |name: &str| name.chars().any(|c| c.is_ascii_alphabetic());
        for name in [en, ro] {
            assert!(latin(name) && !cyrillic(name), "{known_as}: {name}");
        }
        for name in [uk, ru] {
            assert!(cyrillic(name) && !latin(name), "{known_as}: {name}");
        }
        assert!(
            !uk.contains(['ы', 'э', 'ё', 'ъ']) && !ru.contains(['і', 'ї', 'є', 'ґ']),
            "{known_as}"
        );
    }
    let places = places();
    let used: BTreeSet<(&str, &str, &str)> = places
        .iter()
        .filter(|p| !p.admin1_name.is_empty())
        .map(|p| (p.cc.as_str(), p.admin1.as_str(), p.admin1_name.as_str()))
        .collect();
    assert_eq!(named, used);
}

#[test]
fn the_cities_of_ukraine_have_their_own_names_in_english_and_romanian_and_keep_the_old_ones() {
    let places = places();
    for (id, name, old) in [
        (698_740, "Odesa", "Odessa"),
        (703_448, "Kyiv", "Kiev"),
        (706_483, "Kharkiv", "Harkov"),
        (702_550, "Lviv", "Lemberg"),
        (700_569, "Mykolaiv", "Nikolaev"),
    ] {
        let place = places.iter().find(|p| p.geonameid == id).unwrap();
        assert_eq!(place.name_en, name);
        let ro = [place.name_ro.as_str(), place.name.as_str()]
            .into_iter()
            .find(|n| !n.is_empty());
        assert!(ro.is_some_and(|ro| !["Kiev", "Odessa", "Harkov", "Nikolaev"].contains(&ro)));
        assert!(
            place.alternates.split('|').any(|a| a == old),
            "{old} is not found any more: {}",
            place.alternates
        );
    }
}

#[test]
fn no_letter_with_a_cedilla_anywhere() {
    let cedilla = |text: &str| text.chars().any(|c| "şŞţŢ".contains(c));
    for place in places() {
        for text in [
            &place.admin1_name,
            &place.name,
            &place.name_en,
            &place.name_ro,
            &place.name_uk,
            &place.name_ru,
            &place.alternates,
        ] {
            assert!(!cedilla(text), "{}: {text}", place.geonameid);
        }
    }
    for path in [
        "places/crossings.tsv",
        "places/names.tsv",
        "places/regions.tsv",
        "reference/languages.json",
        "reference/categories.json",
        "reference/checklists.json",
        "reference/minimum_wages.json",
        "demo/providers.json",
        "demo/offers.json",
        "demo/households.json",
    ] {
        assert!(
            !cedilla(&std::fs::read_to_string(seeds().join(path)).unwrap()),
            "{path}"
        );
    }
}
