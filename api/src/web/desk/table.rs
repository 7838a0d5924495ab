//! The fields of an offer: where they stand in the content, what they are called, how they are said.

use punte_core::offer::Category;

/// How a field is said.
#[derive(Clone, Copy)]
pub enum Kind {
    /// Yes, no, not known.
    Tri,
    /// Yes or no.
    Flag,
    /// A value with a word: `<stem>-<value>`.
    Word(&'static str),
    /// A number, or nothing said.
    Number,
    /// Words in the offer's language.
    Text,
    /// A text that is no words: a page, a phone, a code.
    Code,
    /// A day.
    Day,
    /// A day with its time.
    Moment,
    /// Days from and to.
    Periods,
    /// Languages that are spoken.
    Languages,
    /// Languages that are needed, and how well.
    LanguageNeeds,
    /// A place.
    Place,
    /// Places in their order.
    Stops,
    /// Pay, with its currency and what it is for.
    Pay,
    /// The language of a text.
    Locale,
}

/// A pointer into the content, the key of its label, how it is said, and whether people see it on the offer. How many there are
/// they see as a band only.
pub type Row = (&'static str, &'static str, Kind, bool);

/// Of every offer, before those of its category.
#[rustfmt::skip]
pub const COMMON: &[Row] = &[
    ("/title", "desk-field-title", Kind::Text, true),
    ("/description", "desk-field-description", Kind::Text, true),
    ("/language", "desk-field-language", Kind::Locale, true),
    ("/place_id", "desk-field-place", Kind::Place, true),
    ("/capacity", "desk-field-capacity", Kind::Number, false),
    ("/availability", "desk-field-availability", Kind::Periods, true),
    ("/languages", "desk-field-languages", Kind::Languages, true),
    ("/free_of_charge", "word-feature-free-of-charge", Kind::Tri, true),
    ("/price_note", "desk-field-price-note", Kind::Text, true),
    ("/for_minors", "desk-field-for-minors", Kind::Flag, false),
    ("/confidential", "desk-field-confidential", Kind::Flag, false),
    ("/private_home", "desk-field-private-home", Kind::Flag, false),
    ("/show_address", "desk-field-show-address", Kind::Flag, false),
];

#[rustfmt::skip]
const HOUSING: &[Row] = &[
    ("/details/kind", "desk-field-kind", Kind::Word("word-housing-kind"), true),
    ("/details/privacy", "desk-field-privacy", Kind::Word("word-privacy"), true),
    ("/details/max_guests", "desk-field-max-guests", Kind::Number, true),
    ("/details/bedrooms", "desk-field-bedrooms", Kind::Number, true),
    ("/details/bathroom", "desk-field-bathroom", Kind::Word("word-bathroom"), true),
    ("/details/step_free", "desk-field-step-free", Kind::Word("word-step-free"), true),
    ("/details/floor", "desk-field-floor", Kind::Number, true),
    ("/details/min_nights", "desk-field-min-nights", Kind::Number, true),
    ("/details/max_nights", "desk-field-max-nights", Kind::Number, true),
    ("/details/public_transport_m", "desk-field-public-transport", Kind::Number, true),
    ("/details/children_welcome", "word-feature-children-welcome", Kind::Tri, true),
    ("/details/min_child_age", "desk-field-min-child-age", Kind::Number, true),
    ("/details/women_only", "word-feature-women-only", Kind::Tri, true),
    ("/details/lift", "word-feature-lift", Kind::Tri, true),
    ("/details/pets/dogs", "word-feature-dogs", Kind::Tri, true),
    ("/details/pets/cats", "word-feature-cats", Kind::Tri, true),
    ("/details/pets/other", "word-feature-other-pets", Kind::Tri, true),
    ("/details/pets/max_count", "desk-field-pets-max", Kind::Number, true),
    ("/details/smoking", "desk-field-smoking", Kind::Tri, true),
    ("/details/kitchen", "word-feature-kitchen", Kind::Tri, true),
    ("/details/heating", "word-feature-heating", Kind::Tri, true),
    ("/details/internet", "word-feature-internet", Kind::Tri, true),
    ("/details/washing", "word-feature-washing", Kind::Tri, true),
    ("/details/bedroom_lock", "word-feature-bedroom-lock", Kind::Tri, true),
    ("/details/smoke_detector", "word-feature-smoke-detector", Kind::Tri, true),
    ("/details/parking", "word-feature-parking", Kind::Tri, true),
    ("/details/cot", "word-feature-cot", Kind::Tri, true),
    ("/details/animals_live_there", "desk-field-animals-live-there", Kind::Tri, false),
    ("/details/resident_women", "desk-field-resident-women", Kind::Number, false),
    ("/details/resident_men", "desk-field-resident-men", Kind::Number, false),
    ("/details/resident_children", "desk-field-resident-children", Kind::Number, false),
];

#[rustfmt::skip]
const TRANSPORT: &[Row] = &[
    ("/details/stops", "desk-field-stops", Kind::Stops, true),
    ("/details/departs_from", "desk-field-departs-from", Kind::Moment, true),
    ("/details/departs_until", "desk-field-departs-until", Kind::Moment, true),
    ("/details/detour_m", "desk-field-detour", Kind::Number, true),
    ("/details/child_seats", "desk-field-child-seats", Kind::Number, true),
    ("/details/wheelchair", "desk-field-wheelchair", Kind::Word("word-wheelchair"), true),
    ("/details/large_luggage", "word-feature-large-luggage", Kind::Tri, true),
    ("/details/pets/dogs", "word-feature-dogs", Kind::Tri, true),
    ("/details/pets/cats", "word-feature-cats", Kind::Tri, true),
    ("/details/pets/other", "word-feature-other-pets", Kind::Tri, true),
    ("/details/pets/max_count", "desk-field-pets-max", Kind::Number, true),
    ("/details/border_crossing", "word-feature-border-crossing", Kind::Tri, true),
    ("/details/return_trip", "desk-field-return-trip", Kind::Tri, true),
];

#[rustfmt::skip]
const JOB: &[Row] = &[
    ("/details/occupation", "desk-field-occupation", Kind::Code, true),
    ("/details/contract", "desk-field-contract", Kind::Word("word-contract"), true),
    ("/details/hours_per_week", "desk-field-hours", Kind::Number, true),
    ("/details/pay_minor", "desk-field-pay", Kind::Pay, true),
    ("/details/starts_on", "desk-field-starts-on", Kind::Day, true),
    ("/details/languages_needed", "desk-field-languages-needed", Kind::LanguageNeeds, true),
    ("/details/licence_needed", "desk-field-licence-needed", Kind::Tri, true),
    ("/details/remote", "word-feature-remote", Kind::Tri, true),
    ("/details/housing_included", "word-feature-housing-included", Kind::Tri, true),
    ("/details/childcare_included", "word-feature-childcare-included", Kind::Tri, true),
    ("/details/accessible_workplace", "word-feature-accessible-workplace", Kind::Tri, true),
];

#[rustfmt::skip]
const MEDICAL: &[Row] = &[
    ("/details/speciality", "desk-field-speciality", Kind::Word("word-speciality"), true),
    ("/details/mode", "desk-field-mode", Kind::Word("word-medical-mode"), true),
    ("/details/clinician", "desk-field-clinician", Kind::Word("word-clinician"), true),
    ("/details/opening_hours", "desk-field-opening-hours", Kind::Text, true),
    ("/details/remote", "word-feature-remote", Kind::Tri, true),
    ("/details/insured_only", "desk-field-insured-only", Kind::Tri, true),
    ("/details/urgent", "word-feature-urgent-care", Kind::Tri, true),
    ("/details/step_free", "word-feature-step-free", Kind::Tri, true),
    ("/details/sign_language", "word-feature-sign-language", Kind::Tri, true),
];

#[rustfmt::skip]
const SERVICE: &[Row] = &[
    ("/details/theme", "desk-field-theme", Kind::Word("word-theme"), true),
    ("/details/opening_hours", "desk-field-opening-hours", Kind::Text, true),
    ("/details/who_is_eligible", "desk-field-who-is-eligible", Kind::Text, true),
    ("/details/documents_needed", "desk-field-documents-needed", Kind::Text, true),
    ("/details/public_phone", "desk-field-public-phone", Kind::Code, true),
    ("/details/web_page", "desk-field-web-page", Kind::Code, true),
    ("/details/no_documents_needed", "word-feature-no-documents-needed", Kind::Tri, true),
    ("/details/step_free", "word-feature-step-free", Kind::Tri, true),
    ("/details/remote", "word-feature-remote", Kind::Tri, true),
    ("/details/sign_language", "word-feature-sign-language", Kind::Tri, true),
    ("/details/children_welcome", "word-feature-children-welcome", Kind::Tri, true),
];

/// The rows of a category.
pub const fn rows_of(category: Category) -> &'static [Row] {
    match category {
        Category::Housing => HOUSING,
        Category::Transport => TRANSPORT,
        Category::Job => JOB,
        Category::Medical => MEDICAL,
        Category::Service => SERVICE,
    }
}

#[cfg(test)]
mod tests {
    use punte_core::offer::OfferDraft;
    use serde_json::{Value, json};

    use super::*;

    /// The pointers of everything that a value holds; lists are one thing.
    fn leaves(value: &Value, at: &str, found: &mut Vec<String>) {
        match value {
            Value::Object(fields) => {
                for (name, value) in fields {
                    leaves(value, &format!("{at}/{name}"), found);
                }
            }
            _ => found.push(at.to_owned()),
        }
    }

    #[test]
    fn no_field_of_an_offer_can_change_unseen() {
        let ride = json!({ "stops": [], "departs_from": "2027-03-05T07:00:00Z", "departs_until": "2027-03-05T09:00:00Z" });
        let job = json!({
            "occupation": "7512", "contract": "permanent", "hours_per_week": 40, "pay_minor": 1, "currency": "MDL", "pay_period": "month"
        });
        for (category, details) in [
            (
                Category::Housing,
                json!({ "kind": "room", "privacy": "private_room" }),
            ),
            (Category::Transport, ride),
            (Category::Job, job),
            (
                Category::Medical,
                json!({ "speciality": "dentistry", "mode": "facility" }),
            ),
            (Category::Service, json!({ "theme": "legal" })),
        ] {
            let mut details = details;
            details["category"] = json!(category.as_str());
            let draft = json!({
                "title": "a", "description": "b", "language": "uk", "place_id": 1, "capacity": 1, "details": details
            });
            let draft: OfferDraft = serde_json::from_value(draft).unwrap();
            let mut found = Vec::new();
            leaves(&serde_json::to_value(draft).unwrap(), "", &mut found);
            assert!(found.len() > 15, "{found:?}");
            for pointer in found {
                // The category never changes; translations are rows of their own; currency and period are said with the pay.
                let said = [
                    "/details/category",
                    "/details/currency",
                    "/details/pay_period",
                ]
                .contains(&pointer.as_str())
                    || pointer.starts_with("/translations")
                    || COMMON
                        .iter()
                        .chain(rows_of(category))
                        .any(|row| row.0 == pointer);
                assert!(said, "{category:?}: {pointer} is in no row");
            }
        }
    }
}
