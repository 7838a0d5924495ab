//! An offer as lists show it.

use punte_core::{
    clock::local_day,
    constraint::{Feature, Tri},
    locale::Locale,
    offer::{Category, OfferDetails},
    provider::EvidenceKind,
};

use super::details::money;
use crate::{
    app::{
        places::PlaceView,
        public_offers::{PointPrecision, PublicOfferView},
        translations::TranslatedBy,
    },
    web::frame::Frame,
};

/// At most so many facts in a list.
const MOST_FACTS: usize = 6;

/// At most so many checks in a list.
const MOST_CHECKS: usize = 3;

/// What people ask first, by category.
const fn first_asked(category: Category) -> &'static [Feature] {
    use Feature as F;
    match category {
        Category::Housing => &[
            F::Dogs,
            F::Cats,
            F::StepFree,
            F::ChildrenWelcome,
            F::OwnBathroom,
            F::BedroomLock,
            F::Cot,
            F::Kitchen,
        ],
        Category::Transport => &[
            F::ChildSeat,
            F::Wheelchair,
            F::Dogs,
            F::Cats,
            F::LargeLuggage,
            F::BorderCrossing,
        ],
        Category::Job => &[
            F::HousingIncluded,
            F::PartTime,
            F::NoLicenceNeeded,
            F::AccessibleWorkplace,
            F::ChildcareIncluded,
            F::Remote,
        ],
        Category::Medical => &[
            F::UrgentCare,
            F::WomanClinician,
            F::StepFree,
            F::HomeVisit,
            F::SignLanguage,
            F::Remote,
        ],
        Category::Service => &[
            F::NoDocumentsNeeded,
            F::ChildrenWelcome,
            F::StepFree,
            F::Remote,
            F::SignLanguage,
        ],
    }
}

/// A fact: yes, no or not known.
pub struct Fact {
    /// Which icon and class.
    pub tri: Tri,
    /// In words, with "no" and "not known" said.
    pub words: String,
}

impl Fact {
    /// Of a feature.
    pub fn of(f: &Frame, feature: Feature, tri: Tri) -> Self {
        let name = f.feature(&feature);
        let words = match tri {
            Tri::Yes => name,
            Tri::No | Tri::Unknown => format!("{name}: {}", f.word("tri", &tri)),
        };
        Self { tri, words }
    }

    /// That something is so, in words.
    pub const fn yes(words: String) -> Self {
        Self {
            tri: Tri::Yes,
            words,
        }
    }

    /// Its class and its icon.
    pub const fn name(&self) -> &'static str {
        match self.tri {
            Tri::Yes => "yes",
            Tri::No => "no",
            Tri::Unknown => "unknown",
        }
    }
}

/// Title and description in the language of the page, if there are such.
pub struct Words<'a> {
    /// Title.
    pub title: &'a str,
    /// Description.
    pub description: &'a str,
    /// The language of both.
    pub language: Locale,
    /// Who translated it, if it is a translation.
    pub translated: Option<TranslatedBy>,
}

impl<'a> Words<'a> {
    /// Of an offer, for a reader.
    pub fn of(offer: &'a PublicOfferView, reader: Locale) -> Self {
        match offer.translations.get(&reader) {
            Some(translation) if offer.language != reader => Self {
                title: &translation.title,
                // A translation of the title alone: better the whole in one language.
                description: if translation.description.is_empty() {
                    &offer.description
                } else {
                    &translation.description
                },
                language: reader,
                translated: Some(translation.by),
            },
            _ => Self::original(offer),
        }
    }

    /// As its provider wrote it.
    pub fn original(offer: &'a PublicOfferView) -> Self {
        Self {
            title: &offer.title,
            description: &offer.description,
            language: offer.language,
            translated: None,
        }
    }
}

/// A row of the list.
pub struct Card<'a> {
    /// Its number, as on the map.
    pub number: usize,
    /// The offer.
    pub offer: &'a PublicOfferView,
    /// Its words.
    pub words: Words<'a>,
    /// That they are a translation, by whom and from which language.
    pub translated: Option<String>,
    /// Place and distance.
    pub place: String,
    /// What kind, in one line.
    pub kind: String,
    /// Six facts at most.
    pub facts: Vec<Fact>,
    /// What was checked.
    pub checks: String,
    /// When it was confirmed.
    pub confirmed: String,
}

impl<'a> Card<'a> {
    /// Of an offer; features that were asked for come first.
    pub fn of(f: &Frame, number: usize, offer: &'a PublicOfferView, asked: &[Feature]) -> Self {
        let words = Words::of(offer, f.locale);
        Self {
            number,
            offer,
            translated: words.translated.map(|by| translated(f, offer, by)),
            words,
            place: whereabouts(f, offer),
            kind: kind(f, offer),
            facts: facts(f, offer, asked),
            checks: checks(f, offer),
            confirmed: confirmed(f, offer),
        }
    }

    /// What it is, for those who hear the map.
    pub fn label(&self) -> String {
        format!("{}: {}, {}", self.number, self.words.title, self.place)
    }
}

/// That words are a translation, by whom and from which language.
fn translated(f: &Frame, offer: &PublicOfferView, by: TranslatedBy) -> String {
    let key = match by {
        TranslatedBy::Provider => "offers-translated",
        TranslatedBy::Moderator => "offers-translated-by-moderator",
    };
    f.w(key, "language", f.language_of(offer.language.as_str()))
}

/// A place with its division: two towns share a name.
pub fn place_name(place: &PlaceView) -> String {
    if place.kind == "crossing" || place.admin1 == place.name || place.admin1.is_empty() {
        place.name.clone()
    } else {
        format!("{}, {}", place.name, place.admin1)
    }
}

/// Whether only the area of an offer is published. A ride stops in a town, not at a door.
pub fn is_area(offer: &PublicOfferView) -> bool {
    offer.point_precision != PointPrecision::Door && offer.category != Category::Transport
}

fn whereabouts(f: &Frame, offer: &PublicOfferView) -> String {
    let mut parts = vec![place_name(&offer.place)];
    if let Some(metres) = offer.distance_m {
        parts.push(distance(f, metres));
    }
    if is_area(offer) {
        parts.push(f.t("word-precision-area"));
    }
    parts.join(" · ")
}

/// A distance in words: whole kilometres.
pub fn distance(f: &Frame, metres: u32) -> String {
    match (metres + 500) / 1_000 {
        0 => f.t("offers-near"),
        km => f.n("offers-km", km),
    }
}

/// What kind of help, in one line.
pub fn kind(f: &Frame, offer: &PublicOfferView) -> String {
    match &offer.details {
        OfferDetails::Housing(d) => format!(
            "{} · {}",
            f.word("housing-kind", &d.kind),
            f.word("privacy", &d.privacy)
        ),
        OfferDetails::Transport(d) => {
            // The place of a ride is where it leaves.
            let leaves = f.time_in(&offer.place.country, &d.departs_from);
            f.w("offers-departs", "time", leaves)
        }
        OfferDetails::Job(d) => format!(
            "{} {} · {}",
            money(f.locale, d.pay_minor, &d.currency),
            f.word("pay-period", &d.pay_period),
            f.word("contract", &d.contract)
        ),
        OfferDetails::Medical(d) => format!(
            "{} · {}",
            f.word("speciality", &d.speciality),
            f.word("medical-mode", &d.mode)
        ),
        OfferDetails::Service(d) => f.word("theme", &d.theme),
    }
}

fn facts(f: &Frame, offer: &PublicOfferView, asked: &[Feature]) -> Vec<Fact> {
    let said = offer.details.facts(offer.free_of_charge);
    let mut shown: Vec<Fact> = asked
        .iter()
        .filter(|feature| feature.categories().contains(&offer.category))
        .map(|feature| Fact::of(f, *feature, said.get(*feature)))
        .collect();
    if said.get(Feature::WomenOnly) == Tri::Yes && !asked.contains(&Feature::WomenOnly) {
        shown.push(Fact::of(f, Feature::WomenOnly, Tri::Yes));
    }
    if !offer.languages.is_empty() {
        let languages: Vec<String> = offer
            .languages
            .iter()
            .take(4)
            .map(|l| f.spoken(l))
            .collect();
        shown.push(Fact::yes(f.w(
            "word-speaks",
            "language",
            languages.join(", "),
        )));
    }
    let rest: Vec<Feature> = first_asked(offer.category)
        .iter()
        .copied()
        .filter(|feature| !asked.contains(feature))
        .collect();
    // What is so comes first, then what is not, then what has to be asked.
    for tri in [Tri::Yes, Tri::No, Tri::Unknown] {
        let of_it = rest.iter().filter(|feature| said.get(**feature) == tri);
        shown.extend(of_it.map(|feature| Fact::of(f, *feature, tri)));
    }
    shown.truncate(MOST_FACTS);
    shown
}

fn checks(f: &Frame, offer: &PublicOfferView) -> String {
    if offer.checks.is_empty() {
        return f.t("offers-no-checks");
    }
    // That mail arrives says nothing beside the rest.
    let mut shown: Vec<_> = offer.checks.iter().collect();
    if shown.iter().any(|c| c.kind != EvidenceKind::EmailConfirmed) {
        shown.retain(|c| c.kind != EvidenceKind::EmailConfirmed);
    }
    f.checks(shown.into_iter().take(MOST_CHECKS)).join(" · ")
}

/// When its provider last said that it stands.
pub fn confirmed(f: &Frame, offer: &PublicOfferView) -> String {
    let day = local_day(offer.last_confirmed_at);
    match day.until(f.today).map_or(0, |span| span.get_days()) {
        ..=0 => f.t("offers-confirmed-today"),
        1 => f.t("offers-confirmed-yesterday"),
        days => f.n("offers-confirmed-days", days),
    }
}
