//! Five offers as providers of this region might write them, in four languages; the people are made up.

use jiff::civil::Date;
use serde_json::{Value, json};

use super::{
    client::Step,
    needs::{Places, day},
};

/// A provider and its offer, before they meet the server.
pub(super) struct Fixture {
    /// Category of the offer.
    pub category: &'static str,
    /// What its capacity is counted in: one, and several.
    pub units: (&'static str, &'static str),
    /// Who offers, for the story's lines.
    pub by: &'static str,
    /// The provider, as it is registered.
    pub provider: Value,
    /// What a moderator sees of it, enough for the level that this offer needs.
    pub evidence: &'static [&'static str],
    /// How many different moderators must approve.
    pub approvals: u8,
    /// What moderators decide on.
    pub content: Value,
    /// What nobody sees before both sides agreed.
    pub private: Value,
}

/// One of each kind. `tag` marks this journey's in titles and addresses.
pub(super) fn all(places: &Places, today: Date, tag: &str) -> Step<[Fixture; 5]> {
    Ok([
        housing(places, today, tag)?,
        transport(places, today, tag)?,
        job(places, today, tag)?,
        medical(places, today, tag)?,
        service(places, today, tag)?,
    ])
}

/// Days on which an offer can be had.
fn open(today: Date, from: i32, to: i32) -> Step<Value> {
    Ok(json!([{ "from": day(today, from)?, "to": day(today, to)? }]))
}

fn housing(places: &Places, today: Date, tag: &str) -> Step<Fixture> {
    Ok(Fixture {
        category: "housing",
        units: ("bed", "beds"),
        by: "a volunteer who gives two rooms of her home",
        provider: json!({
            "kind": "volunteer", "name": "Aglaia Exemplu", "contact_person": "Aglaia Exemplu",
            "email": format!("journey-housing-{tag}@demo.invalid"), "phone": "+37322000011",
            "contact_hours": "după ora 17", "languages": ["ro", "ru"]
        }),
        // Private housing needs the criminal record; with children in the party, a visit.
        evidence: &["identity_document", "criminal_record", "visit"],
        approvals: 2,
        content: json!({
            "title": format!("Două camere cu grădină, primim și câini ({tag})"),
            "description": "Casa are o intrare separată spre grădină, două camere cu câte două paturi și o baie numai a voastră. Seara se aude doar trenul de departe. Câinele poate alerga în curte, gardul este întreg.",
            "language": "ro",
            "translations": { "en": {
                "title": format!("Two rooms with a garden, dogs welcome ({tag})"),
                "description": "The house has its own door to the garden, two rooms with two beds each, and a bathroom of your own. In the evening you only hear the train far away. The dog can run in the yard, the fence is whole."
            } },
            "place_id": places.chisinau, "capacity": 4, "availability": open(today, 1, 90)?,
            "languages": ["ro", "ru"], "free_of_charge": "yes", "private_home": true,
            "details": {
                "category": "housing", "kind": "house", "privacy": "private_room", "max_guests": 4, "bedrooms": 2,
                "bathroom": "own", "children_welcome": "yes", "step_free": "some", "floor": 0,
                "pets": { "dogs": "yes", "cats": "no", "max_count": 2 }, "animals_live_there": "no",
                "resident_women": 1, "resident_men": 0, "resident_children": 0, "smoking": "no", "kitchen": "yes",
                "heating": "yes", "internet": "yes", "washing": "yes", "bedroom_lock": "yes", "min_nights": 3, "max_nights": 60
            }
        }),
        private: json!({ "address": "Strada Exemplu 27, Chișinău", "point": { "lat": 47.031_42, "lon": 28.824_19 } }),
    })
}

fn transport(places: &Places, today: Date, tag: &str) -> Step<Fixture> {
    let leaves = day(today, 6)?;
    Ok(Fixture {
        category: "transport",
        units: ("seat", "seats"),
        by: "a volunteer with a car",
        provider: json!({
            "kind": "volunteer", "name": "Тарас Приклад", "contact_person": "Тарас Приклад",
            "email": format!("journey-transport-{tag}@demo.invalid"), "phone": "+37322000012", "languages": ["uk", "ro"]
        }),
        evidence: &["identity_document", "criminal_record"],
        approvals: 2,
        content: json!({
            "title": format!("Чотири місця від кордону в Паланці до Кишинева ({tag})"),
            "description": "Зустріну одразу за пунктом пропуску, допоможу з валізами. У машині є дитяче крісло, вода і пледи. Собака може їхати біля ваших ніг.",
            "language": "uk",
            "translations": { "en": {
                "title": format!("Four seats from the border at Palanca to Chișinău ({tag})"),
                "description": "I meet you right behind the crossing and help with the suitcases. There is a child seat, water and blankets. A dog can travel at your feet."
            } },
            "place_id": places.palanca, "capacity": 4, "languages": ["uk", "ro"], "free_of_charge": "yes",
            "details": {
                "category": "transport", "stops": [{ "place_id": places.palanca }, { "place_id": places.chisinau }],
                "departs_from": format!("{leaves}T07:00:00Z"), "departs_until": format!("{leaves}T09:00:00Z"), "detour_m": 5_000,
                "child_seats": 1, "large_luggage": "unknown", "pets": { "dogs": "yes", "cats": "yes", "max_count": 2 },
                "wheelchair": "folding_only", "border_crossing": "no", "return_trip": "no"
            }
        }),
        private: json!({ "driver": "Тарас Приклад", "plate": "DEMO 012" }),
    })
}

fn job(places: &Places, today: Date, tag: &str) -> Step<Fixture> {
    Ok(Fixture {
        category: "job",
        units: ("opening", "openings"),
        by: "a company",
        provider: json!({
            "kind": "company", "name": format!("Трикотаж «Пример» {tag}"), "registration_number": "DEMO-0013",
            "legal_representative": "Вера Пример", "contact_person": "Вера Пример",
            "email": format!("journey-job-{tag}@demo.invalid"), "phone": "+37322000013",
            "contact_hours": "будни, 9–17", "languages": ["ru", "ro"]
        }),
        evidence: &["identity_document", "public_register"],
        approvals: 1,
        content: json!({
            "title": format!("Вязальщица или вязальщик на трикотажную фабрику ({tag})"),
            "description": "Небольшой цех, двенадцать человек, тёплый и светлый. Машине научим за две недели, обучение оплачивается. Смена с девяти до трёх, чтобы успеть забрать детей.",
            "language": "ru",
            "translations": { "en": {
                "title": format!("Knitting machine operator, short day ({tag})"),
                "description": "A small workshop, twelve people, warm and bright. We teach the machine in two paid weeks. The shift is from nine to three, so that you can fetch your children."
            } },
            "place_id": places.chisinau, "capacity": 1, "languages": ["ru", "ro"],
            "details": {
                "category": "job", "occupation": "8152", "contract": "fixed_term", "hours_per_week": 30,
                "pay_minor": 950_000, "currency": "MDL", "pay_period": "month", "starts_on": day(today, 21)?,
                "languages_needed": [{ "language": "ru", "level": "basic" }],
                "licence_needed": "no", "remote": "no", "housing_included": "no", "accessible_workplace": "yes"
            }
        }),
        private: json!({ "address": "Strada Modelului 8, Chișinău", "point": { "lat": 46.994_71, "lon": 28.876_53 } }),
    })
}

fn medical(places: &Places, today: Date, tag: &str) -> Step<Fixture> {
    Ok(Fixture {
        category: "medical",
        units: ("place a week", "places a week"),
        by: "an organisation with a travelling clinic",
        provider: json!({
            "kind": "ngo", "name": format!("Example Clinic on Wheels {tag}"), "registration_number": "DEMO-0014",
            "contact_person": "Irina Exemplu", "email": format!("journey-medical-{tag}@demo.invalid"),
            "phone": "+37322000014", "languages": ["en", "ro", "ru", "uk"]
        }),
        evidence: &["public_register", "contract"],
        approvals: 1,
        content: json!({
            "title": format!("Children's doctor in a bus behind the Palanca crossing ({tag})"),
            "description": "A heated bus with two rooms, next to the tents. The doctor looks at coughs, fevers and rashes, and writes prescriptions. Parents stay with their child the whole time.",
            "language": "en",
            "translations": { "uk": {
                "title": format!("Дитяча лікарка в автобусі за кордоном у Паланці ({tag})"),
                "description": "Теплий автобус із двома кімнатами поруч із наметами. Лікарка оглядає при кашлі, гарячці та висипах і виписує рецепти. Батьки весь час поруч із дитиною."
            } },
            "place_id": places.palanca, "capacity": 1, "availability": open(today, 0, 60)?,
            "languages": ["uk", "ru", "ro", "en"], "free_of_charge": "yes",
            "details": {
                "category": "medical", "speciality": "paediatrics", "mode": "facility", "insured_only": "no", "clinician": "woman",
                "opening_hours": "Mon-Sat 8:00-20:00", "urgent": "yes", "step_free": "no"
            }
        }),
        private: json!({
            "address": "Behind the crossing, second row, blue bus", "point": { "lat": 46.411_27, "lon": 30.091_84 },
            "licence_number": "DEMO-LIC-14"
        }),
    })
}

fn service(places: &Places, today: Date, tag: &str) -> Step<Fixture> {
    Ok(Fixture {
        category: "service",
        units: ("place", "places"),
        by: "a town hall that shows its door",
        provider: json!({
            "kind": "authority", "name": format!("Primăria Exemplu, ghișeul străinilor {tag}"), "registration_number": "DEMO-0015",
            "contact_person": "Doina Exemplu", "email": format!("journey-service-{tag}@demo.invalid"),
            "phone": "+37322000015", "contact_hours": "luni–vineri, 8–16", "languages": ["ro", "ru"]
        }),
        evidence: &["public_register", "contract"],
        approvals: 1,
        content: json!({
            "title": format!("Consultații despre protecția temporară, cu toată familia ({tag})"),
            "description": "O juristă explică pe rând actele, termenele și drepturile fiecăruia și completează cererea împreună cu voi. Este loc de joacă pentru copii.",
            "language": "ro",
            "translations": { "en": {
                "title": format!("Advice on temporary protection, for the whole family ({tag})"),
                "description": "A lawyer explains papers, dates and rights one by one, and fills in the form together with you. There is a corner where children can play."
            } },
            "place_id": places.chisinau, "capacity": 4, "availability": open(today, 0, 120)?,
            "languages": ["ro", "ru"], "free_of_charge": "yes", "show_address": true,
            "details": {
                "category": "service", "theme": "legal", "opening_hours": "luni–vineri, 8:00–16:00",
                "no_documents_needed": "yes", "step_free": "yes", "children_welcome": "yes", "remote": "no"
            }
        }),
        private: json!({ "address": "Piața Modelului 1, Chișinău", "point": { "lat": 47.024_58, "lon": 28.832_36 } }),
    })
}

/// A home like the first one: it is edited while it is public.
pub(super) fn edited(places: &Places, today: Date, tag: &str) -> Step<Fixture> {
    housing(places, today, &format!("{tag}-edited"))
}

/// Advice whose provider is blocked.
pub(super) fn blocked(places: &Places, today: Date, tag: &str) -> Step<Fixture> {
    let mut fixture = service(places, today, &format!("{tag}-blocked"))?;
    if let Some(capacity) = fixture.content.pointer_mut("/capacity") {
        // Room for one who is promised it, and for one who still looks.
        *capacity = json!(12);
    }
    Ok(fixture)
}

/// Advice that nobody says still stands.
pub(super) fn forgotten(places: &Places, today: Date, tag: &str) -> Step<Fixture> {
    service(places, today, &format!("{tag}-forgotten"))
}

/// A home with room for two, in whose nights the next days lie.
pub(super) fn slept(places: &Places, today: Date, tag: &str) -> Step<Fixture> {
    let mut fixture = housing(places, today, &format!("{tag}-slept"))?;
    for field in ["/capacity", "/details/max_guests"] {
        if let Some(beds) = fixture.content.pointer_mut(field) {
            *beds = json!(2);
        }
    }
    Ok(fixture)
}
