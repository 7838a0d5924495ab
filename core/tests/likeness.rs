//! How well two offers that are one thing are told from two that are not: 100 pairs planted by a seeded generator.
//! `cargo test -p punte-core --test likeness -- --nocapture` prints the table that docs/assurance.md shows.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that stops at the first surprise is a good test"
)]

use punte_core::{
    offer::OfferDraft,
    place::GeoPoint,
    signals::{Apart, Side, alike},
};
use rand::{Rng, RngExt, SeedableRng, rngs::ChaCha8Rng, seq::IndexedRandom};
use serde_json::{Value, json};

/// Sentences of homes, the same thing in four languages; a text takes some of them.
const SENTENCES: [[&str; 4]; 14] = [
    [
        "Тиха кімната з вікном у сад.",
        "Cameră liniștită cu fereastra spre grădină.",
        "A quiet room with a window to the garden.",
        "Тихая комната с окном в сад.",
    ],
    [
        "Поруч зупинка тролейбуса.",
        "Stația de troleibuz este aproape.",
        "The trolleybus stops close by.",
        "Рядом остановка троллейбуса.",
    ],
    [
        "Кухня спільна, посуд є.",
        "Bucătăria este comună, vase sunt.",
        "You share the kitchen, and there are dishes.",
        "Кухня общая, посуда есть.",
    ],
    [
        "До школи п'ять хвилин пішки.",
        "Școala este la cinci minute pe jos.",
        "The school is five minutes away on foot.",
        "До школы пять минут пешком.",
    ],
    [
        "Взимку топимо дровами.",
        "Iarna încălzim cu lemne.",
        "We heat with wood in winter.",
        "Зимой топим дровами.",
    ],
    [
        "Пральна машина у підвалі.",
        "Mașina de spălat este la subsol.",
        "A washing machine stands in the basement.",
        "Стиральная машина в подвале.",
    ],
    [
        "Двоє наших синів вчаться в університеті.",
        "Cei doi fii ai noștri sunt studenți.",
        "Our two sons study at the university.",
        "Два наших сына учатся в университете.",
    ],
    [
        "Є дитяче ліжечко та іграшки.",
        "Avem pătuț și jucării.",
        "We have a cot and toys.",
        "Есть детская кроватка и игрушки.",
    ],
    [
        "Курити можна тільки на балконі.",
        "Se fumează numai pe balcon.",
        "Smoking is for the balcony only.",
        "Курить можно только на балконе.",
    ],
    [
        "Магазин відчинений до десятої вечора.",
        "Magazinul este deschis până la zece seara.",
        "The shop stays open until ten at night.",
        "Магазин открыт до десяти вечера.",
    ],
    [
        "Окремий вхід з двору.",
        "Intrare separată din curte.",
        "It has its own entrance from the yard.",
        "Отдельный вход со двора.",
    ],
    [
        "Квартира на третьому поверсі без ліфта.",
        "Apartament la etajul trei, fără lift.",
        "A flat on the third floor without a lift.",
        "Квартира на третьем этаже без лифта.",
    ],
    [
        "Недавно зробили ремонт ванної.",
        "Baia a fost renovată de curând.",
        "The bathroom was redone not long ago.",
        "Недавно сделали ремонт ванной.",
    ],
    [
        "Допоможемо записатися до лікаря.",
        "Vă ajutăm să ajungeți la medic.",
        "We help you to see a doctor.",
        "Поможем записаться к врачу.",
    ],
];

/// Words that stand in for others.
const OTHER_WORDS: [[&str; 6]; 4] = [
    ["гарно", "близько", "завжди", "новий", "світлий", "разом"],
    ["frumos", "aproape", "mereu", "nou", "luminos", "împreună"],
    ["nicely", "near", "always", "new", "bright", "together"],
    ["хорошо", "близко", "всегда", "новый", "светлый", "вместе"],
];

const LANGUAGES: [&str; 4] = ["uk", "ro", "en", "ru"];

#[derive(Clone)]
struct Home {
    language: usize,
    sentences: Vec<usize>,
    facts: Value,
    capacity: u16,
    point: GeoPoint,
}

fn tri(dice: &mut impl Rng) -> &'static str {
    ["yes", "no", "unknown"].choose(dice).copied().unwrap()
}

/// A point at most so many metres to the north and to the east.
fn moved(point: GeoPoint, metres: f64, dice: &mut impl Rng) -> GeoPoint {
    let mut degrees = || dice.random_range(-1.0..=1.0) * metres / 111_195.0;
    GeoPoint::new(point.lat() + degrees(), point.lon() + degrees()).unwrap()
}

impl Home {
    fn any(dice: &mut impl Rng) -> Self {
        let mut sentences: Vec<usize> = (0..SENTENCES.len()).collect();
        for i in (1..sentences.len()).rev() {
            sentences.swap(i, dice.random_range(0..=i));
        }
        sentences.truncate(dice.random_range(4..=6));
        let kind = *["room", "apartment", "house"].choose(dice).unwrap();
        let privacy = *["entire_place", "private_room"].choose(dice).unwrap();
        Self {
            language: dice.random_range(0..4),
            sentences,
            facts: json!({
                "category": "housing",
                "kind": kind,
                "privacy": privacy,
                "children_welcome": tri(dice), "kitchen": tri(dice), "heating": tri(dice), "internet": tri(dice),
                "washing": tri(dice), "parking": tri(dice), "bedroom_lock": tri(dice), "smoking": tri(dice),
                "floor": dice.random_range(0..6), "bedrooms": dice.random_range(1..4),
            }),
            capacity: dice.random_range(1..7),
            point: moved(GeoPoint::new(47.02, 28.83).unwrap(), 1_500.0, dice),
        }
    }

    fn draft(&self, replaced: f64, dice: &mut impl Rng) -> OfferDraft {
        let text: Vec<String> = self
            .sentences
            .iter()
            .map(|s| SENTENCES[*s][self.language].to_owned())
            .collect();
        let words: Vec<String> = text
            .join(" ")
            .split(' ')
            .map(|word| {
                if dice.random_bool(replaced) {
                    (*OTHER_WORDS[self.language].choose(dice).unwrap()).to_owned()
                } else {
                    word.to_owned()
                }
            })
            .collect();
        serde_json::from_value(json!({
            "title": words.iter().take(5).cloned().collect::<Vec<_>>().join(" "),
            "description": words.join(" "),
            "language": LANGUAGES[self.language],
            "place_id": 618426,
            "capacity": self.capacity,
            "details": self.facts,
        }))
        .unwrap()
    }
}

/// What a pair is.
const KINDS: [(&str, bool); 8] = [
    ("a word in eight changed", true),
    ("point moved by up to 70 m, a word in five changed", true),
    ("another language, point moved by up to 70 m", true),
    ("two facts changed, a word in ten changed", true),
    ("another home anywhere near", false),
    ("another home in the same house", false),
    ("another home, half of the sentences the same", false),
    ("the same facts a street away, other words", false),
];

fn pair(kind: usize, dice: &mut impl Rng) -> (Home, Home, f64) {
    let a = Home::any(dice);
    let mut b = a.clone();
    let other = Home::any(dice);
    match kind {
        0 => (a, b, 0.125),
        1 => {
            b.point = moved(b.point, 70.0, dice);
            (a, b, 0.2)
        }
        2 => {
            b.point = moved(b.point, 70.0, dice);
            b.language = (b.language + dice.random_range(1..4)) % 4;
            (a, b, 0.0)
        }
        3 => {
            b.capacity = b.capacity % 6 + 1;
            b.facts["floor"] = json!(7);
            (a, b, 0.1)
        }
        4 => (a, other, 0.0),
        5 => {
            let point = a.point;
            (a, Home { point, ..other }, 0.0)
        }
        6 => {
            let mut sentences = other.sentences.clone();
            let half = a.sentences.len() / 2;
            sentences.retain(|s| !a.sentences.contains(s));
            sentences.truncate(3);
            sentences.extend(a.sentences.iter().take(half));
            let language = a.language;
            (
                a,
                Home {
                    language,
                    sentences,
                    ..other
                },
                0.0,
            )
        }
        _ => {
            let sentences: Vec<usize> = (0..SENTENCES.len())
                .filter(|s| !a.sentences.contains(s))
                .take(5)
                .collect();
            let point = moved(a.point, 1.0, dice);
            let far = GeoPoint::new(point.lat() + 0.004, point.lon()).unwrap();
            b = Home {
                sentences,
                point: far,
                ..b
            };
            (a, b, 0.0)
        }
    }
}

#[test]
fn planted_pairs_are_found_and_near_misses_are_not() {
    let mut dice = ChaCha8Rng::seed_from_u64(7);
    let mut figures = [[0_usize; 2]; KINDS.len()];
    for number in 0..100 {
        let kind = number % KINDS.len();
        let (a, b, replaced) = pair(kind, &mut dice);
        let (first, second) = (a.draft(0.0, &mut dice), b.draft(replaced, &mut dice));
        let found = alike(
            Side {
                content: &first,
                point: Some(a.point),
            },
            Side {
                content: &second,
                point: Some(b.point),
            },
        );
        let back = alike(
            Side {
                content: &second,
                point: Some(b.point),
            },
            Side {
                content: &first,
                point: Some(a.point),
            },
        );
        assert_eq!(found, back, "both ways the same");
        figures[kind][0] += usize::from(found.is_some());
        figures[kind][1] += 1;
    }
    println!("| pairs | said to be alike |");
    let (mut found, mut planted, mut alarms, mut apart) = (0, 0, 0, 0);
    for ((name, same), [said, all]) in KINDS.iter().zip(figures) {
        println!("| {name} | {said} of {all} |");
        if *same {
            found += said;
            planted += all;
        } else {
            alarms += said;
            apart += all;
        }
    }
    println!("found {found} of {planted}, false alarms {alarms} of {apart}");
    assert!(found * 100 >= planted * 94, "{found} of {planted}");
    assert!(alarms <= 2, "{alarms} of {apart}");
}

#[test]
fn a_ride_at_another_hour_is_another_ride_and_another_kind_is_another_thing() {
    let ride = |hour: &str| -> OfferDraft {
        serde_json::from_value(json!({
            "title": "Minibus to Iași", "description": "Eight seats, luggage under the seats, a stop for coffee.",
            "language": "en", "place_id": 618426, "capacity": 8,
            "details": { "category": "transport", "stops": [{ "place_id": 618426 }, { "place_id": 675810 }],
                "departs_from": format!("2026-12-01T{hour}:00:00Z"), "departs_until": format!("2026-12-01T{hour}:30:00Z"),
                "large_luggage": "yes", "child_seats": 1 }
        }))
        .unwrap()
    };
    let side = |content| Side {
        content,
        point: None,
    };
    let (seven, nine) = (ride("07"), ride("09"));
    assert_eq!(alike(side(&seven), side(&seven)), Some(Apart::Unknown));
    assert_eq!(alike(side(&seven), side(&nine)), None);
    let mut service = seven.clone();
    service.details =
        serde_json::from_value(json!({ "category": "service", "theme": "goods" })).unwrap();
    assert_eq!(alike(side(&seven), side(&service)), None);
}
