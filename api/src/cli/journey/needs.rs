//! What the households of this story ask for.

use jiff::{ToSpan as _, civil::Date};
use punte_core::period::Period;
use serde_json::{Value, json};

use super::{
    client::{Client, Step, list, number, text},
    people::Draft,
};

/// The places of this story, found by name.
pub(super) struct Places {
    /// Where people cross the border.
    pub palanca: i64,
    /// Where they go.
    pub chisinau: i64,
}

impl Places {
    /// Looks them up in the gazetteer.
    pub async fn find(client: &Client) -> Step<Self> {
        Ok(Self {
            palanca: place(client, "Palanca", "MD").await?,
            chisinau: place(client, "Chișinău", "MD").await?,
        })
    }
}

/// The id of a settlement.
pub(super) async fn place(client: &Client, name: &str, country: &str) -> Step<i64> {
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair("q", name)
        .append_pair("country", country)
        .finish();
    let found = client
        .get(&format!("/places?{query}"))
        .send()
        .await?
        .expect(200)?;
    list(&found.body, "/items")
        .iter()
        .find(|place| text(place, "/kind") == "settlement")
        .map(|place| number(place, "/id"))
        .ok_or_else(|| format!("the gazetteer does not know {name}").into())
}

/// So many days from now.
pub(super) fn day(today: Date, days: i32) -> Step<Date> {
    today
        .checked_add(days.days())
        .map_err(|e| format!("no such day: {e}").into())
}

/// What is left of this week: in the next one a doctor has places again.
fn this_week(today: Date) -> Step<Value> {
    let week = Period::week_of(today).ok_or_else(|| format!("no week of {today}"))?;
    Ok(json!({ "from": today, "to": week.to() }))
}

fn must(feature: &str) -> Value {
    json!({ "feature": feature, "level": "must" })
}

fn prefer(feature: &str, weight: u8) -> Value {
    json!({ "feature": feature, "level": "prefer", "weight": weight })
}

/// A mother, a father, a child of six and a dog: they cross at Palanca and want to stay in Chișinău.
pub(super) fn first(places: &Places, today: Date) -> Step<Draft> {
    let needs = json!([
        {
            "place_id": places.chisinau, "radius_m": 300_000, "quantity": 3,
            "dates": { "from": day(today, 10)?, "to": day(today, 24)? },
            "criteria": [must("dogs"), must("private_room"), prefer("washing", 3), prefer("bedroom_lock", 4), prefer("smoke_detector", 2)],
            "details": { "category": "housing" }
        },
        {
            "place_id": places.palanca, "radius_m": 30_000, "quantity": 3, "urgency": "days",
            "dates": { "from": day(today, 1)?, "to": day(today, 7)? },
            "criteria": [must("child_seat"), prefer("large_luggage", 5)],
            "details": { "category": "transport", "to_place_id": places.chisinau }
        },
        {
            "place_id": places.chisinau, "radius_m": 30_000, "quantity": 1, "urgency": "weeks",
            "criteria": [must("no_licence_needed"), prefer("part_time", 4), prefer("childcare_included", 2)],
            "details": {
                "category": "job", "occupations": ["81"],
                "languages": [{ "language": "uk", "level": "proficient" }, { "language": "ru", "level": "independent" }, { "language": "ro", "level": "basic" }]
            }
        },
        {
            "place_id": places.palanca, "radius_m": 80_000, "nearness": "near", "quantity": 1, "dates": this_week(today)?,
            "criteria": [prefer("urgent_care", 5), prefer("sign_language", 1)],
            "details": { "category": "medical", "speciality": "paediatrics" }
        },
        {
            "place_id": places.chisinau, "radius_m": 50_000, "quantity": 3,
            "criteria": [must("free_of_charge"), prefer("no_documents_needed", 3), prefer("remote", 1)],
            "details": { "category": "service", "theme": "legal" }
        }
    ]);
    Ok(Draft {
        who: "A family of three with a dog",
        body: json!({
            "household": {
                "women": 1, "men": 1, "children": [6], "oldest_born": { "from": 1980, "to": 1989 },
                "languages": ["uk", "ru"], "pets": [{ "species": "dog", "size": "small", "count": 1 }]
            },
            "place_id": places.palanca, "locale": "uk", "needs": needs,
            // Both are known, one was chosen: the other must stay hidden for ever.
            "contact": {
                "channel": "phone", "name": "Olena", "phone": "+37322000021", "email": "olena@demo.invalid",
                "safe_note": "After six in the evening"
            }
        }),
    })
}

/// A mother and a daughter of fourteen. Their nights lie wholly inside the first household's.
pub(super) fn second(places: &Places, today: Date) -> Step<Draft> {
    Ok(Draft {
        who: "A mother with her daughter",
        body: json!({
            "household": { "women": 1, "children": [14], "languages": ["ru", "ro"] },
            "place_id": places.palanca, "locale": "ru", "needs": plain_needs(places, today)?,
            "contact": { "channel": "email", "name": "Iryna", "email": "iryna@demo.invalid", "phone": "+37322000022" }
        }),
    })
}

/// A couple with three cats, who want a room with a lock in the middle of Chișinău.
pub(super) fn unmet(places: &Places, today: Date) -> Step<Draft> {
    Ok(Draft {
        who: "A couple with three cats",
        body: json!({
            "household": {
                "women": 1, "men": 1, "languages": ["uk", "ru"], "pets": [{ "species": "cat", "size": "small", "count": 3 }]
            },
            "place_id": places.palanca, "locale": "uk", "contact": { "channel": "in_product", "name": "Larysa" },
            "needs": [{
                "place_id": places.chisinau, "radius_m": 5_000, "quantity": 2,
                "dates": { "from": day(today, 20)?, "to": day(today, 27)? }, "criteria": [must("bedroom_lock")],
                "details": { "category": "housing" }
            }]
        }),
    })
}

/// Two women who need a bed from a day on, for longer than the two weeks of which everybody sees how much is free.
pub(super) fn sleepers(places: &Places, from: Date) -> Step<Draft> {
    Ok(Draft {
        who: "A woman with her sister",
        body: json!({
            "household": { "women": 2, "languages": ["ru", "ro"] },
            "place_id": places.palanca, "locale": "ru", "contact": { "channel": "in_product", "name": "Zoia" },
            "needs": [{
                "place_id": places.chisinau, "radius_m": 50_000, "quantity": 2,
                "dates": { "from": from, "to": day(from, 16)? }, "details": { "category": "housing" }
            }]
        }),
    })
}

/// A teenager without a parent.
pub(super) fn minor(places: &Places, today: Date) -> Step<Draft> {
    Ok(Draft {
        who: "A girl of sixteen, alone,",
        body: json!({
            "household": { "children": [16], "languages": ["uk"] },
            "place_id": places.palanca, "locale": "uk", "needs": plain_needs(places, today)?,
            "contact": { "channel": "in_product", "name": "Daria" }
        }),
    })
}

/// All five kinds, without wishes, for two.
fn plain_needs(places: &Places, today: Date) -> Step<Value> {
    Ok(json!([
        {
            "place_id": places.chisinau, "radius_m": 50_000, "quantity": 2,
            "dates": { "from": day(today, 13)?, "to": day(today, 18)? }, "details": { "category": "housing" }
        },
        {
            "place_id": places.palanca, "quantity": 2, "dates": { "from": day(today, 6)?, "to": day(today, 7)? },
            "details": { "category": "transport", "to_place_id": places.chisinau }
        },
        { "place_id": places.chisinau, "quantity": 1, "details": { "category": "job" } },
        {
            "place_id": places.palanca, "quantity": 1, "dates": this_week(today)?,
            "details": { "category": "medical", "speciality": "paediatrics" }
        },
        { "place_id": places.chisinau, "quantity": 2, "details": { "category": "service", "theme": "legal" } }
    ]))
}
