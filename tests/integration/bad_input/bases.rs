//! Right bodies, to be spoilt field by field.

use punte_tests::{
    Provider, housing_need, housing_offer, job, job_need, medical, medical_need, request, ride,
    ride_need, search, service, service_need, with,
};
use serde_json::{Value, json};

/// Right bodies of an operation that takes more than one kind, each with something in every field that others stand in.
pub fn bases(operation: &str, provider: &Provider) -> Vec<(&'static str, Value)> {
    let stay = json!([{ "from": "2027-03-01", "to": "2027-08-01" }]);
    let spoken = json!([{ "language": "uk", "level": "basic" }]);
    let in_ukrainian = json!({ "uk": { "title": "Дім із садом", "description": "Тихий дім." } });
    let point = json!({ "lat": 48.29, "lon": 25.93 });
    let id = &provider.id;
    let ride = with(ride(id), "/content/details/pets", json!({}));
    match operation {
        "createOffer" => vec![
            (
                "housing",
                with(housing_offer(id), "/content/translations", in_ukrainian),
            ),
            ("ride", with(ride, "/content/details/stops/0/point", point)),
            (
                "job",
                with(job(id), "/content/details/languages_needed", spoken),
            ),
            ("medical", medical(id)),
            ("service", with(service(id), "/content/availability", stay)),
        ],
        "createRequest" => needs()
            .into_iter()
            .map(|(base, household, need)| (base, with(request(&[need]), "/household", household)))
            .collect(),
        "searchMatches" => needs()
            .into_iter()
            .map(|(base, household, need)| (base, with(search(&need), "/household", household)))
            .collect(),
        _ => Vec::new(),
    }
}

/// A need of each category and its household. That of the first has something in every field.
fn needs() -> Vec<(&'static str, Value, Value)> {
    let spoken = json!([{ "language": "uk", "level": "basic" }]);
    let wishes = json!([{ "feature": "kitchen", "level": "prefer", "weight": 1 }]);
    let stay = housing_need(5, "2027-03-10", "2027-03-12");
    let full = json!({
        "women": 3, "children": [4, 7], "languages": ["uk"], "oldest_born": { "from": 1950, "to": 1960 },
        "pets": [{ "species": "dog", "count": 1 }], "functional": {},
    });
    let one = json!({ "women": 1, "languages": ["uk"] });
    vec![
        ("housing", full, with(stay, "/criteria", wishes)),
        ("ride", one.clone(), ride_need(1)),
        (
            "job",
            one.clone(),
            with(job_need(), "/details/languages", spoken),
        ),
        ("medical", one.clone(), medical_need()),
        ("service", one, service_need(1)),
    ]
}

/// A search with something in every field of the household and of a need for housing.
pub fn full_search() -> Value {
    let (_, household, need) = needs().swap_remove(0);
    with(search(&need), "/household", household)
}
