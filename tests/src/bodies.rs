//! Bodies that are right as they are; tests change what they are about.

use serde_json::{Value, json};

/// Places of the gazetteer (GeoNames ids) that the tests use.
pub mod places {
    /// Orhei, Moldova: 24,918 people.
    pub const ORHEI: i64 = 617_638;
    /// Bălți, Moldova.
    pub const BALTI: i64 = 618_605;
    /// Siret, Romania, at the border.
    pub const SIRET: i64 = 666_830;
    /// Suceava, Romania.
    pub const SUCEAVA: i64 = 665_850;
    /// Chernivtsi, Ukraine.
    pub const CHERNIVTSI: i64 = 710_719;
    /// Lviv, Ukraine.
    pub const LVIV: i64 = 702_550;
    /// Przemyśl, Poland, where clocks show an hour less than in Ukraine.
    pub const PRZEMYSL: i64 = 761_168;
}

use places::{CHERNIVTSI, ORHEI, SUCEAVA};

/// Sets the value at a pointer, making what is on the way; `null` sets null.
#[must_use]
pub fn with(mut body: Value, pointer: &str, value: impl Into<Value>) -> Value {
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    let target = body
        .pointer_mut(parent)
        .unwrap_or_else(|| panic!("no {parent}"));
    if let (Some(list), Ok(index)) = (target.as_array_mut(), name.parse::<usize>()) {
        list[index] = value.into();
    } else {
        target[name] = value.into();
    }
    body
}

/// A yes to every required point of the checklist for a service of an organisation, typed by hand.
pub fn yes_to_service() -> Value {
    json!({
        "provider_in_register": "yes", "service_exists": "yes", "opening_hours_confirmed": "yes",
        "who_may_come_is_clear": "yes", "safe_around_children": "yes", "text_is_clear": "yes",
    })
}

/// Removes the field at a pointer.
#[must_use]
pub fn without(mut body: Value, pointer: &str) -> Value {
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    body.pointer_mut(parent)
        .and_then(Value::as_object_mut)
        .unwrap_or_else(|| panic!("no {parent}"))
        .remove(name);
    body
}

/// What a provider of a person of the cast says about itself.
pub fn profile(person: usize, kind: &str) -> Value {
    json!({
        "kind": kind,
        "name": format!("Gazda numărul {person}"),
        "registration_number": "1002600012345",
        "contact_person": "Maria Ciobanu",
        "email": format!("contact{person}@example.org"),
        "phone": "+37369123456",
        "languages": ["ro", "uk"],
    })
}

/// A private home in Orhei with seven beds from March to August.
pub fn housing_offer(provider: &str) -> Value {
    json!({
        "provider_id": provider,
        "content": {
            "title": "Casa cu grădină pentru o familie",
            "description": "O casă întreagă, liniștită, aproape de piață.",
            "language": "ro",
            "place_id": ORHEI,
            "capacity": 7,
            "availability": [{ "from": "2027-03-01", "to": "2027-08-01" }],
            "languages": ["ro", "uk"],
            "free_of_charge": "yes",
            "private_home": true,
            "details": {
                "category": "housing",
                "kind": "house",
                "privacy": "entire_place",
                "children_welcome": "yes",
                "step_free": "all",
                "heating": "yes",
                "kitchen": "yes",
                "pets": { "dogs": "yes", "cats": "unknown", "other": "no", "max_count": 2 },
            },
        },
        "private": {
            "address": "strada Vasile Lupu 17",
            "point": { "lat": 47.383_21, "lon": 28.821_47 },
        },
    })
}

/// A shelter of an institution: one moderator is enough.
pub fn shelter_offer(provider: &str) -> Value {
    let body = with(housing_offer(provider), "/content/private_home", false);
    with(body, "/content/title", "Centru de plasament lângă gară")
}

/// A ride from Chernivtsi to Suceava with seven seats, on 5 March.
pub fn ride(provider: &str) -> Value {
    json!({
        "provider_id": provider,
        "content": {
            "title": "Мікроавтобус до Сучави",
            "description": "Їдемо через Порубне, допоможемо на кордоні.",
            "language": "uk",
            "place_id": CHERNIVTSI,
            "capacity": 7,
            "languages": ["uk"],
            "free_of_charge": "yes",
            "details": {
                "category": "transport",
                "stops": [{ "place_id": CHERNIVTSI }, { "place_id": SUCEAVA }],
                "departs_from": "2027-03-05T07:00:00Z",
                "departs_until": "2027-03-05T09:00:00Z",
                "detour_m": 5000,
                "child_seats": 2,
                "border_crossing": "yes",
                "large_luggage": "yes",
            },
        },
        "private": { "driver": "Ion Rusu", "plate": "ORH 417" },
    })
}

/// Work in a bakery in Orhei, two openings.
pub fn job(provider: &str) -> Value {
    json!({
        "provider_id": provider,
        "content": {
            "title": "Brutar la cuptor",
            "description": "Muncă de dimineață, învățăm pe loc.",
            "language": "ro",
            "place_id": ORHEI,
            "capacity": 2,
            "languages": ["ro", "ru"],
            "details": {
                "category": "job",
                "occupation": "7512",
                "contract": "permanent",
                "hours_per_week": 40,
                "pay_minor": 950_000,
                "currency": "MDL",
                "pay_period": "month",
                "licence_needed": "no",
                "housing_included": "no",
            },
        },
        "private": { "address": "strada Unirii 3" },
    })
}

/// A children's doctor in Orhei, five places a week.
pub fn medical(provider: &str) -> Value {
    json!({
        "provider_id": provider,
        "content": {
            "title": "Medic pediatru",
            "description": "Consultații gratuite pentru copii.",
            "language": "ro",
            "place_id": ORHEI,
            "capacity": 5,
            "languages": ["ro", "uk"],
            "free_of_charge": "yes",
            "details": {
                "category": "medical",
                "speciality": "paediatrics",
                "mode": "facility",
                "clinician": "woman",
                "urgent": "yes",
                "step_free": "yes",
            },
        },
        "private": { "address": "strada Spitalului 2", "licence_number": "MD-PED-00417" },
    })
}

/// Legal advice in Orhei, seven people at a time.
pub fn service(provider: &str) -> Value {
    json!({
        "provider_id": provider,
        "content": {
            "title": "Consultanță juridică",
            "description": "Ajutăm cu actele și protecția temporară.",
            "language": "ro",
            "place_id": ORHEI,
            "capacity": 7,
            "languages": ["ro", "uk"],
            "free_of_charge": "yes",
            "show_address": true,
            "details": {
                "category": "service",
                "theme": "legal",
                "no_documents_needed": "yes",
                "step_free": "yes",
            },
        },
        "private": {
            "address": "bulevardul Mihai Eminescu 5",
            "point": { "lat": 47.384_9, "lon": 28.824_1 },
        },
    })
}

/// A request of one woman who speaks Ukrainian and wants messages in the product.
pub fn request(needs: &[Value]) -> Value {
    json!({
        "household": { "women": 1, "languages": ["uk"] },
        "place_id": CHERNIVTSI,
        "locale": "uk",
        "contact": { "channel": "in_product" },
        "needs": needs,
    })
}

/// A need of the same woman that is not filed.
pub fn search(need: &Value) -> Value {
    json!({ "household": { "women": 1, "languages": ["uk"] }, "need": need })
}

/// So many beds in Orhei on these nights.
pub fn housing_need(quantity: u32, from: &str, to: &str) -> Value {
    json!({
        "place_id": ORHEI,
        "dates": { "from": from, "to": to },
        "quantity": quantity,
        "details": { "category": "housing" },
    })
}

/// So many seats from Chernivtsi to Suceava on 5 March.
pub fn ride_need(quantity: u32) -> Value {
    json!({
        "place_id": CHERNIVTSI,
        "dates": { "from": "2027-03-05", "to": "2027-03-06" },
        "quantity": quantity,
        "details": { "category": "transport", "to_place_id": SUCEAVA },
    })
}

/// Work near Orhei.
pub fn job_need() -> Value {
    json!({
        "place_id": ORHEI,
        "quantity": 1,
        "details": { "category": "job", "occupations": ["75"] },
    })
}

/// A children's doctor near Orhei.
pub fn medical_need() -> Value {
    json!({
        "place_id": ORHEI,
        "quantity": 1,
        "details": { "category": "medical", "speciality": "paediatrics" },
    })
}

/// Legal advice near Orhei, for so many.
pub fn service_need(quantity: u32) -> Value {
    json!({
        "place_id": ORHEI,
        "quantity": quantity,
        "details": { "category": "service", "theme": "legal" },
    })
}

/// A list of one row, with something in every field.
pub fn clinics(provider: &str) -> Value {
    json!({
        "provider_id": provider,
        "mapping": {
            "source": "clinics", "key": "{nr}",
            "register": { "name": "Register of clinics", "date": "{seen}", "date_format": "%Y-%m-%d" },
            "place": {
                "names": ["{town}"], "ignore": ["comuna"], "admin1": "{raion}", "country": "MD", "lat": "{lat}", "lon": "{lon}"
            },
            "content": {
                "title": "{name}", "description": "Somebody listens.", "language": "en", "capacity": 1,
                "details": { "category": "service", "theme": "psychosocial" }
            },
            "private": { "address": "{street}" }
        },
        "rows": [{
            "nr": 1, "seen": "2026-01-31", "town": "Orhei", "raion": "Orhei", "lat": 47.38, "lon": 28.82, "name": "Listening post",
            "street": "Strada Exemplu 1"
        }],
        "dry_run": false
    })
}
